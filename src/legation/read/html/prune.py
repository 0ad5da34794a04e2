"""A page's tree without its furniture, and with the paragraphs of old pages as paragraphs, so that the extractor finds the story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from lxml.etree import SubElement, strip_elements
from lxml.html import HtmlElement

from legation.read.html.blocks import text_of
from legation.read.html.furniture import FurnitureList, words_of
from legation.read.html.weights import EMPHASIS, weights_of

GONE = frozenset(
    "script style noscript template svg iframe object embed canvas audio video picture source track map button select option input "
    "textarea label datalist dialog nav figcaption menu head".split()
)
"""Elements that never hold a story."""
GONE_UNLESS_LARGE = frozenset("figure aside footer form fieldset details".split())
ROLES = frozenset("navigation complementary contentinfo search dialog alertdialog alert banner menu menubar toolbar tooltip status".split())
NAMED_BY = ("class", "id", "data-component", "data-testid", "data-module", "data-block-type", "data-type", "aria-label", "data-test")
DROPPED = "_dropped"
"""No page can have an element of that name."""
NEVER = frozenset("html body main article".split())
SUMMED_UP = frozenset("keypoints points summary highlights bullets takeaways standfirst deck".split())
"""Words in the names of boxes above a story that say it in short."""
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
"""They tell what the text below them is, whatever they are called."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CELL_AT_MOST = 300
"""Characters of a cell beyond which a table sets a page rather than data."""
TOGETHER_AT_MOST = 0.7
"""Share of a page's long text that all furniture by name may hold; names that would take more mean something else on this page."""
SHARE_AT_MOST = 0.4
"""Share of a page's long text that one piece of furniture may hold; comments may hold any."""
PULLED = re.compile(r"pull-?_?quote|quote-?_?box", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…。][\"”’'»)]*$")
END_PIECES = 20
"""Stretches of text at the end of an element that its last sentence ends in."""
COMMENTS = re.compile(r"comment|disqus|respond|discussion", re.IGNORECASE)
BLOCKS = frozenset(
    "p div table ul ol dl blockquote h1 h2 h3 h4 h5 h6 section article header footer aside pre hr center form td figure".split()
)
INLINE = frozenset("p font span b strong i em a small big".split())
"""Elements that can hold no paragraphs; one that holds some becomes a ``div``."""


def pruned(tree: HtmlElement, furniture: FurnitureList) -> HtmlElement:
    """The tree, changed in place: furniture out, runs of text between double breaks made paragraphs."""
    drop(tree, list(tree.iter(*GONE)))
    drop(tree, [mark for mark in tree.iter("sup") if mark.find("a") is not None or mark.getparent().tag == "a"])
    _drop_comments(tree, furniture)
    _drop_furniture(tree, furniture)
    for table in list(tree.iter("table")):
        if any(_is_layout(cell) for cell in table.iter("td", "th")):
            _flatten(table)
    for parent in dict.fromkeys(element.getparent() for element in tree.iter("br")):
        _part_at_breaks(parent)
    return tree


def _drop_comments(tree: HtmlElement, furniture: FurnitureList) -> None:
    """Drops what readers wrote, however much it is."""
    named = _outermost(tree, lambda element: bool(COMMENTS.search(_names(element))) and furniture.marks_in(_names(element)))
    drop(tree, [part for part in named if part.find(".//h1") is None and part.find(".//*[@itemprop='articleBody']") is None])


def _drop_furniture(tree: HtmlElement, furniture: FurnitureList) -> None:
    """Drops what is furniture by kind of element or role, then what is so by name, unless names would take the page away."""
    weights = weights_of(tree)
    above: set[HtmlElement] = set()
    for heading in tree.iter("h1"):
        above.update(takewhile(lambda ancestor: ancestor not in above, heading.iterancestors()))

    def may_go(element: HtmlElement) -> bool:
        return element not in above and weights[element] <= SHARE_AT_MOST * weights[tree]

    beside = _outermost(tree, lambda element: _is_beside(element) and may_go(element))
    drop(tree, beside)
    left = weights_of(tree)
    named = list(_outermost(tree, lambda element: _is_furniture(element, furniture) and may_go(element)))
    all_of_it = sum(left[element] for element in named) > TOGETHER_AT_MOST * left[tree]
    drop(tree, [element for element in named if not (all_of_it and left[element])])
    # While what was dropped is still held: lxml looks through all that is below it for each element in it that is let go later.
    weights.clear()
    left.clear()


