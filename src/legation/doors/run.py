"""A run over reports: read, keep, print, one after the other, so that it may be stopped at any moment and goes on where it was."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from legation.doors.ask import counted_once
from legation.doors.contacts import line_of_finding, print_contacts
from legation.doors.inputs import columns_of, paths_of, published_of
from legation.doors.listing import print_line
from legation.doors.options import Shape
from legation.doors.page import cell, console, counted, safe, say
from legation.doors.progress import Step, open_progress
from legation.doors.progress_log import OUTPUT, open_log
from legation.doors.said import print_claims, print_statements
from legation.errors import LegationError, UsageError
from legation.model import Problem, Reading, Report
from legation.read import Given, count_reports, read_paths
from legation.read.language import NOT_READ, language_code
from legation.read.screening import SCREENED
from legation.record import all_told, record_of, report_record
from legation.register.store import Register
from legation.screen import may_tell

if TYPE_CHECKING:
    from legation.pipeline import Kit

FAULT = "read.fault"
PROBLEMS_SHOWN = 20
"""Problems told one by one at the end; the records and the register hold them all."""
NOTED_AT_MOST = 10_000
"""Problems, and notes, that a run remembers one by one; of more it knows the number."""


COUNTED = ("call", "invitation", "statement", "claim")
"""What the summary counts only where there is some."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run is asked to do."""

    paths: tuple[str, ...]
    published: date | None
    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: bool = False
    pipeline: str | None = None
    shape: Shape | None = Shape.TABLE
    """None: print nothing of what is told."""
    into: Path | None = None
    text: bool = False
    verbose: bool = False
    workers: int | None = None
    cluster: str | None = None
    """Address of the scheduler of many machines."""
    parquet: Path | None = None
    log_json: str | None = None
    screen: bool | None = False
    """Whether pages that cannot tell of a contact are let drop; None: those of web archives only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What one reading adds to a tally."""

    words: int
    told: Counter[str]
    """Findings by their kind."""
    problems: tuple[Problem, ...]
    language: str | None


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run has come to so far."""

    started: float = field(default_factory=time.monotonic)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    """Reports that were not read for their language, by its code."""
    held: dict[str, int] = field(default_factory=dict)
    """What the register holds at the end."""

    def add(self, count: Count) -> None:
        """Counts a reading."""
        self.counts["words"] += count.words
        self.counts.update(count.told)
        for problem in count.problems:
            self.note(problem, count.language)

    def note(self, problem: Problem, language: str | None = None) -> None:
        """Counts a problem, or a note that is no fault.

        Takes    language = of the report that it is noted of.
        """
        if problem.code == SCREENED:
            self.counts["screened"] += 1
            return
        sort, noted = ("note", self.notes) if problem.code.startswith("note.") else ("problem", self.problems)
        self.counts[sort] += 1
        if len(noted) < NOTED_AT_MOST:
            noted.append(problem)
        if problem.code == NOT_READ:
            self.languages[language_code(language) or "?"] += 1


def asked_of(
    paths: list[str] | None,
    *,
    files: str | None = None,
    fetch: bool = False,
    columns: str | None = None,
    published: str | None = None,
    pipeline: str | None = None,
    shape: Shape | None = None,
    into: Path | None = None,
    text: bool = False,
    verbose: bool = False,
    workers: int | None = None,
    cluster: str | None = None,
    parquet: Path | None = None,
    log_json: str | None = None,
    screen: bool | None = False,
) -> Asked:
    """What the options ask for: where findings are kept and no format is named, nothing is printed but the summary."""
    return Asked(
        paths=paths_of(paths, files),
        published=published_of(published),
        columns=columns_of(columns),
        fetch=fetch,
        pipeline=pipeline,
        shape=shape or (None if into or parquet else Shape.TABLE),
        into=into,
        text=text,
        verbose=verbose,
        workers=workers,
        cluster=cluster,
        parquet=parquet,
        log_json=log_json,
        screen=screen,
    )


def read_run(asked: Asked) -> int:
    """Reads the reports and gives the exit code: 1 where a problem was passed over."""
    if asked.workers is not None or asked.cluster or asked.parquet:
        # Loaded here: most runs are of one process.
        from legation.corpus.run import read_many

        return read_many(asked)
    with ExitStack() as stack:
        register = stack.enter_context(Register.open(asked.into, create=True)) if asked.into else None
        # Loaded after the register, so that a wrong place for it is told at once.
        from legation.pipeline import load_kit

        kit = load_kit(asked.pipeline)
        tally = Tally()
        stack.enter_context(told_when_stopped(tally, asked))
        for report in reports_of(asked, tally):
            _take(report, asked, kit, register, tally)
        tally.held = register.counts() if register and tally.counts["kept"] else {}
    return summary(tally, asked)


def reports_of(asked: Asked, tally: Tally) -> Iterator[Report]:
    """The reports one by one, with progress; what is none is noted."""
    with told_progress(asked, tally) as step:
        for item in read_paths(asked.paths, given=given_by(asked)):
            if isinstance(item, Report):
                yield item
                tally.counts["reports"] += 1
            else:
                tally.note(item)
            step()


def given_by(asked: Asked) -> Given:
    """What the options say of all reports."""
    return Given(
        published=asked.published,
        today=date.today(),
        columns=asked.columns,
        fetch=asked.fetch,
        screen=None if asked.screen is False else may_tell,
        screen_all=asked.screen is True,
    )


@contextmanager
def told_progress(asked: Asked, tally: Tally, memory: Callable[[], Mapping[str, int]] = dict) -> Iterator[Step]:
    """Progress for a person and, where asked, for a program; gives what is to be called after each report.

    Takes    memory = megabytes that other processes of the run take, by their names.
    """
    if asked.log_json == OUTPUT and asked.shape is not None:
        raise UsageError("--log-json -: standard output holds what is told; name a file, or keep what is told with --into")
    total = count_reports(asked.paths)
    with open_progress(total, prints=asked.shape is not None) as step, open_log(asked.log_json, total, tally, memory) as log:

        def both() -> None:
            tally.counts["done"] += 1
            step()
            log()

        yield both


@contextmanager
def told_when_stopped(tally: Tally, asked: Asked) -> Iterator[None]:
    """Says how far the run came where it is stopped by hand."""
    try:
        yield
    except KeyboardInterrupt:
        kept = f", {tally.counts['kept']:,} of them kept now" if asked.into or asked.parquet else ""
        say(f"{counted(tally.counts['reports'], 'report')} read{kept}")
        raise


def _take(report: Report, asked: Asked, kit: Kit, register: Register | None, tally: Tally) -> None:
    """Reads one report, keeps it, and only then reports it as done."""
    if register is not None:
        report = replace(report, id=register.own_id(report))
    if register is not None and register.has_reading(report, kit.rules):
        tally.counts["already there"] += 1
        for problem in report.problems:
            tally.note(problem)
        held = register.find_reading(report.id) if asked.shape else None
        if held is not None and held.rules == kit.rules and held.report.sha256 == report.sha256:
            print_reading(held, asked)
        return
    reading = read_reading(report, kit, tally)
    if register is not None and not any(problem.code == FAULT for problem in reading.problems):
        register.keep(reading, at=datetime.now(UTC).isoformat(timespec="seconds"))
        tally.counts["kept"] += 1
        if asked.verbose:
            say(f"kept {report.id}")
    print_reading(reading, asked)


def read_reading(report: Report, kit: Kit, tally: Tally) -> Reading:
    """What a report tells, counted; a fault of ours in it becomes one of its problems."""
    from legation.pipeline import read_report

    return count_reading(reading_of(report, kit, read_report), tally)


def reading_of(report: Report, kit: Kit, read: Callable[[Report, Kit], Reading]) -> Reading:
    """What a report tells; a fault of ours in it becomes one of its problems."""
    reading = attempt(lambda: read(report, kit), report)
    if isinstance(reading, Problem):
        return Reading(report=report, contacts=(), problems=(*report.problems, reading), rules=kit.rules)
    return reading


def count_reading(reading: Reading, tally: Tally) -> Reading:
    """The reading, once it is counted."""
    tally.add(count_of(reading))
    return reading


def count_of(reading: Reading) -> Count:
    """How much a reading comes to."""
    told = Counter(str(finding.body.kind) for finding in all_told(reading))
    return Count(words=len(reading.report.text.split()), told=told, problems=problems_of(reading), language=reading.report.language)


def attempt(make: Callable[[], T], report: Report) -> T | Problem:
    """What is made of one report, or the fault of ours that it brought to light, so that the run goes on."""
    try:
        return make()
    except LegationError:
        raise
    # The one place where any fault is caught: a report that finds a hole in the rules must not cost the others.
    except Exception as fault:
        return _fault_of_ours(report, fault)


def _fault_of_ours(report: Report, fault: Exception) -> Problem:
    """What is noted of a fault of the program, and where in it that was."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"
    advice = f"a fault of Legation's own ({type(fault).__name__} at {at}): the report was passed over; please report it with the text"
    return Problem(code=FAULT, where=report.source or report.id, advice=advice)


