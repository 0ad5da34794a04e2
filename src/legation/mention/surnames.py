"""Bare surnames: whom a report means that writes "Roe" and gives neither office nor first name anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from legation.mention.atoms import HONORIFICS, NO_NAME, Lookup
from legation.mention.cast import bearer, in_office_about
from legation.parse import Token
from legation.tables.names import plain
from legation.tables.offices import Occupancy, held_on

SHORTEST = 3
"""Letters of a surname that is looked for without a first name."""
HIGH_POSTS = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
"""Posts whose holders the press calls by the surname alone in every country."""
ALSO_WORDS = frozenset(
    "ala aman andrews angel auf baker ban barrow bay bennett bio bishop bold boys braze brown browne burns cam cannon carter champagne "
    "cleverly colon cook cooke cooper costa dar davis dion don downer drew dumas dung emerson english fall font ford fox frank golding "
    "granger greene gross gul hague hall harper hijab hill ho holmes hor hunt hurd johnston kan kane kern key kok knight lagos lam lang "
    "lapin leo linde ling long luna machete major man mao march mark marty mason may meade medina mesa meta miller mills min miranda "
    "montenegro moon morrison muscat neptune nin norov nova odor parts patterson paz phillips ping pique portas powell power price qin "
    "rama rey rice rivera robertson roble rogers roman rose rua saint sean sen serra shannon silk slot sok son song sow stocker store "
    "straw sullivan talon tan tax toledo topi tong truss turk ventura vivian wade walker wang wen williams win wood yam young zia".split()
)
"""Surnames of the table that are small words, places, firms or everybody's names as well: bare they mean nobody for sure."""


def bare_surnames(
    tokens: Sequence[Sequence[Token]],
    lookup: Lookup,
    genders: Mapping[str, str],
    *,
    on: date | None,
    named: set[str],
    states: Mapping[str, int],
) -> dict[str, str]:
    """Surname -> full name of those in high office about the day, or known without doubt, whom the report names by it alone.

    Takes    named, whom it names in full; states, how often it speaks of each country.
    """
    taken = {word for name in named for word in name.split()}
    found: dict[str, str] = {}
    for sentence in tokens:
        texts = [t.text for t in sentence]
        for i, form in enumerate(texts):
            if i and _follows_first_name(texts, i, lookup):
                taken.add(form)
            if form in found or form in taken or not form[:1].isupper() or len(form) < SHORTEST:
                continue
            rows = lookup.offices.of_surname(form)
            person = (_spoken_of(rows, on, states) or _beyond_doubt(form, rows, on, genders)) if rows else None
            if person and not _is_place(form, lookup):
                found[form] = person
    return {form: name for form, name in found.items() if form not in taken}


def _follows_first_name(texts: Sequence[str], i: int, lookup: Lookup) -> bool:
    """Whether the word before is a name, so that a surname here is that person's."""
    before = texts[i - 1]
    if not before[:1].isupper() or before.lower() in NO_NAME or before.lower() in HONORIFICS:
        return False
    return (i > 1 or before in lookup.given_names) and lookup.titles.at(texts, i - 1)[1] is None


def _is_place(form: str, lookup: Lookup) -> bool:
    towns = lookup.gazetteer.named(form)
    return bool(towns and not towns[0].wary) or lookup.gazetteer.country(form) is not None


def _spoken_of(rows: Sequence[Occupancy], on: date | None, states: Mapping[str, int]) -> str | None:
    """The one person in high office about the day whose country the report speaks of."""
    about = [r for r in rows if in_office_about(r, on) and states.get(r.country)]
    return about[0].person if len({bearer(r) for r in about}) == 1 else None


def _beyond_doubt(form: str, rows: Sequence[Occupancy], on: date | None, genders: Mapping[str, str]) -> str | None:
    """The one head or foreign minister of all times who is called so, if he holds office on the day or no day is known."""
    if form.lower() in ALSO_WORDS or form in genders:
        return None
    own = [r for r in rows if _ends_with(r.person, form)] or rows
    own = [r for r in own if form in r.person.split()] if not form.isascii() else own
    high = [r for r in own if r.post in HIGH_POSTS]
    countries = {r.country for r in own if r.post != "organisation_head"}
    if len({bearer(r) for r in high}) != 1 or (len(countries) != 1 and len({bearer(r) for r in own}) != 1):
        return None
    return high[0].person if on is None or any(held_on(r, on, on) is not False for r in high) else None


def _ends_with(person: str, form: str) -> bool:
    return plain(person.split()[-1]) == plain(form)
