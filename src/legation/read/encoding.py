"""Bytes to text: byte-order marks, UTF-8, UTF-16 without a mark, and the single-byte sets that old archives hold."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from legation.model import Problem

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    *(b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b"),
    *(b"\x7fELF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"BZh9", b"7z\xbc\xaf"),
)
"""First bytes of what is no text: PDF, zip and Office, images, gzip, programs, RTF, old Office."""
CANDIDATES = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "iso8859_2", "iso8859_5", "iso8859_7"),
    *("utf_16_le", "utf_16_be", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
"""Encodings that press archives are met in; with more of them the guess gets worse, not better."""
LABELS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
}
"""Names that pages give encodings, and what browsers take them for."""
HEAD = 65_536
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTROL_SHARE = 0.01
"""More control characters than this make no text; a few are scars of an extraction and are mended."""
HIGH_SHARE = 0.15
"""Western text in a single-byte set has fewer letters beyond ASCII than this; Greek or Russian has most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and the encoding it was in; ``damaged`` where single bytes had to be replaced."""

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded | None:
    """The text that bytes hold, byte-order mark dropped; None where they hold none."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if data.startswith(MAGIC):
        return None
    wide = _wide(data[:HEAD])
    if wide is not None:
        return _decode_as(data, wide)
    if len(CONTROL.findall(data[:HEAD])) > CONTROL_SHARE * len(data[:HEAD]):
        return None
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data) or _decode_narrow(data)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        return Decoded(text=data.decode(encoding, errors="replace"), encoding=encoding, damaged=True)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: text of mostly ASCII has a zero in every second byte."""
    half = len(head) // 2
    if half < 2:
        return None
    if head[1::2].count(0) > 0.4 * half and head[::2].count(0) < 0.02 * half and _printable(head[::2]):
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * half and head[1::2].count(0) < 0.02 * half and _printable(head[1::2]):
        return "utf-16-be"
    return None


def _printable(half: bytes) -> bool:
    """Whether bytes are such as letters leave when the zeros between them are taken out."""
    return len(CONTROL.findall(half)) <= CONTROL_SHARE * len(half)


def _decode_damaged(data: bytes) -> Decoded | None:
    """UTF-8 with single bytes gone, as where a file was cut: most of its letters beyond ASCII are still whole."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for letter in text if letter > "\x7f") - broken
    at_end = broken == 1 and text.endswith("\ufffd") and data[-1] >= 0xC0
    if whole >= 3 * broken or at_end:
        return Decoded(text=text, encoding="utf-8", damaged=True)
    return None


def _decode_narrow(data: bytes) -> Decoded:
    high = sum(1 for byte in data[:HEAD] if byte > 0x7F)
    if high > HIGH_SHARE * len(data[:HEAD]):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:HEAD], cp_isolation=CANDIDATES).best()
        if best is not None:
            return _decode_as(data, best.encoding)
    try:
        return Decoded(text=data.decode("cp1252"), encoding="cp1252")
    except UnicodeDecodeError:
        return Decoded(text=data.decode("latin-1"), encoding="latin-1")


def no_text(source: str) -> Problem:
    """What is noted of a source that holds no text."""
    return Problem(code="read.binary", where=source, advice="no text; extract the text first, or leave the file out")
