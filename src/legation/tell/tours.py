"""Visits that others bring about or a tour implies: who is sent, who stays away, and where a tour begins, goes on and ends."""

from __future__ import annotations

from dataclasses import replace

from legation.model import Actor, Place, Status
from legation.parse import Parsed, Word
from legation.tell.build import GATHERINGS, last_visit, party_of, tell_visit
from legation.tell.draft import Here, Told
from legation.tell.modality import mood_of
from legation.tell.scene import distinct, preposed
from legation.when import When, first_of

SENDING = frozenset({"send", "dispatch", "despatch", "delegate"})
"""Verbs whose object travels for their subject."""
SKIPPING = frozenset({"skip", "miss", "boycott", "shun", "snub", "forgo"})
"""Verbs of not going to a gathering at which one was looked for."""
COURSE = frozenset("begin start open continue proceed resume end finish conclude close include cover comprise feature take".split())
"""Verbs of the course of a tour, whose subject is the tour."""
BEGINNING = frozenset({"begin", "start", "open"})
"""Verbs of the course whose stop is the first."""
INCLUDING = frozenset({"include", "cover", "comprise", "feature"})
"""Verbs whose object are the stops of a tour."""
SENTENCES_BACK = 2
"""How far back the tour may have been named that "it" or "the trip" means."""


def sending(here: Here, word: Word) -> Told:
    """ "sent Roe to Caracas", "dispatched his foreign minister there": who is sent abroad."""
    parsed, scene = here.parsed, here.scene
    if word.lemma not in SENDING:
        return
    passive = bool(parsed.of(word, "auxpass"))
    sent = scene.passive_subjects(parsed, word) if passive else scene.objects(parsed, word)
    places = list(scene.placed(parsed, word, "to", "into"))
    for adverb in (c for c in parsed.of(word, "advmod", "dative") if c.text.lower() == "there"):
        if there := scene.place_before(parsed, word):
            places.append((adverb, there))
    mood = mood_of(parsed, word, here.lists.moods) if sent and places else None
    if mood is not None:
        yield from tell_visit(here, word, sent, mood, places=places)


def skipping(here: Here, word: Word) -> Told:
    """ "will skip the summit in Quito": who stays away from a gathering abroad."""
    parsed, scene = here.parsed, here.scene
    if word.lemma not in SKIPPING or word.dep == "amod":
        return
    events = [w for w in parsed.of(word, "dobj") if w.lemma in GATHERINGS or here.lists.contacts.of("visit", w.lemma)]
    places = [found for e in events for found in (*scene.placed(parsed, e, "in", "at", "to"), *_named_before(here, e))]
    mood = mood_of(parsed, word, here.lists.moods) if places else None
    if mood is not None and mood.status is not Status.PROPOSED:
        yield from tell_visit(here, word, scene.subjects(parsed, word), replace(mood, status=Status.CANCELLED), places=places)


def _named_before(here: Here, event: Word) -> list[tuple[Word, Place]]:
    return [(w, p) for w in here.parsed.of(event, "compound", "nmod", "poss") if (p := here.scene.place_at(here.parsed, w))]


def continuing(here: Here, word: Word) -> Told:
    """ "It starts in Muscat and continues in Doha", "The tour includes Oslo and Riga": the stops of the tour named before."""
    parsed, scene = here.parsed, here.scene
    if word.lemma not in COURSE or (word.lemma == "take" and not parsed.has_particle(word, "in")):
        return
    subject = _tour_of(here, word)
    if subject is None:
        return
    leads = parsed.of(word, "dobj") if word.lemma in INCLUDING else preposed(parsed, word, "in", "at", "with")
    nouns = [stop for noun in leads for stop in (noun, *_stops_of(parsed, noun))]
    places = [(w, p) for n in nouns for w in _joined(parsed, n) if (p := scene.place_at(parsed, w))]
    who = _on_tour(here, subject) if places else ()
    mood = mood_of(parsed, word, here.lists.moods) if who else None
    if mood is None:
        return
    tour = last_visit(here, who[0])
    if tour is not None and mood.status is Status.UNDER_WAY:
        mood = replace(mood, status=tour.body.status)
    elif mood.status is Status.UNDER_WAY:
        mood = replace(mood, status=Status.PLANNED)
    begun = _begun(here) if word.lemma in BEGINNING else None
    for number, (contact, certainty, span) in enumerate(tell_visit(here, word, who, mood, places=places)):
        yield replace(contact, starts=contact.starts or (begun if not number else None)), certainty, span


def _begun(here: Here) -> When | None:
    """The day on which a tour sets out, where the sentence before gives it alone."""
    number = here.parsed.sentence.number
    earlier = [t.when for p in here.scene.parsed if p.sentence.number == number - 1 for t in here.scene.times(p) if t.when is not None]
    return first_of(earlier[0]) if len(earlier) == 1 else None


def _stops_of(parsed: Parsed, noun: Word) -> tuple[Word, ...]:
    """ "stops in Oslo and Riga", "a visit to Peru": the nouns behind a noun for a stop."""
    return preposed(parsed, noun, "in", "at", "to") if noun.lemma in ("stop", "visit", "stopover", "leg", "stay", "call") else ()


def _joined(parsed: Parsed, word: Word) -> tuple[Word, ...]:
    return (word, *(j for c in parsed.of(word, "conj", "appos") for j in _joined(parsed, c)))


def _tour_of(here: Here, word: Word) -> Word | None:
    """The subject of a verb where it is a tour: "it", "the trip", "Roe's tour"; none where the verb has another subject."""
    verb = word
    while not here.parsed.of(verb, "nsubj") and verb.dep == "conj" and verb.head != verb.i:
        verb = here.parsed.head(verb)
    subject = next(iter(here.parsed.of(verb, "nsubj")), None)
    if subject is None:
        return None
    named = bool(here.lists.contacts.of("visit", subject.lemma)) or subject.lemma == "itinerary"
    return subject if named or subject.text.lower() == "it" else None


def _on_tour(here: Here, subject: Word) -> tuple[Actor, ...]:
    """Whose tour it is: its owner's, else that of whoever was said to make one in this sentence or just before."""
    parsed, scene = here.parsed, here.scene
    owners = distinct([a for c in parsed.of(subject, "poss") for a in scene.people(parsed, c)])
    if owners:
        return owners
    number = parsed.sentence.number
    for earlier in reversed([p for p in scene.parsed if number - SENTENCES_BACK <= p.sentence.number < number]):
        for word in reversed(earlier.words):
            if word.pos == "NOUN" and here.lists.contacts.of("visit", word.lemma):
                verb = earlier.verb_over(word)
                found = distinct([a for c in earlier.of(word, "poss") for a in scene.people(earlier, c)]) or (
                    scene.subjects(earlier, verb) if verb else ()
                )
                if found:
                    return found
    return party_of(here, last_visit(here)) if subject.text.lower() != "it" else ()
