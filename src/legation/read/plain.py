"""Plain text to Report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import BinaryIO

from legation.errors import ReportError
from legation.model import Problem, Report
from legation.read.dates import doubt_of
from legation.read.encoding import Decoded, decode, no_text
from legation.read.given import NOTHING, Given
from legation.read.head import find_head
from legation.read.language import language_of

REPORT_AT_MOST = 50_000_000
"""Bytes of one report; nothing that a desk or an archive holds as one report is larger."""
LINE_AT_MOST = 20_000
"""Characters of a line beyond which its sentences are likely to be cut."""
ID_DIGITS = 16
LINE = re.compile(r"[^\n\r]+")


def read_text(
    text: str,
    *,
    id: str | None = None,
    published: date | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    byline: str | None = None,
    source: str | None = None,
    dated: bool = True,
) -> Report:
    """A report from its text and what else is known of it; what is not given is taken from the text where it says so.

    Takes    dated = whether a day of publication may be taken from the text where none is given.
    Raises   ReportError where the text is no Unicode text (a lone surrogate in it).
    """
    digest = _digest_of(text, source or "text")
    head = find_head(text, title=title)
    own = head.published if dated and published is None else None
    return Report(
        id=id if id else digest[:ID_DIGITS],
        text=text,
        sha256=digest,
        url=url,
        title=title or head.title,
        outlet=outlet or head.outlet,
        byline=byline or head.byline,
        dateline=head.place,
        published=own if own is not None and doubt_of(own, None) is None else published,
        language=language or language_of(text),
        source=source,
        body_start=head.dateline.end if head.dateline else 0,
        dateline_span=head.dateline,
        head_lines=head.lines,
        problems=(*_notes(text, source or "text"), *_bad_date(own, None, source or "text")),
    )


def _digest_of(text: str, source: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    try:
        return sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise ReportError(f"{source}: lone surrogate at character {error.start}; decode the text anew") from None


def read_plain(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """The report of a stream that is one plain text."""
    data = stream.read(REPORT_AT_MOST + 1)
    yield too_large(source) if len(data) > REPORT_AT_MOST else read_bytes(data, source=source, given=given)


def too_large(source: str) -> Problem:
    """What is noted of a report that is larger than any is."""
    advice = f"over {REPORT_AT_MOST:,} bytes for one report; split it, or make it JSON Lines"
    return Problem(code="read.too_large", where=source, advice=advice)


def read_bytes(data: bytes, *, source: str, given: Given = NOTHING) -> Report | Problem:
    """A report from the bytes of one plain text, or why there is none."""
    decoded = decode(data)
    if decoded is None:
        return no_text(source)
    if not decoded.text.strip():
        return Problem(code="read.empty", where=source, advice="nothing but white space")
    report = read_text(decoded.text, published=given.published, source=source)
    doubts = _bad_date(report.published, given.today, source)
    noted = (*encoding_notes(decoded, source), *doubts)
    return replace(report, published=None if doubts else report.published, problems=(*report.problems, *noted)) if noted else report


def encoding_notes(decoded: Decoded, source: str) -> tuple[Problem, ...]:
    """What is noted of a text that is not plain UTF-8."""
    if decoded.encoding == "utf-8" and not decoded.damaged:
        return ()
    lost = "; bytes that are none of it became U+FFFD" if decoded.damaged else ""
    advice = f"read as {decoded.encoding}{lost}; convert to UTF-8 if letters look wrong"
    return (Problem(code="note.encoding", where=source, advice=advice),)


def _bad_date(day: date | None, today: date | None, source: str) -> tuple[Problem, ...]:
    """What is noted of a day of publication that can be none."""
    doubt = doubt_of(day, today) if day is not None else None
    return (Problem(code="read.bad_date", where=source, advice=f"the day of publication {doubt}"),) if doubt is not None else ()


def _notes(text: str, source: str) -> tuple[Problem, ...]:
    if not text.strip():
        return (Problem(code="read.empty", where=source, advice="nothing but white space"),)
    if len(text) <= LINE_AT_MOST or all(line.end() - line.start() < LINE_AT_MOST for line in LINE.finditer(text)):
        return ()
    return (Problem(code="note.long_line", where=source, advice=f"a line of over {LINE_AT_MOST} characters; overlong sentences are cut"),)
