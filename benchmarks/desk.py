"""How quick the desk is: readers at once go through its pages while a writer keeps reports beside them.

    python benchmarks/desk.py --register FILE [--readers 8] [--seconds 60] [--no-writer] [--in-place]

Prints for each kind of page the median and the 95th percentile of what a reader waits, alone the time of the processor that a page takes,
and what the first load weighs. The register is one that ``benchmarks/scale.py --findings N --register FILE`` has made; it is copied first,
unless it may be written to.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from legation.register.store import Register

ALONE = 25
"""Pages of a kind that are asked for one by one."""
WRITING = "import sys; sys.path.insert(0, sys.argv[2]); import desk; desk.write(sys.argv[1])"
Kinds = dict[str, Callable[[], str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--register", type=Path, required=True)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--no-writer", action="store_true", help="nobody writes beside the readers")
    parser.add_argument("--in-place", action="store_true", help="write to the register itself and not to a copy")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.register if given.in_place else Path(shutil.copy(given.register, Path(folder) / "desk.db"))
        with Register.open(path) as register:
            register.settle()
        kinds = kinds_of(path)
        with _served(path) as (address, process):
            _weigh(address)
            _alone(address, process, kinds)
            _together(address, path, kinds, given)
    return 0


def kinds_of(path: Path) -> Kinds:
    """What is asked for: of each kind an address, another each time."""
    chance = random.Random(7)
    with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as register:
        ids = _column(register, "SELECT id FROM entries WHERE kind = 'visit' ORDER BY random() LIMIT 500")
        people = _column(register, "SELECT DISTINCT wikidata FROM parties WHERE wikidata IS NOT NULL LIMIT 300")
        words = _column(register, "SELECT DISTINCT words FROM parties LIMIT 300")
        lands = _column(register, "SELECT DISTINCT country FROM countries WHERE country IS NOT NULL LIMIT 100")
        pairs = register.execute('SELECT "left", "right" FROM doubts ORDER BY random() LIMIT 100').fetchall()
        named = dict(
            register.execute('SELECT number, id FROM entries WHERE number IN (SELECT "left" FROM doubts UNION SELECT "right" FROM doubts)')
        )
        reports = _column(register, "SELECT id FROM reports ORDER BY random() LIMIT 300")
    one = chance.choice
    kinds: Kinds = {
        "today": lambda: "/today",
        "list of visits": lambda: "/visits",
        "list, far on": lambda: f"/visits?{urlencode({'page': chance.randrange(2, 200)})}",
        "list by person": lambda: f"/visits?{urlencode({'visitor': one(people)})}",
        "list by country": lambda: f"/visits?{urlencode({'to': one(lands)})}",
        "list by month": lambda: (
            f"/visits?{urlencode({'since': (month := f'{chance.randrange(1990, 2022)}-{chance.randrange(1, 13):02}'), 'until': month})}"
        ),
        "list by words": lambda: f"/visits?{urlencode({'text': one(words).split()[-1]})}",
        "list as JSON": lambda: f"/visits.json?{urlencode({'to': one(lands)})}",
        "map": lambda: f"/visits?{urlencode({'to': one(lands), 'view': 'map'})}",
        "timeline": lambda: f"/visits?{urlencode({'visitor': one(people), 'view': 'timeline'})}",
        "meetings": lambda: f"/meetings?{urlencode({'to': one(lands)})}",
        "statements": lambda: "/statements",
        "one visit": lambda: f"/visits/{quote(one(ids), safe='')}",
        "a person": lambda: f"/people/{quote(one(people), safe='')}",
        "a country": lambda: f"/countries/{one(lands)}",
        "two countries": lambda: "/countries/{}/{}".format(*chance.sample(lands, 2)),
        "a report": lambda: f"/reports/{quote(one(reports), safe='')}",
        "judge": lambda: "/judge",
    }
    if pairs:
        kinds["a pair to judge"] = lambda: "/judge/{}/{}".format(*(quote(named[number], safe="") for number in one(pairs)))
    return kinds


def _column(register: sqlite3.Connection, query: str) -> list[str]:
    return [row[0] for row in register.execute(query)]


@contextmanager
def _served(path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A desk over a register, once it is warm; its address and process."""
    command = [sys.executable, "-m", "legation", "serve", "--port", "0", "--register", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = re.search(r"http://[^/\s]+", process.stdout.readline())
    assert address is not None
    try:
        before = -1.0
        while (spent := _spent(process)) - before > 0.05:
            before = spent
            time.sleep(1)
        yield address.group(), process
    finally:
        process.terminate()
        process.wait()


def _spent(process: subprocess.Popen[str]) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes, float]:
    """Status, body as sent, and milliseconds until all of it is there."""
    started = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    return answer.status, body, (time.perf_counter() - started) * 1000


