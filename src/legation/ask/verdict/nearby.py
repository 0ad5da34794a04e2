"""The ranked contact as the record has it where the report tells no day of it: the one that was made as the report came out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from legation.ask.stays import same_person
from legation.ask.verdict.held import Held
from legation.model import Actor
from legation.tables.names import bare_name, words_of

JUST_MADE = timedelta(days=7)
"""A contact that ended no longer before a report may be its news."""
SHORTEST = 3
"""Letters of a word that may be a name by itself."""
CAPITALISED = re.compile(r"[^\W\d_][^\W_]*(?:[-’'][^\W\d_]+)*")


def nearby(held: Iterable[Held], people: Sequence[Actor], text: str, as_of: date) -> Held | None:
    """The one contact that was under way, or just over, as the report came out, made by people whom it is about.

    Takes    people = those who are said to have made it; without any, whoever is named in the text.
    Gives    the latest; None where there is none, or several by several people.
    """
    told = names_in(text)
    found = [one for one in held if _is_news(one, as_of) and _is_theirs(one, people, told)]
    latest = found[-1] if found else None
    if latest is None or not all(any(same_person(a, b) for a in one.actors for b in latest.actors) for one in found):
        return None
    return latest


def names_in(text: str) -> frozenset[str]:
    """The words of a text that may be of names."""
    return frozenset(word for found in CAPITALISED.findall(text) if found[:1].isupper() for word in words_of(found))


def _is_news(held: Held, as_of: date) -> bool:
    """Whether a contact came about and may be what a report of a day is about."""
    if not held.sure or held.first is None or held.first[1] > as_of:
        return False
    return (held.last or held.first[1]) >= as_of - JUST_MADE


def _is_theirs(held: Held, people: Sequence[Actor], told: frozenset[str]) -> bool:
    """Whether a contact was made by one of some people, or by somebody who is named in the text."""
    answers = {same_person(one, actor) for one in people for actor in held.actors}
    if True in answers:
        return True
    return answers != {False} and any(is_named(actor, told) for actor in held.actors)


def is_named(actor: Actor, told: frozenset[str]) -> bool:
    """Whether a text has a word of somebody's name."""
    words = words_of(bare_name(actor.name)) if actor.name else ()
    return any(len(word) >= SHORTEST and word in told for word in words)
