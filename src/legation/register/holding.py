"""Entries read back from the register: those that fit a question, in the order of the list, each made of its findings as they were kept."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from legation.ask.query import ROLES, Question, folded
from legation.model import Claim, Contact, ContactKind, Doubted, Entry, EntryState, Finding, Statement
from legation.register.decided import Decided
from legation.register.entries import entry_of
from legation.register.entry_rows import NUMBERS, WIDE_DAYS
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
OF_PARTY = "number IN (SELECT entry FROM parties WHERE {0})"
BY_WORDS = "parties.number IN (SELECT rowid FROM party_words WHERE party_words MATCH ?)"
OF_EITHER = "number IN (SELECT entry FROM countries WHERE country = ? UNION SELECT entry FROM parties WHERE country = ?)"
AT_PLACE = """number IN (
    SELECT entry FROM stops WHERE spot IN (SELECT number FROM spots WHERE CAST(geonames AS TEXT) = ? OR instr(words, ?))
)"""
LAST_DAY = 10**7
WITHIN = """number IN (
    SELECT number FROM entries WHERE kind = ? AND wide = 0 AND low BETWEEN ? AND ? AND high >= ?
    UNION ALL SELECT number FROM entries
    WHERE kind = ? AND wide = 1 AND (low IS NOT NULL OR high IS NOT NULL) AND coalesce(high, 9999999) >= ? AND coalesce(low, 0) <= ?
)"""
BY_TEXT = """(number IN (
    SELECT entry FROM sightings WHERE number IN (SELECT rowid FROM finding_words WHERE finding_words MATCH ?)
) OR number IN (SELECT number FROM entries WHERE corrected IS NOT NULL AND instr(corrected, ?)))"""


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
    query = (
        'SELECT doubts.* FROM doubts JOIN entries AS one ON one.number = "left" JOIN entries AS other ON other.number = "right"'
        " WHERE ? IS NULL OR one.kind = ? ORDER BY one.kind, one.place, other.place"
    )
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


def where(asked: Question) -> tuple[str, list[object]]:
    """A condition on entries, with its values, for all that a question asks but the days."""
    narrow = (asked.to, asked.from_, asked.post, asked.visitor, asked.host, asked.text, asked.either, asked.place)
    # With a plus no index serves the kind: what is narrower leads the way.
    told: list[tuple[str, list[object]]] = [("kind = ?" if narrow == (None,) * len(narrow) else "+kind = ?", [asked.kind])]
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
    if asked.from_ is not None:
        told.append(_of_party(asked, "visitor", "country = ?", [asked.from_]))
    if asked.post is not None:
        told.append(_of_party(asked, "visitor", "(post_class = ? OR post = ?)", [asked.post, folded(asked.post)]))
    if asked.visitor is not None:
        told.append(_called(asked, "visitor", asked.visitor))
    if asked.host is not None:
        told.append(_called(asked, "host", asked.host))
    if asked.text is not None:
        told.append(_saying(asked.text))
    return " AND ".join(condition for condition, _ in told), [value for _, values in told for value in values]


def _of_party(asked: Question, role: str, condition: str, values: list[object]) -> tuple[str, list[object]]:
    """A condition that one of those in a role must meet."""
    roles = ROLES.get(asked.kind, {}).get(role) if asked.kind else None
    if roles is None:
        return OF_PARTY.format(condition), values
    return OF_PARTY.format(f"{condition} AND role IN ({', '.join('?' * len(roles))})"), [*values, *roles]


def _called(asked: Question, role: str, name: str) -> tuple[str, list[object]]:
    """The condition that one of those in a role goes by some words, or by a Wikidata id."""
    words = folded(name).split()
    if not words:
        return "FALSE", []
    condition, values = _of_party(asked, role, BY_WORDS, [" ".join(f'"{word}"' for word in words)])
    by_id, known = _of_party(asked, role, "wikidata = ?", [name])
    return f"({condition} OR {by_id})", [*values, *known]


def _saying(text: str) -> tuple[str, list[object]]:
    """The condition that words stand together in what an entry rests on."""
    words = folded(text)
    return (BY_TEXT, [f'"{words}"', f" {words} "]) if words else ("FALSE", [])


def within_days(asked: Question) -> tuple[str, list[object]]:
    """A condition on the days of an entry, with its values; an open side of them may lie anywhere."""
    first = asked.since.earliest.toordinal() if asked.since is not None and asked.since.earliest is not None else 0
    last = asked.until.latest.toordinal() if asked.until is not None and asked.until.latest is not None else LAST_DAY
    return WITHIN, [asked.kind, first - WIDE_DAYS, last, first, asked.kind, first, last]


def numbers_that_fit(connection: sqlite3.Connection, asked: Question, limit: int | None, offset: int) -> tuple[list[int], int, int]:
    """The entries that fit a question, from ``offset`` on and no more than ``limit``; how many fit in all, and how many have no day."""
    condition, values = where(asked)
    days, bounds = within_days(asked) if asked.since is not None or asked.until is not None else ("TRUE", [])
    fitting = f"FROM entries WHERE {condition} AND {days}"
    query = f"SELECT number {fitting} ORDER BY place LIMIT ? OFFSET ?"
    numbers = [row[0] for row in connection.execute(query, (*values, *bounds, -1 if limit is None else limit, offset))]
    total = len(numbers) if limit is None and not offset else _count(connection, fitting, (*values, *bounds))
    undated = 0 if days == "TRUE" else _count(connection, f"FROM entries WHERE {condition} AND low IS NULL AND high IS NULL", values)
    return numbers, total, undated


def _count(connection: sqlite3.Connection, fitting: str, values: Iterable[object]) -> int:
    return int(connection.execute(f"SELECT count(*) {fitting}", tuple(values)).fetchone()[0])


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
