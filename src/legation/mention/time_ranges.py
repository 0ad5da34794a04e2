"""Ranges: two dates with "to", a stroke or "and" between them, or one date and a bare day, drawn into one phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from legation.mention.time_meanings import (
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    DayOfMonth,
    Meaning,
    Part,
    Range,
    Relative,
    Unit,
    WeekdayName,
    YearPart,
)
from legation.mention.time_words import TimeLexicon, Word
from legation.span import Span

TO = ("to", "until", "hyphen", "dash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """A phrase by the numbers of its first word and of the word after its last."""

    first: int
    last: int
    kind: str
    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The words of a sentence by class name, as joining looks at them."""

    words: list[Word]
    names: dict[str, str]
    """Class character -> class name."""
    moved: frozenset[str]

    def name(self, at: int) -> str:
        """The class name of the word at a place; empty outside the sentence or for a word of no class."""
        return self.names.get(self.words[at].code, "") if 0 <= at < len(self.words) else ""

    def value(self, at: int) -> int:
        """The number of the word at a place."""
        value = self.words[at].value
        return value if isinstance(value, int) else 0

    def span(self, first: int, last: int) -> Span:
        """The span of a stretch of words."""
        return Span(self.words[first].start, self.words[last - 1].end)


def join_ranges(items: list[Spotted], words: list[Word], lexicon: TimeLexicon) -> list[Spotted]:
    """The spotted phrases with those joined that say from when to when."""
    if not any(item.kind == "date" for item in items):
        return items
    names = {code: name for name, code in lexicon.codes.items()}
    sight = Sight(words=words, names=names, moved=lexicon.lists["moved"])
    joined: list[Spotted] = []
    at = 0
    while at < len(items):
        clocked = _clock_of_day(items[at], items[at + 1]) if at + 1 < len(items) else None
        if clocked is not None:
            joined.append(clocked)
            at += 2
            continue
        floor = joined[-1].last if joined else 0
        following = items[at + 1] if at + 1 < len(items) else None
        pair = _pair(items[at], following, sight) if following else None
        if pair is not None:
            while joined and (longer := _list_before(joined[-1], pair, sight)) is not None:
                joined.pop()
                pair = longer
            joined.append(_with_opening(pair, sight, joined[-1].last if joined else 0))
            at += 2
            continue
        single = _bare_days(items[at], sight, floor)
        if isinstance(single.meaning, Range) and joined and joined[-1].last == single.first and isinstance(joined[-1].meaning, WeekdayName):
            single = replace(single, first=joined.pop().first)
        joined.append(_with_opening(single, sight, joined[-1].last if joined else 0))
        at += 1
        while at < len(items) and items[at].first < joined[-1].last:
            at += 1
    return joined


def _clock_of_day(clock: Spotted, date: Spotted) -> Spotted | None:
    """A time of day and the day right after it, as one date: "9 a.m. Thursday"."""
    if clock.kind != "clock" or date.kind != "date" or clock.last != date.first:
        return None
    return replace(date, first=clock.first)


def _pair(left: Spotted, right: Spotted, sight: Sight) -> Spotted | None:
    """One range of two neighbouring dates, where the words between and the dates allow it."""
    if left.kind != "date" or right.kind != "date" or right.first - left.last != 1:
        return None
    link = sight.name(left.last)
    if link == "and":
        opened = sight.name(left.first - 1) == "between"
        if not (opened and _alike(left.meaning, right.meaning)) and not _consecutive(left.meaning, right.meaning):
            return None
    elif link not in TO or not _alike(left.meaning, right.meaning) or _is_moved(left, link, sight):
        return None
    first = _with_year_of(left.meaning, right.meaning)
    if _runs_back(first, right.meaning):
        return None
    meaning = Range(
        first=first, last=right.meaning, first_span=sight.span(left.first, left.last), last_span=sight.span(right.first, right.last)
    )
    return Spotted(first=left.first, last=right.last, kind="date", meaning=meaning)


def _list_before(left: Spotted, pair: Spotted, sight: Sight) -> Spotted | None:
    """ "Monday, Tuesday and Wednesday": a range with the day before its first drawn in."""
    if not isinstance(pair.meaning, Range) or sight.name(pair.first - 1) != "comma" or left.last != pair.first - 1:
        return None
    if not _consecutive(left.meaning, pair.meaning.first):
        return None
    first = _with_year_of(left.meaning, pair.meaning.first)
    return replace(pair, first=left.first, meaning=replace(pair.meaning, first=first, first_span=sight.span(left.first, left.last)))


