"""The findings that count, each with its outline and what it is found by: kept in step with what is added, marked or superseded.

Rows here are derived: they can be made again from reports, readings, findings and marks, and are changed as these are added to. What has
changed waits in ``pending`` until the entries are settled.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import cast

from legation.ask.query import folded
from legation.model import Authority, Contact, ContactKind, Finding, Origin, ReportState
from legation.register.entries import DIGITS_AT_LEAST, PREFIXES, content_digest, names_of, numbered
from legation.register.merge.clusters import share_of
from legation.register.merge.likeness import keys_of
from legation.register.merge.near import reach_of
from legation.register.merge.spans import window_of
from legation.register.merge.values import tours
from legation.register.outline import from_outline, outline_of
from legation.register.rows import unproved_finding

CONTACTS = json.dumps([kind.value for kind in ContactKind])
BREAK = ""
"""Stands as a word of its own between texts, so that words are found together only where they stand together."""
LEADING = "SELECT * FROM leading WHERE line = ?"
SHARING = "SELECT DISTINCT other.line FROM versions JOIN versions AS other ON other.body = versions.body WHERE versions.line = ?"
STATES = list(ReportState)
BESIDE = f"""
    SELECT content, name FROM sightings AS one WHERE number BETWEEN ? AND ? AND EXISTS (
        SELECT 1 FROM sightings AS other WHERE other.digest >= substr(one.content, 1, {DIGITS_AT_LEAST})
            AND other.digest < substr(one.content, 1, {DIGITS_AT_LEAST}) || 'g' AND other.number <> one.number
    ) ORDER BY number
"""
"""Those of some sightings whose digest begins as that of another."""
SIGHTINGS = """
    INSERT INTO sightings (number, reading, id, report, published, state, authority, share, tour, content, digest, name, outline)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
SOURCE = """
    SELECT reports.published, json_extract(metadata, '$.authority') AS authority
    FROM readings JOIN reports ON reports.number = readings.report WHERE readings.number = ?
"""
ALIKE = """
    SELECT number FROM sightings WHERE digest = ?1 AND content = ?1
    UNION SELECT number FROM sightings WHERE content = ?1 AND content <> digest ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Outlined:
    """Contacts of one report as rows, in the state that the report is in, but for the numbers of the rows."""

    state: str
    rows: tuple[tuple[object, ...], ...]
    """From the id on."""
    near: tuple[tuple[tuple[int, int, int], ...], ...]
    """Of each contact the people and days under which it is found: key, first and last day."""


Come = tuple[int, Sequence[int], Outlined]
"""A reading that has come to count: its number, those of its contacts, and these."""


def take_in(connection: sqlite3.Connection, report: int, kept: Come | None = None) -> None:
    """Brings the sightings up to date with what has been done to the line of a report.

    Takes    report = number of a row; kept = a reading of it that has just been kept.
    """
    for reading, state in _change(connection, report):
        if state is None:
            connection.execute("INSERT OR REPLACE INTO pending SELECT number, 1 FROM sightings WHERE reading = ?", (reading,))
        elif connection.execute("SELECT 1 FROM sightings WHERE reading = ? LIMIT 1", (reading,)).fetchone():
            connection.execute("UPDATE sightings SET state = ? WHERE reading = ?", (state, reading))
            connection.execute("INSERT OR REPLACE INTO pending SELECT number, 0 FROM sightings WHERE reading = ?", (reading,))
        elif kept is not None and reading == kept[0] and state == kept[2].state:
            write_sightings(connection, [kept])
        else:
            add(connection, reading, state, list(told_by(connection, reading)))


def _change(connection: sqlite3.Connection, report: int) -> list[tuple[int, str | None]]:
    """The readings that have come to count, count in another state, or count no longer (None), since the line of a report was looked at."""
    (line,) = connection.execute("SELECT line FROM versions WHERE report = ? ORDER BY number DESC LIMIT 1", (report,)).fetchone()
    lines, leads = _lines(connection, line)
    marks = ", ".join("?" * len(lines))
    query = f"SELECT reading, state FROM counting WHERE report IN (SELECT report FROM versions WHERE line IN ({marks}))"
    before: dict[int, str] = dict(connection.execute(query, tuple(lines)).fetchall())
    now = dict(_counting(connection, leads))
    changed: list[tuple[int, str | None]] = [(reading, None) for reading in before if reading not in now]
    changed += [(reading, state) for reading, (_, state) in now.items() if before.get(reading) != state]
    connection.executemany("DELETE FROM counting WHERE reading = ?", [(reading,) for reading, _ in changed])
    rows = [(reading, now[reading][0], state) for reading, state in changed if state is not None]
    connection.executemany("INSERT INTO counting (reading, report, state) VALUES (?, ?, ?)", rows)
    return changed


def _lines(connection: sqlite3.Connection, line: int) -> tuple[set[int], list[sqlite3.Row]]:
    """A line and all that it shares a text with, or that share one with these; and which version leads each."""
    lines, waiting = {line}, [line]
    while waiting:
        found = {row[0] for row in connection.execute(SHARING, (waiting.pop(),))} - lines
        lines |= found
        waiting += found
    return lines, [row for one in sorted(lines) for row in connection.execute(LEADING, (one,))]


def _counting(connection: sqlite3.Connection, leads: Iterable[sqlite3.Row]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Of versions that lead their lines those that count among their copies: reading, report and state."""
    first: dict[str, sqlite3.Row] = {}
    for row in sorted(leads, key=_precedence):
        first.setdefault(row["body"], row)
    for row in first.values():
        (reading,) = connection.execute("SELECT max(number) FROM readings WHERE report = ?", (row["report"],)).fetchone()
        if reading is not None:
            yield reading, (row["report"], row["state"])


