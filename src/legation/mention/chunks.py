"""The grammar of chunks: what the press writes round a name, and what stands for a place.

An actor chunk is country, title, name, and the title set off by commas, in any of the usual orders ("US Secretary of
State Antony Blinken", "the Minister of Foreign Affairs, Mélanie Joly,", "Wang Yi, China's foreign minister"). The
grammar knows kinds of words; all names come from the tables or the report.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from legation.mention.atoms import Atoms, Country, Name, Title
from legation.tables.gazetteer import Row
from legation.tables.offices import Occupancy
from legation.tables.titles import TitleRow

MOST_MODIFIERS = 4
"""Words before a title that say nothing of the post: "the newly elected"."""
MOST_BETWEEN = 3
"""Lower-case words between a country and a title or body: "China's newly named minister"."""
MOST_SKIPPED = 4
"""Words between "was" and an office: "was then also the last"."""
SKIPPED = frozenset("the a an still then only also last first second third latest most recent".split())
ALSO_VERBS = frozenset(
    "may will can mark might must hunt wade straw major bush trump cook pence drew chase grant rush ford pope park young brown swan key "
    "english".split()
)
NEUTRAL = "Smith"
"""What the parser is shown of a surname that is also a verb or another small word."""
TITLE_GENDERS = {
    **dict.fromkeys("king prince emir sultan pope emperor duke chairman spokesman congressman father archbishop".split(), "m"),
    **dict.fromkeys("queen princess empress duchess chairwoman spokeswoman congresswoman lady".split(), "f"),
}
BODIES = frozenset(
    "officials authorities leaders government delegation negotiators diplomats lawmakers legislators parliamentarians ministers "
    "counterparts generals".split()
)
LED = frozenset({"delegation", "team", "mission"})
"""Bodies that travel under somebody who is named."""
SHIPS = frozenset("uss hms hmas hmcs ss carrier ship warship destroyer frigate submarine supercarrier yacht".split())
"""Words before the name of a ship that is called after somebody."""
THINGS = frozenset(
    "National International Airport Library Institute University College Foundation Prize Award Medal Centre Center Stadium School Academy "
    "Hospital Hall Museum Memorial Street Avenue Boulevard Road Square Bridge Dam Park Fellowship Trophy".split()
)
"""Words behind the name of somebody after whom a place or an honour is called."""
TENANTS = frozenset("tenant occupant resident incumbent master inhabitant holder".split())
RESIDENCES = frozenset("chancellery;presidential palace;government house;state house;presidency;palace;presidential residence".split(";"))
"""Residences that many states have; whose is meant, the report has said."""
SEATS = ("residence", "seat", "venue", "capital")
SEATED = "head_of_state_or_government"
"""Post of whoever sits in a state's first residence."""
COPULAS = frozenset("is was became remains becomes".split())
BEFORE_TITLE = frozenset(
    "new current former outgoing incoming visiting late then newly elected acting interim longtime influential veteran powerful "
    "embattled deposed exiled ousted toppled own late long-serving recently appointed re-elected reelected ailing young former-".split()
)
NO_LONGER = ("former", "late", "deposed", "exiled", "ousted")
ONE_TIME = ("one", "-", "time")
BODIES_OF_STATES = frozenset({"EUU", "UNO"})
"""Bodies whose name stands before a title with a field in small letters: "EU foreign affairs commissioner"."""
DETERMINERS = frozenset("the a an this that his her its their our my no any every each another some".split())
OPENERS = DETERMINERS | BEFORE_TITLE | {"one"}
CLOSERS = frozenset(", . ; : ) ] — – -- - ! ? ” \" '".split())
AFTER_NAME = CLOSERS | {"and", "who"}
AFTER_APPOSITION = AFTER_NAME | {"whose"}


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
    """What the parser sees in its place."""
    members: tuple[ActorChunk, ...] = ()
    """The offices of which a plural tells: each with its country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChunk:
    """A place as a stretch of tokens names it; the rows that it may be, the likeliest first."""

    first: int
    last: int
    rows: tuple[Row, ...]
    country: str | None
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before a title: determiner, modifiers, country; ``at`` is the token after it."""

    start: int
    at: int
    determiner: str | None
    former: bool
    state: Country | None


