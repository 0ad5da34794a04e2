"""Contacts ranked by a word before their noun or beside it: "his first visit", "the trip, the first in years", "the first land he saw"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from legation.model import ContactKind, Place, Relation, Whose
from legation.parse import Word
from legation.tell.ranked.deeds import RECEIVING, guests_of
from legation.tell.ranked.draft import Draft
from legation.tell.ranked.event import CHOOSING, LINKING, POINTING, Event, kind_of
from legation.tell.ranked.events import noun_event, preps_under, subjects_of
from legation.tell.ranked.holders import predicated, verb_behind
from legation.tell.ranked.ranking import ranked
from legation.tell.ranked.ranks import GRADES, Rank, ranks_of
from legation.tell.ranked.scopes import region_of
from legation.tell.ranked.spot import Spot
from legation.tell.ranked.whose import whose_at
from legation.tell.scene import preposed

PARTS = frozenset("day leg stop round hour half part stage phase session step week month year night morning lady".split())
"""Nouns of which a contact has a first and a last without being ranked itself."""
STANDING_ALONE = frozenset({"attr", "appos", "oprd", "ROOT", "acomp", "pobj", "dobj", "conj"})
"""Places of a rank without a noun in the tree of its sentence."""
TRAILING = frozenset({"by", "since", "of", "between", "from"})
"""Words right behind a rank that ends a sentence."""
FINAL = re.compile(
    r"\b(?:as (?:\w+ ){0,3}?(?:president|chancellor|leader|minister|secretary|king|pope)"
    r"|before (?:leaving|stepping)|of (?:his|her|their) )",
    re.I,
)
"""What makes of the last visit a final one."""


def nouns(spot: Spot) -> Iterator[Draft]:
    """Contacts ranked by a word before their noun: "Roe's first official visit to Peru since 2012"."""
    for rank in ranks_of(spot):
        if rank.noun.i == rank.word.i or kind_of(spot, rank.noun) is None or _is_named(spot, rank):
            continue
        event = noun_event(spot, rank.noun)
        if event is None or (rank.relation is Relation.LAST and not _looks_back(spot, rank)):
            continue
        if _is_counted_off(spot, rank, event):
            continue
        if event.abroad and event.goal is None:
            event = replace(event, goal=_led_to(spot, rank.noun))
        draft = ranked(spot, "claim.noun/1", rank, event, words_start=_after(spot, rank))
        instance = predicated(spot, rank.noun) if rank.relation is Relation.LAST else None
        yield replace(draft, met=_met_with(spot, rank), instance=instance)


def _led_to(spot: Spot, noun: Word) -> Place | None:
    """ "Peru is the destination of his first trip abroad", "chose Peru for his first trip abroad": where a journey is said to lead."""
    over = spot.parsed.head(spot.parsed.head(noun)) if noun.dep == "pobj" else None
    words: tuple[Word, ...] = ()
    if over is not None and over.lemma in CHOOSING:
        words = spot.parsed.of(over, "dobj")
    elif over is not None and over.lemma == "destination" and over.dep == "attr" and spot.parsed.head(over).lemma in LINKING:
        words = spot.parsed.of(spot.parsed.head(over), "nsubj")
    return next((p for w in words if (p := spot.scene.place_at(spot.parsed, w)) is not None and p.country), None)


def _is_counted_off(spot: Spot, rank: Rank, event: Event) -> bool:
    """ "The first visit took place in June": one of several just spoken of, which the report counts off."""
    bare = rank.noun.dep == "nsubj" and not spot.parsed.of(rank.noun, "poss", "prep", "relcl", "acl", "compound")
    return bare and event.known is not None and rank.relation in (Relation.FIRST, Relation.NTH)


def alone(spot: Spot) -> Iterator[Draft]:
    """ "his trip, the first by a Japanese leader in five years", "the summit will be the first between the two"."""
    for rank in ranks_of(spot):
        parsed, word = spot.parsed, rank.word
        if rank.noun.i != word.i or not (word.dep in STANDING_ALONE or _trails(spot, word)):
            continue
        head = parsed.head(word)
        said = [head] if word.dep in ("appos", "conj") else [w for w in parsed.of(head, "nsubj")] if head.lemma in LINKING else []
        noun = next((w for w in said if kind_of(spot, w) is not None), None) or _noun_before(spot, word)
        after = spot.at(word.i + 1)
        infinitive = (
            after is not None
            and after.text.lower() == "to"
            and spot.parsed.words[after.i + 1 :][:1]
            and parsed.words[after.i + 1].tag == "VB"
        )
        if noun is None or infinitive or rank.relation is Relation.LAST:
            continue
        event = _with_goal(spot, noun_event(spot, noun), word)
        if event is None:
            continue
        beside = [n for p in preps_under(spot, word) if p.text.lower() in ("by", "between", "of") for n in parsed.of(p, "pobj")]
        own = [w for w in (whose_at(spot, n, anybody=True) for n in beside) if w is not None]
        own = [w for w in own if w.post or w.country or w.actors]
        named = event.whose is not None and bool(event.whose.actors)
        if own and not (named and (own[0].actors or event.kind is not ContactKind.VISIT)):
            end = event.end if word.dep in ("npadvmod", "advmod") else max(event.end, word.end)
            event = replace(event, whose=own[0], others=(), end=end)
        joined = word.dep == "conj"
        start = rank.start if joined else noun.start
        yield ranked(spot, "claim.alone/1", rank, event, words_start=start, words_end=word.end if joined else event.end)


def _trails(spot: Spot, rank: Word) -> bool:
    """ "began a visit to Lima on Monday, the first by a Dutch minister": a rank behind a comma that the parser hung on the verb."""
    the, after = spot.at(rank.i - 1), spot.at(rank.i + 1)
    told = the is not None and the.text.lower() == "the" and after is not None and after.text.lower() in TRAILING
    return told and rank.dep in ("npadvmod", "advmod") and _noun_before(spot, rank) is not None


def _with_goal(spot: Spot, event: Event | None, rank: Word) -> Event | None:
    """ "is her first to Kosovo": a visit that goes where the rank says."""
    if event is None or event.kind is not ContactKind.VISIT:
        return event
    around = spot.lowered(spot.parsed.of(rank, "prep", "advmod"))
    if around & {"outside", "abroad", "overseas"}:
        return replace(event, abroad=True, goal=event.place, place=None, destination=None)
    places = [p for n in preposed(spot.parsed, rank, "to", "in") if (p := spot.scene.place_at(spot.parsed, n)) is not None and p.country]
    return replace(event, place=places[0], destination=places[0].country, abroad=False) if places else event


def _noun_before(spot: Spot, rank: Word) -> Word | None:
    """The noun for a contact right before a comma and a rank that stands alone."""
    comma = spot.at(rank.i - 2)
    if comma is None or comma.text not in (",", "-", "–", "—"):
        return None
    near = [w for w in spot.parsed.words[max(rank.i - 12, 0) : rank.i] if kind_of(spot, w) is not None]
    return near[-1] if near else None


def _met_with(spot: Spot, rank: Rank) -> Whose | None:
    """ "the first call he had was with Roe": who is said to be the other side of the first contact."""
    head = spot.parsed.head(rank.noun)
    if rank.noun.dep != "nsubj" or head.lemma not in LINKING:
        return None
    for word in preposed(spot.parsed, head, "with", "by", "to"):
        if (whose := whose_at(spot, word)) is not None and whose.actors:
            return whose
    return None


def _is_named(spot: Spot, rank: Rank) -> bool:
    """ "the 26th ASEAN summit", "the Second Summit of the Americas": a number that is part of a gathering's name, or counts parts."""
    inside = [w for w in spot.parsed.words if rank.word.i < w.i < rank.noun.i]
    if rank.noun.lemma in PARTS:
        return True
    bodies = [w for w in inside if w.tag == "NNP" and not spot.scene.actors_at(spot.parsed, w)]
    named = rank.noun.text[:1].isupper() and rank.word.text[:1].isupper()
    return rank.relation is Relation.NTH and (named or (rank.noun.lemma == "summit" and any(w.text.isupper() for w in bodies)))


