"""The care of a register: checked from top to bottom, and copied."""

from __future__ import annotations

from pathlib import Path

from legation.doors.ask import register_at
from legation.doors.page import counted, safe, say
from legation.doors.progress import settling
from legation.register.health import problems_of
from legation.register.store import Register


def check_register(*, register: Path | None, mend: bool) -> int:
    """Prints what is wrong with a register and what to do; the exit code is 1 where something is."""
    path = register_at(register)
    number = 0
    with Register.open(path) as held:
        if mend:
            held.derive_anew(settling())
        for problem in problems_of(held):
            number += 1
            print(safe(f"problem {problem.code}: {problem.where}: {problem.advice}"), flush=True)
        if number == 0:
            counts = held.counts()
            told = ", ".join(counted(counts[f"{name}s"], name) for name in ("report", "reading", "finding", "judgement", "mark"))
            say(f"{path}: {told}: no problem")
    if number:
        say(f"{path}: {counted(number, 'problem')}")
    return 1 if number else 0


def back_up(to: Path, *, register: Path | None, overwrite: bool) -> int:
    """Copies a register and says how large the copy is."""
    with Register.open(register_at(register)) as held:
        held.backup(to, overwrite=overwrite)
    with Register.open(to) as copy:
        counts = copy.counts()
    say(f"{to}: {counted(counts['reports'], 'report')}, {counted(counts['judgements'], 'judgement')}, {to.stat().st_size:,} bytes, checked")
    return 0
