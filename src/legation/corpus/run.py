"""A run over many reports: found and kept here, in their order, and read by others; ``legation read --workers`` and its kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from types import TracebackType

from legation.corpus.cluster import open_pool, workers_given
from legation.corpus.keep import Keep, Nowhere, into_parts, into_register
from legation.corpus.stage import Pool, Stage
from legation.corpus.work import Opened, Read, Ready, open_sources, read_reports
from legation.doors.page import say
from legation.doors.run import FAULT, Asked, Tally, count_reading, given_by, print_reading, summary, told_progress, told_when_stopped
from legation.errors import ClusterError, UsageError
from legation.model import Problem, Reading, Report
from legation.read.later import LATER, Later
from legation.read.paths import find_in_paths

KILLED = "read.killed"
"""Code of the problem that a report is which ends the process that reads it."""
NOT_KEPT = (FAULT, KILLED)
"""What is not kept, so that the next run tries again."""


@dataclass(frozen=True, slots=True)
class There:
    """A report that was kept before, as read by the same rules."""

    report: Report


Told = Reading | Ready | There | Problem


def read_many(asked: Asked, *, read: Read | None = None) -> int:
    """Reads the reports and gives the exit code, as ``doors.run.read_run`` does.

    Takes    read = what reads a report, in place of ``legation.pipeline.read_report``.
    """
    check_options(asked)
    tally = Tally()
    with ExitStack() as stack:
        keep = _open_keep(asked, stack, tally)
        pool = stack.enter_context(open_pool(asked.workers, asked.cluster))
        rules = pool.rules(asked.pipeline)
        stack.enter_context(told_when_stopped(tally, asked))
        step = stack.enter_context(told_progress(asked, tally, pool.memory))
        taking = stack.enter_context(Taking(asked=asked, keep=keep, tally=tally, rules=rules))
        found = find_in_paths(asked.paths, LATER, given=given_by(asked))
        # What is printed must come back as it was read; else the workers write it out for the register.
        prepares = asked.into is not None and not asked.shape
        work = partial(read_reports, pipeline=asked.pipeline, read=read, prepares=prepares)
        for told in told_by(found, pool, keep, rules=rules, work=work):
            taking.take(told)
            step()
        taking.flush()
        tally.held = keep.counts() if tally.counts["kept"] else {}
    code = summary(tally, asked)
    if asked.parquet:
        say(f"kept in {asked.parquet}; bring it into a register with: legation import findings {asked.parquet} --register REGISTER")
    return code


def check_options(asked: Asked) -> None:
    """Raises UsageError for options that do not go together."""
    workers_given(asked.workers, asked.cluster)
    if asked.into and asked.parquet:
        raise UsageError(
            "--into keeps in a register, --parquet in files; give one of the two: legation import findings brings files into one"
        )


def told_by(
    found: Iterable[Later | Report | Problem], pool: Pool, keep: Keep, *, rules: str, work: partial[list[Reading | Ready]]
) -> Iterator[Told]:
    """What is told by all that was found, in its order; what is kept already is not read."""
    opening = Stage(sort=Later, work=open_sources, killed=_killed_source, weigh=_size, at_once=16, weight=1_000_000)
    reading = Stage(sort=Report, work=work, killed=partial(_killed_report, rules=rules), weigh=_length, at_once=16, weight=200_000)
    opened = pool.through(found, opening)
    decided = (_decided(one, keep, rules) for one in _flat(opened))
    return (told for told in pool.through(decided, reading) if not isinstance(told, Report))


def _flat(opened: Iterable[Opened | Later | Report | Problem]) -> Iterator[Report | Problem]:
    """What sources have given, one by one."""
    for one in opened:
        if isinstance(one, tuple):
            yield from one
        elif not isinstance(one, Later):
            yield one


def _decided(one: Report | Problem, keep: Keep, rules: str) -> Report | There | Problem:
    """A report under its id, or what need not be read."""
    if isinstance(one, Problem):
        return one
    own = keep.own(one)
    return There(own) if keep.holds(own, rules) else own


def _size(source: Later) -> int:
    return source.size


def _length(report: Report) -> int:
    return len(report.text)


def _killed_source(source: Later) -> Opened:
    """What stands for a source that cannot be opened without the process's death."""
    return (_killed(source.source),)


def _killed_report(report: Report, rules: str) -> Reading:
    """What stands for a report that cannot be read without it."""
    return Reading(report=report, contacts=(), problems=(*report.problems, _killed(report.source or report.id)), rules=rules)


def _killed(where: str) -> Problem:
    advice = "the process that read it died of it, again and again; it was set aside and the rest was read: please report it with the text"
    return Problem(code=KILLED, where=where, advice=advice)


@dataclass(slots=True, kw_only=True)
class Taking:
    """Takes what is told: counts, keeps some readings at a time, and prints what is kept. What a stopped run has is kept yet."""

    asked: Asked
    keep: Keep
    tally: Tally
    rules: str
    waiting: list[Reading | Ready] = field(default_factory=list)

    def __enter__(self) -> Taking:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None and issubclass(kind, KeyboardInterrupt | ClusterError):
            self.flush()

    def take(self, told: Told) -> None:
        """Takes the next thing in order."""
        if isinstance(told, Problem):
            self.tally.note(told)
            return
        if isinstance(told, There):
            self._note_there(told.report)
        elif isinstance(told, Ready):
            self._check(told.prepared.rules)
            self.tally.add(told.count)
            self._wait(told)
        else:
            self._take_reading(told)
        self.tally.counts["reports"] += 1

    def flush(self) -> None:
        """Keeps what waits."""
        readings, self.waiting = self.waiting, []
        if not readings:
            return
        kept = [one.prepared if isinstance(one, Ready) else one for one in readings]
        self.keep.keep(kept, at=datetime.now(UTC).isoformat(timespec="seconds"))
        if not isinstance(self.keep, Nowhere):
            self.tally.counts["kept"] += len(readings)
        for one in readings:
            if self.asked.verbose and not isinstance(self.keep, Nowhere):
                say(f"kept {one.prepared.id if isinstance(one, Ready) else one.report.id}")
            if isinstance(one, Reading):
                print_reading(one, self.asked)

    def _check(self, rules: str) -> None:
        """Raises ClusterError where a report was read by other rules than the rest."""
        if rules != self.rules:
            raise ClusterError(
                "a worker reads by other rules than the others; install one version, with the same posts of your own, everywhere"
            )

    def _take_reading(self, reading: Reading) -> None:
        self._check(reading.rules)
        count_reading(reading, self.tally)
        if any(problem.code in NOT_KEPT for problem in reading.problems):
            self.keep.leave(reading.report)
            self.flush()
            print_reading(reading, self.asked)
            return
        self._wait(reading)

    def _wait(self, one: Reading | Ready) -> None:
        """Puts by what is to be kept with the next."""
        self.waiting.append(one)
        if len(self.waiting) >= self.keep.together:
            self.flush()

    def _note_there(self, report: Report) -> None:
        self.tally.counts["already there"] += 1
        for problem in report.problems:
            self.tally.note(problem)
        if self.asked.shape:
            self.flush()
            if held := self.keep.find(report, self.rules):
                print_reading(held, self.asked)


def _open_keep(asked: Asked, stack: ExitStack, tally: Tally) -> Keep:
    """Where the readings go."""
    if asked.into:
        return stack.enter_context(into_register(asked.into))
    if asked.parquet:
        keep, problems = into_parts(asked.parquet)
        for problem in problems:
            tally.note(problem)
        return keep
    return Nowhere()
