"""The scoreboard on hand-made records: reads the reports and lets the set's own scorer count.

python benchmarks/contacts.py [--verbose] [--only ID]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from legation.pipeline import load_kit, read_report
from legation.read import read_text
from legation.record import record_of

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "contacts"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kit = load_kit()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.jsonl"
        with told.open("w", encoding="utf-8") as out:
            for line in (GOLD / "reports.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                published = date.fromisoformat(row["published"]) if row.get("published") else None
                reading = read_report(read_text(row["text"], id=row["id"], published=published), kit)
                out.write(json.dumps(record_of(reading), ensure_ascii=False) + "\n")
        flags = [f"--{name}" for name in ("verbose", "json") if getattr(options, name)]
        return subprocess.run(
            [sys.executable, str(GOLD / "score_contacts.py"), str(GOLD / "gold.jsonl"), str(told), *flags], check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
