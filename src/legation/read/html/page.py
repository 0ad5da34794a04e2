"""A web page to its Report: the way from bytes to text, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import BinaryIO

from legation.model import Problem, Report
from legation.read.encoding import decode, no_text
from legation.read.given import NOTHING, Given
from legation.read.plain import REPORT_AT_MOST, encoding_notes, read_text, too_large


def read_page(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """The report of a stream that is one page."""
    data = stream.read(REPORT_AT_MOST + 1)
    yield too_large(source) if len(data) > REPORT_AT_MOST else read_page_bytes(data, source=source, given=given)


def read_page_bytes(data: bytes, *, source: str, given: Given = NOTHING, url: str | None = None) -> Report | Problem:
    """The report of a page's bytes, or why there is none."""
    decoded = decode(data)
    if decoded is None:
        return no_text(source)
    report = read_page_text(decoded.text, source=source, given=given, url=url)
    if isinstance(report, Problem):
        return report
    return replace(report, page_sha256=sha256(data).hexdigest(), problems=(*report.problems, *encoding_notes(decoded, source)))


def read_page_text(
    html: str,
    *,
    source: str,
    given: Given = NOTHING,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    byline: str | None = None,
) -> Report | Problem:
    """The report of a page; what a record says of it besides outranks what the page says."""
    return read_text(fragment_text(html), id=id, title=title, outlet=outlet, url=url, language=language, byline=byline, source=source)


def fragment_text(html: str) -> str:
    """The text of a piece of HTML that is nothing but a story, as feeds and mails carry it: paragraphs with an empty line between."""
    return html
