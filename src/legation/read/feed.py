"""RSS, RDF and Atom to Reports: one for each item, with the full text where the feed carries it, else its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.utils import parsedate
from typing import BinaryIO

from legation.model import Problem, Report
from legation.read.dates import doubt_of
from legation.read.declared import as_declared
from legation.read.encoding import Decoded, decode, no_text
from legation.read.feed_items import PIECES_AT_MOST, TAGS_AT_MOST, Feed, Item, Markup, is_too_large, read_items
from legation.read.given import NOTHING, Given
from legation.read.html.page import fragment_text
from legation.read.language import language_code
from legation.read.plain import REPORT_AT_MOST, encoding_notes, read_text, too_large
from legation.read.records import ISO_START, day_of
from legation.read.references import unescaped

DECLARED = re.compile(rb"[\s\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
ITEM = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BLANK_LINE = re.compile(r"\n\s*\n")

PARAGRAPHS_AT_LEAST = 3
CHARACTERS_AT_LEAST = 1_000
"""A description without a text beside it is the whole text if it has so many paragraphs and characters. Summaries have one
paragraph, or two with the caption of a picture: programs cut them at 55 words or 500 characters. The bounds lie well above, for a
whole text called a summary only carries a needless note, while a summary called whole passes for all that the outlet wrote."""
MORE = r"(?:Read|Continue|See)\s+(?:more|reading|(?:the\s+)?(?:full|whole|rest))\b[^\n]{0,150}$"
CUT = re.compile(rf"(?:…|\.\.\.)\W*$|(?:^|\n|[.!?…][\"”’\])]*\s){MORE}")
"""How a text ends that goes on elsewhere."""
MORE_LINE = re.compile(rf"\n[ \t]*{MORE}")
TAIL = 600
"""Characters of mark-up at the end of a text that are looked through for a link to the rest."""
APPEARED = "The post"
APPEARED_LINE = re.compile(rf"(?:^|\n)[ \t]*{APPEARED} [^\n]{{1,400}} (?:appeared|was published) first on [^\n]{{1,200}}$")
"""The line that WordPress puts below each text and summary."""

WORD = re.compile(r"[\w.]+")
PART = re.compile(r"\s+(?:[|·•»>:—–-]|::)\s+|:\s+")
FEED_WORD = re.compile(r"\s+(?:RSS|Atom|XML)(?:\s+(?:feeds?|channel))?$|\s+(?:news\s+)?feed$", re.IGNORECASE)
GENERAL = frozenset(
    "all and articles atom breaking channel feed feeds full headline headlines home homepage international latest main most news newest of"
    " page politics posts press read recent release releases rss statements stories top updates world xml 0.91 0.92 1.0 2.0".split()
)
"""Words of the titles of feeds that name no outlet."""
NO_NAMES = frozenset("admin administrator author editor editors newsroom staff unknown webmaster desk editorial root".split())
MAIL_ADDRESS = re.compile(r"\S*@\S*")
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
NAME_AT_MOST = 200


def read_feed(stream: BinaryIO, *, source: str, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """The reports of a feed, named ``feed.xml#3`` after their places in it; what it is damaged by is told last."""
    data = stream.read(REPORT_AT_MOST + 1)
    if len(data) > REPORT_AT_MOST:
        yield too_large(source)
        return
    decoded = _decoded(data)
    if decoded is None or not decoded.text.strip():
        yield no_text(source) if decoded is None else Problem(code="read.empty", where=source, advice="nothing but white space")
        return
    if is_too_large(decoded.text):
        yield Problem(
            code="read.too_large", where=source, advice=f"over {TAGS_AT_MOST:,} tags or {PIECES_AT_MOST:,} lines in one feed; split it"
        )
        return
    yield from encoding_notes(decoded, source)
    feed = read_items(decoded.text)
    outlet = outlet_of(feed.title)
    for number, item in enumerate(feed.items, start=1):
        yield _report(item, outlet, f"{source}#{number}", given)
    yield from _amiss(feed, source)


def count_feed(stream: BinaryIO) -> int | None:
    """How many items a feed has, by their tags; None where the bytes are not such that tags can be seen in them."""
    data = stream.read(REPORT_AT_MOST)
    return None if b"\x00" in data[:100] else len(ITEM.findall(data))


def outlet_of(title: str) -> str | None:
    """The outlet that the title of a feed names: "World news - The Example Times | RSS Feed" is The Example Times."""
    whole = plain_words(title[:NAME_AT_MOST])
    parts = PART.split(whole)
    named = [words for part in parts if not set(WORD.findall((words := FEED_WORD.sub("", part)).lower())) <= GENERAL]
    # A part that says another's name again is its motto: "Examplia - News and Video from Examplia".
    own = [part for part in named if not any(other in part for other in named if other != part)]
    return (whole if own == parts else " - ".join(own)) or None


def plain_words(markup: str) -> str:
    """A title or name on one line, without tags."""
    return " ".join(unescaped(TAG.sub("", unescaped(markup))).split())


def _decoded(data: bytes) -> Decoded | None:
    declared = DECLARED.match(data)
    text = as_declared(data, declared[1].decode("ascii") if declared else None)
    return decode(data) if text is None else Decoded(text=text, encoding="utf-8")


