"""Claims told of public sets of news, each printed for a reader to judge: how many there are of each relation.

    python benchmarks/claims.py --data FOLDER [--set NAME ...] [--quiet]

FOLDER (or $GOLD_DATA) holds ``data``, made as ../shared/gold/real/README.md says; the texts are no part of this project. Of the sets of
press texts those reports are left out that are set aside for others to measure with (../shared/gold/real/aside.txt). Most texts of
``meantime`` and ``gum_news`` are about other matters: what is told there is told wrongly, or nearly so. The judgement stands in status.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from legation.claim_form import form_of
from legation.model import Claim, Finding, Reading
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

ASIDE = Path(__file__).resolve().parents[2] / "shared" / "gold" / "real" / "aside.txt"
SETS = {
    "meantime": "timex/meantime.jsonl",
    "gum_news": "timex/gum_news.jsonl",
    "timebank": "timex/timebank.jsonl",
    "aquaint": "timex/aquaint.jsonl",
    "giveme5w1h": "giveme5w1h/gold_standard.jsonl",
    "polnear": "quotes/polnear_train.jsonl",
}
"""The sets, each a file below ``data``."""
SMALL = ("meantime", "gum_news")
"""The sets that are read where none is named."""


def main() -> int:
    options = _options()
    aside = set(ASIDE.read_text(encoding="utf-8").split()) if ASIDE.is_file() else set()
    kit = load_kit()
    for name in options.set or SMALL:
        path = Path(options.data) / "data" / SETS[name]
        if not path.is_file():
            sys.exit(f"no {path}: bring the corpora first, as ../shared/gold/real/README.md says")
        _show(name, list(_readings(path, aside, kit)), quiet=options.quiet)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("GOLD_DATA"), help="folder that holds the corpora in its folder data")
    parser.add_argument("--set", action="append", choices=sorted(SETS), help="a set to read; by default meantime and gum_news")
    parser.add_argument("--quiet", action="store_true", help="print the counts alone")
    options = parser.parse_args()
    if options.data is None:
        parser.error("no data: name the folder of the corpora by --data or $GOLD_DATA; the press texts are no part of this project")
    return options


def _readings(path: Path, aside: set[str], kit: Kit) -> Iterator[Reading]:
    """What is told of each report of a file that is not set aside."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        key = str(row.get("doc_id") or row.get("id"))
        if key not in aside:
            day = str(row.get("dct") or row.get("date_publish") or "")[:10]
            yield read_report(read_text(row["text"], id=key, published=date.fromisoformat(day) if day[:1].isdigit() else None), kit)


def _show(name: str, readings: list[Reading], *, quiet: bool) -> None:
    """The counts of one set, and each claim with its form."""
    claims = [f for r in readings for f in r.claims]
    kinds = Counter(f.body.relation.value for f in claims)
    print(f"{name}: reports {len(readings)}, with a claim {sum(bool(r.claims) for r in readings)}, claims {len(claims)} {dict(kinds)}")
    for finding in () if quiet else claims:
        print("   ", _line(finding))


def _line(finding: Finding[Claim]) -> str:
    claim = finding.body
    form = f"{claim.relation.value}, {finding.rule}: {claim.subject.text}: {form_of(claim)}"
    return f"{finding.report_id}: {form}\n        {finding.evidence[0].quote!r}"


if __name__ == "__main__":
    sys.exit(main())
