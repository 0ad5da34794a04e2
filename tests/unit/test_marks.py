"""Marks: a person says that an outlet corrected or withdrew a report; the latest mark counts and none is erased."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from unit.factories import AT, TEXT, contact, finding, reading, report

from legation import cli
from legation.errors import UsageError
from legation.model import ReportState
from legation.register.rows import Mark
from legation.register.store import Register

MORE = " The bridge at Zenda, where her train will halt, was mended in spring; bands of both towns are to play on the platform."
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with a report, and with a text on another visit that two others print."""
    path = tmp_path / "legation.db"
    with Register.open(path, create=True) as register:
        for name, text in (("alone", TEXT), ("first", TEXT + MORE), ("second", TEXT + MORE)):
            source = report(name, text=text)
            visit = contact(starts="2024-03-14" if name == "alone" else "2024-07-14")
            register.keep(reading(source, [finding(source, visit, id=f"f-{name}")]), at=AT)
    return path


def mark(name: str, state: ReportState, *, at: str = AT, by: str = "Editor", reason: str = "the outlet says so") -> Mark:
    """A mark on a report."""
    return Mark(report=name, state=state, by=by, at=at, reason=reason)


def states(register: Register) -> dict[str, str]:
    """The state of each entry, by the report that tells it."""
    return {entry.findings[0].report_id: entry.state.value for entry in register.entries()}


def test_a_mark_outranks_what_the_report_says_of_itself(path: Path) -> None:
    with Register.open(path) as register:
        assert states(register) == {"alone": "standing", "first": "standing"}
        assert register.mark(mark("alone", ReportState.WITHDRAWN)) is True
        assert states(register) == {"alone": "withdrawn", "first": "standing"}
        held = register.find_reading("alone")
        assert held is not None and held.report.state is ReportState.WITHDRAWN
        assert {source.id: source.state.value for source in register.reports()}["alone"] == "withdrawn"
        assert [version.report.state for version in register.versions("alone")] == [ReportState.STANDING], "its own word stays"


def test_a_withdrawn_report_that_is_marked_as_standing_counts_again(path: Path) -> None:
    with Register.open(path) as register:
        source = replace(report("own"), state=ReportState.WITHDRAWN)
        register.keep(reading(source, [finding(source, contact(starts="2024-11-14"))]), at=AT)
        assert states(register)["own"] == "withdrawn"
        register.mark(mark("own", ReportState.STANDING))
        assert states(register)["own"] == "standing"


def test_the_latest_mark_counts_and_all_stay(path: Path) -> None:
    # Later, though it was kept first and its own clock shows an earlier hour.
    later = mark("alone", ReportState.CORRECTED, at="2024-03-16T01:00:00-05:00")
    earlier = mark("alone", ReportState.WITHDRAWN, at="2024-03-16T05:59:00+00:00")
    with Register.open(path) as register:
        assert register.mark(later) and register.mark(earlier)
        assert states(register)["alone"] == "corrected"
        assert [kept.state for kept in register.marks("alone")] == [ReportState.WITHDRAWN, ReportState.CORRECTED]
        assert register.marks("alone")[1] == replace(later, at="2024-03-16T06:00:00+00:00")
        assert register.marks("first") == ()
        assert register.counts()["marks"] == 2


def test_of_marks_of_one_moment_the_one_kept_last_counts(path: Path) -> None:
    with Register.open(path) as register:
        for state in (ReportState.WITHDRAWN, ReportState.STANDING):
            register.mark(mark("alone", state))
        assert states(register)["alone"] == "standing"


def test_the_same_mark_twice_adds_nothing(path: Path) -> None:
    with Register.open(path) as register:
        assert register.mark(mark("alone", ReportState.WITHDRAWN)) is True
        assert register.mark(mark("alone", ReportState.WITHDRAWN)) is False
        assert register.mark(mark("alone", ReportState.WITHDRAWN, by="Another")) is True


def test_a_withdrawn_original_lets_a_standing_copy_take_its_place(path: Path) -> None:
    with Register.open(path) as register:
        register.mark(mark("first", ReportState.WITHDRAWN))
        assert states(register) == {"alone": "standing", "second": "standing"}
        assert [copy.report.id for copy in register.copies("first")] == ["second", "first"]
        register.mark(mark("second", ReportState.WITHDRAWN))
        assert states(register) == {"alone": "standing", "first": "withdrawn"}
        register.mark(mark("first", ReportState.STANDING, at="2024-03-17T00:00:00+00:00"))
        assert states(register) == {"alone": "standing", "first": "standing"}


