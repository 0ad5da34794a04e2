"""Spans of text and the map from repaired text back to the report's own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points: ``start`` is in it, ``end`` is not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The same length of text, ``by`` characters further on."""
        return Span(self.start + by, self.end + by)


def hull(spans: tuple[Span, ...]) -> Span:
    """The smallest span that holds all of these; there must be at least one."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement made in a text: the source range and what stands for it."""

    source: Span
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the new text and the stretch of the source that it stands for.

    ``kept`` pieces are copied letter for letter; of the others any part stands for the whole source range.
    """

    target: Span
    source: Span
    kept: bool

    def source_of(self, span: Span) -> Span:
        """The source range of what this piece and a span of the new text share."""
        if not self.kept:
            return self.source
        low = min(max(span.start, self.target.start), self.target.end)
        high = max(low, min(span.end, self.target.end))
        return Span(low, high).shift(self.source.start - self.target.start)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads spans of a repaired text back to the source; kept while the text is repaired, never found by diffing."""

    pieces: tuple[Piece, ...]

    @classmethod
    def identity(cls, length: int, *, at: int = 0) -> OffsetMap:
        """The map of a text taken over unchanged from ``at`` on."""
        return cls((Piece(Span(0, length), Span(at, at + length), True),))

    def to_source(self, span: Span) -> tuple[Span, ...]:
        """Source ranges that a span of the new text stands for, in order; neighbours are joined."""
        found: list[Span] = []
        for piece in self._pieces_over(span):
            source = piece.source_of(span)
            if found and source.start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, source.end))
            else:
                found.append(source)
        return tuple(found)

    def to_source_span(self, span: Span) -> Span:
        """The one source range from the first to the last character that a span stands for."""
        return hull(self.to_source(span))

    def within(self, span: Span) -> OffsetMap:
        """The map of one part of the new text, which begins at 0 again."""
        first = self.pieces[bisect_right(self.pieces, span.start, key=_target_start) - 1]
        if first.kept and first.target.holds(span):
            return OffsetMap.identity(len(span), at=first.source.start + span.start - first.target.start)
        parts = []
        for piece in self._pieces_over(span):
            low, high = max(span.start, piece.target.start), min(span.end, piece.target.end)
            parts.append(Piece(Span(low - span.start, high - span.start), piece.source_of(span), piece.kept))
        return OffsetMap(tuple(parts))

    def then(self, later: OffsetMap) -> OffsetMap:
        """The map of a text repaired twice: this one of the first repair, ``later`` of the second."""
        parts: list[Piece] = []
        for piece in later.pieces:
            if not piece.kept:
                parts.append(Piece(piece.target, self.to_source_span(piece.source), False))
                continue
            for part in self.within(piece.source).pieces:
                parts.append(Piece(part.target.shift(piece.target.start), part.source, part.kept))
        return OffsetMap(tuple(parts))

    def _pieces_over(self, span: Span) -> Iterator[Piece]:
        """The pieces that share a character with a span, or the one that an empty span touches."""
        first = max(bisect_right(self.pieces, span.start, key=_target_start) - 1, 0)
        yield self.pieces[first]
        for at in range(first + 1, len(self.pieces)):
            if self.pieces[at].target.start >= span.end:
                break
            yield self.pieces[at]


def _target_start(piece: Piece) -> int:
    return piece.target.start


def apply_edits(text: str, edits: tuple[Edit, ...], *, at: int = 0) -> tuple[str, OffsetMap]:
    """A text with edits made, and the map that leads back.

    Takes    edits in any order whose source ranges (offsets into ``text``) do not overlap; at = offset of ``text``
             in the source that the map shall lead to.
    Raises   ValueError where two edits overlap.
    """
    out: list[str] = []
    pieces: list[Piece] = []
    position = length = 0
    for edit in sorted(edits, key=lambda e: (e.source.start, e.source.end)):
        if edit.source.start < position:
            raise ValueError(f"edits overlap at {edit.source.start}")
        if edit.source.start > position:
            kept = edit.source.start - position
            out.append(text[position : edit.source.start])
            pieces.append(Piece(Span(length, length + kept), Span(at + position, at + edit.source.start), True))
            length += kept
        if edit.text:
            out.append(edit.text)
            pieces.append(Piece(Span(length, length + len(edit.text)), edit.source.shift(at), False))
            length += len(edit.text)
        position = edit.source.end
    if position < len(text) or not pieces:
        pieces.append(Piece(Span(length, length + len(text) - position), Span(at + position, at + len(text)), True))
        out.append(text[position:])
    return "".join(out), OffsetMap(tuple(pieces))
