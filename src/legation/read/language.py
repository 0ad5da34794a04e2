"""The language of a text."""

from __future__ import annotations

import re

HEAD = 2_000
"""Characters looked at: more changes nothing."""
GLANCE = 600
"""Characters that plain English is known by."""
LETTERS_AT_LEAST = 40
"""Fewer letters tell no language."""
ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "for",
        "with",
        "was",
        "were",
        "is",
        "on",
        "by",
        "from",
        "has",
        "have",
        "had",
        "his",
        "her",
        "their",
        "which",
        "said",
        "will",
        "would",
    )
)
ENGLISH_SHARE = 0.15
"""English prose has a third or more of its words in that list; names and headings of other languages have none."""
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that the beginning of a text is in; None where it has too few letters to tell.

    Plain English is known by its commonest words; only other texts load the language model, which takes a second.
    """
    if _is_english(text[:GLANCE]) or _is_english(text[:HEAD]):
        return "en"
    if sum(map(len, WORD.findall(text[:HEAD]))) < LETTERS_AT_LEAST:
        return None
    from py3langid import classify  # type: ignore[import-untyped]

    return str(classify(text[:HEAD])[0])


def _is_english(text: str) -> bool:
    words = WORD.findall(text.lower())
    return len(words) >= 12 and "the" in words and sum(map(ENGLISH.__contains__, words)) >= ENGLISH_SHARE * len(words)
