"""The timeline: a row for each contact with a bar from its first day to its last, under one scale.

Words are words of the page and bars are drawn by shares of the width, so that both keep their size on a wide and on a narrow screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from markupsafe import Markup, escape

from legation.web.days import MONTHS, days
from legation.web.draw.svg import NOTHING, element, joined
from legation.web.draw.ticks import Tick, ticks
from legation.web.draw.years import years
from legation.web.marked import visible

MOST_ROWS = 60
MONTHLY_DAYS = 1000
"""Days up to which more rows than can be drawn are counted by month, not by year."""
HEIGHT, MIDDLE, THICK = 18, 9, 10
LEFT, RIGHT = 1.5, 98.5
"""Shares of the width between which days lie."""
TAIL = 3.0
"""Share of the width of an end that is not known."""
WORDS = {
    "occurred": "took place",
    "under_way": "under way",
    "planned": "planned",
    "proposed": "proposed",
    "invited": "invited",
    "postponed": "put off",
    "cancelled": "cancelled",
    "denied": "denied",
}
SHAPES = {"occurred": "made", "under_way": "made now", "cancelled": "off", "denied": "off"}
"""How a bar is drawn; all others are hollow, as what is yet to come."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row that can be drawn."""

    row: Row
    first: date
    last: date
    open_start: bool
    open_end: bool


def timeline(rows: Iterable[Row], *, today: date | str | None = None, label: str = "Timeline") -> Markup:
    """The rows under one scale; counts by year or month where they are too many; "" without any.

    Takes    rows = {"id", "label", "href", "first", "last", "open_start", "open_end", "status"}; days as dates or ISO text.
    """
    told = list(rows)
    bars = [bar for row in told if (bar := _bar(row)) is not None]
    if not told:
        return NOTHING
    if len(told) > MOST_ROWS:
        return _density(bars, len(told), label)
    now = _date(today)
    drawn = _scaled(bars, now) if bars else NOTHING
    undated = [row for row in told if _bar(row) is None]
    rest = Markup('<p class="undated">{} {}</p>').format("Day not known:", _links(undated)) if undated else NOTHING
    return Markup('<figure class="timeline" aria-label="{}">{}{}{}</figure>').format(label, drawn, rest, _legend(bars))


def _bar(row: Row) -> Bar | None:
    """A row as it is drawn; None where it has no day."""
    first, last = _date(row.get("first")), _date(row.get("last"))
    known = first or last
    if known is None:
        return None
    return Bar(
        row=row,
        first=first or known,
        last=max(last or known, first or known),
        open_start=bool(row.get("open_start")) or first is None,
        open_end=bool(row.get("open_end")),
    )


def _date(value: object) -> date | None:
    """A day given as a date, as ISO text, or not at all."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _scaled(bars: Sequence[Bar], today: date | None) -> Markup:
    """The scale and the rows under it."""
    first, last = min(bar.first for bar in bars), max(bar.last for bar in bars)
    # Some room about a single day, and today where it is near.
    if today is not None and (first - today).days <= (last - first).days + 31 and (today - last).days <= 31:
        first, last = min(first, today), max(last, today)
    if (last - first).days < 2:
        first, last = first - timedelta(1), last + timedelta(1)
    scale = Scale(first, last)
    marked = ticks(first, last)
    lines = [element("line", class_="tick", x1=scale.at(day), x2=scale.at(day), y1=0, y2=HEIGHT) for day, _, _ in marked]
    if today is not None and first <= today <= last:
        lines.append(element("line", class_="today", x1=scale.at(today), x2=scale.at(today), y1=0, y2=HEIGHT))
    ordered = sorted(bars, key=lambda bar: (bar.first, bar.last, str(bar.row.get("label"))))
    # Drawn once and used in each row; a page may have several timelines.
    name = f"grid-{sha256(repr((first, last, today, [bar.row.get('id') for bar in ordered])).encode()).hexdigest()[:8]}"
    axis = _axis(marked, scale, element("defs", [element("g", lines, id=name)]))
    grid = element("use", href=f"#{name}")
    rows = joined(_line(bar, scale, grid) for bar in ordered)
    return Markup(f'<div class="scale" aria-hidden="true">{axis}</div><ol class="plain rows">{rows}</ol>')


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days lie on the width."""

    first: date
    last: date

    def share(self, day: date, *, end: bool = False) -> float:
        """Where a day begins or, if told so, ends, of a hundred."""
        whole = (self.last - self.first).days + 1
        return LEFT + (RIGHT - LEFT) * ((day - self.first).days + int(end)) / whole

    def at(self, day: date) -> str:
        """Where a day begins, as an attribute of a drawing."""
        return percent(self.share(day))


def percent(share: float) -> str:
    """A share as it is written in a drawing."""
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


def _axis(marked: Sequence[Tick], scale: Scale, grid: Markup) -> Markup:
    """The words of the scale, and the lines that all rows use."""
    words = [grid]
    for day, word, year in marked:
        share = scale.share(day)
        anchor = "start" if share < 8 else "end" if share > 92 else "middle"
        for y, text in ((12, word), (25, year)):
            if text:
                words.append(element("text", text, class_="tick", x=percent(share), y=y, text_anchor=anchor))
    return element("svg", words, width="100%", height=28 if any(year for _, _, year in marked) else 16)


