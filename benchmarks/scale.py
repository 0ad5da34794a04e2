"""The register at a million findings: how long it takes to build, to add to and to ask, and how much memory it wants.

    .venv/bin/python benchmarks/scale.py [--findings 1000000] [--register FILE] [--reuse]

Reports are made up (``scale_data.py``), office-holders are real. Times are those of the clock on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from scale_data import FIRST, LAST, POSTS, World, readings

from legation.ask.query import Question, question
from legation.model import ContactKind, Reading
from legation.register.store import Register

AT = "2024-01-01T00:00:00+00:00"
BATCH = 1000
ASKED = 200
"""Questions of each sort."""
SHOWN = 20
"""Entries of an answer that are read, as a page shows them; how many there are in all is told besides."""
ADDED = 300


def main() -> int:
    """Builds, adds and asks, and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--register", type=Path, help="where the register is kept; else in a folder that is thrown away")
    parser.add_argument("--reuse", action="store_true", help="ask the register that is there")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = given.register or Path(folder) / "scale.db"
        if not given.reuse:
            _build(path, given.findings)
        _ask(path)
        _add(path)
    own, others = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"memory at its highest: {own:,.0f} MB here, {others:,.0f} MB in the largest of the other processes")
    return 0


def _build(path: Path, findings: int) -> None:
    """Fills an empty register and settles it."""
    kept = told = 0
    spent = 0.0
    with Register.open(path, create=True) as register:
        for batch in _batches(readings(findings)):
            started = time.perf_counter()
            register.keep_all(batch, at=AT)
            spent += time.perf_counter() - started
            kept += len(batch)
            told += sum(len(one.contacts) for one in batch)
        started = time.perf_counter()
        register.settle()
        settled = time.perf_counter() - started
        (entries,) = register.connection.execute("SELECT count(*) FROM entries").fetchone()
    size = path.stat().st_size / 1024**2
    print(f"built: {kept:,} reports, {told:,} findings, {entries:,} entries, {size:,.0f} MB")
    print(f"kept in {spent:,.0f} s, settled in {settled:,.0f} s, together {(spent + settled) / 60:.1f} min", flush=True)
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"of the processor: {sum(own[:2]):,.0f} s here, making the reports included, and {sum(others[:2]):,.0f} s elsewhere")


def _batches(made: Iterator[Reading]) -> Iterator[list[Reading]]:
    """Readings some at a time."""
    while batch := list(islice(made, BATCH)):
        yield batch


def _ask(path: Path) -> None:
    """Asks for people, posts, countries, places, days, states and words; each answer is a first page and the number of all."""
    world = World(7)
    chance = world.chance
    holder: Callable[[], str] = lambda: chance.choice(world.holders).person  # noqa: E731
    country: Callable[[], str] = lambda: chance.choice(sorted(world.by_country))  # noqa: E731
    visit = ContactKind.VISIT
    sorts: dict[str, Callable[[], Question]] = {
        "person": lambda: question(visit, visitor=holder()),
        "person, as host": lambda: question(visit, host=holder()),
        "post": lambda: question(visit, post=chance.choice(POSTS), from_=country()),
        "country visited": lambda: question(visit, to=country()),
        "from and to": lambda: question(visit, from_=country(), to=country()),
        "place": lambda: question(visit, text=f"{country()}ville {chance.randrange(4)}"),
        "days": lambda: question(visit, since=_day(chance).isoformat(), until=_day(chance).isoformat()),
        "a month": lambda: question(visit, since=(month := _day(chance).isoformat()[:7]), until=month),
        "status": lambda: question(visit, status=chance.choice(("planned", "under_way", "occurred")), to=country()),
        "any of a status": lambda: question(visit, status=chance.choice(("planned", "under_way", "occurred"))),
        "words": lambda: question(visit, text=f"{holder()} visited"),
    }
    with Register.open(path) as register:
        for name, sort in sorts.items():
            asked = [sort() for _ in range(ASKED)]
            _print(f"asked by {name}", [_timed(lambda one=one: register.ask(one, limit=SHOWN)) for one in asked])  # type: ignore[misc]
        ids = [row[0] for row in register.connection.execute("SELECT id FROM entries ORDER BY random() LIMIT ?", (ASKED,))]
        _print("one entry by its id", [_timed(lambda one=one: register.entry(one)) for one in ids])  # type: ignore[misc]


def _day(chance: random.Random) -> date:
    return date.fromordinal(chance.randrange(FIRST.toordinal(), LAST.toordinal()))


def _add(path: Path) -> None:
    """Adds reports one by one, each kept on the disk and settled before the next."""
    with Register.open(path) as register:
        fresh = [one for one in islice(readings(5000, seed=99), ADDED) if not register.has_reading(one.report, one.rules)]
        _print("a report added", [_timed(lambda one=one: register.keep(one, at=AT)) for one in fresh])  # type: ignore[misc]


def _timed(act: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _print(what: str, times: Sequence[float]) -> None:
    """Median, 95th percentile and longest of some times."""
    ordered = sorted(times)
    at95 = ordered[int(len(ordered) * 0.95)]
    print(f"{what}: median {statistics.median(ordered):.1f} ms, 95th percentile {at95:.1f} ms, longest {ordered[-1]:.1f} ms", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
