"""JSON Lines, Parquet, iCalendar and GeoJSON: what programs find in them, and what is told of what cannot be put there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Component
from jsonschema import Draft202012Validator
from pyarrow import parquet
from unit.factories import AT, SAYING, claim, contact, finding, prieto, reading, report, statement, strelsau, when
from unit.test_export import DIGEST, exported, made, setting

from legation import cli
from legation.errors import UsageError
from legation.export import columnar
from legation.export.book import Made, of_events, of_features, of_lines, of_tables
from legation.export.codebook import codebook
from legation.export.columnar import export_parquet
from legation.export.datapackage import datapackage
from legation.export.geo import Position, export_geojson, line_of
from legation.export.ical import PROPERTIES, export_ics
from legation.export.tabular import TABLES
from legation.model import Certainty, Contact, ContactKind, Entry, Origin, ReportState, Status, Stop
from legation.record import load_schema
from legation.register.entries import entries
from legation.register.store import Register

FORMS = ("csv", "jsonl", "parquet", "ics", "geojson")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of two visits, of which one has no day, a meeting, a statement and a claim."""
    path = tmp_path / "register.db"
    bodies = (contact(ends="2024-03-15"), replace(contact(starts=None), stops=()), contact(ContactKind.MEETING))
    days = (date(2024, 3, 12), date(2021, 3, 12), date(2024, 3, 13))
    with Register.open(path, create=True) as held:
        for number, (body, day) in enumerate(zip(bodies, days, strict=True)):
            source = replace(report(f"r{number}", published=day), url=f"https://example.org/{number}")
            held.keep(reading(source, [finding(source, body)]), at=AT)
        said = statement()
        source = report("r9", text=SAYING)
        held.keep(replace(reading(source, []), statements=(said,), claims=(claim(),)), at=AT)
    return path


def events(path: Path, *held: Entry) -> list[Component]:
    """The events of a calendar of these entries, as a program reads them."""
    export_ics(held, path, setting(*held, addresses={"r0": "https://example.org/0?a=1,2;b"}))
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def features(path: Path, *held: Entry) -> list[dict[str, Any]]:
    """The features of a map of these entries."""
    export_geojson(held, path, setting(*held))
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def through(*places: Position) -> Contact:
    """A visit with stops at these places."""
    stops = (
        Stop(place=replace(strelsau(), name=f"P{n}", geonames=n + 1, lon=lon, lat=lat), arrives=when(f"2024-03-{14 + n}"))
        for n, (lon, lat) in enumerate(places)
    )
    return replace(contact(), stops=tuple(stops))


def test_lines_are_those_that_list_prints(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "jsonl", str(tmp_path / "out"), "--register", str(register)]) == 0
    capsys.readouterr()
    for kind, number in (("visits", 2), ("meetings", 1), ("statements", 1), ("claims", 1), ("calls", 0)):
        assert cli.run(["list", kind, "--format", "jsonl", "--register", str(register)]) == 0
        text = (tmp_path / "out" / f"{kind}.jsonl").read_text(encoding="utf-8")
        assert text == capsys.readouterr().out
        for line in text.splitlines():
            Draft202012Validator(load_schema(f"{kind[:-1]}_entry")).validate(json.loads(line))
        assert len(text.splitlines()) == number
    schema = json.loads((tmp_path / "out" / "record.schema.json").read_text(encoding="utf-8"))
    assert "visit_entry" in schema["$defs"]


def test_parquet_has_types(tmp_path: Path) -> None:
    held = made(contact(ends="2024-03"), contact(ContactKind.INVITATION))
    list(export_parquet(held, tmp_path, setting(*held)))
    table = parquet.read_table(tmp_path / "visits.parquet")
    (visit,) = table.to_pylist()
    assert (visit["starts"], visit["starts_day"], visit["ends"], visit["ends_day"]) == ("2024-03-14", date(2024, 3, 14), "2024-03", None)
    assert (visit["visitors"], visit["visitor_cow"], visit["sources"]) == (["Ana Prieto"], [None], 1)
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["ends_latest"], types["visitors"], types["destination_cow"]) == ("date32[day]", "list<element: string>", "int64")
    assert table.schema.metadata[b"register"] == DIGEST.encode()
    (stop,) = parquet.read_table(tmp_path / "stops.parquet").to_pylist()
    assert (stop["lat"], stop["geonames"]) == (50.25, 17)
    (invitation,) = parquet.read_table(tmp_path / "invitations.parquet").to_pylist()
    assert invitation["accepted"] is None


