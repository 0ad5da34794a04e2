"""Readings that others have written to Parquet files, brought into a register: ``legation import findings``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from legation.corpus.parts import DAMAGED, check_parquet, parts_in, readings_in
from legation.doors.ask import counted_once, register_at
from legation.doors.page import counted, say
from legation.doors.progress import open_progress, settling
from legation.doors.run import PROBLEMS_SHOWN
from legation.errors import RegisterError
from legation.identity import ID_DIGITS
from legation.model import Problem, Reading
from legation.record import all_told
from legation.register.rows import prove
from legation.register.store import Register


@dataclass(slots=True)
class Merged:
    """What a merge has come to."""

    parts: int = 0
    readings: int = 0
    fresh: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)


def import_findings(folders: Sequence[Path], *, register: Path | None) -> int:
    """Keeps the readings of all parts of some folders, and gives the exit code; what is held already adds nothing."""
    check_parquet("import findings")
    parts = [part for folder in folders for part in parts_in(folder)]
    merged = Merged(parts=len(parts))
    progress = open_progress(len(parts), prints=False) if sys.stderr.isatty() else nullcontext(lambda: None)
    with Register.open(register_at(register), create=True) as held, progress as step:
        for part in parts:
            _merge_part(held, part, merged)
            step()
        held.settle(settling())
        merged.held = held.counts()
    return _told(merged, register_at(register))


def _merge_part(held: Register, part: Path, merged: Merged) -> None:
    """Keeps the readings of one part, some at a time; what of it cannot be read, or does not hold, is noted."""
    for found in readings_in(part):
        if isinstance(found, Problem):
            merged.problems.append(found)
            continue
        sound = [one for one in found if _is_sound(one.reading, part, merged)]
        merged.readings += len(sound)
        merged.rules.update(one.reading.rules for one in sound)
        for at, dated in groupby(sound, key=lambda one: one.at):
            merged.fresh += held.keep_all([one.reading for one in dated if not _is_held(held, one.reading)], at=at)


def _is_sound(reading: Reading, part: Path, merged: Merged) -> bool:
    """Whether all quotes are what the report says; what does not hold is noted."""
    try:
        for finding in all_told(reading):
            prove(finding, reading.report)
    except RegisterError:
        advice = f"a finding quotes what its report {reading.report.id!r} does not say; read that report again"
        merged.problems.append(Problem(code=DAMAGED, where=str(part), advice=advice))
        return False
    return True


def _is_held(held: Register, reading: Reading) -> bool:
    """Whether the register has it under its id, or under the one by which a run of its own has kept the same text at the same address."""
    report = reading.report
    own = held.own_id(replace(report, id=report.sha256[:ID_DIGITS])) if report.id.startswith(report.sha256[:ID_DIGITS]) else report.id
    return held.has_reading(report, reading.rules) or held.has_reading(replace(report, id=own), reading.rules)


def _told(merged: Merged, register: Path) -> int:
    """Tells what was kept and what was amiss; the exit code."""
    for problem in merged.problems[:PROBLEMS_SHOWN]:
        say(f"problem {problem.code}: {problem.where}: {problem.advice}")
    if len(merged.problems) > PROBLEMS_SHOWN:
        say(f"and {counted(len(merged.problems) - PROBLEMS_SHOWN, 'more problem')}")
    if len(merged.rules) > 1:
        say(f"they were read by {len(merged.rules)} versions of the rules; of a report that was read by several the one kept last counts")
    there = merged.readings - merged.fresh
    parts = (counted(merged.parts, "file"), counted(merged.readings, "report"), f"{there:,} already there")
    say(", ".join((*parts, counted(len(merged.problems), "problem"))))
    say(f"kept in {register}{counted_once(merged.held)}; see: legation list visits --register {register}")
    return 1 if merged.problems else 0
