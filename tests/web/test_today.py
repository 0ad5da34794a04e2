"""Today: what is under way, what comes, what changed and what is in doubt, each in its place; and how to begin where nothing is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from unit.factories import contact, finding, reading, report

from legation.model import Status
from legation.register.store import Register
from web.conftest import Tree, client_of, tree_of

DAY = date(2024, 3, 14)
EARLIER = "2024-01-05T08:00:00+00:00"


def keep(
    register: Register,
    name: str,
    starts: str,
    *,
    published: date = date(2024, 1, 5),
    at: str = EARLIER,
    ends: str | None = None,
    **changes: Any,
) -> None:
    """Keeps a report of one visit."""
    source = report(name, published=published, text=f"{name}: {report().text}")
    register.keep(reading(source, [finding(source, replace(contact(starts=starts, ends=ends), **changes), id=f"f-{name}")]), at=at)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Visits about a day: one that goes on, some that are planned, one called off the day before, and one that was denied."""
    path = tmp_path / "desk.db"
    with Register.open(path, create=True) as register:
        keep(register, "on", "2024-03-13", ends="2024-03-15", status=Status.UNDER_WAY)
        keep(register, "over", "2024-01-20", status=Status.OCCURRED)
        keep(register, "soon", "2024-04-02")
        keep(register, "later", "2024-09-01")
        keep(register, "some-day", "2024-06")
        keep(register, "denied", "2024-02-14", status=Status.DENIED)
        keep(register, "plan", "2024-05-05")
        keep(register, "off", "2024-05-05", published=DAY - timedelta(days=1), status=Status.CANCELLED)
        keep(register, "fresh", "2024-11-11", published=DAY, at="2024-03-14T07:00:00+00:00")
    return path


def reports_of(rows: list[dict[str, Any]]) -> list[str]:
    """The report that each row rests on first."""
    return [row["words"]["report"] for row in rows]


def test_each_visit_stands_in_its_place(desk: Path) -> None:
    with client_of(desk) as client:
        record = client.get(f"/today.json?day={DAY}").json()
        assert reports_of(record["going_on"]) == ["on"]
        assert [reports_of(one["rows"]) for one in record["next"]["days"]] == [["soon"]]
        assert reports_of(record["later"]["rows"]) == ["some-day", "later", "fresh"]
        assert {(row["words"]["report"], row["what"], row["was"]) for row in record["changed"]["rows"]} == {
            ("off", "changed", "planned"),
            ("fresh", "new", None),
        }
        tree = tree_of(client, f"/today?day={DAY}")
        changed = " ".join(tree.xpath("//section[@aria-labelledby='h-new']")[0].text_content().split())
        assert "Was planned, now cancelled" in changed
        assert "New: Visit of Ana Prieto" in changed


def test_a_plan_without_its_day_may_be_today(desk: Path) -> None:
    with client_of(desk) as client:
        record = client.get("/today.json?day=2024-06-10").json()
        assert reports_of(record["open"]) == ["some-day"]
        assert record["going_on"] == []


def test_another_day_is_typed_in_words_and_links_lead_to_its_neighbours(desk: Path) -> None:
    with client_of(desk) as client:
        assert client.get("/today.json", params={"day": "14 March 2024"}).json()["day"] == "2024-03-14"
        tree = tree_of(client, f"/today?day={DAY}")
        assert tree.xpath("//a[.='Day before']/@href") == ["/today?day=2024-03-13"]
        assert tree.xpath("//a[.='Day after']/@href") == ["/today?day=2024-03-15"]
        assert client.get("/today?day=0001-01-01").status_code == 200
        assert client.get("/today?day=9999-12-31").status_code == 200
        for wrong in ("soon", "2024-03", "2024-02-30", "XXXX-03-01"):
            assert client.get("/today", params={"day": wrong}).status_code == 400


def test_today_is_the_day_of_the_clock(client: TestClient) -> None:
    record = client.get("/today.json").json()
    assert record["is_today"]
    assert record["day"] in (date.today().isoformat(), (date.today() - timedelta(days=1)).isoformat())


def test_what_is_in_doubt_leads_to_judging(page: Tree, client: TestClient) -> None:
    record = client.get("/today.json").json()
    waiting = record["waiting"]
    assert waiting["total"] >= len(waiting["pairs"])
    links = page("/today").xpath("//a/@href")
    for pair in waiting["pairs"]:
        assert pair["href"] == f"/judge/{pair['left']['id']}/{pair['right']['id']}"
        assert pair["href"] in links
    assert ("/judge" in page("/today").xpath("//main//a/@href")) is bool(waiting["total"])


def test_the_feed_is_offered(page: Tree) -> None:
    assert "/feeds/planned.ics" in page("/today").xpath("//main//a/@href")


def test_an_empty_register_says_how_to_begin(bare_client: TestClient, tmp_path: Path) -> None:
    with Register.open(tmp_path / "empty.db", create=True):
        pass
    with client_of(tmp_path / "empty.db") as empty:
        for client in (bare_client, empty):
            tree = tree_of(client, "/today")
            assert "/read" in tree.xpath("//main//a/@href")
            told = tree.xpath("//main")[0].text_content()
            assert "legation read --into" in told
            assert "legation import historian" in told
