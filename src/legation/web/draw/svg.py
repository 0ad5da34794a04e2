"""Elements of a drawing, with all that is written into them escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

SPECIAL = re.compile("[&<>\"']")
"""Letters that mean something to a browser."""
Value = str | float | None
NOTHING = Markup("")


def element(name: str, content: Iterable[str] | str = (), /, **values: Value) -> Markup:
    """An element; an underscore at the end of an attribute's name is left out, others are hyphens, and one that is None is left out.

    Takes    content = a text or several parts, escaped where they are not Markup.
    """
    told = [f' {attribute(key)}="{_told(value)}"' for key, value in values.items() if value is not None]
    inner = safe(content) if isinstance(content, str) else "".join(map(safe, content))
    return Markup(f"<{name}{''.join(told)}>{inner}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Parts one after the other, escaped where they are not Markup."""
    return Markup("".join(map(safe, parts)))


def safe(text: str) -> str:
    """A text as it may be written between elements and into their attributes."""
    return text if type(text) is Markup or not SPECIAL.search(text) else escape(text)


@cache
def attribute(key: str) -> str:
    """The name of an attribute as it stands in a drawing: ``viewBox`` and ``text-anchor`` from Python's names."""
    return key.rstrip("_").replace("_", "-")


def _told(value: str | float) -> str:
    return safe(value) if isinstance(value, str) else short(value)


def short(number: float) -> str:
    """A number with no more than two places: 3, 2.5, 0.25."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))


def linked(inner: Markup, href: str | None, label: str) -> Markup:
    """A part of a drawing that leads somewhere, where it does."""
    return element("a", [inner], href=href, aria_label=label) if href else inner
