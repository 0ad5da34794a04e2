"""Scars of extraction and machine translation, mended before parsing; every edit keeps the way back to the source.

Two passes: letters first (mojibake, entities, what cannot be seen), then words, which need the letters whole.
Each rule is a small generator of edits; the proofs of each stand in ``tests/unit/test_repair.py``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, takewhile

from legation.span import Edit, OffsetMap, Span, apply_edits

AFTER_LEAD = (
    r"\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022"
    r"\u2026\u2030\u2039\u203a\u20ac\u2122"
)
"""Letters that the later bytes of UTF-8 turn into when they are read as Latin-1 or cp1252."""
MOJIBAKE_LEAD = re.compile(rf"[\u00c2-\u00f4](?=[{AFTER_LEAD}])")
MOJIBAKE_RUN = re.compile(rf"[\u00c0-\u00ff{AFTER_LEAD}]{{2,}}")
ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d?);")
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]+")
MISREAD = re.compile(r"[\x80-\x9f]")
"""Quotation marks, dashes and dots of cp1252 that were read as Latin-1."""
ODD_SPACE = re.compile(r"[\xa0\t\u1680\u2000-\u200a\u202f\u205f\u3000]")
TEX_QUOTE = re.compile(r"``|''")

HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|M)\.me\b\.?|\bMme\b\.?(?=\s+[^\W\d_a-z])|\bMlle\b\.?(?=\s+[^\W\d_a-z])")
LOST_SPACE = re.compile(r"[.!?](?=[A-Z][a-z])")
BEFORE_LOST = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Gov)|(?<![.@/\w])[A-Za-z][a-z]+)$")
AFTER_LOST = re.compile(r"(?!(?:Com|Org|Net|Js|Gov|Edu)\b)[A-Z][a-z]+(?:[\s,'’-]|$)")
GLUED = re.compile(
    r"(?:last|this|next)(?= ?(?:week|month|year|spring|summer|autumn|fall|winter|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
GLUED_TO = re.compile(r"\b[A-Z][a-z]{2,}$")
NEVER_GLUED = frozenset(("Ballast", "Outlast", "Everlast"))
DOUBLED = re.compile(r"\s([a-z]{2,})([^\S\n\r]+\1)(?![\w'’-])")
MAY_BE_DOUBLED = frozenset(
    ("had", "that", "very", "is", "was", "so", "no", "yes", "many", "much", "more", "far", "long", "do", "did", "in", "on", "up", "her")
)
"""Words that good English may say twice running ("all that he had had", "moved in in May", "gave her her seat")."""
CLOSING = re.compile(r"(?<=[^\S\n\r])[”»]|”(?=[A-Za-z])")
GUILLEMET = re.compile(r"[«»]")
OPENING = re.compile(r"[“«](?=([^\S\n\r]+)\S)")
STRAIGHT = re.compile(r"\"(?<=[^\S\n\r]\")(?=([a-z])|[^\S\n\r]*(?:[\n\r]|\Z))")
OMISSION = re.compile(r"[\[(](?:…|\.[^\S\n]?\.[^\S\n]?\.)[\])]")
INSERTED = re.compile(r"(\[)[A-Za-zÀ-ɏ][^\[\]\n\r]{0,60}(\])")
KEPT_INSERTS = frozenset(("sic", "emphasis added", "edited", "citation needed"))
BIGRAM = re.compile(r"([A-ZÀ-Þ](?<!\w.)[^\W\d_]{2,})(?= ([A-ZÀ-Þ][\w’-]+))")
COMMON_FIRST = frozenset(
    ("The", "Then", "They", "Them", "There", "These", "This", "That", "Her", "His", "For", "Former", "From", "When", "With")
)
"""Words that begin a sentence before a name or title: no given names, however near one stands to another."""
VOWELS = frozenset("aeiouy")


def repair(text: str, *, at: int) -> tuple[str, OffsetMap]:
    """A text with its scars mended, and the map that leads back; ``at`` is where the text stands in its source."""
    mended, offsets = mend(text)
    return mended, OffsetMap.identity(len(text), at=at).then(offsets)


def mend(text: str, first: Iterable[Edit] = ()) -> tuple[str, OffsetMap]:
    """A whole report mended, and the map that leads back.

    Takes    first = edits of the caller's own (dateline out, wrapped lines joined), which go before every rule.
    """
    letters = disjoint(chain(first, letter_edits(text)))
    mended, offsets = apply_edits(text, letters) if letters else (text, OffsetMap.identity(len(text)))
    words = disjoint(word_edits(mended))
    if not words:
        return mended, offsets
    mended, later = apply_edits(mended, words)
    return mended, offsets.then(later)


def letter_edits(text: str) -> Iterator[Edit]:
    """What is wrong with single letters."""
    if not text.isascii():
        if MOJIBAKE_LEAD.search(text):
            yield from _mojibake(text)
        for match in MISREAD.finditer(text):
            yield Edit(Span(*match.span()), match[0].encode("latin-1").decode("cp1252", errors="ignore"))
    if "&" in text:
        yield from _entities(text)
    for match in UNSEEN.finditer(text):
        yield Edit(Span(*match.span()), "")
    if "\t" in text or not text.isascii():
        for match in ODD_SPACE.finditer(text):
            yield Edit(Span(*match.span()), " ")
    if "``" in text or "''" in text:
        for match in TEX_QUOTE.finditer(text):
            yield Edit(Span(*match.span()), "“" if match[0] == "``" or _leads_in(text, match) else "”")


def _leads_in(text: str, match: re.Match[str]) -> bool:
    """Whether two apostrophes stand before a word with nothing or an opening sign before them."""
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return (not before or before.isspace() or before in "([—–-") and bool(after) and not after.isspace()


def word_edits(text: str) -> Iterator[Edit]:
    """What is wrong with words and the signs between them; the earlier rule has its way where two meet."""
    yield from _omissions(text)
    yield from _insertions(text)
    yield from _honorifics(text)
    yield from _glued(text)
    yield from _lost_spaces(text)
    yield from _doubled(text)
    yield from _quotes_adrift(text)
    yield from _near_names(text)


def disjoint(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that meet no earlier one, in the order of the text."""
    starts: list[int] = []
    kept: list[Edit] = []
    for edit in edits:
        place = bisect_left(starts, edit.source.start)
        before = kept[place - 1] if place else None
        after = kept[place] if place < len(kept) else None
        if (before and before.source.end > edit.source.start) or (after and after.source.start < edit.source.end):
            continue
        if after and after.source.start == edit.source.start:
            continue
        starts.insert(place, edit.source.start)
        kept.insert(place, edit)
    return tuple(kept)


