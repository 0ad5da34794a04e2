"""The agenda: what a meeting or visit is about, as the report lists it."""

from __future__ import annotations

import re

from legation.model import Topic
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.scene import Scene

ABOUT = frozenset({"on", "about", "over", "concerning", "regarding"})
"""Prepositions that lead to an agenda."""
DAY_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december "
    "jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. "
    "day eve morning afternoon evening sidelines margin margins visit trip tour way weekend".split()
)
"""Words behind "on" that tell when or where, not what about."""
LISTING = re.compile(r"(?:in particular|such as|including|notably|among them|especially|namely|for example)\s*,?\s*", re.IGNORECASE)
"""Words after which the items themselves begin."""
STOPS = re.compile(
    r"[.;:]\s|[.;:]$|\baccording to\b|\bahead of\b|\bbefore\b|\bafter\b|\bwhen\b|\bwhile\b|\bduring\b"
    r"|,? (?:he|she|they|it|the \w+(?: \w+)?) (?:said|says|added|told)\b"
    r"|\bsaid\b|,? (?:will|is|are|was|were)\b|”|\"",
    re.IGNORECASE,
)
"""Where an agenda ends."""
RELATIVE = re.compile(r",?\s*\b(?:which|who|that|where)\b[^,;]*?(?=,|;|$|\bas well as\b)")
"""A clause on an item, which is left out."""
SEPARATOR = re.compile(r"\s*,?\s*\bas well as\b\s*|\s*,\s*(?:and\s+)?|\s+and\s+(?=(?:on|about|the|a|an)\b)|\s+and\s+", re.IGNORECASE)
"""What stands between two items."""
LEAD = re.compile(r"^(?:(?:on|about|over|both|also|even|possibly|notably|other|and)\s+)+", re.IGNORECASE)
"""Words before an item that are no part of it."""
TOO_LONG = 90
"""Longer stretches were never an item of an agenda in the open reports, but a clause that the list ran into."""


def topics_of(scene: Scene, parsed: Parsed, word: Word) -> tuple[tuple[Topic, ...], Span | None]:
    """Items of the agenda that hang on a word, and where in the sentence they stand."""
    start = _start(parsed, word)
    if start is None:
        return (), None
    text = parsed.sentence.text
    end = _end(text, start)
    listing = LISTING.search(text, start, end)
    begin = listing.end() if listing else start
    items = tuple(t for t in (_topic(scene, parsed, a, b) for a, b in _items(text, begin, end)) if t)
    return items, Span(start, max(end, start)) if items else None


def _start(parsed: Parsed, word: Word) -> int | None:
    """Where the list begins: after "on" or "about", or at the object of "discuss"."""
    if word.lemma in ("discuss", "raise", "address"):
        after = [w for w in parsed.children[word.i] if w.i > word.i and w.dep in ("dobj", "pobj", "dep", "appos", "prep", "ccomp")]
        after = [w for w in after if not (w.dep == "prep" and w.text.lower() in ("with", "to", "in", "on", "at"))]
        if after:
            return min(parsed.reach(w).start for w in after)
        partner = next((w for w in parsed.of(word, "prep") if w.text.lower() == "with"), None)
        below = [w for p in parsed.of(partner, "pobj") for w in parsed.children[p.i] if w.i > p.i] if partner else []
        return min((parsed.reach(w).start for w in below), default=None)
    for preposition in parsed.children[word.i]:
        if preposition.dep == "prep" and preposition.text.lower() in ABOUT:
            objects = [w for w in parsed.of(preposition, "pobj") if not _is_time(w)]
            if objects:
                return min(parsed.reach(w).start for w in objects)
    return None


def _is_time(word: Word) -> bool:
    return word.lemma in DAY_WORDS or word.text[:1].isdigit()


def _end(text: str, start: int) -> int:
    found = STOPS.search(text, start + 1)
    while found and _in_relative(text, start, found.start()):
        found = STOPS.search(text, found.end())
    return found.start() if found else len(text)


def _in_relative(text: str, start: int, at: int) -> bool:
    """Whether a verb stands in a relative clause of an item ("China, which is trying ...")."""
    clause = text[start:at]
    return bool(re.search(r"\b(?:which|who|that|where)\s*$", clause))


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the items between separators, relative clauses left out."""
    kept: list[tuple[int, int]] = []
    position = start
    for clause in RELATIVE.finditer(text[:end], start):
        kept.append((position, clause.start()))
        position = clause.end()
    kept.append((position, end))
    items: list[tuple[int, int]] = []
    for low, high in kept:
        at = low
        for mark in SEPARATOR.finditer(text, low, high):
            items.append((at, mark.start()))
            at = mark.end()
        items.append((at, high))
    return items


def _topic(scene: Scene, parsed: Parsed, start: int, end: int) -> Topic | None:
    text = parsed.sentence.text
    lead = LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    while start < end and text[start] in " ,":
        start += 1
    while end > start and text[end - 1] in " ,.;":
        end -= 1
    if not 2 < end - start < TOO_LONG:
        return None
    span = parsed.sentence.offsets.to_source_span(Span(start, end))
    return Topic(text=scene.report.text[span.start : span.end], span=span)
