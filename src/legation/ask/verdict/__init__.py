"""Verdicts: what the record makes of a claim of history. Pure functions; whatever is not known leaves the claim open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from legation.ask.verdict.decided import Found, tempered
from legation.ask.verdict.grounds import Grounds, asked_of
from legation.ask.verdict.held import Map
from legation.ask.verdict.rows import RULES
from legation.ask.verdict.unsaid import unsaid
from legation.ask.verdict.words import sentence
from legation.model import Claim, Finding, Outcome, Relation, Verdict

__all__ = ["Grounds", "Map", "verdict_of"]

CONTRARY = {Outcome.SUPPORTED: Outcome.CONTRADICTED, Outcome.CONTRADICTED: Outcome.SUPPORTED, Outcome.OPEN: Outcome.OPEN}


def verdict_of(claim: Finding[Claim], grounds: Grounds) -> Verdict:
    """What the record says of a claim as of a day.

    Gives    open where the day is not known, or anything that the claim turns on.
    """
    as_of = grounds.as_of
    if as_of is None:
        return Verdict(
            outcome=Outcome.OPEN, note="The day of the report is not known, so that nothing can be said as of that day.", as_of=None
        )
    found = _judged(claim, grounds, as_of)
    return Verdict(
        outcome=found.outcome, because=found.because, coverage=found.coverage, caveats=found.caveats, note=sentence(found.note), as_of=as_of
    )


def _judged(finding: Finding[Claim], grounds: Grounds, as_of: date) -> Found:
    """What a claim comes to; of one that denies, the contrary of what it denies."""
    claim, asked = finding.body, asked_of(finding, grounds, as_of)
    if (missing := unsaid(claim, asked)) is not None:
        return Found(outcome=Outcome.OPEN, note=missing)
    found = tempered(asked, RULES[claim.relation](asked))
    if claim.denied and claim.relation is not Relation.TRADITION:
        return replace(found, outcome=CONTRARY[found.outcome])
    return found
