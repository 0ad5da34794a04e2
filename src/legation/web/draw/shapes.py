"""The shapes of countries: where a map is cut, how it lies in the plane, and what of it a view shows."""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import radians
from typing import Literal

Point = tuple[float, float]
Level = Literal["coarse", "fine"]
WIDTH = 480.0
"""Of the whole world and of every view, in units of a drawing."""
SCALE = WIDTH / (2 * 0.8707 * radians(180))
GRID = 4
"""Steps to a unit in which lines are written."""
FINE_ZOOM = 2.0
MARGIN = 4.0
"""Units beyond the edge of a view up to which lines are drawn, so that no cut shows."""
CUT_STEP = 5.0
"""Degrees between the points of a line along the cut, which is bent."""
MERIDIAN_STEP = 15


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows: the meridian in its middle, and a window of the projected world."""

    meridian: int
    left: float
    top: float
    width: float
    height: float

    @property
    def zoom(self) -> float:
        """How much larger things are drawn than on a map of the whole world."""
        return WIDTH / self.width

    @property
    def drawn_height(self) -> float:
        """The height of the drawing."""
        return self.height * self.zoom

    def place(self, lon: float, lat: float) -> Point:
        """Where a point lies in the drawing."""
        return self.window(project(lon, lat, self.meridian))

    def degrees(self) -> tuple[float, float, float]:
        """Its southern and northern ends, and how far from its middle it reaches to the east or west at most."""
        north, south = min(90.0, latitude(self.top) + 1), max(-90.0, latitude(self.top + self.height) - 1)
        narrow = flat(1.0, max(abs(north), abs(south)))[0]
        return south, north, min(180.0, max(abs(self.left), abs(self.left + self.width)) / narrow + 2)

    def window(self, point: Point) -> Point:
        """Where a projected point lies in the drawing."""
        return (point[0] - self.left) * self.zoom, (point[1] - self.top) * self.zoom


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of a country as longitudes and latitudes; longitudes run on where it crosses the antimeridian."""

    country: str
    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float


def project(lon: float, lat: float, meridian: int) -> Point:
    """A point by the Natural Earth projection, the meridian in the middle, y downwards."""
    return flat((lon - meridian + 180) % 360 - 180, lat)


def flat(lon: float, lat: float) -> Point:
    """The projection itself, of a longitude from the middle; its polynomials are those of Tom Patterson and Bojan Šavrič."""
    phi = radians(lat)
    p2 = phi * phi
    p4 = p2 * p2
    x = radians(lon) * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * p2 * (0.003971 - 0.001529 * p2)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x * SCALE, -y * SCALE


@lru_cache(maxsize=256)
def latitude(y: float) -> float:
    """The latitude that lies at a height of the projected world, to the tenth of a degree outwards."""
    lats = [step / 10 for step in range(-900, 901)]
    heights = [-flat(0.0, lat)[1] for lat in lats]
    return lats[min(bisect_left(heights, -y), len(lats) - 1)]


@cache
def rings(level: Level) -> tuple[Ring, ...]:
    """The rings of all countries."""
    packed = (files("legation.web") / "data" / "world.json.gz").read_bytes()
    held = json.loads(gzip.decompress(packed))["levels"][level]
    return tuple(_ring(code, told, held["steps"]) for code, found in held["countries"].items() for told in found)


def _ring(country: str, told: Sequence[int], steps: int) -> Ring:
    """A ring of the steps that it is written in."""
    x = y = 0
    points = []
    for dx, dy in zip(told[::2], told[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / steps, y / steps))
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Ring(country, tuple(points), min(lons), min(lats), max(lons), max(lats))


