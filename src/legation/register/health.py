"""Whether a register is sound: its file and form, every text and quote, versions and copies, judgements, and the entries they make."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from legation.errors import RegisterError
from legation.model import Claim, Contact, Doubted, Problem, Report, Statement
from legation.register.entries import merged
from legation.register.file import told_faults
from legation.register.migrations import migrate
from legation.register.rows import finding_from_row, fingerprint_of, report_from_row, row_of_finding, row_of_version
from legation.register.store import Register

FAULTS_AT_MOST = 20
"""Faults of the file itself that are told one by one."""
DERIVE = "legation doctor --mend makes all entries anew"
GO_BACK = "go back to a backup, or read the reports into a new register"
PLACES = """
    SELECT reports.*, versions.number AS version, versions.name, versions.address, versions.body, versions.modified, versions.partial,
        EXISTS (SELECT 1 FROM readings WHERE readings.report = reports.number) AS read
    FROM reports LEFT JOIN versions
        ON versions.number = (SELECT max(later.number) FROM versions AS later WHERE later.report = reports.number)
    ORDER BY reports.number
"""
PARTED = """
    SELECT {0} AS shared FROM versions
    WHERE number = (SELECT max(later.number) FROM versions AS later WHERE later.report = versions.report) AND {0} IS NOT NULL
    GROUP BY {0} HAVING count(DISTINCT line) > 1
"""
TOLD = """
    SELECT findings.*, readings.report AS source FROM findings JOIN readings ON readings.number = findings.reading
    ORDER BY readings.report, findings.number
"""
UNMARKED = "SELECT DISTINCT report FROM marks WHERE NOT EXISTS (SELECT 1 FROM reports WHERE reports.id = marks.report)"


def problems_of(register: Register) -> Iterator[Problem]:
    """All that is wrong with a register, each with what to do about it; nothing is changed."""
    told: set[str] = set()
    for look in CHECKS:
        for problem in _looked(look, register):
            # A page that is damaged shows in every look at it.
            if problem.advice not in told:
                yield problem
            told.add(problem.advice)


def _looked(look: Callable[[Register], Iterator[Problem]], register: Register) -> Iterator[Problem]:
    """What one look finds; that it cannot be taken is a problem too."""
    try:
        with told_faults(register.path):
            yield from look(register)
    except RegisterError as fault:
        yield _problem("damaged", register.path, str(fault))


def _file(register: Register) -> Iterator[Problem]:
    """Whether SQLite finds the file whole, and each row what it refers to."""
    for row in register.connection.execute(f"PRAGMA integrity_check({FAULTS_AT_MOST})"):
        if row[0] != "ok":
            yield _problem("damaged", register.path, f"{row[0]}; {GO_BACK}")
    for row in register.connection.execute("PRAGMA foreign_key_check").fetchmany(FAULTS_AT_MOST):
        yield _problem("damaged", f"{row[0]} {row[1]}", f"it refers to a row of {row[2]} that is not there; {GO_BACK}")


def _form(register: Register) -> Iterator[Problem]:
    """Whether tables, views and the triggers that keep rows from being changed are those of the format."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        fresh.row_factory = sqlite3.Row
        migrate(fresh)
        meant = _parts_of(fresh)
    held = _parts_of(register.connection)
    for name in sorted(meant):
        if held.get(name) != meant[name]:
            yield _problem("form", name, f"it is {'not there' if name not in held else 'another'}: the file was changed by hand; {GO_BACK}")


def _parts_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Tables, views, indexes and triggers with how they were made."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'")
    return {f"{row[0]} {row[1]}": " ".join(str(row[2]).split()) for row in rows}


def _reports(register: Register) -> Iterator[Problem]:
    """Whether every text is what was kept, was read, and stands among its versions and copies where it belongs."""
    for row in register.connection.execute(PLACES):
        try:
            report = report_from_row(row)
        except RegisterError as fault:
            yield _problem("report", row["id"], str(fault))
            continue
        if (row["id"], row["sha256"], row["fingerprint"]) != (report.id, report.sha256, fingerprint_of(report)):
            yield _problem("report", row["id"], f"its row names another report than the one it holds; {GO_BACK}")
        if not row["read"]:
            yield _problem("report", row["id"], f"it was kept without a reading; {GO_BACK}")
        place = row_of_version(report)
        if row["version"] is None or {name: row[name] for name in place} != place:
            yield _problem("version", row["id"], f"it does not stand with its versions and copies; {GO_BACK}")


def _lines(register: Register) -> Iterator[Problem]:
    """Whether the versions of one report are of one line."""
    for column in ("address", "name"):
        for row in register.connection.execute(PARTED.format(column)):
            yield _problem("version", row["shared"], f"versions that share it are taken for several reports; {GO_BACK}")


def _findings(register: Register) -> Iterator[Problem]:
    """Whether every quote of every reading is what its report says."""
    number, report = None, None
    for row in register.connection.execute(TOLD):
        if row["source"] != number:
            number, report = row["source"], _report(register, row["source"])
        if report is None:
            continue
        try:
            columns = row_of_finding(finding_from_row(row, report))
        except RegisterError as fault:
            yield _problem("finding", row["id"], str(fault))
            continue
        if columns != {name: row[name] for name in columns}:
            yield _problem("finding", row["id"], f"its row says another thing than what it holds; {GO_BACK}")


def _report(register: Register, number: int) -> Report | None:
    """The report of a row, None where it is damaged or gone, which another look tells."""
    row = register.connection.execute("SELECT * FROM reports WHERE number = ?", (number,)).fetchone()
    try:
        return report_from_row(row) if row is not None else None
    except RegisterError:
        return None


def _judgements(register: Register) -> Iterator[Problem]:
    """Whether every judgement that stands still bears on something, and every mark on a report."""
    for fit in register.judged():
        name = fit.judgement.id
        if not fit.fits and fit.withdrawn_by is None:
            yield _problem(
                "judgement",
                name,
                f"it bears on nothing that is told now; judge anew, and withdraw it: legation judge undo {name} --reason ...",
            )
    for row in register.connection.execute(UNMARKED):
        yield _problem("mark", row["report"], f"a report that is not held is marked; {GO_BACK}")


def _entries(register: Register) -> Iterator[Problem]:
    """Whether the entries kept are those that findings and judgements make; statements and claims are read as well."""
    register.told(Statement)
    register.told(Claim)
    findings, origins = register.told(Contact)
    judgements = register.judgements()
    counting = register.counting_for({report for judgement in judgements for report in register.reports_of(judgement)})
    made, doubts = merged(findings, judgements, origins, counting)
    kept = {entry.id: entry for entry in register.entries()}
    for entry in made:
        if kept.pop(entry.id, None) != entry:
            yield _problem("entry", entry.id, f"the entry kept is not what the reports make; {DERIVE}")
    for name in kept:
        yield _problem("entry", name, f"no report makes this entry; {DERIVE}")
    if sorted(map(_pair, doubts)) != sorted(map(_pair, register.doubts())):
        yield _problem("doubt", register.path, f"the doubts kept are not those that the reports leave; {DERIVE}")


def _pair(doubt: Doubted) -> tuple[str, ...]:
    return (*(entry.id for entry in doubt.entries), *(finding.id for finding in doubt.findings), *doubt.reasons)


def _problem(code: str, where: str | Path, advice: str) -> Problem:
    return Problem(code=f"register.{code}", where=str(where), advice=advice)


CHECKS: tuple[Callable[[Register], Iterator[Problem]], ...] = (_file, _form, _reports, _lines, _findings, _judgements, _entries)
