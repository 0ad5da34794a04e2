"""A selection of visits, meetings or calls from above: numbers, places, the first, the last and the next of them.

The selection is looked up once; all is counted in the tables that entries are looked up by, and no finding is read but for the words of
the rows that are shown.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from legation.model import ContactKind, EntryState, Status
from legation.register.entry_rows import NUMBERS
from legation.register.listed import Listed, listed_numbered
from legation.register.store import Register

MADE = frozenset((Status.OCCURRED.value, Status.UNDER_WAY.value))
"""What counts as having taken place."""
AHEAD = frozenset((Status.PLANNED.value, Status.PROPOSED.value, Status.INVITED.value))
"""What is to come; what is put off, called off or denied is neither."""
IS_MADE = "status IN ('occurred', 'under_way')"
STANDING = f"state <> '{EntryState.REJECTED}'"
OF_VISITOR = "country = ? AND role = 'visitor'"
PLACES_AT_MOST = 300
SPOTS = f"""
    SELECT name, country, lat, lon, sum(times) AS times FROM (
        SELECT spot, count(*) AS times FROM stops WHERE entry IN {NUMBERS} GROUP BY spot
    ) JOIN spots ON spots.number = spot WHERE lat IS NOT NULL GROUP BY coalesce(geonames, spots.words), country ORDER BY times DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """A place with how many visits led there."""

    name: str
    country: str | None
    lat: float
    lon: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Entries of a kind that meet a condition."""

    kind: ContactKind
    condition: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many entries a selection has."""

    made: int = 0
    ahead: int = 0
    off: int = 0
    """Put off, called off or denied."""
    years: tuple[tuple[int, int, int], ...] = ()
    """Year, how many began in it, how many more are planned for it."""
    undated: int = 0
    """Of what took place: how many have no certain year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Those of a selection who held a post, or are of one country: how many visits, the first and the last."""

    key: str
    count: int
    first: int | None
    last: int | None
    """Numbers of entries."""


class Row(NamedTuple):
    """An entry as it is counted; the days by their numbers in the calendar."""

    number: int
    year: int | None
    status: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Selected:
    """The entries of a selection that nobody has rejected, the earliest first, those without a first day last."""

    register: Register
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, register: Register, selection: Selection) -> Selected:
        """The entries that fit."""
        # With a plus no index serves the kind: the condition is narrower.
        query = (
            f"SELECT number, year, status, low, high FROM entries WHERE +kind = ? AND {STANDING} AND ({selection.condition})"
            " ORDER BY low IS NULL, low, number"
        )
        with register._view():
            return cls(register, tuple(map(Row._make, register.connection.execute(query, (selection.kind, *selection.values)))))

    @property
    def made(self) -> list[Row]:
        """Those that took place."""
        return [row for row in self.rows if row.status in MADE]

    def counts(self) -> Counts:
        """How many took place, are to come, or came to nothing, and how many began in each year."""
        made = Counter(row.year for row in self.made)
        ahead = Counter(row.year for row in self.rows if row.status in AHEAD)
        years = sorted({year for year in (*made, *ahead) if year is not None})
        return Counts(
            made=made.total(),
            ahead=ahead.total(),
            off=len(self.rows) - made.total() - ahead.total(),
            years=tuple((year, made[year], ahead[year]) for year in years),
            undated=made[None],
        )

    def first(self) -> tuple[Listed, ...]:
        """The first that took place; none where no first day is known."""
        return self._listed([row for row in self.made if row.low is not None][:1])

    def last(self, limit: int) -> tuple[Listed, ...]:
        """The last that took place, the latest first."""
        return self._listed([row for row in self.made if row.low is not None][: -limit - 1 : -1])

    def latest(self, limit: int) -> list[Row]:
        """The last of them, of any status, that have a first day."""
        dated = bisect_left(self.rows, True, key=lambda row: row.low is None)
        return list(self.rows[max(dated - limit, 0) : dated])

    def next(self, today: date, limit: int) -> tuple[Listed, ...]:
        """Those that are to come, or under way, the nearest first; none whose days are past, and none without a day, which may be."""
        day = today.toordinal()
        wanted = AHEAD | {Status.UNDER_WAY.value}
        return self._listed([row for row in self.rows if row.status in wanted and (row.high or row.low or 0) >= day][:limit])

    def places(self, limit: int = PLACES_AT_MOST) -> tuple[Spotted, ...]:
        """The places to which most of them led that took place, of those whose position is known."""
        with self.register._view():
            rows = self.register.connection.execute(SPOTS, (self._numbers(), limit))
            return tuple(Spotted(name=name, country=country, lat=lat, lon=lon, count=times) for name, country, lat, lon, times in rows)

    def countries(self, limit: int) -> list[tuple[str, int]]:
        """The countries to which most of them led that took place."""
        query = (
            f"SELECT country, count(*) AS times FROM countries WHERE entry IN {NUMBERS}"
            " GROUP BY country ORDER BY times DESC, country LIMIT ?"
        )
        with self.register._view():
            return [tuple(row) for row in self.register.connection.execute(query, (self._numbers(), limit))]

    def homes(self, limit: int) -> list[tuple[str, int]]:
        """The countries from which most of them came that took place."""
        query = (
            f"SELECT country, count(DISTINCT entry) AS times FROM parties WHERE entry IN {NUMBERS} AND role = 'visitor'"
            " AND country IS NOT NULL GROUP BY country ORDER BY times DESC, country LIMIT ?"
        )
        with self.register._view():
            return [tuple(row) for row in self.register.connection.execute(query, (self._numbers(), limit))]

    def turns(self, column: str, *, home: str) -> tuple[Turn, ...]:
        """Those that took place by the post of the visitor, or by who he is, the most frequent first.

        Takes    column = ``post_class`` or ``identity``; home = the country of the visitors who are looked at.
        """
        of_home = f"+role = 'visitor' AND +country = ? AND {column} IS NOT NULL"
        query = f"SELECT {column}, entry FROM parties WHERE entry IN {NUMBERS} AND {of_home}"
        with self.register._view():
            found = {(key, entry) for key, entry in self.register.connection.execute(query, (self._numbers(), home))}
        by_number = {row.number: place for place, row in enumerate(self.made)}
        held: dict[str, list[int]] = {}
        for key, entry in sorted(found, key=lambda one: by_number[one[1]]):
            held.setdefault(key, []).append(entry)
        dated = {row.number for row in self.made if row.low is not None}
        made = [(key, entries, [number for number in entries if number in dated]) for key, entries in held.items()]
        turns = (
            Turn(key=key, count=len(entries), first=known[0] if known else None, last=known[-1] if known else None)
            for key, entries, known in made
        )
        return tuple(sorted(turns, key=lambda turn: (-turn.count, turn.key)))

    def _numbers(self) -> str:
        """The numbers of those that took place, as queries take them."""
        return json.dumps([row.number for row in self.made])

    def _listed(self, rows: Sequence[Row]) -> tuple[Listed, ...]:
        return rows_numbered(self.register, [row.number for row in rows])


