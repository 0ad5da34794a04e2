"""What a claim comes to once rivals and coverage are known, and when the row that it ranks ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from legation.ask.stays import Days, bounds_of, same_person
from legation.ask.verdict.asked import JUST_NOW, Asked, actors_of, day_before
from legation.ask.verdict.held import Held
from legation.ask.verdict.window import A_DAY, Window, exactly
from legation.ask.verdict.words import IDS, coverage_words, gap_words, ids_of, named
from legation.model import Actor, Caveat, ContactKind, Outcome, Reckoning, Relation, Whose
from legation.tables.coverage import Covered

UNSEEN = {
    ContactKind.MEETING: "the official record holds no meetings",
    ContactKind.CALL: "the official record holds no calls",
    ContactKind.INVITATION: "the official record holds no invitations",
}
"""What no list is complete for."""
CAVEATS = 3
"""Contacts of a kind that a reader is warned of, the latest."""
LIFE = 100
"""Years before the day of judgement in which nobody who is named can have travelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a claim comes to."""

    outcome: Outcome
    note: str
    because: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """Whether the record has all that could bear on a claim within some days."""

    covered: Covered
    why_not: str | None
    words: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the declarations."""
        return tuple(one.id for one in self.covered.coverages)


def opened(note: str, held: Sequence[Held] = ()) -> Found:
    """What is left open, and what is known all the same."""
    return Found(outcome=Outcome.OPEN, note=note, because=ids_of(held)[:IDS])


def complete_within(asked: Asked, first: date, last: date, whose: Whose | None = None) -> Complete:
    """Whether nothing that would bear on a claim can be missing from the first day to the last."""
    kind = asked.claim.pattern.contact
    person = whose or asked.claim.pattern.whose
    if first == date.min and person is not None and person.actors and asked.as_of.year > LIFE:
        first = date(asked.as_of.year - LIFE, 1, 1)
    found = asked.covered(first, last, whose)
    words = coverage_words(found, first, last)
    why = UNSEEN[kind] if kind is not None and kind is not ContactKind.VISIT else None
    why = why or asked.beyond_the_list or (None if whose is None and first > last else _why_not(asked, found, first, last, whose))
    return Complete(covered=found, why_not=why, words=words)


def _why_not(asked: Asked, found: Covered, first: date, last: date, whose: Whose | None) -> str | None:
    """Why the record may lack a contact within days; None where it is declared complete."""
    person = whose or asked.claim.pattern.whose
    of_state = asked.claim.pattern.level == "state"
    if person is not None and person.actors and not of_state and not _in_office(asked, person, first):
        return "it holds journeys in office alone, not those that the same person may have made before"
    if found.complete:
        return None
    if found.gaps:
        return f"it is known to lack {gap_words(found.gaps)}"
    if not found.coverages:
        return "it is not declared complete for such visitors and places"
    end = max(one.last for one in found.coverages)
    return f"it ends on {end}" if end < last else "it is not declared complete for all of these days"


def _in_office(asked: Asked, person: Whose, first: date) -> bool:
    """Whether somebody surely held the post from a day on: the claim is of that time, or the record has him in the post by then."""
    since, anchor = asked.claim.pattern.since, asked.claim.anchor
    office = anchor is not None and anchor.reckoning is Reckoning.OFFICE
    if office and since is not None and since.earliest is not None and first >= since.earliest:
        return True
    taken = asked.in_post
    this_year = anchor is not None and anchor.reckoning is Reckoning.WINDOW and taken is not None and taken[0].year == first.year
    if person.actors == (asked.subject,) and taken is not None and (first >= taken[0] or this_year):
        return True
    holder = person.actors[0]
    post = person.post_class or holder.post_class
    return post is not None and any(
        not one.elect and one.first is not None and one.first[1] <= first and any(_is_holder(holder, actor, post) for actor in one.actors)
        for one in asked.held
    )


def _is_holder(person: Actor, actor: Actor, post: str) -> bool:
    """Whether a visitor is a person in a post."""
    return actor.post_class == post and same_person(person, actor) is True


def tempered(asked: Asked, found: Found) -> Found:
    """Open where contacts of the same person alone speak against a claim whose own contact is known by its day in the record."""
    near = asked.near
    if found.outcome is not Outcome.CONTRADICTED or near is None or asked.points_here:
        return found
    others = [
        one
        for one in asked.held
        if set(one.ids) & set(found.because) and not any(same_person(a, b) for a in one.actors for b in near.actors)
    ]
    if others or not found.because:
        return found
    return replace(found, outcome=Outcome.OPEN, note=f"{found.note}; which visit is ranked is not certain")


