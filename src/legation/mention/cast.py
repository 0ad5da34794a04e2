"""Who is who in one report: every person, office and body once, with all that the report says of him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from legation.mention.chunks import ActorChunk
from legation.model import Basis
from legation.tables.names import surname_forms
from legation.tables.offices import Occupancy, Offices, first_day, held_on

NATIONAL = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister finance_minister trade_minister interior_minister other_minister "
    "deputy_head deputy_foreign_minister central_bank_governor".split()
)
"""Posts of which a state has one each."""
CROWNS = frozenset("king queen emir sultan prince princess emperor empress grand duke shah crown".split())
LEAST_SPOKEN_OF = 2
"""A country named once in a report is not what it is about."""
TOP_POSTS = ("head_of_state", "head_of_government", "foreign_minister", "organisation_head", "party_leader", "defence_minister")


@dataclass(slots=True, kw_only=True)
class Referent:
    """One person, office or body of the report; grows while the report is walked through, and never leaves the stage."""

    number: int
    name: str | None = None
    title: str | None = None
    post: str | None = None
    country: str | None = None
    organisation: str | None = None
    wikidata: str | None = None
    gender: str | None = None
    followed: bool = False
    """Whether a pronoun has stood for him already, and so is the likelier to do so again."""
    elect: bool = False
    former: bool = False
    basis: Basis = Basis.TEXT
    verified: bool = True
    post_stated: bool = False
    candidates: tuple[str, ...] = ()
    occupancies: tuple[Occupancy, ...] = ()
    heads: set[str] = field(default_factory=set)
    """Last words of the titles that the report gives him: "minister", "president"."""

    def absorb(self, chunk: ActorChunk) -> None:
        """Take over what one more mention says; what was said first stands."""
        self.gender = self.gender or chunk.gender
        self.occupancies = self.occupancies or chunk.occupancies
        first_told = bool(chunk.title) and not self.post_stated
        self.post_stated = self.post_stated or bool(chunk.title)
        if chunk.title:
            self.heads.update(w.lower() for w in chunk.title.split())
        if chunk.title and (first_told or self.title is None or (self.post is None and chunk.post) or (self.former and not chunk.former)):
            self.title, self.post, self.former = chunk.title, chunk.post, chunk.former
        elif chunk.title and chunk.post == self.post and len(chunk.title) > len(self.title or "") and not chunk.former:
            self.title = chunk.title
        self.elect = self.elect or chunk.elect
        self.country = self.country or chunk.country
        self.organisation = self.organisation or chunk.organisation


def surnames_of(name: str, occupancies: Sequence[Occupancy]) -> tuple[str, ...]:
    """Forms by which the press calls a person after it has introduced him."""
    if " " not in name:
        return (name,)
    countries = dict.fromkeys(o.country for o in occupancies) or {"": None}
    return tuple(dict.fromkeys(form for country in countries for form in surname_forms(name, country)))


def introduced(chunks: Sequence[ActorChunk]) -> dict[str, str]:
    """Short form -> full name of everybody whom the report names in full; a form of two people is left out."""
    full: dict[str, str] = {}
    twice: set[str] = set()
    for chunk in chunks:
        if chunk.name and " " not in chunk.name and (chunk.post or chunk.gender):
            full.setdefault(chunk.name, chunk.name)
        if not chunk.name or " " not in chunk.name:
            continue
        for form in (chunk.name, *surnames_of(chunk.name, chunk.occupancies)):
            if full.get(form, form) == form:
                full[form] = chunk.name
            elif full[form] != chunk.name:
                twice.add(form)
    return {form: name for form, name in full.items() if form not in twice}


def identify(referent: Referent, offices: Offices, on: date | None, states: Mapping[str, int]) -> None:
    """Fill post and country from the occupancies of the day, and the name of an office whose holder is known.

    ``states`` counts how often the report speaks of each country: between namesakes the one whose country it
    speaks of stands. What the report says itself is never replaced.
    """
    if referent.name:
        _identify_person(referent, on, states)
    elif referent.country and referent.post and not referent.former:
        _identify_office(referent, offices, on)


def _identify_person(referent: Referent, on: date | None, states: Mapping[str, int]) -> None:
    rows = [o for o in referent.occupancies if referent.country in (None, o.country) and not (on and first_day(o.start) > on)]
    if not referent.post_stated and referent.country is None:
        rows = [o for o in rows if states.get(o.country) or (o.post in TOP_POSTS and on and held_on(o, on, on))] or _of_one(rows, on)
    if not rows:
        return
    chosen = choose(rows, on, states, referent.post)
    if chosen is None:
        return
    referent.wikidata = referent.wikidata or chosen.wikidata
    if referent.name and " " not in referent.name:
        referent.name, referent.basis = chosen.person, Basis.OCCUPANCY
    if referent.country is None:
        referent.country, referent.basis = chosen.country, Basis.OCCUPANCY
        referent.verified = referent.verified and chosen.verified
    if referent.title is None and (on is not None or len({o.post for o in referent.occupancies}) == 1):
        referent.title, referent.post, referent.basis = chosen.title, chosen.post, Basis.OCCUPANCY
        referent.verified = referent.verified and chosen.verified


def _of_one(rows: Sequence[Occupancy], on: date | None) -> list[Occupancy]:
    """All rows where no day is known, and one person alone bears the name, who held a high post: his country is beyond doubt."""
    one = len({bearer(o) for o in rows}) == 1 and any(o.post in TOP_POSTS for o in rows)
    return list(rows) if on is None and one else []


def bearer(row: Occupancy) -> str:
    """What tells the person of an occupancy from all others."""
    return row.wikidata or row.person


def choose(rows: Sequence[Occupancy], on: date | None, states: Mapping[str, int], post: str | None) -> Occupancy | None:
    """The one occupancy that a name means on a day, or None where two people remain as likely.

    Of several crowns on one head the one stands that has more rows, or the more exact day: a co-prince is his own state's president.
    """

    def rank(row: Occupancy) -> tuple[bool, bool, bool, bool, int]:
        held = held_on(row, on, on) if on else None
        return (held is True, row.post == post, held is None, row.post in TOP_POSTS, states.get(row.country, 0))

    ranked = sorted(sorted(rows, key=lambda r: r.start), key=rank, reverse=True)
    best = ranked[0]
    if any(r.person != best.person and r.wikidata != best.wikidata and rank(r) == rank(best) for r in ranked):
        return None
    own = [r for r in rows if rank(r) == rank(best)]
    return max(own, key=lambda r: (sum(o.country == r.country for o in rows), len(r.start), -own.index(r)))


def _identify_office(referent: Referent, offices: Offices, on: date | None) -> None:
    if on is None or referent.country is None or referent.post is None:
        return
    held = offices.holders(referent.country, referent.post, on, on)
    people = tuple(dict.fromkeys(o.person for o in held))
    if len(people) == 1 and held_on(held[0], on, on) is True:
        referent.name, referent.wikidata, referent.basis = people[0], held[0].wikidata, Basis.OCCUPANCY
        referent.verified = held[0].verified
    referent.candidates = people if len(people) > 1 else ()


def in_office_about(row: Occupancy, on: date | None) -> bool:
    """Whether an occupancy lies near enough to a day for the press to use the bare surname."""
    if row.post not in TOP_POSTS or on is None:
        return False
    return held_on(row, on - timedelta(days=3650), on) is not False


def lend_country(people: Sequence[Referent], home: str | None, states: Mapping[str, int]) -> None:
    """Give the country of the dateline to office-holders of a state for whom neither report nor table names one.

    A report filed at home says "the finance minister"; of another state's it says whose he is. A report that speaks of some other
    country far more often than of the one it is filed from lends nothing, and nobody is lent to a crown.
    """
    if home is None or states.get(home, 0) < LEAST_SPOKEN_OF or 2 * states[home] < max(states.values()):
        return
    for person in people:
        bare = person.country is None and person.post_stated and not (person.organisation or person.former)
        if bare and person.post in NATIONAL and not CROWNS & set((person.title or "").lower().split()):
            person.country = home
