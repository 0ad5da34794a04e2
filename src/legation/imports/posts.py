"""A table of occupancies and aliases of one's own -> rows that stand above the package's, and what is amiss in the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from legation.imports.days import edtf_day
from legation.model import Problem
from legation.tables import sheet
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Occupancy, Offices, check_days
from legation.tables.own_posts import BETWEEN, OwnPost
from legation.tables.sheet import open_sheet, plain_cell
from legation.tables.titles import Titles, load_titles

NAMES = {
    "person": "person name holder officeholder incumbent minister leader who",
    "aliases": "aliases alias alsoknownas knownas aka nicknames nickname",
    "wikidata": "wikidata wikidataid qid",
    "country": "country countryiso iso3 alpha3 state organisation organization body",
    "post": "post office position title role",
    "from": "from start starts startdate begin begins since datefrom fromdate tookoffice",
    "to": "to end ends enddate until dateto todate leftoffice",
    "as_of": "asof asat accessed retrieved",
    "source": "source sources reference citation url link",
}
"""Fields of an occupancy, and the usual names of their columns: letters and digits alone, in small letters."""
NEEDED = ("person",)
WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)")
EXACT = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
OPEN_ENDS = frozenset({"", "..", "present", "incumbent", "in office"})
TO_COUNTRY = re.compile(r"(?:ambassador|high commissioner)(?:_to:| to (?:the )?)(.+)", re.IGNORECASE)
ALIASES = re.compile(r"\s*[;|]\s*")
KEPT_OUT = "the row is kept out"


@dataclass(frozen=True, slots=True)
class Asked:
    """What rows are understood by: the packaged tables."""

    gazetteer: Gazetteer
    offices: Offices
    titles: Titles
    classes: frozenset[str]
    """Of posts, in the lexicon of titles and the table."""
    bodies: frozenset[str]
    """Codes of countries and organisations that have posts in the table."""
    called: Mapping[tuple[str, str], str]
    """Country and class of post -> its title in the latest row."""
    classes_called: Mapping[tuple[str, str], frozenset[str]]
    """Country and title in small letters -> the classes of post that are called so there."""
    by_wikidata: Mapping[str, tuple[Occupancy, ...]]

    @classmethod
    def open(cls) -> Asked:
        """The packaged tables, gone through once."""
        offices, titles = Offices.open(), load_titles()
        by_wikidata: dict[str, list[Occupancy]] = {}
        classes_called: dict[tuple[str, str], set[str]] = {}
        for row in offices.rows:
            by_wikidata.setdefault(row.wikidata or "", []).append(row)
            classes_called.setdefault((row.country, row.title.casefold()), set()).add(row.post)
        return cls(
            gazetteer=Gazetteer.open(),
            offices=offices,
            titles=titles,
            classes=frozenset(row.post for row in offices.rows) | frozenset(entry.post for entry in titles.entries),
            bodies=frozenset(row.country for row in offices.rows),
            called={(row.country, row.post): row.title for row in sorted(offices.rows, key=lambda row: row.start)},
            classes_called={called: frozenset(posts) for called, posts in classes_called.items()},
            by_wikidata={name: tuple(rows) for name, rows in by_wikidata.items() if name},
        )


class _Amiss(ValueError):
    """Why a row is kept out."""


def columns_given(value: str | None) -> dict[str, str]:
    """Field -> column, from ``FIELD=NAME,FIELD=NAME``."""
    return sheet.columns_given(value, NAMES, "posts")


def read_posts(file: Path, columns: Mapping[str, str], asked: Asked) -> tuple[tuple[OwnPost, ...], tuple[Problem, ...]]:
    """The rows of a table, and why others were kept out; notes are of rows that were taken.

    Raises   ReportError for a file that cannot be read, UsageError where no column holds the person.
    """
    table = open_sheet(file, "posts.csv")
    places = table.columns(columns, NAMES, NEEDED)
    found: dict[OwnPost, str] = {}
    problems: list[Problem] = []
    for row, line in table.rows():
        where = f"{file.name}:{line}"
        try:
            if isinstance(row, str) or len(row) != len(table.header):
                fault = row if isinstance(row, str) else f"{len(row)} cells for {len(table.header)} columns"
                raise _Amiss(f"{fault}; mend the line")
            cells = {name: plain_cell(row[at]) for name, at in places.items()}
            post, notes = _post(cells, file.name, asked)
        except _Amiss as fault:
            problems.append(Problem(code="posts.kept_out", where=where, advice=f"{fault}; {KEPT_OUT}"))
            continue
        problems.extend(Problem(code="note.posts", where=where, advice=note) for note in notes)
        found.setdefault(post, where)
    return _with_known_people(found, problems, asked), tuple(problems)


def _post(cells: Mapping[str, str], file: str, asked: Asked) -> tuple[OwnPost, list[str]]:
    """The row of a person, and what has to be said of it."""
    named = OwnPost(
        person=cells["person"],
        aliases=BETWEEN.join(dict.fromkeys(alias for alias in ALIASES.split(cells.get("aliases", "")) if alias)),
        wikidata=_wikidata(cells.get("wikidata", "")),
        source=cells.get("source", ""),
        file=file,
    )
    if not named.person:
        raise _Amiss("no person is named")
    if not cells.get("post") and not cells.get("from"):
        if not named.aliases:
            raise _Amiss("neither a post nor an alias is given; a post needs country, post and from")
        return replace(named, country=_country(cells.get("country", ""), asked)), []
    missing = [name for name in ("country", "post", "from") if not cells.get(name)]
    if missing:
        raise _Amiss(f"a post needs country, post and from; fill {' and '.join(missing)}")
    country = _country(cells["country"], asked)
    post, notes = _class_of(cells["post"], country, asked)
    start, end, as_of = (_day(cells.get(name, ""), name) for name in ("from", "to", "as_of"))
    try:
        check_days(start, end, as_of)
    except ValueError as fault:
        raise _Amiss(str(fault)) from fault
    if not end and not as_of:
        notes.append(f"{named.person}: no last day: known in office on {start} alone; as_of says up to which day the source speaks")
    row = replace(named, country=country, post=post, title=_title(cells["post"], country, post, asked), start=start, end=end, as_of=as_of)
    return _as_the_table_spells(row, asked, notes), notes


def _wikidata(text: str) -> str:
    """A Wikidata id, from its address too."""
    found = WIKIDATA.fullmatch(text)
    if text and not found:
        raise _Amiss(f"{text!r} is no Wikidata id; write such as Q3099714, or nothing")
    return found[1] if found else ""


def _country(words: str, asked: Asked) -> str:
    """The code of a country, or of an organisation that has posts."""
    if not words:
        return ""
    for form in (words, words.upper(), words.title()):
        code = asked.gazetteer.country(form)
        if code or form in asked.bodies:
            return code or form
    raise _Amiss(f"{words!r} is no country or organisation of the table; write its English name or alpha-3 code")


def _class_of(words: str, country: str, asked: Asked) -> tuple[str, list[str]]:
    """The class of a post, and what has to be said of one that reports are not read by."""
    abroad = TO_COUNTRY.fullmatch(words)
    if abroad:
        return f"ambassador_to:{_country(abroad[1], asked)}", []
    name = words.casefold().replace(" ", "_")
    if name in asked.classes:
        return name, []
    called = asked.classes_called.get((country, words.casefold()), frozenset())
    if len(called) == 1:
        return next(iter(called)), []
    parts = words.split()
    for form in (parts, words.title().split()):
        length, row = asked.titles.at(form, 0)
        meant = row.reading(country) if row and length == len(parts) and not row.deputy else None
        if meant:
            return meant.post, []
    return name, [f"{words!r} is no title of the lexicon: its holder is known by name, not by the office alone"]


def _title(words: str, country: str, post: str, asked: Asked) -> str:
    """What the post is called: as the row has it, or for the name of a class what the table calls it there."""
    if words != post:
        return words
    return asked.called.get((country, post)) or post.replace("_", " ")


def _day(text: str, name: str) -> str:
    """A day, month or year; an open end is none."""
    if name == "to" and text.casefold() in OPEN_ENDS:
        return ""
    try:
        found = edtf_day(text) if text else ""
    except ValueError as fault:
        raise _Amiss(f"{name}: {fault}") from fault
    if found and not EXACT.fullmatch(found):
        raise _Amiss(f"{name}: {text!r} is no one day, month or year; write 2022-10-27, 2022-10 or 2022")
    return found


def _as_the_table_spells(row: OwnPost, asked: Asked, notes: list[str]) -> OwnPost:
    """The row under the name that the packaged table has for the same person: by Wikidata id, else the only one so named there."""
    known = asked.by_wikidata.get(row.wikidata, ()) if row.wikidata else asked.offices.of_person(row.person)
    people = {one.person: one for one in known if row.wikidata or one.country == row.country}
    if len(people) != 1:
        return row
    ((person, one),) = people.items()
    if person != row.person:
        notes.append(f"{row.person} is taken as {person}, as the table spells the name")
        row = replace(row, aliases=BETWEEN.join(dict.fromkeys((*filter(None, row.aliases.split(BETWEEN)), row.person))), person=person)
    return replace(row, wikidata=row.wikidata or one.wikidata or "")


def _with_known_people(found: Mapping[OwnPost, str], problems: list[Problem], asked: Asked) -> tuple[OwnPost, ...]:
    """The rows, without aliases of people whom neither the table nor a row of a post knows."""
    holders = {row.person for row in found if row.post}
    kept = []
    for row, where in found.items():
        if row.post or row.person in holders or asked.offices.of_person(row.person):
            kept.append(row)
            continue
        advice = f"nobody of the table is called {row.person!r}, and no row gives a post; {KEPT_OUT}"
        problems.append(Problem(code="posts.kept_out", where=where, advice=advice))
    return tuple(kept)
