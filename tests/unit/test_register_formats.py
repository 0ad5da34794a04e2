"""Registers of an earlier format: they open, and answer as if they had been filled today."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from unit.factories import AT, RULES, TEXT, finding, reading, report

from legation.errors import RegisterError
from legation.identity import digest_of
from legation.model import Report
from legation.register import migrations
from legation.register.rows import fingerprint_of, row_of_finding, row_of_report
from legation.register.store import Register

URL = "https://www.example.org/world/talks"
LONG = f"{TEXT} {'The talks are the first on grain since the harvest failed, her office said, and more will follow in autumn. ' * 2}"
NOT_KNOWN_THEN = ("modified", "partial", "page_sha256")


def write_first_format(path: Path, reports: Iterable[Report]) -> None:
    """A register as the first format has it, without what later ones know of a report."""
    with sqlite3.connect(path, isolation_level=None) as connection:
        migrations.first_tables(connection)
        connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        for number, source in enumerate(reports, start=1):
            row = row_of_report(source, fingerprint_of(source))
            known = {name: value for name, value in json.loads(str(row["metadata"])).items() if name not in NOT_KNOWN_THEN}
            metadata = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
            insert(connection, "reports", {**row, "metadata": metadata, "proof": digest_of([source.text, metadata])})
            insert(connection, "readings", {"report": number, "rules": RULES, "at": AT})
            insert(connection, "findings", {"reading": number, **row_of_finding(finding(source, id=f"f-{number}"))})
    connection.close()


def insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    """Adds one row."""
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a register may be made."""
    return tmp_path / "legation.db"


def test_a_register_of_the_first_format_answers_as_one_filled_today(path: Path, tmp_path: Path) -> None:
    alone = report("r1")
    first = replace(report("r2", text=f"{LONG} First."), url=URL)
    second = replace(report("r3", text=f"{LONG} Second.", published=date(2024, 3, 13)), url=f"{URL}/?utm_source=feed")
    copy = report("r4", text=f"{LONG} Second.", published=date(2024, 3, 14))
    write_first_format(path, [alone, second, first, copy])
    with Register.open(path) as register, Register.open(tmp_path / "today.db", create=True) as today:
        for number, source in ((1, alone), (2, second), (3, first), (4, copy)):
            today.keep(reading(source, [finding(source, id=f"f-{number}")]), at=AT)
        assert register.entries() == today.entries()
        assert [[f.report_id for f in entry.findings] for entry in register.entries()] == [["r3", "r1"]]
        assert register.counts() == today.counts()
        assert register.versions("r2") == today.versions("r2") and len(today.versions("r2")) == 2
        assert [held.report.id for held in register.copies("r4")] == ["r3", "r4"]


def test_what_was_kept_in_the_first_format_is_known_again(path: Path) -> None:
    source = replace(report("r1"), url=URL)
    write_first_format(path, [source])
    with Register.open(path) as register:
        assert register.has_reading(source, RULES)
        assert register.keep(reading(source), at=AT) is False
        assert register.find_reading("r1") == reading(source, [finding(source)])


def test_a_version_that_was_told_to_count_again_still_does(path: Path) -> None:
    first, second = report("r1"), report("r1", text=f"{TEXT} Second.", published=date(2024, 3, 13))
    write_first_format(path, [first, second, first])
    with Register.open(path) as register:
        assert list(register.reports()) == [first]
        assert register.counts()["superseded"] == 1


def test_a_register_that_was_brought_up_to_date_grows_and_is_append_only(path: Path) -> None:
    write_first_format(path, [report("r1")])
    with Register.open(path) as register:
        assert register.keep(reading(report("r1", text=f"{TEXT} Second.")), at=AT)
        assert len(register.versions("r1")) == 2
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            register.connection.execute("DELETE FROM versions")
    with Register.open(path) as register:
        assert register.connection.execute("PRAGMA user_version").fetchone()[0] == len(migrations.MIGRATIONS)
        assert register.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert len(register.entries()) == 1


def test_a_damaged_register_of_the_first_format_is_left_as_it_is(path: Path) -> None:
    write_first_format(path, [report("r1"), report("r2")])
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER reports_no_update")
        connection.execute("UPDATE reports SET text = 'Other words.' WHERE number = 2")
    connection.close()
    with pytest.raises(RegisterError, match="does not hold"):
        Register.open(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        assert connection.execute("SELECT count(*) FROM counted").fetchone()[0] == 2
    connection.close()
