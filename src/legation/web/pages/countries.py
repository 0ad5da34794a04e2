"""The pages of a country and of a pair of countries: visits each way, partners, meetings and calls, what was first and last."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from legation.errors import UsageError
from legation.model import ContactKind
from legation.record import JsonObject
from legation.register.selected import Selected, Turn, between, latest_of, rows_numbered, visits_from, visits_to
from legation.register.store import Register
from legation.tables.gazetteer import Gazetteer
from legation.web import official_shown
from legation.web.faults import NotThere
from legation.web.here import At, Here
from legation.web.named import land
from legation.web.render import page
from legation.web.subjects import (
    COUNTRIES,
    COUNTS,
    DRAWN,
    NEXT,
    ROWS,
    countries_record,
    country_href,
    counts_record,
    drawn_row,
    list_href,
    places_record,
    rows_record,
    visit_label,
)
from legation.web.words import country as country_name
from legation.web.words import path_part, plain

router = APIRouter(tags=["people, posts and countries"])
TOGETHER = (("meetings", ContactKind.MEETING, False), ("elsewhere", ContactKind.MEETING, True), ("calls", ContactKind.CALL, False))
POSTS = 8
"""Posts of which the first and the last visit are shown."""


@page(router, "/countries/{code}", "country.html", summary="A country: visits to it and from it, its partners, what is planned")
def country(at: At, code: str) -> JsonObject:
    """The page of a country by its three letters or its English name."""
    meant = country_meant(code, at.desk.official().known.gazetteer)
    return {
        "code": meant,
        "name": country_name(meant),
        "within": land(meant),
        "counted": COUNTS,
        "held": _country_held(at, meant) if at.has_register else None,
        "official": official_shown.of_country(at.desk.official(), meant),
    }


@page(
    router,
    "/countries/{code}/{other}",
    "pair.html",
    summary="Two countries: visits each way, meetings and calls, first and last of each post",
)
def pair(at: At, code: str, other: str) -> JsonObject:
    """The page of two countries by their letters or names.

    Raises   UsageError where both are the same.
    """
    gazetteer = at.desk.official().known.gazetteer
    one, two = country_meant(code, gazetteer), country_meant(other, gazetteer)
    if one == two:
        raise UsageError(f"a pair is of two countries, and both of these are {country_name(one)}; name another one")
    return {
        "codes": [one, two],
        "names": [country_name(one), country_name(two)],
        "hrefs": [country_href(one), country_href(two)],
        "counted": COUNTS,
        "ways": [_way(at, one, two), _way(at, two, one)] if at.has_register else [],
        "together": _together(at, one, two) if at.has_register else None,
        "official": official_shown.of_pair(at.desk.official(), one, two),
    }


def country_meant(words: str, gazetteer: Gazetteer) -> str:
    """The code of a country as it stands in an address.

    Raises   NotThere where no country goes by these words, or several do.
    """
    for form in (words, words.upper(), words.title()):
        code = gazetteer.country(form)
        if code is not None:
            return code
        if several := gazetteer.countries(form):
            meant = " or ".join(f"{country_name(one)} ({one})" for one in several)
            raise NotThere(f"{words!r} may be {meant}; write the letters of the one that is meant")
    raise NotThere(f"no country goes by {words!r}; write its English name or three letters, such as Canada or CAN")


def _country_held(at: Here, code: str) -> JsonObject:
    """What the register holds of a country."""
    register = at.register
    there, abroad = Selected.of(register, visits_to(code)), Selected.of(register, visits_from(code))
    return {
        "to": _side(at, there, to=code),
        "from": _side(at, abroad, from_=code),
        "guests": _partners(there.homes(COUNTRIES + 1), code),
        "hosts": _partners(abroad.countries(COUNTRIES + 1), code),
        "places": places_record(there.places(), to=code),
        "abroad": places_record(abroad.places(), from_=code),
        "timeline": [drawn_row(row, visit_label(row, who=True)) for row in latest_of(register, (there, abroad), limit=DRAWN)],
    }


def _partners(found: Sequence[tuple[str, int]], code: str) -> list[JsonObject]:
    """Other countries with numbers, each with the page of the pair."""
    rows = countries_record(found, without=(code,))[:COUNTRIES]
    return [{**row, "href": f"/countries/{path_part(code)}/{path_part(str(row['code']))}"} for row in rows]


def _side(at: Here, visits: Selected, **filters: str | None) -> JsonObject:
    """The visits of one way: numbers, the next and the last."""
    return {
        **counts_record(visits.counts(), **filters),
        "next": rows_record(visits.next(at.today, NEXT)),
        "last": rows_record(visits.last(ROWS)),
    }


def _way(at: Here, home: str, there: str) -> JsonObject:
    """The visits from one country of a pair to the other."""
    register = at.register
    visits = Selected.of(register, visits_to(there, home))
    return {
        "from": home,
        "to": there,
        "title": f"From {land(home)} to {land(there)}",
        **_side(at, visits, from_=home, to=there),
        "posts": _precedents(register, visits.turns("post_class", home=home)[:POSTS], home, there),
        "places": places_record(visits.places(), from_=home, to=there),
        "timeline": [drawn_row(row, visit_label(row, who=True)) for row in latest_of(register, [visits], limit=DRAWN // 2)],
    }


def _precedents(register: Register, found: Sequence[Turn], home: str, there: str) -> list[JsonObject]:
    """The first and the last visit of those who held each post."""
    wanted = list(dict.fromkeys(number for turn in found for number in (turn.first, turn.last) if number is not None))
    rows = dict(zip(wanted, rows_record(rows_numbered(register, wanted)), strict=True))
    return [
        {
            "post": turn.key,
            "name": plain(turn.key.partition(":")[0]),
            "count": turn.count,
            "first": rows[turn.first] if turn.first is not None else None,
            "last": rows[turn.last] if turn.last is not None else None,
            "href": list_href(ContactKind.VISIT, from_=home, to=there, post=turn.key),
            "post_href": f"/posts/{path_part(turn.key)}?country={path_part(home)}",
        }
        for turn in found
    ]


def _together(at: Here, one: str, two: str) -> JsonObject:
    """Meetings and calls of people of the two."""
    register = at.register
    made: JsonObject = {}
    for name, kind, elsewhere in TOGETHER:
        found = Selected.of(register, between(kind, one, two, elsewhere=elsewhere))
        counted = found.counts()
        made[name] = {
            "made": counted.made,
            "planned": counted.ahead,
            "next": rows_record(found.next(at.today, NEXT)),
            "last": rows_record(found.last(ROWS // 2)),
        }
    return made
