"""Reads sources that are broken in every way, and keeps those that a reader raises on, is slow on, or needs much memory for.

    python scripts/fuzz_readers.py [--seconds 3600] [--kind html] [--seed 1] [--keep FOLDER]
    python scripts/fuzz_readers.py --again FILE...

Each source comes from a sound one with things done to it, or holds one thing very many times (``fuzz_inputs.py``, ``fuzz_floods.py``).
Where atheris is installed it chooses among the former by the lines of code that they reach; otherwise they are drawn from the seed alone.
Sources are read in a process of their own, which is ended when it hangs. One line a minute tells what was found; what was is kept in
FOLDER with a .txt beside it that says why. ``--again`` reads what was kept.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import io
import itertools
import multiprocessing
import os
import re
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import FunctionType
from typing import Any

import fuzz_floods
import fuzz_inputs

from legation.model import Problem, Report
from legation.read import Given, sources
from legation.read.language import language_of

GIVEN = Given(today=date(2026, 11, 1))
SMALL, SMALL_SECONDS, SECONDS = 200_000, 2.0, 10.0
"""Bytes of a small source, and seconds of the processor that a report of a small and of any source may take."""
ITEM_SECONDS = 0.05
"""Seconds for each further report or problem of one source."""
MEMORY = 1_500
"""Megabytes at most."""
ENOUGH_SECONDS = 20.0
"""Seconds after which no more reports of one source are read; each was bounded until then."""
HANG_SECONDS = 40.0
SILENT_SECONDS = 300.0
"""Seconds by the clock on the wall after which a process that says nothing is ended, whatever it waits for."""
TURN = 45
"""Seconds that one kind is read before the next has its turn."""
KEPT_OF_A_KIND = 3
CLEARED_AT_MOST = 20
"""Sources that proved fast when they were read again, after which others that are slow at the same place are passed over."""
HELD = 50
"""The last sources that were read, for what is told of one is heard while the next are read."""
FLOODS, LARGE = 0.3, 0.05
"""Share of sources that hold one thing very many times, and of those that may be large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What reading one source came to."""

    seconds: float
    megabytes: int
    items: tuple[str, ...]
    fault: str | None
    """Where and what was wrong; the same for all sources that break in the same way."""
    trace: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3_600)
    parser.add_argument("--kind", choices=fuzz_inputs.KINDS, action="append")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"))
    parser.add_argument("--again", type=Path, nargs="+", metavar="FILE")
    options = parser.parse_args()
    if not hasattr(sources, "_guarded"):
        sys.exit("the net under the readers has another name now; name it here, or what falls into it is not seen")
    sources._guarded = lambda reports, source: reports
    _loaded()
    if options.again:
        return _read_again(options.again)
    options.keep.mkdir(parents=True, exist_ok=True)
    (options.keep / ".trace").touch()
    watch = Watch(options.keep)
    seeds = itertools.count(options.seed)
    ends = time.monotonic() + options.seconds
    for kind in itertools.cycle(options.kind or fuzz_inputs.KINDS):
        left = ends - time.monotonic()
        if left <= 1:
            break
        watch.run(Turn(kind=kind, seed=next(seeds), seconds=min(left, TURN), folder=options.keep))
    watch.tell(whole=True)
    return 1 if watch.faults else 0


def _loaded() -> None:
    """Loads what the first page, feed and foreign text load, so that no source is charged with it."""
    language_of("Le ministre des affaires")
    for kind in ("html", "feed", "mail"):
        for data in fuzz_inputs.seeds(kind)[:2]:
            read(data, fuzz_inputs.NAMES[kind][0])


def read(data: bytes, name: str, *, whole: bool = True) -> Outcome:
    """Reads a source to its end.

    Takes    whole = whether it can be wound back, as a file can and a pipe cannot.
    """
    Path("/proc/self/clear_refs").write_text("5")
    stream = io.BytesIO(data) if whole else io.BufferedReader(_Pipe(data))
    items: Counter[str] = Counter()
    longest, fault, trace = 0.0, None, ""
    began = last = time.process_time()
    try:
        for item in sources.read_source(stream, name=name, source=name or "standard input", given=GIVEN):
            longest = max(longest, time.process_time() - last)
            check(item)
            items["report" if isinstance(item, Report) else item.code] += 1
            last = time.process_time()
            if last - began > ENOUGH_SECONDS:
                break
    except Exception as error:
        fault, trace = _named(error), traceback.format_exc()
    now = time.process_time()
    longest = max(longest, now - last)
    most = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024  # type: ignore[index]
    if fault is None and (longest > _bound(data) or now - began > _bound(data) + ITEM_SECONDS * items.total()):
        fault = "slow"
    elif fault is None and most > MEMORY:
        fault = "memory"
    told = tuple(f"{number} {code}" for code, number in items.most_common(4))
    return Outcome(seconds=now - began, megabytes=most, items=told, fault=fault, trace=trace)


def check(item: object) -> None:
    """Fails on what is no sound report or problem."""
    assert isinstance(item, Report | Problem), f"{type(item).__name__} came out"
    if isinstance(item, Problem):
        words = [item.code, item.where, item.advice]
    else:
        assert item.text.strip(), "a report without text"
        words = [item.text, item.id, item.title, item.outlet, item.byline, item.url, item.dateline, item.language, item.source]
        words += [word for problem in item.problems for word in (problem.where, problem.advice)]
        spans = [span for _, span in item.head_lines] + ([item.dateline_span] if item.dateline_span else [])
        assert all(0 <= span.start <= span.end <= len(item.text) for span in spans), "a span outside of the text"
        assert item.published is None or item.published.year > 1_600, "a day before there was a press"
    for word in words:
        (word or "").encode("utf-8")


def _named(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "legation" in frame.filename] or frames
    return f"{type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].name}"


class _Pipe(io.RawIOBase):
    """Bytes that come but once."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._inner.readinto(buffer)


