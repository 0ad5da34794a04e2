"""The source of a feed to its items: what would cost feedparser without bound is taken out before it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax import SAXException, SAXParseException

from legation.read.references import sound_references

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
ROOT = re.compile(r"<[A-Za-z_]")
INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SUBJECTS = re.compile(r"(</?)(?:[\w.-]+:)?(?:category|keywords|subject|tags)\b", re.IGNORECASE)
"""Of these feedparser compares each with all before it; no field of a report comes from them."""
MANY_ATTRIBUTES = re.compile(r"<([A-Za-z_][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')){500,}+")
"""Of attributes expat compares each with all before it: a tag with 100,000 takes minutes, one of a feed has ten."""
RUN_AT_MOST = 2_000
LONG_RUN = re.compile(rf"(?<![A-Za-z0-9_.+@-])[A-Za-z0-9_.+@-]{{{RUN_AT_MOST},}}")
"""In the name of an author feedparser looks for an address from each letter on; the longest addresses of pages have 1,000."""
PREFIX = re.compile(r"\bxmlns:([\w.-]+)")
PREFIXES_AT_MOST = 100
"""Namespaces are gone through for each element of an unknown one; the richest feeds have 25."""
TAGS_AT_MOST = 300_000
"""Tags of one feed; feedparser takes five seconds for so many, and a feed has fifteen an item."""
PIECES_AT_MOST = 5_000_000
"""Ends of lines and references of one feed; the parser hands each over by itself, in a microsecond or two."""
CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
FAULTS = (SAXException, ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What feedparser and the parser of SGML below it raise on sources that are no XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A text of a feed as it stands there, and whether the feed says that it is plain text."""

    value: str
    plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as the feed has it; an empty string is what it does not have."""

    title: str
    full: Markup | None
    """The text that is there as such: ``content:encoded`` of RSS, ``content`` of Atom."""
    summary: Markup | None
    link: str
    outlet: str
    """Title of the source that an item is taken over from."""
    authors: tuple[str, ...]
    published: str
    updated: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The items of a feed and what it says of itself."""

    title: str
    version: str
    """Empty where the source is no feed."""
    items: tuple[Item, ...]
    damage: str | None
    """Why it is no well-formed XML, and where; None where it is."""


def read_items(xml: str) -> Feed:
    """The items of the source of a feed; of damaged XML, those that could be made out."""
    import feedparser

    cut, source = tamed(xml)
    if len(set(PREFIX.findall(source))) > PREFIXES_AT_MOST:
        return Feed(title="", version="", items=(), damage=f"over {PREFIXES_AT_MOST} namespaces")
    # Bytes in a stream are what feedparser never takes for an address or the name of a file.
    stream = BytesIO((HEAD + source).encode("utf-8"))
    try:
        parsed = feedparser.parse(stream, resolve_relative_uris=False, sanitize_html=False)
    except (*FAULTS, feedparser.exceptions.UndeclaredNamespace) as fault:
        return Feed(title="", version="", items=(), damage=f"{type(fault).__name__}: {fault}"[:200])
    language, version = _word(parsed.feed, "language"), _word(parsed, "version")
    return Feed(
        title=_word(parsed.feed, "title"),
        version=version,
        items=tuple(_item(entry, language, atom=version.startswith("atom")) for entry in parsed.entries),
        damage=_damage(parsed.get("bozo_exception"), cut),
    )


def is_too_large(xml: str) -> bool:
    """Whether a feed is cut into more pieces than feedparser may be given; tags in texts are but letters to it."""
    if xml.count("\n") + xml.count("\r") + xml.count("&") > PIECES_AT_MOST:
        return True
    return xml.count("<") > TAGS_AT_MOST and CDATA.sub("", xml).count("<") > TAGS_AT_MOST


def tamed(xml: str) -> tuple[int, str]:
    """The source from its first element on, and how many lines were before it.

    No document type reaches a parser that way: without one there are no entities that grow, and none from elsewhere.
    """
    prolog = PROLOG.match(xml)
    root = ROOT.search(xml, prolog.end() if prolog else 0)
    start = root.start() if root else len(xml)
    source = sound_references(INVALID.sub("", xml[start:]), "\ufffd")
    source = SUBJECTS.sub(r"\1passed-over", MANY_ATTRIBUTES.sub(r"<\1", source))
    return xml.count("\n", 0, start), LONG_RUN.sub(_parted, source)


def _parted(run: re.Match[str]) -> str:
    return " ".join(run[0][at : at + RUN_AT_MOST] for at in range(0, len(run[0]), RUN_AT_MOST))


def _damage(fault: object, cut: int) -> str | None:
    """What is wrong with the XML, in the lines of the file."""
    if fault is None:
        return None
    if isinstance(fault, SAXParseException):
        return f"{fault.getMessage()} at line {(fault.getLineNumber() or 1) - HEAD.count(chr(10)) + cut}"
    return str(fault)[:200]


def _item(entry: dict[str, Any], language: str, *, atom: bool) -> Item:
    texts = [found for part in _list(entry, "content") if (found := _markup(part)) is not None]
    # In RSS the content that counts is HTML: plain text there is a second description, which feedparser files under content.
    full = [text for text in texts if atom or not text.plain]
    given = _markup(dict.get(entry, "summary_detail")) or _markup({"value": _word(entry, "summary")})
    summaries = [text for text in (given,) if text is not None and text not in full] + [text for text in texts if text.plain and not atom]
    links = [_word(entry, "link"), *(_word(link, "href") for link in _list(entry, "links"))]
    authors = [name for author in _list(entry, "authors") if (name := _word(author, "name"))]
    # One author is taken as written: feedparser cuts addresses that end in more than four letters in two.
    author = _word(entry, "author")
    return Item(
        title=_word(entry, "title"),
        full=max(full, key=_length, default=None),
        summary=max(summaries, key=_length, default=None),
        link=next((link for link in links if link.startswith(("http://", "https://"))), ""),
        outlet=_word(dict.get(entry, "source"), "title"),
        authors=tuple(authors) if len(authors) > 1 or not author else (author,),
        published=_word(entry, "published") or _word(entry, "created"),
        updated=_word(entry, "updated"),
        language=_word(dict.get(entry, "title_detail"), "language") or language,
    )


def _length(markup: Markup) -> int:
    return len(markup.value)


def _markup(part: object) -> Markup | None:
    """A text with its kind; None for what is elsewhere, or no text (pictures in base64)."""
    value, kind = _word(part, "value"), _word(part, "type") or "text/html"
    if not value or not kind.startswith(("text/", "application/xhtml", "application/xml")):
        return None
    return Markup(value=value, plain=kind == "text/plain")


def _word(holder: object, name: str) -> str:
    """A value of a mapping where it is a string; ``dict.get`` passes by feedparser's stand-ins for names that are missing."""
    value = dict.get(holder, name) if isinstance(holder, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _list(holder: dict[str, Any], name: str) -> list[Any]:
    value = dict.get(holder, name)
    return value if isinstance(value, list) else []