def cut(ring: Ring, meridian: int, window: tuple[float, float, float] = (-90.0, 90.0, 180.0)) -> Iterator[Sequence[Point]]:
    """The parts of a ring on the map that has a meridian in its middle, their longitudes within 180 degrees of it.

    Takes    window = latitudes, and degrees from the middle, beyond which nothing is wanted.
    """
    south, north, reach = window
    west, east = meridian - reach, meridian + reach
    for shift in (360.0 * turn for turn in range(int((west - ring.east) // 360), int((east - ring.west) // 360) + 2)):
        low, high = ring.west + shift, ring.east + shift
        if high <= west or low >= east:
            continue
        part: Sequence[Point] = [(lon + shift, lat) for lon, lat in ring.points] if shift else ring.points
        sides = (
            (0, west, True, low < west),
            (0, east, False, high > east),
            (1, south, True, ring.south < south),
            (1, north, False, ring.north > north),
        )
        for axis, bound, above, beyond in sides:
            part = clipped(part, axis, bound, above=above) if beyond else part
        if len(part) > 2:
            yield bent(part, west, east) if reach == 180 and (low < west or high > east or abs(ring.south) == 90) else part


def clipped(ring: Sequence[Point], axis: int, bound: float, *, above: bool) -> list[Point]:
    """What of a ring lies on one side of a line (Sutherland and Hodgman)."""
    sign = 1.0 if above else -1.0
    found: list[Point] = []
    for i, point in enumerate(ring):
        before = ring[i - 1]
        was, is_ = (before[axis] - bound) * sign >= 0, (point[axis] - bound) * sign >= 0
        if was != is_:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            found.append((bound, other) if axis == 0 else (other, bound))
        if is_:
            found.append(point)
    return found


def bent(ring: Sequence[Point], west: float, east: float) -> list[Point]:
    """A ring with more points where it runs along the cut or a pole."""
    found: list[Point] = []
    for i, (lon, lat) in enumerate(ring):
        before_lon, before_lat = ring[i - 1]
        along = abs(lat - before_lat) if lon == before_lon and lon in (west, east) else abs(lon - before_lon) if abs(lat) == 90 else 0.0
        pieces = int(along // CUT_STEP) + 1
        found += [(before_lon + (lon - before_lon) * n / pieces, before_lat + (lat - before_lat) * n / pieces) for n in range(1, pieces)]
        found.append((lon, lat))
    return found


def projected(view: View, country: str | None) -> Iterator[list[Point]]:
    """The rings that a view may show, of all countries or of one, in the projected world that is cut where it ends."""
    window = view.degrees()
    for ring in rings("fine" if view.zoom >= FINE_ZOOM else "coarse"):
        if (country is None or ring.country == country) and ring.south <= window[1] and ring.north >= window[0]:
            for part in cut(ring, view.meridian, window):
                yield [flat(lon - view.meridian, lat) for lon, lat in part]


@lru_cache(maxsize=96)
def outline(view: View, country: str | None = None) -> str:
    """The lines of all countries that a view shows, or of one, as the path of a drawing in steps of the grid."""
    margin = MARGIN / view.zoom
    left, right = view.left - margin, view.left + view.width + margin
    top, bottom = view.top - margin, view.top + view.height + margin
    parts = []
    for ring in projected(view, country):
        shown = clipped(ring, 0, left, above=True) if min(ring)[0] < left else ring
        shown = clipped(shown, 0, right, above=False)
        shown = clipped(clipped(shown, 1, top, above=True), 1, bottom, above=False)
        parts.append(_path([view.window(point) for point in shown]))
    return "".join(parts)


def _path(points: Sequence[Point]) -> str:
    """A closed line in as few letters as it can be written."""
    whole = [(round(x * GRID), round(y * GRID)) for x, y in points]
    kept = [point for i, point in enumerate(whole) if point != whole[i - 1]]
    if len(kept) < 3:
        return ""
    (x, y), steps = kept[0], []
    for px, py in kept[1:]:
        steps.append(f"{px - x}{py - y:+d}" if py != y else f"{px - x} 0")
        x, y = px, py
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z".replace(" -", "-").replace("+", " ")
