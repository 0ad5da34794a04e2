"""Verdicts on rows that reckon from an earlier contact, a day, or so many years back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from legation.ask.stays import Days, bounds_of, same_person
from legation.ask.verdict.asked import Asked, rivals
from legation.ask.verdict.decided import Found, borne_out, by_rivals, caveats_of, closes, complete_within, opened
from legation.ask.verdict.held import Held
from legation.ask.verdict.window import A_DAY, EVER, Window, after
from legation.ask.verdict.words import ids_of, named
from legation.model import Actor, Caveat, Outcome, Reckoning

DAYS = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}
BARE_DAY = re.compile(r"since\s+(?:(?:early|late|mid|about|around|the|in)[-\s]+)*(?:[A-Z][a-z]+\.?\s+)?(?:\d{1,2},?\s+)?\d{4}s?", re.I)
"""A day with nothing that happened on it, by which an earlier contact is meant."""
SOMEBODY = re.compile(
    r"since\s+(?:[A-Z][\w.’'-]*,?\s+){1,5}(?:(?:went|came|visited|travell?ed|did)\b.*\s)?in\s+(?:(?:early|late|mid)[-\s]+)?(?:[A-Z][a-z]+\s+)?\d{4}"
)
"""Somebody of whom the report tells nothing more, and the day of his visit: "since Calvin Coolidge in 1928"."""
LOWER = re.compile(r"\b(?:more than|over|at least|well over)\b", re.I)
UPPER = re.compile(r"\b(?:nearly|almost|close to|some|about|around|roughly|approximately)\b", re.I)


def since(asked: Asked) -> Found:
    """None between what a claim reckons from and its own."""
    anchor = asked.claim.anchor
    if anchor is None:
        return opened("from which day on is not known")
    if anchor.reckoning is Reckoning.LENGTH:
        return _in_so_long(asked)
    if anchor.reckoning is Reckoning.CONTACT:
        return _since_contact(asked)
    if anchor.reckoning in (Reckoning.OFFICE, Reckoning.WINDOW) or anchor.when is None:
        return _since_office(asked)
    return _since_day(asked)


def _since_office(asked: Asked) -> Found:
    """Since somebody took office: the day of that."""
    days = bounds_of(asked.claim.pattern.since or (asked.claim.anchor.when if asked.claim.anchor else None))
    if days is None:
        words = asked.claim.anchor.words.text if asked.claim.anchor else ""
        return opened(f"from which day on is not known ({words!r})")
    return _between(asked, days)


def _between(asked: Asked, opens: Days) -> Found:
    """None from some day on."""
    window = Window(opens=opens, closes=closes(asked))
    sure, doubtful = rivals(asked, window)
    found = borne_out(asked, by_rivals(asked, window, sure, doubtful, "none in between"))
    return replace(found, caveats=caveats_of(asked, window))


def _since_contact(asked: Asked) -> Found:
    """Since the contact of somebody, or one on some day."""
    anchor = asked.claim.anchor
    then = bounds_of(anchor.when) if anchor and anchor.when else None
    actor = anchor.actor if anchor else None
    before = _before(asked)
    fitting = [one for one in before if actor is None or any(same_person(actor, other) for other in one.actors)]
    if then is not None:
        on_day = [one for one in before if one.first and one.first[0] <= then[1] + A_DAY and then[0] - A_DAY <= one.first[1]]
        fitting = [one for one in on_day if one in fitting] or [one for one in on_day if actor and _may_be(actor, one)]
    if fitting and fitting[-1].first:
        return _from_held(asked, fitting[-1])
    if then is None:
        return opened("the record does not have the earlier visit that is named, and no day of it is told", before[-1:])
    return _from_unheld(asked, then, before)


def _may_be(actor: Actor, held: Held) -> bool:
    """Whether a contact may be of somebody whose name is spelled in another way."""
    return any(same_person(actor, other) is not False for other in held.actors)


def _before(asked: Asked) -> list[Held]:
    """The contacts that surely are of those ranked and earlier than the claim's own."""
    limit = closes(asked)[1]
    return [one for one, fit in asked.matching if fit and one.sure and one.first and one.first[1] < limit and asked.is_own(one) is False]


def _from_held(asked: Asked, anchor: Held) -> Found:
    """None after an earlier contact that the record has."""
    assert anchor.first is not None
    found = _between(asked, after(anchor.first[1]))
    if found.outcome is Outcome.CONTRADICTED:
        return replace(found, note=f"{found.note}, after {named([anchor])}")
    return replace(found, because=(*found.because, *anchor.ids), note=f"the earlier one is {named([anchor])}; {found.note}")


def _from_unheld(asked: Asked, then: Days, before: list[Held]) -> Found:
    """None after an earlier contact that the record does not have: wrong only where it would have it and has another."""
    window = Window(opens=(then[1] + A_DAY, then[1] + A_DAY), closes=closes(asked))
    sure, doubtful = rivals(asked, window)
    decided = by_rivals(asked, window, sure, doubtful, "none in between")
    if decided.outcome is not Outcome.SUPPORTED:
        return decided
    note = "the record does not have the earlier visit that is named"
    if not before:
        return opened(f"{note}, nor any other")
    note += f"; the last before that it has is {named(before[-1:])}"
    there = complete_within(asked, then[0] - A_DAY, then[1] + A_DAY)
    if there.why_not is not None or before[-1].first is None or not _explains(before[-1], then):
        return opened(f"{note}; {there.why_not or 'it is too far from the day that is told'}", before[-1:])
    return Found(outcome=Outcome.CONTRADICTED, because=before[-1].ids, coverage=decided.coverage, note=f"{note}; {there.words}")


