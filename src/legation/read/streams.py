"""Streams of which the beginning was read to see what they are."""

from __future__ import annotations

from io import BufferedReader, BytesIO, FileIO, RawIOBase
from typing import Any, BinaryIO, cast


def whole(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream from its beginning again, ``head`` being what was read of it."""
    if isinstance(getattr(stream, "raw", stream), FileIO | BytesIO) and stream.seekable():
        stream.seek(0)
        return stream
    return cast(BinaryIO, BufferedReader(_Rejoined(head, stream)))


class _Rejoined(RawIOBase):
    """A stream that cannot be wound back, with what was read of it put before it again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head, self.rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece, self.head = self.head[: len(buffer)], self.head[len(buffer) :]
        piece = piece or self.rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
