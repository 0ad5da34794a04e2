"""Claims: clauses that rank a contact in history, as first, last, only, one of a number, or by tradition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from legation.model import Claim, Contact, Finding, Relation
from legation.tell.draft import Lists
from legation.tell.ranked.clauses import denials
from legation.tell.ranked.customs import customs
from legation.tell.ranked.draft import Draft, finished
from legation.tell.ranked.holders import again, counted, holders, once, times
from legation.tell.ranked.lately import lately
from legation.tell.ranked.nouns import alone, countries, nouns
from legation.tell.ranked.spot import Spot
from legation.tell.scene import Scene

RANKS = re.compile(
    r"\b(?:\w+th|\d+(?:st|nd|rd)|first|second|third|last|latest|recent|highest|senior|only|sole|lone|once|maiden|inaugural)\b", re.I
)
COUNTS = re.compile(r"\b(?:once|twice|thrice|times)\s+(?:before|already|previously)\b", re.I)
DENIALS = re.compile(r"\b(?:no|none|nobody|not|never|neither|nor)\b|n[’']t\b", re.I)
LATELY = re.compile(r"\b(?:last|recently)\b", re.I)
CUSTOMS = re.compile(r"\b(?:tradition\w*|custom\w*|convention|rite|it|this|that|every|each|successive)\b", re.I)
RULES: tuple[tuple[re.Pattern[str], Callable[[Spot], Iterator[Draft]]], ...] = (
    (CUSTOMS, customs),
    (RANKS, holders),
    (LATELY, again),
    (RANKS, countries),
    (RANKS, times),
    (RANKS, nouns),
    (RANKS, alone),
    (RANKS, once),
    (COUNTS, counted),
    (DENIALS, denials),
    (LATELY, lately),
)
"""The rules of claims in the order in which they are asked, each of sentences with one of its words; the first to rank a contact stands."""
WORDS = frozenset(words for words, _ in RULES)


def tell_claims(scene: Scene, lists: Lists, contacts: Sequence[Finding[Contact]]) -> tuple[Finding[Claim], ...]:
    """All claims of a report, in order of the text.

    Takes    contacts = what the rules have told of the report, before it is gathered.
    """
    told: list[Finding[Claim]] = []
    for parsed in scene.parsed:
        met = {words for words in WORDS if words.search(parsed.sentence.text)}
        asked = [rule for words, rule in RULES if words in met]
        if asked:
            told += _of_sentence(Spot(scene, parsed, lists, tuple(contacts)), asked)
    return tuple(told)


def _of_sentence(spot: Spot, asked: Sequence[Callable[[Spot], Iterator[Draft]]]) -> list[Finding[Claim]]:
    """The claims of one sentence, each contact ranked once; what a custom says of a first is not told again."""
    kept: list[tuple[Draft, Finding[Claim]]] = []
    for rule in asked:
        for draft in rule(spot):
            unanchored = draft.relation is Relation.SINCE and draft.scope is None
            if unanchored or any(_is_same(draft, other) for other, _ in kept):
                continue
            if (found := finished(spot, draft)) is not None:
                kept.append((draft, found))
    return [found for _, found in sorted(kept, key=lambda k: k[1].body.span)]


def _is_same(draft: Draft, other: Draft) -> bool:
    """Whether two drafts of a sentence rank one contact, or the one lies within a custom."""
    if other.relation is Relation.TRADITION or other.rule == "claim.custom/1":
        return draft.relation is Relation.FIRST or draft.span.overlaps(other.span)
    same = draft.event.word.i == other.event.word.i or draft.words.overlaps(other.words)
    return same and draft.span.overlaps(other.span)