def test_parquet_says_what_the_tables_of_csv_say(tmp_path: Path) -> None:
    held = made(contact(), contact(starts="2025-01"), contact(ContactKind.CALL))
    list(export_parquet(held, tmp_path, setting(*held)))
    for name, rows in exported(tmp_path, *held).items():
        written = parquet.read_table(tmp_path / f"{name}.parquet")
        assert (written.num_rows, written.column_names) == (len(rows), list(rows[0]) if rows else written.column_names)


def test_parquet_is_written_a_group_of_rows_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "ROWS_AT_ONCE", 2)
    held = made(*(contact(starts=f"2024-{month:02}-03") for month in (1, 4, 7, 10, 12)))
    list(export_parquet(held, tmp_path, setting(*held)))
    file = parquet.ParquetFile(tmp_path / "visits.parquet")
    assert (file.num_row_groups, file.metadata.num_rows) == (3, 5)


def test_without_pyarrow_the_command_says_how_to_get_it(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(columnar, "find_spec", lambda name: None)
    assert cli.run(["export", "parquet", str(tmp_path / "out"), "--register", str(register)]) == 2
    assert "pip install pyarrow" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_visit_is_an_all_day_event_that_ends_the_day_after(tmp_path: Path) -> None:
    (event,) = events(tmp_path / "v.ics", *made(contact(ends="2024-03-15")))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2024, 3, 14), date(2024, 3, 16))
    assert event.decoded("dtstamp") == datetime(2024, 3, 14, tzinfo=UTC), "no day of publication is known here"
    assert (str(event["summary"]), str(event["status"])) == ("Ana Prieto: visit to Strelsau (RUR)", "CONFIRMED")
    assert (str(event["location"]), str(event["url"])) == ("Strelsau (RUR)", "https://example.org/0?a=1,2;b")
    told = str(event["description"]).splitlines()
    assert told[:2] == ["Status: planned, plain", "Days: 2024-03-14 to 2024-03-15"]
    assert "“will visit Strelsau” https://example.org/0?a=1,2;b" in told


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"status": Status.CANCELLED}, "CANCELLED"),
        ({"status": Status.POSTPONED}, "CANCELLED"),
        ({"status": Status.DENIED}, "CANCELLED"),
        ({"status": Status.PROPOSED}, "TENTATIVE"),
        ({"status": Status.OCCURRED}, "CONFIRMED"),
        ({"starts": when("2024-03-14?")}, "TENTATIVE"),
        ({"starts": when("2024-03-14?"), "status": Status.OCCURRED}, "CONFIRMED"),
    ],
)
def test_a_calendar_knows_what_became_of_a_visit(change: dict[str, Any], status: str, tmp_path: Path) -> None:
    (event,) = events(tmp_path / "v.ics", *made(replace(contact(), **change)))
    assert str(event["status"]) == status


def test_a_visit_that_may_be_is_tentative_and_one_of_a_withdrawn_report_is_off(tmp_path: Path) -> None:
    (event,) = events(tmp_path / "v.ics", *entries([replace(finding(), certainty=Certainty.HEDGED)], []))
    assert str(event["status"]) == "TENTATIVE"
    (event,) = events(tmp_path / "w.ics", *entries([finding()], [], [Origin(report="r1", state=ReportState.WITHDRAWN)]))
    assert (str(event["status"]), str(event["description"]).splitlines()[0]) == ("CANCELLED", "Status: planned, plain, withdrawn")


