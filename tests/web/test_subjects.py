"""The pages of a person, a post, a country and a pair: they count what the register holds; without one the official record stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html
from starlette.testclient import TestClient

from legation.ask.query import contact_of, question
from legation.model import ContactKind, Entry, Status
from legation.official import OfficialRecord
from legation.register.selected import Selected, by_visitor, of_post, visits_from, visits_to
from legation.register.store import Register
from legation.web.app import create_app
from legation.web.desk import Settings
from legation.web.official_shown import of_country, of_person
from legation.web.official_shown import of_post as recorded_of_post

from .conftest import HERE

MADE = (Status.OCCURRED, Status.UNDER_WAY)
AHEAD = (Status.PLANNED, Status.PROPOSED, Status.INVITED)


@pytest.fixture(scope="module")
def desk(register_path: Path) -> Iterator[TestClient]:
    """One desk for all of these tests: the packaged tables take seconds to load."""
    with TestClient(create_app(Settings(register=register_path)), base_url=HERE) as asking:
        yield asking


@pytest.fixture(scope="module")
def bare(desk: TestClient, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk without a register, with the tables of the other."""
    app = create_app(Settings(register=tmp_path_factory.mktemp("bare") / "legation.db"))
    app.state.desk._official = desk.app.state.desk.official()  # type: ignore[attr-defined]
    with TestClient(app, base_url=HERE) as asking:
        yield asking


@pytest.fixture(scope="module")
def official(desk: TestClient) -> OfficialRecord:
    held: OfficialRecord = desk.app.state.desk.official()  # type: ignore[attr-defined]
    return held


@pytest.fixture(scope="module")
def visits(register_path: Path) -> tuple[Entry, ...]:
    with Register.open(register_path) as register:
        return register.ask(question(ContactKind.VISIT)).entries


def told(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    return answer.json()


def visitors(entry: Entry, **values: str | None) -> bool:
    """Whether a visitor of an entry has all of these values."""
    actors = [party.actor for party in contact_of(entry).parties if party.role == "visitor"]
    return any(all(getattr(actor, name) == value for name, value in values.items()) for actor in actors)


def lands(entry: Entry) -> set[str | None]:
    contact = contact_of(entry)
    return {contact.destination, *(stop.place.country for stop in contact.stops)} - {None}


def homes(entry: Entry) -> set[str | None]:
    return {party.actor.country for party in contact_of(entry).parties if party.role == "visitor"}


def busiest(visits: tuple[Entry, ...]) -> tuple[str, str]:
    """Wikidata id and name of the visitor of most visits that took place."""
    counts: dict[tuple[str, str], int] = {}
    for entry in visits:
        for party in contact_of(entry).parties:
            if party.role == "visitor" and party.actor.wikidata and party.actor.name and contact_of(entry).status in MADE:
                key = (party.actor.wikidata, party.actor.name)
                counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: (counts[key], key))


def busiest_pair(visits: tuple[Entry, ...]) -> tuple[str, str]:
    """Countries of the visitor and of the place of most visits."""
    counts: dict[tuple[str, str], int] = {}
    for entry in visits:
        for home in {party.actor.country for party in contact_of(entry).parties if party.role == "visitor"} - {None}:
            for land in lands(entry) - {home}:
                counts[str(home), str(land)] = counts.get((str(home), str(land)), 0) + 1
    return max(counts, key=lambda key: (counts[key], key))


def test_a_person_has_the_visits_that_the_register_holds(desk: TestClient, visits: tuple[Entry, ...]) -> None:
    wikidata, name = busiest(visits)
    by_id, by_name = (told(desk, f"/people/{quote(asked)}.json")["person"] for asked in (wikidata, name))
    assert by_id == by_name
    own = [contact_of(entry).status for entry in visits if visitors(entry, wikidata=wikidata)]
    held = by_id["held"]["visits"]
    assert (held["made"], held["planned"]) == (sum(s in MADE for s in own), sum(s in AHEAD for s in own))
    assert held["off"] == len(own) - held["made"] - held["planned"]
    assert sum(year["count"] for year in held["years"]) + held["undated"] == held["made"]
    assert by_id["posts"], "a visitor with an id holds a post"
    assert by_id["held"]["last"][0]["status"] in MADE


