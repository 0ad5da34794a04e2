"""What part of the world a map shows: cut where no point is near, and as near as the points allow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from legation.web.draw.shapes import MERIDIAN_STEP, WIDTH, Point, View, flat, project

TOP, BOTTOM = flat(0.0, 83.7)[1], flat(0.0, -56.5)[1]
"""Of a map of the whole world: without the empty ice, unless a point lies there."""
WHOLE = View(0, -WIDTH / 2, TOP, WIDTH, BOTTOM - TOP)
WORLDS = (0, 150, -150)
"""Meridians in the middle of a map of the whole world: cut in the Pacific, in the Atlantic, or between Africa and Asia."""
CROSSING = 60.0
"""Degrees by which points must lie closer together on another map before the usual one is given up."""
NEAR_LONS, NEAR_LATS = 110.0, 75.0
"""Degrees over which points may lie apart on a map that shows only where they lie."""
FLAT, TALL = 2.1, 1.45
"""The widest and the narrowest that a view of some points may be, as width by height."""
LEAST_WIDTH = 22.0
"""Units of the whole world that are shown at least: about a large country of Europe with its neighbours."""
EDGE = 0.14
"""Share of a view that is kept free at each side."""


def view_of(points: Sequence[Point]) -> View:
    """What a map of these points shows.

    Takes    points = longitude and latitude of each.
    """
    if not points:
        return WHOLE
    lons = sorted(lon % 360 for lon, _ in points)
    gap, start = max((after - before, before) for before, after in pairwise([*lons, lons[0] + 360]))
    across, middle = 360 - gap, (start + gap + (360 - gap) / 2) % 360
    lats = [lat for _, lat in points]
    if across <= NEAR_LONS and max(lats) - min(lats) <= NEAR_LATS:
        return near_view(points, middle)
    meridian = min(WORLDS, key=lambda world: _spread(points, world) + (CROSSING if world else 0))
    bottom = max(BOTTOM, flat(0.0, max(-90.0, min(lats) - 4))[1])
    return View(meridian, -WIDTH / 2, TOP, WIDTH, bottom - TOP)


def _spread(points: Sequence[Point], meridian: int) -> float:
    """From the westernmost to the easternmost on a map that has a meridian in its middle, in degrees."""
    lons = [(lon - meridian + 180) % 360 for lon, _ in points]
    return max(lons) - min(lons)


def near_view(points: Sequence[Point], middle: float) -> View:
    """A map of points that lie near one another.

    Takes    middle = the longitude half way between the outermost.
    """
    meridian = _meridian(middle)
    placed = [project(lon, lat, meridian) for lon, lat in points]
    left, right = min(x for x, _ in placed), max(x for x, _ in placed)
    top, bottom = min(y for _, y in placed), max(y for _, y in placed)
    width = max(LEAST_WIDTH, (right - left) / (1 - 2 * EDGE))
    height = max(width / FLAT, (bottom - top) / (1 - 2 * EDGE))
    width = max(width, height * TALL)
    # In steps of an eighth, so that a map drawn before often serves again.
    step = width / 8
    x, y = (left + right - width) / 2, (top + bottom - height) / 2
    return View(meridian, _stepped(x, step), _stepped(y, step / 2), round(width, 1), round(height, 1))


def _meridian(lon: float) -> int:
    """The nearest meridian of those on which maps are centred."""
    found = round(lon / MERIDIAN_STEP) * MERIDIAN_STEP % 360
    return found - 360 if found > 180 else found


def _stepped(value: float, step: float) -> float:
    """The nearest whole step."""
    return round(round(value / step) * step, 2)
