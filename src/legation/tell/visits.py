"""Visits told outright: verbs of going and staying, and nouns for a visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from legation.model import Actor, Certainty, Contact, Finding, Place, Status
from legation.parse import Parsed, Word
from legation.tell.build import last_visit, main_visit, party_of, tell_visit
from legation.tell.draft import Here, Told
from legation.tell.hosts import inviting
from legation.tell.modality import Mood, mood_of, mood_of_noun
from legation.tell.scene import DELEGATIONS, VEHICLES, preposed
from legation.tell.scope import finest, places_of, times_of
from legation.tell.tense import negated
from legation.when import When, about, shift_days

ARRIVING = frozenset({"arrive", "land", "reach", "touch", "fly", "begin", "start", "leave", "depart", "set", "kick", "alight"})
"""Verbs of arriving or setting out: on their day the visitor is on his way."""
DEICTIC = frozenset({"come", "visit", "arrive", "land", "touch"})
"""Verbs that need no place once the report has told where the visit goes."""
POINTING_NOUNS = frozenset({"country", "nation", "capital", "region", "here", "there"})
"""Words that stand for a destination named before."""
AWAITING = frozenset({"expect", "await"})
"""Verbs whose object is to come to where they are placed."""
THOUGHT = frozenset({"believe", "think", "presume", "rumor", "rumour", "report", "say", "suppose"})
"""Verbs whose infinitive tells where somebody may be now ("is thought to be in Lima")."""
SOON = frozenset({"soon", "shortly", "next", "again", "later"})
"""Adverbs that look ahead."""
CALL_SIGNS = frozenset({"air force one", "air force two", "marine one"})
"""Aircraft by whose names the press tells where their passenger is."""
MAKING = frozenset({"make", "proceed", "undertake"})
"""Verbs of making a visit; who cannot make it has given it up."""
BESIDES = frozenset({"including", "like", "besides"})
"""Prepositions that only set a visit beside what is told."""
LIFE = frozenset({"year", "decade", "life", "childhood", "youth", "career", "money", "million", "billion"})
"""What is spent at a place by those who live or pay there, not by visitors."""
UNOFFICIAL = frozenset(
    "virtual online video book concert campaign promotional bus football cricket rugby school shopping honeymoon signing guided "
    "hospital campaigning family ski diving sightseeing lecture speaking helicopter".split()
)
"""A visit of one of these kinds is no visit of state; what is virtual is a meeting."""
ANAPHORIC = frozenset({"this", "the", "that", "his", "her", "their"})
"""Words that mark a visit as one told before."""
FINISHING = frozenset({"end", "conclude", "wrap", "finish", "complete", "round", "close"})
"""Verbs of bringing a visit to its end: their day is its last."""
ENDING = frozenset("cancel postpone scrap delay drop shelve axe reschedule defer abandon".split())
"""Verbs of calling a visit off."""
CALLED_OFF = frozenset({Status.CANCELLED, Status.POSTPONED, Status.DENIED})
"""What has become of a visit that is not made."""


def going(here: Here, word: Word) -> Told:
    """ "flew to Oslo", "visited Peru", "is to travel to Lima": a verb of going with its goal."""
    scene, parsed = here.scene, here.parsed
    entries = [e for e in here.lists.contacts.of("travel", word.lemma) if parsed.has_particle(word, e.particle)]
    if not entries or any(c.text.lower() == "home" for c in parsed.of(word, "advmod", "npadvmod", "dobj")):
        return
    places = _goals(here, word, frozenset(b for e in entries for b in e.by))
    if not places and (at := _at_person(here, word)) is not None:
        yield from _visiting_person(here, word, at)
        return
    there = any(c.text.lower() == "there" for c in parsed.of(word, "advmod"))
    if not places and not there and (word.lemma not in DEICTIC or _elsewhere(parsed, word)):
        return
    mood = mood_of(parsed, word, here.lists.moods)
    goers = scene.subjects(parsed, word) or scene.passive_subjects(parsed, word) or _aboard(here, word)
    if mood is None or not goers:
        return
    unplaced = not places and not _country_object(parsed, word)
    undated = unplaced and finest(times_of(scene, here.anchors, word)) is None
    if unplaced and not any(last_visit(here, a) for a in goers):
        if undated or word.lemma not in ARRIVING | {"come"}:
            return
        yield from tell_visit(here, word, goers, arrived(mood, word), places=_filed(here, word), destination=_stage(here, word))
        return
    if word.tag == "VB" and mood.status is Status.OCCURRED:
        mood = _as_told(here, mood, goers, places)
    if undated and mood.status is Status.PLANNED:
        mood = replace(mood, status=Status.PROPOSED, certainty=Certainty.HEDGED)
    hosts = inviting(here, word)
    at_venue = bool(places) and all(p.country is None for _, p in places)
    stage = _stage(here, word) if at_venue and not any(last_visit(here, a) for a in goers) else None
    yield from tell_visit(here, word, goers, arrived(mood, word), places=places, hosts=hosts, inviters=hosts, destination=stage)


def _as_told(here: Here, mood: Mood, goers: Sequence[Actor], places: Sequence[tuple[Word, Place]]) -> Mood:
    """ "is the first minister to visit Peru": what is ranked is the visit told before, where there is one, in its own status."""
    told = [last_visit(here, a, p.country) for a in goers for _, p in places if p.country]
    known = next((f for f in told if f is not None), None)
    return mood if known is None else replace(mood, status=known.body.status)


def _stage(here: Here, word: Word) -> str | None:
    """The country to which a report looks on: that of its dateline, else where its main visit goes; "come" leads there, as "here" does."""
    if here.scene.filed_from is not None:
        return here.scene.filed_from.country
    main = main_visit(here) if word.lemma == "come" else None
    return main.body.destination if main is not None else None


def _filed(here: Here, word: Word) -> list[tuple[Word, Place]]:
    """The town of the dateline, where somebody is told to have come."""
    return [(word, here.scene.filed_from)] if here.scene.filed_from is not None else []


def _at_person(here: Here, word: Word) -> Actor | None:
    """ "visited the president": the one whom a visitor goes to see."""
    if word.lemma != "visit":
        return None
    return next((a for w in here.parsed.of(word, "dobj") for a in here.scene.actors_at(here.parsed, w) if a.country), None)


def _visiting_person(here: Here, word: Word, host: Actor) -> Told:
    """A visit to somebody goes to his country, unless the words place it elsewhere."""
    mood = mood_of(here.parsed, word, here.lists.moods)
    if mood is not None:
        places = places_of(here.scene, here.anchors, word)
        goers = here.scene.subjects(here.parsed, word)
        yield from tell_visit(here, word, goers, mood, places=places, hosts=(host,), destination=host.country)


def _goals(here: Here, word: Word, by: frozenset[str]) -> list[tuple[Word, Place]]:
    """The places that a verb goes to and those beside them; none where it goes to no place."""
    found = [(w, p, _goal(here.parsed, w, by)) for w, p in places_of(here.scene, here.anchors, word, prepositions=tuple(by))]
    return [(w, p) for w, p, goal in found if goal is not None] if any(goal for _, _, goal in found) else []


def _goal(parsed: Parsed, place: Word, by: frozenset[str]) -> bool | None:
    """True for what a verb goes to, False for a place beside it ("in", "at", further on in a list), None for any other."""
    first = _first_of_list(parsed, place, ("conj", "appos", "compound"))
    if first.dep == "dobj":
        return True if "object" in by else None
    if first.dep == "pobj":
        text = parsed.head(first).text.lower()
        if text in by or ("object" in by and text in ("to", "in", "into", "at")):
            return True
        return False if text in ("in", "at", "on", "besides") or (text in ("to", "into") and "for" not in by) else None
    before = parsed.words[first.i - 1].text.lower() if first.i else ""
    return first.dep == "conj" and before in by


def _first_of_list(parsed: Parsed, place: Word, deps: tuple[str, ...]) -> Word:
    """The word that a place is joined to by these relations; itself where it stands alone."""
    first = place
    while first.dep in deps and first.head != first.i:
        first = parsed.head(first)
    return first


def _aboard(here: Here, word: Word) -> tuple[Actor, ...]:
    """ "his plane landed in Oslo": the visitor of the visit told last travels with it."""
    subjects = here.parsed.of(word, "nsubj")
    if not any(w.lemma in VEHICLES or _is_aircraft(here.parsed, w) for w in subjects):
        return ()
    return party_of(here, main_visit(here) or last_visit(here))


def _is_aircraft(parsed: Parsed, word: Word) -> bool:
    """Whether words are the call sign of a head of state's aircraft."""
    named = [c.text for c in parsed.of(word, "compound", "nmod")]
    return " ".join([*named, word.text]).lower() in CALL_SIGNS


