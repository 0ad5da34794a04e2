"""Precedents: the last visit before a day, the first of each visitor, counts by year, and what cannot be told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from unit.factories import actor, contact, finding, report, when

import legation
from legation.ask.precedent import by_year, first_of_each, last_before, post_class_of
from legation.ask.query import contact_of
from legation.cli import run
from legation.model import Contact, Entry, Party, Status
from legation.register.entries import entries
from legation.tables.titles import load_titles


def visit(name: str, starts: str | None, status: Status = Status.OCCURRED) -> Contact:
    """A visit of somebody to Strelsau."""
    who = Party(role="visitor", actor=replace(actor(name, "Ana Prieto", country="FRD"), referent=2))
    return replace(contact(), parties=(who,), status=status, starts=when(starts))


def held(*visits: Contact) -> tuple[Entry, ...]:
    """What a register makes of them."""
    told = [finding(report(f"r{number}"), body, id=f"f-{number}") for number, body in enumerate(visits)]
    return entries(told, ())


def starts_of(found: Sequence[Entry]) -> list[str | None]:
    """Their first days."""
    return [starts.edtf if (starts := contact_of(entry).starts) else None for entry in found]


def test_the_last_before_a_day_is_not_one_on_the_day() -> None:
    made = held(visit("Ana Prieto", "2011-05-02"), visit("Jon Rudolf", "2014-03-14"))
    assert starts_of(last_before(made, date(2014, 3, 14)).entries) == ["2011-05-02"]
    assert starts_of(last_before(made, date(2014, 3, 15)).entries) == ["2014-03-14"]
    assert starts_of(last_before(made, None).entries) == ["2014-03-14"]


def test_what_is_planned_or_called_off_is_no_precedent() -> None:
    made = held(
        visit("Ana Prieto", "2011-05-02"),
        visit("Jon Rudolf", "2014-03-14", Status.PLANNED),
        visit("Ivo Karst", "2013-01-01", Status.CANCELLED),
    )
    assert starts_of(last_before(made, None).entries) == ["2011-05-02"]


def test_one_that_may_have_been_later_is_named_as_such() -> None:
    made = held(visit("Ana Prieto", "2011-05-02"), visit("Jon Rudolf", "2011"), visit("Ivo Karst", None))
    found = last_before(made, None)
    assert starts_of(found.entries) == ["2011-05-02"]
    assert starts_of(found.unsure) == ["2011", None]


def test_the_first_of_each_visitor() -> None:
    made = held(visit("Ana Prieto", "2011-05-02"), visit("Ana Prieto", "2009-01-01"), visit("Jon Rudolf", "2010-06-06"))
    assert starts_of(first_of_each(made).entries) == ["2009-01-01", "2010-06-06"]


def test_counts_by_year_leave_out_what_may_be_of_two_years() -> None:
    made = held(visit("Ana Prieto", "2011-05-02"), visit("Jon Rudolf", "2011-06"), visit("Ivo Karst", "201X"))
    years, unsure = by_year(made)
    assert [(year.year, len(year.entries)) for year in years] == [(2011, 2)]
    assert starts_of(unsure) == ["201X"]


@pytest.mark.parametrize(
    ("words", "country", "post"),
    [
        ("Secretary of State", "USA", "foreign_minister"),
        ("President", "USA", "head_of_state"),
        ("foreign_minister", None, "foreign_minister"),
    ],
)
def test_a_post_is_named_by_title_or_class(words: str, country: str | None, post: str) -> None:
    assert post_class_of(words, country, load_titles()) == post


LAST = ["list", "visits", "--to", "CAN", "--post", "Secretary of State", "--country", "USA", "--before", "2022-10-27", "--last"]


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a register."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_REGISTER", raising=False)


def test_the_last_visit_is_answered_without_a_register(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(LAST) == 0
    out = capsys.readouterr().out
    assert "2019-08-22  Mike Pompeo (USA), Ottawa (CAN)" in out
    assert "historian:travel-3868" in out and "https://history.state.gov/" in out
    assert "coverage: historian:secretaries" in out and "the record is declared complete for this from 2019-08-22 before 2022-10-27" in out
    assert "Charlevoix" not in out


def test_known_gaps_are_named_under_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "visits", "--to", "Canada", "--post", "President", "--country", "USA", "--last"]) == 0
    out = capsys.readouterr().out
    assert "2018-06-09" in out and "known gap: " in out and "2023-03-23 to 2023-03-24" in out and "not declared complete" in out


def test_the_first_of_each_president(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "visits", "--to", "MEX", "--post", "President", "--country", "USA", "--since", "1989", "--first-of-each"]) == 0
    out = capsys.readouterr().out
    firsts = [line[:10] for line in out.splitlines() if line[:4].isdigit()]
    assert firsts == sorted(firsts)
    assert "2001-02-16  George W. Bush" in out and "George H.W. Bush" in out and out.count("George W. Bush (USA)") == 1


def test_counts_by_year_as_lines_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "visits", "--to", "FJI", "--from", "USA", "--by-year", "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["year"], line["visits"]) for line in lines] == [(1985, 1), (2022, 1)]
    assert all(name.startswith("historian:travel-") for line in lines for name in line["ids"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "visits", "--last", "--by-year"],
        ["list", "calls", "--last"],
        ["list", "visits", "--last", "--format", "csv"],
        ["list", "visits", "--last", "--before", "2020", "--until", "2019"],
        ["list", "visits", "--last", "--before", "soon"],
    ],
)
def test_what_cannot_be_asked_is_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "legation: " in capsys.readouterr().err


def test_python_answers_the_same() -> None:
    found = legation.precedents(to="CAN", from_="USA", post="Secretary of State", before="2022-10-27")
    assert [entry.findings[0].report_id for entry in found.last().entries] == ["historian:travel-3868"]
    assert found.covered(date(2019, 8, 22)).complete
