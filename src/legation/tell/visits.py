"""Visits: verbs of going and staying, nouns for a visit, hosts, destinations, and what is said of them later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.model import Actor, Certainty, Contact, Status
from legation.parse import Parsed, Word
from legation.span import Span
from legation.tell.build import last_visit, main_visit, parties, tell_visit
from legation.tell.draft import Here
from legation.tell.modality import SPEECH, Mood, mood_of, mood_of_noun
from legation.tell.scene import preposed
from legation.tell.scope import clause_span, finest, places_of, times_of
from legation.when import shift_days

Told = Iterator[tuple[Contact, Certainty, Span]]
LIFE = frozenset({"year", "decade", "life", "childhood", "youth", "career", "money", "million", "billion"})
CALLED_OFF = frozenset({Status.CANCELLED, Status.POSTPONED, Status.DENIED})
ANAPHORIC = frozenset({"this", "the", "that", "his", "her", "their"})
GUIDING = frozenset({"introduce", "show", "guide", "accompany", "escort", "see", "conduct"})
DEICTIC = frozenset({"come", "visit", "arrive", "land", "touch"})
"""Verbs that need no place once the report has told where the visit goes."""
BODILESS = frozenset(
    "be have know think believe want hope consider understand support remember invest win lose grow live work bear study serve need like love seem appear "
    "remain become mean matter concern face see find own keep lead run rule govern represent regard expect plan intend".split()
)
"""Verbs that do not put their subject bodily at a place."""
UNOFFICIAL = frozenset(
    "virtual online video book concert campaign promotional bus football cricket rugby school shopping honeymoon signing guided hospital campaigning "
    "family ski diving sightseeing lecture speaking helicopter".split()
)
"""A visit of one of these kinds is no visit of state; what is virtual is a meeting."""
VEHICLES = frozenset(
    "plane aircraft jet airplane aeroplane airliner helicopter motorcade convoy party delegation entourage train yacht".split()
)
SETTING_OUT = frozenset({"leave", "depart", "take", "come", "fly", "arrive", "travel", "return", "set", "quit", "head"})
FINISHING = frozenset({"end", "conclude", "wrap", "finish", "complete", "round", "close"})
ENDING = frozenset("cancel postpone scrap delay drop shelve axe reschedule defer abandon".split())
ACCEPTING = frozenset({"accept", "take", "receive", "get", "have", "decline", "welcome", "consider"})
EVENTS = frozenset(
    "meeting talk dinner banquet lunch ceremony speech conference reception gala session address parade breakfast audience".split()
)
GATHERINGS = frozenset({"summit", "forum", "conference", "assembly", "congress", "gathering", "ceremony", "funeral", "inauguration"})
PASSING = frozenset({"date", "happen", "occur", "take"})
DESTINATIONS = frozenset({"destination", "stop", "port", "leg", "trip", "journey", "visit"})
ARRIVING = frozenset({"arrive", "land", "reach", "touch", "fly", "begin", "start", "leave", "depart", "set", "kick", "alight"})


def going(here: Here, word: Word) -> Told:
    """ "flew to Oslo", "visited Peru", "is to travel to Lima": a verb of going with its goal."""
    entries = [e for e in here.lists.contacts.of("travel", word.lemma) if _has_particle(here.parsed, word, e.particle)]
    if not entries or word.pos not in ("VERB", "AUX"):
        return
    by = {b for e in entries for b in e.by}
    places = [(w, p) for w, p in places_of(here.scene, here.anchors, word, prepositions=tuple(by)) if _goal(here.parsed, w, by) is not None]
    if not any(_goal(here.parsed, w, by) for w, _ in places):
        places = []
    anaphoric = word.lemma in DEICTIC and not places and not _elsewhere(here.parsed, word)
    if not places and not anaphoric:
        return
    mood = mood_of(here.parsed, word, here.lists.moods)
    visitors = here.scene.subjects(here.parsed, word) or here.scene.passive_subjects(here.parsed, word) or _aboard(here, word)
    if mood is None or not visitors or (anaphoric and not _country_object(here.parsed, word) and not _known_visitor(here, visitors)):
        if (
            mood is None
            or not visitors
            or word.lemma not in ARRIVING | {"come"}
            or finest(times_of(here.scene, here.anchors, word)) is None
        ):
            return
        base = here.scene.filed_from
        if word.lemma in ARRIVING and base is not None:
            yield from tell_visit(here, word, visitors, arrived(mood, word), places=(), destination=base.country)
            return
    if (
        anaphoric
        and not _country_object(here.parsed, word)
        and finest(times_of(here.scene, here.anchors, word)) is None
        and mood.status is Status.PLANNED
    ):
        mood = replace(mood, status=Status.PROPOSED, certainty=Certainty.HEDGED)
    hosts = inviting(here, word)
    yield from tell_visit(here, word, visitors, arrived(mood, word), places=places, hosts=hosts, inviters=hosts)


def _goal(parsed: Parsed, place: Word, by: set[str]) -> bool | None:
    """True for what a verb goes to, False for a place beside it ("in", "at", further on in a list), None for any other."""
    first = place
    while first.dep in ("conj", "appos", "compound") and first.head != first.i:
        first = parsed.head(first)
    if first.dep == "dobj":
        return True if "object" in by else None
    if first.dep == "pobj":
        text = parsed.head(first).text.lower()
        goal = text in by or ("object" in by and text in ("to", "in", "into", "at"))
        return True if goal else False if text in ("in", "at", "on", "besides") or (text in ("to", "into") and "for" not in by) else None
    before = parsed.words[first.i - 1].text.lower() if first.i else ""
    return first.dep == "conj" and before in by


def _aboard(here: Here, word: Word) -> tuple[Actor, ...]:
    """ "his plane landed in Oslo": the visitor of the visit told last travels with it."""
    if not any(w.lemma in VEHICLES for w in here.parsed.of(word, "nsubj")):
        return ()
    visit = main_visit(here, None) or last_visit(here)
    return tuple(p.actor for p in visit.body.parties if p.role == "visitor") if visit else ()


def _elsewhere(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb of going leads to something that is no place: "came to power", "arrived at a deal", "landed a blow"."""
    if parsed.of(verb, "prt", "dobj") and verb.lemma != "visit":
        return True
    return any(p.text.lower() in ("to", "into", "at", "under", "across", "up") for p in parsed.of(verb, "prep")) and verb.lemma != "visit"


