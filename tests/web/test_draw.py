"""The drawings: no line across a map, cities in their countries, days at their places, and nothing of a reader's words run as markup."""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from legation.web.draw import itinerary_map, timeline, world_map, years
from legation.web.draw.shapes import WIDTH, Level, Point, cut, flat, outline, project, rings
from legation.web.draw.ticks import MOST, ticks
from legation.web.draw.views import WHOLE, view_of

HALF = WIDTH / 2
EVIL = '<script>alert("x")</script>'
INLAND = (
    ("FJI", 177.42, -17.80),
    ("FJI", 179.36, -16.43),
    ("RUS", 37.62, 55.75),
    ("RUS", -172.90, 66.50),
    ("CAN", -75.69, 45.41),
    ("LSO", 27.60, -29.31),
    ("NZL", 175.61, -40.36),
    ("USA", 179.00, 51.50),
    ("ATA", 0.0, -89.0),
    ("ATA", 166.0, -78.5),
)
ON_THE_COAST = (("FJI", 178.44, -18.14), ("WSM", -171.77, -13.83), ("RUS", 177.52, 64.73), ("JPN", 139.69, 35.69))
"""Towns at the water: the lines of the map are thinned, so that these may lie a little beside their country."""


@pytest.mark.parametrize(("country", "lon", "lat"), INLAND)
def test_places_lie_in_their_countries(country: str, lon: float, lat: float) -> None:
    assert lies_in(country, lon, lat)


@pytest.mark.parametrize(("country", "lon", "lat"), ON_THE_COAST)
def test_towns_on_the_coast_lie_in_their_countries_or_right_beside_them(country: str, lon: float, lat: float) -> None:
    assert lies_in(country, lon, lat) or distance_to(country, lon, lat) < 0.12


def test_a_place_does_not_lie_in_another_country() -> None:
    assert not lies_in("FJI", -171.77, -13.83)
    assert not lies_in("ZAF", 28.30, -29.60)
    assert not lies_in("CAN", -77.04, 38.90)


@settings(max_examples=15)
@given(st.integers(-179, 180), st.sampled_from(("coarse", "fine")))
def test_no_line_runs_across_the_map_wherever_it_is_cut(meridian: int, level: Level) -> None:
    for ring in rings(level):
        for part in cut(ring, meridian):
            placed = [flat(lon - meridian, lat) for lon, lat in part]
            assert all(abs(x) <= HALF + 1e-6 for x, _ in placed)
            assert all(abs(x - placed[i - 1][0]) < HALF for i, (x, _) in enumerate(placed)), ring.country


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=8))
def test_a_view_shows_all_its_points(points: list[Point]) -> None:
    view = view_of(points)
    for x, y in (view.place(lon, lat) for lon, lat in points):
        assert -0.01 <= x <= WIDTH + 0.01
        assert y <= view.drawn_height + 0.01
        # The far north is cut off where nobody travels.
        assert y >= -0.01 or view.zoom == 1


@settings(max_examples=30)
@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(-180, 180))
def test_a_point_lies_on_the_map_whatever_its_middle(lon: float, lat: float, meridian: int) -> None:
    x, y = project(lon, lat, meridian)
    assert abs(x) <= HALF + 1e-6
    assert abs(y) <= 125


def test_points_on_both_sides_of_the_antimeridian_are_shown_together() -> None:
    suva, apia = (178.44, -18.14), (-171.77, -13.83)
    view = view_of([suva, apia])
    one, other = view.place(*suva), view.place(*apia)
    assert view.zoom > 5
    assert one[0] < other[0], "Samoa lies to the east of Fiji"


def test_visits_around_the_pacific_are_shown_with_it_in_the_middle_and_others_are_not() -> None:
    pacific = [(139.69, 35.69), (151.2, -33.87), (174.76, -36.85), (-171.77, -13.83), (-77.04, 38.9)]
    assert view_of(pacific).meridian == 150
    assert view_of([*pacific, (2.35, 48.85), (36.8, -1.3), (-47.9, -15.8)]).meridian == 0
    assert view_of([]) == WHOLE


def test_the_page_on_the_drawings_names_the_digest_of_the_shapes() -> None:
    root = Path(__file__).resolve().parents[2]
    digest = sha256((root / "src" / "legation" / "web" / "data" / "world.json.gz").read_bytes()).hexdigest()
    assert digest in (root / "docs" / "decisions" / "0019-the-desk-drawings.md").read_text(encoding="utf-8")
    assert "Natural Earth" in (root / "NOTICE").read_text(encoding="utf-8")


