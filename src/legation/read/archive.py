"""Archives and packed files to the sources in them, one at a time and never more unpacked than a report may be."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from legation.model import Problem
from legation.read.encoding import no_text
from legation.read.kinds import LOOK_AT, PACKED_MARKS, Kind, kind_by_name, kind_of
from legation.read.streams import whole

RATIO_AT_MOST = 200
"""Text packs to a twentieth at best, repeated pages to a hundredth; what unpacks to more than this is a bomb."""
FREE_BYTES = 10_000_000
"""Bytes that may be unpacked before the ratio is asked for."""
IN_MEMORY = 20_000_000
"""Bytes of a zip file from a pipe that are kept in memory; more goes to a temporary file."""
SPOOL_AT_MOST = 4_000_000_000
CHUNK = 1 << 16
ASKED_AT_MOST = 100
UNKNOWN_MEMBER = "kind of file not known; unpack it and name it by itself to have it read as text"


class BombError(OSError):
    """What unpacks to far more than it may."""


STREAM_FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)
"""What the libraries raise in the midst of a damaged or cut member."""
UNPACKING_FAULTS = (*STREAM_FAULTS, RuntimeError, NotImplementedError, ArithmeticError, LookupError, MemoryError, ValueError, struct.error)
"""All that a damaged, cut or hostile archive makes the libraries raise; ``RuntimeError`` is a password that is asked for."""


@dataclass(slots=True)
class Allowance:
    """What may still be unpacked out of one file, from all archives in it together: many small bombs are a large one."""

    packed: int = 0
    """Bytes of the file itself that were read, or are known to be there."""
    given: int = 0

    def take(self, size: int) -> None:
        """Counts bytes that were unpacked; a ``BombError`` where they grow too many."""
        self.given += size
        if self.is_spent:
            raise BombError("unpacks to too much")

    @property
    def is_spent(self) -> bool:
        return self.given > FREE_BYTES + RATIO_AT_MOST * self.packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One source in an archive, open."""

    name: str
    """Path in the archive; empty for the one source of a packed file."""
    stream: BinaryIO


def open_zip(stream: BinaryIO, *, name: str, source: str, allowance: Allowance, depth: int = 0) -> Iterator[Member | Problem]:
    """The sources in a zip file, in its own order."""
    try:
        held = stream if stream.seekable() else _spooled(stream)
        with zipfile.ZipFile(held) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            packed = min(sum(info.compress_size for info in infos), _size(held))
            allowance.packed += packed if depth == 0 else 0
            if sum(info.file_size for info in infos) > FREE_BYTES + RATIO_AT_MOST * packed or allowance.is_spent:
                yield _bomb(source)
                return
            for info in infos:
                yield from _zip_member(archive, info, source, allowance)
                if allowance.is_spent:
                    return
    except zipfile.BadZipFile as fault:
        yield damaged(source, fault) if kind_by_name(name) is Kind.ZIP else no_text(source)
    except UNPACKING_FAULTS as fault:
        yield damaged(source, fault)


