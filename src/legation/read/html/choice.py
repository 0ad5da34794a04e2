"""What the libraries choose: trafilatura the story, htmldate the day. The first page loads them, in 0.2 s, and nothing else does."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING

from lxml.etree import LxmlError
from lxml.html import HtmlElement, document_fromstring

from legation.read.html.blocks import Block, blocks_of

if TYPE_CHECKING:
    from trafilatura.settings import Document

FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, LxmlError, RecursionError, TypeError, ValueError)
"""What the libraries raise on pages that nobody has thought of."""
ELEMENTS_AT_MOST = 10_000
"""Elements that trafilatura is given: its work may grow by the square of their number, and a story has a few hundred."""
WORK_AT_MOST = 3_500_000_000
"""Elements times characters: those that trafilatura takes out one by one have it copy the text before them each time."""
JUSTEXT_AT_MOST = 2_000
"""Elements of a page for which trafilatura may ask justext, which compares each with all before it."""
TEXT_AT_MOST = 1_000_000
"""Characters of a page that htmldate is given: it goes through those of each element in an element anew."""
SOURCE_AT_MOST = 1_500_000


def chosen_blocks(element: HtmlElement) -> list[Block]:
    """The blocks of an element that trafilatura takes for the story; none of too large an element."""
    if _is_too_much(sum(1 for _ in element.iter()), len(element.text_content())):
        return []
    page = document_fromstring("<html><body><article></article></body></html>")
    copy = deepcopy(element)
    copy.tail = None
    copy.tag = "div"
    copy.attrib.clear()
    page[0][0].append(copy)
    document = _extracted(page, fast=True)
    return list(blocks_of(document.body)) if document is not None and document.body is not None else []


def chosen_text(html: str) -> str:
    """What trafilatura makes of a page by itself, for pages that hide their story where nobody else looks."""
    if len(html) > SOURCE_AT_MOST or _is_too_much(html.count("<") // 2, len(html)):
        return ""
    document = _extracted(html, fast=html.count("<") > 2 * JUSTEXT_AT_MOST)
    return (document.text or "") if document is not None else ""


def _extracted(page: HtmlElement | str, *, fast: bool) -> Document | None:
    """What trafilatura takes for the story; None where it finds none, or breaks on the page."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(page, fast=fast, include_comments=False, with_metadata=False)
    except FAULTS:
        return None
    # It can also be a mapping, which is not asked for.
    return None if isinstance(document, dict) else document


def _is_too_much(elements: int, characters: int) -> bool:
    """Whether trafilatura could take minutes."""
    return elements > ELEMENTS_AT_MOST or elements * characters > WORK_AT_MOST


def day_by_htmldate(tree: HtmlElement, url: str | None, today: date | None) -> date | None:
    """The first day of publication that htmldate finds without guessing; None in too large a page."""
    if sum(1 for _ in tree.iter()) > ELEMENTS_AT_MOST or len(tree.text_content()) > TEXT_AT_MOST:
        return None
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, extensive_search=False, url=url, max_date=today.isoformat() if today else None)
        return date.fromisoformat(found) if found else None
    except FAULTS:
        return None
