"""Indirect speech: every cue of a report with the words that it reports, and who says them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.model import Speaker, Words
from legation.parse import Parsed
from legation.span import Span
from legation.tell.draft import Lists
from legation.tell.said.according import phrase_cues
from legation.tell.said.cues import Cue, verb_cues
from legation.tell.said.draft import Draft
from legation.tell.said.headlines import headline_cues
from legation.tell.said.nouns import noun_cues
from legation.tell.said.speakers import named
from legation.tell.scene import Scene

BACK = frozenset({"it", "this"})
"""Objects that stand for what the sentence before tells."""


def reported_clauses(scene: Scene, lists: Lists) -> Iterator[Draft]:
    """What every cue of a report gives: speaker, cue and the words that hang on it, if any do; speech within speech is told once."""
    before: tuple[Draft, ...] = ()
    for at, parsed in enumerate(scene.parsed):
        drafts = tuple(_draft(scene, parsed, cue) for cue in outermost(parsed, tuple(_cues(scene, parsed, lists))))
        if len(drafts) == 1 and at and _points_back(drafts[0], parsed):
            told = next((d.content for d in before if d.content), scene.parsed[at - 1].sentence.span)
            drafts = (replace(drafts[0], content=told),)
        yield from drafts
        before = drafts


def _points_back(draft: Draft, parsed: Parsed) -> bool:
    """Whether a cue has but an "it" for what it reports, and the sentence before tells what that is: "Roe announced it on Twitter"."""
    if draft.content is not None or draft.cue is None or parsed.sentence.quoted:
        return False
    cue = parsed.sentence.offsets
    roots = (w for w in parsed.words if w.dep == "ROOT" and cue.to_source_span(w.span).start == draft.cue.span.start)
    return any(o.text.lower() in BACK for w in roots for o in parsed.of(w, "dobj") if o.i == w.i + 1)


def _cues(scene: Scene, parsed: Parsed, lists: Lists) -> Iterator[Cue]:
    """Every cue of a sentence, whichever way it tells of a saying."""
    yield from headline_cues(scene, parsed, lists.speech)
    yield from phrase_cues(parsed)
    yield from verb_cues(parsed, lists.speech)
    yield from noun_cues(parsed, lists.speech)


def outermost(parsed: Parsed, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues that do not stand in what another one reports; of two that stand in each other's, the one nearer the root of the tree."""
    for number, cue in enumerate(cues):
        others = (other for at, other in enumerate(cues) if at != number and _reports(other, cue))
        if all(_reports(cue, other) and _depth(parsed, cue) <= _depth(parsed, other) for other in others):
            yield cue


def _depth(parsed: Parsed, cue: Cue) -> tuple[int, int]:
    return sum(1 for _ in parsed.above(cue.word)), cue.word.i


def _reports(cue: Cue, other: Cue) -> bool:
    return any(span is not None and span.holds(other.within) for span in (cue.content, cue.apart))


def _draft(scene: Scene, parsed: Parsed, cue: Cue) -> Draft:
    return Draft(
        sentence=parsed.sentence.number,
        rule=f"statement.{cue.kind}/1",
        speaker=_speaker(scene, parsed, cue),
        cue=words_of(scene, parsed, cue.within),
        content=parsed.sentence.offsets.to_source_span(cue.content) if cue.content else None,
        certainty=cue.certainty,
    )


def _speaker(scene: Scene, parsed: Parsed, cue: Cue) -> Speaker | None:
    if cue.speaker is None:
        return None
    speaker, label = named(scene, parsed, cue.speaker, cue.word), cue.label
    if cue.speaker is cue.word:
        label = Span(min(parsed.words[parsed.word_first(cue.word)].start, cue.word.start), cue.word.end)
    return replace(speaker, words=words_of(scene, parsed, label)) if label else speaker


def words_of(scene: Scene, parsed: Parsed, within: Span) -> Words:
    """A range of a sentence's own text as words of the report."""
    span = parsed.sentence.offsets.to_source_span(within)
    return Words(text=scene.report.text[span.start : span.end], span=span)
