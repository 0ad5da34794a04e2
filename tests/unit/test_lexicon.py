"""Every entry of the word lists proves itself by the whole way from text to finding."""

from __future__ import annotations

import pytest

from legation.lexicon import load_lexicon
from legation.model import Certainty, Status
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

LISTS = ("contacts", "moods")
PROOFS = tuple(dict.fromkeys((name, e.kind, e.lemma, e.particle, text) for name in LISTS for e in load_lexicon(name).entries for text in e.match))
COUNTERS = tuple(dict.fromkeys((name, e.kind, e.lemma, e.particle, text) for name in LISTS for e in load_lexicon(name).entries for text in e.never))
# Proofs that fail today; one that passes again fails its test, so that the list only shrinks.
UNTOLD = {
    "Norwegian Prime Minister Erna Solberg was bound for Lima on 3 May 2016.": '"bound" is parsed as the verb "bind" in the passive',
    "Norwegian Prime Minister Erna Solberg overnighted in Lima in May 2016.": 'no lemma "overnight" for the unknown verb form',
    "Norwegian Prime Minister Erna Solberg talked with Peruvian President Pedro Kuczynski in May 2016.": "talking needs a place; the proof names none",
    "Norwegian Prime Minister Erna Solberg conversed with Peruvian President Pedro Kuczynski in May 2016.": "conversing needs a place; the proof names none",
    "Norwegian Prime Minister Erna Solberg dined with Peruvian President Pedro Kuczynski in May 2016.": 'no lemma "dine" for the past tense, with a place neither',
    "Norwegian Prime Minister Erna Solberg held a round of talks with Peruvian President Pedro Kuczynski in May 2016.": 'partner hangs on "talks", holder on "round"',
}
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
    return len(read_report(read_text(text, language="en", dated=False), kit).findings)


def check(holds: bool, text: str, known: dict[str, str]) -> None:
    """A proof must hold unless it is a known failure, which must fail."""
    if text in known and not holds:
        pytest.xfail(known[text])
    assert text not in known, f"{text!r} holds now: take it off the known failures"
    assert holds, text


@pytest.mark.parametrize("proof", PROOFS, ids=lambda p: f"{p[1]}-{p[2]}-{p[3] or ''}")
def test_what_an_entry_must_match_is_told(proof: tuple[str, str, str, str | None, str], kit: Kit) -> None:
    check(contacts_told(proof[-1], kit) > 0, proof[-1], UNTOLD)


@pytest.mark.parametrize("proof", MOODS, ids=lambda p: f"{p[1]}-{p[2]}-{p[3] or ''}")
def test_a_mood_gives_the_status_of_its_kind(proof: tuple[str, str, str, str | None, str], kit: Kit) -> None:
    told = read_report(read_text(proof[-1], language="en", dated=False), kit).findings
    hedged = proof[1] not in ("expected", "proposed", "hedge") or all(f.certainty is Certainty.HEDGED for f in told)
    right = hedged and all(f.body.status is STATUS_OF.get(proof[1], f.body.status) for f in told)
    check(bool(told) and right, proof[-1], MISTAKEN)


@pytest.mark.parametrize("proof", COUNTERS, ids=lambda p: f"{p[1]}-{p[2]}-{p[3] or ''}")
def test_what_an_entry_must_never_match_is_not_told(proof: tuple[str, str, str, str | None, str], kit: Kit) -> None:
    check(contacts_told(proof[-1], kit) == 0, proof[-1], TOLD_TOO_MUCH)


def test_the_known_failures_are_proofs() -> None:
    assert UNTOLD.keys() <= {p[-1] for p in PROOFS}
    assert MISTAKEN.keys() <= {p[-1] for p in MOODS}
    assert TOLD_TOO_MUCH.keys() <= {p[-1] for p in COUNTERS}
