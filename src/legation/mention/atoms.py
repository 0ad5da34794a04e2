"""The smallest things the grammar of chunks knows, each read off at one token: countries, titles, names.

They need each other: a name ends where a title or a country begins, and a field of office ends where a name does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from legation.parse import Token
from legation.tables.gazetteer import Gazetteer, Row
from legation.tables.names import plain
from legation.tables.offices import Occupancy, Offices
from legation.tables.people import REGNAL_TITLES
from legation.tables.titles import TitleRow, Titles

LONGEST_NAME = 10
"""Tokens of a name, hyphens and particles counted."""
LONGEST_COUNTRY = 5
"""Tokens of a country's name."""
LONGEST_TITLE = 16
"""Tokens of a title after which no further complement is looked for; what Titles reads ahead."""
MOST_HONORIFICS = 2
"""Honorifics that stand before one name: "Gen. Sir"."""
HONORIFICS: dict[str, str | None] = {
    **dict.fromkeys("mr. mr sir lord sheikh sheik monsieur herr señor".split(), "m"),
    **dict.fromkeys("mrs. mrs ms. ms miss mme mme. madame madam lady dame baroness frau".split(), "f"),
    **dict.fromkeys("dr. dr prof. professor gen. general sen. gov. rep. amb. lt. col. adm. hon.".split(), None),
}
"""Honorific -> gender of its bearer."""
PARTICLES = frozenset("de da do dos das del della von van der den ter bin bint ibn ben abu al el ul di du af la le y e".split())
NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. the a an and or of in on at to for by with from after before "
    "assembly council parliament congress senate commission committee "
    "i he she it we they this that these those his her its their who what when where why how as if but not no yes".split()
)
"""Words that are no part of a name, even with a capital."""
CLAUSE_OPENERS = frozenset(", . ; : - – — and or but with by of to for from that as when while if after before \u201c \" '".split())
"""Words and signs after which a capitalised word opens a name."""
GENITIVES = ("'s", "’s")
GENITIVE_SIGNS = (*GENITIVES, "'", "’")
FIELD_LEVELS = ("minister", "junior_minister")
"""Levels whose complement is a field of office; a president's or a director's is an organisation."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or demonym, up to its last token."""

    last: int
    code: str
    demonym: bool
    genitive: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A title with its complement, up to its last token."""

    last: int
    match: TitleRow
    phrase: str
    country: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, up to its last token."""

    last: int
    full: str
    occupancies: tuple[Occupancy, ...]
    gender: str | None
    sure: bool
    """False where only the first name is known for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The tables that know names, and the names that the report itself has introduced; a form is looked up once."""

    gazetteer: Gazetteer
    offices: Offices
    titles: Titles
    given_names: frozenset[str]
    """First names of the table's people."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Short form -> full name of the people introduced in the report; empty on the first pass."""
    countries: dict[str, tuple[str, bool] | None] = field(default_factory=dict)
    """Forms asked for so far."""

    def country(self, form: str) -> tuple[str, bool] | None:
        """The country that a form means, and whether the form is a demonym."""
        if form not in self.countries:
            code = self.gazetteer.country(form)
            self.countries[form] = (code, self.gazetteer.country_kind(form) == "demonym") if code else None
        return self.countries[form]

    def held_by(self, name: str) -> tuple[Occupancy, ...]:
        """Occupancies of those whom a name means, be it a full name or a surname."""
        return self.offices.of_person(name) if " " in name else self.offices.of_surname(name)


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far a title goes, and what its complements have said so far."""

    last: int
    phrase_last: int
    country: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Atoms:
    """One sentence's tokens under the tables."""

    lookup: Lookup
    words: Sequence[str]
    tokens: Sequence[Token]
    titles: dict[int, tuple[int, TitleRow | None]] = field(default_factory=dict)
    """Titles by first token, of the tokens asked for so far."""
    countries: dict[int, Country | None] = field(default_factory=dict)
    """Countries by first token, of the tokens asked for so far."""
    names: dict[tuple[int, bool], Name | None] = field(default_factory=dict)
    """The same of names, where they are introduced and where not."""
    rows: dict[int, tuple[int, tuple[Row, ...]]] = field(default_factory=dict)
    """The same of places."""

    def word(self, i: int) -> str:
        """The word at a token, empty outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def text(self, first: int, last: int) -> str:
        """The words from one token to another as they are written."""
        if first == last:
            return self.words[first]
        return "".join(t.text + (" " if t.space and i < last else "") for i, t in enumerate(self.tokens[first : last + 1], first))

    def rows_at(self, i: int) -> tuple[int, tuple[Row, ...]]:
        """Length and rows of the place that starts here."""
        if i not in self.rows:
            self.rows[i] = self.lookup.gazetteer.at(self.words, i) if i < len(self.words) else (0, ())
        return self.rows[i]

    # Countries.

    def country_at(self, i: int) -> Country | None:
        """A country or demonym, with a genitive 's where one follows."""
        if not self.word(i)[:1].isupper():
            return None
        if i not in self.countries:
            self.countries[i] = self._country(i)
        return self.countries[i]

    def _country(self, i: int) -> Country | None:
        most = 1
        while most < LONGEST_COUNTRY and (self.word(i + most)[:1].isalpha() or self.word(i + most) == "-"):
            most += 1
        for length in range(most, 0, -1):
            found = self.lookup.country(self.text(i, i + length - 1)) if self.word(i + length - 1) != "-" else None
            if found:
                code, demonym = found
                genitive = self.word(i + length) in GENITIVE_SIGNS
                return Country(i + length - 1 + genitive, code, demonym, genitive)
        return None

    def metonym_at(self, i: int) -> Country | None:
        """A capital or seat in the genitive that stands for its state ("Tokyo's foreign minister")."""
        if not self.word(i)[:1].isupper():
            return None
        length, rows = self.rows_at(i)
        if rows and rows[0].country and self.word(i + length) in GENITIVES and rows[0].kind == "capital":
            return Country(i + length, rows[0].country, False, True)
        return None

    # Titles.

    def title_row_at(self, i: int) -> tuple[int, TitleRow | None]:
        """Length and row of the title that starts here, complements left out."""
        if i not in self.titles:
            self.titles[i] = self.lookup.titles.at(self.words, i)
        return self.titles[i]

    def starts_title(self, i: int) -> bool:
        """Whether a title starts here."""
        return self.title_row_at(i)[1] is not None

    def title_at(self, i: int) -> Title | None:
        """A title with its complement: "Minister of Foreign Affairs", "ambassador of Canada in Washington"."""
        length, match = self.title_row_at(i)
        if match is None:
            return None
        reach = _Reach(i + length - 1, i + length - 1)
        if match.level in FIELD_LEVELS and any(link in match.phrase.split() for link in ("of", "for")):
            reach = self._more_fields(reach)
        while self.word(reach.last + 1) in ("of", "for", "to", "in") and reach.last - i < LONGEST_TITLE:
            further = self._complement(reach, match)
            if further is None:
                break
            reach = further
        country = reach.country
        if country is None and len(match.scope) == 1:
            country = match.scope[0]
        return Title(reach.last, match, self.text(i, reach.phrase_last), country, reach.organisation)

    def _complement(self, reach: _Reach, match: TitleRow) -> _Reach | None:
        """A title's reach with one more complement; None where what follows is none."""
        link, start = self.word(reach.last + 1), self.past_article(reach.last + 2)
        state = self.country_at(start)
        if match.plural and (name := self.name_at(start, introduced=True)) and self.word(name.last + 1) == "of":
            return None
        if state and not state.genitive and not state.demonym:
            return replace(reach, last=state.last, country=reach.country or state.code)
        if state and state.demonym:
            return None
        length, rows = self.rows_at(start)
        end = start + length - 1
        if link == "in" or (link == "to" and match.post != "ambassador"):
            return replace(reach, last=end) if rows and match.post == "ambassador" else None
        in_field = match.level in FIELD_LEVELS
        if rows and link == "of" and not in_field and rows[0].country:
            return replace(reach, last=end, phrase_last=end, country=reach.country or rows[0].country)
        field_end = self.field_end(start)
        if field_end is None:
            return None
        if link in ("of", "to") and not in_field:
            return replace(reach, last=field_end, organisation=self.text(start, field_end))
        return replace(reach, last=field_end, phrase_last=field_end)

    def _more_fields(self, reach: _Reach) -> _Reach:
        """A title's reach with the fields that a list adds: "Minister of Foreign Affairs, Regional Integration and Trade"."""
        at = reach.last + 1
        if not (self._adds_field(at) or (self.word(at) == "," and self.listed_field(at + 1))):
            return reach
        end = self.field_end(at + 1)
        return replace(reach, last=end, phrase_last=end) if end is not None else reach

    def past_article(self, i: int) -> int:
        """The token here, or the next one where "the" stands here."""
        return i + 1 if self.word(i).lower() == "the" else i

    def field_end(self, start: int) -> int | None:
        """Last token of a capitalised field of office or body: "Foreign Affairs and Trade"."""
        end = None
        i = start
        while self.word(i)[:1].isupper() and self.word(i).lower() not in NO_NAME:
            end = i
            i += 1
            if self._adds_field(i) or (self.word(i) == "," and self.listed_field(i + 1)):
                i += 1
        return end

    def _adds_field(self, i: int) -> bool:
        """Whether "and" with one more field stands here."""
        return self.word(i) in ("and", "&") and self.word(i + 1)[:1].isupper() and not self.name_like(i + 1)

    def listed_field(self, i: int) -> bool:
        """Whether capitalised words are one more field of a list: "Foreign Affairs, Regional Integration and Trade"."""
        at = i
        while self.word(at)[:1].isupper():
            at += 1
        return at > i and self._adds_field(at) and not self.name_like(i)

    def name_like(self, i: int) -> bool:
        """Whether a name or a title starts here."""
        return self.name_at(i, introduced=False) is not None or self.starts_title(i)

    # Names.

    def name_at(self, i: int, *, introduced: bool) -> Name | None:
        """A person's name from token i on; ``introduced`` where a title or honorific stands before it."""
        if (i, introduced) not in self.names:
            self.names[i, introduced] = self._name_at(i, introduced=introduced)
        return self.names[i, introduced]

    def _name_at(self, i: int, *, introduced: bool) -> Name | None:
        gender, start = None, i
        while (honorific := self.word(start).lower()) in HONORIFICS and start < i + MOST_HONORIFICS:
            gender = HONORIFICS[honorific] or gender
            start, introduced = start + 1, True
        first = self.word(start)
        if not first[:1].isupper() and not (introduced and first.lower() in PARTICLES and self.word(start + 1)):
            return None
        length, held = self.lookup.offices.at(self.words, start)
        if held and (length >= 2 or (introduced and plain(self.word(start - 1)) in REGNAL_TITLES)):
            return Name(start + length - 1, self.text(start, start + length - 1), held, gender, True)
        end = self.name_end(start)
        if end is None:
            return None
        name = self.unlisted_name(start, end, introduced)
        return replace(name, gender=gender) if name and gender else name

    def unlisted_name(self, start: int, end: int, introduced: bool) -> Name | None:
        """A name that the table does not hold in full: one that the report has introduced, or that a title introduces."""
        text = self.text(start, end)
        known = self.known_name(start, end, whole=introduced)
        if known:
            return known
        if introduced:
            held = self.lookup.offices.of_surname(text) if end == start else self.lookup.offices.of_person(text)
            return Name(end, text, held, None, True)
        if end > start and self.word(start) in self.lookup.given_names:
            return Name(end, text, self.lookup.offices.of_person(text), None, False)
        return None

    def known_name(self, start: int, end: int, *, whole: bool) -> Name | None:
        """A name that the report has introduced; ``whole`` where no shorter one at its head will do."""
        for last in range(end, (end if whole else start) - 1, -1):
            full = self.lookup.known.get(self.text(start, last))
            if full and not (last == start and not whole and self._after_first_name(start)):
                return Name(last, full, self.lookup.held_by(full) if last == end else self.lookup.offices.of_person(full), None, True)
        return None

    def _after_first_name(self, i: int) -> bool:
        """Whether a capitalised word that can only be another's first name stands before: "Juanita Doe" is not the Doe spoken of."""
        before = self.word(i - 1)
        if i < 2 or not before[:1].isupper() or before.lower() in NO_NAME or before.lower() in HONORIFICS or before.isupper():
            return False
        return self.word(i - 2).lower() in CLAUSE_OPENERS and self.country_at(i - 1) is None and not self.starts_title(i - 1)

    def loose_name(self, i: int) -> Name | None:
        """Two or more capitalised words that a comma sets off after a title: a name, though no table holds it."""
        end = self.name_end(i)
        if end is None or end == i or self.rows_at(i)[0] > end - i:
            return None
        text = self.text(i, end)
        return Name(end, text, self.lookup.offices.of_person(text), None, True)

    def name_end(self, start: int) -> int | None:
        """Last token of a run of name words, particles and joined hyphens."""
        i, end = start, None
        while i < len(self.words) and i - start < LONGEST_NAME:
            if i > start and self._joins(i, end):
                i += 1
                if not self.words[i][:1].isupper():
                    end = i
                    i += 1
                continue
            if self.words[i].lower() in PARTICLES and (self.word(i + 1)[:1].isupper() or self.word(i + 1) == "-"):
                i += 1
                continue
            if not self.is_name_word(i) or (end is not None and self.ends_name(i)):
                break
            end = i
            i += 1
        return end

    def _joins(self, i: int, end: int | None) -> bool:
        """Whether a hyphen here joins two parts of a name."""
        return (
            self.words[i] == "-"
            and (end == i - 1 or self.words[i - 1].lower() in PARTICLES)
            and not self.tokens[i - 1].space
            and not self.tokens[i].space
            and self.word(i + 1)[:1].isalpha()
        )

    def is_name_word(self, i: int) -> bool:
        """Whether the word here may be part of a name."""
        word = self.words[i]
        return word[:1].isupper() and word.lower() not in NO_NAME and any(c.isalpha() for c in word) and not any(c.isdigit() for c in word)

    def ends_name(self, i: int) -> bool:
        """Whether a country or title here ends the name before it; a doubtful country after a first name is a surname."""
        last = not self.word(i + 1)[:1].isupper()
        rows = self.lookup.gazetteer.named(self.words[i]) if last else ()
        if rows and rows[0].wary and rows[0].kind == "country" and self.words[i - 1] in self.lookup.given_names:
            return False
        return self.country_at(i) is not None or self.starts_title(i)
