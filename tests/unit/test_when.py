"""Dates as bounds, and comparisons that may answer "cannot tell"."""

from __future__ import annotations

from datetime import date

import pytest

from legation.when import (
    Grain,
    TimeBasis,
    as_interval,
    before,
    first_of,
    half,
    interval,
    last_of,
    marked,
    one_of,
    overlaps,
    parse_edtf,
    quarter,
    season,
    shift_days,
    week,
    within,
    yearless,
)

BOUNDS = [
    ("2022-10-27", date(2022, 10, 27), date(2022, 10, 27), Grain.DAY),
    ("2019-08", date(2019, 8, 1), date(2019, 8, 31), Grain.MONTH),
    ("2020-02~", date(2020, 2, 1), date(2020, 2, 29), Grain.MONTH),
    ("2001", date(2001, 1, 1), date(2001, 12, 31), Grain.YEAR),
    ("2017-03-17?", date(2017, 3, 17), date(2017, 3, 17), Grain.DAY),
    ("199X", date(1990, 1, 1), date(1999, 12, 31), Grain.DECADE),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31), Grain.SPAN),
    ("2015-21", date(2015, 3, 1), date(2015, 5, 31), Grain.SEASON),
    ("2015-24", date(2015, 12, 1), date(2016, 2, 29), Grain.SEASON),
    ("2020-36", date(2020, 10, 1), date(2020, 12, 31), Grain.QUARTER),
    ("2020-40", date(2020, 1, 1), date(2020, 6, 30), Grain.HALF),
    ("XXXX-02-29", None, None, Grain.DAY),
    ("XXXX-10", None, None, Grain.MONTH),
    ("[2022-09-27..2022-10-27]", date(2022, 9, 27), date(2022, 10, 27), Grain.SPAN),
    ("[2022-10-24..2022-10-30]", date(2022, 10, 24), date(2022, 10, 30), Grain.WEEK),
    ("[2022-10-27..]", date(2022, 10, 27), None, Grain.SPAN),
    ("2022-10-27/2022-10-28", date(2022, 10, 27), date(2022, 10, 28), Grain.SPAN),
    ("2022-10-27/..", date(2022, 10, 27), None, Grain.SPAN),
    ("XXXX-06-06/XXXX-06-08", None, None, Grain.SPAN),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "grain"), BOUNDS)
