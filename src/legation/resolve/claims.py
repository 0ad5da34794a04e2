"""Claims: anchors and terms of office as days, and whose contacts are ranked, by the table of occupancies."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Claim, Finding, Report
from legation.tables.offices import Offices


def resolve_claims(report: Report, claims: Sequence[Finding[Claim]], offices: Offices) -> tuple[Finding[Claim], ...]:
    """Claims with the days that their anchors mean."""
    return tuple(claims)
