"""Tables (CSV and its kin) to Reports: one for each row, read as it comes, however large the file is."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader, RawIOBase, StringIO, TextIOWrapper
from itertools import islice
from typing import Any, AnyStr, BinaryIO, cast

from legation.model import Problem, Report
from legation.read.encoding import HEAD, MARKS, decode, no_text
from legation.read.given import NOTHING, Given
from legation.read.plain import REPORT_AT_MOST, encoding_notes
from legation.read.records import fields_of, read_record, unread_names

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 50
"""Rows below the header that a delimiter is tried on."""
SEPARATOR_LINE = re.compile(r"sep=([^\"\r\n])\s*", re.IGNORECASE)
"""A first line by which spreadsheets are told the delimiter."""
LINES_AT_MOST = 100_000
"""Lines of one row."""
AGAIN_AT_MOST = 100_000_000
"""Characters that are read again behind rows that cannot be read, each line counted as a hundred more; behind them each line is a row."""
NAMES_SHOWN, NAME_SHOWN = 20, 40
BAD_MARKS = "a quotation mark that is not closed or stands within a field, or a stray line break"
LITERAL_QUOTES = "its quotation marks do not follow the rules of CSV and were kept as letters; check the row"
MIXED = "some lines are not UTF-8 and were read as cp1252; convert the file to UTF-8 if letters look wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the rows of a table are written."""

    delimiter: str
    escaped: bool = False
    """Whether a quotation mark within a field has a backslash before it, where others double it."""
    spaced: bool = False
    """Whether a space stands after each delimiter."""

    def reader(self, lines: Iterable[str], *, quoted: bool = True) -> Iterator[list[str]]:
        """The fields of each row; strict, for the lenient way drops marks from texts that only look quoted."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            doublequote=not self.escaped,
            escapechar="\\" if self.escaped else None,
            skipinitialspace=self.spaced,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            strict=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with the number of the line that it begins in; a row that cannot be read has no fields."""

    line: int
    fields: tuple[str, ...] = ()
    amiss: str | None = None


