"""Lines and paragraphs of a plain text: which line breaks part, and which only wrap."""

from __future__ import annotations

import re
from itertools import pairwise

from legation.span import Span

LINE = re.compile(r"\S[^\n\r\x0b\x0c\u2028\u2029]*")
"""One line that holds something, without its break and the space before it."""
WRAP_AT_MOST = 100
"""Columns that a text wrapped by hand or by a mail program keeps to; prose set in one line a paragraph is longer."""
SLACK = 4
"""Columns by which a line may fall short of the longest and still count as full."""
WRAPPED_SHARE = 0.3
"""Share of the breaks after full lines that must plainly fall inside a sentence before a text counts as wrapped."""

ENDED = re.compile(r"[.!?:;…][\"”’'»)\]]*$")
"""End of a line that ends a sentence as well."""

DANGLING = re.compile(
    r"(?:^|\s)(?:a|an|the|of|in|on|at|to|for|from|with|by|and|or|between|into|during|until|after|before|his|her|its|their)$", re.IGNORECASE
)
"""A word at the end of a line that no sentence or heading ends with."""
MONTH = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?$"
)
"""A month at the end of a line, whose day or year the next line may hold."""
LONGEST_WORD = 10
"""Characters of the end of a line in which such a word stands."""


def find_lines(text: str) -> tuple[Span, ...]:
    """Every line that holds something, without the space around it."""
    return tuple(Span(match.start(), match.start() + len(match[0].rstrip())) for match in LINE.finditer(text))


def find_wraps(text: str) -> tuple[Span, ...]:
    """The line breaks, with the space around them, that stand inside a paragraph."""
    lines = find_lines(text)
    pairs = [(a, b) for a, b in pairwise(lines) if not _is_blank_between(text, a, b)]
    if not pairs:
        return ()
    width = max(_width(text, line) for line in lines)
    running = [_runs_on(text, above, below) for above, below in pairs]
    full = [width <= WRAP_AT_MOST and _is_full(text, above, below, width) for above, below in pairs]
    broken = sum(runs_on for runs_on, is_full in zip(running, full, strict=True) if is_full)
    wrapped = broken >= max(1, WRAPPED_SHARE * sum(full))
    found = []
    for (above, below), runs_on, is_full in zip(pairs, running, full, strict=True):
        if runs_on or (wrapped and is_full and not _is_indented(text, above, below)):
            found.append(Span(above.end, below.start))
    return tuple(found)


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs: lines that a wrap joins are one."""
    wraps = {wrap.start: wrap.end for wrap in find_wraps(text)}
    found: list[Span] = []
    for line in find_lines(text):
        if found and wraps.get(found[-1].end) == line.start:
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return tuple(found)


def _is_blank_between(text: str, above: Span, below: Span) -> bool:
    gap = text[above.end : below.start].replace("\r\n", "\n")
    return len(gap) - len(gap.translate({10: None, 13: None, 11: None, 12: None, 0x2028: None, 0x2029: None})) > 1


def _runs_on(text: str, above: Span, below: Span) -> bool:
    """Whether a sentence plainly goes on: no stop above and a small letter below, or a line that breaks off within a phrase."""
    end = text[max(above.start, above.end - LONGEST_WORD) : above.end]
    if DANGLING.search(end) or (MONTH.search(end) and text[below.start].isdigit()):
        return True
    return text[below.start].islower() and not ENDED.search(text, max(above.start, above.end - 4), above.end)


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the next line's first word would not have fitted on the line above."""
    word = text[below.start : below.end].split(maxsplit=1)[0]
    return _width(text, above) + 1 + len(word) > width - SLACK


def _is_indented(text: str, above: Span, below: Span) -> bool:
    return _indent(text, below) >= _indent(text, above) + 2


def _indent(text: str, line: Span) -> int:
    start = line.start
    while start and text[start - 1] in " \t\xa0":
        start -= 1
    return line.start - start


def _width(text: str, line: Span) -> int:
    return len(line) + _indent(text, line)
