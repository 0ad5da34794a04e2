"""Verdicts on what is first, last, only or one of a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from legation.ask.stays import Days, bounds_of, same_person
from legation.ask.verdict.anchored import since
from legation.ask.verdict.asked import JUST_NOW, Asked, actors_of, goes_to, rivals
from legation.ask.verdict.counted import TIMES, nth, only_so_often
from legation.ask.verdict.customs import tradition
from legation.ask.verdict.decided import Found, borne_out, by_rivals, caveats_of, closes, complete_within, first_of_subject, opened
from legation.ask.verdict.held import Held
from legation.ask.verdict.nearby import JUST_MADE, is_named, names_in
from legation.ask.verdict.window import A_DAY, EVER, Window, after
from legation.ask.verdict.words import ids_of, named
from legation.model import Caveat, Outcome, Reckoning, Relation, Whose

STOPS_APART = 4
"""Days between two stops of one journey, at the most."""
UNDER_WAY = 10
"""Days for which a journey may last that a report tells of."""
ONCE = re.compile(r"\bonce\b", re.I)
COUNTRY = re.compile(r"(?:\w+ ){0,2}(?:country|nation|state)\b")
"""What ranks countries, of which each stop of a journey is one."""
TWICE = re.compile(r"\b(?:twice|thrice|second time|third time|more than once|\w+ times)\b", re.I)
"""Words by which a first is one of several visits by the same person."""


def first(asked: Asked) -> Found:
    """No earlier one: ever, or since a day or since taking office."""
    pattern, anchor = asked.claim.pattern, asked.claim.anchor
    if anchor is not None and pattern.since is None:
        return opened(f"from which day on is not known ({anchor.words.text!r})") if anchor.when is None else since(asked)
    if TWICE.search(asked.words):
        return opened("this is a claim of the first to do so more than once, which the record is not counted for")
    if pattern.abroad and asked.claim.goal is None and asked.ranked is None and not asked.claim.absent:
        return opened("where the journey went is not known")
    if anchor is not None and anchor.reckoning is Reckoning.WINDOW and anchor.back is None:
        return _in_window_or_ever(asked)
    return _first(asked, asked.opens)


def _in_window_or_ever(asked: Asked) -> Found:
    """ "The first to visit Peru, in 1984", "the first in 1984": words that may give the day or bound the row; both must come out alike."""
    bounded = _first(asked, asked.opens)
    ever = replace(asked, claim=replace(asked.claim, pattern=replace(asked.claim.pattern, since=None, until=None)))
    unbounded = _first(ever, EVER)
    if bounded.outcome is unbounded.outcome:
        return bounded
    known = next((one for one in (unbounded, bounded) if one.outcome is not Outcome.OPEN), bounded)
    words = asked.claim.anchor.words.text if asked.claim.anchor else ""
    return Found(
        outcome=Outcome.OPEN, because=known.because, note=f"whether {words!r} bounds the row or gives the day is not certain; {known.note}"
    )


def _first(asked: Asked, opens: Days) -> Found:
    """No earlier one from some day on."""
    window = Window(opens=opens, closes=closes(asked))
    sure, doubtful = rivals(asked, window, but=_own(asked))
    if sure and all(_is_of(one, asked.claim.instance) for one in sure):
        return opened(f"nobody else is in the way, but he had been there before: the record has {named(sure)}", sure)
    if asked.goal is not None and sure and sure == _same_journey(sure, _own(asked)) and not COUNTRY.match(asked.claim.event.text):
        return opened(f"the record has {named([*sure, *_own(asked)])} on one journey; whether stops are meant is not certain", sure)
    if (elsewhere := _elsewhere(asked, opens)) is not None:
        return elsewhere
    if asked.goal is not None:
        own = _own(asked)
        doubtful += [one for one, _ in asked.matching if own and one not in own and one.first == own[0].first and one not in sure]
    found = borne_out(asked, by_rivals(asked, window, sure, doubtful, "none before it" if not asked.claim.absent else "none"))
    return replace(found, caveats=caveats_of(asked, window))


def _is_of(held: Held, whose: Whose | None) -> bool:
    """Whether a contact is of one who is named as the first of a kind of people."""
    return whose is not None and any(same_person(one, actor) for one in whose.actors for actor in held.actors)


def _same_journey(earlier: list[Held], own: tuple[Held, ...]) -> list[Held]:
    """Those among earlier visits that led to the ranked one, stop by stop."""
    found: list[Held] = []
    start = own[0].first[0] if own and own[0].first else None
    for one in reversed(earlier):
        end = one.last or (one.first[1] if one.first else None)
        if start is None or end is None or one.first is None or (start - end).days > STOPS_APART:
            break
        found.insert(0, one)
        start = one.first[0]
    return found


def _elsewhere(asked: Asked, opens: Days) -> Found | None:
    """That somebody said to have gone to a country first had gone to others by the day of judgement, and to that one not at all."""
    goal = asked.goal
    if goal is None or asked.is_planned() or _own(asked) or asked.claim.absent:
        return None
    sure, _ = rivals(asked, Window(opens=opens, closes=(asked.as_of + A_DAY, asked.as_of + A_DAY)))
    on_the_way = any(one.first and (asked.as_of - one.first[1]).days <= UNDER_WAY for one in sure)
    if not sure or on_the_way or any(goes_to(one, goal) for one, _ in asked.matching):
        return None
    there = replace(asked, claim=replace(asked.claim, pattern=replace(asked.claim.pattern, destination=goal)))
    complete = complete_within(there, opens[0], asked.as_of)
    if complete.why_not is not None:
        return opened(f"the record has {named(sure[:1])}, and no visit to {asked.goal_name}; but {complete.why_not}", sure[:1])
    note = f"the record has {named(sure[:1])}, and no visit to {asked.goal_name} at all; {complete.words}"
    return Found(outcome=Outcome.CONTRADICTED, because=sure[0].ids, coverage=complete.ids, note=note)


def _own(asked: Asked) -> tuple[Held, ...]:
    """The ranked contact as the record has it."""
    if asked.own is not None:
        return (asked.own,)
    if asked.claim.absent or asked.is_planned():
        return ()
    mine = first_of_subject(asked)
    return (mine,) if mine is not None else ()


def last(asked: Asked) -> Found:
    """The latest before the report is the one that it names."""
    target = _named_last(asked)
    others = [one for one, fit in asked.matching if one.sure and fit and not _is_news(asked, one)]
    latest = others[-1] if others else None
    then = bounds_of(asked.claim.anchor.when) if asked.claim.anchor and asked.claim.anchor.when else None
    opens = _after(target.first) if target and target.first else after(then[1]) if then else None
    if opens is None:
        beside = f"; the latest that the record has is {named([latest])}" if latest else ""
        return opened(f"the record does not have the visit that is named as the last, and no day of it is told{beside}", others[-1:])
    window = Window(opens=opens, closes=closes(asked))
    found = [(one, fit) for one, fit in asked.matching if window.holds(one.first) is not False and one is not target]
    found = [(one, fit) for one, fit in found if not _is_news(asked, one)]
    sure = [one for one, fit in found if fit and one.sure and window.holds(one.first)]
    doubtful = [one for one, _ in found if one not in sure]
    decided = by_rivals(asked, window, sure, doubtful, "none after it")
    if target is None and decided.outcome is Outcome.SUPPORTED:
        return _wrong_last(asked, then, latest, decided)
    if target is not None and decided.outcome is not Outcome.CONTRADICTED:
        decided = replace(decided, because=(*target.ids, *decided.because), note=f"the record has {named([target])}; {decided.note}")
        before = [one for one in others if one.first and target.first and one.first[1] < target.first[0]]
        caveat = tuple(Caveat(entry=one.ids[0], text=f"the one before: {named([one])}") for one in before[-1:])
        return replace(decided, caveats=caveat)
    return decided


def _after(days: Days) -> Days:
    """From the day after one of some days on; what began within them may have been later."""
    return (days[0] + A_DAY, days[1] + A_DAY) if days[1] < date.max else days


def _named_last(asked: Asked) -> Held | None:
    """The contact that a report names as the last, as the record has it."""
    anchor, who = asked.claim.anchor, asked.claim.instance
    then = bounds_of(anchor.when) if anchor and anchor.when else None
    people = who.actors if who else ()
    if then is None and not people:
        return None
    fitting = [
        one
        for one, fit in asked.matching
        if fit
        and one.sure
        and one.first
        and (not people or any(same_person(a, b) for a in people for b in one.actors))
        and (then is None or (one.first[0] <= then[1] + A_DAY and then[0] - A_DAY <= (one.last or one.first[1])))
    ]
    return fitting[-1] if fitting else None


def _is_news(asked: Asked, held: Held) -> bool:
    """Whether a contact is one that the report tells of as its news, which ends the row."""
    begun = held.first
    if begun is None or begun[0] < asked.as_of - JUST_NOW:
        return False
    if (held.last or begun[1]) >= asked.as_of - JUST_MADE and any(is_named(actor, names_in(asked.text)) for actor in held.actors):
        return True
    told = [f.body for f in asked.told if f.body.kind is asked.claim.pattern.contact and f.id not in asked.claim.about]
    return any(same_person(a, b) for contact in told for a in actors_of(contact) for b in held.actors)


def _wrong_last(asked: Asked, then: Days | None, latest: Held | None, decided: Found) -> Found:
    """The record has not the one that is named: wrong only where it would have it, and has another as the last."""
    if then is None or latest is None:
        return opened("the record does not have the visit that is named as the last")
    there = complete_within(asked, then[0] - A_DAY, min(then[1] + A_DAY, asked.as_of))
    note = f"the record does not have the visit that is named; the last that it has is {named([latest])}"
    if there.why_not is not None:
        return opened(f"{note}; {there.why_not}", [latest])
    return Found(outcome=Outcome.CONTRADICTED, because=latest.ids, coverage=decided.coverage, note=f"{note}; {there.words}")


def only(asked: Asked) -> Found:
    """None but this one, or what the report excepts."""
    claim = asked.claim
    if claim.anchor is not None and claim.pattern.since is None:
        return opened(f"from which day on is not known ({claim.anchor.words.text!r})")
    window = Window(opens=asked.opens, closes=closes(asked))
    if (often := TWICE.search(asked.words)) is not None:
        return only_so_often(asked, window, TIMES.get(often[0].lower().split()[0]))
    if ONCE.search(asked.words) and claim.instance is None and claim.excepted is None:
        return _once(asked, window)
    own = _excepted(asked)
    sure, doubtful = rivals(asked, window, but=own)
    if not own and sure and claim.excepted is None and not asked.is_planned():
        return opened(f"which of them the report means is not known: the record has {named(sure)}", sure)
    decided = by_rivals(asked, window, sure, doubtful, "no other")
    told = claim.excepted is None or claim.about
    if not own and decided.outcome is Outcome.SUPPORTED and not asked.is_planned() and told:
        return opened(f"{decided.note}; nor does the record have the one that the report tells of")
    because = () if decided.outcome is Outcome.CONTRADICTED else ids_of(own)
    note = f"the record has {named(own)}; {decided.note}" if own else decided.note
    return replace(decided, because=(*because, *decided.because), note=note, caveats=caveats_of(asked, window))


def _once(asked: Asked, window: Window) -> Found:
    """Exactly one, whichever it was."""
    found = [(one, fit and one.sure and window.holds(one.first)) for one, fit in asked.matching if window.holds(one.first) is not False]
    sure, doubtful = [one for one, fits in found if fits], [one for one, fits in found if not fits]
    if (len(sure) < 2 and doubtful) or not sure:
        return opened(f"the record has {named([*sure, *doubtful]) or 'none'}", [*sure, *doubtful])
    if len(sure) > 1:
        apart = [one for one in sure if one not in _same_journey(sure[:-1], (sure[-1],))]
        outcome = Outcome.CONTRADICTED if len(apart) > 1 else Outcome.OPEN
        return Found(outcome=outcome, because=ids_of(sure), note=f"the record has {named(sure)}")
    complete = complete_within(asked, window.opens[0], min(window.closes[1] - A_DAY, asked.as_of))
    if complete.why_not is not None:
        return opened(f"the record has {named(sure)}, but {complete.why_not}", sure)
    note = f"the record has {named(sure)} and no other; {complete.words}"
    return Found(outcome=Outcome.SUPPORTED, because=ids_of(sure), coverage=complete.ids, note=note)


def _excepted(asked: Asked) -> tuple[Held, ...]:
    """What the claim itself sets apart: all of the person who alone did it, of the country gone to, or the one contact told."""
    claim = asked.claim
    if (goal := asked.goal) is not None:
        return tuple(one for one, _ in asked.matching if goes_to(one, goal))
    if claim.instance is not None and claim.instance.actors:
        people = claim.instance.actors
        return tuple(one for one, _ in asked.matching if any(same_person(a, b) for a in people for b in one.actors))
    own = tuple(one for one, _ in asked.matching if asked.is_own(one))
    named_in = names_in(claim.excepted.text) if claim.excepted else frozenset()
    return (*own, *(one for one, _ in asked.matching if one not in own and any(is_named(actor, named_in) for actor in one.actors)))


RULES: dict[Relation, Callable[[Asked], Found]] = {
    Relation.FIRST: first,
    Relation.SINCE: since,
    Relation.LAST: last,
    Relation.NTH: nth,
    Relation.ONLY: only,
    Relation.TRADITION: tradition,
}
"""What judges each relation."""