def read_table(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """The reports of a table with a header, named ``file.csv:LINE`` after the lines that they begin in."""
    # The bound is one for the whole program: it is only ever raised, and rows are bounded by their lines besides.
    csv.field_size_limit(max(csv.field_size_limit(), REPORT_AT_MOST))
    head = stream.read(HEAD)
    decoded = decode(_whole_lines(head))
    if decoded is None or not decoded.text.strip():
        yield no_text(source) if decoded is None else Problem(code="read.empty", where=source, advice="nothing but white space")
        return
    yield from encoding_notes(replace(decoded, damaged=False), source)
    form = form_of(decoded.text, given.columns, cut=len(head) == HEAD)
    lines = _Lines(head, stream, decoded.encoding)
    header = _header(lines, form)
    amiss = _columns_amiss(header, source, given)
    yield from amiss
    if not any(problem.code == "csv.no_text_column" for problem in amiss):
        for row in _rows(lines, form, len(header)):
            yield _report(row, header, source, given)
    if lines.mixed:
        yield Problem(code="note.encoding", where=source, advice=MIXED)


def count_table(stream: BinaryIO) -> int | None:
    """How many rows a table has below its header: line breaks outside quotation marks."""
    breaks = marks = 0
    last = b"\n"
    while chunk := stream.read(1 << 20):
        pieces = chunk.split(b'"')
        breaks += sum(piece.count(b"\n") for piece in pieces[marks % 2 :: 2])
        marks += len(pieces) - 1
        last = chunk[-1:]
    return max(breaks + (last != b"\n") - 1, 0)


def form_of(sample: str, columns: Mapping[str, str], *, cut: bool) -> Form:
    """How the rows are written: by the header with a column for the text, and by the rows that have as many fields as it.

    Takes    sample = the beginning of the table; cut = whether the table goes on behind it.
    """
    lines = list(StringIO(sample, newline=""))
    told = SEPARATOR_LINE.fullmatch(lines[0])
    if told is not None:
        return Form(delimiter=told[1])
    ways = [(False, False), (True, False)]
    if '\\"' in sample:
        ways.append((False, True))
    # Where several fit alike, the first counts: the usual way before the others.
    forms = [Form(delimiter=delimiter, spaced=spaced, escaped=escaped) for spaced, escaped in ways for delimiter in DELIMITERS]
    return max(forms, key=lambda form: _fit(form, lines, columns, cut=cut))


def _fit(form: Form, lines: Sequence[str], columns: Mapping[str, str], *, cut: bool) -> tuple[bool, float, int]:
    """How well a form fits: whether there is a column for the text, the share of rows that agree with the header, and its fields."""
    rows = list(islice(_tried(form, lines), SAMPLE_ROWS + 1))
    header, below = rows[0] if rows else [], rows[1:-1] if cut and len(rows) <= SAMPLE_ROWS else rows[1:]
    agreeing = sum(len(row) == len(header) for row in below) / len(below) if below else 1.0
    return _has_text(header, columns), agreeing, len(header)


def _tried(form: Form, lines: Sequence[str]) -> Iterator[list[str]]:
    """The rows of a sample that have something in them; without fields those that break the rules."""
    reader = form.reader(lines)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield []
            continue
        if any(field.strip() for field in row):
            yield row


def _has_text(header: Sequence[str], columns: Mapping[str, str]) -> bool:
    fields = fields_of(dict.fromkeys(header), columns)
    return "text" in fields or "html" in fields


def _header(lines: _Lines, form: Form) -> tuple[str, ...]:
    """The names of the columns."""
    for row in _rows(lines, form, None):
        if row.line > 1 or SEPARATOR_LINE.fullmatch(form.delimiter.join(row.fields)) is None:
            return tuple(name.strip() for name in row.fields)
    return ()


def _columns_amiss(header: Sequence[str], source: str, given: Given) -> list[Problem]:
    """What is told of columns that are asked for and not there."""
    shown = ", ".join(repr(name[:NAME_SHOWN]) for name in header[:NAMES_SHOWN]) + (" ..." if len(header) > NAMES_SHOWN else "")
    there = f"the columns are {shown}" if header else "there is no header"
    if not _has_text(header, given.columns):
        advice = f"no column holds the text; {there}; name the one that does with --columns text=NAME"
        return [Problem(code="csv.no_text_column", where=source, advice=advice)]
    known = {name.lower() for name in header}
    gone = [f"{field}={name}" for field, name in given.columns.items() if name.strip().lower() not in known]
    amiss = [Problem(code="csv.no_column", where=source, advice=f"no column for --columns {name}; {there}") for name in gone]
    unread = unread_names(header, given.columns)
    if unread:
        named = ", ".join(repr(name[:NAME_SHOWN]) for name in unread[:NAMES_SHOWN])
        amiss.append(Problem(code="note.columns", where=source, advice=f"columns not read: {named}; say with --columns what they hold"))
    return amiss


def _report(row: Row, header: Sequence[str], source: str, given: Given) -> Report | Problem:
    where = f"{source}:{row.line}"
    if not row.fields:
        return Problem(code="csv.bad_line", where=where, advice=f"{row.amiss}; the row was passed over")
    record: dict[str, object] = {}
    for name, value in zip(header, row.fields, strict=True):
        record.setdefault(name, value)
    report = read_record(record, where=where, given=given, form="csv")
    if row.amiss is None or isinstance(report, Problem):
        return report
    return replace(report, problems=(*report.problems, Problem(code="note.quotes", where=where, advice=row.amiss)))


def _rows(lines: _Lines, form: Form, width: int | None) -> Iterator[Row]:
    """The rows that have something in them, and those that cannot be read; behind one that cannot, reading goes on at its second line.

    Takes    width = fields that a row must have; None: any.
    """
    reader = form.reader(lines)
    while True:
        lines.begin()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            alone = _alone(lines, form, width)
            yield alone or Row(line=lines.number, amiss=lines.too_long or BAD_MARKS)
            lines.give_back()
            continue
        fitting = _fitting(fields, form, width)
        if any(field.strip() for field in fitting or fields):
            amiss = None if fitting else f"{len(fields)} fields, where the header has {width}"
            yield Row(line=lines.number, fields=fitting, amiss=amiss)


def _fitting(fields: Sequence[str], form: Form, width: int | None) -> tuple[str, ...]:
    """The fields of a row, as many as the header has; nothing where they are others."""
    if width == 1:
        return (form.delimiter.join(fields),)
    return tuple(fields[:width]) if width is None or (len(fields) >= width and not any(fields[width:])) else ()


def _alone(lines: _Lines, form: Form, width: int | None) -> Row | None:
    """The first line as a row of its own, its marks as letters; None where they may open a field that was cut or goes on."""
    line = lines.taken[0][1]
    if line.count('"') % 2 or lines.too_long or width is None:
        return None
    try:
        fields = _fitting(next(form.reader([line], quoted=False)), form, width)
    except csv.Error:
        return None
    return Row(line=lines.number, fields=fields, amiss=LITERAL_QUOTES) if fields else None


class _Lines:
    """The lines of a table one by one, with those that the row at hand has taken."""

    def __init__(self, head: bytes, rest: BinaryIO, encoding: str) -> None:
        mark = next((mark for mark, _ in MARKS if head.startswith(mark)), b"")
        whole = BufferedReader(cast(RawIOBase, _Rejoined(head[len(mark) :], rest)))
        wide = encoding.startswith(("utf-16", "utf-32")) or (b"\r" in head and b"\n" not in head)
        lines: Iterator[str] | Iterator[bytes] = _bounded(whole.readline)
        if wide:
            lines = _bounded(TextIOWrapper(whole, encoding=encoding, errors="replace", newline="").readline)
        self._fresh: Iterator[tuple[int, str | bytes]] = enumerate(lines, start=1)
        self._again: deque[tuple[int, str]] = deque()
        self._encoding, self._size, self._again_left = encoding, 0, AGAIN_AT_MOST
        self.taken: list[tuple[int, str]] = []
        self.mixed = False
        """Whether lines came that were not in the encoding of the file's beginning."""
        self.too_long: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.taken and self._again_left < 0:
            raise csv.Error(BAD_MARKS)
        if self._again:
            number, line = self._again.popleft()
        else:
            number, raw = next(self._fresh)
            while not self.taken and not raw.strip():
                number, raw = next(self._fresh)
            # Programs of old fill fields up with zeros.
            line = (raw if isinstance(raw, str) else self._decoded(raw)).replace("\x00", "")
        self.taken.append((number, line))
        self._size += len(line)
        if self._size > REPORT_AT_MOST or len(self.taken) > LINES_AT_MOST:
            self.too_long = f"over {REPORT_AT_MOST:,} characters or {LINES_AT_MOST:,} lines, perhaps for want of a quotation mark"
            raise csv.Error(self.too_long)
        return line

    @property
    def number(self) -> int:
        """Number of the line that the row at hand begins in."""
        return self.taken[0][0]

    def begin(self) -> None:
        """Goes on to the next row."""
        self.taken, self._size, self.too_long = [], 0, None

    def give_back(self) -> None:
        """Has all lines of the row at hand but the first read again."""
        self._again_left -= self._size + 100 * len(self.taken)
        self._again.extendleft(reversed(self.taken[1:]))

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError:
            self.mixed = True
            return line.decode("cp1252" if self._encoding == "utf-8" else self._encoding, errors="replace")


def _bounded(readline: Callable[[int], AnyStr]) -> Iterator[AnyStr]:
    """Lines; of one that is longer than any report, the beginning alone."""
    while line := readline(REPORT_AT_MOST + 1):
        rest = line
        while len(rest) > REPORT_AT_MOST and rest[-1:] not in (b"\n", "\n", "\r"):
            rest = readline(REPORT_AT_MOST + 1)
        yield line


def _whole_lines(head: bytes) -> bytes:
    """The beginning of a file without the part of a line at its end, which may stop within a letter."""
    return head[: head.rfind(b"\n") + 1] or head if len(head) == HEAD else head


class _Rejoined(RawIOBase):
    """A stream with what was read of it put before it again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        piece = piece or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
