"""Which entries fit a question: as queries on the tables that they are looked up by, which read no finding."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from legation.ask.query import ROLES, Question, folded
from legation.model import EntryState
from legation.register.entry_rows import NO_DAY, WIDE_DAYS

Asked = tuple[str, list[object]]
"""A query, or a part of one, and its values."""
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
LAST_DAY = 10**7
OF_PARTY = "number IN (SELECT entry FROM parties WHERE {0})"
BY_WORDS = "parties.number IN (SELECT rowid FROM party_words WHERE party_words MATCH ?)"
OF_EITHER = "number IN (SELECT entry FROM countries WHERE country = ? UNION SELECT entry FROM parties WHERE country = ?)"
AT_PLACE = """number IN (
    SELECT entry FROM stops WHERE spot IN (SELECT number FROM spots WHERE CAST(geonames AS TEXT) = ? OR instr(words, ?))
)"""
SHORT = "wide = 0 AND low BETWEEN ? AND ? AND high >= ?"
WIDE = "wide = 1 AND coalesce(high, 9999999) >= ? AND coalesce(low, 0) <= ?"
BY_TEXT = """(number IN (
    SELECT entry FROM sightings INDEXED BY sightings_at_home WHERE number IN (SELECT rowid FROM finding_words WHERE finding_words MATCH ?)
) OR number IN (SELECT number FROM entries WHERE corrected IS NOT NULL AND instr(corrected, ?)))"""


def fitting(asked: Question, columns: str) -> Asked:
    """A query for some columns of the entries that fit a question."""
    condition, values = where(asked)
    if asked.since is None and asked.until is None:
        return f"SELECT {columns} FROM entries WHERE {condition}", values
    short, wide = _within(asked)
    if _is_narrow(asked):
        return f"SELECT {columns} FROM entries WHERE {condition} AND ({SHORT} OR {WIDE})", [*values, *short, *wide]
    query = f"SELECT {columns} FROM entries INDEXED BY entries_by_days WHERE {condition}"
    return f"{query} AND {SHORT} UNION ALL {query} AND {WIDE}", [*values, *short, *values, *wide]


def where(asked: Question) -> Asked:
    """A condition on entries for all that a question asks but the days."""
    # With a plus no index serves the kind: what is narrower leads the way.
    told: list[Asked] = [("+kind = ?" if _is_narrow(asked) else "kind = ?", [asked.kind])]
    if not asked.rejected:
        told.append(("state <> ?", [EntryState.REJECTED]))
    if asked.status is not None:
        told.append(("status = ?", [asked.status]))
    if asked.to is not None:
        told.append(("number IN (SELECT entry FROM countries WHERE country = ?)", [asked.to]))
    if asked.either is not None:
        told.append((OF_EITHER, [asked.either, asked.either]))
    if asked.certainty is not None:
        told.append(("certainty = ?", [asked.certainty]))
    if asked.place is not None:
        told.append((AT_PLACE, [asked.place, f" {folded(asked.place)} "]))
    if asked.visitor is not None or asked.from_ is not None or asked.post is not None:
        told.append(_visited_by(asked))
    if asked.host is not None:
        told.append(_called(asked.host, *_of_role(asked, "host")))
    if asked.text is not None:
        told.append(_saying(asked.text))
    return " AND ".join(condition for condition, _ in told), [value for _, values in told for value in values]


def _is_narrow(asked: Question) -> bool:
    """Whether something is asked that few entries fit."""
    return any(
        one is not None for one in (asked.to, asked.from_, asked.post, asked.visitor, asked.host, asked.text, asked.either, asked.place)
    )


def _visited_by(asked: Question) -> Asked:
    """The condition that one of the visitors is of a country, holds a post and goes by a name, whatever of it is asked."""
    told: list[Asked] = []
    if asked.from_ is not None:
        told.append(("country = ?" if asked.visitor is None else "+country = ?", [asked.from_]))
    if asked.post is not None:
        classes = "(post_class = ? OR post = ?)" if asked.visitor is None else "(+post_class = ? OR +post = ?)"
        told.append((classes, [asked.post, folded(asked.post)]))
    told.append(_of_role(asked, "visitor"))
    condition, values = " AND ".join(part for part, _ in told if part), [value for _, part in told for value in part]
    return (OF_PARTY.format(condition), values) if asked.visitor is None else _called(asked.visitor, condition, values)


def _of_role(asked: Question, role: str) -> Asked:
    """The condition that a party has a role; empty where every party has it."""
    roles = ROLES.get(asked.kind, {}).get(role) if asked.kind else None
    return (f"+role IN ({', '.join('?' * len(roles))})", [*roles]) if roles else ("", [])


def _called(name: str, besides: str, values: Sequence[object]) -> Asked:
    """The condition that one of the parties goes by some words, or by a Wikidata id, and meets another condition."""
    words = folded(name).split()
    if not words:
        return "FALSE", []
    further = f" AND {besides}" if besides else ""
    condition = f"({OF_PARTY.format(BY_WORDS + further)} OR {OF_PARTY.format('wikidata = ?' + further)})"
    return condition, [" ".join(f'"{word}"' for word in words), *values, name, *values]


def _saying(text: str) -> Asked:
    """The condition that words stand together in what an entry rests on."""
    words = folded(text)
    return (BY_TEXT, [f'"{words}"', f" {words} "]) if words else ("FALSE", [])


def _within(asked: Question) -> tuple[list[int], list[int]]:
    """The values of ``SHORT`` and of ``WIDE``: an open side of the days of an entry may lie anywhere."""
    first = asked.since.earliest.toordinal() if asked.since is not None and asked.since.earliest is not None else 0
    last = asked.until.latest.toordinal() if asked.until is not None and asked.until.latest is not None else LAST_DAY
    return [first - WIDE_DAYS, last, first], [first, last]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the entries that fit a question, by their numbers, and how many of all began in each year."""

    numbers: list[int]
    years: tuple[tuple[int | None, int], ...]
    """The earliest first; None for those whose year is not certain."""

    @property
    def total(self) -> int:
        """How many fit."""
        return sum(count for _, count in self.years)