def _is_moved(left: Spotted, link: str, sight: Sight) -> bool:
    """Whether a date is put off from one day to another, which is no range."""
    before = {word.text.lower() for word in sight.words[max(left.first - 8, 0) : left.first]}
    return link == "to" and bool(before & sight.moved)


def _core(meaning: Meaning) -> Meaning:
    """What an early, middle or late part is a part of."""
    return meaning.of if isinstance(meaning, Part) else meaning


def _alike(left: Meaning, right: Meaning) -> bool:
    """Whether two dates are of a kind that can be the ends of one range."""
    kinds = (CalendarDay, CalendarMonth, CalendarYear, YearPart, WeekdayName, DayOfMonth)
    one, other = _core(left), _core(right)
    if isinstance(one, CalendarDay | WeekdayName | Relative) and isinstance(other, CalendarDay | WeekdayName | Relative):
        days = all(not isinstance(m, Relative) or m.unit is Unit.DAY for m in (one, other))
        return days and (type(one) is type(other) or isinstance(one, Relative))
    if isinstance(one, CalendarMonth | CalendarDay) and isinstance(other, CalendarMonth | CalendarDay):
        return True
    if isinstance(one, DayOfMonth) and isinstance(other, CalendarDay):
        return one.day < other.day
    if isinstance(one, CalendarMonth) and isinstance(other, CalendarYear | YearPart):
        return one.year is not None
    return type(one) is type(other) and isinstance(one, kinds)


def _consecutive(left: Meaning, right: Meaning) -> bool:
    """Whether the second day is the one after the first: "Thursday and Friday", "March 31 and April 1"."""
    if isinstance(left, WeekdayName) and isinstance(right, WeekdayName):
        return right.weekday == left.weekday % 7 + 1 and left.week is None and left.shift == right.shift
    if isinstance(left, DayOfMonth) and isinstance(right, CalendarDay):
        return right.day - left.day == 1
    if isinstance(left, CalendarDay) and isinstance(right, CalendarDay):
        if left.month == right.month:
            return right.day - left.day == 1
        return right.month == left.month % 12 + 1 and left.day >= 28 and right.day == 1
    if isinstance(left, Relative) and isinstance(right, Relative):
        return left.unit is right.unit is Unit.DAY and right.count - left.count == 1
    return False


def _with_year_of(left: Meaning, right: Meaning) -> Meaning:
    """The first date with the year, week or month that stands only at the second."""
    if isinstance(left, WeekdayName) and isinstance(right, WeekdayName) and left.week is None and left.shift is None:
        return replace(left, week=right.week)
    if isinstance(left, DayOfMonth) and isinstance(right, CalendarDay):
        return CalendarDay(month=right.month, day=left.day, year=right.year, year_shift=right.year_shift)
    if isinstance(left, CalendarDay) and isinstance(right, CalendarDay) and left.year_shift is None:
        left = replace(left, year_shift=right.year_shift)
    if not isinstance(left, CalendarDay | CalendarMonth) or left.year is not None:
        return left
    if not isinstance(right, CalendarDay | CalendarMonth) or right.year is None:
        return left
    later = left.month > right.month
    return replace(left, year=right.year - 1 if later else right.year)


def _runs_back(left: Meaning, right: Meaning) -> bool:
    """Whether the second date is plainly earlier than the first."""
    one, other = _core(left), _core(right)
    if isinstance(one, CalendarYear) and isinstance(other, CalendarYear):
        return other.year <= one.year
    if isinstance(one, CalendarDay) and isinstance(other, CalendarDay) and one.year == other.year:
        both_known = one.year is not None
        return (one.month, one.day) >= (other.month, other.day) and (both_known or one.month == other.month)
    return False


def _bare_days(item: Spotted, sight: Sight, floor: int) -> Spotted:
    """A day of a month with a bare number after it ("June 6 to 8") or before it ("3 and 5 May"), as a range."""
    if item.kind != "date":
        return item
    if isinstance(item.meaning, CalendarDay):
        return _day_after(item, item.meaning, sight) or _day_before(item, item.meaning, sight, floor) or item
    if isinstance(item.meaning, DayOfMonth):
        return _ordinal_after(item, item.meaning, sight) or item
    if isinstance(item.meaning, CalendarYear):
        return _short_year_after(item, item.meaning, sight) or item
    return item


