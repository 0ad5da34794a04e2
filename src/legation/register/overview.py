"""A selection of entries from above: a page of it as rows of a list, how many there are in each year and at each place, what is new.

Nothing here reads findings, but for the words of the rows that are shown; so it costs little whatever the register holds.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from legation.ask.query import Question
from legation.model import ContactKind, Entry, EntryState
from legation.register.digest import digest_of_register
from legation.register.holding import addresses_of, entries_numbered, where, within_days
from legation.register.listed import Listed, listed_numbered

ORDERS = {
    "day": "place",
    "person": "who, low, number",
    "country": "land, low, number",
    "status": "status, low, high, state, number",
    "reports": "reports, number",
}
"""What a list is sorted by."""
SERVED_BY = {
    "day": "entries_by_place",
    "person": "entries_by_person",
    "country": "entries_by_land",
    "status": "entries_by_status",
    "reports": "entries_by_reports",
}
UNDATED = "~"
"""Begins the place in the list of what has no first day."""
UNDATED_LAST = f"place >= '{UNDATED}', CASE WHEN place < '{UNDATED}' THEN place END DESC, place"
AT_ONCE = 250
"""Entries read at a time, where all of a selection are."""
PLACES_AT_MOST = 500
TALLIED = ("kind", "rejected", "status", "certainty")
"""What can be asked so that the numbers need not be counted."""
PLACES = """
    SELECT geonames, name, country, lat, lon, sum(times) AS times FROM (
        SELECT spot, count(*) AS times FROM stops {0} GROUP BY spot
    ) JOIN spots ON spots.number = spot WHERE lat IS NOT NULL GROUP BY coalesce(geonames, spots.words), country ORDER BY times DESC LIMIT ?
"""
TOURS = """
    WITH RECURSIVE tour (number) AS (
        SELECT value FROM json_each(?) UNION SELECT other FROM tour JOIN links ON entry = tour.number AND kind = 'same_tour'
    ) SELECT number FROM tour
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page of a selection, with the numbers of all of it."""

    rows: tuple[Listed, ...]
    total: int
    undated: int
    """Entries that would fit but have no day to compare."""
    years: tuple[tuple[int | None, int], ...]
    """How many began in each year; None for those whose year is not certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place and how many entries of a selection lead there."""

    name: str
    country: str | None
    geonames: int | None
    lat: float
    lon: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some entries of a selection, with what their tables need besides."""

    entries: tuple[Entry, ...]
    toured: tuple[Entry, ...]
    """All visits that a tour ties to one of them, themselves among them."""
    addresses: dict[str, str]
    """The links of their reports, of those that have one."""
    digest: str
    """Of all that the register holds."""


class Overview(ABC):
    """Selections of entries from above, and in order, of a register."""

    __slots__ = ()
    connection: sqlite3.Connection

    @abstractmethod
    def _view(self) -> AbstractContextManager[None]:
        """One view of the entries."""

    def look(self, asked: Question, *, order: str = "day", latest: bool = True, limit: int = 50, offset: int = 0) -> Look:
        """A page of the entries that fit a question.

        Takes    order = one of ``ORDERS``; latest = whether the last come first. What has no day stands at the end of a list by days.
        """
        with self._view():
            years = years_of(self.connection, asked)
            total = sum(count for _, count in years)
            numbers = _numbers(self.connection, asked, (order, latest), (limit, offset)) if offset < total else []
            undated = _undated(self.connection, asked) if asked.since is not None or asked.until is not None else 0
            return Look(rows=listed_numbered(self.connection, numbers), total=total, undated=undated, years=years)

    def places(self, asked: Question, *, limit: int = PLACES_AT_MOST) -> tuple[Point, ...]:
        """The places where most of the entries lie that fit a question, of those whose position is known, the most frequent first."""
        condition, values = fitting(asked)
        with self._view():
            found = self.connection.execute(
                PLACES.format(f"WHERE entry IN (SELECT number FROM entries WHERE {condition})"), (*values, limit)
            )
            return tuple(
                Point(name=name, country=country, geonames=geonames, lat=lat, lon=lon, count=times)
                for geonames, name, country, lat, lon, times in found
            )

    def held(self) -> dict[ContactKind, int]:
        """How many entries of each kind are held that nobody has rejected."""
        query = "SELECT kind, sum(number) FROM tallies WHERE state <> ? GROUP BY kind"
        with self._view():
            counts = dict(self.connection.execute(query, (EntryState.REJECTED,)).fetchall())
        return {kind: counts.get(kind, 0) for kind in ContactKind}

    def rows(self, numbers: Sequence[int]) -> tuple[Listed, ...]:
        """Entries as rows of a list."""
        with self._view():
            return listed_numbered(self.connection, numbers)

    def each(self, asked: Question, *, order: str = "day", latest: bool = False) -> Iterator[Batch]:
        """All entries that fit a question, some at a time, all in one view of the register."""
        with self._view():
            numbers = _numbers(self.connection, asked, (order, latest), (-1, 0))
            digest = digest_of_register(self.connection)
            for start in range(0, len(numbers), AT_ONCE):
                yield self._batch(numbers[start : start + AT_ONCE], digest)

    def _batch(self, numbers: Sequence[int], digest: str) -> Batch:
        entries = entries_numbered(self.connection, numbers)
        known = dict(zip(numbers, entries, strict=True))
        tours = [row[0] for row in self.connection.execute(TOURS, (str(list(numbers)),))]
        further = [number for number in tours if number not in known]
        reports = {finding.report_id for entry in entries for finding in entry.findings}
        return Batch(
            entries=tuple(entries),
            toured=(*entries, *entries_numbered(self.connection, further)),
            addresses=addresses_of(self.connection, reports),
            digest=digest,
        )


