"""The reports of a register as rows of a list, the latest first, and where that has gone which one tells; no more is read than is shown."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from legation.model import ContactKind, EntryState, Report, ReportState
from legation.register.copies import copy_digest
from legation.register.entry_rows import NUMBERS
from legation.register.store import Register

OUTLETS_AT_MOST = 200
ROWS = """
    SELECT reports.id, reports.outlet, reports.published, counting.state, counting.reading,
        json_extract(metadata, '$.title') AS title, json_extract(metadata, '$.url') AS url, json_extract(metadata, '$.language') AS language
    {0} ORDER BY reports.published DESC, reports.number DESC LIMIT ? OFFSET ?
"""
HELD = "FROM reports JOIN counting ON counting.report = reports.number{0}"
TOLD = f"SELECT reading, kind, count(*) AS number FROM findings WHERE reading IN {NUMBERS} GROUP BY reading, kind"
GONE_INTO = """
    SELECT DISTINCT findings.id AS finding, sightings.report, entries.id, entries.kind, entries.state, entries.reports
    FROM json_each(?) AS wanted JOIN findings ON findings.id = json_extract(wanted.value, '$[1]')
    JOIN sightings ON sightings.number = findings.number AND sightings.report = json_extract(wanted.value, '$[0]')
    JOIN entries ON entries.number = sightings.entry
"""
PRINTING = "SELECT DISTINCT reports.id FROM versions JOIN reports ON reports.number = versions.report WHERE body = ?"
OUTLETS = """
    WITH RECURSIVE named (outlet) AS (
        SELECT min(outlet COLLATE NOCASE) FROM reports
        UNION ALL SELECT (SELECT min(outlet COLLATE NOCASE) FROM reports WHERE outlet COLLATE NOCASE > named.outlet) FROM named
        WHERE named.outlet IS NOT NULL LIMIT ?
    ) SELECT outlet FROM named WHERE outlet IS NOT NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A report as a row of a list."""

    id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    language: str | None
    state: ReportState
    told: dict[str, int] = field(default_factory=dict)
    """How many things of each kind it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneInto:
    """The entry that something told has gone into."""

    id: str
    kind: ContactKind
    state: EntryState
    reports: int
    """How many tell of it."""


def entries_told(register: Register, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], GoneInto]:
    """The entries that hold some findings of contacts, by the report and the id of each; those that count in no entry are not in it."""
    wanted = json.dumps([list(key) for key in keys])
    with register._view():
        rows = register.connection.execute(GONE_INTO, (wanted,)).fetchall()
    return {
        (row["report"], row["finding"]): GoneInto(
            id=row["id"], kind=ContactKind(row["kind"]), state=EntryState(row["state"]), reports=row["reports"]
        )
        for row in rows
    }


def reports_listed(
    register: Register,
    *,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    undated: bool = False,
    limit: int,
    offset: int = 0,
) -> tuple[tuple[Row, ...], int]:
    """The reports that count, some of them, the latest first and those without a day last; and how many there are.

    Takes    outlet = its name in small or large letters; since, until = days of publication; undated = those without a day alone.
    Gives    of reports that print the same text the one that counts.
    """
    condition, values = _where(outlet, since, until, undated)
    held = HELD.format(condition)
    with register._view():
        counted = f"SELECT count(*) {held}" if condition else "SELECT count(*) FROM counting"
        (total,) = register.connection.execute(counted, values).fetchone()
        rows = register.connection.execute(ROWS.format(held), (*values, limit, offset)).fetchall()
        told = _told(register.connection, [row["reading"] for row in rows])
    return tuple(_row(row, told[row["reading"]]) for row in rows), int(total)


def printing(register: Register, report: Report) -> frozenset[str]:
    """The ids of the reports that print, or once printed, the text of a report."""
    with register._view():
        return frozenset(row[0] for row in register.connection.execute(PRINTING, (copy_digest(report),)))


def outlets(register: Register) -> tuple[str, ...]:
    """The names of the first outlets in the order of letters."""
    with register._view():
        return tuple(row[0] for row in register.connection.execute(OUTLETS, (OUTLETS_AT_MOST,)))


def _where(outlet: str | None, since: date | None, until: date | None, undated: bool) -> tuple[str, list[object]]:
    """The condition that a report is asked for, with its values."""
    told, values = ["reports.published IS NULL"] if undated else [], list[object]()
    for condition, value in (
        ("reports.outlet = ? COLLATE NOCASE", outlet),
        ("reports.published >= ?", since.isoformat() if since else None),
        ("reports.published <= ?", until.isoformat() if until else None),
    ):
        if value is not None:
            told.append(condition)
            values.append(value)
    return f" WHERE {' AND '.join(told)}" if told else "", values


def _told(connection: sqlite3.Connection, readings: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many things of each kind some readings tell."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(TOLD, (json.dumps(list(readings)),)):
        found[row["reading"]][row["kind"]] = row["number"]
    return found


def _row(row: sqlite3.Row, told: dict[str, int]) -> Row:
    """A report of a row."""
    return Row(
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        language=row["language"],
        state=ReportState(row["state"]),
        told=told,
    )
