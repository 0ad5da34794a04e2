"""What nouns of planning, hoping and wishing make of their infinitive or their matter: "a plan to go", "talk of a visit"."""

from __future__ import annotations

from legation.model import Status
from legation.parse import Parsed, Word
from legation.tell.tense import PERHAPS, Mood

PLAN_NOUNS = frozenset("plan decision intention agreement preparation commitment schedule promise announcement programme program".split())
"""Nouns whose infinitive is planned ("a plan to visit")."""
WISH_NOUNS = frozenset({"hope", "wish", "desire", "request", "readiness", "willingness", "appetite", "urge", "ambition", "dream"})
"""Nouns of wishing, whose infinitive is only proposed; with a "no" they tell nothing."""
HOPE_NOUNS = WISH_NOUNS | frozenset("chance opportunity possibility proposal idea prospect offer rumour rumor speculation talk".split())
"""Nouns whose infinitive is only proposed ("a chance to visit")."""
ABOUT = frozenset({"of", "for", "about", "on", "over"})
"""Prepositions by which a plan, a hope or a report has its matter ("plans for a visit")."""


def of_noun(parsed: Parsed, noun: Word) -> Mood | None:
    """ "a plan to visit", "no wish to visit": what a noun makes of its infinitive or its matter."""
    refused = any(c.text.lower() == "no" for c in parsed.of(noun, "det"))
    if noun.lemma == "invitation":
        return Mood(status=Status.INVITED)
    if noun.lemma in WISH_NOUNS:
        return None if refused else PERHAPS
    if noun.lemma in PLAN_NOUNS | HOPE_NOUNS and refused:
        return Mood(status=Status.DENIED)
    return PERHAPS if noun.lemma in HOPE_NOUNS else Mood(status=Status.PLANNED, open=noun.lemma not in PLAN_NOUNS - {"decision"})
