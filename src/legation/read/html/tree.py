"""A page's source to a tree of bounded size: what never holds the story is cut away before it costs anything."""

from __future__ import annotations

import re

from lxml.etree import ParserError, XMLSyntaxError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from legation.read.references import sound_references

SOURCE_AT_MOST = 8_000_000
"""Characters of mark-up that are left when scripts, styles and comments are out; the longest live blogs have 2 million."""
TAGS_AT_MOST = 120_000
"""Tags, opening and closing, of one page: six times those of the largest of 990 real ones."""
TAG_LENGTH_AT_MOST = 20_000
"""Characters of one tag: libxml2 compares each attribute with all before it."""
DATA_SCRIPT = re.compile(r"type\s*=\s*[\"']?application/(?:ld\+)?json|__NEXT_DATA__", re.IGNORECASE)
COMMENT = "!--"
COMMENT_ENDS = re.compile("-->")
HEAVY = re.compile(r"<!--|<(script|style|svg|noscript|template|iframe|object|canvas|math)\b", re.IGNORECASE)
CLOSINGS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "svg", "noscript", "template", "iframe", "object", "canvas", "math")
}
KEPT_SCRIPT_AT_MOST = 3_000_000
LONG_TAG = re.compile(rf"<(\w++)[^<>]{{{TAG_LENGTH_AT_MOST},}}+>")
INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
XML_DECLARATION = re.compile(r"<\?xml[^<>]*\?>")
SIMPLE_ROOT = re.compile(r"(<html\b[^<>]*)/>", re.IGNORECASE)


def tree_of(html: str) -> HtmlElement | None:
    """The tree of a page; None where there is none, or it would be too large.

    Gives    a tree without comments and without styles; of scripts those alone that hold data.
    """
    light = sound_references(lightened(html), "")
    if len(light) > SOURCE_AT_MOST or light.count("<") > TAGS_AT_MOST:
        return None
    light = SIMPLE_ROOT.sub(r"\1>", LONG_TAG.sub(r"<\1>", light), count=1)
    parser = HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(light.encode("utf-8"), parser=parser)
    except (ParserError, XMLSyntaxError, ValueError):
        return None


def lightened(html: str) -> str:
    """The source without comments, styles, drawings and scripts that hold no data; linear in its length."""
    html = XML_DECLARATION.sub("", INVALID.sub("", html), count=1)
    kept: list[str] = []
    unclosed: set[str] = set()
    at = 0
    for opening in HEAVY.finditer(html):
        if opening.start() < at:
            continue
        name = (opening[1] or COMMENT).lower()
        end = None if name in unclosed else _end_of(html, name, opening.end())
        kept.append(html[at : opening.start()])
        if end is None:
            if name in ("script", "style"):
                # A page that is cut in the midst of a script has its story before it.
                return "".join(kept)
            unclosed.add(name)
            kept.append("" if name == COMMENT else opening[0])
            at = opening.end()
            continue
        whole = html[opening.start() : end]
        kept.append(whole if _is_data(name, whole) else " ")
        at = end
    return "".join((*kept, html[at:]))


def _end_of(html: str, name: str, start: int) -> int | None:
    """Where an element or comment ends that was opened before ``start``; the bracket is looked for behind the first closing tag alone."""
    if name == COMMENT:
        comment = COMMENT_ENDS.search(html, start)
        return comment.end() if comment is not None else None
    closing = CLOSINGS[name].search(html, start)
    return (html.find(">", closing.end()) + 1 or None) if closing is not None else None


def _is_data(name: str, whole: str) -> bool:
    return name == "script" and len(whole) <= KEPT_SCRIPT_AT_MOST and DATA_SCRIPT.search(whole[:500]) is not None
