"""The care of a register: what the doctor finds, copies made while others write, and files that fail."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from unit.factories import AT, SAYING, TEXT, claim, contact, finding, judgement, reading, report, statement

from legation import cli
from legation.errors import LegationError, RegisterError, UsageError
from legation.model import Problem, ReportState
from legation.register import backup, file, health
from legation.register.rows import Mark
from legation.register.store import Register

Captured = pytest.CaptureFixture[str]
LONG = f"{TEXT} {'The bridge at Zenda was mended in spring, and bands of both towns are to play there when her train comes in. ' * 3}"


def fill(path: Path, reports: int = 6) -> None:
    """A register of several reports with versions, copies, statements, marks and judgements."""
    with Register.open(path, create=True) as register:
        for number in range(reports):
            source = report(f"r{number}", text=f"{LONG} {number}")
            register.keep(reading(source, [finding(source, contact(starts=f"2024-{number % 12 + 1:02}-14"), id=f"f-{number}")]), at=AT)
        first = report("v1", text=f"{LONG} v")
        for source in (first, replace(first, title="Again", modified=date(2024, 3, 13)), report("copy", text=f"{LONG} v")):
            register.keep(reading(source, [finding(source, contact(starts="2025-01-02"), id="f-v")]), at=AT)
        said = report("s1", text=SAYING)
        register.keep(replace(reading(said, []), statements=(statement(said),), claims=(claim(said),)), at=AT)
        register.mark(Mark(report="r1", state=ReportState.CORRECTED, by="Editor", at=AT, reason="read it"))
        made = register.judge_reject("f-0", by="ana", reason="no", at=AT)
        register.judge_undo(made.id, by="ana", reason="yes", at=AT)
        register.judge_same("f-1", "f-2", by="ana", reason="put off", at=AT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with something of everything."""
    path = tmp_path / "legation.db"
    fill(path)
    return path


def problems(path: Path) -> list[Problem]:
    """What the doctor finds."""
    with Register.open(path) as register:
        return list(health.problems_of(register))


