"""Cues: verbs of saying, asking, promising, judging, calling and thinking, with what they report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from legation.lexicon import Entry, Lexicon
from legation.model import Certainty
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.said.frames import is_infinitive, lost_clause, reported
from legation.tell.said.speakers import speaking
from legation.tell.said.voices import can_speak, is_nobody

KINDS = ("say", "hint", "claim", "ask", "promise", "judge", "name", "think", "show", "talk")
"""Kinds of verb in the list ``speech``, in the order in which they are asked."""
WORTH = {"hint": Certainty.HEDGED, "claim": Certainty.DOUBTED}
"""How sure a text is of what it reports by these; plain by the others."""
EMPTY = frozenset("it that this them him her you me us one so what which whom who something nothing anything everything".split())
"""Words that report nothing by themselves."""
FUTURE = frozenset({"will", "'ll", "’ll", "shall"})
"""Auxiliaries of what is still to come; "will not say" is a refusal."""
OPEN = frozenset({"say", "hint", "claim"})
"""Kinds that may go without a speaker: "it was announced that"."""
PAPERED = frozenset({"hint", "claim", "show", "ask", "judge", "name", "promise"})
"""Kinds whose speaker may be a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that tells of a saying; ranges count in the sentence's text."""

    word: Word
    within: Span
    """The cue's own words."""
    content: Span | None
    speaker: Word | None
    kind: str
    """Kind of its entry, by which the rule is named."""
    certainty: Certainty = Certainty.PLAIN
    apart: Span | None = None
    """A phrase that holds cue and speaker, in which no other cue counts."""
    label: Span | None = None
    """The speaker's words where they are not what hangs on him in the tree."""


def verb_cues(parsed: Parsed, speech: Lexicon) -> Iterator[Cue]:
    """Every verb of a sentence that the list has, with what it reports."""
    for word in parsed.words:
        if word.pos == "VERB" and not is_to_come(parsed, word) and (cue := _cue(parsed, word, speech)):
            yield cue


def is_to_come(parsed: Parsed, verb: Word) -> bool:
    """Whether something has not been said yet: it only will be, or something else was done for it ("flew to Lima to announce")."""
    if verb.dep in ("advcl", "relcl", "acl") and is_infinitive(parsed, verb):
        return not parsed.of(parsed.head(verb), "prt")  # "went on to say"
    return any(c.text.lower() in FUTURE for c in parsed.of(verb, "aux")) and not parsed.of(verb, "neg")


def _cue(parsed: Parsed, verb: Word, speech: Lexicon) -> Cue | None:
    entries = [e for kind in KINDS for e in speech.of(kind, verb.lemma) if _fits(parsed, verb, e)]
    entries.sort(key=lambda e: e.particle is None)
    silent: Entry | None = None
    speaker = speaking(parsed, verb) if entries else None
    for entry in entries:
        if not _is_owned(parsed, entry, speaker) or (entry.kind == "talk" and not _is_alone(parsed, verb, speaker)):
            continue
        content = reported(parsed, verb, _frames(entry, speaker))
        if content is not None and not _is_pronoun(parsed, content):
            return _made(parsed, verb, entry, content, speaker)
        silent = silent or (entry if "clause" in entry.by else None)
    if silent is None:
        return None
    return _made(parsed, verb, silent, lost_clause(parsed, verb) if silent.kind in OPEN else None, speaker)


def _frames(entry: Entry, speaker: Word | None) -> frozenset[str]:
    """The frames of an entry: with a thing for its subject a verb of saying has but its clause ("the curtain revealed a statue")."""
    spoken = entry.kind != "say" or speaker is None or can_speak(speaker, papers=True)
    return frozenset(entry.by) if spoken else frozenset(entry.by) & {"clause"}


def _fits(parsed: Parsed, verb: Word, entry: Entry) -> bool:
    """Whether a verb has the particle that its entry asks for, and no other ("called off")."""
    if entry.particle is None:
        return not parsed.of(verb, "prt")
    return parsed.has_particle(verb, entry.particle)


def _made(parsed: Parsed, verb: Word, entry: Entry, content: Span | None, speaker: Word | None) -> Cue:
    particle = next((c for c in parsed.children[verb.i] if c.text.lower() == entry.particle and c.i == verb.i + 1), verb)
    return Cue(
        word=verb,
        within=Span(verb.start, particle.end),
        content=content,
        speaker=speaker,
        kind=entry.kind,
        certainty=WORTH.get(entry.kind, Certainty.PLAIN),
    )


def _is_pronoun(parsed: Parsed, content: Span) -> bool:
    """Whether all that a verb reports is an "it", which tells nothing."""
    return parsed.sentence.text[content.start : content.end].lower() in EMPTY


def _is_alone(parsed: Parsed, verb: Word, speaker: Word | None) -> bool:
    """Whether one speaks and not several with each other, whose talk is a meeting."""
    if speaker is None or any(c.text.lower() in ("with", "to") for c in parsed.of(verb, "prep", "aux")):
        return False
    return speaker.tag not in ("NNS", "NNPS") and speaker.text.lower() not in ("they", "both", "we") and not parsed.of(speaker, "conj")


def _is_owned(parsed: Parsed, entry: Entry, speaker: Word | None) -> bool:
    """Whether somebody can be meant to have said it; a passive of saying may leave open who."""
    if speaker is None:
        return entry.kind in OPEN
    if is_nobody(parsed, speaker):
        return False
    return entry.kind == "say" or can_speak(speaker, papers=entry.kind in PAPERED)
