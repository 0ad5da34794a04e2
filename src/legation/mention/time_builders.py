"""The meaning of a matched time phrase, one function for each way of saying it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from legation.mention.time_meanings import (
    Anaphoric,
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    Clock,
    DayOfMonth,
    Deadline,
    Duration,
    Era,
    Holiday,
    Meaning,
    Nth,
    Part,
    Recurring,
    Relative,
    Unit,
    WeekdayName,
    Weekend,
    WeekOf,
    YearPart,
)
from legation.mention.time_words import Word

DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7, Unit.FORTNIGHT: 14}


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern matched, read by the names of its parts."""

    match: re.Match[str]
    words: list[Word]
    names: dict[str, tuple[int, ...]]
    """Name of a part -> the groups that may hold it."""

    def word(self, name: str) -> Word | None:
        """The word of a part, None where it is absent."""
        for group in self.names.get(name, ()):
            at = self.match.start(group)
            if at >= 0:
                return self.words[at]
        return None

    def number(self, name: str) -> int | None:
        """The number of a part, None where it is absent."""
        word = self.word(name)
        return word.value if word is not None and isinstance(word.value, int) else None

    def must(self, name: str) -> int:
        """The number of a part that the pattern requires."""
        number = self.number(name)
        assert number is not None, name
        return number

    def unit(self, name: str) -> Unit | None:
        """The unit of a part, None where it is absent."""
        word = self.word(name)
        return Unit(str(word.value)) if word is not None else None

    def shift(self) -> int | None:
        """This (0), the next (1) or the last (-1), by which of these parts is there."""
        for name, value in (("next", 1), ("last", -1), ("this", 0)):
            if self.word(name) is not None:
                return value
        return None


def amount_of(found: Found) -> int | None:
    """The number before a unit; None where it is vague ("several")."""
    word = found.word("count")
    if word is None:
        return None
    if word.text.lower() in ("a", "an"):
        return 1
    number = found.number("count")
    if found.word("tens") is not None:
        number = (number or 0) + found.must("tens")
    return number or None


def calendar_day_of(found: Found) -> Meaning | None:
    day = found.must("day")
    if not 1 <= day <= 31:
        return None
    year = found.number("year")
    try:
        date(year or 2004, found.must("month"), day)
    except ValueError:
        return None
    if not _is_of_year(found):
        return None
    return CalendarDay(month=found.must("month"), day=day, year=year, weekday=found.number("weekday"), year_shift=found.shift())


def iso_of(found: Found) -> Meaning | None:
    try:
        day = date.fromisoformat(found.words[found.match.start()].text)
    except ValueError:
        return None
    return CalendarDay(month=day.month, day=day.day, year=day.year)


def slashed_of(found: Found) -> Meaning | None:
    """A date with strokes where only one order is possible; the order of "7/8/07" is not told."""
    parts = found.words[found.match.start()].text.split("/")
    if len(parts) != 3 or not all(p.isdecimal() for p in parts) or len(parts[2]) != 4:
        return None
    one, two, year = (int(p) for p in parts)
    if one > 12 >= two >= 1 and one <= 31:
        return CalendarDay(month=two, day=one, year=year)
    if (two > 12 or one == two) and 1 <= one <= 12 and two <= 31:
        return CalendarDay(month=one, day=two, year=year)
    return None


def edged_of(found: Found, inner: Meaning) -> Meaning:
    """A meaning narrowed to its early, middle or late part where the phrase says so."""
    edge = found.word("edge") or found.word("shifted")
    if edge is None:
        return inner
    name = {"-1": "early", "1": "late"}.get(str(edge.value), str(edge.value))
    part = Part(edge=name, of=inner)
    return Deadline(of=part) if found.word("deadline") is not None else part


def _is_of_year(found: Found) -> bool:
    """Whether the unit after "next" or "last", where there is one, is the year."""
    return found.unit("unit") in (None, Unit.YEAR)


def month_of_year_of(found: Found) -> Meaning | None:
    if not _is_of_year(found):
        return None
    return edged_of(found, CalendarMonth(month=found.must("month"), year_shift=found.shift()))


def month_of(found: Found) -> Meaning:
    return edged_of(found, CalendarMonth(month=found.must("month"), year=found.number("year"), shift=found.shift()))


def year_of(found: Found) -> Meaning:
    return edged_of(found, CalendarYear(year=found.must("year")))


def short_year_of(found: Found) -> Meaning | None:
    """ "since '82": two figures after an apostrophe that touches them."""
    year, mark = found.word("year"), found.words[found.match.start()]
    if year is None or len(year.text) != 2 or mark.end != year.start:
        return None
    number = found.must("year")
    return CalendarYear(year=number + (1900 if number >= 30 else 2000))


def season_of(found: Found) -> Meaning:
    return edged_of(found, YearPart(unit=None, number=found.must("season"), year=found.number("year"), shift=found.shift()))


def year_part_of(found: Found) -> Meaning | None:
    if not _is_of_year(found):
        return None
    unit, last = (Unit.HALF, 2) if found.word("half") else (Unit.QUARTER, 4)
    number = found.number("order") or last
    if number > last:
        return None
    shift = 0 if found.word("unit") is not None and found.shift() is None else found.shift()
    return YearPart(unit=unit, number=number, year=found.number("year"), shift=shift)


