"""Words a second of processor time, once warm, beside the whole spaCy pipeline on the same texts in the same run.

    python benchmarks/speed.py [REPORTS.jsonl] [--articles 200] [--profile]

Reads the first articles with a text of at least 100 words, over and over where there are fewer; without a path the samples of this project.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import pstats
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import spacy

from legation.model import Report
from legation.parse import BATCH
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "samples.jsonl"
SHORTEST = 100
WARMING = 20
SLOW_SECONDS = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--profile", action="store_true", help="print the functions of this package that cost most")
    options = parser.parse_args()
    reports = _reports(options.reports, options.articles)
    words = sum(len(r.text.split()) for r in reports)
    start = time.process_time()
    kit = load_kit()
    print(f"{len(reports)} articles, {words} words; loaded in {time.process_time() - start:.2f} s of processor time")
    for report in reports[:WARMING]:
        read_report(report, kit)
    ours = _ours(reports, kit)
    print(f"legation       {words / ours:8.0f} words a second ({ours:.2f} s)")
    theirs = _theirs(reports, kit)
    print(f"spaCy, whole   {words / theirs:8.0f} words a second ({theirs:.2f} s)   legation / spaCy {theirs / ours:.2f}")
    if options.profile:
        _profile(reports, kit)
    return 0


def _reports(path: Path, count: int) -> list[Report]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    long = [row for row in rows if len(row["text"].split()) >= SHORTEST]
    if not long:
        sys.exit(f"{path} has no text of {SHORTEST} words")
    return [_report(row, n) for n, row in enumerate(itertools.islice(itertools.cycle(long), count))]


def _report(row: dict[str, Any], number: int) -> Report:
    published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    return read_text(row["text"], id=f"{number}", published=published)


def _ours(reports: list[Report], kit: Kit) -> float:
    whole = 0.0
    for report in reports:
        start = time.process_time()
        read_report(report, kit)
        taken = time.process_time() - start
        whole += taken
        if taken > SLOW_SECONDS:
            print(f"slow: report {report.id}, {len(report.text.split())} words, {taken:.2f} s")
    return whole


def _theirs(reports: list[Report], kit: Kit) -> float:
    nlp = spacy.load(kit.parser.name.rpartition("-")[0])
    for _ in nlp.pipe((r.text for r in reports[:WARMING]), batch_size=BATCH):
        pass
    start = time.process_time()
    for _ in nlp.pipe((r.text for r in reports), batch_size=BATCH):
        pass
    return time.process_time() - start


def _profile(reports: list[Report], kit: Kit) -> None:
    profiler = cProfile.Profile()
    profiler.enable()
    for report in reports:
        read_report(report, kit)
    profiler.disable()
    stats = pstats.Stats(profiler)
    for order in ("tottime", "cumulative"):
        print(f"--- by {order}")
        stats.sort_stats(order).print_stats("legation", 25)


if __name__ == "__main__":
    sys.exit(main())
