"""The parts of a contact that a verb tells: its kind and sides, its places, where its words end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.model import ContactKind, Place, Whose
from legation.parse import Word
from legation.tell.ranked.event import AWAY, GOALS, POINTING, SOIL, Event, kind_of, level_of
from legation.tell.ranked.events import is_goal, place_of
from legation.tell.ranked.spot import Spot
from legation.tell.scene import preposed


def event_of(spot: Spot, verb: Word, kind: ContactKind, whose: Sequence[Whose], others: Sequence[Whose] = ()) -> Event:
    """A contact of some sides, with the words of its verb."""
    first = whose[0] if whose else None
    return Event(word=verb, kind=kind, whose=first, others=tuple(others), end=end_of(spot, verb))


def end_of(spot: Spot, verb: Word) -> int:
    """Where the words of a verb end: with its object, its goal or "there"."""
    end = verb.end
    for child in spot.parsed.of(verb, "dobj", "prt", "advmod", "attr"):
        if child.dep != "advmod" or child.text.lower() in (*AWAY, "there", "here"):
            end = max(end, child.end)
    for word in preposed(spot.parsed, verb, *GOALS, "with", "by", "for"):
        if is_goal(spot, word) or spot.scene.actors_at(spot.parsed, word) or word.lemma in SOIL | POINTING:
            end = max(end, word.end)
    return end


def visit_of(spot: Spot, verb: Word, whose: Sequence[Whose], places: Sequence[Place], others: Sequence[Whose] = ()) -> Event:
    """A visit told by a verb, with its first place."""
    place = next((p for p in places if p.country), None)
    abroad = place is None and bool(spot.lowered(spot.parsed.of(verb, "advmod", "prep")) & AWAY)
    event = event_of(spot, verb, ContactKind.VISIT, whose, others)
    noun = next((n for n in preposed(spot.parsed, verb, "on", "for") if kind_of(spot, n) is ContactKind.VISIT), None)
    level = level_of(spot, noun) if noun is not None else None
    return replace(event, place=place, destination=place.country if place else None, abroad=abroad, level=level)


def goals_of(spot: Spot, verb: Word, *prepositions: str) -> list[Place]:
    """The places that a verb leads to, as its object or by these prepositions."""
    words = [*(spot.parsed.of(verb, "dobj") if "object" in prepositions else ()), *preposed(spot.parsed, verb, *prepositions)]
    return [p for w in words if (p := place_of(spot, w)) is not None]


def is_pointed(spot: Spot, verb: Word, *prepositions: str) -> bool:
    """Whether a verb leads to "there", "the country", "abroad"."""
    after = spot.at(verb.i + 1)
    around = spot.lowered([*spot.parsed.of(verb, "advmod"), *([after] if after is not None and after.tag == "EX" else [])])
    words = [*(spot.parsed.of(verb, "dobj") if "object" in prepositions else ()), *preposed(spot.parsed, verb, *prepositions)]
    return bool(around & {"there", "here", *AWAY}) or any(w.lemma in POINTING for w in words)
