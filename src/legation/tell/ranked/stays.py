"""Visits that are told by what somebody does in a country: being or staying there, being its guest, speaking to its parliament."""

from __future__ import annotations

from dataclasses import replace

from legation.model import ContactKind, Place
from legation.parse import Word
from legation.span import Span
from legation.tell.ranked.event import SOIL, Event
from legation.tell.ranked.events import place_of, subjects_of
from legation.tell.ranked.moves import event_of, goals_of, visit_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import phrase_of, whose_at
from legation.tell.scene import preposed

STAYING = frozenset({"stay", "sojourn", "overnight", "sleep", "lodge", "holiday"})
"""Verbs of being at a place for some time."""
UNITS_OF_STAY = frozenset({"night", "day", "hour", "week", "weekend", "month", "fortnight"})
"""Nouns for the time that is spent at a place."""
SPEAKING = frozenset({"address", "speak"})
"""Verbs of what a guest does in a parliament."""
HOUSES = frozenset("parliament congress senate assembly legislature knesset duma bundestag sejm cortes riksdag storting diet".split())
"""Nouns for a parliament."""
SITTINGS = frozenset({"meeting", "session", "sitting", "house"})
"""Nouns for a parliament that has come together."""
LANDS = frozenset("forest jungle desert arctic antarctic highland lowland steppe tundra island archipelago mountain delta".split())
"""Nouns for a land that has no name here."""
PROGRAMMES = frozenset({"programme", "program", "itinerary", "schedule", "agenda", "route"})
"""Nouns for a list of what a traveller is to see."""
POINTERS = frozenset({"there", "here", "abroad"})
RULERS = frozenset({"government", "state", "nation", "republic", "people", "court"})
"""Nouns for a state as host."""


def being(spot: Spot, verb: Word) -> Event | None:
    """ "had not been on Canadian soil", "has never been to Peru", "was last in Lima in May", "was last there"."""
    if verb.lemma != "be" or spot.parsed.of(verb, "attr", "oprd"):
        return None
    if any(w.text.lower() != "last" for w in spot.parsed.of(verb, "acomp")):
        return None
    places = goals_of(spot, verb, "to", "in", "on") or ([p] if (p := _land(spot, verb)) is not None else [])
    perfect = verb.text.lower() == "been" or _is_last(spot, verb)
    pointed = perfect and bool(spot.lowered(spot.parsed.of(verb, "advmod")) & POINTERS)
    whose = subjects_of(spot, verb)
    return visit_of(spot, verb, whose, places) if (places or pointed) and whose else None


def _is_last(spot: Spot, verb: Word) -> bool:
    """ "was last there"."""
    after = spot.at(verb.i + 1)
    return after is not None and after.text.lower() == "last"


def _land(spot: Spot, verb: Word) -> Place | None:
    """ "has been in the rain forest": a land without a name, in the country spoken of last."""
    for word in preposed(spot.parsed, verb, "in", "to", "on"):
        if word.lemma in LANDS and "the" in spot.lowered(spot.parsed.of(word, "det")):
            return _unnamed(spot, verb, phrase_of(spot, word), word.lemma)
    return None


def _unnamed(spot: Spot, word: Word, within: Span, kind: str) -> Place | None:
    """A place known by its noun, in the country of the place spoken of last."""
    homes = {w.country for w in subjects_of(spot, word)}
    places = (spot.scene.place_before(spot.parsed, word), spot.scene.filed_from)
    ordered = places[::-1] if kind == "parliament" else places
    before = next((p for p in ordered if p is not None and p.country is not None and p.country not in homes), None)
    said = spot.words(within)
    if before is None or before.country is None:
        return None
    return Place(surface=said.text, span=said.span, name=said.text, country=before.country, geonames=None, lat=None, lon=None, kind=kind)


def staying(spot: Spot, verb: Word) -> Event | None:
    """ "has stayed in Lima", "to sleep at the palace of Madrid"."""
    times = [w for w in spot.parsed.of(verb, "dobj") if verb.lemma == "spend" and w.lemma in UNITS_OF_STAY]
    if (verb.lemma not in STAYING and not times) or verb.pos != "VERB":
        return None
    places = [p for w in (verb, *times) for p in goals_of(spot, w, "in", "at", "on")]
    return visit_of(spot, verb, subjects_of(spot, verb), places) if any(p.country for p in places) else None


def guest(spot: Spot, verb: Word) -> Event | None:
    """ "was last a guest of the Kenyan government", "has been the guest of the king": a visit to the host's country."""
    noun = next((w for w in spot.parsed.of(verb, "attr") if w.lemma == "guest"), None)
    whose = subjects_of(spot, verb)
    if verb.lemma != "be" or noun is None or not whose:
        return None
    for host in preposed(spot.parsed, noun, "of", "in", "at"):
        place, side = place_of(spot, host) or _ruled(spot, host), whose_at(spot, host)
        home = place.country if place is not None else side.country if side is not None else None
        if home is not None and home != whose[0].country:
            hosts = (side,) if side is not None and place is None else ()
            event = visit_of(spot, verb, whose, [place] if place is not None else [], hosts)
            return replace(event, destination=home, end=max(event.end, host.end))
    return None