def _country_object(parsed: Parsed, verb: Word) -> bool:
    return any(
        w.lemma in ("country", "nation", "capital", "region", "here", "there")
        for w in parsed.of(verb, "dobj", "advmod") + preposed(parsed, verb, "to")
    )


def _known_visitor(here: Here, visitors: tuple[Actor, ...]) -> bool:
    return any(last_visit(here, v) for v in visitors)


def _has_particle(parsed: Parsed, word: Word, particle: str | None) -> bool:
    return particle is None or any(c.text.lower() == particle for c in parsed.of(word, "prt", "advmod", "prep"))


def arrived(mood: Mood, word: Word) -> Mood:
    """The mood of a verb of arriving."""
    return replace(mood, arriving=True) if word.lemma in ARRIVING and mood.status is Status.OCCURRED else mood


def inviting(here: Here, word: Word) -> tuple[Actor, ...]:
    """ "at the invitation of the minister": who asked for the visit that a word tells."""
    found: list[Actor] = []
    for above in here.parsed.above(word):
        if above.lemma == "invite":
            passive = bool(here.parsed.of(above, "auxpass"))
            found += here.scene.by_agent(here.parsed, above) if passive else here.scene.subjects(here.parsed, above)
    for below in here.parsed.words:
        if below.lemma == "invitation" and (here.anchors.owner(below) == word.i or word in here.parsed.above(below)):
            for noun in (*preposed(here.parsed, below, "of", "from", "by"), *here.parsed.of(below, "poss")):
                found += here.scene.people(here.parsed, noun)
    return tuple(found)


def staying(here: Here, word: Word) -> Told:
    """ "is in Ottawa", "spent two days in Lima": a verb of being somewhere."""
    entries = here.lists.contacts.of("stay", word.lemma)
    if not entries or word.dep in ("aux", "auxpass"):
        return
    if any(w.lemma in LIFE for w in here.parsed.of(word, "dobj")) or (word.dep == "relcl" and here.parsed.head(word).lemma in LIFE):
        return
    due = any(w.text.lower() in ("due", "expected", "back") for w in here.parsed.of(word, "acomp"))
    if word.lemma == "be" and here.parsed.of(word, "attr", "acomp", "oprd") and not due:
        return
    places = [(w, p) for w, p in places_of(here.scene, here.anchors, word) if _stays_at(here.parsed, w, word, entries[0].by)]
    mood = mood_of(here.parsed, word, here.lists.moods) if places else None
    if mood is None:
        return
    subjects = here.scene.subjects(here.parsed, word)
    if due and mood.status is Status.UNDER_WAY and not any(w.text.lower() == "back" for w in here.parsed.of(word, "acomp")):
        mood = replace(mood, status=Status.PLANNED, open=False)
    yield from tell_visit(here, word, subjects, mood, places=places)


