"""What people's judgements say of the findings of some reports, read from the register: those judgements alone that bear on them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from legation.model import Contact, Finding, Judgement
from legation.register.bearings import reports_concerned
from legation.register.decided import Decided, decided
from legation.register.rows import judgement_from_row
from legation.register.sightings import told_by

OF_REPORTS = "SELECT judgement FROM bearings WHERE report IN (SELECT value FROM json_each(?))"
OF_FINDINGS = """
    SELECT id FROM judgements WHERE "left" IN (SELECT id FROM sightings WHERE report IN (SELECT value FROM json_each(?1)))
    UNION SELECT id FROM judgements WHERE "right" IN (SELECT id FROM sightings WHERE report IN (SELECT value FROM json_each(?1)))
"""
COPIES = """
    SELECT reports.id, counted.id AS copy FROM reports
    JOIN versions ON versions.report = reports.number
    JOIN versions AS other ON other.body = versions.body
    JOIN counting ON counting.report = other.report
    JOIN reports AS counted ON counted.number = counting.report
    WHERE reports.id IN (SELECT value FROM json_each(?)) AND counted.id <> reports.id
        AND NOT EXISTS (SELECT 1 FROM counting JOIN reports AS own ON own.number = counting.report WHERE own.id = reports.id)
    ORDER BY counted.id DESC
"""
REPORTS_OF = "SELECT DISTINCT report FROM findings JOIN sightings ON sightings.number = findings.number WHERE findings.id IN (?, ?)"
WITHDRAWING = "SELECT id FROM judgements WHERE withdraws IN (SELECT value FROM json_each(?))"
NOTHING = Decided(answers={}, pairs={}, corrections={})


def said_of(connection: sqlite3.Connection, reports: Iterable[str]) -> Decided:
    """What the judgements that stand say of the findings of some reports, and of those that they are held against."""
    wanted = (json.dumps(sorted(reports)),)
    names = {row[0] for query in (OF_REPORTS, OF_FINDINGS) for row in connection.execute(query, wanted)}
    if not names:
        return NOTHING
    while more := {row[0] for row in connection.execute(WITHDRAWING, (json.dumps(sorted(names)),))} - names:
        names |= more
    judgements = tuple(judgements_called(connection, names))
    bearing_on = {report for judgement in judgements for report in reports_of(connection, judgement)}
    counting = counting_for(connection, bearing_on)
    return decided(judgements, findings_of(connection, bearing_on.union(counting.values())), counting)


def counting_for(connection: sqlite3.Connection, reports: Iterable[str]) -> dict[str, str]:
    """Of reports that do not count the one among their copies that does."""
    return {row["id"]: row["copy"] for row in connection.execute(COPIES, (json.dumps(sorted(reports)),))}


def judgements_called(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[Judgement]:
    """The judgements with these ids, in the order kept."""
    wanted = json.dumps(sorted(names))
    bearings: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.execute("SELECT * FROM bearings WHERE judgement IN (SELECT value FROM json_each(?)) ORDER BY number", (wanted,)):
        bearings[row["judgement"]].append(row)
    for row in connection.execute("SELECT * FROM judgements WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number", (wanted,)):
        yield judgement_from_row(row, bearings[row["id"]])


def findings_of(connection: sqlite3.Connection, reports: Iterable[str]) -> Iterator[Finding[Contact]]:
    """The contacts that count of some reports."""
    query = "SELECT DISTINCT reading FROM sightings WHERE report IN (SELECT value FROM json_each(?)) ORDER BY reading"
    for (reading,) in connection.execute(query, (json.dumps(sorted(reports)),)).fetchall():
        yield from (finding for _, finding in told_by(connection, reading))


def concerned(connection: sqlite3.Connection, judgement: Judgement) -> set[str]:
    """The reports that a judgement bears on, or that the one it withdraws does, and so on."""
    reports: set[str] = set()
    waiting: list[Judgement] = [judgement]
    while waiting:
        one = waiting.pop()
        reports |= reports_of(connection, one)
        waiting += judgements_called(connection, [one.withdraws]) if one.withdraws else ()
    return reports


def reports_of(connection: sqlite3.Connection, judgement: Judgement) -> set[str]:
    """The reports that a judgement bears on; one that does not say what it bears on goes by ids of findings."""
    return reports_concerned(judgement) | {row[0] for row in connection.execute(REPORTS_OF, (judgement.left, judgement.right))}
