"""Corrections of parties, places and topics: what people add and take away, and the days of a stop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from unit.factories import AT, contact, finding, judgement, reading, report, rudolf, when
from unit.test_judging import ORIGINS, judgements, of, said, some_findings, told

from legation import cli
from legation.errors import UsageError
from legation.model import Basis, Entry, Judgement, Party, Stop, Topic
from legation.record import entry_record, load_schema
from legation.register.additions import written
from legation.register.bearings import bearing_of, fits, reports_concerned
from legation.register.decided import decided
from legation.register.entries import entries
from legation.register.store import Register

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register of two reports of one visit."""
    with Register.open(tmp_path / "legation.db", create=True) as register:
        for one in (told("r1"), told("r2")):
            register.keep(reading(report(one.report_id), [one]), at=AT)
        yield register


@pytest.fixture
def file(register: Register) -> list[str]:
    """What every command of these tests is given."""
    return ["--reason", "the ministry says so", "--by", "ana", "--register", str(register.path)]


def people(entry: Entry) -> list[tuple[str, str | None]]:
    """Roles and names."""
    parties: Any = entry.fields["parties"].value
    return [(party.role, party.actor.name) for party in parties]


def towns(entry: Entry) -> list[str]:
    """The places of a visit in order."""
    stops: Any = entry.fields["stops"].value
    return [stop.place.name for stop in stops]


def test_a_person_is_added_as_he_is_written(register: Register) -> None:
    made = register.judge_correct("f-r1", "visitor+", "Max Holm (Minister of Trade, FRD)", **said())
    entry = of(register, "f-r2")
    assert people(entry) == [("visitor", "Ana Prieto"), ("host", "Jon Rudolf"), ("visitor", "Max Holm")]
    held = entry.fields["parties"]
    added: Any = held.value[-1]
    assert (added.actor.post, added.actor.country, added.actor.basis) == ("Minister of Trade", "FRD", Basis.TEXT)
    assert held.judgement == made.id and len(held.supports) == 2
    assert len(register.visits(visitor="Holm")) == 1
    line: Any = entry_record(entry)
    assert not list(Draft202012Validator(load_schema("visit_entry")).iter_errors(line))


def test_who_is_taken_away_stays_as_a_rival_until_that_is_undone(register: Register) -> None:
    made = register.judge_correct(of(register, "f-r1").id, "host-", "rudolf", **said(1))
    held = of(register, "f-r1").fields["parties"]
    assert people(of(register, "f-r1")) == [("visitor", "Ana Prieto")]
    assert [rival.value for rival in held.rivals] == [rudolf()] and len(held.rivals[0].supports) == 2
    register.judge_undo(made.id, **said(2))
    held = of(register, "f-r1").fields["parties"]
    assert people(of(register, "f-r1")) == [("visitor", "Ana Prieto"), ("host", "Jon Rudolf")]
    assert (held.rivals, held.judgement) == ((), None)


def test_who_is_taken_away_does_not_come_back_with_the_next_report(register: Register) -> None:
    register.judge_correct("f-r1", "host-", "Jon Rudolf", **said())
    register.keep(reading(report("r4"), [told("r4")]), at=AT)
    assert people(of(register, "f-r4")) == [("visitor", "Ana Prieto")]


def test_of_adding_and_taking_away_the_latest_counts(register: Register) -> None:
    register.judge_correct("f-r1", "topic-", "grain", **said(1))
    register.judge_correct("f-r2", "topic+", "Grain", **said(3))
    register.judge_correct("f-r2", "topic+", "fishing", **said(2))
    topics: Any = of(register, "f-r1").fields["topics"].value
    assert [topic.text for topic in topics] == ["fishing", "Grain"]


def test_one_place_is_put_for_another_and_days_are_set(register: Register) -> None:
    register.judge_correct("f-r1", "place-", "Strelsau", **said(1))
    register.judge_correct("f-r1", "place+", "Hofbau", **said(2))
    made = register.judge_correct("f-r1", "arrives@hofbau", "2024-03-15", **said(3))
    entry = of(register, "f-r1")
    stops: Any = entry.fields["stops"].value
    assert towns(entry) == ["Hofbau"] and stops[0].arrives == when("2024-03-15") and made.field == "arrives@Hofbau"
    assert [rival.value.place.name for rival in entry.fields["stops"].rivals if isinstance(rival.value, Stop)] == ["Strelsau"]
    register.judge_correct("f-r1", "arrives@Hofbau", "none", **said(4))
    stops = of(register, "f-r1").fields["stops"].value
    assert stops[0].arrives is None


