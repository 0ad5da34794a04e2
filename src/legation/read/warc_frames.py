"""Where the records of a WARC file begin and end, also behind damage: libraries end silently there, and what follows would be lost."""

from __future__ import annotations

import re
import zlib
from base64 import b32encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha1
from typing import Protocol

from legation.read.archive import FREE_BYTES, RATIO_AT_MOST
from legation.read.kinds import GZIP_MARK, WARC_MARK, is_packed_warc
from legation.read.plain import REPORT_AT_MOST

HEADER_AT_MOST = 65_536
RECORD_AT_MOST = REPORT_AT_MOST + HEADER_AT_MOST
CHUNK = 1 << 18
FEED = 1 << 15
"""Bytes that are given to be unpacked at a time; a page packs to about as many."""
PROBE = 4_096
"""Packed bytes that show whether a record begins."""
RAW_AT_MOST = 1 << 23
"""Packed bytes of one member that are kept to be searched should it prove damaged."""
VERSION = re.compile(rb"WARC/1\.\d")
END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,18})[ \t]*\r?\n", re.IGNORECASE)
TYPE = re.compile(rb"\nWARC-Type:", re.IGNORECASE)
DIGEST = re.compile(rb"\nWARC-Block-Digest:[ \t]*sha-?1:(\w+)", re.IGNORECASE)
SOUND = re.compile(rb"WARC/1\.\d\r?\n(?:[!-9;-~]+:[^\r\n\x00-\x08\x7f]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*\r?\n")
"""A header of which every line is one."""
BLANKS = b"\r\n"
ANY_SIZE = 10**19
LARGE = "larger than any page"


@dataclass(frozen=True, slots=True)
class Frame:
    """One record whole, header and all."""

    at: int
    """Byte at which it begins: of the file, where each record is packed by itself or none is, else of what it unpacks to."""
    data: bytes
    altered: bool = False
    """Whether its header is damaged, or the digest in it that of other bytes."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Bytes of the file that gave no record."""

    at: int
    size: int
    why: str


class Source(Protocol):
    """What gives some bytes at a time, and none at its end."""

    def read(self, size: int, /) -> bytes: ...


class DamageError(Exception):
    """A member that cannot be unpacked to its end."""


def frames_of(stream: Source) -> Iterator[Frame | Loss]:
    """The records of a WARC file, packed or not, and what lies between them; neighbouring losses are one."""
    window = _Window(stream)
    window.fill(len(GZIP_MARK))
    packed = not window.held.startswith(WARC_MARK) and (window.held.startswith(GZIP_MARK) or _is_packed(window))
    pending: Loss | None = None
    for item in _packed(window) if packed else _plain(window):
        if isinstance(item, Loss) and pending is not None and pending.at + pending.size == item.at and pending.why == item.why:
            pending = replace(pending, size=pending.size + item.size)
            continue
        if pending is not None:
            yield pending
        pending = item if isinstance(item, Loss) else None
        if isinstance(item, Frame):
            yield item
    if pending is not None:
        yield pending


class _Window:
    """The bytes of a stream from a place on that moves forward."""

    __slots__ = ("_stream", "at", "ended", "held")

    def __init__(self, stream: Source) -> None:
        self._stream, self.at, self.ended, self.held = stream, 0, False, bytearray()

    def more(self) -> bool:
        """Takes up some more bytes; False at the end."""
        piece = b"" if self.ended else self._stream.read(CHUNK)
        self.held += piece
        self.ended = not piece
        return bool(piece)

    def fill(self, size: int) -> bool:
        """Whether that many bytes are there, once they were read."""
        while len(self.held) < size and self.more():
            pass
        return len(self.held) >= size

    def drop(self, size: int) -> None:
        """Moves on by so many bytes."""
        del self.held[:size]
        self.at += size


def _behind_damage(window: _Window, start: int, why: str, seek: Callable[[bytearray, int], int | None]) -> Loss:
    """Moves to the next record behind the one that began at ``start``, or to the end of the file."""
    at = max(start + 1 - window.at, 0)
    while (found := seek(window.held, at)) is None:
        # What may be the beginning of one is looked at again once more of it is there.
        spare = max(len(window.held) - HEADER_AT_MOST, 0)
        window.drop(spare)
        at = max(at - spare, 0)
        if not window.more():
            found = len(window.held)
            break
    window.drop(found)
    return Loss(start, window.at - start, why)


# Packed files: each record a gzip member of its own.


def _packed(window: _Window) -> Iterator[Frame | Loss]:
    while window.fill(1):
        member = _Member(window)
        try:
            yield from _member_frames(member)
        except (DamageError, zlib.error) as fault:
            why = str(fault) if isinstance(fault, DamageError) else "damaged"
            yield _behind_damage(window, member.lost_from, why, _next_member)
        else:
            window.drop(member.fed)


def _member_frames(member: _Member) -> Iterator[Frame | Loss]:
    """The record of a member, once its checksum agrees; of a file that was packed as one, its records one by one."""
    unpacked, start = _Window(member), member.start
    size = _record_size(unpacked, RECORD_AT_MOST)
    if size is not None and unpacked.fill(size):
        while len(unpacked.held) < size + CHUNK and unpacked.more():
            pass
        rest = bytes(unpacked.held[size:])
        if unpacked.ended and not rest.strip(BLANKS):
            yield Frame(start, bytes(unpacked.held[:size]))
            return
        if rest.lstrip(BLANKS).startswith(WARC_MARK):
            yield from _many_frames(member, unpacked)
            return
    while unpacked.more():
        unpacked.drop(len(unpacked.held))
    yield Loss(start, member.end - start, LARGE if unpacked.at > RECORD_AT_MOST else "no record")


