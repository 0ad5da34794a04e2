"""What the record says of what a report tells: verdicts on claims, and comparisons of contacts told as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What the record makes of a claim of history; open unless it decides it."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OPEN = "open"


class Match(StrEnum):
    """What the record makes of a contact told as a fact."""

    BORNE_OUT = "borne_out"
    DIFFERS = "differs"
    NOT_HELD = "not_held"
    """The record is complete for such a contact, outside its known gaps, and has none."""
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """Why a claim that is right may mislead, or what else a reader should know, with the entry that shows it."""

    entry: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the record says of one claim."""

    outcome: Outcome
    because: tuple[str, ...] = ()
    """Ids of what decides it, or leaves it open."""
    coverage: tuple[str, ...] = ()
    """Ids of the declarations of coverage that it rests on."""
    caveats: tuple[Caveat, ...] = ()
    note: str
    """Why, in one or two sentences that can be copied into a mail."""
    as_of: date | None
    """The day as of which it is judged; with none known the outcome is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the record says of one contact that a report tells as a fact."""

    outcome: Match
    because: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    """Names of the fields of the contact that the record has otherwise."""
    note: str
    as_of: date | None
