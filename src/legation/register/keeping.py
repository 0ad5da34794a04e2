"""Readings that are being kept: what others are found by is written at once, all else many rows at a time.

A report that shares address, name and text with none that is held stands alone: it counts, and nothing else changes by it. Only where
it does not are the lines of versions looked at.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from legation.register import lines
from legation.register.prepared import Prepared
from legation.register.rows import insert
from legation.register.sightings import Come, note_words, take_in, write_sightings

FINDINGS = "INSERT INTO findings (number, reading, id, kind, status, destination, starts, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
PROBLEMS = 'INSERT INTO problems (reading, code, "where", advice) VALUES (?, ?, ?, ?)'
COUNTING = "INSERT INTO counting (reading, report, state) VALUES (?, ?, ?)"
KNOWN = "SELECT max(number) FROM reports WHERE fingerprint = ?"
READ = "SELECT 1 FROM reports JOIN readings ON readings.report = reports.number WHERE fingerprint = ? AND rules = ? LIMIT 1"
MARKED = "SELECT 1 FROM marks WHERE report = ? LIMIT 1"


@dataclass(slots=True)
class Keeping:
    """What is to be written within one transaction of the caller, who calls ``write`` at its end."""

    connection: sqlite3.Connection
    next_finding: int = 0
    findings: list[tuple[object, ...]] = field(default_factory=list)
    problems: list[tuple[object, ...]] = field(default_factory=list)
    counting: list[tuple[object, ...]] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)
    come: list[Come] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.next_finding = 1 + (self.connection.execute("SELECT max(number) FROM findings").fetchone()[0] or 0)

    def keep(self, one: Prepared, at: str, *, again: bool = False) -> bool:
        """Adds a reading, and the version of its report if that is new or shall count again; False where it is held already."""
        (known,) = self.connection.execute(KNOWN, (one.fingerprint,)).fetchone()
        if known is not None and not again and self.connection.execute(READ, (one.fingerprint, one.rules)).fetchone():
            return False
        report, alone = known, False
        if known is None or again:
            report = insert(self.connection, "reports", one.report)
            alone = lines.place(self.connection, report, one.version, again=known is not None)
        number = insert(self.connection, "readings", {"report": report, "rules": one.rules, "at": at})
        come = (number, self._tell(one, number), one.outlined)
        if alone and not self.connection.execute(MARKED, (one.id,)).fetchone():
            self.counting.append((number, report, one.outlined.state))
            self.come.append(come)
        else:
            self.write()
            take_in(self.connection, report, come)
        return True

    def _tell(self, one: Prepared, reading: int) -> range:
        """Puts down what a reading tells; the numbers of its contacts."""
        first = self.next_finding
        self.next_finding += len(one.findings)
        self.findings += [(number, reading, *row) for number, row in enumerate(one.findings, first)]
        self.problems += [(reading, *row) for row in one.problems]
        self.words += enumerate(one.words, first)
        return range(first, first + len(one.words))

    def write(self) -> None:
        """Writes what has been put down."""
        self.connection.executemany(FINDINGS, self.findings)
        self.connection.executemany(PROBLEMS, self.problems)
        self.connection.executemany(COUNTING, self.counting)
        note_words(self.connection, self.words)
        write_sightings(self.connection, self.come)
        for waiting in (self.findings, self.problems, self.counting, self.words, self.come):
            waiting.clear()


@contextmanager
def much_made() -> Iterator[None]:
    """While very many values are made that hold no cycles, looking for cycles would take most of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