def _explains(held: Held, then: Days) -> bool:
    """Whether a contact lies before the days that are told, so that the row is longer than the claim has it."""
    return held.first is not None and held.first[1] < then[0] - A_DAY


def _since_day(asked: Asked) -> Found:
    """None since a day or an event; a bare year stands for a visit in it."""
    anchor = asked.claim.anchor
    then = bounds_of(anchor.when) if anchor else None
    if anchor is None or then is None:
        return opened("from which day on is not known")
    words = anchor.words.text.strip()
    if not BARE_DAY.fullmatch(words) and not SOMEBODY.fullmatch(words):
        # Something happened then: what came in the same month or year may have come after it.
        return _between(asked, (then[0], then[1] + A_DAY))
    within = [one for one in _before(asked) if one.first and one.first[0] <= then[1] and then[0] <= one.first[1]]
    found = _between(asked, after(then[1]))
    if within:
        return (
            replace(found, because=(*found.because, *ids_of(within[-1:])), note=f"{found.note}; the earlier one is {named(within[-1:])}")
            if found.outcome is not Outcome.CONTRADICTED
            else found
        )
    if found.outcome is Outcome.SUPPORTED:
        earlier = [one for one in _before(asked) if one.first and one.first[1] < then[0]]
        if not asked.claim.absent:
            last = f"the last before that it has is {named(earlier[-1:])}" if earlier else "it has none before either"
            return opened(f"{found.note}; but the record has none in {anchor.when.edtf if anchor.when else ''}: {last}", earlier[-1:])
        caveats = tuple(Caveat(entry=one.ids[0], text=f"the last before: {named([one])}") for one in earlier[-1:])
        return replace(found, caveats=(*found.caveats, *caveats))
    return found


def _in_so_long(asked: Asked) -> Found:
    """The first in so many years: the last before it lies as far back as the words say, rounding allowed for."""
    anchor = asked.claim.anchor
    assert anchor is not None
    end, unit = closes(asked), anchor.unit or "year"
    if end[0] != end[1] and (end[1] - end[0]) > timedelta(days=DAYS[unit]):
        return opened("the day of the visit that is ranked is not known")
    earlier = _before(asked)
    doubtful = [one for one in _doubtful(asked) if not earlier or (one.first is None or one.first[1] > (earlier[-1].first or end)[0])]
    if anchor.back is None:
        return opened(f"how long {anchor.words.text!r} is meant to be is not said", earlier[-1:])
    length = anchor.back * DAYS[unit]
    last = earlier[-1] if earlier else None
    passed = (end[0] - last.first[0]).days if last and last.first else None
    took = (
        f"{_long(passed, unit)} passed between {named([last])} and {end[0]}"
        if last and passed is not None
        else "the record has none before it"
    )
    low, high = _bounds(anchor.words.text, anchor.back, DAYS[unit])
    if passed is not None and last is not None and passed < low - _slack(anchor.back, unit):
        return Found(outcome=Outcome.CONTRADICTED, because=last.ids, note=took)
    opens = last.first[0] + A_DAY if last and last.first else end[0] - timedelta(days=int(length))
    complete = complete_within(asked, opens, min(end[0] - A_DAY, asked.as_of))
    if doubtful:
        return opened(
            f"{took}; the record also has {named(doubtful)}, of which it cannot be told whether it counts", [*doubtful, *earlier[-1:]]
        )
    if passed is not None and last is not None and low <= passed < high and complete.why_not is None:
        found = Found(outcome=Outcome.SUPPORTED, because=last.ids, coverage=complete.ids, note=f"{took}; {complete.words}")
        return replace(
            borne_out(asked, found), caveats=caveats_of(asked, Window(opens=after(last.first[1]) if last.first else EVER, closes=end))
        )
    why = complete.why_not or ("no earlier one is in the record" if passed is None else f"that is not quite {anchor.words.text!r}")
    return replace(opened(f"{took}; {why}", earlier[-1:]), coverage=complete.ids)


def _doubtful(asked: Asked) -> list[Held]:
    """The contacts before the claim's own that may be among those ranked."""
    sure = _before(asked)
    limit = closes(asked)[1]
    return [one for one, _ in asked.matching if one not in sure and not asked.is_own(one) and (one.first is None or one.first[0] < limit)]


def _bounds(words: str, back: int, unit: float) -> tuple[float, float]:
    """The least and the most days that so many years may stand for."""
    if LOWER.search(words):
        return back * unit, (back + max(2.0, min(10.0, back / 4))) * unit
    if UPPER.search(words):
        return (back - _round(back)) * unit, (back + 1) * unit
    return (back - 1) * unit + 1, (back + 1) * unit


def _round(back: int) -> float:
    """How much "more than" or "nearly" so many may add or take."""
    return max(1.0, back / 10) if back % 10 else max(2.0, back / 10)


def _slack(back: int, unit: str) -> float:
    """Days by which a length may be short without being wrong: round numbers are rounder."""
    return DAYS[unit] * (max(1.0, back / 10) if back % 5 == 0 and back >= 10 else 0.0)


def _long(passed: int, unit: str) -> str:
    """So many years or days, as they passed."""
    if unit == "day" or passed < DAYS["month"] * 2:
        return f"{passed} days"
    if passed < DAYS["year"]:
        return f"{passed / DAYS['month']:.1f} months"
    return f"{passed / DAYS['year']:.1f} years"
