"""Cues of speech: who can have spoken, what stands inside what, and words that the parser must not take for names."""

from __future__ import annotations

import pytest

from legation.model import Certainty, Finding, Statement
from legation.parse import Parser, Word
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text
from legation.tell.said.voices import can_speak


@pytest.fixture(scope="module")
def kit() -> Kit:
    """Parser, tables and lists, loaded once."""
    return load_kit()


def told(text: str, kit: Kit) -> tuple[Finding[Statement], ...]:
    """The statements of an undated text."""
    return read_report(read_text(text, language="en", dated=False), kit).statements


def noun(text: str, pos: str = "NOUN") -> Word:
    """A word as the parser gives it, alone in its sentence's midst."""
    return Word(i=3, text=text, lemma=text.lower(), tag="NN", pos=pos, dep="nsubj", head=4, start=9, end=9 + len(text), first_token=3)


@pytest.mark.parametrize("text", ["minister", "aide", "ministry", "linguist", "Reyes"])
def test_people_bodies_and_names_can_speak(text: str) -> None:
    assert can_speak(noun(text), papers=False)


@pytest.mark.parametrize("text", ["dinner", "river", "visit", "weather"])
def test_things_cannot(text: str) -> None:
    assert not can_speak(noun(text), papers=True)


def test_a_paper_can_where_papers_are_asked_for() -> None:
    assert can_speak(noun("letter"), papers=True)
    assert not can_speak(noun("letter"), papers=False)


def test_a_pronoun_for_people_can_and_one_for_things_cannot() -> None:
    assert can_speak(noun("she", "PRON"), papers=False)
    assert not can_speak(noun("which", "PRON"), papers=True)


def test_speech_within_speech_is_told_once_under_the_outer_speaker(kit: Kit) -> None:
    (one,) = told("The envoy said that the king had denied that he was ill.", kit)
    assert one.body.speaker is not None and one.body.speaker.words.text == "The envoy"


def test_the_cue_says_how_sure_the_text_is(kit: Kit) -> None:
    texts = ("She said the king was ill.", "She suggested that the king was ill.", "She alleged that the king was ill.")
    assert [f.certainty for text in texts for f in told(text, kit)] == [Certainty.PLAIN, Certainty.HEDGED, Certainty.DOUBTED]


def test_a_fragment_quoted_at_the_end_keeps_both_its_marks(kit: Kit) -> None:
    text = 'Chancellor Otto Weil called the long agreement "a mistake".'
    (one,) = told(text, kit)
    assert text[one.body.content.start : one.body.content.end] == 'the long agreement "a mistake"'


def test_a_spoken_actor_is_the_one_that_the_report_names(kit: Kit) -> None:
    (one,) = told("Peruvian Foreign Minister Ana Prieto confirmed that the talks would go on.", kit)
    assert one.body.speaker is not None and one.body.speaker.actor is not None
    assert one.body.speaker.actor.name == "Ana Prieto"


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_contracted_not_is_a_not(mark: str) -> None:
    parser = Parser.load()
    tokens = parser.tokenize(f"The king hasn{mark}t come.")
    assert [t.norm for t in tokens if t.text.endswith("t") and mark in t.text] == ["not"]