def _line(bar: Bar, scale: Scale, grid: Markup) -> Markup:
    """One row: its words, and its bar."""
    row = bar.row
    status = str(row.get("status") or "")
    when = _when(bar)
    sign = f' <span class="faint">{escape(WORDS.get(status, status.replace("_", " ")))}</span>' if status else ""
    drawing = element("svg", [grid, _shape(bar, scale, status)], width="100%", height=HEIGHT, aria_hidden="true")
    return Markup(f'<li><span class="what">{_linked(row)} <span class="when">{escape(when)}</span>{sign}</span>{drawing}</li>')


def _when(bar: Bar) -> str:
    """The days of a row in words: as exactly as the row has them in EDTF, else by its first and last day."""
    starts, ends = bar.row.get("starts"), bar.row.get("ends")
    if starts or ends:
        return days(starts, ends)
    if bar.open_start and bar.open_end:
        return f"about {days(bar.first.isoformat(), bar.last.isoformat())}"
    if bar.open_start:
        return f"until {days(bar.last.isoformat())}"
    if bar.open_end:
        return f"from {days(bar.first.isoformat())}"
    return days(bar.first.isoformat(), bar.last.isoformat())


def _shape(bar: Bar, scale: Scale, status: str) -> Markup:
    """The bar, or a lozenge where it would be too short to be seen; broken lines lead on where an end is not known."""
    left, right = scale.share(bar.first), scale.share(bar.last, end=True)
    kind = SHAPES.get(status, "planned")
    parts = []
    if bar.open_start:
        parts.append(element("line", class_="open", x1=percent(max(0.0, left - TAIL)), x2=percent(left), y1=MIDDLE, y2=MIDDLE))
    if bar.open_end:
        parts.append(element("line", class_="open", x1=percent(right), x2=percent(min(100.0, right + TAIL)), y1=MIDDLE, y2=MIDDLE))
    top = MIDDLE - THICK // 2
    if right - left < 1.6:
        lozenge = element("path", d="M0-6 6 0 0 6-6 0z", class_=f"bar {kind}")
        struck = element("path", d="M-7 0H7", class_="strike") if kind == "off" else NOTHING
        parts.append(element("svg", [lozenge, struck], x=percent((left + right) / 2), y=MIDDLE, overflow="visible"))
    else:
        parts.append(element("rect", class_=f"bar {kind}", x=percent(left), width=percent(right - left), y=top, height=THICK, rx=2))
        if kind == "off":
            parts.append(element("line", class_="strike", x1=percent(left), x2=percent(right), y1=MIDDLE, y2=MIDDLE))
    return joined(parts)


def _linked(row: Row) -> Markup:
    """What a row is called, with its link."""
    label = visible(str(row.get("label") or ""))
    return Markup(f'<a href="{escape(row["href"])}">{escape(label)}</a>') if row.get("href") else escape(label)


def _links(rows: Sequence[Row]) -> Markup:
    """Rows one after the other."""
    return Markup("; ").join(_linked(row) for row in rows)


def _legend(bars: Sequence[Bar]) -> Markup:
    """What the bars mean, of those that are there."""
    found = [word for word in WORDS if any(bar.row.get("status") == word for bar in bars)]
    signs: dict[str, list[str]] = {}
    for status in found:
        signs.setdefault(SHAPES.get(status, "planned"), []).append(WORDS[status])
    parts = [(_sample(kind), " or ".join(words)) for kind, words in signs.items()]
    if any(bar.open_start or bar.open_end for bar in bars):
        broken = element("line", class_="open", x1="0", x2="100%", y1=6, y2=6)
        parts.append((element("svg", [broken], width=26, height=12, aria_hidden="true"), "day not known exactly"))
    shown = joined(Markup('<span class="key">{} {}</span>').format(sample, words) for sample, words in parts)
    return Markup('<figcaption class="legend">{}</figcaption>').format(shown) if parts else NOTHING


def _sample(kind: str) -> Markup:
    """A bar of a kind, to name it by."""
    bar = element("rect", class_=f"bar {kind}", x=1, y=1, width=24, height=10, rx=2)
    struck = element("line", class_="strike", x1=1, x2=25, y1=6, y2=6) if kind == "off" else NOTHING
    return element("svg", [bar, struck], width=26, height=12, aria_hidden="true")


def _density(bars: Sequence[Bar], number: int, label: str) -> Markup:
    """How many begin in each month or year."""
    if not bars:
        return NOTHING
    first, last = min(bar.first for bar in bars), max(bar.first for bar in bars)
    if (last - first).days <= MONTHLY_DAYS:
        counted = Counter((bar.first.year, bar.first.month) for bar in bars)
        counts = [{"year": year, "month": month, "count": n} for (year, month), n in sorted(counted.items())]
        word = f"by month, from {MONTHS[first.month - 1]} {first.year}"
    else:
        counts = [{"year": year, "count": n} for year, n in sorted(Counter(bar.first.year for bar in bars).items())]
        word = f"by year, from {first.year}"
    return years(counts, label=f"{label}: {number:,} {word}")
