"""Claims: clauses that rank a contact in history, as first, last, only, one of a number, or by tradition."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Claim, Contact, Finding
from legation.tell.draft import Lists
from legation.tell.scene import Scene


def tell_claims(scene: Scene, lists: Lists, contacts: Sequence[Finding[Contact]]) -> tuple[Finding[Claim], ...]:
    """All claims of a report, in order of the text.

    Takes    contacts = what the rules have told of the report, before it is gathered.
    """
    return ()