def tamper(path: Path, *statements: str) -> None:
    """Changes a register behind its back, past the triggers and the check of what rows refer to."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement_ in statements:
            connection.execute(statement_)
        for _, sql in triggers:
            connection.execute(sql)


# --- the doctor


def test_a_sound_register_has_no_problem(path: Path, capsys: Captured) -> None:
    assert problems(path) == []
    assert cli.run(["doctor", "--register", str(path)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"{path}: 9 reports, 10 readings, 9 findings, 3 judgements, 1 mark: no problem\n"


FAULTS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "a text": (("UPDATE reports SET text = replace(text, 'Zenda', 'Hentzau') WHERE id = 'r1'",), "report", "not what was kept"),
    "an id": (("UPDATE reports SET fingerprint = 'x' WHERE id = 'r1'",), "report", "names another report"),
    "a quote": (
        ("UPDATE findings SET json = replace(json, 'will visit', 'wont visit') WHERE id = 'f-3'",),
        "finding",
        "is not what 'r3' at",
    ),
    "a quote that counts no longer": (
        ("UPDATE findings SET json = replace(json, 'will visit', 'wont visit') WHERE id = 'f-v' AND reading = 7",),
        "finding",
        "is not what 'v1' at",
    ),
    "a column": (("UPDATE findings SET status = 'occurred' WHERE id = 'f-3'",), "finding", "says another thing"),
    "a reading": (("DELETE FROM findings WHERE id = 'f-3'", "DELETE FROM readings WHERE report = 4"), "report", "without a reading"),
    "a place": (("UPDATE versions SET body = 'x' WHERE report = 2",), "version", "does not stand with its versions"),
    "no place": (("DELETE FROM versions WHERE report = 2",), "version", "does not stand with its versions"),
    "a line": (
        ("UPDATE versions SET line = 3 WHERE number = (SELECT max(number) FROM versions WHERE name = 'v1')",),
        "version",
        "taken for several",
    ),
    "a mark": (("UPDATE marks SET report = 'nobody'",), "mark", "not held is marked"),
    "a reference": (("UPDATE readings SET report = 999 WHERE report = 4",), "damaged", "a row of reports that is not there"),
    "a view": (("DROP VIEW leading", "CREATE VIEW leading AS SELECT * FROM best"), "form", "it is another"),
    "a trigger": (("CREATE TABLE x (a)", "DROP INDEX findings_by_id"), "form", "it is not there"),
}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_what_was_changed_behind_the_registers_back_is_found(path: Path, name: str, capsys: Captured) -> None:
    statements, code, words = FAULTS[name]
    tamper(path, *statements)
    found = problems(path)
    assert any(problem.code == f"register.{code}" and words in problem.advice for problem in found), found
    assert cli.run(["doctor", "--register", str(path)]) == 1
    told = capsys.readouterr()
    assert f"problem register.{code}: " in told.out and words in told.out
    assert told.err.endswith(f"{len(found)} problem{'s' * (len(found) != 1)}\n")


def test_triggers_that_are_gone_are_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER findings_no_update")
    assert [(p.code, p.where) for p in problems(path)] == [("register.form", "trigger findings_no_update")]


def test_a_judgement_that_fits_no_longer_is_a_problem_until_it_is_withdrawn(path: Path) -> None:
    with Register.open(path) as register:
        made = register.judge_reject("f-4", by="ana", reason="no", at=AT)
        register.keep(reading(report("r4", text=f"{LONG} 4"), [], rules="rules-2"), at=AT)
    (found,) = problems(path)
    assert (found.code, found.where) == ("register.judgement", made.id) and f"legation judge undo {made.id}" in found.advice
    with Register.open(path) as register:
        register.judge_undo(made.id, by="ana", reason="gone", at=AT)
    assert problems(path) == []


def test_a_register_that_cannot_be_opened_is_told_as_ever(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["doctor", "--register", str(tmp_path / "none.db")]) == 3
    assert "there is no register" in capsys.readouterr().err


# --- copies


def test_a_backup_is_the_register_and_sound(path: Path, tmp_path: Path, capsys: Captured) -> None:
    to = tmp_path / "copy.db"
    assert cli.run(["backup", str(to), "--register", str(path)]) == 0
    assert capsys.readouterr().err.startswith(f"{to}: 9 reports, 3 judgements, ")
    assert problems(to) == []
    with Register.open(path) as one, Register.open(to) as other:
        assert one.entries() == other.entries() and one.judgements() == other.judgements()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.db", "legation.db"]


def test_a_backup_is_whole_while_others_write(path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with Register.open(path) as register:
            number = 0
            while not stop.is_set():
                source = report(f"w{number}", text=f"{LONG} w{number}")
                register.keep(reading(source, [finding(source, contact(starts=None), id=f"f-w{number}")]), at=AT)
                register.judge(judgement("accept", f"f-w{number}", id=f"j-w{number}"))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            with Register.open(path) as register:
                register.backup(tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    held = []
    for number in range(5):
        assert problems(tmp_path / f"{number}.db") == []
        with Register.open(tmp_path / f"{number}.db") as copy:
            held.append(copy.counts()["reports"])
    assert held == sorted(held) and held[0] < held[-1]


def test_a_file_that_is_there_is_replaced_only_if_told_so(path: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy.db"
    to.write_text("notes")
    with Register.open(path) as register:
        with pytest.raises(UsageError, match="--overwrite"):
            register.backup(to)
        assert to.read_text() == "notes"
        register.backup(to, overwrite=True)
    assert problems(to) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [("legation.db", "the register itself"), (".", "is a folder"), ("no/copy.db", "does not exist"), ("used.db", "in use")],
)
def test_places_where_no_copy_can_be_are_refused(path: Path, tmp_path: Path, name: str, told: str) -> None:
    for file_name in ("used.db", "used.db-wal"):
        (tmp_path / file_name).touch()
    with Register.open(path) as register, pytest.raises(UsageError, match=told):
        register.backup(tmp_path / name, overwrite=True)
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_of_a_damaged_register_is_not_kept(path: Path, tmp_path: Path) -> None:
    with Register.open(path) as register:
        register.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        overwritten(path, 9)
        with pytest.raises(RegisterError, match=r"is damaged, and so is its copy|is damaged \("):
            register.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists() and not list(tmp_path.glob(".*"))


def test_a_disk_that_is_full_leaves_no_half_of_a_copy(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = sqlite3.connect(*arguments, **options)
        connection.execute("PRAGMA max_page_count = 4")
        return connection

    class Small:
        connect = staticmethod(small)

    monkeypatch.setattr(backup, "sqlite3", Small)
    with Register.open(path) as register, pytest.raises(RegisterError, match="the disk is full"):
        register.backup(tmp_path / "copy.db")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["legation.db"]


# --- files that fail


def test_a_full_disk_is_told_and_what_was_done_is_kept(path: Path) -> None:
    with Register.open(path) as register:
        pages = register.connection.execute("PRAGMA page_count").fetchone()[0]
        register.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RegisterError, match="the disk is full; what was reported done is safe, make room"):
            for number in range(200):
                register.keep(reading(report(f"w{number}", text=f"{LONG * 5} {number}")), at=AT)
        done = register.counts()["reports"]
    assert problems(path) == []
    with Register.open(path) as register:
        assert register.counts()["reports"] == done
        assert register.keep(reading(report("after")), at=AT)


FAILING = {
    sqlite3.SQLITE_READONLY: "may only be read",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk failed",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "another program has been writing",
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_NOTADB: "is damaged",
    sqlite3.SQLITE_NOMEM: "memory",
}


@pytest.mark.parametrize("code", sorted(FAILING))
def test_every_fault_of_the_file_says_what_to_do(path: Path, code: int) -> None:
    fault = sqlite3.OperationalError("it fails")
    fault.sqlite_errorcode = code
    with pytest.raises(RegisterError, match=FAILING[code]) as told, file.told_faults(path):
        raise fault
    assert str(path) in str(told.value) and ";" in str(told.value)


def test_a_register_that_may_only_be_read_is_read_and_not_written(path: Path) -> None:
    with Register.open(path) as register:
        register.connection.execute("PRAGMA query_only = ON")
        assert register.visits()
        for act in (
            lambda: register.keep(reading(report("after")), at=AT),
            lambda: register.judge_reject("f-3", by="ana", reason="no", at=AT),
        ):
            with pytest.raises(RegisterError, match="may only be read; check who may write there"):
                act()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_without_the_right_to_write_is_told(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(RegisterError, match="who may write"), Register.open(path) as register:
        register.keep(reading(report("after")), at=AT)


def overwritten(path: Path, seed: int) -> None:
    """Writes noise over a page, as a failing disk does; over the first page behind its header only."""
    chance = random.Random(seed)
    size = 4096
    page = seed % (path.stat().st_size // size)
    with path.open("r+b") as opened:
        opened.seek(page * size + (100 if page == 0 else 0))
        opened.write(chance.randbytes(size - 100 if page == 0 else size))


ACTS: tuple[Callable[[Register], object], ...] = (
    Register.entries,
    Register.counts,
    Register.judged,
    lambda register: list(register.reports()),
    lambda register: register.find_reading("r1"),
    lambda register: register.versions("v1"),
    lambda register: register.copies("v1"),
    lambda register: register.marks("r1"),
    lambda register: register.keep(reading(report("after")), at=AT),
    lambda register: register.judge_reject("f-3", by="ana", reason="no", at=AT),
)


def faults_of(path: Path) -> Iterator[str]:
    """What the acts say went wrong; anything but a told fault is a fault of ours."""
    for act in ACTS:
        try:
            with Register.open(path) as register:
                act(register)
        except LegationError as fault:
            yield str(fault)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_page_is_told_or_does_no_harm(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "legation.db"
    fill(path)
    overwritten(path, seed)
    try:
        found = problems(path)
    except RegisterError as fault:
        assert "damaged" in str(fault) or "another" in str(fault)
        return
    assert found, "the doctor sees what no other look may see"
    assert all("damaged" in fault or "does not hold" in fault or "no " in fault for fault in faults_of(path))
