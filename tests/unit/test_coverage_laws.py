"""Laws of coverage: the answer for a span is that for each of its days, whatever is declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from legation.tables.coverage import ANY, Coverage, Gap, covered

BEGINNING = date(2020, 1, 1)
COUNTRIES = st.sampled_from(["CHL", "PER", "FRA"])
OPEN = st.none() | COUNTRIES
POSTS = ["head_of_state", "head_of_government", "foreign_minister"]


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    """Two days of January in their order."""
    days = sorted(draw(st.lists(st.integers(0, 20), min_size=2, max_size=2)))
    first, last = (BEGINNING + timedelta(days=day) for day in days)
    return first, last


@st.composite
def gaps(draw: st.DrawFn) -> Gap:
    """A gap, its id to be given by its coverage."""
    first, last = draw(spans())
    post = draw(st.sampled_from([ANY, *POSTS]))
    return Gap(id="", home=draw(OPEN), post_class=post, destination=draw(OPEN), first=first, last=last, source="s", note="n")


@st.composite
def coverages(draw: st.DrawFn) -> tuple[Coverage, ...]:
    """Up to four declarations with up to three gaps each."""
    return tuple(
        Coverage(
            id=str(number),
            source="s",
            home=draw(OPEN),
            post_classes=tuple(draw(st.sets(st.sampled_from(POSTS), min_size=1))),
            destination=draw(OPEN),
            first=span[0],
            last=span[1],
            none_before=draw(st.booleans()),
            known_gaps=tuple(draw(st.lists(gaps(), max_size=3))),
        )
        for number, span in enumerate(draw(st.lists(spans(), max_size=4)))
    )


def held_on(declared: tuple[Coverage, ...], home: str | None, post: str, destination: str | None, day: date) -> bool:
    """Whether any declaration is of a day, outside its gaps: the definition, day by day."""
    return any(
        (one.home == home or (one.home is None and home != one.destination))
        and post in one.post_classes
        and one.destination in (None, destination)
        and (one.none_before or one.first <= day)
        and day <= one.last
        and not any(
            gap.first <= day <= gap.last
            and gap.post_class in (ANY, post)
            and (gap.home is None or home is None or gap.home == home)
            and (gap.destination is None or destination is None or gap.destination == destination)
            for gap in one.known_gaps
        )
        for one in declared
    )


@settings(max_examples=50)
@given(coverages(), OPEN, st.sampled_from(POSTS), OPEN, spans())
def test_a_span_is_complete_when_each_of_its_days_is(
    declared: tuple[Coverage, ...], home: str | None, post: str, destination: str | None, span: tuple[date, date]
) -> None:
    first, last = span
    answer = covered(declared, home=home, post_class=post, destination=destination, first=first, last=last)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    assert answer.complete == all(held_on(declared, home, post, destination, day) for day in days)
    assert not (answer.complete and answer.gaps)


@settings(max_examples=50)
@given(coverages(), OPEN, st.sampled_from([*POSTS, "leader"]), OPEN, spans(), spans())
def test_less_is_complete_where_more_is(
    declared: tuple[Coverage, ...], home: str | None, post: str, destination: str | None, span: tuple[date, date], within: tuple[date, date]
) -> None:
    """A part of the days, one destination of all, one country of all."""

    def complete(whose: str | None, where: str | None, first: date, last: date) -> bool:
        return covered(declared, home=whose, post_class=post, destination=where, first=first, last=last).complete

    if complete(home, destination, *span):
        first, last = max(span[0], within[0]), min(span[1], within[1])
        assert last < first or complete(home, destination, first, last)
        assert destination is not None or all(complete(home, place, *span) for place in ("CHL", "PER") if place != home)
        assert home is not None or all(complete(one, destination, *span) for one in ("CHL", "PER") if one != destination)


@settings(max_examples=50)
@given(coverages(), coverages(), OPEN, st.sampled_from(POSTS), OPEN, spans())
def test_a_further_list_takes_nothing_away(
    declared: tuple[Coverage, ...],
    further: tuple[Coverage, ...],
    home: str | None,
    post: str,
    destination: str | None,
    span: tuple[date, date],
) -> None:
    both = (*declared, *(replace(one, id=f"further-{one.id}") for one in further))
    before, after = (
        covered(listed, home=home, post_class=post, destination=destination, first=span[0], last=span[1]) for listed in (declared, both)
    )
    assert after.complete or not before.complete


@settings(max_examples=50)
@given(coverages(), OPEN, st.sampled_from(POSTS), OPEN, spans())
def test_what_is_not_known_is_never_complete(
    declared: tuple[Coverage, ...], home: str | None, post: str, destination: str | None, span: tuple[date, date]
) -> None:
    unknown = [(None, *span), (post, None, span[1]), (post, span[0], None), (post, span[1] + timedelta(days=1), span[0])]
    for asked, first, last in unknown:
        assert not covered(declared, home=home, post_class=asked, destination=destination, first=first, last=last).complete
