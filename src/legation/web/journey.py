"""Journeys day by day, and days within sentences, as a reader would write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from legation.record import JsonObject
from legation.web.days import days, written
from legation.when import parse_edtf

DAYS_AT_MOST = 31
"""Days of one stay that are told one by one."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ISO = re.compile(r"(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w-])")


def itinerary(stops: Sequence[Mapping[str, object]]) -> list[JsonObject]:
    """The journey of a record's stops day by day, as far as days are told: ``{"day", "stop"}``."""
    return [{"day": day, "stop": stop} for stop in stops for day in _days_at(_moment(stop["arrives"]), _moment(stop["leaves"]))]


def _moment(value: object) -> str | None:
    """A date of a record."""
    return value if isinstance(value, str) else None


def _days_at(arrives: str | None, leaves: str | None) -> list[str]:
    """The days of a stop one by one where both ends are known to the day, else what is known of them."""
    first, last = _day(arrives), _day(leaves)
    if first and (last or leaves is None):
        count = ((last or first) - first).days + 1
        if 1 <= count <= DAYS_AT_MOST:
            return [weekday(first + timedelta(days=number)) for number in range(count)]
    if arrives is None and leaves is None:
        return ["day not told"]
    return [days(arrives, leaves)]


def weekday(day: date) -> str:
    """A day with the name that it has in the week."""
    return f"{WEEKDAYS[day.weekday()]} {written(day)}"


def _day(text: str | None) -> date | None:
    """The one day that a date in the exact notation names."""
    when = parse_edtf(text) if text else None
    return when.earliest if when and when.earliest == when.latest and len(when.edtf) == 10 else None


def dated(sentence: str) -> str:
    """A sentence of the program with its days as a reader would write them: "2019-08-22" is "22 August 2019"."""
    return ISO.sub(lambda found: days(found.group()).removeprefix("some day in "), sentence)
