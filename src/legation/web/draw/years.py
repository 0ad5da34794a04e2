"""The chart of years: how many contacts began in each year, or in each month where there are few years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from legation.web.days import MONTHS
from legation.web.draw.svg import NOTHING, element, joined, linked

HEIGHT, TOP, FLOOR = 132, 16, 112
MOST_WORDS = 7
"""Years that are named under the bars at most; so many still stand apart on a narrow screen."""
STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
FEW = 12
"""Bars up to which each has its number above it."""
WIDEST = 12.0
"""Share of the width that a bar takes at most."""
Count = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One year or month."""

    word: str
    number: int
    """Of the year, or of the month since the year 0."""
    count: int
    planned: int
    href: str | None


def years(counts: Iterable[Count], *, label: str = "By year") -> Markup:
    """A bar for each year or month from the first to the last, and the same as a table; "" without any.

    Takes    counts = {"year", "count", "href"} and, where months are counted, "month"; "planned" = how many are yet to come besides.
    """
    held = [_column(row) for row in counts]
    if not held:
        return NOTHING
    columns = _filled(held)
    most = max(1, *(column.count + column.planned for column in columns))
    bars = joined(_bar(i, column, len(columns), most) for i, column in enumerate(columns))
    floor = element("line", class_="floor", x1="0", x2="100%", y1=FLOOR, y2=FLOOR)
    links = any(column.href for column in columns)
    head = [
        element("title", label),
        element("desc", f"{_sum(held)} in all, at most {most:,} in one {'month' if _monthly(held) else 'year'}"),
    ]
    svg = element(
        "svg", [*head, bars, floor], class_="bars", width="100%", height=HEIGHT, role="group" if links else "img", aria_label=label
    )
    return Markup('<figure class="years"><figcaption>{}</figcaption>{}{}</figure>').format(label, svg, _table(held))


def _column(row: Count) -> Column:
    """One row as it is drawn."""
    year, month = int(row["year"]), row.get("month")
    return Column(
        word=f"{MONTHS[int(month) - 1]} {year}" if month else str(year),
        number=year * 12 + int(month) - 1 if month else year,
        count=int(row.get("count") or 0),
        planned=int(row.get("planned") or 0),
        href=row.get("href"),
    )


def _monthly(held: list[Column]) -> bool:
    """Whether months are counted."""
    return not held[0].word.isdigit()


def _filled(held: list[Column]) -> list[Column]:
    """All years or months from the first to the last, those with nothing among them."""
    known = {column.number: column for column in held}
    return [
        known.get(n) or Column(word=_word(n, monthly=_monthly(held)), number=n, count=0, planned=0, href=None)
        for n in range(min(known), max(known) + 1)
    ]


def _word(number: int, *, monthly: bool) -> str:
    """How a year or month is called."""
    return f"{MONTHS[number % 12]} {number // 12}" if monthly else str(number)


def _bar(place: int, column: Column, columns: int, most: int) -> Markup:
    """The bar of one year, what is planned hollow above what took place; its name where there is room."""
    share = min(100 / columns, WIDEST)
    left = place * share
    width = share * (0.72 if columns < 60 else 0.9)
    middle = left + width / 2
    high, above = ((FLOOR - TOP) * n / most for n in (column.count, column.planned))
    parts = []
    if column.count:
        parts.append(
            element("rect", class_="bar made", x=f"{left:.2f}%", width=f"{width:.2f}%", y=round(FLOOR - high, 1), height=round(high, 1))
        )
    if column.planned:
        top = FLOOR - high - above
        parts.append(
            element("rect", class_="bar planned", x=f"{left:.2f}%", width=f"{width:.2f}%", y=round(top, 1), height=round(above, 1))
        )
    if columns <= FEW and (column.count or column.planned):
        top = FLOOR - high - above - 4
        parts.append(
            element(
                "text", f"{column.count + column.planned:,}", class_="number", x=f"{middle:.2f}%", y=round(top, 1), text_anchor="middle"
            )
        )
    words = _told(column)
    bar = linked(element("g", [element("title", words), *parts]), column.href, words) if parts else NOTHING
    return bar + _below(place, column, columns, middle)


def _below(place: int, column: Column, columns: int, middle: float) -> Markup:
    """The name under a bar, where its turn is."""
    step = next((step for step in STEPS if columns / step <= MOST_WORDS), STEPS[-1])
    monthly = not column.word.isdigit()
    # Months are named from the first on, years where they are round.
    if (place if monthly else column.number) % step:
        return NOTHING
    word = f"{column.word[:3]} {column.number // 12 % 100:02}" if monthly else column.word
    anchor = "start" if middle < 5 else "end" if middle > 95 else "middle"
    at = "0%" if anchor == "start" else "100%" if anchor == "end" else f"{middle:.2f}%"
    return element("text", word, class_="tick", x=at, y=FLOOR + 15, text_anchor=anchor)


def _told(column: Column) -> str:
    """A year in words."""
    return f"{column.word}: {column.count:,}" + (f", {column.planned:,} planned besides" if column.planned else "")


def _sum(held: list[Column]) -> str:
    """How many there are in all."""
    return f"{sum(column.count + column.planned for column in held):,}"


def _table(held: list[Column]) -> Markup:
    """The same in words, one click away."""
    row = Markup("<li>{}</li>")
    rows = joined(row.format(_row(column)) for column in held if column.count or column.planned)
    return Markup('<details class="small"><summary>In numbers</summary><ul class="plain numbers">{}</ul></details>').format(rows)


def _row(column: Column) -> Markup | str:
    """A year of that list, with its link."""
    words = _told(column)
    return Markup('<a href="{}">{}</a>').format(column.href, words) if column.href else words
