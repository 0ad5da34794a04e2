"""Days as data sets write them: EDTF, ISO, and the forms that can mean one day only."""

from __future__ import annotations

import re
from datetime import date

from legation.when import parse_edtf

MONTHS = "january february march april may june july august september october november december".split()
CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm]|Z|[+-]\d{2}:?\d{2})?$")
YEAR_FIRST = re.compile(r"(\d{4})[/.-]?(\d{2})[/.-]?(\d{2})|(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]+([A-Za-z]{3,9})\.?,?[ -]+(\d{4})")
MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.?,? +(\d{4})")
WRITE = "write 2022-10-27"


def edtf_day(text: str) -> str:
    """The day, month or year that a cell means, as EDTF.

    Raises   ValueError for what is none, and for a day that may be two ("03/04/2021").
    """
    text = CLOCK.sub("", text.strip())
    try:
        return parse_edtf(text).edtf
    except ValueError as fault:
        numbers = _numbers(text)
        if numbers is None:
            raise ValueError(f"{text!r} is no date; {WRITE}") from fault
    try:
        return date(*numbers).isoformat() if numbers[2] else f"{numbers[0]:04}-{numbers[1]:02}"
    except ValueError as fault:
        raise ValueError(f"{text!r} is no day of the calendar; {WRITE}") from fault


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day; day 0 for a month alone."""
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
        return year, month, day
    if found := DAY_FIRST.fullmatch(text):
        return _day_first(text, int(found[1]), int(found[3]), int(found[4]))
    if found := DAY_MONTH.fullmatch(text):
        return _with_month(found[3], found[2], found[1])
    if found := MONTH_DAY.fullmatch(text):
        return _with_month(found[3], found[1], found[2])
    found = MONTH_YEAR.fullmatch(text)
    return _with_month(found[2], found[1], "0") if found else None


def _with_month(year: str, name: str, day: str) -> tuple[int, int, int] | None:
    """Year, month and day where the name is a month's."""
    month = _month(name)
    return (int(year), month, int(day)) if month else None


def _day_first(text: str, first: int, second: int, year: int) -> tuple[int, int, int]:
    """Which of two numbers is the day: a point says the first, else the one above 12."""
    if "." in text or first == second or first > 12:
        return year, second, first
    if second > 12:
        return year, first, second
    raise ValueError(f"{text!r} may be day {first} of month {second} or day {second} of month {first}; {WRITE}")


def _month(name: str) -> int | None:
    """The number of a month by its English name or the first letters of it."""
    return next((number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower())), None)