def test_the_page_of_a_person_shows_what_its_twin_holds(desk: TestClient, visits: tuple[Entry, ...]) -> None:
    wikidata, name = busiest(visits)
    record = told(desk, f"/people/{wikidata}.json")["person"]
    tree = html.fromstring(desk.get(f"/people/{wikidata}").text)
    words = " ".join(tree.text_content().split())
    assert name in tree.xpath("string(//h1)")
    for row in record["held"]["last"]:
        assert tree.xpath(f"//main//a[@href='{row['href']}']")
    for country in record["held"]["countries"]:
        assert country["name"] in words
    assert "Natural Earth" in words
    assert "Counted are contacts that took place" in words
    assert not tree.xpath("//@style | //main//script")


def test_several_of_one_name_are_offered_and_a_stranger_is_told_where_to_look(desk: TestClient) -> None:
    record = told(desk, "/people/Clinton.json")
    assert record["person"] is None
    assert {"Bill Clinton", "Hillary Clinton"} <= {one["name"] for one in record["choices"]}
    evil = '<script>alert(1)</script>"'
    answer = desk.get(f"/people/{quote(evil, safe='')}")
    assert answer.status_code == 200
    assert evil not in answer.text
    assert "<script>alert" not in answer.text
    tree = html.fromstring(answer.text)
    assert "Nobody is known" in tree.xpath("string(//h1)")
    assert any(href.startswith("/statements?visitor=") for href in tree.xpath("//main//a/@href"))


def test_a_country_has_the_visits_each_way(desk: TestClient, visits: tuple[Entry, ...]) -> None:
    home, land = busiest_pair(visits)
    for code in (home, land):
        held = told(desk, f"/countries/{code}.json")["held"]
        there = [
            e for e in visits if code in lands(e) and any(p.actor.country != code for p in contact_of(e).parties if p.role == "visitor")
        ]
        abroad = [e for e in visits if visitors(e, country=code) and contact_of(e).destination != code]
        assert held["to"]["made"] == sum(contact_of(e).status in MADE for e in there)
        assert held["from"]["made"] == sum(contact_of(e).status in MADE for e in abroad)
        assert code not in {one["code"] for one in (*held["guests"], *held["hosts"])}


def test_a_country_is_found_by_name_and_a_word_that_is_none_says_so(desk: TestClient) -> None:
    assert told(desk, "/countries/canada.json")["code"] == "CAN"
    unknown = desk.get("/countries/Ruritania")
    assert unknown.status_code == 404
    assert "no country goes by" in unknown.text.casefold()
    several = desk.get("/countries/congo")
    assert several.status_code in (200, 404)
    if several.status_code == 404:
        assert "COD" in several.text


def test_a_pair_has_the_visits_each_way_and_the_first_and_last_of_each_post(desk: TestClient, visits: tuple[Entry, ...]) -> None:
    home, land = busiest_pair(visits)
    record = told(desk, f"/countries/{home}/{land}.json")
    there, back = record["ways"]
    for way, (one, other) in ((there, (home, land)), (back, (land, home))):
        own = [entry for entry in visits if visitors(entry, country=one) and other in lands(entry)]
        assert way["made"] == sum(contact_of(e).status in MADE for e in own)
        assert way["planned"] == sum(contact_of(e).status in AHEAD for e in own)
        for post in way["posts"]:
            made = [e for e in own if visitors(e, country=one, post_class=post["post"], elect=False, former=False)]
            assert post["count"] == sum(contact_of(e).status in MADE for e in made)
    assert there["posts"]
    mirrored = told(desk, f"/countries/{land}/{home}.json")
    assert [way["made"] for way in mirrored["ways"]] == [back["made"], there["made"]]
    assert mirrored["together"] == record["together"]
    assert desk.get(f"/countries/{home}/{home}").status_code == 400


