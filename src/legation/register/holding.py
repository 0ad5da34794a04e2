"""Entries read back from the register, each made of its findings as they were kept; what goes by an id."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from legation.model import Claim, Contact, ContactKind, Doubted, Entry, Finding, Statement
from legation.register.decided import Decided
from legation.register.entries import entry_of
from legation.register.entry_rows import NUMBERS
from legation.register.merge.links import links_from
from legation.register.rows import proved_finding, unproved_finding
from legation.register.sayings import NOTHING, said_of
from legation.register.sightings import origin_from_row

MEMBERS = f"""
    SELECT sightings.*, findings.json, entries.judged, reports.text FROM sightings
    JOIN entries ON entries.number = sightings.entry JOIN findings ON findings.number = sightings.number
    JOIN readings ON readings.number = sightings.reading JOIN reports ON reports.number = readings.report
    WHERE sightings.entry IN {NUMBERS}
"""
LINKED = f"SELECT links.entry, links.kind, entries.id FROM links JOIN entries ON entries.number = other WHERE links.entry IN {NUMBERS}"
AT_ONCE = 500
"""Entries made at a time."""


def entries_numbered(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Entry]:
    """The entries with these numbers, in that order."""
    made: list[Entry] = []
    for start in range(0, len(numbers), AT_ONCE):
        wanted = numbers[start : start + AT_ONCE]
        members: dict[int, list[sqlite3.Row]] = defaultdict(list)
        for row in connection.execute(MEMBERS, (json.dumps(wanted),)):
            members[row["entry"]].append(row)
        links: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for number, kind, other in connection.execute(LINKED, (json.dumps(wanted),)):
            links[number].append((kind, other))
        made += [replace(_entry(connection, members[number]), links=links_from(links[number])) for number in wanted if number in members]
    return made


def _entry(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> Entry:
    """The entry of its sightings."""
    findings = [cast(Finding[Contact], proved_finding(row)) for row in rows]
    names = {id(finding): row["name"] for finding, row in zip(findings, rows, strict=True)}
    origins = {row["report"]: origin_from_row(row) for row in rows}
    of_tours = {id(finding) for finding, row in zip(findings, rows, strict=True) if row["tour"]}
    said: Decided = said_of(connection, origins) if rows[0]["judged"] else NOTHING
    return entry_of(findings, names, said, origins, of_tours)


def doubts_held(connection: sqlite3.Connection, kind: ContactKind | None) -> list[Doubted]:
    """The pairs of which a person is asked, in the order of the list."""
    query = "SELECT * FROM doubts WHERE ? IS NULL OR kind = ? ORDER BY kind, place, beside"
    rows = connection.execute(query, (kind, kind)).fetchall()
    numbers = list({number for row in rows for number in (row["left"], row["right"])})
    entries = dict(zip(numbers, entries_numbered(connection, numbers), strict=True))
    return [
        Doubted(
            entries=(entries[row["left"]], entries[row["right"]]),
            findings=(_finding(connection, row["one"]), _finding(connection, row["other"])),
            reasons=tuple(json.loads(row["reasons"])),
        )
        for row in rows
    ]


def _finding(connection: sqlite3.Connection, number: int) -> Finding[Contact]:
    return cast(
        Finding[Contact], unproved_finding(connection.execute("SELECT id, json FROM findings WHERE number = ?", (number,)).fetchone())
    )


def numbers_of_kind(connection: sqlite3.Connection, kind: ContactKind | None) -> list[int]:
    """All entries, or those of one kind, in the order of the list."""
    query = "SELECT number FROM entries WHERE ? IS NULL OR kind = ? ORDER BY place"
    return [row[0] for row in connection.execute(query, (kind, kind))]


def numbers_called(connection: sqlite3.Connection, name: str, kind: ContactKind | None) -> list[int]:
    """The entries that an id means, of a kind if told so: the one called so, else those with a finding whose id begins so."""
    exact = connection.execute("SELECT number FROM entries WHERE id = ?", (name,)).fetchall()
    if exact:
        return [row[0] for row in exact]
    digits = name.partition("-")[2] if kind else name
    query = (
        "SELECT DISTINCT entries.number, entries.place FROM sightings JOIN entries ON entries.number = entry"
        " WHERE digest >= ? AND digest < ? AND substr(name, 3, ?) = ? AND (? IS NULL OR kind = ?) ORDER BY place"
    )
    found = connection.execute(query, (digits, f"{digits}~", len(digits), digits, kind, kind))
    return [row[0] for row in found] if name else []


def numbers_holding(connection: sqlite3.Connection, keys: Sequence[Sequence[str]]) -> list[int]:
    """The entries that hold one of some findings, in the order of the list.

    Takes    keys = report and id of each finding.
    """
    query = """
        SELECT DISTINCT entries.number, place FROM json_each(?) AS wanted
        JOIN findings ON findings.id = json_extract(wanted.value, '$[1]')
        JOIN sightings ON sightings.number = findings.number AND sightings.report = json_extract(wanted.value, '$[0]')
        JOIN entries ON entries.number = entry ORDER BY place
    """
    return [row[0] for row in connection.execute(query, (json.dumps(keys),))]


def findings_called(connection: sqlite3.Connection, name: str) -> list[Finding[Contact]]:
    """The contacts that count whose id is this, else those whose id begins so."""
    query = """
        SELECT sightings.*, findings.json, reports.text FROM findings JOIN sightings ON sightings.number = findings.number
        JOIN readings ON readings.number = sightings.reading JOIN reports ON reports.number = readings.report
        WHERE findings.id >= ? AND findings.id < ? ORDER BY findings.id, findings.number
    """
    rows = connection.execute(query, (name, f"{name}~")).fetchall()
    exact = [row for row in rows if row["id"] == name]
    return [cast(Finding[Contact], proved_finding(row)) for row in exact or rows]


def said_called(connection: sqlite3.Connection, what: str, name: str) -> list[Finding[Contact | Statement | Claim]]:
    """The statements, or claims, that count whose id is this, else those whose id begins so.

    Takes    what = ``statement`` or ``claim``.
    """
    query = """
        SELECT findings.id, findings.json, reports.id AS report, reports.text FROM findings
        JOIN counting ON counting.reading = findings.reading JOIN reports ON reports.number = counting.report
        WHERE findings.kind = ? AND findings.id >= ? AND findings.id < ? ORDER BY findings.id, findings.number
    """
    rows = connection.execute(query, (what, name, f"{name}~")).fetchall()
    exact = [row for row in rows if row["id"] == name]
    return [proved_finding(row) for row in exact or rows]


def addresses_of(connection: sqlite3.Connection, reports: Iterable[str]) -> dict[str, str]:
    """The links of reports by their ids."""
    query = f"""
        SELECT id, json_extract(metadata, '$.url') FROM counting JOIN reports ON reports.number = counting.report
        WHERE id IN {NUMBERS} AND json_extract(metadata, '$.url') IS NOT NULL
    """
    return dict(connection.execute(query, (json.dumps(sorted(reports)),)).fetchall())
