"""Meetings and calls: verbs of meeting and telephoning, nouns for talks, and what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from legation.model import Actor, Contact, ContactKind, Status, Stop
from legation.parse import Word
from legation.tell.agenda import topics_of
from legation.tell.build import OF_STATE, last_visit, parties, settle, visitors
from legation.tell.draft import Here, Told
from legation.tell.modality import Mood, mood_of, mood_of_noun
from legation.tell.scene import distinct
from legation.tell.scope import clause_span, finest, places_of, times_of
from legation.when import first_of, last_of

VIDEO = frozenset({"video", "virtual", "online", "virtually", "videoconference", "zoom", "remote", "teleconference"})
"""Words of a meeting held over a screen."""
PHONE = frozenset({"telephone", "phone", "phoned", "telephoned", "hotline"})
"""Words of a telephone call, which is no meeting; "call" is one where it is a noun."""
RINGING = frozenset({"make", "place", "take", "receive", "get", "have", "answer", "return", "schedule", "join"})
"""Verbs whose subject is at one end of the line of the call that is their object."""
MUTUAL = frozenset({"meet", "confer", "talk", "negotiate", "discuss", "sit", "huddle", "dine", "lunch"})
"""Verbs that two subjects can do with each other."""
NEEDS_PLACE = frozenset({"speak", "talk", "converse"})
"""Verbs that tell a meeting only with a place or with two who do it: one may also speak to the press."""
ARRIVALS = frozenset({"airport", "airfield", "arrival", "tarmac", "plane", "runway", "station", "stairs"})
"""Where a visitor is met on arrival, which is no meeting."""
SOCIAL = frozenset({"dinner", "lunch", "luncheon", "breakfast", "round", "session", "audience"})
"""Nouns that are a meeting only where the other party is named on them."""


def verb(here: Here, word: Word) -> Told:
    """ "met Roe in Lima", "is to discuss trade with her", "sat down with the president"."""
    entries = [e for e in here.lists.contacts.of("meet", word.lemma) if here.parsed.has_particle(word, e.particle)]
    if not entries:
        return
    by = tuple(b for e in entries for b in e.by)
    passive = bool(here.parsed.of(word, "nsubjpass"))
    left = here.scene.by_agent(here.parsed, word) if passive else here.scene.subjects(here.parsed, word)
    right = list(here.scene.by_preposition(here.parsed, word, *by))
    if "object" in by:
        right += here.scene.objects(here.parsed, word)
    if word.lemma == "exchange" and not any(w.lemma in ("view", "word", "opinion") for w in here.parsed.of(word, "dobj")):
        return
    right += _misparsed_partner(here, word, by)
    mood = mood_of(here.parsed, word, here.lists.moods)
    if not left or (not right and word.lemma not in MUTUAL) or (not right and here.parsed.of(word, "dobj") and word.lemma == "meet"):
        return
    if word.lemma == "see" and not _sees_person(here, word, mood):
        return
    if word.lemma in NEEDS_PLACE and len(left) < 2 and not _by_phone(here, word) and not places_of(here.scene, here.anchors, word):
        return
    if word.lemma in ("meet", "receive") and any(w.lemma in ARRIVALS for w in here.parsed.below(word)):
        return
    yield from meeting(here, word, mood, left, right)


def _sees_person(here: Here, word: Word, mood: Mood | None) -> bool:
    """Whether "see" tells a meeting: a person as its object, still to come or at a named place."""
    persons = [w for w in here.parsed.of(word, "dobj") if here.scene.actors_at(here.parsed, w) and not w.text.lower().endswith("self")]
    ahead = mood is not None and mood.status in (Status.PLANNED, Status.PROPOSED)
    clause = here.parsed.of(word, "ccomp", "xcomp", "oprd", "prep") and not ahead
    return bool(persons) and mood is not None and not clause and (ahead or bool(places_of(here.scene, here.anchors, word)))


def _misparsed_partner(here: Here, word: Word, by: Sequence[str]) -> list[Actor]:
    """ "discuss trade with the minister", where the parser hangs "with" on the object."""
    if not by or by == ("object",):
        return []
    nouns = [w for o in here.parsed.of(word, "dobj") for w in here.parsed.below(o) if w.text.lower() == "with" and w.dep == "prep"]
    return [a for p in nouns for n in here.parsed.of(p, "pobj") for a in here.scene.people(here.parsed, n)]


def telephoning(here: Here, word: Word) -> Told:
    """ "phoned Roe", "was called by the president": a verb of telephoning somebody."""
    parsed, scene = here.parsed, here.scene
    if not here.lists.contacts.of("call", word.lemma) or parsed.of(word, "oprd", "xcomp", "ccomp", "prt", "acomp", "attr"):
        return
    passive = bool(parsed.of(word, "auxpass"))
    left = scene.by_agent(parsed, word) if passive else scene.subjects(parsed, word)
    right = scene.passive_subjects(parsed, word) if passive else scene.objects(parsed, word)
    if left and right:
        yield from meeting(here, word, mood_of(parsed, word, here.lists.moods), left, right)


def noun(here: Here, word: Word) -> Told:
    """ "talks with Roe", "a meeting between Roe and Doe", "a call from Roe": a noun for a meeting or a call."""
    calls = bool(here.lists.contacts.of("calling", word.lemma))
    if not (here.lists.contacts.of("meeting", word.lemma) or calls):
        return
    parsed, scene = here.parsed, here.scene
    between = scene.by_preposition(parsed, word, "between", "of", "among") + scene.by_preposition(parsed, word, "with")
    if calls:
        between += scene.by_preposition(parsed, word, "to", "from")
    owners = tuple(a for c in parsed.of(word, "poss", "compound") for a in scene.people(parsed, c))
    carrier = _carrier(here, word) or next((c for c in parsed.of(word, "relcl") if c.lemma in here.lists.contacts.lemmas("hold")), None)
    holders = scene.subjects(parsed, carrier) if carrier is not None else ()
    if carrier is not None:
        between += scene.by_preposition(parsed, carrier, "with", "between")
    everybody = distinct([*owners, *(holders if not (owners and len(between) > 1) else ()), *between])
    if len(everybody) < 2:
        everybody = _partners_known(here, everybody or holders, ContactKind.CALL if calls else ContactKind.MEETING)
    if len(everybody) == 1 and between:
        everybody = distinct([*everybody, *_guest_of(here, everybody[0])])
    if word.lemma in SOCIAL and not between:
        return
    mood = mood_of_noun(parsed, word, here.lists.moods)
    yield from meeting(here, word, mood, everybody[:1], everybody[1:])


def _guest_of(here: Here, host: Actor) -> tuple[Actor, ...]:
    """ "Talks with the president are planned": with him whose visit to the president's country was told last."""
    visit = last_visit(here)
    if visit is None or visit.body.destination != host.country:
        return ()
    return visitors(visit)


