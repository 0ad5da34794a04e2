"""The days of feasts."""

from __future__ import annotations

from datetime import date, timedelta


def feast_day(entry: dict[str, int], year_number: int) -> date:
    """The day of a feast in a year."""
    if "easter" in entry:
        return easter(year_number) + timedelta(days=entry["easter"])
    if "weekday" in entry:
        return _nth_weekday(entry, year_number)
    return date(year_number, entry["month"], entry["day"])


def _nth_weekday(entry: dict[str, int], year_number: int) -> date:
    """The fourth Thursday of November and the like; nth -1 for the last of its month."""
    first = date(year_number, entry["month"], 1)
    days = (first + timedelta(days=n) for n in range(31))
    fitting = [one for one in days if one.month == first.month and one.isoweekday() == entry["weekday"]]
    return fitting[entry["nth"] - 1 if entry["nth"] > 0 else entry["nth"]]


def easter(year_number: int) -> date:
    """Western Easter Sunday.

    Source   the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
    """
    a, (b, c) = year_number % 19, divmod(year_number, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month_number, day_before = divmod(h + m - 7 * n + 114, 31)
    return date(year_number, month_number, day_before + 1)