def _mojibake(text: str) -> Iterator[Edit]:
    from ftfy import TextFixerConfig, fix_text

    config = TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, normalization=None)
    for match in MOJIBAKE_RUN.finditer(text):
        fixed = fix_text(match[0], config)
        if fixed != match[0]:
            same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(match[0][::-1], fixed[::-1], strict=False)))
            yield Edit(Span(match.start(), match.end() - same), fixed[: len(fixed) - same])


def _entities(text: str) -> Iterator[Edit]:
    for match in ENTITY.finditer(text):
        letter = unescape(match[0])
        if letter != match[0]:
            yield Edit(Span(*match.span()), " " if letter.isspace() else UNSEEN.sub("", letter))


def _omissions(text: str) -> Iterator[Edit]:
    """Marks of what an editor left out, with their stop between two sentences; a line that holds nothing else stays."""
    for match in OMISSION.finditer(text):
        start, end = match.span()
        while start and text[start - 1] == " ":
            start -= 1
        first = not start or text[start - 1] in "\n\r"
        if text[end : end + 1] == "." and (first or text[start - 1] in '.!?…”"'):
            end += 1
        while first and text[end : end + 1] == " ":
            end += 1
        if not first or text[end : end + 1] not in ("", "\n", "\r"):
            yield Edit(Span(start, end), "")


def _insertions(text: str) -> Iterator[Edit]:
    """Square brackets around words that an editor put in; the words stay."""
    if "[" not in text:
        return
    for match in INSERTED.finditer(text):
        if match[0][1:-1].lower() not in KEPT_INSERTS:
            yield Edit(Span(*match.span(1)), "")
            yield Edit(Span(*match.span(2)), "")


def _honorifics(text: str) -> Iterator[Edit]:
    """French titles as translation machines leave them: "Mr.me" is what became of "Mme"."""
    if any(sign in text for sign in (".me", "Mme", "Mlle")):
        for match in HONORIFIC.finditer(text):
            yield Edit(Span(*match.span()), "Ms.")


