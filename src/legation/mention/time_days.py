"""The days that time phrases mean, set against the publication day, the direction of the sentence and an earlier date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from legation.mention.time_feasts import feast_day
from legation.mention.time_meanings import (
    Anaphoric,
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    Clock,
    DayOfMonth,
    Deadline,
    Direction,
    Era,
    Holiday,
    Meaning,
    Nth,
    Part,
    Range,
    Relative,
    TimePhrase,
    Unbounded,
    Unit,
    WeekdayName,
    Weekend,
    WeekOf,
    YearPart,
)
from legation.mention.time_weeks import day_of_weekday, day_of_weekend, nth_of, this_week, weekday_after
from legation.mention.time_words import load_time_lexicon
from legation.when import (
    Grain,
    TimeBasis,
    When,
    day,
    decade,
    half,
    interval,
    month,
    one_of,
    parse_edtf,
    quarter,
    season,
    shift_days,
    week,
    year,
    yearless,
)

# A day that the tense would put this far off, while another reading lies this near, is meant to be the near one:
# "was to meet him on June 6", read on June 8, is not of next year.
FAR_DAYS, NEAR_DAYS = 270, 60
# A quarter or half without its year is named so only while it is close: half a year off it would be "last year's" or "next year's".
FAR_PART_DAYS = 180
REL = TimeBasis.RELATIVE
# A publication day outside these years is a fault of the source and taken as unknown.
EARLIEST_PRESS, LATEST_PRESS = 1500, 9000


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a phrase is set against."""

    published: date | None
    direction: Direction | None
    anchor: When | None


def days_of(phrase: TimePhrase, *, published: date | None, direction: Direction | None, anchor: When | None = None) -> When | None:
    """The days meant by a time phrase as a reporter would mean it on the publication day.

    Takes    direction of the governing verb; anchor = the date that "the following day" counts from.
    Gives    None where the phrase names no day that can be known ("soon", a weekday of an undated report).
             A bare weekday without direction is the last one on or before publication; a day or month without year
             and without direction is the nearest. Without a publication day it stands as ``XXXX-06-06``, ``XXXX-10``.
             A week or a weekend is one day within it; a range lasts (``a/b``). A time of day is of the anchor's day.
    """
    if published is not None and not EARLIEST_PRESS <= published.year <= LATEST_PRESS:
        published = None
    return _resolve(phrase.meaning, Setting(published=published, direction=direction, anchor=anchor))


def _resolve(meaning: Meaning, setting: Setting) -> When | None:
    """The days of a meaning, by its kind."""
    match meaning:
        case CalendarYear():
            return year(meaning.year)
        case Era():
            return decade(meaning.first_year) if meaning.unit is Unit.DECADE else parse_edtf(f"{meaning.first_year // 100:02d}XX")
        case Part():
            return _resolve(meaning.of, setting)
        case Range():
            return _range(meaning, setting)
        case Anaphoric():
            return _anaphoric(meaning, setting.anchor)
        case Clock():
            anchor = setting.anchor
            return replace(anchor, basis=REL) if anchor and anchor.grain is Grain.DAY and not anchor.lasts else None
        case CalendarDay():
            return _calendar_day(meaning, setting)
        case CalendarMonth():
            return _calendar_month(meaning, setting)
        case Holiday():
            return _holiday(meaning, setting)
        case YearPart():
            return _year_part(meaning, setting)
        case WeekdayName(after=True):
            return weekday_after(meaning, setting.anchor)
        case Nth():
            return nth_of(meaning, _resolve(meaning.of, setting))
        case WeekOf():
            inner = _calendar_day(meaning.day, setting)
            return week(inner.earliest, basis=inner.basis) if inner is not None and inner.earliest is not None else None
        case DayOfMonth():
            return _day_of_month(meaning, setting)
        case Deadline():
            return _deadline(meaning, setting)
        case _:
            return _from_publication(meaning, setting.published, setting.direction) if setting.published else None


