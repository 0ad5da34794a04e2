"""The travels and visits of the Office of the Historian as facts: from its XML, or from the packaged table of the same facts."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml.etree import XMLParser, XMLSyntaxError, parse

from legation.errors import LexiconError, ReportError
from legation.imports.facts import Facts, Named, places_in
from legation.imports.remarks import MADE_AS_ELECT, level_of, towns_of
from legation.imports.stays import Stretch, stays_among
from legation.imports.who import visitors_in
from legation.model import Authority, Problem
from legation.tables.gazetteer import Gazetteer
from legation.tables.titles import Titles
from legation.when import parse_edtf

RULE = "import.historian/2"
OUTLET = "Office of the Historian"
HOME = "United States"
TABLE = "official.tsv.gz"
POSTS = {"president": ("President", "head_of_state"), "secretary": ("Secretary of State", "foreign_minister")}
"""Role of a traveller in the records -> his title and post; a traveller elect has no post yet."""
SITE = "history.state.gov/departmenthistory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The facts of one record, each a text as it stands there; the same from XML and from the table."""

    series: str
    """``president`` or ``secretary``, of travels; ``visit``, to the United States."""
    id: str
    who: str
    """The person's page, of travels."""
    name: str
    starts: str
    ends: str
    country_id: str
    country: str
    locale: str
    """Places: of travels as the record has them, of visits those that its remark says were visited."""
    level: str
    elect: str
    """``elect`` for a leg that a President-elect made."""
    modified: str
    """Day of the last change."""
    source: str = ""
    whole: Stretch | None = None
    """The stay that the record tells a part of, where other records tell the rest of it."""

    @property
    def key(self) -> str:
        """The id of the report: travels and visits are numbered apart."""
        return f"historian:{'visit' if self.series == 'visit' else 'travel'}-{self.id}"

    @property
    def stay(self) -> tuple[str, ...]:
        """Who went where from which day: what two records of one trip share."""
        return (self.series, self.who or self.name, self.starts, self.country_id, self.locale)


COLUMNS = tuple(f.name for f in fields(Record) if f.name not in ("source", "whole"))


def read_folder(folder: Path, gazetteer: Gazetteer) -> tuple[Record, ...]:
    """The records of all XML files below a folder, in a fixed order.

    Raises   ReportError for a folder without such files, and for a file that is no XML.
    """
    if not folder.is_dir():
        raise ReportError(f"{folder} is no folder; name the one with the XML of the Historian's travels and visits")
    found = [record for file in sorted(folder.rglob("*.xml")) for record in _records_of(file, folder, gazetteer)]
    if not found:
        raise ReportError(f"{folder} holds no XML of trips or visits; it should hold president-travels, secretary-travels or visits/data")
    return _as_parts(_sorted(found))