def _many_frames(member: _Member, unpacked: _Window) -> Iterator[Frame | Loss]:
    """The records of a file that was packed as one; bytes are counted in what it unpacks to."""
    for item in _plain(unpacked):
        member.lost_from = member.end
        yield item if isinstance(item, Frame) else replace(item, why=f"{item.why}, bytes counted unpacked")


class _Member:
    """One gzip member as a stream of what it unpacks to; its bytes stay in the window, in case it proves damaged."""

    def __init__(self, window: _Window) -> None:
        self.start = self.lost_from = window.at
        self.fed = 0
        self._window, self._given = window, 0
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def end(self) -> int:
        """Byte of the file behind what was unpacked."""
        return self._window.at + self.fed

    def read(self, size: int) -> bytes:
        """Some bytes; none at the end. Raises DamageError or zlib.error."""
        got = b""
        while not got and not self._inflater.eof:
            if self.fed == len(self._window.held):
                self._make_room()
                if not self._window.more():
                    raise DamageError("cut")
            piece = bytes(self._window.held[self.fed : self.fed + FEED])
            got = self._inflater.decompress(piece, size)
            self.fed += len(piece) - len(self._inflater.unconsumed_tail) - len(self._inflater.unused_data)
        self._given += len(got)
        if self._given > FREE_BYTES + RATIO_AT_MOST * (self.end - self.start):
            raise DamageError("unpacks to far more than a page")
        return got

    def _make_room(self) -> None:
        """Lets go of the bytes of a very large member, unless another begins among them: then this one has run over its end."""
        if self.fed < RAW_AT_MOST:
            return
        if _next_member(self._window.held, 1) is not None:
            raise DamageError("damaged")
        spare = self.fed - PROBE
        self._window.drop(spare)
        self.fed -= spare


def _next_member(held: bytearray, start: int) -> int | None:
    """Where the next packed record begins."""
    at = held.find(GZIP_MARK, start)
    while at >= 0:
        if is_packed_warc(bytes(held[at : at + PROBE])):
            return at
        at = held.find(GZIP_MARK, at + 1)
    return None


def _is_packed(window: _Window) -> bool:
    """Whether a file whose beginning is damaged is a packed one."""
    window.fill(CHUNK)
    return _next_member(window.held, 0) is not None or _next_record(window.held, 0) is None


# Files that are not packed.


def _plain(window: _Window) -> Iterator[Frame | Loss]:
    while _skip_blanks(window):
        size = _record_size(window, RECORD_AT_MOST)
        if size is None or not window.fill(size):
            why = LARGE if size is None and _size_at(window.held, 0, ANY_SIZE) else "damaged" if size is None else "cut"
            yield _behind_damage(window, window.at, why, _next_record)
            continue
        data = bytes(window.held[:size])
        proved = _is_proved(data)
        if proved or _ends_at(window, size):
            yield Frame(window.at, data, altered=proved is False or not SOUND.match(data))
            window.drop(size)
        else:
            yield _behind_damage(window, window.at, "damaged", _next_record)


def _skip_blanks(window: _Window) -> bool:
    """Moves to the next record; False at the end of the file."""
    while window.fill(1) and window.held[0] in BLANKS:
        head = bytes(window.held[:64])
        window.drop(len(head) - len(head.lstrip(BLANKS)))
    return bool(window.held)


def _record_size(window: _Window, most: int) -> int | None:
    """Bytes of the record that begins here, header and all; None where none does, or none of a size that is read."""
    if not END_OF_HEADER.search(window.held, 0, HEADER_AT_MOST):
        window.fill(HEADER_AT_MOST)
    return _size_at(window.held, 0, most)


def _size_at(held: bytearray, start: int, most: int) -> int | None:
    if not VERSION.match(held, start):
        return None
    ends = END_OF_HEADER.search(held, start, start + HEADER_AT_MOST)
    length = LENGTH.search(held, start, ends.end()) if ends else None
    if ends is None or length is None or not TYPE.search(held, start, ends.end()):
        return None
    size = ends.end() - start + int(length[1])
    return size if size <= most else None


def _ends_at(window: _Window, size: int) -> bool:
    """Whether a record of this size is followed by what follows on one: blank lines, then another or nothing."""
    window.fill(size + len(BLANKS) * 2 + len(WARC_MARK))
    rest = bytes(window.held[size : size + 16])
    return rest.startswith((b"\r\n\r\n", b"\n\n")) or not rest.strip(BLANKS) or rest.lstrip(BLANKS).startswith(WARC_MARK)


def _next_record(held: bytearray, start: int) -> int | None:
    """Where the next header begins that is one."""
    for mark in VERSION.finditer(held, start):
        if _size_at(held, mark.start(), ANY_SIZE) is not None:
            return mark.start()
    return None


def _is_proved(data: bytes) -> bool | None:
    """Whether the digest in a record's header is that of its block; None where it has none. In a packed file gzip's own checksum tells."""
    ends = END_OF_HEADER.search(data)
    told = DIGEST.search(data, 0, ends.end()) if ends else None
    if ends is None or told is None:
        return None
    digest = sha1(memoryview(data)[ends.end() :], usedforsecurity=False)
    return told[1].decode("ascii", "replace").upper() in (b32encode(digest.digest()).decode(), digest.hexdigest().upper())
