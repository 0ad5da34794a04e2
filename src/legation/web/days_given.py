"""Days as a person types them, read as the notation of the register: the other way round of ``days``."""

from __future__ import annotations

import re

from legation.errors import UsageError
from legation.web.days import MONTHS, ORDINALS, SEASONS, days
from legation.when import parse_edtf

NOT_KNOWN = frozenset(("none", "not known", "unknown", "day not known"))
NOTHING = "none"
"""How a register is told that a value is not known."""
ADVICE = "write a day such as 27 October 2022, a month such as June 2019, a year, 27 to 29 October 2022 for one day of these, or: not known"
MARKS = (("perhaps about ", "%"), ("about ", "~"), ("around ", "~"), ("perhaps ", "?"))
NAMES = {name: number for number, month in enumerate(MONTHS, 1) for name in (month.casefold(), month[:3].casefold())} | {"sept": 9}
MONTH = "|".join(sorted(NAMES, key=len, reverse=True))
DATE = re.compile(rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{MONTH})\.?(?:\s+(?P<year>\d{{4}}))?")
MONTH_FIRST = re.compile(rf"(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>\d{{4}}))?")
DAY_ALONE = re.compile(r"(?P<day>\d{1,2})")
SEASON = re.compile(rf"(?P<season>{'|'.join(SEASONS.values())})\s+(?P<year>\d{{4}})(?:/\d\d)?")
PART = re.compile(rf"(?:the )?(?P<which>{'|'.join(ORDINALS)}) (?P<part>quarter|half) of (?P<year>\d{{4}})")
RUN = re.compile(r"(?:the )?(?P<run>\d{3})0s")
WITHIN = re.compile(r"(?:from |between )?(?P<first>.+?) (?:to|and) (?P<last>.+)")


def edtf_given(text: str, name: str) -> str:
    """The notation of a moment that a person has typed, in words or in the notation itself; ``none`` where it is not known.

    Takes    name = what is asked for, for the message.
    Raises   UsageError for what names no day, month or year.
    """
    words = " ".join(text.split())
    low = words.casefold()
    if low in NOT_KNOWN:
        return NOTHING
    found = words.upper() if _is_edtf(words.upper()) else _read(low)
    if found is None or not _is_edtf(found):
        raise UsageError(f"{name} {text!r}: this is no day; {ADVICE}")
    return found


def as_typed(edtf: str | None) -> str:
    """A moment as a person may type it again, and mean the same."""
    if edtf is None:
        return ""
    words = days(edtf)
    return words if _read(words.casefold()) == edtf else edtf


def _is_edtf(text: str) -> bool:
    try:
        parse_edtf(text)
    except ValueError:
        return False
    return True


def _read(low: str) -> str | None:
    """The notation of words in lower case; None where they are no date."""
    for words, mark in MARKS:
        if low.startswith(words):
            found = _simple(low.removeprefix(words), None)
            return f"{found}{mark}" if found else None
    low = low.removeprefix("some day ").removeprefix("in ")
    return _open(low) or _simple(low, None) or _within(low)


def _open(low: str) -> str | None:
    """One day before or after another."""
    if low.startswith("up to "):
        last = _simple(low.removeprefix("up to "), None)
        return f"[..{last}]" if last else None
    if low.startswith("from ") and low.endswith(" on"):
        first = _simple(low.removeprefix("from ").removesuffix(" on"), None)
        return f"[{first}..]" if first else None
    return None


def _within(low: str) -> str | None:
    """One day of several: what the first does not say of its month and year, the last does."""
    match = WITHIN.fullmatch(low)
    last = _simple(match["last"], None) if match else None
    first = _simple(match["first"], last) if match and last else None
    return f"[{first}..{last}]" if first and last and first != last else None


def _simple(low: str, model: str | None) -> str | None:
    """One day, month, part of a year or year.

    Takes    model = the date from which a month or year that is not said is taken.
    """
    low = low.removesuffix(", year not known")
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", low):
        return low
    for match in (DATE.fullmatch(low), MONTH_FIRST.fullmatch(low)):
        if match is not None:
            year = match["year"] or (model[:4] if model else "XXXX")
            day = f"-{int(match['day']):02d}" if match["day"] else ""
            return f"{year}-{NAMES[match['month']]:02d}{day}"
    if model and len(model) == 10 and DAY_ALONE.fullmatch(low):
        return f"{model[:7]}-{int(low):02d}"
    return _part(low)


def _part(low: str) -> str | None:
    """A season, quarter, half, or run of ten years."""
    if match := SEASON.fullmatch(low):
        code = next(code for code, name in SEASONS.items() if name == match["season"])
        return f"{match['year']}-{code}"
    if match := PART.fullmatch(low):
        return f"{match['year']}-{(33 if match['part'] == 'quarter' else 40) + ORDINALS.index(match['which'])}"
    match = RUN.fullmatch(low)
    return f"{match['run']}X" if match else None
