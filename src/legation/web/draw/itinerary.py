"""The map of one journey: its stops numbered in their order, with the way between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from markupsafe import Markup

from legation.web.draw.shapes import Point, View, project
from legation.web.draw.svg import NOTHING, element, joined
from legation.web.draw.views import view_of
from legation.web.draw.world import NAMES, Box, Row, drawing, land, name_beside
from legation.web.marked import visible

TOUCHING = 15.0
"""Units under which two stops share a mark."""
PIECES = 12
"""Of the line from one stop to the next."""


def itinerary_map(stops: Iterable[Row], *, label: str = "Map of the itinerary") -> Markup:
    """A map with the stops of a journey numbered in their order; "" where none has coordinates.

    Takes    stops = {"lat", "lon", "label" or "place"} in order; one without coordinates keeps its number and is not drawn.
    """
    known = [(n, stop) for n, stop in enumerate(stops, start=1) if stop.get("lat") is not None and stop.get("lon") is not None]
    if not known:
        return NOTHING
    places = [(float(stop["lon"]), float(stop["lat"])) for _, stop in known]
    view = view_of(places)
    way = joined(element("path", class_="leg", d=line) for one, other in pairwise(places) for line in _leg(one, other, view))
    marks = _shared([(view.place(*place), n, _called(stop)) for place, (n, stop) in zip(places, known, strict=True)])
    taken = [_pill_box(mark) for mark in marks]
    pills = joined(_pill(mark) for mark in marks)
    names = joined(name_beside(", ".join(dict.fromkeys(mark.names)), _pill_box(mark), taken, view) for mark in marks[:NAMES])
    told = "; ".join(f"{n} {_called(stop)}" for n, stop in known)
    return drawing(view, label, told, [land(view, None), way, pills, names])


@dataclass(frozen=True, slots=True)
class Stops:
    """One or more stops that lie so close that they share a mark."""

    x: float
    y: float
    numbers: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """The numbers as they are written: 2, 2-4 or 1, 5."""
        first, last = self.numbers[0], self.numbers[-1]
        if len(self.numbers) > 2 and last - first == len(self.numbers) - 1:
            return f"{first}–{last}"
        return ", ".join(map(str, self.numbers)) if len(self.numbers) < 5 else f"{first}, … {last}"


def _shared(placed: Iterable[tuple[Point, int, str]]) -> list[Stops]:
    """The marks of stops, those that touch made one."""
    marks: list[Stops] = []
    for (x, y), number, name in placed:
        near = next((i for i, mark in enumerate(marks) if hypot(mark.x - x, mark.y - y) < TOUCHING), None)
        if near is None:
            marks.append(Stops(x, y, (number,), (name,)))
        else:
            mark = marks[near]
            marks[near] = Stops(mark.x, mark.y, (*mark.numbers, number), (*mark.names, name))
    return marks


def _called(stop: Row) -> str:
    """What a stop is called."""
    return visible(str(stop.get("label") or stop.get("place") or ""))


def _pill_box(mark: Stops) -> Box:
    """What the mark of stops covers."""
    half = max(8.0, len(mark.text) * 3.1 + 4)
    return mark.x - half, mark.y - 8, mark.x + half, mark.y + 8


def _pill(mark: Stops) -> Markup:
    """The mark of stops with their numbers."""
    left, top, right, bottom = _pill_box(mark)
    words = f"{mark.text} {', '.join(dict.fromkeys(mark.names))}"
    plate = element("rect", class_="stop", x=round(left, 1), y=round(top, 1), width=round(right - left, 1), height=bottom - top, rx=8)
    number = element("text", mark.text, class_="number", x=round(mark.x, 1), y=round(mark.y + 3.8, 1), text_anchor="middle")
    return element("g", [element("title", words), plate, number])


def _leg(one: Point, other: Point, view: View) -> list[str]:
    """The way from one stop to the next, in two where the map is cut between them."""
    (lon, lat), (to_lon, to_lat) = one, other
    turn = (to_lon - lon + 180) % 360 - 180
    start = (lon - view.meridian + 180) % 360 - 180
    end = start + turn
    points = [(start + turn * n / PIECES, lat + (to_lat - lat) * n / PIECES) for n in range(PIECES + 1)]
    if -180 <= end <= 180:
        return [_line(points, view)]
    edge = 180.0 if end > 180 else -180.0
    at = lat + (to_lat - lat) * (edge - start) / turn
    before = [point for point in points if abs(point[0]) < 180]
    after = [(x - 2 * edge, y) for x, y in points if abs(x) > 180]
    return [_line([*before, (edge, at)], view), _line([(-edge, at), *after], view)]


def _line(points: Sequence[Point], view: View) -> str:
    """A line through points given by degrees from the middle."""
    placed = [view.window(flat_point) for flat_point in (_flat(point) for point in points)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)


def _flat(point: Point) -> Point:
    """A point given by degrees from the middle, in the projected world."""
    # A hair inside the cut, which belongs to both sides.
    return project(max(-179.999, min(179.999, point[0])), point[1], 0)
