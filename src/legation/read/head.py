"""What a report says of itself at its top: title, byline, outlet, dateline and day of publication, where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from legation.model import Voice
from legation.read.dateline import AGENCIES, Dateline, find_dateline, find_place_line
from legation.read.dates import FIRST_LINE, LATER_LINE, date_of_line, leading_date
from legation.read.lines import find_paragraphs
from legation.span import Span

LOOK_AT = 8
"""Paragraphs that a head may take, a lead that stands before the byline included."""
LOOK_AT_CHARACTERS = 8_000
TITLE_AT_MOST = 150

CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
NAME_WORD = rf"{CAPITAL}[\w'’.-]*"
NAME = rf"{NAME_WORD}(?:\s+(?:(?:d[eiu]|van|von|al|bin|la|le|der|den|el|da|dos)\s+)?{NAME_WORD}){{1,3}}"
NAMES = rf"{NAME}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){NAME}){{0,4}}"
OUTLET_NOUN = (
    "Press|Times|Post|News|Herald|Globe|Mail|Star|Tribune|Guardian|Gazette|Telegraph|Independent|Journal|Chronicle|Observer|Standard"
    "|Daily|Review|Record|Sun|Monitor|Mirror|Courier|Bulletin|Dispatch|Examiner|Inquirer|Agency|Newswire|Wire|Radio|Television|Network|Media|Magazine"
)
AGENCY = "|".join(sorted(AGENCIES, key=len, reverse=True))
OUTLET = rf"(?:(?:{AGENCY})|(?:The\s+)?(?:[A-Z][\w.&'’-]*\s+){{0,4}}(?:{OUTLET_NOUN})|Agence\s+[A-Z][\w-]+)"
OUTLET_LINE = re.compile(rf"\(?({OUTLET}(?:\s+[-–|/]\s+{OUTLET})?)\)?\.?")
BY_LINE = re.compile(rf"(?:By|BY|Written by|From)\s*:?\s+({NAMES})(?:(?:,|\s+[-–|/]|\s+in\b|\s+for\b)\s*(.{{2,60}}))?")
NAME_LINE = re.compile(NAMES)
SIGNED_LINE = re.compile(rf"({NAMES})\s*(?:,|\s[-–|/])\s*({OUTLET})")
LETTER = re.compile(r"[^\W_]")
TITLE_ENDED = re.compile(r"[.:;,…](?:[\"”’')\]]*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the top of a report; None where it does not say."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    place: str | None = None
    published: date | None = None
    dateline: Span | None = None
    lines: tuple[tuple[Voice, Span], ...] = ()


def find_head(text: str, *, title: str | None = None) -> Head:
    """The head of a plain text; everything in it is taken from the words where they stand, nothing is guessed.

    Takes    title = the title as a record gives it: where the text begins with it, that line is headline however it ends.
    """
    top = text if len(text) <= LOOK_AT_CHARACTERS else text[: LOOK_AT_CHARACTERS + len(text[LOOK_AT_CHARACTERS:].split("\n", 1)[0])]
    spans = find_paragraphs(top)[: LOOK_AT + 1]
    # What is longer is no line of a head, and its words by the million are not worth their memory.
    words = [
        top[span.start : span.start + LOOK_AT_CHARACTERS] if len(span) > LOOK_AT_CHARACTERS else _squeezed(top, span) for span in spans
    ]
    head = Head()
    in_body = False
    if title is not None and words and words[0] == " ".join(title.split()) and len(words) > 1:
        head = Head(title=title, lines=((Voice.HEADLINE, spans[0]),))
    for at, span in enumerate(spans[:LOOK_AT]):
        if any(span == line for _, line in head.lines) or not LETTER.search(words[at]):
            continue
        grown = _with_line(head, words, at, span) or (None if in_body else _with_title(head, words, at, span))
        if grown is not None:
            head = grown
        elif not in_body:
            in_body = True
            head = _with_dateline(head, text, span)
    return head if head.published is not None else replace(head, published=_day_at_foot(text))


def _squeezed(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _with_line(head: Head, words: list[str], at: int, span: Span) -> Head | None:
    """The head with one more date line, byline or outlet line; None if the paragraph is none of them."""
    line = words[at]
    if len(line) > 120:
        return None
    lines = (*head.lines, (Voice.BYLINE, span))
    day = date_of_line(line)
    if day is not None:
        return replace(head, published=head.published or day, lines=lines)
    placed = find_place_line(line)
    if placed is not None:
        return replace(head, place=head.place or placed.place, published=head.published or placed.day, lines=lines)
    signed = BY_LINE.fullmatch(line) or SIGNED_LINE.fullmatch(line)
    if signed is not None:
        outlet = OUTLET_LINE.fullmatch(signed[2] or "")
        return replace(head, byline=head.byline or signed[1], outlet=head.outlet or (outlet[1] if outlet else None), lines=lines)
    outlet = OUTLET_LINE.fullmatch(line)
    if outlet is not None:
        return replace(head, outlet=head.outlet or outlet[1], lines=lines)
    if NAME_LINE.fullmatch(line) and _is_beside_outlet(words, at):
        return replace(head, byline=head.byline or line, lines=lines)
    return None


def _is_beside_outlet(words: list[str], at: int) -> bool:
    around = words[max(at - 1, 0) : at] + words[at + 1 : at + 2]
    return any(OUTLET_LINE.fullmatch(line) for line in around)


def _with_title(head: Head, words: list[str], at: int, span: Span) -> Head | None:
    """The head with a title, or the line below a title that says more; None if the paragraph is neither."""
    line = words[at]
    if len(line) > TITLE_AT_MOST or len(line.split()) < 3 or at + 1 >= len(words) or TITLE_ENDED.search(line):
        return None
    if not (line[0].isalnum() or line[0] in "\"“‘'«$€£") or find_dateline(line) is not None:
        return None
    if any(LETTER.search(word) for word in words[:at]) and not any(voice is Voice.HEADLINE for voice, _ in head.lines):
        return None
    return replace(head, title=head.title or line, lines=(*head.lines, (Voice.HEADLINE, span)))


def _with_dateline(head: Head, text: str, span: Span) -> Head:
    """The head with what stands before the first sentence of the body."""
    paragraph = text[span.start : span.end]
    found: Dateline | None = find_dateline(paragraph)
    if found is not None and found.length < len(paragraph):
        return replace(
            head,
            place=found.place or head.place,
            outlet=head.outlet or found.agency,
            published=head.published or found.day,
            dateline=Span(span.start, span.start + found.length),
        )
    leading = leading_date(paragraph)
    if leading is None:
        return head
    line = (Voice.BYLINE, Span(span.start, span.start + len(leading[0])))
    return replace(head, published=head.published or leading[1], lines=(*head.lines, line))


def _day_at_foot(text: str) -> date | None:
    """Day of publication on one of the last lines, where the line says that it is one."""
    for line in text[-600:].splitlines()[-4:]:
        if FIRST_LINE.match(line.strip()) or LATER_LINE.match(line.strip()):
            return date_of_line(line.strip())
    return None
