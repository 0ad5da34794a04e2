"""How far the words of a cue reach, and how far those that it reports."""

from __future__ import annotations

from collections.abc import Iterable

from legation.parse import Parsed, Word
from legation.span import Span

ADJUNCTS = frozenset(
    {"prep", "npadvmod", "advmod", "dative", "prt", "agent", "nsubj", "nsubjpass", "aux", "auxpass", "neg", "dobj", "attr", "tmod"}
)
"""Relations of what belongs to a cue and not to what it reports."""
BREAKS = frozenset({",", "-", "--", "–", "—", ";", ":", "(", ")"})
QUOTES = "\"“”„«»‘’'"


def covering(parsed: Parsed, words: Iterable[Word]) -> Span | None:
    """The range from the first to the last of some words, marks at its edges left out; quotation marks that belong within are taken in."""
    kept = sorted((w for w in words if len(w.span)), key=lambda w: w.i)
    while kept and kept[-1].pos in ("PUNCT", "SPACE", "CCONJ"):
        kept.pop()
    while kept and kept[0].pos in ("PUNCT", "SPACE", "CCONJ"):
        kept.pop(0)
    return with_marks(parsed, Span(kept[0].start, kept[-1].end)) if kept else None


def with_marks(parsed: Parsed, span: Span) -> Span:
    """A range, widened by the mark that opens or closes a quotation at its edge, where the quotation's other end lies within."""
    low, high, text = span.start, span.end, parsed.sentence.text
    for quoted in parsed.sentence.quoted:
        whole = quoted.start <= low and high <= quoted.end
        if whole:
            continue
        if low < quoted.start <= high <= quoted.end and not any(c.isalnum() for c in text[high : quoted.end]):
            high = min(quoted.end + 1, len(text))
        if quoted.start <= low <= quoted.end < high and not any(c.isalnum() for c in text[quoted.start : low]):
            low = max(quoted.start - 1, 0)
    return Span(low, high)


def branch(parsed: Parsed, word: Word, without: Word | None = None) -> list[Word]:
    """A word and all that depends on it, but for what depends on another word."""
    found = list(parsed.below(word))
    if without is None:
        return found
    left_out = {w.i for w in parsed.below(without)}
    return [w for w in found if w.i not in left_out]


def cue_group(parsed: Parsed, verb: Word, content: frozenset[int]) -> tuple[int, int]:
    """Numbers of the first and the last word of a cue with its speaker and its circumstances, as far as they stand together."""
    first = last = verb.i
    children = [c for c in parsed.children[verb.i] if c.i not in content and c.dep in ADJUNCTS]
    for child in sorted((c for c in children if c.i < verb.i), key=lambda c: -c.i):
        numbers = [w.i for w in parsed.below(child)]
        if max(numbers) < first - 2:
            break
        first = min(numbers)
    for child in (c for c in children if c.i > verb.i):
        numbers = [w.i for w in parsed.below(child)]
        if min(numbers) > last + 1:
            break
        last = max(numbers)
    return first, last


def is_set_off(parsed: Parsed, first: int, last: int) -> bool:
    """Whether commas, dashes or the ends of the sentence stand on both sides of some words."""
    before = first == 0 or parsed.words[first - 1].text in BREAKS or parsed.words[first - 1].text in QUOTES
    after = last + 1 >= len(parsed.words) or parsed.words[last + 1].pos == "PUNCT"
    return before and after