def test_the_world_is_small_enough_for_a_page_and_shows_one_country_apart() -> None:
    assert len(outline(WHOLE)) < 60_000
    assert 0 < len(outline(WHOLE, "FRA")) < 1000
    assert outline(WHOLE, "XXX") == ""
    assert "nan" not in outline(WHOLE)


def test_a_map_escapes_its_words_and_says_what_it_shows() -> None:
    drawn = world_map([{"lat": 45.4, "lon": -75.7, "label": EVIL, "count": 3, "href": '/visits?a="b"'}], label=EVIL)
    tree = html.fromstring(drawn)
    assert EVIL not in drawn
    assert tree.xpath("//script") == []
    assert tree.xpath("//*[local-name()='title']")[0].text == EVIL
    assert tree.xpath("//a/@href") == ['/visits?a="b"']
    assert not re.search(r"\sstyle=|\son\w+=", drawn)


def test_a_map_of_nothing_is_nothing_but_a_country_can_be_shown_alone() -> None:
    assert world_map([], label="none") == ""
    assert world_map([{"lat": None, "lon": None, "label": "somewhere"}], label="none") == ""
    assert 'class="own"' in world_map([], label="Russia", country="RUS")


def test_circles_are_as_large_as_their_counts() -> None:
    places = [{"lat": 0, "lon": 0, "label": "few", "count": 4}, {"lat": 40, "lon": 90, "label": "many", "count": 64}]
    many, few = (float(r) for r in etree.fromstring(world_map(places, label="two")).xpath("//circle/@r"))
    assert many / few == pytest.approx(4, rel=0.1)


def test_what_is_planned_is_drawn_otherwise_than_what_took_place() -> None:
    places = [{"lat": 0, "lon": 0, "label": status, "status": status} for status in ("occurred", "planned", "denied")]
    shapes = etree.fromstring(world_map(places, label="three")).xpath("//circle/@class")
    assert sorted(shapes) == ["point made", "point off", "point planned"]


def test_an_itinerary_numbers_its_stops_and_joins_those_that_touch() -> None:
    stops = [
        {"lat": 45.42, "lon": -75.70, "place": "Ottawa"},
        {"lat": 45.50, "lon": -73.57, "place": "Montreal"},
        {"lat": 45.48, "lon": -75.65, "place": "Gatineau"},
        {"lat": None, "lon": None, "place": "a place without a position"},
        {"lat": 43.70, "lon": -79.42, "place": EVIL},
    ]
    drawn = itinerary_map(stops)
    numbers = etree.fromstring(drawn).xpath("//*[@class='number']/text()")
    assert numbers == ["1, 3", "2", "5"]
    assert EVIL not in drawn
    assert itinerary_map([]) == ""


def test_the_way_over_the_antimeridian_is_split_where_the_map_is_cut() -> None:
    stops = [{"lat": 37.57, "lon": 126.98, "place": "Seoul"}, {"lat": 38.9, "lon": -77.0, "place": "Washington"}]
    stops.append({"lat": 48.85, "lon": 2.35, "place": "Paris"})
    legs = etree.fromstring(itinerary_map(stops)).xpath("//*[@class='leg']/@d")
    assert len(legs) == 3
    for leg in legs:
        xs = [float(pair.split()[0]) for pair in leg[1:].split("L")]
        assert all(abs(b - a) < HALF for a, b in pairwise(xs))


def test_a_timeline_draws_statuses_apart_and_open_ends_broken() -> None:
    drawn = timeline(
        [
            row("one", "2022-01-03", "2022-03-30", "occurred"),
            row("two", "2022-05-01", None, "planned", open_end=True),
            row("three", None, "2022-07-09", "cancelled"),
        ]
    )
    tree = html.fromstring(drawn)
    shapes = tree.xpath("//ol//*[contains(@class, 'bar ')]/@class")
    assert shapes == ["bar made", "bar planned", "bar off"]
    assert len(tree.xpath("//ol//*[local-name()='line'][@class='open']")) == 2
    words = " ".join(tree.text_content().split())
    assert "from 1 May 2022" in words
    assert "until 9 July 2022" in words
    assert "day not known exactly" in words


def test_a_timeline_escapes_and_names_what_has_no_day() -> None:
    drawn = timeline([row(EVIL, "2022-01-03", "2022-01-03", "occurred"), row(f"undated {EVIL}", None, None, "planned")])
    tree = html.fromstring(drawn)
    assert EVIL not in drawn
    assert "Day not known" in tree.text_content()
    assert len(tree.xpath("//ol/li")) == 1


