"""The register at a million findings: how long it takes to build, to add to and to ask, and how much memory it wants.

    .venv/bin/python benchmarks/scale.py [--findings 1000000] [--register FILE] [--reuse]

Reports are made up (``scale_data.py``), office-holders are real. Times are those of the clock; those of the processor are told besides,
for a machine that is not idle.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import resource
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from scale_data import FIRST, LAST, POSTS, TOPICS, World, readings

from legation.ask.query import Question, question
from legation.model import ContactKind, Reading
from legation.register.keeping import much_made
from legation.register.prepared import Prepared, prepare
from legation.register.store import Register

AT = "2024-01-01T00:00:00+00:00"
BATCH = 5000
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
            _build(path, given.findings, Path(folder))
        _ask(path)
        _add(path)
    own, others = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"memory at its highest: {own:,.0f} MB here, {others:,.0f} MB in the largest of the other processes")
    return 0


def _build(path: Path, findings: int, folder: Path) -> None:
    """Fills an empty register and settles it: two processes prepare readings, as those of ``read --workers`` do; this one keeps them."""
    made = [_put_by(batch, folder / f"{number}.readings") for number, batch in enumerate(_batches(readings(findings)))]
    kept = 0
    with Register.open(path, create=True) as register:
        started, before = time.perf_counter(), time.process_time()
        for batch in _prepared(made):
            kept += register.keep_all(batch, at=AT)
        spent, busy = time.perf_counter() - started, time.process_time() - before
        others = _busy_elsewhere()
        started, before = time.perf_counter(), time.process_time()
        register.settle()
        settled, writing = time.perf_counter() - started, time.process_time() - before
        told, entries = (register.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("findings", "entries"))
    size = path.stat().st_size / 1024**2
    print(f"built: {kept:,} reports, {told:,} findings, {entries:,} entries, {size:,.0f} MB")
    print(f"kept in {spent:,.0f} s, settled in {settled:,.0f} s, together {(spent + settled) / 60:.1f} min", flush=True)
    print(f"of the processor, to keep: {busy:,.0f} s here and {others:,.0f} s in the processes that prepare")
    print(f"of the processor, to settle: {writing:,.0f} s here and {_busy_elsewhere() - others:,.0f} s in the other processes", flush=True)


def _put_by(batch: list[Reading], path: Path) -> Path:
    """Readings in a file: to make them up is no part of what is measured."""
    path.write_bytes(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))
    return path


def _prepare(path: Path) -> list[Prepared]:
    """The readings of a file, made ready for the register."""
    with much_made():
        return [prepare(one) for one in pickle.loads(path.read_bytes())]


def _prepared(paths: Sequence[Path]) -> Iterator[list[Prepared]]:
    """The readings of files in order, prepared by two processes that are no more than two files ahead."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        ahead: deque[Future[list[Prepared]]] = deque()
        for path in paths:
            ahead.append(pool.submit(_prepare, path))
            if len(ahead) > 2:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _busy_elsewhere() -> float:
    """Seconds of the processor that ended processes have taken."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _batches(made: Iterator[Reading]) -> Iterator[list[Reading]]:
    """Readings some at a time."""
    while batch := list(islice(made, BATCH)):
        yield batch


def _ask(path: Path) -> None:
    """Asks for people, posts, countries, places, days, states and words, for a first page and the number of all.

    What is asked gives entries with all their values, made of all their findings; what is listed gives rows of a list.
    """
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
        "place": lambda: question(visit, place=f"{country()}ville {chance.randrange(4)}"),
        "days": lambda: question(visit, since=_day(chance).isoformat(), until=_day(chance).isoformat()),
        "a month": lambda: question(visit, since=(month := _day(chance).isoformat()[:7]), until=month),
        "status": lambda: question(visit, status=chance.choice(("planned", "under_way", "occurred")), to=country()),
        "any of a status": lambda: question(visit, status=chance.choice(("planned", "under_way", "occurred"))),
        "words": lambda: question(visit, text=f"{holder()} visited"),
        "a word that stands in every twelfth report": lambda: question(visit, text=chance.choice(TOPICS)),
    }
    with Register.open(path) as register:
        for name, sort in sorts.items():
            asked = [sort() for _ in range(ASKED)]
            _print(f"asked by {name}", [_timed(lambda one=one: register.ask(one, limit=SHOWN)) for one in asked])  # type: ignore[misc]
            _print(f"listed by {name}", [_timed(lambda one=one: register.look(one, limit=SHOWN)) for one in asked])  # type: ignore[misc]
        ids = [row[0] for row in register.connection.execute("SELECT id FROM entries ORDER BY random() LIMIT ?", (ASKED,))]
        _print("one entry by its id", [_timed(lambda one=one: register.entry(one)) for one in ids])  # type: ignore[misc]


def _day(chance: random.Random) -> date:
    return date.fromordinal(chance.randrange(FIRST.toordinal(), LAST.toordinal()))


def _add(path: Path) -> None:
    """Adds reports one by one, each kept on the disk and settled before the next."""
    with Register.open(path) as register:
        held = register.counts()["reports"]
        fresh = list(islice(readings(5000, seed=held, after=held), ADDED))
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
