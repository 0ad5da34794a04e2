"""What reports tell: contacts, statements, claims."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from legation.model.named import Actor, Place
from legation.model.press import Evidence, Problem, Report
from legation.span import Span
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


class Anonymity(StrEnum):
    """Why the speaker of a statement has no name."""

    REQUESTED = "requested"
    """He asked for it, and the report says so."""
    UNNAMED = "unnamed"
    """One person or several, known by their office or place alone."""
    COLLECTIVE = "collective"
    """Many at once, of whom nobody is meant: "observers", "aides"."""
    MEDIA = "media"
    """Reports, papers and stations that are not named."""


class Relation(StrEnum):
    """How a claim ranks an event in history."""

    FIRST = "first"
    LAST = "last"
    NTH = "nth"
    ONLY = "only"
    SINCE = "since"
    TRADITION = "tradition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A matter on the agenda, in the report's words."""

    text: str
    span: Span


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
class Words:
    """A stretch of a report as it stands there."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whose word a statement is: as the report puts him, and who that is."""

    words: Words
    actor: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody is reported to have said, written, thought or wished."""

    speaker: Speaker | None
    """None where the report leaves open whose words they are."""
    content: Span
    """All that was said, from its first word to its last; a cue between its parts lies within."""
    cue: Words | None = None
    """The verb or phrase that tells of the saying; None for a quotation that stands alone."""
    direct: bool = False
    """Whether the content stands inside quotation marks."""
    fragment: bool = False
    """Whether but one to three words of it do."""
    anonymity: Anonymity | None = None
    """None where the speaker is named, or is an institution or a paper that is."""
    reason: str | None = None
    """What the report gives as reason for keeping the name back."""
    kind: Literal["statement"] = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Who took part in the contacts that a claim ranks: people by name, or anybody of a post, of a country, or of both."""

    words: str
    """As the report puts it: "a US Secretary of State"."""
    actors: tuple[Actor, ...] = ()
    """Those who are named; none where anybody of a kind is meant."""
    post: str | None = None
    post_class: str | None = None
    country: str | None = None
    foreign: bool = False
    """Whether anybody of another country than the other side's is meant: "a foreign leader"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Which contacts a claim ranks: all that fit what is given here; None and () leave a side open."""

    contact: ContactKind | None
    whose: Whose | None = None
    others: tuple[Whose, ...] = ()
    """Whom they met, called or invited; of a visit its hosts."""
    destination: str | None = None
    """Country, alpha-3."""
    destination_name: str | None = None
    """Its English name."""
    place: Place | None = None
    """Where the claim is of a town or venue, not of a country."""
    abroad: bool = False
    """Whether any country but their own is meant."""
    level: str | None = None
    format: str | None = None
    graded: bool = False
    """Whether only those of the same or a higher rank are meant: "the highest-ranking envoy to come since 1998"."""
    since: When | None = None
    """Before which no contact is ranked: the beginning of a term, a war, "since 1992"."""
    until: When | None = None
    """After which none is."""


class Reckoning(StrEnum):
    """What a claim reckons from."""

    CONTACT = "contact"
    """An earlier contact: "since Calvin Coolidge in 1928", "the last was Roe, in May"."""
    EVENT = "event"
    """A day, or an event that is no contact: "since 1992", "since the war began"."""
    LENGTH = "length"
    """A stretch counted back from the day of publication: "in 37 years"."""
    OFFICE = "office"
    """Somebody's time in a post: "since taking office", "as president", "of his second term"."""
    WINDOW = "window"
    """A stretch that the contacts are counted in: "in a month", "this year"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The earlier contact or event that a claim reckons from: "since Calvin Coolidge in 1928", "in 37 years", "since taking office"."""

    words: Words
    reckoning: Reckoning = Reckoning.EVENT
    actor: Actor | None = None
    """Whose contact it was, or who took office; None where it is the claim's own subject or not said."""
    post_class: str | None = None
    """The office that is meant, where the words name it."""
    when: When | None = None
    back: int | None = None
    """How many of ``unit`` a length counts; None where the words leave it open ("in decades")."""
    unit: str | None = None
    """``day``, ``week``, ``month``, ``year``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A clause that ranks a contact in history, as the report puts it and in a form that can be checked."""

    relation: Relation
    span: Span
    """The smallest clause that holds it."""
    subject: Words
    event: Words
    pattern: Pattern
    scope: Words | None = None
    anchor: Anchor | None = None
    nth: int | None = None
    instance: Whose | None = None
    """Whose contact is ranked, where the pattern tells of anybody of a kind: "Roe will be the first pope to visit"."""
    goal: Place | None = None
    """Where the ranked visit goes, where the pattern is of visits to any country: "Peru was the first country she visited"."""
    met: Whose | None = None
    """The other side of the ranked contact, where the pattern is of contacts with anybody: "the first call he had was with Roe"."""
    absent: bool = False
    """Whether the report says that there was none to this day, and tells of no contact that ends the row ("none has come since")."""
    excepted: Words | None = None
    """What the report excepts: "apart from the few hours in June 2018"."""
    denied: bool = False
    """Whether the report says that it is not so ("not the first visit")."""
    about: tuple[str, ...] = ()
    """Ids of the contacts of the same report that it ranks or recalls."""
    kind: Literal["claim"] = "claim"


Body = TypeVar("Body", bound=Contact | Statement | Claim, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Generic[Body]):
    """One thing that one report tells, with its words, its certainty and the rule that told it."""

    id: str
    report_id: str
    body: Body
    certainty: Certainty
    evidence: tuple[Evidence, ...]
    rule: str
    said_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report read by one version of the rules: what was told and what went amiss."""

    report: Report
    contacts: tuple[Finding[Contact], ...]
    statements: tuple[Finding[Statement], ...] = ()
    claims: tuple[Finding[Claim], ...] = ()
    problems: tuple[Problem, ...]
    rules: str
    """Digest of the rules, lists, tables and pipeline that told it."""
