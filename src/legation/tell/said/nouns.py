"""Cues that are nouns: "his claim that", "reports that", "her answer was that", "their call for"."""

from __future__ import annotations

from collections.abc import Iterator

from legation.lexicon import Entry, Lexicon
from legation.model import Certainty
from legation.parse import Parsed, Word
from legation.tell.said.cues import Cue
from legation.tell.said.extent import covering
from legation.tell.said.frames import is_infinitive
from legation.tell.said.speakers import speaking
from legation.tell.said.voices import can_speak

KINDS = ("statement", "rumour", "estimate", "allegation")
"""Kinds of noun in the list ``speech``."""
WORTH = {"rumour": Certainty.REPORTED, "estimate": Certainty.HEDGED, "allegation": Certainty.DOUBTED}
"""How sure a text is of what it reports by these; plain by the others."""
CARRIERS = frozenset(
    "make issue give express voice repeat reiterate share have signal renew offer send deliver release put publish post raise pose bring "
    "convey lodge file submit present level join lead drop withdraw retract back defend face draw".split()
)
"""Verbs that have a noun of speech for their object, and its speaker for their subject."""


def noun_cues(parsed: Parsed, speech: Lexicon) -> Iterator[Cue]:
    """Every noun of a sentence that the list has, with what it reports and whose word it is."""
    for word in parsed.words:
        if word.pos == "NOUN":
            entry = next((e for kind in KINDS for e in speech.of(kind, word.lemma)), None)
            lost = word.dep == "ROOT" and not parsed.of(word, "poss")
            if entry is not None and not lost and (cue := _cue(parsed, word, entry)):
                yield cue


def _cue(parsed: Parsed, noun: Word, entry: Entry) -> Cue | None:
    clause = list(_that(parsed, noun))
    words = clause or list(_governed(parsed, noun, frozenset(entry.by)))
    content = covering(parsed, words)
    speaker = _speaker(parsed, noun, entry)
    if content is None or (speaker is None and not clause):
        return None
    certainty = WORTH.get(entry.kind, Certainty.PLAIN)
    return Cue(word=noun, within=noun.span, content=content, speaker=speaker, kind="noun", certainty=certainty)


def _that(parsed: Parsed, noun: Word) -> Iterator[Word]:
    """A clause with "that" which hangs on a noun, or says with a form of "be" what it is."""
    clauses = list(parsed.of(noun, "acl", "ccomp", "relcl"))
    head = parsed.head(noun)
    if noun.dep == "nsubj" and head.lemma == "be":
        clauses += parsed.of(head, "ccomp")
    for clause in clauses:
        if clause.i > noun.i and any(
            m.text.lower() in ("that", "whether") and (m.tag == "IN" or m.dep == "mark") for m in parsed.children[clause.i]
        ):
            yield from parsed.below(clause)


def _governed(parsed: Parsed, noun: Word, by: frozenset[str]) -> Iterator[Word]:
    """An infinitive or a phrase by which a noun tells what was said."""
    for child in parsed.children[noun.i]:
        if child.dep in ("acl", "relcl", "xcomp") and "to" in by and is_infinitive(parsed, child):
            yield from parsed.below(child)
            return
        if child.dep == "prep" and child.text.lower() in by:
            yield from (w for w in parsed.below(child) if w.i != child.i)
            return


def _speaker(parsed: Parsed, noun: Word, entry: Entry) -> Word | None:
    """Whose word a noun is: its owner, who it comes from, or who makes it; a rumour speaks for itself."""
    owners = [*parsed.of(noun, "poss")]
    for led in parsed.of(noun, "prep", "agent"):
        if led.text.lower() in ("by", "from"):
            owners += parsed.of(led, "pobj")
    found = next((w for w in owners if can_speak(w, papers=False) or w.tag == "PRP$"), None)
    if found is not None:
        return found
    if entry.kind == "rumour":
        return noun
    head = parsed.head(noun)
    if noun.dep == "dobj" and head.lemma in CARRIERS:
        maker = speaking(parsed, head)
        return maker if maker is not None and can_speak(maker, papers=True) else None
    return None
