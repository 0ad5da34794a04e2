"""Which value of a field stands, who supports it, and which rivals stay visible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from unit.factories import contact, finding, prieto, report, strelsau, when

from legation.model import Authority, Contact, Finding, Held, Origin, Party, Place, ReportState, Status, Stop, Topic
from legation.record import entry_record
from legation.register.entries import entries
from legation.register.merge.values import agrees, tours, values_of
from legation.span import Span

Row = tuple[str | None, str | None, str, str | None]
"""First day, last day, status, day of publication."""


def held(*rows: Row, **authorities: Authority) -> dict[str, Held]:
    """The fields of one visit as reports r0, r1 ... tell it."""
    found, origins = told(*rows, **authorities)
    return values_of(found, origins)


def told(*rows: Row, **authorities: Authority) -> tuple[list[Finding[Contact]], dict[str, Origin]]:
    """What the reports tell, and the reports' days."""
    found = []
    origins = {}
    for number, (starts, ends, status, published) in enumerate(rows):
        name = f"r{number}"
        found.append(finding(report(name), replace(contact(starts=starts, ends=ends), status=Status(status)), id=f"f-{number}"))
        day = date.fromisoformat(published) if published else None
        origins[name] = Origin(report=name, published=day, authority=authorities.get(name, Authority.PRESS))
    return found, origins


def edtf(of: Held) -> str | None:
    """The date that stands."""
    return of.value.edtf if of.value else None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([("2024-03-14", None, "planned", "2024-03-10"), ("2024-03-14", None, "occurred", "2024-03-15")], "occurred"),
        ([("2024-03-14", None, "occurred", "2024-03-15"), ("2024-03-14", None, "planned", "2024-03-16")], "occurred"),
        ([("2024-03-14", None, "planned", "2024-03-14"), ("2024-03-14", None, "under_way", "2024-03-14")], "under_way"),
        ([("2024-03-14", None, "planned", "2024-03-10"), ("2024-03-14", None, "cancelled", "2024-03-12")], "cancelled"),
        ([("2024-03-14", None, "denied", "2024-03-10"), ("2024-03-14", None, "planned", "2024-03-12")], "planned"),
        ([("2024-03-14", None, "under_way", "2024-03-14"), ("2024-03-14", None, "denied", "2024-03-15")], "denied"),
        ([("2024-03-14", None, "planned", "2024-03-10"), ("2024-03-14", None, "cancelled", None)], "planned"),
    ],
)
def test_the_status_that_stands_is_the_latest_of_the_course(rows: list[Row], status: str) -> None:
    assert held(*rows)["status"].value == status
    assert held(*reversed(rows))["status"].value == status


def test_an_earlier_stage_is_history_and_no_rival_but_a_denial_is_one() -> None:
    found = held(
        ("2024-03-14", None, "denied", "2024-03-09"),
        ("2024-03-14", None, "planned", "2024-03-10"),
        ("2024-03-14", None, "under_way", "2024-03-14"),
        ("2024-03-14", None, "occurred", "2024-03-15"),
    )
    assert [rival.value for rival in found["status"].rivals] == ["denied"]
    assert [support.report for support in found["status"].supports] == ["r3"]


@pytest.mark.parametrize(
    ("rows", "starts"),
    [
        # A plan that changes its day: the latest stands.
        ([("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-15", None, "planned", "2024-03-05")], "2024-03-15"),
        ([("2024-03-15", None, "planned", "2024-03-05"), ("2024-03-14", None, "planned", "2024-03-01")], "2024-03-15"),
        # What is told of a visit that came about goes before plans, the better attested first.
        ([("2024-03-15", None, "planned", "2024-03-05"), ("2024-03-14", None, "occurred", "2024-03-16")], "2024-03-14"),
        (
            [
                ("2024-03-14", None, "occurred", "2024-03-15"),
                ("2024-03-14", None, "occurred", "2024-03-16"),
                ("2024-03-15", None, "occurred", "2024-03-17"),
            ],
            "2024-03-14",
        ),
        # One witness each: the plans decide, else the later.
        (
            [
                ("2024-03-14", None, "planned", "2024-03-01"),
                ("2024-03-14", None, "under_way", "2024-03-14"),
                ("2024-03-15", None, "occurred", "2024-03-17"),
            ],
            "2024-03-14",
        ),
        ([("2024-03-14", None, "under_way", "2024-03-14"), ("2024-03-15", None, "occurred", "2024-03-17")], "2024-03-15"),
        # A memory that knows the month only displaces no day, and an undated report no dated one.
        ([("2024-03-14", None, "planned", "2024-03-01"), ("2024-03", None, "occurred", "2026-03-17")], "2024-03-14"),
        ([("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-15", None, "planned", None)], "2024-03-14"),
        # The day of a deed on the journey, and a day within a stay that is told whole.
        ([("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-16~", None, "occurred", "2024-03-17")], "2024-03-14"),
        ([("2024-03-14", "2024-03-17", "planned", "2024-03-01"), ("2024-03-16", None, "occurred", "2024-03-17")], "2024-03-14"),
        ([("2024-03-14", "2024-03-15", "planned", "2024-03-01"), ("2024-03-16", None, "occurred", "2024-03-17")], "2024-03-16"),
    ],
)
def test_the_first_day_that_stands(rows: list[Row], starts: str) -> None:
    assert edtf(held(*rows)["starts"]) == starts


