"""Samples for double coding: what is drawn and shown, what filled sheets say, and what becomes of damaged ones."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factories import AT, actor, contact, finding, reading, report, span_of

from legation import cli
from legation.errors import ReportError, UsageError
from legation.model import ContactKind, Entry, Finding, Party, cite
from legation.register.store import Register
from legation.sample.draw import Sample, draw, texts_of
from legation.sample.fields import Means
from legation.sample.folder import fields_of, read_key, write_sample
from legation.sample.score import FieldScore, Score, score
from legation.tables.gazetteer import Gazetteer
from legation.tables.titles import load_titles

Captured = pytest.CaptureFixture[str]
Row = dict[str, str]
NUMBER = 12
RIGHT = {
    "contact": "yes",
    "visitors": "Ana Prieto",
    "visitors_from": "Chile",
    "visitors_posts": "Foreign Minister",
    "destination": "Peru",
    "places": "Strelsau",
    "first_day": "2024-03-14",
    "last_day": "",
    "status": "planned",
}
"""What every text of the register tells."""


@pytest.fixture(scope="module")
def means() -> Means:
    """What answers are understood by, loaded once."""
    return Means(Gazetteer.open(), load_titles())


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of visits that many reports tell, each of another year so that none is another's."""
    path = tmp_path_factory.mktemp("register") / "register.db"
    with Register.open(path, create=True) as held:
        held.keep_all([visit(number) for number in range(NUMBER)], at=AT)
    return path


def visit(number: int) -> Any:
    """The reading of one report of a planned visit to Strelsau in Peru."""
    source = report(
        f"r{number}", text=f"Report {number}. {'Words before. ' * 40}{TEXT} {'Words behind. ' * 40}", published=date(2024, 3, 12)
    )
    who = Party(role="visitor", actor=replace(visitor(source.text), country="CHL", post_class="foreign_minister"))
    body = replace(contact(starts=f"{2024 - number}-03-14"), parties=(who,), destination="PER")
    body = replace(body, stops=tuple(replace(stop, place=replace(stop.place, country="PER")) for stop in body.stops))
    told = replace(finding(source, body, id=f"f-{number}"), evidence=(cite(source, span_of("will visit Strelsau", source.text)),))
    return reading(source, [told])


TEXT = "Foreign Minister Ana Prieto will visit Strelsau on Thursday."


def visitor(text: str) -> Any:
    return actor("Ana Prieto", "Foreign Minister Ana Prieto", post="Foreign Minister", country="CHL", text=text)


def drawn(register: Path, number: int = 5, seed: int = 1) -> Sample:
    """So many visits of the register."""
    with Register.open(register) as held:
        entries = held.visits()
        return draw(
            entries, number, ContactKind.VISIT, seed, lambda name: held.find_reading(name).report, register="register.db", filters={}
        )


