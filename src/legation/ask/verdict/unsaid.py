"""What a claim does not say, or says more closely than any record tells, so that it cannot be judged."""

from __future__ import annotations

import re

from legation.ask.verdict.asked import Asked
from legation.ask.verdict.rows import COUNTRY
from legation.claim_form import form_of
from legation.model import Claim, ContactKind, Reckoning, Relation

REGIONS = re.compile(
    r"\b(?:(?<!South )Africa|Asia|Europe|Middle East|(?:Latin|South|Central|North) America|Americas|Caribbean|Pacific|Balkans?|Gulf"
    r"|Maghreb|Sahel|Baltics?|Scandinavia|Oceania|Caucasus|Levant|Arab world|continent|region|hemisphere|island nation)\b"
)
"""Parts of the world that are no country."""
SOME_COUNTRY = re.compile(
    r"\b(?:to|in|into|on|at|visit(?:ed|ing)?) (?:an?|any|one) (?:[\w-]+ ){0,2}"
    r"(?:country|nation|state|capital|island|republic|city|town|region|zone|monarchy|kingdom|democracy)\b(?! (?:visit|dinner|banquet))",
    re.I,
)
"""Any country of a kind, of which the one that the report names is but one: "a country south of the Sahara"."""
MANNER = re.compile(
    r"\b(?:in wartime|in time of war|by (?:train|rail|sea|road|ship|car|land)|(?:on|aboard) (?:a|the) (?:train|ship)|unaccompanied"
    r"|with (?:his|her) (?:wife|husband|family|children)|on the same (?:trip|journey|day)|in (?:one|a single) (?:trip|journey|day)"
    r"|overnight)\b",
    re.I,
)
"""How a visit is made, of which no list tells."""
TO_SOMETHING = re.compile(r"\s+to (?:an?|the) (?![A-Z])")
"""Where a visit is said to go behind the words that are read."""
PART_OF_TERM = re.compile(
    r"\b(?:in|during|within) (?:(?:his|her|their) last|(?:his|her|their|the) (?:first|second|third|opening|final))(?: \w+)?"
    r" (?:terms?|years?|months?|weeks?|days)\b|\b(?:so|this) early in\b",
    re.I,
)
"""Less than the time for which somebody held a post."""
ROUND_WINDOW = re.compile(r"\b(?:this|the|of the) (?:\w+ )?(?:decade|century|millennium|generation)\b", re.I)
POINTED_AT = re.compile(
    r"\b(?:the|this|that|its|their) (?:[\w-]+ )?"
    r"(?:city|capital|town|village|island|region|province|territory|enclave|site|base|camp|memorial|shrine)\b"
)
"""A place within a country that the report has named before."""
OUTSIDE = re.compile(rf"\b(?:outside|beyond)\s+(?:of\s+)?(?:the\s+)?(?:{REGIONS.pattern})")
KIND_OF_COUNTRY = re.compile(
    r"\b(?:first|only|last|latest|second|third|\w+th) (?!foreign |other |overseas |new )[\w-]+ (?:[\w-]+ )?(?:country|nation)\b"
)
"""Countries of a kind: "the first Asian country that he visited"."""
WHO_LAST = re.compile(r"\bwho (?:had |has )?(?:last|first|most recently)\b")
"""Anybody of a kind, though the words before may be taken for one person: "the president who last visited"."""
AFTER_ANOTHER = re.compile(r"\b(?:After|Following|Like|Unlike|Besides|Since)\s+([^,\n]+),\s+(?:he|she)\b")
"""Somebody named before the pronoun, who is not meant by it."""
BEFORE_PRONOUN = 60
"""Characters before a claim in which such a name may stand."""
OF_AN_AGE = r"\b(?:an? (?:[a-z-]+ ){{1,2}}|(?:post-?\w+|re-?united|re-?unified|united|(?:newly )?independent|free|communist) ){}\b"
"""A country as it was for a time: "a united Vietnam", "post-war Japan"."""


def unsaid(claim: Claim, asked: Asked) -> str | None:
    """What a claim does not say though it cannot be judged without it, in words; None where it says enough."""
    pattern = claim.pattern
    if pattern.contact is None:
        return f"what kind of contact is ranked is not known, so that this cannot be checked: {form_of(claim)}"
    if pattern.contact is ContactKind.VISIT and (beyond := _beyond_lists(claim, asked)) is not None:
        return f"{beyond}: {' '.join(asked.sentence.split())}"
    if claim.anchor is not None and ROUND_WINDOW.search(claim.anchor.words.text):
        return f"from which day on is not certain ({claim.anchor.words.text!r})"
    if _of_another_term(claim, asked):
        return f"he or she held the post before too, and which terms are meant is not certain: {form_of(claim)}"
    if pattern.whose is None and claim.relation is not Relation.TRADITION:
        return f"whose contacts are ranked is not known, so that this cannot be checked: {form_of(claim)}"
    return None


def _beyond_lists(claim: Claim, asked: Asked) -> str | None:
    """What the words of a visit turn on that lists by country and day do not tell."""
    pattern, event, said = claim.pattern, claim.event.text, asked.sentence
    name = pattern.destination_name
    tests = (
        (REGIONS.search(event) or SOME_COUNTRY.search(said), "the record is kept by countries, and which are meant is not certain"),
        (pattern.abroad and OUTSIDE.search(said), "which countries are meant is not certain"),
        (pattern.abroad and COUNTRY.match(event) and KIND_OF_COUNTRY.search(said), "which countries are meant is not certain"),
        (TO_SOMETHING.match(asked.rest), "where the visit went is not certain"),
        (pattern.place is None and POINTED_AT.search(event), "which place is meant is not certain"),
        (name and re.search(OF_AN_AGE.format(re.escape(name)), said), "the record does not tell what the country then was"),
        (MANNER.search(said), "the record does not tell how a visit was made"),
        (_is_of_one(claim) and WHO_LAST.search(said), "whose contacts are ranked is not certain"),
        (_is_another(claim, asked), "whom the words mean is not certain"),
        (not _is_of_one(claim) and PART_OF_TERM.search(said), "terms of office are not told apart by their years"),
    )
    return next((note for found, note in tests if found), None)


def _is_another(claim: Claim, asked: Asked) -> bool:
    """Whether a pronoun is read as somebody from whom the sentence tells its bearer apart."""
    # Not within the sentence as it is cut: an initial ("George W. Bush") may end it.
    apart = AFTER_ANOTHER.search(asked.text or asked.words, max(claim.span.start - BEFORE_PRONOUN, 0) if asked.text else 0)
    ranked = claim.instance or claim.pattern.whose
    return apart is not None and ranked is not None and any((a.name or "").split()[-1:] == apart[1].split()[-1:] for a in ranked.actors)


def _of_another_term(claim: Claim, asked: Asked) -> bool:
    """Whether what counts from somebody's taking office leaves out a visit of an earlier term of his."""
    anchor, whose, since = claim.anchor, claim.pattern.whose, claim.pattern.since
    if anchor is None or anchor.reckoning is not Reckoning.OFFICE or whose is None or since is None or since.earliest is None:
        return False
    ids = {actor.wikidata for actor in whose.actors} - {None}
    earlier = (one for one in asked.held if one.last is not None and one.last < since.earliest and not one.elect)
    return any(a.wikidata in ids and a.post_class in (None, whose.post_class, anchor.post_class) for one in earlier for a in one.actors)


def _is_of_one(claim: Claim) -> bool:
    """Whether contacts of named people alone are ranked."""
    return claim.instance is None and claim.pattern.whose is not None and bool(claim.pattern.whose.actors)
