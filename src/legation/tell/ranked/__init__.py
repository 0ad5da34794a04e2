"""Claims: clauses that rank a contact in history, as first, last, only, one of a number, or by tradition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from legation.model import Claim, Contact, Finding, Relation
from legation.tell.draft import Lists
from legation.tell.ranked.clauses import denials, lately
from legation.tell.ranked.customs import customs
from legation.tell.ranked.draft import Draft, finished
from legation.tell.ranked.holders import holders, once, times
from legation.tell.ranked.nouns import alone, countries, nouns
from legation.tell.ranked.spot import Spot
from legation.tell.scene import Scene

RULES: tuple[Callable[[Spot], Iterator[Draft]], ...] = (customs, holders, countries, times, nouns, alone, once, denials, lately)
"""The rules of claims in the order in which they are asked; of two that rank one contact the earlier stands."""
RANKING = re.compile(
    r"\b(?:\w+th|first|second|third|last|latest|recent|recently|only|sole|lone|maiden|inaugural|never|no|none|nobody|not|neither|n[’']t"
    r"|since|tradition\w*|custom\w*|convention|ritual|rite|it)\b",
    re.I,
)
"""One of these stands in every sentence that ranks."""


def tell_claims(scene: Scene, lists: Lists, contacts: Sequence[Finding[Contact]]) -> tuple[Finding[Claim], ...]:
    """All claims of a report, in order of the text.

    Takes    contacts = what the rules have told of the report, before it is gathered.
    """
    told: list[Finding[Claim]] = []
    for parsed in scene.parsed:
        if RANKING.search(parsed.sentence.text):
            told += _of_sentence(Spot(scene, parsed, lists, tuple(contacts)))
    return tuple(told)


def _of_sentence(spot: Spot) -> list[Finding[Claim]]:
    """The claims of one sentence, each contact ranked once; what a custom says of a first is not told again."""
    kept: list[tuple[Draft, Finding[Claim]]] = []
    for rule in RULES:
        for draft in rule(spot):
            if any(_is_same(draft, other) for other, _ in kept):
                continue
            if (found := finished(spot, draft)) is not None:
                kept.append((draft, found))
    return [found for _, found in sorted(kept, key=lambda k: k[1].body.span)]


def _is_same(draft: Draft, other: Draft) -> bool:
    """Whether two drafts of a sentence rank one contact, or the one lies within a custom."""
    if other.relation is Relation.TRADITION or other.rule == "claim.custom/1":
        return draft.span.overlaps(other.span)
    return draft.event.word.i == other.event.word.i or (draft.words.overlaps(other.words) and draft.span.overlaps(other.span))
