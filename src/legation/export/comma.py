"""Tables as CSV that spreadsheets open rightly."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from legation.export.column import Setting
from legation.export.files import made_folder, whole
from legation.export.tabular import TABLES, Held, Table, rows_of, values_of

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet takes for a formula, the full-width ones in East Asian editions."""
GUARDED = (*FORMULA_STARTS, "'")
"""Beginnings before which an apostrophe is put, its own among them, so that one can always be taken off."""


def export_csv(held: Sequence[Held], folder: Path, setting: Setting) -> Iterator[Path]:
    """Writes a table for each kind into a folder, which is made if need be.

    Takes    entries, statements and claims in any mixture.
    Gives    the path of each file when it is written; it replaces that of an earlier export as a whole.
    Raises   UsageError where the folder cannot be made or written.
    """
    made_folder(folder)
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        # The byte-order mark tells Excel that it is UTF-8.
        with whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(file, held, table, setting)
        yield path


def write_csv(out: TextIO, held: Iterable[Held], table: Table, setting: Setting) -> None:
    """Writes one table, as RFC 4180 has it."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(map(cell, values_of(row, table.columns)) for row in rows_of(held, table, setting))


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
    return f"'{text}" if text.startswith(GUARDED) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text.removeprefix("'")


def joined(values: Iterable[object]) -> str:
    """Several values in one cell: `` | `` between them, a bar or backslash within one marked by a backslash; unknown ones are empty."""
    texts = ("" if value is None else str(value) for value in values)
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)