def _precedence(row: sqlite3.Row) -> tuple[object, ...]:
    """Which of several copies counts, as the view ``standing`` has it."""
    return STATES.index(row["state"]), row["partial"], row["published"] is None, row["published"] or "", row["id"], row["address"]


def told_by(connection: sqlite3.Connection, reading: int) -> Iterator[tuple[int, Finding[Contact]]]:
    """The contacts that a reading tells, with the numbers of their rows."""
    query = "SELECT number, id, json FROM findings WHERE reading = ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY number"
    for row in connection.execute(query, (reading, CONTACTS)):
        yield row["number"], cast(Finding[Contact], unproved_finding(row))


def add(connection: sqlite3.Connection, reading: int, state: str, told: Sequence[tuple[int, Finding[Contact]]]) -> None:
    """Adds the findings of a reading that has come to count."""
    if told:
        published, authority = connection.execute(SOURCE, (reading,)).fetchone()
        origin = origin_of(told[0][1].report_id, published, state, authority or Authority.PRESS)
        write_sightings(connection, [(reading, [number for number, _ in told], outlined([one for _, one in told], origin, published))])


def outlined(told: Sequence[Finding[Contact]], origin: Origin, published: str | None) -> Outlined:
    """The contacts of a report as rows.

    Takes    published = the day as it is kept.
    """
    of_tours = tours(told) if len(told) > 1 else frozenset()
    rows, near = [], []
    for finding in told:
        content = content_digest(finding)
        share = share_of(finding.body)
        source = (origin.report, published, origin.state.value, origin.authority.value)
        made = (share, id(finding) in of_tours, content, content, _short(finding.body.kind, content), outline_of(finding))
        rows.append((finding.id, *source, *made))
        near.append(near_rows(finding, origin, share))
    return Outlined(origin.state.value, tuple(rows), tuple(near))


def write_sightings(connection: sqlite3.Connection, come: Sequence[Come]) -> None:
    """Writes readings that have come to count, tells names apart that begin alike, and puts all down to be settled."""
    rows = [(n, reading, *row) for reading, numbers, told in come for n, row in zip(numbers, told.rows, strict=True)]
    if not rows:
        return
    connection.executemany(SIGHTINGS, rows)
    near = [(*row, n) for _, numbers, told in come for n, found in zip(numbers, told.near, strict=True) for row in found]
    connection.executemany("INSERT OR IGNORE INTO near (key, first, last, sighting) VALUES (?, ?, ?, ?)", near)
    written = [number for _, numbers, _ in come for number in numbers]
    for content, name in connection.execute(BESIDE, (min(written), max(written))).fetchall():
        name_anew(connection, content, f"{name[:2]}{content[:DIGITS_AT_LEAST]}")
    connection.executemany("INSERT OR REPLACE INTO pending (sighting, gone) VALUES (?, 0)", [(number,) for number in written])


def remove(connection: sqlite3.Connection, number: int) -> None:
    """Takes away the sighting of a finding that counts no longer."""
    row = connection.execute("SELECT * FROM sightings WHERE number = ?", (number,)).fetchone()
    finding = from_outline(row["outline"], row["id"], row["report"])
    keys = {(key, number) for key, _, _ in near_rows(finding, origin_from_row(row), row["share"])}
    connection.executemany("DELETE FROM near WHERE key = ? AND sighting = ?", sorted(keys))
    connection.execute("DELETE FROM sightings WHERE number = ?", (number,))
    name_anew(connection, row["content"], _short(finding.body.kind, row["digest"]))


