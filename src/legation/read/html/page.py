"""A web page to its Report: the way from bytes to text, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import BinaryIO

from lxml.html import HtmlElement

from legation.model import Problem, Report
from legation.read.declared import decode_page
from legation.read.encoding import no_text
from legation.read.given import NOTHING, Given
from legation.read.html.blocks import blocks_of, body_of
from legation.read.html.choice import chosen_text
from legation.read.html.days import Days, days_of
from legation.read.html.described import Described, describe, state_paragraphs
from legation.read.html.furniture import load_furniture
from legation.read.html.names import byline_of, folded, headline_of, outlet_of
from legation.read.html.prune import pruned
from legation.read.html.story import story_of
from legation.read.html.tree import tree_of
from legation.read.plain import REPORT_AT_MOST, encoding_notes, read_text, too_large
from legation.read.references import unescaped
from legation.read.screening import dropped, is_dropped

HIDDEN_AT_LEAST = 1.5
"""How many times longer than what the page shows a story in its scripts must be to be taken instead."""
SHORT = 800
"""Characters of a story below which trafilatura is asked what it makes of the whole page."""
OTHER_AT_LEAST = 2
"""How many times longer its answer must be to be taken."""
STUB_AT_MOST = 1_500
"""Characters of what pages leave before a wall; stories of which all is shown are longer."""
WALL = re.compile(
    r"to (?:continue|keep) reading|(?:subscribe|register|sign (?:in|up)|log in) to (?:read|continue|unlock)|already a (?:subscriber|member)"
    r"|\b(?:article|story|content) is (?:for|reserved|only|available)\b.*\b(?:subscribers|members)|subscribers? only|for subscribers"
    r"|rest of (?:this|the) (?:article|story)|unlock this|free articles? (?:left|remaining)|premium (?:article|content)"
    r"|enjoying (?:this|the) (?:article|story)",
    re.IGNORECASE,
)
"""What stands on a pay wall."""
PROSE = 150
"""Characters of a line that is a paragraph of the story."""
BEFORE, BEHIND = 4, 40
"""Visible lines before and behind the headline in which day and authors of a story stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page tells of its story; None where it does not say."""

    title: str | None
    outlet: str | None
    byline: str | None
    days: Days
    url: str | None
    paragraphs: tuple[str, ...]
    partial: bool


def read_page(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """The report of a stream that is one page."""
    data = stream.read(REPORT_AT_MOST + 1)
    yield too_large(source) if len(data) > REPORT_AT_MOST else read_page_bytes(data, source=source, given=given)


def read_page_bytes(data: bytes, *, source: str, given: Given = NOTHING, url: str | None = None) -> Report | Problem:
    """The report of a page's bytes, or why there is none."""
    decoded = decode_page(data)
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
    if not html.strip():
        return Problem(code="read.empty", where=source, advice="nothing but white space")
    if is_dropped(html, given):
        return dropped(source)
    tree = tree_of(html)
    if tree is None:
        return Problem(code="html.unreadable", where=source, advice="no page, or one with far too many tags; leave it out")
    told = told_by(html, tree, url=url, today=given.today)
    if not told.paragraphs:
        return Problem(code="html.no_story", where=source, advice="no story found on the page; extract the text by other means")
    headline = title or told.title
    report = read_text(
        "\n\n".join((*([headline] if headline else []), *told.paragraphs)),
        id=id,
        title=headline,
        outlet=outlet or told.outlet,
        url=url or told.url,
        language=language,
        byline=byline or told.byline,
        published=given.published or told.days.published,
        source=source,
        dated=told.days.doubt is None,
    )
    problems = (*report.problems, *_notes(told, source, dated=report.published is not None))
    return replace(report, modified=told.days.modified, partial=told.partial, problems=problems)