def test_a_day_that_is_set_makes_the_day_told_a_rival(register: Register) -> None:
    register.judge_correct("f-r1", "leaves@Strelsau", "2024-03-16", **said())
    held = of(register, "f-r1").fields["stops"]
    stops: Any = held.value
    assert (stops[0].arrives, stops[0].leaves) == (when("2024-03-14"), when("2024-03-16"))
    assert len(held.rivals) == 1


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("visitor-", "Rudolf", "nothing goes by that; there is Ana Prieto"),
        ("participant+", "Max Holm", "a visit has none; write one of visitor, host"),
        ("place-", "Hofbau", "there is Strelsau"),
        ("arrives@Hofbau", "2024-03-15", "nothing goes by that"),
        ("arrives@Strelsau", "Thursday", "not an EDTF"),
        ("topic+", " ", "write a few words"),
        ("visitor+", "Max (a) (b)", "post and country in brackets"),
        ("visitors+", "Max", "no such field; write one of starts"),
    ],
)
def test_what_cannot_be_changed_is_told_and_nothing_is_kept(register: Register, field: str, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        register.judge_correct("f-r1", field, text, **said())
    assert register.judgements() == ()


def test_of_two_who_go_by_the_words_neither_is_taken_away(register: Register) -> None:
    register.judge_correct("f-r1", "host+", "Mia Rudolf", **said(1))
    with pytest.raises(UsageError, match="2 go by that: Jon Rudolf"):
        register.judge_correct(of(register, "f-r1").id, "host-", "Rudolf", **said(2))


def test_what_is_told_already_stays_as_it_is_told_when_it_is_added(register: Register) -> None:
    told_before = of(register, "f-r1").fields["stops"].value
    made = register.judge_correct("f-r1", "topic+", "grain", **said(1))
    kept: Any = told("r1").body.stops[0]
    register.judge_correct("f-r1", "place+", written(Stop(place=kept.place)), **said(2))
    register.judge_correct("f-r1", "place+", "strelsau", **said(3))
    register.judge_correct("f-r1", "visitor+", "Ana Prieto (FRD)", **said(4))
    entry = of(register, "f-r1")
    assert entry.fields["parties"].value == told("r1").body.parties
    assert entry.fields["stops"].value == told_before and entry.fields["stops"].rivals == ()
    assert entry.fields["topics"].judgement == made.id and len(entry.fields["topics"].supports) == 2


def test_stops_stand_in_the_order_of_the_journey(register: Register) -> None:
    register.judge_correct("f-r1", "place+", "Hofbau", **said(1))
    assert towns(of(register, "f-r1")) == ["Strelsau", "Hofbau"]
    register.judge_correct("f-r1", "arrives@Hofbau", "2024-03-13", **said(2))
    assert towns(of(register, "f-r1")) == ["Hofbau", "Strelsau"]


# --- the command, which asks the tables


def test_a_place_is_looked_up_in_the_country_of_the_visit(register: Register, file: list[str], capsys: Captured) -> None:
    abroad = replace(told("r5", "2024-10-02"), body=replace(contact(starts="2024-10-02"), destination="CAN", stops=()))
    register.keep(reading(report("r5"), [abroad]), at=AT)
    assert cli.run(["judge", "correct", "f-r5", "place+", "Montreal", *file]) == 0
    entry = of(register, "f-r5")
    stops: Any = entry.fields["stops"].value
    place = stops[0].place
    assert (place.name, place.country, place.geonames) == ("Montreal", "CAN", 6077243) and round(place.lat) == 46
    assert "place+ Montreal (CAN, GeoNames 6077243), says ana" in capsys.readouterr().err
    assert cli.run(["show", entry.id, "--register", str(register.path)]) == 0
    (made,) = register.judgements()
    assert f"Montreal, CAN, GeoNames 6077243  (by {made.id})" in capsys.readouterr().out


def test_a_place_that_nobody_knows_or_several_are_is_told(register: Register, file: list[str], capsys: Captured) -> None:
    assert cli.run(["judge", "correct", "f-r1", "place+", "Zzyzzxville", *file]) == 2
    assert "the gazetteer knows no such place" in capsys.readouterr().err
    assert cli.run(["judge", "correct", "f-r1", "place+", "Hamilton", *file]) == 2
    told_of = capsys.readouterr().err
    assert "may be one of several" in told_of and "CAN" in told_of and "BMU" in told_of
    assert cli.run(["judge", "correct", "f-r1", "place+", "Hamilton, Bermuda", *file]) == 0
    assert register.judgements()[0].field == "place+"


def test_a_person_of_the_table_gets_his_id_and_the_basis(register: Register, file: list[str]) -> None:
    assert cli.run(["judge", "correct", "f-r1", "visitor+", "Antony Blinken (Secretary of State, USA)", *file]) == 0
    assert cli.run(["judge", "correct", "f-r1", "host+", "Nobody Everheard", *file]) == 0
    parties: Any = of(register, "f-r1").fields["parties"].value
    blinken, nobody = parties[-2].actor, parties[-1].actor
    assert (blinken.country, blinken.post_class, blinken.basis) == ("USA", "foreign_minister", Basis.OCCUPANCY) and blinken.wikidata
    assert (nobody.name, nobody.wikidata, nobody.basis) == ("Nobody Everheard", None, Basis.TEXT)


# --- properties

CHANGES = [
    ("visitor+", "Max Holm (Minister of Trade, FRD)"),
    ("visitor-", "Max Holm"),
    ("host-", "Jon Rudolf"),
    ("host+", "Jon Rudolf"),
    ("place+", "Hofbau"),
    ("place-", "Strelsau"),
    ("topic+", "fishing"),
    ("topic-", "grain"),
    ("arrives@Strelsau", "2024-03-15"),
    ("leaves@Hofbau", "none"),
]


@st.composite
def changes(draw: st.DrawFn) -> list[Judgement]:
    """Changes of lists, on any of the findings."""
    made: list[Judgement] = []
    for number in range(draw(st.integers(1, 6))):
        (field, value), one = draw(st.sampled_from(CHANGES)), draw(st.sampled_from(some_findings()))
        base = judgement("correct", one.id, id=f"c{number}", at=f"2024-04-0{draw(st.integers(1, 3))}T08:00:00+00:00")
        made.append(replace(base, field=field, value=value, left_findings=(bearing_of(one),)))
    return made


@given(changes(), judgements(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_undone_leaves_no_trace_whatever_the_order(lists: list[Judgement], others: list[Judgement], data: st.DataObject) -> None:
    others = [one for one in others if one.withdraws is None]
    made = [*lists, *others]
    gone = data.draw(st.lists(st.sampled_from(made), unique_by=lambda one: one.id))
    undone = [judgement("undo", one.id, id=f"u-{one.id}", at="2024-03-01T08:00:00+00:00", withdraws=one.id) for one in gone]
    left = [one for one in made if one not in gone]
    shuffled = data.draw(st.permutations([*made, *undone]))
    assert entries(some_findings(), shuffled, ORIGINS) == entries(some_findings(), left, ORIGINS)


@given(judgements(), changes(), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_what_is_said_of_a_report_needs_only_what_bears_on_it(others: list[Judgement], lists: list[Judgement], number: int) -> None:
    findings, name = some_findings(), f"r{number}"
    made = [one for one in [*lists, *others] if one.withdraws is None and one.left_findings]
    near = [one for one in made if name in reports_concerned(one)]
    reports = {name}.union(*map(reports_concerned, near))
    whole, part = decided(made, findings), decided(near, [f for f in findings if f.report_id in reports])
    (mine,) = (f for f in findings if f.report_id == name)
    key = mine.report_id, mine.id
    assert whole.answers.get(key) == part.answers.get(key) and whole.corrections.get(key) == part.corrections.get(key)
    assert {p: a for p, a in whole.pairs.items() if mine.id in p} == {p: a for p, a in part.pairs.items() if mine.id in p}


# --- copies


def test_a_judgement_goes_over_to_the_copy_that_counts() -> None:
    kept = replace(judgement("reject", "f-r1"), left_findings=(bearing_of(told("r1")),))
    copy = replace(told("r2"), id="f-copy")
    assert not fits([kept], [copy])[0].fits, "two outlets may print one sentence of two visits"
    (fit,) = fits([kept], [copy], {"r1": "r2"})
    assert fit.left == (copy,) and fit.fits and not fit.lost
    assert decided([kept], [copy], {"r1": "r2"}).answers == {("r2", "f-copy"): "reject"}
    assert reports_concerned(kept) == {"r1"}


def test_a_register_knows_the_copy_in_which_a_judgement_goes_on(tmp_path: Path) -> None:
    text = "Foreign Minister Ana Prieto will visit Strelsau on Thursday to discuss grain with Minister Jon Rudolf. " * 8
    late = replace(report("r1", text=text, published=date(2024, 3, 13)), url="https://one.example/a")
    early = replace(report("r2", text=text, published=date(2024, 3, 12)), url="https://two.example/b")
    with Register.open(tmp_path / "copies.db", create=True) as register:
        register.keep(reading(late, [finding(late, id="f-a")]), at=AT)
        made = register.judge_reject("f-a", **said())
        register.keep(reading(early, [finding(early, id="f-b")]), at=AT)
        (fit,) = register.judged()
        assert fit.judgement == made and [(f.report_id, f.id) for f in fit.left] == [("r2", "f-b")]


def test_all_that_is_kept_of_a_change_can_be_read_again(register: Register, file: list[str], capsys: Captured) -> None:
    register.judge_correct("f-r1", "visitor+", "Max Holm (Minister of Trade, FRD)", **said(1))
    register.judge_correct("f-r1", "place-", "Strelsau", **said(2))
    register.judge_correct("f-r1", "topic+", "fishing", **said(3))
    kinds = [set(json.loads(made.value or "")) for made in register.judgements()]
    assert [{"role", "actor"} <= kinds[0], "place" in kinds[1], "text" in kinds[2]] == [True] * 3
    assert cli.run(["log", "--format", "jsonl", "--register", str(register.path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert all(isinstance(one, Party | Stop | Topic) for one in _items(of(register, "f-r1")))


def _items(entry: Entry) -> list[object]:
    return [item for name in ("parties", "stops", "topics") for item in entry.fields[name].value]  # type: ignore[attr-defined]