def _outermost(tree: HtmlElement, is_meant: Callable[[HtmlElement], bool]) -> tuple[HtmlElement, ...]:
    """The elements that are meant and lie in no other that is."""
    found: list[HtmlElement] = []
    headings: dict[HtmlElement, str] = {}
    stack = [tree]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element.tag not in NEVER and is_meant(element) and not _is_heading(element, headings):
            found.append(element)
        else:
            stack.extend(reversed(element))
    return tuple(found)


def _is_heading(element: HtmlElement, texts: dict[HtmlElement, str]) -> bool:
    """Whether an element is a heading, or holds the whole text of one.

    Takes    texts = those of headings that were asked for before.
    """
    around = next((ancestor for ancestor in element.iterancestors(*HEADINGS)), None)
    if around is not None and around not in texts:
        texts[around] = text_of(around)
    return element.tag in HEADINGS or (around is not None and texts[around] == text_of(element))


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element stands beside the story by its kind or role; a box that sums the story up is a part of it."""
    if SUMMED_UP & set(words_of(_names(element))):
        return False
    return element.tag in GONE_UNLESS_LARGE or element.tag.startswith("amp-") or element.get("role", "").lower() in ROLES


def _is_furniture(element: HtmlElement, furniture: FurnitureList) -> bool:
    """Whether an element is hidden, or is furniture by its name."""
    if element.get("hidden") is not None or HIDDEN.search(element.get("style", "")):
        return True
    names = _names(element)
    return element.tag not in EMPHASIS and element.tag != "a" and (furniture.marks_in(names) or _is_pulled(element, names))


def _is_pulled(element: HtmlElement, names: str) -> bool:
    """Whether an element is a pull quote that is no sentence; one that is may be more than a repetition."""
    return bool(PULLED.search(names)) and not SENTENCE_END.search("".join(list(element.itertext())[-END_PIECES:]).rstrip())


def _names(element: HtmlElement) -> str:
    return " ".join(value.replace(" ", "-") if name == "aria-label" else value for name in NAMED_BY if (value := element.get(name)))


def drop(tree: HtmlElement, elements: Iterable[HtmlElement]) -> None:
    """Takes elements out of a tree and leaves what follows them; all at once, for the texts between many would be copied ever anew."""
    for element in elements:
        if element.tail:
            element.tail = f" {element.tail}"
        element.tag = DROPPED
    strip_elements(tree, DROPPED, with_tail=False)


def _part_at_breaks(parent: HtmlElement) -> None:
    """Makes paragraphs of the runs of text and inline elements that double breaks part; a single break stays a line's end."""
    if parent.tag == "pre" or not _has_double_break(parent):
        return
    pieces = _pieces(parent)
    parent.text = None
    for child in list(parent):
        parent.remove(child)
    run: HtmlElement | None = None
    breaks = 0
    for piece in pieces:
        if not isinstance(piece, str) and piece.tag == "br":
            breaks += 1
        elif not isinstance(piece, str) and piece.tag in BLOCKS:
            parent.append(piece)
            run, breaks = None, 0
        elif not isinstance(piece, str) or piece.strip() or not breaks:
            if run is None or breaks > 1:
                run = SubElement(parent, "p")
            elif breaks:
                SubElement(run, "br")
            _append(run, piece)
            breaks = 0
    if parent.tag in INLINE:
        parent.tag = "div"


def _has_double_break(parent: HtmlElement) -> bool:
    """Whether two breaks with nothing between them stand in an element."""
    return any(
        child.tag == "br" and not (child.tail or "").strip() and (following := child.getnext()) is not None and following.tag == "br"
        for child in parent
    )


def _pieces(parent: HtmlElement) -> list[HtmlElement | str]:
    """Text and children of an element in order; the children lose the text behind them, which is a piece of its own."""
    pieces: list[HtmlElement | str] = [parent.text] if parent.text else []
    for child in parent:
        pieces.append(child)
        if child.tail:
            pieces.append(child.tail)
            child.tail = None
    return pieces


def _append(run: HtmlElement, piece: HtmlElement | str) -> None:
    if not isinstance(piece, str):
        run.append(piece)
    # The length of an element is counted anew each time, its last child is at hand.
    elif (last := next(run.iterchildren(reversed=True), None)) is not None:
        last.tail = (last.tail or "") + piece
    else:
        run.text = (run.text or "") + piece


def _is_layout(cell: HtmlElement) -> bool:
    """Whether a cell holds more than a table of data would."""
    return (
        cell.find(".//p") is not None or cell.find(".//table") is not None or _has_double_break(cell) or len(cell.text or "") > CELL_AT_MOST
    )


def _flatten(table: HtmlElement) -> None:
    """Makes plain divisions of a table that only sets a page."""
    for part in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th"):
        part.tag = "div"
