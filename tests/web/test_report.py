"""The reports that are kept: their list, the page of each, where that has gone which they tell, and the marks on them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from starlette.testclient import TestClient

from legation.model import Reading, ReportState
from legation.read import read_text
from legation.record import load_schema
from legation.register.reports_listed import outlets, reports_listed
from legation.register.rows import Mark
from legation.register.store import Register
from web.conftest import HERE, Tree, client_of, sign_on, tree_of

LIMA = "2024-11-14-lima-leaders-week"
KATHMANDU = "2014-08-01-kathmandu-awaits-modi"
AT = "2024-05-01T12:00:00+00:00"


@pytest.fixture(scope="module")
def own(register_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the register of the samples that the tests of this module change."""
    return Path(shutil.copy(register_path, tmp_path_factory.mktemp("report") / "own.db"))


@pytest.fixture(scope="module")
def desk(own: Path) -> Iterator[TestClient]:
    with client_of(own) as asking:
        yield asking


@pytest.fixture(scope="module")
def untold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of a hundred and twenty reports that tell nothing, of three outlets and ten years, two of them without a day."""
    path = tmp_path_factory.mktemp("untold") / "many.db"
    with Register.open(path, create=True) as register:
        register.keep_all([blank(number) for number in range(120)], at=AT)
    return path


def blank(number: int) -> Reading:
    """The reading of a report that tells nothing."""
    day = date(2001 + number % 10, 1 + number % 12, 1 + number % 28) if number > 1 else None
    outlet = ("The Test", "Ämter & Co", "<b>Bold</b>")[number % 3]
    report = read_text(f"Number {number}.", id=f"r/{number}", published=day, title=f"Title {number}", outlet=outlet)
    return Reading(report=report, contacts=(), problems=(), rules="r")


def said(tree: etree._Element, path: str) -> str:
    """All words of a part of a page, in one line."""
    return " ".join(" ".join("".join(node.itertext()).split()) for node in tree.xpath(path))


def test_the_list_shows_the_latest_first_and_those_without_a_day_last(page: Tree, client: TestClient) -> None:
    tree = page("/reports")
    links = tree.xpath("//table//a/@href")
    assert links[0] == f"/reports/{LIMA}"
    record = client.get("/reports.json").json()
    days = [row["published"] for row in record["rows"]]
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True) and days[: len(known)] == known and None in days
    assert record["total"] == len(days) == len(links)
    assert "14 November 2024" in said(tree, "//tbody/tr[1]") and "10 visits" in said(tree, "//tbody/tr[1]")


def test_the_list_is_paged_and_its_filters_stay_in_the_links(untold: Path) -> None:
    with client_of(untold) as client:
        found: list[str] = []
        path = "/reports?since=2002-01-01"
        while path:
            tree = tree_of(client, path)
            found += tree.xpath("//table//a/@href")
            assert "since=2002-01-01" in path
            path = next(iter(tree.xpath("//a[@rel='next']/@href")), "")
        record = client.get("/reports.json?since=2002-01-01").json()
        assert len(found) == len(set(found)) == record["total"] == 107
        assert record["later"] is None and record["earlier"] == "/reports?since=2002-01-01&page=2"


def test_the_list_is_narrowed_by_outlet_and_days(untold: Path) -> None:
    with Register.open(untold) as register:
        assert outlets(register) == ("<b>Bold</b>", "The Test", "Ämter & Co")
        assert reports_listed(register, limit=1)[1] == 120
        assert reports_listed(register, outlet="the test", limit=1)[1] == 40
        assert reports_listed(register, outlet="the tes", limit=1)[1] == 0
        rows, total = reports_listed(register, since=date(2003, 1, 1), until=date(2003, 12, 31), limit=50)
        assert total == len(rows) == 12 and {row.published.year for row in rows if row.published} == {2003}
        assert {row.id for row in reports_listed(register, undated=True, limit=9)[0]} == {"r/0", "r/1"}


def test_an_empty_selection_and_a_wrong_day_say_what_to_do(untold: Path) -> None:
    with client_of(untold) as client:
        assert "No report fits. Take out the outlet" in said(tree_of(client, "/reports?outlet=nobody"), "//main")
        assert "YYYY-MM-DD" in said(tree_of(client, "/reports?since=yesterday", code=400), "//main")
        assert tree_of(client, "/reports?page=99").xpath("//table") == []


def test_there_is_a_way_on_where_there_is_no_register(bare_client: TestClient) -> None:
    assert "There is no register yet" in said(tree_of(bare_client, "/reports"), "//main")
    tree_of(bare_client, "/reports/nothing", code=404)


def test_ids_of_any_form_lead_to_their_reports(untold: Path) -> None:
    with client_of(untold) as client:
        (link,) = [link for link in tree_of(client, "/reports").xpath("//table//a/@href") if link.endswith("%2F118")]
        tree = tree_of(client, link)
        assert said(tree, "//h1") == "Title 118"
        assert "It tells nothing of visits" in said(tree, "//main")
        assert client.get(f"{link}.json").json()["report"]["id"] == "r/118"


def test_a_report_shows_what_it_tells_and_where_that_has_gone(page: Tree, client: TestClient, register_path: Path) -> None:
    tree = page(f"/reports/{KATHMANDU}")
    assert said(tree, "//h1") == "Streets swept, wires hidden: Kathmandu awaits Modi"
    assert "The Bagmati Observer · 1 August 2014 · by Sarita Lamsal" in said(tree, "//p[@class='known']")
    record = client.get(f"/reports/{KATHMANDU}.json").json()
    extra = {name: record.pop(name) for name in ("page", "held", "official")}
    Draft202012Validator(load_schema()).validate(record)
    assert extra["page"]["against"] is None and extra["page"]["names"] == "told"
    with Register.open(register_path) as register:
        reading = register.find_reading(KATHMANDU)
        assert reading is not None
        for finding in reading.contacts:
            (entry,) = register.entries_holding([finding])
            assert extra["held"]["entries"][finding.id]["id"] == entry.id
            label = extra["page"]["labels"][finding.id]
            assert f"/{finding.body.kind}s/{entry.id}" in tree.xpath(f"//li[@id='{label}']//a/@href")
    assert tree.xpath("//a[@href='?check=true']")


def test_names_are_marked_where_something_rests_on_them(client: TestClient) -> None:
    record = client.get(f"/reports/{KATHMANDU}.json").json()
    text = record["page"]["text"]
    marked = {(mark["kind"], text[mark["start"] : mark["end"]]) for mark in record["page"]["marks"]}
    visit = next(one for one in record["visits"] if one["starts"] == "2014-08-03")
    assert {("person", party["surface"]) for party in (*visit["visitors"], *visit["hosts"])} <= marked
    assert ("place", "Kathmandu") in marked or ("place", "Nepal") in marked
    assert any(kind == "time" for kind, _ in marked)


def test_a_report_is_checked_when_that_is_asked(client: TestClient) -> None:
    record = client.get(f"/reports/{KATHMANDU}.json?check=true").json()
    assert record["page"]["names"] == "all"
    assert {claim["verdict"]["outcome"] for claim in record["claims"]} <= {"open", "supported", "contradicted"}
    assert len(record["page"]["marks"]) > len(client.get(f"/reports/{KATHMANDU}.json").json()["page"]["marks"])
    tree = tree_of(client, f"/reports/{KATHMANDU}?check=true")
    assert "as of 1 August 2014" in said(tree, "//main")
    for source in record["page"]["against"]["sources"].values():
        if source["href"] and not source["id"].startswith("historian:"):
            assert client.get(f"{source['href']}.json").json()["id"] == source["href"].rpartition("/")[2]


def test_a_packaged_record_is_shown_without_a_register(bare_client: TestClient) -> None:
    tree = tree_of(bare_client, "/reports/historian:travel-3868")
    assert "Mike Pompeo in Canada" in said(tree, "//li[@id='V1']")
    assert "is not in the register" in said(tree, "//main")
    links = tree.xpath("//p[@class='known']//a/@href")
    assert any(link.startswith("https://history.state.gov/departmenthistory/travels/secretary/") for link in links)
    tree_of(bare_client, "/reports/historian:travel-0", code=404)


def test_a_mark_is_kept_with_who_and_why_and_shown(desk: TestClient, own: Path) -> None:
    path = f"/reports/{LIMA}"
    data = {"sign": sign_on(desk, path), "state": "withdrawn", "reason": "the outlet took it back <b>"}
    answer = desk.post(f"{path}/mark", data=data, headers={"Origin": HERE}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}#standing")
    with Register.open(own) as register:
        (mark,) = register.marks(LIMA)
        assert (mark.state, mark.reason) == (ReportState.WITHDRAWN, "the outlet took it back <b>")
    tree = tree_of(desk, path)
    assert "withdrawn by its outlet" in said(tree, "//p[@class='known']")
    assert "the outlet took it back <b>" in said(tree, "//section[@id='standing']")
    back = desk.post(f"{path}/mark", data={**data, "state": "standing", "reason": "a mistake"}, headers={"Origin": HERE})
    assert back.status_code == 200 and "It counts" in back.text


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        (LIMA, {"state": "withdrawn", "reason": "  "}, 400),
        (LIMA, {"state": "burnt", "reason": "x"}, 400),
        ("nothing", {"state": "withdrawn", "reason": "x"}, 404),
    ],
)
def test_a_mark_without_a_reason_or_a_report_is_refused(desk: TestClient, own: Path, name: str, fields: dict[str, str], code: int) -> None:
    with Register.open(own) as register:
        before = register.counts()["marks"]
    data = {"sign": sign_on(desk, f"/reports/{KATHMANDU}"), **fields}
    assert desk.post(f"/reports/{name}/mark", data=data, headers={"Origin": HERE}).status_code == code
    with Register.open(own) as register:
        assert register.counts()["marks"] == before


def test_versions_and_copies_lead_to_each_other(tmp_path: Path) -> None:
    path = tmp_path / "lines.db"
    one = read_text(
        "The minister slept well, and said so to all who had come to the hotel to ask him that. " * 4,
        id="one",
        url="https://one.example/1",
        published=date(2020, 5, 1),
        outlet="One",
    )
    two = replace(one, id="two", url="https://two.example/1", outlet="Two", published=date(2020, 5, 2))
    later = read_text("The minister slept badly.", id="later", url="https://one.example/1", published=date(2020, 5, 3), outlet="One")
    with Register.open(path, create=True) as register:
        for report in (one, two, later):
            register.keep(Reading(report=report, contacts=(), problems=(), rules="r"), at=AT)
    with client_of(path) as client:
        first = tree_of(client, "/reports/one")
        assert "A later version counts in its place" in said(first, "//section[@id='standing']")
        assert "/reports/later" in first.xpath("//section[@id='standing']//a/@href")
        record = client.get("/reports/later.json").json()
        assert [(version["id"], version["counts"]) for version in record["held"]["versions"]] == [("one", False), ("later", True)]
    same = tmp_path / "copies.db"
    with Register.open(same, create=True) as register:
        for report in (one, two):
            register.keep(Reading(report=report, contacts=(), problems=(), rules="r"), at=AT)
    with client_of(same) as client:
        assert "prints the same text as One" in said(tree_of(client, "/reports/two"), "//section[@id='standing']")
        assert [copy["id"] for copy in client.get("/reports/one.json").json()["held"]["copies"]] == ["one", "two"]
        assert client.get("/reports.json").json()["total"] == 1


def test_what_strangers_wrote_about_a_report_shows_as_text(untold: Path) -> None:
    with Register.open(untold) as register:
        report = read_text("x", id="<i>", title="<b>t</b>", outlet="<u>o</u>", url="javascript:alert(1)")
        register.keep(Reading(report=report, contacts=(), problems=(), rules="r"), at=AT)
        register.mark(Mark(report="<i>", state=ReportState.CORRECTED, by="<s>", at=AT, reason="<u>why</u>"))
    with client_of(untold) as client:
        tree = tree_of(client, "/reports/%3Ci%3E")
        assert tree.xpath("//i | //b | //u | //s | //a[starts-with(@href, 'javascript')]") == []
        assert "javascript:alert(1)" in said(tree, "//p[@class='known']")
        rows = tree_of(client, "/reports?undated=true")
        assert rows.xpath("//table//i | //table//b | //table//u") == []
        assert "corrected" in said(rows, "//tbody/tr[1]")


def test_twins_are_json_that_can_be_read(client: TestClient) -> None:
    for path in ("/reports.json", f"/reports/{LIMA}.json", "/read.json"):
        assert json.loads(client.get(path).text)
