"""Archives and packed files to the sources in them, one at a time and never more unpacked than a report may be."""

from __future__ import annotations

import bz2
import gzip
import lzma
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
from legation.read.kinds import PACKED_MARKS, Kind, kind_by_name

RATIO_AT_MOST = 200
"""Text packs to a twentieth at best, repeated pages to a hundredth; what unpacks to more than this is a bomb."""
FREE_BYTES = 10_000_000
"""Bytes that may be unpacked before the ratio is asked for."""
IN_MEMORY = 20_000_000
"""Bytes of a zip file from a pipe that are kept in memory; more goes to a temporary file."""
SPOOL_AT_MOST = 4_000_000_000
CHUNK = 1 << 16
UNKNOWN_MEMBER = "kind of file not known; unpack it and name it by itself to have it read as text"


class BombError(OSError):
    """What unpacks to far more than it may."""


UNPACKING_FAULTS = (OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)
"""All that a damaged, cut or hostile archive makes the libraries raise; ``RuntimeError`` is a password that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One source in an archive, open."""

    name: str
    """Path in the archive; empty for the one source of a packed file."""
    stream: BinaryIO


def open_zip(stream: BinaryIO, *, name: str, source: str) -> Iterator[Member | Problem]:
    """The sources in a zip file, in its own order."""
    try:
        held = stream if stream.seekable() else _spooled(stream)
        with zipfile.ZipFile(held) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            packed = sum(info.compress_size for info in infos)
            if sum(info.file_size for info in infos) > FREE_BYTES + RATIO_AT_MOST * min(packed, _size(held)):
                yield _bomb(source)
                return
            for info in infos:
                yield from _zip_member(archive, info, source)
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


def open_tar(stream: BinaryIO, *, name: str, source: str) -> Iterator[Member | Problem]:
    """The sources in a tar file, packed or not, in its own order; what lies behind a damaged spot is lost, and told."""
    counted = _Counted(stream)
    try:
        plain = _unpacked(counted) if counted.head.startswith(PACKED_MARKS) else cast(BinaryIO, BufferedReader(counted))
        with tarfile.open(fileobj=plain, mode="r|") as archive:
            for info in archive:
                if info.isfile() and _is_source(info.name):
                    member = archive.extractfile(info)
                    assert member is not None, "a file has contents"
                    yield Member(name=info.name, stream=cast(BinaryIO, member))
                elif info.isfile() and not _is_hidden(info.name):
                    yield Problem(code="note.unknown_kind", where=f"{source}/{info.name}", advice=UNKNOWN_MEMBER)
    except UNPACKING_FAULTS as fault:
        yield damaged(source, fault)


def unpack(stream: BinaryIO, *, name: str, source: str) -> Iterator[Member | Problem]:
    """The one source of a file packed by gzip, bzip2 or xz."""
    yield Member(name="", stream=_unpacked(_Counted(stream)))


def damaged(source: str, fault: BaseException) -> Problem:
    """What is noted of an archive, or of a part of one, that cannot be unpacked."""
    if isinstance(fault, BombError):
        return _bomb(source)
    if isinstance(fault, RuntimeError) and "password" in str(fault):
        return Problem(code="read.encrypted", where=source, advice="needs a password; unpack it first")
    return Problem(code="read.damaged", where=source, advice=f"cannot be unpacked ({fault}); what lies behind the damage is not read")


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str) -> Iterator[Member | Problem]:
    where = f"{source}/{info.filename}"
    if not _is_source(info.filename):
        if not _is_hidden(info.filename):
            yield Problem(code="note.unknown_kind", where=where, advice=UNKNOWN_MEMBER)
        return
    try:
        with archive.open(info) as member:
            yield Member(name=info.filename, stream=cast(BinaryIO, member))
    except UNPACKING_FAULTS as fault:
        yield damaged(where, fault)


def _is_source(name: str) -> bool:
    return kind_by_name(name) is not None and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


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


def _unpacked(packed: _Counted) -> BinaryIO:
    """What a packed stream unpacks to; a ``BombError`` where that grows too large."""
    openers: tuple[Any, ...] = (gzip.GzipFile, bz2.BZ2File, lzma.LZMAFile)
    opener = next(o for o, mark in zip(openers, PACKED_MARKS, strict=True) if packed.head.startswith(mark))
    inner = opener(fileobj=packed) if opener is gzip.GzipFile else opener(packed)
    return cast(BinaryIO, BufferedReader(_Limited(inner, packed)))


class _Counted(RawIOBase):
    """A packed stream that knows how much of it was read, and how it begins."""

    def __init__(self, stream: BinaryIO) -> None:
        self.head = stream.read(6)
        self.read_bytes = 0
        self._waiting, self._rest = self.head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece, self._waiting = self._waiting[: len(buffer)], self._waiting[len(buffer) :]
        piece = piece or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        self.read_bytes += len(piece)
        return len(piece)


class _Limited(RawIOBase):
    """An unpacked stream that stops a bomb."""

    def __init__(self, inner: Any, packed: _Counted) -> None:
        self._inner, self._packed, self._given = inner, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._inner.read(min(len(buffer), CHUNK))
        self._given += len(piece)
        if self._given > FREE_BYTES + RATIO_AT_MOST * self._packed.read_bytes:
            raise BombError("unpacks to too much")
        buffer[: len(piece)] = piece
        return len(piece)