def problems_of(reading: Reading) -> tuple[Problem, ...]:
    """All that the record of a report notes."""
    noted = record_of(reading)["problems"]
    return tuple(Problem(**problem) for problem in noted) if isinstance(noted, list) else ()


def print_reading(reading: Reading, asked: Asked) -> None:
    """What one report tells, as asked."""
    report = reading.report
    if asked.shape is Shape.JSONL:
        head = {"report": report_record(report, text=True)} if asked.text else {}
        print_line({**record_of(reading), **head})
    elif asked.shape is Shape.TABLE:
        page = console()
        page.print(cell(headline(report), "bold"), soft_wrap=True)
        if not reading.contacts:
            unread = next((problem.advice for problem in reading.problems if problem.code == NOT_READ), None)
            page.print(f"{unread or 'nothing told of visits, meetings, calls or invitations'}\n")
        print_contacts(map(line_of_finding, reading.contacts), kept=False)
        print_statements(reading.statements, kept=False)
        print_claims(reading.claims, kept=False)


def headline(report: Report) -> str:
    """What a report is called above its table."""
    day = report.published.isoformat() if report.published else "day of publication not known"
    known = (day, report.outlet, report.title, report.source, f"id {report.id}")
    return ", ".join(safe(part) for part in known if part)


def summary(tally: Tally, asked: Asked, *, always: tuple[str, ...] = ("visit", "meeting")) -> int:
    """Tells at the end what was done and what went amiss; the exit code.

    Takes    always = what is counted even where there is none.
    """
    for problem in tally.problems[:PROBLEMS_SHOWN]:
        say(f"problem {problem.code}: {problem.where}: {problem.advice}")
    if tally.counts["problem"] > PROBLEMS_SHOWN:
        say(f"and {counted(tally.counts['problem'] - PROBLEMS_SHOWN, 'more problem')}; the records of the reports name theirs")
    if asked.verbose:
        for note in tally.notes:
            say(f"{note.code}: {note.where}: {note.advice}")
    say(_summary_line(tally, always))
    if tally.languages:
        say(_languages_line(tally.languages))
    if tally.held:
        say(f"kept in {asked.into}{counted_once(tally.held)}; see: legation list visits --register {asked.into}")
    return 1 if tally.problems else 0


def _languages_line(languages: Counter[str]) -> str:
    """How many reports were not read for their language, the commonest first."""
    number = languages.total()
    codes = ", ".join(f"{code} {count:,}" for code, count in sorted(languages.items(), key=lambda item: (-item[1], item[0])))
    return f"{counted(number, 'report')} in {'a language' if number == 1 else 'languages'} that no pipeline here reads: {codes}"


def _summary_line(tally: Tally, always: tuple[str, ...]) -> str:
    """The counts of a run and its speed."""
    seconds = time.monotonic() - tally.started
    counts = tally.counts
    there = f" ({counts['already there']:,} already there)" if counts["already there"] else ""
    told = [counted(counts[kind], kind) for kind in (*always, *COUNTED) if kind in always or counts[kind]]
    parts = [
        f"{counted(counts['reports'], 'report')}{there}",
        *told,
        *([f"{counted(counts['screened'], 'page')} screened out"] if counts["screened"] else []),
        counted(counts["problem"], "problem"),
        *([counted(counts["note"], "note")] if counts["note"] else []),
        f"{seconds:.1f} seconds",
        f"{counts['words'] / max(seconds, 0.001):,.0f} words a second",
    ]
    return ", ".join(parts)
