"""What is said of a visit as a whole: that a place is its destination, and on which day it falls."""

from __future__ import annotations

from dataclasses import replace

from legation.model import Status
from legation.parse import Word
from legation.tell.build import last_visit, party_of, tell_visit
from legation.tell.draft import Here, Told
from legation.tell.modality import Mood, mood_of
from legation.tell.scope import clause_span, finest, times_of

CHOOSING = frozenset({"make", "choose", "pick", "select", "have"})
"""Verbs by which a traveller makes a place his destination."""
DESTINATIONS = frozenset({"destination", "stop", "port", "leg", "trip", "journey", "visit"})
"""Nouns that a place is called by when somebody goes there."""
TOUR_STOPS = frozenset({"stop", "leg", "destination", "stopover"})
"""Nouns for a part of a tour."""
FOLLOWING = frozenset({"follow", "come"})
"""Verbs by which a report tells what comes next on a tour; "come" with "next" alone."""
ENDED = {**dict.fromkeys(("cancel", "scrap", "drop"), Status.CANCELLED), **dict.fromkeys(("postpone", "delay", "defer"), Status.POSTPONED)}
"""Verbs by which a country falls out of a tour, and what becomes of the visit to it."""
PASSING = frozenset({"date", "happen", "occur", "take"})
"""Verbs that give a visit its day ("dates back to", "took place")."""


def destination(here: Here, word: Word) -> Told:
    """ "made Mexico the first foreign destination of his presidency": the place is told as a destination."""
    scene, parsed = here.scene, here.parsed
    if word.lemma not in CHOOSING or not any(w.lemma in DESTINATIONS and w.i > word.i for w in parsed.words):
        return
    below = [
        *parsed.of(word, "dobj", "nsubj", "ccomp", "oprd"),
        *(s for c in parsed.of(word, "ccomp", "xcomp") for s in parsed.of(c, "nsubj")),
    ]
    goal = next(((w, p) for w in below if w.i > word.i and (p := scene.place_at(parsed, w))), None)
    mood = mood_of(parsed, word, here.lists.moods)
    if goal is not None and mood is not None:
        yield from tell_visit(here, word, scene.subjects(parsed, word), mood, places=[goal])


def following(here: Here, word: Word) -> Told:
    """ "Chile and Peru are to follow", "The last stop is Tonga": further countries of the tour told last."""
    scene, parsed = here.scene, here.parsed
    own = parsed.of(word, "nsubj") or (parsed.of(parsed.head(word), "nsubj") if word.dep == "xcomp" else ())
    subjects = [w for s in own for w in _listed(here, s)]
    if word.lemma == "be" and any(w.lemma in TOUR_STOPS for w in parsed.of(word, "nsubj")):
        subjects = [w for s in parsed.of(word, "attr", "prep") for w in _listed(here, s)]
    elif word.lemma not in FOLLOWING or parsed.of(word, "dobj") or (word.lemma == "come" and not parsed.has_particle(word, "next")):
        return
    goals = [(w, p) for w in subjects if (p := scene.place_at(parsed, w)) and not scene.actors_at(parsed, w)]
    tour = last_visit(here)
    mood = mood_of(parsed, word, here.lists.moods) if goals and tour else None
    if mood is None or tour is None:
        return
    if mood.status is Status.UNDER_WAY:
        mood = replace(mood, status=Status.PLANNED)
    yield from tell_visit(here, word, party_of(here, tour), mood, places=goals)


def likewise(here: Here, word: Word) -> Told:
    """ "as Jane Roe did in June 2016": an earlier visit to where the visit told last goes."""
    if word.lemma != "do" or not any(c.text.lower() == "as" for c in here.parsed.of(word, "mark", "advmod")):
        return
    model = last_visit(here)
    dated = any(t.when and here.anchors.owner(t.word) == word.i for t in here.scene.times(here.parsed))
    mood = mood_of(here.parsed, word, here.lists.moods) if model and dated else None
    if model is not None and mood is not None and mood.status is Status.OCCURRED:
        yield from tell_visit(here, word, here.scene.subjects(here.parsed, word), mood, places=(), destination=model.body.destination)


def another(here: Here, word: Word) -> Told:
    """ "the first visit since Roe's in 2015": an earlier visit to the same country, told by its maker's name alone."""
    scene, parsed = here.scene, here.parsed
    if word.dep != "pobj" or parsed.head(word).text.lower() not in ("since", "before", "after", "like", "unlike"):
        return
    if not parsed.of(word, "case") or not any(here.lists.contacts.of("visit", w.lemma) and w.i < word.i for w in parsed.words):
        return
    model = last_visit(here)
    own = [t for t in scene.times(parsed) if word in parsed.above(t.word) or t.word.i > word.i]
    when = finest(own)
    if model is not None and when is not None:
        told = tell_visit(
            here, word, scene.actors_at(parsed, word), Mood(status=Status.OCCURRED), places=(), destination=model.body.destination
        )
        for contact, certainty, span in told:
            yield replace(contact, starts=contact.starts or when), certainty, span


def dropped(here: Here, word: Word) -> Told:
    """ "Chile and Peru are cancelled": countries that fall out of the tour told last."""
    scene, parsed = here.scene, here.parsed
    mood = Mood(status=ENDED[word.lemma]) if word.lemma in ENDED and parsed.of(word, "auxpass") else None
    goals = [(w, p) for s in parsed.of(word, "nsubjpass") for w in _listed(here, s) if (p := scene.place_at(parsed, w))]
    if mood is not None and goals and mood_of(parsed, word, here.lists.moods) is not None:
        yield from tell_visit(here, word, party_of(here, last_visit(here)), mood, places=goals)


def _listed(here: Here, word: Word) -> list[Word]:
    """A noun and those joined to it; of a preposition, its nouns."""
    nouns = here.parsed.of(word, "pobj") if word.dep == "prep" else (word,)
    return [n for noun in nouns for n in (noun, *(j for c in here.parsed.of(noun, "conj") for j in _listed(here, c)))]


def dating(here: Here, word: Word) -> Told:
    """ "It dates back to August 2019", "The visit took place in May": a day for the visit told just before."""
    if word.lemma not in PASSING or word.dep == "relcl":
        return
    subject = next(iter(here.parsed.of(word, "nsubj")), None)
    if subject is None or not (subject.text.lower() in ("it", "this", "that") or here.lists.contacts.of("visit", subject.lemma)):
        return
    visit = last_visit(here)
    times = times_of(here.scene, here.anchors, word)
    when = finest(times)
    if visit is None or when is None or visit.body.starts is not None:
        return
    spans = [t.within for t in times if t.when is when]
    contact = replace(visit.body, starts=when, stops=(), parties=tuple(p for p in visit.body.parties if p.role == "visitor"))
    yield contact, visit.certainty, clause_span(here.parsed, [subject, word], spans)
