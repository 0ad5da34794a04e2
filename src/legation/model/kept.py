"""What a register keeps: judgements, and the entries that findings and judgements make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from legation.model.press import Authority, ReportState
from legation.model.told import Contact, ContactKind, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision on findings; dated, signed, never erased."""

    id: str
    left: str
    right: str | None
    answer: str
    """``same``, ``different``, ``unsure``, ``accept``, ``reject``."""
    by: str
    at: str
    reason: str
    withdraws: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What of a report bears on its findings when entries are made: when it appeared and whether its outlet stands by it."""

    report: str
    published: date | None = None
    state: ReportState = ReportState.STANDING
    authority: Authority = Authority.PRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A finding that holds a value, with the report and the day it was published."""

    finding: str
    report: str
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A value that did not carry the day, and who holds it."""

    value: object
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The value of one field as it stands, its supports and its rivals."""

    value: object
    supports: tuple[Support, ...]
    rivals: tuple[Rival, ...] = ()


class EntryState(StrEnum):
    """Whether an entry counts; one that does not stays visible."""

    STANDING = "standing"
    CORRECTED = "corrected"
    """Its report was corrected by the outlet."""
    WITHDRAWN = "withdrawn"
    """Its report was withdrawn by the outlet."""
    REJECTED = "rejected"
    """A person has judged it to be none."""


class LinkKind(StrEnum):
    """How one entry hangs together with another."""

    SAME_TOUR = "same_tour"
    POSTPONED_TO = "postponed_to"
    PART_OF = "part_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie from an entry to another one."""

    to: str
    kind: LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register holds of one real contact."""

    id: str
    kind: ContactKind
    findings: tuple[Finding[Contact], ...]
    """What it was derived from: the one that counts most first."""
    fields: dict[str, Held] = field(default_factory=dict)
    """By the names of ``Contact``, and ``certainty`` and ``said_by`` of ``Finding``."""
    state: EntryState = EntryState.STANDING
    names: tuple[str, ...] = ()
    """Ids under which it went, or would go, by one of its findings alone; its own among them."""
    links: tuple[Link, ...] = ()
