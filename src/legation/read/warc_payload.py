"""What a server sent to the bytes of its page: chunks joined, packing undone, never more than a report may be.

fastwarc would unpack a whole payload at once, however large that grows.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO

from legation.read.plain import REPORT_AT_MOST

CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
GZIP = frozenset(("gzip", "x-gzip"))
GZIP_MARK = b"\x1f\x8b"
PLAIN = frozenset(("", "identity", "none", "utf-8", "chunked"))
"""What servers say of pages that are not packed, some of it nonsense."""


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of a page, and whether there should be more of them."""

    data: bytes
    cut: bool = False


def payload_of(data: bytes, transfer: str, content: str) -> Payload | None:
    """The page in what a server sent; None where it is packed in a way that is not known. At most one byte more than a report may have.

    Takes    transfer, content = the headers Transfer-Encoding and Content-Encoding, kept by many archives that have undone both.
    """
    cut = False
    if "chunked" in transfer.lower() and CHUNK_SIZE.match(data):
        data, cut = _joined(data)
    for coding in reversed([word.strip().lower() for word in content.split(",")]):
        if coding in PLAIN:
            continue
        found = _unpacked(data, coding)
        if found is None:
            return None
        data, cut = found.data, cut or found.cut
    return Payload(data[: REPORT_AT_MOST + 1], cut)


def _joined(data: bytes) -> tuple[bytes, bool]:
    """The chunks of a body in one, and whether the last of them is missing."""
    pieces: list[bytes] = []
    at = 0
    while head := CHUNK_SIZE.match(data, at):
        size = int(head[0].split(b";")[0], 16)
        if not size:
            return b"".join(pieces), False
        pieces.append(data[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else data[at : at + 1] == b"\n"
    return b"".join(pieces), True


def _unpacked(data: bytes, coding: str) -> Payload | None:
    if coding in GZIP:
        return _inflated(data, zlib.MAX_WBITS | 16) if data.startswith(GZIP_MARK) else Payload(data)
    if coding == "deflate":
        return _inflated(data, zlib.MAX_WBITS) or _inflated(data, -zlib.MAX_WBITS) or Payload(data)
    if coding == "br":
        return _from_brotli(data)
    return None


def _inflated(data: bytes, bits: int) -> Payload | None:
    """What deflated bytes unpack to, as far as they do; None where they are not deflated."""
    pieces: list[bytes] = []
    left = REPORT_AT_MOST + 1
    while left > 0 and data:
        inflater = zlib.decompressobj(bits)
        try:
            got = inflater.decompress(data, left)
        except zlib.error:
            # Behind the first member there may be anything; within it, what came before the damage is got in smaller steps.
            return Payload(b"".join(pieces)) if pieces else _as_far_as_it_goes(data, bits)
        pieces.append(got)
        left -= len(got)
        if not inflater.eof:
            return Payload(b"".join(pieces), cut=left > 0)
        data = inflater.unused_data if bits > 0 else b""
    return Payload(b"".join(pieces))


def _as_far_as_it_goes(data: bytes, bits: int) -> Payload | None:
    inflater, stream = zlib.decompressobj(bits), BytesIO(data)
    pieces: list[bytes] = []
    try:
        while piece := stream.read(512):
            pieces.append(inflater.decompress(piece, REPORT_AT_MOST))
    except zlib.error:
        pass
    found = b"".join(pieces)
    return Payload(found, cut=True) if found else None


def _from_brotli(data: bytes) -> Payload:
    from fastwarc.stream_io import BrotliReader

    pieces: list[bytes] = []
    left = REPORT_AT_MOST + 1
    reader = BrotliReader(BytesIO(data))
    try:
        while left > 0 and (piece := reader.read(min(left, 1 << 20))):
            pieces.append(piece)
            left -= len(piece)
    except OSError:
        # Brotli has no mark by which a page that is already unpacked could be told.
        return Payload(b"".join(pieces), cut=True) if pieces else Payload(data)
    return Payload(b"".join(pieces))