def _looks_back(spot: Spot, rank: Rank) -> bool:
    """Whether "the last visit" is the most recent one, which is named: said to have been at a time or by somebody; not a final one."""
    parsed, noun = spot.parsed, rank.noun
    rest = spot.text[noun.end :]
    if FINAL.search(rest[:60]) and noun.dep != "nsubj":
        return False
    head = parsed.head(noun)
    if noun.dep in ("nsubj", "nsubjpass") and head.pos in ("VERB", "AUX"):
        past = head.tag in ("VBD", "VBN") or head.lemma == "date" or "was" in spot.lowered(parsed.of(head, "aux", "auxpass"))
        return past and (head.lemma in (*LINKING, "take", "come", "occur", "happen", "date", "pay", "make", "hold"))
    region = region_of(spot, noun.end)
    dated = any(t.when is not None and region.start <= t.within.start < region.end for t in spot.scene.times(parsed))
    return dated and noun.dep in ("attr", "appos", "dobj", "pobj") and noun.dep != "pobj"


def _after(spot: Spot, rank: Rank) -> int:
    """Where the words of a ranked event begin: behind the rank and an "-ever"."""
    word = spot.parsed.words[rank.word.i + 1]
    while word.i < rank.noun.i and (word.text in "-," or word.text.lower() in GRADES):
        word = spot.parsed.words[word.i + 1]
    return word.start


def countries(spot: Spot) -> Iterator[Draft]:
    """ "Peru was the first country that she visited as minister": a visit ranked by where it goes."""
    for rank in ranks_of(spot):
        if rank.noun.lemma not in POINTING or rank.noun.i == rank.word.i:
            continue
        parsed, noun = spot.parsed, rank.noun
        verb = next(iter(parsed.of(noun, "relcl", "acl")), None) or verb_behind(spot, noun)
        if verb is None or not (spot.lists.contacts.of("travel", verb.lemma) or verb.lemma in RECEIVING):
            continue
        whose = guests_of(spot, verb) if verb.lemma in RECEIVING else subjects_of(spot, verb)
        head = parsed.head(noun)
        named = [head] if noun.dep == "appos" else [*parsed.of(head, "nsubj"), *(w for w in parsed.of(head, "attr") if w.i != noun.i)]
        goal = next((p for w in named if (p := spot.scene.place_at(parsed, w)) is not None), None)
        if not whose or (goal is not None and goal.country == whose[0].country):
            continue
        event = Event(word=verb, kind=ContactKind.VISIT, whose=whose[0], abroad=True, goal=goal, end=verb.end)
        yield ranked(spot, "claim.country/1", rank, event, words_start=noun.start, words_end=verb.end)