def _as_parts(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records, those that tell a part of a stay with the whole of it."""
    stays = stays_among([_stretch(record) for record in records if _day(record.starts) and _day(record.ends or record.starts)])
    return tuple(replace(record, whole=stays.get(record.key)) for record in records)


def _stretch(record: Record) -> Stretch:
    """The days that a record gives its traveller in a country."""
    visit = record.series == "visit"
    return Stretch(
        keys=(record.key,),
        traveller=f"{record.country_id} {record.name}" if visit else record.who or record.name,
        country="united-states" if visit else record.country_id,
        first=date.fromisoformat(record.starts),
        last=max(date.fromisoformat(record.ends or record.starts), date.fromisoformat(record.starts)),
        told=record.stay,
    )


def _sorted(records: Iterable[Record]) -> tuple[Record, ...]:
    """By series and number."""
    return tuple(sorted(records, key=lambda r: (r.series, len(r.id), r.id, r.starts)))


def _records_of(file: Path, folder: Path, gazetteer: Gazetteer) -> Iterator[Record]:
    """The records of one file; none where it is of another kind, such as a table of codes."""
    try:
        root = parse(str(file), XMLParser(resolve_entities=False, no_network=True, remove_comments=True)).getroot()
    except (XMLSyntaxError, OSError) as fault:
        raise ReportError(f"{file}: no XML that can be read ({fault}); fetch the file again") from fault
    if root.tag not in ("trips", "visits"):
        return
    for element in root:
        if element.tag in ("trip", "visit"):
            yield _record(element, gazetteer, f"{file.relative_to(folder).as_posix()}:{element.sourceline}")


def _record(element: Any, gazetteer: Gazetteer, source: str) -> Record:
    """The facts of one element."""
    visit = element.tag == "visit"
    remarks = _text(element, "description" if visit else "remarks")
    country = element.find("from" if visit else "country")
    return Record(
        series="visit" if visit else element.get("role") or _text(element, "role"),
        id=_text(element, "id") or source.replace("/", "."),
        who="" if visit else element.get("who") or "",
        name=_text(element, "visitor" if visit else "name"),
        starts=_text(element, "start-date"),
        ends=_text(element, "end-date"),
        country_id="" if country is None else country.get("id") or "",
        country="" if country is None else " ".join("".join(country.itertext()).split()),
        locale=", ".join(towns_of(remarks, gazetteer)) if visit else _text(element, "locale"),
        level=level_of(remarks, leading=not visit) or "",
        elect="elect" if not visit and MADE_AS_ELECT.search(remarks) else "",
        modified=_day(_text(element, "last-modified-datetime")[:10]),
        source=source,
    )


def _text(element: Any, name: str) -> str:
    """The words of a part, on one line; "" where it is not there."""
    part = element.find(name)
    return "" if part is None else " ".join("".join(part.itertext()).split())


def _day(text: str) -> str:
    """A day as it stands; "" for what is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def table_text(records: Sequence[Record]) -> str:
    """The packaged table, as ``scripts/build_official.py`` writes it."""
    rows = ("\t".join(getattr(record, name) for name in COLUMNS) for record in _sorted(records))
    return "\n".join(("\t".join(COLUMNS), *rows)) + "\n"


def read_table(path: Path | None = None) -> tuple[Record, ...]:
    """The records of the packaged table, or of the one at ``path``.

    Raises   LexiconError where it is missing, damaged or of another shape.
    """
    file = path or files("legation.tables").joinpath("data", TABLE)
    try:
        text = gzip.decompress(file.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as fault:
        raise LexiconError(f"{file}: {fault}; install the package again or run scripts/build_official.py") from fault
    head, *lines = text.removesuffix("\n").split("\n")
    rows = [line.split("\t") for line in lines]
    if tuple(head.split("\t")) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise LexiconError(f"{file}: another shape than {COLUMNS}; run scripts/build_official.py")
    told: list[dict[str, Any]] = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return _as_parts([Record(**row, source=f"{TABLE}:{number}") for number, row in enumerate(told, start=2)])


def facts_of(records: Sequence[Record], titles: Titles) -> Iterator[Facts]:
    """The facts of records, one trip that was entered twice given once."""
    alike: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        alike.setdefault(record.stay, []).append(record)
    for group in alike.values():
        stays: dict[str, list[Record]] = {}
        for record in group:
            stays.setdefault(record.ends, []).append(record)
        kept = [stays_alike[0] for stays_alike in stays.values()]
        for first, *others in stays.values():
            yield _facts(_joined(first, others), others, [one for one in kept if one.ends != first.ends], titles)


def _joined(first: Record, others: Sequence[Record]) -> Record:
    """A record with the level that another of the same trip names."""
    level = next((record.level for record in (first, *others) if record.level), "")
    return replace(first, level=level)


def _facts(record: Record, twice: Sequence[Record], alike: Sequence[Record], titles: Titles) -> Facts:
    """The facts of one record.

    Takes    twice = other records of the very same trip; alike = those that differ from it in the last day alone.
    """
    visit = record.series == "visit"
    days, problems = _days(record)
    problems = [*problems, *_doubles(record, twice, alike)]
    again = "".join(f", also entered as {_called(other.key)}" for other in twice)
    rest = [_called(key) for key in record.whole.keys if key not in {one.key for one in (record, *twice)}] if record.whole else []
    stay = f", one stay with {' and '.join(rest)}" if rest else ""
    page = f"{SITE}/visits/{record.country_id}" if visit else f"{SITE}/travels/{record.series}/{record.who}"
    visitors = () if not record.name else visitors_in(record.name, None, titles) if visit else (_traveller(record),)
    return Facts(
        id=record.key,
        outlet=OUTLET,
        authority=Authority.OFFICIAL,
        rule=RULE,
        visitors=visitors,
        home=record.country if visit else HOME,
        home_id=record.country_id if visit else None,
        destination=HOME if visit else record.country,
        destination_id=None if visit else record.country_id,
        places=places_in(record.locale),
        starts=days["starts"],
        ends=days["ends"],
        stay=(record.whole.first.isoformat(), record.whole.last.isoformat()) if record.whole else None,
        level=record.level or None,
        reference=f"{_called(record.key)}{again}{stay}, {OUTLET}, {page}",
        modified=record.modified or None,
        source=record.source,
        problems=tuple(problems),
    )


def _traveller(record: Record) -> Named:
    """The traveller with the title that the series gives him."""
    title, post_class = POSTS.get(record.series, (record.series.title(), None))
    elect = record.elect == "elect"
    title = f"{title}-elect" if elect else title
    return Named(words=f"{title} {record.name}", title=title, name=record.name, post_class=post_class, elect=elect)


def _called(key: str) -> str:
    """A record by its number: "travel 3868"."""
    return key.removeprefix("historian:").replace("-", " ")


def _days(record: Record) -> tuple[dict[str, str | None], list[Problem]]:
    """First and last day as EDTF; what is none is left open."""
    found: dict[str, str | None] = {}
    problems = []
    for name, text in (("starts", record.starts), ("ends", record.ends)):
        try:
            found[name] = parse_edtf(text).edtf if text else None
        except ValueError as fault:
            found[name] = None
            problems.append(Problem(code="import.day_unreadable", where=record.source, advice=f"{name}: {fault}; it is left open"))
    return found, problems


def _doubles(record: Record, twice: Sequence[Record], alike: Sequence[Record]) -> Iterator[Problem]:
    """What is noted of other records of the same trip."""
    for other in twice:
        advice = f"{_called(record.key)} and {_called(other.key)} are one trip with the same facts; it is kept once"
        yield Problem(code="note.import_twice", where=record.source, advice=advice)
    for other in alike:
        advice = (
            f"{_called(record.key)} and {_called(other.key)} differ in the last day alone; both are kept, see whether they are one trip"
        )
        yield Problem(code="note.import_alike", where=record.source, advice=advice)
    if record.whole is not None:
        rest = " and ".join(_called(key) for key in record.whole.keys if key != record.key)
        advice = f"{_called(record.key)} and {rest} tell one stay, from {record.whole.first} to {record.whole.last}; each is kept"
        yield Problem(code="note.import_stay", where=record.source, advice=advice)
