"""The register: one file to which reports, readings and judgements are added, and from which entries are derived.

A report given again under its address or id with another text or other metadata is a new version. A full text counts before a partial
one, then the version of the later day where both have one, then the one kept last; and of its readings the one kept last. The others
stay, ``versions`` and ``readings`` show them. A version and rules that are held already add nothing, in whatever order a folder is read
again, so that a rerun changes nothing; ``keep(..., again=True)`` lets an earlier version count again, until a later one is kept.

Reports that print the same text are copies and count once; ``copies`` shows them. A mark says that an outlet no longer stands by a report.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import cast

from legation.errors import UsageError
from legation.model import Claim, Contact, ContactKind, Finding, Judgement, Origin, Problem, Reading, Report, ReportState, Statement
from legation.register import lines
from legation.register.asking import B
from legation.register.backup import back_up
from legation.register.daily import Daily
from legation.register.derived import Derived
from legation.register.file import connect, told_faults
from legation.register.keeping import Keeping, much_made
from legation.register.overview import Overview
from legation.register.prepared import Prepared, prepare
from legation.register.rows import (
    Kept,
    Mark,
    Version,
    bearings_of,
    finding_from_row,
    fingerprint_of,
    insert,
    judgement_from_row,
    mark_from_row,
    report_from_row,
    row_of_judgement,
    row_of_mark,
)
from legation.register.sayings import concerned
from legation.register.sightings import pend_reports, take_in

KINDS: dict[type[object], list[str]] = {Contact: [kind.value for kind in ContactKind], Statement: ["statement"], Claim: ["claim"]}
"""What the rows of each sort of finding say of their kind."""
COUNTS = {
    "reports": "SELECT count(*) FROM leading",
    "copies": "SELECT count(*) FROM standing WHERE report <> original",
    "versions": "SELECT count(DISTINCT fingerprint) FROM reports",
    "superseded": "SELECT (SELECT count(DISTINCT fingerprint) FROM reports) - (SELECT count(*) FROM leading)",
    "readings": "SELECT count(*) FROM readings",
    "findings": "SELECT count(*) FROM counting JOIN findings ON findings.reading = counting.reading",
    "judgements": "SELECT count(*) FROM judgements",
    "marks": "SELECT count(*) FROM marks",
}
TOLD = """
    SELECT reports.*, counting.reading AS reading, counting.state AS stands FROM counting JOIN reports ON reports.number = counting.report
    WHERE EXISTS (SELECT 1 FROM findings WHERE reading = counting.reading AND kind IN (SELECT value FROM json_each(?)))
        AND (? IS NULL OR reports.id IN (SELECT value FROM json_each(?)))
    ORDER BY counting.reading
