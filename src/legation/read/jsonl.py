"""JSON Lines to Reports: one object a line, a bad line is noted and the next one read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import BinaryIO

from legation.errors import ReportError
from legation.model import Problem, Report
from legation.read.encoding import decode
from legation.read.plain import REPORT_AT_MOST, read_text

BLANK = b" \t\r\n\xef\xbb\xbf"
"""Bytes of a line that holds nothing; the byte-order mark of UTF-8 among them."""


def read_records(stream: BinaryIO, *, source: str, published: date | None = None, first: bytes = b"") -> Iterator[Report | Problem]:
    """The reports of a JSON Lines stream.

    Takes    published = day for records that have none; first = a first line that was read already.
    """
    number, line = 1, first or stream.readline(REPORT_AT_MOST + 1)
    while line:
        where = f"{source}:{number}"
        if len(line) > REPORT_AT_MOST and not line.endswith(b"\n"):
            yield Problem(code="read.too_large", where=where, advice=f"a line of over {REPORT_AT_MOST:,} bytes; split the report")
            while line and not line.endswith(b"\n"):
                line = stream.readline(REPORT_AT_MOST)
        elif line.strip(BLANK):
            yield read_record(line, where=where, published=published)
        number, line = number + 1, stream.readline(REPORT_AT_MOST + 1)


def read_record(line: bytes, *, where: str, published: date | None = None) -> Report | Problem:
    """The report of one line, or why there is none."""
    decoded = decode(line)
    if decoded is None:
        return _bad(where, "no text")
    try:
        record = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        return _bad(where, f"no JSON: {error}")
    if not isinstance(record, dict):
        return _bad(where, "no JSON object")
    text = record.get("text")
    if not isinstance(text, str):
        return _bad(where, "'text' is missing or no string")
    if not text.strip():
        return Problem(code="read.empty", where=where, advice="'text' holds nothing but white space")
    problems: list[Problem] = []
    if decoded.encoding != "utf-8" or decoded.damaged:
        problems.append(Problem(code="note.encoding", where=where, advice=f"line read as {decoded.encoding}; JSON is UTF-8"))
    given = record.get("published")
    day = published if given in (None, "") else day_of(given)
    if day is None and given not in (None, ""):
        advice = f"'published' is no date: {str(given)[:40]!r}; write YYYY-MM-DD"
        problems.append(Problem(code="jsonl.bad_date", where=where, advice=advice))
    return _report(record, text, where, day, problems)


def day_of(value: object) -> date | None:
    """The day that a record's date or date and time names, as written there; None if it names none."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()) if len(value.strip()) <= 10 else datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None


def _report(record: dict[str, object], text: str, where: str, day: date | None, problems: list[Problem]) -> Report | Problem:
    known = {key: _string(record, key, where, problems) for key in ("id", "title", "outlet", "url", "language")}
    dated = not any(problem.code == "jsonl.bad_date" for problem in problems)
    try:
        for value in known.values():
            (value or "").encode("utf-8")
        report = read_text(text, published=day, source=where, dated=dated, **known)
    except (ReportError, UnicodeEncodeError):
        return _bad(where, "a lone surrogate (\\ud800-\\udfff) in it")
    return _with_problems(report, problems)


def _with_problems(report: Report, problems: list[Problem]) -> Report:
    return replace(report, problems=(*report.problems, *problems)) if problems else report


def _string(record: dict[str, object], key: str, where: str, problems: list[Problem]) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if key == "id" and isinstance(value, int):
        return str(value)
    problems.append(Problem(code="jsonl.bad_field", where=where, advice=f"{key!r} is no string and was passed over"))
    return None


def _bad(where: str, what: str) -> Problem:
    return Problem(code="jsonl.bad_line", where=where, advice=f"{what}; the line was passed over")
