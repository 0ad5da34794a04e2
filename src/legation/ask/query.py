"""Questions to the entries: pure filters with three answers, of which only a certain no shuts an entry out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from legation.errors import UsageError
from legation.model import Actor, Certainty, Contact, ContactKind, Entry, EntryState, Party, Place, Status
from legation.when import When, day, first_of, interval, last_of, one_of, overlaps, parse_edtf

W = TypeVar("W", Status, Certainty)
COUNTRY = re.compile("[A-Z]{3}")
OF_FINDING = ("certainty", "said_by")
"""Fields of an entry that belong to the finding, not to the contact."""
ROLES: dict[ContactKind, dict[str, tuple[str, ...]]] = {
    ContactKind.VISIT: {"visitor": ("visitor",), "host": ("host", "inviter")},
    ContactKind.INVITATION: {"visitor": ("invitee",), "host": ("inviter", "host")},
}
"""Roles that count as visitor and as host; in meetings and calls every party counts as both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the register; what is None does not matter."""

    kind: ContactKind | None
    """None where statements or claims are asked for."""
    visitor: str | None = None
    """Words of a name, surface or post in any order, without regard to case and accents; or a Wikidata id."""
    host: str | None = None
    """The same, of a host or inviter."""
    to: str | None = None
    """Country of the contact or of one of its stops, alpha-3."""
    from_: str | None = None
    """Country of the visitor, alpha-3: of the same one as ``visitor`` and ``post``."""
    either: str | None = None
    """Country that the contact takes place in or that one of its parties is of, alpha-3."""
    post: str | None = None
    """Class of the visitor's post, such as ``foreign_minister``, or its title; somebody elect does not hold it yet."""
    since: When | None = None
    until: When | None = None
    status: Status | None = None
    certainty: Certainty | None = None
    place: str | None = None
    """Words that must stand together in the name of one of its places, or the GeoNames id of that."""
    text: str | None = None
    """Words that must stand together in a quote, topic, purpose or place."""
    rejected: bool = False
    """Whether entries that a person has rejected are shown too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The entries that fit, or some of them; how many fit in all, and how many would but have no day to compare."""

    entries: tuple[Entry, ...]
    undated: int
    total: int


def question(
    kind: ContactKind | None,
    *,
    visitor: str | None = None,
    host: str | None = None,
    to: str | None = None,
    from_: str | None = None,
    either: str | None = None,
    post: str | None = None,
    since: str | date | When | None = None,
    until: str | date | When | None = None,
    status: str | None = None,
    certainty: str | None = None,
    place: str | None = None,
    text: str | None = None,
    rejected: bool = False,
) -> Question:
    """A question from what a person typed.

    Raises   UsageError for a country that is no alpha-3 code, a date that is no EDTF, or a status or certainty that is none.
    """
    return Question(
        kind=kind,
        visitor=visitor,
        host=host,
        to=_country(to),
        from_=_country(from_),
        either=_country(either),
        post=post,
        since=_bound(since, "since"),
        until=_bound(until, "until"),
        status=_word(Status, status, "status"),
        certainty=_word(Certainty, certainty, "certainty"),
        place=place,
        text=text,
        rejected=rejected,
    )


def answer(entries: Iterable[Entry], asked: Question) -> Answer:
    """The entries that fit a question, in the order given.

    Gives    with ``since`` or ``until``: entries that fall or may fall within them; entries without any day are left out and counted.
    """
    fitting = [entry for entry in entries if _fits(entry, asked)]
    if asked.since is None and asked.until is None:
        return Answer(entries=tuple(fitting), undated=0, total=len(fitting))
    dated = [(entry, days) for entry in fitting if (days := days_of(contact_of(entry))) is not None]
    within = tuple(entry for entry, days in dated if may_fall_within(days, asked))
    return Answer(entries=within, undated=len(fitting) - len(dated), total=len(within))


def contact_of(entry: Entry) -> Contact:
    """The contact of an entry as it stands."""
    first = entry.findings[0].body
    values: dict[str, Any] = {name: held.value for name, held in entry.fields.items() if name not in OF_FINDING}
    return replace(first, **values)


def _fits(entry: Entry, asked: Question) -> bool:
    """Whether all but the days fits."""
    if entry.kind is not asked.kind or (entry.state is EntryState.REJECTED and not asked.rejected):
        return False
    contact = contact_of(entry)
    visitors, hosts = _in_role(contact, "visitor"), _in_role(contact, "host")
    return (
        (asked.status is None or contact.status is asked.status)
        and ((asked.visitor, asked.from_, asked.post) == (None, None, None) or any(_is_meant(party.actor, asked) for party in visitors))
        and (asked.host is None or any(goes_by(party.actor, asked.host) for party in hosts))
        and (asked.to is None or asked.to in _countries(contact))
        and (asked.either is None or asked.either in {*_countries(contact), *(party.actor.country for party in contact.parties)})
        and (asked.certainty is None or _certainty(entry) is asked.certainty)
        and (asked.place is None or any(_goes_by_place(stop.place, asked.place) for stop in contact.stops))
        and (asked.text is None or _says(entry, contact, asked.text))
    )


