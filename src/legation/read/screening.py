"""What becomes of a report that the screen lets drop."""

from __future__ import annotations

from legation.model import Problem, Report
from legation.read.given import Given

SCREENED = "note.screened"
"""Code of a page that the screen let drop; a run counts them."""


def is_dropped(text: str, given: Given, *, archived: bool = False) -> bool:
    """Whether the screen lets a page or text drop.

    Takes    archived = whether it is out of a web archive.
    """
    return given.screen is not None and (archived or given.screen_all) and not given.screen(text)


def dropped(where: str) -> Problem:
    """What is noted of it."""
    return Problem(
        code=SCREENED, where=where, advice="no words in it that contacts or claims are told with; --no-screen reads it all the same"
    )


def screened(item: Report | Problem, given: Given) -> Report | Problem:
    """A report whose text may tell of something, or the note of one that was let drop."""
    if isinstance(item, Report) and is_dropped(item.text, given):
        return dropped(item.source or item.id)
    return item
