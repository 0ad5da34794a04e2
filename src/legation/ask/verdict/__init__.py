"""Verdicts: what the record makes of a claim of history. Pure functions; whatever is not known leaves the claim open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from legation.ask.verdict.asked import asked_of
from legation.ask.verdict.decided import Found
from legation.ask.verdict.rows import RULES
from legation.ask.verdict.words import sentence
from legation.claim_form import form_of
from legation.model import Claim, Contact, ContactKind, Entry, Finding, Outcome, Relation, Verdict
from legation.tables.coverage import Coverage

__all__ = ["verdict_of"]

REGIONS = re.compile(
    r"\b(?:(?<!South )Africa|Asia|Europe|Middle East|(?:Latin|South|Central|North) America|Americas|Caribbean|Pacific|Balkans?|Gulf"
    r"|Maghreb|Sahel|Baltics?|Scandinavia|Oceania|Caucasus|Levant|Arab world|continent|region|hemisphere|island nation)\b"
)
"""Parts of the world that are no country."""
CONTRARY = {Outcome.SUPPORTED: Outcome.CONTRADICTED, Outcome.CONTRADICTED: Outcome.SUPPORTED, Outcome.OPEN: Outcome.OPEN}


def verdict_of(
    claim: Finding[Claim], told: Sequence[Finding[Contact]], entries: Iterable[Entry], coverages: Iterable[Coverage], as_of: date | None
) -> Verdict:
    """What the record says of a claim as of a day.

    Takes    told = all contacts of the same report; entries = those of the record that may bear on it; coverages = what it is complete for.
    Gives    open where the day is not known, or anything that the claim turns on.
    """
    if as_of is None:
        return Verdict(
            outcome=Outcome.OPEN, note="The day of the report is not known, so that nothing can be said as of that day.", as_of=None
        )
    found = _judged(claim, told, entries, coverages, as_of)
    return Verdict(
        outcome=found.outcome, because=found.because, coverage=found.coverage, caveats=found.caveats, note=sentence(found.note), as_of=as_of
    )


def _judged(
    finding: Finding[Claim], told: Sequence[Finding[Contact]], entries: Iterable[Entry], coverages: Iterable[Coverage], as_of: date
) -> Found:
    """What a claim comes to; of one that denies, the contrary of what it denies."""
    claim = finding.body
    if (missing := _missing(claim)) is not None:
        return Found(outcome=Outcome.OPEN, note=missing)
    found = RULES[claim.relation](asked_of(finding, told, entries, coverages, as_of))
    if claim.denied and claim.relation is not Relation.TRADITION:
        return replace(found, outcome=CONTRARY[found.outcome])
    return found


def _missing(claim: Claim) -> str | None:
    """What a claim does not say though it cannot be judged without it."""
    pattern = claim.pattern
    if pattern.contact is None:
        return f"what kind of contact is ranked is not known, so that this cannot be checked: {form_of(claim)}"
    if REGIONS.search(claim.event.text) and pattern.contact is ContactKind.VISIT:
        return f"the record is kept by countries, and which are meant is not certain: {claim.event.text}"
    if claim.relation is Relation.TRADITION:
        return None
    if pattern.whose is None:
        return f"whose contacts are ranked is not known, so that this cannot be checked: {form_of(claim)}"
    return None
