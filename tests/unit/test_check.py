"""``legation check``: the sheet, its lines for programs, and a register beside the packaged record."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import legation
from legation.cli import run
from legation.model import Match
from legation.record import load_schema

REPORT = (
    "Secretary of State Mike Pompeo visited Ottawa on 22 August 2019. President Barack Obama travelled to Fiji in March 2010. "
    "Foreign Minister Mélanie Joly will visit Washington in November. No US President had been to Fiji since 1985."
)
CALL = "Prime Minister Justin Trudeau spoke by telephone with President Emmanuel Macron on 3 May 2021."
Record = dict[str, Any]


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two reports and without a register."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_REGISTER", raising=False)
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    Path("call.txt").write_text(CALL, encoding="utf-8")


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[Record]:
    """What ``check --format jsonl`` prints, which keeps the contract."""
    capsys.readouterr()
    assert run(["check", "--format", "jsonl", *arguments]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for record in records:
        jsonschema.validate(record, load_schema())
    return records


def outcomes(record: Record, kind: str = "visits") -> list[str | None]:
    """The outcome of each contact of a kind."""
    return [told["record"]["outcome"] if told["record"] else None for told in record[kind]]


def test_lines_for_programs_have_the_record_filled(capsys: pytest.CaptureFixture[str]) -> None:
    (record,) = checked(capsys, "--published", "2022-10-25", "report.txt")
    assert outcomes(record) == ["borne_out", "not_held", None]
    assert record["visits"][0]["record"]["because"] == ["historian:travel-3868"]
    assert [claim["verdict"]["as_of"] for claim in record["claims"]] == ["2022-10-25"] * len(record["claims"])
    assert record["claims"]


def test_the_sheet_can_be_copied_into_a_mail(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--published", "2022-10-25", "report.txt"]) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert max(map(len, lines)) <= 100
    assert captured.out.isascii() or not any("\u2500" <= c <= "\u257f" for c in captured.out)
    parts = [line for line in lines if line in ("CLAIMS", "FACTS", "COULD NOT BE CHECKED")]
    assert parts == ["CLAIMS", "FACTS", "COULD NOT BE CHECKED"]
    assert "As of:      2022-10-25" in lines
    assert any("historian:travel-3868" in line for line in lines)
    assert any(line.strip() == "https://history.state.gov/departmenthistory/travels/secretary/pompeo-michael-r" for line in lines)
    assert "2 facts: 1 borne out, 0 differs, 1 not held, 0 open" in captured.err


def test_as_of_outranks_the_day_of_publication(capsys: pytest.CaptureFixture[str]) -> None:
    (record,) = checked(capsys, "--published", "2022-10-25", "--as-of", "2018-01-01", "report.txt")
    assert record["visits"][0]["record"]["outcome"] == "open"
    assert record["report"]["published"] == "2022-10-25"


def test_without_any_day_all_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    (record,) = checked(capsys, "report.txt")
    assert set(outcomes(record)) == {"open", None}
    assert {claim["verdict"]["outcome"] for claim in record["claims"]} == {"open"}


def test_several_reports_pages_and_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("page.html").write_text(f"<html><body><article><h1>Travels</h1><p>{REPORT}</p></article></body></html>", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    records = checked(capsys, "--published", "2022-10-25", "page.html", "call.txt", "-")
    assert [outcomes(record) for record in records] == [["borne_out", "not_held", None], [], ["borne_out", "not_held", None]]


def test_what_could_not_be_read_is_told_and_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--published", "2022-10-25", "report.txt", "no-such.txt"]) == 1
    assert "no-such.txt" in capsys.readouterr().err


def test_a_day_that_is_none_and_a_register_that_is_not_there_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--as-of", "soon", "report.txt"]) == 2
    assert run(["check", "--register", "none.db", "report.txt"]) == 3
    assert "there is no register at none.db" in capsys.readouterr().err


def test_a_report_does_not_bear_itself_out_and_another_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--into", "legation.db", "--published", "2021-05-04", "call.txt"]) == 0
    (record,) = checked(capsys, "--published", "2021-05-04", "call.txt")
    assert outcomes(record, "calls") == ["open"]
    other = "President Emmanuel Macron and Prime Minister Justin Trudeau of Canada talked on the phone on 3 May 2021."
    Path("other.txt").write_text(other, encoding="utf-8")
    assert run(["read", "--into", "legation.db", "--published", "2021-05-05", "other.txt"]) == 0
    (record,) = checked(capsys, "--published", "2021-05-04", "call.txt")
    assert outcomes(record, "calls") == ["borne_out"]


def test_a_visit_that_record_and_register_hold_counts_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--into", "own.db", "--published", "2022-10-20", "report.txt"]) == 0
    last = ["list", "visits", "--to", "CAN", "--post", "Secretary of State", "--country", "USA", "--since", "2019", "--before", "2020"]
    capsys.readouterr()
    assert run([*last, "--by-year", "--format", "jsonl", "--register", "own.db"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {"year": 2019, "visits": 1, "ids": ["historian:travel-3868"]}


def test_a_record_that_a_person_has_rejected_counts_no_longer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "xml"
    folder.mkdir()
    (folder / "trips.xml").write_text(
        "<trips><trip role='secretary' who='pompeo-michael-r'><id>3868</id><name>Michael R. Pompeo</name>"
        "<start-date>2019-08-22</start-date><end-date>2019-08-22</end-date>"
        "<country id='canada'>Canada</country><locale>Ottawa</locale></trip></trips>",
        encoding="utf-8",
    )
    assert run(["import", "historian", str(folder), "--register", "own.db"]) in (0, 1)
    with legation.Register.open("own.db") as register:
        (entry,) = register.visits(to="CAN")
    assert run(["judge", "reject", entry.id, "--by", "ana", "--reason", "for the sake of it", "--register", "own.db"]) == 0
    (record,) = checked(capsys, "--published", "2022-10-25", "--register", "own.db", "report.txt")
    assert record["visits"][0]["record"]["outcome"] != "borne_out"


def test_python_says_the_same() -> None:
    (found,) = legation.check("report.txt", published="2022-10-25")
    assert [comparison.outcome for comparison in found.comparisons.values()] == [Match.BORNE_OUT, Match.NOT_HELD]
    assert len(found.verdicts) == len(found.reading.claims) == 1
    (again,) = legation.check(found.reading.report)
    assert again.comparisons == found.comparisons
