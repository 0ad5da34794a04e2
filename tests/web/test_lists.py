"""The lists: what is asked in the address is what is shown, a wrong value is told beside its field, and each selection has a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient
from unit.factories import AT, contact, finding, prieto, reading, report

from legation.ask.query import answer, contact_of, question
from legation.model import ContactKind
from legation.register.store import Register
from legation.web import said_found
from legation.web.said_shown import HOW
from web.conftest import Tree, client_of, tree_of

LISTS = ("visits", "meetings", "calls", "invitations", "statements", "claims")


def words(tree: etree._Element, path: str) -> list[str]:
    """The text of each part of a page that a path finds."""
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


@pytest.mark.parametrize("kinds", LISTS)
def test_each_list_shows_rows_with_links_and_a_twin(page: Tree, client: TestClient, kinds: str) -> None:
    tree, record = page(f"/{kinds}"), client.get(f"/{kinds}.json").json()
    assert record["total"] > 0
    rows = tree.xpath("//table//tbody/tr")
    assert len(rows) == len(record["rows"]) == min(50, record["total"])
    for row, told in zip(rows, record["rows"], strict=True):
        assert told["href"] in row.xpath(".//a/@href")
        assert told["href"].startswith(f"/{kinds}/")
    assert f"{record['total']:,}" in words(tree, "//*[@id='found']")[0]


def test_visits_are_those_that_the_register_gives(page: Tree, client: TestClient, register_path: Path) -> None:
    with Register.open(register_path) as register:
        expected = answer(register.entries(ContactKind.VISIT), question(ContactKind.VISIT, from_="USA", since="2000")).entries
    asked = "/visits.json?from=United+States&since=2000"
    first = client.get(asked).json()
    found = [row["id"] for number in range(first["pages"]) for row in client.get(f"{asked}&page={number + 1}").json()["rows"]]
    assert sorted(found) == sorted(entry.id for entry in expected)
    assert len(found) == len(set(found)) > 5
    row, entry = first["rows"][0], next(one for one in expected if one.id == first["rows"][0]["id"])
    assert row["words"]["quote"] == entry.findings[0].evidence[0].quote
    assert row["status"] == contact_of(entry).status


@pytest.mark.parametrize(("typed", "code"), [("Canada", "CAN"), ("canada", "CAN"), ("CAN", "CAN"), ("can", "CAN"), ("Canadian", "CAN")])
def test_countries_are_typed_as_people_write_them(client: TestClient, typed: str, code: str) -> None:
    rows = client.get("/visits.json", params={"to": typed}).json()["rows"]
    assert rows
    assert rows == client.get("/visits.json", params={"to": code}).json()["rows"]


def test_a_post_is_typed_by_its_title(client: TestClient) -> None:
    found = client.get("/visits.json", params={"post": "President", "from": "USA"}).json()
    assert found["total"] > 3
    assert found["total"] < client.get("/visits.json?from=USA").json()["total"]
    assert "President" in {one["post"] for row in found["rows"] for one in row["who"]}
    assert not {"Secretary of State"} & {row["who"][0]["post"] for row in found["rows"]}


def test_days_are_typed_in_words(client: TestClient) -> None:
    by_words = client.get("/visits.json", params={"since": "May 2022", "until": "31 May 2022"}).json()
    by_digits = client.get("/visits.json", params={"since": "2022-05", "until": "2022-05-31"}).json()
    assert by_words["total"] == by_digits["total"] > 0


def test_a_country_either_way_is_to_from_or_both(client: TestClient) -> None:
    def ids(**asked: str) -> set[str]:
        return {row["id"] for row in client.get("/visits.json", params=asked).json()["rows"]}

    either = ids(country="CHN")
    assert ids(to="CHN") | ids(**{"from": "CHN"}) <= either
    assert ids(to="CHN") - ids(**{"from": "CHN"})
    assert ids(**{"from": "CHN"}) - ids(to="CHN")


def test_a_wrong_value_is_told_beside_its_field_and_the_rest_is_kept(page: Tree, client: TestClient) -> None:
    address = "/visits?to=Narnia&visitor=Nixon&since=soon&status=planned&place=Ottawa"
    tree = page(address, code=400)
    (field,) = tree.xpath("//input[@name='to']")
    assert field.get("aria-invalid") == "true"
    assert "No country goes by that name" in words(tree, f"//*[@id='{field.get('aria-describedby')}']")[0]
    assert tree.xpath("//input[@name='to']/@value") == ["Narnia"]
    assert tree.xpath("//input[@name='visitor']/@value") == ["Nixon"]
    assert tree.xpath("//input[@name='place']/@value") == ["Ottawa"]
    assert tree.xpath("//select[@name='status']/option[@selected]/@value") == ["planned"]
    assert "no day" in words(tree, "//*[@id='w-since']")[0]
    assert not tree.xpath("//input[@name='visitor'][@aria-invalid]")
    twin = client.get(address.replace("/visits?", "/visits.json?"))
    assert twin.status_code == 400
    assert [one["name"] for one in twin.json()["filters"] if one["fault"]] == ["to", "since"]


@pytest.mark.parametrize(
    "asked",
    ["status=burnt", "certainty=maybe", "until=never", "country=Congolese", "from=Ruritania", "since=2022&until=2001", "since=XXXX-05"],
)
def test_what_cannot_be_asked_is_refused(page: Tree, asked: str) -> None:
    assert page(f"/visits?{asked}", code=400).xpath("//*[@class='fault']")


def test_empty_parameters_are_dropped_from_the_address(client: TestClient) -> None:
    sent = "?visitor=&host=&to=Canada&since=+&status=&view=table&sort=-day&page=1"
    for path in ("/visits", "/visits.json"):
        answered = client.get(path + sent, follow_redirects=False)
        assert (answered.status_code, answered.headers["location"]) == (303, f"{path}?to=Canada")
    assert client.get("/visits?to=Canada", follow_redirects=False).status_code == 200


def test_the_table_sorts_and_says_so(page: Tree, client: TestClient) -> None:
    tree = page("/visits")
    assert words(tree, "//th[@aria-sort='descending']")[0].startswith("When")
    (by_person,) = tree.xpath("//thead//a[contains(@href, 'sort=person')]/@href")
    tree = page(by_person)
    assert words(tree, "//th[@aria-sort='ascending']")[0].startswith("Who")
    assert tree.xpath("//thead//a[contains(@href, 'sort=-person')]")
    for sort, key in (
        ("person", lambda row: row["who"][0]["name"].casefold() if row["who"] else "~"),
        ("reports", lambda row: row["reports"]),
    ):
        values = [key(row) for row in client.get(f"/visits.json?sort={sort}").json()["rows"]]
        turned = [key(row) for row in client.get(f"/visits.json?sort=-{sort}").json()["rows"]]
        assert values[0] <= values[-1]
        assert turned[0] >= turned[-1]
        assert values != turned
    assert tree_of(client, "/visits?sort=person").xpath("//input[@name='sort']/@value") == ["person"]


def test_pages_lead_on_and_keep_what_was_asked(page: Tree, client: TestClient) -> None:
    assert client.get("/visits.json").json()["pages"] > 1
    (later,) = page("/visits?sort=day").xpath("//a[@rel='next']/@href")
    assert later == "/visits?sort=day&page=2"
    assert page(later).xpath("//a[@rel='prev']/@href") == ["/visits?sort=day"]
    assert "ends before" in words(page("/visits?page=900"), "//main")[0]


def test_undated_ones_that_days_leave_out_are_told(page: Tree, client: TestClient) -> None:
    undated = client.get("/visits.json?since=1900").json()["undated"]
    assert undated > 0
    assert f"{undated} further one" in words(page("/visits?since=1900"), "//*[@id='found']")[0]


def test_where_nothing_fits_it_is_said_what_to_leave_out(page: Tree) -> None:
    tree = page("/visits?visitor=Zebulon&to=Canada")
    assert tree.xpath("//a[.='without to country “Canada”']/@href") == ["/visits?visitor=Zebulon"]
    assert tree.xpath("//a[contains(., 'Zebulon')]/@href") == ["/visits?to=Canada"]
    assert not tree.xpath("//table")


def test_years_lead_to_what_began_in_them(page: Tree, client: TestClient) -> None:
    record = client.get("/visits.json?from=USA").json()
    assert sum(year["count"] for year in record["by_year"]) + record["year_not_certain"] == record["total"]
    year = max(record["by_year"], key=lambda one: one["count"])
    assert year["href"] in page("/visits?from=USA").xpath("//figure//a/@href")
    assert client.get(year["href"].replace("/visits", "/visits.json")).json()["total"] >= year["count"]


@pytest.mark.parametrize("view", ["timeline", "map", "years"])
def test_a_selection_is_drawn(page: Tree, view: str) -> None:
    tree = page(f"/visits?to=PER&view={view}")
    assert tree.xpath("//nav[@aria-label='How it is shown']/a[@aria-current]/@href") == [f"/visits?to=PER&view={view}"]
    assert tree.xpath("//figure//svg")
    assert tree.xpath("//input[@name='view']/@value") == [view]


def test_a_place_of_the_map_leads_to_its_visits(client: TestClient) -> None:
    for place in client.get("/visits.json?to=PER&view=map").json()["places"]:
        assert client.get(place["href"].replace("/visits", "/visits.json")).json()["total"] == place["count"]


def test_statements_say_who_and_how_and_lead_to_the_words(page: Tree, client: TestClient) -> None:
    record = client.get("/statements.json").json()
    all_of_them = [row for number in range(record["pages"]) for row in client.get(f"/statements.json?page={number + 1}").json()["rows"]]
    assert {row["how"] for row in all_of_them} <= set(HOW.values())
    assert sum(bool(row["quote"] and (row["who"] or row["called"])) for row in all_of_them) > len(all_of_them) / 2
    assert any(row["anonymous"] for row in all_of_them)
    row = record["rows"][0]
    assert row["report_href"] in page("/statements").xpath("//tbody//a/@href")
    named = next(row["who"]["name"] for row in record["rows"] if row["who"])
    found = client.get("/statements.json", params={"visitor": named}).json()
    assert 0 < found["total"] < record["total"]
    days = [row["published"] for row in record["rows"] if row["published"]]
    assert days == sorted(days, reverse=True)
    assert client.get("/claims.json?text=first").json()["total"] > 0


SAID = (
    {},
    {"visitor": "Obama"},
    {"from_": "USA", "until": "2018"},
    {"since": "2000"},
    {"text": "first"},
    {"since": "2000", "text": "visit"},
)


@pytest.mark.parametrize("kinds", ["statements", "claims"])
@pytest.mark.parametrize("asked", SAID, ids=str)
def test_what_was_said_is_what_the_register_gives(client: TestClient, register_path: Path, kinds: str, asked: dict[str, str]) -> None:
    with Register.open(register_path) as register:
        expected, undated = (register.ask_statements if kinds == "statements" else register.ask_claims)(question(None, **asked))
    wanted = {name.rstrip("_"): value for name, value in asked.items()}
    pages = client.get(f"/{kinds}.json", params=wanted).json()
    found = [
        row["id"] for n in range(pages["pages"]) for row in client.get(f"/{kinds}.json", params={**wanted, "page": n + 1}).json()["rows"]
    ]
    assert sorted(found) == sorted(one.finding.id for one in expected)
    assert (pages["total"], pages["undated"], pages["more"]) == (len(expected), undated, False)


def test_a_search_that_stops_early_says_so_and_leads_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = client.get("/statements.json?from=USA").json()["total"]
    monkeypatch.setattr(said_found, "LOOKED_AT", 5)
    monkeypatch.setattr(said_found, "AT_ONCE", 1)
    found: set[str] = set()
    address: str | None = "/statements.json?from=USA"
    steps = 0
    while address:
        record = client.get(address).json()
        found |= {row["id"] for row in record["rows"]}
        further = record["further"] or record["later"]
        address = further and further.replace("/statements?", "/statements.json?")
        steps += 1
        assert steps < 50
    assert steps > 1
    # What has no day is told apart, and not among what is looked further back for.
    assert whole - record["undated"] <= len(found) <= whole


def test_a_statement_that_was_rejected_is_shown_only_when_asked_for(own_register: Path) -> None:
    with client_of(own_register) as client:
        (first, *_) = client.get("/statements.json").json()["rows"]
        with Register.open(own_register) as register:
            register.judge_reject(first["id"], by="Editor", reason="misread", at=AT)
        assert first["id"] not in {row["id"] for row in client.get("/statements.json").json()["rows"]}
        assert first["id"] in {row["id"] for row in client.get("/statements.json?rejected=true").json()["rows"]}


def test_words_of_strangers_are_text(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db", create=True) as register:
        source = report(
            "r/1?<b>",
            text="Foreign Minister Ana Prieto </td><script>alert(1)</script> will visit Strelsau with Minister Jon Rudolf, grain.",
        )
        party = replace(prieto(), actor=replace(prieto().actor, name="<img src=x>"))
        body = replace(contact(), parties=(party,))
        register.keep(reading(source, [finding(source, body, quote="</td><script>alert(1)</script> will visit")]), at=AT)
    with client_of(tmp_path / "r.db") as client:
        for address in ("/visits", "/visits?view=timeline", "/visits?view=map", "/visits?text=<script>x", "/today?day=2024-03-14"):
            text = client.get(address).text
            assert "<script>alert" not in text
            assert "<img src" not in text
            assert "<script>x" not in text


@pytest.fixture
def bare(bare_client: TestClient) -> Iterator[TestClient]:
    """One who comes before there is a register."""
    yield bare_client


@pytest.mark.parametrize("kinds", LISTS)
def test_without_a_register_a_list_says_how_to_begin(bare: TestClient, kinds: str) -> None:
    tree = tree_of(bare, f"/{kinds}")
    assert "/read" in tree.xpath("//main//a/@href")