# One process that reads, and what it is watched by.


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The time for which one process reads sources of one kind."""

    kind: str
    seed: int
    seconds: float
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A source that is being read."""

    name: str
    label: str
    held: Path
    at: float


class Watch:
    """Sees to the process that reads, counts, and keeps what it broke on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.faults: Counter[str] = Counter()
        self._cleared: Counter[str] = Counter()
        self._inputs: Counter[str] = Counter()
        self._seconds: Counter[str] = Counter()
        self._slowest: dict[str, float] = {}
        self._largest: dict[str, int] = {}
        self._told = time.monotonic()

    def run(self, turn: Turn) -> None:
        """Has sources read until the turn is over; a process that hangs or dies is followed by another."""
        ends, seeds = time.monotonic() + turn.seconds, itertools.count(turn.seed * 1_000)
        began = time.monotonic()
        while (left := ends - time.monotonic()) > 1:
            self._one(replace(turn, seed=next(seeds), seconds=left))
        self._seconds[turn.kind] += round(time.monotonic() - began)

    def _one(self, turn: Turn) -> None:
        here, there = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=work, args=(turn, there))
        process.start()
        there.close()
        begun: Begun | None = None
        heard = time.monotonic()
        with suppress(EOFError):
            while True:
                if here.poll(0.5):
                    begun = self._heard(turn, begun, here.recv())
                    heard = time.monotonic()
                elif time.monotonic() - heard > SILENT_SECONDS or (begun and _seconds_of(process.pid) - begun.at > HANG_SECONDS):
                    os.kill(process.pid or 0, signal.SIGUSR1)
                    time.sleep(1)
                    process.kill()
                    break
                self.tell()
        process.join()
        if begun is not None:
            trace = (self._folder / ".trace").read_text()
            fault = f"hangs at {_place(trace)}" if process.exitcode == -signal.SIGKILL else f"died ({process.exitcode}) at {_place(trace)}"
            self._keep(turn.kind, begun, Outcome(seconds=HANG_SECONDS, megabytes=0, items=(), fault=fault, trace=trace))
        (self._folder / ".trace").write_text("")

    def _heard(self, turn: Turn, begun: Begun | None, said: Begun | Outcome) -> Begun | None:
        if not isinstance(said, Outcome):
            return said
        self._inputs[turn.kind] += 1
        self._slowest[turn.kind] = max(self._slowest.get(turn.kind, 0), said.seconds)
        self._largest[turn.kind] = max(self._largest.get(turn.kind, 0), said.megabytes)
        if said.fault is not None and begun is not None:
            self._keep(turn.kind, begun, said)
        return None

    def _keep(self, kind: str, begun: Begun, outcome: Outcome) -> None:
        fault = f"{kind}: {outcome.fault}"
        if self.faults[fault] >= KEPT_OF_A_KIND or self._cleared[fault] > CLEARED_AT_MOST:
            self.faults[fault] += self.faults[fault] > 0
            return
        data = begun.held.read_bytes()
        stem = f"{kind}-{re.sub(r'[^A-Za-z0-9]+', '-', outcome.fault or '')[:60]}-{hashlib.sha256(data).hexdigest()[:8]}"
        # The ending tells under what name it is to be read again; standard input has none.
        kept = self._folder / f"{stem}{begun.name.removeprefix('a') or '.unnamed'}"
        kept.write_bytes(data)
        if (
            "slow" in fault
            and subprocess.run([sys.executable, __file__, "--again", kept], stdout=subprocess.DEVNULL, check=False).returncode == 0
        ):
            # It is the counting of lines by atheris that is slow.
            self._cleared[fault] += 1
            kept.unlink()
            return
        self.faults[fault] += 1
        figures = f"{len(data)} bytes, {outcome.seconds:.2f} seconds, {outcome.megabytes} MB, {', '.join(outcome.items)}"
        why = f"{fault}\n{begun.label}\n{figures}\n\n{outcome.trace}"
        (self._folder / f"{stem}.why").write_text(why)
        print(f"  found {fault}: {stem}", flush=True)

    def tell(self, *, whole: bool = False) -> None:
        """One line a minute."""
        if time.monotonic() - self._told < 60 and not whole:
            return
        self._told = time.monotonic()
        kinds = ", ".join(
            f"{kind} {number:,} in {self._seconds[kind]} s (most {self._slowest[kind]:.1f} s, {self._largest[kind]} MB)"
            for kind, number in sorted(self._inputs.items())
        )
        print(f"{time.strftime('%H:%M')} {self._inputs.total():,} inputs, {len(self.faults)} kinds of fault: {kinds}", flush=True)
        for fault, number in self.faults.most_common() if whole else ():
            print(f"  {number:,} times {fault}", flush=True)


def work(turn: Turn, told: Connection) -> None:
    """Reads sources of a kind until the time is up, each told to the watch before and after."""
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    trace = (turn.folder / ".trace").open("r+")
    for number in (signal.SIGUSR1, signal.SIGVTALRM):
        faulthandler.register(number, file=trace, all_threads=False)
    chance, numbers = Random(turn.seed), itertools.count()
    ends = time.monotonic() + turn.seconds

    def one(data: bytes, label: str) -> None:
        name, held = chance.choice(fuzz_inputs.NAMES[turn.kind]), turn.folder / f".held-{next(numbers) % HELD}"
        held.write_bytes(data)
        told.send(Begun(name=name, label=label, held=held, at=time.process_time()))
        # Its trace at the bound tells where a source is slow.
        signal.setitimer(signal.ITIMER_VIRTUAL, _bound(data))
        outcome = read(data, name, whole=chance.random() < 0.7)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if outcome.fault == "slow":
            trace.flush()
            lines = Path(trace.name).read_text()
            outcome = replace(outcome, fault=f"slow at {_place(lines)}", trace=lines)
        trace.seek(0)
        trace.truncate()
        told.send(outcome)

    def flood() -> None:
        label, data = fuzz_floods.flooded(turn.kind, chance, chance.random() < LARGE)
        one(data, label)

    if not by_atheris(turn, chance, one, flood):
        while time.monotonic() < ends:
            if chance.random() < FLOODS:
                flood()
            else:
                one(fuzz_inputs.mutated(turn.kind, chance.choice(fuzz_inputs.seeds(turn.kind)), chance), "")
    told.close()
    os._exit(0)


def by_atheris(turn: Turn, chance: Random, one: Callable[[bytes, str], None], flood: Callable[[], None]) -> bool:
    """Has atheris choose the sources by what they reach; False where it is not there."""
    try:
        import atheris
    except ImportError:
        return False
    held = turn.folder / ".reached" / turn.kind
    held.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(fuzz_inputs.seeds(turn.kind)):
        (held / f"seed-{number}").write_bytes(data)
    for name, module in list(sys.modules.items()):
        if name.startswith("legation.read"):
            for value in vars(module).values():
                if isinstance(value, FunctionType) and value.__module__ == name:
                    atheris.instrument_func(value)

    def change(data: bytes, most: int, seed: int) -> bytes:
        drawn = Random(seed)
        if drawn.random() < 0.2:
            return bytes(atheris.Mutate(data, most))
        base = data if len(data) > 20 and drawn.random() < 0.7 else drawn.choice(fuzz_inputs.seeds(turn.kind))
        return fuzz_inputs.mutated(turn.kind, base, drawn)[:most]

    def test(data: bytes) -> None:
        if chance.random() < FLOODS:
            flood()
        one(data, "")

    flags = (
        "-max_len=1000000",
        "-rss_limit_mb=0",
        "-timeout=600",
        f"-artifact_prefix={turn.folder}/.left-",
        "-verbosity=0",
        "-handle_usr1=0",
        f"-max_total_time={max(int(turn.seconds), 1)}",
    )
    atheris.Setup([sys.argv[0], str(held), *flags, f"-seed={chance.randrange(1, 2**31)}"], test, custom_mutator=change)
    atheris.Fuzz()
    return True


def _bound(data: bytes) -> float:
    return SMALL_SECONDS if len(data) <= SMALL else SECONDS


def _place(trace: str) -> str:
    """The innermost function of ours in a trace that was dumped, or where there is none the innermost of all."""
    places = re.findall(r'File "([^"]+)", line \d+ in (\S+)', trace)
    ours = [place for place in places if "legation" in place[0]] or places
    return f"{Path(ours[0][0]).name}:{ours[0][1]}" if ours else "no place known"


def _seconds_of(number: int | None) -> float:
    """Seconds of the processor that a process has taken."""
    try:
        words = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _read_again(files: Sequence[Path]) -> int:
    """Reads what was kept and tells what comes of it now."""
    faults = 0
    for path in files:
        if path.suffix != ".why":
            ending = "".join(path.suffixes)
            outcome = read(path.read_bytes(), "" if ending == ".unnamed" else f"a{ending}")
            faults += outcome.fault is not None
            told = outcome.fault or ", ".join(outcome.items)
            print(f"{outcome.seconds:6.2f} s {outcome.megabytes:5} MB {told:50} {path.name}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