def _stays_at(parsed: Parsed, place: Word, verb: Word, by: tuple[str, ...]) -> bool:
    first = place
    while first.dep in ("conj", "appos", "compound", "nmod") and first.head != first.i:
        first = parsed.head(first)
    return first.dep == "pobj" and parsed.head(first).text.lower() in by and any(w.i == verb.i for w in parsed.above(first))


def noun(here: Here, word: Word) -> Told:
    """ "made an official visit to Canada", "Roe's trip to Peru", "a visit by Roe": a noun for a visit."""
    if word.pos not in ("NOUN", "PROPN") or not here.lists.contacts.of("visit", word.lemma):
        return
    carriers = here.lists.contacts.lemmas("light")
    kinds = {c.text.lower() for c in here.parsed.of(word, "compound", "amod", "nmod")}
    visitors = () if kinds & UNOFFICIAL else visitors_of(here, word)
    if not visitors:
        return
    mood = mood_of_noun(here.parsed, word, here.lists.moods, carriers)
    if mood is None:
        return
    hosts = inviting(here, word)
    by = here.lists.contacts.of("visit", word.lemma)[0].by
    places = places_of(here.scene, here.anchors, word, prepositions=by)
    abroad = [p for _, p in places if any(p.country != v.country for v in visitors)]
    head = here.parsed.head(word)
    mood = arrived(mood, head) if head.pos == "VERB" else mood
    recalled = last_visit(here, visitors[0])
    if not abroad and recalled is not None and mood.status not in CALLED_OFF and not here.scene.times(here.parsed):
        mood = replace(mood, status=recalled.body.status, certainty=recalled.certainty)
    for contact, certainty, span in tell_visit(here, word, visitors, mood, noun=word, places=places, hosts=hosts, inviters=hosts):
        if (
            contact.starts is None
            and recalled is not None
            and mood.status in CALLED_OFF
            and word.dep in ("nsubjpass", "dobj")
            and not abroad
        ):
            contact = replace(contact, starts=recalled.body.starts)
        yield _ended(contact) if head.lemma in FINISHING and word.dep == "dobj" else contact, certainty, span


def _ended(contact: Contact) -> Contact:
    """ "wrapped up a two-day visit on Friday": the day told is the last one."""
    last = contact.starts
    if last is None or contact.status is not Status.OCCURRED:
        return contact
    first = shift_days(last, 1 - contact.lasts_days) if contact.lasts_days else None
    return replace(contact, starts=first, ends=last, stops=tuple(replace(s, arrives=None) for s in contact.stops))


def visitors_of(here: Here, word: Word) -> tuple[Actor, ...]:
    """Who makes the visit that a noun names: its possessor, its author, or the subject of the verb that carries it."""
    scene, parsed = here.scene, here.parsed
    if word.dep == "attr" and any(w.text.lower() in ("this", "it") for w in parsed.of(parsed.head(word), "nsubj")):
        last = last_visit(here)
        return tuple(p.actor for p in last.body.parties if p.role == "visitor") if last else ()
    for child in parsed.of(word, "poss", "compound", "nmod"):
        if found := scene.people(parsed, child):
            return found
    if found := scene.by_preposition(parsed, word, "by", "of", "from"):
        return found
    for place in preposed(parsed, word, "to", "in"):
        if found := scene.by_preposition(parsed, place, "by"):
            return found
    head = parsed.head(word)
    if word.dep in ("dobj", "oprd") and head.lemma in here.lists.contacts.lemmas("light"):
        return scene.subjects(parsed, head)
    if word.dep == "pobj" and head.text.lower() in ("on", "for", "after", "with") and parsed.head(head).pos in ("VERB", "AUX"):
        return scene.subjects(parsed, parsed.head(head)) or scene.passive_subjects(parsed, parsed.head(head))
    if word.dep == "pobj" and any(c.text.lower() in ("a", "an") for c in parsed.of(word, "det")):
        verb = next((w for w in parsed.above(head) if w.pos in ("VERB", "AUX")), None)
        return scene.subjects(parsed, verb) if verb is not None and verb.lemma not in ("say", "tell") else ()
    if word.dep == "nsubjpass" and head.lemma in ENDING:
        last = main_visit(here, None)
        return tuple(p.actor for p in last.body.parties if p.role == "visitor") if last else ()
    if word.dep in ("dobj", "nsubjpass", "nsubj", "conj", "pobj") and any(
        c.text.lower() in ANAPHORIC for c in parsed.of(word, "det", "poss")
    ):
        country = next((p.country for _, p in places_of(scene, here.anchors, word) if p.country), None)
        near = any(c.text.lower() in ("this", "that") for c in parsed.of(word, "det"))
        last = last_visit(here, country=country) if near else main_visit(here, country) or last_visit(here, country=country)
        if last is not None:
            return tuple(p.actor for p in last.body.parties if p.role == "visitor")
    if word.dep in ("dobj", "xcomp") and head.pos == "VERB":
        return scene.subjects(parsed, head)
    return ()


