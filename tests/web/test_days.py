"""Days in words, and words of days read back: what a page shows can be typed again and means the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import UsageError
from legation.web.days import at_time, days, on_day, readable
from legation.web.days_given import as_typed, edtf_given
from legation.when import parse_edtf


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2022-10-27", None, "27 October 2022"),
        ("2022-10-27", "2022-10-27", "27 October 2022"),
        ("2022-10-27", "2022-10-28", "27 to 28 October 2022"),
        ("2022-09-30", "2022-10-02", "30 September to 2 October 2022"),
        ("2022-12-30", "2023-01-02", "30 December 2022 to 2 January 2023"),
        ("2022-10-27", "2022-11", "27 October 2022 to November 2022"),
        ("2019-06", "2019-07", "June 2019 to July 2019"),
        ("2019-06", None, "some day in June 2019"),
        ("2001", None, "some day in 2001"),
        ("199X", None, "some day in the 1990s"),
        ("2022-22", None, "some day in summer 2022"),
        ("2022-24", None, "some day in winter 2022/23"),
        ("2022-34", None, "some day in the second quarter of 2022"),
        ("2022-41", None, "some day in the second half of 2022"),
        ("2009~", None, "about 2009"),
        ("2017-03-17?", None, "perhaps 17 March 2017"),
        ("[2022-09-27..2022-10-27]", None, "some day from 27 September to 27 October 2022"),
        ("[..2022-10-27]", None, "some day up to 27 October 2022"),
        ("[2022-10-27..]", None, "some day from 27 October 2022 on"),
        ("2022-05-03/..", None, "from 3 May 2022 on, end not known"),
        ("2022-05-03/2022-05-04", None, "3 to 4 May 2022"),
        ("XXXX-02-19", None, "19 February, year not known"),
        ("XXXX-10", None, "some day in October, year not known"),
        (None, "2022-10-28", "until 28 October 2022"),
        (None, None, "day not known"),
        ("soon", None, "soon"),
    ],
)
def test_days_are_written_as_a_reader_would(starts: str | None, ends: str | None, words: str) -> None:
    assert days(starts, ends) == words
    assert days(parse_edtf(starts) if starts and starts != "soon" else starts, ends) == words


def test_an_end_that_is_not_known_is_told_only_where_it_is_asked() -> None:
    assert days("2022-05-03") == "3 May 2022"
    assert days("2022-05-03", open_end=True) == "from 3 May 2022 on, end not known"
    assert days("2022-05-03", "2022-05-04", open_end=True) == "3 to 4 May 2022"


def test_days_of_reports_and_moments_of_judgements() -> None:
    assert on_day("2022-10-27") == "27 October 2022"
    assert on_day(None) == "day not known"
    assert at_time("2022-10-27T14:05:09.123456+00:00") == "27 October 2022, 14:05 UTC"


def test_days_in_a_sentence_are_readable_and_all_else_stays() -> None:
    assert readable("none between 1985 and 2001-09-11, save in 1992-03") == "none between 1985 and 11 September 2001, save in March 1992"
    assert (
        readable("report 2000-04-10-two, 2000-13-01, historian:travel-2794") == "report 2000-04-10-two, 2000-13-01, historian:travel-2794"
    )


DAYS = st.dates(date(1700, 1, 1), date(2200, 12, 31))
MOMENTS = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day:%Y}"),
    DAYS.map(lambda day: f"XXXX-{day:%m-%d}"),
    st.tuples(DAYS, st.sampled_from("?~%")).map(lambda pair: f"{pair[0]}{pair[1]}"),
    st.tuples(st.integers(1700, 2200), st.sampled_from([*range(21, 25), *range(33, 37), 40, 41])).map(lambda pair: f"{pair[0]}-{pair[1]}"),
    st.tuples(DAYS, DAYS).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
    DAYS.map(lambda day: f"[..{day}]"),
    DAYS.map(lambda day: f"[{day}..]"),
)


@given(MOMENTS)
def test_what_a_form_shows_can_be_sent_back_and_means_the_same(edtf: str) -> None:
    assert edtf_given(as_typed(edtf), "first day") == edtf


@given(MOMENTS)
def test_no_day_of_the_notation_is_shown_as_it_is_written_there(edtf: str) -> None:
    assert "[" not in days(edtf) and "X" not in days(edtf) and "~" not in days(edtf)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("October 27, 2022", "2022-10-27"),
        ("27 oct 2022", "2022-10-27"),
        (" 2022-10-27 ", "2022-10-27"),
        ("june 2019", "2019-06"),
        ("about June 2019", "2019-06~"),
        ("between 1 May and 3 June 2020", "[2020-05-01..2020-06-03]"),
        ("27 to 28 October 2022", "[2022-10-27..2022-10-28]"),
        ("Not known", "none"),
        ("none", "none"),
    ],
)
def test_days_are_taken_as_people_type_them(typed: str, edtf: str) -> None:
    assert edtf_given(typed, "first day") == edtf


@pytest.mark.parametrize("typed", ["31 February 2022", "next Thursday", "27/10/2022", "2022-13-01", "<b>"])
def test_what_is_no_day_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(UsageError, match="27 October 2022"):
        edtf_given(typed, "first day")
