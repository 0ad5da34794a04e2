"""How far a long run is, with rate and time left, on standard error alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from legation.doors.page import counted, say

SILENT_UP_TO = 20
"""Reports that need no progress: they are done within a breath."""
SETTLING_LINE_EVERY = 5
"""Seconds between two lines on how far entries are."""
LINE_EVERY = 100
"""Reports between two lines where there is no terminal."""


Step = Callable[[], None]
"""Told after each report."""


@contextmanager
def open_progress(total: int | None, *, prints: bool) -> Iterator[Step]:
    """A bar on a terminal, else a line every some reports; nothing for a short run.

    Takes    prints = whether the run prints what it finds; on the same terminal a bar would run into that.
    """
    if total is not None and total <= SILENT_UP_TO:
        yield lambda: None
    elif sys.stderr.isatty() and not (prints and sys.stdout.isatty()):
        with _bar(total) as step:
            yield step
    else:
        yield _lines(total)


@contextmanager
def _bar(total: int | None) -> Iterator[Step]:
    """A bar that rich draws."""
    from rich import progress as drawn
    from rich.console import Console

    columns = (
        drawn.TextColumn("reading"),
        drawn.BarColumn(),
        drawn.MofNCompleteColumn(),
        drawn.TextColumn("{task.fields[rate]}"),
        drawn.TimeRemainingColumn(),
        drawn.TextColumn("left"),
    )
    # Standard output is for programs: rich must not lead it to the terminal.
    with drawn.Progress(*columns, console=Console(file=sys.stderr), redirect_stdout=False, transient=True) as bar:
        task = bar.add_task("reading", total=total, rate="")

        def step() -> None:
            bar.advance(task)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{speed:,.1f} a second" if speed else "")

        yield step


def _lines(total: int | None) -> Step:
    """A line every some reports."""
    started = time.monotonic()
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % LINE_EVERY == 0:
            say(line_of(done, total, time.monotonic() - started))

    return step


def settling() -> Callable[[int, int], None]:
    """Says every few seconds how far findings have been brought together to entries."""
    started = told = time.monotonic()

    def step(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= SETTLING_LINE_EVERY:
            told = now
            left = (total - done) / max(done / (now - started), 0.001)
            say(f"{done:,} of {counted(total, 'finding')} brought together, about {time_left(left)} left")

    return step


def line_of(done: int, total: int | None, seconds: float) -> str:
    """How far a run is, how fast, and how long it will take."""
    rate = done / max(seconds, 0.001)
    if total is None:
        return f"{counted(done, 'report')}, {rate:,.1f} a second"
    left = max(total - done, 0) / max(rate, 0.001)
    return f"{done:,} of {counted(total, 'report')}, {rate:,.1f} a second, about {time_left(left)} left"


def time_left(seconds: float) -> str:
    """A stretch of time as it is told: ``40 s``, ``12 min``, ``3 h 5 min``."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
