"""Which words stand inside quotation marks, over sentences and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(r"[\"“”„«»‹›]|(?<!\w)[‘‚'](?=[A-Za-zÀ-ÿ“\"])(?!n[’']|(?:em|tis|twas|cause|bout|til)\b)|(?<=[\w,.!?…])[’'‘](?!\w)")
ANY_MARK = re.compile(r"[\"“”„«»‹›‘’‚']")
SINGLE_CLOSE = re.compile(r"(?<=[\w,.!?…])[’'‘](?!\w)")
EITHER_WAY = re.compile(r"[“”„«»‹›]")
CURLY = re.compile(r"[“”]")
SMALL_NEXT = re.compile(r" [a-z]")
SINGLE = "‘'‚"
CLOSES = {"“": "”", "„": "”“", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"”', "‘": "’", "'": "'", "‚": "‘’"}
"""Marks that open, and those that may close what each has opened."""
ALWAYS_OPEN = "“„«"
ANGLED = "»›‹"
"""Marks that open or close as the press of a country has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """The ranges quoted in one paragraph, and the mark of the quotation that is still open at its end."""

    ranges: tuple[tuple[int, int], ...]
    open: str = ""


def find_quotes(text: str, following: str, *, opened: str = "") -> Quotes:
    """Ranges inside quotation marks, the marks excluded.

    Takes    following = the next paragraph: a quotation without a closing mark goes on where that begins with an opening
             mark, as the press sets it, or closes before it opens; opened = mark left open by the paragraph before.
    """
    if not opened and not ANY_MARK.search(text):
        return Quotes(ranges=())
    if opened and text[:1] in CLOSES and text[0] != "'":
        opened = ""
    marks = list(MARK.finditer(text))
    last_single = _last_single(text) if any(match[0] in "‘’'‚" for match in marks) else {}
    ranges: list[tuple[int, int]] = []
    mark, start, within = opened, 0, ""
    for match in marks:
        sign = match[0]
        if within and sign in CLOSES[within]:
            within = ""
        elif mark == '"' and sign == "“" and match.start() > start:
            within = sign
        elif mark and _closes(text, match, mark, last_single):
            ranges.append((start, match.start()))
            mark = within = ""
        elif not mark and (sign in ALWAYS_OPEN or (sign in CLOSES and _opens(text, match, last_single))):
            mark, start = sign, match.end()
    goes_on = bool(mark) and _goes_on(mark, following)
    if mark and mark not in SINGLE and (goes_on or opened or start <= 2 or mark != '"'):
        ranges.append((start, len(text)))
    held = tuple((low, high) for low, high in ranges if text[low:high].strip())
    return Quotes(ranges=held, open=mark if goes_on else "")


def _last_single(text: str) -> dict[str, int]:
    """Where the last single mark of each form stands that may close."""
    return {match[0]: match.start() for match in SINGLE_CLOSE.finditer(text)}


def _opens(text: str, match: re.Match[str], last_single: dict[str, int]) -> bool:
    """Whether a straight or single mark opens: inches, feet and apostrophes do not."""
    before, after = text[match.start() - 1 : match.start()] if match.start() else "", text[match.end() : match.end() + 1]
    if not after or after.isspace() or before.isalnum():
        return False
    if match[0] in ANGLED:
        return not before or before.isspace() or before in "(["
    return match[0] == '"' or any(last_single.get(sign, -1) > match.end() for sign in CLOSES[match[0]])


def _closes(text: str, match: re.Match[str], mark: str, last_single: dict[str, int]) -> bool:
    """Whether a mark ends the quotation that another has opened, a straight one also that of a curly one which has no fellow."""
    if match[0] in CLOSES[mark]:
        return not (mark in SINGLE and _is_possessive(text, match, last_single))
    if mark != "“" or match[0] != '"' or text[match.start() - 1].isspace() or text[match.end() : match.end() + 1].isalnum():
        return False
    later = CURLY.search(text, match.end())
    return later is None or later[0] == "“"


def _is_possessive(text: str, match: re.Match[str], last_single: dict[str, int]) -> bool:
    """Whether a single mark after an s is a plural's ("the ministers’ talks"), as another one closes later."""
    return text[match.start() - 1] == "s" and bool(SMALL_NEXT.match(text, match.end())) and last_single.get(match[0], -1) > match.start()


def _goes_on(mark: str, following: str) -> bool:
    if following[:1] == mark:
        return True
    if mark == '"':
        first = following.find('"')
        return first > 0 and not following[first - 1].isspace() and not following[first + 1 : first + 2].isalnum()
    if mark in SINGLE:
        return False
    sign = EITHER_WAY.search(following)
    return sign is not None and sign[0] in CLOSES[mark]
