"""Promise: whatever the input, a report is read or a problem is told; never a stack trace, and never at the cost of another report."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from legation.record import load_schema
from legation.register.store import Register

VISIT = "Foreign Minister Ana Prieto of Chile visited Ottawa on March 3, 2020."
ACCENTED = f"{VISIT} Le café était fermé à Montréal; la fête était finie."
GOOD = f"{VISIT} This one is the good report."
SQL = "'); DROP TABLE reports; --"
SCRIPT = "<script>alert('x')</script>"
NAMED = f"Foreign Minister Robert {SQL} Smith visited Ottawa on March 3, 2020. {VISIT}"
MARKED = f"{VISIT} Then {SCRIPT} and <b>President</b> Jo [bold]Doe[/bold] spoke."
LONG_LINE = f"{VISIT} {'x' * 1_000_000} {VISIT}"
SIZE = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records that it printed."""
        return [json.loads(line) for line in self.out.splitlines()]

    def record(self, words: str) -> dict[str, Any]:
        """The one record whose text holds these words."""
        (found,) = [record for record in self.records if words in record["report"]["text"]]
        return found

    def problems(self, name: str) -> list[str]:
        """Codes of the problems that standard error tells of one input."""
        told = (line.split(": ", 2) for line in self.err.splitlines() if line.startswith(("problem ", "note.")))
        return [head.removeprefix("problem ") for head, where, *_ in told if Path(where).name.partition(":")[0] == name]


def legation(*arguments: str | Path, given: bytes = b"") -> Run:
    """Runs the command as a shell would."""
    command = [sys.executable, "-m", "legation", *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=300)
    return Run(code=done.returncode, out=done.stdout.decode("utf-8"), err=done.stderr.decode("utf-8"))


def write_inputs(folder: Path) -> None:
    """One file of each bad kind, and a good report that comes last."""
    texts = {"line.txt": LONG_LINE, "sql.txt": NAMED, "html.txt": MARKED, "zz-good.txt": GOOD}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "wide-marked.txt").write_bytes(f"{ACCENTED} Wide with a mark.".encode("utf-16"))
    (folder / "wide.txt").write_bytes(f"{ACCENTED} Wide without a mark.".encode("utf-16-le"))
    (folder / "latin.txt").write_bytes(f"{ACCENTED} Latin letters.".encode("latin-1"))
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(SIZE)
    with (folder / "records.jsonl").open("w", encoding="utf-8") as records:
        for day in ("2020-02-30", "soon", "03/04/2020", 20200303):
            print(json.dumps({"id": f"day-{day}", "text": f"{VISIT} Dated {day}.", "published": day}), file=records)
        print('{"id": "half", "text": ', file=records)
        print(json.dumps({"id": "no-text", "published": "2020-03-04"}), file=records)
        print(json.dumps({"id": "after", "text": f"{VISIT} After the bad lines.", "published": "2020-03-04"}), file=records)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run over all of the bad inputs."""
    folder = tmp_path_factory.mktemp("bad")
    write_inputs(folder)
    return legation("read", folder, "--format", "jsonl", "--text", "--verbose")


def test_the_run_ends_with_problems_and_without_a_stack_trace(run: Run) -> None:
    assert run.code == 1
    assert "Traceback" not in run.err
    assert "read.fault" not in run.err
    schema = Draft202012Validator(load_schema())
    for record in run.records:
        schema.validate(record)


@pytest.mark.parametrize(
    ("name", "code"),
    [("empty.txt", "read.empty"), ("blank.txt", "read.empty"), ("binary.txt", "read.binary"), ("huge.txt", "read.too_large")],
)
def test_what_is_no_report_is_told_and_prints_no_record(run: Run, name: str, code: str) -> None:
    assert run.problems(name) == [code]
    assert len(run.records) == 12


@pytest.mark.parametrize(
    ("words", "name", "noted"),
    [
        ("x" * 1_000_000, "line.txt", "note.long_line"),
        ("Wide with a mark", "wide-marked.txt", "note.encoding"),
        ("Wide without a mark", "wide.txt", "note.encoding"),
        ("Latin letters", "latin.txt", "note.encoding"),
    ],
)
def test_odd_texts_are_read_and_noted(run: Run, words: str, name: str, noted: str) -> None:
    record = run.record(words)
    assert noted in run.problems(name)
    assert noted in [problem["code"] for problem in record["problems"]]
    assert "Ana Prieto" in [party["name"] for visit in record["visits"] for party in visit["visitors"]]
    if noted == "note.encoding":
        assert "Le café était fermé à Montréal; la fête était finie." in record["report"]["text"]


@pytest.mark.parametrize("day", ["2020-02-30", "soon", "03/04/2020", "20200303"])
def test_a_date_that_is_none_is_noted_and_nothing_is_put_in_its_place(run: Run, day: str) -> None:
    record = run.record(f"Dated {day}.")
    assert record["report"]["published"] is None
    assert "jsonl.bad_date" in [problem["code"] for problem in record["problems"]]


def test_bad_lines_are_told_by_number_and_the_next_is_read(run: Run) -> None:
    assert run.problems("records.jsonl").count("jsonl.bad_line") == 2
    assert "records.jsonl:5: " in run.err and "records.jsonl:6: " in run.err
    assert run.record("After the bad lines")["visits"]


def test_the_good_report_is_read_as_if_alone(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    alone = legation("read", good, "--format", "jsonl", "--text")
    assert (alone.code, len(alone.records)) == (0, 1)
    assert alone.records[0] == run.record("the good report")
    assert alone.records[0]["visits"]


@pytest.mark.parametrize("words", [SQL, SCRIPT])
def test_texts_that_look_like_code_are_but_text(run: Run, words: str) -> None:
    record = run.record(words)
    assert record["visits"] and words in record["report"]["text"]


def test_sql_and_markup_do_nothing_to_register_and_table(tmp_path: Path) -> None:
    register = tmp_path / "r.db"
    source = tmp_path / "in.jsonl"
    told = [{"id": SQL, "title": SCRIPT, "outlet": "[bold]x[/bold]", "text": NAMED}, {"id": "m", "text": MARKED}]
    source.write_text("".join(f"{json.dumps(one)}\n" for one in told), encoding="utf-8")
    assert legation("read", source, "--into", register).code == 0
    with Register.open(register) as held:
        assert held.counts()["reports"] == 2
    page = legation("show", SQL, "--register", register)
    assert page.code == 0 and SCRIPT in page.out and "[bold]x[/bold]" in page.out
    for option in ("--visitor", "--host", "--text", "--to", "--since", "--status"):
        asked = legation("list", "visits", option, SQL, "--register", register)
        assert asked.code == (2 if option in ("--to", "--since", "--status") else 0), option
        assert "Traceback" not in asked.err
    with Register.open(register) as held:
        assert held.counts()["reports"] == 2


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (b"", 1, "problem read.empty: standard input: "),
        (bytes(range(256)) * 64, 1, "problem read.binary: standard input: "),
        (GOOD.encode(), 0, "1 report, "),
    ],
)
def test_standard_input_is_treated_alike(given: bytes, code: int, told: str) -> None:
    done = legation("read", "-", "--format", "jsonl", given=given)
    assert done.code == code
    assert told in done.err and "Traceback" not in done.err
    assert len(done.records) == (0 if code else 1)


@pytest.mark.parametrize("command", ["mentions", "explain"])
def test_the_other_readers_go_on_too(command: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    done = legation(command, tmp_path)
    assert done.code == 1
    assert "problem read.empty: " in done.err and "Traceback" not in done.err
    assert "Ana Prieto" in done.out
