"""Every entry of the list ``anonymous`` proves itself, and every wish not to be named is read with its reason."""

from __future__ import annotations

import pytest

from legation.lexicon import load_lexicon
from legation.model import Anonymity, Statement
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

ENTRIES = load_lexicon("anonymous").entries
MATCH = [(e.kind, e.lemma, text) for e in ENTRIES for text in e.match]
NEVER = [(e.kind, e.lemma, text) for e in ENTRIES for text in e.never]
WISHES = [
    "speaking on condition of anonymity because the talks go on",
    "who spoke under the condition of strict anonymity",
    "who spoke on the condition that he not be identified",
    "who requested anonymity so that he could speak freely",
    "who asked for anonymity",
    "who insisted on anonymity",
    "who asked to remain anonymous, citing the talks",
    "who preferred to stay unnamed",
    "who asked not to be named",
    "who asked that his name not be mentioned",
    "who declined to be identified",
    "who refused to give his name",
    "who did not want to be quoted",
    "who didn't want to be named because the talks go on",
    "who was granted anonymity",
    "who was not authorised to speak in public",
    "who is not allowed to talk to the press",
    "speaking anonymously",
    "whose name was withheld",
]
NO_WISHES = [
    "who was named in the letter",
    "who asked for more time",
    "who was not allowed to leave",
    "who declined to be drawn into the talks",
    "who was quoted in the press",
]


@pytest.fixture(scope="module")
def kit() -> Kit:
    """Parser, tables and lists, loaded once for all texts."""
    return load_kit()


def statements_of(text: str, kit: Kit) -> list[Statement]:
    """What an undated text tells to have been said."""
    return [f.body for f in read_report(read_text(text, language="en", dated=False), kit).statements]


@pytest.mark.parametrize(("kind", "lemma", "text"), MATCH)
def test_what_an_entry_must_match_is_anonymous(kind: str, lemma: str, text: str, kit: Kit) -> None:
    kinds = {said.anonymity for said in statements_of(text, kit)} - {None}
    assert kinds and (kinds == {Anonymity.MEDIA}) is (kind == "media")


@pytest.mark.parametrize(("kind", "lemma", "text"), NEVER)
def test_what_an_entry_must_never_match_is_not(kind: str, lemma: str, text: str, kit: Kit) -> None:
    assert all(said.anonymity is None for said in statements_of(text, kit))


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_is_the_reason(wish: str, kit: Kit) -> None:
    told = statements_of(f"The treaty is ready, said an official, {wish}.", kit)
    assert [said.anonymity for said in told] == [Anonymity.REQUESTED]
    assert told[0].reason is not None and wish.endswith(told[0].reason)


@pytest.mark.parametrize("words", NO_WISHES)
def test_other_words_beside_a_speaker_are_no_wish(words: str, kit: Kit) -> None:
    assert all(said.reason is None for said in statements_of(f"The treaty is ready, said an official {words}.", kit))


def test_who_is_named_can_have_asked_for_nothing(kit: Kit) -> None:
    told = statements_of("Foreign Minister Ana Prieto, speaking on condition of anonymity, said the treaty was ready.", kit)
    assert [said.anonymity for said in told] == [None]
