"""WARC archives, as crawlers of the web keep them, to their pages; what is no page is passed over and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from legation.model import Problem, Report
from legation.read.dates import doubt_of
from legation.read.declared import as_declared, decode_page
from legation.read.encoding import Decoded, no_text
from legation.read.given import NOTHING, Given
from legation.read.html.page import read_page_text
from legation.read.kinds import HTML_PARTS, HTML_ROOT
from legation.read.plain import REPORT_AT_MOST, encoding_notes, read_bytes, too_large
from legation.read.screening import dropped, is_dropped
from legation.read.warc_frames import HEADER_AT_MOST, Frame, Loss, frames_of
from legation.read.warc_payload import payload_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

TYPE = re.compile(rb"\nWARC-Type:[ \t]*([\w-]+)", re.IGNORECASE)
PAGES = frozenset((b"response", b"resource", b"conversion"))
"""Types of records that may hold a page; a conversion is the plain text that another program took from one."""
HTML = frozenset(("text/html", "application/xhtml+xml"))
TOLD_AT_MOST = 8
"""Kinds of what was passed over that are named one by one."""
LOOK_AT = 4_096
AFTER_TODAY = "after today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page as a crawler kept it, unpacked but not decoded; it can be sent to another process."""

    data: bytes
    where: str
    """The file, and the byte of it at which the record begins."""
    url: str | None
    fetched: date | None
    """Day in Greenwich on which the crawler fetched it: no page can have been published after it."""
    charset: str | None = None
    is_html: bool = True
    cut: bool = False
    """Whether the crawler kept but the beginning."""
    altered: bool = False
    """Whether the digest beside it is that of other bytes."""


def captures_of(stream: BinaryIO, *, source: str) -> Iterator[Capture | Problem]:
    """The pages of a WARC file, one at a time, and a note at its end of what else it holds; damage costs the damaged records alone."""
    passed: Counter[str] = Counter()
    pages = 0
    for item in frames_of(stream):
        if isinstance(item, Loss):
            yield _lost(item, source)
            continue
        found = _capture(item, source)
        if isinstance(found, str):
            passed[found] += 1
            continue
        pages += isinstance(found, Capture)
        yield found
    if passed:
        yield Problem(code="note.passed_over", where=source, advice=_counts(pages, passed))


def read_capture(capture: Capture, given: Given = NOTHING) -> Report | Problem:
    """The report of a page from an archive, or why there is none; a page that the screen lets drop is not looked at any closer."""
    decoded = _decoded(capture)
    if decoded is None:
        return no_text(capture.where)
    if is_dropped(decoded.text, given, archived=True):
        return dropped(capture.where)
    bounds = [day for day in (given.today, capture.fetched) if day is not None]
    bounded = replace(given, today=min(bounds, default=None), screen=None)
    report = _read(capture, decoded, bounded)
    if isinstance(report, Problem):
        return report
    if is_dropped(report.text, given, archived=True):
        # Boxes beside the story had made the page look like one.
        return dropped(capture.where)
    digest = sha256(capture.data).hexdigest() if capture.is_html else None
    doubt = _too_late(report, capture, min(bounds, default=None))
    return replace(
        report,
        url=capture.url or report.url,
        published=None if doubt else report.published,
        partial=report.partial or capture.cut,
        page_sha256=digest,
        problems=(
            *(_told_of_fetch(problem, capture) for problem in report.problems),
            *encoding_notes(decoded, capture.where),
            *doubt,
            *_notes(capture),
        ),
    )


def _read(capture: Capture, decoded: Decoded, given: Given) -> Report | Problem:
    if capture.is_html:
        return read_page_text(decoded.text, source=capture.where, given=given, url=capture.url)
    return read_bytes(decoded.text.encode("utf-8", "replace"), source=capture.where, given=given)


def _too_late(report: Report, capture: Capture, bound: date | None) -> tuple[Problem, ...]:
    """What is noted of a day of publication behind that of the fetch."""
    if report.published is None or capture.fetched is None or doubt_of(report.published, bound) is None:
        return ()
    advice = f"the day of publication is {report.published}, after the page was fetched on {capture.fetched}; taken as not known"
    return (Problem(code="warc.bad_date", where=capture.where, advice=advice),)


