"""Every word and pattern of the list of furniture proves itself."""

from __future__ import annotations

import re

import pytest

from legation.read.html.furniture import Furniture, load_furniture, words_of

LIST = load_furniture()
MARKS = [entry for entry in LIST.entries if entry.words]
LINES = [entry for entry in LIST.entries if entry.pattern]


def holds(name: str, word: str) -> bool:
    words, wanted = words_of(name), tuple(word.split())
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


@pytest.mark.parametrize("entry", MARKS, ids=lambda entry: entry.name)
def test_each_mark_has_a_name_that_it_knows(entry: Furniture) -> None:
    assert [word for word in entry.words if not any(holds(name, word) for name in entry.match)] == []
    assert [name for name in entry.match if not LIST.marks_in(name)] == []


@pytest.mark.parametrize("entry", MARKS, ids=lambda entry: entry.name)
def test_no_mark_takes_what_is_none(entry: Furniture) -> None:
    assert [name for name in entry.never if LIST.marks_in(name)] == []


@pytest.mark.parametrize("entry", LINES, ids=lambda entry: entry.name)
def test_each_line_is_known_by_its_own_pattern(entry: Furniture) -> None:
    assert entry.pattern is not None
    assert [text for text in entry.match if not re.fullmatch(entry.pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("entry", LINES, ids=lambda entry: entry.name)
def test_no_line_takes_a_sentence_of_a_story(entry: Furniture) -> None:
    assert [text for text in entry.never if LIST.is_line(text)] == []


def test_no_paragraph_of_prose_is_furniture() -> None:
    assert not LIST.is_line("Read also: " + "the ministers met again and again. " * 20)
