"""Whatever the text: statements lie within it, nothing is told twice, and direct speech keeps its marks outside."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from legation.model import Finding, Statement
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

SCRAPS = st.sampled_from(
    [
        *("Foreign Minister Ana Prieto said", "he added", "said Roe", "according to an official", "Reports said that", "Roe tweeted"),
        *(" ", ", ", ": ", ". ", "? ", "\n\n", " — ", "“", "”", '"', '"', "‘", "’", "'", "«", "»", "„", "''", "``", " ”said "),
        *("we will go to Oslo", "the talks failed", "No", "a new start", "who asked not to be named", "Q: ", "MR. ROE: ", "- Ana Prieto"),
    ]
)
TEXTS = st.lists(SCRAPS, max_size=30).map("".join)


@cache
def kit() -> Kit:
    """Parser, tables and lists, loaded once for all examples."""
    return load_kit()


def statements_of(text: str) -> tuple[Finding[Statement], ...]:
    return read_report(read_text(text, language="en", dated=False), kit()).statements


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("“We will go,” said Roe.\n\n“We will go.\n\n“It is time.”\n\n- Ana Prieto")
@example("Q: Why?\n\nMR. ROE: Because.\n\nQ: “When?”\n\nMR. ROE: “Soon,” said Roe.")
@example("''We will go'' ''we will go'' '")
def test_statements_lie_within_their_report(text: str) -> None:
    for finding in statements_of(text):
        said = finding.body
        spans = [said.content, *([said.cue.span] if said.cue else []), *([said.speaker.words.span] if said.speaker else [])]
        quote = finding.evidence[0]
        assert len(said.content) and all(quote.span.holds(span) for span in spans)
        assert text[quote.span.start : quote.span.end] == quote.quote
        assert not said.cue or text[said.cue.span.start : said.cue.span.end] == said.cue.text
        assert not (said.direct and said.fragment)
        assert said.reason is None or said.anonymity is not None


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_nothing_is_told_twice(text: str) -> None:
    told = statements_of(text)
    assert len({f.id for f in told}) == len(told)
    assert all(one.body.content.start <= other.body.content.start for one, other in pairwise(told))
    indirect = [f.body.content for f in told if not f.body.direct]
    assert all(not one.holds(other) for one, other in pairwise(indirect))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_marks_stand_outside_of_direct_speech(text: str) -> None:
    for finding in statements_of(text):
        content = finding.body.content
        if finding.body.direct:
            assert text[content.start] not in '“”"«» \n' and text[content.end - 1] not in '“”"«» \n,'
