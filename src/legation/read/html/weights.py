"""How much of a page's prose each element holds."""

from __future__ import annotations

from lxml.etree import _Element

LONG = 80
"""Characters that make a stretch of text more than a label."""
HOLDERS = frozenset("p div td li blockquote font span section article center body h2 h3 pre dd".split())
EMPHASIS = frozenset("b i em strong u sup sub small q cite abbr".split())


def weights_of(root: _Element) -> dict[_Element, int]:
    """For every element, the characters below it in stretches of text that are more than labels; what links say does not count."""
    elements = list(root.iter())
    weights = dict.fromkeys(elements, 0)
    for element in reversed(elements):
        own = _own_length(element) if element.tag in HOLDERS else 0
        weights[element] += own if own >= LONG else 0
        if element is not root:
            weights[element.getparent()] += weights[element]
    return weights


def _own_length(element: _Element) -> int:
    """Characters of an element's own text, emphasis in it counted, links and blocks not; white space between blocks is no text."""
    length = len((element.text or "").strip())
    for child in element:
        length += len((child.tail or "").strip()) + (len(child.text or "") if child.tag in EMPHASIS else 0)
    return length