def closes(asked: Asked) -> Days:
    """The day of the ranked contact, before which others count; the day after that of judgement where it is still to come."""
    end = exactly(asked.as_of + A_DAY)
    claim = asked.claim
    until = bounds_of(claim.pattern.until) if claim.pattern.since else None
    over = exactly(until[1] if until[0] == until[1] else until[1] + A_DAY) if until is not None else None
    if claim.absent or claim.relation in (Relation.LAST, Relation.ONLY):
        return min(over, end) if over else end
    if asked.own is not None and asked.own.first is not None:
        return min(asked.own.first, end)
    days = asked.ranked_days
    if asked.ranked is not None and days is not None:
        return min((days[0], days[0] if days[0] == days[1] or _is_exact(asked) else days[1] + A_DAY), end)
    if asked.ranked is not None and asked.is_planned():
        return end
    mine = first_of_subject(asked)
    if mine is not None and mine.first is not None:
        return min(mine.first, end)
    if asked.ranked is not None:
        return date.min, end[1]
    return asked.as_of - JUST_NOW, end[1]


def _is_exact(asked: Asked) -> bool:
    """Whether the first day of the ranked contact is told."""
    starts = asked.ranked.starts if asked.ranked else None
    return starts is not None and starts.earliest is not None and starts.earliest == starts.latest


def first_of_subject(asked: Asked) -> Held | None:
    """The first contact of the one whose contact is ranked, where the report tells no day of it."""
    nobody = asked.ranked is None and asked.claim.instance is None and asked.claim.goal is None
    if nobody or asked.ranked_days is not None:
        return None
    people = actors_of(asked.ranked) if asked.ranked else ((asked.subject,) if asked.subject else ())
    opens = asked.opens
    for held, fit in asked.ranked_among:
        begun = Window(opens=opens, closes=exactly(asked.as_of + A_DAY)).holds(held.first)
        if fit and begun and any(same_person(one, actor) for one in people if one for actor in held.actors):
            return held
    return None


def by_rivals(asked: Asked, window: Window, sure: list[Held], doubtful: list[Held], what: str) -> Found:
    """A claim that there was none: broken by one, left open by one that may be, borne out by coverage alone."""
    if sure:
        return Found(outcome=Outcome.CONTRADICTED, because=ids_of(sure), note=f"the record has {named(sure)}")
    if doubtful:
        return opened(f"the record has {named(doubtful)}, of which it cannot be told whether it counts", doubtful)
    if window.is_empty:
        return opened("which of the visits is ranked, and from which day on, cannot be told apart")
    first, last = window.opens[0], min(day_before(window.closes[1]), asked.as_of)
    complete = complete_within(asked, first, last)
    if complete.why_not is not None:
        return replace(opened(f"the record has {what}, but {complete.why_not}"), coverage=complete.ids)
    return Found(outcome=Outcome.SUPPORTED, coverage=complete.ids, note=f"the record has {what}; {complete.words}")


def borne_out(asked: Asked, found: Found) -> Found:
    """A claim with the record of its own contact; open where that is told as past and the record, though complete, does not have it."""
    if found.outcome is not Outcome.SUPPORTED:
        return found
    own = asked.own or (None if asked.is_planned() else first_of_subject(asked))
    if own is not None:
        return replace(found, because=(*ids_of([own]), *found.because), note=f"{named([own])} is in the record; {found.note}")
    days = asked.ranked_days
    if asked.ranked is not None and not asked.is_planned() and days is not None and days[1] < asked.as_of - JUST_NOW:
        return opened(f"{found.note}; yet the record does not have the visit itself that the report tells of")
    return found


def caveats_of(asked: Asked, window: Window) -> tuple[Caveat, ...]:
    """What a reader should know of a claim that stands: contacts left out by level or because office was not held."""
    below = [one for one in asked.below if window.holds(one.first)]
    elect = [one for one in asked.elect if one.first and one.first[1] < window.closes[0]]
    return (
        *(Caveat(entry=one.ids[0], text=f"of another level: {named([one])}") for one in below[-CAVEATS:]),
        *(Caveat(entry=one.ids[0], text=f"before taking office or after: {named([one])}") for one in elect[-CAVEATS:]),
    )
