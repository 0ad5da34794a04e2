"""What stands inside somebody's words carries them: contacts and claims know the statement that they are told in, claims their contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.model import Body, Claim, Contact, Evidence, Finding, Statement


def attribute(
    contacts: Sequence[Finding[Contact]], statements: Sequence[Finding[Statement]], claims: Sequence[Finding[Claim]]
) -> tuple[tuple[Finding[Contact], ...], tuple[Finding[Claim], ...]]:
    """Contacts and claims, each with the statement that all of its words stand in."""
    return tuple(_said(f, statements) for f in contacts), tuple(_said(f, statements) for f in claims)


def _said(finding: Finding[Body], statements: Sequence[Finding[Statement]]) -> Finding[Body]:
    """A finding with the narrowest statement that holds its words."""
    holding = [s for s in statements if all(_holds(s.body, evidence) for evidence in finding.evidence)]
    said = min(holding, key=lambda s: len(s.body.content), default=None)
    return replace(finding, said_by=said.id) if said else finding


def _holds(statement: Statement, evidence: Evidence) -> bool:
    return statement.content.holds(evidence.span)
