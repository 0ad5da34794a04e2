"""Journeys as GeoJSON (RFC 7946): a point for each stop, and a line for each visit with two stops or more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

from legation.export.column import Column, Row, Setting
from legation.export.files import whole
from legation.export.tabular import STOPS, VISITS, Held, rows_of

Position = tuple[float, float]
"""Longitude and latitude, in this order."""
HALF_WAY = 180.0
HEAD, END = '{"type": "FeatureCollection", "features": [', "\n]}\n"
"""What stands before and behind the features of a collection."""
LINE_COLUMNS = tuple(column for column in VISITS.columns if column.name != "id")
POINT_COLUMNS = STOPS.columns


def export_geojson(held: Sequence[Held], path: Path, setting: Setting) -> int:
    """Writes the stops and itineraries of the visits among what is held; how many stops have no coordinates and are not in it.

    Raises   UsageError where the file cannot be written.
    """
    unplaced = 0
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        between = "\n"
        for one in held:
            told, without = features(one, setting)
            unplaced += without
            for feature in told:
                file.write(between + feature)
                between = ",\n"
        file.write(END)
    return unplaced


def features(one: Held, setting: Setting) -> tuple[list[str], int]:
    """The stops and the itinerary of a visit as JSON; and how many stops have no coordinates and are not among them."""
    stops = list(STOPS.rows(one, setting))
    told = (*_points(stops), *_lines(one, stops, setting))
    text = [json.dumps(feature, ensure_ascii=False, allow_nan=False, default=date.isoformat) for feature in told]
    return text, sum(_position(stop) is None for stop in stops)


def _points(stops: Sequence[Row]) -> Iterator[dict[str, object]]:
    """A point for each stop whose coordinates are known."""
    for stop in stops:
        if (place := _position(stop)) is not None:
            yield _feature(f"{stop.record['id']}/{stop.number}", "stop", stop, POINT_COLUMNS, {"type": "Point", "coordinates": place})


def _lines(one: Held, stops: Sequence[Row], setting: Setting) -> Iterator[dict[str, object]]:
    """The line of a visit from stop to stop, where it has two that lie apart."""
    known = [place for place, _ in groupby(map(_position, stops)) if place is not None]
    if len(known) > 1:
        for visit in rows_of([one], VISITS, setting):
            yield _feature(visit.record["id"], "itinerary", visit, LINE_COLUMNS, line_of(known))


def _feature(name: str, kind: str, row: Row, columns: Sequence[Column], geometry: object) -> dict[str, object]:
    """One feature with the values of its row."""
    properties = {"kind": kind, **{column.name: column.take(row) for column in columns}}
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _position(stop: Row) -> Position | None:
    """Where a stop is."""
    lon, lat = stop.stop["lon"], stop.stop["lat"]
    return (lon, lat) if lon is not None and lat is not None else None


def line_of(places: Sequence[Position]) -> dict[str, object]:
    """The line through several places, the short way round; one that crosses the antimeridian is cut there."""
    parts: list[list[Position]] = [[places[0]]]
    for here, there in pairwise(places):
        if abs(there[0] - here[0]) > HALF_WAY:
            side = HALF_WAY if here[0] > 0 else -HALF_WAY
            latitude = _crossing(here, there, side)
            parts[-1].append((side, latitude))
            parts.append([(-side, latitude)])
        parts[-1].append(there)
    drawn = [part for part in ([place for place, _ in groupby(part)] for part in parts) if len(part) > 1]
    if len(drawn) == 1:
        return {"type": "LineString", "coordinates": drawn[0]}
    return {"type": "MultiLineString", "coordinates": drawn}


def _crossing(here: Position, there: Position, side: float) -> float:
    """The latitude at which the way from one place to the other meets the antimeridian."""
    way = there[0] + 2 * side - here[0]
    share = (side - here[0]) / way if way else 0.0
    return round(here[1] + share * (there[1] - here[1]), 6)
