"""Judgements: a person's word on entries and findings; kept for good, taken back by a further one, known again under other rules."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from unit.factories import AT, TEXT, contact, finding, judgement, prieto, reading, report, rudolf, when, with_parties

from legation import cli
from legation.errors import UsageError
from legation.model import Authority, Contact, ContactKind, Entry, EntryState, Evidence, Finding, Judgement, Origin, Status, cite
from legation.record import entry_record, load_schema
from legation.register.bearings import Fit, bearing_of, fits, known_again
from legation.register.entries import entries
from legation.register.store import Register
from legation.span import Span

Captured = pytest.CaptureFixture[str]
FAR = "2024-09-02"
"""A day of another visit."""


def day(number: int) -> str:
    """The moment of a judgement."""
    return f"2024-04-{number:02}T08:00:00+00:00"


def said(number: int = 1) -> dict[str, Any]:
    """Who judges, when and why."""
    return {"by": "ana", "reason": "the ministry says so", "at": day(number)}


def told(name: str, starts: str = "2024-03-14", **changes: Any) -> Finding[Contact]:
    """What a report of this name tells of a visit."""
    return finding(report(name), replace(contact(starts=starts), **changes), id=f"f-{name}")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register of two reports of one visit in March and one of another in September."""
    with Register.open(tmp_path / "legation.db", create=True) as register:
        for one in (told("r1"), told("r2"), told("r3", FAR)):
            register.keep(reading(report(one.report_id), [one]), at=AT)
        yield register


def groups(register: Register) -> list[list[str]]:
    """The findings of each entry."""
    return sorted(sorted(finding.id for finding in entry.findings) for entry in register.entries())


def of(register: Register, name: str) -> Entry:
    """The entry that holds a finding."""
    return next(entry for entry in register.entries() if name in {finding.id for finding in entry.findings})


# --- same and different


def test_entries_called_the_same_are_one_whatever_reports_say(register: Register) -> None:
    assert groups(register) == [["f-r1", "f-r2"], ["f-r3"]]
    made = register.judge_same(of(register, "f-r1").id, of(register, "f-r3").id, **said())
    assert groups(register) == [["f-r1", "f-r2", "f-r3"]]
    assert (made.by, made.reason, made.at, made.answer) == ("ana", "the ministry says so", day(1), "same")
    assert register.judgements() == (made,)
    assert {b.finding for b in made.left_findings} == {"f-r1", "f-r2"} and [b.finding for b in made.right_findings] == ["f-r3"]


def test_entries_of_other_people_called_the_same_are_one(register: Register) -> None:
    other = replace(told("r4"), body=with_parties(contact(), rudolf("visitor"), prieto("host")))
    register.keep(reading(report("r4"), [other]), at=AT)
    assert len(groups(register)) == 3
    register.judge_same("f-r1", "f-r4", **said())
    assert groups(register) == [["f-r1", "f-r2", "f-r4"], ["f-r3"]]


def test_later_reports_of_either_side_find_entries_that_people_have_joined(register: Register) -> None:
    register.judge_same(of(register, "f-r1").id, "f-r3", **said())
    for one in (told("r4"), told("r5", FAR), told("r6", "2024-05-20")):
        register.keep(reading(report(one.report_id), [one]), at=AT)
    assert groups(register) == [["f-r1", "f-r2", "f-r3", "f-r4", "f-r5"], ["f-r6"]]


def test_of_words_on_several_pairs_each_holds_as_far_as_it_can(register: Register) -> None:
    register.judge_different("f-r1", "f-r2", **said(1))
    register.judge_same("f-r2", "f-r3", **said(2))
    assert groups(register) == [["f-r1"], ["f-r2", "f-r3"]]
    register.keep(reading(report("r4"), [told("r4", FAR)]), at=AT)
    register.judge_different("f-r2", "f-r4", **said(3))
    assert groups(register) == [["f-r1"], ["f-r2", "f-r3"], ["f-r4"]]


def test_a_finding_that_does_not_belong_to_its_entry_is_taken_out(register: Register) -> None:
    made = register.judge_different("f-r2", of(register, "f-r1").id, **said())
    assert groups(register) == [["f-r1"], ["f-r2"], ["f-r3"]]
    assert [b.finding for b in made.right_findings] == ["f-r1"]


