"""Promise: reports before, during and after a visit make one entry of it, and other visits stay apart."""

from __future__ import annotations

import random
import sys
import tomllib
from pathlib import Path

import pytest

from legation.model import Reading
from legation.pipeline import load_kit, read_report

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import threads  # noqa: E402

ALL_FLOORS = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))
FLOORS = ALL_FLOORS["threads"]
SETS = {"threads": None, "threads_first": threads.FIRST}


@pytest.fixture(scope="module")
def readings() -> tuple[Reading, ...]:
    """The readings of all reports of the threads."""
    kit = load_kit()
    return tuple(read_report(report, kit) for report in threads.load().reports)


def test_the_set_is_that_of_the_floors_and_large_enough() -> None:
    loaded = threads.load()
    told = [name for name in loaded.contacts if sum(one.contact == name for one in loaded.tells) >= 4]
    assert loaded.digest == FLOORS["digest"], "the threads are others; their floors are not their own"
    assert len(told) >= 20 and {one.contact for one in loaded.tells} == set(loaded.contacts)


@pytest.mark.parametrize("name", SETS)
def test_findings_of_one_visit_are_one_entry(name: str, readings: tuple[Reading, ...]) -> None:
    floors, loaded = dict(ALL_FLOORS[name]), threads.load(names=SETS[name])
    assert loaded.digest == floors.pop("digest"), "the threads are others; their floors are not their own"
    of_set = {report.id for report in loaded.reports}
    told = threads.score(loaded, [reading for reading in readings if reading.report.id in of_set])
    fallen = {figure: (told.figures[figure], floor) for figure, floor in floors.items() if told.figures[figure] < floor}
    assert not fallen, "\n".join(told.notes)


def test_the_order_of_arrival_changes_nothing(readings: tuple[Reading, ...]) -> None:
    loaded = threads.load()
    shuffled = random.Random(7).sample(readings, len(readings))
    assert threads.score(loaded, shuffled) == threads.score(loaded, readings)