def fitting(asked: Question) -> tuple[str, list[object]]:
    """The condition that a question puts on entries, with its values."""
    condition, values = where(asked)
    if asked.since is None and asked.until is None:
        return condition, values
    days, bounds = within_days(asked)
    # With a plus before the kind no index serves it: those of the days lead the way.
    return f"{'+' if condition.startswith('kind') else ''}{condition} AND {days}", [*values, *bounds]


def years_of(connection: sqlite3.Connection, asked: Question) -> tuple[tuple[int | None, int], ...]:
    """How many of the entries that fit a question began in each year, the earliest first; None for those whose year is not certain."""
    if _is_tallied(asked):
        rows = connection.execute(*_tallies(asked))
    else:
        condition, values = fitting(asked)
        rows = connection.execute(
            f"SELECT coalesce(year, 0) AS year, count(*) FROM entries WHERE {condition} GROUP BY 1 ORDER BY 1", values
        )
    found = [(year or None, count) for year, count in rows if count]
    return tuple(sorted(found, key=lambda one: (one[0] is None, one[0] or 0)))


def _is_tallied(asked: Question) -> bool:
    """Whether nothing is asked but what the numbers are kept by."""
    return asked == Question(kind=asked.kind, status=asked.status, certainty=asked.certainty, rejected=asked.rejected)


def _tallies(asked: Question) -> tuple[str, list[object]]:
    wanted: list[tuple[str, object]] = [("kind = ?", asked.kind)]
    wanted += [] if asked.rejected else [("state <> ?", EntryState.REJECTED)]
    wanted += [("status = ?", asked.status)] if asked.status else []
    wanted += [("certainty = ?", asked.certainty)] if asked.certainty else []
    condition = " AND ".join(part for part, _ in wanted)
    return f"SELECT year, sum(number) FROM tallies WHERE {condition} GROUP BY year", [value for _, value in wanted]


def _numbers(connection: sqlite3.Connection, asked: Question, order: tuple[str, bool], page: tuple[int, int]) -> list[int]:
    """The entries of a page of a selection.

    Takes    order = by what, and whether the last come first; page = how many at most (-1 = all) from which on.
    """
    by, latest = order
    condition, values = fitting(asked)
    if _is_tallied(asked) and page[0] > 0:
        # With nothing narrower, entries are taken as they come in the order wanted, until the page is full.
        query = f"SELECT number FROM entries INDEXED BY {SERVED_BY[by]} WHERE {condition}"
        if order == ("day", True):
            parts = (f"{query} AND place < '{UNDATED}' ORDER BY place DESC", f"{query} AND place >= '{UNDATED}' ORDER BY place")
            query, values = " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts), [*values, *values]
        else:
            query = f"{query} ORDER BY {_turned(by, latest)}"
    else:
        sort = UNDATED_LAST if order == ("day", True) else _turned(by, latest)
        query = f"SELECT number FROM entries WHERE {condition} ORDER BY {sort}"
    return [row[0] for row in connection.execute(f"{query} LIMIT ? OFFSET ?", (*values, *page))]


def _turned(by: str, latest: bool) -> str:
    """An order as SQL has it, turned round where the last are to come first."""
    return ", ".join(f"{column}{' DESC' if latest else ''}" for column in ORDERS[by].split(", "))


def _undated(connection: sqlite3.Connection, asked: Question) -> int:
    condition, values = where(asked)
    return int(
        connection.execute(
            f"SELECT count(*) FROM entries WHERE {condition} AND wide = 1 AND low IS NULL AND high IS NULL", values
        ).fetchone()[0]
    )
