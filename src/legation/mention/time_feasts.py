"""The days of feasts."""

from __future__ import annotations

from datetime import date, timedelta


def feast_day(entry: dict[str, int], year_number: int) -> date:
    """The day of a feast in a year."""
    if "easter" in entry:
        return easter(year_number) + timedelta(days=entry["easter"])
    return date(year_number, entry["month"], entry["day"])


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
