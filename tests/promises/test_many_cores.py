"""Promise: workers may die and runs may be killed; nothing is lost, nothing doubled, and the register is that of a run in one process."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from legation import cli
from legation.corpus.cluster import open_pool
from legation.corpus.run import KILLED, read_many
from legation.corpus.stage import Stage
from legation.doors.run import Asked
from legation.kit import Kit
from legation.model import Reading, Report
from legation.register.store import Register

pytest.importorskip("distributed")
psutil = pytest.importorskip("psutil")
REPORTS = 200
PLACES = ("Ottawa", "Vienna", "Lima", "Nairobi", "Hanoi", "Oslo")
POISON, UNLUCKY = "r017", "r041"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small reports, each of a visit of its own; one text stands there three times."""
    file = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    lines = []
    for number in range(REPORTS):
        place, day, year = PLACES[number % len(PLACES)], number % 28 + 1, 1990 + number // 28
        text = f"Foreign Minister Ana Prieto of Chile visited {place} on March {day}, {year}. She met local students there."
        lines.append({"id": f"r{number:03}", "text": text, "published": f"{year}-04-01"})
    twice = {"text": "Foreign Minister Ana Prieto of Chile visited Quito on May 3, 2001.", "published": "2001-05-04"}
    lines += [twice | {"url": f"https://{name}.example/1"} for name in "abc"]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def alone(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of a run in one process."""
    register = tmp_path_factory.mktemp("alone") / "r.db"
    assert cli.run(["read", str(file), "--into", str(register)]) == 0
    return register


def reader(marks: Path) -> Callable[[Report, Kit], Reading]:
    """A reader that ends its process at one report always, and at another once. It is sent to workers, so it stands in no module."""

    def read(report: Report, kit: Kit) -> Reading:
        from legation.pipeline import read_report

        mark = marks / report.id
        if report.id == "r017" or (report.id == "r041" and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL) if report.id == "r041" else os._exit(1)
        return read_report(report, kit)

    return read


def test_a_deadly_report_is_set_aside_and_a_killed_worker_costs_nothing(file: Path, alone: Path, tmp_path: Path, capsys: Captured) -> None:
    register, log = tmp_path / "r.db", tmp_path / "log.jsonl"
    asked = Asked(paths=(str(file),), published=None, into=register, shape=None, workers=2, log_json=str(log))
    assert read_many(asked, read=reader(tmp_path)) == cli.PROBLEMS
    told = capsys.readouterr().err
    assert f"\nproblem {KILLED}: {file}:{int(POISON[1:]) + 1}: " in f"\n{told}"
    assert f"{REPORTS + 3} reports, " in told and ", 1 problem, " in told
    assert "Traceback" not in told
    assert (tmp_path / UNLUCKY).exists()
    last = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
    assert (last["state"], last["done"], last["kept"], last["problems"]) == ("done", REPORTS + 3, REPORTS + 2, 1)
    with Register.open(register) as held, Register.open(alone) as other:
        ids = [report.id for report in held.reports()]
        assert ids == [report.id for report in other.reports() if report.id != POISON], "in the order of one process, under its ids"
        assert all(len(held.readings(name)) == 1 for name in ids)

    # The next run, by a reader that lives, reads what was set aside and nothing else.
    assert cli.run(["read", str(file), "--into", str(register)]) == 0
    assert f"{REPORTS + 3} reports ({REPORTS + 2} already there), 1 visit" in capsys.readouterr().err
    with Register.open(register) as held, Register.open(alone) as other:
        assert held.entries() == other.entries() != ()
        assert held.digest() == other.digest()


def start(file: Path, register: Path) -> subprocess.Popen[str]:
    """A run with workers that tells each report kept."""
    command = [sys.executable, "-m", "legation", "read", str(file), "--into", str(register), "--workers", "1", "--verbose"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def started(program: str, *options: str) -> subprocess.Popen[bytes]:
    """A program of Dask's, as the command ``dask`` starts it."""
    command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until_kept(running: subprocess.Popen[str]) -> list[str]:
    """The ids told as kept, as soon as there are some."""
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("kept "):
            return [line.split()[1]]
    raise AssertionError("the run ended before it had kept anything")


def test_a_killed_run_leaves_no_worker_and_goes_on_where_it_was(file: Path, alone: Path, tmp_path: Path) -> None:
    register = tmp_path / "r.db"
    running = start(file, register)
    kept = until_kept(running)
    workers = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGKILL)
    assert running.stderr is not None
    kept += re.findall(r"^kept (\S+)$", running.stderr.read(), flags=re.MULTILINE)
    assert running.wait(timeout=60) == -signal.SIGKILL
    assert workers and psutil.wait_procs(workers, timeout=60)[1] == [], "workers end with the run"
    with Register.open(register) as held:
        there = {report.id for report in held.reports()}
    assert set(kept) <= there, "what was told as kept is kept"
    assert 0 < len(there) < REPORTS

    _, told = start(file, register).communicate(timeout=300)
    assert f"{REPORTS + 3} reports ({len(there)} already there), " in told
    assert not there & set(re.findall(r"^kept (\S+)$", told, flags=re.MULTILINE)), "nothing is kept twice"
    with Register.open(register) as held, Register.open(alone) as other:
        assert [report.id for report in held.reports()] == [report.id for report in other.reports()]
        assert held.entries() == other.entries()


@pytest.mark.long
def test_a_run_stopped_by_hand_keeps_what_it_has_and_says_so(file: Path, tmp_path: Path) -> None:
    register = tmp_path / "r.db"
    running = start(file, register)
    until_kept(running)
    # As a terminal does, to the run and its workers alike.
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == cli.STOPPED
    assert told.splitlines()[-1] == "legation: stopped; what was reported done is kept"
    assert "Traceback" not in told and "distributed" not in told
    with Register.open(register) as held:
        assert 0 < held.counts()["reports"] < REPORTS


@pytest.mark.long
def test_the_workers_of_a_cluster_read_the_same(file: Path, alone: Path, tmp_path: Path) -> None:
    address = tmp_path / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(address)]
    scheduler = started("dask_scheduler", *options)
    worker = None
    try:
        until = time.monotonic() + 60
        while not address.exists() and time.monotonic() < until:
            time.sleep(0.1)
        where = json.loads(address.read_text(encoding="utf-8"))["address"]
        worker = started("dask_worker", where, "--nthreads", "1", "--no-dashboard")
        register = tmp_path / "r.db"
        assert cli.run(["read", str(file), "--into", str(register), "--cluster", where]) == 0
        with Register.open(register) as held, Register.open(alone) as other:
            assert held.digest() == other.digest()
            assert held.entries() == other.entries()
    finally:
        for process in (worker, scheduler):
            if process is not None:
                process.terminate()
                process.wait(timeout=60)


def test_what_was_sent_to_workers_is_let_go() -> None:
    sent, size = 500, 400_000
    stage = Stage(sort=bytes, work=partial(map_of, len), killed=len, weigh=len, at_once=1, weight=1)
    with open_pool(1, None) as pool:
        assert list(pool.through([bytes(size)], stage)) == [size]
        before = psutil.Process().memory_info().rss
        assert list(pool.through((os.urandom(size) for _ in range(sent)), stage)) == [size] * sent
        grown = psutil.Process().memory_info().rss - before
    assert grown < sent * size / 3, f"{grown / 1e6:.0f} MB more, of {sent * size / 1e6:.0f} that were sent"


def map_of(work: Callable[[bytes], int], batch: Sequence[bytes]) -> list[int]:
    """The results of a function, one for each item."""
    return [work(one) for one in batch]