def count_zip(path: Path) -> int:
    """How many members of a zip file are of a known kind; 0 where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(_is_source(name) for name in archive.namelist())
    except UNPACKING_FAULTS:
        return 0


def open_tar(stream: BinaryIO, *, name: str, source: str, allowance: Allowance, depth: int = 0) -> Iterator[Member | Problem]:
    """The sources in a tar file, packed or not, in its own order; what lies behind a damaged spot is lost, and told."""
    counted = _Counted(stream, allowance if depth == 0 else None)
    try:
        plain = _unpacked(counted, allowance) if counted.head.startswith(PACKED_MARKS) else cast(BinaryIO, BufferedReader(counted))
        with tarfile.open(fileobj=cast(BinaryIO, _Ending(plain)), mode="r|") as archive:
            for info in archive:
                # Bytes of a name that are no UTF-8 come as halves of characters, which nothing can be written with.
                inner = info.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                if info.isfile() and not _is_hidden(inner):
                    member = archive.extractfile(info)
                    assert member is not None, "a file has contents"
                    yield _member(inner, cast(BinaryIO, member), source)
    except UNPACKING_FAULTS as fault:
        yield damaged(source, fault)


def unpack(stream: BinaryIO, *, name: str, source: str, allowance: Allowance, depth: int = 0) -> Iterator[Member | Problem]:
    """The one source of a file packed by gzip, bzip2 or xz; browsers unpack some that they save and leave them their names."""
    counted = _Counted(stream, allowance if depth == 0 else None)
    is_packed = counted.head.startswith(PACKED_MARKS)
    yield Member(name="", stream=_unpacked(counted, allowance) if is_packed else cast(BinaryIO, BufferedReader(counted)))


def damaged(source: str, fault: BaseException) -> Problem:
    """What is noted of an archive, or of a part of one, that cannot be unpacked."""
    if isinstance(fault, BombError):
        return _bomb(source)
    if isinstance(fault, RuntimeError) and "password" in str(fault):
        return Problem(code="read.encrypted", where=source, advice="needs a password; unpack it first")
    return Problem(code="read.damaged", where=source, advice=f"cannot be unpacked ({fault}); what lies behind the damage is not read")


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, allowance: Allowance) -> Iterator[Member | Problem]:
    if _is_hidden(info.filename):
        return
    try:
        with archive.open(info) as member:
            yield _member(info.filename, cast(BinaryIO, BufferedReader(_Limited(member, allowance))), source)
    except UNPACKING_FAULTS as fault:
        yield damaged(f"{source}/{info.filename}", fault)


def _member(name: str, stream: BinaryIO, source: str) -> Member | Problem:
    """A member whose kind its first bytes or its name tell; any other is noted."""
    head = stream.read(LOOK_AT)
    if kind_of(name, head) is None:
        return Problem(code="note.unknown_kind", where=f"{source}/{name}", advice=UNKNOWN_MEMBER)
    return Member(name=name, stream=whole(head, stream))


def _is_source(name: str) -> bool:
    return kind_by_name(name) is not None and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _bomb(source: str) -> Problem:
    advice = f"unpacks to more than {RATIO_AT_MOST} times its size, as no reports do; unpack it yourself if it is to be trusted"
    return Problem(code="read.bomb", where=source, advice=advice)


def _spooled(stream: BinaryIO) -> BinaryIO:
    """A zip file from a pipe where it can be gone through; its table of contents stands at its end."""
    held = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the last reference to it
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > SPOOL_AT_MOST:
            raise BombError("too large for a pipe")
        held.write(chunk)
    held.seek(0)
    return cast(BinaryIO, held)


def _size(stream: BinaryIO) -> int:
    at = stream.tell()
    size = stream.seek(0, 2)
    stream.seek(at)
    return size


def _unpacked(packed: _Counted, allowance: Allowance) -> BinaryIO:
    """What a packed stream unpacks to; a ``BombError`` where that grows too large."""
    openers: tuple[Any, ...] = (gzip.GzipFile, bz2.BZ2File, lzma.LZMAFile)
    opener = next(o for o, mark in zip(openers, PACKED_MARKS, strict=True) if packed.head.startswith(mark))
    inner = opener(fileobj=packed) if opener is gzip.GzipFile else opener(packed)
    return cast(BinaryIO, BufferedReader(_Limited(inner, allowance)))


class _Ending:
    """The stream of a tar file, which may be asked but a few times behind its end; for a member of any size tarfile would ask forever."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._asked = stream, 0

    def read(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self._asked += not piece
        if self._asked > ASKED_AT_MOST:
            raise EOFError("ends before its last member does")
        return piece


class _Counted(RawIOBase):
    """A packed stream that knows how it begins, and tells how much of it was read."""

    def __init__(self, stream: BinaryIO, allowance: Allowance | None) -> None:
        self.head = stream.read(6)
        self._allowance = allowance
        self._waiting, self._rest = self.head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece, self._waiting = self._waiting[: len(buffer)], self._waiting[len(buffer) :]
        piece = piece or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        if self._allowance is not None:
            self._allowance.packed += len(piece)
        return len(piece)


class _Limited(RawIOBase):
    """An unpacked stream that stops a bomb."""

    def __init__(self, inner: Any, allowance: Allowance) -> None:
        self._inner, self._allowance = inner, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._inner.read(min(len(buffer), CHUNK))
        self._allowance.take(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)
