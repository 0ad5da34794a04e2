"""Headlines that name their speaker with a colon: "Roe: talks went well", "Talks went well: Roe"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legation.model import MentionKind, Voice
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.cues import Cue
from legation.tell.said.extent import covering
from legation.tell.said.voices import BODIES, PAPERS, PEOPLE
from legation.tell.scene import Scene

LABEL_AT_MOST = 7
"""Words of the longest name with what it speaks on."""
CONTENT_AT_LEAST = 3
"""Words of the shortest saying."""
STRAY = frozenset({"on", "to", "at", "in", "after", "over", "about"})
"""Words that end the name: "Roe on the talks: ..."."""


def headline_cues(scene: Scene, parsed: Parsed) -> Iterator[Cue]:
    """The colon of a headline, before it or behind it somebody's name."""
    if parsed.sentence.number and parsed.sentence.voice is not Voice.HEADLINE:
        return
    colons = [w for w in parsed.words if w.text == ":"]
    if not colons:
        return
    front, back = parsed.words[: colons[0].i], [w for w in parsed.words[colons[-1].i + 1 :] if w.pos != "PUNCT"]
    after, before = parsed.words[colons[0].i + 1 :], parsed.words[: colons[-1].i]
    if (name := _name(front)) and _tells(after) and _is_voice(scene, parsed, name):
        yield _made(parsed, colons[0], name, after)
    elif (name := _name(back)) and len(name) == len(back) and _tells(before) and _is_voice(scene, parsed, name):
        yield _made(parsed, colons[-1], name, before)


def _name(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a name or label at the head of some words; none where these are too many or a clause."""
    if not 0 < len(words) <= LABEL_AT_MOST or any(w.text in (".", "?", "!") or w.pos in ("VERB", "AUX") for w in words):
        return ()
    end = next((at for at, w in enumerate(words) if w.text.lower() in STRAY), len(words))
    return words[:end]


def _tells(words: Sequence[Word]) -> bool:
    """Whether some words can be a saying: a clause, not a heading."""
    return len(words) >= CONTENT_AT_LEAST and any(w.pos in ("VERB", "AUX") for w in words)


def _is_voice(scene: Scene, parsed: Parsed, name: Sequence[Word]) -> bool:
    """Whether a name is an actor's, or ends with a noun for people, bodies or papers ("Poll: ...")."""
    last = name[-1].text.lower()
    if len(name) <= LABEL_AT_MOST - 2 and (last in PAPERS or last in BODIES or last in PEOPLE):
        return True
    within = parsed.sentence.offsets.to_source_span(Span(name[0].start, name[-1].end))
    return any(m.kind is MentionKind.ACTOR and within.overlaps(m.span) and m.span.end == within.end for m in scene.mentions)


def _made(parsed: Parsed, colon: Word, name: Sequence[Word], content: Sequence[Word]) -> Cue:
    return Cue(
        word=colon,
        within=colon.span,
        content=covering(parsed, content),
        speaker=name[-1],
        kind="headline",
        label=Span(name[0].start, name[-1].end),
    )
