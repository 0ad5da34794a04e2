"""Calls: verbs of telephoning, and what is said to somebody over the telephone."""

from __future__ import annotations

from legation.model import Actor
from legation.parse import Word
from legation.tell.draft import Here, Told
from legation.tell.modality import mood_of
from legation.tell.scene import distinct, preposed
from legation.tell.states import sides
from legation.tell.talks import by_phone, talk

RINGING = frozenset({"make", "place", "take", "receive", "get", "have", "answer", "return", "schedule", "join"})
"""Verbs whose subject is at one end of the line of the call that is their object."""
VAIN = frozenset({"try", "attempt", "fail", "seek"})
"""Verbs under which nobody has been reached yet."""
LINES = frozenset({"by", "over", "on", "via"})
"""Prepositions before the telephone by which something is said."""


def telephoning(here: Here, word: Word) -> Told:
    """ "phoned Roe", "was called by the president": a verb of telephoning somebody."""
    parsed, scene = here.parsed, here.scene
    if not here.lists.contacts.of("call", word.lemma) or parsed.of(word, "oprd", "xcomp", "ccomp", "prt", "acomp", "attr"):
        return
    passive = bool(parsed.of(word, "auxpass"))
    left = scene.by_agent(parsed, word) if passive else scene.subjects(parsed, word)
    right = scene.passive_subjects(parsed, word) if passive else scene.objects(parsed, word)
    if left and right:
        yield from talk(here, word, mood_of(parsed, word, here.lists.moods), left, right)


def on_the_line(here: Here, word: Word) -> Told:
    """ "assured Roe by telephone", "is on the phone to her", "weighed in by phone with the leaders of Chile and Peru"."""
    parsed, scene = here.parsed, here.scene
    line = parsed.head(word)
    if word.lemma not in ("phone", "telephone"):
        return
    if word.dep == "dobj" and line.lemma == "pick":
        verb = next(iter(parsed.of(line, "conj")), None)
    else:
        verb = parsed.verb_over(word) if word.dep == "pobj" and line.text.lower() in LINES else None
    if verb is None or here.lists.contacts.of("meet", verb.lemma) or parsed.head(verb).lemma in VAIN:
        return
    passive = bool(parsed.of(verb, "auxpass"))
    left = scene.by_agent(parsed, verb) if passive else scene.subjects(parsed, verb)
    heads = [n for w in (verb, line, word) for n in preposed(parsed, w, "with", "to")]
    heads += [] if passive else parsed.of(verb, "dobj", "dative")
    right = [a for n in heads for a in sides(scene, parsed, n)] + list(scene.passive_subjects(parsed, verb))
    if left and right:
        yield from talk(here, verb, mood_of(parsed, verb, here.lists.moods), left, right, call=True)


def in_a_call(here: Here, word: Word, holding: Word) -> tuple[Actor, ...]:
    """ "In a phone call Roe assured Doe": whoever is spoken to in a call that the words name beside the verb."""
    if word.dep != "pobj" or word.lemma not in ("call", "conversation") or not by_phone(here, word):
        return ()
    if here.parsed.head(word).text.lower() not in ("in", "during", "over", "on", "of"):
        return ()
    parsed, scene = here.parsed, here.scene
    return distinct([*scene.by_agent(parsed, holding), *scene.objects(parsed, holding)])
