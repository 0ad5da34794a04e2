"""Promise: a run may be killed at any moment; what it reported kept is kept, and the next run goes on from there."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from legation.register.store import Register

REPORTS = 60
PLACES = ("Ottawa", "Vienna", "Lima", "Nairobi", "Hanoi", "Oslo")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small reports, each of a visit of its own."""
    folder = tmp_path_factory.mktemp("reports")
    for number in range(REPORTS):
        place, day = PLACES[number % len(PLACES)], number % 28 + 1
        text = f"Foreign Minister Ana Prieto of Chile visited {place} on March {day}, {1990 + number // 28}."
        (folder / f"{number:02}.txt").write_text(f"{text}\n\nShe met local students there.\n", encoding="utf-8")
    return folder


def start(folder: Path, register: Path) -> subprocess.Popen[str]:
    """A run that tells each report kept."""
    command = [sys.executable, "-m", "legation", "read", str(folder), "--into", str(register), "--verbose"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_after(running: subprocess.Popen[str], count: int) -> list[str]:
    """Kills a run when it has told so many reports kept; gives all that it told, to the last."""
    kept: list[str] = []
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("kept "):
            kept.append(line.split()[1])
        if len(kept) == count:
            running.send_signal(signal.SIGKILL)
    assert running.wait(timeout=60) == -signal.SIGKILL, "the run was over before it was killed"
    return kept


@pytest.mark.parametrize("count", [1, 7, 31])
def test_a_killed_run_goes_on_where_it_was(folder: Path, tmp_path: Path, count: int) -> None:
    register = tmp_path / "r.db"
    kept = killed_after(start(folder, register), count)
    with Register.open(register) as held:
        there = {report.id for report in held.reports()}
        visits = {entry.id for entry in held.visits()}
    assert count <= len(kept) < REPORTS
    assert set(kept) <= there, "what was reported kept is kept"
    assert len(there) <= len(kept) + 1, "at most the one report was kept whose line was not told"
    assert visits

    _, told = start(folder, register).communicate(timeout=300)
    kept_now = re.findall(r"^kept (\S+)$", told, flags=re.MULTILINE)
    assert not there & set(kept_now), "nothing is kept twice"
    assert f"{REPORTS} reports ({len(there)} already there), " in told
    with Register.open(register) as held:
        ids = [report.id for report in held.reports()]
        assert len(ids) == len(set(ids)) == REPORTS
        assert set(ids) == there | set(kept_now)
        assert all(len(held.readings(name)) == 1 for name in ids)
        assert visits <= {entry.id for entry in held.visits()}
        assert len(held.visits()) >= REPORTS


def test_a_killed_run_and_a_whole_one_come_to_the_same(folder: Path, tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken.db", tmp_path / "whole.db"
    killed_after(start(folder, broken), 20)
    for register in (broken, whole):
        run = start(folder, register)
        run.communicate(timeout=300)
        assert run.returncode == 0
    with Register.open(broken) as one, Register.open(whole) as other:
        assert one.entries() == other.entries() != ()


def test_a_run_stopped_by_hand_says_so(folder: Path, tmp_path: Path) -> None:
    register = tmp_path / "r.db"
    running = start(folder, register)
    assert running.stderr is not None
    running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert told.splitlines()[-1] == "legation: stopped; what was reported done is kept"
    assert "Traceback" not in told
    with Register.open(register) as held:
        assert 1 <= held.counts()["reports"] < REPORTS
