"""How far a run is, for programs: one JSON object a line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from legation.doors.progress import Step
from legation.errors import UsageError

if TYPE_CHECKING:
    from legation.doors.run import Tally

EVERY = 5
"""Seconds between two lines."""
OUTPUT = "-"


@contextmanager
def open_log(where: str | None, total: int | None, tally: Tally, memory: Callable[[], Mapping[str, int]]) -> Iterator[Step]:
    """A line at the start, every few seconds, and at the end; lines are added to a file that is there.

    Takes    where = path, ``-`` for standard output, None for no lines; memory = megabytes of other processes of the run by their names.
    Raises   UsageError where the file cannot be written.
    """
    if where is None:
        yield lambda: None
        return
    with _opened(where) as out:
        started = told = time.monotonic()

        def write(state: str) -> None:
            line = line_of(state, tally, total, seconds=time.monotonic() - started) | {"memory": {"here": own_memory(), **memory()}}
            print(json.dumps(line), file=out, flush=True)

        def step() -> None:
            nonlocal told
            if (now := time.monotonic()) - told >= EVERY:
                told = now
                write("running")

        state = "stopped"
        write("started")
        try:
            yield step
            state = "done"
        finally:
            write(state)


@contextmanager
def _opened(where: str) -> Iterator[TextIO]:
    if where == OUTPUT:
        yield sys.stdout
        return
    try:
        out = open(where, "a", encoding="utf-8")  # noqa: SIM115 - closed below; only the opening may fail here
    except OSError as fault:
        raise UsageError(f"--log-json {where}: {fault.strerror}; name a file that can be written") from None
    with out:
        yield out


def line_of(state: str, tally: Tally, total: int | None, *, seconds: float) -> dict[str, object]:
    """How far a run is: ``done`` counts what was found, reports and what was none; unknown is null."""
    counts = tally.counts
    done = counts["done"]
    rate = done / seconds if seconds > 0 else 0.0
    left = max(total - done, 0) / rate if total is not None and rate else None
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "state": state,
        "done": done,
        "total": total,
        "reports": counts["reports"],
        "kept": counts["kept"],
        "already_there": counts["already there"],
        "screened": counts["screened"],
        "problems": counts["problem"],
        "notes": counts["note"],
        "rate": round(rate, 2),
        "left": None if left is None else round(left),
    }


def own_memory() -> int | None:
    """Megabytes that this process has taken at its highest; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(taken / 1024**2 if sys.platform == "darwin" else taken / 1024)
