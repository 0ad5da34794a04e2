"""The press's ways of dating, phrase by phrase, as of Thursday, 14 March 2024 unless told otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from legation.mention.time_meanings import CalendarDay
from legation.mention.times import Direction, days_of, find_times
from legation.when import parse_edtf

THURSDAY = date(2024, 3, 14)
AHEAD, BACK = Direction.FORWARD, Direction.BACK


def dates_in(text: str) -> dict[str, str | None]:
    """The dates of a text, by their words, without a direction."""
    return {text[p.span.start : p.span.end]: value_of(text, None) for p in find_times(text) if p.kind == "date"}


def value_of(text: str, direction: Direction | None, *, published: date | None = THURSDAY, anchor: str | None = None) -> str | None:
    """The days of the only date of a text."""
    (phrase,) = [p for p in find_times(text) if p.kind == "date"]
    found = days_of(phrase, published=published, direction=direction, anchor=parse_edtf(anchor) if anchor else None)
    return found.edtf if found else None


@pytest.mark.parametrize(
    ("text", "direction", "days"),
    [
        ("on Friday week", AHEAD, "2024-03-22"),
        ("on Thursday week", AHEAD, "2024-03-21"),
        ("a week on Tuesday", AHEAD, "2024-03-26"),
        ("two weeks from Friday", AHEAD, "2024-03-29"),
        ("a fortnight on Monday", AHEAD, "2024-04-01"),
        ("a week from today", AHEAD, "2024-03-21"),
        ("the day before yesterday", BACK, "2024-03-12"),
        ("the day after tomorrow", AHEAD, "2024-03-16"),
        ("the week before last", BACK, "[2024-02-26..2024-03-03]"),
        ("the month after next", AHEAD, "2024-05"),
        ("the week of June 3", AHEAD, "[2024-06-03..2024-06-09]"),
        ("in the week beginning 3 June", AHEAD, "[2024-06-03..2024-06-09]"),
        ("in the week ending June 7, 2019", BACK, "[2019-06-03..2019-06-09]"),
        ("this coming week", AHEAD, "[2024-03-18..2024-03-24]"),
        ("half a year ago", BACK, "2023-09"),
        ("a year and a half ago", BACK, "2022-09"),
        ("one and a half years ago", BACK, "2022-09"),
        ("48 hours ago", BACK, "2024-03-12"),
        ("last Oct. 23", BACK, "2023-10-23"),
        ("next June 6", AHEAD, "2024-06-06"),
        ("in the days ahead", AHEAD, "[2024-03-14..]"),
        ("in the weeks to come", AHEAD, "[2024-03-14..]"),
        ("within days", AHEAD, "[2024-03-14..]"),
        ("within days", BACK, None),
        ("over the summer", AHEAD, "2024-22"),
        ("this past autumn", BACK, "2023-23"),
        ("on the 19th and 20th", AHEAD, "2024-03-19/2024-03-20"),
        ("from the 19th to the 21st", AHEAD, "2024-03-19/2024-03-21"),
        ("from Monday night into Tuesday", BACK, "2024-03-11/2024-03-12"),
        ("Tuesday local time", AHEAD, "2024-03-19"),
        ("on Thanksgiving", BACK, "2023-11-23"),
        ("on Memorial Day 2021", BACK, "2021-05-31"),
        ("on Labor Day", AHEAD, "2024-09-02"),
    ],
)
def test_counted_from_the_publication_day(text: str, direction: Direction, days: str | None) -> None:
    assert value_of(text, direction) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the last Friday of the month", "2024-03-29"),
        ("the first Monday of June", "2024-06-03"),
        ("the second Tuesday in November 2020", "2020-11-10"),
        ("the final day of May", "2024-05-31"),
        ("the first week of June", "[2024-06-03..2024-06-09]"),
        ("the last week of March 2009", "[2009-03-23..2009-03-29]"),
        ("the first day of next year", "2025-01-01"),
        ("the last month of 2019", "2019-12"),
        ("the first days of May", "2024-05"),
        ("the first two weeks of May", "2024-05"),
        ("the last half of 1989", "1989-41"),
        ("the final quarter of 2019", "2019-36"),
        ("first-quarter 2013", "2013-33"),
        ("the 1988 third quarter", "1988-35"),
        ("the eighth of March", "2024-03-08"),
    ],
)
def test_parts_of_a_month_or_year(text: str, days: str) -> None:
    assert dates_in(f"It falls on {text}.") == {text: days}


@pytest.mark.parametrize("text", ["a fifth Monday of February 2023", "the sixth week of May", "the eighth day of the week"])
def test_a_part_that_a_month_or_week_does_not_have_is_unknown(text: str) -> None:
    assert value_of(text, AHEAD) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the next morning", "2022-10-28"),
        ("that evening", "2022-10-27"),
        ("the previous night", "2022-10-26"),
        ("later that day", "2022-10-27"),
        ("the night before", "2022-10-26"),
        ("24 hours later", "2022-10-28"),
        ("48 hours earlier", "2022-10-25"),
        ("two days after", "2022-10-29"),
        ("until then", "2022-10-27"),
        ("by that time", "[..2022-10-27]"),
    ],
)
def test_counted_from_the_day_spoken_of(text: str, days: str) -> None:
    assert value_of(f"{text}, he left", BACK, anchor="2022-10-27") == days


@pytest.mark.parametrize(
    ("direction", "sunday", "monday"),
    [(AHEAD, "[2024-03-18..2024-03-24]", "[2024-03-18..2024-03-24]"), (BACK, "[2024-03-11..2024-03-17]", "[2024-03-18..2024-03-24]")],
)
def test_a_plan_told_on_sunday_for_this_week_is_for_the_days_that_follow(direction: Direction, sunday: str, monday: str) -> None:
    assert value_of("this week", direction, published=date(2024, 3, 17)) == sunday
    assert value_of("this week", direction, published=date(2024, 3, 18)) == monday


@pytest.mark.parametrize(
    ("published", "direction", "days"),
    [
        (date(2019, 10, 26), AHEAD, "2019-35"),
        (date(2019, 8, 19), AHEAD, "2019-35"),
        (date(2019, 6, 3), AHEAD, "2019-35"),
        (date(2019, 6, 3), BACK, "2019-35"),
        (date(2019, 2, 3), BACK, "2018-35"),
    ],
)
def test_a_bare_quarter_is_never_far_off(published: date, direction: Direction, days: str) -> None:
    assert value_of("in the third quarter", direction, published=published) == days


@pytest.mark.parametrize(
    "text",
    [
        "He recalled the 20th anniversary of the pact.",
        "He spoke on the 20th anniversary of the pact.",
        "The two spoke the day before Roe left.",
        "They met the night before the summit.",
        "By then Prime Minister Roe had resigned.",
        "He said that night flights would end.",
        "He read the file in the week beginning to end.",
        "The first of May's speeches was short.",
    ],
)
def test_near_misses(text: str) -> None:
    assert dates_in(text) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He is there for a week from Monday.", ["Monday"]),
        ("It opens two days a week on Tuesday.", ["Tuesday"]),
        ("They met two weeks after Roe had left in May 2019.", ["May 2019"]),
        ("They met two weeks after the talks of June 2019.", ["June 2019"]),
    ],
)
def test_a_length_of_time_beside_a_date_leaves_the_date(text: str, found: list[str]) -> None:
    assert [text[p.span.start : p.span.end] for p in find_times(text) if p.kind == "date"] == found


def test_a_delay_told_beside_a_date_is_that_date() -> None:
    phrases = find_times("He arrives on November 11, three days later than planned.")
    assert [p.meaning for p in phrases] == [CalendarDay(month=11, day=11)] * 2


@pytest.mark.parametrize("text", ["on Friday week", "the last Friday of the month", "the week of June 3", "24 hours later", "on Labor Day"])
def test_without_a_publication_day_nothing_is_guessed(text: str) -> None:
    assert value_of(text, AHEAD, published=None) is None