def _day_after(item: Spotted, day: CalendarDay, sight: Sight) -> Spotted | None:
    """ "June 6 to 8", "April 23-25, 2022", "March 17, 18 and 19"."""
    month_first = sight.name(item.last - 1) in ("day", "ordinal")
    if not month_first or day.year is not None:
        return None
    at = item.last
    while sight.name(at) == "comma" and sight.name(at + 1) in ("day", "ordinal") and sight.name(at + 2) in ("comma", "and"):
        at += 2
    if sight.name(at) == "comma" and sight.name(at + 1) == "and":
        at += 1
    link, number = sight.name(at), at + 1
    number += sight.name(number) == "the"
    if link not in (*TO, "and") or sight.name(number) not in ("day", "ordinal"):
        return None
    value, adjoining = sight.value(number), sight.name(number) == "ordinal" or not _counts_things(number, sight)
    if not day.day < value <= 31 or not adjoining:
        return None
    if link == "and" and value - day.day != 1 and sight.name(item.first - 1) != "between" and at == item.last:
        return None
    last = number + 1
    year = None
    if sight.name(last) == "year":
        year, last = sight.value(last), last + 1
    elif sight.name(last) == "comma" and sight.name(last + 1) == "year":
        year, last = sight.value(last + 1), last + 2
    meaning = Range(
        first=replace(day, year=year),
        last=CalendarDay(month=day.month, day=value, year=year),
        first_span=sight.span(item.first, item.last),
        last_span=sight.span(number, last),
    )
    return Spotted(first=item.first, last=last, kind="date", meaning=meaning)


def _ordinal_after(item: Spotted, day: DayOfMonth, sight: Sight) -> Spotted | None:
    """ "On the 19th and 20th", "from the 19th to the 21st"."""
    link, number = sight.name(item.last), item.last + 1
    number += sight.name(number) == "the"
    if link not in (*TO, "and") or sight.name(number) != "ordinal" or day.shift is not None:
        return None
    value = sight.value(number)
    if not day.day < value <= 31 or (link == "and" and value - day.day != 1 and sight.name(item.first - 1) != "between"):
        return None
    spans = sight.span(item.first, item.last), sight.span(number, number + 1)
    meaning = Range(first=day, last=DayOfMonth(day=value), first_span=spans[0], last_span=spans[1])
    return Spotted(first=item.first, last=number + 1, kind="date", meaning=meaning)


def _counts_things(at: int, sight: Sight) -> bool:
    """Whether a bare number is followed by what it counts ("June 6 and 7 people")."""
    following = sight.words[at + 1].text if at + 1 < len(sight.words) else ""
    return bool(re.fullmatch(r"[a-z]+s|people|men|women|children|percent", following)) and following not in ("as", "is", "was", "has")


def _day_before(item: Spotted, day: CalendarDay, sight: Sight, floor: int) -> Spotted | None:
    """ "3 to 5 May", "6-8 June 2022"."""
    start = item.first + (sight.name(item.first) == "weekday")
    if sight.name(start) not in ("day", "ordinal"):
        return None
    at = item.first - 1
    number = at - 1
    if number < floor or sight.name(at) not in (*TO, "and") or sight.name(number) not in ("day", "ordinal"):
        return None
    value = sight.value(number)
    if not 1 <= value < day.day or (sight.name(at) == "and" and day.day - value != 1 and sight.name(number - 1) != "between"):
        return None
    meaning = Range(
        first=CalendarDay(month=day.month, day=value, year=day.year),
        last=day,
        first_span=sight.span(number, number + 1),
        last_span=sight.span(item.first, item.last),
    )
    return Spotted(first=number, last=item.last, kind="date", meaning=meaning)


def _short_year_after(item: Spotted, year: CalendarYear, sight: Sight) -> Spotted | None:
    """ "2014-15"."""
    at = item.last + 1
    if sight.name(item.last) != "hyphen" or sight.name(at) not in ("day", "number") or len(sight.words[at].text) != 2:
        return None
    value = year.year // 100 * 100 + sight.value(at)
    if not year.year < value <= year.year + 30:
        return None
    meaning = Range(
        first=year, last=CalendarYear(year=value), first_span=sight.span(item.first, item.last), last_span=sight.span(at, at + 1)
    )
    return Spotted(first=item.first, last=at + 1, kind="date", meaning=meaning)


def _with_opening(item: Spotted, sight: Sight, floor: int) -> Spotted:
    """A range with the "from" or "between" that opens it."""
    at = item.first - 1
    opens = isinstance(item.meaning, Range) and at >= floor and sight.name(at) in ("from", "between")
    return replace(item, first=at) if opens else item
