"""Findings of many reports as groups, the doubts between them, what people say of pairs, and how entries hang together."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from unit.factories import AT, contact, finding, judgement, prieto, reading, report, rudolf

from legation import cli
from legation.model import Contact, ContactKind, Doubted, Entry, Finding, LinkKind, Origin, Status
from legation.record import doubt_record, load_schema
from legation.register.entries import entries, merged
from legation.register.store import Register

Row = tuple[str, str | None, str | None, str, str | None]
"""Report, first day, last day, status, day of publication."""


def visits(*rows: Row, destination: str = "RUR") -> tuple[list[Finding[Contact]], list[Origin]]:
    """Prieto's visits as reports tell them."""
    found = []
    for name, starts, ends, status, _ in rows:
        body = replace(contact(starts=starts, ends=ends), status=Status(status), stops=(), topics=(), destination=destination)
        found.append(finding(report(name), body, id=f"f-{name}"))
    return found, [Origin(report=name, published=date.fromisoformat(day) if day else None) for name, _, _, _, day in rows]


def grouped(*rows: Row) -> set[str]:
    """The reports of each entry."""
    found, origins = visits(*rows)
    return {" ".join(sorted(f.report_id for f in entry.findings)) for entry in entries(found, [], origins)}


def doubted(*rows: Row) -> list[tuple[str, str]]:
    """The reports of each pair in doubt."""
    found, origins = visits(*rows)
    return [(one.findings[0].report_id, one.findings[1].report_id) for one in merged(found, [], origins)[1]]


COURSE: tuple[Row, ...] = (
    ("a", None, None, "proposed", "2024-02-20"),
    ("b", "2024-03-14", "2024-03-15", "planned", "2024-03-10"),
    ("c", None, None, "under_way", "2024-03-14"),
    ("d", "2024-03-15", None, "occurred", "2024-03-16"),
    ("e", "2024-03", None, "occurred", "2026-01-05"),
)


def test_a_visit_told_before_during_and_after_is_one_entry_with_its_history() -> None:
    assert grouped(*COURSE) == {"a b c d e"}
    found, origins = visits(*COURSE)
    (entry,) = entries(found, [], origins)
    assert entry.fields["status"].value is Status.OCCURRED
    assert entry.fields["starts"].value == found[1].body.starts and entry.fields["ends"].value == found[1].body.ends
    assert len(entry.names) == 5 and entry.id in entry.names


def test_two_visits_a_few_weeks_apart_are_two() -> None:
    later = ("f", "2024-04-10", None, "planned", "2024-03-20")
    assert grouped(*COURSE, later) == {"a b c d e", "f"}


def test_a_proposal_goes_to_the_next_visit_and_news_of_one_that_was_made_to_the_last() -> None:
    march, may = ("m", "2024-03-14", None, "planned", "2024-03-10"), ("n", "2024-05-14", None, "planned", "2024-05-10")
    assert grouped(march, may, ("p", None, None, "proposed", "2024-03-01")) == {"m p", "n"}
    assert grouped(march, may, ("p", None, None, "proposed", "2024-04-20")) == {"m", "n p"}


def test_a_year_in_which_two_visits_fall_is_a_doubt() -> None:
    rows = (("m", "2024-03-14", None, "occurred", "2024-03-15"), ("n", "2024-05-14", None, "occurred", "2024-05-15"))
    memory = ("y", "2024", None, "occurred", "2026-01-05")
    assert grouped(*rows, memory) == {"m", "n", "y"}
    assert doubted(*rows, memory) == [("m", "y"), ("n", "y")]
    assert grouped(rows[0], memory) == {"m y"} and doubted(rows[0], memory) == []


def test_days_between_two_visits_are_a_doubt_and_a_third_report_settles_it() -> None:
    first, second = ("m", "2024-03-14", None, "planned", "2024-03-10"), ("n", "2024-03-20", None, "occurred", "2024-03-21")
    assert doubted(first, second) == [("m", "n")]
    assert grouped(first, second, ("o", "2024-03-14", "2024-03-21", "planned", "2024-03-11")) == {"m n o"}


# --- what people say


def test_people_bring_together_and_keep_apart() -> None:
    found, origins = visits(("m", "2024-03-14", None, "planned", "2024-03-10"), ("n", "2024-03-20", None, "occurred", "2024-03-21"))
    same, different, unsure = (replace(judgement(word, "f-m"), right="f-n") for word in ("same", "different", "unsure"))
    assert len(entries(found, [same], origins)) == 1
    for said in (different, unsure):
        made, doubts = merged(found, [said], origins)
        assert len(made) == 2 and doubts == (), "who has been asked is not asked again"
    near, days = visits(("m", "2024-03-14", None, "planned", "2024-03-10"), ("n", "2024-03-14", None, "occurred", "2024-03-15"))
    assert len(entries(near, [], days)) == 1 and len(entries(near, [different], days)) == 2


