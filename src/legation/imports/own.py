"""A data set of one's own as facts: a table of visits, one a row, its columns known by usual names or mapped."""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from legation.errors import ReportError, UsageError
from legation.identity import ID_DIGITS, digest_of
from legation.imports.days import edtf_day
from legation.imports.facts import LEVELS, Facts, Named, places_in
from legation.imports.remarks import level_of
from legation.imports.who import named_as, visitors_in
from legation.model import Authority, Problem, Status
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
DELIMITERS = ",;\t|"
FIELD_AT_MOST = 131_072
"""Characters of the longest cell; a longer one is no value, but a mark that was never closed."""


def columns_given(value: str | None) -> dict[str, str]:
    """Field -> column, from ``FIELD=NAME,FIELD=NAME``.

    Raises   UsageError for what is no such pair, and for a field that visits do not have.
    """
    found: dict[str, str] = {}
    for pair in value.split(",") if value is not None else ():
        name, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise UsageError(f"--columns: {pair!r} is no FIELD=NAME; write such as visitor=Leader,destination=Country,starts=Start")
        if name not in NAMES:
            raise UsageError(f"--columns: visits have no {name!r}; the fields are {', '.join(NAMES)}")
        found[name] = column
    return found


def read_own(file: Path, columns: Mapping[str, str], titles: Titles) -> Iterator[Facts]:
    """The facts of each row; what is amiss in one is noted with its line, and the run goes on.

    Raises   ReportError for a file that cannot be read, UsageError where no column holds the visitor or the country.
    """
    text = _text_of(file)
    csv.field_size_limit(FIELD_AT_MOST)
    reader = csv.reader(StringIO(text, newline=""), dialect=_dialect(text, file))
    try:
        header = next(reader, [])
    except csv.Error as fault:
        raise ReportError(f"{file} has no header that can be read ({fault}); name a table whose first line names its columns") from fault
    places = _columns(header, columns, file)
    seen: set[str] = set()
    for row, line in _rows(reader):
        where = f"{file.name}:{line}"
        if isinstance(row, str):
            yield _unread(row, where)
        elif any(cell.strip() for cell in row):
            yield _once(_facts(row, header, places, where, titles), seen)


def _rows(reader: Any) -> Iterator[tuple[list[str] | str, int]]:
    """The cells of each row, or what is wrong with it, and the line that it ends in."""
    while True:
        try:
            yield next(reader), reader.line_num
        except StopIteration:
            return
        except csv.Error as fault:
            yield str(fault), reader.line_num


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


def _text_of(file: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 where it says so, else in the code page of Western spreadsheets."""
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise ReportError(f"{file}: {fault.strerror}; name a table with a header, such as visits.csv") from fault
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _dialect(text: str, file: Path) -> type[csv.Dialect]:
    """Commas, semicolons, tabs or bars: whichever parts the header into most columns."""
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    if not head.strip():
        raise ReportError(f"{file} is empty; name a table with a header, such as visits.csv")
    return type("Own", (csv.excel,), {"delimiter": delimiter})


def _columns(header: Sequence[str], columns: Mapping[str, str], file: Path) -> dict[str, int]:
    """Field -> number of its column.

    Raises   UsageError where a column that is named or needed is not there.
    """
    named = [cell.strip() for cell in header]
    found: dict[str, int] = {}
    for name, column in columns.items():
        if column not in named:
            raise UsageError(f"--columns: {file} has no column {column!r}; its columns are {', '.join(named)}")
        found[name] = named.index(column)
    usual = ["".join(c for c in cell.casefold() if c.isalnum()) for cell in named]
    for name, words in NAMES.items():
        known = [word for word in words.split() if word in usual and usual.index(word) not in found.values()]
        if name not in found and known:
            found[name] = usual.index(known[0])
    missing = [name for name in NEEDED if name not in found]
    if missing:
        given = ",".join(f"{name}=NAME" for name in missing)
        raise UsageError(f"{file}: no column for {' and '.join(missing)}; say which with --columns {given}: {', '.join(named)}")
    return found


def _facts(row: Sequence[str], header: Sequence[str], places: Mapping[str, int], where: str, titles: Titles) -> Facts:
    """The facts of one row, and what was amiss in it."""
    cells = {name: _plain(row[at]) if at < len(row) else "" for name, at in places.items()}
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
        visitors=_visitors(cells, titles),
        home=cells.get("from") or None,
        destination=cells["destination"] or None,
        places=places_in(cells.get("places", "")),
        starts=days["starts"],
        ends=days["ends"],
        level=_level(cells.get("level", "")),
        status=_status(cells.get("status", ""), where, problems),
        reference=f"a line of {file}{source}",
        source=where,
        problems=tuple(problems),
    )


def _plain(cell: str) -> str:
    """A cell on one line, without characters that nobody sees."""
    return " ".join("".join(c for c in cell if c.isprintable() or c.isspace()).split())


def _visitors(cells: Mapping[str, str], titles: Titles) -> tuple[Named, ...]:
    """The visitors of a row, with the post of its own column where there is one."""
    named = tuple(one for part in cells["visitor"].split(";") if part.strip() for one in visitors_in(part.strip(), None, titles))
    post = cells.get("post")
    if not post:
        return named
    known = named_as(f"{post} Doe", None, titles)
    return tuple(
        one if one.title else replace(one, words=f"{post} {one.words}", title=post, post_class=known.post_class, elect=known.elect)
        for one in named
    )


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
