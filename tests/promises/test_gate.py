"""Promise: no figure of a scoreboard falls below its floor, and no set is exchanged unseen."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import pages  # noqa: E402
import scoring  # noqa: E402
import verdicts  # noqa: E402

FLOORS = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(set(FLOORS) - {"pages", "threads", "threads_first", "verdict_claims", "verdict_facts"}))
def test_no_figure_falls_below_its_floor(name: str, shared: Path) -> None:
    reports, golds = getattr(scoring, name)()
    floors = dict(FLOORS[name])
    assert scoring.digest_of(reports, golds) == floors.pop("digest"), f"the set {name} is another one; its floors are not its own"
    lost: list[str] = []
    result = scoring.score(reports, golds, lambda *words: lost.append(" ".join(map(str, words))))
    figures = {kind: row["F1"] if isinstance(row, dict) else row for kind, row in result.items()}
    fallen = {figure: (figures[figure], floor) for figure, floor in floors.items() if figures[figure] < floor}
    assert not fallen, f"{name}: {fallen}\n" + "\n".join(lost)


def test_no_share_of_right_pages_falls_below_its_floor() -> None:
    paths = sorted(pages.FOLDER.glob("*.html"))
    floors = dict(FLOORS["pages"])
    assert pages.digest_of(paths) == floors.pop("digest"), "the pages are others; their floors are not their own"
    truths, found = [pages.truth_of(path) for path in paths], [pages.by_legation(path) for path in paths]
    shares = {field: pages.right(truths, found, field) / len(paths) for field in floors}
    lost = [f"{path.stem}: {line}" for path, one, other in zip(paths, truths, found, strict=True) for line in pages.misses(one, other)]
    assert all(shares[field] >= floor for field, floor in floors.items()), f"{shares}\n" + "\n".join(lost)


@pytest.mark.parametrize("name", ["claims", "facts"])
def test_no_verdict_of_a_few_is_asserted_wrongly_and_most_are_right(name: str) -> None:
    figures = verdicts.measure(name, every=8).figures
    assert figures["wrong"] == 0 and figures["right"] >= FLOORS[f"verdict_{name}"]["right"] - 0.05, figures


@pytest.mark.long
@pytest.mark.parametrize("name", ["claims", "facts"])
def test_no_verdict_is_asserted_wrongly_and_most_are_right(name: str) -> None:
    score = verdicts.measure(name)
    floors = dict(FLOORS[f"verdict_{name}"])
    assert score.digest == floors.pop("digest"), f"the set of {name} is another one; its floors are not its own"
    assert score.figures["wrong"] == floors.pop("wrong")
    assert all(score.figures[figure] >= floor for figure, floor in floors.items()), score.figures
