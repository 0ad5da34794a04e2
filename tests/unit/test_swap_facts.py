"""The swaps are true to the tables of occupancies, complete, and checked by rules that can fail."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import swap
from swap import Row, Swap

TABLE = Path(__file__).parents[2] / "src" / "legation" / "tables" / "data" / "occupancies.tsv"
# words of grammar and titles which two countries may share
SHARED = {"his", "him", "he", "He", "mr", "noun", "start", "tenure", "election"}
SHARED_SLOTS = {"leader.post", "ambassador.post", "previous.month"}
REGIONS = {
    "africa": "EGY KEN NGA ZAF",
    "east_asia": "CHN JPN KOR",
    "south_asia": "IND",
    "southeast_asia": "IDN THA VNM",
    "oceania": "AUS",
    "europe": "DEU ESP EST FIN FRA GBR HUN ITA NOR POL SWE UKR",
    "middle_east": "ISR TUR",
    "latin_america": "ARG BRA MEX",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """One line of the table of occupancies."""

    person: str
    start: str
    end: str


@pytest.fixture(scope="module")
def swaps() -> tuple[Swap, ...]:
    return swap.load_swaps()


@pytest.fixture(scope="module")
def invented(swaps: tuple[Swap, ...]) -> tuple[Swap, ...]:
    return swaps[1:]


@pytest.fixture(scope="module")
def occupancies() -> dict[tuple[str, str], list[Occupancy]]:
    held: dict[tuple[str, str], list[Occupancy]] = {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            occupancy = Occupancy(person=row["person"], start=row["start"], end=row["end"])
            held.setdefault((row["country"], row["post"]), []).append(occupancy)
    return held


def bounds(day: str) -> tuple[date, date]:
    """The first and the last day that a year, a month or a day may mean."""
    year, month, exact = (*(int(part) for part in day.split("-")), 0, 0)[:3]
    last_month = month or 12
    last = exact or calendar.monthrange(year, last_month)[1]
    return date(year, month or 1, exact or 1), date(year, last_month, last)


def is_person(fact: Mapping[str, Any], listed: str) -> bool:
    """Whether a typed name and a name of the table are one person's, one of them perhaps fuller."""
    typed, known = (set(swap.fold(name).split()) for name in (fact.get("listed", fact["name"]), listed))
    return typed <= known or known <= typed


def held_on(fact: Mapping[str, Any], rows: Iterable[Occupancy], day: date) -> bool:
    """Whether a person certainly held the post on a day, coarse dates read narrowly."""
    return any(is_person(fact, row.person) and bounds(row.start)[1] <= day and (not row.end or day <= bounds(row.end)[0]) for row in rows)


def held_within(fact: Mapping[str, Any], rows: Iterable[Occupancy], span: str) -> bool:
    """Whether a person held the post on some day of a month or year."""
    first, last = bounds(span)
    return any(
        is_person(fact, row.person) and bounds(row.start)[0] <= last and (not row.end or bounds(row.end)[1] >= first) for row in rows
    )


def in_office_since(fact: Mapping[str, Any], rows: Iterable[Occupancy], day: date) -> date:
    """The day on which the term that runs on a day began."""
    return max(bounds(row.start)[0] for row in rows if is_person(fact, row.person) and bounds(row.start)[0] <= day)


def test_there_are_twenty_pairs_of_countries_besides_the_seed(invented: tuple[Swap, ...]) -> None:
    assert len({(one.facts["a"]["code"], one.facts["b"]["code"]) for one in invented}) == 20


def test_the_seeds_own_facts_give_the_seed_back(swaps: tuple[Swap, ...]) -> None:
    assert swaps[0].text == swap.load_seed()


def test_every_slot_differs_from_the_seed(invented: tuple[Swap, ...]) -> None:
    slots, _ = swap.load_facts()
    for one in invented:
        put = swap.values(one.facts)
        same = [slot.value for slot in slots if put[slot.value] == slot.surface]
        assert [key for key in same if key not in SHARED_SLOTS and key.split(".")[-1] not in SHARED] == [], one.name