def _weigh(address: str) -> None:
    """Prints what the first load weighs, as sent."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    for page in ("/today", "/visits", "/read"):
        connection.request("GET", page)
        text = connection.getresponse().read().decode()
        links = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text)))
        sizes = [len(_get(connection, link)[1]) for link in (page, *links)]
        print(
            f"first load of {page}: {sum(sizes) / 1000:.0f} kB in {len(sizes)} answers, the page itself {sizes[0] / 1000:.0f} kB",
            flush=True,
        )


def _alone(address: str, process: subprocess.Popen[str], kinds: Kinds) -> None:
    """Prints what each kind of page costs where nobody else asks."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    for name, make in kinds.items():
        before, times, failed = _spent(process), [], 0
        for _ in range(ALONE):
            status, _, spent = _get(connection, make())
            times.append(spent)
            failed += status not in (200, 303, 307)
        cpu = (_spent(process) - before) * 1000 / ALONE
        told = f", {failed} failed" if failed else ""
        print(f"alone, {name}: median {statistics.median(times):.1f} ms, processor {cpu:.1f} ms{told}", flush=True)


def _together(address: str, path: Path, kinds: Kinds, given: argparse.Namespace) -> None:
    """Readers at once, each of whom takes one page after another, with a writer beside."""
    times: dict[str, list[float]] = defaultdict(list)
    failed: dict[str, int] = defaultdict(int)
    until = time.perf_counter() + given.seconds
    names = list(kinds)

    def read(seed: int) -> None:
        chance, connection = random.Random(seed), http.client.HTTPConnection(urlsplit(address).netloc)
        while time.perf_counter() < until:
            name = chance.choice(names)
            status, _, spent = _get(connection, kinds[name]())
            times[name].append(spent)
            failed[name] += status not in (200, 303, 307)

    command = [sys.executable, "-c", WRITING, str(path), str(Path(__file__).parent)]
    writer = None if given.no_writer else subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(given.readers)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    for name in names:
        if times[name]:
            _print(f"together, {name}", times[name], failed[name])
    every = [spent for some in times.values() for spent in some]
    _print(f"together, all pages of {given.readers} readers", every, sum(failed.values()))
    print(f"{len(every) / given.seconds:.1f} pages a second")
    if writer is not None:
        writer.terminate()
        told, _ = writer.communicate()
        print(f"the writer kept {told.count('.')} reports meanwhile")


def write(path: str) -> None:
    """Keeps made-up reports one by one, a few a second, until it is stopped."""
    from scale_data import readings

    with Register.open(path) as register:
        held = register.counts()["reports"]
        for one in readings(100_000, seed=held, after=held):
            if register.keep(one, at="2026-11-27T00:00:00+00:00"):
                print(".", end="", flush=True)
            time.sleep(0.2)


def _print(what: str, times: list[float], failed: int) -> None:
    """Median and 95th percentile of some times, and how many pages did not come."""
    ordered = sorted(times)
    told = f", {failed} failed" if failed else ""
    at95 = ordered[int(len(ordered) * 0.95)]
    print(f"{what}: {len(ordered)} pages, median {statistics.median(ordered):.0f} ms, 95th percentile {at95:.0f} ms{told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