def _lost_spaces(text: str) -> Iterator[Edit]:
    """A stop with no space after it; addresses of machines ("news.Example.com") are left alone."""
    for match in LOST_SPACE.finditer(text):
        before = text[max(match.start() - 30, 0) : match.start()]
        if BEFORE_LOST.search(before) and AFTER_LOST.match(text, match.end()):
            yield Edit(Span(*match.span()), match[0] + " ")


def _glued(text: str) -> Iterator[Edit]:
    """A name that ran into the time phrase after it ("Presslast week"), or the phrase's own words ("lastweek")."""
    for match in GLUED.finditer(text):
        start, end = match.span()
        word = GLUED_TO.search(text, max(start - 30, 0), start)
        if word is not None and word[0] + match[0] not in NEVER_GLUED:
            yield Edit(Span(start - 1, start), text[start - 1] + " ")
        if text[end] != " " and (word is not None or not text[start - 1 : start].isalpha()):
            yield Edit(Span(end - 1, end), text[end - 1] + " ")


def _doubled(text: str) -> Iterator[Edit]:
    for match in DOUBLED.finditer(text):
        if match[1] not in MAY_BE_DOUBLED:
            yield Edit(Span(*match.span(2)), "")


def _quotes_adrift(text: str) -> Iterator[Edit]:
    """Marks that drifted from their quotation to the word beyond, or that are turned the wrong way."""
    first = GUILLEMET.search(text)
    kept = "«»" if first and first[0] == "»" else ""  # as German sets them, each the other way round
    if "”" in text or "»" in text:
        for match in CLOSING.finditer(text):
            start = _back_over_space(text, match.start())
            if start and text[start - 1] not in "\n\r" and match[0] not in kept:
                yield Edit(Span(start, match.end()), match[0] + (" " if text[match.end() : match.end() + 1].isalnum() else ""))
    if "“" in text or "«" in text:
        for match in OPENING.finditer(text):
            end = match.end() + len(match[1])
            if match[0] in kept:
                continue
            if match.start() and text[match.start() - 1] in ".,!?":
                yield Edit(Span(*match.span()), "”" if match[0] == "“" else "»")
            else:
                yield Edit(Span(match.start(), end), match[0])
    if '"' in text:
        for match in STRAIGHT.finditer(text):
            start = _back_over_space(text, match.start())
            if start and text[start - 1] in ",.!?" and (match[1] is None or _is_open(text, start)):
                yield Edit(Span(start, match.end()), '"' if match[1] is None else '" ')


def _back_over_space(text: str, at: int) -> int:
    while at and text[at - 1].isspace() and text[at - 1] not in "\n\r":
        at -= 1
    return at


def _is_open(text: str, at: int) -> bool:
    """Whether a straight quotation mark of the same paragraph is still open here."""
    return text.count('"', text.rfind("\n", 0, at) + 1, at) % 2 == 1


def _near_names(text: str) -> Iterator[Edit]:
    """A given name one letter off, once, where the report has it right with the same surname more often."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for given, surname in BIGRAM.findall(text):
        counts[surname][given] += 1
    for surname, names in counts.items():
        if len(names) < 2:
            continue
        for name in names:
            right = [other for other in names if names[other] > names[name] == 1 and name not in COMMON_FIRST and _is_slip(name, other)]
            if len(right) == 1:
                start = next(match.start() for match in BIGRAM.finditer(text) if match[1] == name and match[2] == surname)
                yield Edit(Span(start, start + len(name)), right[0])


def _is_slip(wrong: str, right: str) -> bool:
    """Whether two given names differ by one letter, and not as a woman's from a man's ("Maria", "Mario", "Daniela")."""
    if wrong[0] != right[0] or wrong.lower() == right.lower() or abs(len(wrong) - len(right)) > 1:
        return False
    head = 0
    while head < min(len(wrong), len(right)) and wrong[head] == right[head]:
        head += 1
    tails = [wrong[head:], right[head:]]
    if len(wrong) == len(right):
        return tails[0][1:] == tails[1][1:] and not (tails[0][0] in VOWELS and tails[1][0] in VOWELS)
    short, long = sorted(tails, key=len)
    return long[1:] == short and not (short == "" and long in VOWELS)
