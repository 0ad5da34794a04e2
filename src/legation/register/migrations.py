"""The register's file format, step by step: each step is a named function, run once and in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

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


def first_tables(connection: sqlite3.Connection) -> None:
    """Reports, readings, findings, problems and judgements, to which rows are added and in which none is changed."""
    for statement in (*TABLES, *INDEXES, COUNTED):
        connection.execute(statement)
    for name in NAMES:
        for act in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{name} is append-only: nothing is changed or erased'); END"
            )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (first_tables,)


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