def _from_publication(meaning: Meaning, published: date, direction: Direction | None) -> When | None:
    """The days of a meaning that counts from the publication day and from nothing else."""
    match meaning:
        case WeekdayName():
            return day(day_of_weekday(meaning, published, direction), basis=REL)
        case Weekend():
            return day_of_weekend(meaning, published, direction)
        case Relative(unit=Unit.WEEK, count=0):
            return this_week(published, direction)
        case Relative():
            if meaning.only_forward and direction is not Direction.FORWARD:
                return None
            return _counted(meaning.unit, meaning.count, published)
        case Unbounded(bounded=True):
            return None if direction is Direction.BACK else one_of(published, None, basis=REL)
    return None


def _counted(unit: Unit, count: int, start: date) -> When | None:
    """So many units from a day, as the calendar unit it falls in; None beyond the calendar."""
    try:
        if unit is Unit.DAY:
            return day(start + timedelta(days=count), basis=REL)
        if unit in (Unit.WEEK, Unit.FORTNIGHT):
            return week(start + timedelta(days=count * (7 if unit is Unit.WEEK else 14)), basis=REL)
    except OverflowError:
        return None
    months = start.year * 12 + start.month - 1 + {Unit.MONTH: count, Unit.QUARTER: 3 * count}.get(unit, 0)
    years = months // 12 + {Unit.YEAR: count, Unit.DECADE: count * 10}.get(unit, 0)
    if not 1 <= years <= 9999:
        return None
    if unit is Unit.MONTH:
        return month(years, months % 12 + 1, basis=REL)
    if unit is Unit.QUARTER:
        return quarter(years, months % 12 // 3 + 1, basis=REL)
    return decade(years // 10 * 10, basis=REL) if unit is Unit.DECADE and count == 0 else year(years, basis=REL)


def _pick(candidates: list[date], published: date, direction: Direction | None) -> date | None:
    """Of the possible days the one in the direction, or the nearest where there is none or it is plainly too far."""
    if not candidates:
        return None
    nearest = min(candidates, key=lambda d: (abs((d - published).days), d > published))
    if direction is None:
        return nearest
    forward = direction is Direction.FORWARD
    fitting = [d for d in candidates if (d >= published if forward else d <= published)]
    chosen = min(fitting, key=lambda d: abs((d - published).days)) if fitting else nearest
    far = abs((chosen - published).days) > FAR_DAYS and abs((nearest - published).days) <= NEAR_DAYS
    return nearest if far else chosen


def _calendar_day(meaning: CalendarDay, setting: Setting) -> When | None:
    """A day of a month; the year from the words, from a weekday beside it, or from the direction."""
    if meaning.year is not None:
        stated = _day_in(meaning.year, meaning.month, meaning.day)
        return day(stated) if stated else None
    if setting.published is None:
        return yearless(meaning.month, meaning.day) if _day_in(2004, meaning.month, meaning.day) else None
    if meaning.year_shift is not None:
        of_year = _day_in(setting.published.year + meaning.year_shift, meaning.month, meaning.day)
        return day(of_year, basis=REL) if of_year else None
    years = range(setting.published.year - 8, setting.published.year + 9)
    found = [d for y in years if (d := _day_in(y, meaning.month, meaning.day)) is not None]
    if meaning.shift is not None:
        found = [d for d in found if (d < setting.published if meaning.shift < 0 else d > setting.published)]
    fitting = [d for d in found if d.isoweekday() == meaning.weekday and abs(d.year - setting.published.year) <= 6]
    chosen = _pick(fitting, setting.published, setting.direction) if fitting else None
    if chosen is None or abs((chosen - setting.published).days) > 500:
        chosen = _pick(found, setting.published, setting.direction)
    return day(chosen, basis=REL) if chosen else None


def _day_in(year_number: int, month_number: int, day_number: int) -> date | None:
    """A day of a year, None where that year has none."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def _calendar_month(meaning: CalendarMonth, setting: Setting) -> When | None:
    """A month; its year as for a day."""
    if meaning.year is not None:
        return month(meaning.year, meaning.month)
    published = setting.published
    if published is None:
        return yearless(meaning.month)
    if meaning.year_shift is not None:
        return month(published.year + meaning.year_shift, meaning.month, basis=REL)
    this_month = date(published.year, published.month, 1)
    firsts = [date(y, meaning.month, 1) for y in range(max(published.year - 2, 1), min(published.year + 3, 9999))]
    if meaning.shift == -1:
        firsts = [first for first in firsts if first < this_month]
    elif meaning.shift == 1:
        firsts = [first for first in firsts if first > this_month]
    elif meaning.shift == 0:
        firsts = [date(published.year, meaning.month, 1)]
    way = {-1: Direction.BACK, 1: Direction.FORWARD}.get(meaning.shift or 0, setting.direction)
    chosen = _pick(firsts, this_month, way)
    return month(chosen.year, chosen.month, basis=REL) if chosen else None


def _holiday(meaning: Holiday, setting: Setting) -> When | None:
    """A feast; its year as for a day."""
    entry = load_time_lexicon().holidays[meaning.name]
    if meaning.year is not None:
        return day(feast_day(entry, meaning.year))
    published = setting.published
    if published is None:
        return yearless(entry["month"], entry["day"]) if "day" in entry else None
    days = [feast_day(entry, y) for y in range(max(published.year - 2, 1), min(published.year + 3, 9999))]
    if meaning.shift == -1:
        days = [d for d in days if d < published]
    elif meaning.shift == 1:
        days = [d for d in days if d > published]
    elif meaning.shift == 0:
        days = [d for d in days if d.year == published.year]
    chosen = _pick(days, published, None if meaning.shift is not None else setting.direction)
    return day(chosen, basis=REL) if chosen else None


def _year_part(meaning: YearPart, setting: Setting) -> When | None:
    """A season, quarter or half of a year."""
    if meaning.year is not None:
        return _part_of(meaning, meaning.year, TimeBasis.STATED)
    published = setting.published
    if published is None:
        return None
    if meaning.unit is not None and meaning.shift is not None:
        return _part_of(meaning, published.year + meaning.shift, REL)
    seasons = [_part_of(meaning, y, REL) for y in range(published.year - 2, published.year + 3)]
    past = [s for s in seasons if s.latest and s.latest < published]
    ahead = [s for s in seasons if s.earliest and s.earliest > published]
    present = [s for s in seasons if s not in past and s not in ahead]
    if meaning.unit is not None:
        return present[0] if present else _nearer(past[-1], ahead[0], published, setting.direction)
    if meaning.shift == -1 or (setting.direction is Direction.BACK and not present and meaning.shift != 1):
        return past[-1]
    if meaning.shift == 1 or (setting.direction is Direction.FORWARD and not present):
        return ahead[0]
    return present[0] if present else _part_of(meaning, published.year, REL)


def _nearer(past: When, ahead: When, published: date, direction: Direction | None) -> When:
    """The period in the direction; the nearer where there is none, or where the direction leads plainly too far."""
    if past.latest is None or ahead.earliest is None:
        return past
    since, until = (published - past.latest).days, (ahead.earliest - published).days
    near = past if since <= until else ahead
    if direction is None or (max(since, until) >= FAR_PART_DAYS and min(since, until) <= NEAR_DAYS):
        return near
    return ahead if direction is Direction.FORWARD else past


def _part_of(meaning: YearPart, year_number: int, basis: TimeBasis) -> When:
    """A season, quarter or half of a year in figures."""
    make = {None: season, Unit.QUARTER: quarter, Unit.HALF: half}[meaning.unit]
    return make(year_number, meaning.number, basis=basis)


def _day_of_month(meaning: DayOfMonth, setting: Setting) -> When | None:
    """A day without its month: in the month of the day spoken of, else the nearest in the direction."""
    start = setting.anchor.earliest if setting.anchor and setting.anchor.earliest and setting.anchor.grain is Grain.DAY else None
    if start is not None and meaning.shift is None:
        found = _day_in(start.year, start.month, meaning.day)
        return day(found, basis=REL) if found else None
    published = setting.published
    if published is None:
        return None
    if meaning.shift is not None:
        number = published.year * 12 + published.month - 1 + meaning.shift
        found = _day_in(number // 12, number % 12 + 1, meaning.day)
        return day(found, basis=REL) if found else None
    months = [published.year * 12 + published.month - 1 + n for n in range(-2, 3)]
    days = [d for m in months if (d := _day_in(m // 12, m % 12 + 1, meaning.day)) is not None]
    chosen = _pick(days, published, setting.direction)
    return day(chosen, basis=REL) if chosen else None


def _deadline(meaning: Deadline, setting: Setting) -> When | None:
    """Some day before a period is over; from the publication day on in a plan."""
    period = _resolve(meaning.of, setting)
    if period is None or period.latest is None:
        return None
    start = setting.published if setting.direction is not Direction.BACK else None
    return one_of(start if start and start <= period.latest else None, period.latest, basis=REL)


def _anaphoric(meaning: Anaphoric, anchor: When | None) -> When | None:
    """So many units from the date spoken of; None without one, or where it is too coarse or lasts."""
    if anchor is None or anchor.lasts or not anchor.year_known or anchor.earliest is None or anchor.latest is None:
        return None
    if meaning.unit is Unit.DAY:
        moved = shift_days(anchor, meaning.count) if anchor.grain is Grain.DAY else None
        return replace(moved, basis=REL) if moved else None
    low, high = (_counted(meaning.unit, meaning.count, end) for end in (anchor.earliest, anchor.latest))
    return low if low == high else None


def _range(meaning: Range, setting: Setting) -> When | None:
    """What lasts from the first to the last: one end by the direction, the other by the one."""
    first, last = meaning.first, meaning.last
    if isinstance(last, WeekdayName) and setting.published is not None:
        return _weekday_range(first, last, setting)
    if setting.published is None or setting.direction is Direction.FORWARD or _has_year(last):
        high = _resolve(last, setting)
        low = _resolve(first, _against(first, setting, high, Direction.BACK)) if not _has_year(first) else _resolve(first, setting)
    else:
        low = _resolve(first, setting)
        high = _resolve(last, _against(last, setting, low, Direction.FORWARD))
    return _lasting(low, high)


def _has_year(meaning: Meaning) -> bool:
    """Whether the words give the year."""
    inner = meaning.of if isinstance(meaning, Part) else meaning
    return getattr(inner, "year", None) is not None


def _against(meaning: Meaning, setting: Setting, end: When | None, direction: Direction) -> Setting:
    """The setting for one end of a range when the other is known."""
    if setting.published is None or end is None or isinstance(meaning, Relative):
        return setting
    if isinstance(meaning, WeekdayName) and meaning.week is not None:
        return setting
    day_known = end.latest if direction is Direction.BACK else end.earliest
    return replace(setting, published=day_known or setting.published, direction=direction)


def _weekday_range(first: Meaning, last: WeekdayName, setting: Setting) -> When | None:
    """ "Monday to Wednesday": the two nearest that follow each other in the direction."""
    forward = setting.direction is Direction.FORWARD
    if forward or not isinstance(first, WeekdayName):
        low = _resolve(first, setting)
        high = _resolve(last, replace(_against(last, setting, low, Direction.FORWARD), direction=Direction.FORWARD))
    else:
        high = _resolve(last, setting)
        low = _resolve(first, _against(first, setting, high, Direction.BACK))
    return _lasting(low, high)


def _lasting(low: When | None, high: When | None) -> When | None:
    """An interval of two ends; None where one is missing or they cross."""
    if low is None or high is None:
        return None
    if low.year_known != high.year_known or (low.earliest and high.latest and low.earliest > high.latest):
        return None
    basis = REL if REL in (low.basis, high.basis) else TimeBasis.STATED
    ends = [end if not end.edtf.startswith("[") else None for end in (low, high)]
    return interval(ends[0] or low.earliest, ends[1] or high.latest, basis=basis)