def _amiss(feed: Feed, source: str) -> Iterator[Problem]:
    """What is told of a feed that is none, has nothing in it, or is damaged."""
    if feed.damage is not None:
        read = f"{len(feed.items)} items were read, what the damage cost is not known" if feed.items else "no item could be read"
        yield Problem(code="feed.damaged", where=source, advice=f"no well-formed XML ({feed.damage}); {read}")
    elif not feed.version and not feed.items:
        yield Problem(code="feed.no_feed", where=source, advice="neither RSS nor Atom; if it is a page, name the file .html")
    elif not feed.items:
        yield Problem(code="read.empty", where=source, advice="a feed without items")


def _report(item: Item, outlet: str | None, where: str, given: Given) -> Report | Problem:
    """The report of one item, or why there is none."""
    name = plain_words(item.outlet) or outlet
    title = plain_words(item.title)
    if item.outlet and title.endswith(f" - {name}"):
        title = title.removesuffix(f" - {name}")
    body, partial = _body(item, title)
    text = "\n\n".join(part for part in (title, body) if part)
    if not text:
        return Problem(code="read.empty", where=where, advice="an item without any text")
    published, modified, problems = _days(item, where, given)
    report = read_text(
        text,
        title=title or None,
        outlet=name,
        url=item.link or None,
        byline=_byline(item.authors),
        source=where,
        published=published,
        dated=not problems,
    )
    if partial:
        problems = (*problems, _summary_only(item.link, where, bool(body)))
    language = report.language or language_code(item.language)
    return replace(report, modified=modified, partial=partial, language=language, problems=(*report.problems, *problems))


def _summary_only(link: str, where: str, summary: bool) -> Problem:
    there = "only a summary" if summary else "only a title"
    advice = (
        f"{there}; the whole text is at {link} (add --fetch to have that address read)" if link else f"{there}, and no link to the text"
    )
    return Problem(code="note.summary_only", where=where, advice=advice)


def _body(item: Item, title: str) -> tuple[str, bool]:
    """The text below the title, and whether it is only a summary of what the outlet wrote."""
    full, summary = _text(item.full, title), _text(item.summary, title)
    # Of two descriptions feedparser calls the second the content: what is shorter than the summary is none.
    if full and len(full) >= len(summary):
        return MORE_LINE.sub("", full), _is_cut(item.full)
    whole = len(summary) >= CHARACTERS_AT_LEAST and len(BLANK_LINE.split(summary)) >= PARAGRAPHS_AT_LEAST
    return MORE_LINE.sub("", summary), not whole or _is_cut(item.summary)


def _is_cut(markup: Markup | None) -> bool:
    """Whether a text says at its end that it goes on elsewhere; a link that says so is no longer in the text itself."""
    tail = TAG.sub("\n", unescaped(markup.value[-TAIL:])) if markup is not None else ""
    end = tail.rfind(APPEARED) if " first on" in tail else -1
    return CUT.search((tail[:end] if end >= 0 else tail).rstrip()) is not None


def _text(markup: Markup | None, title: str) -> str:
    """Paragraphs of plain text or HTML, without the title above them and the feed's own line below."""
    if markup is None:
        return ""
    value = markup.value.replace("\r\n", "\n").replace("\r", "\n")
    if not markup.plain and TAG.search(value):
        text = fragment_text(value)
    else:
        text = "\n\n".join(part.strip() for part in BLANK_LINE.split(value if markup.plain else unescaped(value)))
    text = APPEARED_LINE.sub("", text.strip()).strip()
    first, _, rest = text.partition("\n")
    return rest.strip() if title and " ".join(first.split()) == title else text


def _days(item: Item, where: str, given: Given) -> tuple[date | None, date | None, tuple[Problem, ...]]:
    """Days of publication and of the last change, and what is wrong with the first."""
    written = item.published or item.updated
    if not written:
        return given.published, None, ()
    day = day_as_written(written)
    changed = day_as_written(item.updated) if item.updated != written else None
    modified = changed if changed is not None and doubt_of(changed, given.today) is None else None
    doubt = doubt_of(day, given.today) if day is not None else f"is no one date: {written[:40]!r}"
    if doubt is None:
        return day, modified, ()
    return None, modified, (Problem(code="feed.bad_date", where=where, advice=f"the day of publication {doubt}; the item is left undated"),)


def day_as_written(words: str) -> date | None:
    """The day that a date with time and offset names where it was written, whatever day that was in Greenwich."""
    day = day_of(words)
    if day is not None:
        return day
    try:
        if ISO_START.match(words):
            return date.fromisoformat(words[:10])
        # A year in two digits, as RFC 822 had it, is read by the mail package alone.
        parts = parsedate(words[:100])
        return date(*parts[:3]) if parts else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _byline(authors: tuple[str, ...]) -> str | None:
    """The names of authors without their addresses."""
    names = [name for author in authors if (name := _name(author))]
    return ", ".join(dict.fromkeys(names)) or None


def _name(author: str) -> str:
    """The name of one author: "jane@x.example (Jane Doe)" and "Jane Doe <jane@x.example>" are Jane Doe."""
    words = plain_words(author[:NAME_AT_MOST].replace("<", " ").replace(">", " "))
    bracketed = IN_BRACKETS.search(words) if "@" in words else None
    name = bracketed[1] if bracketed and "@" not in bracketed[1] else MAIL_ADDRESS.sub("", words)
    name = re.sub(r"^[Bb]y\s+", "", name.strip(" ,;()"))
    return "" if name.lower() in NO_NAMES else name