def _carrier(here: Here, word: Word) -> Word | None:
    """The verb whose subject takes part in the talks that a noun names."""
    parsed = here.parsed
    head = parsed.head(word)
    if word.dep == "conj":
        return _carrier(here, head) if head.pos in ("NOUN", "PROPN") else None
    if word.dep == "dobj" and head.lemma in here.lists.contacts.lemmas("hold"):
        return head
    if word.dep == "dobj" and word.lemma == "call" and head.lemma in RINGING:
        return head
    if word.dep == "pobj" and head.text.lower() == "of" and here.lists.contacts.of("meeting", parsed.head(head).lemma):
        return _carrier(here, parsed.head(head))
    beside = head.text.lower() in ("after", "following", "before", "since") and any(
        p.text.lower() == "with" for p in parsed.of(word, "prep")
    )
    if word.dep == "pobj" and (beside or head.text.lower() in ("for", "to", "in", "at", "during", "on")):
        return parsed.verb_over(head)
    return None


def _partners_known(here: Here, some: Sequence[Actor], kind: ContactKind) -> tuple[Actor, ...]:
    """The parties of the meeting told last, or of the call, where one of them is the one who is named here."""
    for finding in reversed(here.told[-12:]):
        if finding.body.kind is not kind:
            continue
        people = tuple(p.actor for p in finding.body.parties)
        if any(a.referent == b.referent for a in some for b in people):
            return people
    return tuple(some)


def _of_unknown_state(actor: Actor) -> str | None:
    """Who speaks for a state of his own though the report does not say which; a bare vice president is the other party's own."""
    deputy = actor.post_class == "deputy_head" and "president" in (actor.post or "").lower()
    return actor.name if actor.post_class in OF_STATE and not deputy else None


def _by_phone(here: Here, word: Word) -> bool:
    """Whether a talk is held over the telephone; one over a screen is a meeting."""
    around = [*here.parsed.below(word), here.parsed.head(word), word]
    if {w.text.lower() for w in around} & VIDEO:
        return False
    return any(w.text.lower() in PHONE or (w.lemma == "call" and w.pos == "NOUN") for w in around) or bool(
        here.lists.contacts.of("call", word.lemma) and word.pos == "VERB"
    )


def meeting(here: Here, word: Word, mood: Mood | None, left: Sequence[Actor], right: Sequence[Actor]) -> Told:
    """A meeting or call of parties of at least two countries or bodies."""
    people = distinct([*left, *right])
    sides = {a.country or a.organisation or _of_unknown_state(a) for a in people} - {None}
    known = any(a.country for a in people)
    if not known or mood is None or len(people) < 2 or len(sides) < 2 or not all(a.country or a.organisation or a.name for a in people):
        return
    texts = {w.text.lower() for w in here.parsed.below(word)} | {here.parsed.head(word).text.lower()}
    calls = _by_phone(here, word)
    times = times_of(here.scene, here.anchors, word)
    when = finest(times)
    places = [p for _, p in places_of(here.scene, here.anchors, word)]
    towns = [p for p in places if p.kind != "country"] or places
    topics, topic_span = topics_of(here.scene, here.parsed, word)
    contact = Contact(
        kind=ContactKind.CALL if calls else ContactKind.MEETING,
        status=settle(mood, when, here),
        parties=parties("participant", people),
        stops=() if calls else tuple(Stop(place=p) for p in towns[:1]),
        starts=first_of(when) if when else None,
        ends=last_of(when) if when and when.lasts and not calls else None,
        format=None if calls else "video" if texts & VIDEO else "in_person",
        topics=topics,
    )
    words = [word, here.parsed.head(word)] if word.pos == "NOUN" and word.dep in ("dobj", "attr") else [word]
    spans = [t.within for t in times if t.when is when and when] + ([topic_span] if topic_span else [])
    yield contact, mood.certainty, clause_span(here.parsed, words, spans)
