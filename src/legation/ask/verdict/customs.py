"""Verdicts on traditions: figures, and open unless every holder of a post kept it or none did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from legation.ask.stays import same_person, same_state
from legation.ask.verdict.asked import Asked, actors_of, day_before, goes_to
from legation.ask.verdict.decided import Found, complete_within, opened
from legation.ask.verdict.held import Held, fits_whose
from legation.ask.verdict.words import day_words, ids_of
from legation.model import Actor, ContactKind, Outcome, Place, Status, Whose

RUN = 10
"""So many holders of a post, the last before a break or the day of the report, make the figures."""
FEW = 3
"""Of fewer nothing is said."""

FIRST_JOURNEY = re.compile(
    r"\bfirst (?:\w+ )?(?:foreign|overseas|international)\b|\bfirst (?:\w+ )?(?:trip|visit|journey|tour) (?:abroad|overseas)\b"
    r"|\bfirst (?:\w+ )?(?:destination|stop|country|port of call)\b"
    r"|\b(?:visit|go|went|gone|travel|come|came|fly|flew|flown)\w* (?:to )?(?:the )?[A-Z]\w+(?: [A-Z]\w+)? first\b"
)
"""What makes of a custom one of first journeys in a post."""
UNTIL = re.compile(r"\b(?:until|up to|before) (?:[A-Z][a-z]+ )?((?:19|20)\d\d)\b")
"""The year in which a custom is said to have ended."""
WITHOUT_EXCEPTION = re.compile(r"\b(?:every|each|always|unbroken|invariably|without exception|without fail)\b", re.I)
LIMITED = re.compile(
    r"\b(?:since|until|up to|before|for|in (?:recent|modern|living)|past|nearly|almost|most|usually|often|decades|years|century)\b", re.I
)
"""Words that bound a custom, or take something off it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who held a post, and his first journeys in it."""

    actor: Actor
    first: tuple[Held, ...]
    """Several where they began on one day."""

    @property
    def name(self) -> str:
        """His name."""
        return self.actor.name or self.actor.surface


def tradition(asked: Asked) -> Found:
    """How many of those who held the post did so, one after the other."""
    claim = asked.claim
    whose, goal = claim.pattern.whose, claim.goal or claim.pattern.place
    country = goal.country if goal is not None else claim.pattern.destination
    if claim.pattern.contact is not ContactKind.VISIT or whose is None or country is None:
        return opened("what the custom is cannot be laid beside the record: it holds visits by people of a post to a country")
    if whose.actors:
        return opened_or_kept(asked, whose, country)
    if not FIRST_JOURNEY.search(asked.sentence) and claim.goal is None:
        return opened("the record can tell of a custom of first journeys alone")
    holders = [one for one in first_journeys(asked.held, whose, asked.as_of) if one.first[0].first]
    broken = _break_told(asked, whose, country)
    if broken is not None:
        holders = [one for one in holders if one.first[0].first and broken.first and one.first[0].first[0] < broken.first[0]]
    if (until := UNTIL.search(asked.sentence)) is not None:
        holders = [one for one in holders if one.first[0].first and one.first[0].first[1].year < int(until[1])]
    run = holders[-RUN:]
    if len(run) < FEW:
        return opened("the record has too few first journeys of the kind")
    return _of_figures(asked, whose, country, run, broken)


def first_journeys(held: tuple[Held, ...], whose: Whose, as_of: date) -> list[Holder]:
    """The first journeys of each holder of a post, in order."""
    found: list[Holder] = []
    known: list[Actor] = []
    for one in held:
        if one.elect or not one.sure or one.first is None or one.first[0] > as_of or fits_whose(one.actors, whose) is not True:
            continue
        actor = one.actors[0]
        if any(same_person(actor, other) is not False for other in known):
            continue
        known.append(actor)
        mine = tuple(other for other in held if other.first == one.first and same_person(actor, other.actors[0]) and not other.elect)
        found.append(Holder(actor=actor, first=mine))
    return found


def _break_told(asked: Asked, whose: Whose, country: str) -> Held | None:
    """The first journey of somebody of whom the report tells that he went elsewhere."""
    told = [f.body for f in asked.told if f.body.kind is ContactKind.VISIT and f.body.status is Status.OCCURRED]
    elsewhere = [c for c in told if c.destination and not same_state(c.destination, country)]
    for holder in first_journeys(asked.held, whose, asked.as_of):
        for contact in elsewhere:
            mine = any(same_person(holder.actor, one) for one in actors_of(contact))
            if mine and not any(goes_to(one, country) for one in holder.first):
                return holder.first[0]
    return None


def _of_figures(asked: Asked, whose: Whose, country: str, run: list[Holder], broken: Held | None) -> Found:
    """How many of a run of holders kept a custom, with the ids."""
    kept = [one for one in run if any(goes_to(held, country) for held in one.first)]
    place: Place | None = asked.claim.goal or asked.claim.pattern.place
    where = place.name if place is not None and place.kind == "country" else asked.claim.pattern.destination_name or country
    names = ", ".join(f"{one.name} ({day_words(one.first[0])})" for one in kept)
    others = ", ".join(f"{one.name} to {one.first[0].country} ({day_words(one.first[0])})" for one in run if one not in kept)
    post = (whose.post or "holder of the post").removeprefix("the ")
    figures = f"of the {_number(len(run))} {post}s from {run[0].name} to {run[-1].name} {_number(len(kept))} went to {where} first"
    before = f" before {broken.actors[0].name}, who went to {broken.country}" if broken is not None else ""
    note = f"{figures}{before}" + (f": {names}" if names else "") + (f"; the others: {others}" if others else "")
    shown = ids_of(held for one in run for held in one.first[:1])
    first, last = run[0].first[0].first, run[-1].first[0].first
    end = min(day_before(asked.as_of), last[1] if last else asked.as_of)
    complete = complete_within(asked, first[0] if first else date.min, end)
    if (exception := _exception(asked, run, kept)) is not None and broken is None:
        return Found(outcome=Outcome.CONTRADICTED, because=ids_of(exception.first), coverage=complete.ids, note=note)
    if complete.why_not is not None or 0 < len(kept) < len(run):
        return Found(outcome=Outcome.OPEN, because=shown, coverage=complete.ids, note=note)
    outcome = Outcome.SUPPORTED if kept and not asked.claim.denied else Outcome.CONTRADICTED if not asked.claim.denied else Outcome.OPEN
    return Found(outcome=outcome, because=shown, coverage=complete.ids, note=f"{note}; {complete.words}")


def _exception(asked: Asked, run: list[Holder], kept: list[Holder]) -> Holder | None:
    """The last holder of a post who surely broke a custom that is said to be without exception."""
    if asked.claim.denied or not WITHOUT_EXCEPTION.search(asked.sentence) or LIMITED.search(asked.sentence):
        return None
    for before, one in reversed(list(pairwise(run))):
        begun, first = before.first[0].first, one.first[0].first
        if one not in kept and begun and first and complete_within(asked, begun[0], first[1]).why_not is None:
            return one
    return None


def opened_or_kept(asked: Asked, whose: Whose, country: str) -> Found:
    """Somebody named is said to have kept or restored a custom: that his journey was made, and whether it was his first in the post."""
    mine = [one for one, fit in asked.matching if fit and one.sure and goes_to(one, country)]
    own = asked.own or (mine[0] if mine and asked.ranked is None else None)
    if own is None or own.first is None:
        return opened("the record does not have the journey that the report tells of", mine[:1])
    holders = first_journeys(asked.held, _post_of(whose), asked.as_of)
    holder = next((one for one in holders if any(same_person(actor, one.actor) for actor in own.actors)), None)
    if holder is None or holder.first[0].first is None:
        return opened("which journey was the first in the post cannot be told", [own])
    is_first = own in holder.first
    had = holders.index(holder)
    start = holders[had - 1].first[0].first if had else None
    complete = complete_within(asked, start[1] if start else own.first[0], own.first[0], _post_of(whose))
    first_was = f"{holder.name}, {day_words(own)}, was the first journey abroad in the post that the record has"
    if not is_first:
        instead = holder.first[0]
        note = f"not the first journey: that was to {instead.country}, {day_words(instead)}"
        return opened(note, [own, instead])
    if asked.claim.denied or len(holder.first) > 1 or complete.why_not is not None:
        return opened(first_was, [own])
    return Found(outcome=Outcome.SUPPORTED, because=own.ids, coverage=complete.ids, note=f"{first_was}; {complete.words}")


def _post_of(whose: Whose) -> Whose:
    """Whoever holds the post of somebody named."""
    actor = whose.actors[0]
    return Whose(
        words=whose.post or actor.post or "",
        post=whose.post or actor.post,
        post_class=whose.post_class or actor.post_class,
        country=whose.country or actor.country,
    )


def _number(count: int) -> str:
    """A small number as a word."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)
