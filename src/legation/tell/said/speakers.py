"""Who speaks: the subject of a cue as the report puts it, and the person or body that it means."""

from __future__ import annotations

from legation.model import Speaker, Words
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.scene import PERSONAL, Scene

DEEP = 5
"""Verbs that are followed up in search of a subject."""
SUBJECTS = ("nsubj", "csubj")
NAMING = frozenset({"PROPN", "NOUN", "PRON"})
BEHIND = frozenset({"dobj", "attr", "npadvmod", "oprd", "dep", "appos", "conj"})
"""What the parser takes the speaker for who stands behind his cue: "..., said Roe"."""


def speaker_of(scene: Scene, parsed: Parsed, cue: Word) -> Speaker | None:
    """The speaker of a cue's clause; None where the sentence names none."""
    subject = speaking(parsed, cue)
    return None if subject is None else named(scene, parsed, subject, cue)


def named(scene: Scene, parsed: Parsed, word: Word, cue: Word | None = None) -> Speaker:
    """A noun with all that hangs on it as a speaker, but for the branch that the cue stands in."""
    within = _phrase(parsed, word, cue)
    span = parsed.sentence.offsets.to_source_span(within)
    actors = scene.people(parsed, word)
    return Speaker(words=Words(text=scene.report.text[span.start : span.end], span=span), actor=actors[0] if len(actors) == 1 else None)


def speaking(parsed: Parsed, verb: Word, depth: int = 0) -> Word | None:
    """The noun that does what a verb says: its subject, whoever a "by" names, or that of the verb which it goes with."""
    if is_passive(parsed, verb):
        return agent_of(parsed, verb)
    own = [w for w in parsed.of(verb, *SUBJECTS) if w.pos in NAMING or w.dep == "nsubj"]
    if own:
        return _meant(parsed, verb, min(own, key=lambda w: abs(w.i - verb.i)))
    if depth > DEEP:
        return None
    if verb.dep == "ROOT" or verb.head == verb.i:
        return _behind(parsed, verb)
    return _behind(parsed, verb) if verb.dep in ("parataxis", "ccomp") else _lent(parsed, verb, depth)


def is_passive(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb is told of whom it befalls."""
    if parsed.of(verb, "auxpass", "nsubjpass"):
        return True
    return verb.tag == "VBN" and verb.dep in ("acl", "relcl", "advcl") and not parsed.of(verb, "aux", "nsubj")


def agent_of(parsed: Parsed, verb: Word) -> Word | None:
    """Who does what a passive says: "by Roe"; joined passives share him."""
    for by in parsed.of(verb, "agent", "prep"):
        if by.text.lower() == "by":
            return next(iter(parsed.of(by, "pobj")), None)
    return None


def _meant(parsed: Parsed, verb: Word, subject: Word) -> Word:
    """What a subject means: in a relative clause the noun that this hangs on."""
    if subject.text.lower() in PERSONAL and verb.dep in ("relcl", "acl"):
        return parsed.head(verb)
    return subject


def _behind(parsed: Parsed, verb: Word) -> Word | None:
    """The name that stands right behind a cue: "said Roe", whatever the parser makes of him."""
    after = [w for w in parsed.children[verb.i] if w.i > verb.i and w.dep in BEHIND and w.pos in NAMING]
    first = after[0] if after else None
    return first if first is not None and parsed.word_first(first) == verb.i + 1 else None


def carrier_of(parsed: Parsed, verb: Word) -> Word:
    """The verb that a joined verb or a participle goes with: of a cue that the parser hangs on the clause of another, that other."""
    head = parsed.head(verb)
    over = parsed.head(head)
    if (
        head.dep != "ccomp"
        or over.i >= head.i
        or over.pos != "VERB"
        or not parsed.of(verb, "ccomp")
        or parsed.of(verb, "nsubj", "aux", "mark")
    ):
        return head
    adding = verb.dep == "advcl" and verb.tag == "VBG" and parsed.words[verb.i - 1].text == ","
    return over if adding or (verb.dep == "conj" and verb.tag == over.tag != head.tag) else head


def _lent(parsed: Parsed, verb: Word, depth: int) -> Word | None:
    """The subject that a joined verb, an infinitive or a participle shares with the verb over it."""
    head = carrier_of(parsed, verb)
    if verb.dep == "pcomp":
        head = parsed.head(head)
    if verb.dep in ("acl", "relcl", "appos") or (verb.dep == "pcomp" and head.pos not in ("VERB", "AUX")):
        owner = next(iter(parsed.of(head, "poss")), None)
        return head if owner is None or verb.dep != "pcomp" else owner
    if head.pos not in ("VERB", "AUX"):
        return head if head.pos == "PROPN" and verb.dep in ("advcl", "conj") else None
    told = next(iter(parsed.of(head, "nsubjpass")), None)
    if told is not None:
        return _meant(parsed, head, told)
    return speaking(parsed, head, depth + 1)


def _phrase(parsed: Parsed, word: Word, cue: Word | None) -> Span:
    """Range of a noun with its dependents; a branch with the cue in it, marks at the edges and a genitive's "'s" are left out."""
    branch = -1
    if cue is not None:
        branch = next((w.i for w in (cue, *parsed.above(cue)) if w.head == word.i), -1)
    words = [word]
    for child in parsed.children[word.i]:
        if child.i != branch and child.dep != "case":
            words += parsed.below(child)
    if branch >= 0 and parsed.words[branch].i > word.i:
        words = [w for w in words if w.i < parsed.word_first(parsed.words[branch])]
    words.sort(key=lambda w: w.i)
    while len(words) > 1 and words[-1].pos == "PUNCT":
        words.pop()
    while len(words) > 1 and words[0].pos == "PUNCT":
        words.pop(0)
    return Span(words[0].start, words[-1].end)
