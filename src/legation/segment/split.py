"""Where sentences end: rules over the stop, the word before it and the word after it."""

from __future__ import annotations

import re

from legation.segment.words import BEGINNERS, CLOCK, EITHER, HOURS_AND_LISTS, NUMBERED, SPEECH, TITLES

SENTENCE_AT_MOST = 1_500
"""Characters of a sentence; what is longer is no prose, and costs the parser more than it gives."""

STOP = re.compile(r"[.!?…]+(?:\[\d{1,3}\])?[\"”’'»)\]]*(?=\s)")
AFTER = re.compile(r"\s+([\"“‘'«(\[•*–—-]*)\s*([^\s\"”“]*)")
CUT = re.compile(r"[,;:]\s|\s")
NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]+)\.?")
DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
NUMBER_FIRST = re.compile(r"[\d#]")
PREFIX_NAME = re.compile(r"(?:al|el|as|an|ar|ad|bin|ben|i|e)-?[A-Z]")


def split(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of one paragraph; all of it that is no white space lies in one of them."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in STOP.finditer(text):
        end = match.end()
        if _ends(text, start, match):
            found.append((start, end))
            start = end
    found.append((start, len(text)))
    trimmed = (_trimmed(text, low, high) for low, high in found)
    return [part for low, high in trimmed if low < high for part in _cut(text, low, high)]


def _trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    part = text[low:high]
    return low + len(part) - len(part.lstrip()), low + len(part.rstrip())


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    after = AFTER.match(text, match.end())
    if after is None or not (after[1] or after[2]):
        return True
    opening, word = after[1], after[2]
    if word[:1].islower() and not PREFIX_NAME.match(word):
        return False
    stop = match[0]
    if stop[0] in "!?":
        return not (stop[-1] in "\"”’'»" and not opening and _is_attributed(text, after.start(2)))
    if stop[0] == "…" or stop.startswith(".."):
        return bool(word)
    first = max(text.rfind(" ", start, match.start()) + 1, start)
    before = text[first : match.start()].lstrip("\"“‘'«([-–—\t\u2009")
    if before and not text[start:first].strip() and NUMBERING.fullmatch(before):
        return False
    if len(stop) > 1 and stop[1] in "\"”’'»":
        return True
    bare = word.strip("\"“‘'([,:;.!?’”)]").split("’")[0].split("'")[0]
    return _may_be_last(before, word, begins=bare in BEGINNERS or (opening != "" and opening[-1] in '"“«'))


def _may_be_last(before: str, word: str, *, begins: bool) -> bool:
    """Whether the word before a full stop ends its sentence, as the one after it tells; ``begins`` if that one begins sentences."""
    last = before.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
    if last in TITLES:
        return False
    if last in NUMBERED:
        return not NUMBER_FIRST.match(word) and (last == last.lower() or last in ("No", "Art") or begins)
    if last in HOURS_AND_LISTS:
        return word.strip(",.;:)") not in CLOCK
    if last in EITHER or DOTTED.fullmatch(last) or (len(last) == 1 and last.isupper()):
        return begins
    return True


def _is_attributed(text: str, at: int) -> bool:
    """Whether a name and a verb of speech follow, as after '"Will he come?"' in '"Will he come?" Trudeau asked.'"""
    for word in text[at : at + 80].split()[:6]:
        bare = word.strip(',.;:!?"”')
        if bare in SPEECH:
            return True
        if not (bare[:1].isupper() or bare in ("of", "the", "de", "van", "von", "al", "bin")):
            return False
    return False


def _cut(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """A sentence, or its parts where it is overlong: cut after a comma if one is near, else at a space, else anywhere."""
    parts = []
    while high - low > SENTENCE_AT_MOST:
        window = text[low + SENTENCE_AT_MOST // 2 : low + SENTENCE_AT_MOST]
        marks = [match for match in CUT.finditer(window)]
        commas = [match.start() + 1 for match in marks if match[0][0] in ",;:"]
        spaces = [match.start() for match in marks]
        cut = low + SENTENCE_AT_MOST // 2 + (commas or spaces or [SENTENCE_AT_MOST // 2])[-1]
        parts.append(_trimmed(text, low, cut))
        low, high = _trimmed(text, cut, high)
    return [part for part in (*parts, (low, high)) if part[0] < part[1]]
