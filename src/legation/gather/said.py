"""What stands inside somebody's words carries them: contacts and claims know the statement that they are told in, claims their contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.model import Body, Certainty, Claim, Contact, ContactKind, Evidence, Finding, Relation, Statement, Status

SURENESS = list(Certainty)
"""Certainties from the surest to the least sure."""
MOST = 0.8
"""Share of a finding's words that stand in a statement which tells it."""


def attribute(
    contacts: Sequence[Finding[Contact]], statements: Sequence[Finding[Statement]], claims: Sequence[Finding[Claim]]
) -> tuple[tuple[Finding[Contact], ...], tuple[Finding[Claim], ...]]:
    """Contacts and claims, each with the statement that all of its words stand in."""
    ranked = (_with_contacts(f, contacts) for f in claims)
    return tuple(_said(f, statements) for f in contacts), tuple(_said(f, statements) for f in ranked)


def _with_contacts(finding: Finding[Claim], contacts: Sequence[Finding[Contact]]) -> Finding[Claim]:
    """A claim with the ids of the contacts that it ranks or recalls; the last one's day is that of its contact where the claim has none."""
    claim = finding.body
    about = [c for c in contacts if _ranks(finding, c)]
    if claim.relation is Relation.LAST and claim.anchor is not None and claim.anchor.when is None:
        day = next((c.body.starts for c in about if c.body.status is Status.OCCURRED and c.body.starts), None)
        claim = replace(claim, anchor=replace(claim.anchor, when=day))
    return replace(finding, body=replace(claim, about=tuple(c.id for c in about)))


def _ranks(finding: Finding[Claim], contact: Finding[Contact]) -> bool:
    """Whether a contact is one that a claim speaks of: of its people, to its place, or told in its words by people it leaves open."""
    claim, body = finding.body, contact.body
    told_here = any(finding.evidence[0].span.overlaps(e.span) for e in contact.evidence)
    if body.kind is not claim.pattern.contact:
        return False
    goal = claim.goal.country if claim.goal else claim.pattern.destination
    if body.kind is ContactKind.VISIT and goal is not None and body.destination != goal:
        return False
    sides = (claim.pattern.whose, *claim.pattern.others, claim.instance, claim.met)
    people = {a.referent for s in sides if s is not None for a in s.actors}
    people |= {claim.anchor.actor.referent} if claim.anchor and claim.anchor.actor else set()
    theirs = {p.actor.referent for p in body.parties}
    if told_here:
        return not people or bool(people & theirs)
    least = 1 if body.kind is ContactKind.VISIT else 2
    return goal is not None and len(people & theirs) >= least if body.kind is ContactKind.VISIT else len(people & theirs) >= least


def _said(finding: Finding[Body], statements: Sequence[Finding[Statement]]) -> Finding[Body]:
    """A finding with the narrowest statement that its words stand in; where all of them do, its certainty follows the cue."""
    holding = [[s for s in statements if _holds(s.body, evidence)] for evidence in finding.evidence]
    first = next((found for found in holding if found), None)
    if first is None:
        return finding
    said = min(first, key=lambda s: len(s.body.content))
    if not all(holding) or _is_denied(finding):
        return replace(finding, said_by=said.id)
    return replace(finding, said_by=said.id, certainty=max(finding.certainty, said.certainty, Certainty.REPORTED, key=SURENESS.index))


def _is_denied(finding: Finding[Body]) -> bool:
    """Whether a contact is denied by the very words that tell it; the denial is sure."""
    return isinstance(finding.body, Contact) and finding.body.status is Status.DENIED


def _holds(statement: Statement, evidence: Evidence) -> bool:
    """Whether most of the words stand in what was said."""
    content, words = statement.content, evidence.span
    shared = min(content.end, words.end) - max(content.start, words.start)
    return shared >= MOST * len(words)
