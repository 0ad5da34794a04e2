"""Dates against an independent reader of EDTF, and laws that comparisons keep."""

from __future__ import annotations

from datetime import date, timedelta

import edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.when import before, day, first_of, interval, last_of, one_of, overlaps, parse_edtf, shift_days, within

days = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
years = st.integers(min_value=1000, max_value=2999)
# Winter (24) is left out: the other reader ends it with December, we with February.
SEASON_CODES = ("21", "22", "23", "33", "34", "35", "36", "40", "41")
plain = st.one_of(
    days.map(date.isoformat),
    years.map(str),
    st.tuples(years, st.integers(1, 12)).map(lambda p: f"{p[0]}-{p[1]:02d}"),
    st.tuples(years, st.sampled_from([21, 22, 23, 33, 34, 35, 36, 40, 41])).map(lambda p: f"{p[0]}-{p[1]}"),
    st.integers(100, 299).map(lambda n: f"{n}X"),
)
marked_text = st.tuples(plain.filter(lambda t: "X" not in t and t[5:7] not in SEASON_CODES), st.sampled_from(["", "?", "~", "%"])).map(
    "".join
)
lasting = st.tuples(days, st.integers(0, 4000)).map(lambda p: interval(p[0], p[0] + timedelta(days=p[1])))
spans = st.tuples(days, st.integers(0, 4000)).map(lambda p: one_of(p[0], p[0] + timedelta(days=p[1])))
whens = st.one_of(plain.map(parse_edtf), lasting, spans)


@given(st.one_of(plain, marked_text))
@settings(max_examples=40, deadline=None)
def test_bounds_agree_with_the_other_reader(text: str) -> None:
    theirs, ours = edtf.parse_edtf(text), parse_edtf(text)
    assert ours.earliest == date(*theirs.lower_strict()[:3])
    assert ours.latest == date(*theirs.upper_strict()[:3])


@given(whens)
def test_text_leads_back_to_the_same_date(when) -> None:
    again = parse_edtf(when.edtf)
    assert (again.earliest, again.latest, again.grain, again.edtf) == (when.earliest, when.latest, when.grain, when.edtf)


@given(whens, whens)
def test_comparisons_agree_with_each_other(left, right) -> None:
    assert overlaps(left, right) is overlaps(right, left)
    if before(left, right):
        assert overlaps(left, right) is False
        assert before(right, left) is False
    if within(left, right):
        assert overlaps(left, right) is not False


@given(whens, st.integers(-500, 500))
def test_a_shift_and_back_keeps_the_bounds(when, count: int) -> None:
    moved = shift_days(when, count)
    back = shift_days(moved, -count) if moved else None
    assert back is not None
    assert (back.earliest, back.latest) == (when.earliest, when.latest)


@given(days, days)
def test_days_compare_as_days_do(left: date, right: date) -> None:
    assert before(day(left), day(right)) is (left < right)
    assert overlaps(day(left), day(right)) is (left == right)


@given(lasting)
def test_ends_are_the_bounds(when) -> None:
    assert first_of(when).earliest == when.earliest
    assert last_of(when).latest == when.latest
