"""References to characters (``&amp;``, ``&#8217;``) in texts that are no page."""

from __future__ import annotations

import re
from html import unescape

NO_NUMBER = re.compile(r"&#[0-9]{10,}+;?")
"""Higher than any character has; Python refuses to read a number of over 4,300 digits."""


def unescaped(text: str) -> str:
    """A text with the characters that are referred to; the sign of a lost one where there is no such character."""
    return unescape(NO_NUMBER.sub("\ufffd", text))
