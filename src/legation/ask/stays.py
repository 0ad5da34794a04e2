"""Stays: the visits that a record holds as days and places of known people, so that what a report tells can be laid beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from legation.ask.query import contact_of, folded
from legation.model import Actor, Basis, Contact, ContactKind, Entry, EntryState, Place, Status, Stop
from legation.tables.former_states import ENDED
from legation.tables.names import bare_name, without_initials, words_of
from legation.tables.offices import Offices
from legation.when import When

A_DAY = timedelta(days=1)
"""What time zones and the hour of arrival explain."""
ABOUT = timedelta(days=10)
"""How far a day that is marked as doubtful or approximate may be off."""
NEAR_KM = 40.0
"""Within this distance two names may be of one town and its surroundings."""
FAR_KM = 90.0
"""Beyond this distance they are not."""
EARTH_KM = 6371.0
OFFICIAL = "historian:"
WITH_PRESIDENT = frozenset({"Washington", "Camp David", "White House", "Blair House"})
"""Where foreign guests meet the President, whose visits alone the record lists; their other stops it names but now and then."""
SITES = frozenset({"city", "capital", "venue", "residence", "base"})
"""Kinds of places that are a spot on the map; a region or a country is not."""
Days = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One visit that the record holds."""

    visitors: tuple[Actor, ...]
    destination: str | None
    days: Days
    stops: tuple[Stop, ...]
    levels: tuple[str, ...]
    ids: tuple[str, ...]
    places_complete: bool
    """Whether all its places are named; of visits to the United States the record names but some."""


def ids_of(entry: Entry) -> tuple[str, ...]:
    """What an entry is called in answers: the records of the Office of the Historian that it rests on, else its own id."""
    records = tuple(dict.fromkeys(f.report_id for f in entry.findings if f.report_id.startswith(OFFICIAL)))
    return records or (entry.id,)


def stays_of(entries: Iterable[Entry]) -> tuple[Stay, ...]:
    """The visits that came about and whose days are known."""
    return tuple(stay for entry in entries if came_about(entry) and (stay := _stay(entry)) is not None)


def came_about(entry: Entry, kind: ContactKind = ContactKind.VISIT) -> bool:
    """Whether an entry is a contact of a kind that counts and was made."""
    return entry.kind is kind and entry.state is EntryState.STANDING and contact_of(entry).status in (Status.OCCURRED, Status.UNDER_WAY)


def _stay(entry: Entry) -> Stay | None:
    """The stay of one entry; None where a day is missing."""
    contact = contact_of(entry)
    days = days_told(contact)
    if days is None:
        return None
    return Stay(
        visitors=tuple(party.actor for party in contact.parties if party.role == "visitor"),
        destination=contact.destination,
        days=days,
        stops=contact.stops,
        levels=tuple(dict.fromkeys(level for f in entry.findings if (level := f.body.level))),
        ids=ids_of(entry),
        places_complete=not any(f.report_id.startswith(f"{OFFICIAL}visit") for f in entry.findings),
    )


def days_told(contact: Contact) -> Days | None:
    """The first and the last day that a contact may have had, as far as it is told."""
    starts, ends = bounds_of(contact.starts), bounds_of(contact.ends)
    if starts is None:
        return ends
    return starts[0], max(starts[1], ends[1]) if ends else starts[1]


def bounds_of(when: When | None) -> Days | None:
    """The first and the last day that a moment may be; None where one of them is open."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    doubt = ABOUT if when.uncertain or when.approximate else timedelta(0)
    return when.earliest - doubt, when.latest + doubt


def share_days(one: Days, other: Days, slack: timedelta = A_DAY) -> bool:
    """Whether two stretches of days touch, a day's difference set aside."""
    return one[0] - slack <= other[1] and other[0] - slack <= one[1]


def days_apart(one: Days, other: Days) -> int:
    """Days between two stretches; 0 where they touch."""
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)


def same_person(left: Actor, right: Actor) -> bool | None:
    """Whether two actors are one person; None where it cannot be told."""
    if left.wikidata and right.wikidata:
        return left.wikidata == right.wikidata
    if left.country and right.country and not same_state(left.country, right.country):
        return False
    (one, initials), (other, others) = _name(left), _name(right)
    if not one or not other:
        return None
    if initials and others and initials != others:
        # Of two presidents called George Bush the initials alone tell which.
        return False
    short, long = sorted((one, other), key=len)
    if short <= long:
        return True if len(short) > 1 or left.post_class == right.post_class else None
    return None if short & long else False


def same_state(one: str, other: str) -> bool:
    """Whether two codes may be of one state, then and today."""
    return one == other or any(state in (one, other) and ({one, other} - {state}) <= members for _, state, members in ENDED)


def homes_of(actor: Actor, offices: Offices) -> tuple[str, ...]:
    """The countries that somebody may be meant to act for: a monarch reigns over several, and a report may name none."""
    rows = offices.of_person(actor.name or "") if actor.basis is Basis.OCCUPANCY or actor.country is None else ()
    others = (row.country for row in rows if actor.country is None or (actor.wikidata is not None and row.wikidata == actor.wikidata))
    return tuple(dict.fromkeys((*((actor.country,) if actor.country else ()), *others)))


def _name(actor: Actor) -> tuple[frozenset[str], str]:
    """The words of a person's name, and its initials apart."""
    return _parts(actor.name) if actor.name else (frozenset(), "")


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[frozenset[str], str]:
    """The words of a name without what tells the son from the father, and its initials apart."""
    words, initials = without_initials(words_of(bare_name(name)))
    return frozenset(words), initials


def is_known(actor: Actor) -> bool:
    """Whether it is known who somebody is: by a key, or by first and last name."""
    return bool(actor.wikidata) or len(_name(actor)[0]) > 1


def place_held(place: Place, stay: Stay) -> bool | None:
    """Whether a stay went to a place that a report names; None where it cannot be told."""
    if place.kind in ("country", "body"):
        return True
    answers = {_same_place(place, stop.place) for stop in stay.stops}
    if True in answers or (not stay.places_complete and not stay.stops and place.name in WITH_PRESIDENT):
        return True
    return False if answers == {False} and stay.places_complete else None


def _same_place(one: Place, other: Place) -> bool | None:
    """Whether two names are of one place or its surroundings; None where it cannot be told."""
    if one.geonames is not None and one.geonames == other.geonames:
        return True
    if _names(one) & _names(other):
        return True
    known = None not in (one.lat, one.lon, other.lat, other.lon)
    if not known or one.kind not in SITES or other.kind not in SITES:
        return None
    apart = _km(one, other)
    return True if apart <= NEAR_KM else False if apart >= FAR_KM else None


def _names(place: Place) -> set[str]:
    """The names of a place, without words for what it is."""
    return {name.removesuffix(" region").removesuffix(" city").removeprefix("the ") for name in (folded(place.name), folded(place.surface))}


def _km(one: Place, other: Place) -> float:
    """The distance between two places on the map."""
    north, east, to_north, to_east = (radians(degree or 0.0) for degree in (one.lat, one.lon, other.lat, other.lon))
    half = sin((to_north - north) / 2) ** 2 + cos(north) * cos(to_north) * sin((to_east - east) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
