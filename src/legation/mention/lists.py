"""Lists of actors under one title or none: "the foreign ministers of Peru and Chile", "Ghana's Ama Mensah and Togo's Kofi Doe"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from legation.mention.atoms import Atoms, Country, Name
from legation.mention.chunks import ActorChunk, Grammar

JOINTS = frozenset({"and", ",", "&"})
"""What stands between two items of a list."""
MANY = 2
"""Items that make a list."""
REGENTS = frozenset({"general", "designate", "elect"})
"""Words that follow the head of a title and stay as they are in the plural: "secretaries general"."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One name of a list with the country that stands by it, from its first token to its last."""

    start: int
    last: int
    name: Name
    country: str | None
    listed: bool = True
    """Whether name or first name stand in a table or the report has introduced them."""


def actors_at(grammar: Grammar, i: int) -> tuple[ActorChunk, ...]:
    """The actor chunks that start at token i: one as a rule, several where a list begins."""
    if not grammar.may_start(i):
        return ()
    owned = owned_names(grammar, i)
    if owned:
        return owned
    named = grammar.named_first(i)
    if named:
        return (named,)
    return of_peoples(grammar, i) or under_plural(grammar, i) or grammar.delegation_at(i) or grammar.titled_first(i)


# Names of several states, without a title.


def owned_names(grammar: Grammar, i: int) -> tuple[ActorChunk, ...]:
    """ "Ghana's Ama Mensah, Togo's Kofi Doe and Benin's Luc Roe": beside one first name that is known, any two words will do."""
    items: list[_Item] = []
    at = i
    while (item := _owned_name(grammar.atoms, at)) is not None:
        items.append(item)
        at = _past_joint(grammar.atoms, item.last + 1)
        if at == item.last + 1:
            break
    if len(items) < MANY or not any(item.listed for item in items):
        items = [item for item in items if item.name.sure and item.name.occupancies]
    return tuple(_named(grammar, item) for item in items)


def _owned_name(atoms: Atoms, at: int) -> _Item | None:
    state = atoms.country_at(at)
    if state is None or not state.genitive or state.demonym:
        return None
    start = state.last + 1
    listed = atoms.name_at(start, introduced=False)
    name = listed or atoms.loose_name(start)
    return _Item(at, name.last, name, state.code, listed is not None) if name and not atoms.starts_title(start) else None


def _named(grammar: Grammar, item: _Item) -> ActorChunk:
    return ActorChunk(
        first=item.start,
        last=item.last,
        core=(item.start, item.last),
        name=item.name.full,
        country=item.country,
        gender=item.name.gender,
        occupancies=item.name.occupancies,
        shown=grammar.shown_name(item.start, item.last),
    )


# Offices of several states, and their holders.


def of_peoples(grammar: Grammar, i: int) -> tuple[ActorChunk, ...]:
    """ "The Chilean, Peruvian and Bolivian foreign ministers", with or without their names behind."""
    atoms = grammar.atoms
    at = atoms.past_article(i)
    states: list[Country] = []
    starts = [i]
    while (state := atoms.country_at(at)) is not None and (state.demonym or state.genitive or _is_short(atoms, state, at)):
        states.append(state)
        at = _past_joint(atoms, state.last + 1)
        if at == state.last + 1:
            break
        starts.append(at)
    if len(states) < MANY:
        return ()
    office = grammar.office_at(states[-1].last + 1)
    if office is None or not office.plural or office.country:
        return ()
    countries = tuple(s.code for s in states)
    ends = (*(s.last for s in states[:-1]), office.last)
    return _with_names(grammar, i, office, countries, spans=list(zip(starts, ends, strict=True)))


def _is_short(atoms: Atoms, state: Country, at: int) -> bool:
    """Whether a country's name is an abbreviation, which stands before a title as it is: "the US and Russian presidents"."""
    return atoms.text(at, state.last).replace(".", "").isupper()


