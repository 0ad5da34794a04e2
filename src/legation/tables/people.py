"""The index of people's names: which people a full name, a monarch's bare name or a surname may mean."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from legation.tables import names

COLUMNS = ("person", "exact", "loose", "regnal", "surname_keys", "surnames", "given")
REGNAL_TITLES = frozenset(
    {
        "amir",
        "duchess",
        "duke",
        "emir",
        "emperor",
        "empress",
        "highness",
        "king",
        "majesty",
        "monarch",
        "pontiff",
        "pope",
        "prince",
        "princess",
        "queen",
        "sheikh",
        "sultan",
    }
)
_BETWEEN = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A person of the table with what decides how the name is read."""

    person: str
    countries: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(slots=True)
class People:
    """People by the keys of their names."""

    exact: dict[str, list[str]] = field(default_factory=dict)
    """The name as it stands in the table, and aliases."""
    loose: dict[str, list[str]] = field(default_factory=dict)
    """Likenesses: without initials, middle names, a second surname, a suffix."""
    regnal: dict[str, list[str]] = field(default_factory=dict)
    """Monarchs and popes without number and realm, to be read after a title only."""
    by_surname: dict[str, list[str]] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)
    """The first one, two and three letters of every key of a full name."""

    def add_line(self, line: Sequence[str]) -> None:
        """Takes one person in, as ``line_of`` puts him down."""
        person, exact, loose, regnal, surname_keys, surnames, given = line
        self.add(self.exact, exact, person)
        for key in loose.split(_BETWEEN) if loose else ():
            self.add(self.loose, key, person)
        if regnal:
            self.add(self.regnal, regnal, person)
        for key in surname_keys.split(_BETWEEN) if surname_keys else ():
            self.by_surname.setdefault(key, []).append(person)
        self.surnames.update(surnames.split(_BETWEEN))
        self.given.update(given.split(_BETWEEN))

    def add(self, index: dict[str, list[str]], key: str, person: str) -> None:
        """Puts a person under the key of a full name, once."""
        if key:
            self.starts.update((key[:1], key[:2], key[:3]))
            people = index.setdefault(key, [])
            if person not in people:
                people.append(person)

    def add_alias(self, alias: str, person: str) -> None:
        """Takes a press name in; it counts as exact, and its last word as a surname."""
        self.add(self.exact, names.key_of(names.words_of(alias)), person)
        people = self.by_surname.setdefault(names.key_of(names.words_of(alias.split()[-1])), [])
        if person not in people:
            people.append(person)

    def named(self, words: Sequence[str]) -> Sequence[str]:
        """People of this full name: as it stands, else under a likeness whose initials do not gainsay it."""
        key = names.key_of(words)
        found = self.exact.get(key) or self.loose.get(key)
        if found:
            return found
        short, initials = names.without_initials(words)
        if not initials or len(short) < 2:
            return ()
        key = names.key_of(short)
        people = (*self.exact.get(key, ()), *self.loose.get(key, ()))
        return tuple(dict.fromkeys(p for p in people if _initials_agree(initials, p)))

    def named_or_regnal(self, words: Sequence[str]) -> Sequence[str]:
        """People of this full name, else monarchs and popes of this bare name; of one word both."""
        regnal = self.regnal.get(names.key_of(words), ())
        named = self.named(words)
        return tuple(dict.fromkeys((*named, *regnal))) if len(words) == 1 else named or regnal


def line_of(bearer: Bearer) -> tuple[str, ...]:
    """The keys and forms of one person's name, in the order of ``COLUMNS``."""
    person = bearer.person
    royal = any(names.plain(word) in REGNAL_TITLES for title in bearer.titles for word in title.split())
    regnal = names.key_of(names.words_of(names.regnal_name(person))) if royal else ""
    exact, *others = names.spellings(person, bearer.countries[0])
    loose = dict.fromkeys(key for key in others if key not in (exact, regnal))
    forms = dict.fromkeys(form for country in bearer.countries for form in names.surname_forms(person, country))
    given = dict.fromkeys(form for country in bearer.countries if (form := names.given_name(person, country)))
    surname_keys = dict.fromkeys(names.key_of(names.words_of(form)) for form in forms)
    return (
        person,
        "" if exact == regnal else exact,
        _BETWEEN.join(loose),
        regnal,
        _BETWEEN.join(key for key in surname_keys if key),
        _BETWEEN.join(_both(forms)),
        _BETWEEN.join(_both(given)),
    )


def read_lines(path: Path) -> Iterator[list[str]]:
    """The lines of the packaged name table, without its header."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, dialect="excel-tab")
        next(reader, None)
        yield from reader


def index_people(known: Iterable[Sequence[str]], others: Iterable[Bearer], aliases: Iterable[tuple[str, str]]) -> People:
    """The index of people with lines made beforehand, of further people, and of aliases (press name, person in any spelling)."""
    people = People()
    for line in known:
        people.add_line(line)
    for bearer in others:
        people.add_line(line_of(bearer))
    meant = [(alias, tuple(people.named_or_regnal(names.words_of(person)))) for alias, person in aliases]
    for alias, persons in meant:
        for person in persons:
            people.add_alias(alias, person)
    people.surnames.discard("")
    people.given.discard("")
    return people


def _both(forms: Iterable[str]) -> Iterable[str]:
    """Names as written, and without diacritics where they have any."""
    return dict.fromkeys(spelling for form in forms for spelling in (form, names.ascii_form(form)))


def _initials_agree(initials: str, person: str) -> bool:
    """Whether the middle initials of a text can be this person's."""
    own = names.without_initials(names.words_of(names.bare_name(person)))[1]
    return not own or own == initials
