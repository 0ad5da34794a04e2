"""Speech that the page sets apart without quotation marks: pull quotes above a name, and interviews with a name before each turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from legation.model import Actor, MentionKind, Speaker, Voice, Words
from legation.parse import Parsed
from legation.span import Span, hull
from legation.tell.said.draft import Draft
from legation.tell.said.quotations import trimmed
from legation.tell.scene import Scene

PULLED = "statement.pull_quote/1"
SPOKEN_IN_TURN = "statement.transcript/1"
"""The rules of both."""
NAME = r"[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|of|for|and|the|de|del|van|von|al|bin)){0,5}"
LABEL = re.compile(rf"[\"“]?(?:(?P<short>[QA])[.:]|(?P<name>{NAME})(?: ?\([^()]{{1,40}}\))?\s?:)\s+(?=\S)")
"""A speaker in front of his turn; Q and A for question and answer."""
HEADINGS = frozenset(
    "who what when where why how note update updates correction background photo video watch read related source tags time "
    "sound music cue intro outro script clip insert graphic caption applause anno soundbite voiceover tape".split()
)
"""Words with a colon that head a paragraph and are nobody."""
TURNS_AT_LEAST = 3
"""Paragraphs with a speaker in front from which on a text is an interview or a transcript; one speaker at least must come back."""
NAME_END = re.compile(r", | [-–—] ")
DASHES = "-–—― "
SIGNED = re.compile(rf"[-–—―]{{1,2}}\s*{NAME}(?:(?:, | [-–—] )[^.!?]{{3,90}})?\.?\s*")
"""A dash and a name behind the words that it signs."""


def pulled(scene: Scene) -> Iterator[Draft]:
    """Pull quotes with the speaker on a line of his own."""
    held: list[Parsed] = []
    for parsed in scene.parsed:
        voice = parsed.sentence.voice
        if voice is Voice.PULL_QUOTE:
            held.append(parsed)
            continue
        if voice is Voice.SPEAKER and held:
            content = trimmed(scene.report.text, hull(tuple(p.sentence.span for p in held)))
            yield _draft(PULLED, parsed, _signed(scene, parsed), content)
        held = []


def signature(scene: Scene, parsed: Parsed) -> Draft:
    """A draft of a name that signs the words before it."""
    return Draft(sentence=parsed.sentence.number, rule=PULLED, speaker=_signed(scene, parsed), cue=None, content=None)


def _signed(scene: Scene, parsed: Parsed) -> Speaker:
    """The name on a line of its own, without the office beside it."""
    text = parsed.sentence.text
    start = len(text) - len(text.lstrip(DASHES))
    end = NAME_END.search(text, start)
    return _speaker(scene, parsed, Span(start, end.start() if end else len(text.rstrip("."))))


def _speaker(scene: Scene, parsed: Parsed, within: Span) -> Speaker:
    """A stretch of a sentence as a speaker, with the person that it names."""
    span = parsed.sentence.offsets.to_source_span(within)
    named = (m.value for m in scene.mentions if m.kind is MentionKind.ACTOR and m.span.overlaps(span))
    actor = next((value for value in named if isinstance(value, Actor)), None)
    return Speaker(words=Words(text=scene.report.text[span.start : span.end], span=span), actor=actor)


def _draft(rule: str, parsed: Parsed, speaker: Speaker, content: Span) -> Draft:
    return Draft(sentence=parsed.sentence.number, rule=rule, speaker=speaker, cue=None, content=content)


def transcribed(scene: Scene) -> Iterator[Draft]:
    """Turns of an interview or a transcript; paragraphs without a speaker between two turns belong to the one before."""
    paragraphs = [tuple(found) for _, found in groupby(scene.parsed, key=lambda p: p.sentence.paragraph)]
    labels = [_label(found[0].sentence.text) for found in paragraphs]
    labelled = [at for at, label in enumerate(labels) if label is not None]
    names = Counter(label[0].strip() for label in labels if label is not None)
    if len(labelled) < TURNS_AT_LEAST or max(names.values()) == 1:
        return
    for at, following in zip(labelled, [*labelled[1:], labelled[-1] + 1], strict=True):
        label = labels[at]
        if label is not None:
            yield _turn(scene, paragraphs[at:following], label)


def _label(text: str) -> re.Match[str] | None:
    """The speaker in front of a paragraph; "Note: ..." has none."""
    label = LABEL.match(text)
    return label if label and not HEADINGS & set((label["name"] or "").lower().split()) else None


def _turn(scene: Scene, paragraphs: Sequence[Sequence[Parsed]], label: re.Match[str]) -> Draft:
    first, last = paragraphs[0][0], paragraphs[-1][-1]
    start = first.sentence.offsets.to_source_span(Span(label.end(), len(first.sentence.text))).start
    content = trimmed(scene.report.text, Span(start, last.sentence.span.end))
    return _draft(SPOKEN_IN_TURN, first, _speaker(scene, first, Span(*label.span("name" if label["name"] else "short"))), content)