def _told_of_fetch(problem: Problem, capture: Capture) -> Problem:
    """A problem of a page's day that was measured by that of the fetch rather than by today's."""
    return replace(problem, advice=problem.advice.replace(AFTER_TODAY, f"after the page was fetched on {capture.fetched}"))


def _notes(capture: Capture) -> Iterator[Problem]:
    if capture.cut:
        yield Problem(code="note.partial", where=capture.where, advice="the crawler kept only the beginning of the page")
    if capture.altered:
        advice = "the archive's digest of it is that of other bytes; words of it may be damaged"
        yield Problem(code="warc.altered", where=capture.where, advice=advice)


def _decoded(capture: Capture) -> Decoded | None:
    """The text of a page; what the server says of its encoding is one hint, which outranks what the page says of itself."""
    text = as_declared(capture.data, capture.charset) if capture.charset else None
    return decode_page(capture.data) if text is None else Decoded(text=text.removeprefix("\ufeff"), encoding="utf-8")


def _capture(frame: Frame, source: str) -> Capture | Problem | str:
    """The page of a record; a word for what it is where it is none."""
    from fastwarc.warc import WarcRecord

    told = TYPE.search(frame.data, 0, HEADER_AT_MOST)
    kind = told[1].lower() if told else b"?"
    if kind not in PAGES:
        return kind.decode("ascii", "replace")
    where = f"{source}:{frame.at}"
    try:
        record = WarcRecord.from_bytes(frame.data)
        if kind == b"response":
            record.parse_http(auto_decode="none", max_header_len=HEADER_AT_MOST)
    except (OSError, ValueError) as fault:
        return Problem(code="warc.bad_record", where=where, advice=f"its header cannot be read ({fault}); it was passed over")
    return _no_page(record, kind) or _page_of(record, frame, where)


def _no_page(record: WarcRecord, kind: bytes) -> str | None:
    """What a record is that holds no page."""
    if kind == b"response":
        if not record.is_http_parsed:
            return "no answer of a web server"
        status = record.http_headers.status_code if record.http_headers is not None else None
        if status != 200:
            return f"status {status}"
    address = record.headers.get("WARC-Target-URI") or ""
    if address.endswith("/robots.txt") and urlsplit(address).path == "/robots.txt":
        return "robots.txt"
    return None


def _page_of(record: WarcRecord, frame: Frame, where: str) -> Capture | Problem | str:
    """The page of a record that may hold one."""
    told = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type", "")
    kind = (told or "").partition(";")[0].strip().lower()
    if kind not in HTML and kind != "text/plain" and kind:
        return kind[:40]
    headers = record.http_headers if record.is_http_parsed else None
    sent = record.reader.read() if record.reader is not None else b""
    transfer, content = (headers.get(name, "") if headers is not None else "" for name in ("Transfer-Encoding", "Content-Encoding"))
    payload = payload_of(sent, transfer or "", content or "")
    if payload is None:
        return f"packed as {(content or '?')[:20]}"
    if len(payload.data) > REPORT_AT_MOST:
        return too_large(where)
    if not kind and not HTML_ROOT.match(head := payload.data[:LOOK_AT].decode("latin-1")) and not HTML_PARTS.match(head):
        return "of no known type"
    day = record.record_date
    return Capture(
        data=payload.data,
        where=where,
        url=(record.headers.get("WARC-Target-URI") or "").strip(" <>") or None,
        fetched=day.astimezone(UTC).date() if day is not None else None,
        charset=record.http_charset if record.is_http_parsed else None,
        is_html=kind != "text/plain",
        cut=payload.cut or record.headers.get("WARC-Truncated") is not None,
        altered=frame.altered,
    )


def _counts(pages: int, passed: Counter[str]) -> str:
    """How many records a file holds, and what those are that are no pages."""
    most = passed.most_common(TOLD_AT_MOST)
    rest = passed.total() - sum(count for _, count in most)
    named = ", ".join(f"{count:,} {kind}" for kind, count in (*most, *([("others", rest)] if rest else [])))
    return f"{pages:,} pages; passed over: {named}"


def _lost(loss: Loss, source: str) -> Problem:
    code = "warc.too_large" if loss.why.startswith("larger") else "warc.damaged"
    advice = f"{loss.why}: {loss.size:,} bytes from byte {loss.at:,} on give no record; reading goes on behind them"
    return Problem(code=code, where=f"{source}:{loss.at}", advice=advice)
