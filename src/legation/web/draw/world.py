"""The map of a selection: a circle for each place where its contacts were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from markupsafe import Markup

from legation.web.draw.shapes import GRID, WIDTH, View, outline
from legation.web.draw.svg import NOTHING, element, joined, linked
from legation.web.draw.views import view_of
from legation.web.marked import visible

LARGEST, SMALLEST, OF_ONE = 14.0, 2.6, 3.4
"""Radius of the largest circle, of the smallest, and of one for a single contact where there are few."""
LETTER = 6.2
"""Units that a letter of a name takes at most on the average."""
LINE = 11.0
NAMES = 12
"""Names that are written beside their points at most."""
PLANNED = frozenset(("planned", "proposed", "invited", "postponed"))
OFF = frozenset(("cancelled", "denied"))
Box = tuple[float, float, float, float]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point in the drawing."""

    x: float
    y: float
    r: float
    label: str
    count: int
    href: str | None
    kind: str
    """Of its circle: ``made``, ``planned`` or ``off``."""

    @property
    def box(self) -> Box:
        """What the circle covers."""
        return self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r


def world_map(points: Iterable[Row], *, label: str, country: str | None = None) -> Markup:
    """A map with a circle for each place, as large as its count; "" where no place has coordinates and no country is to be shown.

    Takes    points = {"lat", "lon", "label", "count", "href", "status"}, all but the first three optional; country = alpha-3 of one
             that is marked.
    """
    known = [point for point in points if point.get("lat") is not None and point.get("lon") is not None]
    if not known and country is None:
        return NOTHING
    view = view_of([(float(point["lon"]), float(point["lat"])) for point in known])
    marks = _marks(known, view)
    taken = [mark.box for mark in marks]
    names = joined(name_beside(mark.label, mark.box, taken, view) for mark in marks[:NAMES])
    circles = joined(_circle(mark) for mark in marks)
    return drawing(view, label, _told(marks), [land(view, country), circles, names], links=any(mark.href for mark in marks))


def drawing(view: View, label: str, told: str, parts: Sequence[Markup], *, links: bool = False) -> Markup:
    """A map with what it is called and what it tells."""
    head = [element("title", label), element("desc", told)]
    size = f"0 0 {WIDTH:g} {view.drawn_height:.1f}"
    # What holds links is no picture to those who hear the page.
    return element("svg", [*head, *parts], class_="map", viewBox=size, role="group" if links else "img", aria_label=label)


def land(view: View, country: str | None) -> Markup:
    """Sea and land, and one country marked."""
    scale = f"scale({1 / GRID:g})"
    sea = element("rect", class_="sea", width=WIDTH, height=view.drawn_height)
    land = element("path", class_="land", transform=scale, d=outline(view))
    own = outline(view, country) if country else ""
    return joined((sea, land, element("path", class_="own", transform=scale, d=own) if own else NOTHING))


def _marks(points: Sequence[Row], view: View) -> list[Mark]:
    """The circles, the largest first, so that none is hidden by another."""
    most = max((max(1, int(point.get("count") or 1)) for point in points), default=1)
    unit = min(OF_ONE, LARGEST / sqrt(most))
    marks = []
    for point in points:
        count = max(1, int(point.get("count") or 1))
        x, y = view.place(float(point["lon"]), float(point["lat"]))
        status = str(point.get("status") or "")
        kind = "planned" if status in PLANNED else "off" if status in OFF else "made"
        marks.append(
            Mark(
                x=x,
                y=y,
                r=max(SMALLEST, unit * sqrt(count)),
                label=visible(str(point["label"])),
                count=count,
                href=point.get("href"),
                kind=kind,
            )
        )
    return sorted(marks, key=lambda mark: (-mark.count, mark.label))


def _circle(mark: Mark) -> Markup:
    """One place."""
    words = f"{mark.label}: {mark.count:,}"
    circle = element(
        "circle", [element("title", words)], class_=f"point {mark.kind}", cx=round(mark.x, 1), cy=round(mark.y, 1), r=round(mark.r, 1)
    )
    return linked(circle, mark.href, words)


def _told(marks: Sequence[Mark]) -> str:
    """The places in words."""
    shown = "; ".join(f"{mark.label}: {mark.count:,}" for mark in marks[:NAMES])
    return shown + (f"; and {len(marks) - NAMES} more" if len(marks) > NAMES else "")


def name_beside(text: str, box: Box, taken: list[Box], view: View) -> Markup:
    """A name beside its mark, where there is room for it; the room is then taken."""
    width = len(text) * LETTER
    left, top, right, bottom = box
    middle, across = (top + bottom) / 2, (left + right) / 2
    for x, y, anchor in (
        (right + 3, middle, "start"),
        (left - 3, middle, "end"),
        (across, bottom + LINE * 0.75, "middle"),
        (across, top - LINE * 0.65, "middle"),
    ):
        start = x if anchor == "start" else x - width if anchor == "end" else x - width / 2
        wanted = (start, y - LINE / 2, start + width, y + LINE / 2)
        inside = wanted[0] > 2 and wanted[2] < WIDTH - 2 and wanted[1] > 2 and wanted[3] < view.drawn_height - 2
        if inside and not any(_overlap(wanted, other) for other in taken if other != box):
            taken.append(wanted)
            return element("text", text, class_="name", x=round(x, 1), y=round(y + LINE * 0.33, 1), text_anchor=anchor)
    return NOTHING


def _overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have room in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
