"""Judgements on statements and claims: accepted, rejected, corrected, known again by other rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from unit.factories import AT, SAYING, claim, reading, report, statement
from unit.test_judging import said

from legation import cli
from legation.ask.query import question
from legation.errors import UsageError
from legation.model import Certainty, Relation
from legation.register.store import Register

Captured = pytest.CaptureFixture[str]
ALL = question(None)
WITH_REJECTED = question(None, rejected=True)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register of a report that tells one statement and one claim."""
    with Register.open(tmp_path / "legation.db", create=True) as register:
        told = replace(reading(report("r9", text=SAYING), []), statements=(statement(),), claims=(claim(),))
        register.keep(told, at=AT)
        yield register


def test_what_is_rejected_counts_no_longer_and_stays_visible(register: Register) -> None:
    made = register.judge_reject("s-1", **said(1))
    register.judge_reject("k-1", **said(1))
    assert register.ask_statements(ALL) == ((), 0) and register.ask_claims(ALL) == ((), 0)
    assert [t.finding for t in register.ask_statements(WITH_REJECTED)[0]] == [statement()]
    assert [t.finding for t in register.ask_claims(WITH_REJECTED)[0]] == [claim()]
    shown = register.said("s-1")
    assert shown is not None and shown.finding == statement()
    register.judge_undo(made.id, **said(2))
    assert len(register.statements()) == 1 and len(register.claims()) == 0


def test_the_latest_of_accept_and_reject_counts(register: Register) -> None:
    register.judge_reject("k-1", **said(1))
    register.judge_accept("k-1", **said(2))
    assert len(register.claims()) == 1


def test_values_are_corrected_and_the_words_stay(register: Register) -> None:
    register.judge_correct("s-1", "speaker", "Mia Rudolf (Minister of Trade, RUR)", **said(1))
    register.judge_correct("s-1", "certainty", "hedged", **said(1))
    register.judge_correct("k-1", "relation", "nth", **said(1))
    register.judge_correct("k-1", "nth", "3", **said(1))
    (told,) = register.statements(speaker="Mia Rudolf")
    speaker = told.finding.body.speaker
    assert speaker is not None and speaker.words.text == "Minister Jon Rudolf" and told.finding.certainty is Certainty.HEDGED
    assert speaker.actor is not None and (speaker.actor.name, speaker.actor.country) == ("Mia Rudolf", "RUR")
    assert register.statements(speaker="Jon Everheard") == ()
    (ranked,) = register.claims()
    assert (ranked.finding.body.relation, ranked.finding.body.nth) == (Relation.NTH, 3)
    assert told.finding.evidence == statement().evidence


@pytest.mark.parametrize(
    ("name", "field", "text", "words"),
    [
        ("s-1", "starts", "2024-03-14", "of a statement only speaker, certainty"),
        ("s-1", "relation", "first", "of a statement only"),
        ("k-1", "speaker", "Mia", "of a claim only relation, nth, certainty"),
        ("k-1", "relation", "best", "write one of first, last"),
        ("k-1", "nth", "0", "a number from 1 on"),
        ("s-1", "certainty", "sure", "write one of plain"),
        ("s-7", "certainty", "plain", "no statement begins with 's-7'; legation list statements"),
    ],
)
def test_what_cannot_be_corrected_is_told(register: Register, name: str, field: str, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        register.judge_correct(name, field, text, **said())
    assert register.judgements() == ()


def test_statements_and_claims_are_not_the_same_as_others(register: Register) -> None:
    for judge in (register.judge_same, register.judge_different, register.judge_unsure):
        with pytest.raises(UsageError, match="only contacts are the same or not; of a statement or claim say accept, reject or correct"):
            judge("s-1", "s-1", **said())


def test_other_rules_that_read_the_same_words_find_the_judgement(register: Register) -> None:
    register.judge_reject("k-1", **said(1))
    register.judge_reject("s-1", **said(2))
    again = replace(reading(report("r9", text=SAYING), [], rules="rules-2"), statements=(), claims=(claim(id="k-new"),))
    register.keep(again, at=AT)
    assert register.claims() == ()
    lost, kept = register.judged()
    assert not lost.fits and lost.lost == ("s-1",), "what fits no longer is listed"
    assert [f.id for f in kept.left] == ["k-new"] and kept.fits


def test_the_commands_tell_what_came_of_it(register: Register, capsys: Captured) -> None:
    file = ["--register", str(register.path)]
    assert cli.run(["judge", "correct", "k-1", "relation", "last", "--reason", "read again", "--by", "ana", *file]) == 0
    told = capsys.readouterr().err.splitlines()
    assert "correct k-1 relation last, says ana" in told[0] and told[1].startswith("now claim, last, plain: k-1")
    assert cli.run(["judge", "reject", "s-1", "--reason", "not his words", "--by", "ana", *file]) == 0
    assert capsys.readouterr().err.splitlines()[1].endswith(", rejected")
    assert cli.run(["show", "s-1", *file]) == 0
    assert "reject s-1, says ana" in capsys.readouterr().out
    assert cli.run(["log", *file]) == 0
    assert capsys.readouterr().err == "2 judgements\n"
