"""Every case of tests/cases: text in, findings out; what is told too much counts as much as what is missed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from case_notation import Case, compare, read_cases

from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

HERE = Path(__file__).parent
CASES = tuple(case for path in sorted(HERE.glob("*.case")) for case in read_cases(path))
CASES_AT_LEAST = 600
HITS_AT_LEAST, NEAR_MISSES_AT_LEAST = 4, 3


def known_misses() -> dict[str, str]:
    """The cases that fail today, each with its cause; a line is ``file: title  ~  cause``."""
    lines = (HERE / "known_misses.txt").read_text(encoding="utf-8").splitlines()
    rows = [re.split(r"\s+~\s+", line, maxsplit=1) for line in lines if line.strip() and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Parser, tables and lists, loaded once for all cases."""
    return load_kit()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case, kit: Kit) -> None:
    report = read_text(case.text, published=case.published, language="en", dated=False)
    lines = compare(case, read_report(report, kit))
    cause = known_misses().get(case.id)
    if cause is not None and lines:
        pytest.xfail(cause)
    assert cause is None, f"{case.id} passes now: take it off known_misses.txt"
    assert not lines, "\n".join(["", case.text, *lines])


def test_every_known_miss_is_a_case() -> None:
    assert known_misses().keys() <= {case.id for case in CASES}


def test_there_are_cases_enough() -> None:
    print(f"{len(CASES)} cases, {len(known_misses())} known misses")
    assert len(CASES) >= CASES_AT_LEAST


@pytest.mark.parametrize("path", sorted(HERE.glob("*.case")), ids=lambda p: p.stem)
def test_every_file_has_hits_and_near_misses(path: Path) -> None:
    cases = read_cases(path)
    near = [case for case in cases if case.title.startswith("near miss")]
    assert len(near) >= NEAR_MISSES_AT_LEAST
    assert len(cases) - len(near) >= HITS_AT_LEAST
