"""Promise: what README shows is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_console_of_the_readme_is_true(tmp_path: Path) -> None:
    steps = steps_of(block("console"))
    (tmp_path / "report.txt").write_text(report_shown(), encoding="utf-8")
    assert len(steps) == 3
    for command, shown in steps:
        assert printed(run(command, tmp_path)) == printed(shown), command


def test_the_check_of_the_readme_is_true(tmp_path: Path) -> None:
    (_, note), (command, shown) = steps_of(block("console", 2))
    (tmp_path / "note.txt").write_text(note, encoding="utf-8")
    assert printed(run(command, tmp_path)) == printed(shown)


def test_python_of_the_readme_runs(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(report_shown(), encoding="utf-8")
    run(steps_of(block("console"))[1][0], tmp_path)
    (tmp_path / "example.py").write_text(f"{block('python')}\nassert len(visits) == 1\n", encoding="utf-8")
    shown = run(f"{sys.executable} example.py", tmp_path)
    assert "visit planned US President Barack Obama arrives in Canberra on Wednesday" in shown


def test_commands_of_the_readme_are_there(tmp_path: Path) -> None:
    named = {match for match in re.findall(r"\blegation ([a-z]+)", README) if match not in ("legation",)}
    listed = run("legation --help", tmp_path).split("Commands:")[1]
    assert {"read", "list", "show"} <= named
    assert named <= set(re.findall(r"^\s+([a-z]+)", listed, re.MULTILINE))


def block(kind: str, number: int = 1) -> str:
    """A fenced block of a kind, the first unless told otherwise."""
    found = re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)
    assert len(found) >= number, f"README has no {kind} block {number}"
    return str(found[number - 1])


def report_shown() -> str:
    """The report that the example begins with."""
    return steps_of(block("console"))[0][1]


def steps_of(shown: str) -> list[tuple[str, str]]:
    """(command, what it prints) in order."""
    return [(part.split("\n", 1)[0], part.partition("\n")[2]) for part in re.split(r"^\$ ", shown, flags=re.MULTILINE)[1:]]


def run(command: str, folder: Path) -> str:
    """What a command prints on standard output; it must succeed."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "110", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    line = re.sub(r"^legation\b", f"{sys.executable} -m legation", command)
    done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def printed(text: str) -> list[str]:
    """Lines that say something, without blanks at their ends."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]
