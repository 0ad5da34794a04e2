"""What coders are asked of each entry: the columns of a sheet, what may stand in them, and when two answers are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from legation.ask.query import folded
from legation.imports.days import edtf_day
from legation.model import Contact, ContactKind, Party, Status
from legation.tables.gazetteer import Gazetteer
from legation.tables.titles import Titles

CANNOT_TELL = "?"
CONTACT = "contact"
YES, NO, UNSURE = "yes", "no", "unsure"
SHORT = {"y": YES, "n": NO, "u": UNSURE, "true": YES, "false": NO}
HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady madame".split())
SEVERAL = re.compile(r"\s*[;|\n]\s*")
Value = tuple[tuple[str, ...], ...]
"""What the program holds: one item or several, each in the forms that are right for it."""
Told = tuple[str, ...]
"""What a coder tells: one item or several in the form that they are compared in; () for not told."""


@dataclass(frozen=True, slots=True)
class Means:
    """What answers are understood by."""

    gazetteer: Gazetteer
    titles: Titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that coders are asked."""

    name: str
    asks: str
    allowed: str
    understand: Callable[[str, Means], str]
    """One item of an answer in the form that it is compared in; ValueError for what is none."""
    held: Callable[[Contact], Value]
    """What the program holds."""
    several: bool = True
    """Whether several may stand in one cell: of several parties, or of several contacts that the same words tell."""
    loose: bool = False
    """Whether two items are the same where one has all words of the other: "Blinken" and "Antony Blinken"."""

    def told(self, cell: str, means: Means) -> Told | None:
        """What a cell tells; None for one that says that it cannot be told.

        Raises   ValueError for what may not stand there.
        """
        if cell.strip() == CANNOT_TELL:
            return None
        parts = SEVERAL.split(cell.strip()) if self.several else [cell.strip()]
        return tuple(sorted({self.understand(part, means) for part in parts if part}))

    def same(self, one: Told, other: Told) -> bool:
        """Whether two answers are the same."""
        return self.within(one, other) and self.within(other, one)

    def within(self, some: Iterable[str], others: Told) -> bool:
        """Whether each item is among others."""
        return all(any(self._alike(item, other) for other in others) for item in some)

    def right(self, value: Value, told: Told, means: Means) -> bool:
        """Whether all that the program holds is among what was told."""
        return all(any(self.within((self._form(form, means),), told) for form in forms) for forms in value)

    def _form(self, form: str, means: Means) -> str:
        """A form of the program's in the form that it is compared in; one that coders could not write stays as it is."""
        try:
            return self.understand(form, means)
        except ValueError:
            return form

    def _alike(self, one: str, other: str) -> bool:
        few, many = sorted((set(one.split()), set(other.split())), key=len)
        return one == other or (self.loose and bool(few) and few <= many)


def _words(text: str, means: Means) -> str:
    words = folded(text)
    if not words:
        raise ValueError(f"{text!r} has no word in it")
    return words


def _name(text: str, means: Means) -> str:
    """A name without the title or honorific before it: "Vice-Premier Doe", "Mr Doe"; the words where there is no name behind."""
    parts = text.split()
    for start in range(len(parts) - 1):
        length, row = means.titles.at(parts, start)
        if row and start + length < len(parts):
            parts = parts[start + length :]
            break
    bare = [part for part in parts if folded(part) not in HONORIFICS]
    return _words(" ".join(bare or parts), means)


def _country(text: str, means: Means) -> str:
    for form in (text, text.upper(), text.title()):
        if code := means.gazetteer.country(form):
            return code
    if re.fullmatch(r"[A-Z]{2,6}", text):
        return text
    raise ValueError(f"{text!r} is no country; write its English name or alpha-3 code")


def _post(text: str, means: Means) -> str:
    """The class of a post where the lexicon of titles knows the words, else the words."""
    words = text.replace("_", " ").split()
    for start in range(len(words)):
        length, row = means.titles.at(words, start)
        if row and start + length == len(words) and not row.deputy:
            return row.post
    return _words(text, means)


def _day(text: str, means: Means) -> str:
    return edtf_day(text)


def _one_of(*allowed: str) -> Callable[[str, Means], str]:
    """An answer out of a list."""

    def understand(text: str, means: Means) -> str:
        word = SHORT.get(text.casefold(), text.casefold().replace(" ", "_"))
        if word not in allowed:
            raise ValueError(f"{text!r} is none of {', '.join(allowed)}")
        return word

    return understand


def _of_parties(roles: tuple[str, ...], forms: Callable[[Party], Iterable[str | None]]) -> Callable[[Contact], Value]:
    """What the program holds of each party in one of these roles."""

    def held(contact: Contact) -> Value:
        found = (tuple(form for form in forms(party) if form) for party in contact.parties if party.role in roles)
        return tuple(dict.fromkeys(item for item in found if item))

    return held


