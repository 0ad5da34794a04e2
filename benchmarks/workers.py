"""One worker and two on the same reports: how much faster two are, what the process that keeps them busy takes, and memory.

    python benchmarks/workers.py [--times 40] [--pages] [--workers 1,2]

Reads the samples of this project, or its sample pages with --pages, over and over under new ids, through the command as a person
runs it, into a register that is thrown away. The clock counts from the first report to the last; on a machine that does other work
besides, only processor time means something.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
LOOK_EVERY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a run has taken."""

    reports: int
    words: int
    clock: float
    here: float
    """Processor time of the process that keeps, in seconds."""
    workers: float
    """The same of all others, from their start on."""
    memory_here: int
    memory_worker: int
    """Megabytes, at the highest look."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=40, help="how often each sample is read")
    parser.add_argument("--pages", action="store_true", help="pages, of which the story must be found first")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--parquet", action="store_true", help="keep in files instead of a register")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        paths, words = _multiplied(Path(folder), options.times, pages=options.pages)
        first: Taken | None = None
        for number in map(int, options.workers.split(",")):
            taken = _run(Path(folder), paths, number, words, parquet=options.parquet)
            _print(number, taken, first)
            first = first or taken
    return 0


def _multiplied(folder: Path, times: int, *, pages: bool) -> tuple[Path, int]:
    """The samples so many times, and how many words they have; of pages their number is not counted."""
    if pages:
        to = folder / "pages"
        to.mkdir()
        for page in sorted((SAMPLES / "pages").glob("*.html")):
            data = page.read_bytes()
            for number in range(times):
                (to / f"{page.stem}-{number:04}.html").write_bytes(data)
        return to, 0
    rows = [json.loads(line) for line in (SAMPLES / "samples.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    to, words = folder / "reports.jsonl", 0
    with to.open("w", encoding="utf-8") as out:
        for number in range(times):
            for row in rows:
                words += len(row["text"].split())
                out.write(json.dumps(row | {"id": f"{row['id']}-{number}", "url": None}) + "\n")
    return to, words


def _run(folder: Path, paths: Path, workers: int, words: int, *, parquet: bool) -> Taken:
    """One run of the command, watched."""
    log, into = folder / f"log-{workers}.jsonl", folder / f"kept-{workers}"
    keep = ["--parquet", str(into)] if parquet else ["--into", f"{into}.db"]
    command = [sys.executable, "-m", "legation", "read", str(paths), *keep, "--workers", str(workers), "--log-json", str(log)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    own = psutil.Process(running.pid)
    here, others, highest = 0.0, dict[int, float](), 0
    while running.poll() is None:
        try:
            here = sum(own.cpu_times()[:2])
            for child in own.children(recursive=True):
                others[child.pid] = sum(child.cpu_times()[:2])
                highest = max(highest, child.memory_info().rss)
        except psutil.Error:
            pass
        time.sleep(LOOK_EVERY)
    if running.returncode not in (0, 1):
        sys.exit(running.stderr.read() if running.stderr else "failed")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    # The first line is written when a worker has loaded its tables.
    begun, ended = (datetime.fromisoformat(lines[n]["time"]) for n in (0, -1))
    return Taken(
        reports=lines[-1]["reports"],
        words=words,
        clock=max((ended - begun).total_seconds(), 1),
        here=here,
        workers=sum(others.values()),
        memory_here=lines[-1]["memory"]["here"],
        memory_worker=int(highest / 1024**2),
    )


def _print(number: int, taken: Taken, first: Taken | None) -> None:
    """A line for a run."""
    each = 1000 / max(taken.reports, 1)
    faster = f", {first.clock / taken.clock:.2f} times as fast as with the first" if first else ""
    print(
        f"{number} workers: {taken.reports:,} reports in {taken.clock:,.0f} s ({taken.reports / taken.clock:,.1f} a second,"
        f" {taken.words / taken.clock:,.0f} words a second){faster}; processor time a report:"
        f" {taken.workers * each:,.1f} ms at the workers, {taken.here * each:,.1f} ms here;"
        f" memory: {taken.memory_worker} MB the largest worker, {taken.memory_here} MB here",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