@pytest.mark.parametrize(
    ("body", "end"),
    [
        (contact(), date(2024, 3, 15)),
        (replace(contact(), lasts_days=3), date(2024, 3, 17)),
        (contact(ends="2024-03"), date(2024, 3, 15)),
        (contact(ends="2024-03-01"), date(2024, 3, 15)),
        (contact(starts="9999-12-31"), None),
    ],
)
def test_an_end_that_is_not_told_is_reckoned_or_the_next_day(body: Contact, end: date | None, tmp_path: Path) -> None:
    (event,) = events(tmp_path / "v.ics", *made(body))
    assert (event.decoded("dtend") if "dtend" in event else None) == end


def test_visits_without_a_first_day_are_counted(tmp_path: Path) -> None:
    held = made(contact(), contact(starts=None), contact(starts="2024-05"), contact(ContactKind.MEETING))
    assert export_ics(held, tmp_path / "v.ics", setting(*held)) == 2
    assert len(Calendar.from_ical((tmp_path / "v.ics").read_bytes()).walk("VEVENT")) == 1


def test_a_calendar_is_folded_and_escaped_and_the_same_each_time(tmp_path: Path) -> None:
    hostile = replace(contact(), purpose="a; b, c\\ d\x00\x07\r\nEND:VEVENT\r\n" + "Grüße 🕊 " * 40)
    held = made(hostile)
    (event,) = events(tmp_path / "v.ics", *held)
    assert "Grüße 🕊" in str(event["description"])
    raw = (tmp_path / "v.ics").read_bytes()
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", raw), "RFC 5545 has no control characters in text"
    assert max(map(len, raw.split(b"\r\n"))) <= 75 and b"\n" not in raw.replace(b"\r\n", b"") and raw.count(b"\r\nEND:VEVENT\r\n") == 1
    events(tmp_path / "w.ics", *held)
    assert (tmp_path / "w.ics").read_bytes() == raw
    assert str(event["uid"]) == f"{held[0].id}@legation"


@pytest.mark.parametrize("address", ["http://x/\r\nEND:VEVENT", "notes of the desk", "javascript:alert(1)"])
def test_an_address_that_is_no_link_stands_in_the_description_alone(address: str, tmp_path: Path) -> None:
    held = made(contact())
    export_ics(held, tmp_path / "v.ics", setting(*held, addresses={"r0": address}))
    (event,) = Calendar.from_ical((tmp_path / "v.ics").read_bytes()).walk("VEVENT")
    assert "url" not in event and address.split("\r")[0] in str(event["description"])


def test_every_property_of_an_event_is_described(tmp_path: Path) -> None:
    (event,) = events(tmp_path / "v.ics", *made(contact()))
    assert set(event) == set(PROPERTIES)


def test_a_stop_is_a_point_and_an_itinerary_a_line(tmp_path: Path) -> None:
    (visit,) = made(through((-14.5, 50.25), (2.0, 48.0)))
    first, second, line = features(tmp_path / "v.geojson", visit)
    assert (first["geometry"], first["id"]) == ({"type": "Point", "coordinates": [-14.5, 50.25]}, f"{visit.id}/1")
    assert (second["properties"]["number"], second["properties"]["arrives"]) == (2, "2024-03-15")
    assert line["geometry"] == {"type": "LineString", "coordinates": [[-14.5, 50.25], [2.0, 48.0]]}
    assert (line["id"], line["properties"]["kind"], line["properties"]["visitors"]) == (visit.id, "itinerary", ["Ana Prieto"])


def test_one_place_is_no_line_and_a_stop_without_coordinates_is_counted(tmp_path: Path) -> None:
    unplaced = replace(strelsau(), name="Hentzau", geonames=None, lat=None, lon=None)
    held = made(replace(contact(), stops=(*contact().stops, Stop(place=unplaced))))
    assert export_geojson(held, tmp_path / "v.geojson", setting(*held)) == 1
    assert [one["geometry"]["type"] for one in json.loads((tmp_path / "v.geojson").read_text("utf-8"))["features"]] == ["Point"]


def test_a_map_without_visits_is_empty_and_valid(tmp_path: Path) -> None:
    assert features(tmp_path / "v.geojson", *made(contact(ContactKind.MEETING))) == []