def leaving(here: Here, word: Word) -> Told:
    """ "took off from Tokyo", "coming from Malaysia": who leaves a foreign place has been there."""
    if word.pos != "VERB" or word.lemma not in SETTING_OUT:
        return
    goals = [(w, p) for w in preposed(here.parsed, word, "from") if (p := here.scene.place_at(here.parsed, w))]
    if word.lemma in ("leave", "depart", "quit"):
        goals += [(w, p) for w in here.parsed.of(word, "dobj") if (p := here.scene.place_at(here.parsed, w))]
    mood = mood_of(here.parsed, word, here.lists.moods) if goals else None
    if mood is None or mood.status not in (Status.OCCURRED, Status.UNDER_WAY):
        return
    visitors = here.scene.subjects(here.parsed, word)
    for goal, place in goals:
        for contact, certainty, span in tell_visit(here, word, visitors, Mood(status=Status.OCCURRED), places=[(goal, place)]):
            yield (
                replace(contact, starts=None, ends=contact.starts, stops=tuple(replace(s, arrives=None) for s in contact.stops)),
                certainty,
                span,
            )


def returning(here: Here, word: Word) -> Told:
    """ "flies home on Sunday", "returns to Japan the next day": the last day of the visit."""
    if word.pos != "VERB" or word.lemma not in ("return", "fly", "go", "head", "come", "travel", "depart", "leave"):
        return
    for visitor in here.scene.subjects(here.parsed, word)[:1]:
        homewards = any(w.text.lower() == "home" for w in here.parsed.of(word, "advmod", "dobj", "npadvmod"))
        own = any(
            p.country == visitor.country for w in preposed(here.parsed, word, "to", "for") if (p := here.scene.place_at(here.parsed, w))
        )
        visit = main_visit(here, None) or last_visit(here, visitor)
        when = finest(times_of(here.scene, here.anchors, word))
        mine = visit is not None and any(p.actor.referent == visitor.referent for p in visit.body.parties if p.role == "visitor")
        if (
            visit is not None
            and mine
            and (homewards or own)
            and when is not None
            and mood_of(here.parsed, word, here.lists.moods) is not None
        ):
            contact = replace(visit.body, ends=when, stops=(), topics=())
            yield (
                contact,
                visit.certainty,
                clause_span(here.scene, here.parsed, [word], [t.within for t in times_of(here.scene, here.anchors, word)]),
            )


def programme(here: Here, word: Word) -> Told:
    """ "The programme comprises a meeting at the palace and a dinner": places of the visit that the report is about."""
    if word.lemma not in EVENTS or word.pos != "NOUN" or here.scene.subjects(here.parsed, here.parsed.head(word)):
        return
    visit = main_visit(here, None)
    places = [(w, p) for w in preposed(here.parsed, word, "at", "in") if (p := here.scene.place_at(here.parsed, w))]
    if visit is None or not places or any(p.country != visit.body.destination or p.kind == "country" for _, p in places):
        return
    mood = mood_of_noun(here.parsed, word, here.lists.moods, frozenset())
    if mood is not None and mood.status in (Status.PLANNED, Status.UNDER_WAY):
        visitors = [p.actor for p in visit.body.parties if p.role == "visitor"]
        for contact, certainty, span in tell_visit(here, word, visitors, replace(mood, status=visit.body.status), places=places):
            yield replace(contact, starts=None, ends=None), certainty, span


