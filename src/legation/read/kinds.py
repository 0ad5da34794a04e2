"""What kind of source a file is: by its first bytes where they leave no doubt, else by the ending of its name."""

from __future__ import annotations

import json
import re
import zlib
from enum import StrEnum
from pathlib import PurePath

from legation.read.encoding import decode

LOOK_AT = 4_096
"""Bytes that a kind is known by."""


class Kind(StrEnum):
    """The kinds of source that reports are read from."""

    PLAIN = "plain"
    HTML = "html"
    FEED = "feed"
    RECORDS = "records"
    TABLE = "table"
    MAIL = "mail"
    ZIP = "zip"
    TAR = "tar"
    PACKED = "packed"
    WARC = "warc"


ENDINGS = {
    **dict.fromkeys((".txt", ".text"), Kind.PLAIN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp"), Kind.HTML),
    **dict.fromkeys((".rss", ".atom", ".rdf"), Kind.FEED),
    **dict.fromkeys((".jsonl", ".ndjson"), Kind.RECORDS),
    **dict.fromkeys((".csv", ".tsv"), Kind.TABLE),
    **dict.fromkeys((".eml",), Kind.MAIL),
    **dict.fromkeys((".zip",), Kind.ZIP),
    **dict.fromkeys((".tar", ".tgz", ".tbz2", ".txz"), Kind.TAR),
    **dict.fromkeys((".gz", ".bz2", ".xz"), Kind.PACKED),
    **dict.fromkeys((".warc",), Kind.WARC),
}
"""Endings of names, in small letters; a name that ends in .tar.gz or the like is a tar archive, one in .warc.gz a web archive."""

PACKED_MARKS = (b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
GZIP_MARK, WARC_MARK = b"\x1f\x8b\x08", b"WARC/"
ZIP_MARK = b"PK\x03\x04"
OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/")
"""Near the start of the zip files that office programs and readers of books make."""
FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]*>", re.IGNORECASE)
HTML_ROOT = re.compile(r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
HTML_PARTS = re.compile(
    r"\s*<(?:head|body|meta|title|script|link|table|center|div|article|p)\b[^>]*>.*</?(?:p|a|td|div|br)\b", re.IGNORECASE | re.DOTALL
)
MAIL_HEADER = re.compile(
    r"^(?:Received|From|Return-Path|MIME-Version|Date|Subject|Message-ID|Delivered-To|To|Content-Type):", re.MULTILINE | re.IGNORECASE
)
MAIL_HEADERS_AT_LEAST = 4
TEXT_COLUMNS = frozenset("text body content article story full_text fulltext maintext html".split())
"""Names of columns that hold texts of reports, by which a table without a file name is known."""
NAME_AT_MOST = 40


def kind_of(name: str, head: bytes) -> Kind | None:
    """The kind of a source; None where neither its first bytes nor its name tells one.

    Takes    name = path or name in an archive, empty for a stream; head = at least its first ``LOOK_AT`` bytes, or all it has.
    """
    return _by_marks(name, head) or kind_by_name(name) or _by_look(head)


def kind_by_name(name: str) -> Kind | None:
    """The kind that the ending of a name tells."""
    path = PurePath(name.lower())
    if len(path.suffixes) > 1 and path.suffixes[-2] == ".tar":
        return Kind.TAR
    if path.suffixes[-2:] == [".warc", ".gz"]:
        return Kind.WARC
    return ENDINGS.get(path.suffix)


def is_office_file(head: bytes) -> bool:
    """Whether a zip file is the document of an office program rather than an archive."""
    return head.startswith(ZIP_MARK) and OFFICE.search(head) is not None


def is_packed_warc(head: bytes) -> bool:
    """Whether bytes are the beginning of a record of a web archive that gzip has packed."""
    if not head.startswith(GZIP_MARK):
        return False
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(WARC_MARK)) == WARC_MARK
    except zlib.error:
        return False


def _by_marks(name: str, head: bytes) -> Kind | None:
    """The kind that the first bytes leave no doubt of."""
    if head.startswith(ZIP_MARK):
        return None if is_office_file(head) else Kind.ZIP
    if head.startswith(WARC_MARK) or is_packed_warc(head):
        return Kind.WARC
    if head.startswith(PACKED_MARKS):
        named = kind_by_name(name)
        return named if named is Kind.TAR or (named is Kind.WARC and head.startswith(GZIP_MARK)) else Kind.PACKED
    if head[257:262] == b"ustar":
        return Kind.TAR
    start = _text_of(head)
    if FEED_ROOT.search(start[:2_000]) and not HTML_ROOT.match(start):
        return Kind.FEED if start.lstrip().startswith(("<?xml", "<rss", "<feed", "<rdf", "<!--")) else None
    return Kind.HTML if HTML_ROOT.match(start) else None


def _by_look(head: bytes) -> Kind | None:
    """The kind of a source without a name that tells one."""
    start = _text_of(head)
    if is_object(head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]):
        return Kind.RECORDS
    if HTML_PARTS.match(start):
        return Kind.HTML
    if len(set(MAIL_HEADER.findall(start.split("\n\n", 1)[0].replace("\r", "")))) >= MAIL_HEADERS_AT_LEAST and MAIL_HEADER.match(start):
        return Kind.MAIL
    return Kind.TABLE if _has_header(start) else None


def _has_header(start: str) -> bool:
    """Whether a text begins with the names of a table's columns, one of which holds a text, and with a row below them."""
    lines = [line for line in start.split("\n", 3) if line.strip()]
    for delimiter in ",;\t|":
        names = [name.strip(' "\r').lower() for name in lines[0].split(delimiter)] if len(lines) > 1 else []
        if len(names) > 1 and TEXT_COLUMNS & set(names) and all(len(name) <= NAME_AT_MOST for name in names) and delimiter in lines[1]:
            return True
    return False


def is_object(line: bytes) -> bool:
    """Whether a line is one JSON object, or the beginning of one that was cut."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.decode("utf-8-sig", errors="replace")), dict)
    except (ValueError, RecursionError):
        return len(line) >= LOOK_AT // 2 and line.lstrip(b"\xef\xbb\xbf \t{")[:1] == b'"'


def _text_of(head: bytes) -> str:
    decoded = decode(head[:LOOK_AT])
    return decoded.text if decoded is not None else ""