def half_of_unit_of(found: Found) -> Meaning | None:
    """The first or second half of something shorter than a year."""
    edge = "early" if found.must("order") == 1 else "late"
    month = found.number("month")
    if month is not None:
        return Part(edge=edge, of=CalendarMonth(month=month, year=found.number("year")))
    unit = found.unit("unit")
    if unit is None:
        return None
    return Part(edge=edge, of=Relative(unit=unit, count=found.shift() or 0))


def era_of(found: Found) -> Meaning | None:
    first = found.must("decade")
    if first < 100:
        first += 1900 if first >= 20 else 2000
    return edged_of(found, Era(unit=Unit.DECADE, first_year=first))


def century_of(found: Found) -> Meaning | None:
    number = found.must("order")
    return edged_of(found, Era(unit=Unit.CENTURY, first_year=(number - 1) * 100)) if 10 <= number <= 22 else None


def weekday_of(found: Found) -> Meaning:
    if found.word("unit") is not None:
        return WeekdayName(weekday=found.must("weekday"), week=found.shift())
    return WeekdayName(weekday=found.must("weekday"), shift=found.shift())


def weekend_of(found: Found) -> Meaning:
    return edged_of(found, Weekend(shift=found.shift()))


def near_day_of(found: Found) -> Meaning:
    return Relative(unit=Unit.DAY, count=found.must("near"))


def this_part_of_day_of(found: Found) -> Meaning:
    return Relative(unit=Unit.DAY, count=-1 if found.word("last") is not None else 0)


def relative_of(found: Found) -> Meaning | None:
    unit = found.unit("unit")
    if unit is None or _is_bare_week_start(found):
        return None
    if unit is Unit.DAY and found.shift() is None:
        return edged_of(found, Anaphoric(unit=unit, count=0))
    return edged_of(found, Relative(unit=unit, count=found.shift() or 0))


def _is_bare_week_start(found: Found) -> bool:
    """Whether it is "week beginning", which is no time by itself, beside "year-end", "week's beginning"."""
    texts = [word.text.lower() for word in found.words[found.match.start() : found.match.end()]]
    return texts[-1] in ("beginning", "start", "close", "turn") and texts[-2:-1] in (["week"], ["month"], ["year"], ["day"])


def _inner_of(found: Found) -> Meaning | None:
    """The month, year or unit that a phrase is a part of."""
    month, year, unit = found.number("month"), found.number("year"), found.unit("unit")
    if month is not None:
        return CalendarMonth(month=month, year=year)
    if unit is not None:
        return Relative(unit=unit, count=found.shift() or 0) if unit is not Unit.DAY else None
    return CalendarYear(year=year) if year is not None else None


def nth_part_of(found: Found) -> Meaning | None:
    """ "The last Friday of the month", "the first week of June"; other units keep the whole as bounds."""
    order, inner, counted = found.word("order"), _inner_of(found), found.unit("counted")
    number = found.must("order") if order is not None and order.text.lower() != "final" else -1
    if inner is None or (isinstance(inner, Relative) and inner.unit is counted):
        return None
    if counted not in (None, Unit.DAY, Unit.WEEK, Unit.MONTH):
        return inner
    return Nth(number=number, of=inner, weekday=found.number("weekday"), unit=counted or Unit.DAY)


def first_units_of(found: Found) -> Meaning | None:
    """ "The first days of May", "the closing weeks of the year": the early or late part."""
    order, inner = found.word("order"), _inner_of(found)
    early = order is not None and order.text.lower() not in ("final", "latter")
    return Part(edge="early" if early else "late", of=inner) if inner is not None else None


def week_of_day_of(found: Found) -> Meaning | None:
    """ "The week of June 3", "the week beginning 3 June"."""
    word, inner = found.word("edge"), calendar_day_of(found)
    if found.unit("weeks") is not Unit.WEEK or not isinstance(inner, CalendarDay):
        return None
    return WeekOf(day=inner) if word is None or word.text.lower() == "beginning" else None


def shifted_day_of(found: Found) -> Meaning | None:
    """ "Last Oct. 23", "next June 6"."""
    inner, shift = calendar_day_of(found), found.shift()
    if not isinstance(inner, CalendarDay):
        return None
    return replace(inner, shift=shift, year_shift=None) if shift else inner


def holiday_of(found: Found) -> Meaning | None:
    word = found.word("holiday")
    return Holiday(name=str(word.value), year=found.number("year"), shift=found.shift()) if word is not None else None


def duration_of(found: Found) -> Meaning:
    amount, unit = amount_of(found), found.unit("unit")
    length = DAYS_IN.get(unit) if unit is not None else None
    return Duration(days=amount * length if amount is not None and length is not None else None)


def no_days_of(found: Found) -> Meaning:
    return Duration(days=None)


def set_of(found: Found) -> Meaning:
    return Recurring()


def clock_of(found: Found) -> Meaning:
    return Clock()


def day_of_shifted_month_of(found: Found) -> Meaning | None:
    return DayOfMonth(day=found.must("day"), shift=found.shift() or 0) if found.unit("unit") is Unit.MONTH else None


def day_of_month_of(found: Found) -> Meaning:
    return DayOfMonth(day=found.must("day"))
