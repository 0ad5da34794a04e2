"""The contacts that a record holds, and whether each is one of those that a claim ranks: yes, no, or it cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from legation.ask.query import contact_of, folded
from legation.ask.stays import OFFICIAL, WITH_PRESIDENT, Days, Stay, bounds_of, ids_of, place_held, same_person, same_state
from legation.model import Actor, Certainty, Contact, ContactKind, Entry, EntryState, Pattern, Place, Status, Whose
from legation.tables.coverage import LEADER, LEADERS
from legation.tables.former_states import ENDED

MADE = (Status.OCCURRED, Status.UNDER_WAY)
OFF = (Status.CANCELLED, Status.POSTPONED, Status.DENIED)
MARKED_FROM = 1960
"""From this year on the list of visits to the United States says of each state visit that it was one."""
ANYBODY = frozenset({"visitor", "official", "delegation", "representative"})
"""Words for whoever comes from a country."""
CROWNS = frozenset({"king", "queen", "emperor", "empress", "pope", "sultan", "shah", "grand duke", "grand duchess"})
"""Heads of state who are told apart by more than their class of post."""
PLAIN_WORDS = frozenset(
    "a an any the every each all no other new sitting serving incumbent current holder of head state government leader us u s".split()
)
"""Words beside a post and a country that narrow nobody down."""
NARROWER = frozenset(
    "democratic democrat republican labour conservative catholic muslim christian jewish black hispanic arab african".split()
)
"""Words with a capital that are no country, and narrow a post down by what no record says."""
GONE = frozenset(state for _, state, _ in ENDED)
"""States that are no more."""
LEVELS: dict[str, dict[str | None, bool]] = {
    "state": {"state": True, "official": False, "official_working": False, "working": False, "private": False, "transit": False},
    "official": {"official": True, "private": False, "transit": False},
    "official_working": {"official_working": True, "state": False, "private": False, "transit": False},
    "working": {"working": True, "state": False, "private": False, "transit": False},
    "private": {"private": True, "state": False, "official": False, "official_working": False, "working": False},
    "transit": {"transit": True, "state": False, "official": False, "official_working": False, "working": False},
}
"""Whether a visit of the second level is one of the first; what does not stand here cannot be told."""
ROLES = {ContactKind.VISIT: (("visitor",), ("host",)), ContactKind.INVITATION: (("invitee",), ("inviter",))}
"""Roles of those whose contacts are ranked, and of those on the other side; of meetings and calls all take part alike."""
ALIKE = (("participant",), ("participant",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """What has to be known of places and countries."""

    land_of: Callable[[Place], str | None] = lambda place: place.country
    """In which country of today a place lies."""
    name_of: Callable[[str], str] = str
    """What a country is called, by its code."""


NO_MAP = Map()
"""Places as their entries have them, and countries by their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One contact of the record."""

    entry: Entry
    contact: Contact
    actors: tuple[Actor, ...]
    """Those whose contacts are ranked."""
    others: tuple[Actor, ...]
    first: Days | None
    """The first and the last day on which it may have begun."""
    last: date | None
    """The last day on which it may have been over."""
    sure: bool
    """Whether it surely came about."""
    country: str | None
    """The name of the country where it took place."""
    lands: frozenset[str]
    """Countries of today in which its stops lie; without any where that is not known of one of them."""

    @property
    def ids(self) -> tuple[str, ...]:
        """What it is called in answers."""
        return ids_of(self.entry)

    @property
    def official(self) -> bool:
        """Whether the official list of visits to the United States has it."""
        return any(finding.report_id.startswith(f"{OFFICIAL}visit") for finding in self.entry.findings)

    @property
    def stay(self) -> Stay:
        """The same as days and places."""
        days = self.first or (date.min, date.max)
        return Stay(
            visitors=self.actors,
            destination=self.contact.destination,
            days=(days[0], self.last or days[1]),
            stops=self.contact.stops,
            levels=(self.contact.level,) if self.contact.level else (),
            ids=self.ids,
            places_complete=not self.official,
        )

    @property
    def elect(self) -> bool:
        """Whether it was made by somebody who had not yet taken office, or no longer held it."""
        return any(actor.elect or actor.former for actor in self.actors)


def held_of(entries: Iterable[Entry], kind: ContactKind, map_of: Map) -> tuple[Held, ...]:
    """The contacts of a kind that came about or may have, in order of their days."""
    chosen = (entry for entry in entries if entry.kind is kind and entry.state is not EntryState.REJECTED)
    found = [held for entry in chosen if (held := _held(entry, map_of)) is not None]
    return tuple(sorted(found, key=lambda held: (held.first or (date.max, date.max), held.entry.id)))


def _held(entry: Entry, map_of: Map) -> Held | None:
    """One contact; None where it was called off."""
    contact = contact_of(entry)
    if contact.status in OFF or entry.state is EntryState.WITHDRAWN:
        return None
    certainty = entry.fields["certainty"].value if "certainty" in entry.fields else entry.findings[0].certainty
    ours, theirs = ROLES.get(entry.kind, ALIKE)
    starts, ends = bounds_of(contact.starts), bounds_of(contact.ends)
    made = contact.status in MADE or entry.kind is ContactKind.INVITATION
    lands = [map_of.land_of(stop.place) for stop in contact.stops]
    return Held(
        entry=entry,
        contact=contact,
        actors=tuple(party.actor for party in contact.parties if party.role in ours),
        others=tuple(party.actor for party in contact.parties if party.role in theirs),
        first=starts,
        last=ends[1] if ends else None,
        sure=made and certainty is Certainty.PLAIN and entry.state is EntryState.STANDING,
        country=map_of.name_of(contact.destination) if contact.destination else None,
        lands=frozenset() if None in lands else frozenset(land for land in lands if land),
    )


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """True where all are, False where one is, else None."""
    found = set(answers)
    return False if False in found else None if None in found else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """True where one is, False where all are, else None."""
    found = set(answers)
    return True if True in found else None if None in found else False


def fits(held: Held, pattern: Pattern) -> bool | None:
    """Whether a contact is one of those that a pattern ranks, its level and days set aside."""
    return all_of(
        (fits_whose(held.actors, pattern.whose), fits_place(held, pattern), _fits_others(held, pattern), _fits_rest(held, pattern))
    )


def fits_whose(actors: Sequence[Actor], whose: Whose | None) -> bool | None:
    """Whether those who took part are whom a claim is about."""
    if whose is None:
        return None
    if whose.actors:
        return all_of(any_of(same_person(named, actor) for actor in actors) for named in whose.actors)
    return any_of(_is_of(actor, whose) for actor in actors)


def is_narrowed(whose: Whose) -> bool:
    """Whether words for a kind of people say more of them than a post and a country: "a female secretary", "a European leader"."""
    if whose.actors:
        return False
    if whose.country is None and not whose.foreign and folded(whose.post or "") not in CROWNS:
        return True
    known = PLAIN_WORDS | {word.rstrip("s") for word in folded(whose.post or "").split()}
    rest = [word for word in re.findall(r"[^\W\d_]+", whose.words) if folded(word).rstrip("s") not in known and folded(word) not in known]
    if whose.foreign:
        return any(folded(word) != "foreign" for word in rest)
    return any(folded(word) in NARROWER or (word[:1].islower() and folded(word) not in ANYBODY) for word in rest)


def _is_of(actor: Actor, whose: Whose) -> bool | None:
    """Whether somebody is of the post and country that a claim is about."""
    return all_of((_of_country(actor, whose), _of_post(actor, whose)))


def _of_country(actor: Actor, whose: Whose) -> bool | None:
    """Whether somebody is of the country."""
    if whose.country is None:
        return True if whose.foreign or whose.post_class else None
    return None if actor.country is None else same_state(actor.country, whose.country)


def _of_post(actor: Actor, whose: Whose) -> bool | None:
    """Whether somebody holds the post."""
    post = folded(whose.post or "")
    if whose.post_class is None:
        if not post:
            return True if whose.country else None
        return True if post in ANYBODY else (True if actor.post and folded(actor.post) == post else None)
    if actor.post_class is None:
        return None
    wanted = LEADERS if whose.post_class == LEADER else (whose.post_class,)
    if actor.post_class not in wanted:
        return False
    if post in CROWNS and actor.post is not None:
        return folded(actor.post) == post
    return None if post in CROWNS else True


def fits_place(held: Held, pattern: Pattern) -> bool | None:
    """Whether a contact took place where a claim says."""
    if pattern.contact is ContactKind.VISIT and pattern.destination is None and pattern.place is None:
        return True if pattern.abroad else None
    country = pattern.destination or (pattern.place.country if pattern.place else None)
    countries = {held.contact.destination, *(stop.place.country for stop in held.contact.stops)} - {None}
    if country is not None:
        if not countries:
            return None
        if country not in countries:
            # Whether a town of a state that is no more counts for the country of today is a matter of words.
            possible = not held.lands or country in held.lands or country in GONE
            return None if possible and any(same_state(country, one) for one in countries if one) else False
    if pattern.place is None or pattern.place.kind == "country":
        return True
    return fits_town(held, pattern.place)


def fits_town(held: Held, place: Place) -> bool | None:
    """Whether a visit went to a town or venue."""
    towns = {stop.place.name for stop in held.contact.stops if stop.place.kind != "country"}
    if place.name in WITH_PRESIDENT and held.official:
        return True if towns & WITH_PRESIDENT or (not towns and held.contact.level not in (None, "private")) else None
    if not towns and place.kind not in ("country", "body"):
        return None
    return place_held(place, held.stay)


def _fits_others(held: Held, pattern: Pattern) -> bool | None:
    """Whether the other side is the one that a claim is about; of a visit's hosts the official record says nothing."""
    asked = [one for one in pattern.others if one.actors or one.post_class or one.country != pattern.destination]
    if not asked:
        return True
    if pattern.contact is ContactKind.VISIT and not held.others:
        return None
    return all_of(fits_whose(held.others, one) for one in asked)


def _fits_rest(held: Held, pattern: Pattern) -> bool | None:
    """Whether its rank and form are those that a claim is about, as far as the record tells."""
    if pattern.graded:
        return None
    if pattern.format is None or pattern.format == held.contact.format:
        return True
    return None if held.contact.format is None else False


def fits_level(held: Held, level: str | None) -> bool | None:
    """Whether a visit is of the level that a claim is about."""
    if level is None:
        return True
    own = held.contact.level
    if own == "official" and level == "state" and any(actor.post_class != "head_of_state" for actor in held.actors):
        return None  # the press calls so what the list, of those who are no heads of state, calls official
    if own is None and level == "state" and held.official and held.first and held.first[0].year >= MARKED_FROM:
        return False
    return LEVELS.get(level, {}).get(own)