@pytest.mark.parametrize(
    ("places", "drawn"),
    [
        ([(170.0, 10.0), (-170.0, 20.0)], [[(170.0, 10.0), (180.0, 15.0)], [(-180.0, 15.0), (-170.0, 20.0)]]),
        ([(-170.0, 20.0), (170.0, 10.0)], [[(-170.0, 20.0), (-180.0, 15.0)], [(180.0, 15.0), (170.0, 10.0)]]),
        (
            [(170.0, 0.0), (-175.0, 0.0), (175.0, 0.0)],
            [[(170.0, 0.0), (180.0, 0.0)], [(-180.0, 0.0), (-175.0, 0.0), (-180.0, 0.0)], [(180.0, 0.0), (175.0, 0.0)]],
        ),
        ([(170.0, 0.0), (-180.0, 8.0)], [[(170.0, 0.0), (180.0, 8.0)]]),
        ([(-90.0, 0.0), (90.0, 0.0)], [[(-90.0, 0.0), (90.0, 0.0)]]),
    ],
)
def test_a_line_is_cut_at_the_antimeridian(places: list[Position], drawn: list[list[Position]]) -> None:
    line = line_of(places)
    assert line["coordinates"] == (drawn[0] if len(drawn) == 1 else drawn)
    assert line["type"] == ("LineString" if len(drawn) == 1 else "MultiLineString")


@pytest.mark.parametrize("form", FORMS)
def test_every_export_has_a_codebook_for_people_and_one_for_programs(
    form: str, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / ("out" if form in ("csv", "jsonl", "parquet") else f"my visits.{form}")
    assert cli.run(["export", form, str(target), "--visitor", "Prieto", "--register", str(register)]) == 0
    printed = capsys.readouterr()
    paths = [Path(line) for line in printed.out.splitlines()]
    assert all(path.exists() for path in paths)
    book = next(path for path in paths if path.name.endswith("codebook.md")).read_text("utf-8")
    package = json.loads(next(path for path in paths if path.name.endswith("datapackage.json")).read_text("utf-8"))
    assert "filters: `--visitor Prieto`" in book and package["legation"]["filters"] == {"visitor": "Prieto"}
    assert {resource["path"] for resource in package["resources"]} <= {path.name for path in paths}
    assert all(f"## {resource['path']}" in book for resource in package["resources"])
    assert not list(tmp_path.rglob("*.part"))
    told = {"ics": "; left out: 1 visit without a known first day"}.get(form, "")
    assert printed.err.endswith(f"{told}\n") and printed.err.startswith("2 visits")


def test_a_folder_takes_a_calendar_under_its_usual_name(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "ics", str(tmp_path), "--register", str(register)]) == 0
    assert (tmp_path / "visits.ics").exists() and "visits.ics" in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    writers: list[Callable[..., int]] = [export_ics, export_geojson]
    for write in writers:
        with pytest.raises(UsageError, match="name a place that can"):
            write((), tmp_path / "no such folder" / "v", setting())


def test_every_field_is_described_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "v.ics").touch()
    (tmp_path / "v.geojson").touch()
    for table in TABLES:
        for suffix in ("csv", "parquet", "jsonl"):
            (tmp_path / f"{table.name}.{suffix}").touch()
    described = {
        "csv": of_tables("csv"),
        "parquet": of_tables("parquet"),
        "jsonl": of_lines(),
        "ics": of_events("v.ics"),
        "geojson": of_features("v.geojson"),
    }
    made_from = Made(version="9.9", digest=DIGEST)
    for form, files in described.items():
        assert [(one.file, field.name) for one in files for field in one.fields if not field.meaning] == [], form
        types = {
            field["type"]
            for resource in json.loads(datapackage(form, files, made_from, tmp_path))["resources"]
            for field in resource["schema"]["fields"]
        }
        assert types <= {"string", "integer", "number", "boolean", "date", "array", "object"}, form
        assert all(f"| {field.name} |" in codebook(form, files, made_from) for one in files for field in one.fields)


def test_a_party_elect_is_exported_as_any_other(tmp_path: Path) -> None:
    party = prieto()
    elect = replace(contact(), parties=(replace(party, actor=replace(party.actor, elect=True)),))
    (visit,) = exported(tmp_path, *made(elect))["visits"]
    assert visit["visitors"] == "Ana Prieto"