"""


@dataclass(frozen=True, slots=True)
class Register(Derived, Overview, Daily):
    """A register that is open; use it in a ``with`` statement, or close it."""

    path: Path
    connection: sqlite3.Connection

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Register:
        """The register at a path, made there if told so.

        Raises   RegisterError where there is none, it is damaged, of another kind, or of a later Legation.
        """
        return cls(Path(path), connect(Path(path), create=create))

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self.settle_unless_busy()
        finally:
            self.close()

    def close(self) -> None:
        """Lets the file go."""
        self.connection.close()

    def keep(self, reading: Reading, *, at: str, again: bool = False) -> bool:
        """Keeps a reading, all of it or nothing, and on the disk before it returns.

        Takes    at = when it was read, ISO 8601; again = keep it even if it is held already, so that an earlier version counts once more.
        Gives    False where the same report was kept as read by the same rules: nothing is added then.
        Raises   RegisterError where a quote is not what the report says, or the file cannot be written.
        """
        _instant(at)
        prepared = prepare(reading)
        with self._writing():
            keeping = Keeping(self.connection)
            if not keeping.keep(prepared, at, again=again):
                return False
            keeping.write()
        self.settle_unless_busy()
        return True

    def keep_all(self, readings: Iterable[Reading | Prepared], *, at: str) -> int:
        """Keeps several readings in one go, all of them or none; how many were not held already.

        The entries show them once ``settle`` has been called, or at the next question. Readings may have been prepared elsewhere.
        """
        _instant(at)
        with much_made():
            prepared = [one if isinstance(one, Prepared) else prepare(one) for one in readings]
            with self._writing():
                keeping = Keeping(self.connection)
                fresh = sum([keeping.keep(one, at) for one in prepared])
                keeping.write()
        return fresh

    def own_id(self, report: Report) -> str:
        """The id under which a report is to be kept: the same text under another address is another report."""
        with self._reading():
            return lines.own_id(self.connection, report)

    def has_reading(self, report: Report, rules: str) -> bool:
        """Whether this version of the report was kept as read by these rules, so that an interrupted run may pass it over."""
        with told_faults(self.path):
            return self._holds(fingerprint_of(report), rules)

    def judge(self, judgement: Judgement) -> bool:
        """Keeps a judgement; False where one with its id is kept already."""
        # In one zone, so that the latest is the last in the order of letters.
        judgement = replace(judgement, at=_instant(judgement.at).isoformat())
        with self._writing():
            if self._rows("SELECT 1 FROM judgements WHERE id = ?", judgement.id):
                return False
            self._insert("judgements", row_of_judgement(judgement))
            for row in bearings_of(judgement):
                self._insert("bearings", row)
            pend_reports(self.connection, concerned(self.connection, judgement))
        self.settle_unless_busy()
        return True

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order kept."""
        bearings: dict[str, list[sqlite3.Row]] = defaultdict(list)
        with self._reading():
            for row in self._rows("SELECT * FROM bearings ORDER BY number"):
                bearings[row["judgement"]].append(row)
            return tuple(judgement_from_row(row, bearings[row["id"]]) for row in self._rows("SELECT * FROM judgements ORDER BY number"))

    def find_reading(self, report_id: str) -> Reading | None:
        """The reading of a report that counts among those under this id, None where the report is not held.

        Gives    it too where another id's version supersedes the report, or a copy counts in its place.
        """
        with self._reading():
            version = lines.find_version(self.connection, report_id)
            if version is None:
                return None
            query = "SELECT reports.*, placed.state AS stands FROM placed JOIN reports ON reports.number = placed.report WHERE report = ?"
            (row,) = self._rows(query, version)
            report = _as_it_stands(row)
            (read,) = self._rows("SELECT * FROM readings WHERE report = ? ORDER BY number DESC LIMIT 1", version)
            noted = self._rows("SELECT * FROM problems WHERE reading = ? ORDER BY number", read["number"])
            problems = tuple(Problem(code=row["code"], where=row["where"], advice=row["advice"]) for row in noted)
            return Reading(
                report=report,
                contacts=self._findings_of(read["number"], report, Contact),
                statements=self._findings_of(read["number"], report, Statement),
                claims=self._findings_of(read["number"], report, Claim),
                problems=problems,
                rules=read["rules"],
            )

    def versions(self, report_id: str) -> tuple[Version, ...]:
        """All versions of a report in the order kept, under its id and under others at its address."""
        with self._reading():
            return lines.versions(self.connection, report_id)

    def copies(self, report_id: str) -> tuple[Version, ...]:
        """All reports that print the text of a report, itself among them, the one that counts first; () where it has no copy."""
        with self._reading():
            return lines.copies(self.connection, report_id)

    def mark(self, mark: Mark) -> bool:
        """Keeps a mark; False where the very same one is kept already.

        Raises   UsageError where no such report is held.
        """
        # In one zone, so that the latest is the last in the order of letters.
        row = row_of_mark(replace(mark, at=_instant(mark.at).isoformat()))
        with self._writing():
            if not self._rows("SELECT 1 FROM reports WHERE id = ? LIMIT 1", mark.report):
                raise UsageError(f"no report of {self.path} is called {mark.report!r}; write its id in full")
            if any(row_of_mark(kept) == row for kept in self._marks_of(mark.report)):
                return False
            self._insert("marks", row)
            for (report,) in self._rows("SELECT number FROM reports WHERE id = ?", mark.report):
                take_in(self.connection, report)
        self.settle_unless_busy()
        return True

    def marks(self, report_id: str) -> tuple[Mark, ...]:
        """All marks of a report from the earliest to the latest, which counts."""
        with told_faults(self.path):
            return self._marks_of(report_id)

    def readings(self, report_id: str) -> tuple[Kept, ...]:
        """All readings of a report in the order kept, of every version and by every version of the rules."""
        with told_faults(self.path):
            rows = self._rows(
                "SELECT readings.*, reports.sha256, dense_rank() OVER (ORDER BY reports.number) AS version,"
                " readings.number IN (SELECT reading FROM counted) AS counts"
                " FROM readings JOIN reports ON reports.number = readings.report WHERE reports.id = ? ORDER BY readings.number",
                report_id,
            )
        return tuple(
            Kept(
                number=row["number"],
                version=row["version"],
                report_id=report_id,
                sha256=row["sha256"],
                rules=row["rules"],
                at=row["at"],
                counts=bool(row["counts"]),
            )
            for row in rows
        )

    def reports(self) -> Iterator[Report]:
        """The reports as they stand, copies among them, in the order kept."""
        query = "SELECT reports.*, leading.state AS stands FROM leading JOIN reports ON reports.number = leading.report ORDER BY 1"
        with told_faults(self.path):
            for row in self.connection.execute(query):
                yield _as_it_stands(row)

    def told(
        self, sort: type[B], kind: ContactKind | None = None, *, reports: Collection[str] | None = None
    ) -> tuple[tuple[Finding[B], ...], tuple[Origin, ...]]:
        """The findings of a sort that count, of all reports or of some, and what of their reports bears on them."""
        kinds = json.dumps([kind.value] if kind else KINDS[sort])
        wanted = json.dumps(sorted(reports)) if reports is not None else None
        found: list[Finding[B]] = []
        origins: list[Origin] = []
        with self._view():
            for row in self.connection.execute(TOLD, (kinds, wanted, wanted)):
                report = _as_it_stands(row)
                found.extend(self._findings_of(row["reading"], report, sort, kind))
                origins.append(Origin(report=report.id, published=report.published, state=report.state, authority=report.authority))
        return tuple(found), tuple(origins)

    def backup(self, to: Path | str, *, overwrite: bool = False) -> None:
        """Copies the register to another file, whole and checked, while others may write to it.

        Raises   UsageError where the file is there already, unless it may be replaced.
        """
        back_up(self.connection, self.path, Path(to), overwrite=overwrite)

    def counts(self) -> dict[str, int]:
        """How much the register holds; of findings those that count.

        Gives    ``reports``, copies among them; ``copies`` = those that another report counts for; ``versions`` of all reports, and of
                 these the ``superseded`` ones.
        """
        with self._view():
            return {name: int(self._rows(query)[0][0]) for name, query in COUNTS.items()}

    def _insert(self, table: str, row: dict[str, object]) -> int:
        """Adds one row and gives its number."""
        return insert(self.connection, table, row)

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self.connection.execute(query, values).fetchall()

    def _holds(self, fingerprint: str, rules: str) -> bool:
        """Whether a reading of this version by these rules is there."""
        query = "SELECT 1 FROM reports JOIN readings ON readings.report = reports.number WHERE fingerprint = ? AND rules = ? LIMIT 1"
        return bool(self._rows(query, fingerprint, rules))

    def _marks_of(self, report_id: str) -> tuple[Mark, ...]:
        """The marks of a report, the latest last."""
        return tuple(mark_from_row(row) for row in self._rows("SELECT * FROM marks WHERE report = ? ORDER BY at, number", report_id))

    def _findings_of(self, reading: int, report: Report, sort: type[B], kind: ContactKind | None = None) -> tuple[Finding[B], ...]:
        """The findings of a sort that one reading told, each proved against its report."""
        kinds = json.dumps([kind.value] if kind else KINDS[sort])
        query = "SELECT id, json FROM findings WHERE reading = ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY number"
        return tuple(cast(Finding[B], finding_from_row(row, report)) for row in self._rows(query, reading, kinds))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction that is kept as a whole or not at all."""
        with told_faults(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self.connection.rollback()
                raise

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One view of the file, whatever another process adds meanwhile."""
        with told_faults(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.rollback()


def _as_it_stands(row: sqlite3.Row) -> Report:
    """The report of a row, in the state that the latest mark gives it."""
    report = report_from_row(row)
    return report if row["stands"] == report.state else replace(report, state=ReportState(row["stands"]))


def _instant(at: str) -> datetime:
    """The moment meant, in UTC; one without a zone is taken to be.

    Raises   UsageError for what is no ISO 8601 date and time.
    """
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{at!r} is no ISO 8601 time; write 2024-05-01T12:00:00+00:00") from None
