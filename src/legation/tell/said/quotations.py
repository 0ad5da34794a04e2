"""Quotations of a report: what stands inside quotation marks, over sentences and paragraphs, and how each sits in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legation.parse import Parsed
from legation.span import Span, hull
from legation.tell.scene import Scene

MARKS = "\"“”„«»‹›‘’‚'`"
"""Signs that open or close a quotation."""
EDGE = " \t\u00a0" + MARKS
OUTSIDE = EDGE + "\n\r,;:–—-"
"""Signs at either end of a quotation that are none of its words."""
LETTERS = re.compile(r"\w+(?:[’'.-]\w+)*")
BEYOND = 4
"""Signs behind a quotation among which its comma may stand."""
PAUSES = frozenset(",?!–—…")
PAUSED = re.compile(r"[?!…]$")
JOINING = frozenset("but and so or yet for then".split())
"""Words before a quotation that only join it to what was said before."""
SMALL = frozenset("a an the of in on at to for and or with from by as de but nor vs".split())
"""Words that a title writes small."""
TITLE_AT_MOST = 12
"""Words of the longest title of a book, film or song that is held for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one sentence holds of a quotation."""

    at: int
    """Place of the sentence among the report's."""
    within: Span
    """In the sentence's text, marks excluded."""
    before: str
    """The sentence's own words from its beginning, or from the quotation before, up to this one."""
    after: str
    """Its words from here to the next quotation, or to its end."""
    at_head: bool
    """Whether it is the sentence's first."""
    at_foot: bool
    """Whether it is its last."""
    frame: Span
    """Where the words before begin and those after end, in ``Report.text``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The words inside one pair of quotation marks, within one paragraph."""

    parts: tuple[Part, ...]
    span: Span
    """From first to last word, in ``Report.text``."""
    text: str
    next_sign: str
    """The first sign behind its last word that is neither space nor mark."""
    is_open: bool
    """Whether its paragraph ends without a mark that closes it."""

    @property
    def first(self) -> Part:
        """Where it begins."""
        return self.parts[0]

    @property
    def last(self) -> Part:
        """Where it ends."""
        return self.parts[-1]

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(LETTERS.findall(self.text))

    @property
    def begins(self) -> bool:
        """Whether its sentence begins with it, but for a word that joins it to the one before."""
        return self.first.at_head and (not self.first.before or self.first.before.lower() in JOINING)

    @property
    def ends(self) -> bool:
        """Whether its sentence ends with it."""
        return self.last.at_foot and LETTERS.search(self.last.after) is None

    @property
    def pauses(self) -> bool:
        """Whether it breaks off with a comma, a dash, or as a question or a cry, as it does for a cue that follows."""
        return bool(PAUSED.search(self.text)) or self.next_sign in PAUSES


def find_quotations(scene: Scene) -> tuple[Quotation, ...]:
    """All quotations of a report in order; one that runs over sentences is one."""
    held: list[list[Part]] = []
    for at, parsed in enumerate(scene.parsed):
        for part in _parts(parsed, at):
            if held and _goes_on(scene.parsed, held[-1][-1], part):
                held[-1].append(part)
            else:
                held.append([part])
    found = (_quotation(scene, parts) for parts in held)
    return tuple(q for q in found if q.words)


def _parts(parsed: Parsed, at: int) -> Iterator[Part]:
    sentence = parsed.sentence
    text, ranges = sentence.text, sentence.quoted
    ends, starts = [0, *(r.end for r in ranges)], [*(r.start for r in ranges), len(text)]
    for number, within in enumerate(ranges):
        low, high = ends[number], starts[number + 1]
        yield Part(
            at=at,
            within=within,
            before=text[low : within.start].strip(EDGE),
            at_head=number == 0,
            at_foot=number == len(ranges) - 1,
            after=text[within.end : high].strip(EDGE),
            frame=sentence.offsets.to_source_span(Span(low, high)),
        )


def _goes_on(sentences: Sequence[Parsed], last: Part, part: Part) -> bool:
    """Whether a part takes up the quotation that the sentence before it leaves open."""
    one, other = sentences[last.at].sentence, sentences[part.at].sentence
    unclosed = part.at == last.at + 1 and last.within.end >= len(one.text)
    return unclosed and one.paragraph == other.paragraph and part.within.start == 0


def _quotation(scene: Scene, parts: Sequence[Part]) -> Quotation:
    spans = tuple(scene.parsed[p.at].sentence.offsets.to_source_span(p.within) for p in parts)
    span = trimmed(scene.report.text, hull(spans))
    last = scene.parsed[parts[-1].at].sentence
    is_open = parts[-1].within.end >= len(last.text) and not (
        parts[-1].at + 1 < len(scene.parsed) and scene.parsed[parts[-1].at + 1].sentence.paragraph == last.paragraph
    )
    text = scene.report.text
    sign = text[span.end : span.end + BEYOND].lstrip(EDGE)[:1]
    return Quotation(parts=tuple(parts), span=span, text=text[span.start : span.end], next_sign=sign, is_open=is_open)


def trimmed(text: str, span: Span) -> Span:
    """A span without the marks, blanks and commas at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in OUTSIDE:
        start += 1
    while end > start and text[end - 1] in OUTSIDE:
        end -= 1
    return Span(start, end)


def is_titled(quotation: Quotation) -> bool:
    """Whether a quotation is written as the title of a book, a film or a song: "The Long Way Home"."""
    words = [w for w in quotation.text.split() if w[0].isalpha()]
    large = [w for w in words if w.lower() not in SMALL]
    return 1 < len(words) <= TITLE_AT_MOST and len(large) > 1 and all(w[0].isupper() for w in large)