def test_unsure_keeps_apart(register: Register) -> None:
    register.judge_unsure("f-r1", "f-r2", **said())
    assert groups(register) == [["f-r1"], ["f-r2"], ["f-r3"]]


def test_the_latest_word_on_a_pair_stands(register: Register) -> None:
    register.judge_same("f-r1", "f-r3", **said(2))
    register.judge_different("f-r3", of(register, "f-r1").id, **said(1))
    assert groups(register) == [["f-r1", "f-r3"], ["f-r2"]], "the earlier word still holds for the other pair"


def test_an_undo_withdraws_and_is_withdrawn_in_turn(register: Register) -> None:
    first = register.judge_same("f-r1", "f-r3", **said(1))
    undo = register.judge_undo(first.id[:6], **said(2))
    assert groups(register) == [["f-r1", "f-r2"], ["f-r3"]]
    register.judge_undo(undo.id, **said(3))
    assert groups(register) == [["f-r1", "f-r2", "f-r3"]]
    assert [fit.withdrawn_by is not None for fit in register.judged()] == [False, True, False]
    assert len(register.judgements()) == 3
    with pytest.raises(UsageError, match=f"{undo.id} is withdrawn already"):
        register.judge_undo(undo.id, **said(4))


def test_an_undo_counts_even_where_its_clock_is_behind(register: Register) -> None:
    first = register.judge_reject("f-r3", **said(9))
    register.judge_undo(first.id, **said(1))
    assert of(register, "f-r3").state is EntryState.STANDING


def test_judgements_that_withdraw_each_other_are_both_withdrawn() -> None:
    made = [judgement("reject", id="j1", withdraws="j2"), judgement("reject", id="j2", withdraws="j1"), judgement("reject", id="j3")]
    assert {fit.judgement.id: fit.withdrawn_by for fit in fits(made, [])} == {"j1": "j2", "j2": "j1", "j3": None}


# --- accept and reject


def test_a_rejected_entry_counts_no_longer_and_a_later_report_brings_it_back(register: Register) -> None:
    register.judge_reject(of(register, "f-r1").id, **said())
    assert of(register, "f-r1").state is EntryState.REJECTED and len(register.visits()) == 1
    register.keep(reading(report("r4"), [told("r4")]), at=AT)
    assert of(register, "f-r1").state is EntryState.STANDING and of(register, "f-r1").findings[0].id == "f-r4"


def test_one_rejected_finding_does_not_cost_the_others(register: Register) -> None:
    register.judge_reject("f-r1", **said(1))
    assert of(register, "f-r1").state is EntryState.STANDING
    assert [f.id for f in of(register, "f-r1").findings] == ["f-r2", "f-r1"]
    register.judge_accept("f-r1", **said(2))
    assert [f.id for f in of(register, "f-r1").findings] == ["f-r2", "f-r1"]


def test_of_one_text_under_two_addresses_each_is_judged_with_its_own_report(register: Register) -> None:
    twice = replace(told("r4", FAR), id="f-r1")
    register.keep(reading(report("r4"), [twice]), at=AT)
    made = register.judge_reject(of(register, "f-r3").id, **said())
    assert {b.report for b in made.left_findings} == {"r3", "r4"}
    assert [entry.state.value for entry in register.entries()] == ["standing", "rejected"]


# --- corrected values


def test_a_corrected_value_stands_before_all_others_which_become_rivals(register: Register) -> None:
    official = replace(report("o1"), authority=Authority.OFFICIAL)
    register.keep(reading(official, [finding(official, contact(starts="2024-03-15"), id="f-o1")]), at=AT)
    assert of(register, "f-r1").fields["starts"].value == when("2024-03-15")
    made = register.judge_correct("f-r1", "starts", "2024-03-16", **said())
    held = of(register, "f-o1").fields["starts"]
    assert (held.value, held.judgement, held.supports) == (when("2024-03-16"), made.id, ())
    assert {str(getattr(rival.value, "edtf", "")): len(rival.supports) for rival in held.rivals} == {"2024-03-14": 2, "2024-03-15": 1}
    assert len(register.visits(since="2024-03-16", until="2024-03-16")) == 1
    line: Any = entry_record(of(register, "f-o1"))
    assert line["starts"] == "2024-03-16" and not list(Draft202012Validator(load_schema("visit_entry")).iter_errors(line))


