"""The tables of what is derived: sightings, entries and what they are looked up by. They can be emptied and made again at any time."""

from __future__ import annotations

import sqlite3
from functools import cache
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
READING_ONLY = frozenset("asking backup daily found health holding looking overview partners reports_listed".split())
"""Modules that only read what is derived: when they change, nothing need be derived anew."""
DERIVED = (
    "CREATE TABLE derivation (rules TEXT NOT NULL) STRICT",
    "CREATE TABLE counting (reading INTEGER PRIMARY KEY, report INTEGER NOT NULL, state TEXT NOT NULL) STRICT",
    """
    CREATE TABLE sightings (
        number INTEGER PRIMARY KEY,
        reading INTEGER NOT NULL,
        id TEXT NOT NULL,
        report TEXT NOT NULL,
        published TEXT,
        state TEXT NOT NULL,
        authority TEXT NOT NULL,
        share TEXT NOT NULL,
        tour INTEGER NOT NULL,
        content TEXT NOT NULL,
        digest TEXT NOT NULL,
        name TEXT NOT NULL,
        outline TEXT NOT NULL,
        hanging INTEGER,
        entry INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE near (
        key INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        sighting INTEGER NOT NULL,
        PRIMARY KEY (key, first, last, sighting)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE TABLE pending (sighting INTEGER PRIMARY KEY, gone INTEGER NOT NULL) STRICT",
    "CREATE TABLE unlinked (all_of_them INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE entries (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        status TEXT NOT NULL,
        destination TEXT,
        low INTEGER,
        high INTEGER,
        wide INTEGER NOT NULL,
        place TEXT NOT NULL,
        corrected TEXT,
        judged INTEGER NOT NULL,
        certainty TEXT NOT NULL,
        year INTEGER,
        who TEXT NOT NULL,
        land TEXT NOT NULL,
        reports INTEGER NOT NULL,
        lead INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE TABLE shown (entry INTEGER PRIMARY KEY, tie TEXT, line TEXT NOT NULL) STRICT",
    """
    CREATE TABLE parties (
        number INTEGER PRIMARY KEY,
        entry INTEGER NOT NULL,
        role TEXT NOT NULL,
        identity TEXT NOT NULL,
        country TEXT,
        wikidata TEXT,
        post_class TEXT,
        post TEXT,
        words TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE tied (
        person TEXT NOT NULL,
        long INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        entry INTEGER NOT NULL,
        PRIMARY KEY (person, long, first, last, entry)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE TABLE countries (country TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (country, entry)) WITHOUT ROWID, STRICT",
    """
    CREATE TABLE spots (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        geonames INTEGER,
        name TEXT NOT NULL,
        country TEXT,
        lat REAL,
        lon REAL,
        words TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TABLE stops (spot INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (spot, entry)) WITHOUT ROWID, STRICT",
    """
    CREATE TABLE tallies (
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        status TEXT NOT NULL,
        certainty TEXT NOT NULL,
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (kind, state, status, certainty, year)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TRIGGER entries_tallied AFTER INSERT ON entries BEGIN
        INSERT INTO tallies (kind, state, status, certainty, year, number)
        VALUES (new.kind, new.state, new.status, new.certainty, coalesce(new.year, 0), 1)
        ON CONFLICT (kind, state, status, certainty, year) DO UPDATE SET number = number + 1;
    END
    """,
    """
    CREATE TRIGGER entries_tallied_no_more AFTER DELETE ON entries BEGIN
        UPDATE tallies SET number = number - 1
        WHERE kind = old.kind AND state = old.state AND status = old.status AND certainty = old.certainty AND year = coalesce(old.year, 0);
    END
    """,
    """
    CREATE TABLE links (entry INTEGER NOT NULL, kind TEXT NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (entry, kind, other))
    WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE doubts (
        "left" INTEGER NOT NULL,
        "right" INTEGER NOT NULL,
        one INTEGER NOT NULL,
        other INTEGER NOT NULL,
        reasons TEXT NOT NULL,
        kind TEXT NOT NULL,
        place TEXT NOT NULL,
        beside TEXT NOT NULL,
        PRIMARY KEY ("left", "right")
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE VIRTUAL TABLE party_words
    USING fts5 (words, content='parties', content_rowid='number', tokenize='unicode61 remove_diacritics 0')
    """,
    "CREATE VIRTUAL TABLE finding_words USING fts5 (words, content='', tokenize='unicode61 remove_diacritics 0')",
)
LOOKED_UP_BY = (
    "CREATE INDEX counting_by_report ON counting (report)",
    "CREATE INDEX sightings_by_reading ON sightings (reading)",
    "CREATE INDEX sightings_by_report ON sightings (report)",
    "CREATE INDEX sightings_by_share ON sightings (share)",
    "CREATE INDEX sightings_by_content ON sightings (content) WHERE content <> digest",
    "CREATE INDEX sightings_by_digest ON sightings (digest)",
    "CREATE INDEX sightings_by_hanging ON sightings (hanging) WHERE hanging IS NOT NULL",
    "CREATE INDEX sightings_by_entry ON sightings (entry)",
    "CREATE INDEX sightings_at_home ON sightings (number, entry)",
    "CREATE INDEX entries_by_id ON entries (id)",
    "CREATE INDEX entries_by_place ON entries (kind, place)",
    "CREATE INDEX entries_by_status ON entries (kind, status, low, high, state)",
    "CREATE INDEX entries_by_days ON entries (kind, wide, low, high, state, status, certainty, year, place)",
    "CREATE INDEX entries_by_end ON entries (kind, low) WHERE wide = 0 AND place >= '~'",
    "CREATE INDEX entries_by_person ON entries (kind, who, low)",
    "CREATE INDEX entries_by_land ON entries (kind, land, low)",
    "CREATE INDEX entries_by_reports ON entries (kind, reports)",
    "CREATE INDEX entries_put_off ON entries (destination) WHERE kind = 'visit' AND status = 'postponed'",
    "CREATE INDEX tied_by_entry ON tied (entry)",
    "CREATE INDEX entries_corrected ON entries (corrected) WHERE corrected IS NOT NULL",
    "CREATE INDEX parties_by_entry ON parties (entry, role, country, identity, post_class)",
    "CREATE INDEX parties_by_identity ON parties (identity, entry)",
    "CREATE INDEX parties_by_country ON parties (country, role, post_class, post, entry)",
    "CREATE INDEX parties_by_wikidata ON parties (wikidata, role, entry) WHERE wikidata IS NOT NULL",
    "CREATE INDEX parties_by_post_class ON parties (post_class, role, entry)",
    "CREATE INDEX parties_by_post ON parties (post, role, entry)",
    "CREATE INDEX countries_by_entry ON countries (entry)",
    "CREATE INDEX stops_by_entry ON stops (entry)",
    "CREATE INDEX findings_by_kind ON findings (kind, reading)",
    "CREATE INDEX readings_by_at ON readings (at)",
    "CREATE INDEX reports_by_published ON reports (published)",
    "CREATE INDEX reports_by_outlet ON reports (outlet COLLATE NOCASE, published)",
    "CREATE INDEX links_by_other ON links (other)",
    'CREATE INDEX doubts_in_order ON doubts (kind, place, beside, "left", "right")',
    'CREATE INDEX doubts_by_right ON doubts ("right")',
    'CREATE INDEX judgements_by_left ON judgements ("left")',
    'CREATE INDEX judgements_by_right ON judgements ("right")',
    "CREATE INDEX bearings_by_report ON bearings (report)",
)
TABLES = (
    "derivation",
    "counting",
    "sightings",
    "near",
    "pending",
    "unlinked",
    "entries",
    "shown",
    "parties",
    "tied",
    "countries",
    "spots",
    "stops",
    "tallies",
    "links",
    "doubts",
)
WORDS = ("party_words", "finding_words")


def derived_tables(connection: sqlite3.Connection) -> None:
    """Makes the tables of what is derived, empty; where something is kept already, all is still to be derived."""
    for statement in (*DERIVED, *LOOKED_UP_BY):
        connection.execute(statement)
    if connection.execute("SELECT 1 FROM readings LIMIT 1").fetchone() is None:
        empty(connection)


def derived_tables_again(connection: sqlite3.Connection) -> None:
    """Puts the tables of this version in place of those of an earlier one, empty; all is still to be derived."""
    for statement in LOOKED_UP_BY:
        connection.execute(f"DROP INDEX IF EXISTS {statement.split()[2]}")
    for name in (*TABLES, *WORDS):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    derived_tables(connection)


def empty(connection: sqlite3.Connection) -> None:
    """Empties them, for this version of the rules to fill."""
    for table in WORDS:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO derivation (rules) VALUES (?)", (derivation_rules(),))


@cache
def derivation_rules() -> str:
    """Digest of the code that makes entries of findings, and rows of them."""
    files = (file for file in (*HERE.glob("*.py"), *HERE.glob("merge/*.py")) if file.stem not in READING_ONLY)
    code = b"".join(file.read_bytes() for file in sorted(files))
    return sha256(code).hexdigest()[:16]
