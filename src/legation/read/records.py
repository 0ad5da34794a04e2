"""Records with named fields (JSON Lines, CSV) to Reports; a bad record is noted and the next one read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import BinaryIO

from legation.errors import ReportError
from legation.model import Problem, Report, ReportState
from legation.read.dates import FULL_DATE, date_of, doubt_of
from legation.read.encoding import decode
from legation.read.given import NOTHING, Given
from legation.read.html.page import read_page_text
from legation.read.plain import REPORT_AT_MOST, read_text

BLANK = b" \t\r\n\xef\xbb\xbf"
"""Bytes of a line that holds nothing; the byte-order mark of UTF-8 among them."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "full_text",
        "fulltext",
        "article_text",
        "maintext",
        "main_text",
        "story",
        "articlebody",
    ),
    "html": ("html", "raw_html", "page"),
    "id": ("id", "doc_id", "document_id", "article_id", "record_id"),
    "published": (
        *("published", "date", "publication_date", "publish_date", "published_date", "date_published", "datepublished", "published_at"),
        *("pubdate", "pub_date", "date_publish", "day"),
    ),
    "title": ("title", "headline", "heading"),
    "outlet": ("outlet", "source", "publication", "publisher", "newspaper", "sitename", "site_name", "site"),
    "url": ("url", "link", "address", "source_url", "web_url", "canonical_url", "permalink"),
    "language": ("language", "lang"),
    "byline": ("byline", "author", "authors"),
    "state": ("state",),
}
"""Fields of a report and the names, in small letters, under which records have them; the first that is there counts."""
STRINGS = ("id", "title", "outlet", "url", "language", "byline", "state")
ISO_START = re.compile(r"\d{4}-?\d\d-?\d\d")
FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T].*)?")
WORDS = re.compile(rf"(?:[A-Z][a-z]+,?\s+)?({FULL_DATE})\b.*")


