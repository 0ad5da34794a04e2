"""Whether two findings tell one contact: yes, no or unsure, each with its reasons in words a person can check."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from legation.model import Actor, Contact, ContactKind, Finding, Status
from legation.register.merge.spans import Sharpness, Window, days_apart, during

NEXT_DAY = 1
"""Days apart that time zones and the day of departure explain."""
CONTRADICTING_DAYS = 3
"""Days apart up to which reports contradict each other on one visit."""
DOUBTFUL_DAYS = 10
"""Days apart up to which a person is asked."""
ONE_SIDE = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("invitee",)}
"""Roles of those who must be the same; of other kinds any two of the parties."""


class Answer(StrEnum):
    """What is said of two findings."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The answer with its reasons, the deciding one last."""

    answer: Answer
    reasons: tuple[str, ...]


def likeness(left: Finding[Contact], right: Finding[Contact], windows: tuple[Window, Window]) -> Likeness:
    """Whether two findings of one kind tell one contact.

    Takes    windows = when each can have begun.
    """
    a, b = left.body, right.body
    if a.kind is not b.kind or (
        a.kind is not ContactKind.MEETING and None not in (a.destination, b.destination) and a.destination != b.destination
    ):
        return Likeness(answer=Answer.DIFFERENT, reasons=("another kind of contact or country",))
    who = _same_people(a, b)
    if who is None:
        return Likeness(answer=Answer.DIFFERENT, reasons=("other people",))
    if left.report_id == right.report_id:
        return Likeness(answer=Answer.DIFFERENT, reasons=(who, "one report tells them apart"))
    answer, when = _same_days(a.kind, *windows)
    return Likeness(answer=answer, reasons=(who, when))


def _same_people(a: Contact, b: Contact) -> str | None:
    """How those who matter are known to be the same; None where they are not."""
    roles = ONE_SIDE.get(a.kind)
    left = [p.actor for p in a.parties if roles is None or p.role in roles]
    right = [p.actor for p in b.parties if roles is None or p.role in roles]
    pairs = [(x, y, how) for x in left for y in right if (how := same_actor(x, y))]
    needed = 1 if roles else 2
    if len({id(x) for x, _, _ in pairs}) < needed or len({id(y) for _, y, _ in pairs}) < needed:
        return None
    return "; ".join(dict.fromkeys(how for _, _, how in pairs[:needed]))


def same_actor(left: Actor, right: Actor) -> str | None:
    """How two actors are known to be one; None where they are not or may not be."""
    if left.wikidata and right.wikidata:
        return f"both are {left.name} ({left.wikidata})" if left.wikidata == right.wikidata else None
    if left.country and right.country and left.country != right.country:
        return None
    if left.name and right.name:
        one, other = _tokens(left.name), _tokens(right.name)
        return f"both are called {max(left.name, right.name, key=len)}" if one and other and (one <= other or other <= one) else None
    same_post = left.country == right.country and left.country is not None and _post(left) is not None and _post(left) == _post(right)
    return f"both hold the post {_post(left)} of {left.country}" if same_post else None


def _post(actor: Actor) -> str | None:
    return actor.post_class or (actor.post.casefold() if actor.post else None)


def _tokens(name: str) -> frozenset[str]:
    """The words of a name without accents and case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return frozenset(plain.casefold().replace("-", " ").split())


def _same_days(kind: ContactKind, left: Window, right: Window) -> tuple[Answer, str]:
    """What the days say."""
    apart = days_apart(left, right)
    if max(left.sharpness, right.sharpness) is Sharpness.DAY:
        if apart <= NEXT_DAY:
            return (
                Answer.SAME,
                f"they begin on {left.first}" if not apart else f"they begin on {left.first} and {right.first}, which the hour explains",
            )
        if kind is not ContactKind.VISIT:
            return Answer.DIFFERENT, f"their days lie {apart} days apart"
        if during(left, right) or during(right, left):
            return Answer.SAME, f"the one begins on {left.first}, while the other of {right.first} lasts"
        if apart <= CONTRADICTING_DAYS:
            return (
                Answer.SAME,
                f"they begin on {left.first} and {right.first}, and reports may contradict each other by {CONTRADICTING_DAYS} days",
            )
        answer = Answer.UNSURE if apart <= DOUBTFUL_DAYS else Answer.DIFFERENT
        return answer, f"their first days {left.first} and {right.first} lie {apart} days apart"
    if apart:
        return Answer.DIFFERENT, f"their days lie at least {apart} days apart"
    told = Sharpness.GUESSED not in (left.sharpness, right.sharpness) and Sharpness.OPEN not in (left.sharpness, right.sharpness)
    if told:
        return Answer.SAME, "the days of the one lie within those of the other"
    if Sharpness.OPEN in (left.sharpness, right.sharpness):
        return Answer.UNSURE, "the day of one is not known"
    return Answer.SAME, "the day of one is not told, and its report appeared at a time that fits"


def can_follow(a: Status, b: Status) -> bool:
    """Whether a contact told in one status can be the one told in another; a memory is no plan that was called off."""
    over, off = {Status.OCCURRED, Status.UNDER_WAY}, {Status.CANCELLED, Status.POSTPONED, Status.DENIED}
    return not ({a, b} & over and {a, b} & off)