def under_plural(grammar: Grammar, i: int) -> tuple[ActorChunk, ...]:
    """ "The foreign ministers of Peru and Chile, Ana Roe and Luis Doe": actors under a title in the plural, each with his country."""
    office = grammar.office_at(i)
    if office is None or not office.plural:
        return ()
    countries, spans, at = [office.country] if office.country else [], [(i, office.last)], office.last + 1
    while (joint := _past_joint(grammar.atoms, at)) > at and (state := grammar.atoms.country_at(grammar.atoms.past_article(joint))):
        if state.demonym or state.genitive or not countries:
            break
        countries.append(state.code)
        spans.append((joint, state.last))
        at = state.last + 1
    return _with_names(grammar, i, office, tuple(countries), spans=spans)


def _with_names(
    grammar: Grammar, i: int, office: ActorChunk, countries: tuple[str, ...], *, spans: list[tuple[int, int]]
) -> tuple[ActorChunk, ...]:
    """The holders whom a list names behind the title, else the offices themselves as one chunk of several members."""
    last = max(office.last, spans[-1][1])
    single = replace(office, plural=False, title=singular(office.title or ""))
    comma = grammar.atoms.word(last + 1) == ","
    items = names_listed(grammar.atoms, last + 1 + (comma or grammar.atoms.word(last + 1) == "of"), introduced=not comma)
    if len(items) >= MANY:
        return _holders(grammar, i, single, items, countries if len(countries) != 1 else countries * len(items))
    if len(countries) < MANY:
        return (office,)
    members = tuple(
        replace(single, first=first, last=end, core=(first, end), country=state, determiner="the")
        for (first, end), state in zip(spans, countries, strict=True)
    )
    return (replace(office, first=spans[0][0], last=last, core=(spans[0][0], last), country=None, members=members),)


def _holders(grammar: Grammar, i: int, single: ActorChunk, items: list[_Item], countries: tuple[str, ...]) -> tuple[ActorChunk, ...]:
    """Named holders of one post; the country by a name outranks those listed before, which count where there is one for each."""
    listed = [*countries] if len(countries) == len(items) else [None] * len(items)
    return tuple(
        replace(
            single,
            first=i if n == 0 else item.start,
            last=item.last,
            core=(item.start, item.name.last),
            name=item.name.full,
            country=item.country or country,
            occupancies=item.name.occupancies,
            gender=item.name.gender,
            shown=grammar.shown_name(item.start, item.name.last),
        )
        for n, (item, country) in enumerate(zip(items, listed, strict=True))
    )


def names_listed(atoms: Atoms, at: int, *, introduced: bool) -> list[_Item]:
    """Names from a token on that commas and "and" join, each with "of" and its country where that follows."""
    items: list[_Item] = []
    while (name := atoms.name_at(at, introduced=introduced) or atoms.loose_name(at)) is not None:
        state = atoms.country_at(atoms.past_article(name.last + 2)) if atoms.word(name.last + 1) == "of" else None
        last = state.last if state and not state.demonym else name.last
        items.append(_Item(at, last, name, state.code if state else None))
        at = _past_joint(atoms, last + 1)
        if at == last + 1:
            break
    return items


def _past_joint(atoms: Atoms, at: int) -> int:
    """The token after a comma, "and" or both; the same token where none stands here."""
    comma = atoms.word(at) == ","
    return at + comma + (atoms.word(at + comma) in JOINTS and atoms.word(at + comma) != ",")


def singular(title: str) -> str:
    """A title in the singular: "secretary of state" of "secretaries of state"."""
    words = title.split()
    end = next((n for n, word in enumerate(words) if word in ("of", "for", "to", "in")), len(words))
    if end > 1 and words[end - 1].lower() in REGENTS:
        end -= 1
    if end:
        head = words[end - 1]
        words[end - 1] = head[:-3] + "y" if head.endswith("ies") else head[:-1] if head.endswith("s") else head
    return " ".join(words)
