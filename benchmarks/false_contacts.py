"""Contacts told of news about other matters, where there should be none or hardly any.

    python benchmarks/false_contacts.py [--verbose]

Reads the reports of ../shared/gold/times: meantime.jsonl (120 Wikinews reports of the NewsReader MEANTIME corpus, business) and
gum_news.jsonl (24 of the GUM corpus; politics, sport, science, accidents), text CC BY 4.0 and 2.5, see SOURCE.md there. Prints how many
contacts are told, and under --verbose each of them with its evidence, for a reader to judge; the judgement stands in status.md. Reports
that tell any contact must be fewer than 1 in 20 but for those that truly do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from legation.model import Finding, Reading
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

TIMES = Path(__file__).resolve().parents[2] / "shared" / "gold" / "times"
SETS = {"meantime": "meantime.jsonl", "gum_news": "gum_news.jsonl"}
ALLOWED = 20
"""False contacts stand in fewer than one in so many reports."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="print each contact that is told, with its evidence")
    options = parser.parse_args()
    missing = [name for name in SETS.values() if not (TIMES / name).is_file()]
    if missing:
        sys.exit(f"no {' and no '.join(missing)} in {TIMES}: the reports are not beside this project, and none is read")
    kit = load_kit()
    telling = total = 0
    for name in SETS:
        readings = read_set(name, kit)
        _show(name, readings, verbose=options.verbose)
        telling, total = telling + sum(bool(r.contacts) for r in readings), total + len(readings)
    print(f"reports that tell a contact: {telling} of {total}; false ones must be in fewer than {total / ALLOWED:.1f}")
    return 0


def read_set(name: str, kit: Kit) -> list[Reading]:
    """What is told of the reports of a set."""
    lines = (TIMES / SETS[name]).read_text(encoding="utf-8").splitlines()
    return [_read(json.loads(line), kit) for line in lines if line.strip()]


def _read(row: dict[str, Any], kit: Kit) -> Reading:
    published = date.fromisoformat(row["dct"]) if row.get("dct") else None
    return read_report(read_text(row["text"], id=row["doc_id"], published=published), kit)


def _show(name: str, readings: list[Reading], *, verbose: bool) -> None:
    """The counts of one set, and what is told in it."""
    findings = [f for r in readings for f in r.contacts]
    kinds = Counter(f.body.kind.value for f in findings)
    print(
        f"{name}: reports {len(readings)}, with a contact {sum(bool(r.contacts) for r in readings)}, contacts {len(findings)} {dict(kinds)}"
    )
    for finding in findings if verbose else ():
        print("   ", _line(finding))


def _line(finding: Finding) -> str:
    body = finding.body
    parties = ", ".join(f"{p.role} {p.actor.name or p.actor.surface} ({p.actor.country})" for p in body.parties)
    what = f"{body.kind.value}{f' to {body.destination}' if body.destination else ''}, {body.status.value}, {finding.rule}"
    return f"{finding.report_id}: {what}: {parties}\n        {finding.evidence[0].quote!r}"


if __name__ == "__main__":
    sys.exit(main())
