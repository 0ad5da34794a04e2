"""The commands: what they print, where, and with which exit code; nothing here loads a language pipeline."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator
from unit.factories import AT, RULES, TEXT, contact, finding, prieto, reading, report, rudolf, span_of, when, with_parties

import legation
from legation import __version__, cli
from legation.doors.contacts import days, people, places, sides
from legation.doors.page import counted, safe, shortened
from legation.doors.progress import LINE_EVERY, SILENT_UP_TO, line_of, open_progress, time_left
from legation.doors.show import days_of
from legation.errors import PipelineError, UsageError
from legation.export.tabular import TABLES
from legation.model import Contact, ContactKind, Finding, Problem, Reading, Report
from legation.record import load_schema
from legation.register.store import Register

Captured = pytest.CaptureFixture[str]
PUBLISHED = date(2024, 3, 12)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with a visit that has a day, a visit of another year that has none, and a meeting."""
    path = tmp_path / "r.db"
    undated = replace(contact(starts=None), stops=())
    told = {"r1": contact(ends="2024-03-15"), "r2": undated, "r3": contact(ContactKind.MEETING)}
    with Register.open(path, create=True) as held:
        for name, body in told.items():
            source = report(name, published=date(2021, 3, 12) if name == "r2" else PUBLISHED)
            held.keep(reading(source, [finding(source, body, id=f"f-{name}")]), at=AT)
    return path


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A pipeline that tells the visit of the factories' text; gives the ids of the reports that it was shown."""
    seen: list[str] = []

    def read_report(source: Report, kit: object) -> Reading:
        seen.append(source.id)
        if "Strelsau" not in source.text:
            raise KeyError("a hole in the rules")
        return Reading(report=source, contacts=(finding(source),), problems=source.problems, rules=RULES)

    monkeypatch.setattr("legation.pipeline.load_kit", lambda pipeline=None: SimpleNamespace(rules=RULES))
    monkeypatch.setattr("legation.pipeline.read_report", read_report)
    return seen


