"""Stage 2: a Report to its sentences, mended, each with its voice, its quotations and the way back to the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from legation.model import Report, Sentence, Voice
from legation.read.lines import LINE, find_wraps
from legation.repair import mend
from legation.segment.quotes import find_quotes
from legation.segment.split import SENTENCE_AT_MOST, split
from legation.segment.voice import find_signature, find_voices
from legation.span import Edit, OffsetMap, Span

__all__ = ["overlong", "segment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the mended text."""

    start: int
    text: str


def segment(report: Report) -> tuple[Sentence, ...]:
    """The sentences of a report in order; every sign of the text that is no white space is in one of them, save the dateline's."""
    text, offsets = mend(report.text, _layout_edits(report))
    paragraphs = _paragraphs(text)
    voices = find_voices([paragraph.text for paragraph in paragraphs], list(_known(report, paragraphs, offsets)))
    sentences = list(_sentences(paragraphs, voices, offsets))
    if not sentences and report.text[report.body_start :].strip():
        return (_whole(report),)
    if offsets == OffsetMap.identity(len(report.text)):
        return tuple(sentences)
    return tuple(_closed_up(report, sentences))


def overlong(sentences: Iterable[Sentence]) -> int:
    """How many cuts were made in sentences that were too long to parse."""
    return sum(
        1
        for one, other in pairwise(sentences)
        if one.paragraph == other.paragraph and len(one.text) >= SENTENCE_AT_MOST // 2 and one.text[-1] not in ".!?…\"”’'»)]"
    )


def _layout_edits(report: Report) -> Iterator[Edit]:
    """Dateline out, head lines on lines of their own, wrapped lines joined."""
    if report.dateline_span is not None:
        yield Edit(report.dateline_span, "")
    text = report.text
    for _, span in report.head_lines:
        if span.end < len(text) and text[span.end] == " ":
            yield Edit(Span(span.end, span.end + 1), "\n")
    for wrap in find_wraps(text):
        yield Edit(wrap, "" if text[wrap.start - 1] == "-" and text[wrap.start - 2 : wrap.start - 1].isalpha() else " ")


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(start=match.start(), text=match[0].rstrip()) for match in LINE.finditer(text)]


def _known(report: Report, paragraphs: Sequence[Paragraph], offsets: OffsetMap) -> Iterator[Voice | None]:
    """The voice of each paragraph that the report's head has named."""
    last = max((span.end for _, span in report.head_lines), default=0)
    for paragraph in paragraphs:
        if not last:
            yield None
            continue
        start = offsets.to_source_span(Span(paragraph.start, paragraph.start + 1)).start
        yield next((voice for voice, span in report.head_lines if span.start <= start < span.end), None)
        if start >= last:
            last = 0


def _sentences(paragraphs: Sequence[Paragraph], voices: Sequence[Voice], offsets: OffsetMap) -> Iterator[Sentence]:
    number, opened = 0, ""
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
        quotes = find_quotes(paragraph.text, following, opened=opened)
        opened = quotes.open
        ranges = split(paragraph.text)
        signed = voices[at] is Voice.NARRATION and find_signature([paragraph.text[low:high] for low, high in ranges])
        for low, high in ranges:
            part = offsets.within(Span(paragraph.start + low, paragraph.start + high))
            yield Sentence(
                number=number,
                paragraph=at,
                text=paragraph.text[low:high],
                span=Span(part.pieces[0].source.start, part.pieces[-1].source.end),
                offsets=part,
                voice=(Voice.SPEAKER if (low, high) == ranges[-1] else Voice.PULL_QUOTE) if signed else voices[at],
                quoted=_quoted(paragraph.text, quotes.ranges, low, high) if quotes.ranges else (),
            )
            number += 1


def _quoted(text: str, ranges: Sequence[tuple[int, int]], low: int, high: int) -> tuple[Span, ...]:
    """The quoted ranges of a paragraph that fall into one of its sentences."""
    shared = ((max(start, low), min(end, high)) for start, end in ranges if start < high and end > low)
    return tuple(Span(start - low, end - low) for start, end in shared if text[start:end].strip())


def _closed_up(report: Report, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences with what was mended away between two of them given to the one before it, or else to the one after."""
    text = report.text
    skipped = report.dateline_span or Span(0, 0)
    spans = [sentence.span for sentence in sentences]
    end = 0
    for at, span in enumerate(spans):
        start = max(span.start, end)
        for gap in _without(Span(end, start), skipped):
            words = text[gap.start : gap.end]
            if not words.strip():
                continue
            if at and gap.start == end:
                spans[at - 1] = Span(spans[at - 1].start, gap.start + len(words.rstrip()))
            else:
                start = min(start, gap.start + len(words) - len(words.lstrip()))
        spans[at] = Span(start, max(start, span.end))
        end = spans[at].end
    for gap in _without(Span(end, len(text)), skipped):
        if text[gap.start : gap.end].strip() and spans:
            spans[-1] = Span(spans[-1].start, gap.start + len(text[gap.start : gap.end].rstrip()))
    for sentence, span in zip(sentences, spans, strict=True):
        yield sentence if sentence.span == span else replace(sentence, span=span)


def _without(gap: Span, skipped: Span) -> tuple[Span, ...]:
    if not gap.overlaps(skipped) or not len(skipped):
        return (gap,)
    parts = ((gap.start, min(gap.end, skipped.start)), (max(gap.start, skipped.end), gap.end))
    return tuple(Span(start, end) for start, end in parts if start < end)


def _whole(report: Report) -> Sentence:
    """A text of which nothing would be left, as the one sentence that it is."""
    rest = report.text[report.body_start :]
    start = report.body_start + len(rest) - len(rest.lstrip())
    text = rest.strip()
    return Sentence(number=0, paragraph=0, text=text, span=Span(start, start + len(text)), offsets=OffsetMap.identity(len(text), at=start))