# --- doubts at the doors


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with a pair in doubt."""
    path = tmp_path / "r.db"
    with Register.open(path, create=True) as register:
        for name, day in (("m", 14), ("n", 20)):
            source = report(name, published=date(2024, 3, day))
            register.keep(reading(source, [finding(source, contact(starts=f"2024-03-{day}"), id=f"f-{name}")]), at=AT)
    return path


def only_doubt(path: Path) -> Doubted:
    """The doubt of the register."""
    with Register.open(path) as register:
        assert register.doubts(ContactKind.CALL) == ()
        (doubt,) = register.doubts()
    return doubt


def test_doubts_are_listed_with_reasons_and_the_words_of_both(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doubt = only_doubt(path)
    names = [entry.id for entry in doubt.entries]
    assert cli.run(["list", "doubts", "--register", str(path)]) == 0
    told = capsys.readouterr()
    page = told.out.splitlines()
    assert page[0] == f"visits {names[0]} and {names[1]}: both are called Ana Prieto; they begin on 2024-03-14 and 2024-03-20, 6 days apart"
    assert page[1] == f"  {names[0]}  Ana Prieto (FRD), Strelsau (RUR), 2024-03-14, planned; report m (2024-03-14)"
    assert page[2] == page[4] == "      “will visit Strelsau”"
    assert told.err == "1 pair left apart in doubt; legation judge same, different or unsure says what they are\n"


def test_doubts_are_printed_for_programs_and_filtered(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["list", "doubts", "--visitor", "prieto", "--format", "jsonl", "--register", str(path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == doubt_record(only_doubt(path))
    Draft202012Validator(load_schema("doubt")).validate(json.loads(line))
    assert cli.run(["list", "doubts", "--visitor", "nobody", "--format", "jsonl", "--register", str(path)]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "0 pairs left apart in doubt\n")
    assert cli.run(["list", "doubts", "--format", "csv", "--register", str(path)]) == 2
    assert "take jsonl" in capsys.readouterr().err


# --- links


def kept(*told: tuple[Row, str]) -> tuple[Entry, ...]:
    """Entries of Prieto's visits to several countries."""
    parts = [visits(row, destination=destination) for row, destination in told]
    return entries([f for found, _ in parts for f in found], [], [o for _, origins in parts for o in origins])


def links(made: tuple[Entry, ...]) -> dict[str, Any]:
    """The links of each entry, by the report that tells it."""
    name = {entry.id: entry.findings[0].report_id for entry in made}
    return {name[entry.id]: [(link.kind.value, name[link.to]) for link in entry.links] for entry in made if entry.links}


def test_stops_of_a_tour_are_linked_and_journeys_of_their_own_are_not() -> None:
    one: Row = ("a", "2024-03-14", "2024-03-16", "occurred", "2024-03-20")
    tour = LinkKind.SAME_TOUR.value
    assert links(kept((one, "RUR"), (("b", "2024-03-17", None, "occurred", "2024-03-20"), "CAN"))) == {
        "a": [(tour, "b")],
        "b": [(tour, "a")],
    }
    assert links(kept((one, "RUR"), (("b", "2024-03-25", None, "occurred", "2024-03-26"), "CAN"))) == {}
    assert links(kept((one, "RUR"), (("b", "2024-03-17", None, "cancelled", "2024-03-20"), "CAN"))) == {}


def test_a_visit_that_was_put_off_is_linked_to_the_one_that_was_made() -> None:
    off: Row = ("a", "2024-02-05", None, "postponed", "2024-02-03")
    made: Row = ("b", "2024-06-18", None, "occurred", "2024-06-20")
    assert links(kept((off, "RUR"), (made, "RUR"))) == {"a": [("postponed_to", "b")]}
    assert links(kept((off, "RUR"), (made, "CAN"))) == {}
    assert links(kept((("a", "2024-02-05", None, "cancelled", "2024-02-03"), "RUR"), (made, "RUR"))) == {}


def test_a_meeting_on_a_visit_is_part_of_it(tmp_path: Path) -> None:
    source = report("a", published=date(2024, 3, 16))
    visit = replace(contact(ends="2024-03-15"), status=Status.OCCURRED)
    for day, linked in (("2024-03-15", True), ("2024-03-25", False)):
        talks = replace(contact(ContactKind.MEETING, starts=day), status=Status.OCCURRED)
        with Register.open(tmp_path / f"{day}.db", create=True) as register:
            register.keep(reading(source, [finding(source, visit, id="f-1"), finding(source, talks, id="f-2")]), at=AT)
            (meeting,) = register.meetings()
            assert [link.kind for link in meeting.links] == [LinkKind.PART_OF] * linked
            assert register.entry(meeting.id) == meeting


def test_links_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.db"
    with Register.open(path, create=True) as register:
        for name, starts, status in (("a", "2024-02-05", "postponed"), ("b", "2024-06-18", "occurred")):
            source = report(name)
            register.keep(reading(source, [finding(source, replace(contact(starts=starts), status=Status(status)))]), at=AT)
        off, made = register.visits()
    assert cli.run(["show", off.id, "--register", str(path)]) == 0
    assert f"Links\n  put off, and made as: {made.id}\n" in capsys.readouterr().out


def test_who_is_host_is_not_taken_for_the_visitor() -> None:
    back = replace(contact(), parties=(rudolf("visitor"), prieto("host")))
    assert len(entries([finding(), finding(report("r2"), back, id="f-2")], [])) == 2
