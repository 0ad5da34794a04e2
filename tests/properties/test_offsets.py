"""Whatever the text: edits lead back, sentences cover the text in order, and kept letters are the text's own."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from legation.model import Report, Sentence
from legation.read import read_text
from legation.repair import mend, repair
from legation.segment import segment
from legation.segment.split import SENTENCE_AT_MOST
from legation.span import Edit, OffsetMap, Span, apply_edits

SCRAPS = st.sampled_from(
    [
        *("The minister ", "Mr.me Okoro ", "met ", "met met ", "in the U.S. ", "He said", ". ", "? ", "! ", ", "),
        *("\n", "\n\n", "\r\n", "[…]", " […]. ", "“", "”", '"', " ”said", "‘", "’", "[Ana Prieto]", "Ã©", "â€œ", "â€™"),
        *("&nbsp;", "&amp;", "\u00ad", "\u200b", "\xa0", "\t", "\x00", "\x85", "(Strelsau) ", "STRELSAU, Feb. 19 -- "),
        *("By Jane Roe\n\n", "The Press\n\n", "23 August 2019. ", "Presslast week ", "said.The minister ", "Photo: "),
        *("Ana Prieto ", "Anna Prieto ", "a" * 90 + " ", "word " * 40, "é", "日本語。", "\u2028", "\ufeff", "``", "''", "-\n", "x-\ny"),
    ]
)
TEXTS = st.one_of(st.lists(SCRAPS, max_size=25).map("".join), st.text(max_size=200))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    text = draw(st.text(max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, tuple(Edit(Span(low, high), draw(st.text(max_size=4))) for low, high in pairs)


def letters_are_the_sources(text: str, mended: str, offsets: OffsetMap) -> bool:
    return all(not p.kept or text[p.source.start : p.source.end] == mended[p.target.start : p.target.end] for p in offsets.pieces)


def pieces_tile(offsets: OffsetMap, length: int) -> bool:
    ends = [0, *(piece.target.end for piece in offsets.pieces)]
    return [piece.target.start for piece in offsets.pieces] == ends[:-1] and ends[-1] == length


@given(edited(), st.integers(0, 50))
def test_edits_are_made_and_lead_back(made: tuple[str, tuple[Edit, ...]], at: int) -> None:
    text, edits = made
    new, offsets = apply_edits(text, edits, at=at)
    assert pieces_tile(offsets, len(new))
    assert letters_are_the_sources(" " * at + text, new, offsets)
    plain = "".join(text[low:high] for low, high in _between(text, edits))
    assert "".join(new[p.target.start : p.target.end] for p in offsets.pieces if p.kept) == plain


def _between(text: str, edits: tuple[Edit, ...]) -> list[tuple[int, int]]:
    bounds = [0, *(place for edit in edits for place in (edit.source.start, edit.source.end)), len(text)]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


@given(edited(), st.data())
def test_a_part_leads_where_the_whole_does(made: tuple[str, tuple[Edit, ...]], data: st.DataObject) -> None:
    new, offsets = apply_edits(*made)
    low = data.draw(st.integers(0, len(new)))
    high = data.draw(st.integers(low, len(new)))
    part = offsets.within(Span(low, high))
    assert pieces_tile(part, high - low)
    assert part.to_source(Span(0, high - low)) == offsets.to_source(Span(low, high))


@given(edited(), st.data())
def test_a_text_repaired_twice_leads_to_the_first(made: tuple[str, tuple[Edit, ...]], data: st.DataObject) -> None:
    text, edits = made
    once, first = apply_edits(text, edits)
    place = data.draw(st.integers(0, len(once)))
    twice, second = apply_edits(once, (Edit(Span(place, len(once)), data.draw(st.text(max_size=3))),))
    both = first.then(second)
    assert pieces_tile(both, len(twice))
    assert letters_are_the_sources(text, twice, both)


@given(edited())
def test_source_ranges_are_in_order_and_apart(made: tuple[str, tuple[Edit, ...]]) -> None:
    text, _ = made
    new, offsets = apply_edits(*made)
    ranges = offsets.to_source(Span(0, len(new)))
    assert all(one.end < other.start for one, other in pairwise(ranges))
    assert all(span.end <= len(text) for span in ranges)


@given(TEXTS)
@example("In the Presslast week Mr.me Prieto, ”said […].")
def test_repair_leads_back(text: str) -> None:
    mended, offsets = mend(text)
    assert pieces_tile(offsets, len(mended))
    assert letters_are_the_sources(text, mended, offsets)
    again, moved = repair(text, at=7)
    assert again == mended
    assert letters_are_the_sources("_" * 7 + text, again, moved)


def covered(report: Report, sentences: tuple[Sentence, ...]) -> set[int]:
    dateline = report.dateline_span or Span(0, 0)
    places = {place for sentence in sentences for place in range(sentence.span.start, sentence.span.end)}
    return places | set(range(dateline.start, dateline.end))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("(Strelsau) The minister left. […]\n\n[…]")
@example("\u200b\n\n(AFP) A")
@example("Ana Prieto\n\nThe Press\n\nSTRELSAU, Feb. 19 -- The minister left.")
def test_every_sign_is_in_one_sentence(text: str) -> None:
    report = read_text(text, language="en")
    sentences = segment(report)
    assert all(sentence.span.end <= len(text) for sentence in sentences)
    assert all(one.span.end <= other.span.start for one, other in pairwise(sentences))
    inside = covered(report, sentences)
    assert [place for place, sign in enumerate(text) if not sign.isspace() and place not in inside] == []


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_sentences_lead_back(text: str) -> None:
    for number, sentence in enumerate(segment(read_text(text, language="en"))):
        assert sentence.number == number
        assert sentence.text.strip() == sentence.text != ""
        assert len(sentence.text) <= SENTENCE_AT_MOST
        assert pieces_tile(sentence.offsets, len(sentence.text))
        assert letters_are_the_sources(text, sentence.text, sentence.offsets)
        assert all(sentence.span.holds(piece.source) for piece in sentence.offsets.pieces)
        assert all(quoted.end <= len(sentence.text) and len(quoted) for quoted in sentence.quoted)


@settings(deadline=None)
@given(st.integers(1_600, 9_000), st.sampled_from(["a", "a ", "ab, ", "Ã©", "Mr.me A "]))
def test_a_line_without_end_is_cut_and_nothing_lost(length: int, unit: str) -> None:
    text = (unit * length)[:length].strip()
    report = read_text(text, language="en")
    sentences = segment(report)
    assert max(len(sentence.text) for sentence in sentences) <= SENTENCE_AT_MOST
    inside = covered(report, sentences)
    assert all(place in inside for place, sign in enumerate(text) if not sign.isspace())
