"""The course of a visit: what carries the visitor, where he acts, whence he leaves and when he is home again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.model import Actor, Contact, ContactKind, Finding, Place, Status
from legation.parse import Word
from legation.tell.build import GATHERINGS, last_visit, main_visit, party_of, tell_visit, visitors
from legation.tell.draft import Here, Told
from legation.tell.modality import SPEECH, Mood, mood_of, mood_of_noun
from legation.tell.presence import scenes_of
from legation.tell.scene import PERSONAL, VEHICLES, distinct
from legation.tell.scope import clause_span, finest, places_of, times_of
from legation.when import before, first_of

BODILESS = frozenset(
    "be have know think believe want hope consider understand support remember invest win lose grow live work bear study serve "
    "need like love seem appear remain become mean matter concern face see find own keep lead run rule govern represent "
    "regard expect plan intend".split()
)
"""Verbs that do not put their subject bodily at a place."""
CARRYING = frozenset({"take", "bring", "carry", "lead", "fly", "ferry", "see"})
"""Verbs whose subject, a visit or a vehicle, brings the visitor to a place."""
SETTING_OUT = frozenset({"leave", "depart", "take", "come", "fly", "arrive", "travel", "return", "set", "quit", "head"})
"""Verbs of leaving a place or coming from it."""
QUITTING = frozenset({"leave", "depart", "quit"})
"""Verbs of leaving whose object is the place left."""
GOING_HOME = frozenset({"return", "fly", "go", "head", "come", "travel", "depart", "leave"})
"""Verbs that end a visit when they lead home."""
ONWARD = frozenset({"proceed", "continue", "move"})
"""Verbs of going from one stop to the next."""
SPELLS = frozenset({"day", "night", "hour", "week", "weekend", "stay", "stop", "stopover"})
"""Nouns for a time spent somewhere."""
EVENTS = frozenset(
    "meeting talk dinner banquet lunch ceremony speech conference reception gala session address parade breakfast audience".split()
)
"""Nouns for what stands on the programme of a visit."""
FRESH_DAYS = 14
"""A visit that began longer ago than this is a memory."""
AHEAD_OR_NOW = (Status.PLANNED, Status.UNDER_WAY)
"""What a visit whose course is being told has become."""


def taking(here: Here, word: Word) -> Told:
    """ "This visit will take him to Oslo", "a tour that takes in Riga", "a train brought her to Kyiv": what carries the visitor."""
    parsed, scene = here.parsed, here.scene
    if word.lemma not in CARRYING:
        return
    carrier = _carrier(here, word)
    if carrier is None:
        return
    taken_in = any(c.text.lower() == "in" for c in parsed.of(word, "prt"))
    carried = _makers(here, carrier) if taken_in else scene.objects(parsed, word)
    goals = list(_listed_places(here, parsed.of(word, "dobj"))) if taken_in else None
    mood = mood_of(parsed, word, here.lists.moods) if carried and goals != [] else None
    if mood is not None:
        noun = carrier if here.lists.contacts.of("visit", carrier.lemma) else None
        gone = taken_in or any(c.text.lower() == "already" for c in parsed.of(word, "advmod"))
        begun = finest(times_of(scene, here.anchors, carrier)) if noun and not gone else None
        arriving = mood.status is Status.OCCURRED and not gone
        told = tell_visit(here, word, carried, replace(mood, arriving=arriving), noun=noun, places=goals)
        for number, (contact, certainty, span) in enumerate(told):
            starts = contact.starts or (first_of(begun) if begun is not None and not number else None)
            yield replace(contact, starts=starts), certainty, span


def _carrier(here: Here, word: Word) -> Word | None:
    """The visit or vehicle that is the subject of a verb, itself or as the noun before "that"."""
    parsed = here.parsed
    for subject in parsed.of(word, "nsubj"):
        named = subject
        if subject.text.lower() in PERSONAL:
            before = [w for w in parsed.words[: subject.i] if w.pos == "NOUN" and here.lists.contacts.of("visit", w.lemma)]
            named = parsed.head(word) if word.dep in ("relcl", "acl") else next(iter(reversed(before)), subject)
        if here.lists.contacts.of("visit", named.lemma) or named.lemma in VEHICLES:
            return named
    return None


def _makers(here: Here, noun: Word) -> tuple[Actor, ...]:
    """Who makes the visit that a noun names: its owner, the subject of the verb over it, or the subject of the sentence."""
    parsed, scene = here.parsed, here.scene
    owners = distinct([a for c in parsed.of(noun, "poss") for a in scene.people(parsed, c)])
    verbs = [w for w in parsed.above(noun) if w.pos in ("VERB", "AUX")]
    return owners or next((found for v in verbs if (found := scene.subjects(parsed, v))), ())


def _listed_places(here: Here, nouns: Sequence[Word]) -> Iterator[tuple[Word, Place]]:
    for noun in nouns:
        if (place := here.scene.place_at(here.parsed, noun)) and not here.scene.actors_at(here.parsed, noun):
            yield noun, place
        yield from _listed_places(here, here.parsed.of(noun, "conj", "appos"))


def leaving(here: Here, word: Word) -> Told:
    """ "took off from Tokyo", "coming from Malaysia": who leaves a foreign place has been there."""
    if word.lemma not in SETTING_OUT:
        return
    scene, parsed = here.scene, here.parsed
    goals = list(scene.placed(parsed, word, "from"))
    if word.lemma in QUITTING:
        goals += [(w, p) for w in parsed.of(word, "dobj") if (p := scene.place_at(parsed, w))]
    mood = mood_of(parsed, word, here.lists.moods) if goals else None
    if mood is None or mood.status not in (Status.OCCURRED, Status.UNDER_WAY):
        return
    leavers = scene.subjects(parsed, word)
    for goal in goals:
        for contact, certainty, span in tell_visit(here, word, leavers, Mood(status=Status.OCCURRED), places=[goal]):
            stops = tuple(replace(s, arrives=None) for s in contact.stops)
            yield replace(contact, starts=None, ends=contact.starts, stops=stops), certainty, span


def moving_on(here: Here, word: Word) -> Told:
    """ "moves on to Maputo on Thursday", "leaves for Riga on Monday": the day on which the next stop begins ends the one before."""
    scene, parsed = here.scene, here.parsed
    leads_on = parsed.has_particle(word, "on") or any(c.text.lower() in ("then", "onward", "onwards") for c in parsed.of(word, "advmod"))
    if not (
        word.lemma in ONWARD or (word.lemma in GOING_HOME and leads_on) or (word.lemma in QUITTING and parsed.has_particle(word, "for"))
    ):
        return
    goals = {p.country for _, p in scene.placed(parsed, word, "to", "for")}
    when = finest(times_of(scene, here.anchors, word)) if goals else None
    for visitor in scene.subjects(parsed, word) if when is not None else ():
        visit = _open_visit(here, visitor)
        if visit is None or visit.body.destination in goals or visit.body.starts is None or visit.body.ends is not None:
            continue
        if mood_of(parsed, word, here.lists.moods) is not None and when is not None and before(when, visit.body.starts) is False:
            contact = replace(visit.body, ends=first_of(when), stops=(), topics=())
            yield contact, visit.certainty, clause_span(parsed, [word], [t.within for t in times_of(scene, here.anchors, word)])


def spent(here: Here, word: Word) -> Told:
    """ "After two days in Lima he flew on to Quito", "following talks in Riga": where somebody was before he did something else."""
    parsed, scene = here.parsed, here.scene
    if word.dep not in ("pobj", "dobj") or parsed.head(word).text.lower() not in ("after", "following"):
        return
    if word.lemma not in SPELLS and not here.lists.contacts.of("event", word.lemma):
        return
    places = scene.placed(parsed, word, "in", "at")
    verb = parsed.verb_over(parsed.head(word)) if places else None
    who = scene.subjects(parsed, verb) if verb is not None else ()
    mood = mood_of(parsed, verb, here.lists.moods) if verb is not None and who else None
    if mood is not None and mood.status in (Status.OCCURRED, Status.UNDER_WAY):
        for contact, certainty, span in tell_visit(here, word, who, Mood(status=Status.OCCURRED), places=places):
            yield replace(contact, starts=None, ends=None, stops=tuple(replace(s, arrives=None) for s in contact.stops)), certainty, span


def returning(here: Here, word: Word) -> Told:
    """ "flies home on Sunday", "returns to Japan the next day": the last day of the visit."""
    if word.lemma not in GOING_HOME:
        return
    scene, parsed = here.scene, here.parsed
    for visitor in scene.subjects(parsed, word):
        homewards = any(w.text.lower() == "home" for w in parsed.of(word, "advmod", "dobj", "npadvmod"))
        own = any(p.country == visitor.country for _, p in scene.placed(parsed, word, "to", "for"))
        visit = _open_visit(here, visitor) or last_visit(here, visitor)
        if visit is None or not (homewards or own) or all(a.referent != visitor.referent for a in visitors(visit)):
            continue
        times = times_of(scene, here.anchors, word)
        when = finest(times)
        if when is not None and mood_of(parsed, word, here.lists.moods) is not None:
            contact = replace(visit.body, ends=when, stops=(), topics=())
            yield contact, visit.certainty, clause_span(parsed, [word], [t.within for t in times])


def acting(here: Here, word: Word) -> Told:
    """ "will lay a wreath at the cemetery", "is to speak in parliament": what a visitor does at a place of his destination."""
    scene, parsed = here.scene, here.parsed
    homewards = any(w.text.lower() == "home" for w in parsed.of(word, "advmod", "npadvmod"))
    if homewards or word.lemma in BODILESS or word.lemma in SPEECH or word.lemma in GOING_HOME | ONWARD:
        return
    for visitor in scene.subjects(parsed, word) or scene.objects(parsed, word):
        visit = _open_visit(here, visitor)
        if visit is None:
            continue
        at_events = scenes_of(here, word) if here.lists.contacts.of("act", word.lemma) else ()
        seen = dict.fromkeys((*places_of(scene, here.anchors, word), *at_events))
        places = [(w, p) for w, p in seen if p.country in (visit.body.destination, None) and p.kind != "country"]
        mood = mood_of(parsed, word, here.lists.moods) if places else None
        open_as = (*AHEAD_OR_NOW, Status.OCCURRED, *({visit.body.status} & {Status.PROPOSED}))
        if mood is not None and mood.status in open_as:
            yield from tell_visit(here, word, [visitor], replace(mood, status=visit.body.status), places=places)


def _open_visit(here: Here, visitor: Actor) -> Finding[Contact] | None:
    """The visit whose course is being told: the last one of a visitor that is ahead, under way or just over."""
    for told in reversed(here.told):
        body = told.body
        if body.kind is not ContactKind.VISIT or all(a.referent != visitor.referent for a in visitors(told)):
            continue
        if body.status in (*AHEAD_OR_NOW, Status.PROPOSED) or (body.status is Status.OCCURRED and _fresh(here, body)):
            return told
    return None


def _fresh(here: Here, visit: Contact) -> bool:
    published, first = here.scene.report.published, visit.starts.earliest if visit.starts else None
    return published is not None and first is not None and 0 <= (published - first).days <= FRESH_DAYS


def programme(here: Here, word: Word) -> Told:
    """ "The programme comprises a meeting at the palace and a dinner": places of the visit that the report is about."""
    if word.lemma not in EVENTS or here.scene.subjects(here.parsed, here.parsed.head(word)):
        return
    visit = main_visit(here)
    places = here.scene.placed(here.parsed, word, "at", "in")
    if not places and word.dep == "dobj":
        places = here.scene.placed(here.parsed, here.parsed.head(word), "at", "in")
    if visit is None or not places or any(p.country not in (visit.body.destination, None) or p.kind == "country" for _, p in places):
        return
    mood = mood_of_noun(here.parsed, word, here.lists.moods)
    if mood is not None and mood.status in AHEAD_OR_NOW:
        settled = replace(mood, status=visit.body.status)
        for contact, certainty, span in tell_visit(here, word, party_of(here, visit), settled, places=places):
            yield replace(contact, starts=None, ends=None), certainty, span


def gathered(here: Here, word: Word) -> Told:
    """ "at the summit in Lima Roe told Doe": who acts at a gathering abroad has gone there."""
    scene, parsed = here.scene, here.parsed
    if word.lemma not in GATHERINGS or word.dep != "pobj" or parsed.head(word).text.lower() not in ("at", "during", "in", "on"):
        return
    if any(c.text.lower() in ("press", "news") for c in parsed.of(word, "compound")):
        return
    places = scene.placed(parsed, word, "in", "at")
    verb = parsed.verb_over(word)
    mood = mood_of(parsed, verb, here.lists.moods) if verb is not None and places else None
    if verb is not None and mood is not None:
        when = finest(times_of(scene, here.anchors, verb))
        for contact, certainty, span in tell_visit(
            here, word, scene.subjects(parsed, verb) + scene.objects(parsed, verb), mood, places=places
        ):
            yield replace(contact, starts=contact.starts or (first_of(when) if when else None)), certainty, span
