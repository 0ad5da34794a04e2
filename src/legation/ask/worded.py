"""The words of a comparison: visits by visitor, places and days, countries by their names."""

from __future__ import annotations

from collections.abc import Sequence

from legation.ask.stays import Stay
from legation.ask.told import Told
from legation.tables.gazetteer import Gazetteer

SHOWN = 3
"""Ids of visits that are named where none is the one told."""
FIELDS = {"stops": "the places", "starts": "the first day", "ends": "the last day", "level": "the level"}
"""Fields as a sentence calls them."""


def nothing(told: Told, near: Sequence[Stay], gazetteer: Gazetteer) -> str:
    """That the record has no such visit, and what it has instead."""
    days = told.days
    when = "" if days is None else f" on {days[0]}" if days[0] == days[1] else f" from {days[0]} to {days[1]}"
    instead = f" (it has {named(near[:SHOWN], gazetteer)})" if near else ""
    return f"the record has no visit of {told.visitor.name or told.visitor.surface} there{when}{instead}"


def named(stays: Sequence[Stay], gazetteer: Gazetteer) -> str:
    """Visits by visitor, places and days."""
    return "; ".join(_words(stay, gazetteer) for stay in stays)


def _words(stay: Stay, gazetteer: Gazetteer) -> str:
    """One visit by visitor, places and days."""
    who = " and ".join(dict.fromkeys(one.name or one.surface for one in stay.visitors))
    first, last = stay.days
    places = dict.fromkeys(stop.place.name for stop in stay.stops if stop.place.kind != "country")
    where = dict.fromkeys((*places, gazetteer.country_name(stay.destination) if stay.destination else "country not told"))
    return ", ".join((who, *where, f"{first} to {last}" if last > first else f"{first}"))
