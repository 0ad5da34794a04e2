"""People, countries and contacts in a sentence, as a reader would say it: names with posts, and what became of a contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation.model import Actor, Contact, ContactKind, Place
from legation.register.listed import Listed
from legation.web.days import days
from legation.web.words import country, plain

WITH_ARTICLE = frozenset(("netherlands", "philippines", "bahamas", "gambia", "maldives", "comoros", "vatican", "holy see", "congo"))
ARTICLE_BEFORE = ("united ", "republic of", "democratic republic", "kingdom of", "union of", "federal republic", "state of")
ARTICLE_BEHIND = (" islands", " republic", " emirates", " states", " federation", " territories", " union", " territory")
PEOPLE_SHOWN = 4
"""People named in a sentence; of more it is said how many there are."""
SORTS = {ContactKind.VISIT: "visits", ContactKind.MEETING: "meetings", ContactKind.CALL: "calls", ContactKind.INVITATION: "invitations"}
"""Under which address the contacts of a kind stand."""
LETTERS = {"v": "visits", "m": "meetings", "c": "calls", "i": "invitations", "s": "statements", "k": "claims"}
"""The same by the letter with which an id begins."""


def land(code: str | None) -> str:
    """A country within a sentence: "the United States", "Canada"; nothing where there is none."""
    name = country(code)
    low = name.casefold()
    article = low in WITH_ARTICLE or low.startswith(ARTICLE_BEFORE) or low.endswith(ARTICLE_BEHIND)
    return f"the {name}" if article else name


def name_of(actor: Actor) -> str:
    """The name of a person or body, else the words of the report."""
    return actor.name or actor.surface


def titled(actor: Actor) -> str:
    """A person with post and country: "Antony Blinken, Secretary of State of the United States"."""
    name, of = name_of(actor), _whose(actor)
    if actor.post and actor.post.casefold() != name.casefold():
        return f"{name}, {'former ' if actor.former else ''}{actor.post}{'-elect' if actor.elect else ''}{f' of {of}' if of else ''}"
    return f"{name} of {of}" if of and actor.name is None and of not in name else f"{name} ({of})" if of and of not in name else name


def _whose(actor: Actor) -> str:
    """Whose post somebody holds."""
    if actor.organisation and actor.organisation not in name_of(actor):
        return actor.organisation
    where = land(actor.country)
    return "" if country(actor.country) and country(actor.country) in (actor.post or "") else where


def listed(words: Sequence[str]) -> str:
    """Several in a sentence: "A, B and C"; of many only the first and how many more."""
    if len(words) > PEOPLE_SHOWN:
        words = [*words[: PEOPLE_SHOWN - 1], f"{len(words) - PEOPLE_SHOWN + 1} others"]
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _apart(people: Sequence[str]) -> str:
    """People in a sentence; where one has a comma in his words, a semicolon parts them."""
    if len(people) > 1 and any(", " in one for one in people):
        shown = people if len(people) <= PEOPLE_SHOWN else [*people[: PEOPLE_SHOWN - 1], f"{len(people) - PEOPLE_SHOWN + 1} others"]
        return "; ".join(shown[:-1]) + f"; and {shown[-1]}"
    return listed(people)


def sides(contact: Contact) -> tuple[list[Actor], list[Actor]]:
    """Those who act and those whom they visit, meet, call or invite."""
    first = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("inviter",)}.get(contact.kind)
    actors = [party.actor for party in contact.parties]
    if first is None:
        return actors[:1], actors[1:]
    return [p.actor for p in contact.parties if p.role in first], [p.actor for p in contact.parties if p.role not in first]


def headline(contact: Contact) -> str:
    """Who does what, where and when, in one sentence without its status."""
    first, others = (_apart(list(dict.fromkeys(map(titled, side)))) for side in sides(contact))
    where = place_of(contact.kind, towns_of(stop.place for stop in contact.stops), contact.destination)
    told = days(contact.starts, contact.ends) if contact.starts or contact.ends else "day not known"
    deed = _deed(contact.kind, others, where, contact.purpose)
    return _large(f"{first or 'Somebody'}{',' if ', ' in first else ''} {deed}, {told}")


def in_brief(row: Listed) -> str:
    """The same of a row of a list, without posts."""
    first, others = (listed(list(dict.fromkeys(one.name for one in side))) for side in (row.who, row.others))
    whole = country(row.destination)
    where = place_of(row.kind, [spot.name for spot in row.places if spot.name != whole], row.destination)
    told = days(row.starts, row.ends) if row.starts or row.ends else "day not known"
    return _large(f"{first or 'Somebody'} {_deed(row.kind, others, where, row.purpose)}, {told}")


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _deed(kind: ContactKind, others: str, where: str, purpose: str | None) -> str:
    """What is done, to whom and where."""
    rest = "," if ", " in others else ""
    if kind is ContactKind.VISIT:
        return f"visits {where or 'a place that is not told'}"
    if kind is ContactKind.INVITATION:
        # What an invitation is to: the occasion in the report's words, else the place.
        to = purpose.removeprefix("to ") if purpose else where
        return f"invites {others or 'somebody'}{f'{rest} to {to}' if to else ''}"
    if kind is ContactKind.CALL:
        return f"speaks with {others or 'somebody'}{rest} by telephone"
    return f"meets {others or 'somebody'}{f'{rest} in {where}' if where else ''}"


def place_of(kind: ContactKind, towns: Sequence[str], destination: str | None) -> str:
    """Where a contact takes place: the country with its towns, or the towns alone."""
    towns, whole = list(dict.fromkeys(towns)), land(destination)
    if kind is ContactKind.VISIT and whole:
        return f"{whole} ({listed(towns)})" if towns else whole
    if len(towns) == 1 and whole:
        return f"{towns[0]}, {country(destination)}"
    return listed(towns) or whole


def towns_of(places: Iterable[Place]) -> list[str]:
    """The places that are no whole country, each once."""
    return list(dict.fromkeys(place.name for place in places if place.kind != "country"))


def sentence(contact: Contact) -> str:
    """The same with what became of it: "Antony Blinken, Secretary of State of the United States, visits Canada: planned"."""
    return f"{headline(contact)}: {plain(contact.status.value)}"
