"""References to characters (``&amp;``, ``&#8217;``) outside of pages, and those to no character at all."""

from __future__ import annotations

import re
from html import unescape

NUMBER = re.compile(r"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")
TOO_LONG = re.compile(r"&#[0-9]{10,}+;?")
"""A number higher than any character has; Python refuses to read one of over 4,300 digits."""


def unescaped(text: str) -> str:
    """A text with the characters that are referred to; the sign of a lost one where there is no such character."""
    return unescape(TOO_LONG.sub("\ufffd", text))


def sound_references(source: str, instead: str) -> str:
    """A source with something else instead of references to what is no character of XML, such as ``&#1;`` and ``&#xD800;``."""
    return NUMBER.sub(lambda reference: reference[0] if _is_character(reference) else instead, source)


def _is_character(reference: re.Match[str]) -> bool:
    digits = reference[1] or reference[2]
    number = int(digits, 16 if reference[1] else 10) if len(digits) <= 8 else 0
    return number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0xFFFF < number <= 0x10FFFF