def _is_meant(actor: Actor, asked: Question) -> bool:
    """Whether somebody is the visitor asked for: by name, country and post, whatever of it is given."""
    return (
        (asked.visitor is None or goes_by(actor, asked.visitor))
        and (asked.from_ is None or actor.country == asked.from_)
        and (asked.post is None or holds(actor, asked.post))
    )


def _in_role(contact: Contact, role: str) -> tuple[Party, ...]:
    """The parties that count as visitor or as host."""
    roles = ROLES.get(contact.kind)
    return contact.parties if roles is None else tuple(party for party in contact.parties if party.role in roles[role])


def goes_by(actor: Actor, name: str) -> bool:
    """Whether somebody goes by these words."""
    if actor.wikidata is not None and name == actor.wikidata:
        return True
    wanted = set(folded(name).split())
    forms = (actor.name, actor.surface, actor.post, actor.organisation)
    return bool(wanted) and wanted <= set(folded(" ".join(form for form in forms if form)).split())


def holds(actor: Actor, post: str) -> bool:
    """Whether somebody holds a post, by its class or by its title."""
    called = actor.post_class == post or (actor.post is not None and folded(actor.post) == folded(post))
    return called and not actor.elect and not actor.former


def _countries(contact: Contact) -> set[str | None]:
    """The countries that a contact takes place in."""
    return {contact.destination, *(stop.place.country for stop in contact.stops)}


def _certainty(entry: Entry) -> Certainty:
    """How sure the texts are of an entry."""
    held = entry.fields.get("certainty")
    return Certainty(str(held.value)) if held else entry.findings[0].certainty


def _goes_by_place(place: Place, words: str) -> bool:
    """Whether a place is called so: by words that stand together in its name, or by its GeoNames id."""
    wanted = folded(words)
    return words == str(place.geonames) or bool(wanted and f" {wanted} " in f" {folded(place.name)} ")


def _says(entry: Entry, contact: Contact, words: str) -> bool:
    """Whether the words stand together in what the entry rests on."""
    quotes = (evidence.quote for finding in entry.findings for evidence in finding.evidence)
    places = (form for stop in contact.stops for form in (stop.place.name, stop.place.surface))
    texts = (*quotes, *places, *(topic.text for topic in contact.topics), contact.purpose or "")
    wanted = folded(words)
    return bool(wanted) and any(f" {wanted} " in f" {folded(text)} " for text in texts)


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Words in lower case without accents and punctuation, one space between them."""
    plain = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def days_of(contact: Contact) -> When | None:
    """From the first day to the last that a contact may have, None without any; one whose end is not told is taken by its start."""
    known = [when for when in (contact.starts, contact.ends) if when is not None and (when.earliest or when.latest)]
    if not known:
        return None
    if len(known) == 1:
        return known[0]
    first, last = first_of(known[0]), last_of(known[1])
    low, high = first.earliest if first else None, last.latest if last else None
    if low is None and high is None:
        return known[0]
    if low and high and low > high:
        return known[0]
    return interval(low, high)


def may_fall_within(days: When, asked: Question) -> bool:
    """Whether at least one day may lie from ``since`` to ``until``."""
    return (asked.since is None or overlaps(days, _from(asked.since)) is not False) and (
        asked.until is None or overlaps(days, _up_to(asked.until)) is not False
    )


def _from(when: When) -> When:
    """All days from the first that is meant."""
    return one_of(when.earliest, None)


def _up_to(when: When) -> When:
    """All days up to the last that is meant."""
    return one_of(None, when.latest)


def _bound(value: str | date | When | None, name: str) -> When | None:
    """A bound, where one is given."""
    return None if value is None else moment_given(value, name)


def moment_given(value: str | date | When, name: str) -> When:
    """A bound given as EDTF text, a day or a moment.

    Raises   UsageError for what is no date, or one without the day that the bound needs.
    """
    try:
        moment = parse_edtf(value) if isinstance(value, str) else day(value) if isinstance(value, date) else value
    except ValueError as fault:
        raise UsageError(f"--{name} {value}: {fault}") from fault
    if (moment.latest if name == "until" else moment.earliest) is None:
        raise UsageError(f"--{name} {moment.edtf}: this has no first and last day; write a year, month or day, such as 2019 or 2022-10-27")
    return moment


def _country(code: str | None) -> str | None:
    """An alpha-3 code as it is."""
    if code is not None and not COUNTRY.fullmatch(code):
        raise UsageError(f"{code!r} is no country code; write three letters (ISO 3166-1 alpha-3), such as CAN")
    return code


def _word(kind: type[W], word: str | None, name: str) -> W | None:
    """A status or certainty by its word."""
    try:
        return kind(word) if word is not None else None
    except ValueError:
        raise UsageError(f"{word!r} is no {name}; write one of {', '.join(kind)}") from None
