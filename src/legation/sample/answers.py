"""Filled sheets -> answers: whatever a spreadsheet has made of the file, and what is amiss in it, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from legation.errors import ReportError
from legation.model import Problem
from legation.sample.fields import CONTACT, Field, Means, Told
from legation.tables.sheet import Sheet, open_sheet

ROW = "row"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one cell tells."""

    words: str
    """As it was filled in."""
    told: Told | None
    """None where it cannot be decided, or cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one sheet tells."""

    file: str
    rows: dict[str, dict[str, Answer]]
    """Filled rows by their id, each with an answer to every field."""
    unfilled: tuple[str, ...]
    """Rows of the sample that are not filled, or are not there any more."""
    problems: tuple[Problem, ...]


def read_answers(file: Path, fields: Sequence[Field], known: Sequence[str], means: Means) -> Answers:
    """The answers of a sheet.

    Takes    known = the ids of the rows of the sample.
    Raises   ReportError for a file that cannot be read, lacks a column, or is the sheet of another sample.
    """
    sheet = open_sheet(file, "coder_a.csv")
    places = _columns(sheet, fields)
    rows: dict[str, dict[str, Answer]] = {}
    seen: set[str] = set()
    problems: list[Problem] = []
    for cells, line in sheet.rows():
        where = f"{file.name}:{line}"
        if isinstance(cells, str) or len(cells) < len(sheet.header):
            fault = cells if isinstance(cells, str) else f"{len(cells)} cells for {len(sheet.header)} columns"
            problems.append(_amiss("sample.line_unread", where, f"{fault}; mend the line; it counts as not filled"))
            continue
        name = cells[places[ROW]].strip()
        if name not in known or name in seen:
            problems.append(_amiss(*_no_row(name, where, seen)))
            continue
        seen.add(name)
        filled = {field.name: cells[places[field.name]].strip() for field in fields}
        if any(filled.values()):
            answers, faults = _answered(filled, fields, means, f"{where}: {name}")
            problems.extend(faults)
            if answers:
                rows[name] = answers
    if known and not seen:
        raise ReportError(f"{file}: none of its rows is of this sample; put the sheet beside the key that it was made with")
    return Answers(file=file.name, rows=rows, unfilled=tuple(row for row in known if row not in rows), problems=tuple(problems))


def _columns(sheet: Sheet, fields: Sequence[Field]) -> dict[str, int]:
    """Name -> number of the column of each field, and of the rows' ids."""
    header = [name.casefold() for name in sheet.header]
    names = (ROW, *(field.name for field in fields))
    missing = [name for name in names if name not in header]
    if missing:
        given = ", ".join(sheet.header)
        raise ReportError(f"{sheet.file}: no column {' and '.join(missing)}; write the names of the columns as they were: it has {given}")
    return {name: header.index(name) for name in names}


def _no_row(name: str, where: str, seen: set[str]) -> tuple[str, str, str]:
    """What is told of a row that stands twice, or is none of the sample."""
    if name in seen:
        return "sample.row_twice", where, f"row {name} stands above already; the first one counts, take the other out"
    return "sample.row_unknown", where, f"no row of this sample is called {name!r}; write its id as it was; the line is passed over"


def _answered(
    filled: Mapping[str, str], fields: Sequence[Field], means: Means, where: str
) -> tuple[dict[str, Answer] | None, list[Problem]]:
    """The answers of one row, and what is amiss; no answers where it is not told whether there is a contact."""
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for field in fields:
        words = filled[field.name]
        try:
            answers[field.name] = Answer(words, field.told(words, means))
        except ValueError as fault:
            answers[field.name] = Answer(words, None)
            problems.append(_amiss("sample.value", where, f"{field.name}: {fault}; it counts as not decided"))
    if not filled[CONTACT] or answers[CONTACT].told is None:
        return None, [
            *problems,
            _amiss("sample.no_answer", where, f"{CONTACT} is not answered; write yes, no or unsure; it counts as not filled"),
        ]
    return answers, problems


def _amiss(code: str, where: str, advice: str) -> Problem:
    return Problem(code=code, where=where, advice=advice)
