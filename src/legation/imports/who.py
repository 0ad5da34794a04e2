"""Visitors: title and name apart, and who of the table of occupancies is meant, where only one can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from legation.imports.facts import Named
from legation.imports.known import Known
from legation.model import Actor, Basis
from legation.span import Span
from legation.tables import names
from legation.tables.offices import Occupancy, first_day, held_on
from legation.tables.titles import Titles
from legation.when import When

BREAKS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
SLIPS = ((re.compile(r"^Prime Mini?st(?:ere|er)(?=[A-Z\s])\s*"), "Prime Minister "), (re.compile(r"-\s+(?=[a-z])"), "-"))
"""Slips of the pen in titles, and what is meant."""
STYLES = {
    "Shah": "head_of_state",
    "Prime Minister-Prince": "head_of_government",
    "Premier and Prince": "head_of_government",
    "Premier & Prince": "head_of_government",
    "Regent Prince": None,
    "Regent": None,
    "Brigadier General": None,
    "Lieutenant General": None,
    "General": None,
    "Junta Member": None,
    "Chairman": None,
}
"""Words before a name that the lexicon of titles has not, because in running text they are titles of many others."""
SOON = 366
"""Days within which somebody elect takes office."""
LEADERS = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
"""Posts whose holders travel most."""


def visitors_in(words: str, home: str | None, titles: Titles) -> tuple[Named, ...]:
    """The visitors that a record names together, one for each title."""
    for slip, meant in SLIPS:
        words = slip.sub(meant, words)
    return tuple(named_as(part, home, titles) for part in _parts(words.strip(), titles))


def _parts(words: str, titles: Titles) -> Iterator[str]:
    """The stretches of a list that each begin with a title of their own and have a name behind it."""
    if any(words.startswith(f"{style} ") for style in STYLES):
        yield words
        return
    start = 0
    for found in BREAKS.finditer(words):
        before, after = words[start : found.start()], words[found.end() :]
        if before and _begins_with_title(after, titles) and _title_length(before.split(), titles) < len(before.split()):
            yield before
            start = found.end()
    yield words[start:]


def _begins_with_title(words: str, titles: Titles) -> bool:
    return bool(words[:1].isupper() and _title_length(words.split(), titles))


def _title_length(words: list[str], titles: Titles) -> int:
    return titles.at(words, 0)[0] if words else 0


def named_as(words: str, home: str | None, titles: Titles) -> Named:
    """A visitor with title and name apart."""
    parts = words.split()
    length, row = titles.at(parts, 0) if parts else (0, None)
    style = next((style for style in STYLES if words.startswith(f"{style} ")), "")
    if len(style.split()) > length:
        return Named(words=words, title=style, name=words[len(style) :].strip(), post_class=STYLES[style])
    if row is None:
        return Named(words=words, name=words or None)
    meant = row.reading(home) or row
    post_class = None if row.deputy else meant.post
    title, name = " ".join(parts[:length]), " ".join(parts[length:])
    return Named(words=words, title=title, name=name or None, post_class=post_class, elect=row.elect)


def actor_of(named: Named, place: tuple[int, Span], home: str | None, starts: When | None, known: Known) -> Actor:
    """The visitor as a party, under the name of the table where it surely holds him.

    Takes    place = his number in the record and where its line names him.
    """
    referent, span = place
    post_class = _post_class(named, home, known.titles)
    actor = Actor(
        referent=referent,
        surface=named.words,
        span=span,
        name=named.name,
        post=named.title,
        post_class=post_class,
        country=home,
        organisation=None,
        wikidata=None,
        elect=named.elect,
        basis=Basis.TEXT,
        post_stated=named.title is not None,
        candidates=(),
        verified=True,
    )
    row = _row_meant(replace(named, post_class=post_class), home, starts, known)
    if row is None:
        return actor
    post_class = row.post if not named.elect and row.post in LEADERS else post_class
    actor = replace(actor, name=row.person, wikidata=row.wikidata, post_class=post_class)
    # A record that names no country: it is the table's, and so is the post.
    return (
        actor if home else replace(actor, country=row.country, post=actor.post or row.title, basis=Basis.OCCUPANCY, verified=row.verified)
    )


def _post_class(named: Named, home: str | None, titles: Titles) -> str | None:
    """What the title means in the visitor's own country: a President of Spain is head of government."""
    row = titles.at(named.title.split(), 0)[1] if named.title and home else None
    meant = row.reading(home) if row is not None and not row.deputy else None
    return meant.post if meant is not None else named.post_class


def _row_meant(named: Named, home: str | None, starts: When | None, known: Known) -> Occupancy | None:
    """The row of the only person of this name who held, or soon took, a post for this country on the day."""
    if named.name is None or starts is None or starts.earliest is None or starts.latest is None:
        return None
    first, last = starts.earliest, starts.latest
    rows = known.offices.of_person(named.name)
    if not rows and home and len(named.name.split()) == 1:
        rows = tuple(row for row in known.offices.of_surname(named.name) if row.post == named.post_class)
    fits = [
        row
        for row in rows
        if row.country == (home or row.country) and not row.post.startswith("ambassador") and _fits(row, named.elect, first, last)
    ]
    if not fits and home and not named.elect and named.post_class in LEADERS:
        words = _plain_words(named.name)
        held = (row for post in sorted(LEADERS) for row in known.offices.holders(home, post, first, last) if _fits(row, False, first, last))
        fits = [row for row in held if _alike(_plain_words(row.person), words)]
    if len({row.wikidata or row.person for row in fits}) != 1 or len({row.country for row in fits}) != 1:
        return None
    return next((row for row in fits if row.post == named.post_class), fits[0])


def _fits(row: Occupancy, elect: bool, first: date, last: date) -> bool:
    """Whether the post was surely held between two days; by somebody elect, whether it was his soon after."""
    if held_on(row, first, last) is True:
        return not elect or row.post == "president_elect"
    return elect and last < first_day(row.start) <= date.fromordinal(min(last.toordinal() + SOON, date.max.toordinal()))


def _plain_words(name: str) -> tuple[str, ...]:
    """The words of a name without initials, honours and what tells the son from the father."""
    return names.without_initials(names.words_of(names.bare_name(name)))[0]


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name has all words of the other, which is more than one, in their order."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) > 1 and all(word in rest for word in short)
