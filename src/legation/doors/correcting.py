"""Values that a person sets, as the tables know them: countries, places of the gazetteer, people of the table of occupancies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from legation.doors.listing import country_given
from legation.errors import UsageError
from legation.model import Actor, Basis, Contact, Party, Place, Stop
from legation.register.additions import NOWHERE, field_changed, person_from, written
from legation.tables.gazetteer import Gazetteer, Row
from legation.tables.offices import Occupancy, held_on
from legation.tables.own_posts import open_offices
from legation.tables.titles import load_titles

SHOWN = 8
"""Candidates that are named at most."""


def looked_up(field: str, value: str, contact: Contact) -> str:
    """The value of a correction with what the tables know of it.

    Raises   UsageError for a country or place that they do not know, or know several of.
    """
    if field == "destination" and value != "none":
        return country_given(value, "destination") or value
    if field == "place+":
        return written(Stop(place=place_named(value, contact.destination, Gazetteer.open())))
    if field_changed(field) == "parties" and field.endswith("+") and not value.startswith("{"):
        try:
            actor = person_from(value)
        except ValueError as fault:
            raise UsageError(f"{field} {value}: {fault}") from fault
        return written(Party(role=field[:-1], actor=known_person(actor, contact)))
    return value


def place_named(words: str, destination: str | None, gazetteer: Gazetteer) -> Place:
    """The place that is meant: in the country that is written behind it, else in that of the contact.

    Raises   UsageError where none or more than one is.
    """
    name, _, behind = (part.strip() for part in words.partition(","))
    rows = _each_once(next((found for form in (name, name.title()) if (found := gazetteer.named(form))), ()))
    if behind:
        country = gazetteer.country(behind) or gazetteer.country(behind.upper()) or gazetteer.country(behind.title())
        meant = [row for row in rows if behind in (str(row.geonames), row.within) or (country and row.country == country)]
    else:
        meant = [row for row in rows if row.country == destination] or rows
    if len(meant) == 1:
        row = meant[0]
        return Place(
            surface=name, span=NOWHERE, name=row.name, country=row.country, geonames=row.geonames, lat=row.lat, lon=row.lon, kind=row.kind
        )
    if not rows:
        raise UsageError(f"place+ {words}: the gazetteer knows no such place; write its name in English, or that of the town it lies in")
    shown = "; ".join(map(_described, (meant or rows)[:SHOWN]))
    which = "this may be one of several" if meant else f"none of that name is in {behind}; there is"
    raise UsageError(f"place+ {words}: {which}: {shown}; write the country or the GeoNames number behind it: {name}, NUMBER")


def _each_once(rows: Iterable[Row]) -> list[Row]:
    """Rows that differ in what they are; the wary forms of a name lead to the same place."""
    return list({(row.geonames or row.name, row.country): row for row in rows}.values())


def _described(row: Row) -> str:
    parts = (row.kind, row.within, row.country, f"GeoNames {row.geonames}" if row.geonames else None)
    return f"{row.name} ({', '.join(part for part in parts if part)})"


def known_person(actor: Actor, contact: Contact) -> Actor:
    """A person under the name, post and id of the table of occupancies, where it surely holds him; else as he was written."""
    titles = load_titles()
    words = (actor.post or "").split()
    length, title = titles.at(words, 0) if words else (0, None)
    post_class = (title.reading(actor.country) or title).post if title is not None and length == len(words) else None
    actor = replace(actor, post_class=post_class)
    rows = [row for row in open_offices().of_person(actor.name or "") if row.country == (actor.country or row.country)]
    if len({row.wikidata or row.person for row in rows}) != 1:
        return actor
    known = replace(actor, name=rows[0].person, wikidata=rows[0].wikidata, basis=Basis.OCCUPANCY)
    held = [row for row in rows if _held_then(row, contact) and post_class in (None, row.post)]
    if len({row.country for row in held}) != 1:
        return known
    row = held[0]
    return replace(known, country=row.country, post=actor.post or row.title, post_class=row.post, verified=row.verified)


def _held_then(row: Occupancy, contact: Contact) -> bool:
    """Whether the post was surely held on the first day of the contact."""
    starts = contact.starts
    return bool(starts and starts.earliest and starts.latest and held_on(row, starts.earliest, starts.latest))
