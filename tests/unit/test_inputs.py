"""Which reports the commands are told to read: lists of paths, columns by name, addresses, and the day given for the run."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from legation import cli
from legation.doors.inputs import columns_of, paths_of, published_of
from legation.doors.run import Tally, asked_of, reports_of
from legation.errors import UsageError
from legation.model import Problem, Reading, Report
from legation.read import Given, read_paths

Captured = pytest.CaptureFixture[str]
PATHS = sys.modules[read_paths.__module__]


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_paths_from_a_list_come_behind_those_named(tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_bytes(b"\xef\xbb\xbfa.txt\r\n\nb c.txt\n/d/\xff.txt")
    assert paths_of(None, str(listed)) == ("a.txt", "b c.txt", "/d/\udcff.txt")
    assert paths_of(["z.txt"], str(listed))[0] == "z.txt"
    assert paths_of(["z.txt"], None) == ("z.txt",)


def test_a_list_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"a.txt\nb.txt\n")
    assert paths_of([], "-") == ("a.txt", "b.txt")
    piped(monkeypatch, b"a.txt\n")
    with pytest.raises(UsageError, match="standard input holds the list"):
        paths_of(["-"], "-")


def test_columns_by_name() -> None:
    assert columns_of("text=Body, published = Sent on") == {"text": "Body", "published": "Sent on"}
    assert columns_of(None) == {}


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_day_that_is_somewhere_on_earth(days: int) -> None:
    day = date.today() + timedelta(days=days)
    assert published_of(day.isoformat()) == day


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read"], "Missing argument 'PATH'"),
        (["read", "--files", "no-such-list"], "--files no-such-list: No such file or directory"),
        (["read", "--columns", "body=Text", "a.csv"], "reports have no 'body'; the fields are text, html, id, published"),
        (["read", "--columns", "text", "a.csv"], "'text' is no FIELD=NAME"),
        (["read", "--columns", "", "a.csv"], "'' is no FIELD=NAME"),
        (["read", "--published", "2999-01-01", "a.csv"], "--published: 2999-01-01 is after today"),
        (["mentions", "--published", "2999-01-01", "a.csv"], "is after today"),
        (["mentions", "--columns", "x=y", "a.csv"], "reports have no 'x'"),
        (["explain", "--columns", "x=y", "a.csv"], "reports have no 'x'"),
        (["mentions", "--fetch"], "Missing argument"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(arguments: list[str], told: str, capsys: Captured) -> None:
    assert cli.run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and told in printed.err


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """What the command ``read`` was given to read."""
    seen: list[Report] = []

    def read_report(report: Report, kit: object) -> Reading:
        seen.append(report)
        return Reading(report=report, contacts=(), problems=report.problems, rules="")

    monkeypatch.setattr("legation.pipeline.load_kit", lambda pipeline=None: SimpleNamespace(rules=""))
    monkeypatch.setattr("legation.pipeline.read_report", read_report)
    return seen


def test_a_list_and_columns_reach_the_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[Report], capsys: Captured
) -> None:
    (tmp_path / "a.csv").write_text("Nr;Inhalt\n7;Okoro came.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("He left.", encoding="utf-8")
    piped(monkeypatch, f"{tmp_path}/a.csv\n{tmp_path}/b.txt\n".encode())
    assert cli.run(["read", "--files", "-", "--columns", "text=Inhalt,id=Nr"]) == 0
    assert read[0].id == "7"
    assert [report.text for report in read] == ["Okoro came.", "He left."]


def test_addresses_are_fetched_only_where_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []

    def read_address(url: str, *, given: Given) -> Iterator[Problem]:
        fetched.append(url)
        yield Problem(code="fetch.failed", where=url, advice="none")

    monkeypatch.setattr(PATHS, "read_address", read_address)
    url = "https://news.example/1"
    (problem,) = read_paths([url])
    assert isinstance(problem, Problem) and (problem.code, fetched) == ("read.address", [])
    tally = Tally()
    assert list(reports_of(asked_of([url], fetch=True), tally)) == []
    assert ([problem.code for problem in tally.problems], fetched) == (["fetch.failed"], [url])
