"""The record: its shape, its schema, and what is told of doubtful identities."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from unit.factories import actor, contact, finding, prieto, reading, report, rudolf, span_of, strelsau, with_parties

from legation.identity import stable_id
from legation.model import Certainty, ContactKind, Mention, MentionKind, Problem
from legation.record import finding_from_json, finding_to_json, load_schema, mentions_record, record_of, report_record
from legation.when import parse_edtf

DOCS = Path(__file__).parents[2] / "docs" / "record.schema.json"
PACKAGED = Path(__file__).parents[2] / "src" / "legation" / "tables" / "data" / "record.schema.json"


def faults(line: object, name: str = "record") -> list[str]:
    """What the schema has against a line."""
    return [fault.message for fault in Draft202012Validator(load_schema(name)).iter_errors(line)]


def record(**changes: Any) -> Any:
    """The record of one planned visit."""
    return record_of(reading(contacts=(finding(body=replace(contact(), **changes)),)))


def test_the_schema_is_a_schema_and_the_same_in_docs_and_package() -> None:
    Draft202012Validator.check_schema(load_schema())
    assert DOCS.read_bytes() == PACKAGED.read_bytes()


@pytest.mark.parametrize("kind", list(ContactKind))
def test_every_kind_of_contact_fits_the_schema_and_stands_in_its_own_list(kind: ContactKind) -> None:
    told: Any = record_of(reading(contacts=(finding(body=contact(kind)),)))
    assert faults(told) == []
    assert {name for name in ("visits", "meetings", "calls", "invitations") if told[name]} == {f"{kind}s"}


def test_a_report_of_which_nothing_is_told_has_all_keys() -> None:
    told = record_of(reading(contacts=()))
    assert faults(told) == []
    assert list(told) == ["report", "visits", "meetings", "calls", "invitations", "statements", "claims", "events", "problems"]


def test_a_visit_names_its_parties_by_role_and_its_stop_by_the_words_of_the_report() -> None:
    visit = record()["visits"][0]
    assert [party["name"] for party in visit["visitors"]] == ["Ana Prieto"]
    assert [party["surface"] for party in visit["hosts"]] == ["Minister Jon Rudolf"]
    span = span_of("Strelsau")
    stop = {"place": "Strelsau", "country": "RUR", "geonames": 17, "lat": 50.25, "lon": -14.5, "arrives": "2024-03-14", "leaves": None}
    assert visit["stops"] == [{**stop, "start": span.start, "end": span.end}]
    assert (visit["starts"], visit["ends"], visit["status"], visit["record"]) == ("2024-03-14", None, "planned", None)


def test_a_meeting_is_where_its_first_place_is() -> None:
    told: Any = record_of(reading(contacts=(finding(body=contact(ContactKind.MEETING)),)))
    assert (told["meetings"][0]["place"], told["meetings"][0]["country"]) == ("Strelsau", "RUR")
    assert len(told["meetings"][0]["participants"]) == 2


def test_a_party_that_no_document_confirms_is_noted_where_it_stands() -> None:
    body = with_parties(contact(), rudolf("visitor"), prieto("visitor", verified=False))
    told: Any = record_of(reading(contacts=(finding(body=body),), problems=(Problem(code="read.cut", where="r1", advice="read it again"),)))
    assert [problem["code"] for problem in told["problems"]] == ["read.cut", "note.occupancy_unverified"]
    assert told["problems"][1]["where"] == "visits/f-1/visitors/1"
    assert told["visits"][0]["visitors"][1]["name"] == "Ana Prieto"


def test_confirmed_parties_are_not_noted() -> None:
    assert record()["problems"] == []


def test_the_publication_day_is_iso_and_null_where_unknown() -> None:
    assert report_record(report())["published"] == "2024-03-12"
    assert report_record(report(published=None))["published"] is None


def test_the_text_is_printed_only_if_asked_for() -> None:
    assert "text" not in report_record(report())
    assert report_record(report(), text=True)["text"] == report().text
    assert faults({**record(), "report": report_record(report(), text=True)}) == []


@pytest.mark.parametrize("key", ["visits", "calls", "problems", "report"])
def test_the_schema_wants_every_key(key: str) -> None:
    told = record()
    del told[key]
    assert faults(told)


def test_the_schema_takes_no_key_of_its_own_making() -> None:
    told = record()
    told["visits"][0]["mood"] = "warm"
    assert faults(told)


DATES = [
    "2022-10-27",
    "2019-08",
    "2001",
    "199X",
    "19XX",
    "2017-03-17?",
    "2009-10~",
    "2022-21",
    "2022-33",
    "2022-41",
    "XXXX-02-19",
    "XXXX-10",
]
SPANS = ["[2022-09-27..2022-10-27]", "[..2022-10-27]", "[2022..]", "2022-10-27/2022-10-28", "2022-10-27/..", "../2022-10"]


@pytest.mark.parametrize("edtf", DATES + SPANS)
def test_the_schema_takes_the_dates_that_legation_writes(edtf: str) -> None:
    assert faults(record(starts=parse_edtf(edtf))) == []


@pytest.mark.parametrize("edtf", ["Thursday", "2022-13", "2022-10-32", "27.10.2022", "XXXX", "[2022]", "2022/", ""])
def test_the_schema_takes_no_other_dates(edtf: str) -> None:
    told = record()
    told["visits"][0]["starts"] = edtf
    assert faults(told)


def test_mentions_of_each_kind_fit_the_schema_known_or_not() -> None:
    who = actor("Ana Prieto", "Ana Prieto", country="FRD")
    values = [(MentionKind.TIME, parse_edtf("2024-03-14")), (MentionKind.PLACE, strelsau()), (MentionKind.ACTOR, who)]
    told = [
        Mention(kind=kind, sentence=0, within=span_of("grain"), span=span_of("grain"), surface="grain", value=value, reason="told")
        for kind, known in values
        for value in (known, None)
    ]
    line: Any = mentions_record("r1", told)
    assert faults(line, "mentions") == []
    assert [mention["value"] for mention in line["mentions"]] == ["2024-03-14", None, 17, None, None, None]


def test_a_finding_comes_back_from_json_as_it_was() -> None:
    told = replace(finding(), certainty=Certainty.HEDGED, said_by="s-1")
    assert finding_from_json(finding_to_json(told)) == told


@pytest.mark.parametrize("text", ["{}", "[]", "null", "not json", '{"is":"Finding","id":1}', '{"is":"Contact"}'])
def test_other_json_is_no_finding(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        finding_from_json(text)


def test_parts_of_an_id_do_not_run_together() -> None:
    assert stable_id("f", "a.b", "c") != stable_id("f", "a", "b.c")
    assert stable_id("f", "a", None) != stable_id("f", "a", "None")


def test_an_id_is_the_same_on_every_machine() -> None:
    assert stable_id("f", "a", 1) == "f-135f17a475a61afd"
