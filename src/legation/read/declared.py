"""Text whose encoding is told beside it: on a page, in an XML declaration, a mail's header, an answer from the network."""

from __future__ import annotations

import codecs
import re

from legation.read.encoding import LABELS, MARKS, Decoded, decode

TEXT_ENCODING = re.compile(
    r"(?:us-?)?ascii|utf[-_]?(?:8|16|32)(?:[-_]?[lb]e)?|(?:x-)?(?:iso|latin|windows|cp|mac|koi8|gb|big5|euc|shift|sjis|tis|ks|hz)[\w.:-]{0,30}",
    re.IGNORECASE,
)
"""Encodings of text alone: Python knows others by name that are slow, or no encodings of text at all (punycode, undefined)."""
DECLARED = re.compile(rb"(?:charset\s*=\s*[\"']?|encoding\s*=\s*[\"'])\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
DECLARED_WITHIN = 4_096
DECLARED_BY_DEFAULT = frozenset(("utf-8", "utf8", "utf-16", "cp1252", "ascii"))
"""What pages declare whatever they are in: worth less than a look at the bytes."""
SEVEN_BITS = re.compile(r"iso-?2022|hz", re.IGNORECASE)
"""Encodings whose bytes are plain ASCII too, so that UTF-8 would fit them and mean nothing."""
LOOK_AT = 1_000


def decode_page(data: bytes) -> Decoded | None:
    """The text of a page: what it declares is believed where its bytes bear it out, as browsers do."""
    declared = DECLARED.search(data[:DECLARED_WITHIN])
    name = _known(declared[1].decode("ascii")) if declared else None
    text = as_declared(data, name) if name not in (None, *DECLARED_BY_DEFAULT) else None
    return Decoded(text=text, encoding=str(name)) if text is not None and not _is_utf8(data) else decode(data)


def as_declared(data: bytes, name: str | None) -> str | None:
    """The text of bytes that are UTF-8, or in the encoding that is named; None where they are neither, and one must look closer.

    UTF-8 comes first: text in another encoding is hardly ever valid UTF-8, while programs name encodings that they do not write.
    """
    if data.startswith(tuple(mark for mark, _ in MARKS)) or b"\x00" in data[:LOOK_AT]:
        return None
    named = _known(name)
    order = (named, "utf-8") if name and SEVEN_BITS.match(name) else ("utf-8", named)
    for encoding in filter(None, order):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _known(name: str | None) -> str | None:
    """An encoding of text by one of its names, the wider one where browsers take it so; None where there is none of that name."""
    label = (name or "").strip().lower()
    if not TEXT_ENCODING.fullmatch(label):
        return None
    try:
        return codecs.lookup(LABELS.get(label, label)).name
    except LookupError:
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