def acting(here: Here, word: Word) -> Told:
    """ "will lay a wreath at the cemetery", "is to speak in parliament": what a visitor does at a place of his destination."""
    if word.pos != "VERB" or word.lemma in BODILESS or word.lemma in SPEECH:
        return
    for visitor in (here.scene.subjects(here.parsed, word) or here.scene.objects(here.parsed, word))[:1]:
        visit = last_visit(here, visitor)
        if visit is None or visit.body.status not in (Status.PLANNED, Status.UNDER_WAY, Status.PROPOSED):
            continue
        places = [
            (w, p) for w, p in places_of(here.scene, here.anchors, word) if p.country == visit.body.destination and p.kind != "country"
        ]
        mood = mood_of(here.parsed, word, here.lists.moods) if places else None
        if mood is not None and mood.status in (Status.PLANNED, Status.UNDER_WAY, Status.OCCURRED, Status.PROPOSED):
            yield from tell_visit(here, word, [visitor], replace(mood, status=visit.body.status), places=places)


def taking(here: Here, word: Word) -> Told:
    """ "This visit will take him to Oslo on Monday and to Bergen on Tuesday": the visit carries the visitor."""
    if word.lemma not in ("take", "bring", "carry", "lead") or word.pos != "VERB":
        return
    subject = next((w for w in here.parsed.of(word, "nsubj") if here.lists.contacts.of("visit", w.lemma)), None)
    visitors = here.scene.objects(here.parsed, word)
    if subject is None or not visitors:
        return
    mood = mood_of(here.parsed, word, here.lists.moods)
    if mood is not None:
        yield from tell_visit(here, word, visitors, replace(mood, arriving=mood.status is Status.OCCURRED), noun=subject)


def hosting(here: Here, word: Word) -> Told:
    """ "received Roe in Lima", "will host the Chilean president": who receives stays at home, who is received travels."""
    plays = word.lemma == "play" and any(w.lemma == "host" for w in here.parsed.of(word, "dobj"))
    if not (here.lists.contacts.of("host", word.lemma) or plays) or word.pos != "VERB":
        return
    passive = bool(here.parsed.of(word, "auxpass"))
    guests = here.scene.objects(here.parsed, word)
    if plays:
        guests = tuple(a for w in (word, *here.parsed.of(word, "dobj")) for a in here.scene.by_preposition(here.parsed, w, "to"))
    elif passive and not guests:
        guests = here.scene.inherited_subjects(here.parsed, word)
    hosts = here.scene.by_agent(here.parsed, word) if passive else here.scene.subjects(here.parsed, word)
    seen = [p.country for _, p in places_of(here.scene, here.anchors, word) if p.country]
    home = next((h.country for h in hosts if h.country), None) or (seen[0] if passive and seen else None)
    mood = mood_of(here.parsed, word, here.lists.moods)
    if mood is None or not guests or not home:
        return
    places = [(w, p) for w, p in places_of(here.scene, here.anchors, word) if p.country == home]
    yield from tell_visit(here, word, guests, mood, places=places, hosts=hosts, destination=home)


def guiding(here: Here, word: Word) -> Told:
    """ "intends to show him the old town": whoever leads a visitor about in his own country is a host of that visit."""
    if word.lemma not in GUIDING or word.pos != "VERB" or mood_of(here.parsed, word, here.lists.moods) is None:
        return
    hosts = here.scene.subjects(here.parsed, word)
    for guest in here.scene.objects(here.parsed, word):
        visit = last_visit(here, guest)
        at_home = tuple(h for h in hosts if visit and h.referent != guest.referent and h.country in (visit.body.destination, None))
        if visit is not None and at_home and visit.body.status is not Status.OCCURRED:
            contact = replace(visit.body, stops=(), parties=parties("visitor", [guest]) + parties("host", at_home), level=None)
            yield contact, visit.certainty, clause_span(here.scene, here.parsed, [word, *here.parsed.of(word, "dobj")])


