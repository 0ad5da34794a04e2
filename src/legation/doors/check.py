"""Checks of reports: what the record says of their claims and of what they tell as facts."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from legation.api import day_given
from legation.doors.ask import DEFAULT_REGISTER
from legation.doors.listing import print_line
from legation.doors.options import SheetShape
from legation.doors.page import counted, say
from legation.doors.run import Asked, Tally, attempt, read_reading, reports_of, summary, told_when_stopped
from legation.model import Match, Outcome, Problem, Reading
from legation.record import record_of
from legation.register.store import Register

if TYPE_CHECKING:
    from legation.checking import Checked, Evidence


@dataclass(slots=True, kw_only=True)
class Run:
    """One run of checks, and what it has come to."""

    evidence: Evidence
    as_of: date | None
    shape: SheetShape
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    matches: Counter[Match] = field(default_factory=Counter)

    def take(self, checked: Checked) -> None:
        """Counts and prints what was found of one report."""
        self.outcomes.update(verdict.outcome for verdict in checked.verdicts.values())
        self.matches.update(found.outcome for found in checked.comparisons.values())
        if self.shape is SheetShape.JSONL:
            print_line(record_of(checked.reading, checked.verdicts, checked.comparisons))
            return
        from legation.doors.sheet import Sources, lines_of_check

        coverages = {declared.id: declared for declared in self.evidence.coverages}
        register = str(self.evidence.register.path) if self.evidence.register else None
        for text in lines_of_check(checked, Sources(official=self.evidence.official, coverages=coverages, register=register)):
            print(text, flush=not text)


def check_run(asked: Asked, *, as_of: str | None, register: Path | None, shape: SheetShape) -> int:
    """Checks the reports and gives the exit code: 1 where a problem was passed over."""
    day = day_given(as_of, "--as-of")
    with ExitStack() as stack:
        path = register_beside(register)
        held = stack.enter_context(Register.open(path)) if path else None
        # Loaded after the register, so that a wrong place for it is told at once.
        from legation.checking import Evidence
        from legation.official import OfficialRecord
        from legation.pipeline import load_kit

        kit = load_kit(asked.pipeline)
        evidence = Evidence.open(held, OfficialRecord.of_tables(kit.tables))
        run, tally = Run(evidence=evidence, as_of=day, shape=shape), Tally()
        stack.enter_context(told_when_stopped(tally, asked))
        for report in reports_of(asked, tally):
            _take(read_reading(report, kit, tally), run, tally)
    _say_outcomes(run)
    return summary(tally, asked, always=())


def _take(reading: Reading, run: Run, tally: Tally) -> None:
    """Checks one reading; a fault of ours in it becomes one of its problems."""
    from legation.checking import Checked

    checked = attempt(lambda: run.evidence.check(reading, run.as_of), reading.report)
    if isinstance(checked, Problem):
        tally.note(checked)
        checked = Checked.none(reading, checked, run.as_of)
    run.take(checked)


def register_beside(given: Path | None) -> Path | None:
    """The register that is asked besides the packaged record: the one given, else that of the environment or folder if it is there."""
    if given is not None:
        return given
    path = Path(os.environ.get("LEGATION_REGISTER") or DEFAULT_REGISTER)
    return path if path.exists() else None


def _say_outcomes(run: Run) -> None:
    """How many claims and facts came out how."""
    claims = ", ".join(f"{run.outcomes[outcome]} {outcome.value}" for outcome in Outcome)
    facts = ", ".join(f"{run.matches[match]} {match.value.replace('_', ' ')}" for match in Match)
    say(f"{counted(run.outcomes.total(), 'claim')}: {claims}; {counted(run.matches.total(), 'fact')}: {facts}")