def test_a_correction_that_a_report_bears_out_has_its_support(register: Register) -> None:
    register.judge_correct("f-r1", "status", "cancelled", **said(1))
    register.judge_correct("f-r1", "status", "planned", **said(2))
    held = of(register, "f-r1").fields["status"]
    assert held.value is Status.PLANNED and held.rivals == () and [s.finding for s in held.supports] == ["f-r2", "f-r1"]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("ends", "[2024-03-15..2024-03-17]", when("[2024-03-15..2024-03-17]")),
        ("ends", "none", None),
        ("destination", "CAN", "CAN"),
        ("level", "state", "state"),
        ("purpose", "talks on grain", "talks on grain"),
        ("purpose", "none", None),
        ("status", "cancelled", Status.CANCELLED),
    ],
)
def test_every_field_can_be_corrected(register: Register, field: str, text: str, value: object) -> None:
    made = register.judge_correct(of(register, "f-r1").id, field, text, **said())
    assert (of(register, "f-r1").fields[field].value, of(register, "f-r1").fields[field].judgement) == (value, made.id)
    register.judge_undo(made.id, **said(2))
    assert of(register, "f-r1").fields[field].judgement is None


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("starts", "Thursday", "not an EDTF date"),
        ("starts", "2024-03-14/2024-03-15", "lasts"),
        ("status", "done", "write one of proposed"),
        ("status", "none", "write one of proposed"),
        ("destination", "Canada", "three letters"),
        ("level", "grand", "write one of state"),
        ("format", "video", "of a meeting alone"),
        ("purpose", " ", "a few words"),
        ("visitor", "Rudolf", "no such field; write one of starts"),
    ],
)
def test_what_is_no_value_is_refused_and_nothing_is_kept(register: Register, field: str, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        register.judge_correct("f-r1", field, text, **said())
    assert register.judgements() == ()


# --- what is judged, and by whom


def test_ids_that_nothing_or_too_much_goes_by_are_refused(register: Register) -> None:
    for name, words in (("f-r", "3 findings begin with 'f-r'"), ("f-x", "no finding"), ("v-zz", "no entry"), ("v-", "2 entries")):
        with pytest.raises(UsageError, match=words):
            register.judge_reject(name, **said())
    with pytest.raises(UsageError, match="are the same"):
        register.judge_same(of(register, "f-r1").id, of(register, "f-r2").id, **said())
    with pytest.raises(UsageError, match="no judgement"):
        register.judge_undo("j-1", **said())
    register.keep(reading(report("r4"), [finding(report("r4"), contact(ContactKind.CALL), id="f-r4")]), at=AT)
    with pytest.raises(UsageError, match="only two of one kind"):
        register.judge_same("f-r1", "f-r4", **said())


@pytest.mark.parametrize("lacking", [{"by": " "}, {"reason": ""}, {"at": "soon"}])
def test_a_judgement_without_author_reason_or_time_is_refused(register: Register, lacking: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"judgement needs|ISO 8601"):
        register.judge_reject("f-r1", **(said() | lacking))
    assert register.judgements() == ()


def test_a_judgement_is_kept_in_one_zone_and_comes_back_as_it_was(register: Register, tmp_path: Path) -> None:
    made = register.judge_correct("f-r1", "ends", "2024-03-15", **(said() | {"at": "2024-04-01T03:00:00-05:00"}))
    with Register.open(tmp_path / "legation.db") as again:
        assert again.judgements() == (replace(made, at=day(1)),)


# --- order of arrival

ANSWERS = ("same", "different", "unsure", "accept", "reject", "correct")


def some_findings() -> list[Finding[Contact]]:
    """Visits of one person, some of one day, one of another visitor."""
    made = [told(f"r{number}", starts) for number, starts in enumerate(("2024-03-14", "2024-03-14", "2024-03-20", FAR, FAR))]
    return [*made, replace(told("r5"), body=with_parties(contact(), rudolf("visitor"), prieto("host")))]


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    """Judgements of any kind on these findings, some of which withdraw others, some of one moment."""
    findings = some_findings()
    made: list[Judgement] = []
    for number in range(draw(st.integers(0, 8))):
        answer = draw(st.sampled_from((*ANSWERS, *(["undo"] if made else []))))
        left, right = draw(st.lists(st.sampled_from(findings), min_size=2, max_size=2, unique_by=lambda f: f.id))
        one = judgement(answer, left.id, id=f"j{number}", at=day(draw(st.integers(1, 4))))
        if answer == "undo":
            one = replace(one, withdraws=draw(st.sampled_from(made)).id)
        elif answer in ("same", "different", "unsure"):
            one = replace(one, right=right.id)
        elif answer == "correct":
            one = replace(one, field="starts", value=draw(st.sampled_from(["2024-03-15", "2024-05", "none"])))
        if draw(st.booleans()) and answer != "undo":
            one = replace(one, left_findings=(bearing_of(left),), right_findings=(bearing_of(right),) if one.right else ())
        made.append(one)
    return made


ORIGINS = [Origin(report=f"r{number}", published=date(2024, 3, number + 1)) for number in range(6)]


@given(judgements(), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_judgements_in_any_order_of_arrival_make_the_same(made: list[Judgement], chance: random.Random) -> None:
    findings = some_findings()
    expected = entries(findings, made, ORIGINS)
    shuffled: tuple[Sequence[Any], ...] = (chance.sample(findings, len(findings)), chance.sample(made, len(made)))
    assert entries(*shuffled, ORIGINS) == expected
    held = [finding.id for entry in expected for finding in entry.findings]
    assert sorted(held) == sorted(finding.id for finding in findings), "each finding is in one entry"


@given(judgements())
@settings(max_examples=60)
def test_judgements_that_are_all_withdrawn_leave_nothing_behind(made: list[Judgement]) -> None:
    kept = [one for one in made if one.withdraws is None]
    undone = [judgement("undo", one.id, id=f"u-{one.id}", at=day(9), withdraws=one.id) for one in kept]
    assert entries(some_findings(), [*kept, *undone], ORIGINS) == entries(some_findings(), [], ORIGINS)


# --- known again under other rules


def again(register: Register, name: str, found: Sequence[Finding[Contact]]) -> None:
    """Reads a report by other rules, which tell this of it."""
    register.keep(reading(report(name), found, rules="rules-2"), at=AT)


def test_a_judgement_holds_for_what_other_rules_tell_in_the_same_words(register: Register) -> None:
    register.judge_same("f-r1", "f-r3", **said(1))
    register.judge_correct("f-r3", "level", "state", **said(2))
    wider = cite(report("r3"), Span(TEXT.index("Ana"), TEXT.index(" to discuss")))
    again(register, "r3", [replace(told("r3", "2024-09-03"), id="f-new", rule="visit.make/2", evidence=(wider,))])
    assert groups(register) == [["f-new", "f-r1", "f-r2"]]
    assert of(register, "f-new").fields["level"].value == "state"
    assert all(fit.fits and not fit.lost for fit in register.judged())


OTHERS = {
    "another kind": told("r3", FAR, kind=ContactKind.MEETING),
    "another country": told("r3", FAR, destination="FRD"),
    "another visitor": replace(told("r3"), body=with_parties(contact(starts=FAR), rudolf("visitor"), prieto("host"))),
    "other words": replace(told("r3", FAR), evidence=(cite(report("r3"), Span(TEXT.index("Minister Jon"), len(TEXT))),)),
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_a_judgement_that_fits_no_longer_is_listed_and_not_lost(register: Register, name: str) -> None:
    register.judge_reject("f-r3", **said())
    again(register, "r3", [replace(OTHERS[name], id="f-new")])
    assert of(register, "f-new").state is EntryState.STANDING
    (fit,) = register.judged()
    assert not fit.fits and fit.lost == ("f-r3",) and fit.left == ()
    register.keep(reading(report("r3"), [told("r3", FAR)], rules="rules-3"), at=AT)
    assert of(register, "f-r3").state is EntryState.REJECTED, "read better once more, it fits again"


def test_of_two_visits_in_the_same_words_a_judgement_keeps_to_its_own() -> None:
    kept = bearing_of(told("r1", "2024-03-14"))
    march, autumn = replace(told("r1", "2024-03"), id="f-a"), replace(told("r1", FAR), id="f-b")
    undated = replace(told("r1"), id="f-c", body=replace(contact(), starts=None))
    assert known_again(kept, {"r1": [autumn, march]}) == march
    assert known_again(kept, {"r1": [undated, autumn]}) == undated
    assert known_again(kept, {"r1": [replace(autumn, id="f-d"), autumn]}) is None


def test_words_that_have_moved_in_a_later_version_are_known_again(register: Register) -> None:
    register.judge_reject("f-r3", **said())
    later = report("r3", text=f"Corrected. {TEXT}", published=date(2024, 3, 13))
    register.keep(reading(later, [finding(later, contact(starts=FAR), id="f-new")], rules="rules-2"), at=AT)
    assert of(register, "f-new").state is EntryState.REJECTED


def test_a_judgement_on_several_findings_holds_for_those_that_are_left(register: Register) -> None:
    register.judge_reject(of(register, "f-r1").id, **said())
    again(register, "r2", [])
    (fit,) = register.judged()
    assert fit.fits and fit.lost == ("f-r2",)
    assert of(register, "f-r1").state is EntryState.REJECTED


@given(st.integers(0, 40), st.integers(60, len(TEXT)))
def test_a_finding_is_known_again_by_any_words_that_it_shares(start: int, end: int) -> None:
    kept = bearing_of(told("r1"))
    moved = replace(told("r1"), id="f-new", evidence=(Evidence("r1", Span(start, end), TEXT[start:end]),))
    assert known_again(kept, {"r1": [moved]}) == moved


# --- registers of the format before


def test_a_judgement_of_the_second_format_gets_what_lets_it_be_known_again(tmp_path: Path) -> None:
    path = tmp_path / "legation.db"
    write_second_format(path)
    with Register.open(path) as register:
        (held,) = register.judgements()
        assert held.left_findings == (replace(bearing_of(told("r1")), finding="f-1"),) and held.field is None
        assert of(register, "f-1").state is EntryState.REJECTED
        again(register, "r1", [replace(told("r1"), id="f-new")])
        assert of(register, "f-new").state is EntryState.REJECTED
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            register.connection.execute("DELETE FROM bearings")


def write_second_format(path: Path) -> None:
    """A register as the second format has it, with a report and a judgement on what it tells."""
    from unit.test_register_formats import write_first_format

    from legation.register import migrations

    write_first_format(path, [report("r1")])
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.row_factory = sqlite3.Row
        migrations.versions_and_marks(connection)
        connection.execute("PRAGMA user_version = 2")
        connection.execute("INSERT INTO judgements VALUES (1, 'j1', 'f-1', NULL, 'reject', 'Editor', ?, 'read it', NULL)", (AT,))
    connection.close()


# --- the commands


@pytest.fixture
def file(register: Register) -> list[str]:
    """The option that names the register."""
    return ["--register", str(register.path)]


def test_the_command_keeps_who_when_and_why_and_tells_what_came_of_it(
    register: Register, file: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ana")
    one, other = of(register, "f-r1").id, of(register, "f-r3").id
    assert cli.run(["judge", "same", one[:6], other, "--reason", " put off ", *file]) == 0
    lines = capsys.readouterr().err.splitlines()
    (made,) = register.judgements()
    assert (made.left, made.right, made.by, made.reason) == (one, other, "ana", "put off")
    assert lines[0] == f"{made.id}: same {one} {other}, says ana on {made.at}: put off"
    assert lines[1:] == [f"now {one}: Ana Prieto (FRD), Strelsau (RUR), 2024-09-02, planned, standing, 3 reports"]
    assert cli.run(["judge", "undo", made.id, "--reason", "no", "--by", "Jon", *file]) == 0
    assert len(capsys.readouterr().err.splitlines()) == 3, "two entries stand again"


@pytest.mark.parametrize(
    "arguments",
    [
        ["different", "f-r1", "f-r2"],
        ["unsure", "f-r1", "f-r3"],
        ["accept", "f-r1"],
        ["reject", "f-r1"],
        ["correct", "f-r1", "ends", "none"],
    ],
)
def test_every_judgement_is_a_command(register: Register, file: list[str], arguments: list[str]) -> None:
    assert cli.run(["judge", *arguments, "--reason", "x", "--by", "ana", *file]) == 0
    (made,) = register.judgements()
    assert [made.answer, made.left] == arguments[:2]


def test_a_country_may_be_named(register: Register, file: list[str], capsys: Captured) -> None:
    assert cli.run(["judge", "correct", "f-r1", "destination", "canada", "--reason", "x", "--by", "ana", *file]) == 0
    assert register.judgements()[0].value == "CAN"
    assert cli.run(["judge", "correct", "f-r1", "destination", "Ruritania", "--reason", "x", "--by", "ana", *file]) == 2
    assert "no country" in capsys.readouterr().err


def test_wrong_use_is_told(file: list[str], capsys: Captured) -> None:
    for arguments, words in (
        (["same", "f-r1", "f-r3"], "Missing option '--reason'"),
        (["reject", "f-r1", "--reason", " "], "--reason: say"),
        (["correct", "f-r1", "starts", "soon", "--reason", "x", "--by", "ana"], "starts soon: not an EDTF"),
    ):
        assert cli.run(["judge", *arguments, *file]) == 2
        assert words in capsys.readouterr().err


def test_the_log_tells_who_judged_what_and_whether_it_fits(
    register: Register, file: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    first = register.judge_reject("f-r3", **said(1))
    undo = register.judge_undo(first.id, **said(2))
    lost = register.judge_correct("f-r3", "ends", "2024-09-04", **said(3))
    again(register, "r3", [])
    assert cli.run(["log", "--format", "jsonl", *file]) == 0
    captured = capsys.readouterr()
    lines = [json.loads(line) for line in captured.out.splitlines()]
    assert [(line["id"], line["withdrawn_by"], line["fits"]) for line in lines] == [
        (lost.id, None, False),
        (undo.id, None, True),
        (first.id, undo.id, False),
    ]
    assert [fault for line in lines for fault in Draft202012Validator(load_schema("judgement")).iter_errors(line)] == []
    assert lines[0]["field"] == "ends" and lines[0]["lost_findings"] == ["f-r3"] and lines[0]["by"] == "ana"
    assert captured.err == "3 judgements; 1 fits nothing any more, see the state\n"
    assert cli.run(["log", *file]) == 0
    table = capsys.readouterr().out
    assert all(words in table for words in ("Ana Prieto, RUR, 2024-09-02 (1 finding)", "fits nothing any more", f"withdrawn by {undo.id}"))


def test_an_entrys_page_tells_its_judgements(register: Register, file: list[str], capsys: Captured) -> None:
    made = register.judge_correct("f-r1", "level", "state", **said(1))
    register.judge_undo(made.id, **said(2))
    register.judge_reject("f-r3", **said(3))
    assert cli.run(["show", of(register, "f-r1").id, *file]) == 0
    page = capsys.readouterr().out
    told = page[page.index("Judgements") :].splitlines()
    assert len(told) == 3 and "undo" in told[1] and "(withdrawn by j-" in told[2]


def test_an_entrys_page_tells_which_values_a_person_has_set(register: Register, file: list[str], capsys: Captured) -> None:
    day_set = register.judge_correct("f-r1", "starts", "2024-03-16", **said(1))
    level_set = register.judge_correct("f-r1", "level", "state", **said(2))
    assert cli.run(["show", of(register, "f-r1").id, *file]) == 0
    page = capsys.readouterr().out
    assert f"starts 2024-03-16 (by {day_set.id})" in page and f"level: state (by {level_set.id})" in page
    assert "starts: 2024-03-14  reports r1, r2" in page, "what reports tell is a rival"


def test_a_judgement_whose_value_a_later_program_knows_is_no_fault() -> None:
    later = replace(judgement("correct", "f-r1"), field="mood", value="good")
    (entry,) = entries([told("r1")], [later])
    (fit,) = fits([later], [told("r1")])
    assert entry.fields["status"].judgement is None and isinstance(fit, Fit) and not fit.fits
