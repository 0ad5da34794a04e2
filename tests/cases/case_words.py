"""How words of a case and words of a record are held to be the same."""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """A name without accents and capitals, so that a table's spelling and a report's agree."""
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text without marks, accents and capitals."""
    return tuple(re.findall(r"\w+", folded(text)))
