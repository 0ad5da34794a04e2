"""The words that the values of an entry rest on: of those findings that hold a value the one that counts most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from legation.model import Contact, Entry, EntryState, Evidence, Finding, Held, Party, Place, Stop, Support, Topic
from legation.span import Span
from legation.when import When

Role = Literal["visitor", "host", "inviter", "invitee", "participant"]
Part = Role | Literal["stop", "topic"]
"""One of several values of a contact that stand side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a value rests on: words of a report, or a person's judgement."""

    report: str | None = None
    quote: str | None = None
    judgement: str | None = None


NOTHING_CITED = Cited()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The reports that count for an entry."""

    reports: tuple[str, ...]
    first: date | None
    """First day on which one of them appeared, of those whose day is known."""
    last: date | None


NO_SOURCES = Sources(reports=(), first=None, last=None)


def cited(entry: Entry, field: str, part: object = None, *, words: Span | None = None) -> Cited:
    """What the value of a field rests on.

    Takes    part = one of the values where the field holds several; words = where the report says what of it is meant, if not its name.
    Gives    of the findings that hold the value the first that tells it just so, and of its evidence that which holds the value's own
             words.
    """
    held = entry.fields.get(field)
    if held is None or held.value in (None, ()):
        return NOTHING_CITED
    if held.judgement is not None:
        return Cited(judgement=held.judgement)
    value = held.value if part is None else part
    telling = _telling(entry, held)
    if not telling:
        return NOTHING_CITED
    teller = next((finding for finding in telling if _tells(finding, field, value)), None)
    # The words of a value are in the report that tells it just so, and in no other.
    evidence = _evidence(teller, words or _span_of(value)) if teller else telling[0].evidence[0]
    return Cited(report=evidence.report_id, quote=evidence.quote)


def parts_of(contact: Contact, part: Part) -> tuple[Party | Stop | Topic, ...]:
    """The values of one sort that stand side by side, in the order of the record."""
    if part == "stop":
        return contact.stops
    if part == "topic":
        return contact.topics
    return contact.parties if part == "participant" else tuple(party for party in contact.parties if party.role == part)


def sources_of(entry: Entry) -> Sources:
    """The reports that count for an entry, copies once; none where the outlets stand by none of them."""
    return (
        _counted(support for held in entry.fields.values() for support in _all(held)) if entry.state is EntryState.STANDING else NO_SOURCES
    )


def sources_of_stop(entry: Entry, stop: Stop) -> Sources:
    """Those of them that tell a stop."""
    if entry.state is not EntryState.STANDING:
        return NO_SOURCES
    tellers = {
        (finding.report_id, finding.id)
        for finding in entry.findings
        if any(_key(told.place) == _key(stop.place) for told in finding.body.stops)
    }
    return _counted(support for support in entry.fields["stops"].supports if (support.report, support.finding) in tellers)


def _key(place: Place) -> object:
    """What tells one place from another."""
    return place.geonames or place.name.casefold()


def _counted(supports: Iterable[Support]) -> Sources:
    """The reports of supports, and the first and last day on which one appeared."""
    known = {support.report: support.published for support in supports}
    days = sorted(day for day in known.values() if day)
    return Sources(reports=tuple(sorted(known)), first=days[0] if days else None, last=days[-1] if days else None)


def _all(held: Held) -> Iterator[Support]:
    """All that hold the value of a field or a rival of it."""
    yield from held.supports
    for rival in held.rivals:
        yield from rival.supports


def _telling(entry: Entry, held: Held) -> list[Finding[Contact]]:
    """The findings that hold the value of a field, the one that counts most first."""
    known = {(finding.report_id, finding.id): finding for finding in entry.findings}
    return [known[key] for support in held.supports if (key := (support.report, support.finding)) in known]


def _tells(finding: Finding[Contact], field: str, value: object) -> bool:
    """Whether a finding has this very value."""
    told = getattr(finding.body, field, None)
    return value in told if isinstance(told, tuple) else told == value


def _evidence(finding: Finding[Contact], span: Span | None) -> Evidence:
    """The evidence that holds the words of a value, else the first."""
    return next((evidence for evidence in finding.evidence if span and evidence.span.holds(span)), finding.evidence[0])


def _span_of(value: object) -> Span | None:
    """Where the report says a value; None for what stands in no words of its own."""
    if isinstance(value, When):
        return value.phrase
    if isinstance(value, Party):
        return value.actor.span
    if isinstance(value, Stop):
        return value.place.span
    return value.span if isinstance(value, Topic) else None
