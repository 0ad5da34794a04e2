"""Precedents: the last visit before a day, the first of each visitor, and how many there were in each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from legation.ask.query import contact_of
from legation.ask.stays import Days, bounds_of, came_about, same_person
from legation.model import Entry
from legation.tables.titles import Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """Entries that answer a question of precedence, and those of which it cannot be told."""

    entries: tuple[Entry, ...]
    unsure: tuple[Entry, ...] = ()
    """Entries that may belong there too, or in their place, because their days are not known well enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The visits that began in one year."""

    year: int
    entries: tuple[Entry, ...]


def post_class_of(words: str, country: str | None, titles: Titles) -> str:
    """The class of a post as a person names it, by what the title means in a country; words of no known title as they are."""
    parts = words.split()
    length, row = titles.at(parts, 0) if parts else (0, None)
    meant = (row.reading(country) or row) if row is not None and length == len(parts) else None
    return meant.post if meant is not None and meant.post else words


def last_before(entries: Iterable[Entry], before: date | None) -> Precedent:
    """The last visits that surely began before a day, else of all; several where they began on one day.

    Gives    as unsure those that may have begun later than the last, and still before the day.
    """
    made = _made(entries)
    dated = [(days, entry) for entry in made if (days := _first_day(entry)) is not None]
    sure = [(days, entry) for days, entry in dated if before is None or days[1] < before]
    last = max((days[0] for days, _ in sure), default=None)
    found = tuple(entry for days, entry in sure if last is not None and days[1] >= last and days[0] == last)
    others = [
        entry for days, entry in dated if entry not in found and (before is None or days[0] < before) and (last is None or days[1] > last)
    ]
    return Precedent(entries=found, unsure=(*others, *_undated(made)))


def first_of_each(entries: Iterable[Entry]) -> Precedent:
    """The first visit of each visitor, in the order of these visits.

    Gives    as unsure those without a day, and those that may have been earlier than the first of the same visitor.
    """
    made = _made(entries)
    firsts: list[Entry] = []
    unsure: list[Entry] = []
    for entry in sorted(made, key=_sort_key):
        earlier = next((first for first in firsts if _same_visitors(first, entry)), None)
        days = _first_day(entry)
        if days is None or (earlier is not None and days[0] < _known(earlier)[1]):
            unsure.append(entry)
        elif earlier is None:
            firsts.append(entry)
    return Precedent(entries=tuple(firsts), unsure=tuple(unsure))


def by_year(entries: Iterable[Entry]) -> tuple[tuple[Year, ...], tuple[Entry, ...]]:
    """The visits of each year in which one began, and those whose year is not certain."""
    years: dict[int, list[Entry]] = defaultdict(list)
    unsure: list[Entry] = []
    for entry in sorted(_made(entries), key=_sort_key):
        days = _first_day(entry)
        if days is None or days[0].year != days[1].year:
            unsure.append(entry)
        else:
            years[days[0].year].append(entry)
    return tuple(Year(year=year, entries=tuple(found)) for year, found in sorted(years.items())), tuple(unsure)


def _made(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of contacts that came about."""
    return [entry for entry in entries if came_about(entry, entry.kind)]


def _undated(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those that have no first day."""
    return tuple(entry for entry in entries if _first_day(entry) is None)


def _first_day(entry: Entry) -> Days | None:
    """The days on which an entry may have begun; one without a first day may have begun on any up to its last."""
    return bounds_of(contact_of(entry).starts)


def _known(entry: Entry) -> Days:
    """The same of an entry that has a first day."""
    return _first_day(entry) or (date.max, date.max)


def _sort_key(entry: Entry) -> tuple[date, date, str]:
    """Sorts by first day, the undated last."""
    return (*_known(entry), entry.id)


def _same_visitors(one: Entry, other: Entry) -> bool:
    """Whether two visits have a visitor in common."""
    left, right = (
        [party.actor for party in contact.parties if party.role == "visitor"] for contact in (contact_of(one), contact_of(other))
    )
    return any(same_person(a, b) for a in left for b in right)
