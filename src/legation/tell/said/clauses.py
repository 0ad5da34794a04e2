"""Indirect speech: verbs of saying with the clause that they report, and who says it."""

from __future__ import annotations

from collections.abc import Iterator

from legation.model import Words
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.draft import Lists
from legation.tell.governors import SPEECH
from legation.tell.said.draft import Draft
from legation.tell.said.speakers import speaker_of
from legation.tell.scene import Scene


def reported_clauses(scene: Scene, lists: Lists) -> Iterator[Draft]:
    """What every cue of a report gives: speaker, cue and the clause that hangs on it, if one does."""
    for parsed in scene.parsed:
        for word in parsed.words:
            if word.pos == "VERB" and word.lemma in SPEECH:
                yield _draft(scene, parsed, word)


def _draft(scene: Scene, parsed: Parsed, verb: Word) -> Draft:
    clause = next(iter(parsed.of(verb, "ccomp")), None)
    return Draft(
        sentence=parsed.sentence.number,
        rule="statement.clause/1",
        speaker=speaker_of(scene, parsed, verb),
        cue=words_of(scene, parsed, verb.span),
        content=parsed.sentence.offsets.to_source_span(parsed.reach(clause)) if clause else None,
    )


def words_of(scene: Scene, parsed: Parsed, within: Span) -> Words:
    """A range of a sentence's own text as words of the report."""
    span = parsed.sentence.offsets.to_source_span(within)
    return Words(text=scene.report.text[span.start : span.end], span=span)
