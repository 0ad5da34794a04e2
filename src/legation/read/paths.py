"""Files, folders and standard input to Reports, one after the other in a fixed order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from os import fstat
from pathlib import Path
from typing import BinaryIO

from legation.model import Problem, Report
from legation.read.encoding import decode
from legation.read.jsonl import read_records
from legation.read.plain import REPORT_AT_MOST, read_bytes

PLAIN = frozenset((".txt", ".text"))
LINES = frozenset((".jsonl", ".ndjson"))
COUNT_AT_MOST = 200_000_000
"""Bytes of JSON Lines that are gone through for a mere count."""
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_paths(paths: Sequence[str | Path], *, published: date | None = None) -> Iterator[Report | Problem]:
    """Reports of files, folders (with all below them) and ``-`` for standard input, and what could not be read.

    Takes    published = day for reports whose record gives none; it outranks a date in the text.
    Gives    reports in the order of the paths, folders sorted by name. Where an id comes a second time in one run,
             the later report gets ``<id>-2`` and a ``note.duplicate_id``; both are kept.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _read_path(str(path), published):
            yield _with_own_id(item, seen) if isinstance(item, Report) else item


def count_reports(paths: Sequence[str | Path]) -> int | None:
    """How many reports the paths hold, for a progress bar; None where only reading would tell."""
    total = 0
    for path in paths:
        if str(path) == "-":
            return None
        for file in _files(Path(path)):
            if isinstance(file, Problem):
                continue
            counted = _count(file)
            if counted is None:
                return None
            total += counted
    return total


def _read_path(path: str, published: date | None) -> Iterator[Report | Problem]:
    if path == "-":
        yield from _read_stream(sys.stdin.buffer, source="standard input", published=published)
        return
    for file in _files(Path(path)):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _read_file(file, published)


def _files(path: Path) -> Iterator[Path | Problem]:
    """The files that a path stands for, and what below it is not read."""
    try:
        if not path.is_dir():
            yield path
            return
        found = sorted(path.iterdir(), key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        yield _unreadable(str(path), error)
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files(entry)
        elif entry.suffix.lower() in PLAIN | LINES:
            yield entry
        else:
            advice = "kind of file not known; name it by itself to have it read as text"
            yield Problem(code="note.unknown_kind", where=str(entry), advice=advice)


def _read_file(path: Path, published: date | None) -> Iterator[Report | Problem]:
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        yield _unreadable(str(path), error)
        return
    try:
        with stream:
            yield from _read_open(path, stream, published)
    except OSError as error:
        yield _unreadable(str(path), error)


def _read_open(path: Path, stream: BinaryIO, published: date | None) -> Iterator[Report | Problem]:
    source, kind = str(path), path.suffix.lower()
    if kind in LINES:
        yield from read_records(_narrowed(stream), source=source, published=published)
    elif kind not in PLAIN:
        yield from _read_stream(stream, source=source, published=published)
    elif fstat(stream.fileno()).st_size > REPORT_AT_MOST:
        yield _too_large(source)
    else:
        yield _read_plain(stream, source=source, published=published)


def _read_stream(stream: BinaryIO, *, source: str, published: date | None) -> Iterator[Report | Problem]:
    """Reports of a stream whose kind its first line tells: a JSON object makes it JSON Lines."""
    first = stream.readline(REPORT_AT_MOST + 1)
    while first and not first.strip() and len(first) < REPORT_AT_MOST:
        following = stream.readline(REPORT_AT_MOST + 1)
        if _is_object(following):
            first = following
            break
        if not following:
            break
        first += following
    if _is_object(first):
        yield from read_records(stream, source=source, published=published, first=first)
    else:
        yield _read_plain(stream, source=source, published=published, first=first)


def _is_object(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig", errors="replace")), dict)
    except (ValueError, RecursionError):
        return False


def _read_plain(stream: BinaryIO, *, source: str, published: date | None, first: bytes = b"") -> Report | Problem:
    data = first + stream.read(max(REPORT_AT_MOST + 1 - len(first), 0))
    if len(data) > REPORT_AT_MOST:
        return _too_large(source)
    return read_bytes(data, source=source, published=published)


def _too_large(source: str) -> Problem:
    advice = f"over {REPORT_AT_MOST:,} bytes for one report; split it, or make it JSON Lines"
    return Problem(code="read.too_large", where=source, advice=advice)


def _narrowed(stream: BinaryIO) -> BinaryIO:
    """JSON Lines saved as UTF-16 as UTF-8; such files are small exports of office programs."""
    start = stream.read(2)
    stream.seek(0)
    if start not in WIDE_MARKS:
        return stream
    decoded = decode(stream.read(REPORT_AT_MOST))
    return BytesIO(decoded.text.encode("utf-8") if decoded is not None else b"")


def _with_own_id(report: Report, seen: set[str]) -> Report:
    if report.id not in seen:
        seen.add(report.id)
        return report
    number = 2
    while f"{report.id}-{number}" in seen:
        number += 1
    own = f"{report.id}-{number}"
    seen.add(own)
    advice = f"id {report.id!r} came before in this run; kept as {own!r}"
    note = Problem(code="note.duplicate_id", where=report.source or report.id, advice=advice)
    return replace(report, id=own, problems=(*report.problems, note))


def _count(path: Path) -> int | None:
    if path.suffix.lower() not in LINES:
        return 1
    try:
        if path.stat().st_size > COUNT_AT_MOST:
            return None
        with path.open("rb") as stream:
            return sum(1 for line in _pieces(stream) if line.strip())
    except OSError:
        return 0


def _pieces(stream: BinaryIO) -> Iterable[bytes]:
    return iter(lambda: stream.readline(REPORT_AT_MOST), b"")


def _unreadable(path: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem(code="read.missing", where=path, advice="no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return Problem(code="read.forbidden", where=path, advice="not allowed to read it; check its permissions")
    return Problem(code="read.unreadable", where=path, advice=f"{error}; check the path and the disk")