def name_anew(connection: sqlite3.Connection, content: str, short: str) -> None:
    """Gives the sightings of one content their digests, and those that would be called the same their names.

    Takes    short = the name in its shortest form.
    """
    alike = connection.execute(ALIKE, (content,)).fetchall()
    if len(alike) > 1:
        found = [_finding(connection, row[0]) for row in alike]
        number_of = {id(finding): row[0] for row, finding in zip(alike, found, strict=True)}
        for digest, finding in numbered(content, found):
            again = _short(finding.body.kind, digest)
            query = "UPDATE sightings SET digest = ?, name = ? WHERE number = ? AND digest <> ?"
            if connection.execute(query, (digest, again, number_of[id(finding)], digest)).rowcount:
                _tell_apart(connection, again)
    _tell_apart(connection, short)


def _tell_apart(connection: sqlite3.Connection, short: str) -> None:
    """Lengthens or shortens the names that begin alike, so that each means one finding."""
    low, letter = short[2:], short[:2]
    query = "SELECT number, digest, name FROM sightings WHERE digest >= ? AND digest < ? AND name >= ? AND name < ?"
    rows = connection.execute(query, (low, f"{low}g", letter, f"{letter}g")).fetchall()
    kind = next(kind for kind, prefix in PREFIXES.items() if prefix == letter[0])
    names = names_of({row["digest"]: kind for row in rows})
    renamed = [(names[row["digest"]], row["number"]) for row in rows if names[row["digest"]] != row["name"]]
    connection.executemany("UPDATE sightings SET name = ? WHERE number = ?", renamed)
    # One that is to go is not called back by a new name.
    connection.executemany("INSERT OR IGNORE INTO pending (sighting, gone) VALUES (?, 0)", [(number,) for _, number in renamed])


def _short(kind: ContactKind, digest: str) -> str:
    return f"{PREFIXES[kind]}-{digest[:DIGITS_AT_LEAST]}"


def _finding(connection: sqlite3.Connection, number: int) -> Finding[Contact]:
    row = connection.execute("SELECT id, json FROM findings WHERE number = ?", (number,)).fetchone()
    return cast(Finding[Contact], unproved_finding(row))


def origin_of(report: str, published: str | None, state: str, authority: str) -> Origin:
    """What of a report bears on its findings, from the columns that hold it."""
    on = date.fromisoformat(published) if published else None
    return Origin(report=report, published=on, state=ReportState(state), authority=Authority(authority))


def origin_from_row(row: sqlite3.Row) -> Origin:
    """The origin of a sighting."""
    return origin_of(row["report"], row["published"], row["state"], row["authority"])


def near_rows(finding: Finding[Contact], origin: Origin, share: str) -> tuple[tuple[int, int, int], ...]:
    """Under which people and days a sighting is found by those that may tell the same: key, first and last day."""
    first, last = reach_of(window_of(finding, origin))
    return tuple([(key_number(share, key), first, last) for key in dict.fromkeys(keys_of(finding.body))])


@lru_cache(maxsize=500_000)
def key_number(share: str, key: str) -> int:
    """A share and the name of somebody in it as one whole number."""
    return int.from_bytes(blake2b(f"{share}\n{key}".encode(), digest_size=8).digest(), "big", signed=True)


def note_words(connection: sqlite3.Connection, words: Iterable[tuple[int, str]]) -> None:
    """Notes the words by which findings are found, by their numbers; once for each, for they never change."""
    connection.executemany("INSERT INTO finding_words (rowid, words) VALUES (?, ?)", words)


def pend_reports(connection: sqlite3.Connection, reports: Iterable[str]) -> None:
    """Puts the sightings of some reports down to be settled, since people have said something of them."""
    query = "INSERT OR IGNORE INTO pending SELECT number, 0 FROM sightings WHERE report IN (SELECT value FROM json_each(?))"
    connection.execute(query, (json.dumps(sorted(reports)),))


def words_of(finding: Finding[Contact]) -> str:
    """What a finding is found by in a search for words: its quotes, places, topics and purpose."""
    contact = finding.body
    quotes = [evidence.quote for evidence in finding.evidence]
    places = [form for stop in contact.stops for form in (stop.place.name, stop.place.surface)]
    texts = [*quotes, *places, *(topic.text for topic in contact.topics), *([contact.purpose] if contact.purpose else [])]
    return f" {BREAK} ".join(dict.fromkeys(map(folded, texts)))
