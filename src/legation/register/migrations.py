"""The register's file format, step by step: each step is a named function, run once and in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from typing import cast

from legation.model import Contact, Finding
from legation.register.bearings import bearing_of
from legation.register.entry_tables import derived_tables, derived_tables_again
from legation.register.lines import place
from legation.register.rows import insert, report_from_row, row_of_bearing, row_of_version, unproved_finding

APPLICATION_ID = 0x4C454741
"""``LEGA``, in the header of every register."""

TABLES = (
    """
    CREATE TABLE reports (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        outlet TEXT,
        published TEXT,
        state TEXT NOT NULL CHECK (state IN ('standing', 'corrected', 'withdrawn')),
        text TEXT NOT NULL,
        metadata TEXT NOT NULL,
        proof TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE readings (
        number INTEGER PRIMARY KEY,
        report INTEGER NOT NULL REFERENCES reports (number),
        rules TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE findings (
        number INTEGER PRIMARY KEY,
        reading INTEGER NOT NULL REFERENCES readings (number),
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        status TEXT,
        destination TEXT,
        starts TEXT,
        json TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE problems (
        number INTEGER PRIMARY KEY,
        reading INTEGER NOT NULL REFERENCES readings (number),
        code TEXT NOT NULL,
        "where" TEXT NOT NULL,
        advice TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE judgements (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "left" TEXT NOT NULL,
        "right" TEXT,
        answer TEXT NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        reason TEXT NOT NULL,
        withdraws TEXT
    ) STRICT
    """,
)
INDEXES = (
    "CREATE INDEX reports_by_id ON reports (id, number)",
    "CREATE INDEX reports_by_fingerprint ON reports (fingerprint)",
    "CREATE INDEX readings_by_report ON readings (report, number)",
    "CREATE INDEX findings_by_reading ON findings (reading, kind)",
    "CREATE INDEX findings_by_id ON findings (id)",
    "CREATE INDEX problems_by_reading ON problems (reading)",
)
COUNTED = """
    CREATE VIEW counted AS
    SELECT reports.number AS report, max(readings.number) AS reading
    FROM reports JOIN readings ON readings.report = reports.number
    WHERE reports.number = (SELECT max(later.number) FROM reports AS later WHERE later.id = reports.id)
    GROUP BY reports.number
"""
NAMES = ("reports", "readings", "findings", "problems", "judgements")

PLACES = (
    """
    CREATE TABLE versions (
        number INTEGER PRIMARY KEY,
        report INTEGER NOT NULL REFERENCES reports (number),
        line INTEGER NOT NULL REFERENCES reports (number),
        name TEXT,
        address TEXT NOT NULL,
        body TEXT NOT NULL,
        modified TEXT,
        partial INTEGER NOT NULL CHECK (partial IN (0, 1)),
        again INTEGER NOT NULL CHECK (again IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE marks (
        number INTEGER PRIMARY KEY,
        report TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('standing', 'corrected', 'withdrawn')),
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX versions_by_report ON versions (report, number)",
    "CREATE INDEX versions_by_line ON versions (line)",
    "CREATE INDEX versions_by_name ON versions (name, number) WHERE name IS NOT NULL",
    "CREATE INDEX versions_by_address ON versions (address, number)",
    "CREATE INDEX versions_by_body ON versions (body)",
    "CREATE INDEX marks_by_report ON marks (report, at, number)",
)
# Each version with its line as it stands, and with its state: the latest mark outranks what the report's own record says.
PLACED = """
    CREATE VIEW placed AS
    SELECT versions.report, versions.line, versions.address, versions.body, versions.partial, versions.again,
        reports.id, reports.published, coalesce(versions.modified, reports.published) AS day,
        coalesce(
            (SELECT marks.state FROM marks WHERE marks.report = reports.id ORDER BY marks.at DESC, marks.number DESC LIMIT 1),
            reports.state
        ) AS state
    FROM versions JOIN reports ON reports.number = versions.report
    WHERE versions.number = (SELECT max(later.number) FROM versions AS later WHERE later.report = versions.report)
"""
# From a version on that was told to count again, of each line: the version of the latest day, and the one without a day kept last.
BEST = """
    CREATE VIEW best AS
    SELECT * FROM (
        SELECT *, row_number() OVER (PARTITION BY line, partial, day IS NULL ORDER BY day DESC, report DESC) AS place
        FROM (SELECT *, max(again * report) OVER (PARTITION BY line) AS first FROM placed)
        WHERE report >= first
    ) WHERE place = 1
"""
# Of these the one that counts: a full text before a partial one, then the one kept last.
LEADING = """
    CREATE VIEW leading AS
    SELECT report, line, address, body, partial, id, published, state FROM (
        SELECT *, row_number() OVER (PARTITION BY line ORDER BY partial, report DESC) AS rank FROM best
    ) WHERE rank = 1
"""
# Each report with the one among its copies that counts, whichever of them came first.
STANDING = """
    CREATE VIEW standing AS
    SELECT report, line, address, body, state, first_value(report) OVER (
        PARTITION BY body
        ORDER BY CASE state WHEN 'standing' THEN 0 WHEN 'corrected' THEN 1 ELSE 2 END,
            partial, published IS NULL, published, id, address
    ) AS original
    FROM leading
"""
COUNTED_ONCE = """
    CREATE VIEW counted AS
    SELECT report, state, (SELECT max(readings.number) FROM readings WHERE readings.report = standing.report) AS reading
    FROM standing WHERE report = original
"""

BEARINGS = (
    "ALTER TABLE judgements ADD COLUMN field TEXT",
    "ALTER TABLE judgements ADD COLUMN value TEXT",
    """
    CREATE TABLE bearings (
        number INTEGER PRIMARY KEY,
        judgement TEXT NOT NULL REFERENCES judgements (id),
        side TEXT NOT NULL CHECK (side IN ('left', 'right')),
        finding TEXT NOT NULL,
        report TEXT NOT NULL,
        kind TEXT NOT NULL,
        parties TEXT NOT NULL,
        destination TEXT,
        starts TEXT,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        quote TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX bearings_by_judgement ON bearings (judgement, number)",
)
LAST_TOLD = "SELECT id, json FROM findings WHERE id = ? AND kind IN ('visit', 'meeting', 'call', 'invitation') ORDER BY number DESC LIMIT 1"


def first_tables(connection: sqlite3.Connection) -> None:
    """Reports, readings, findings, problems and judgements, to which rows are added and in which none is changed."""
    for statement in (*TABLES, *INDEXES, COUNTED):
        connection.execute(statement)
    _append_only(connection, NAMES)


def versions_and_marks(connection: sqlite3.Connection) -> None:
    """Lines of versions, copies and marks, and the views that choose what counts; what is held already is put in its place."""
    connection.execute("DROP VIEW counted")
    for statement in (*PLACES, PLACED, BEST, LEADING, STANDING, COUNTED_ONCE):
        connection.execute(statement)
    _append_only(connection, ("versions", "marks"))
    known: set[str] = set()
    for row in connection.execute("SELECT * FROM reports ORDER BY number"):
        # A version that is held twice was told to count again.
        place(connection, row["number"], row_of_version(report_from_row(row)), again=row["fingerprint"] in known)
        known.add(row["fingerprint"])


def bearings_and_corrections(connection: sqlite3.Connection) -> None:
    """What each judgement bears on, and the values that judgements correct; of judgements made before, by what was told then."""
    for statement in BEARINGS:
        connection.execute(statement)
    _append_only(connection, ("bearings",))
    for judgement in connection.execute("SELECT * FROM judgements ORDER BY number").fetchall():
        for side in ("left", "right"):
            told = connection.execute(LAST_TOLD, (judgement[side],)).fetchone()
            if told is not None:
                bearing = bearing_of(cast(Finding[Contact], unproved_finding(told)))
                insert(connection, "bearings", {"judgement": judgement["id"], "side": side, **row_of_bearing(bearing)})


def _append_only(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Triggers that refuse to change or erase rows."""
    for name in names:
        for act in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{name} is append-only: nothing is changed or erased'); END"
            )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    first_tables,
    versions_and_marks,
    bearings_and_corrections,
    derived_tables,
    derived_tables_again,
    derived_tables_again,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a new or older register up to date in one transaction; another process may have done it meanwhile.

    Takes    a connection without a transaction of its own.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        done: int = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in MIGRATIONS[done:]:
            step(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(done, len(MIGRATIONS))}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
