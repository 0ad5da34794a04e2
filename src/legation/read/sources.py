"""One source, whatever its kind, to its Reports: the table of readers, and the few counts that need no reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from legation.model import Problem, Report
from legation.read.archive import STREAM_FAULTS, UNPACKING_FAULTS, Allowance, Member, count_zip, damaged, open_tar, open_zip, unpack
from legation.read.encoding import decode
from legation.read.feed import count_feed, read_feed
from legation.read.given import Given
from legation.read.html.page import read_page
from legation.read.kinds import LOOK_AT, Kind, kind_by_name, kind_of
from legation.read.mail import read_mail
from legation.read.plain import REPORT_AT_MOST, read_plain
from legation.read.records import read_json_lines
from legation.read.screening import screened
from legation.read.streams import whole
from legation.read.table import count_table, read_table
from legation.read.warc import Capture, captures_of, read_capture

T = TypeVar("T")
Reader = Callable[..., Iterator[Report | Problem]]


def read_warc(stream: BinaryIO, *, source: str, given: Given) -> Iterator[Report | Problem]:
    """The reports of a web archive; a page on which a reader breaks costs no other."""
    for found in captures_of(stream, source=source):
        yield from guarded(_read_captured(found, given), found.where)


def _read_captured(found: Capture | Problem, given: Given) -> Iterator[Report | Problem]:
    yield read_capture(found, given) if isinstance(found, Capture) else found


def read_screened(reader: Reader, stream: BinaryIO, *, source: str, given: Given) -> Iterator[Report | Problem]:
    """The reports of a reader, less those that the screen lets drop."""
    return (screened(item, given) for item in reader(stream, source=source, given=given))


READERS: dict[Kind, Reader] = {
    Kind.PLAIN: partial(read_screened, read_plain),
    Kind.HTML: partial(read_screened, read_page),
    Kind.FEED: partial(read_screened, read_feed),
    Kind.RECORDS: partial(read_screened, read_json_lines),
    Kind.TABLE: partial(read_screened, read_table),
    Kind.MAIL: partial(read_screened, read_mail),
    Kind.WARC: read_warc,
}
PARCELS = {Kind.ZIP: open_zip, Kind.TAR: open_tar, Kind.PACKED: unpack}
"""What holds other sources: each gives members, and problems."""
NESTED_AT_MOST = 3
"""Archives within archives that are opened; deeper ones are no way to keep reports."""
COUNT_AT_MOST = 200_000_000
"""Bytes that are gone through for a mere count."""
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_source(
    stream: BinaryIO, *, name: str, source: str, given: Given, depth: int = 0, allowance: Allowance | None = None
) -> Iterator[Report | Problem]:
    """The reports of one stream; arguments as in ``find_in``."""
    return find_in(stream, READERS, name=name, source=source, given=given, depth=depth, allowance=allowance)


def find_in(
    stream: BinaryIO,
    readers: Mapping[Kind, Callable[..., Iterator[T]]],
    *,
    name: str,
    source: str,
    given: Given,
    depth: int = 0,
    allowance: Allowance | None = None,
) -> Iterator[T | Problem]:
    """What readers make of one stream.

    Takes    readers = one for each kind that holds reports; name = what a kind may be told by, empty for standard input;
             source = what reports and problems call it;
             depth, allowance = how many archives it stands in, and what may still come out of the outermost.
    """
    allowance = allowance or Allowance()
    head = stream.read(LOOK_AT)
    kind = kind_of(name, head)
    held = whole(head, stream)
    if kind in PARCELS and depth >= NESTED_AT_MOST:
        advice = f"archives within archives, more than {NESTED_AT_MOST} deep; unpack it first"
        yield Problem(code="read.nested", where=source, advice=advice)
    elif kind in PARCELS:
        for inner in PARCELS[kind](held, name=name, source=source, allowance=allowance, depth=depth):
            if isinstance(inner, Problem):
                yield inner
            else:
                yield from _find_in_member(inner, readers, source, given, depth=depth + 1, allowance=allowance)
    elif kind is Kind.RECORDS and head.startswith(WIDE_MARKS):
        yield from readers[kind](_narrowed(held), source=source, given=given)
    else:
        yield from guarded(readers[kind or Kind.PLAIN](held, source=source, given=given), source)


def count_source(path: Path) -> int | None:
    """How many reports a file holds, as far as that can be told without reading them; None where it cannot."""
    kind = kind_by_name(path.name)
    if kind in (Kind.PLAIN, Kind.HTML, Kind.MAIL):
        return 1
    try:
        if kind is Kind.ZIP:
            return count_zip(path)
        if kind in (Kind.TAR, Kind.PACKED, Kind.WARC) or path.stat().st_size > COUNT_AT_MOST:
            return None
        with path.open("rb") as stream:
            if kind is Kind.RECORDS:
                return sum(1 for line in _pieces(stream) if line.strip())
            if kind is Kind.TABLE:
                return count_table(stream)
            found = kind or kind_of(path.name, stream.read(LOOK_AT))
            stream.seek(0)
            return count_feed(stream) if found is Kind.FEED else 1
    except OSError:
        return 0


def _find_in_member(
    member: Member, readers: Mapping[Kind, Callable[..., Iterator[T]]], source: str, given: Given, *, depth: int, allowance: Allowance
) -> Iterator[T | Problem]:
    """What readers make of one member of an archive, under the name that leads to it; what breaks in the midst of it is noted."""
    where = f"{source}/{member.name}" if member.name else source
    try:
        name = member.name or Path(source).stem
        yield from find_in(member.stream, readers, name=name, source=where, given=given, depth=depth, allowance=allowance)
    except UNPACKING_FAULTS as fault:
        yield damaged(where, fault)


def guarded(reports: Iterator[T], source: str) -> Iterator[T | Problem]:
    """What a reader gives; where a library under it breaks on a source, that is noted and the other sources are read."""
    try:
        yield from reports
    except STREAM_FAULTS:
        raise
    except Exception as fault:
        advice = f"a reader broke on it ({type(fault).__name__}: {str(fault)[:80]}): it was passed over; please report it with the file"
        yield Problem(code="read.fault", where=source, advice=advice)


def _narrowed(stream: BinaryIO) -> BinaryIO:
    """JSON Lines saved as UTF-16 as UTF-8; such files are small exports of office programs."""
    decoded = decode(stream.read(REPORT_AT_MOST))
    return BytesIO(decoded.text.encode("utf-8") if decoded is not None else b"")


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.readline(REPORT_AT_MOST), b"")
