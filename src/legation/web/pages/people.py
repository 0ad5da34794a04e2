"""The page of a person: posts, visits made and received, where they led, and whom he met most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from legation.ask.query import folded
from legation.model import ContactKind
from legation.record import JsonObject
from legation.register.partners import Known, countries_met, partners, people_called, people_known_as
from legation.register.selected import Selected, by_party, by_visitor, latest_of
from legation.register.store import Register
from legation.tables.offices import Occupancy, Offices
from legation.web.here import At, Here
from legation.web.official_shown import of_person
from legation.web.render import page
from legation.web.subjects import (
    COUNTRIES,
    COUNTS,
    DRAWN,
    NEXT,
    PARTNERS,
    ROWS,
    countries_record,
    country_href,
    counts_record,
    drawn_row,
    list_href,
    partner_record,
    person_href,
    places_record,
    rows_record,
    visit_label,
)
from legation.web.words import path_part

router = APIRouter(tags=["people, posts and countries"])
CHOICES = 30
"""People offered at most where several go by a name."""
KINDS = (
    (ContactKind.VISIT, "visits received"),
    (ContactKind.MEETING, "meetings"),
    (ContactKind.CALL, "calls"),
    (ContactKind.INVITATION, "invitations"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is meant by a name or an id."""

    name: str
    wikidata: str | None
    country: str | None
    identities: tuple[str, ...]
    """What the register tells him apart by, in all its spellings; none where it does not know him."""

    @property
    def sought_as(self) -> str:
        """By what the lists find him."""
        return self.wikidata or self.name


@page(router, "/people/{name:path}", "person.html", summary="A person: posts, visits, where they led, and whom he met")
def person(at: At, name: str) -> JsonObject:
    """The page of a person by name or Wikidata id; where several go by the name or nobody does, where to look."""
    offices = at.desk.official().known.offices
    found = people_meant(name, at.register if at.has_register else None, offices)
    if len(found) != 1:
        return {"asked": name, "choices": [_choice(one, offices) for one in found[:CHOICES]], "person": None}
    return {"asked": name, "choices": [], "person": _person_record(at, found[0], offices)}


def people_meant(asked: str, register: Register | None, offices: Offices) -> list[Person]:
    """Those who may be meant by a name or an id, those of most entries first."""
    words = folded(asked)
    held = offices.of_wikidata(asked) or offices.of_person(asked) or offices.of_surname(asked)
    seen = _seen(register, asked, words, held) if register else ()
    people = {one.wikidata or (one.name.casefold()): one for one in (_seen_person(known, seen) for known in seen)}
    for one in held:
        people.setdefault(
            one.wikidata or one.person.casefold(), Person(name=one.person, wikidata=one.wikidata, country=one.country, identities=())
        )
    exact = [one for one in people.values() if one.wikidata == asked or folded(one.name) == words]
    known_by_id = [one for one in exact if one.wikidata is not None]
    # Without an id somebody of the same name and country is taken for the one with an id, whose identities hold him already.
    return known_by_id or exact or list(people.values())


def _seen(register: Register, asked: str, words: str, held: Sequence[Occupancy]) -> tuple[Known, ...]:
    """Those of the register who may be meant."""
    ids = {one.wikidata or one.person.casefold() for one in held} | {asked}
    names = {one.person.casefold() for one in held if one.wikidata == asked}
    by_id = people_known_as(register, sorted(ids | names))
    by_name = (one for one in people_called(register, words.split()) if set(words.split()) <= set(folded(one.name).split()))
    return tuple({one.identity: one for one in (*by_id, *by_name)}.values())


def _seen_person(known: Known, seen: Sequence[Known]) -> Person:
    """A person with all spellings that are his: the same name and country without an id is the same person."""
    alike = [one for one in seen if folded(one.name) == folded(known.name) and None in (one.wikidata, known.wikidata)]
    same = [one for one in alike if one.country in (known.country, None) or known.country is None]
    identities = tuple(dict.fromkeys((known.identity, *(one.identity for one in same))))
    wikidata = known.wikidata or next((one.wikidata for one in same if one.wikidata), None)
    land = known.country or next((one.country for one in same if one.country), None)
    return Person(name=known.name, wikidata=wikidata, country=land, identities=identities)


def posts_of(one: Person, offices: Offices) -> list[Occupancy]:
    """The posts that somebody holds or held, the earliest first."""
    if one.wikidata is not None:
        rows = list(offices.of_wikidata(one.wikidata))
    else:
        named = [row for row in offices.of_person(one.name) if one.country in (None, row.country)]
        rows = named if len({row.wikidata or row.person for row in named}) == 1 else []
    return sorted(rows, key=lambda row: row.start)


def post_record(row: Occupancy) -> JsonObject:
    """An occupancy as a page shows it."""
    return {
        "title": row.title,
        "post": row.post,
        "country": row.country,
        "starts": row.start,
        "ends": row.end,
        "as_of": row.as_of,
        "verified": row.verified,
        "href": f"/posts/{path_part(row.post)}?country={row.country}",
    }


def _choice(one: Person, offices: Offices) -> JsonObject:
    held = posts_of(one, offices)
    return {
        "name": one.name,
        "wikidata": one.wikidata,
        "country": one.country,
        "post": held[-1].title if held else None,
        "href": person_href(one.name, one.wikidata),
    }


def _person_record(at: Here, one: Person, offices: Offices) -> JsonObject:
    """All that a person's page shows."""
    held = posts_of(one, offices)
    land = one.country or next((row.country for row in reversed(held)), None)
    return {
        "name": held[-1].person if held else one.name,
        "wikidata": one.wikidata,
        "country": land,
        "country_href": country_href(land) if land else None,
        "posts": [post_record(row) for row in held],
        "counted": COUNTS,
        "held": _held(at, one) if one.identities else None,
        "statements": f"/statements?visitor={path_part(one.name)}",
        "claims": f"/claims?visitor={path_part(one.name)}",
        "official": of_person(at.desk.official(), held[-1].person if held else one.name, one.wikidata, land),
    }


def _held(at: Here, one: Person) -> JsonObject:
    """What the register holds of somebody."""
    register, sought = at.register, one.sought_as
    visits = Selected.of(register, by_visitor(one.identities))
    return {
        "visits": counts_record(visits.counts(), visitor=sought),
        "others": [_other(register, one, kind, word) for kind, word in KINDS],
        "first": rows_record(visits.first()),
        "last": rows_record(visits.last(ROWS)),
        "next": rows_record(visits.next(at.today, NEXT)),
        "countries": countries_record(visits.countries(COUNTRIES + 1), without=(one.country or "",))[:COUNTRIES],
        "places": places_record(visits.places(), visitor=sought),
        "people": [partner_record(other) for other in partners(register, one.identities, limit=PARTNERS)],
        "lands": [partner_record(other) for other in countries_met(register, one.identities, limit=PARTNERS) if other.key != one.country],
        "timeline": [drawn_row(row, visit_label(row, who=False)) for row in latest_of(register, [visits], limit=DRAWN)],
    }


def _other(register: Register, one: Person, kind: ContactKind, word: str) -> JsonObject:
    """How many contacts of another kind somebody had."""
    counted = Selected.of(register, by_party(kind, one.identities)).counts()
    role = "host" if kind is ContactKind.VISIT else "visitor"
    return {
        "kind": kind.value,
        "word": word,
        "made": counted.made,
        "planned": counted.ahead,
        "href": list_href(kind, **{role: one.sought_as}),
    }
