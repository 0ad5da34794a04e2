"""Hosts and inviters: who receives a visitor, who leads him about, and who asked him to come."""

from __future__ import annotations

from dataclasses import replace

from legation.model import Actor, Status
from legation.parse import Word
from legation.tell.build import last_visit, parties, settle, tell_visit
from legation.tell.draft import Here, Told
from legation.tell.modality import Mood, mood_of
from legation.tell.presence import scenes_of
from legation.tell.scene import preposed
from legation.tell.scope import clause_span, finest, places_of
from legation.when import first_of

GUIDING = frozenset({"introduce", "show", "guide", "accompany", "escort", "see", "conduct"})
"""Verbs by which a host leads his guest about."""
ACCEPTING = frozenset({"accept", "take", "receive", "get", "have", "decline", "welcome", "consider"})
"""Verbs whose subject is the one who was invited."""


def hosting(here: Here, word: Word) -> Told:
    """ "received Roe in Lima", "will host the Chilean president": who receives stays at home, who is received travels."""
    scene, parsed = here.scene, here.parsed
    plays = word.lemma == "play" and any(w.lemma == "host" for w in parsed.of(word, "dobj"))
    if not (here.lists.contacts.of("host", word.lemma) or plays):
        return
    passive = bool(parsed.of(word, "auxpass"))
    guests = _guests_of_player(here, word) if plays else scene.objects(parsed, word)
    if passive and not plays and not guests:
        guests = scene.inherited_subjects(parsed, word)
    hosts = scene.by_agent(parsed, word) if passive else scene.subjects(parsed, word)
    places = places_of(scene, here.anchors, word)
    if plays:
        places = (*places, *((w, p) for w in parsed.of(word, "nsubj") if (p := scene.place_at(parsed, w))))
    seen = [p.country for _, p in places if p.country]
    unknown = passive or plays or (bool(parsed.of(word, "nsubj")) and not hosts)
    home = next((h.country for h in hosts if h.country), None) or (seen[0] if unknown and seen else None)
    mood = mood_of(parsed, word, here.lists.moods)
    if mood is None or not guests or not home:
        return
    at_home = [(w, p) for w, p in places if p.country == home]
    yield from tell_visit(here, word, guests, mood, places=at_home, hosts=hosts, destination=home)


def _guests_of_player(here: Here, word: Word) -> tuple[Actor, ...]:
    """ "will play host to the president": guests behind the verb or behind its noun."""
    return tuple(a for w in (word, *here.parsed.of(word, "dobj")) for a in here.scene.by_preposition(here.parsed, w, "to"))


def guest(here: Here, word: Word) -> Told:
    """ "was a guest of the president in Lima", "is the minister's guest": who is somebody's guest has come to him."""
    scene, parsed = here.scene, here.parsed
    verb = parsed.head(word)
    if word.lemma != "guest" or word.dep != "attr" or verb.lemma != "be":
        return
    hosts = tuple(a for c in parsed.of(word, "poss") for a in scene.people(parsed, c)) or scene.by_preposition(parsed, word, "of")
    home = next((host.country for host in hosts if host.country), None)
    mood = mood_of(parsed, verb, here.lists.moods) if home else None
    if mood is None:
        return
    under = [(w, p) for w, p in scene.places(parsed) if p.country == home and w.dep == "pobj" and verb in parsed.above(w)]
    places = [(w, p) for w, p in under if parsed.head(w).text.lower() in ("in", "at")]
    when = finest([t for t in scene.times(parsed) if t.when is not None and verb in parsed.above(t.word)])
    day = first_of(when) if when is not None else None
    guests = scene.subjects(parsed, verb)
    for contact, certainty, span in tell_visit(here, verb, guests, mood, places=places, hosts=hosts, destination=home):
        told = contact if contact.starts or day is None else replace(contact, starts=day, status=settle(mood, day, here))
        yield told, certainty, span


