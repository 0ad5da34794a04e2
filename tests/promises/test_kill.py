"""Promise: reading and judging may be killed at any moment; what was reported kept is kept, and the next run goes on from there."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from legation import cli
from legation.register.store import Register

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
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


@pytest.mark.parametrize(("count", "seed"), [(1, 1), (20, 2)])
def test_reading_and_judging_killed_together_leave_a_sound_register(folder: Path, tmp_path: Path, count: int, seed: int) -> None:
    register, said = tmp_path / "r.db", tmp_path / "judged.txt"
    reports = set(killed_after(start(folder, register), 10))
    with said.open("w") as out:
        command = [sys.executable, str(SCRIPTS / "kill_runs.py"), "--judge", str(register), "--seed", str(seed)]
        judging = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=out)
    reports |= set(killed_after(start(folder, register), count))
    until = time.monotonic() + 60
    while not (judgements := judgements_in(said)) and time.monotonic() < until:
        time.sleep(0.05)
    judging.send_signal(signal.SIGKILL)
    assert judging.wait(timeout=60) == -signal.SIGKILL, said.read_text()
    assert judgements
    assert cli.run(["doctor", "--register", str(register)]) == 0
    with Register.open(register) as held:
        assert reports <= {report.id for report in held.reports()}
        assert judgements_in(said) <= {judgement.id for judgement in held.judgements()}
    assert f"{REPORTS} reports " in start(folder, register).communicate(timeout=300)[1]
    assert cli.run(["doctor", "--register", str(register)]) == 0


def judgements_in(said: Path) -> set[str]:
    """The judgements that a process has told as kept; a line that was cut off was not told."""
    return set(re.findall(r"^kept (\S+)\n", said.read_text(), flags=re.MULTILINE))


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
