"""Entries as CSV tables that spreadsheets open rightly, with a codebook that describes every column."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from legation.ask.query import contact_of
from legation.ask.said import Told
from legation.errors import UsageError
from legation.export.codebook import codebook
from legation.export.columns import (
    CALL_COLUMNS,
    CLAIM_COLUMNS,
    INVITATION_COLUMNS,
    MEETING_COLUMNS,
    STATEMENT_COLUMNS,
    STOP_COLUMNS,
    VISIT_COLUMNS,
    Column,
    Row,
)
from legation.model import Claim, ContactKind, Entry, Statement
from legation.record import claim_line, entry_record, statement_line

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet takes for a formula, the full-width ones in East Asian editions."""


Held = Entry | Told[Statement] | Told[Claim]
"""What a register holds and a row is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One CSV file: its name, what a row of it is, its columns and where its rows come from."""

    file: str
    row: str
    columns: tuple[Column, ...]
    rows: Callable[[Held], Iterable[Row]]


def export_csv(held: Sequence[Held], folder: Path) -> tuple[Path, ...]:
    """Writes a table for each kind and ``codebook.md`` into a folder, which is made if need be.

    Takes    entries, statements and claims in any mixture.
    Gives    the paths of the files, which replace those of an earlier export, each as a whole.
    Raises   UsageError where the folder cannot be made or written.
    """
    described = codebook((table.file, table.row, table.columns) for table in TABLES)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write(folder / table.file, csv_text(held, table)) for table in TABLES]
        return (*written, _write(folder / "codebook.md", described, mark=False))
    except OSError as fault:
        raise UsageError(f"{folder} cannot be written ({fault.strerror}); name a folder that can") from fault


def csv_text(held: Iterable[Held], table: Table) -> str:
    """The text of one table, as RFC 4180 has it."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for one in held:
        for row in table.rows(one):
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


def _entry_row(kind: ContactKind) -> Callable[[Held], Iterable[Row]]:
    """The row of an entry of one kind."""

    def rows(held: Held) -> Iterable[Row]:
        if isinstance(held, Entry) and held.kind is kind:
            yield Row(record=entry_record(held), contact=contact_of(held))

    return rows


def _stops(held: Held) -> Iterable[Row]:
    """A row for each stop of a visit, in the order of the journey."""
    for visit in _entry_row(ContactKind.VISIT)(held):
        for number, stop in enumerate(visit.record["stops"], start=1):
            yield replace(visit, stop=stop, number=number)


def _statements(held: Held) -> Iterable[Row]:
    """The row of a statement."""
    if isinstance(held, Told) and isinstance(held.finding.body, Statement):
        yield Row(record=statement_line(held.finding, held.origin))


def _claims(held: Held) -> Iterable[Row]:
    """The row of a claim."""
    if isinstance(held, Told) and isinstance(held.finding.body, Claim):
        yield Row(record=claim_line(held.finding, held.origin))


TABLES = (
    Table(file="visits.csv", row="one visit", columns=VISIT_COLUMNS, rows=_entry_row(ContactKind.VISIT)),
    Table(file="stops.csv", row="one stop of a visit, in the order of the journey", columns=STOP_COLUMNS, rows=_stops),
    Table(file="meetings.csv", row="one meeting", columns=MEETING_COLUMNS, rows=_entry_row(ContactKind.MEETING)),
    Table(file="calls.csv", row="one call", columns=CALL_COLUMNS, rows=_entry_row(ContactKind.CALL)),
    Table(file="invitations.csv", row="one invitation", columns=INVITATION_COLUMNS, rows=_entry_row(ContactKind.INVITATION)),
    Table(file="statements.csv", row="what somebody is reported to have said", columns=STATEMENT_COLUMNS, rows=_statements),
    Table(file="claims.csv", row="a clause that ranks a contact in history", columns=CLAIM_COLUMNS, rows=_claims),
)


def _write(path: Path, text: str, *, mark: bool = True) -> Path:
    """Writes a file as a whole or not at all; the byte-order mark tells Excel that it is UTF-8."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8-sig" if mark else "utf-8", newline="")
    os.replace(part, path)
    return path
