"""What time phrases mean before they are set against a publication day: frozen values, without logic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from legation.span import Span


class Direction(StrEnum):
    """Whether the words speak of what is to come or of what has been."""

    FORWARD = "forward"
    BACK = "back"


class Unit(StrEnum):
    """A unit of the calendar that phrases count in."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day of a month: "June 6", "Thursday, 27 October 2022"."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    year_shift: int | None = None
    """This year (0), the next or the last, where the words say so."""
    shift: int | None = None
    """"last Oct. 23" (-1), "next June 6" (1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """A day without its month: "the 19th", "the 19th of next month" (shift)."""

    day: int
    shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth:
    """A month: "October", "October 2022", "last October" (shift -1)."""

    month: int
    year: int | None = None
    shift: int | None = None
    year_shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """A year in figures."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPart:
    """A season (unit None), quarter or half of a year in figures, or of this year (shift 0), the next or the last."""

    unit: Unit | None
    number: int
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A decade or a century by its first year: "the 1990s" 1990, "the 20th century" 1900."""

    unit: Unit
    first_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayName:
    """A day of the week: bare, "next Monday" (shift), "Monday of next week" (week), "the following Monday" (after)."""

    weekday: int
    shift: int | None = None
    week: int | None = None
    after: bool = False
    weeks_on: int = 0
    """So many weeks after the coming one: "Monday week", "a week on Monday"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nth:
    """The first, second or last (-1) day, weekday or week of a period: "the last Friday of the month", "the first week of June"."""

    number: int
    of: Meaning
    weekday: int | None = None
    unit: Unit = Unit.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOf:
    """The week that a day falls in: "the week of June 3"."""

    day: CalendarDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend:
    """A Saturday and Sunday: "the weekend" (shift None), "last weekend" (-1)."""

    shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """So many units from the publication day: "yesterday", "last month", "two years ago".

    ``only_forward``: "in five days" counts from the publication day in a plan alone; of the past it is a duration.
    """

    unit: Unit
    count: int
    only_forward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphoric:
    """So many units from a day spoken of before: "the following day", "a year earlier"."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A feast by its name in the word list."""

    name: str
    year: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The early, middle or late part of something, which bounds it."""

    edge: str
    of: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Some day before something is over: "before the end of the year"."""

    of: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbounded:
    """Some day from the publication day on ("in the coming weeks"), or none that can be told ("soon")."""

    bounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From the first to the last; the spans are theirs within the sentence."""

    first: Meaning
    last: Meaning
    first_span: Span
    last_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time in whole days; None where it is no number of days ("a few hours", "two months")."""

    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """Again and again: "every year"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day."""


Meaning = (
    CalendarDay
    | DayOfMonth
    | CalendarMonth
    | CalendarYear
    | YearPart
    | Era
    | WeekdayName
    | Nth
    | WeekOf
    | Weekend
    | Relative
    | Anaphoric
    | Holiday
    | Part
    | Deadline
    | Unbounded
    | Range
    | Duration
    | Recurring
    | Clock
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePhrase:
    """A time expression of a sentence."""

    span: Span
    """In the sentence's text."""
    kind: str
    """``date``, ``duration``, ``set`` or ``clock``."""
    meaning: Meaning
    attributive: bool = False
    """Whether it modifies a noun and so dates that noun ("the 2015 nuclear deal"), not what the sentence tells."""
