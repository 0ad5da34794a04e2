"""Selections to take away are what the commands write, and the calendar of planned visits is one that programs understand."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient
from unit.factories import AT, contact, finding, reading, report

from legation.model import Status
from legation.register.store import Register
from web.conftest import client_of, run_legation

LISTS = ("visits", "meetings", "calls", "invitations", "statements", "claims")


@pytest.fixture(scope="module")
def exported(register_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands write of the same register."""
    folder = tmp_path_factory.mktemp("exported")
    for form, where in (("csv", "csv"), ("ics", "visits.ics"), ("geojson", "visits.geojson")):
        run_legation("export", form, str(folder / where), "--register", str(register_path))
    return folder


@pytest.mark.parametrize("kinds", ["visits", "meetings", "calls", "invitations"])
def test_a_table_is_that_of_the_command(client: TestClient, exported: Path, kinds: str) -> None:
    answered = client.get(f"/{kinds}.csv")
    assert answered.headers["content-disposition"] == f'attachment; filename="{kinds}.csv"'
    assert answered.content == (exported / "csv" / f"{kinds}.csv").read_bytes()


@pytest.mark.parametrize("kinds", ["statements", "claims"])
def test_a_table_of_what_was_said_has_the_rows_of_the_command(client: TestClient, exported: Path, kinds: str) -> None:
    ours = sorted(client.get(f"/{kinds}.csv").content.decode("utf-8-sig").splitlines())
    assert ours == sorted((exported / "csv" / f"{kinds}.csv").read_text("utf-8-sig").splitlines())


@pytest.mark.parametrize("form", ["ics", "geojson"])
def test_a_calendar_and_a_map_are_those_of_the_command(client: TestClient, exported: Path, form: str) -> None:
    assert client.get(f"/visits.{form}").content == (exported / f"visits.{form}").read_bytes()


@pytest.mark.parametrize("kinds", LISTS)
def test_lines_are_records_one_a_line(client: TestClient, kinds: str) -> None:
    lines = [json.loads(line) for line in client.get(f"/{kinds}.jsonl").text.splitlines()]
    assert len(lines) == client.get(f"/{kinds}.json").json()["total"] > 0
    assert all(line["id"] and line["reports"] for line in lines)


def test_only_what_is_asked_for_is_taken_away_and_the_name_tells_it(client: TestClient) -> None:
    answered = client.get("/visits.csv", params={"to": "Canada", "since": "1970", "visitor": "Nixon/../x"})
    assert answered.headers["content-disposition"] == 'attachment; filename="visits-visitor-Nixon-x-to-Canada-since-1970.csv"'
    rows = list(csv.DictReader(io.StringIO(client.get("/visits.csv?to=Canada").content.decode("utf-8-sig"))))
    assert [row["destination"] for row in rows] == ["CAN"] * client.get("/visits.json?to=CAN").json()["total"]
    assert rows
    assert client.get("/visits.csv?to=Narnia").status_code == 400


def test_what_is_no_visit_has_no_calendar(client: TestClient) -> None:
    assert client.get("/meetings.ics").status_code == 404


def test_links_of_a_list_keep_the_selection(client: TestClient) -> None:
    record = client.get("/visits.json?to=CAN&sort=person&view=map").json()
    assert [one["href"] for one in record["downloads"]] == [f"/visits.{form}?to=CAN" for form in ("csv", "jsonl", "ics", "geojson")]
    assert record["feed"] == "/feeds/planned.ics?to=CAN"


def test_without_a_register_there_is_nothing_to_take_away(bare_client: TestClient) -> None:
    assert bare_client.get("/visits.csv").status_code == 404
    assert bare_client.get("/feeds/planned.ics").status_code == 404


def test_the_feed_holds_plans_and_what_became_of_them(tmp_path: Path) -> None:
    today = date.today()
    days = {"soon": 5, "off": 60, "denied": 120, "over": -20, "long-over": -300}
    statuses = {"off": Status.CANCELLED, "denied": Status.DENIED, "over": Status.OCCURRED}
    path = tmp_path / "r.db"
    with Register.open(path, create=True) as register:
        for name, away in days.items():
            source = report(name, published=today - timedelta(days=1), text=f"{name}: {report().text}")
            body = contact(starts=(today + timedelta(days=away)).isoformat())
            register.keep(reading(source, [finding(source, replace(body, status=statuses.get(name, Status.PLANNED)))]), at=AT)
        ids = {entry.findings[0].report_id: entry.id for entry in register.entries()}
    with client_of(path) as client:
        answered = client.get("/feeds/planned.ics")
        assert answered.headers["content-type"].startswith("text/calendar")
        feed = Calendar.from_ical(answered.content)
        assert (str(feed["METHOD"]), str(feed["X-WR-CALNAME"])) == ("PUBLISH", "Planned visits")
        assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in answered.content
        told = {str(event["UID"]): str(event["STATUS"]) for event in feed.walk("VEVENT")}
        expected = {"soon": "CONFIRMED", "off": "CANCELLED", "over": "CONFIRMED"}
        assert told == {f"{ids[name]}@legation": status for name, status in expected.items()}
        assert client.get("/feeds/planned.ics").content == answered.content
        only = Calendar.from_ical(client.get("/feeds/planned.ics?status=planned&visitor=Prieto").content)
        assert [str(event["UID"]) for event in only.walk("VEVENT")] == [f"{ids['soon']}@legation"]
        assert not Calendar.from_ical(client.get("/feeds/planned.ics?visitor=Nobody").content).walk("VEVENT")
