"""Days as a reader would write them: "27 to 28 October 2022", "some day in June 2019", "about 2009", never in the exact notation."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from legation.when import PARTS, QUALIFIERS, SIMPLE, Grain, When, parse_edtf

MONTHS = (*("January", "February", "March", "April", "May", "June"), *("July", "August", "September", "October", "November", "December"))
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
ORDINALS = ("first", "second", "third", "fourth")
DOUBT = {"?": "perhaps ", "~": "about ", "%": "perhaps about ", "": ""}
NOT_KNOWN = "day not known"
IN_TEXT = re.compile(r"(?<![\w/-])(?:1[0-9]|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?(?![\w/-])")
"""Days and months of the notation within a sentence."""
Moment = str | When | None


def days(starts: Moment, ends: Moment = None, *, open_end: bool = False) -> str:
    """First and last day of what lasts, or the one day known of it.

    Takes    both as EDTF or as moments; open_end = whether to say that the end is not known where it is not.
    """
    return _days(_text(starts), _text(ends), open_end)


@lru_cache(maxsize=20_000)
def _days(starts: str | None, ends: str | None, open_end: bool) -> str:
    if starts is None:
        return f"until {_moment(ends)}" if ends is not None else NOT_KNOWN
    if "/" in starts:
        first, _, last = starts.partition("/")
        return _stretch(None if first == ".." else first, None if last == ".." else last)
    if ends is None or ends == starts:
        return f"from {_moment(starts)} on, end not known" if open_end and ends is None else _moment(starts)
    return _stretch(starts, ends)


def _stretch(starts: str | None, ends: str | None) -> str:
    """From one moment to another, either of which may be open."""
    if starts is None or ends is None:
        return f"from {_moment(starts)} on, end not known" if starts else f"until {_moment(ends)}, beginning not known"
    first, last = _exact(starts), _exact(ends)
    return _between(first, last) if first and last else f"{_end(starts)} to {_end(ends)}"


def _between(first: date, last: date) -> str:
    """Two days in as few words as they can be written."""
    if first == last:
        return written(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {written(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {written(last)}"
    return f"{written(first)} to {written(last)}"


def written(day: date) -> str:
    """One day: "27 October 2022"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def on_day(text: str | None) -> str:
    """The day of a moment as ISO 8601 writes it, with its hour or without: "27 October 2022"; what is none as it is."""
    if not text:
        return NOT_KNOWN
    try:
        return written(date.fromisoformat(text[:10]))
    except ValueError:
        return text


def at_time(text: str) -> str:
    """A moment with its hour and minute: "27 October 2022, 14:05 UTC"."""
    return f"{on_day(text)}, {text[11:16]} UTC" if text[10:11] == "T" else on_day(text)


def _end(text: str) -> str:
    """One end of a stretch: of a month or year it is understood that some day of it is meant."""
    return _moment(text).removeprefix("some day in ")


def readable(text: str) -> str:
    """A sentence with the days and months in it as a reader would write them: "before 1972-04-12" is "before 12 April 1972"."""
    return IN_TEXT.sub(lambda found: _period(found.group()) if _is_date(found.group()) else found.group(), text)


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except ValueError:
        return False
    return True


def _text(moment: Moment) -> str | None:
    return moment.edtf if isinstance(moment, When) else moment or None


def _exact(text: str) -> date | None:
    """The day that a text names without any doubt."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _moment(text: str | None) -> str:
    """One moment in words; what is no date of the notation stays as it is."""
    if text is None:
        return NOT_KNOWN
    try:
        when = parse_edtf(text)
    except ValueError:
        return text
    if when.lasts:
        return _days(text, None, False)
    return _some_day_between(when) if text.startswith("[") else _simple(text, when)


def _some_day_between(when: When) -> str:
    """One day within bounds."""
    low, high = when.edtf[1:-1].split("..")
    if not low or not high:
        return f"some day up to {_period(high)}" if high else f"some day from {_period(low)} on"
    first, last = _exact(low), _exact(high)
    if first and last:
        return f"some day from {_between(first, last)}"
    return f"some day from {_period(low)} to {_period(high)}"


def _simple(text: str, when: When) -> str:
    """One date with its doubt; a month or year holds the day that is meant."""
    mark = text[-1] if text[-1] in QUALIFIERS else ""
    period = _period(text)
    return f"{DOUBT[mark]}{period}" if mark or when.grain is Grain.DAY else f"some day in {period}"


def _period(text: str) -> str:
    """A day, month, part of a year or run of years by its name, without its doubt."""
    match = SIMPLE.fullmatch(text)
    if match is None:
        return text
    year, month, day = match["year"], int(match["month"] or 0), int(match["day"] or 0)
    if year == "XXXX":
        return f"{f'{day} ' if day else ''}{MONTHS[month - 1]}, year not known"
    if "X" in year:
        return f"the {year.replace('X', '0')}s"
    number = str(int(year))
    if month > len(MONTHS):
        return _part(month, int(year))
    return " ".join(part for part in (str(day) if day else "", MONTHS[month - 1] if month else "", number) if part)


def _part(code: int, year: int) -> str:
    """A season, quarter or half of a year."""
    first, _, grain = PARTS[code]
    if grain is Grain.SEASON:
        return f"{SEASONS[code]} {year}/{(year + 1) % 100:02d}" if first == 12 else f"{SEASONS[code]} {year}"
    if grain is Grain.QUARTER:
        return f"the {ORDINALS[code - 33]} quarter of {year}"
    return f"the {ORDINALS[code - 40]} half of {year}"
