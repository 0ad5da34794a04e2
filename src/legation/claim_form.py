"""Claims in plain words that can be checked: which contacts must be there, and which must not."""

from __future__ import annotations

from legation.model import Claim


def form_of(claim: Claim) -> str:
    """What has to hold in the record for a claim to be true, in one sentence."""
    return f"{claim.relation.value}: {claim.event.text}"