def _elsewhere(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb of going leads to something that is no place: "came to power", "arrived at a deal", "landed a blow"."""
    if verb.lemma == "visit":
        return False
    leads = any(p.text.lower() in ("to", "into", "at", "under", "across", "up", "from") for p in parsed.of(verb, "prep"))
    return leads or bool(parsed.of(verb, "prt", "dobj"))


def _country_object(parsed: Parsed, verb: Word) -> bool:
    return any(w.lemma in POINTING_NOUNS for w in parsed.of(verb, "dobj", "advmod") + preposed(parsed, verb, "to"))


def arrived(mood: Mood, word: Word) -> Mood:
    """The mood of a verb of arriving."""
    return replace(mood, arriving=True) if word.lemma in ARRIVING and mood.status is Status.OCCURRED else mood


def staying(here: Here, word: Word) -> Told:
    """ "is in Ottawa", "spent two days in Lima": a verb of being somewhere."""
    scene, parsed = here.scene, here.parsed
    entries = here.lists.contacts.of("stay", word.lemma)
    if not entries or word.dep in ("aux", "auxpass") or _lives(parsed, word):
        return
    awaited = {w.text.lower() for w in parsed.of(word, "acomp")} & {"due", "expected", "back"}
    if word.lemma == "be" and parsed.of(word, "attr", "acomp", "oprd") and not awaited:
        return
    by = (*entries[0].by, "to") if word.text.lower() == "been" else entries[0].by
    places = [(w, p) for w, p in places_of(scene, here.anchors, word) if _stays_at(parsed, w, word, by)]
    due = [w for w in parsed.of(word, "acomp") if w.text.lower() in ("due", "back")]
    places = places or [*_on_way(here, word), *(found for w in due for found in scene.placed(parsed, w, "in", "at"))]
    pointed = next((c for c in parsed.of(word, "advmod") if c.text.lower() in ("here", "there")), None) if not places else None
    mood = mood_of(parsed, word, here.lists.moods) if places or pointed else None
    if mood is None:
        return
    mood = _perhaps_there(here, word, _lasting(parsed, word, mood))
    if awaited and mood.status is Status.UNDER_WAY and "back" not in awaited:
        mood = replace(mood, status=Status.PLANNED, open=False)
    if pointed is not None:
        is_here = pointed.text.lower() == "here"
        before = None if is_here else scene.place_before(parsed, pointed)
        at = _filed(here, word) if is_here else [(pointed, before)] if before is not None else []
        country = _stage(here, word) if is_here else None
        yield from tell_visit(here, word, scene.subjects(parsed, word), mood, places=at, destination=country)
        return
    for contact, certainty, span in tell_visit(here, word, scene.subjects(parsed, word), mood, places=places):
        yield replace(contact, starts=contact.starts or _day_over(here, word) or _since(here, word, mood)), certainty, span


def _since(here: Here, verb: Word, mood: Mood) -> When | None:
    """ "has been in Lima since Tuesday": the day on which what goes on began."""
    days = [n.i for p in here.parsed.of(verb, "prep") if p.text.lower() == "since" for n in here.parsed.of(p, "pobj")]
    found = (t.when for t in here.scene.times(here.parsed) if t.word.i in days)
    return next(found, None) if mood.status is Status.UNDER_WAY else None


def _lasting(parsed: Parsed, verb: Word, mood: Mood) -> Mood:
    """ "has been in Lima since Tuesday": what began and goes on."""
    since = any(p.text.lower() == "since" for p in parsed.of(verb, "prep"))
    return replace(mood, status=Status.UNDER_WAY) if since and verb.tag == "VBN" and mood.status is Status.OCCURRED else mood


def _perhaps_there(here: Here, verb: Word, mood: Mood) -> Mood:
    """ "may be in Lima", "is thought to be in Lima": without a time ahead or a condition it is of now, as "is reportedly in Lima" is."""
    parsed = here.parsed
    possible = any(a.text.lower() in ("may", "might", "could") for a in parsed.of(verb, "aux"))
    thought = verb.dep == "xcomp" and parsed.head(verb).lemma in THOUGHT
    if verb.text.lower() != "be" or not (possible or thought) or mood.status not in (Status.PROPOSED, Status.PLANNED):
        return mood
    ahead = (
        parsed.of(verb, "advcl") or times_of(here.scene, here.anchors, verb) or {w.text.lower() for w in parsed.of(verb, "advmod")} & SOON
    )
    return mood if ahead else replace(mood, status=Status.UNDER_WAY, certainty=Certainty.HEDGED, open=False)


def _day_over(here: Here, word: Word) -> When | None:
    """ "On Monday Roe met Doe, who is in Riga": the day of the clause over it, on which a visitor was there."""
    verb = here.parsed.verb_over(word) if word.dep == "relcl" else None
    return about(finest(times_of(here.scene, here.anchors, verb))) if verb is not None else None


def awaited_in(here: Here, word: Word) -> Told:
    """ "is expected in Muscat", "was awaited in Lima": a verb of awaiting somebody somewhere."""
    parsed, scene = here.parsed, here.scene
    if word.lemma not in AWAITING or not parsed.of(word, "auxpass") or parsed.of(word, "xcomp", "ccomp"):
        return
    places = scene.placed(parsed, word, "in", "at")
    dated = finest(times_of(scene, here.anchors, word)) is not None
    stage = _stage(here, word) if dated and not places and not parsed.of(word, "prep", "oprd", "advcl", "agent") else None
    mood = mood_of(parsed, word, here.lists.moods) if places or stage else None
    if mood is not None:
        planned = replace(mood, status=Status.PLANNED, certainty=Certainty.HEDGED, open=False)
        at = places or _filed(here, word)
        yield from tell_visit(here, word, scene.passive_subjects(parsed, word), planned, places=at, destination=stage)


def _on_way(here: Here, word: Word) -> Iterator[tuple[Word, Place]]:
    """ "is on his way to Riyadh", "was en route to Lima": where somebody is bound for."""
    for way in here.parsed.below(word):
        if way.text.lower() in ("way", "route") and way.i > word.i and way.dep in ("pobj", "advmod", "npadvmod", "prep", "acomp"):
            yield from here.scene.placed(here.parsed, way, "to")
            yield from here.scene.placed(here.parsed, here.parsed.head(way), "to")


def _lives(parsed: Parsed, word: Word) -> bool:
    """ "spent his childhood in Lima", "the years he spent there": a life or money, no visit."""
    return any(w.lemma in LIFE for w in parsed.of(word, "dobj")) or (word.dep == "relcl" and parsed.head(word).lemma in LIFE)


def _stays_at(parsed: Parsed, place: Word, verb: Word, by: tuple[str, ...]) -> bool:
    first = _first_of_list(parsed, place, ("conj", "appos", "compound", "nmod"))
    return first.dep == "pobj" and parsed.head(first).text.lower() in by and any(w.i == verb.i for w in parsed.above(first))


def noun(here: Here, word: Word) -> Told:
    """ "made an official visit to Canada", "Roe's trip to Peru", "a visit by Roe": a noun for a visit."""
    parsed = here.parsed
    entries = here.lists.contacts.of("visit", word.lemma)
    if not entries or _names_stop(here, word) or {c.text.lower() for c in parsed.of(word, "compound", "amod", "nmod")} & UNOFFICIAL:
        return
    who = visitors_of(here, word)
    mood = (mood_of_noun(parsed, word, here.lists.moods) or _given_up(here, word, who)) if who else None
    if mood is None:
        return
    if mood.status in CALLED_OFF and word.dep == "pobj" and parsed.head(word).text.lower() in BESIDES:
        mood = Mood(status=Status.PLANNED, open=True)  # what is called off is another matter
    hosts = inviting(here, word)
    places = places_of(here.scene, here.anchors, word, prepositions=entries[0].by)
    abroad = any(p.country != a.country for _, p in places for a in who)
    head = parsed.head(word)
    mood = arrived(mood, head) if head.pos == "VERB" else mood
    over = parsed.verb_over(word)
    mood = _lasting(parsed, over, mood) if over is not None else mood
    recalled = None if abroad else last_visit(here, who[0])
    mood = _mood_recalled(mood, recalled, dated=finest(times_of(here.scene, here.anchors, word)) is not None)
    for contact, certainty, span in tell_visit(here, word, who, mood, noun=word, places=places, hosts=hosts, inviters=hosts):
        told = replace(contact, starts=contact.starts or _day_over(here, over or head))
        if recalled and told.starts is None and mood.status in CALLED_OFF and word.dep in ("nsubjpass", "dobj"):
            told = replace(told, starts=recalled.body.starts)
        yield _ended(told) if head.lemma in FINISHING and word.dep == "dobj" else told, certainty, span


def _given_up(here: Here, word: Word, who: Sequence[Actor]) -> Mood | None:
    """ "could not go ahead with his visit to Lima": what is said not to be is the visit told before as called off."""
    country = next((p.country for _, p in places_of(here.scene, here.anchors, word) if p.country), None)
    known = last_visit(here, who[0], country) if country else None
    if known is not None and known.body.status in CALLED_OFF:
        return Mood(status=known.body.status)
    verb = here.parsed.verb_over(word)
    if verb is None or not negated(here.parsed, verb):
        return None
    barred = any(a.text.lower() in ("can", "ca", "could") for a in here.parsed.of(verb, "aux"))
    made = verb.lemma in MAKING or {c.text.lower() for c in here.parsed.of(verb, "advmod", "prt", "prep")} & {"ahead", "through"}
    return Mood(status=Status.CANCELLED) if barred and made else None


def _names_stop(here: Here, word: Word) -> bool:
    """ "The last stop is Tonga": a noun that is only said of a place, which another rule takes."""
    head = here.parsed.head(word)
    return word.dep == "nsubj" and head.lemma == "be" and any(here.scene.place_at(here.parsed, w) for w in here.parsed.of(head, "attr"))


def _mood_recalled(mood: Mood, recalled: Finding[Contact] | None, *, dated: bool) -> Mood:
    """A visit named again without place and time keeps the status under which it was told, unless it is called off."""
    if recalled is None or mood.status in CALLED_OFF or dated:
        return mood
    return replace(mood, status=recalled.body.status, certainty=recalled.certainty)


def _ended(contact: Contact) -> Contact:
    """ "wrapped up a two-day visit on Friday": the day told is the last one."""
    last = contact.starts
    if last is None or contact.status not in (Status.OCCURRED, Status.UNDER_WAY):
        return contact
    first = shift_days(last, 1 - contact.lasts_days) if contact.lasts_days else None
    return replace(contact, starts=first, ends=last, stops=tuple(replace(s, arrives=None) for s in contact.stops))


def visitors_of(here: Here, word: Word) -> tuple[Actor, ...]:
    """Who makes the visit that a noun names: its possessor, its author, or the subject of the verb that carries it."""
    scene, parsed = here.scene, here.parsed
    head = parsed.head(word)
    if word.dep == "attr" and any(w.text.lower() in ("this", "it") for w in parsed.of(head, "nsubj")):
        return party_of(here, last_visit(here))
    if found := _authors(here, word):
        return found
    if word.dep in ("dobj", "oprd") and head.lemma in here.lists.contacts.lemmas("light"):
        return scene.subjects(parsed, head)
    if word.dep == "pobj" and head.text.lower() in ("on", "for", "after", "with") and parsed.head(head).pos in ("VERB", "AUX"):
        return scene.subjects(parsed, parsed.head(head)) or scene.passive_subjects(parsed, parsed.head(head))
    if word.dep == "pobj" and parsed.head(head).lemma in DELEGATIONS and parsed.head(head).dep == "dobj":
        return scene.subjects(parsed, parsed.head(parsed.head(head)))
    if word.dep == "pobj" and _marked(parsed, word, ("a", "an"), "det"):
        verb = parsed.verb_over(head)
        return scene.subjects(parsed, verb) if verb is not None and verb.lemma not in ("say", "tell") else ()
    if word.dep == "nsubjpass" and head.lemma in ENDING:
        return party_of(here, main_visit(here))
    if (recalled := _recalled(here, word)) is not None:
        return party_of(here, recalled)
    return scene.subjects(parsed, head) if word.dep in ("dobj", "xcomp") and head.pos == "VERB" else ()


def _authors(here: Here, word: Word) -> tuple[Actor, ...]:
    """ "Roe's visit", "a visit by Roe", "a visit to Peru by Roe": who is named on the noun itself."""
    scene, parsed = here.scene, here.parsed
    for child in parsed.of(word, "poss", "compound", "nmod"):
        if found := scene.people(parsed, child):
            return found
    if found := scene.by_preposition(parsed, word, "by", "of", "from"):
        return found
    said = parsed.of(parsed.head(word), "attr") if word.dep == "nsubj" and parsed.head(word).lemma == "be" else ()
    if found := next((a for w in said if parsed.of(w, "case") and (a := scene.people(parsed, w))), ()):
        return found
    behind = (scene.by_preposition(parsed, place, "by") for place in preposed(parsed, word, "to", "in"))
    return next((found for found in behind if found), ())


def _recalled(here: Here, word: Word) -> Finding[Contact] | None:
    """The visit told before that "this visit" or "the trip to Peru" means."""
    if word.dep not in ("dobj", "nsubjpass", "nsubj", "conj", "pobj") or not _marked(here.parsed, word, ANAPHORIC, "det", "poss"):
        return None
    country = next((p.country for _, p in places_of(here.scene, here.anchors, word) if p.country), None)
    last = last_visit(here, country=country)
    return last if _marked(here.parsed, word, ("this", "that"), "det") else main_visit(here, country) or last


def _marked(parsed: Parsed, word: Word, texts: Iterable[str], *deps: str) -> bool:
    return any(c.text.lower() in texts for c in parsed.of(word, *deps))
