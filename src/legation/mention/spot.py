"""Actors and places spotted by lexicon in the tokens of a sentence, before it is parsed.

An actor chunk is what the press writes round a name: country, title, name, and the title set off by commas, in any
of the usual orders ("US Secretary of State Antony Blinken", "the Minister of Foreign Affairs, Mélanie Joly,",
"Wang Yi, China's foreign minister"). The grammar knows kinds of words; all names come from the tables or the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from legation.parse import Chunk, Token
from legation.tables.gazetteer import Gazetteer, Row
from legation.tables.offices import Occupancy, Offices
from legation.tables.titles import TitleRow, Titles

SKIPPED = frozenset("the a an still then only also last first second third latest most recent".split())
ALSO_VERBS = frozenset(
    "may will can mark might must hunt wade straw major bush trump cook pence drew chase grant rush ford pope park young brown swan key english".split()
)
NEUTRAL = "Smith"
"""What the parser is shown of a surname that is also a verb or another small word."""
LONGEST_NAME = 10
HONORIFICS = {
    "mr.": "m",
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "sheikh": "m",
    "sheik": "m",
    "monsieur": "m",
    "herr": "m",
    "señor": "m",
    "mrs.": "f",
    "mrs": "f",
    "ms.": "f",
    "ms": "f",
    "miss": "f",
    "mme": "f",
    "mme.": "f",
    "madame": "f",
    "madam": "f",
    "lady": "f",
    "dame": "f",
    "baroness": "f",
    "frau": "f",
    "dr.": None,
    "dr": None,
    "prof.": None,
    "professor": None,
    "gen.": None,
    "general": None,
    "sen.": None,
    "gov.": None,
    "rep.": None,
    "amb.": None,
    "lt.": None,
    "col.": None,
    "adm.": None,
    "hon.": None,
}
TITLE_GENDERS = {
    **dict.fromkeys(
        ("king", "prince", "emir", "sultan", "pope", "emperor", "duke", "chairman", "spokesman", "congressman", "father", "archbishop"), "m"
    ),
    **dict.fromkeys(("queen", "princess", "empress", "duchess", "chairwoman", "spokeswoman", "congresswoman", "lady"), "f"),
}
BODIES = frozenset(
    "officials authorities leaders government delegation negotiators diplomats lawmakers legislators parliamentarians ministers counterparts generals".split()
)
TENANTS = frozenset({"tenant", "occupant", "resident", "incumbent", "master", "inhabitant", "holder"})
SEATED = "head_of_state_or_government"
COPULAS = frozenset({"is", "was", "became", "remains", "becomes"})
PARTICLES = frozenset("de da do dos das del della von van der den ter bin bint ibn ben abu al el ul di du af la le y e".split())
BEFORE_TITLE = frozenset(
    "new current former outgoing incoming visiting late then newly elected acting interim longtime influential veteran powerful "
    "embattled deposed exiled own late long-serving recently appointed re-elected reelected ailing young former-".split()
)
NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. the a an and or of in on at to for by with from after before "
    "i he she it we they this that these those his her its their who what when where why how as if but not no yes".split()
)
CLOSERS = frozenset(", . ; : ) ] — – -- - ! ? ” \" '".split())
PRIVATE_TALKS = frozenset(
    {
        ("one", "on", "one"),
        ("one", "to", "one"),
        ("tête", "à", "tête"),
        ("tete", "a", "tete"),
        ("face", "to", "face"),
        ("head", "to", "head"),
    }
)
DETERMINERS = frozenset("the a an this that his her its their our my no any every each another some".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorChunk:
    """A person, office or body as one stretch of tokens names it."""

    first: int
    last: int
    core: tuple[int, int]
    """First and last token of the words that name him, apposition left out."""
    name: str | None = None
    title: str | None = None
    post: str | None = None
    level: str | None = None
    country: str | None = None
    organisation: str | None = None
    gender: str | None = None
    elect: bool = False
    former: bool = False
    plural: bool = False
    determiner: str | None = None
    occupancies: tuple[Occupancy, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChunk:
    """A place as a stretch of tokens names it; the rows that it may be, the likeliest first."""

    first: int
    last: int
    rows: tuple[Row, ...]
    country: str | None
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Spotter:
    """The tables that know names, and the surnames that the report itself has introduced."""

    gazetteer: Gazetteer
    offices: Offices
    titles: Titles
    given_names: frozenset[str]
    """First names of the table's people."""
    known: Mapping[str, str]
    """Surname -> full name, of the people introduced in the report; empty on the first pass."""

    def spot(self, tokens: Sequence[Token]) -> tuple[tuple[ActorChunk, ...], tuple[PlaceChunk, ...]]:
        """Actors and places of a sentence, in order, none overlapping."""
        return _Scan(self, [t.text for t in tokens], tokens).run()


