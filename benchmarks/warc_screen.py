"""What the screen of whole pages lets drop: findings in the texts that tell of some, and texts that tell of none.

    python benchmarks/warc_screen.py [--data DATA_FOLDER] [--verbose]

Without a folder the samples and threads of this project and the given reports; with it also the real press texts that
../shared/gold/real/README.md names, converted as it says, those of its aside.txt left out. Every text is read in full, so it takes a while.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from legation.model import Finding, Reading
from legation.pipeline import load_kit, read_report
from legation.read import read_text
from legation.screen import may_tell

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SHORTEST = 8
"""Words of a text."""


@dataclass(slots=True)
class Count:
    """What became of the texts of one set."""

    telling: int = 0
    findings: int = 0
    lost: int = 0
    said: int = 0
    """Statements that carry a finding."""
    said_lost: int = 0
    others: int = 0
    passed: int = 0
    """Of the others."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print the findings that are lost")
    given = parser.parse_args()
    kit = load_kit()
    counts: dict[str, Count] = {}
    for name, text, day in _texts(given.data):
        try:
            reading = read_report(read_text(text, published=day), kit)
        except RecursionError:
            print(f"{name}: a text cannot be read: {text[:60]!r}", file=sys.stderr)
            continue
        _take(counts.setdefault(name, Count()), reading, verbose=given.verbose)
    print(
        "| set | texts that tell | findings | lost | their statements | lost | other texts | of them pass |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    for name, count in {**counts, "all": _sum(counts)}.items():
        share = f"{count.passed / count.others:.0%}" if count.others else "-"
        print(
            f"| {name} | {count.telling} | {count.findings} | {count.lost} | {count.said} | {count.said_lost} | {count.others} | {share} |"
        )
    return 0


def _take(count: Count, reading: Reading, *, verbose: bool) -> None:
    found: list[Finding[Any]] = [*reading.contacts, *reading.claims]
    passes = may_tell(reading.report.text)
    if not found:
        count.others += 1
        count.passed += passes
        return
    said = {finding.said_by for finding in found if finding.said_by}
    count.telling += 1
    count.findings += len(found)
    count.said += len(said)
    if not passes:
        count.lost += len(found)
        count.said_lost += len(said)
        if verbose:
            print(f"lost: {[finding.evidence[0].quote[:80] for finding in found]}")


def _sum(counts: dict[str, Count]) -> Count:
    fields = Count.__slots__
    return Count(*(sum(getattr(count, field) for count in counts.values()) for field in fields))


def _texts(data: Path | None) -> Iterator[tuple[str, str, date | None]]:
    """Set, text and day of each text."""
    yield from _rows("samples", ROOT / "samples" / "samples.jsonl", frozenset())
    for path in sorted((ROOT / "tests" / "threads").glob("*.toml")):
        for thread in tomllib.loads(path.read_text(encoding="utf-8"))["threads"]:
            for report in thread["reports"]:
                yield "threads", report["text"].strip(), _day(report.get("published"))
    if (SHARED / "gold").is_dir():
        yield from _rows("gold/contacts", SHARED / "gold" / "contacts" / "reports.jsonl", frozenset())
    if data is not None:
        aside = frozenset((SHARED / "gold" / "real" / "aside.txt").read_text(encoding="utf-8").split())
        for path in sorted(data.glob("*/*.jsonl")):
            if "test" not in path.stem:
                yield from _rows(path.stem, path, aside)


def _rows(name: str, path: Path, aside: frozenset[str]) -> Iterator[tuple[str, str, date | None]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (row.get("doc_id") or row.get("id")) not in aside and len(row["text"].split()) >= SHORTEST:
            yield name, row["text"], _day(row.get("dct") or row.get("published") or row.get("date_publish"))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
