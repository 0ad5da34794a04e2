"""Every entry of the word lists proves itself by the whole way from text to finding."""

from __future__ import annotations

import pytest

from legation.lexicon import load_lexicon
from legation.model import Certainty, Status
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

LISTS = ("contacts", "moods")
Proof = tuple[str, str, str, str]
"""List, kind, lemma with its particle, text."""


def proofs(which: str, lists: tuple[str, ...] = LISTS) -> tuple[Proof, ...]:
    """The texts of all entries that ``which`` (match, never) names, each entry's once."""
    entries = [(name, entry) for name in lists for entry in load_lexicon(name).entries]
    return tuple(
        dict.fromkeys((n, e.kind, f"{e.lemma} {e.particle or ''}".strip(), text) for n, e in entries for text in getattr(e, which))
    )


PROOFS, COUNTERS = proofs("match"), proofs("never")
SPEECH_PROOFS, SPEECH_COUNTERS = proofs("match", ("speech",)), proofs("never", ("speech",))
RANK_PROOFS, RANK_COUNTERS = proofs("match", ("ranks",)), proofs("never", ("ranks",))
NOUNS_OF_SPEECH = ("statement", "rumour", "estimate", "allegation")
"""Kinds of the list ``speech`` that one rule tells."""
# Proofs that fail today, by kind and lemma; one that passes again fails its test, so that the list only shrinks.
UNTOLD: dict[str, str] = {}
TOLD_TOO_MUCH: dict[str, str] = {}
MISTAKEN: dict[str, str] = {}
STATUS_OF = {
    "planned": Status.PLANNED,
    "expected": Status.PLANNED,
    "proposed": Status.PROPOSED,
    "cancelled": Status.CANCELLED,
    "postponed": Status.POSTPONED,
    "denied": Status.DENIED,
}
MOODS = tuple(p for p in PROOFS if p[0] == "moods" and (p[1] in STATUS_OF or p[1] == "hedge"))


@pytest.fixture(scope="module")
def kit() -> Kit:
    """Parser, tables and lists, loaded once for all proofs."""
    return load_kit()


def contacts_told(text: str, kit: Kit) -> int:
    """How many contacts the pipeline finds in an undated text."""
    return len(read_report(read_text(text, language="en", dated=False), kit).contacts)


def name(proof: Proof) -> str:
    """Kind and lemma, as the lists of known failures have them."""
    return f"{proof[1]} {proof[2]}"


def check(holds: bool, proof: Proof, known: dict[str, str]) -> None:
    """A proof must hold unless it is a known failure, which must fail."""
    if name(proof) in known and not holds:
        pytest.xfail(known[name(proof)])
    assert name(proof) not in known, f"{name(proof)!r} holds now: take it off the known failures"
    assert holds, proof[-1]


@pytest.mark.parametrize("proof", PROOFS, ids=name)
def test_what_an_entry_must_match_is_told(proof: Proof, kit: Kit) -> None:
    check(contacts_told(proof[-1], kit) > 0, proof, UNTOLD)


@pytest.mark.parametrize("proof", MOODS, ids=name)
def test_a_mood_gives_the_status_of_its_kind(proof: Proof, kit: Kit) -> None:
    told = read_report(read_text(proof[-1], language="en", dated=False), kit).contacts
    hedged = proof[1] not in ("expected", "proposed", "hedge") or all(f.certainty is Certainty.HEDGED for f in told)
    right = hedged and all(f.body.status is STATUS_OF.get(proof[1], f.body.status) for f in told)
    check(bool(told) and right, proof, MISTAKEN)


@pytest.mark.parametrize("proof", COUNTERS, ids=name)
def test_what_an_entry_must_never_match_is_not_told(proof: Proof, kit: Kit) -> None:
    check(contacts_told(proof[-1], kit) == 0, proof, TOLD_TOO_MUCH)


@pytest.mark.parametrize("proof", RANK_PROOFS, ids=name)
def test_what_an_entry_of_ranks_must_match_is_a_claim(proof: Proof, kit: Kit) -> None:
    assert read_report(read_text(proof[-1], language="en", dated=False), kit).claims, proof[-1]


@pytest.mark.parametrize("proof", RANK_COUNTERS, ids=name)
def test_what_an_entry_of_ranks_must_never_match_is_no_claim(proof: Proof, kit: Kit) -> None:
    assert not read_report(read_text(proof[-1], language="en", dated=False), kit).claims, proof[-1]


@pytest.mark.parametrize("proof", SPEECH_PROOFS, ids=name)
def test_what_an_entry_of_speech_must_match_is_told_by_its_rule(proof: Proof, kit: Kit) -> None:
    rule = "statement.noun/1" if proof[1] in NOUNS_OF_SPEECH else f"statement.{proof[1]}/1"
    told = read_report(read_text(proof[-1], language="en", dated=False), kit).statements
    assert rule in {f.rule for f in told}, proof[-1]


@pytest.mark.parametrize("proof", SPEECH_COUNTERS, ids=name)
def test_what_an_entry_of_speech_must_never_match_is_not_told(proof: Proof, kit: Kit) -> None:
    told = read_report(read_text(proof[-1], language="en", dated=False), kit).statements
    assert not told, proof[-1]


def test_the_known_failures_are_proofs() -> None:
    assert UNTOLD.keys() <= {name(p) for p in PROOFS}
    assert MISTAKEN.keys() <= {name(p) for p in MOODS}
    assert TOLD_TOO_MUCH.keys() <= {name(p) for p in COUNTERS}
