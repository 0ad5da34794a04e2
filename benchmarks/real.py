"""The scoreboard on real press texts, which are not part of this project: bring them first, as ../shared/gold/real/README.md says.

    python benchmarks/real.py [--data FOLDER] [--set gold|sentences|both] [--records FILE] [--verbose] [--json] [--keep TOLD.jsonl]

FOLDER (or $GOLD_DATA) holds ``real_reports.jsonl``, made there by ``build_reports.py``. A told record without a partner, whose words
lie in what the annotator set aside (``left_out``), is arguable: it is counted apart and kept from the scorer. Statements are scored
in those reports alone where they were annotated.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text
from legation.record import record_of

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
SCORER = GOLD / "contacts" / "score_contacts.py"
SETS = {"gold": ("gold.jsonl",), "sentences": ("sentences.jsonl",), "both": ("gold.jsonl", "sentences.jsonl")}
Record = dict[str, Any]


def main() -> int:
    options = _options()
    reports = _reports(options.data)
    files = [options.records] if options.records else [GOLD / "real" / name for name in SETS[options.set]]
    golds = [g for file in files for g in _lines(file)]
    if missing := [g["id"] for g in golds if g["id"] not in reports]:
        sys.exit(f"{len(missing)} of {len(golds)} reports are not in {options.data}, as {missing[0]}: run build_reports.py again")
    kit = load_kit()
    told = [_read(reports[g["id"]], kit) for g in golds]
    if options.keep:
        _write(options.keep, told)
    arguable: Counter[str] = Counter()
    scorer = _scorer()
    kept = [_plain(gold, record, scorer, arguable) for gold, record in zip(golds, told, strict=True)]
    print(f"reports {len(golds)}; arguable, not scored:", dict(sorted(arguable.items())) or "none", file=sys.stderr, flush=True)
    flags = [f"--{name}" for name in ("verbose", "json") if getattr(options, name)]
    with tempfile.TemporaryDirectory() as folder:
        gold_file, told_file = Path(folder) / "gold.jsonl", Path(folder) / "told.jsonl"
        _write(gold_file, golds)
        _write(told_file, kept)
        return subprocess.run([sys.executable, str(SCORER), str(gold_file), str(told_file), *flags], check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("GOLD_DATA"), help="folder that holds real_reports.jsonl")
    parser.add_argument("--set", choices=sorted(SETS), default="both")
    parser.add_argument("--records", type=Path, help="hand-made records of another set of reports, instead of those of ../shared")
    parser.add_argument("--verbose", action="store_true", help="name every miss, untruth and wrong value")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, help="write what was told to this file, which holds press text: outside the project only")
    options = parser.parse_args()
    if options.data is None:
        parser.error("no data: name the folder of real_reports.jsonl by --data or $GOLD_DATA; the press texts are no part of this project")
    options.data = Path(options.data)
    return options


def _reports(folder: Path) -> dict[str, Record]:
    path = folder / "real_reports.jsonl"
    if not path.exists():
        sys.exit(f"no {path}: bring the corpora and run build_reports.py, as ../shared/gold/real/README.md says")
    return {row["id"]: row for row in _lines(path)}


def _read(row: Record, kit: Kit) -> Record:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    try:
        return dict(record_of(read_report(read_text(row["text"], id=row["id"], published=published), kit)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        error.add_note(f"while reading {row['id']}")
        raise


def _plain(gold: Record, record: Record, scorer: ModuleType, arguable: Counter[str]) -> Record:
    """The record without what is arguable, which is counted, and without statements where none were annotated."""
    kept = {**record, "statements": record.get("statements") if gold.get("statements") is not None else []}
    for kind, (gold_key, likeness) in scorer.KINDS.items():
        if kind == "statements":
            continue
        told: list[Record] = record.get(kind) or []
        paired = {j for _, j in scorer.pair(gold.get(gold_key) or [], told, likeness)}
        doubtful = {j for j, one in enumerate(told) if j not in paired and _set_aside(one, gold.get("left_out") or [])}
        arguable[kind] += len(doubtful)
        kept[kind] = [one for j, one in enumerate(told) if j not in doubtful]
    arguable += Counter()  # drops kinds without any
    return kept


def _set_aside(told: Record, left_out: Sequence[Mapping[str, Any]]) -> bool:
    """Whether some of a record's words lie in what the annotator set aside."""
    spans = [e for one in left_out for e in one["evidence"]]
    words = [*told.get("evidence", ()), *([told["span"]] if told.get("span") else [])]
    return any(e["start"] < s["end"] and s["start"] < e["end"] for e in words for s in spans)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_contacts", SCORER)
    if spec is None or spec.loader is None or not SCORER.exists():
        sys.exit(f"no {SCORER}: the hand-made records are not beside this project")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(path: Path, rows: Sequence[Record]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
