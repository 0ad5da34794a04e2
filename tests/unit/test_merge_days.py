"""When a contact can have begun, and whether two findings tell one: days, people and course, with near misses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from unit.factories import actor, contact, finding, prieto, report, rudolf, strelsau, when

from legation.model import Actor, Contact, ContactKind, Origin, Party, Status, Stop, Topic
from legation.register.merge.likeness import Answer, Likeness, Sighting, keys_of, likeness, same_actor
from legation.register.merge.near import Near
from legation.register.merge.spans import Sharpness, Window, days_apart, window_of
from legation.span import Span

SAME, DIFFERENT, UNSURE = Answer.SAME, Answer.DIFFERENT, Answer.UNSURE
Given = tuple[str | None, str | None, str, str | None]
"""First day, last day, status, day of publication."""


def told(given: Given, name: str = "r1", *, kind: ContactKind = ContactKind.VISIT, salience: str = "main") -> Sighting:
    """A contact of Prieto in Strelsau as one report tells it."""
    starts, ends, status, published = given
    body = replace(contact(kind, starts=starts, ends=ends), status=Status(status), salience=salience, topics=(), stops=())
    return sighting(body, name, published)


def sighting(body: Contact, name: str, published: str | None) -> Sighting:
    """A finding with its window."""
    day = date.fromisoformat(published) if published else None
    one = finding(report(name), body, id=f"f-{name}")
    return Sighting(finding=one, window=window_of(one, Origin(report=name, published=day)), published=day)


def compared(left: Given, right: Given, kind: ContactKind = ContactKind.VISIT) -> Likeness:
    """What two reports on Prieto come to; the same in both directions."""
    one, other = told(left, kind=kind), told(right, "r2", kind=kind)
    found = likeness(one, other)
    assert likeness(other, one).answer is found.answer
    return found


@pytest.mark.parametrize(
    ("given", "first", "last", "sharpness"),
    [
        (("2024-03-14", "2024-03-16", "planned", "2024-03-01"), "2024-03-14", "2024-03-14", Sharpness.DAY),
        (("2024-03-14~", None, "occurred", "2024-03-20"), "2024-03-10", "2024-03-14", Sharpness.SPAN),
        ((None, "2024-03-14", "occurred", "2024-03-20"), "2024-03-04", "2024-03-14", Sharpness.SPAN),
        (("2024-03", None, "planned", "2024-03-10"), "2024-03-10", "2024-03-31", Sharpness.SPAN),
        (("2024-03", None, "occurred", "2024-03-10"), "2024-03-01", "2024-03-10", Sharpness.SPAN),
        (("2024", None, "under_way", "2024-08-27"), "2024-08-17", "2024-08-27", Sharpness.SPAN),
        (("2023", None, "under_way", "2024-08-27"), "2023-01-01", "2023-12-31", Sharpness.SPAN),
        ((None, None, "planned", "2024-03-10"), "2024-03-10", "2024-07-08", Sharpness.GUESSED),
        ((None, None, "under_way", "2024-03-14"), "2024-03-04", "2024-03-14", Sharpness.GUESSED),
        ((None, None, "planned", None), None, None, Sharpness.OPEN),
        (("XXXX-03-14", None, "planned", "2024-03-10"), None, None, Sharpness.OPEN),
    ],
)
def test_a_window_holds_the_first_days_that_a_contact_can_have(given: Given, first: str, last: str, sharpness: Sharpness) -> None:
    window = told(given).window
    assert (window.first, window.last) == (first and date.fromisoformat(first), last and date.fromisoformat(last))
    assert window.sharpness is sharpness


def test_a_memory_in_passing_may_be_of_any_day_before() -> None:
    assert told((None, None, "occurred", "2024-03-10"), salience="background").window.first is None


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        # Two known days.
        (("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-14", None, "occurred", "2024-03-15"), SAME),
        (("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-15", None, "occurred", "2024-03-16"), SAME),
        (("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-17", None, "planned", "2024-03-02"), SAME),
        (("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-18", None, "planned", "2024-03-02"), UNSURE),
        (("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-25", None, "planned", "2024-03-02"), DIFFERENT),
        (("2024-03-14", "2024-03-20", "planned", "2024-03-01"), ("2024-03-19", None, "occurred", "2024-03-20"), SAME),
        (("2024-03-14", "2024-03-20", "planned", "2024-03-01"), ("2023-03-19", None, "occurred", "2023-03-20"), DIFFERENT),
        # A week or month beside a day.
        (("2024-03", None, "planned", "2024-02-01"), ("2024-03-14", None, "occurred", "2024-03-15"), SAME),
        (("2024-04", None, "planned", "2024-02-01"), ("2024-03-14", None, "occurred", "2024-03-15"), DIFFERENT),
        (("2024-04", None, "occurred", "2024-05-01"), ("2024-03-30", "2024-04-02", "occurred", "2024-04-05"), SAME),
        (("2024-04", None, "occurred", "2024-05-01"), ("2024-03-29", None, "occurred", "2024-04-05"), UNSURE),
        (("2024-04", None, "occurred", "2024-05-01"), ("2024-03-27", None, "occurred", "2024-04-05"), DIFFERENT),
        # No day at all.
        ((None, None, "proposed", "2024-01-10"), ("2024-03-14", None, "planned", "2024-03-01"), SAME),
        ((None, None, "planned", "2024-03-16"), ("2024-03-14", None, "occurred", "2024-03-15"), DIFFERENT),
        ((None, None, "under_way", "2024-03-15"), ("2024-03-14", None, "planned", "2024-03-01"), SAME),
        ((None, None, "occurred", None), ("2024-03-14", None, "planned", "2024-03-01"), UNSURE),
        # A day of the year, on a report of which no day is known.
        (("XXXX-03-14", None, "occurred", None), ("2024-03-14", None, "planned", "2024-03-01"), SAME),
        (("XXXX-03-14", None, "occurred", None), ("2024-03-18", None, "planned", "2024-03-01"), DIFFERENT),
        (("XXXX-03", None, "occurred", None), ("2024-03-18", None, "planned", "2024-03-01"), SAME),
        (("XXXX-03-14", None, "occurred", None), ("2024", None, "planned", "2023-03-01"), UNSURE),
        # What was called off.
        (("2024-03-14", None, "planned", "2024-03-01"), ("2024-03-14", None, "postponed", "2024-03-10"), SAME),
        (("2024-03-14", None, "postponed", "2024-03-10"), ("2024-03-17", None, "planned", "2024-03-12"), DIFFERENT),
        (("2024-03-14", None, "planned", "2024-03-01"), (None, None, "cancelled", "2024-03-10"), SAME),
        (("2024-06-14", None, "planned", "2024-04-01"), (None, None, "cancelled", "2024-03-10"), DIFFERENT),
        (("2024-03-14", None, "occurred", "2024-03-15"), (None, None, "postponed", "2024-03-10"), DIFFERENT),
        (("2024-03-14", None, "occurred", "2024-03-15"), ("2024-03-14", None, "denied", "2024-03-10"), SAME),
        ((None, None, "proposed", "2024-03-10"), (None, None, "postponed", "2024-03-10"), DIFFERENT),
        (("2024-02-05", None, "postponed", "2024-02-03"), (None, None, "postponed", "2024-06-20"), SAME),
    ],
)
def test_days_and_course_tell_whether_two_visits_are_one(left: Given, right: Given, answer: Answer) -> None:
    found = compared(left, right)
    assert found.answer is answer, found.reasons
    assert len(found.reasons) == 2 and all(found.reasons)


@pytest.mark.parametrize(
    ("starts", "answer"),
    [
        ("2024-03-14", SAME),
        ("2024-03-15", SAME),
        ("2024-03-13", SAME),
        ("2024-03-16", DIFFERENT),
        ("2024-03", UNSURE),
        ("2024-02", DIFFERENT),
    ],
)
def test_a_denial_without_a_day_contradicts_a_visit_that_came_about_on_the_day_it_appeared(starts: str, answer: Answer) -> None:
    assert compared((None, None, "denied", "2024-03-14"), (starts, None, "occurred", "2024-04-02")).answer is answer


@pytest.mark.parametrize(
    ("starts", "published", "answer"),
    [
        ("2024-03-17", "2024-03-29", SAME),  # "two weeks ago": the week of 11 to 17 March, give or take
        ("2024-03-20", "2024-03-29", SAME),
        ("2024-03-21", "2024-03-29", DIFFERENT),
        ("2024-03-20", "2024-03-22", UNSURE),  # "last week" is counted by nobody
    ],
)
def test_weeks_that_are_counted_back_are_counted_by_eye(starts: str, published: str, answer: Answer) -> None:
    assert compared((starts, None, "occurred", "2024-03-21"), ("[2024-03-11..2024-03-17]", None, "occurred", published)).answer is answer


@pytest.mark.parametrize(
    ("given", "first", "last", "sharpness"),
    [
        (("[..2024-03]", None, "planned", "2024-01-10"), "2024-01-10", "2024-03-31", Sharpness.SPAN),
        (("[2024-03..]", None, "planned", "2024-01-10"), "2024-03-01", "2024-06-29", Sharpness.SPAN),
        (("[2024-03..]", None, "occurred", "2024-05-10"), "2024-03-01", "2024-05-10", Sharpness.SPAN),
        (("[..2024-03]", None, "occurred", "2024-05-10"), None, "2024-03-31", Sharpness.OPEN),
        (("[..2024-03]", None, "planned", None), None, "2024-03-31", Sharpness.OPEN),
    ],
)
def test_a_day_that_is_told_as_before_or_after_another_is_bounded_by_that_of_the_report(
    given: Given, first: str | None, last: str | None, sharpness: Sharpness
) -> None:
    window = told(given).window
    assert (window.first, window.last) == (first and date.fromisoformat(first), last and date.fromisoformat(last))
    assert window.sharpness is sharpness


@pytest.mark.parametrize(("starts", "answer"), [("2024-03-14", SAME), ("2024-03-15", DIFFERENT), ("2024-03-17", DIFFERENT)])
def test_records_of_one_official_list_tell_their_own_visits_apart(starts: str, answer: Answer) -> None:
    one, other = (
        sighting(replace(contact(starts=day, ends="2024-03-20"), topics=(), stops=()), f"historian:travel-{n}", None)
        for n, day in enumerate(("2024-03-14", starts))
    )
    assert likeness(one, other).answer is likeness(other, one).answer is answer
    press = sighting(replace(contact(starts=starts, ends="2024-03-20"), topics=(), stops=()), "r1", "2024-03-18")
    assert likeness(one, press).answer is SAME


def test_a_memory_without_a_day_is_of_the_visit_of_these_days() -> None:
    visit = told(("2024-03-14", "2024-03-16", "occurred", "2024-03-17"))
    for published, answer in (("2024-03-16", SAME), ("2024-03-31", SAME), ("2024-04-02", UNSURE), ("2024-03-12", DIFFERENT)):
        memory = told((None, None, "occurred", published), "r2", salience="background")
        assert likeness(visit, memory).answer is answer, published


def test_a_report_without_any_day_is_known_by_matter_and_place_together() -> None:
    grain = replace(contact(starts=None), stops=(Stop(place=strelsau()),))
    dated = sighting(contact(), "r1", "2024-03-12")
    assert likeness(dated, sighting(grain, "r2", None)).answer is SAME
    assert likeness(dated, sighting(replace(grain, topics=()), "r2", None)).answer is UNSURE
    other = replace(grain, topics=(Topic(text="fishing rights", span=Span(0, 1)),))
    assert likeness(dated, sighting(other, "r2", None)).answer is UNSURE
    alone = replace(grain, stops=(), parties=(prieto(),))
    assert likeness(dated, sighting(alone, "r2", None)).answer is UNSURE


def test_one_report_tells_two_visits_apart_unless_they_are_days_of_one_stay() -> None:
    first = told(("2024-03-14", "2024-03-18", "occurred", "2024-03-20"))
    for given, answer in (
        (("2024-03-15", None, "occurred", "2024-03-20"), SAME),
        (("2024-03-17", None, "occurred", "2024-03-20"), SAME),
        (("2024-03-20", None, "planned", "2024-03-20"), DIFFERENT),
        (("2024-03-14", None, "postponed", "2024-03-20"), DIFFERENT),
        ((None, None, "occurred", "2024-03-20"), DIFFERENT),
    ):
        assert likeness(first, told(given)).answer is answer, given


@pytest.mark.parametrize("kind", [ContactKind.MEETING, ContactKind.CALL])
def test_meetings_and_calls_are_of_one_day(kind: ContactKind) -> None:
    monday, tuesday, wednesday = ((f"2024-03-{day}", None, "occurred", "2024-03-20") for day in (11, 12, 13))
    assert compared(monday, tuesday, kind).answer is SAME
    assert compared(monday, wednesday, kind).answer is DIFFERENT


def test_a_meeting_needs_two_of_its_parties_and_no_country() -> None:
    body = contact(ContactKind.MEETING)
    there, elsewhere = sighting(body, "r1", "2024-03-15"), replace(body, destination="CAN")
    assert likeness(there, sighting(elsewhere, "r2", "2024-03-15")).answer is SAME
    assert likeness(there, sighting(replace(body, parties=body.parties[:1]), "r2", "2024-03-15")).answer is DIFFERENT
    visit = sighting(contact(), "r1", "2024-03-15")
    assert likeness(visit, sighting(replace(contact(), destination="CAN"), "r2", "2024-03-15")).answer is DIFFERENT
    assert likeness(visit, there).answer is DIFFERENT
    assert likeness(visit, sighting(replace(contact(), parties=(rudolf("visitor"),)), "r2", "2024-03-15")).answer is DIFFERENT


# --- who is one


def person(name: str | None, *, country: str | None = "FRD", id: str | None = None, post: str | None = None) -> Actor:
    """Somebody by these marks."""
    return replace(actor(name, "Ana Prieto", country=country), wikidata=id, post_class=post)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (person("Ana Prieto", id="Q1"), person("A. Prieto", id="Q1"), True),
        (person("Ana Prieto", id="Q1"), person("Ana Prieto", id="Q2"), False),
        (person("Ana Prieto", id="Q1"), person("Prieto"), True),
        (person("Ana Prieto"), person("Prieto, Ana-María"), True),
        (person("Ana Prieto"), person("Luis Prieto"), False),
        (person("Ana Prieto"), person("Ana Prieto", country="RUR"), False),
        (person("Ana Prieto"), person("Ána PRIÉTO", country=None), True),
        (person(None, post="foreign_minister"), person("Ana Prieto", post="foreign_minister"), True),
        (person(None, post="foreign_minister"), person("Ana Prieto", post="head_of_state"), False),
        (person(None, post="foreign_minister", country=None), person("Ana Prieto", post="foreign_minister"), False),
        (person(None), person("Ana Prieto"), False),
    ],
)
def test_people_are_one_by_id_name_or_post(left: Actor, right: Actor, one: bool) -> None:
    how = same_actor(left, right)
    assert (how is not None) is one
    assert (same_actor(right, left) is not None) is one
    if one:
        bodies = [replace(contact(), parties=(Party(role="visitor", actor=who),)) for who in (left, right)]
        assert set(keys_of(bodies[0])) & set(keys_of(bodies[1])), "what is one is found by its keys"


# --- near


def test_what_lies_far_off_is_not_asked() -> None:
    def window(first: str | None, last: str | None = None) -> Window:
        days = [date.fromisoformat(day) if day else None for day in (first, last or first)]
        return Window(first=days[0], last=days[1], leaves=None, sharpness=Sharpness.SPAN)

    near: Near[str] = Near()
    for group, days in (("march", window("2024-03-14")), ("open", window(None)), ("years", window("2000-01-01", "2024-01-01"))):
        near.add(group, ["prieto"], days)
    assert set(near.to([["prieto"]], window("2024-03-24"), needed=1)) == {"march", "open", "years"}
    assert set(near.to([["prieto"]], window("2025-03-24"), needed=1)) == {"open", "years"}
    assert set(near.to([["prieto"]], window(None), needed=1)) == {"march", "open", "years"}
    assert near.to([["rudolf"]], window("2024-03-14"), needed=1) == []
    assert days_apart(window("2024-03-14"), window("2024-03-20")) == 6
    assert when("2024-03-14") is not None
