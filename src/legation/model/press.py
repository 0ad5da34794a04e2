"""Reports, their sentences, and the words that a value rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from legation.span import OffsetMap, Span


class Voice(StrEnum):
    """What part of a report a sentence belongs to."""

    NARRATION = "narration"
    HEADLINE = "headline"
    BYLINE = "byline"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    SPEAKER = "speaker"


class ReportState(StrEnum):
    """Whether an outlet stands by a report."""

    STANDING = "standing"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Authority(StrEnum):
    """Whose word a report is; where values differ, an official record stands above data of one's own, and both above the press."""

    PRESS = "press"
    OWN = "own"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something of the world that went amiss and was passed over; codes that begin with ``note.`` are no fault."""

    code: str
    where: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One press text with what is known of it."""

    id: str
    """As given with the report, else the first 16 digits of the text's SHA-256."""
    text: str
    """The decoded input unchanged, byte-order mark dropped, line ends kept; every span counts in it."""
    sha256: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    """Place that the report is filed from, as the text spells it."""
    published: date | None = None
    """Day of publication where the text, its record or the reader of it says so; never the clock's."""
    modified: date | None = None
    """Day of the last change where the page or record says so."""
    partial: bool = False
    """Whether only a summary, or the beginning before a pay wall, was to be had."""
    page_sha256: str | None = None
    """Digest of the page's bytes where the text was extracted from one: the same page read by another version is the same report."""
    language: str | None = None
    state: ReportState = ReportState.STANDING
    source: str | None = None
    """Where it was read: path, and the line for one record of many."""
    body_start: int = 0
    """Offset of the first character after the dateline; 0 where there is none."""
    dateline_span: Span | None = None
    """Range of the dateline with its dash and space; part of no sentence. It may stand after title and byline."""
    head_lines: tuple[tuple[Voice, Span], ...] = ()
    """Ranges of the text known as title (headline) or as byline, outlet or date line (byline), in order."""
    problems: tuple[Problem, ...] = ()
    authority: Authority = Authority.PRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as it is parsed: repaired text and the way back to the report's own."""

    number: int
    paragraph: int
    text: str
    """The repaired text; equal to the report's own where nothing had to be mended."""
    span: Span
    """The range of ``Report.text`` that it stands for."""
    offsets: OffsetMap
    """Leads spans of ``text`` to spans of ``Report.text``."""
    voice: Voice = Voice.NARRATION
    quoted: tuple[Span, ...] = ()
    """Ranges of ``text`` inside quotation marks, the marks excluded."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a value rests on; made by ``cite`` alone, so that quote and span cannot part."""

    report_id: str
    span: Span
    quote: str


def cite(report: Report, span: Span) -> Evidence:
    """Evidence for a span of a report."""
    return Evidence(report.id, span, report.text[span.start : span.end])
