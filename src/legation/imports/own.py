"""A data set of one's own as facts: a table of visits, one a row, its columns known by usual names or mapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from legation.identity import ID_DIGITS, digest_of
from legation.imports.days import edtf_day
from legation.imports.facts import LEVELS, Facts, Named, Spelled, places_in
from legation.imports.remarks import level_of
from legation.imports.who import named_as, visitors_in
from legation.model import Authority, Problem, Status
from legation.tables import sheet
from legation.tables.sheet import open_sheet, plain_cell
from legation.tables.titles import Titles

OWN_RULE = "import.csv/1"
NAMES = {
    "visitor": "visitor leader traveller traveler name leadername leaderfullname visitorname person official who",
    "destination": "destination destinationcountry countryvisited countryvisitediso visited hostcountry host countryto tocountry to dest",
    "starts": "starts start startdate tripstartdate begins begin arrival arrives arrivaldate datefrom fromdate date day",
    "ends": "ends end enddate tripenddate departure leaves departuredate dateto todate until",
    "from": "from country home homecountry leadercountry leadercountryiso leadercountryorigo sender sendingcountry fromcountry countryfrom",
    "post": "post title office position role leadertitle leaderposition",
    "places": "places place city cities citiesvisited stops location locations locale",
    "level": "level type visittype kind",
    "status": "status outcome",
    "source": "source sources reference citation url link",
}
"""Fields of a visit, and the usual names of their columns: letters and digits alone, in small letters."""
NEEDED = ("visitor", "destination")
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|\([^()]*\)| & |[ .,'’ʼ·-])+")
"""What may be a name, with a title or what lies in brackets behind it; parts of a cell are names or the cell is one whole."""
CODE = re.compile(r"[<>{}=|\\]|&#?\w+;")
"""Signs of markup and of commands, that neither names nor places have."""


def columns_given(value: str | None) -> dict[str, str]:
    """Field -> column, from ``FIELD=NAME,FIELD=NAME``."""
    return sheet.columns_given(value, NAMES, "visits")


def read_own(file: Path, columns: Mapping[str, str], titles: Titles) -> Iterator[Facts]:
    """The facts of each row; what is amiss in one is noted with its line, and the run goes on.

    Raises   ReportError for a file that cannot be read, UsageError where no column holds the visitor or the country.
    """
    table = open_sheet(file, "visits.csv")
    places = table.columns(columns, NAMES, NEEDED)
    seen: set[str] = set()
    for row, line in table.rows():
        where = f"{file.name}:{line}"
        if isinstance(row, str):
            yield _unread(row, where)
        else:
            yield _once(_facts(row, table.header, places, where, titles), seen)


def _unread(fault: str, where: str) -> Facts:
    """What is kept of a line that cannot be read."""
    file = where.rpartition(":")[0]
    problem = Problem(code="import.line_unread", where=where, advice=f"{fault}; mend the line and import the file again")
    return Facts(
        id=f"own:{digest_of([where, fault])[:ID_DIGITS]}",
        outlet=file,
        authority=Authority.OWN,
        rule=OWN_RULE,
        visitors=(),
        home=None,
        destination=None,
        reference=f"a line of {file} that cannot be read",
        source=where,
        problems=(problem,),
    )


def _facts(row: Sequence[str], header: Sequence[str], places: Mapping[str, int], where: str, titles: Titles) -> Facts:
    """The facts of one row, and what was amiss in it."""
    cells = {name: plain_cell(row[at]) if at < len(row) else "" for name, at in places.items()}
    problems = []
    if len(row) != len(header):
        advice = f"{len(row)} cells for {len(header)} columns; check the line, values may stand in the wrong column"
        problems.append(Problem(code="import.cells", where=where, advice=advice))
    days = {name: _day(cells.get(name, ""), name, where, problems) for name in ("starts", "ends")}
    file = where.rpartition(":")[0]
    source = f", source: {cells['source']}" if cells.get("source") else ""
    return Facts(
        id=f"own:{digest_of([' '.join(cell.split()) for cell in row])[:ID_DIGITS]}",
        outlet=file,
        authority=Authority.OWN,
        rule=OWN_RULE,
        visitors=_visitors(cells, where, titles, problems),
        home=cells.get("from") or None,
        destination=cells["destination"] or None,
        places=_places(cells.get("places", ""), where, problems),
        starts=days["starts"],
        ends=days["ends"],
        level=_level(cells.get("level", "")),
        status=_status(cells.get("status", ""), where, problems),
        reference=f"a line of {file}{source}",
        source=where,
        problems=tuple(problems),
    )


def _visitors(cells: Mapping[str, str], where: str, titles: Titles, problems: list[Problem]) -> tuple[Named, ...]:
    """The visitors of a row, with the post of its own column where there is one; semicolons part them where they part names."""
    cell = cells["visitor"]
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    if CODE.search(cell) or (";" in cell and not all(NAME.fullmatch(part) for part in parts)):
        problems.append(_kept_whole("visitor", cell, where))
        named: tuple[Named, ...] = (Named(words=cell, name=cell),)
    else:
        named = tuple(one for part in parts for one in visitors_in(part, None, titles))
    post = cells.get("post")
    if not post:
        return named
    known = named_as(f"{post} Doe", None, titles)
    return tuple(
        one if one.title else replace(one, words=f"{post} {one.words}", title=post, post_class=known.post_class, elect=known.elect)
        for one in named
    )


def _places(cell: str, where: str, problems: list[Problem]) -> tuple[Spelled, ...]:
    """The places of a row in order."""
    if not CODE.search(cell):
        return places_in(cell)
    problems.append(_kept_whole("place", cell, where))
    return (Spelled(name=cell),)


def _kept_whole(name: str, cell: str, where: str) -> Problem:
    """What is noted of a cell that holds no names."""
    advice = (
        f"{cell!r} does not look like the name of a {name}, or like several parted by semicolons; it is kept whole as one: mend the cell"
    )
    return Problem(code="import.no_name", where=where, advice=advice)


def _day(text: str, name: str, where: str, problems: list[Problem]) -> str | None:
    """A day as EDTF; what is none is noted and left open."""
    if not text:
        return None
    try:
        return edtf_day(text)
    except ValueError as fault:
        problems.append(Problem(code="import.day_unreadable", where=where, advice=f"{name}: {fault}; it is left open"))
        return None


def _level(text: str) -> str | None:
    """The level that a cell names: "State", "official visit", "official_working"."""
    name = text.casefold().replace(" ", "_").replace("-", "_")
    return name if name in LEVELS else level_of(text) or level_of(f"{text} visit")


def _status(text: str, where: str, problems: list[Problem]) -> Status:
    """The status that a cell names; a data set tells what occurred where it says nothing."""
    name = text.casefold().replace(" ", "_")
    if not name:
        return Status.OCCURRED
    if name in set(Status):
        return Status(name)
    advice = f"{text!r} is no status; write one of {', '.join(Status)}. It is taken as occurred"
    problems.append(Problem(code="import.status_unknown", where=where, advice=advice))
    return Status.OCCURRED


def _once(facts: Facts, seen: set[str]) -> Facts:
    """The facts of a row, with a note where the very same row stood there before."""
    again = facts.id in seen
    seen.add(facts.id)
    note = Problem(code="note.import_same_row", where=facts.source or facts.id, advice="the same row stands above; it counts once")
    return replace(facts, problems=(*facts.problems, note)) if again else facts