def _ruled(spot: Spot, host: Word) -> Place | None:
    """ "the Kenyan government", "the government of the United States"."""
    if host.lemma not in RULERS:
        return None
    named = next((p for w in preposed(spot.parsed, host, "of") if (p := place_of(spot, w)) is not None), None)
    return named or _adjective(spot, host)


def _adjective(spot: Spot, noun: Word) -> Place | None:
    """The country whose adjective or name stands before a noun."""
    for child in spot.parsed.of(noun, "amod", "compound", "nmod", "poss"):
        country = spot.lists.gazetteer.country(spot.said_at(child).removesuffix("'s"))
        if country is not None:
            span = spot.words(child.span)
            name = spot.lists.gazetteer.country_name(country) or span.text
            return Place(surface=span.text, span=span.span, name=name, country=country, geonames=None, lat=None, lon=None, kind="country")
    return None


def addressing(spot: Spot, verb: Word) -> Event | None:
    """ "to address the Chilean Congress", "spoke to both houses of parliament": a visit to another country's parliament."""
    if verb.lemma not in SPEAKING:
        return None
    words = [*spot.parsed.of(verb, "dobj"), *preposed(spot.parsed, verb, "to", "before", "in", "at")]
    for word in words:
        house = _house(spot, verb, word)
        if house is not None and house.country is not None:
            event = event_of(spot, verb, ContactKind.VISIT, subjects_of(spot, verb))
            return replace(event, place=house, destination=house.country, end=max(event.end, word.end))
    return None


def _house(spot: Spot, verb: Word, word: Word) -> Place | None:
    """A parliament with its country: that of its adjective, else the one spoken of last."""
    inner = [word, *preposed(spot.parsed, word, "of")] if word.lemma in SITTINGS or word.lemma == "house" else [word]
    named = next(
        (w for w in inner if {p.lower() for p in spot.said_at(w).split()} & HOUSES or w.lemma.lower() in HOUSES or w.text == "House"), None
    )
    if named is None:
        return None
    own = _adjective(spot, named)
    whole = phrase_of(spot, named)
    if own is None:
        return _unnamed(spot, verb, whole, "parliament")
    said = spot.words(whole)
    return replace(own, surface=said.text, span=said.span, name=said.text, kind="parliament")


def scheduled(spot: Spot, verb: Word) -> Event | None:
    """ "had Peru on his programme", "had the continent on her itinerary": a visit that was on a list."""
    around = (verb, *spot.parsed.of(verb, "dobj"))
    lists = [w for over in around for w in preposed(spot.parsed, over, "on", "in") if w.lemma in PROGRAMMES and spot.parsed.of(w, "poss")]
    if verb.lemma not in ("have", "include") or not lists:
        return None
    for word in spot.parsed.of(verb, "dobj"):
        place = place_of(spot, word) or (
            _unnamed(spot, verb, word.span, "area") if word.lemma in ("continent", "region", "country") else None
        )
        if place is not None and place.country is not None:
            return replace(visit_of(spot, verb, subjects_of(spot, verb), [place]), end=lists[0].end)
    return None


def on_soil(spot: Spot, noun: Word) -> Event | None:
    """ "the last president on our soil", "the last foreign minister in Windhoek": somebody who is told where he was."""
    for prep in spot.parsed.of(noun, "prep"):
        if prep.text.lower() not in ("on", "in"):
            continue
        for word in spot.parsed.of(prep, "pobj"):
            place = place_of(spot, word)
            if place is None and word.lemma in SOIL and spot.lowered(spot.parsed.of(word, "poss")) & {"our", "their", "its"}:
                place = _home(spot, noun)
            if place is not None and place.country is not None:
                whose = whose_at(spot, noun, anybody=True)
                event = Event(word=noun, kind=ContactKind.VISIT, whose=whose, place=place, destination=place.country, end=word.end)
                return event if whose is not None and (whose.country or whose.foreign) else None
    return None


def _home(spot: Spot, noun: Word) -> Place | None:
    """ "our soil": that of the place that the report is filed from, else of the one spoken of last."""
    place = spot.scene.filed_from or spot.scene.place_before(spot.parsed, noun)
    country = place.country if place is not None else None
    if place is None or country is None:
        return None
    return replace(place, name=spot.lists.gazetteer.country_name(country) or place.name, kind="country")


def held_at_home(spot: Spot, verb: Word) -> Event | None:
    """ "Peru has hosted the summit", "has been host of such a summit": a gathering ranked by where it is held, whoever comes."""
    nouns = [*spot.parsed.of(verb, "dobj")] if verb.lemma in ("host", "hold") else []
    hosts = [w for w in spot.parsed.of(verb, "attr") if w.lemma in ("host", "venue")]
    nouns += [n for w in hosts for n in preposed(spot.parsed, w, "of", "to", "for")]
    place = next((p for s in spot.parsed.of(verb, "nsubj") if (p := place_of(spot, s)) is not None), None)
    gathering = next((n for n in nouns if n.lemma in ("summit", "meeting")), None)
    if place is None or gathering is None:
        return None
    return Event(word=gathering, kind=ContactKind.MEETING, place=place, format="summit", end=gathering.end)