@dataclass(frozen=True, slots=True)
class _Country:
    last: int
    code: str
    demonym: bool
    genitive: bool


@dataclass(frozen=True, slots=True)
class _Title:
    last: int
    match: TitleRow
    phrase: str
    country: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class _Name:
    last: int
    text: str
    full: str
    occupancies: tuple[Occupancy, ...]
    gender: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class _Scan:
    """One sentence's tokens under the grammar of actor chunks."""

    spotter: Spotter
    words: list[str]
    tokens: Sequence[Token]

    def run(self) -> tuple[tuple[ActorChunk, ...], tuple[PlaceChunk, ...]]:
        actors: list[ActorChunk] = []
        places: list[PlaceChunk] = []
        position = 0
        while position < len(self.words):
            found = self.actors_at(position)
            if found:
                actors.extend(found)
                position = found[-1].last + 1
                continue
            place = self.place_at(position)
            if place:
                places.append(place)
                position = place.last + 1
                continue
            position += 1
        return tuple(actors), tuple(places)

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def rows_at(self, i: int) -> tuple[int, tuple[Row, ...]]:
        return self.spotter.gazetteer.at(self.words, i) if i < len(self.words) else (0, ())

    def text(self, first: int, last: int) -> str:
        return "".join(t.text + (" " if t.space and i < last else "") for i, t in enumerate(self.tokens[first : last + 1], first))

    # --- atoms --------------------------------------------------------------------------------------------

    def country_at(self, i: int) -> _Country | None:
        """A country or demonym, with a genitive 's where one follows."""
        if not self.word(i)[:1].isupper():
            return None
        most = 1
        while most < 5 and self.word(i + most)[:1].isalpha():
            most += 1
        for length in range(most, 0, -1):
            form = self.text(i, i + length - 1)
            code = self.spotter.gazetteer.country(form)
            if code:
                genitive = self.word(i + length) in ("'s", "’s", "'", "’")
                demonym = self.spotter.gazetteer.country_kind(form) == "demonym"
                return _Country(i + length - 1 + genitive, code, demonym, genitive)
        return None

    def metonym_at(self, i: int) -> _Country | None:
        """A capital or seat in the genitive that stands for its state ("Tokyo's foreign minister")."""
        if not self.word(i)[:1].isupper():
            return None
        length, rows = self.rows_at(i)
        if rows and rows[0].country and self.word(i + length) in ("'s", "’s") and rows[0].kind == "capital":
            return _Country(i + length, rows[0].country, False, True)
        return None

    def title_at(self, i: int) -> _Title | None:
        """A title with its complement: "Minister of Foreign Affairs", "ambassador of Canada in Washington"."""
        length, match = self.spotter.titles.at(self.words, i)
        if match is None:
            return None
        last, country, organisation = i + length - 1, None, None
        phrase_last = last
        while self.word(last + 1) in ("of", "for", "to", "in") and last - i < 16:
            start = last + 2
            if self.word(start).lower() == "the":
                start += 1
            state = self.country_at(start)
            if state and not state.genitive and not state.demonym:
                country, last = country or state.code, state.last
                continue
            if state and state.demonym:
                break
            if self.word(last + 1) == "in" or (self.word(last + 1) == "to" and match.post != "ambassador"):
                length, rows = self.rows_at(start)
                if not (rows and match.post == "ambassador"):
                    break
                last = start + length - 1
                continue
            reach, rows = self.rows_at(start)
            if rows and self.word(last + 1) == "of" and match.level not in ("minister", "junior_minister") and rows[0].country:
                country, last = country or rows[0].country, start + reach - 1
                phrase_last = last
                continue
            end = self.field_end(start)
            if end is None:
                break
            if self.word(last + 1) in ("of", "to") and match.level not in ("minister", "junior_minister"):
                organisation = self.text(start, end)
            else:
                phrase_last = end
            last = end
        if country is None and len(match.scope) == 1:
            country = match.scope[0]
        return _Title(last, match, self.text(i, phrase_last), country, organisation)

    def field_end(self, start: int) -> int | None:
        """Last token of a capitalised field of office or body: "Foreign Affairs and Trade"."""
        end = None
        i = start
        while self.word(i)[:1].isupper() and self.word(i).lower() not in NO_NAME:
            end = i
            i += 1
            if (self.word(i) in ("and", "&") and self.word(i + 1)[:1].isupper() and not self.name_like(i + 1)) or (self.word(i) == "," and self.listed_field(i + 1)):
                i += 1
        return end

    def listed_field(self, i: int) -> bool:
        """Whether capitalised words are one more field of a list: "Foreign Affairs, Regional Integration and Trade"."""
        at = i
        while self.word(at)[:1].isupper():
            at += 1
        return (
            at > i
            and self.word(at) in ("and", "&")
            and self.word(at + 1)[:1].isupper()
            and not self.name_like(i)
            and not self.name_like(at + 1)
        )

    def name_like(self, i: int) -> bool:
        return self.name_at(i, introduced=False) is not None or self.spotter.titles.at(self.words, i)[1] is not None

    def name_at(self, i: int, *, introduced: bool) -> _Name | None:
        """A person's name from token i on; ``introduced`` where a title or honorific stands before it."""
        gender, start = None, i
        while self.word(start).lower() in HONORIFICS and start < i + 2:
            gender = HONORIFICS[self.word(start).lower()] or gender
            start, introduced = start + 1, True
        first = self.word(start)
        if not first[:1].isupper() and not (introduced and first.lower() in PARTICLES and self.word(start + 1)):
            return None
        length, held = self.spotter.offices.at(self.words, start) if start < len(self.words) else (0, ())
        if length >= 2 and held:
            text = self.text(start, start + length - 1)
            return _Name(start + length - 1, text, text, held, gender, True)
        end = self.name_end(start)
        if end is None:
            return None
        return self.unlisted_name(start, end, introduced, gender)

    def unlisted_name(self, start: int, end: int, introduced: bool, gender: str | None) -> _Name | None:
        """A name that the table does not hold in full: one that the report has introduced, or that a title introduces."""
        text = self.text(start, end)
        full = self.spotter.known.get(text)
        if full is None and end > start and not introduced:
            for last in range(end - 1, start - 1, -1):
                shorter = self.text(start, last)
                if shorter in self.spotter.known:
                    return _Name(
                        last,
                        shorter,
                        self.spotter.known[shorter],
                        self.spotter.offices.of_person(self.spotter.known[shorter]),
                        gender,
                        True,
                    )
        if full:
            held = self.spotter.offices.of_person(full) if " " in full else self.spotter.offices.of_surname(full)
            return _Name(end, text, full, held, gender, True)
        if introduced:
            held = self.spotter.offices.of_surname(text) if end == start else self.spotter.offices.of_person(text)
            return _Name(end, text, text, held, gender, True)
        if end > start and self.word(start) in self.spotter.given_names:
            return _Name(end, text, text, self.spotter.offices.of_person(text), gender, False)
        return None

    def name_end(self, start: int) -> int | None:
        """Last token of a run of name words, particles and joined hyphens, at most six."""
        i, end = start, None
        while i < len(self.words) and i - start < LONGEST_NAME:
            word = self.words[i]
            if (
                word == "-"
                and i > start
                and (end == i - 1 or self.words[i - 1].lower() in PARTICLES)
                and not self.tokens[i - 1].space
                and not self.tokens[i].space
                and self.word(i + 1)[:1].isalpha()
            ):
                i += 1
                if i < len(self.words) and not self.words[i][:1].isupper():
                    end = i
                    i += 1
                continue
            if (word.lower() in PARTICLES and self.word(i + 1)[:1].isupper()) or (word.lower() in PARTICLES and self.word(i + 1) == "-"):
                i += 1
                continue
            if not self.is_name_word(i) or (end is not None and self.ends_name(i)):
                break
            end = i
            i += 1
        return end

    def is_name_word(self, i: int) -> bool:
        word = self.words[i]
        return word[:1].isupper() and word.lower() not in NO_NAME and any(c.isalpha() for c in word) and not any(c.isdigit() for c in word)

    def ends_name(self, i: int) -> bool:
        last = not self.word(i + 1)[:1].isupper()
        rows = self.spotter.gazetteer.named(self.words[i]) if last else ()
        if rows and rows[0].wary and rows[0].kind == "country" and self.words[i - 1] in self.spotter.given_names:
            return False
        return self.country_at(i) is not None or self.spotter.titles.at(self.words, i)[1] is not None

    # --- chunks -------------------------------------------------------------------------------------------

    def actors_at(self, i: int) -> tuple[ActorChunk, ...]:
        """The actor chunk that starts at token i; two where a plural title introduces two names."""
        word = self.words[i]
        if not (
            word[:1].isupper() or word.lower() in DETERMINERS or word.lower() in BEFORE_TITLE or self.spotter.titles.at(self.words, i)[1]
        ):
            return ()
        named = self.named_first(i)
        if named:
            return (named,)
        return self.titled_first(i)

    def named_first(self, i: int) -> ActorChunk | None:
        """Name, then the title in apposition where one is set off: "Wang Yi, China's foreign minister,"."""
        name = self.name_at(i, introduced=False) or self.subject_name(i)
        if name is None:
            return None
        chunk = ActorChunk(
            first=i,
            last=name.last,
            core=(i, name.last),
            name=name.full,
            gender=name.gender,
            occupancies=name.occupancies,
            shown=self.shown_name(i, name.last),
        )
        if self.word(name.last + 1) != ",":
            return chunk if name.sure else None
        apposed = self.office_at(name.last + 2)
        if apposed is None or apposed.plural or self.name_at(apposed.last + 1, introduced=True):
            return chunk if name.sure else None
        last = apposed.last
        if self.word(last + 1) == "," and not self.starts_actor(last + 2):
            last += 1
        elif self.word(last + 1) and self.word(last + 1) not in CLOSERS and self.word(last + 1) not in ("who", "and", "whose"):
            return chunk if name.sure else None
        return replace(
            chunk,
            last=last,
            title=apposed.title,
            post=apposed.post,
            level=apposed.level,
            country=apposed.country,
            organisation=apposed.organisation,
            elect=apposed.elect,
            former=apposed.former,
        )

    def shown_name(self, first: int, last: int) -> str:
        """The last capitalised word of a name, which no parser takes for a small word ("Jae" of "Jae-in")."""
        shown = next((w for w in reversed(self.words[first : last + 1]) if w[:1].isupper()), self.words[last])
        return NEUTRAL if shown.lower() in ALSO_VERBS else shown

    def starts_actor(self, i: int) -> bool:
        return self.name_at(i, introduced=False) is not None or self.office_at(i) is not None

    def office_at(self, i: int) -> ActorChunk | None:
        """Country and title without a name: "the Ukrainian president", "China's foreign minister", "minister of Peru"."""
        start, determiner, former = i, None, False
        if self.word(i).lower() in DETERMINERS:
            determiner, start = self.word(i).lower(), i + 1
        at = start
        while self.word(at).lower() in BEFORE_TITLE and at < start + 4:
            former = former or self.word(at).lower() in ("former", "late", "deposed")
            at += 1
        state = self.country_at(at) or self.metonym_at(at)
        if state:
            at = state.last + 1
            while state.genitive and at < state.last + 4 and self.word(at).islower() and self.spotter.titles.at(self.words, at)[1] is None:
                at += 1
        title = self.title_at(at)
        if title is None:
            body = self.body_at(start, at, state, determiner) if state and state.demonym else None
            return body or self.tenant_at(at, determiner)
        country = state.code if state else title.country
        match = title.match.reading(country) or title.match
        gender = next((TITLE_GENDERS[w] for w in title.phrase.lower().split() if w in TITLE_GENDERS), None)
        return ActorChunk(
            first=start,
            last=title.last,
            core=(start, title.last),
            title=title.phrase,
            post=_post(match, title.organisation),
            level=match.level,
            country=country,
            organisation=title.organisation,
            elect=match.elect,
            former=former or match.former,
            plural=match.plural,
            determiner=determiner,
            gender=gender,
            shown=self.shown_title(at, title),
        )

    def tenant_at(self, start: int, determiner: str | None) -> ActorChunk | None:
        """ "the tenant of the Kremlin": the head of the state whose residence it is."""
        if self.word(start).lower() not in TENANTS or self.word(start + 1) != "of":
            return None
        at = start + 2 + (self.word(start + 2).lower() == "the")
        length, rows = self.rows_at(at)
        seat = next((r for r in rows if r.kind in ("residence", "seat", "venue", "capital")), None)
        if seat is None:
            return None
        last = at + length - 1
        return ActorChunk(
            first=start,
            last=last,
            core=(start, last),
            title=self.text(start, last),
            post=SEATED,
            country=seat.metonym_of or seat.country,
            determiner=determiner,
            shown=self.word(start),
        )

    def body_at(self, start: int, at: int, state: _Country, determiner: str | None) -> ActorChunk | None:
        """ "Vietnamese officials", "the Chilean government": people of a state without a name or a single post."""
        while at < state.last + 4 and self.word(at).islower() and self.word(at) not in BODIES:
            at += 1
        if self.word(at) not in BODIES:
            return None
        return ActorChunk(
            first=start,
            last=at,
            core=(start, at),
            organisation=self.text(start, at),
            country=state.code,
            determiner=determiner,
            shown=self.word(at),
        )

    def shown_title(self, at: int, title: _Title) -> str:
        phrase = title.phrase.split(" of ")[0].split(" for ")[0].split(" in ")[0]
        return phrase.split()[-1]

    def titled_first(self, i: int) -> tuple[ActorChunk, ...]:
        """Country and title, then the name, with or without a comma."""
        office = self.office_at(i)
        if office is None:
            return ()
        if office.plural:
            return self.several(office, i) or (office,)
        after = office.last + 1
        name = self.name_at(after, introduced=True)
        last = name.last if name else office.last
        if name is None and self.word(after) == ",":
            name = self.name_at(after + 1, introduced=False) or self.loose_name(after + 1)
            if (
                name
                and self.word(name.last + 1)
                and self.word(name.last + 1) not in CLOSERS
                and self.word(name.last + 1) not in ("and", "who")
            ):
                name = None
            if name:
                last = name.last + (self.word(name.last + 1) == "," and not self.starts_actor(name.last + 2))
        if name is None:
            return (office,)
        country = office.country
        if country is None and self.word(name.last + 1) == "of":
            state = self.country_at(name.last + 2 + (self.word(name.last + 2).lower() == "the"))
            if state and not state.demonym and not state.genitive:
                country, last = state.code, state.last
        return (
            replace(
                office,
                first=i if office.determiner and self.word(after) == "," else office.first,
                last=last,
                name=name.full,
                country=country,
                gender=name.gender or office.gender,
                occupancies=name.occupancies,
                shown=self.shown_name(after, name.last),
                core=(office.first, name.last) if self.word(after) != "," else (after + 1, name.last),
            ),
        )

    def loose_name(self, i: int) -> _Name | None:
        """Two or more capitalised words that a comma sets off after a title: a name, though no table holds it."""
        end = self.name_end(i)
        if end is None or end == i or self.rows_at(i)[0] > end - i:
            return None
        text = self.text(i, end)
        return _Name(end, text, text, self.spotter.offices.of_person(text), None, True)

    def subject_name(self, i: int) -> _Name | None:
        """A name that no table holds, told by what follows: "Roe Doe was the last Chilean foreign minister to ..."."""
        name = self.loose_name(i)
        if name is None:
            return None
        if self.word(name.last + 1) == ",":
            office = self.office_at(name.last + 2)
            return name if office is not None and not office.plural and self.word(office.last + 1) in CLOSERS else None
        if self.word(name.last + 1) not in COPULAS:
            return None
        at = name.last + 2
        while self.word(at).lower() in SKIPPED and at < name.last + 6:
            at += 1
        return name if self.office_at(at) is not None else None

    def several(self, office: ActorChunk, i: int) -> tuple[ActorChunk, ...]:
        """ "the foreign ministers of Peru and Chile, Ana Roe and Luis Doe": two actors, each with his country."""
        at, states = office.last + 1, [office.country] if office.country else []
        while self.word(at) in ("and", ",") and (state := self.country_at(at + 1 + (self.word(at + 1) == "the"))):
            states.append(state.code)
            at = state.last + 1
        if self.word(at) == ",":
            at += 1
        names: list[_Name] = []
        starts: list[int] = []
        while name := self.name_at(at, introduced=True):
            names.append(name)
            starts.append(at)
            at = name.last + 1
            if self.word(at) not in ("and", ","):
                break
            at += 1
        if len(names) < 2:
            return ()
        single = office.title[:-1] if office.title and office.title.endswith("s") else office.title
        return tuple(
            replace(
                office,
                first=i if n == 0 else starts[n],
                last=name.last,
                core=(starts[n], name.last),
                name=name.full,
                plural=False,
                title=single,
                country=states[n] if n < len(states) and len(states) == len(names) else (states[0] if len(states) == 1 else None),
                occupancies=name.occupancies,
                gender=name.gender,
                shown=self.shown_name(starts[n], name.last),
            )
            for n, name in enumerate(names)
        )

    def place_at(self, i: int) -> PlaceChunk | None:
        """A country, a demonym or a place of the gazetteer."""
        if not self.words[i][:1].isupper() and not self.words[i][:1].isdigit():
            return None
        state = self.country_at(i)
        length, rows = self.rows_at(i)
        if state and (not rows or state.last - state.genitive >= i + length - 1):
            return PlaceChunk(first=i, last=state.last - state.genitive, rows=rows, country=state.code, demonym=state.demonym)
        if rows:
            return PlaceChunk(first=i, last=i + length - 1, rows=rows, country=None)
        return None


def _post(row: TitleRow, organisation: str | None) -> str | None:
    """Class of the post: none for the president of a company, another one for a deputy."""
    if organisation:
        return None
    return f"deputy_{row.post}" if row.deputy and not row.post.startswith("deputy") else row.post


def chunks_of(actors: Sequence[ActorChunk], places: Sequence[PlaceChunk], tokens: Sequence[Token]) -> tuple[Chunk, ...]:
    """What the parser shall see as one word: every actor, every place of several tokens, every "one-on-one"."""
    found = [Chunk(first=a.first, last=a.last, shown=a.shown, actor=True) for a in actors]
    found += [Chunk(first=p.first, last=p.last, shown=tokens[p.last].text) for p in places if p.last > p.first]
    found += [Chunk(first=i, last=i + 4, shown="meeting") for i in range(len(tokens) - 4) if _is_private_talk(tokens, i)]
    return tuple(sorted(found, key=lambda c: c.first))


def _is_private_talk(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i + 1].text == tokens[i + 3].text == "-" and tuple(t.text.lower() for t in tokens[i : i + 5 : 2]) in PRIVATE_TALKS
