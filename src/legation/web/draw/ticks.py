"""The scale of a timeline: round moments between two days, few enough to be read."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from legation.web.days import MONTHS

MOST = 6
"""Ticks at most; so many still stand apart on a narrow screen."""
DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6)
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
Tick = tuple[date, str, str]
"""A moment, its word, and the year to be written below it where that is not in the word and new."""


def ticks(first: date, last: date) -> list[Tick]:
    """Round moments from one day to another, each with its word."""
    span = (last - first).days
    days = next((step for step in DAY_STEPS if span / step <= MOST - 1), None)
    if days is not None:
        return _with_years([(day, _day(day)) for day in (first + timedelta(n) for n in range(0, span + 1, days))])
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in MONTH_STEPS if months / step <= MOST), None)
    if step is not None:
        return _months(first, last, step)
    years = last.year - first.year
    return _years(first, last, next((step for step in YEAR_STEPS if years / step <= MOST - 1), ceil(years / MOST)))


def _months(first: date, last: date, step: int) -> list[Tick]:
    """The beginnings of months whose number fits a step."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(number // 12, number % 12 + 1, 1) for number in numbers if number % step == 0]
    return _with_years([(start, MONTHS[start.month - 1][:3]) for start in starts if first <= start <= last])


def _with_years(shown: list[tuple[date, str]]) -> list[Tick]:
    """Moments with the year below the first of each, so that the words stay short enough for a narrow screen."""
    known: set[int] = set()
    found = []
    for day, word in shown:
        found.append((day, word, "" if day.year in known else str(day.year)))
        known.add(day.year)
    return found


def _years(first: date, last: date, step: int) -> list[Tick]:
    """The beginnings of years whose number fits a step."""
    starts = [date(year, 1, 1) for year in range(max(first.year, 1), last.year + 1) if year % step == 0]
    return [(start, str(start.year), "") for start in starts if first <= start <= last]


def _day(day: date) -> str:
    """A day as short as it may be."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
