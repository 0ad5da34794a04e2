"""Sources found and yet to be read, so that one process may find what many read: the same readers, put off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import BinaryIO

from legation.model import Problem, Report
from legation.read.archive import STREAM_FAULTS, damaged
from legation.read.given import NOTHING, Given
from legation.read.kinds import Kind
from legation.read.plain import REPORT_AT_MOST, too_large
from legation.read.records import find_lines, read_line
from legation.read.screening import screened
from legation.read.sources import READERS, guarded
from legation.read.warc import Capture, captures_of, read_capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What gives reports once it is read, here or in another process."""

    source: str
    """What reports and problems call it."""
    size: int
    """Bytes that it holds."""
    read: Callable[[], Iterator[Report | Problem]]
    """A ``partial`` of a function of a module, with the bytes: what can be sent to another process."""


def _whole(kind: Kind, stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Later | Problem]:
    """A source that is read as a whole."""
    data = stream.read(REPORT_AT_MOST + 1)
    if len(data) > REPORT_AT_MOST:
        yield too_large(source)
    else:
        yield Later(source=source, size=len(data), read=partial(read_whole, kind, data, source=source, given=given))


def read_whole(kind: Kind, data: bytes, *, source: str, given: Given) -> Iterator[Report | Problem]:
    """The reports of a source that was put off."""
    try:
        yield from guarded(READERS[kind](BytesIO(data), source=source, given=given), source)
    except STREAM_FAULTS as fault:
        yield damaged(source, fault)


def _lines(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Later | Problem]:
    """The lines of a JSON Lines stream, each by itself."""
    for found in find_lines(stream, source=source):
        if isinstance(found, Problem):
            yield found
        else:
            where, line = found
            yield Later(source=where, size=len(line), read=partial(read_one_line, line, source=where, given=given))


def read_one_line(line: bytes, *, source: str, given: Given) -> Iterator[Report | Problem]:
    """The report of a line that was put off."""
    yield from guarded((screened(read_line(one, where=source, given=given), given) for one in (line,)), source)


def _captures(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Later | Problem]:
    """The pages of a web archive, each by itself."""
    for found in captures_of(stream, source=source):
        if isinstance(found, Problem):
            yield found
        else:
            yield Later(source=found.where, size=len(found.data), read=partial(read_one_capture, found, given=given))


def read_one_capture(capture: Capture, *, given: Given) -> Iterator[Report | Problem]:
    """The report of a page of a web archive that was put off."""
    yield from guarded(map(partial(read_capture, given=given), (capture,)), capture.where)


LATER: dict[Kind, Callable[..., Iterator[Later | Report | Problem]]] = {
    # A table is one stream of rows, read where it lies; everything else is found quickly and read slowly.
    **READERS,
    **{kind: partial(_whole, kind) for kind in (Kind.PLAIN, Kind.HTML, Kind.FEED, Kind.MAIL)},
    Kind.RECORDS: _lines,
    Kind.WARC: _captures,
}
"""A reader for each kind of source that puts off what takes time."""