def sheet(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def fill(path: Path, answer: Callable[[int, Row], Row], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> None:
    """Fills a sheet as a person would who sorts it by row first, and saves it as his spreadsheet does."""
    rows = sorted(sheet(path), key=lambda row: row["row"])
    with path.open("w", encoding=encoding, newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**row, **answer(number, row)} for number, row in enumerate(rows))


def right(number: int, row: Row) -> Row:
    """The right answers, the year as the key has it."""
    return {**RIGHT, "first_day": YEARS[row["row"]]}


YEARS: dict[str, str] = {}


@pytest.fixture
def folder(register: Path, tmp_path: Path) -> Path:
    """A sample of five visits."""
    sample = drawn(register)
    YEARS.update({row.row: row.values["first_day"][0][0] for row in sample.rows})
    write_sample(sample, tmp_path / "sample")
    return tmp_path / "sample"


def fill_both(folder: Path, a: Callable[[int, Row], Row] = right, b: Callable[[int, Row], Row] = right) -> None:
    fill(folder / "coder_a.csv", a)
    fill(folder / "coder_b.csv", b)


def of_field(found: Score, name: str) -> FieldScore:
    return next(one for one in found.fields if one.field == name)


def only(wanted: int, **answers: str) -> Callable[[int, Row], Row]:
    """The right answers, but others in one row."""
    return lambda number, row: {**right(number, row), **(answers if number == wanted else {})}


# What is drawn


def test_the_same_seed_and_register_draw_the_same_and_another_seed_others(register: Path) -> None:
    once, again, other = drawn(register), drawn(register), drawn(register, seed=2)
    assert once == again
    assert len({row.entry for row in once.rows}) == 5
    assert {row.entry for row in once.rows} != {row.entry for row in other.rows}
    assert {row.entry for row in drawn(register, 4).rows} < {row.entry for row in once.rows}


def test_the_order_of_the_entries_does_not_matter(register: Path) -> None:
    with Register.open(register) as held:
        entries = held.visits()
        ways = [draw(some, 5, ContactKind.VISIT, 1, lambda name: None, register="r", filters={}) for some in (entries, entries[::-1])]
    assert ways[0] == ways[1]


def test_what_was_imported_is_not_drawn() -> None:
    imported = Entry(id="v-1", kind=ContactKind.VISIT, findings=(replace(finding(), rule="import.historian/1"),))
    read = Entry(id="v-2", kind=ContactKind.VISIT, findings=(finding(),))
    sample = draw((imported, read), 9, ContactKind.VISIT, 1, lambda name: report(), register="r", filters={})
    assert ([row.entry for row in sample.rows], sample.population, sample.left_out) == (["v-2"], 1, 1)


def test_sheets_show_the_words_and_nothing_of_what_the_program_holds(folder: Path) -> None:
    sample = read_key(folder)
    a, b = sheet(folder / "coder_a.csv"), sheet(folder / "coder_b.csv")
    assert {row["row"] for row in a} == {row["row"] for row in b} == {row.row for row in sample.rows}
    assert [row["row"] for row in a] != [row["row"] for row in b]
    for row in (*a, *b):
        assert "[[will visit Strelsau]] on Thursday" in row["texts"]
        assert "published 2024-03-12" in row["texts"]
        assert set(row[name] for name in row if name not in ("row", "texts")) == {""}
    shown = (folder / "coder_a.csv").read_text(encoding="utf-8")
    assert not [row.entry for row in sample.rows if row.entry in shown]


def test_sheets_open_as_utf_8_and_the_page_describes_every_column(folder: Path) -> None:
    assert (folder / "coder_a.csv").read_bytes().startswith(b"\xef\xbb\xbfrow,texts,contact,")
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert [f"| `{name}` |" in page for name in sheet(folder / "coder_b.csv")[0] if name not in ("row", "texts")] == [True] * 10


def test_a_text_is_cut_around_the_words_and_those_far_apart_stand_apart() -> None:
    text = f"{'Before. ' * 99}{TEXT} {'Between. ' * 200}She flies home on Sunday. {'Behind. ' * 99}"
    source = report(text=text)
    spans = [span_of(words, text) for words in ("will visit Strelsau", "visit Strelsau on Thursday", "flies home on Sunday")]
    told: Finding[Any] = replace(finding(source, quote="will visit Strelsau"), evidence=tuple(cite(source, span) for span in spans))
    shown = texts_of(Entry(id="v-1", kind=ContactKind.VISIT, findings=(told,)), lambda name: source)
    assert "Prieto [[will visit Strelsau on Thursday]]. Between." in shown
    assert " [...] " in shown and "She [[flies home on Sunday]]. Behind." in shown
    assert len(shown) < 1500


def test_of_very_many_reports_a_cell_holds_as_many_as_a_spreadsheet_takes() -> None:
    sources = {f"r{n}": report(f"r{n}", text=f"{TEXT} {'Words. ' * 60}") for n in range(99)}
    told = tuple(finding(source, id=f"f-{name}") for name, source in sources.items())
    shown = texts_of(Entry(id="v-1", kind=ContactKind.VISIT, findings=told), sources.get)
    assert len(shown) < 21_000
    assert shown.endswith("more reports")


@pytest.mark.parametrize("kind", list(ContactKind))
def test_every_kind_has_its_questions_and_values(kind: ContactKind) -> None:
    entry = Entry(id="e-1", kind=kind, findings=(finding(body=contact(kind)),))
    (row,) = draw((entry,), 1, kind, 1, lambda name: report(), register="r", filters={}).rows
    assert list(row.values) == [field.name for field in fields_of(kind)]
    assert ("Ana Prieto", "Foreign Minister Ana Prieto") in [item for value in row.values.values() for item in value]


def test_a_folder_with_a_sample_is_not_written_over(folder: Path, register: Path) -> None:
    with pytest.raises(UsageError, match=r"holds key\.json and coder_a\.csv and coder_b\.csv already"):
        write_sample(drawn(register), folder)


# What filled sheets say


def test_two_who_agree_with_the_program(folder: Path, means: Means) -> None:
    fill_both(folder)
    found = score(folder, means)
    assert (found.both, found.differences, found.problems, found.unfilled) == (5, (), (), {"coder_a.csv": 0, "coder_b.csv": 0})
    for one in found.fields:
        assert one.agreement.agreed == one.agreement.coded == 5, one.field
        assert one.agreed.right == one.agreed.checked == (0 if one.field == "last_day" else 5), one.field
    assert not (folder / "to_adjudicate.csv").exists()


def test_other_spellings_of_the_same_answer_agree(folder: Path, means: Means) -> None:
    other = {
        "visitors": "Prieto",
        "visitors_from": "CHL",
        "visitors_posts": "Minister of Foreign Affairs",
        "status": "Planned",
        "contact": "Y",
    }
    fill_both(folder, b=lambda number, row: {**right(number, row), **other, "first_day": f"14 March {YEARS[row['row']][:4]}"})
    found = score(folder, means)
    assert (found.differences, found.problems) == ((), ())
    assert of_field(found, "visitors").agreed.right == 5


@pytest.mark.parametrize(
    ("words", "alike"),
    [
        ("Mrs Prieto", True),
        ("Chilean Foreign Minister Prieto", True),
        ("the foreign minister", False),
        ("Ana Weiss", False),
        ("Jon Rudolf; Ana Prieto", True),
    ],
)
def test_a_name_counts_without_title_and_honorific(words: str, alike: bool, folder: Path, means: Means) -> None:
    fill_both(folder, only(0, visitors=words), only(0, visitors=words))
    assert of_field(score(folder, means), "visitors").agreed.right == 4 + alike


def test_what_both_hold_against_the_program_lowers_its_precision(folder: Path, means: Means) -> None:
    wrong = only(0, destination="Ecuador", last_day="2024-03-15")
    fill_both(folder, wrong, wrong)
    found = score(folder, means)
    precision = of_field(found, "destination").agreed
    assert (precision.right, precision.checked, precision.interval) == (4, 5, pytest.approx((0.3755, 0.9638), abs=0.0001))
    assert (of_field(found, "last_day").agreed.checked, of_field(found, "last_day").agreed.not_held) == (0, 1)


def test_an_entry_that_is_no_contact_counts_against_contact_alone(folder: Path, means: Means) -> None:
    nothing = only(0, **{**dict.fromkeys(RIGHT, ""), "contact": "no"})
    fill_both(folder, nothing, nothing)
    found = score(folder, means)
    assert (of_field(found, "contact").agreed.right, of_field(found, "contact").agreed.checked) == (4, 5)
    assert of_field(found, "status").agreed.checked == of_field(found, "status").agreement.coded == 4


def test_unsure_and_undecided_bear_on_no_precision(folder: Path, means: Means) -> None:
    fill_both(folder, only(0, contact="unsure"), only(0, contact="unsure"))
    assert of_field(score(folder, means), "contact").agreed.checked == 4
    fill_both(folder, only(1, status="?"))
    status = of_field(score(folder, means), "status")
    assert (status.agreed.checked, status.agreement.coded) == (4, 4)


def test_where_the_words_tell_several_the_programs_is_among_them(folder: Path, means: Means) -> None:
    fill_both(folder, only(0, destination="Ecuador; Peru"), only(0, destination="Peru;Ecuador"))
    found = score(folder, means)
    assert (found.differences, of_field(found, "destination").agreed.right) == ((), 5)


def test_a_difference_is_listed_and_counts_once_it_is_adjudicated(folder: Path, means: Means) -> None:
    fill_both(folder, b=only(2, destination="Ecuador"))
    found = score(folder, means)
    ((field, a, b),) = [(one.field, one.a, one.b) for one in found.differences]
    assert (field, a, b) == ("destination", "Peru", "Ecuador")
    assert (of_field(found, "destination").agreed.checked, of_field(found, "destination").adjudicated) == (4, None)
    assert of_field(found, "destination").agreement.agreed == 4
    (row,) = sheet(folder / "to_adjudicate.csv")
    assert (row["differs"], row["destination"], row["status"]) == ("destination: a “Peru”, b “Ecuador”", "?", "planned")
    (folder / "to_adjudicate.csv").rename(folder / "adjudicated.csv")
    fill(folder / "adjudicated.csv", lambda number, row: {"destination": "Ecuador"})
    found = score(folder, means)
    last = of_field(found, "destination")
    assert last.adjudicated is not None
    assert [one.adjudicated for one in found.differences] == [True]
    assert (last.agreed.right, last.agreed.checked, last.adjudicated.right, last.adjudicated.checked) == (4, 4, 4, 5)


def test_a_sheet_that_is_being_adjudicated_is_never_written_over(folder: Path, means: Means) -> None:
    fill_both(folder, b=only(2, destination="Ecuador"))
    assert [score(folder, means).left_alone, score(folder, means).left_alone] == [False, False]
    fill(folder / "to_adjudicate.csv", lambda number, row: {"destination": "Ecuador"})
    assert score(folder, means).left_alone
    assert sheet(folder / "to_adjudicate.csv")[0]["destination"] == "Ecuador"


def test_where_one_sees_no_contact_the_whole_row_is_adjudicated(folder: Path, means: Means) -> None:
    fill_both(folder, b=only(2, **{**dict.fromkeys(RIGHT, ""), "contact": "no"}))
    assert [one.field for one in score(folder, means).differences] == ["contact"]
    (row,) = sheet(folder / "to_adjudicate.csv")
    assert {row[name] for name in RIGHT} == {"?"}


# Sheets as spreadsheets and people leave them


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8")])
def test_however_a_spreadsheet_saves_the_sheet_it_is_read(folder: Path, means: Means, delimiter: str, encoding: str) -> None:
    fill_both(folder)
    fill(folder / "coder_a.csv", lambda number, row: {"remarks": "déjà vu"}, delimiter=delimiter, encoding=encoding)
    found = score(folder, means)
    assert (found.both, found.problems, found.differences) == (5, (), ())


def test_rows_that_are_not_filled_are_counted(folder: Path, means: Means) -> None:
    empty = only(1, **dict.fromkeys(RIGHT, ""))
    fill_both(folder, b=empty)
    found = score(folder, means)
    assert (found.both, found.unfilled) == (4, {"coder_a.csv": 0, "coder_b.csv": 1})
    assert found.problems == ()


@pytest.mark.parametrize(
    ("answers", "code", "told"),
    [
        ({"destination": "Ruritania"}, "sample.value", "destination: 'Ruritania' is no country"),
        ({"first_day": "03/04/2020"}, "sample.value", "first_day: '03/04/2020' may be day 3 of month 4"),
        ({"status": "done"}, "sample.value", "status: 'done' is none of proposed, invited"),
        ({"contact": "perhaps"}, "sample.value", "contact: 'perhaps' is none of yes, no, unsure"),
        ({"contact": ""}, "sample.no_answer", "contact is not answered"),
        ({"row": "r-1"}, "sample.row_unknown", "no row of this sample is called 'r-1'"),
    ],
)
def test_what_is_amiss_is_told_with_its_row_and_the_rest_counts(folder: Path, means: Means, answers: Row, code: str, told: str) -> None:
    fill_both(folder, b=only(1, **answers))
    found = score(folder, means)
    assert found.problems[0].code == code
    assert told in found.problems[0].advice
    assert found.problems[0].where.startswith("coder_b.csv:")
    assert found.both >= 4


def test_a_row_that_stands_twice_counts_once(folder: Path, means: Means) -> None:
    fill_both(folder)
    path = folder / "coder_a.csv"
    rows = sheet(path)
    with path.open("a", encoding="utf-8", newline="") as lines:
        csv.DictWriter(lines, list(rows[0])).writerow({**rows[0], "destination": "Ecuador"})
    found = score(folder, means)
    assert [problem.code for problem in found.problems] == ["sample.row_twice"]
    assert of_field(found, "destination").agreement.agreed == 5


def damaged(name: str, text: str | None) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).unlink() if text is None else (folder / name).write_text(text, encoding="utf-8")

    return damage


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (damaged("key.json", None), r"key\.json: No such file.*legation sample N FOLDER"),
        (damaged("key.json", "{"), r"key\.json is damaged"),
        (damaged("key.json", '{"format": "legation sample 1", "kind": "visit"}'), r"key\.json is damaged"),
        (damaged("key.json", '{"format": "another"}'), "no key of a sample"),
        (damaged("coder_b.csv", None), r"coder_b\.csv: No such file"),
        (damaged("coder_b.csv", ""), r"coder_b\.csv is empty"),
        (damaged("coder_b.csv", "row,texts,contact\n"), r"coder_b\.csv: no column visitors and visitors_from"),
        (damaged("coder_b.csv", ",".join(("row", *RIGHT)) + "\nr-0,yes,,,,,,,,\n"), "none of its rows is of this sample"),
        (lambda folder: None, r"no row is filled in both coder_a\.csv and coder_b\.csv"),
    ],
)
def test_what_cannot_be_scored_is_told(folder: Path, means: Means, damage: Callable[[Path], None], told: str) -> None:
    damage(folder)
    with pytest.raises(ReportError, match=told):
        score(folder, means)


