"""Days counted by weeks: weekdays, weekends, and the first or last day or week of a period."""

from __future__ import annotations

from datetime import date, timedelta

from legation.mention.time_meanings import Direction, Nth, Unit, WeekdayName, Weekend
from legation.when import Grain, TimeBasis, When, day, month, one_of, week

REL = TimeBasis.RELATIVE
# Of a weekend not yet begun these speak of the one before: "the weekend" without a plan, "this weekend" of the past.
BACK_TO_LAST_WEEKEND = ((None, None), (None, Direction.BACK), (0, Direction.BACK))
THURSDAY, SUNDAY = 4, 7


def day_of_weekday(meaning: WeekdayName, published: date, direction: Direction | None) -> date:
    """The day that a weekday's name means."""
    monday = published - timedelta(days=published.weekday())
    of_week = monday + timedelta(days=meaning.weekday - 1)
    if meaning.week is not None:
        return of_week + timedelta(days=7 * meaning.week)
    if meaning.shift == 1:
        return of_week + timedelta(days=7)
    if meaning.shift == -1:
        return of_week if of_week < published else of_week - timedelta(days=7)
    if direction is Direction.FORWARD or meaning.weeks_on:
        return published + timedelta(days=(meaning.weekday - published.isoweekday()) % 7 + 7 * meaning.weeks_on)
    if meaning.shift == 0 and direction is None:
        return of_week
    return published - timedelta(days=(published.isoweekday() - meaning.weekday) % 7)


def weekday_after(meaning: WeekdayName, anchor: When | None) -> When | None:
    """The first such weekday after the day spoken of."""
    if anchor is None or anchor.latest is None or anchor.grain is not Grain.DAY:
        return None
    return day(anchor.latest + timedelta(days=(meaning.weekday - anchor.latest.isoweekday() - 1) % 7 + 1), basis=REL)


def day_of_weekend(meaning: Weekend, published: date, direction: Direction | None) -> When:
    """Saturday or Sunday of the weekend meant."""
    saturday = published - timedelta(days=published.weekday()) + timedelta(days=5)
    begun = saturday <= published
    if meaning.shift == 1:
        saturday += timedelta(days=7)
    elif meaning.shift == -1 or (not begun and (meaning.shift, direction) in BACK_TO_LAST_WEEKEND):
        saturday -= timedelta(days=7)
    return one_of(saturday, saturday + timedelta(days=1), basis=REL)


def this_week(published: date, direction: Direction | None) -> When:
    """The week of the publication day; a plan told on a Sunday is for the days that follow."""
    told_ahead = published.isoweekday() == SUNDAY and direction is Direction.FORWARD
    return week(published + timedelta(days=1 if told_ahead else 0), basis=REL)


def nth_of(meaning: Nth, period: When | None) -> When | None:
    """The day, week or month at a place within a period, a week being of the month that holds its Thursday, as in ISO 8601."""
    if period is None or period.earliest is None or period.latest is None:
        return None
    if meaning.unit is Unit.MONTH:
        number = meaning.number if meaning.number > 0 else 12
        return month(period.earliest.year, number, basis=period.basis) if period.grain is Grain.YEAR and number <= 12 else None
    weekday = meaning.weekday or (THURSDAY if meaning.unit is Unit.WEEK else None)
    count = (period.latest - period.earliest).days + 1
    days = [period.earliest + timedelta(days=n) for n in range(count)]
    fitting = [one for one in days if weekday is None or one.isoweekday() == weekday]
    at = meaning.number - 1 if meaning.number > 0 else meaning.number
    if not -len(fitting) <= at < len(fitting):
        return None
    return week(fitting[at], basis=period.basis) if meaning.unit is Unit.WEEK else day(fitting[at], basis=period.basis)
