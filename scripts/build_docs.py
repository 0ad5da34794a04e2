"""Writes docs/cli.md from docs/cli.template.md: each line ``@@ command`` becomes the command with what it truly prints.

    python scripts/build_docs.py

``@@HEAD5 command`` keeps the first five lines; ``@ID@`` stands for the entry of the samples that has most words, ``@OTHER@`` for another
one, ``@REPORT@`` for a report of theirs, ``@JUDGEMENT@`` for the latest judgement, ``@CODED@`` for the sample in ``coding``, filled in. The
commands run in an empty folder with ``samples`` beside them.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COMMAND = re.compile(r"@@(HEAD(\d+))? (.*)")
ENTRIES = "legation list visits --visitor Modi --register register.db --format jsonl"
OTHERS = "legation list visits --register register.db --format jsonl"
LOG = "legation log --register register.db --format jsonl"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "samples").symlink_to(ROOT / "samples")
        door = place / "bin" / "legation"
        door.parent.mkdir()
        door.write_text(f'#!/bin/sh\nexec {sys.executable} -m legation "$@"\n', encoding="utf-8")
        door.chmod(0o755)
        lines = (ROOT / "docs" / "cli.template.md").read_text(encoding="utf-8").split("\n")
        shown = [out for line in lines for out in _shown(line, place)]
    (ROOT / "docs" / "cli.md").write_text("\n".join(shown), encoding="utf-8")
    return 0


def _shown(line: str, place: Path) -> list[str]:
    found = COMMAND.match(line)
    if not found:
        return [line]
    command = found[3]
    for word, meant in MEANT.items():
        if word in command:
            command = command.replace(word, meant(place))
    printed = [text.rstrip() for text in _output(command, place, faults=True).split("\n") if text.strip()]
    if found[2]:
        printed = [*printed[: int(found[2])], "..."]
    return ["    $ " + re.sub(r"^COLUMNS=\d+ ", "", command), *("    " + text for text in printed)]


def _records(command: str, place: Path) -> list[Any]:
    """The JSON objects that a command prints, the longest first."""
    return [json.loads(line) for line in sorted(_output(command, place).splitlines(), key=len, reverse=True)]


def _latest_judgement(place: Path) -> str:
    return str(json.loads(_output(LOG, place).splitlines()[0])["id"])


def _coded(place: Path) -> str:
    """Fills both sheets of the sample with what the key holds, the second with another answer in some rows."""
    folder = place / "coding"
    values = {row["row"]: row["values"] for row in json.loads((folder / "key.json").read_text(encoding="utf-8"))["rows"]}
    for name in ("coder_a.csv", "coder_b.csv"):
        with (folder / name).open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        for number, row in enumerate(sorted(rows, key=lambda row: row["row"])):
            row.update({field: "; ".join(forms[0] for forms in value) for field, value in values[row["row"]].items()})
            if name == "coder_b.csv" and number % 7 == 3:
                row.update({"status": "proposed", "last_day": ""})
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return "coding"


MEANT: dict[str, Callable[[Path], str]] = {
    "@CODED@": _coded,
    "@ID@": lambda place: str(_records(ENTRIES, place)[0]["id"][:6]),
    "@OTHER@": lambda place: str(_records(OTHERS, place)[-1]["id"]),
    "@REPORT@": lambda place: str(json.loads(_output(ENTRIES, place).splitlines()[0])["reports"][0]),
    "@JUDGEMENT@": _latest_judgement,
}


def _output(command: str, place: Path, *, faults: bool = False) -> str:
    # Posts that are imported for the page stay in its folder.
    paths = {"XDG_DATA_HOME": "data", "PYTHONPATH": str(ROOT / "src"), "PATH": f"{place / 'bin'}:{os.environ['PATH']}"}
    surroundings = {k: v for k, v in os.environ.items() if k not in ("LEGATION_REGISTER", "LEGATION_POSTS")} | paths
    stderr = subprocess.STDOUT if faults else subprocess.DEVNULL
    run = subprocess.run(command, shell=True, cwd=place, env=surroundings, stdout=subprocess.PIPE, stderr=stderr, check=False)
    return run.stdout.decode("utf-8")


if __name__ == "__main__":
    sys.exit(main())