# The command


def test_the_command_draws_and_scores(register: Path, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "sample"
    assert cli.run(["sample", "3", str(folder), "--register", str(register), "--to", "Peru"]) == cli.DONE
    out = capsys.readouterr()
    assert [Path(line).name for line in out.out.splitlines()] == ["coder_a.csv", "coder_b.csv", "README.md", "key.json"]
    assert f"3 visits of {NUMBER} drawn with seed 1" in out.err
    sample = read_key(folder)
    YEARS.update({row.row: row.values["first_day"][0][0] for row in sample.rows})
    fill_both(folder, b=only(0, status="occurred"))
    assert cli.run(["sample", "--score", str(folder), "--format", "jsonl"]) == cli.DONE
    out = capsys.readouterr()
    records: Sequence[Any] = [json.loads(line) for line in out.out.splitlines()]
    assert [record["kind"] for record in records] == ["sample", *["field"] * 9, "difference"]
    assert (records[0]["register"], records[0]["filters"], records[0]["coded_by_both"]) == ("register.db", {"to": "Peru"}, 3)
    assert (records[5]["field"], records[5]["agreed"]["precision"]) == ("destination", 1.0)
    assert "the share that is what the shown words tell" in out.err
    assert cli.run(["sample", "--score", str(folder)]) == cli.DONE
    assert "status: a “planned”, b “occurred”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "say how many entries"),
        (["3", "--score", "x"], "take one of them"),
        (["3", "--kind", "claims"], "--kind claims: these are not coded"),
        (["3", "--to", "Japan"], "no visit to draw from"),
        (["0"], "greater than or equal to 1"),
        (["--score", "nowhere"], "key.json: No such file"),
    ],
)
def test_wrong_use_is_told(
    arguments: list[str], told: str, register: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["sample", *arguments, "--register", str(register)]) in (cli.USAGE, cli.FAILED)
    assert told in capsys.readouterr().err


def test_more_than_there_are_gives_all(register: Path, tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["sample", "99", str(tmp_path / "s"), "--register", str(register)]) == cli.DONE
    assert f"{NUMBER} visits of {NUMBER} drawn with seed 1, which is all that there are (not 99)" in capsys.readouterr().err