@dataclass(frozen=True, slots=True)
class Grammar:
    """One sentence's tokens under the grammar of chunks; what begins at a token is looked for once."""

    atoms: Atoms
    leads: dict[int, _Lead] = field(default_factory=dict)
    offices: dict[int, ActorChunk | None] = field(default_factory=dict)

    def may_start(self, i: int) -> bool:
        """Whether an actor can start at token i at all."""
        word = self.atoms.words[i]
        return word[:1].isupper() or word.lower() in OPENERS or self.atoms.starts_title(i)

    def place_at(self, i: int) -> PlaceChunk | None:
        """A country, a demonym or a place of the gazetteer."""
        opening = self.atoms.words[i][:1]
        if not opening.isupper() and not opening.isdigit():
            return None
        state = self.atoms.country_at(i)
        length, rows = self.atoms.rows_at(i)
        if state and (not rows or state.last - state.genitive >= i + length - 1):
            return PlaceChunk(first=i, last=state.last - state.genitive, rows=rows, country=state.code, demonym=state.demonym)
        return PlaceChunk(first=i, last=i + length - 1, rows=rows, country=None) if rows else None

    # The name first.

    def named_first(self, i: int) -> ActorChunk | None:
        """Name, then the title in apposition where one is set off: "Wang Yi, China's foreign minister,"."""
        name = self.atoms.name_at(i, introduced=False) or self.subject_name(i)
        if name is None or self.names_thing(i, name):
            return None
        apposed = self.apposed(name)
        if apposed is None and not name.sure:
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
        if apposed is None:
            return chunk
        return replace(
            chunk,
            last=self.past_comma(apposed.last),
            title=apposed.title,
            post=apposed.post,
            level=apposed.level,
            country=apposed.country,
            organisation=apposed.organisation,
            elect=apposed.elect,
            former=apposed.former,
        )

    def names_thing(self, i: int, name: Name) -> bool:
        """Whether a ship, an airport or the like bears a full name: "the USS Ana Roe", "Ana Roe National Library"."""
        before = self.atoms.word(i - 1).lower()
        return name.last > i and (before in SHIPS or self.atoms.word(name.last + 1) in THINGS)

    def apposed(self, name: Name) -> ActorChunk | None:
        """The office that stands in apposition after a name, and is no actor of its own."""
        if self.atoms.word(name.last + 1) != ",":
            return None
        office = self.office_at(name.last + 2)
        if office is None or office.plural or self.atoms.name_at(office.last + 1, introduced=True):
            return None
        after = self.atoms.word(office.last + 1)
        return office if not after or after in AFTER_APPOSITION else None

    def subject_name(self, i: int) -> Name | None:
        """A name that no table holds, told by what follows: "Roe Doe was the last Chilean foreign minister to ..."."""
        name = self.atoms.loose_name(i)
        if name is None:
            return None
        after = self.atoms.word(name.last + 1)
        if after == ",":
            office = self.office_at(name.last + 2)
            return name if office is not None and not office.plural and self.atoms.word(office.last + 1) in CLOSERS else None
        if after not in COPULAS:
            return None
        at = name.last + 2
        while self.atoms.word(at).lower() in SKIPPED and at < name.last + 2 + MOST_SKIPPED:
            at += 1
        return name if self.office_at(at) is not None else None

    def past_comma(self, last: int) -> int:
        """The last token of a chunk, with the comma that closes it where no other actor follows."""
        return last + 1 if self.atoms.word(last + 1) == "," and not self.starts_actor(last + 2) else last

    def starts_actor(self, i: int) -> bool:
        """Whether a name or an office starts here."""
        return self.atoms.name_at(i, introduced=False) is not None or self.office_at(i) is not None

    def shown_name(self, first: int, last: int) -> str:
        """The last capitalised word of a name, which no parser takes for a small word ("Jae" of "Jae-in")."""
        words = self.atoms.words
        shown = next((w for w in reversed(words[first : last + 1]) if w[:1].isupper()), words[last])
        return NEUTRAL if shown.lower() in ALSO_VERBS else shown

    # The title first.

    def titled_first(self, i: int) -> tuple[ActorChunk, ...]:
        """Country and title, then the name, with or without a comma."""
        office = self.office_at(i)
        if office is None:
            return ()
        if office.plural:
            return (office,)
        comma = self.atoms.word(office.last + 1) == ","
        start = office.last + 1 + comma
        name = self.set_off(start) if comma else self.atoms.name_at(start, introduced=True)
        if name is None:
            return (office,)
        country, last = office.country, self.past_comma(name.last) if comma else name.last
        state = self.country_after(name) if country is None else None
        if state:
            country, last = state.code, state.last
        chunk = replace(
            office,
            first=i if office.determiner and comma else office.first,
            last=last,
            name=name.full,
            country=country,
            gender=name.gender or office.gender,
            occupancies=name.occupancies,
            shown=self.shown_name(start, name.last),
            core=(start if comma else office.first, name.last),
        )
        return (chunk,)

    def set_off(self, start: int) -> Name | None:
        """The name that a comma sets off after a title."""
        name = self.atoms.name_at(start, introduced=False) or self.atoms.loose_name(start)
        after = self.atoms.word(name.last + 1) if name else ""
        return name if not after or after in AFTER_NAME else None

    def country_after(self, name: Name) -> Country | None:
        """The country after a name: "President Ana Roe of Chile"."""
        if self.atoms.word(name.last + 1) != "of":
            return None
        state = self.atoms.country_at(self.atoms.past_article(name.last + 2))
        return state if state and not state.demonym and not state.genitive else None

    # Offices and bodies.

    def office_at(self, i: int) -> ActorChunk | None:
        """Country and title without a name: "the Ukrainian president", "China's foreign minister", "minister of Peru"."""
        if i not in self.offices:
            self.offices[i] = self._office_at(i)
        return self.offices[i]

    def _office_at(self, i: int) -> ActorChunk | None:
        lead = self._lead(i)
        title = self.atoms.title_at(lead.at)
        if title is not None:
            return self._office(lead, title)
        body = self.body_at(lead, lead.state) if lead.state and lead.state.demonym else None
        return body or self.tenant_at(lead.at, lead.determiner)

    def _lead(self, i: int) -> _Lead:
        if i not in self.leads:
            self.leads[i] = self._lead_at(i)
        return self.leads[i]

    def _lead_at(self, i: int) -> _Lead:
        start, determiner, former = i, None, False
        if self.atoms.word(i).lower() in DETERMINERS:
            determiner, start = self.atoms.word(i).lower(), i + 1
        at = start
        if tuple(self.atoms.word(n).lower() for n in range(at, at + 3)) == ONE_TIME:
            at, former = at + 3, True
        while (modifier := self.atoms.word(at).lower()) in BEFORE_TITLE and at < start + MOST_MODIFIERS:
            former = former or modifier in NO_LONGER
            at += 1
        state = self.atoms.country_at(at) or self.atoms.metonym_at(at)
        if state:
            at = state.last + 1
            while (
                (state.genitive or state.code in BODIES_OF_STATES)
                and at <= state.last + MOST_BETWEEN
                and self.atoms.word(at).islower()
                and not self.atoms.starts_title(at)
            ):
                at += 1
        return _Lead(start, at, determiner, former, state)

    def _office(self, lead: _Lead, title: Title) -> ActorChunk:
        country = lead.state.code if lead.state else title.country
        match = title.match.reading(country) or title.match
        return ActorChunk(
            first=lead.start,
            last=title.last,
            core=(lead.start, title.last),
            title=title.phrase,
            post=_post(match, title.organisation),
            level=match.level,
            country=country,
            organisation=title.organisation,
            elect=match.elect,
            former=lead.former or match.former,
            plural=match.plural,
            determiner=lead.determiner,
            gender=next((TITLE_GENDERS[w] for w in title.phrase.lower().split() if w in TITLE_GENDERS), None),
            shown=_shown_title(title.phrase),
        )

    def leader_after(self, at: int) -> int | None:
        """Where the leader of a delegation is named, if the words after it tell who leads it."""
        at += self.atoms.word(at + 1) == ","
        return at + 3 if self.atoms.word(at + 1) in ("led", "headed") and self.atoms.word(at + 2) == "by" else None

    def delegation_at(self, i: int) -> tuple[ActorChunk, ...]:
        """ "A Cuban delegation headed by Health Minister Roe": its leader, who travels for its country."""
        lead = self._lead(i)
        start = self.leader_after(lead.at) if lead.state and self.atoms.word(lead.at) in LED else None
        led = self.titled_first(start) if start is not None and start < len(self.atoms.words) else ()
        if lead.state is None or len(led) != 1 or led[0].name is None or led[0].country not in (None, lead.state.code):
            return ()
        return (replace(led[0], first=lead.start, last=self.past_comma(led[0].last), country=lead.state.code),)

    def tenant_at(self, start: int, determiner: str | None) -> ActorChunk | None:
        """ "the tenant of the Kremlin": the head of the state whose residence it is."""
        if self.atoms.word(start).lower() not in TENANTS or self.atoms.word(start + 1) != "of":
            return None
        at, seat = start + 2, None
        for at in dict.fromkeys((start + 2, self.atoms.past_article(start + 2))):
            length, rows = self.atoms.rows_at(at)
            seat = next((r for r in rows if r.kind in SEATS), None)
            if seat is not None:
                break
        length = length if seat else next((n for n in (2, 1) if self.atoms.text(at, at + n - 1).lower() in RESIDENCES), 0)
        if not length:
            return None
        last = at + length - 1
        return ActorChunk(
            first=start,
            last=last,
            core=(start, last),
            title=self.atoms.text(start, last),
            post=SEATED,
            country=(seat.metonym_of or seat.country) if seat else None,
            determiner=determiner,
            shown=self.atoms.word(start),
        )

    def body_at(self, lead: _Lead, state: Country) -> ActorChunk | None:
        """ "Vietnamese officials", "the Chilean government": people of a state without a name or a single post."""
        at = lead.at
        while at <= state.last + MOST_BETWEEN and self.atoms.word(at).islower() and self.atoms.word(at) not in BODIES:
            at += 1
        if self.atoms.word(at) not in BODIES or self.leader_after(at) is not None:
            return None
        return ActorChunk(
            first=lead.start,
            last=at,
            core=(lead.start, at),
            organisation=self.atoms.text(lead.start, at),
            country=state.code,
            determiner=lead.determiner,
            shown=self.atoms.word(at),
        )


def _shown_title(phrase: str) -> str:
    """The word of a title that its complements hang on."""
    return phrase.split(" of ")[0].split(" for ")[0].split(" in ")[0].split()[-1]


def _post(row: TitleRow, organisation: str | None) -> str | None:
    """Class of the post: none for the president of a company, another one for a deputy."""
    if organisation:
        return None
    return f"deputy_{row.post}" if row.deputy and not row.post.startswith("deputy") else row.post