def test_no_name_of_the_seed_is_left(swaps: tuple[Swap, ...], invented: tuple[Swap, ...]) -> None:
    seed = swaps[0].facts
    people = [word for group in seed.values() if isinstance(group, dict) and "name" in group for word in group["name"].split()]
    places = [seed[group][key] for group in ("a", "b") for key in ("country", "capital", "adjective")]
    venues = [seed["b"][key] for key in ("city", "region", "district", "alternative", "legislature")]
    others = ["Jos", "US", "White House", "Charlevoix", "Haiti", "Arctic", "Joel-Denis", "Bellavance", "The Press", "COVID-19", "G7"]
    for one in invented:
        left = [name for name in (*people, *places, *venues, *others) if re.search(rf"(?<![\w-]){re.escape(name)}\b", one.text)]
        assert left == [], one.name


def test_visitor_and_host_hold_their_posts_on_the_day_and_on_the_trip(
    invented: tuple[Swap, ...], occupancies: dict[tuple[str, str], list[Occupancy]]
) -> None:
    for one in invented:
        a, b, visitor = one.facts["a"]["code"], one.facts["b"]["code"], one.facts["visitor"]
        for day in (one.facts["trip"], one.published, *one.facts["stops"]):
            assert held_on(visitor, occupancies[a, visitor["office"]], day), (one.name, visitor["name"], day)
            assert held_on(one.facts["host"], occupancies[b, "foreign_minister"], day), (one.name, one.facts["host"]["name"], day)


def test_the_predecessor_visited_in_office_and_under_the_former_leader(
    invented: tuple[Swap, ...], occupancies: dict[tuple[str, str], list[Occupancy]]
) -> None:
    for one in invented:
        a, previous, former = one.facts["a"]["code"], one.facts["previous"], one.facts["former"]
        month = swap.month_of(previous["month"])
        assert held_within(previous, occupancies[a, one.facts["visitor"]["office"]], month), one.name
        assert held_within(former, occupancies[a, one.facts["leader"]["office"]], month), one.name
        assert bounds(month)[1] < in_office_since(one.facts["leader"], occupancies[a, one.facts["leader"]["office"]], one.published)


def test_the_ambassador_and_both_leaders_are_in_office(
    invented: tuple[Swap, ...], occupancies: dict[tuple[str, str], list[Occupancy]]
) -> None:
    for one in invented:
        a, b, leader, head = one.facts["a"]["code"], one.facts["b"]["code"], one.facts["leader"], one.facts["head"]
        assert held_on(one.facts["ambassador"], occupancies[b, f"ambassador_to:{a}"], one.published), one.name
        assert held_on(leader, occupancies[a, leader["office"]], one.published), one.name
        first_call = in_office_since(leader, occupancies[a, leader["office"]], one.published) + timedelta(days=7)
        for day in (first_call, one.published):
            assert held_on(head, occupancies[b, head["office"]], day), (one.name, head["name"], day)


def test_earlier_leaders_travel_within_their_terms(invented: tuple[Swap, ...], occupancies: dict[tuple[str, str], list[Occupancy]]) -> None:
    for one in invented:
        former, breaker, restorer, leader = (one.facts[key] for key in ("former", "breaker", "restorer", "leader"))
        rows = occupancies[one.facts["a"]["code"], leader["office"]]
        months = swap.month_of(former["month"]), swap.month_of(restorer["month"])
        assert held_within(former, rows, months[0]), one.name
        assert held_within(breaker, rows, breaker["year"]), one.name
        assert held_within(restorer, rows, months[1]), one.name
        began = in_office_since(restorer, rows, bounds(months[1])[1])
        assert bounds(months[1])[0] - began < timedelta(days=150), one.name
        assert any(is_person(breaker, row.person) and row.end and abs(bounds(row.end)[0] - began).days < 45 for row in rows), one.name
        assert len({person["name"] for person in (former, breaker, restorer, leader)}) == 4