def _names(party: Party) -> Iterable[str | None]:
    return (party.actor.name, party.actor.surface)


def _posts(party: Party) -> Iterable[str | None]:
    return (party.actor.post_class, party.actor.post)


def _land(contact: Contact) -> str | None:
    """The country of a contact; of a meeting that of its place, where that is known."""
    venue = contact.stops[0].place.country if contact.kind is ContactKind.MEETING and contact.stops else None
    return venue or contact.destination


def _one(form: str | None) -> Value:
    return ((form,),) if form else ()


def _who(role: str, names: str) -> tuple[Field, ...]:
    """Names, countries and posts of those in one role."""
    return (
        Field(
            name=names,
            asks=f"Who: all {names}, by full name where the words give it, else as the words put them.",
            allowed="names",
            understand=_name,
            held=_of_parties((role,), _names),
            loose=True,
        ),
        Field(
            name=f"{names}_from",
            asks=f"The country or organisation of the {names}.",
            allowed="English names or alpha-3 codes",
            understand=_country,
            held=_of_parties((role,), lambda party: (party.actor.country or party.actor.organisation,)),
        ),
        Field(
            name=f"{names}_posts",
            asks=f"The posts of the {names} at that time.",
            allowed="titles such as foreign minister",
            understand=_post,
            held=_of_parties((role,), _posts),
            loose=True,
        ),
    )


def _day_field(name: str, asks: str, held: Callable[[Contact], Value]) -> Field:
    return Field(name=name, asks=asks, allowed="2022-10-27, 2022-10 or 2022", understand=_day, held=held)


DESTINATION = Field(
    name="destination",
    asks="The country where it takes, took or was to take place.",
    allowed="an English name or alpha-3 code",
    understand=_country,
    held=lambda contact: _one(_land(contact)),
)
PLACES = Field(
    name="places",
    asks="All towns, regions, residences and venues of it that the words name.",
    allowed="names",
    understand=_words,
    held=lambda contact: tuple((stop.place.name, stop.place.surface) for stop in contact.stops if stop.place.kind != "country"),
    loose=True,
)
FIRST_DAY = _day_field(
    "first_day", "Its first day, worked out from the day of publication where need be.", lambda c: _one(c.starts.edtf if c.starts else None)
)
LAST_DAY = _day_field("last_day", "Its last day.", lambda c: _one(c.ends.edtf if c.ends else None))
STATUS = Field(
    name="status",
    asks="What became of it, as far as the latest of the reports tells.",
    allowed=", ".join(Status),
    understand=_one_of(*Status),
    held=lambda contact: _one(contact.status.value),
)
ACCEPTED = Field(
    name="accepted",
    asks="Whether the invitation was taken up.",
    allowed=f"{YES}, {NO}",
    understand=_one_of(YES, NO),
    several=False,
    held=lambda contact: () if contact.accepted is None else _one(YES if contact.accepted else NO),
)
MADE_ON = _day_field("made_on", "The day on which it was made.", FIRST_DAY.held)
_COURSE = (FIRST_DAY, LAST_DAY, STATUS)
FIELDS = {
    ContactKind.VISIT: (*_who("visitor", "visitors"), DESTINATION, PLACES, *_COURSE),
    ContactKind.MEETING: (*_who("participant", "participants"), DESTINATION, PLACES, *_COURSE),
    ContactKind.CALL: (*_who("participant", "participants"), FIRST_DAY, STATUS),
    ContactKind.INVITATION: (*_who("inviter", "inviters"), *_who("invitee", "invitees"), DESTINATION, MADE_ON, ACCEPTED),
}
"""What is asked of each kind, besides whether there is such a contact at all."""
CONTACTS = {
    ContactKind.VISIT: "a visit: somebody in office goes, went, or was to go, to another country in an official capacity",
    ContactKind.MEETING: "a meeting of people in office of two countries or organisations",
    ContactKind.CALL: "a call between people in office of two countries or organisations",
    ContactKind.INVITATION: "an invitation of somebody in office by another country or organisation",
}


def contact_field(kind: ContactKind) -> Field:
    """The first question: whether the marked words tell such a contact."""
    asks = f"Do the marked words tell {CONTACTS[kind]}? One planned, called off or denied counts. With `{NO}` leave the rest empty."
    understand, held = _one_of(YES, NO, UNSURE), lambda contact: _one(YES)
    return Field(name=CONTACT, asks=asks, allowed=f"{YES}, {NO}, {UNSURE}", understand=understand, held=held, several=False)