def test_bounds_and_grain_of_a_text(text: str, earliest: date | None, latest: date | None, grain: Grain) -> None:
    when = parse_edtf(text)
    assert (when.earliest, when.latest, when.grain, when.edtf) == (earliest, latest, grain, text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Thursday", "2022-13", "2022-02-30", "2022-25", "XXXX", "XXXX-02-30", "XXXX-00", "199X-05", "2022-10-27/2022-10-26",
        "../..", "[2022-10-27..2022-10-26]", "[..]", "[2022-10-27", "[XXXX-10..2022-10]", "2022-10-27T10:00", "20221027", "0000",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_edtf(text)


def test_the_refusal_names_the_text() -> None:
    with pytest.raises(ValueError, match="'next week'"):
        parse_edtf("next week")


def test_builders_write_canonical_text() -> None:
    assert season(2015, 1).edtf == "2015-21"
    assert quarter(2015, 4).edtf == "2015-36"
    assert half(2015, 2).edtf == "2015-41"
    assert yearless(2, 19).edtf == "XXXX-02-19"
    assert week(date(2022, 10, 27)).edtf == "[2022-10-24..2022-10-30]"
    assert interval(date(2022, 10, 27), None).edtf == "2022-10-27/.."
    assert one_of(date(2022, 10, 27), date(2022, 10, 27)).edtf == "2022-10-27"


def test_a_mark_is_added_to_a_mark() -> None:
    assert marked(parse_edtf("2009-10"), "~").edtf == "2009-10~"
    assert marked(parse_edtf("2009-10~"), "?").edtf == "2009-10%"
    assert marked(parse_edtf("2009-10?"), "?").edtf == "2009-10?"


ORDER = [
    ("2022-10-27", "2022-10-28", True),
    ("2022-10-28", "2022-10-27", False),
    ("2022-10-27", "2022-10-27", False),
    ("2022-10", "2022-10-27", None),
    ("2022-09", "2022-10-01", True),
    ("2022-10-31", "2022-10", False),
    ("XXXX-10-27", "2022-10-28", None),
    ("2022-10-27/2022-10-28", "2022-10-28", False),
    ("2022-10-27/..", "2023", None),
    ("2022-10-27/2022-10-28", "2022-10-29/..", True),
]


@pytest.mark.parametrize(("left", "right", "answer"), ORDER)
def test_before(left: str, right: str, answer: bool | None) -> None:
    assert before(parse_edtf(left), parse_edtf(right)) is answer


SHARED = [
    ("2022-10-27", "2022-10-27", True),
    ("2022-10-27", "2022-10-28", False),
    ("2022-10", "2022-10-27", None),
    ("2022-10", "2022-11", False),
    ("2022-10", "2022-09-27/2022-11-02", True),
    ("XXXX-06-06", "2022-06-06", None),
    ("XXXX-06-06", "2022-06-07", False),
    ("XXXX-06", "XXXX-07-01", False),
    ("XXXX-06-06", "2022-05-30/2022-06-10", None),
    ("2022-10-27/..", "2030-01-01", None),
]


@pytest.mark.parametrize(("left", "right", "answer"), SHARED)
def test_overlaps_both_ways(left: str, right: str, answer: bool | None) -> None:
    assert overlaps(parse_edtf(left), parse_edtf(right)) is answer
    assert overlaps(parse_edtf(right), parse_edtf(left)) is answer


@pytest.mark.parametrize(
    ("inner", "outer", "answer"),
    [
        ("2022-10-27", "2022-10", True),
        ("2022-10", "2022-10-27", None),
        ("2022-11-01", "2022-10", False),
        ("2022-10-26/2022-10-28", "2022-10-27/2022-10-30", False),
        ("2022-10-27", "2022-10-20/..", True),
        ("XXXX-10-27", "2022-10", None),
        ("XXXX-11-27", "2022-10", False),
    ],
)
def test_within(inner: str, outer: str, answer: bool | None) -> None:
    assert within(parse_edtf(inner), parse_edtf(outer)) is answer


@pytest.mark.parametrize(
    ("text", "count", "moved"),
    [
        ("2022-06-06", 1, "2022-06-07"),
        ("2022-06-06?", 1, "2022-06-07?"),
        ("2022-06-06", -6, "2022-05-31"),
        ("XXXX-06-06", 1, "XXXX-06-07"),
        ("XXXX-02-28", 1, None),
        ("XXXX-10", 1, None),
        ("2022-06-06/2022-06-08", 2, "2022-06-08/2022-06-10"),
        ("2022-06-06/..", 2, "2022-06-08/.."),
        ("[2022-06-06..2022-06-12]", 7, "[2022-06-13..2022-06-19]"),
        ("2022-06", 1, "[2022-06-02..2022-07-01]"),
    ],
)
def test_shift_days(text: str, count: int, moved: str | None) -> None:
    shifted = shift_days(parse_edtf(text), count)
    assert (shifted.edtf if shifted else None) == moved
    assert shifted is None or shifted.basis is TimeBasis.INFERRED


def test_ends_of_what_lasts() -> None:
    lasting, moment = parse_edtf("2022-10-27/.."), parse_edtf("2022-10")
    assert first_of(lasting) == parse_edtf("2022-10-27")
    assert last_of(lasting) is None
    assert first_of(moment) is last_of(moment) is moment


def test_a_span_taken_as_the_whole_stretch() -> None:
    assert as_interval(parse_edtf("[2022-10-24..2022-10-30]")).edtf == "2022-10-24/2022-10-30"
    assert as_interval(parse_edtf("[..2022-10-30]")).edtf == "../2022-10-30"