def destination(here: Here, word: Word) -> Told:
    """ "made Mexico the first foreign destination of his presidency": the place is told as a destination."""
    if word.lemma not in ("make", "choose", "pick", "select", "have") or word.pos != "VERB":
        return
    if not any(w.lemma in DESTINATIONS and w.i > word.i for w in here.parsed.words):
        return
    below = [
        *here.parsed.of(word, "dobj", "nsubj", "ccomp", "oprd"),
        *(s for c in here.parsed.of(word, "ccomp", "xcomp") for s in here.parsed.of(c, "nsubj")),
    ]
    goal = next((w for w in below if w.i > word.i and here.scene.place_at(here.parsed, w)), None)
    place = here.scene.place_at(here.parsed, goal) if goal else None
    mood = mood_of(here.parsed, word, here.lists.moods)
    if goal is None or place is None or mood is None:
        return
    yield from tell_visit(here, word, here.scene.subjects(here.parsed, word), mood, places=[(goal, place)])


def dating(here: Here, word: Word) -> Told:
    """ "It dates back to August 2019", "The visit took place in May": a day for the visit told just before."""
    if word.lemma not in PASSING or word.pos != "VERB" or word.dep == "relcl":
        return
    subject = next(iter(here.parsed.of(word, "nsubj")), None)
    if subject is None or not (subject.text.lower() in ("it", "this", "that") or here.lists.contacts.of("visit", subject.lemma)):
        return
    visit = last_visit(here)
    when = finest(times_of(here.scene, here.anchors, word))
    if visit is None or when is None or visit.body.starts is not None:
        return
    spans = [t.within for t in times_of(here.scene, here.anchors, word) if t.when is when]
    contact = replace(visit.body, starts=when, stops=(), parties=tuple(p for p in visit.body.parties if p.role == "visitor"))
    yield contact, visit.certainty, clause_span(here.scene, here.parsed, [subject, word], spans)


def invitation(here: Here, word: Word) -> Told:
    """ "has accepted an invitation to Washington", "an invitation to visit Peru": invited, or planned once it is accepted."""
    if word.lemma != "invitation" or word.pos != "NOUN":
        return
    head = here.parsed.head(word)
    goals = [(w, p) for w in preposed(here.parsed, word, "to") if (p := here.scene.place_at(here.parsed, w))]
    if not goals:
        return
    visitors = here.scene.subjects(here.parsed, head) if word.dep == "dobj" and head.lemma in ACCEPTING else ()
    inviters = tuple(a for c in here.parsed.of(word, "poss") for a in here.scene.people(here.parsed, c)) or inviting(here, word)
    mood = mood_of(here.parsed, head, here.lists.moods)
    accepted = mood is not None and mood.status in (Status.OCCURRED, Status.PLANNED) and head.lemma == "accept"
    told = Mood(status=Status.PLANNED if accepted else Status.INVITED)
    if visitors:
        yield from tell_visit(here, word, visitors, told, places=goals, inviters=inviters, hosts=inviters)


def gathered(here: Here, word: Word) -> Told:
    """ "at the summit in Lima Roe told Doe": who acts at a gathering abroad has gone there."""
    if (
        any(c.text.lower() in ("press", "news") for c in here.parsed.of(word, "compound"))
        or word.lemma not in GATHERINGS
        or word.dep != "pobj"
        or here.parsed.head(word).text.lower() not in ("at", "during", "in", "on")
    ):
        return
    places = [(w, p) for w in preposed(here.parsed, word, "in", "at") if (p := here.scene.place_at(here.parsed, w))]
    verb = next((w for w in here.parsed.above(word) if w.pos in ("VERB", "AUX")), None)
    mood = mood_of(here.parsed, verb, here.lists.moods) if verb is not None and places else None
    if verb is None or mood is None:
        return
    people = here.scene.subjects(here.parsed, verb) + here.scene.objects(here.parsed, verb)
    yield from tell_visit(here, word, people, mood, places=places)


def inviting_over(here: Here, word: Word) -> Told:
    """ "has invited Roe to Lima": an invitation to a place, not yet taken up."""
    if word.lemma != "invite" or word.pos != "VERB":
        return
    places = places_of(here.scene, here.anchors, word)
    guests = here.scene.objects(here.parsed, word)
    passive = bool(here.parsed.of(word, "auxpass"))
    inviters = here.scene.by_agent(here.parsed, word) if passive else here.scene.subjects(here.parsed, word)
    mood = mood_of(here.parsed, word, here.lists.moods)
    if places and guests and mood is not None and not any(w.dep in ("xcomp", "ccomp") for w in here.parsed.children[word.i]):
        yield from tell_visit(here, word, guests, Mood(status=Status.INVITED), places=places, inviters=inviters, hosts=inviters)
