"""Codes of states by Correlates of War and Gleditsch-Ward: those of the day, and none where it cannot be told."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from legation.tables.gazetteer import Gazetteer
from legation.tables.state_codes import Membership, System, code_on, memberships


@pytest.mark.parametrize(
    ("country", "day", "cow", "gw"),
    [
        ("USA", "2022-10-27", 2, 2),
        ("CAN", "2022-10-27", 20, 20),
        ("CAN", "1905-08-01", None, 20),
        ("DEU", "1938-03-01", 255, 255),
        ("DEU", "1946-03-01", None, None),
        ("DEU", "1952-03-01", None, 260),
        ("DEU", "1990-10-02", 260, 260),
        ("DEU", "1990-10-03", 255, 260),
        ("DDR", "1987-09-07", 265, 265),
        ("RUS", "2001-06-01", 365, 365),
        ("SUN", "1972-05-22", 365, 365),
        ("UKR", "1975-01-01", 365, 365),
        ("UKR", "1992-01-01", 369, 369),
        ("EST", "1991-09-06", 366, 366),
        ("CHN", "1972-02-21", 710, 710),
        ("TWN", "1972-02-21", 713, 713),
        ("YUG", "1970-09-30", 345, 345),
        ("SRB", "1970-09-30", 345, 345),
        ("SRB", "2004-01-01", 345, 345),
        ("SRB", "2010-10-12", 345, 340),
        ("CSK", "1990-11-17", 315, 315),
        ("CZE", "1990-11-17", 315, 315),
        ("CZE", "1994-01-11", 316, 316),
        ("VNM", "1966-10-26", None, None),
        ("VNM", "2000-11-17", 816, 816),
        ("YEM", "1972-07-01", None, None),
        ("YEM", "1966-07-01", 678, 678),
        ("YEM", "2011-01-11", 679, 678),
        ("PRK", "2000-06-13", 731, 731),
        ("KOR", "2000-06-13", 732, 732),
        ("KOR", "1904-06-13", 730, 730),
        ("XKX", "2008-02-18", None, 347),
        ("XKX", "2009-05-21", 347, 347),
        ("TON", "2023-07-26", 955, 972),
        ("PSE", "2010-09-15", None, None),
        ("VAT", "1868-01-01", None, 327),
        ("VAT", "2009-07-10", None, None),
        ("HKG", "1995-01-01", None, None),
        ("EUU", "2010-01-01", None, None),
    ],
)
def test_a_country_has_the_codes_of_the_day(country: str, day: str, cow: int | None, gw: int | None) -> None:
    on = date.fromisoformat(day)
    assert code_on(country, System.CORRELATES_OF_WAR, on, on) == cow
    assert code_on(country, System.GLEDITSCH_WARD, on, on) == gw


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(1989, 1, 1), date(1989, 12, 31), 260),
        (date(1990, 1, 1), date(1990, 12, 31), None),
        (None, date(1989, 12, 31), None),
        (date(1989, 1, 1), None, None),
    ],
)
def test_a_span_of_days_has_a_code_that_holds_on_all_of_them(first: date | None, last: date | None, code: int | None) -> None:
    assert code_on("DEU", System.CORRELATES_OF_WAR, first, last) == code


def test_no_country_has_no_code() -> None:
    assert code_on(None, System.CORRELATES_OF_WAR, date(2000, 1, 1), date(2000, 1, 1)) is None


def test_of_one_country_one_state_lasts_to_this_day_and_none_ends_before_it_begins() -> None:
    for (country, system), held in memberships().items():
        assert sum(one.last_day is None for one in held) <= 1, (country, system)
        assert all(one.last_day is None or one.first_day <= one.last_day for one in held), (country, system)


def test_the_lists_are_whole() -> None:
    states: dict[System, set[int]] = defaultdict(set)
    for (_, system), held in memberships().items():
        states[system] |= {one.code for one in held}
    assert {system: len(codes) for system, codes in states.items()} == {System.CORRELATES_OF_WAR: 204, System.GLEDITSCH_WARD: 205}
    today = {s: sum(any(one.last_day is None for one in held) for (_, of), held in memberships().items() if of is s) for s in System}
    assert today == {System.CORRELATES_OF_WAR: 195, System.GLEDITSCH_WARD: 195}
    assert isinstance(next(iter(memberships().values()))[0], Membership)


def test_every_country_of_the_table_is_one_that_places_have() -> None:
    gazetteer = Gazetteer.open()
    assert all(gazetteer.country_name(country) for country, _ in memberships())
