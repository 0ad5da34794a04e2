"""Verdicts on numbers: the third visit, the third president to visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.ask.stays import same_person
from legation.ask.verdict.asked import Asked, day_before, rivals
from legation.ask.verdict.decided import Found, caveats_of, closes, complete_within, opened
from legation.ask.verdict.held import Held
from legation.ask.verdict.window import Window
from legation.ask.verdict.words import ids_of, named
from legation.model import Actor, Outcome

ONE_TRIP_DAYS = 7
"""Two stays of somebody in one country that are no further apart may be legs of one visit."""

TIMES = {"twice": 2, "second": 2, "two": 2, "more": 2, "thrice": 3, "third": 3, "three": 3, "four": 4, "five": 5}
"""How often, by the first word for it."""


def only_so_often(asked: Asked, window: Window, times: int | None) -> Found:
    """ "the only president to have visited twice": nobody else came so often."""
    people = asked.claim.instance.actors if asked.claim.instance is not None else ()
    if times is None or not people:
        return opened("how often, or who, is not known")
    found = [(one, fit) for one, fit in asked.matching if window.holds(one.first) is not False]
    mine = [one for one, fit in found if fit and one.sure and _is_any(one, people)]
    has = f"the record has {named(mine) or 'none of his'}"
    if _visits(mine)[0] < times:
        return opened(f"{has}; that he came {times} times it does not show", mine)
    others = [(one, fit) for one, fit in found if not _is_any(one, people)]
    for one, _ in others:
        sure = [other for other, fit in others if fit and other.sure and window.holds(other.first) and _is_any(other, one.actors)]
        if _visits(sure)[0] >= times:
            return Found(outcome=Outcome.CONTRADICTED, because=ids_of(sure), note=f"the record has {named(sure)}")
    for one, _ in others:
        may = [other for other, _ in others if any(same_person(a, b) is not False for a in one.actors for b in other.actors)]
        if _visits(may)[1] >= times:
            return opened(f"{has}; of {named(may)} it cannot be told how often it was", [*mine, *may])
    complete = complete_within(asked, window.opens[0], min(day_before(window.closes[1]), asked.as_of))
    if complete.why_not is not None:
        return opened(f"{has}, and nobody else so often, but {complete.why_not}", mine)
    note = f"{has}, and nobody else so often; {complete.words}"
    return Found(outcome=Outcome.SUPPORTED, because=ids_of(mine), coverage=complete.ids, note=note)


def nth(asked: Asked) -> Found:
    """As many before it as the number says, less one; people where the words count people, else visits."""
    claim = asked.claim
    if claim.nth is None:
        return opened("the number is not known")
    if claim.anchor is not None and claim.pattern.since is None:
        return opened(f"from which day on is not known ({claim.anchor.words.text!r})")
    window = Window(opens=asked.opens, closes=closes(asked))
    sure, doubtful = rivals(asked, window)
    if claim.instance is not None:
        people = claim.instance.actors
        if not people:
            return opened("whose contact is counted is not known")
        sure = [one for one in sure if not _is_any(one, people)]
        doubtful = [one for one in doubtful if not _is_any(one, people)]
    least, most = _persons(sure) if claim.instance is not None else _visits(sure)
    return replace(_decided(asked, window, (least, most), sure, doubtful), caveats=caveats_of(asked, window))


def _decided(asked: Asked, window: Window, count: tuple[int, int], sure: list[Held], doubtful: list[Held]) -> Found:
    """What a count comes to."""
    wanted = (asked.claim.nth or 1) - 1
    least, most = count
    has = f"before it the record has {_counted(asked, least, most)}" + (f": {named(sure)}" if sure else "")
    if least > wanted:
        return Found(outcome=Outcome.CONTRADICTED, because=ids_of(sure), note=has)
    if doubtful:
        return opened(f"{has}; of {named(doubtful)} it cannot be told whether it counts", [*sure, *doubtful])
    first, last = window.opens[0], min(day_before(window.closes[1]), asked.as_of)
    complete = complete_within(asked, first, last)
    if complete.why_not is not None:
        return replace(opened(f"{has}, but {complete.why_not}", sure), coverage=complete.ids)
    if least == most == wanted:
        return Found(outcome=Outcome.SUPPORTED, because=ids_of(sure), coverage=complete.ids, note=f"{has}; {complete.words}")
    if most < wanted:
        return Found(outcome=Outcome.CONTRADICTED, because=ids_of(sure), coverage=complete.ids, note=f"{has}; {complete.words}")
    return opened(f"{has}; it turns on whether legs of one journey are counted once", sure)


def _counted(asked: Asked, least: int, most: int) -> str:
    """So many people or contacts in words."""
    kind = asked.claim.pattern.contact
    one, many = ("other", "others") if asked.claim.instance is not None else (f"{kind}", f"{kind}s")
    said = f"{least}" if least == most else f"{least} to {most}"
    return f"no {one}" if most == 0 else f"one {one}" if most == 1 else f"{said} {many}"


def _is_any(held: Held, people: Sequence[Actor]) -> bool:
    """Whether a contact is of one of these people."""
    return any(same_person(one, actor) for one in people for actor in held.actors)


def _persons(found: Sequence[Held]) -> tuple[int, int]:
    """How many people made these contacts, at the least and at the most."""
    least: list[Actor] = []
    most: list[Actor] = []
    for actor in (actor for held in found for actor in held.actors):
        if all(same_person(actor, one) is False for one in least):
            least.append(actor)
        if all(same_person(actor, one) is not True for one in most):
            most.append(actor)
    return len(least), len(most)


def _visits(found: Sequence[Held]) -> tuple[int, int]:
    """How many visits these are, stays close together taken as one or apart."""
    least = 0
    for number, held in enumerate(found):
        earlier = found[number - 1] if number else None
        end = earlier and earlier.first and (earlier.last or earlier.first[1])
        near = end is not None and held.first is not None and (held.first[0] - end).days <= ONE_TRIP_DAYS if end else False
        least += not (near and earlier is not None and any(same_person(a, b) for a in held.actors for b in earlier.actors))
    return least, len(found)
