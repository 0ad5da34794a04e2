"""One moment known within bounds, written as EDTF (ISO 8601-2), and comparisons with three answers."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from legation.span import Span


class Grain(StrEnum):
    """How finely a moment is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"


class TimeBasis(StrEnum):
    """What a date rests on: words that give it in full, words counted from another day, the dateline alone, or reckoning."""

    STATED = "stated"
    RELATIVE = "relative"
    DATELINE = "dateline"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment known within inclusive bounds, or (with ``/`` in its text) something that lasts."""

    edtf: str
    """Canonical text; ``parse_edtf`` gives the same bounds and grain back."""
    earliest: date | None
    """First day possible; None where the year is not known or the side is open."""
    latest: date | None
    """Last day possible; None where the year is not known or the side is open."""
    grain: Grain
    basis: TimeBasis = TimeBasis.STATED
    phrase: Span | None = None
    """Where ``Report.text`` says it."""

    @property
    def lasts(self) -> bool:
        """Whether it is an interval that something fills, not one moment within bounds."""
        return "/" in self.edtf

    @property
    def year_known(self) -> bool:
        """Whether the text names a year."""
        return "XXXX" not in self.edtf

    @property
    def uncertain(self) -> bool:
        """Whether a part is marked as doubtful (``?``)."""
        return "?" in self.edtf or "%" in self.edtf

    @property
    def approximate(self) -> bool:
        """Whether a part is marked as approximate (``~``)."""
        return "~" in self.edtf or "%" in self.edtf


QUALIFIERS = "?~%"
# The first month and the number of months of the EDTF codes that stand in the place of a month.
PARTS: dict[int, tuple[int, int, Grain]] = {
    **{code: (3 * (code - 20), 3, Grain.SEASON) for code in range(21, 25)},
    **{code: (3 * (code - 33) + 1, 3, Grain.QUARTER) for code in range(33, 37)},
    **{code: (6 * (code - 40) + 1, 6, Grain.HALF) for code in (40, 41)},
}
SIMPLE = re.compile(r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?[?~%]?")


def parse_edtf(text: str, *, basis: TimeBasis = TimeBasis.STATED, phrase: Span | None = None) -> When:
    """The moment or interval that an EDTF text stands for.

    Takes    level 1 dates with or without a mark, ``199X``, ``19XX``, seasons 21-24, quarters 33-36, halves 40-41, ``XXXX-02-19``,
             ``XXXX-10``, ``[a..b]`` for one day within a span, ``a/b`` for what lasts; ``..`` for an open side.
    Raises   ValueError that says what is wrong.
    """
    text = text.strip()
    if text.startswith("[") or text.endswith("]"):
        return _parse_one_of(text, basis, phrase)
    if "/" in text:
        first, _, last = text.partition("/")
        ends = [None if end == ".." else parse_edtf(end) for end in (first, last)]
        return interval(ends[0], ends[1], basis=basis, phrase=phrase)
    match = SIMPLE.fullmatch(text)
    if match is None:
        raise ValueError(f"not an EDTF date of the subset in use: {text!r} (write 2022-10-27, 2019-08, 2001, XXXX-10, [a..b] or a/b)")
    return _simple(text, match, basis, phrase)


def _parse_one_of(text: str, basis: TimeBasis, phrase: Span | None) -> When:
    """The moment of ``[a..b]``, ``[..b]`` or ``[a..]``."""
    inner = text[1:-1]
    if not (text.startswith("[") and text.endswith("]")) or ".." not in inner or "[" in inner or "/" in inner:
        raise ValueError(f"not a span that holds one day: {text!r} (write [2022-09-27..2022-10-27])")
    first, _, last = inner.partition("..")
    return one_of(parse_edtf(first) if first else None, parse_edtf(last) if last else None, basis=basis, phrase=phrase)


def _simple(text: str, match: re.Match[str], basis: TimeBasis, phrase: Span | None) -> When:
    """The moment of one matched date."""
    year_text, month_text, day_text = match["year"], match["month"], match["day"]
    number = int(month_text) if month_text else None
    if year_text == "XXXX":
        _check_yearless(text, number, int(day_text) if day_text else None)
        grain = Grain.DAY if day_text else Grain.MONTH
        return When(edtf=text, earliest=None, latest=None, grain=grain, basis=basis, phrase=phrase)
    if "X" in year_text:
        if month_text:
            raise ValueError(f"a decade or century has no month: {text!r}")
        first, last = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
        grain = Grain.DECADE if year_text.count("X") == 1 else Grain.SPAN
        bounds = date(max(first, 1), 1, 1), date(last, 12, 31)
        return When(edtf=text, earliest=bounds[0], latest=bounds[1], grain=grain, basis=basis, phrase=phrase)
    try:
        earliest, latest, grain = _bounds(int(year_text), number, int(day_text) if day_text else None)
    except (ValueError, OverflowError) as fault:
        raise ValueError(f"no such date: {text!r} ({fault})") from fault
    return When(edtf=text, earliest=earliest, latest=latest, grain=grain, basis=basis, phrase=phrase)


def _bounds(year_number: int, number: int | None, day_number: int | None) -> tuple[date, date, Grain]:
    """First day, last day and grain of a year, a part of it, or a day."""
    if number is None:
        return date(year_number, 1, 1), date(year_number, 12, 31), Grain.YEAR
    if day_number is not None:
        the_day = date(year_number, number, day_number)
        return the_day, the_day, Grain.DAY
    if number in PARTS:
        start, length, grain = PARTS[number]
    elif 1 <= number <= 12:
        start, length, grain = number, 1, Grain.MONTH
    else:
        raise ValueError(f"{number:02d} is no month, season (21-24), quarter (33-36) or half (40-41)")
    last = start + length - 1
    last_year, last_month = year_number + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year_number, start, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]), grain


def _check_yearless(text: str, number: int | None, day_number: int | None) -> None:
    """Raises ValueError unless the month and day exist in some year."""
    if number is None or not 1 <= number <= 12:
        raise ValueError(f"a date without its year needs a month from 01 to 12: {text!r}")
    if day_number is not None and not 1 <= day_number <= monthrange(2004, number)[1]:
        raise ValueError(f"no such day in any year: {text!r}")


def day(the_day: date, *, basis: TimeBasis = TimeBasis.STATED, phrase: Span | None = None) -> When:
    """One day."""
    return When(edtf=the_day.isoformat(), earliest=the_day, latest=the_day, grain=Grain.DAY, basis=basis, phrase=phrase)


def month(year_number: int, number: int, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """One month of a year."""
    return parse_edtf(f"{year_number:04d}-{number:02d}", basis=basis)


def year(number: int, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """One year."""
    return parse_edtf(f"{number:04d}", basis=basis)


def decade(first_year: int, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """The ten years from ``first_year`` on, which ends in 0."""
    return parse_edtf(f"{first_year // 10:03d}X", basis=basis)


def season(year_number: int, number: int, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """Spring (1), summer, autumn or winter (4, December to February) that begins in a year, of the northern half of the world."""
    return _part(year_number, number, (20, 4), basis)


def quarter(year_number: int, number: int, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """The first to fourth quarter of a year."""
    return _part(year_number, number, (32, 4), basis)


def half(year_number: int, number: int, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """The first or second half of a year."""
    return _part(year_number, number, (39, 2), basis)


def _part(year_number: int, number: int, code: tuple[int, int], basis: TimeBasis) -> When:
    """A part of a year from the code before its first and how many there are."""
    if not 1 <= number <= code[1]:
        raise ValueError(f"a year has parts 1 to {code[1]} of this kind, not {number}")
    return parse_edtf(f"{year_number:04d}-{code[0] + number}", basis=basis)


def yearless(number: int, day_number: int | None = None, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """A month, or a day of a month, whose year is not known."""
    return parse_edtf(f"XXXX-{number:02d}" + (f"-{day_number:02d}" if day_number is not None else ""), basis=basis)


def one_of(first: When | date | None, last: When | date | None, *, basis: TimeBasis = TimeBasis.STATED, phrase: Span | None = None) -> When:
    """One day somewhere from the first to the last, either of which may be open (None), not both."""
    low, high = _as_when(first), _as_when(last)
    for end in (low, high):
        if end is not None and (end.lasts or end.edtf.startswith("[") or not end.year_known):
            raise ValueError(f"a span that holds one day runs between dates with a year, not {end.edtf!r}")
    if low is None and high is None:
        raise ValueError("a span that is open on both sides says nothing")
    earliest, latest = low.earliest if low else None, high.latest if high else None
    if earliest and latest and earliest > latest:
        raise ValueError(f"the span ends before it begins: {earliest} .. {latest}")
    if low is not None and high is not None and low.edtf == high.edtf:
        return replace(low, basis=basis, phrase=phrase)
    text = f"[{low.edtf if low else ''}..{high.edtf if high else ''}]"
    is_week = bool(earliest and latest and earliest.isoweekday() == 1 and (latest - earliest).days == 6)
    grain = Grain.WEEK if is_week else Grain.SPAN
    return When(edtf=text, earliest=earliest, latest=latest, grain=grain, basis=basis, phrase=phrase)


def week(of: date, *, basis: TimeBasis = TimeBasis.STATED) -> When:
    """One day of the Monday-to-Sunday week that a day falls in."""
    monday = of - timedelta(days=of.weekday())
    return one_of(monday, monday + timedelta(days=6), basis=basis)


def interval(
    first: When | date | None, last: When | date | None, *, basis: TimeBasis = TimeBasis.STATED, phrase: Span | None = None
) -> When:
    """Something that lasts from the first to the last, either of which may be open (None), not both."""
    low, high = _as_when(first), _as_when(last)
    for end in (low, high):
        if end is not None and (end.lasts or end.edtf.startswith("[")):
            raise ValueError(f"an interval runs between dates, not {end.edtf!r}")
    if low is None and high is None:
        raise ValueError("an interval that is open on both sides says nothing")
    if low is not None and high is not None and low.earliest and high.latest and low.earliest > high.latest:
        raise ValueError(f"the interval ends before it begins: {low.edtf}/{high.edtf}")
    text = f"{low.edtf if low else '..'}/{high.edtf if high else '..'}"
    earliest, latest = low.earliest if low else None, high.latest if high else None
    return When(edtf=text, earliest=earliest, latest=latest, grain=Grain.SPAN, basis=basis, phrase=phrase)


def _as_when(value: When | date | None) -> When | None:
    """A day as a When; a When as it is."""
    return day(value) if isinstance(value, date) else value


def marked(when: When, mark: str) -> When:
    """The same date marked as doubtful (``?``), approximate (``~``) or both (``%``); spans and intervals take no mark."""
    if mark not in ("?", "~", "%") or when.lasts or when.edtf.startswith("["):
        raise ValueError(f"{mark!r} does not mark {when.edtf!r}")
    both = {mark, when.edtf[-1]} & set(QUALIFIERS)
    return replace(when, edtf=when.edtf.rstrip(QUALIFIERS) + (mark if len(both) == 1 else "%"))


def about(when: When | None) -> When | None:
    """The same date marked as approximate, where it takes a mark and has none."""
    return marked(when, "~") if when is not None and when.edtf[-1].isdigit() else when


def first_of(when: When) -> When | None:
    """The beginning of what lasts (None where it is open); a moment is its own beginning."""
    return _end(when, 0)


def last_of(when: When) -> When | None:
    """The end of what lasts (None where it is open); a moment is its own end."""
    return _end(when, 1)


def _end(when: When, which: int) -> When | None:
    """One of the two ends of an interval."""
    if not when.lasts:
        return when
    text = when.edtf.split("/")[which]
    return None if text == ".." else parse_edtf(text, basis=when.basis, phrase=when.phrase)


def as_interval(when: When) -> When:
    """A span that holds one day, taken as the whole stretch: ``[a..b]`` as ``a/b``; others as they are."""
    if not when.edtf.startswith("["):
        return when
    first, _, last = when.edtf[1:-1].partition("..")
    return parse_edtf(f"{first or '..'}/{last or '..'}", basis=when.basis, phrase=when.phrase)


def before(left: When, right: When) -> bool | None:
    """Whether the left is over before the right begins; None where it cannot be told."""
    end, start = last_of(left), first_of(right)
    if end is None or start is None:
        return False if overlaps(left, right) else None
    if end.latest and start.earliest and end.latest < start.earliest:
        return True
    if end.earliest and start.latest and end.earliest >= start.latest:
        return False
    return None


def overlaps(left: When, right: When) -> bool | None:
    """Whether the two share a day; None where it cannot be told."""
    if not (left.year_known and right.year_known):
        return _overlaps_yearless(left, right)
    if (left.latest and right.earliest and left.latest < right.earliest) or (
        right.latest and left.earliest and right.latest < left.earliest
    ):
        return False
    return True if _starts_in_time(left, right) and _starts_in_time(right, left) else None


def _starts_in_time(left: When, right: When) -> bool:
    """Whether the left has certainly begun when the right ends; an open side is unknown, not endless."""
    start, end = first_of(left), last_of(right)
    begun = start.latest if start else left.latest
    ended = end.earliest if end else right.earliest
    return bool(begun and ended and begun <= ended)


def _overlaps_yearless(left: When, right: When) -> bool | None:
    """False where no year can bring the two together, else None."""
    one, other = _calendar_days(left), _calendar_days(right)
    return False if one is not None and other is not None and not one & other else None


def _calendar_days(when: When) -> frozenset[tuple[int, int]] | None:
    """The (month, day) pairs that a moment may fall on; None where they are too many to matter."""
    if not when.year_known:
        match = SIMPLE.fullmatch(when.edtf)
        if match is None:
            return None
        number = int(match["month"])
        days = [int(match["day"])] if match["day"] else range(1, 32)
        return frozenset((number, d) for d in days)
    if when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 364:
        return None
    count = (when.latest - when.earliest).days + 1
    days_of_it = (when.earliest + timedelta(days=n) for n in range(count))
    return frozenset((d.month, d.day) for d in days_of_it)


def within(inner: When, outer: When) -> bool | None:
    """Whether the inner lies between the bounds of the outer (a day within its month), an open side being no bound; None: cannot tell."""
    if inner.edtf.rstrip(QUALIFIERS) == outer.edtf.rstrip(QUALIFIERS) and inner.year_known:
        return True
    if overlaps(inner, outer) is False:
        return False
    if not (inner.year_known and outer.year_known):
        return None
    starts = first_of(outer) is None or bool(inner.earliest and outer.earliest and inner.earliest >= outer.earliest)
    ends = last_of(outer) is None or bool(inner.latest and outer.latest and inner.latest <= outer.latest)
    if starts and ends:
        return True
    known = inner.lasts and inner.earliest and inner.latest and outer.earliest and outer.latest
    return False if known else None


def shift_days(when: When, count: int) -> When | None:
    """The same moment some days later (earlier if negative), as an inference; None where it cannot be reckoned."""
    if when.lasts:
        first, last = first_of(when), last_of(when)
        low, high = first and shift_days(first, count), last and shift_days(last, count)
        if (first and not low) or (last and not high) or any(end and end.edtf.startswith("[") for end in (low, high)):
            return None
        return interval(low, high, basis=TimeBasis.INFERRED)
    if not when.year_known:
        return _shift_yearless(when, count)
    try:
        low_day = when.earliest + timedelta(days=count) if when.earliest else None
        high_day = when.latest + timedelta(days=count) if when.latest else None
    except OverflowError:
        return None
    shifted = one_of(low_day, high_day, basis=TimeBasis.INFERRED)
    mark = when.edtf[-1] if when.edtf[-1] in QUALIFIERS and not shifted.edtf.startswith("[") else ""
    return marked(shifted, mark) if mark else shifted


def _shift_yearless(when: When, count: int) -> When | None:
    """A day without its year, moved; None where a leap day would decide."""
    match = SIMPLE.fullmatch(when.edtf)
    if match is None or match["day"] is None:
        return None
    try:
        moved = {(d.month, d.day) for d in (date(y, int(match["month"]), int(match["day"])) + timedelta(days=count) for y in (2001, 2004))}
    except (ValueError, OverflowError):
        return None
    return yearless(*moved.pop(), basis=TimeBasis.INFERRED) if len(moved) == 1 else None