def latest_of(register: Register, several: Iterable[Selected], *, limit: int) -> tuple[Listed, ...]:
    """The latest of several selections, of any status, that have a first day; the earliest of them first."""
    found = {(row.low, row.number) for selected in several for row in selected.latest(limit) if row.low is not None}
    return rows_numbered(register, [number for _, number in sorted(found)[-limit:]])


def rows_numbered(register: Register, numbers: Sequence[int]) -> tuple[Listed, ...]:
    """Entries as rows of a list, in the order of their numbers given."""
    with register._view():
        return listed_numbered(register.connection, numbers)


def by_visitor(identities: Sequence[str]) -> Selection:
    """The visits of a person."""
    values = (json.dumps(list(identities)),)
    return Selection(kind=ContactKind.VISIT, condition=_in_parties(f"identity IN {NUMBERS} AND role = 'visitor'"), values=values)


def by_party(kind: ContactKind, identities: Sequence[str]) -> Selection:
    """The contacts of a kind that a person is in; of visits those in which he was host."""
    role = " AND role = 'host'" if kind is ContactKind.VISIT else ""
    return Selection(kind=kind, condition=_in_parties(f"identity IN {NUMBERS}{role}"), values=(json.dumps(list(identities)),))


def of_post(post: str, country: str | None) -> Selection:
    """The visits of those who held a post then, of one country or of all."""
    if country is None:
        return Selection(kind=ContactKind.VISIT, condition=_in_parties("post_class = ? AND role = 'visitor'"), values=(post,))
    return Selection(kind=ContactKind.VISIT, condition=_in_parties(f"{OF_VISITOR} AND post_class = ?"), values=(country, post))


def visits_to(country: str, home: str | None = None) -> Selection:
    """The visits of foreigners, or of those of one country, to a country."""
    there = "number IN (SELECT entry FROM countries WHERE country = ?)"
    if home is None:
        foreign = "EXISTS (SELECT 1 FROM parties WHERE entry = entries.number AND role = 'visitor' AND country IS NOT ?)"
        return Selection(kind=ContactKind.VISIT, condition=f"{there} AND {foreign}", values=(country, country))
    return Selection(kind=ContactKind.VISIT, condition=f"{there} AND {_in_parties(OF_VISITOR)}", values=(country, home))


def visits_from(country: str) -> Selection:
    """The visits of those of a country to others."""
    abroad = "(destination IS NULL OR destination <> ?)"
    return Selection(kind=ContactKind.VISIT, condition=f"{_in_parties(OF_VISITOR)} AND {abroad}", values=(country, country))


def between(kind: ContactKind, one: str, other: str, *, elsewhere: bool = False) -> Selection:
    """The meetings or calls of people of two countries; ``elsewhere``: in neither of them."""
    condition = f"{_in_parties('country = ?')} AND {_in_parties('country = ?')}"
    values: tuple[object, ...] = (one, other)
    if elsewhere:
        condition += " AND NOT EXISTS (SELECT 1 FROM countries WHERE entry = entries.number AND country IN (?, ?))"
        values += (one, other)
    return Selection(kind=kind, condition=condition, values=values)


def _in_parties(condition: str) -> str:
    return f"number IN (SELECT entry FROM parties WHERE {condition})"
