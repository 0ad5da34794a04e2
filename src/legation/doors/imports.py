"""Records of others brought into a register: official travels and visits, and data sets of one's own."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from legation.doors.ask import register_at
from legation.doors.page import counted, say
from legation.doors.progress import open_progress, settling
from legation.doors.run import PROBLEMS_SHOWN
from legation.imports.facts import Facts
from legation.imports.known import Known, digest_of_import
from legation.imports.line import reading_of
from legation.imports.official import HOME, RULE, Record, facts_of, read_folder, read_table
from legation.imports.own import OWN_RULE, columns_given, read_own
from legation.model import Problem, Reading
from legation.register.store import Register

AT_ONCE = 500
"""Readings kept in one transaction: a disk waits for each."""
SERIES = {"president": "travel of a president", "secretary": "travel of a secretary of state", "visit": "visit to the United States"}
MANY = {"president": "travels of presidents", "secretary": "travels of secretaries of state", "visit": "visits to the United States"}


@dataclass(slots=True)
class Count:
    """What an import has come to."""

    readings: int = 0
    fresh: int = 0
    visits: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """What had to be told apart or joined, each with its number."""
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def take(self, facts: Facts, reading: Reading) -> None:
        """Counts one record."""
        self.readings += 1
        self.visits += len(reading.contacts)
        for problem in reading.problems:
            (self.notes if problem.code.startswith("note.") else self.problems).append(problem)
        elect = any(named.elect for named in facts.visitors)
        self.kinds["leg made by a President-elect" if facts.home == HOME else "visit made by somebody elect"] += elect
        self.kinds["record with several places"] += len(facts.places) > 1
        self.kinds["record with several visitors"] += len(facts.visitors) > 1
        self.kinds["record kept without a visit"] += not reading.contacts


def import_historian(folder: Path | None, *, register: Path | None, verbose: bool) -> int:
    """Keeps the official travels and visits of a folder, or those of the packaged table, and gives the exit code."""
    known = Known.open()
    records = read_folder(folder, known.gazetteer) if folder else read_table()
    count = _keep(facts_of(records, known.titles), RULE, known, register, len(records))
    say(_series_line(records))
    return _told(count, register, verbose)


def import_csv(file: Path, *, columns: str | None, register: Path | None, verbose: bool) -> int:
    """Keeps a data set of one's own, one visit a row, and gives the exit code."""
    mapped = columns_given(columns)
    known = Known.open()
    facts = tuple(read_own(file, mapped, known.titles))
    return _told(_keep(facts, OWN_RULE, known, register, len(facts)), register, verbose)


def _keep(facts: Iterable[Facts], rule: str, known: Known, register: Path | None, total: int) -> Count:
    """Keeps what records tell, some hundreds at a time, with progress on a terminal."""
    count, rules, at = Count(), digest_of_import(rule, known.offices.own), datetime.now(UTC).isoformat(timespec="seconds")
    progress = open_progress(total, prints=False) if sys.stderr.isatty() else nullcontext(lambda: None)
    with Register.open(register_at(register), create=True) as held, progress as step:
        for batch in _batches(facts):
            readings = []
            for one in batch:
                readings.append(reading_of(one, known, rules))
                count.take(one, readings[-1])
                step()
            count.fresh += held.keep_all(readings, at=at)
        held.settle(settling())
    return count


def _batches(facts: Iterable[Facts]) -> Iterator[Sequence[Facts]]:
    """The records some hundreds at a time."""
    rest = iter(facts)
    while batch := tuple(islice(rest, AT_ONCE)):
        yield batch


def _series_line(records: Sequence[Record]) -> str:
    """How many records there are of each series."""
    series = Counter(record.series for record in records)
    told = (
        counted(number, SERIES.get(name, f"travel by role {name!r}"), MANY.get(name, f"travels by role {name!r}"))
        for name, number in sorted(series.items())
    )
    return f"{counted(len(records), 'record')}: {', '.join(told)}"


def _told(count: Count, register: Path | None, verbose: bool) -> int:
    """Tells what was kept and what was amiss; the exit code."""
    for problem in count.problems[:PROBLEMS_SHOWN]:
        say(f"problem {problem.code}: {problem.where}: {problem.advice}")
    if len(count.problems) > PROBLEMS_SHOWN:
        say(f"and {counted(len(count.problems) - PROBLEMS_SHOWN, 'more problem')}; legation show ID tells those of a record")
    for note in count.notes if verbose else ():
        say(f"{note.code}: {note.where}: {note.advice}")
    notes = Counter(note.code for note in count.notes)
    kinds = (*count.kinds.items(), *((NOTES[code], number) for code, number in notes.items()))
    if told := ", ".join(counted(number, *_one_and_many(name)) for name, number in kinds if number):
        say(told + ("" if verbose or not notes else "; --verbose names them"))
    there = count.readings - count.fresh
    parts = (counted(count.readings, "report"), f"{there:,} already there", counted(count.visits, "visit"))
    say(", ".join((*parts, counted(len(count.problems), "problem"))))
    path = register_at(register)
    say(f"kept in {path}; see: legation list visits --register {path}")
    return 1 if count.problems else 0


NOTES = {
    "note.import_twice": "record entered twice",
    "note.import_alike": "record that differs from another in the last day alone",
    "note.import_stay": "record that tells a part of a stay",
    "note.import_no_code": "state that no code was ever given to",
    "note.import_same_row": "row given twice",
}


def _one_and_many(name: str) -> tuple[str, str]:
    """A kind of record in singular and plural."""
    first, _, rest = name.partition(" ")
    return name, f"{first}s {rest}".replace(" that differs ", " that differ ").replace(" that tells ", " that tell ")