def test_a_later_version_under_another_id_is_not_marked(path: Path) -> None:
    with Register.open(path) as register:
        old, new = report("old"), report("new", text=f"{TEXT} Soon.", published=date(2024, 3, 13))
        for source in (old, new):
            register.keep(reading(replace(source, url="https://a.example/talks"), [finding(source)]), at=AT)
        register.mark(mark("old", ReportState.WITHDRAWN))
        assert states(register)["new"] == "standing"


def test_a_report_that_is_not_held_and_a_time_that_is_none_are_refused(path: Path) -> None:
    with Register.open(path) as register:
        with pytest.raises(UsageError, match=r"no report of .* is called 'nobody'; write its id in full"):
            register.mark(mark("nobody", ReportState.WITHDRAWN))
        for at in ("soon", "0001-01-01T00:00:00+05:00"):
            with pytest.raises(UsageError, match="ISO 8601"):
                register.mark(mark("alone", ReportState.WITHDRAWN, at=at))
        assert register.counts()["marks"] == 0


# --- the command


def test_the_command_keeps_who_when_and_why(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ana")
    command = ["mark", "first", "withdrawn", "--reason", " no such train ", "--register", str(path)]
    assert cli.run(command) == 0
    told = capsys.readouterr()
    with Register.open(path) as register:
        (kept,) = register.marks("first")
    assert (kept.state, kept.by, kept.reason) == (ReportState.WITHDRAWN, "ana", "no such train")
    assert told.out == ""
    assert told.err.splitlines() == [f"first: withdrawn, says ana on {kept.at}: no such train", "its copy second counts"]
    assert cli.run(["show", "first", "--register", str(path)]) == 0
    page = capsys.readouterr().out.splitlines()
    assert page[1:3] == ["withdrawn", "copy of second (2024-03-12)"]
    assert page[-2:] == ["Marks", f"  withdrawn, says ana on {kept.at}: no such train"]


def test_show_tells_on_an_entrys_page_why_it_does_not_count(path: Path, capsys: Captured) -> None:
    assert cli.run(["mark", "alone", "corrected", "--reason", "wrong day", "--by", "Ana", "--register", str(path)]) == 0
    assert capsys.readouterr().err.startswith("alone: corrected, says Ana on ")
    assert cli.run(["list", "visits", "--format", "jsonl", "--register", str(path)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (marked,) = [record for record in told if record["state"] == "corrected"]
    assert cli.run(["show", marked["id"], "--register", str(path)]) == 0
    page = capsys.readouterr().out
    assert "planned, plain, corrected\n" in page and "      corrected, says Ana on " in page
    assert cli.run(["show", "alone", "--format", "jsonl", "--register", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["report"]["state"] == "corrected"


def test_marking_a_superseded_version_says_which_one_counts(path: Path, capsys: Captured) -> None:
    with Register.open(path) as register:
        for name, text, day in (("old", TEXT, 12), ("new", f"{TEXT} Soon.", 13)):
            source = replace(report(name, text=text, published=date(2024, 3, day)), url="https://a.example/talks")
            register.keep(reading(source), at=AT)
    assert cli.run(["mark", "old", "withdrawn", "--reason", "see the new one", "--by", "Ana", "--register", str(path)]) == 0
    assert capsys.readouterr().err.splitlines()[1] == "a later version counts, and is not marked: new"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["alone", "withdrawn"], "Missing option '--reason'"),
        (["alone", "withdrawn", "--reason", " "], "--reason: say in a few words why"),
        (["alone", "doubted", "--reason", "x"], "'doubted' is not one of"),
        (["nobody", "withdrawn", "--reason", "x"], "no report of"),
    ],
)
def test_wrong_use_is_told(path: Path, arguments: list[str], told: str, capsys: Captured) -> None:
    assert cli.run(["mark", *arguments, "--register", str(path)]) == 2
    assert told in capsys.readouterr().err


def test_a_machine_that_does_not_say_who_is_there_asks_for_a_name(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert cli.run(["mark", "alone", "withdrawn", "--reason", "x", "--register", str(path)]) == 2
    assert "write --by NAME" in capsys.readouterr().err


def test_no_register_is_made_to_mark_in(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["mark", "r1", "withdrawn", "--reason", "x", "--register", str(tmp_path / "none.db")]) == 3
    assert list(tmp_path.iterdir()) == []
