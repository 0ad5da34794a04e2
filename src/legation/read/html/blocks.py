"""The text of a tree as a reader sees it: blocks in the order of the page, white space collapsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

BLOCK_TAGS = frozenset(
    "html body main article section header footer aside nav p div table tbody thead tr td th ul ol li dl dt dd blockquote h1 h2 h3 h4 h5 "
    "h6 hr center form fieldset figure figcaption address pre details summary head quote item cell row list code fw ab title option".split()
)
BREAKS = frozenset(("br", "lb"))
APART = frozenset("span time a small button label address".split())
"""Inline elements that style sheets set apart where one follows the other without a blank; the first letter of a story is no such pair."""
MARKED = {"a": "link", "b": "bold", "strong": "bold"}
LINE_AT_MOST, PARTS_AT_MOST = 3_000, 1_000
"""Characters and elements of a heading, a credit or another line with all that may stand in it."""
UNSEEN = frozenset(("script", "style", "template", "noscript"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One stretch of text that stands by itself."""

    text: str
    tag: str
    """Of the innermost element around it that makes a block."""
    linked: float = 0.0
    """Share of its characters that are links."""
    bold: float = 0.0
    """Share of its characters that are set in bold."""


def blocks_of(root: _Element) -> Iterator[Block]:
    """The blocks of a tree; a break within one stays a line's end."""
    held: list[str] = []
    around, linked, bold, in_link, in_bold = "body", 0, 0, False, 0
    for kind, value in _events(root):
        if kind == "text":
            held.append(value)
            linked += len(value) if in_link else 0
            bold += len(value) if in_bold else 0
        elif kind == "break":
            held.append("\n")
        elif kind == "link":
            in_link = value == "in"
        elif kind == "bold":
            in_bold += 1 if value == "in" else -1
        else:
            yield from _closed(held, around, linked, bold)
            held, around, linked, bold = [], value, 0, 0
    yield from _closed(held, around, linked, bold)


def body_of(page: _Element) -> _Element:
    """What of a page is shown."""
    body = page.find("body")
    return page if body is None else body


def is_large(element: _Element) -> bool:
    """Whether an element holds more than any heading or credit does, however it is set; found out without going through all of it."""
    characters = 0
    for number, part in enumerate(element.iter()):
        text = part.text if part.tag not in UNSEEN else None
        tail = part.tail if part is not element else None
        # White space is no text, but so much of it is taken for some before it is gone through.
        characters += sum(len(piece if len(piece) > 10 * LINE_AT_MOST else piece.strip()) for piece in (text, tail) if piece)
        if characters > LINE_AT_MOST or number > PARTS_AT_MOST:
            return True
    return False


def text_of(element: _Element) -> str:
    """All text of an element on one line."""
    return " ".join(" ".join(block.text for block in blocks_of(element)).split())


def _events(root: _Element) -> Iterator[tuple[str, str]]:
    """Text, breaks and borders of blocks in the order of the page; no recursion, for trees are as deep as they like."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        seen = isinstance(element.tag, str) and element.tag not in UNSEEN
        is_block = seen and element.tag in BLOCK_TAGS
        if done:
            if is_block:
                yield "block", _around(element)
            if element.tag in MARKED:
                yield MARKED[element.tag], "out"
            if element is not root and element.tail:
                yield "text", element.tail
            elif element.tag in APART and _is_inline(element.getnext()):
                yield "text", " "
            continue
        if seen and element.tag in BREAKS:
            yield "break", ""
        if is_block:
            yield "block", element.tag
        if element.tag in MARKED:
            yield MARKED[element.tag], "in"
        if seen and element.text:
            yield "text", element.text
        stack.append((element, True))
        if seen:
            stack.extend((child, False) for child in reversed(element))


def _around(element: _Element) -> str:
    """The tag of the block that goes on behind an element."""
    parent = element.getparent()
    while parent is not None and parent.tag not in BLOCK_TAGS:
        parent = parent.getparent()
    return str(parent.tag) if parent is not None else "body"


def _is_inline(element: _Element | None) -> bool:
    return element is not None and element.tag in APART


def _closed(held: Sequence[str], tag: str, linked: int, bold: int) -> Iterator[Block]:
    text = "".join(piece if piece == "\n" else piece.replace("\n", " ").replace("\r", " ") for piece in held)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    whole = "\n".join(line for line in lines if line)
    if whole:
        yield Block(text=whole, tag=tag, linked=linked / max(len(text), 1), bold=bold / max(len(text), 1))