def folder_of(tmp_path: Path, *texts: str) -> Path:
    """A folder with one report for each text."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def lines(text: str) -> list[dict[str, object]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


def test_version_is_printed(capsys: Captured) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"legation {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "voyages"], "'voyages' is not one of"),
        (["fly"], "No such command 'fly'"),
        (["read"], "Missing argument"),
        (["read", "--published", "yesterday", "a.txt"], "--published: 'yesterday' is no day; write YYYY-MM-DD"),
        (["read", "--published", "20221025", "a.txt"], "is no day"),
        (["mentions", "--published", "2022-02-30", "a.txt"], "is no day"),
        (["explain", "--published", "soon", "a.txt"], "is no day"),
        (["read", "--format", "xml", "a.txt"], "'xml' is not one of"),
        (["posts", "list", "--on", "2022"], "--on: '2022' is no day"),
        (["posts", "list", "--country", "Ruritania"], "--country Ruritania: no country goes by that name"),
    ],
)
def test_wrong_use_is_told_in_two_lines_at_most(arguments: list[str], told: str, capsys: Captured) -> None:
    assert cli.run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert told in printed.err
    assert 1 <= len(printed.err.splitlines()) <= 2


@pytest.mark.parametrize("arguments", [["list", "visits"], ["list", "claims"], ["show", "v-1"], ["export", "csv"]])
def test_register_that_is_not_there_is_not_made(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_REGISTER", raising=False)
    assert cli.run(arguments) == 3
    assert "there is no register at legation.db; make one with" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_register_is_the_one_named_then_the_environments(register: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("LEGATION_REGISTER", str(register))
    assert cli.run(["list", "meetings"]) == 0
    assert cli.run(["list", "meetings", "--register", str(register.parent / "other.db")]) == 3
    assert "other.db" in capsys.readouterr().err


def test_list_prints_entries_as_the_schema_has_them(register: Path, capsys: Captured) -> None:
    assert cli.run(["list", "visits", "--register", str(register), "--format", "jsonl"]) == 0
    printed = capsys.readouterr()
    told = lines(printed.out)
    assert [record["reports"] for record in told] == [["r1"], ["r2"]]
    for record in told:
        Draft202012Validator(load_schema("visit_entry")).validate(record)
    assert printed.err == "2 visits of 3 reports\n"


def test_list_counts_the_undated_that_a_day_leaves_out(register: Path, capsys: Captured) -> None:
    assert cli.run(["list", "visits", "--since", "2024", "--register", str(register), "--format", "jsonl"]) == 0
    printed = capsys.readouterr()
    assert [record["reports"] for record in lines(printed.out)] == [["r1"]]
    assert "1 entry without a day left out" in printed.err
    assert cli.run(["list", "visits", "--until", "2023", "--register", str(register), "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("filters", "fitting"),
    [
        (["--visitor", "prieto"], 2),
        (["--visitor", "rudolf"], 0),
        (["--host", "Jon Rudolf"], 2),
        (["--status", "occurred"], 0),
        (["--text", "visit strelsau"], 2),
        (["--text", "visit vienna"], 0),
        (["--to", "Canada"], 0),
        (["--from", "can"], 0),
        (["--place", "Strelsau"], 1),
        (["--place", "Vienna"], 0),
        (["--certainty", "plain"], 2),
        (["--certainty", "doubted"], 0),
    ],
)
def test_list_filters(filters: list[str], fitting: int, register: Path, capsys: Captured) -> None:
    assert cli.run(["list", "visits", *filters, "--register", str(register), "--format", "jsonl"]) == 0
    assert len(lines(capsys.readouterr().out)) == fitting


def test_list_shows_the_first_and_tells_how_many_there_are(register: Path, capsys: Captured) -> None:
    assert cli.run(["list", "visits", "--limit", "1", "--register", str(register), "--format", "jsonl"]) == 0
    printed = capsys.readouterr()
    assert [record["reports"] for record in lines(printed.out)] == [["r1"]]
    assert printed.err == "the first 1 visit of 2 of 3 reports\n"
    assert cli.run(["list", "visits", "--limit", "2", "--register", str(register), "--format", "jsonl"]) == 0
    assert capsys.readouterr().err == "2 visits of 3 reports\n"
    assert cli.run(["list", "visits", "--limit", "1", "--last", "--register", str(register)]) == 2
    assert "--limit shortens a list" in capsys.readouterr().err


@pytest.mark.parametrize("country", ["Hungary", "HUN", "hun", "hungary"])
def test_a_country_is_taken_in_any_usual_form(country: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "hungary.db"
    with Register.open(path, create=True) as held:
        held.keep(reading(contacts=[finding(body=replace(contact(), destination="HUN"))]), at=AT)
    assert cli.run(["list", "visits", "--to", country, "--register", str(path), "--format", "jsonl"]) == 0
    assert len(lines(capsys.readouterr().out)) == 1


def test_list_as_csv_is_the_exported_table(register: Path, tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["list", "visits", "--format", "csv", "--register", str(register)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["visitors"] for row in rows] == ["Ana Prieto", "Ana Prieto"]
    assert cli.run(["list", "calls", "--format", "csv", "--register", str(register)]) == 0
    assert (
        capsys.readouterr()
        .out.splitlines()[0]
        .startswith("id,state,status,status_source,status_quote,certainty,certainty_source,certainty_quote,participants")
    )


def test_list_table_has_room_for_every_column(register: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    for width in ("80", "160"):
        monkeypatch.setenv("COLUMNS", width)
        assert cli.run(["list", "visits", "--register", str(register)]) == 0
        table = capsys.readouterr().out
        assert max(map(len, table.splitlines())) <= int(width)
        for told in ("v-", "Ana Prieto", "Jon Rudolf", "Strelsau", "2024-03-14", "planned", "plain", "not told", "will visit"):
            assert told in table, (width, told)


def test_show_tells_every_value_with_its_words(register: Path, capsys: Captured) -> None:
    with Register.open(register) as held:
        entry = held.visits(since="2024")[0]
    assert cli.run(["show", entry.id[:6], "--register", str(register)]) == 0
    page = capsys.readouterr().out
    for told in (
        f"visit {entry.id}: planned, plain",
        "visitor: Ana Prieto, Minister of Foreign Affairs, FRD (by the text)  “Foreign Minister Ana Prieto”",
        "host: Jon Rudolf",
        "2024-03-14  Strelsau, RUR, GeoNames 17  “Strelsau”",
        "grain  “grain”",
        "2024-03-12  planned, starts 2024-03-14  report r1",
        "rule visit.make/1, finding f-r1",
        "28-47  “will visit Strelsau”",
    ):
        assert told in page, told
    for title in ("Parties", "Itinerary", "Days", "Agenda", "Besides", "History", "Supports"):
        assert f"\n{title}\n" in page
    assert "Rivals" not in page


def test_show_takes_a_reports_id_and_prints_jsonl(register: Path, capsys: Captured) -> None:
    assert cli.run(["show", "r3", "--register", str(register), "--format", "jsonl"]) == 0
    record = lines(capsys.readouterr().out)[0]
    Draft202012Validator(load_schema()).validate(record)
    assert cli.run(["show", "r3", "--register", str(register)]) == 0
    assert "meeting" in capsys.readouterr().out


def test_show_refuses_what_no_entry_or_more_than_one_is_called(register: Path, capsys: Captured) -> None:
    assert cli.run(["show", "zzz", "--register", str(register)]) == 2
    assert "no entry of" in capsys.readouterr().err
    assert cli.run(["show", "v-", "--register", str(register)]) == 2
    assert "2 entries begin with 'v-'" in capsys.readouterr().err


def test_export_writes_the_files_and_names_them(register: Path, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "out"
    assert cli.run(["export", "csv", str(folder), "--since", "2024", "--register", str(register)]) == 0
    printed = capsys.readouterr()
    assert [Path(line).name for line in printed.out.splitlines()] == [
        *(f"{table.name}.csv" for table in TABLES),
        "codebook.md",
        "datapackage.json",
    ]
    assert (
        printed.err
        == "1 visit, 1 meeting, 0 calls, 0 invitations, 0 statements, 0 claims; 1 entry without a day left out by --since and --until\n"
    )
    assert len((folder / "visits.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_posts_are_listed_with_source_and_proof(capsys: Captured) -> None:
    asked = ["posts", "list", "--country", "United States", "--post", "foreign_minister", "--on", "2022-10-27"]
    assert cli.run([*asked, "--format", "jsonl"]) == 0
    (row,) = lines(capsys.readouterr().out)
    assert (row["person"], row["start"], row["verified"]) == ("Antony Blinken", "2021-01-26", True)
    assert row["source"]
    assert cli.run([*asked, "--format", "csv"]) == 0
    assert [r["person"] for r in csv.DictReader(capsys.readouterr().out.splitlines())] == ["Antony Blinken"]
    assert cli.run(asked) == 0
    table = capsys.readouterr().out
    assert "Antony Blinken" in table and "2021-01-26" in table and "yes" in table


def test_posts_that_do_not_exist_are_answered_by_those_that_do(capsys: Captured) -> None:
    assert cli.run(["posts", "list", "--post", "king"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "" and "head_of_state" in printed.err


def test_read_prints_a_record_a_report(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    folder = folder_of(tmp_path, TEXT, TEXT + " Again.")
    assert cli.run(["read", str(folder), "--format", "jsonl", "--published", "2024-03-12"]) == 0
    printed = capsys.readouterr()
    told = lines(printed.out)
    assert [len(record["visits"]) for record in told] == [1, 1]  # type: ignore[arg-type]
    for record in told:
        Draft202012Validator(load_schema()).validate(record)
        assert record["report"]["published"] == "2024-03-12"  # type: ignore[index]
        assert "text" not in record["report"]  # type: ignore[operator]
    assert printed.err.startswith("2 reports, 2 visits, 0 meetings, 0 problems, ")
    assert "words a second" in printed.err


def test_text_is_printed_when_asked_for(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["read", str(folder_of(tmp_path, TEXT)), "--format", "jsonl", "--text"]) == 0
    assert lines(capsys.readouterr().out)[0]["report"]["text"] == TEXT  # type: ignore[index]


def test_a_fault_in_one_report_costs_no_other(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    folder, register = folder_of(tmp_path, "A report of nothing.", TEXT), tmp_path / "r.db"
    assert cli.run(["read", str(folder), "--format", "jsonl", "--into", str(register)]) == 1
    printed = capsys.readouterr()
    first, second = lines(printed.out)
    assert first["problems"][0]["code"] == "read.fault" and first["visits"] == []  # type: ignore[index]
    assert len(second["visits"]) == 1  # type: ignore[arg-type]
    assert "KeyError at test_cli.py" in printed.err and "Traceback" not in printed.err
    with Register.open(register) as held:
        assert held.counts()["reports"] == 1, "a report that was not read is not kept as read"


def test_notes_are_no_problems(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    folder = folder_of(tmp_path)
    (folder / "latin.txt").write_bytes((TEXT + " Café.").encode("latin-1"))
    assert cli.run(["read", str(folder), "-v"]) == 0
    told = capsys.readouterr().err
    assert "note.encoding: " in told and "0 problems, 1 note" in told


def test_with_a_register_nothing_is_printed_but_the_summary(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    folder, register = folder_of(tmp_path, TEXT), tmp_path / "r.db"
    assert cli.run(["read", str(folder), "--into", str(register), "--verbose"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[0] == f"kept {stub[0]}"
    assert f"legation list visits --register {register}" in printed.err


def test_what_was_read_is_not_read_again_but_printed(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    folder, register = folder_of(tmp_path, TEXT), tmp_path / "r.db"
    asked = ["read", str(folder), "--into", str(register), "--format", "jsonl"]
    assert cli.run(asked) == 0
    first = capsys.readouterr().out
    assert cli.run(asked) == 0
    again = capsys.readouterr()
    assert len(stub) == 1, "read once"
    assert again.out == first and first
    assert "1 report (1 already there)" in again.err


def test_a_second_run_tells_the_problems_of_the_first(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text(json.dumps({"id": "one", "text": TEXT, "published": "soon"}) + "\n")
    for _ in range(2):
        assert cli.run(["read", str(source), "--into", str(tmp_path / "r.db")]) == 1
        assert "problem jsonl.bad_date: " in capsys.readouterr().err


def test_a_register_that_is_none_is_told_before_anything_is_read(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear Sir,")
    assert cli.run(["read", str(folder_of(tmp_path, TEXT)), "--into", str(other)]) == 3
    assert "is not a register" in capsys.readouterr().err
    assert stub == [] and other.read_text() == "Dear Sir,"


def test_missing_file_is_a_problem_of_the_run(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    folder = folder_of(tmp_path, TEXT)
    assert cli.run(["read", str(tmp_path / "no.txt"), str(folder), "--format", "jsonl"]) == 1
    printed = capsys.readouterr()
    assert len(lines(printed.out)) == 1
    assert "problem read.missing: " in printed.err and "check the path" in printed.err


def test_missing_pipeline_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured) -> None:
    def missing(pipeline: str | None = None) -> None:
        raise PipelineError(f"no spaCy pipeline {pipeline!r} here; install one")

    monkeypatch.setattr("legation.pipeline.load_kit", missing)
    assert cli.run(["read", str(folder_of(tmp_path, TEXT)), "--pipeline", "xx"]) == 3
    assert capsys.readouterr().err == "legation: no spaCy pipeline 'xx' here; install one\n"


def test_stopping_tells_what_is_kept(monkeypatch: pytest.MonkeyPatch, stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    def stop(source: Report, kit: object) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr("legation.pipeline.read_report", stop)
    assert cli.run(["read", str(folder_of(tmp_path, TEXT)), "--into", str(tmp_path / "r.db")]) == 130
    assert "stopped; what was reported done is kept" in capsys.readouterr().err


def test_controls_in_a_text_do_not_reach_the_terminal(stub: list[str], tmp_path: Path, capsys: Captured) -> None:
    source = tmp_path / "bad.jsonl"
    source.write_text(json.dumps({"id": "a\x1b[2Jb", "title": "\x1b]0;owned\x07[red]x[/red]\u202e", "text": TEXT}) + "\n")
    assert cli.run(["read", str(source), "-v"]) == 0
    printed = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(printed.out + printed.err)
    assert "[red]x[/red]" in printed.out


def test_what_needs_no_reading_loads_no_parser() -> None:
    code = (
        "import sys; from legation import cli\n"
        "assert cli.run(['posts', 'list', '--person', 'Blinken', '--format', 'csv']) == 0\n"
        "assert cli.run(['list', 'visits', '--register', 'none.db']) == 3\n"
        "assert cli.run(['--help']) == 0\n"
        "sys.exit('spacy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_reader_who_goes_away_is_no_fault(register: Path) -> None:
    with Register.open(register) as held:
        held.keep_all([reading(report(f"more-{number}")) for number in range(400)], at=AT)
    command = f"{sys.executable} -m legation list visits --format jsonl --register {register}"
    done = subprocess.run(["bash", "-c", f"{command} | head -c 10; echo ${{PIPESTATUS[0]}}"], capture_output=True, text=True, check=False)
    assert done.stdout.endswith("141\n")
    assert done.stderr == ""


def test_a_fault_of_the_program_shows_no_stack_trace() -> None:
    code = (
        "import legation.register.store as store\n"
        "def broken(*_, **__): raise RuntimeError('boom')\n"
        "store.Register.open = broken\n"
        "import sys; from legation import cli; sys.argv[1:] = ['list', 'visits']; cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("legation: a fault of the program itself (RuntimeError at ") and len(done.stderr.splitlines()) == 1


def test_python_has_the_doors_under_the_same_names() -> None:
    import legation.read.paths

    assert callable(legation.read) and callable(legation.mentions) and callable(legation.record_of)
    assert legation.Register is Register


def test_python_reads_a_text(stub: list[str]) -> None:
    told = legation.read_text(TEXT, published="2024-03-12", title="T", pipeline="stub-text")
    assert (told.report.published, told.report.title, len(told.contacts)) == (PUBLISHED, "T", 1)
    with pytest.raises(UsageError, match="published: 'today' is no day"):
        legation.read_text(TEXT, published="today", pipeline="stub-text")


def test_python_raises_or_notes_what_is_no_report(stub: list[str], tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "", TEXT)
    with pytest.raises(legation.errors.ReportError, match="nothing but white space"):
        list(legation.read(folder, pipeline="stub-read"))
    problems: list[Problem] = []
    told = list(legation.read([folder], published=PUBLISHED, pipeline="stub-read", problems=problems))
    assert len(told) == 1 and [problem.code for problem in problems] == ["read.empty"]


def test_long_runs_tell_how_far_they_are(capsys: Captured) -> None:
    with open_progress(LINE_EVERY * 2, prints=True) as step:
        for _ in range(LINE_EVERY * 2):
            step()
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2 and told[0].startswith("100 of 200 reports, ") and "about 0 s left" in told[1]
    with open_progress(SILENT_UP_TO, prints=True) as step:
        step()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (50, 200, 10.0, "50 of 200 reports, 5.0 a second, about 30 s left"),
        (50, None, 10.0, "50 reports, 5.0 a second"),
        (10, 36010, 10.0, "10 of 36,010 reports, 1.0 a second, about 10 h 0 min left"),
    ],
)
def test_progress_line(done: int, total: int | None, seconds: float, told: str) -> None:
    assert line_of(done, total, seconds) == told


def test_time_left_is_told_in_its_own_size() -> None:
    assert [time_left(s) for s in (0, 89, 90, 5300, 5400)] == ["0 s", "89 s", "2 min", "88 min", "1 h 30 min"]


def test_text_is_made_safe_and_short() -> None:
    assert safe("a\x1b[2J\n b\u202e") == "a\ufffd[2J b\ufffd"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("onetwothree", 5) == "onet…"
    assert [counted(1, "entry", "entries"), counted(2000, "entry", "entries")] == ["1 entry", "2,000 entries"]


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        ("2024-03-14", "2024-03-15", "2024-03-14 to 2024-03-15"),
        ("2024-03-14", "2024-03-14", "2024-03-14"),
        ("2024-03", None, "2024-03"),
        (None, "2024-03", "to 2024-03"),
        (None, None, "not told"),
    ],
)
def test_days_of_a_row(starts: str | None, ends: str | None, told: str) -> None:
    assert days(when(starts), when(ends)) == told


def test_who_and_where_of_a_row() -> None:
    visit = with_parties(contact(), prieto(), rudolf(), rudolf("inviter"))
    first, others = sides(visit)
    assert (people(first), people(others), places(visit)) == ("Ana Prieto (FRD)", "Jon Rudolf (RUR)", "Strelsau (RUR)")
    assert places(replace(visit, stops=())) == "RUR"
    assert places(replace(visit, stops=(), destination=None)) == "not told"
    first, others = sides(contact(ContactKind.MEETING))
    assert (people(first), people(others)) == ("Ana Prieto (FRD)", "Jon Rudolf (RUR)")


def test_a_stay_is_told_day_by_day_where_its_days_are_known() -> None:
    stop = contact().stops[0]
    assert days_of(replace(stop, leaves=when("2024-03-16"))) == ["2024-03-14", "2024-03-15", "2024-03-16"]
    assert days_of(stop) == ["2024-03-14"]
    assert days_of(replace(stop, arrives=None)) == ["day not told"]
    assert days_of(replace(stop, leaves=when("2024-04"))) == ["2024-03-14 to 2024-04"]
    long = PUBLISHED + timedelta(days=400)
    assert days_of(replace(stop, leaves=when(long.isoformat()))) == [f"2024-03-14 to {long}"]


def test_explain_marks_the_words_in_their_sentence() -> None:
    from legation.doors.explain import explained

    source = report()
    body: Contact = replace(contact(), starts=replace(when("2024-03-14"), phrase=span_of("on Thursday")))  # type: ignore[type-var]
    told: Finding = replace(finding(source, body), rule="visit.make/1")
    page = "\n".join(explained(reading(source, [told])))
    assert "told by rule visit.make/1 (f-1)" in page
    assert "28-47  Foreign Minister Ana Prieto [[will visit Strelsau]] on Thursday to discuss grain with Minister Jon Rudolf." in page
    assert "visitor: “Foreign Minister Ana Prieto” is Ana Prieto, Minister of Foreign Affairs, FRD\n     by the report's own words" in page
    assert "starts: 2024-03-14 from “on Thursday”, stated in full" in page
    unsure = replace(told, body=with_parties(contact(), prieto(verified=False)))
    assert "by the table of occupancies, in a row that no document confirms" in "\n".join(explained(reading(source, [unsure])))
    assert "no rule told" in "\n".join(explained(reading(source, [])))


def test_every_command_ends_in_an_exit_code() -> None:
    commands: list[Callable[..., int]] = [cli.read, cli.list_, cli.show, cli.mentions, cli.explain, cli.posts_list]
    assert all(command.__annotations__["return"] == "int" for command in commands)