def test_the_official_record_stands_before_the_press_and_the_press_stays_as_rival_or_support() -> None:
    record = ("2024-03-13", "2024-03-15", "occurred", None)
    press = [("2024-03-14", None, "occurred", "2024-03-15"), ("2024-03-13", None, "occurred", "2024-03-16")]
    starts = held(record, *press, r0=Authority.OFFICIAL)["starts"]
    assert edtf(starts) == "2024-03-13"
    assert [support.report for support in starts.supports] == ["r0", "r2"]
    assert [(rival.value.edtf, [s.report for s in rival.supports]) for rival in starts.rivals] == [("2024-03-14", ["r1"])]  # type: ignore[attr-defined]


def test_a_span_that_holds_the_day_supports_it() -> None:
    for value, agreeing in (("2024-03", True), ("2024-03-16~", True), ("2024-03-19~", False), ("2024-03-13", False), ("2024-04", False)):
        assert agrees(when(value), when("2024-03-14")) is agreeing, value


def test_days_of_a_tour_are_not_those_of_each_stop() -> None:
    found, origins = told(("2024-03-14", "2024-03-18", "planned", "2024-03-01"), ("2024-03-16", None, "under_way", "2024-03-16"))
    other = finding(report("r0"), replace(found[0].body, destination="CAN"), id="f-9")
    assert edtf(values_of(found, origins)["starts"]) == "2024-03-14"
    assert tours([*found, other]) == {id(found[0]), id(other)}
    assert edtf(values_of(found, origins, tours([*found, other]))["starts"]) == "2024-03-16"


def test_parties_stops_and_topics_add_up() -> None:
    zenda = replace(strelsau(), name="Zenda", surface="Zenda", geonames=18)
    known, unknown = Stop(place=strelsau(), arrives=when("2024-03-14")), Stop(place=strelsau())
    short = Party(role="visitor", actor=replace(prieto().actor, name="Prieto"))
    one = replace(contact(), parties=(short,), stops=(unknown, stop(zenda, "2024-03-15")), topics=(Topic(text="Grain", span=Span(0, 5)),))
    other = replace(contact(), stops=(known,))
    found = [finding(report("r1"), one), finding(report("r2"), other, id="f-2")]
    values = values_of(found, {"r1": Origin(report="r1", published=date(2024, 3, 16))})
    assert [party.actor.name for party in values["parties"].value] == ["Ana Prieto", "Jon Rudolf"]  # type: ignore[attr-defined]
    assert [s.place.name for s in values["stops"].value] == ["Strelsau", "Zenda"]  # type: ignore[attr-defined]
    assert values["stops"].value[0] == known  # type: ignore[index]
    assert [topic.text for topic in values["topics"].value] == ["Grain"]  # type: ignore[attr-defined]


def stop(place: Place, day: str) -> Stop:
    """A stop with its day."""
    return Stop(place=place, arrives=when(day))


def test_what_is_withdrawn_does_not_count_and_stays_visible() -> None:
    found, _ = told(("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-15", None, "planned", "2024-03-05"))
    origins = [
        Origin(report="r0", published=date(2024, 3, 1)),
        Origin(report="r1", published=date(2024, 3, 5), state=ReportState.WITHDRAWN),
    ]
    (entry,) = entries(found, [], origins)
    assert edtf(entry.fields["starts"]) == "2024-03-14" and entry.fields["starts"].rivals == ()
    assert [f.report_id for f in entry.findings] == ["r0", "r1"]


def test_deeds_of_a_visit_that_goes_on_are_no_step_of_its_course() -> None:
    found, origins = told(("2024-03-14", None, "under_way", "2024-03-15"), ("2024-03-15", None, "occurred", "2024-03-15"))
    deed = replace(found[1], report_id="r0", evidence=found[0].evidence)
    (entry,) = entries([found[0], deed], [], origins.values())
    assert entry.fields["status"].value is Status.UNDER_WAY and entry.fields["status"].rivals == ()
    assert [step["status"] for step in entry_record(entry)["history"]] == ["under_way"]  # type: ignore[attr-defined,index]
    (told_over,) = entries(found, [], origins.values())
    assert told_over.fields["status"].value is Status.OCCURRED


def test_of_several_days_that_one_report_tells_of_a_stay_the_first_is_its_beginning() -> None:
    found, origins = told(("2024-03-14", None, "under_way", "2024-03-15"), ("2024-03-15", None, "occurred", "2024-03-15"))
    deed = replace(found[1], report_id="r0", evidence=found[0].evidence)
    starts = values_of([found[0], deed], origins)["starts"]
    assert edtf(starts) == "2024-03-14" and starts.rivals == ()
    assert [rival.value.edtf for rival in values_of(found, origins)["starts"].rivals] == ["2024-03-14"]  # type: ignore[attr-defined]


def test_the_history_goes_by_the_day_of_publication_the_undated_last() -> None:
    rows: list[Row] = [
        ("2024-03-14", None, "occurred", "2024-03-15"),
        (None, None, "planned", None),
        ("2024-03-14", None, "planned", "2024-03-01"),
    ]
    found, origins = told(*rows)
    plain = [replace(f, body=replace(f.body, topics=contact().topics)) for f in found]
    (entry,) = entries(plain, [], origins.values())
    history = entry_record(entry)["history"]
    assert [(step["on"], step["status"]) for step in history] == [  # type: ignore[attr-defined]
        ("2024-03-01", "planned"),
        ("2024-03-15", "occurred"),
        (None, "planned"),
    ]
