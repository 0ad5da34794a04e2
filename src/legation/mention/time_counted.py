"""The meaning of phrases that count from the publication day, or from a day spoken of."""

from __future__ import annotations

from legation.mention.time_builders import DAYS_IN, Found, amount_of
from legation.mention.time_meanings import Anaphoric, Deadline, Meaning, Relative, Unbounded, Unit, WeekdayName

# What stands before "a week from Monday" where it says how long or how often, not when.
NO_WEEK_ON = ("for", "days", "times", "day", "time", "once", "twice", "hours", "the", "this", "that")


def ago_of(found: Found) -> Meaning | None:
    amount, unit = amount_of(found), found.unit("unit")
    return Relative(unit=unit, count=-amount) if amount is not None and unit is not None else None


def from_now_of(found: Found) -> Meaning | None:
    amount, unit = amount_of(found), found.unit("unit")
    return Relative(unit=unit, count=amount) if amount is not None and unit is not None else None


def halves_ago_of(found: Found) -> Meaning | None:
    """ "Half a year ago", "a year and a half ago", of years and decades alone."""
    months = {Unit.YEAR: 12, Unit.DECADE: 120}.get(found.unit("unit") or Unit.DAY)
    if months is None:
        return None
    whole = amount_of(found) or 0
    return Relative(unit=Unit.MONTH, count=-(whole * months + months // 2))


def from_near_day_of(found: Found) -> Meaning | None:
    """ "A week from today", "the day before yesterday", "the day after tomorrow"."""
    unit = found.unit("unit")
    if found.word("before") is not None or found.word("after") is not None:
        sign = 1 if found.word("after") is not None else -1
        return Relative(unit=Unit.DAY, count=found.must("near") + sign) if unit is Unit.DAY else None
    amount, length = amount_of(found), DAYS_IN.get(unit) if unit is not None else None
    return Relative(unit=Unit.DAY, count=found.must("near") + amount * length) if amount is not None and length is not None else None


def but_one_of(found: Found) -> Meaning | None:
    """ "The week before last", "the month after next"."""
    unit = found.unit("unit")
    return Relative(unit=unit, count=2 if found.word("after") is not None else -2) if unit is not None else None


def weeks_on_of(found: Found) -> Meaning | None:
    """ "Friday week", "a week on Tuesday", "two weeks from Friday"; not "for a week from Monday", "two days a week on Monday"."""
    unit = found.unit("unit")
    before = found.words[found.match.start() - 1].text.lower() if found.match.start() else ""
    length = {Unit.WEEK: 1, Unit.FORTNIGHT: 2}.get(unit) if unit is not None else None
    amount = amount_of(found) if found.word("count") is not None else 1
    if length is None or amount is None or before in NO_WEEK_ON:
        return None
    return WeekdayName(weekday=found.must("weekday"), weeks_on=amount * length)


def hours_of(found: Found) -> Meaning | None:
    """ "24 hours later", "48 hours ago": whole days."""
    amount, word = amount_of(found), found.word("hours")
    if amount is None or amount % 24 or word is None or not word.text.lower().startswith("hour"):
        return None
    if found.word("ago") is not None:
        return Relative(unit=Unit.DAY, count=-(amount // 24))
    return Anaphoric(unit=Unit.DAY, count=found.must("shifted") * (amount // 24))


def in_so_long_of(found: Found) -> Meaning | None:
    amount, unit = amount_of(found), found.unit("unit")
    return Relative(unit=unit, count=amount, only_forward=True) if amount is not None and unit is not None else None


def removed_of(found: Found) -> Meaning | None:
    """So long before or after a day spoken of."""
    amount, unit, way = amount_of(found), found.unit("unit"), found.number("shifted")
    sign = -1 if found.word("before") is not None else 1 if found.word("after") is not None else way
    return Anaphoric(unit=unit, count=sign * amount) if amount is not None and unit is not None and sign else None


def neighbour_of(found: Found) -> Meaning | None:
    """The same, the following or the previous unit."""
    unit = found.unit("unit")
    if unit is None:
        return None
    back = found.word("previous") is not None or found.word("before") is not None
    ahead = found.word("following") is not None or found.word("after") is not None or found.word("next") is not None
    return Anaphoric(unit=unit, count=-1 if back else 1 if ahead else 0)


def part_of_day_neighbour_of(found: Found) -> Meaning | None:
    """ "The next morning", "that evening", "the night before"."""
    back = found.word("previous") is not None or found.word("before") is not None
    ahead = any(found.word(name) is not None for name in ("following", "next", "after"))
    return Anaphoric(unit=Unit.DAY, count=-1 if back else 1 if ahead else 0)


def then_of(found: Found) -> Meaning:
    """ "By then", "until that time": the day spoken of."""
    spoken_of = Anaphoric(unit=Unit.DAY, count=0)
    return Deadline(of=spoken_of) if found.word("deadline") is not None else spoken_of


def next_weekday_of(found: Found) -> Meaning:
    return WeekdayName(weekday=found.must("weekday"), after=True)


def coming_of(found: Found) -> Meaning:
    return Unbounded(bounded=True)


def soon_of(found: Found) -> Meaning:
    return Unbounded(bounded=False)
