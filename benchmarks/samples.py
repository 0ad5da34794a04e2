"""The scoreboard on our own sample reports and the records made by hand for them.

python benchmarks/samples.py [--verbose]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path

from legation.pipeline import load_kit, read_report
from legation.read import read_text
from legation.record import record_of

ROOT = Path(__file__).resolve().parents[1]
SCORER = ROOT.parent / "shared" / "gold" / "contacts" / "score_contacts.py"
DEFAULTS: dict[str, dict[str, object]] = {
    "visits": {
        "visitor": [],
        "visitor_country": None,
        "destination_country": None,
        "places": [],
        "start": None,
        "end": None,
        "hosts": [],
        "topics": [],
    },
    "meetings": {"participants": [], "place": None, "date": None, "format": "in-person", "topics": []},
    "calls": {"participants": [], "date": None, "topics": []},
    "invitations": {"inviter": None, "invitee": None, "what": None, "date": None, "accepted": None},
}


def main() -> int:
    rows = tomllib.loads((ROOT / "samples" / "expected.toml").read_text(encoding="utf-8"))["samples"]
    expected = {row["id"]: row for row in rows}
    kit = load_kit()
    with tempfile.TemporaryDirectory() as folder:
        told, gold = Path(folder) / "told.jsonl", Path(folder) / "gold.jsonl"
        with told.open("w", encoding="utf-8") as out, gold.open("w", encoding="utf-8") as want:
            for line in (ROOT / "samples" / "samples.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                published = date.fromisoformat(row["published"]) if row.get("published") else None
                reading = read_report(read_text(row["text"], id=row["id"], published=published), kit)
                out.write(json.dumps(record_of(reading), ensure_ascii=False) + "\n")
                made = expected.get(row["id"], {})
                filled = {kind: [{**empty, **r} for r in made.get(kind, [])] for kind, empty in DEFAULTS.items()}
                want.write(json.dumps({"id": row["id"], **filled, "statements": [], "precedents": []}, ensure_ascii=False) + "\n")
        return subprocess.run([sys.executable, str(SCORER), str(gold), str(told), *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
