"""Kills a run in the middle of a folder, again and again, and proves that what was reported done is in the register.

    python scripts/kill_runs.py [--kills 30] [--copies 60] [--seed 1]

Reads the samples, each many times over under ids of its own, with ``legation read --into --verbose``; after each SIGKILL every
report that the run had told as kept must be held with its findings. At the end a run that nobody kills goes on to the last
report, and one more adds nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from legation import Register

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "samples.jsonl"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--copies", type=int, default=60, help="how often each sample stands in the folder")
    parser.add_argument("--seed", type=int, default=1, help="the moments of the kills are drawn from it")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder, register = Path(name) / "reports", Path(name) / "register.db"
        ids = write_reports(folder, options.copies)
        kills = 0
        told: set[str] = set()
        for _ in range(options.kills):
            told |= run_until_killed(folder, register, ids, seconds=chance.uniform(1.5, 6.0))
            kills += 1
            missing = told - held_in(register)
            if missing:
                print(f"lost after kill {kills}: {sorted(missing)[:5]}", file=sys.stderr)
                return 1
        read(folder, register).communicate()
        before = counts_of(register)
        read(folder, register).communicate()
        after = counts_of(register)
    print(f"{kills} kills; {len(told)} reports told as kept by killed runs, none lost; {before['reports']} of {len(ids)} at the end")
    return 0 if before["reports"] == len(ids) and before == after else 1


def write_reports(folder: Path, copies: int) -> set[str]:
    """Every sample in as many files as told, each under an id of its own."""
    folder.mkdir()
    ids = set()
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    for copy in range(copies):
        for row in rows:
            made = {**row, "id": f"{row['id']}-{copy:03}"}
            ids.add(made["id"])
            (folder / f"{made['id']}.jsonl").write_text(json.dumps(made) + "\n", encoding="utf-8")
    return ids


def read(folder: Path, register: Path) -> subprocess.Popen[str]:
    """A run over the folder, its word on each report on standard error."""
    command = [sys.executable, "-m", "legation", "read", "--verbose", "--into", str(register), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def run_until_killed(folder: Path, register: Path, ids: set[str], *, seconds: float) -> set[str]:
    """The ids that a run told as kept before it was killed."""
    run = read(folder, register)
    time.sleep(seconds)
    run.send_signal(signal.SIGKILL)
    said = run.communicate()[1]
    return {word for line in said.splitlines() if line.startswith("kept") for word in re.findall(r"[\w-]+-\d{3}(?=\D|$)", line)} & ids


def held_in(register: Path) -> set[str]:
    """The ids of the reports that the register holds, each with a reading; its file must be whole."""
    if not register.exists():
        return set()
    with sqlite3.connect(register) as connection:
        state = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if state != "ok":
        raise SystemExit(f"{register} is damaged: {state}")
    with Register.open(register) as opened:
        return {report.id for report in opened.reports() if opened.find_reading(report.id) is not None}


def counts_of(register: Path) -> dict[str, int]:
    """How much the register holds."""
    with Register.open(register) as opened:
        return opened.counts()


if __name__ == "__main__":
    sys.exit(main())
