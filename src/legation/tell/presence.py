"""Visits that no verb of travel tells: who speaks, signs or attends something abroad has gone there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.model import Actor, Place, Status
from legation.parse import Parsed, Word
from legation.tell.build import GATHERINGS, OFFICE_LESS, last_visit, tell_visit
from legation.tell.draft import Here, Told
from legation.tell.modality import SPEECH, Mood, mood_of, mood_of_noun
from legation.tell.scene import VENUES, distinct, preposed
from legation.when import Grain, When, about

SAYING = SPEECH | frozenset(
    "warn urge argue pledge vow praise condemn criticise criticize thank call ask remark reiterate joke comment speak "
    "complain accuse promise".split()
)
"""Verbs of speech, whose subject stands where they are placed."""
AUDIENCES = frozenset(
    "reporter journalist crowd audience lawmaker legislator student troop soldier diplomat delegate businessman executive worker "
    "parliament guest worshipper supporter leader colleague counterpart people".split()
)
"""Nouns for those who are spoken to: a place that hangs on them is that of the speech."""
PROPS = frozenset({"hand", "respect", "tree", "medal", "photograph"})
"""What one shakes, pays, plants, hands over or poses for where one is."""
AT = frozenset({"in", "at", "during", "outside", "near", "after", "on", "over", "through"})
"""Prepositions between a verb and the event at which its subject is present."""
TO = frozenset({"to", "with", "before", "by"})
"""Prepositions between a verb and those whom its subject faces."""
IN = frozenset({"in", "at", "outside", "near"})
"""Prepositions that place a deed or an event."""
UNSENT = OFFICE_LESS | frozenset(
    "ambassador deputy_ambassador consul charge_d_affaires diplomat military organisation_official judiciary opposition "
    "intelligence honorary".split()
)
"""Posts whose holders may live abroad, or go there without being sent by their state."""
SEATS = {
    "UNO": frozenset({"USA", "CHE", "AUT", "KEN", "NLD"}),
    "EUU": frozenset({"BEL", "LUX", "FRA"}),
    None: frozenset({"USA", "CHE", "AUT", "KEN", "NLD", "BEL", "LUX", "FRA", "ITA", "GBR", "ETH", "EGY", "SAU", "MYS", "IDN"}),
}
"""Where the heads of bodies are at home; of a body whose kind is not known, all countries in which a large one sits."""
SPEECHES = frozenset(
    "speech remark comment address statement appeal announcement pledge demand plea lecture keynote sermon eulogy toast promise "
    "declaration conference appearance testimony interview".split()
)
"""Nouns for what somebody says where he is."""
PRESENT_OBJECTS = frozenset("inaugurate unveil lay plant inspect sign".split())
"""Verbs whose object is where their subject is, whatever it be."""
RECEIVING = frozenset("greet award see present cheer jeer boo interview honour honor photograph decorate".split())
"""Verbs that put the one to whom they are done at the place."""
GUESTS = frozenset(
    "guest mourner leader participant speaker dignitary attendee delegate visitor statesman winner recipient minister".split()
)
"""Nouns for those who come to an event."""
GROUNDS = VENUES | frozenset({"town", "quarter", "street", "market", "border", "site"})
"""Nouns for where one can be, each with a town of its own."""
SPELLS = frozenset({"day", "hour", "week", "series", "round"})
"""Nouns for a stretch of an event."""
SIDES = frozenset({"anniversary", "sideline", "margin", "edge", "side"})
"""Nouns for what stands beside a gathering."""
SENTENCES_BACK = 2
"""How far back the day of an event may stand that a deed belongs to."""
RECENT_DAYS = 7
"""An event longer ago is another one."""
DEEPEST = 4
"""Nouns between a verb and a place that still tell where its subject is ("at a speech at a conference in Munich")."""


def present(here: Here, word: Word) -> Told:
    """ "told reporters in Accra", "will attend a ceremony in Kigali", "speaking in Tirana on Monday": a deed at a place abroad."""
    if not (here.lists.contacts.of("act", word.lemma) or word.lemma in SAYING or _makes_speech(here.parsed, word)):
        return
    places = list(scenes_of(here, word))
    who = _doers(here, word) if places else ()
    mood = mood_of(here.parsed, word, here.lists.moods) if who else None
    yield from _seen(here, word, who, mood, places)


def spoken(here: Here, word: Word) -> Told:
    """ "Roe's speech in Cairo", "her news conference in Lima": a noun for what somebody says where he is."""
    if word.lemma not in SPEECHES:
        return
    who = distinct([a for c in here.parsed.of(word, "poss") for a in here.scene.people(here.parsed, c)])
    places = list(_at_event(here, word, 0) if who else ())
    mood = mood_of_noun(here.parsed, word, here.lists.moods) if places else None
    if mood is None and word.dep in ("nsubj", "nsubjpass"):  # what is denied of a speech does not undo it
        mood = Mood(status=Status.OCCURRED)
    yield from _seen(here, word, who, mood, places)


def _seen(here: Here, word: Word, who: Sequence[Actor], mood: Mood | None, places: Sequence[tuple[Word, Place]]) -> Told:
    """A visit of those who are seen at a place abroad, unless one there has been told of them; its day is about that of the deed."""
    if mood is None or mood.status not in (Status.OCCURRED, Status.PLANNED, Status.UNDER_WAY, Status.PROPOSED):
        return
    sent = [a for a in who if a.post_class not in UNSENT and (a.country or a.post_class == "organisation_head")]
    able = [a for a in sent if not any(p.country in SEATS.get(a.country, ()) for _, p in places)]
    for contact, certainty, span in tell_visit(here, word, able, mood, places=places):
        known = [last_visit(here, p.actor, contact.destination) for p in contact.parties if p.role == "visitor"]
        if not any(known) and any(p.country == contact.destination for _, p in places):
            starts = contact.starts or (_day_before(here, contact.destination) if contact.status is Status.OCCURRED else None)
            yield replace(contact, starts=about(starts), ends=None), certainty, span


def _day_before(here: Here, country: str | None) -> When | None:
    """The one recent day that a sentence just before gives for something in the same country."""
    number, published = here.parsed.sentence.number, here.scene.report.published
    for earlier in reversed(here.scene.parsed):
        if not number - SENTENCES_BACK <= earlier.sentence.number < number or published is None:
            continue
        days = {t.when.edtf: t.when for t in here.scene.times(earlier) if t.when is not None and t.when.grain is Grain.DAY}
        near = [w for w in days.values() if w.earliest is not None and 0 <= (published - w.earliest).days <= RECENT_DAYS]
        if len(days) == 1 and near and any(p.country == country for _, p in here.scene.places(earlier)):
            return near[0]
    return None


def beside(here: Here, word: Word) -> Told:
    """ "Roe, in Bonn for talks with bankers, said ...": where somebody is, set beside his name."""
    parsed, scene = here.parsed, here.scene
    verb = parsed.head(word)
    if word.dep != "nsubj" or verb.pos != "VERB":
        return
    set_off = [p for p in parsed.of(word, "prep") if p.text.lower() == "in" and parsed.sentence.text[: p.start].rstrip().endswith(",")]
    places = [found for p in set_off for n in parsed.of(p, "pobj") for found in _named(here, n)]
    who = scene.actors_at(parsed, word) if places else ()
    mood = mood_of(parsed, verb, here.lists.moods) if who else None
    yield from _seen(here, word, who, mood, places)


def witnessed(here: Here, word: Word) -> Told:
    """ "sworn in in Quito in the presence of Roe", "Among the guests in Oslo will be Roe": who is named among those who were there."""
    parsed, scene = here.parsed, here.scene
    if word.lemma == "presence" and word.dep == "pobj":
        verb, who = parsed.verb_over(word), scene.by_preposition(parsed, word, "of")
    elif word.lemma in GUESTS and word.dep == "pobj" and parsed.head(word).text.lower() in ("among", "amongst"):
        verb = parsed.verb_over(word)
        who = distinct([a for w in parsed.of(verb, "nsubj", "attr") for a in scene.people(parsed, w)]) if verb is not None else ()
    else:
        return
    places = [*scenes_of(here, verb), *_listed_at(here, word)] if verb is not None and who else []
    mood = mood_of(parsed, verb, here.lists.moods) if verb is not None and places else None
    yield from _seen(here, verb or word, who, mood, places)


def _listed_at(here: Here, noun: Word) -> Iterator[tuple[Word, Place]]:
    for inner in preposed(here.parsed, noun, *IN):
        yield from _named(here, inner)
        yield from _at_event(here, inner, 0)


def _makes_speech(parsed: Parsed, word: Word) -> bool:
    """ "made remarks", "the remark that Roe made"."""
    made = [*parsed.of(word, "dobj"), *([parsed.head(word)] if word.dep == "relcl" else ())]
    return word.lemma == "make" and any(w.lemma in SPEECHES for w in made)


def _doers(here: Here, word: Word) -> tuple[Actor, ...]:
    """Who does the deed, or whom it is done to in the passive."""
    if by := here.scene.by_agent(here.parsed, word):
        return by if word.lemma not in RECEIVING else here.scene.passive_subjects(here.parsed, word)
    if here.parsed.of(word, "auxpass"):
        return here.scene.passive_subjects(here.parsed, word) if word.lemma in RECEIVING else ()
    return here.scene.subjects(here.parsed, word)


def scenes_of(here: Here, verb: Word) -> Iterator[tuple[Word, Place]]:
    """Places where a deed is done: on the verb, or on the events and the audience that it names."""
    parsed = here.parsed
    objects = [w for w in parsed.of(verb, "dobj", "dative", "attr") if w.tag not in ("WDT", "WP", "PRP")]
    bodily = verb.lemma in SAYING or all(_faces(here, n) or verb.lemma in PRESENT_OBJECTS for n in objects)
    for preposition in parsed.of(verb, "prep", "agent"):
        text = preposition.text.lower()
        for noun in parsed.of(preposition, "pobj"):
            if text in IN and bodily:
                yield from _named(here, noun)
            if (text in AT and not _hears(noun)) or (text in TO and _hears(noun)):
                yield from _at_event(here, noun, 0)
    for noun in objects:
        if noun.lemma in SPELLS:  # "begins two days of talks in Bonn"
            for inner in preposed(parsed, noun, "of"):
                yield from _at_event(here, inner, 0)
        if verb.lemma in PRESENT_OBJECTS:
            yield from (found for n in preposed(parsed, noun, *IN) for found in _named(here, n))
        yield from _at_event(here, noun, 0)


def _hears(noun: Word) -> bool:
    return noun.lemma in AUDIENCES


def _faces(here: Here, noun: Word) -> bool:
    """Whether a noun names an event, a speech or an audience, or a venue by its name: what one is bodily at."""
    if noun.pos == "PROPN":
        place = here.scene.place_at(here.parsed, noun)
        return not here.scene.actors_at(here.parsed, noun) and (place is None or place.country in SEATS)
    return noun.lemma in AUDIENCES | PROPS | SIDES | SPEECHES | GROUNDS or bool(here.lists.contacts.of("event", noun.lemma))


def _at_event(here: Here, noun: Word, depth: int) -> Iterator[tuple[Word, Place]]:
    """Places of an event or an audience: behind it, or before it ("the Munich conference")."""
    parsed = here.parsed
    if depth > DEEPEST or not _faces(here, noun):
        return
    if noun.lemma in GATHERINGS:
        for name in parsed.of(noun, "compound", "nmod", "poss"):
            if (place := here.scene.place_at(parsed, name)) and place.kind != "country":
                yield name, place
    for named in parsed.of(noun, "appos"):  # "the Kivu Dialogue, a forum in Goma"
        yield from _at_event(here, named, depth + 1)
    for preposition in parsed.of(noun, "prep"):
        for inner in parsed.of(preposition, "pobj"):
            if preposition.text.lower() in IN:
                yield from _named(here, inner)
            yield from _at_event(here, inner, depth + 1)


def _named(here: Here, noun: Word) -> Iterator[tuple[Word, Place]]:
    """The place that a noun names and those beside it ("Riga and Vilnius", "Palermo, Italy")."""
    if here.scene.actors_at(here.parsed, noun):
        return
    if (place := here.scene.place_at(here.parsed, noun)) and place.country not in SEATS:
        yield noun, place
    for joined in here.parsed.of(noun, "appos", "conj"):
        yield from _named(here, joined)