def guiding(here: Here, word: Word) -> Told:
    """ "intends to show him the old town": whoever leads a visitor about in his own country is a host of that visit."""
    if word.lemma not in GUIDING or mood_of(here.parsed, word, here.lists.moods) is None:
        return
    hosts = here.scene.subjects(here.parsed, word)
    for guest in here.scene.objects(here.parsed, word):
        visit = last_visit(here, guest)
        at_home = tuple(h for h in hosts if visit and h.referent != guest.referent and h.country in (visit.body.destination, None))
        if visit is not None and at_home and visit.body.status is not Status.OCCURRED:
            contact = replace(visit.body, stops=(), parties=parties("visitor", [guest]) + parties("host", at_home), level=None)
            yield contact, visit.certainty, clause_span(here.parsed, [word, *here.parsed.of(word, "dobj")])


def invitation(here: Here, word: Word) -> Told:
    """ "has accepted an invitation to Washington", "an invitation to visit Peru": invited, or planned once it is accepted."""
    if word.lemma != "invitation":
        return
    scene, parsed = here.scene, here.parsed
    head = parsed.head(word)
    goals = scene.placed(parsed, word, "to")
    visitors = scene.subjects(parsed, head) if goals and word.dep == "dobj" and head.lemma in ACCEPTING else ()
    if not visitors:
        return
    inviters = tuple(a for c in parsed.of(word, "poss") for a in scene.people(parsed, c)) or inviting(here, word)
    mood = mood_of(parsed, head, here.lists.moods)
    accepted = mood is not None and mood.status in (Status.OCCURRED, Status.PLANNED) and head.lemma == "accept"
    told = Mood(status=Status.PLANNED if accepted else Status.INVITED)
    yield from tell_visit(here, word, visitors, told, places=goals, inviters=inviters, hosts=inviters)


def bidden(here: Here, word: Word) -> Told:
    """ "Roe's invitation to Doe to meet in Lima": an invitation to do something at a place of the inviter's country."""
    if word.lemma != "invitation":
        return
    scene, parsed = here.scene, here.parsed
    inviters = tuple(a for c in parsed.of(word, "poss") for a in scene.people(parsed, c)) or scene.by_preposition(
        parsed, word, "from", "by"
    )
    guests = scene.by_preposition(parsed, word, "to", "for")
    homes = {a.country for a in inviters} - {None}
    for deed in parsed.of(word, "acl", "relcl") if homes else ():
        if deed.tag != "VB" or here.lists.contacts.of("travel", deed.lemma):
            continue
        seen = (*places_of(scene, here.anchors, deed), *scenes_of(here, deed))
        places = [(w, p) for w, p in dict.fromkeys(seen) if p.country in homes]
        if places:
            yield from tell_visit(here, deed, guests, Mood(status=Status.INVITED), places=places, inviters=inviters, hosts=inviters)


def inviting(here: Here, word: Word) -> tuple[Actor, ...]:
    """ "at the invitation of the minister": who asked for the visit that a word tells."""
    scene, parsed = here.scene, here.parsed
    found: list[Actor] = []
    for above in parsed.above(word):
        if above.lemma == "invite":
            found += _inviters(here, above)
    for below in parsed.words:
        if below.lemma == "invitation" and (here.anchors.owner(below) == word.i or word in parsed.above(below)):
            for author in (*preposed(parsed, below, "of", "from", "by"), *parsed.of(below, "poss")):
                found += scene.people(parsed, author)
    return tuple(found)


def inviting_over(here: Here, word: Word) -> Told:
    """ "has invited Roe to Lima": an invitation to a place, not yet taken up."""
    if word.lemma != "invite":
        return
    places = places_of(here.scene, here.anchors, word)
    guests = here.scene.objects(here.parsed, word)
    inviters = _inviters(here, word)
    mood = mood_of(here.parsed, word, here.lists.moods)
    if places and guests and mood is not None and not any(w.dep in ("xcomp", "ccomp") for w in here.parsed.children[word.i]):
        yield from tell_visit(here, word, guests, Mood(status=Status.INVITED), places=places, inviters=inviters, hosts=inviters)


def _inviters(here: Here, verb: Word) -> tuple[Actor, ...]:
    passive = bool(here.parsed.of(verb, "auxpass"))
    return here.scene.by_agent(here.parsed, verb) if passive else here.scene.subjects(here.parsed, verb)
