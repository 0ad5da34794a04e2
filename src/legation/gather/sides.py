"""What the parts of gathering share: stages of a contact, and who takes part in it."""

from __future__ import annotations

from legation.model import Contact, Status

ENDED = frozenset({Status.CANCELLED, Status.POSTPONED, Status.DENIED})
"""What has become of a contact that did not take place."""
AHEAD = frozenset({Status.PROPOSED, Status.INVITED, Status.PLANNED})
"""What is still to come."""


def people(contact: Contact, role: str) -> frozenset[int]:
    """Those who have a role in a contact, by their numbers in the report."""
    return frozenset(p.actor.referent for p in contact.parties if p.role == role)
