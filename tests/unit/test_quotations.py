"""Typography: which words stand inside quotation marks, whatever the press sets them in, each with near misses."""

from __future__ import annotations

import pytest

from legation.model import Voice
from legation.read import read_text
from legation.segment import segment
from legation.tell.said.apart import LABEL, SIGNED

WORDS = "We shall go to Oslo"
MARKS = ["“”", "„“", "„”", "«»", "»«", "‹›", "›‹", "‘’", "‚‘", "‚’", '""', "''", '"”', '“"']
"""Marks that open and close, as presses of many countries set them, and the mixtures that typing leaves."""
INSIDE = [
    ("“He asked ‘when’ and left,” said Roe.", ["He asked ‘when’ and left,"]),
    ("“He asked 'when' and left,” said Roe.", ["He asked 'when' and left,"]),
    ('"He asked “when” and left," said Roe.', ["He asked “when” and left,"]),
    ("\"He asked 'when' and left,\" said Roe.", ["He asked 'when' and left,"]),
    ("'He asked \"when\" and left,' said Roe.", ['He asked "when" and left,']),
    ("‘The ministers’ cars are ready,’ said Roe.", ["The ministers’ cars are ready,"]),
    ("``We agree,'' said Roe.", ["We agree,"]),
    ("''We agree,'' said Roe, ''and we sign.''", ["We agree,", "and we sign."]),
    ("« We agree », said Roe.", ["We agree"]),
    ("“We agree,” said Roe, “and we sign.”", ["We agree,", "and we sign."]),
    ('"We agree", said Roe, "and we sign".', ["We agree", "and we sign"]),
    ('“We agree," said Roe.', ["We agree,"]),
    ('He called it a "step" and a "leap".', ["step", "leap"]),
    ("Roe said: “ We agree.”", ["We agree."]),
]
NONE = [
    "A screen of 12\" and a table of 3' stood there.",
    "The ministers' aides and the guests' cars waited.",
    "It was in the '90s, and rock 'n' roll was played.",
    "’Twas the day of the visit.",
    "O'Brien's and D'Souza's visits were over.",
]


def quotes_of(text: str) -> list[str]:
    """The quoted stretches of a text, white space at their ends left out."""
    sentences = segment(read_text(text, language="en", dated=False))
    return [s.text[q.start : q.end].strip() for s in sentences for q in s.quoted]


@pytest.mark.parametrize("marks", MARKS)
def test_every_pair_of_marks_quotes(marks: str) -> None:
    assert quotes_of(f"{marks[0]}{WORDS},{marks[1]} said Roe.") == [f"{WORDS},"]


@pytest.mark.parametrize("marks", MARKS)
def test_every_pair_of_marks_quotes_behind_the_cue(marks: str) -> None:
    assert quotes_of(f"Roe said: {marks[0]}{WORDS}.{marks[1]}") == [f"{WORDS}."]


@pytest.mark.parametrize(("text", "found"), INSIDE)
def test_marks_within_marks_and_marks_that_are_mixed(text: str, found: list[str]) -> None:
    assert quotes_of(text) == found


@pytest.mark.parametrize("text", NONE)
def test_apostrophes_and_measures_quote_nothing(text: str) -> None:
    assert quotes_of(text) == []


@pytest.mark.parametrize("mark", ["“", '"', "«"])
def test_a_quotation_that_is_opened_anew_goes_on(mark: str) -> None:
    closing = {"“": "”", '"': '"', "«": "»"}[mark]
    text = f"Roe said: {mark}We met.\n\n{mark}We talked.\n\n{mark}We agreed.{closing}\n\nHe left."
    assert quotes_of(text) == ["We met.", "We talked.", "We agreed."]


@pytest.mark.parametrize("line", ["Ana Prieto, Foreign Minister of Chile", "— Ana Prieto", "- Prieto.", "– Ana Prieto, in a letter"])
def test_a_name_below_a_quotation_signs_it(line: str) -> None:
    text = f"The talks lasted for three hours on Monday.\n\n“We will come back.”\n\n{line}\n\nThey meet again in May."
    voices = [s.voice for s in segment(read_text(text, language="en", dated=False))]
    assert voices[1:3] == [Voice.PULL_QUOTE, Voice.SPEAKER]


@pytest.mark.parametrize("line", ["- Fish, oil and timber were discussed.", "They left.", "— and that was all."])
def test_a_line_below_a_quotation_that_is_no_name_does_not(line: str) -> None:
    text = f"The talks lasted for three hours on Monday.\n\n“We will come back.”\n\n{line}\n\nThey meet again in May."
    assert Voice.SPEAKER not in [s.voice for s in segment(read_text(text, language="en", dated=False))]


@pytest.mark.parametrize("text", ["MR. ROE: Yes.", "SECRETARY ROE (via interpreter): Yes.", "Q: Why?", "Q. Why?", "Ana Prieto: Yes."])
def test_a_name_with_a_colon_begins_a_turn(text: str) -> None:
    assert LABEL.match(text)


@pytest.mark.parametrize("text", ["The minister said: yes.", "He came at 10:30 and left.", "U.S. officials: no comment", "roe: yes"])
def test_other_words_with_a_colon_do_not(text: str) -> None:
    assert not LABEL.match(text)


def test_a_signature_has_a_dash_and_a_name() -> None:
    assert SIGNED.fullmatch("― Ana Prieto")
    assert not SIGNED.fullmatch("― and then they left")
