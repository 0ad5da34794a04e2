"""Full dates that a report gives of itself: publication lines and datelines with a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
FULL_DATE = rf"(?:\d{{4}}-\d\d-\d\d|{MONTH}\s+{DAY},?\s+\d{{4}}|{DAY}\s+{MONTH},?\s+\d{{4}})"
"""A day with month and year; figures alone only in the order of ISO 8601, for 10/11/2022 is two days."""
CLOCK = r"(?:[,\s]+(?:at\s+)?(?:T?\d{1,2}[:.]\d\d(?::\d\d)?)\s*(?:[ap]\.?m\.?|[AP]\.?M\.?)?\s*(?:\(?[A-Z]{1,4}\)?|[+-]\d\d:?\d\d)?)?"
FIRST = r"(?:First\s+)?(?:[Pp]ublished|[Pp]osted|[Ii]ssued|[Rr]eleased|Date|PUBLISHED|POSTED)"
LATER = r"(?:Last\s+)?(?:[Uu]pdated|[Mm]odified|UPDATED)"

OWN_LINE = re.compile(rf"(?:{WEEKDAY},?\s+)?({FULL_DATE}){CLOCK}\s*\.?")
FIRST_LINE = re.compile(rf"\b{FIRST}(?:\s+on)?\s*[:|-]?\s*(?:{WEEKDAY},?\s+)?({FULL_DATE})")
LATER_LINE = re.compile(rf"\b{LATER}(?:\s+on)?\s*[:|-]?\s*(?:{WEEKDAY},?\s+)?({FULL_DATE})")
LEADING = re.compile(rf"(?:{WEEKDAY},?\s+)?({FULL_DATE})\.(?=\s+[\"“‘']?[A-Z])")
YEAR = re.compile(r"\d{4}")
FIRST_NEWSPAPER = date(1605, 1, 1)
"""Before it there was no press that could have published a report."""
NO_DATES = frozenset((date(1970, 1, 1), date(1900, 1, 1), date(1899, 12, 30), date(1601, 1, 1), date(1, 1, 1)))
"""Days that programs write where they know none: the zero of their clocks."""
FIGURE = re.compile(r"\b(\d{1,2})(?!\d)")


def date_of(words: str) -> date | None:
    """The day that a full date names; None for a day that no calendar has."""
    try:
        if words[:4].isdigit():
            return date.fromisoformat(words[:10])
        year, day = YEAR.search(words), FIGURE.search(words)
        letters = re.search(r"[A-Za-z]{3}", re.sub(r"\d+(?:st|nd|rd|th)", "", words))
        if year is None or day is None or letters is None:
            return None
        return date(int(year[0]), MONTHS.index(letters[0].lower()) + 1, int(day[1]))
    except ValueError:
        return None


def date_of_line(line: str) -> date | None:
    """Day of publication that a line of its own gives; where it gives two, the first publication."""
    if len(line) > 120:
        return None
    own = OWN_LINE.fullmatch(line)
    if own is not None:
        return date_of(own[1])
    first = FIRST_LINE.search(line) or LATER_LINE.search(line)
    return date_of(first[1]) if first is not None and first.start() <= 40 else None


def leading_date(paragraph: str) -> tuple[str, date] | None:
    """A full date that stands before a report's first sentence as a sentence of its own ("23 August 2019. ...")."""
    match = LEADING.match(paragraph)
    day = date_of(match[1]) if match is not None else None
    return (match[0], day) if match is not None and day is not None else None


def doubt_of(day: date, today: date | None) -> str | None:
    """Why a day can be no day of publication; None where it can.

    Takes    today = the day after which nothing is published yet, one day of grace for time zones; None: no day is too late.
    """
    if day in NO_DATES:
        return f"is {day}, which programs write where they know no date"
    if day < FIRST_NEWSPAPER:
        return f"is {day}, before there was a press"
    if today is not None and day > today + timedelta(days=1):
        return f"is {day}, after today"
    return None
