"""The values that travel from stage to stage: frozen, without logic, named in the words of the field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from legation.span import OffsetMap, Span
from legation.when import When


class Certainty(StrEnum):
    """How sure the text is, kept apart from what became of the contact."""

    PLAIN = "plain"
    REPORTED = "reported"
    HEDGED = "hedged"
    DOUBTED = "doubted"


class Status(StrEnum):
    """What became of a contact, as of the report."""

    PROPOSED = "proposed"
    INVITED = "invited"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    OCCURRED = "occurred"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    DENIED = "denied"


class ContactKind(StrEnum):
    """The kinds of diplomatic contact that the register keeps."""

    VISIT = "visit"
    MEETING = "meeting"
    CALL = "call"
    INVITATION = "invitation"


class Voice(StrEnum):
    """What part of a report a sentence belongs to."""

    NARRATION = "narration"
    HEADLINE = "headline"
    BYLINE = "byline"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    SPEAKER = "speaker"


class ReportState(StrEnum):
    """Whether an outlet stands by a report."""

    STANDING = "standing"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Basis(StrEnum):
    """What a party's identity rests on: the report's own words, or the table of occupancies."""

    TEXT = "text"
    OCCUPANCY = "occupancy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something of the world that went amiss and was passed over; codes that begin with ``note.`` are no fault."""

    code: str
    where: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One press text with what is known of it."""

    id: str
    """As given with the report, else the first 16 digits of the text's SHA-256."""
    text: str
    """The decoded input unchanged, byte-order mark dropped, line ends kept; every span counts in it."""
    sha256: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    """Place that the report is filed from, as the text spells it."""
    published: date | None = None
    """Day of publication where the text, its record or the reader of it says so; never the clock's."""
    modified: date | None = None
    """Day of the last change where the page or record says so."""
    partial: bool = False
    """Whether only a summary, or the beginning before a pay wall, was to be had."""
    page_sha256: str | None = None
    """Digest of the page's bytes where the text was extracted from one: the same page read by another version is the same report."""
    language: str | None = None
    state: ReportState = ReportState.STANDING
    source: str | None = None
    """Where it was read: path, and the line for one record of many."""
    body_start: int = 0
    """Offset of the first character after the dateline; 0 where there is none."""
    dateline_span: Span | None = None
    """Range of the dateline with its dash and space; part of no sentence. It may stand after title and byline."""
    head_lines: tuple[tuple[Voice, Span], ...] = ()
    """Ranges of the text known as title (headline) or as byline, outlet or date line (byline), in order."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as it is parsed: repaired text and the way back to the report's own."""

    number: int
    paragraph: int
    text: str
    """The repaired text; equal to the report's own where nothing had to be mended."""
    span: Span
    """The range of ``Report.text`` that it stands for."""
    offsets: OffsetMap
    """Leads spans of ``text`` to spans of ``Report.text``."""
    voice: Voice = Voice.NARRATION
    quoted: tuple[Span, ...] = ()
    """Ranges of ``text`` inside quotation marks, the marks excluded."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a value rests on; made by ``cite`` alone, so that quote and span cannot part."""

    report_id: str
    span: Span
    quote: str


def cite(report: Report, span: Span) -> Evidence:
    """Evidence for a span of a report."""
    return Evidence(report.id, span, report.text[span.start : span.end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A matter on the agenda, in the report's words."""

    text: str
    span: Span


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor in his role in one contact."""

    role: str
    """``visitor``, ``host``, ``inviter``, ``participant``, ``invitee``."""
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One place of a visit, with its days where the report gives them."""

    place: Place
    arrives: When | None = None
    leaves: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A visit, meeting, call or invitation as one report tells it."""

    kind: ContactKind
    status: Status
    parties: tuple[Party, ...]
    stops: tuple[Stop, ...] = ()
    destination: str | None = None
    starts: When | None = None
    ends: When | None = None
    lasts_days: int | None = None
    """Length in days, both ends counted, where the report states it."""
    level: str | None = None
    purpose: str | None = None
    format: str | None = None
    topics: tuple[Topic, ...] = ()
    salience: str = "background"
    accepted: bool | None = None
    """Whether an invitation was taken up; None where the report does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that one report tells, with its words, its certainty and the rule that told it."""

    id: str
    report_id: str
    body: Contact
    certainty: Certainty
    evidence: tuple[Evidence, ...]
    rule: str
    said_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report read by one version of the rules: what was told and what went amiss."""

    report: Report
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    rules: str
    """Digest of the rules, lists, tables and pipeline that told it."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register holds of one real contact."""

    id: str
    kind: ContactKind
    findings: tuple[Finding, ...]
    """What it was derived from: the one that counts most first."""
    fields: dict[str, Held] = field(default_factory=dict)
    """By the names of ``Contact``, and ``certainty`` and ``said_by`` of ``Finding``."""
    state: EntryState = EntryState.STANDING