def test_a_post_has_its_holders_with_their_visits(desk: TestClient, visits: tuple[Entry, ...]) -> None:
    record = told(desk, "/posts/foreign_minister.json?country=USA")
    assert record["name"] == "Secretary of State"
    names = [one["name"] for one in record["holders"]]
    assert names.index("Colin Powell") < names.index("Condoleezza Rice") < names.index("Hillary Clinton") < names.index("John Kerry")
    own = [e for e in visits if visitors(e, country="USA", post_class="foreign_minister", elect=False, former=False)]
    assert record["held"]["visits"]["made"] == sum(contact_of(e).status in MADE for e in own)
    assert sum(one["visits"] for one in record["holders"]) >= record["held"]["visits"]["made"] > 0
    assert told(desk, "/posts/Secretary%20of%20State.json?country=USA")["post"] == "foreign_minister"
    everywhere = told(desk, "/posts/foreign_minister.json")
    assert {"USA", "CAN"} <= {one["code"] for one in everywhere["countries"]}
    assert desk.get("/posts/keeper of the swans?country=USA").status_code == 404


def test_what_is_planned_lies_ahead_and_is_in_order(register_path: Path) -> None:
    with Register.open(register_path) as register:
        found = Selected.of(register, visits_from("USA"))
        planned = [row for row in found.rows if row.status in AHEAD and row.high is not None]
        assert planned, "the samples tell of plans"
        earliest = min(row.high for row in planned if row.high)
        rows = found.next(date.fromordinal(earliest), 100)
        assert len(rows) >= len(planned)
        assert {row.status for row in rows} <= {*AHEAD, Status.UNDER_WAY}
        assert found.next(date(2500, 1, 1), 100) == ()


def test_a_selection_leaves_out_what_a_person_has_rejected_and_other_kinds(register_path: Path) -> None:
    with Register.open(register_path) as register:
        to_all = {row.number for row in Selected.of(register, visits_to("USA")).rows}
        kinds = {row[0] for row in register.connection.execute("SELECT DISTINCT kind FROM entries WHERE destination = 'USA'")}
        assert len(kinds) > 1
        numbers = {row[0] for row in register.connection.execute("SELECT number FROM entries WHERE kind = 'visit'")}
        assert to_all <= numbers
        assert Selected.of(register, by_visitor(())).rows == ()
        assert Selected.of(register, by_visitor(())).counts().made == 0
        wide = {row.number for row in Selected.of(register, of_post("foreign_minister", None)).rows}
        assert {row.number for row in Selected.of(register, of_post("foreign_minister", "USA")).rows} < wide


def test_without_a_register_the_official_record_stands_alone(bare: TestClient) -> None:
    for path in ("/people/Antony%20Blinken", "/countries/CAN", "/countries/USA/CAN", "/posts/foreign_minister?country=USA"):
        tree = html.fromstring(bare.get(path).text)
        words = tree.text_content()
        assert "There is no register yet" in words, path
        assert "Office of the Historian" in words, path
    record = told(bare, "/people/Antony%20Blinken.json")["person"]
    assert record["held"] is None
    assert record["official"]["count"] > 200
    assert told(bare, "/countries/FRA/DEU.json")["official"] == []


def test_the_official_record_counts_each_trip_once(official: OfficialRecord) -> None:
    to, from_ = of_country(official, "FJI")
    assert to["count"] == sum(year["count"] for year in to["years"]) == len({row["id"] for row in to["timeline"]})
    assert "Colin" not in str(from_)
    assert all(row["href"].startswith("/reports/historian") for row in to["timeline"])
    trudeau = of_person(official, "Justin Trudeau", None, "CAN")
    assert trudeau is not None and trudeau["first"]["first"] >= "2015-11"
    rice = of_person(official, "Condoleezza Rice", None, "USA")
    assert rice is not None and {year["year"] for year in rice["years"]} == {2005, 2006, 2007, 2008}
    assert of_person(official, "Nobody Atall", None, "CAN") is None
    assert recorded_of_post(official, "foreign_minister", "CAN") is None