def test_first_destinations_fall_in_the_first_year_of_office(
    invented: tuple[Swap, ...], occupancies: dict[tuple[str, str], list[Occupancy]]
) -> None:
    for one in invented:
        breaker = one.facts["breaker"]
        rows = occupancies[one.facts["a"]["code"], one.facts["leader"]["office"]]
        began = in_office_since(breaker, rows, bounds(breaker["year"])[1])
        assert int(breaker["year"]) - began.year <= 1, one.name


def test_terms_have_the_length_that_the_text_says(invented: tuple[Swap, ...], occupancies: dict[tuple[str, str], list[Occupancy]]) -> None:
    years = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "nine": 9, "ten": 10, "16": 16}
    for one in invented:
        former = one.facts["former"]
        said = years.get(former["term"].removesuffix("-year"))
        if said is None:
            continue
        rows = occupancies[one.facts["a"]["code"], one.facts["leader"]["office"]]
        lengths = [(bounds(row.end)[0] - bounds(row.start)[0]).days / 365.25 for row in rows if is_person(former, row.person) and row.end]
        assert any(abs(length - said) < 0.9 for length in lengths), (one.name, lengths)


def test_the_invitation_comes_at_the_beginning_of_the_term(
    invented: tuple[Swap, ...], occupancies: dict[tuple[str, str], list[Occupancy]]
) -> None:
    for one in invented:
        rows = occupancies[one.facts["a"]["code"], one.facts["leader"]["office"]]
        began = in_office_since(one.facts["leader"], rows, one.published)
        days = (bounds(swap.month_of(one.facts["invited"]["month"]))[1] - began).days
        assert -160 <= days <= 100, (one.name, days)


def test_days_follow_publication_and_the_trip_came_within_a_month(swaps: tuple[Swap, ...]) -> None:
    for one in swaps:
        first, second = one.facts["stops"]
        assert 1 <= (first - one.published).days <= 6 and (second - first).days == 1, one.name
        assert (second - one.published).days <= 6, one.name
        assert 14 <= (first - one.facts["trip"]).days <= 31 and one.facts["trip"] < one.published, one.name


def test_the_swaps_are_various(invented: tuple[Swap, ...]) -> None:
    facts = [one.facts for one in invented]
    offices = {fact["visitor"]["office"] for fact in facts}
    region_of = {code: region for region, codes in REGIONS.items() for code in codes.split()}
    assert {"foreign_minister", "head_of_government", "head_of_state", "defence_minister"} <= offices
    assert len({region_of[fact["a"]["code"]] for fact in facts}) >= 5 and len({region_of[fact["b"]["code"]] for fact in facts}) >= 5
    assert sum(bool(fact["visitor"].get("she")) for fact in facts) >= 5 and sum(bool(fact["host"].get("she")) for fact in facts) >= 3
    assert sum(fact["stops"][0].month != fact["stops"][1].month for fact in facts) >= 3
    assert len({fact["stops"][0].weekday() for fact in facts}) >= 4
    assert min(one.published.year for one in invented) <= 2004 and max(one.published.year for one in invented) >= 2022


def test_what_the_rows_ask_is_said_in_the_text(swaps: tuple[Swap, ...]) -> None:
    for one in swaps:
        for row in one.rows:
            for words in () if isinstance(row, swap.SaidRow) else (*row.people, *row.topics, row.place, row.host):
                assert words is None or swap.holds(one.text, words), (one.name, row.name, words)
        for day in one.facts["stops"]:
            assert f"on {day:%A}" in one.text, one.name
        assert f"on {swap.day_values(one.facts)['trip']}." in one.text, one.name