def find(connection: sqlite3.Connection, asked: Question, order: tuple[str, bool], page: tuple[int, int]) -> Found:
    """A page of the entries that fit a question.

    Takes    order = one of ``ORDERS``, and whether the last come first; page = how many at most (-1 = all) from which on.
    """
    limit, offset = page
    if limit < 0 or _is_narrow(asked):
        query, values = fitting(asked, f"number, year, {ORDERS[order[0]].removesuffix(', number')}")
        rows = connection.execute(f"SELECT number, year FROM ({query}) ORDER BY {_in_order(order)}", values).fetchall()
        years = Counter(year for _, year in rows)
        return Found([number for number, _ in rows[offset : None if limit < 0 else offset + limit]], _sorted(years.items()))
    query, values = _as_they_come(asked, order) if _is_tallied(asked) else _as_days_come(asked, order, offset + limit)
    numbers = [row[0] for row in connection.execute(f"{query} LIMIT ? OFFSET ?", (*values, limit, offset))]
    return Found(numbers, _years_fitting(connection, asked))


def _as_they_come(asked: Question, order: tuple[str, bool]) -> Asked:
    """With nothing narrower entries are taken in the order wanted, until the page is full."""
    condition, values = where(asked)
    query = f"SELECT number FROM entries INDEXED BY {SERVED_BY[order[0]]} WHERE {condition}"
    if order != ("day", True):
        return f"{query} ORDER BY {_in_order(order)}", values
    parts = (f"{query} AND place < '{UNDATED}' ORDER BY place DESC", f"{query} AND place >= '{UNDATED}' ORDER BY place")
    return " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts), [*values, *values]


def _as_days_come(asked: Question, order: tuple[str, bool], most: int) -> Asked:
    """With nothing narrower than days entries are taken in their order, so that no more of them are looked at than wanted."""
    by, latest = order
    if by != "day":
        query, values = fitting(asked, f"number, {ORDERS[by].removesuffix(', number')}")
        return f"SELECT number FROM ({query}) ORDER BY {_in_order(order)}", values
    condition, values = where(asked)
    short, wide = _within(asked)
    begins = [date.fromordinal(min(max(day, 1), date.max.toordinal())).isoformat() for day in short[:2]]
    query = f"SELECT number, place FROM entries INDEXED BY {{0}} WHERE {condition}"
    first = f"{query.format('entries_by_place')} AND place BETWEEN ? AND ? AND {SHORT} ORDER BY place{' DESC' if latest else ''} LIMIT ?"
    others = (f"{query.format('entries_by_end')} AND place >= '{UNDATED}' AND {SHORT}", f"{query.format('entries_by_days')} AND {WIDE}")
    union = " UNION ALL ".join((f"SELECT * FROM ({first})", *others))
    told = [*values, begins[0], f"{begins[1]}{UNDATED}", *short, most, *values, *short, *values, *wide]
    return f"SELECT number FROM ({union}) ORDER BY {_in_order(order)}", told


def _in_order(order: tuple[str, bool]) -> str:
    """An order as SQL has it, turned round where the last are to come first."""
    if order == ("day", True):
        return UNDATED_LAST
    by, latest = order
    return ", ".join(f"{column}{' DESC' if latest else ''}" for column in ORDERS[by].split(", "))


def undated_fitting(connection: sqlite3.Connection, asked: Question) -> int:
    """How many entries would fit a question that asks for days, but have no day to compare."""
    if asked.since is None and asked.until is None:
        return 0
    condition, values = where(asked)
    query = f"SELECT count(*) FROM entries WHERE {condition} AND wide = {NO_DAY}"
    return int(connection.execute(query, values).fetchone()[0])


def _years_fitting(connection: sqlite3.Connection, asked: Question) -> tuple[tuple[int | None, int], ...]:
    """How many of the entries that fit a question began in each year, the earliest first; None for those whose year is not certain."""
    if _is_tallied(asked):
        rows = connection.execute(*_tallies(asked))
    else:
        query, values = fitting(asked, "year")
        rows = connection.execute(f"SELECT coalesce(year, 0), count(*) FROM ({query}) GROUP BY 1", values)
    return _sorted((year or None, count) for year, count in rows if count)


def _sorted(years: Iterable[tuple[int | None, int]]) -> tuple[tuple[int | None, int], ...]:
    return tuple(sorted(years, key=lambda one: (one[0] is None, one[0] or 0)))


def _is_tallied(asked: Question) -> bool:
    """Whether nothing is asked but what the numbers are kept by."""
    return asked == Question(kind=asked.kind, status=asked.status, certainty=asked.certainty, rejected=asked.rejected)


def _tallies(asked: Question) -> Asked:
    wanted: list[tuple[str, object]] = [("kind = ?", asked.kind)]
    wanted += [] if asked.rejected else [("state <> ?", EntryState.REJECTED)]
    wanted += [("status = ?", asked.status)] if asked.status else []
    wanted += [("certainty = ?", asked.certainty)] if asked.certainty else []
    condition = " AND ".join(part for part, _ in wanted)
    return f"SELECT year, sum(number) FROM tallies WHERE {condition} GROUP BY year", [value for _, value in wanted]
