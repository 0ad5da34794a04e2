"""What a register holds of one day: what goes on, what is planned next, what has come in since the day before, and what is in doubt."""

from __future__ import annotations

import json
import sqlite3
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta

from legation.model import ContactKind, EntryState, Status
from legation.register.entry_rows import NUMBERS, WIDE_DAYS
from legation.register.listed import Listed, listed_numbered

GOING_ON = (ContactKind.VISIT, ContactKind.MEETING, ContactKind.CALL)
"""Kinds that take place on days; an invitation is only made on one."""
AHEAD = (Status.PLANNED, Status.PROPOSED, Status.INVITED)
OFF = (Status.CANCELLED, Status.POSTPONED, Status.DENIED)
STILL_DAYS = 14
"""How long something told as under way is taken to go on where no end is told."""
LOOKED_AT = 1000
"""Reports that are looked at for what has changed, the ones that came last."""
ON_DAY = f"""
    SELECT number FROM entries WHERE kind IN {NUMBERS} AND wide = 0 AND low BETWEEN ? AND ? AND high >= ?
        AND state = '{EntryState.STANDING}' AND status NOT IN {NUMBERS} ORDER BY kind = 'visit' DESC, low DESC, number LIMIT ?
"""
STILL = f"""
    SELECT number FROM entries WHERE kind IN {NUMBERS} AND status = '{Status.UNDER_WAY}' AND low BETWEEN ? AND ? AND high < ?
        AND state = '{EntryState.STANDING}' AND (SELECT json_extract(line, '$[4]') FROM shown WHERE entry = number) IS NULL
    ORDER BY low DESC, number LIMIT ?
"""
TO_COME = f"""
    FROM entries WHERE kind IN {NUMBERS} AND status IN {NUMBERS} AND low BETWEEN ? AND ? AND state = '{EntryState.STANDING}'
"""
COME_IN = """
    SELECT number, entry FROM sightings WHERE reading IN (
        SELECT * FROM (SELECT number FROM readings WHERE at >= ?1 AND at < ?2 ORDER BY at DESC LIMIT ?5)
        UNION SELECT * FROM (
            SELECT readings.number FROM reports JOIN readings ON readings.report = reports.number
            WHERE reports.published BETWEEN ?3 AND ?4 ORDER BY reports.published DESC LIMIT ?5
        )
    ) AND entry IS NOT NULL ORDER BY number DESC
"""
COURSE = f"""
    SELECT entry, sightings.number, published, report, json_extract(outline, '$[1]') AS status, json_extract(outline, '$[4]') AS starts
    FROM sightings WHERE entry IN {NUMBERS} ORDER BY published IS NULL, published, report, sightings.number
"""
LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What goes on on a day."""

    sure: tuple[Listed, ...]
    """Of which the day is one, as far as it is told."""
    still: tuple[Listed, ...]
    """What was told to be under way shortly before, without an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry of which reports have come in."""

    entry: Listed
    fresh: tuple[str, ...]
    """These reports."""
    was: Status | None
    """What had become of it by the reports before; None where there were none."""
    was_on: str | None
    """The first day that they gave, as EDTF."""


class Daily(ABC):
    """What a register holds of one day."""

    __slots__ = ()
    connection: sqlite3.Connection

    @abstractmethod
    def _view(self) -> AbstractContextManager[None]:
        """One view of the entries."""

    def on_day(self, day: date, *, limit: int = 60) -> Day:
        """The visits, meetings and calls that a day may be one of."""
        number, kinds = day.toordinal(), json.dumps(GOING_ON)
        with self._view():
            on_it = self.connection.execute(ON_DAY, (kinds, number - WIDE_DAYS, number, number, json.dumps(OFF), limit))
            still = self.connection.execute(STILL, (kinds, number - STILL_DAYS, number - 1, number, limit))
            found = [[row[0] for row in rows.fetchall()] for rows in (on_it, still)]
            return Day(sure=listed_numbered(self.connection, found[0]), still=listed_numbered(self.connection, found[1]))

    def to_come(self, first: date, last: date | None = None, *, limit: int = 60) -> tuple[tuple[Listed, ...], int]:
        """What is planned, proposed or invited to begin within some days, by day; and how much that is in all."""
        bounds = first.toordinal(), last.toordinal() if last else LAST_DAY
        values = (json.dumps(GOING_ON), json.dumps(AHEAD), *bounds)
        with self._view():
            total = self.connection.execute(f"SELECT count(*) {TO_COME}", values).fetchone()[0]
            numbers = [
                row[0] for row in self.connection.execute(f"SELECT number {TO_COME} ORDER BY low, high, number LIMIT ?", (*values, limit))
            ]
            return listed_numbered(self.connection, numbers), total

    def changed(self, first: date, last: date, *, limit: int = 40) -> tuple[tuple[Change, ...], int, bool]:
        """The entries of which reports were kept, or appeared, on one of some days; those whose status has changed come first.

        Gives    how many there are in all besides, and whether that is known: not where more reports came than are looked at.
        """
        after = last + timedelta(days=1) if last < date.max else last
        asked = (first.isoformat(), after.isoformat(), first.isoformat(), last.isoformat(), LOOKED_AT)
        with self._view():
            fresh: dict[int, set[int]] = defaultdict(set)
            for sighting, entry in self.connection.execute(COME_IN, asked):
                fresh[entry].add(sighting)
            found = _courses(self.connection, fresh)
            rows = listed_numbered(self.connection, _most_telling(self.connection, found)[:limit])
            reports = {name for names, _, _ in found.values() for name in names}
        return tuple(_change(row, found[row.number]) for row in rows), len(fresh), len(reports) < LOOKED_AT

    def waiting(self, *, limit: int = 3) -> tuple[tuple[tuple[Listed, Listed], ...], int]:
        """The pairs of which a person is asked whether they are one contact, those written last first; and how many there are."""
        query = 'SELECT "left", "right" FROM doubts ORDER BY "left" DESC, "right" DESC LIMIT ?'
        with self._view():
            pairs = [tuple(row) for row in self.connection.execute(query, (limit,)).fetchall()]
            total = self.connection.execute("SELECT count(*) FROM doubts").fetchone()[0]
            rows = {row.number: row for row in listed_numbered(self.connection, [number for pair in pairs for number in pair])}
        return tuple((rows[left], rows[right]) for left, right in pairs), total


Course = tuple[tuple[str, ...], Status | None, str | None]
"""Of an entry the reports that have come in, and the status and first day by those before."""


def _change(row: Listed, course: Course) -> Change:
    fresh, was, was_on = course
    return Change(entry=row, fresh=fresh, was=was, was_on=was_on)


def _courses(connection: sqlite3.Connection, fresh: dict[int, set[int]]) -> dict[int, Course]:
    """What had been told of some entries before some of their sightings came in."""
    told: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.execute(COURSE, (json.dumps(list(fresh)),)):
        told[row["entry"]].append(row)
    return {entry: _course(told[entry], numbers) for entry, numbers in fresh.items()}


def _course(rows: Iterable[sqlite3.Row], fresh: set[int]) -> Course:
    new, before = list[str](), list[sqlite3.Row]()
    for row in rows:
        if row["number"] in fresh:
            new.append(row["report"])
        else:
            before.append(row)
    days = [row["starts"] for row in before if row["starts"]]
    return tuple(dict.fromkeys(new)), Status(before[-1]["status"]) if before else None, days[-1] if days else None


def _most_telling(connection: sqlite3.Connection, found: dict[int, Course]) -> list[int]:
    """Entries with those first whose status is no longer what it was, then what is new, then the others; of each what came in last."""
    query = f"SELECT number, status FROM entries WHERE number IN {NUMBERS}"
    now = dict(connection.execute(query, (json.dumps(list(found)),)).fetchall())
    return sorted((number for number in found if number in now), key=lambda number: _rank(found[number][1], now[number]))


def _rank(was: Status | None, now: str) -> int:
    """Where a change stands in the list."""
    if was is None:
        return 1
    return 2 if was == now else 0
