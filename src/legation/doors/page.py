"""Text for a person's screen: safe to print, of bearable length, and the console that prints it."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 160
"""Columns where no terminal says how many it has."""
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters by which a text could steer the terminal or turn the line round."""
BREAKS = re.compile(r"[\t\r\n]")


def console() -> Console:
    """A console on standard output; what is piped is not cut to 80 columns."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit() else WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def safe(text: str) -> str:
    """The text on one line, without characters that would steer a terminal."""
    return UNSAFE.sub("\ufffd", " ".join(text.split()))


def shortened(text: str, at_most: int) -> str:
    """The text on one line, cut between words where it is too long."""
    whole = safe(text)
    if len(whole) <= at_most:
        return whole
    cut = whole[: at_most - 1].rsplit(" ", 1)[0]
    return f"{cut or whole[: at_most - 1]}…"


def cell(text: str | None, style: str = "") -> Text:
    """A cell or line of a page."""
    return Text(safe(text or ""), style=style)


def line(text: str, style: str = "") -> Text:
    """A line of a page, its indentation and inner spaces kept."""
    return Text(UNSAFE.sub("\ufffd", BREAKS.sub(" ", text)), style=style)


def quoted(text: str, at_most: int = 200) -> str:
    """Words of a report, marked as such."""
    return f"“{shortened(text, at_most)}”"


def say(line: str) -> None:
    """One line to the person at the screen, apart from what is printed for programs."""
    print(safe(line), file=sys.stderr, flush=True)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
