"""What a register keeps: judgements, and the entries that findings and judgements make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from legation.model.press import Authority, ReportState
from legation.model.told import Contact, ContactKind, Finding
from legation.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A finding that a judgement bears on, with what lets it be known again when other rules read its report."""

    finding: str
    report: str
    kind: ContactKind | Literal["statement", "claim"]
    parties: tuple[tuple[str, str], ...]
    """Role and name of each who takes part, speaks or is ranked; who is not named stands in the report's words."""
    destination: str | None
    starts: str | None
    """First day, EDTF."""
    span: Span
    """Of the words that the finding rests on."""
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision on findings; dated, signed, never erased."""

    id: str
    left: str
    """What was judged, as it was called then: an entry or a finding; of ``undo`` a judgement."""
    right: str | None
    answer: str
    """``same``, ``different``, ``unsure``, ``accept``, ``reject``, ``correct``, ``undo``."""
    by: str
    at: str
    reason: str
    withdraws: str | None = None
    field: str | None = None
    """What is corrected, as ``legation judge correct`` names it: a field, or what is added to one or taken from it."""
    value: str | None = None
    """To what, as text; of a party, place or topic all that was known of it, as JSON."""
    left_findings: tuple[Bearing, ...] = ()
    """What was meant by ``left``; without them it is the id of a finding."""
    right_findings: tuple[Bearing, ...] = ()


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
    judgement: str | None = None
    """The judgement by which a person has set it; None where it is what reports tell."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """Two entries of which a person is asked whether they are one contact."""

    entries: tuple[Entry, Entry]
    findings: tuple[Finding[Contact], Finding[Contact]]
    """What told of each and left the doubt."""
    reasons: tuple[str, ...]
