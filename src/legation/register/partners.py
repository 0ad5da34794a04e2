"""Who is who in a register, and whom somebody met: counted in the tables that entries are looked up by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from legation.register.entry_rows import NUMBERS
from legation.register.selected import IS_MADE, STANDING
from legation.register.store import Register

NAMES_AT_MOST = 20
BY_NAME = """
    SELECT identity, max(wikidata) AS wikidata, max(country) AS country, count(DISTINCT entry) AS times, max(entry) AS entry FROM parties
    WHERE number IN (SELECT rowid FROM party_words WHERE party_words MATCH ?) GROUP BY identity ORDER BY times DESC LIMIT ?
"""
BY_IDENTITY = f"""
    SELECT identity, max(wikidata) AS wikidata, max(country) AS country, count(DISTINCT entry) AS times, max(entry) AS entry FROM parties
    WHERE identity IN {NUMBERS} GROUP BY identity ORDER BY times DESC LIMIT ?
"""
PARTNERS = f"""
    WITH own AS (SELECT DISTINCT entry, role = 'visitor' AS guest FROM parties WHERE identity IN {NUMBERS})
    SELECT {{0}} AS partner, count(DISTINCT CASE kind WHEN 'meeting' THEN other.entry END) AS meetings,
        count(DISTINCT CASE kind WHEN 'call' THEN other.entry END) AS calls,
        count(DISTINCT CASE kind WHEN 'visit' THEN other.entry END) AS visits,
        count(DISTINCT other.entry) AS times, max(other.entry) AS entry
    FROM own JOIN entries ON entries.number = own.entry JOIN parties AS other ON other.entry = own.entry
    WHERE {STANDING} AND {IS_MADE} AND other.identity NOT IN {NUMBERS} AND {{0}} IS NOT NULL AND (
        kind IN ('meeting', 'call') OR kind = 'visit' AND (guest AND other.role = 'host' OR NOT guest AND other.role = 'visitor')
    ) GROUP BY 1 ORDER BY times DESC, 1 LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody as the register knows him."""

    identity: str
    name: str
    wikidata: str | None
    country: str | None
    times: int
    """Entries that he is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody, or a country, whom others met; how often, by what took place."""

    key: str
    """Identity of a person, code of a country."""
    name: str | None
    wikidata: str | None
    country: str | None
    meetings: int
    calls: int
    visits: int
    times: int


def people_called(register: Register, words: Sequence[str]) -> tuple[Known, ...]:
    """Those in whose names some words stand, or who are known under them, those of most entries first.

    Takes    words folded, as they are kept; or one Wikidata id.
    """
    if not words:
        return ()
    match = " ".join(f'"{word}"' for word in words)
    with register._view():
        rows = register.connection.execute(BY_NAME, (match, NAMES_AT_MOST)).fetchall()
        return _known(register.connection, rows)


def people_known_as(register: Register, identities: Sequence[str]) -> tuple[Known, ...]:
    """Those whom the register tells apart by these: Wikidata ids, or names in lower case."""
    with register._view():
        rows = register.connection.execute(BY_IDENTITY, (json.dumps(list(identities)), NAMES_AT_MOST)).fetchall()
        return _known(register.connection, rows)


def partners(register: Register, identities: Sequence[str], *, limit: int) -> tuple[Partner, ...]:
    """Those whom a person met most, called, visited or received, of all that took place."""
    asked = json.dumps(list(identities))
    with register._view():
        rows = register.connection.execute(PARTNERS.format("other.identity"), (asked, asked, limit)).fetchall()
        shown = _people_of(register.connection, [row["entry"] for row in rows])
    return tuple(_partner(row, *shown.get((row["entry"], row["partner"]), (row["partner"], None, None))) for row in rows)


def countries_met(register: Register, identities: Sequence[str], *, limit: int) -> tuple[Partner, ...]:
    """The same by country."""
    asked = json.dumps(list(identities))
    with register._view():
        rows = register.connection.execute(PARTNERS.format("other.country"), (asked, asked, limit)).fetchall()
    return tuple(_partner(row, None, None, row["partner"]) for row in rows)


def _partner(row: sqlite3.Row, name: str | None, wikidata: str | None, country: str | None) -> Partner:
    numbers = {key: row[key] for key in ("meetings", "calls", "visits", "times")}
    return Partner(key=row["partner"], name=name, wikidata=wikidata, country=country, **numbers)


def _known(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> tuple[Known, ...]:
    """People with the names under which entries show them."""
    shown = _people_of(connection, [row["entry"] for row in rows])
    found = []
    for row in rows:
        name, wikidata, country = shown.get((row["entry"], row["identity"]), (row["identity"], row["wikidata"], row["country"]))
        found.append(
            Known(
                identity=row["identity"],
                name=name or row["identity"],
                wikidata=wikidata,
                country=country or row["country"],
                times=row["times"],
            )
        )
    return tuple(found)


def _people_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[tuple[int, str], tuple[str, str | None, str | None]]:
    """Name, Wikidata id and country of the people that entries show, by the entry and what tells them apart."""
    query = f"SELECT entry, line FROM shown WHERE entry IN {NUMBERS}"
    found: dict[tuple[int, str], tuple[str, str | None, str | None]] = {}
    for number, shown in connection.execute(query, (json.dumps(list(numbers)),)):
        first, others, *_ = json.loads(shown)
        for name, _, country, wikidata, _ in (*first, *others):
            found[number, wikidata or name.casefold()] = (name, wikidata, country)
    return found
