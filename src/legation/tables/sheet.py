"""Tables that people make in a spreadsheet: whatever their encoding and delimiter, line by line; and files written whole."""

from __future__ import annotations

import csv
import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from legation.errors import ReportError, UsageError

DELIMITERS = ",;\t|"
FIELD_AT_MOST = 131_072
"""Characters of the longest cell; a longer one is no value, but a mark that was never closed."""
SEPARATOR = "sep="
"""How a first line begins by which spreadsheets are told the delimiter."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the names of its columns; its rows are read as they are asked for."""

    file: Path
    header: tuple[str, ...]
    reader: Any
    above: int = 0
    """Lines above the header."""

    def rows(self) -> Iterator[tuple[list[str] | str, int]]:
        """The cells of each row, or what is wrong with it, and the line that it ends in; rows without anything are left out."""
        while True:
            try:
                cells = next(self.reader)
            except StopIteration:
                return
            except csv.Error as fault:
                yield str(fault), self.above + self.reader.line_num
                continue
            if any(cell.strip() for cell in cells):
                yield cells, self.above + self.reader.line_num

    def columns(self, given: Mapping[str, str], usual: Mapping[str, str], needed: Sequence[str]) -> dict[str, int]:
        """Field -> number of its column.

        Takes    given = field -> column by its name; usual = field -> usual names, letters and digits alone, in small letters.
        Raises   UsageError where a column that is named or needed is not there.
        """
        found: dict[str, int] = {}
        for name, column in given.items():
            if column not in self.header:
                raise UsageError(f"--columns: {self.file} has no column {column!r}; its columns are {', '.join(self.header)}")
            found[name] = self.header.index(column)
        forms = ["".join(c for c in cell.casefold() if c.isalnum()) for cell in self.header]
        for name, words in usual.items():
            known = [word for word in words.split() if word in forms and forms.index(word) not in found.values()]
            if name not in found and known:
                found[name] = forms.index(known[0])
        missing = [name for name in needed if name not in found]
        if missing:
            pairs = ",".join(f"{name}=NAME" for name in missing)
            columns = ", ".join(self.header)
            raise UsageError(f"{self.file}: no column for {' and '.join(missing)}; say which with --columns {pairs}: {columns}")
        return found


def open_sheet(file: Path, example: str) -> Sheet:
    """A table with a header, in commas, semicolons, tabs or bars: whichever parts the header into most columns.

    Takes    example = what such a file may be called.
    Raises   ReportError for a file that cannot be read, or has no header.
    """
    text = _text_of(file, example)
    csv.field_size_limit(FIELD_AT_MOST)
    head, _, rest = text.partition("\n")
    told = head.strip().strip('"') if head.lower().lstrip('"').startswith(SEPARATOR) else ""
    if told:
        text, head = rest, rest.partition("\n")[0]
    if not head.strip():
        raise ReportError(f"{file} is empty; name a table with a header, such as {example}")
    reader = csv.reader(StringIO(text, newline=""), delimiter=told[len(SEPARATOR) :][:1] or max(DELIMITERS, key=head.count))
    try:
        header = tuple(cell.strip() for cell in next(reader, []))
    except csv.Error as fault:
        raise ReportError(f"{file} has no header that can be read ({fault}); name a table whose first line names its columns") from fault
    return Sheet(file, header, reader, above=1 if told else 0)


def columns_given(value: str | None, fields: Mapping[str, str], whose: str) -> dict[str, str]:
    """Field -> column, from ``FIELD=NAME,FIELD=NAME``.

    Takes    whose = what has these fields: "visits".
    Raises   UsageError for what is no such pair, and for a field that is none.
    """
    found: dict[str, str] = {}
    for pair in value.split(",") if value is not None else ():
        name, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            example = ",".join(f"{field}={field.title()}" for field in list(fields)[:3])
            raise UsageError(f"--columns: {pair!r} is no FIELD=NAME; write such as {example}")
        if name not in fields:
            raise UsageError(f"--columns: {whose} have no {name!r}; the fields are {', '.join(fields)}")
        found[name] = column
    return found


def plain_cell(cell: str) -> str:
    """A cell on one line, without characters that nobody sees."""
    return " ".join("".join(c for c in cell if c.isprintable() or c.isspace()).split())


def write_whole(path: Path, text: str, *, mark: bool = False) -> None:
    """Writes a file as a whole or not at all.

    Takes    mark = whether a byte-order mark tells a spreadsheet that it is UTF-8.
    """
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8-sig" if mark else "utf-8", newline="")
    os.replace(part, path)


def _text_of(file: Path, example: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 where it says so, else in the code page of Western spreadsheets."""
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise ReportError(f"{file}: {fault.strerror}; name a table with a header, such as {example}") from fault
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
