"""What a run says of all that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of reports before they are opened."""

    published: date | None = None
    """Day for reports whose record gives none; it outranks a date that a text or page gives of itself."""
    today: date | None = None
    """No report can be published after this day; None: no day is too late."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field of a report (``text``, ``published`` ...) -> its name in the records of the user."""
    fetch: bool = False
    """Whether an address among the paths may be fetched."""
    screen: Callable[[str], bool] | None = None
    """Whether the raw text of a page may hold what is sought, asked before its story is looked for; None: every page is read."""
    screen_all: bool = False
    """Whether other reports than those of web archives are screened too."""


NOTHING = Given()
