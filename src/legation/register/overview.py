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
from legation.register.found import find, fitting, undated_fitting
from legation.register.holding import addresses_of, entries_numbered
from legation.register.listed import Listed, listed_numbered

AT_ONCE = 250
"""Entries read at a time, where all of a selection are."""
PLACES_AT_MOST = 500
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
            found = find(self.connection, asked, (order, latest), (limit, offset))
            undated = undated_fitting(self.connection, asked)
            return Look(rows=listed_numbered(self.connection, found.numbers), total=found.total, undated=undated, years=found.years)

    def places(self, asked: Question, *, limit: int = PLACES_AT_MOST) -> tuple[Point, ...]:
        """The places where most of the entries lie that fit a question, of those whose position is known, the most frequent first."""
        query, values = fitting(asked, "number")
        with self._view():
            found = self.connection.execute(PLACES.format(f"WHERE entry IN ({query})"), (*values, limit))
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
            numbers = find(self.connection, asked, (order, latest), (-1, 0)).numbers
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
