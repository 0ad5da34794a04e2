"""What a report names: actors, places and times."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from legation.span import Span
from legation.when import When


class Basis(StrEnum):
    """What a party's identity rests on: the report's own words, or the table of occupancies."""

    TEXT = "text"
    OCCUPANCY = "occupancy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, office or body as one mention of a report puts it, and as the report and the tables identify it."""

    referent: int
    """Number of the person or body within the report: two mentions of one share it."""
    surface: str
    span: Span
    """In ``Report.text``."""
    name: str | None
    """The fullest name the report gives, or the table's; null for an office whose holder is not known."""
    post: str | None
    post_class: str | None
    """Kind of post in the table of occupancies: ``foreign_minister``, ``head_of_state``."""
    country: str | None
    organisation: str | None
    wikidata: str | None
    elect: bool
    basis: Basis
    """What the identity as a whole rests on: occupancy as soon as name, country or post is the table's."""
    post_stated: bool
    """Whether the report itself names the post."""
    candidates: tuple[str, ...]
    verified: bool
    """False where a value rests on a row of the table that no document confirms."""
    former: bool = False
    """Whether the report calls him a former holder of his post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as a report puts it and as the gazetteer knows it."""

    surface: str
    span: Span
    name: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    kind: str
    """``country``, ``city``, ``region``, ``residence``, ``venue``, ``body`` ..."""


class MentionKind(StrEnum):
    """What a mention names."""

    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"


HEAD = -1
"""Number of the sentence of mentions that stand in a report's head, before its first sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a report that names an actor, a place or a time."""

    kind: MentionKind
    sentence: int
    within: Span
    """In the sentence's repaired text."""
    span: Span
    """In ``Report.text``."""
    surface: str
    value: Actor | Place | When | None
    """None for a phrase that names no day or place that can be known."""
    reason: str
    """How the value was reached, in a few words."""
    lasts_days: int | None = None
    """Days of a duration ("two-day", "for a week"), both ends counted."""
