"""Stretches of time in words: "in 37 years", "in more than a decade", "this year"."""

from __future__ import annotations

import re

NUMBERS = {
    **{w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1)},
    "a": 1,
    "an": 1,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
UNITS = {
    "day": (1, "day"),
    "week": (1, "week"),
    "fortnight": (2, "week"),
    "month": (1, "month"),
    "year": (1, "year"),
    "decade": (10, "year"),
    "century": (100, "year"),
    "half-century": (50, "year"),
    "quarter-century": (25, "year"),
}
"""What each noun for a stretch counts."""
ABOUT = (
    r"(?:(?:at least|almost|nearly|about|around|roughly|some|over|just|well|more|less|fewer|than|under|close|to|the|past|last|whole"
    r"|full|all|exactly|only|barely)\s+)*"
)
"""Words that only blur a number."""
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
LENGTH = re.compile(
    rf"\b(?:in|for|over|within)\s+{ABOUT}(?:(?P<half>half|a quarter of)\s+an?\s+)?"
    rf"(?P<count>\d+|{'|'.join(NUMBERS)}|(?:{TENS})[- ]\w+|several|many|a few|a couple of|some)?[\s-]*"
    r"(?P<unit>(?:half|quarter)-century|days?|weeks?|fortnight|months?|years?|decades?|centur(?:y|ies)|generations?)"
    r"(?!\s+(?:in|of|as)\b)\b",
    re.I,
)
"""A length that a contact is the first in."""
MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
WINDOW = re.compile(
    r"\b(?:so far )?(?:this|of the|in the same|in as many|the same)\s+"
    r"(?:year|month|week|summer|winter|spring|autumn|fall|decade|century|years|months|weeks|days)\b"
    rf"|\b(?:in|during|of) (?:early |late )?(?:(?:{MONTH_NAMES})\s+)?(?:19|20)\d\d\b",
    re.I,
)
"""A stretch within which contacts are counted."""


def length_in(found: re.Match[str]) -> tuple[int | None, str | None]:
    """How many of which unit a length counts back; None where its number is left open."""
    name = re.sub(r"ies$", "y", found["unit"].lower())
    name = name if name in UNITS else name.rstrip("s")
    if name not in UNITS:
        return None, None
    size, unit = UNITS[name]
    if found["half"]:
        return (size // 2 if found["half"].lower() == "half" else size // 4), unit
    said = (found["count"] or "").lower().split()
    number = _number("-".join(said))
    if not said and found["unit"].lower().endswith("s"):
        return None, unit
    return (None if said and number is None else (number or 1) * size), unit


def _number(said: str) -> int | None:
    """A whole number in digits or words."""
    if said.isdigit():
        return int(said)
    if said in NUMBERS:
        return NUMBERS[said]
    tens, _, ones = said.partition("-")
    return NUMBERS[tens] + NUMBERS[ones] if tens in NUMBERS and ones in NUMBERS else None
