"""Kills reading and judging in the middle, again and again, and proves that what was reported done is in the register.

    python scripts/kill_runs.py [--kills 30] [--copies 60] [--seed 1]

Reads the samples, each many times over under ids of its own, with ``legation read --into --verbose``, while another process judges what
is there: rejects, accepts, corrects, calls the same or different, and withdraws. Both are killed by SIGKILL at a random moment. After
each kill the register must open and pass ``legation doctor``, and hold every report and judgement that was told as kept. At the end a
run that nobody kills goes on to the last report, and one more adds nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from legation import Register
from legation.errors import UsageError

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "samples.jsonl"
ANSWERS = ("same", "different", "unsure", "accept", "reject", "correct", "undo")
AT_WORK = 0.8
"""Share of the kills that wait for the first report to be kept."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--copies", type=int, default=60, help="how often each sample stands in the folder")
    parser.add_argument("--seed", type=int, default=1, help="the moments of the kills are drawn from it")
    parser.add_argument("--judge", type=Path, help="judge what this register holds, without end")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    if options.judge:
        judge_on(options.judge, chance)
    with tempfile.TemporaryDirectory() as name:
        return kill_and_check(Path(name), options.kills, options.copies, chance)


def kill_and_check(place: Path, kills: int, copies: int, chance: random.Random) -> int:
    """The runs that are killed, and the two that are not; the exit code."""
    folder, register = place / "reports", place / "register.db"
    ids = write_reports(folder, copies)
    held: set[str] = set()
    told: Counter[str] = Counter()
    for number in range(1, kills + 1):
        kept = run_until_killed(folder, register, chance)
        held |= kept
        told.update("judgements" if name.startswith("j-") else "reports" for name in kept)
        there, fault = looked_at(register, held)
        if fault or held - there:
            print(f"after kill {number}: {fault or f'lost: {sorted(held - there)[:5]}'}", file=sys.stderr)
            return 1
        so_far = f"{told['reports']} reports and {told['judgements']} judgements so far"
        print(f"kill {number} of {kills}: {so_far}", file=sys.stderr, flush=True)
        if ids <= there:
            # All is read, told or not: begin anew, so that every kill meets a run at work.
            held = set()
            for path in place.glob("register.db*"):
                path.unlink()
    read(folder, register).communicate()
    before = counts_of(register)
    read(folder, register).communicate()
    after = counts_of(register)
    print(
        f"{kills} kills; {told['reports']} reports and {told['judgements']} judgements told as kept by killed runs, none lost;"
        f" {before['reports']} of {len(ids)} reports at the end"
    )
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


def read(folder: Path, register: Path, said: IO[str] | int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    """A run over the folder, its word on each report on standard error."""
    command = [sys.executable, "-m", "legation", "read", "--verbose", "--into", str(register), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, text=True)


def judge(register: Path, seed: int, said: IO[str]) -> subprocess.Popen[str]:
    """A process that judges, its word on each judgement on standard error."""
    command = [sys.executable, __file__, "--judge", str(register), "--seed", str(seed)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, text=True)


def judge_on(register: Path, chance: random.Random) -> None:
    """Judges what a register holds, and tells each judgement when it is kept."""
    while not register.exists():
        time.sleep(0.05)
    time.sleep(0.2)
    with Register.open(register) as opened:
        while True:
            names = [finding.id for finding in opened.findings()] or ["none"]
            made = [judgement.id for judgement in opened.judgements()] or ["none"]
            for _ in range(20):
                # The writer must have its turn.
                time.sleep(chance.uniform(0, 0.1))
                try:
                    kept = judge_once(opened, chance, names, made)
                except UsageError:
                    continue
                print(f"kept {kept}", file=sys.stderr, flush=True)


def judge_once(register: Register, chance: random.Random, names: list[str], made: list[str]) -> str:
    """Keeps one judgement, drawn by chance; its id."""
    answer, left, right = chance.choice(ANSWERS), chance.choice(names), chance.choice(names)
    said = {"by": "chance", "reason": "drawn", "at": datetime.now(UTC).isoformat(timespec="microseconds")}
    if answer == "undo":
        return register.judge_undo(chance.choice(made), **said).id
    if answer == "correct":
        return register.judge_correct(left, "starts", f"2024-{chance.randint(1, 12):02}-01", **said).id
    if answer in ("accept", "reject"):
        return (register.judge_accept if answer == "accept" else register.judge_reject)(left, **said).id
    two = {"same": register.judge_same, "different": register.judge_different, "unsure": register.judge_unsure}
    return two[answer](left, right, **said).id


def run_until_killed(folder: Path, register: Path, chance: random.Random) -> set[str]:
    """What a run and a judge told as kept before they were killed: mostly at work, now and then while they start."""
    words = folder.with_name("said.txt"), folder.with_name("judged.txt")
    with words[0].open("w") as said, words[1].open("w") as judged:
        running = [read(folder, register, said), judge(register, chance.randrange(10**6), judged)]
        if chance.random() < AT_WORK:
            while running[0].poll() is None and "kept " not in words[0].read_text():
                time.sleep(0.02)
        time.sleep(chance.uniform(0, 5))
        for run in chance.sample(running, 2):
            run.send_signal(signal.SIGKILL)
        for run in running:
            run.wait()
    # A line that was cut off was not told.
    return {name for path in words for name in re.findall(r"^kept (\S+)\n", path.read_text(), flags=re.MULTILINE)}


def looked_at(register: Path, held: set[str]) -> tuple[set[str], str]:
    """What a register holds, and what the doctor says of it; empty where all is well."""
    if not register.exists():
        return set(), "the register is gone" if held else ""
    doctor = subprocess.run(
        [sys.executable, "-m", "legation", "doctor", "--register", str(register)], capture_output=True, text=True, check=False
    )
    if doctor.returncode and (held or "is empty" not in doctor.stderr):
        return set(), f"legation doctor ends with {doctor.returncode}: {doctor.stdout}{doctor.stderr}"
    if doctor.returncode:
        return set(), ""
    with Register.open(register) as opened:
        there = {report.id for report in opened.reports() if opened.find_reading(report.id) is not None}
        return there | {judgement.id for judgement in opened.judgements()}, ""


def counts_of(register: Path) -> dict[str, int]:
    """How much the register holds."""
    with Register.open(register) as opened:
        return opened.counts()


if __name__ == "__main__":
    sys.exit(main())
