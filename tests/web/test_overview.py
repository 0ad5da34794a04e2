"""Selections from above: the page, the numbers by year and the places are those of the entries that fit."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from unit.factories import AT, contact, finding, judgement, reading, report, when

from legation.ask.query import Question, answer, contact_of, question
from legation.model import Certainty, ContactKind, Status
from legation.register.entries import place_in_list
from legation.register.found import ORDERS
from legation.register.store import Register

VISIT = ContactKind.VISIT
QUESTIONS = (
    question(VISIT),
    question(VISIT, status="planned"),
    question(VISIT, certainty="hedged"),
    question(VISIT, to="CAN"),
    question(VISIT, either="CHN"),
    question(VISIT, from_="USA", since="1999"),
    question(VISIT, since="2022-05-27", until="2022-05-28"),
    question(VISIT, until="1990"),
    question(VISIT, place="lima"),
    question(VISIT, place="Suva", status="planned"),
    question(VISIT, text="summit"),
    question(ContactKind.MEETING, either="USA"),
    question(ContactKind.INVITATION),
    question(ContactKind.CALL, until="2013"),
)


@pytest.fixture(scope="module")
def demo(register_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    """The register of the samples, brought up to date."""
    path = Path(shutil.copy(register_path, tmp_path_factory.mktemp("demo") / "register.db"))
    register = Register.open(path)
    register.settle()
    return register


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: str(asked.text or asked.place or asked.to or asked.either or asked.kind))
def test_a_look_shows_the_entries_that_fit(demo: Register, asked: Question) -> None:
    expected = answer(demo.entries(asked.kind), asked)
    for order in ORDERS:
        for latest in (False, True):
            look = demo.look(asked, order=order, latest=latest, limit=1000)
            assert {row.id for row in look.rows} == {entry.id for entry in expected.entries}, order
    look = demo.look(asked)
    assert (look.total, look.undated) == (expected.total, expected.undated)
    began = Counter(
        starts.earliest.year if is_certain(starts) else None for entry in expected.entries for starts in [contact_of(entry).starts]
    )
    assert dict(look.years) == began


def is_certain(starts: object) -> bool:
    """Whether the year is certain in which something began."""
    first, last = getattr(starts, "earliest", None), getattr(starts, "latest", None)
    return bool(first and last and first.year == last.year)


@pytest.mark.parametrize("seed", range(20))
def test_a_page_of_days_is_cut_out_of_all_that_fit(demo: Register, seed: int) -> None:
    chance = Random(seed)
    first = date(1960, 1, 1) + timedelta(days=chance.randrange(23_000))
    last = first + timedelta(days=chance.choice((-500, 0, 30, 3_000, 9_000)))
    limit, offset = chance.choice((1, 5, 50)), chance.choice((0, 3, 20))
    for bounds in ({"since": first}, {"until": last}, {"since": first, "until": last}, {"since": first, "status": "occurred"}):
        asked = question(VISIT, **bounds)  # type: ignore[arg-type]
        fitting = answer(demo.entries(VISIT), asked)
        rows = [entry.id for entry in fitting.entries]
        asked_for = demo.ask(asked, limit=limit, offset=offset)
        assert [entry.id for entry in asked_for.entries] == rows[offset : offset + limit], bounds
        assert (asked_for.total, asked_for.undated) == (fitting.total, fitting.undated), bounds
        dated = [entry.id for entry in fitting.entries if place_in_list(entry)[0] < "~"]
        turned = dated[::-1] + rows[len(dated) :]
        assert [row.id for row in demo.look(asked, limit=limit, offset=offset).rows] == turned[offset : offset + limit], bounds


def test_the_questions_find_something_each(demo: Register) -> None:
    assert [asked for asked in QUESTIONS if demo.look(asked).total == 0] == []


def test_pages_follow_each_other_without_a_gap(demo: Register) -> None:
    asked = question(VISIT)
    for order in ORDERS:
        for latest in (False, True):
            whole = [row.id for row in demo.look(asked, order=order, latest=latest, limit=1000).rows]
            pages = [
                row.id
                for start in range(0, len(whole), 7)
                for row in demo.look(asked, order=order, latest=latest, limit=7, offset=start).rows
            ]
            assert pages == whole, order


def test_the_newest_come_first_and_the_undated_last(demo: Register) -> None:
    for asked in (question(VISIT), question(VISIT, either="USA")):
        starts = [row.starts for row in demo.look(asked, limit=1000).rows]
        known = [when(text) for text in starts]
        days = [one.earliest or one.latest for one in known if one and (one.earliest or one.latest)]
        assert days == sorted(days, reverse=True)
        assert not any(one and one.earliest for one in known[len(days) :])


def test_a_row_shows_what_the_entry_holds(demo: Register) -> None:
    rows = {row.id: row for row in demo.look(question(VISIT), limit=1000).rows}
    for entry in demo.entries(VISIT):
        row, body = rows[entry.id], contact_of(entry)
        first = entry.findings[0]
        assert row.words.quote == first.evidence[0].quote
        assert row.words.report == first.report_id
        assert row.certainty is first.certainty
        assert row.status is body.status
        assert (row.starts, row.ends) == (body.starts and body.starts.edtf, body.ends and body.ends.edtf)
        assert {one.name for one in (*row.who, *row.others)} == {p.actor.name or p.actor.surface for p in body.parties}
        assert row.reports == len({one.report_id for one in entry.findings})


def test_places_are_counted(demo: Register) -> None:
    places = {(one.geonames or one.name): one.count for one in demo.places(question(VISIT, to="PER"))}
    told = Counter(
        name
        for entry in answer(demo.entries(VISIT), question(VISIT, to="PER")).entries
        for name in {s.place.geonames or s.place.name for s in contact_of(entry).stops if s.place.lat is not None}
    )
    assert places == dict(told)
    assert places


def test_numbers_kept_follow_what_is_judged_and_read_again(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db", create=True) as register:
        register.keep(reading(), at=AT)
        (entry,) = register.entries()
        assert (register.held()[VISIT], register.look(question(VISIT)).years) == (1, ((2024, 1),))
        register.judge(judgement("reject", entry.findings[0].id))
        assert register.held()[VISIT] == 0
        assert register.look(question(VISIT)).total == 0
        assert register.look(question(VISIT, rejected=True)).total == 1
        later = report("r2", published=date(2024, 3, 13))
        register.keep(reading(later, [finding(later, contact(starts="2025-01-02"), id="f-2")]), at=AT)
        assert register.look(question(VISIT)).years == ((2025, 1),)
        kept = [tuple(row) for row in register.connection.execute("SELECT * FROM tallies WHERE number > 0")]
        register.derive_anew()
        assert [tuple(row) for row in register.connection.execute("SELECT * FROM tallies WHERE number > 0")] == kept


def test_certainty_is_that_of_the_finding_that_counts_most(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db", create=True) as register:
        register.keep(reading(report(), [replace(finding(), certainty=Certainty.DOUBTED)]), at=AT)
        (row,) = register.look(question(VISIT, certainty="doubted")).rows
        assert row.certainty is Certainty.DOUBTED
        assert register.look(question(VISIT, certainty="plain")).total == 0


def test_all_of_a_selection_come_in_parts_with_what_tables_need(demo: Register) -> None:
    parts = list(demo.each(question(VISIT)))
    assert [entry.id for part in parts for entry in part.entries] == [entry.id for entry in demo.ask(question(VISIT)).entries]
    assert {part.digest for part in parts} == {demo.digest()}
    tours = {link.to for part in parts for entry in part.entries for link in entry.links if link.kind == "same_tour"}
    assert tours
    assert tours <= {entry.id for part in parts for entry in part.toured}


def test_a_day_shows_what_goes_on_what_comes_and_what_changed(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db", create=True) as register:
        first = report("r1", published=date(2024, 3, 1))
        register.keep(reading(first, [finding(first, contact(ends="2024-03-15"))]), at="2024-03-01T08:00:00+00:00")
        assert [row.status for row in register.on_day(date(2024, 3, 15)).sure] == [Status.PLANNED]
        assert register.on_day(date(2024, 3, 16)).sure == ()
        assert register.to_come(date(2024, 3, 14), date(2024, 3, 14))[1] == 1
        assert register.to_come(date(2024, 3, 15))[1] == 0
        ((change,), total, known) = register.changed(date(2024, 3, 1), date(2024, 3, 1))
        assert (change.was, change.fresh, total, known) == (None, ("r1",), 1, True)
        second = report("r2", published=date(2024, 3, 12))
        off = replace(contact(ends="2024-03-15"), status=Status.CANCELLED)
        register.keep(reading(second, [finding(second, off, id="f-2")]), at="2024-03-20T08:00:00+00:00")
        for day in (date(2024, 3, 12), date(2024, 3, 20)):
            ((change,), *_) = register.changed(day, day)
            assert (change.was, change.entry.status, change.fresh) == (Status.PLANNED, Status.CANCELLED, ("r2",))
        assert register.changed(date(2024, 3, 13), date(2024, 3, 19))[0] == ()
        assert register.on_day(date(2024, 3, 15)).sure == ()


def test_a_register_of_format_4_is_brought_up_to_date(own_register: Path) -> None:
    with sqlite3.connect(own_register) as old:
        before = [row[0] for row in old.execute("SELECT id FROM entries ORDER BY id")]
        old.execute("DROP TABLE tallies")
        old.execute("PRAGMA user_version = 4")
    old.close()
    with Register.open(own_register) as register:
        assert sorted(entry.id for entry in register.entries()) == before
        assert sum(register.held().values()) == len(before)