def test_the_scars_of_the_seed_are_kept(swaps: tuple[Swap, ...]) -> None:
    for one in swaps:
        put = swap.values(one.facts)
        for scar in ("beyond beyond", "”said", f"{put['outlet']}last week", f"[{put['leader.name']}]", put["leader.scarred"]):
            assert scar in one.text, (one.name, scar)
        assert ("Mr.me" in one.text) is bool(one.facts["host"].get("she")), one.name
        assert put["leader.scarred"] != put["leader.name"]


def party(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "surface": name, "post": None, "country": None} | more


def visit(**more: Any) -> dict[str, Any]:
    where = {"destination": "FJI", "stops": [], "starts": None}
    return {"visitors": [party("Ana Prieto")], "hosts": [], **where, "status": "occurred", "topics": []} | more


def row(**more: Any) -> Row:
    return replace(Row(name="row", of="visit", people=("Prieto",), to="FJI"), **more)


@pytest.mark.parametrize(
    ("told", "asked", "met"),
    [
        (visit(), row(), True),
        (visit(visitors=[party("Prietova")]), row(), False),
        (visit(destination="TON"), row(), False),
        (visit(status="planned"), row(status="occurred"), False),
        (visit(starts="2019-08-21"), row(starts="2019-08"), True),
        (visit(starts="[2019-08-02..2019-08-30]"), row(starts="2019-08"), True),
        (visit(starts="2019"), row(starts="2019-08"), False),
        (visit(starts="XXXX-08"), row(starts="2019-08"), False),
        (visit(starts=None), row(starts="2019"), False),
        (visit(stops=[{"place": "Suva", "arrives": "2019-08-21"}]), row(place="Suva", arrives="2019-08-21"), True),
        (visit(stops=[{"place": "Suva", "arrives": "2019-08-22"}]), row(place="Suva", arrives="2019-08-21"), False),
        (visit(hosts=[party("Tevita Mara")]), row(host="Mara"), True),
        (visit(hosts=[party("Tevita Mara")]), row(host="Vuki"), False),
        (visit(visitors=[party("Prieto", post="Minister of Foreign Affairs", country="RUR")]), row(posts=("foreign affairs",)), True),
        (visit(visitors=[party("Prieto", post="Minister of Trade", country="RUR")]), row(posts=("foreign affairs",)), False),
        (visit(), row(country="RUR"), False),
        (visit(stops=[{"place": "Nadi", "arrives": None}]), row(of="nowhere", place="Nadi"), False),
        (visit(stops=[{"place": "Suva", "arrives": None}]), row(of="nowhere", place="Nadi"), True),
        (visit(topics=[{"text": "war in Rurik"}, {"text": "cod"}]), row(of="agenda", topics=("Rurik", "cod"), at_least=2), True),
        (visit(topics=[{"text": "war in Rurik"}]), row(of="agenda", topics=("Rurik", "cod"), at_least=2), False),
    ],
)
def test_check_meets_and_refuses(told: dict[str, Any], asked: Row, met: bool) -> None:
    assert swap.check({"visits": [told], "meetings": []}, [asked]) == {"row": met}


def test_check_wants_both_in_a_meeting() -> None:
    asked = Row(name="row", of="meeting", people=("Prieto", "Mara"), place="Suva", starts="2019-08-21", status="occurred")
    both = [party("Ana Prieto"), party("Mara")]
    told = {"participants": both, "place": "Suva", "starts": "2019-08-21", "status": "occurred", "topics": []}
    assert swap.check({"visits": [visit()], "meetings": [told]}, [asked]) == {"row": True}
    assert swap.check({"visits": [visit()], "meetings": [told | {"participants": [party("Mara")]}]}, [asked]) == {"row": False}


def test_a_record_without_visits_meets_nothing(swaps: tuple[Swap, ...]) -> None:
    met = swap.check({"visits": [], "meetings": []}, swaps[1].rows)
    assert len(met) == 34 and not any(met.values())