def told_by(html: str, tree: HtmlElement, *, url: str | None, today: date | None) -> Told:
    """What a page tells of its story; the tree is used up."""
    described = describe(tree)
    lines = [line for block in blocks_of(body_of(tree)) for line in block.text.split("\n")]
    outlet = outlet_of(tree, described, lines)
    title = headline_of(tree, described, [*described.outlets, *([outlet] if outlet else [])], lines)
    near = lines_near(lines, title)
    days = days_of(tree, described, near, url=url, today=today)
    byline = byline_of(tree, described, near, outlet)
    paragraphs = paragraphs_of(html, tree, described, title, byline)
    return Told(
        title=title,
        outlet=outlet,
        byline=byline,
        days=days,
        url=next(iter(described.urls), None),
        paragraphs=paragraphs,
        partial=bool(paragraphs) and is_walled(described, lines, paragraphs),
    )


def _notes(told: Told, source: str, *, dated: bool) -> Iterator[Problem]:
    """What is noted of a story of which only the beginning is there, or whose day in the page's data can be none."""
    if told.partial:
        yield Problem(code="note.partial", where=source, advice="only the beginning of the story is on the page")
    if told.days.doubt is not None:
        advice = f"the day of publication in the page's data {told.days.doubt}"
        yield Problem(code="note.bad_date" if dated else "html.bad_date", where=source, advice=advice)
    if told.days.rival is not None:
        advice = f"the page's data say {told.days.published}, the line at its headline {told.days.rival}; --published settles it"
        yield Problem(code="note.two_dates", where=source, advice=advice)


def is_walled(described: Described, lines: Sequence[str], paragraphs: Sequence[str]) -> bool:
    """Whether a page shows but the beginning of its story: it says that it is for subscribers, and the story is short or breaks off."""
    walled = not described.free or any(len(line) <= PROSE and WALL.search(line) for line in lines)
    breaks_off = paragraphs[-1].rstrip("\"”’'»)]").endswith(("…", "..."))
    return walled and (breaks_off or sum(map(len, paragraphs)) < STUB_AT_MOST)


def paragraphs_of(html: str, tree: HtmlElement, described: Described, title: str | None, byline: str | None) -> tuple[str, ...]:
    """The paragraphs that the page shows, or where it shows but a beginning of them, those that its scripts would set."""
    furniture = load_furniture()
    state = state_paragraphs(tree)
    shown = story_of(pruned(tree, furniture), furniture, title, summaries=described.descriptions, authors=(byline or "").split(", "))
    length = sum(map(len, shown))
    for hidden in (_plain(described.body), [line for text in state for line in _plain(text)]):
        whole = [line for line in hidden if not furniture.is_line(line)]
        if sum(map(len, whole)) > HIDDEN_AT_LEAST * length:
            return tuple(whole)
    if length >= SHORT or not described.free:
        return shown
    other = tuple(line for line in _plain(chosen_text(html)) if not furniture.is_line(line))
    return other if sum(map(len, other)) > OTHER_AT_LEAST * length else shown


def _plain(text: str | None) -> list[str]:
    """The paragraphs of a text that may be HTML."""
    if not text:
        return []
    plain = fragment_text(text) if "<" in text else unescaped(text)
    return [line for line in (" ".join(line.split()) for line in plain.split("\n")) if line]


def lines_near(lines: Sequence[str], title: str | None) -> Sequence[str]:
    """The visible lines around the headline, where day and authors stand, the nearest first; without one the first of the page.

    Gives    lines up to the second paragraph of prose, for a byline may stand above or below the first.
    """
    at = next((at for at, line in enumerate(lines) if title is not None and folded(line) == folded(title)), None)
    if at is None:
        return lines[: BEFORE + BEHIND]
    prose = [other for other in range(at + 1, len(lines)) if len(lines[other]) >= PROSE][:2]
    last = min(prose[-1] if prose else len(lines), at + BEHIND)
    around = [(abs(other - at), other < at, lines[other]) for other in range(max(at - BEFORE, 0), last)]
    return [line for _, _, line in sorted(around, key=lambda place: place[:2])]


def fragment_text(html: str) -> str:
    """The text of a piece of HTML that is nothing but a story, as feeds and mails carry it: paragraphs with an empty line between."""
    tree = tree_of(f"<html><body>{html}</body></html>")
    if tree is None:
        return ""
    furniture = load_furniture()
    blocks = blocks_of(pruned(tree, furniture))
    return "\n\n".join(block.text for block in blocks if not furniture.is_line(block.text))
