"""The page of a post: who held it, how often each of them travelled in it, and the visits made."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter

from legation.ask.precedent import post_class_of
from legation.model import ContactKind
from legation.record import JsonObject
from legation.register.partners import people_known_as
from legation.register.selected import Selected, Turn, latest_of, of_post
from legation.tables.offices import Occupancy
from legation.web import official_shown
from legation.web.faults import NotThere
from legation.web.here import At, Here
from legation.web.pages.countries import country_meant
from legation.web.pages.people import post_record
from legation.web.render import page
from legation.web.subjects import (
    COUNTRIES,
    COUNTS,
    DRAWN,
    NEXT,
    ROWS,
    countries_record,
    counts_record,
    drawn_row,
    list_href,
    person_href,
    places_record,
    rows_record,
    visit_label,
)
from legation.web.words import country as country_name
from legation.web.words import path_part, plain

router = APIRouter(tags=["people, posts and countries"])


@page(router, "/posts/{post:path}", "post.html", summary="A post: its holders, and the visits they made in it")
def post(at: At, post: str, country: str | None = None) -> JsonObject:
    """The page of a post by its class, such as foreign_minister, or by its title; of one country or, without, of those that have it.

    Raises   NotThere where no such post is known.
    """
    known = at.desk.official().known
    code = country_meant(country, known.gazetteer) if country else None
    found = post_class_of(post, code, known.titles)
    holders = known.offices.posts(country=code, post=found)
    # Of all countries together the visits are too many to be looked through for nothing.
    visits = Selected.of(at.register, of_post(found, code)) if at.has_register and (code or not holders) else None
    if not holders and not (visits and visits.rows):
        raise NotThere(f"no post {post!r}{f' of {country_name(code)}' if code else ''} is known; write a title such as foreign minister")
    told = {"asked": post, "post": found, "country": code, "counted": COUNTS}
    if code is None:
        return {**told, "name": plain(found), "countries": _countries(holders, found), "holders": [], "held": None, "official": None}
    return {
        **told,
        "name": _title(holders) or plain(found),
        "countries": [],
        "holders": _holders(holders, visits, found, code),
        "held": _held(at, visits, found, code) if visits else None,
        "official": official_shown.of_post(at.desk.official(), found, code),
    }


def _title(holders: Iterable[Occupancy]) -> str | None:
    """What a post is mostly called in the table."""
    titles = [row.title for row in holders]
    return max(titles, key=lambda title: (titles.count(title), title)) if titles else None


def _countries(holders: Iterable[Occupancy], found: str) -> list[JsonObject]:
    """The countries that have a post."""
    codes = sorted({row.country for row in holders}, key=country_name)
    return [{"code": code, "name": country_name(code), "href": f"/posts/{path_part(found)}?country={code}"} for code in codes]


def _holders(rows: Iterable[Occupancy], visits: Selected | None, found: str, code: str) -> list[JsonObject]:
    """Those who held a post in their order, with how often they travelled in it; at the end those whom only reports know in it."""
    counted = {turn.key: turn for turn in visits.turns("identity", home=code)} if visits else {}
    made = []
    for row in sorted(rows, key=lambda row: (row.start, row.end or "9")):
        turn = next((counted.pop(key) for key in (row.wikidata, row.person.casefold()) if key in counted), None)
        made.append(_holder(row, turn))
    others = people_known_as(visits.register, list(counted)) if visits and counted else ()
    return made + [_reported(known.name, known.wikidata, counted[known.identity], found, code) for known in others]


def _holder(row: Occupancy, turn: Turn | None) -> JsonObject:
    """Somebody of the table."""
    visits = turn.count if turn else 0
    href = list_href(ContactKind.VISIT, visitor=row.wikidata or row.person, from_=row.country, post=row.post)
    return {
        **post_record(row),
        "name": row.person,
        "person_href": person_href(row.person, row.wikidata),
        "visits": visits,
        "visits_href": href,
    }


def _reported(name: str, wikidata: str | None, turn: Turn, found: str, code: str) -> JsonObject:
    """Somebody whom reports alone give the post."""
    return {
        "name": name,
        "title": None,
        "post": found,
        "country": code,
        "starts": None,
        "ends": None,
        "as_of": None,
        "verified": None,
        "person_href": person_href(name, wikidata),
        "visits": turn.count,
        "visits_href": list_href(ContactKind.VISIT, visitor=wikidata or name, from_=code, post=found),
    }


def _held(at: Here, visits: Selected, found: str, code: str) -> JsonObject:
    """What the register holds of the visits made in a post."""
    return {
        "visits": counts_record(visits.counts(), post=found, from_=code),
        "first": rows_record(visits.first()),
        "last": rows_record(visits.last(ROWS)),
        "next": rows_record(visits.next(at.today, NEXT)),
        "countries": countries_record(visits.countries(COUNTRIES + 1), without=(code,))[:COUNTRIES],
        "places": places_record(visits.places(), post=found, from_=code),
        "timeline": [drawn_row(row, visit_label(row, who=True)) for row in latest_of(visits.register, [visits], limit=DRAWN)],
    }
