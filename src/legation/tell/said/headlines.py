"""Headlines that name their speaker with a colon: "Roe: talks went well", "Talks went well: Roe"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from legation.lexicon import Lexicon
from legation.model import MentionKind, Voice
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.cues import KINDS, Cue
from legation.tell.said.extent import covering
from legation.tell.said.voices import BODIES, PAPERS, PEOPLE
from legation.tell.scene import Scene

LABEL_AT_MOST = 7
"""Words of the longest name with what it speaks on."""
CONTENT_AT_LEAST = 3
"""Words of the shortest saying."""
LONG = 6
"""Words from which on a saying is taken for one though the tagger sees no verb in it."""
HEADINGS = frozenset(
    "latest guide update updates email newsletter exclusive analysis opinion watch video live breaking photos review explainer briefing "
    "preview recap timeline transcript note podcast gallery profile feature background factbox fact-check quiz week day monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
"""Last words of labels that are nobody's."""
STRONG = KINDS[: KINDS.index("think")]
"""Kinds of verb that make a headline somebody's word."""
STRAY = frozenset({"on", "to", "at", "in", "after", "over", "about"})
"""Words that end the name: "Roe on the talks: ..."."""


def headline_cues(scene: Scene, parsed: Parsed, speech: Lexicon) -> Iterator[Cue]:
    """The colon of a headline, before it or behind it somebody's name; or its verb, which capitals have disguised as a name."""
    if parsed.sentence.number and parsed.sentence.voice is not Voice.HEADLINE:
        return
    colons = [w for w in parsed.words if w.text == ":"]
    if not colons:
        yield from _disguised(scene, parsed, speech)
        return
    front, after = parsed.words[: colons[0].i], parsed.words[colons[0].i + 1 :]
    before, back = parsed.words[: colons[-1].i], parsed.words[colons[-1].i + 1 :]
    if (name := _name(front)) and _tells(after) and _is_voice(scene, parsed, name):
        yield _made(parsed, colons[0], name, after)
    elif _is_bare(back) and _name(back) == back and _tells(before) and _is_voice(scene, parsed, back):
        yield _made(parsed, colons[-1], back, before)


def _disguised(scene: Scene, parsed: Parsed, speech: Lexicon) -> Iterator[Cue]:
    """ "Roe Slams Plan for Bridge": the first word in -s after a name that is a verb of the list."""
    for word in parsed.words[1 : LABEL_AT_MOST + 1]:
        if word.pos not in ("PROPN", "NOUN") or not word.text[:1].isupper() or parsed.words[word.i - 1].pos != "PROPN":
            continue
        after, name = parsed.words[word.i + 1 :], parsed.words[: word.i]
        kind = next((k for k in STRONG for base in _bases(word.text.lower()) if speech.of(k, base)), None)
        if kind and len(after) >= CONTENT_AT_LEAST and _is_voice(scene, parsed, name):
            yield _made(parsed, word, name, after)
            return


def _bases(text: str) -> Iterator[str]:
    """What a verb in -s can be a form of: "denies" of "deny"."""
    if text.endswith("ies"):
        yield f"{text[:-3]}y"
    if text.endswith("es"):
        yield text[:-2]
    if text.endswith("s"):
        yield text[:-1]


def _name(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a name or label at the head of some words; none where these are too many or a clause."""
    if not 0 < len(words) <= LABEL_AT_MOST or any(_is_clause(w) for w in words):
        return ()
    end = next((at for at, w in enumerate(words) if w.text.lower() in STRAY), len(words))
    return words[:end]


def _is_bare(words: Sequence[Word]) -> bool:
    """Whether some words are names and no list, sentence or common noun."""
    return bool(words) and not any(w.pos in ("PUNCT", "CCONJ", "NOUN") and not _is_merged(w) for w in words)


def _is_merged(word: Word) -> bool:
    """Whether a word stands for a name of several, whatever the tagger takes it for."""
    return word.end - word.start > len(word.text)


def _is_clause(word: Word) -> bool:
    """Whether a word is none of a name."""
    return word.text in (".", "?", "!") or (word.pos in ("VERB", "AUX") and not _is_merged(word))


def _tells(words: Sequence[Word]) -> bool:
    """Whether some words can be a saying: a clause, or in capitals so many words that they may be one."""
    least = CONTENT_AT_LEAST if any(w.pos in ("VERB", "AUX") for w in words) else LONG
    return len(words) >= least


def _is_voice(scene: Scene, parsed: Parsed, name: Sequence[Word]) -> bool:
    """Whether a name is an actor's or looks like one, or ends with a noun for people, bodies or papers ("Poll: ...")."""
    last, titled = name[-1].text.lower(), name[0].text.lower() == "the"
    if last in HEADINGS:
        return False
    if not titled and (last in PAPERS or last in BODIES or last in PEOPLE):
        return True
    within = parsed.sentence.offsets.to_source_span(Span(name[0].start, name[-1].end))
    mentioned = {m.kind for m in scene.mentions if within.overlaps(m.span) and m.span.end == within.end}
    unknown = name[-1].pos == "PROPN" and not mentioned and not titled and not name[-1].text.isupper()
    return MentionKind.ACTOR in mentioned or unknown


def _made(parsed: Parsed, colon: Word, name: Sequence[Word], content: Sequence[Word]) -> Cue:
    return Cue(
        word=colon,
        within=colon.span,
        content=covering(parsed, content),
        speaker=name[-1],
        kind="headline",
        label=Span(name[0].start, name[-1].end),
    )
