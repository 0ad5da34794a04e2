"""What the libraries choose: trafilatura the story, htmldate the day. The first page loads them, in 0.2 s, and nothing else does."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from lxml.html import HtmlElement, document_fromstring

from legation.read.html.blocks import Block, blocks_of

ELEMENTS_AT_MOST = 10_000
"""Elements that trafilatura is given: its work may grow by the square of their number, and a story has a few hundred."""
JUSTEXT_AT_MOST = 2_000
"""Elements of a page for which trafilatura may ask justext, which compares each with all before it."""
TEXT_AT_MOST = 1_000_000
"""Characters of a page that htmldate is given: it goes through those of each element in an element anew."""
SOURCE_AT_MOST = 1_500_000


def chosen_blocks(element: HtmlElement) -> list[Block]:
    """The blocks of an element that trafilatura takes for the story; none of too large an element."""
    if sum(1 for _ in element.iter()) > ELEMENTS_AT_MOST:
        return []
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    page = document_fromstring("<html><body><article></article></body></html>")
    copy = deepcopy(element)
    copy.tail = None
    copy.tag = "div"
    copy.attrib.clear()
    page[0][0].append(copy)
    document = bare_extraction(page, fast=True, include_comments=False, with_metadata=False)
    return list(blocks_of(document.body)) if isinstance(document, Document) and document.body is not None else []


def chosen_text(html: str) -> str:
    """What trafilatura makes of a page by itself, for pages that hide their story where nobody else looks."""
    if len(html) > SOURCE_AT_MOST or html.count("<") > 2 * ELEMENTS_AT_MOST:
        return ""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(html, fast=html.count("<") > 2 * JUSTEXT_AT_MOST, include_comments=False, with_metadata=False)
    return (document.text or "") if isinstance(document, Document) else ""


def day_by_htmldate(tree: HtmlElement, url: str | None, today: date | None) -> date | None:
    """The first day of publication that htmldate finds without guessing; None in too large a page."""
    if sum(1 for _ in tree.iter()) > ELEMENTS_AT_MOST or len(tree.text_content()) > TEXT_AT_MOST:
        return None
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, extensive_search=False, url=url, max_date=today.isoformat() if today else None)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return date.fromisoformat(found) if found else None