def read_json_lines(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """The reports of a JSON Lines stream: one object a line."""
    for found in find_lines(stream, source=source):
        yield found if isinstance(found, Problem) else read_line(found[1], where=found[0], given=given)


def find_lines(stream: BinaryIO, *, source: str) -> Iterator[tuple[str, bytes] | Problem]:
    """The lines of a JSON Lines stream that hold something, each with where it stands."""
    number, line = 1, stream.readline(REPORT_AT_MOST + 1)
    while line:
        where = f"{source}:{number}"
        if len(line) > REPORT_AT_MOST and not line.endswith(b"\n"):
            yield Problem(code="read.too_large", where=where, advice=f"a line of over {REPORT_AT_MOST:,} bytes; split the report")
            while line and not line.endswith(b"\n"):
                line = stream.readline(REPORT_AT_MOST)
        elif line.strip(BLANK):
            yield where, line
        number, line = number + 1, stream.readline(REPORT_AT_MOST + 1)


def read_line(line: bytes, *, where: str, given: Given) -> Report | Problem:
    """The report of one line, or why there is none."""
    decoded = decode(line)
    if decoded is None:
        return _bad("jsonl", where, "no text")
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        return _bad("jsonl", where, f"no JSON: {error}")
    if not isinstance(record, dict):
        return _bad("jsonl", where, "no JSON object")
    report = read_record(record, where=where, given=given, form="jsonl")
    if isinstance(report, Report) and (decoded.encoding != "utf-8" or decoded.damaged):
        note = Problem(code="note.encoding", where=where, advice=f"line read as {decoded.encoding}; JSON is UTF-8")
        return replace(report, problems=(*report.problems, note))
    return report


def read_record(record: Mapping[str, object], *, where: str, given: Given, form: str) -> Report | Problem:
    """The report of one record, or why there is none.

    Takes    form = ``jsonl`` or ``csv``: the codes of problems begin with it.
    """
    fields = fields_of(record, given.columns)
    text = fields.get("text")
    html = fields.get("html") if text in (None, "") else None
    if not isinstance(text if html is None else html, str):
        return _bad(form, where, "'text' is missing or no string")
    if not str(text if html is None else html).strip():
        return Problem(code="read.empty", where=where, advice="'text' holds nothing but white space")
    problems: list[Problem] = []
    known = {name: _string(fields.get(name), name, where, form, problems) for name in STRINGS}
    state = _state(known.pop("state"), where, form, problems)
    day, dated = _day(fields.get("published"), where, given, form, problems)
    try:
        for value in (*known.values(), html or ""):
            str(value or "").encode("utf-8")
        if html is not None:
            report = read_page_text(str(html), source=where, given=given, **known)
        else:
            report = read_text(str(text), source=where, published=day or (given.published if dated else None), dated=dated, **known)
    except (ReportError, UnicodeEncodeError):
        return _bad(form, where, "a lone surrogate (\\ud800-\\udfff) in it")
    if isinstance(report, Problem):
        return report
    return replace(report, published=day or report.published, state=state, problems=(*report.problems, *problems))


def fields_of(record: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """The fields of a report that a record has, by the user's names first and the usual names second."""
    named: dict[str, object] = {}
    for name, value in record.items():
        named.setdefault(name.strip().lower(), value)
    found: dict[str, object] = {}
    for field, names in COLUMNS.items():
        asked = columns.get(field)
        wanted = (asked.strip().lower(),) if asked else names
        there = [name for name in wanted if name in named]
        if there:
            found[field] = named[there[0]]
    return found


def unread_names(names: Iterable[str], columns: Mapping[str, str]) -> list[str]:
    """The names of a record that hold no field of a report."""
    known = {name for field, usual in COLUMNS.items() for name in ((columns[field].strip().lower(),) if field in columns else usual)}
    return [name for name in names if name.strip() and name.strip().lower() not in known]


def day_of(value: object, *, figures: bool = False) -> date | None:
    """The day that a record's date or date and time names, as written there; None if it names none, or may name two.

    Takes    figures = whether days such as 25/10/2022 are read, which spreadsheets write.
    """
    if not isinstance(value, str):
        return None
    words = value.strip()
    try:
        if ISO_START.match(words):
            return date.fromisoformat(words) if len(words) <= 10 else datetime.fromisoformat(words).date()
        parts = FIGURES.fullmatch(words) if figures else None
        if parts is not None:
            return _day_of_figures(int(parts[1]), int(parts[3]), int(parts[4]), dotted=parts[2] == ".")
    except ValueError:
        return None
    named = WORDS.fullmatch(words)
    return date_of(named[1]) if named is not None else None


def _day_of_figures(first: int, second: int, year: int, *, dotted: bool) -> date | None:
    """A day in figures: with points the day comes first; otherwise only where one of the two can be no month."""
    if dotted or first > 12 or first == second:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else None


def _day(value: object, where: str, given: Given, form: str, problems: list[Problem]) -> tuple[date | None, bool]:
    """Day of publication of a record, and whether the text may give one where it has none."""
    if value in (None, ""):
        return given.published, True
    day = day_of(value, figures=form == "csv")
    shown = type(value).__name__ if isinstance(value, list | dict) else str(value)[:40]
    doubt = doubt_of(day, given.today) if day is not None else f"is no one date: {shown!r}; write YYYY-MM-DD"
    if doubt is None:
        return day, True
    problems.append(Problem(code=f"{form}.bad_date", where=where, advice=f"'published' {doubt}"))
    return None, False


def _state(value: str | None, where: str, form: str, problems: list[Problem]) -> ReportState:
    if value is None:
        return ReportState.STANDING
    try:
        return ReportState(value.strip().lower())
    except ValueError:
        known = ", ".join(ReportState)
        problems.append(Problem(code=f"{form}.bad_field", where=where, advice=f"'state' is none of {known}: {value[:40]!r}"))
        return ReportState.STANDING


def _string(value: object, name: str, where: str, form: str, problems: list[Problem]) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if name == "id" and isinstance(value, int):
        return str(value)
    if name == "byline" and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    problems.append(Problem(code=f"{form}.bad_field", where=where, advice=f"{name!r} is no string and was passed over"))
    return None


def _bad(form: str, where: str, what: str) -> Problem:
    return Problem(code=f"{form}.bad_line", where=where, advice=f"{what}; the line was passed over")