def test_a_timeline_of_one_row_of_none_and_of_too_many() -> None:
    assert timeline([]) == ""
    one = html.fromstring(timeline([row("one", "2024-05-02", "2024-05-02", "occurred")]))
    assert len(one.xpath("//ol/li")) == 1
    many = html.fromstring(timeline([row(str(n), f"{1990 + n % 30}-05-02", None, "occurred") for n in range(61)]))
    assert many.xpath("//ol") == []
    assert "61 by year" in many.text_content()
    months = html.fromstring(timeline([row(str(n), f"2024-0{1 + n % 9}-02", None, "occurred") for n in range(61)]))
    assert "by month" in months.text_content()


def test_days_lie_on_the_timeline_in_their_order_and_within_it() -> None:
    rows = [row(str(n), f"{1905 + 10 * n}-03-04", f"{1906 + 10 * n}-03-04", "occurred") for n in range(12)]
    tree = html.fromstring(timeline(rows, today="2016-01-01"))
    shares = [float(x.rstrip("%")) for x in tree.xpath("//ol//rect/@x | //ol//li/svg/svg/@x")]
    assert len(shares) == 12
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 100


@settings(max_examples=60)
@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)), st.integers(2, 130 * 366))
def test_a_scale_has_few_ticks_in_order_within_its_days(first: date, length: int) -> None:
    last = first + timedelta(length)
    days = [day for day, _, _ in ticks(first, last)]
    assert days == sorted(set(days))
    assert all(first <= day <= last for day in days)
    assert len(days) <= MOST + 2
    assert days or length < 62


def test_years_have_a_bar_each_with_its_link_and_its_number_in_words() -> None:
    drawn = years(
        [{"year": 2020, "count": 3, "href": "/visits?since=2020"}, {"year": 2023, "count": 5, "planned": 2, "href": '/a"b'}], label=EVIL
    )
    tree = html.fromstring(drawn)
    assert EVIL not in drawn
    assert tree.xpath("//svg//a/@href") == ["/visits?since=2020", '/a"b']
    assert [" ".join(li.text_content().split()) for li in tree.xpath("//li")] == ["2020: 3", "2023: 5, 2 planned besides"]
    heights = [float(h) for h in tree.xpath("//rect[@class='bar made']/@height")]
    assert heights[0] / heights[1] == pytest.approx(3 / 5, abs=0.01)
    assert tree.xpath("//svg/@role") == ["group"]
    assert years([], label="none") == ""


def test_years_of_a_century_keep_their_words_apart() -> None:
    tree = html.fromstring(years([{"year": year, "count": 1} for year in range(1905, 2026)]))
    named = tree.xpath("//*[@class='tick']/text()")
    assert 4 <= len(named) <= 8
    assert all(int(year) % 10 == 0 for year in named)


def test_months_are_counted_where_they_are_told() -> None:
    tree = html.fromstring(years([{"year": 2020, "month": 11, "count": 3}, {"year": 2021, "month": 2, "count": 5}]))
    assert [" ".join(li.text_content().split()) for li in tree.xpath("//li")] == ["November 2020: 3", "February 2021: 5"]
    assert tree.xpath("//*[@class='tick']/text()") == ["Nov 20", "Dec 20", "Jan 21", "Feb 21"]


def row(label: str, first: str | None, last: str | None, status: str, **more: bool) -> dict[str, object]:
    return {"id": label, "label": label, "href": f"/visits/{len(label)}", "first": first, "last": last, "status": status, **more}


def lies_in(country: str, lon: float, lat: float) -> bool:
    """Whether a point lies in a country, holes not counted."""
    inside = sum(crosses(ring.points, lon + turn, lat) for ring in rings("fine") if ring.country == country for turn in (-360, 0, 360))
    return inside % 2 == 1


def crosses(points: tuple[Point, ...], lon: float, lat: float) -> bool:
    found = False
    for i, (x1, y1) in enumerate(points):
        x0, y0 = points[i - 1]
        if (y1 > lat) != (y0 > lat) and lon < (x0 - x1) * (lat - y1) / (y0 - y1) + x1:
            found = not found
    return found


def distance_to(country: str, lon: float, lat: float) -> float:
    """Degrees to the nearest point of a country's lines, pieces between them filled in."""
    best = 180.0
    for ring in rings("fine"):
        if ring.country == country:
            for i, (x1, y1) in enumerate(ring.points):
                x0, y0 = ring.points[i - 1]
                for n in range(11):
                    x, y = x0 + (x1 - x0) * n / 10, y0 + (y1 - y0) * n / 10
                    best = min(best, hypot((x - lon + 180) % 360 - 180, y - lat))
    return best
