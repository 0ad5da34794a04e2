"""Entries as CSV tables that spreadsheets open rightly, with a codebook that describes every column."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from legation.errors import UsageError
from legation.export.codebook import codebook
from legation.export.columns import MEETING_COLUMNS, STOP_COLUMNS, VISIT_COLUMNS, Column, Row
from legation.model import ContactKind, Entry
from legation.record import entry_record

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet takes for a formula, the full-width ones in East Asian editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One CSV file: its name, what a row of it is, its columns and where its rows come from."""

    file: str
    row: str
    columns: tuple[Column, ...]
    rows: Callable[[Entry], Iterable[Row]]


def export_csv(entries: Sequence[Entry], folder: Path) -> tuple[Path, ...]:
    """Writes ``visits.csv``, ``stops.csv``, ``meetings.csv`` and ``codebook.md`` into a folder, which is made if need be.

    Takes    entries of any kind; those that are neither visits nor meetings stand in no table.
    Gives    the paths of the files, which replace those of an earlier export, each as a whole.
    Raises   UsageError where the folder cannot be made or written.
    """
    described = codebook((table.file, table.row, table.columns) for table in TABLES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write(folder / table.file, csv_text(entries, table)) for table in TABLES]
        return (*written, _write(folder / "codebook.md", described, mark=False))
    except OSError as fault:
        raise UsageError(f"{folder} cannot be written ({fault.strerror}); name a folder that can") from fault


def csv_text(entries: Iterable[Entry], table: Table) -> str:
    """The text of one table, as RFC 4180 has it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for entry in entries:
        for row in table.rows(entry):
            writer.writerow([cell(column.take(row)) for column in table.columns])
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell: unknown is empty, several values stand side by side, and text is guarded against being run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return guarded(joined(value) if isinstance(value, list) else str(value))


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it or where it has one already."""
    return f"'{text}" if text.startswith((*FORMULA_STARTS, "'")) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text.removeprefix("'")


def joined(values: Iterable[object]) -> str:
    """Several values in one cell: `` | `` between them, a bar or backslash within one marked by a backslash; unknown ones are empty."""
    texts = ("" if value is None else str(value) for value in values)
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def _visits(entry: Entry) -> Iterable[Row]:
    """The row of a visit."""
    return [Row(entry=entry, record=entry_record(entry))] if entry.kind is ContactKind.VISIT else []


def _stops(entry: Entry) -> Iterable[Row]:
    """A row for each stop of a visit, in the order of the journey."""
    if entry.kind is not ContactKind.VISIT:
        return []
    record = entry_record(entry)
    stops: Any = record["stops"]
    return [Row(entry=entry, record=record, stop=stop, number=number) for number, stop in enumerate(stops, start=1)]


def _meetings(entry: Entry) -> Iterable[Row]:
    """The row of a meeting."""
    return [Row(entry=entry, record=entry_record(entry))] if entry.kind is ContactKind.MEETING else []


TABLES = (
    Table(file="visits.csv", row="one visit", columns=VISIT_COLUMNS, rows=_visits),
    Table(file="stops.csv", row="one stop of a visit, in the order of the journey", columns=STOP_COLUMNS, rows=_stops),
    Table(file="meetings.csv", row="one meeting", columns=MEETING_COLUMNS, rows=_meetings),
)


def _write(path: Path, text: str, *, mark: bool = True) -> Path:
    """Writes a file as a whole or not at all; the byte-order mark tells Excel that it is UTF-8."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8-sig" if mark else "utf-8", newline="")
    os.replace(part, path)
    return path
