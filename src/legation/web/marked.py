"""The words of a report marked where they stand: who, where, when, and what is told; marks may overlap, and every boundary cuts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legation.model import Actor, Contact, Finding, Mention, MentionKind, Place, Reading
from legation.record import JsonObject, all_told
from legation.span import Span
from legation.web.days import days
from legation.when import When

KINDS = ("statement", "claim", "contact", "person", "place", "time")
"""What marks are of; where several stand on the same words, the first is drawn outermost."""
LETTERS = {"visit": "V", "meeting": "M", "call": "T", "invitation": "I", "statement": "S", "claim": "C"}
"""With which the number of each thing begins that a report tells; T is for telephone."""
NAMED = {MentionKind.ACTOR: "person", MentionKind.PLACE: "place", MentionKind.TIME: "time"}
Country = Callable[[str | None], str]
"""The name of a country by its code."""
LINE = re.compile(r"[^\n\r]+")
# Characters that a page may not hold, or that show nothing: each is shown by its picture or by the sign of a lost one.
PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)} | {0x7F: 0x2421}
LOST = dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF), 0xFFFD)
SHOWN = PICTURES | LOST


def visible(text: str | None) -> str:
    """A text of strangers as a page may hold it, no longer and no shorter."""
    return (text or "").translate(SHOWN)


def labels_of(reading: Reading) -> dict[str, str]:
    """What each thing that a report tells is called on its page, by its id: "V1" is its first visit."""
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for finding in all_told(reading):
        letter = LETTERS[str(finding.body.kind)]
        counts[letter] = counts.get(letter, 0) + 1
        labels[finding.id] = f"{letter}{counts[letter]}"
    return labels


def marks_of(reading: Reading, mentions: Iterable[Mention] | None, country: Country) -> list[JsonObject]:
    """The marks of a report in the order of its text.

    Takes    mentions = all that it names; None leaves the names to those that something told rests on.
    """
    labels = labels_of(reading)
    named = _of_mentions(mentions, country) if mentions is not None else _of_names_told(reading.contacts, country)
    marks = [*_of_contacts(reading, labels), *_of_said(reading, labels), *named]
    once = {(mark["kind"], mark["start"], mark["end"], mark["item"]): mark for mark in reversed(marks)}
    return sorted(once.values(), key=_order)


def _order(mark: JsonObject) -> tuple[int, int, int]:
    """By beginning, the longer first."""
    start, end = _span(mark)
    return start, -end, KINDS.index(str(mark["kind"]))


def _span(mark: JsonObject) -> tuple[int, int]:
    """Where a mark stands."""
    start, end = mark["start"], mark["end"]
    return (start, end) if isinstance(start, int) and isinstance(end, int) else (0, 0)


def _mark(kind: str, span: Span, *, means: str | None = None, item: str | None = None, words: str | None = None) -> JsonObject:
    """One mark.

    Takes    means = what the words stand for; item = the thing told that stands on them; words = by which its page leads to them.
    """
    return {"kind": kind, "start": span.start, "end": span.end, "means": means, "item": item, "words": words}


def _of_contacts(reading: Reading, labels: Mapping[str, str]) -> Iterator[JsonObject]:
    """The words that visits, meetings, calls and invitations rest on."""
    for finding in reading.contacts:
        for number, evidence in enumerate(finding.evidence, start=1):
            yield _mark("contact", evidence.span, item=finding.id, words=f"{labels[finding.id]}-{number}")


def _of_said(reading: Reading, labels: Mapping[str, str]) -> Iterator[JsonObject]:
    """What was said, and what is claimed."""
    for statement in reading.statements:
        yield _mark("statement", statement.body.content, item=statement.id, words=f"{labels[statement.id]}-1")
    for claim in reading.claims:
        yield _mark("claim", claim.body.span, item=claim.id, words=f"{labels[claim.id]}-1")


def _of_mentions(mentions: Iterable[Mention], country: Country) -> Iterator[JsonObject]:
    """All that a report names."""
    for mention in mentions:
        yield _mark(NAMED[mention.kind], mention.span, means=_meaning(mention.value, country))


def _of_names_told(contacts: Iterable[Finding[Contact]], country: Country) -> Iterator[JsonObject]:
    """The names and days that visits, meetings, calls and invitations rest on."""
    for contact in (finding.body for finding in contacts):
        for party in contact.parties:
            yield _mark("person", party.actor.span, means=_meaning(party.actor, country))
        for stop in contact.stops:
            yield _mark("place", stop.place.span, means=_meaning(stop.place, country))
        moments = (contact.starts, contact.ends, *(moment for stop in contact.stops for moment in (stop.arrives, stop.leaves)))
        yield from (_mark("time", when.phrase, means=days(when)) for when in moments if when is not None and when.phrase is not None)


def _meaning(value: Actor | Place | When | None, country: Country) -> str | None:
    """What a name or a phrase of time stands for, in a few words; None where that is not known."""
    if isinstance(value, When):
        return days(value)
    if value is None:
        return None
    known = (value.name, value.post if isinstance(value, Actor) else None, country(value.country))
    return ", ".join(dict.fromkeys(part for part in known if part)) or None


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of mark on a stretch of text."""

    kind: str
    items: tuple[str, ...]
    means: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout."""

    text: str
    layers: tuple[Layer, ...]
    """The outermost first."""
    opening: tuple[JsonObject, ...]
    """The marks of things told that begin here."""


def paragraphs(text: str, marks: Sequence[JsonObject]) -> Iterator[tuple[Segment, ...]]:
    """A text line by line, each cut wherever a mark begins or ends; lines of white space alone are left out."""
    waiting = sorted(marks, key=_order, reverse=True)
    cuts = sorted({place for mark in marks for place in _span(mark)}, reverse=True)
    under: list[JsonObject] = []
    fresh: list[JsonObject] = []
    for line in LINE.finditer(text):
        if not line.group().strip():
            continue
        segments, start = [], line.start()
        while start < line.end():
            while cuts and cuts[-1] <= start:
                cuts.pop()
            end = min(cuts[-1], line.end()) if cuts else line.end()
            while waiting and _span(waiting[-1])[0] <= start:
                fresh.append(waiting.pop())
            under = [mark for mark in (*under, *fresh) if _span(mark)[1] > start]
            opening = tuple(mark for mark in fresh if mark["words"] and _span(mark)[1] > start)
            segments.append(Segment(visible(text[start:end]), _layers(under), opening))
            start, fresh = end, []
        yield tuple(segments)


def _layers(under: Sequence[JsonObject]) -> tuple[Layer, ...]:
    """The kinds of mark that a stretch lies under."""
    found = []
    for kind in KINDS:
        here = [mark for mark in under if mark["kind"] == kind]
        if here:
            items = tuple(str(mark["item"]) for mark in here if mark["item"])
            means = next((str(mark["means"]) for mark in reversed(here) if mark["means"]), None)
            found.append(Layer(kind, tuple(dict.fromkeys(items)), means))
    return tuple(found)
