"""Whether a page can tell of a contact at all: a look at its raw text that costs a hundredth of reading it.

Asked for are a word of contact, the word of an office and the name of a country or town that stand near each other. The words come from the
lists and tables that the reading itself uses; what the look loses is measured in benchmarks/warc.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from legation.lexicon import load_lexicon
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices
from legation.tables.titles import load_titles

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

CONTACT, COMMON, OFFICE, TITLE, PRIVATE, PLACE = range(6)
"""What a trigger is: a word of contact; one that tells of it only in its setting; an office; the same with a capital,
as before a name; the office of a club or firm; a country or town."""
REACH = {CONTACT: (150, 150), COMMON: (150, 80)}
"""Bytes within which of each sort of word an office and a place must stand; tuned on the texts of benchmarks/warc.md."""
NEXT = (60, 60)
"""The same where but one country is named, and titles before names alone count."""
SHORT = 1_000
"""Characters of a text in which one country is enough; longer ones that tell of a contact speak of two, nearly always."""
KINDS = {
    "contacts": frozenset(("travel", "visit", "meet", "meeting", "call", "host")),
    "ranks": frozenset(("visit", "meeting", "call", "meet", "invitation")),
}
"""Lists, and the kinds of their entries that are words of contact."""
MORE = "invite accompany delegation handshake funeral ceremony conference forum speech".split()
"""Words beside which contacts are told although they are none themselves."""
NO_CONTACT = frozenset(
    """
    be bind come continue cross dash drive exchange go head hurry leave move proceed reach return round rush see set sit spend stay stop
    swing take trade venture chat
    """.split()
)
"""Entries of the lists that stand in texts of all kinds; their commonest uses are below."""
IN_A_SETTING = "call speak address sign receive welcome host ring".split()
"""Words of contact that stand in other texts as often."""
USES = (
    "is in|was in|be in|are in|were in|been in|is at|was at|be at|here|due in|back from|home from|"
    "go to|goes to|going to|gone to|went to|come to|comes to|came to|coming to|came from|come home|came home|"
    "leave|leaves|leaving|left|return|returns|returned|returning|stay|stays|stayed|staying|"
    "spend|spends|spent|spending|reach|reaches|reached|stop|stops|stopped|stopping|set off|set out|sets off|sets out|"
    "head to|heads to|headed to|heading to|head for|heads for|headed for|heading for"
).split("|")
NO_OFFICE = frozenset(
    """
    affairs agong aide apparent bishop boss business candidate chair chief chiefs commander commerce consort contender coordinator council
    councillor councilor defence defense delegate director adviser advisor attache economy environment europe executive extraordinary father
    finance foreign general gentleman guide head hopeful incumbent industry interim justice lady member mentor mother nominee observer
    occupant officer peace portfolio predecessor prosecutor spokesman spokesperson spokeswoman successor tenant trade treasurer whip
    """.split()
)
"""Words that end titles and stand in texts of all kinds."""
HIGH = frozenset("president minister secretary premier chancellor king queen pope pontiff emperor emir sultan".split())
"""Offices whose holders are most of those that travel."""
MORE_OFFICES = (
    "counterpart",
    "foreign ministry",
    "head of state",
    "heads of state",
    "head of government",
    "heads of government",
    "majesty",
)
CROWNS = ("Pope ", "King ", "Queen ", "Emperor ", "Emir ", "Sultan ")
INITIALS = {"U.S.": "USA", "US": "USA", "U.K.": "GBR", "UK": "GBR"}
BODIES = ("U.N.", "UN", "United Nations", "EU", "European Union", "NATO", "G7", "G8", "G20", "ASEAN")
NO_COUNTRIES = frozenset(("UNO", "EUU"))
"""They are places at which one meets, but no country."""
NO_TITLES = frozenset(("chief executive", "attorney general", "finance chief", "executive director", "managing director"))
TOWN_AT_LEAST = 100_000
"""People in a town that counts as a place; capitals, residences and seats count whatever their size."""
ALWAYS = frozenset(("capital", "residence", "seat", "venue", "base", "memorial"))
NAME_AT_LEAST = 4
LINKS = frozenset("of the and de la del da do al el".split())
IRREGULAR = {
    "meet": ("met",),
    "fly": ("flew", "flown"),
    "speak": ("spoke", "spoken"),
    "shake": ("shook", "shaken"),
    "hold": ("held",),
    "see": ("saw", "seen"),
    "ring": ("rang", "rung"),
}
DOUBLING = re.compile(r"[^aeiou][aeiou][bdfglmnprt]")
LINK = re.compile(r" (?:of|to|for|at|in|and|on|with)\b")
INLINE = r"/?(?:a|b|i|u|em|strong|span|font|sup|abbr|q|cite|mark|small|time)\b"
"""Marks within a sentence."""
BLOCK = re.compile(rf"<(?!{INLINE})[^<>]*>", re.IGNORECASE)
MARKUP = re.compile(r"<[^<>]*>")
BLANK_AT_LEAST = 1 / 15
"""Share of blanks in prose; scripts have fewer."""
PAGE_TITLE = re.compile(r"<title\b[^<>]*>([^<]{1,400})", re.IGNORECASE)
SENTENCE_AT_LEAST, PARAGRAPH_AT_LEAST = 30, 140
"""Characters between two marks that are prose: if they end as sentences do, or whatever their end; headlines in boxes are neither."""
ENDS = (".", "!", "?", "…", '"', "”", "’", ":", ")", ";", "}")
LETTERS = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What one row of the automaton means."""

    sort: int
    country: str | None = None
    """Of a place, or of a person who stands for a country."""
    offset: int = 0
    """Bytes from its beginning to the word of an office that it makes a private one."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The triggers, and what each is."""

    automaton: BytesAhoCorasick
    triggers: Sequence[Trigger]

    @classmethod
    def open(cls) -> Screen:
        """The screen of the packaged lists and tables."""
        from ahocorasick_rs import BytesAhoCorasick

        found: dict[bytes, Trigger] = {}
        for name, country in (*_people(), *_places()):
            for spelling in (name, name.upper()):
                found.setdefault(_flat(spelling), Trigger(sort=PLACE, country=country))
        for sort, words in ((OFFICE, _offices()), (COMMON, _common()), (CONTACT, _contacts())):
            for word in words:
                for spelling in (word, word[:1].upper() + word[1:], word.upper(), word.title()):
                    titled = sort == OFFICE and ((spelling[:1].isupper() and word.lower() in HIGH) or _is_of_a_body(word))
                    found[_flat(spelling)] = Trigger(sort=TITLE if titled else sort)
        for phrase, office in _private_offices():
            for spelling in (phrase, phrase.title(), phrase.upper()):
                flat = _flat(spelling)
                found[flat] = Trigger(sort=PRIVATE, offset=flat.lower().index(_flat(office.lower())))
        return cls(BytesAhoCorasick(list(found)), tuple(found.values()))

    def may_tell(self, text: str) -> bool:
        """Whether a page, or a text without markup, may tell of a contact."""
        at: tuple[list[int], ...] = ([], [], [], [], [], [])
        countries: set[str] = set()
        prose = prose_of(text)
        for number, start, _ in self.automaton.find_matches_as_indexes(_flat(prose), overlapping=True):
            trigger = self.triggers[number]
            at[trigger.sort].append(start + trigger.offset)
            if trigger.country:
                countries.add(trigger.country)
        if not at[PLACE]:
            return False
        private = set(at[PRIVATE])
        titles = [place for place in at[TITLE] if place not in private]
        if len(countries) < 2 and len(prose) > SHORT:
            return _stand_near(at[CONTACT], titles, at[PLACE], NEXT)
        offices = sorted((*titles, *(place for place in at[OFFICE] if place not in private)))
        return any(_stand_near(at[sort], offices, at[PLACE], reach) for sort, reach in REACH.items())


def _is_of_a_body(title: str) -> bool:
    """Whether a title names a body of states: "UN chief"."""
    return " " in title and title[:2].isupper()


def may_tell(text: str) -> bool:
    """Whether a page, or a text without markup, may tell of a contact, by the packaged lists and tables."""
    return _packaged().may_tell(text)


@cache
def _packaged() -> Screen:
    return Screen.open()


def prose_of(page: str) -> str:
    """The title and the prose of a page, that of its scripts too; a text without markup as it is."""
    if "<" not in page:
        return page
    title = PAGE_TITLE.search(page)
    parts = [part for part in BLOCK.split(page) if len(part) >= SENTENCE_AT_LEAST and part.count(" ") >= BLANK_AT_LEAST * len(part)]
    prose = (MARKUP.sub(" ", part).strip() if "<" in part else part.strip() for part in parts)
    kept = [part for part in prose if len(part) >= PARAGRAPH_AT_LEAST or (len(part) >= SENTENCE_AT_LEAST and part.endswith(ENDS))]
    whole = "\n".join([*([title[1]] if title else []), *kept])
    return unescape(whole) if "&" in whole else whole


def _stand_near(words: Sequence[int], offices: Sequence[int], places: Sequence[int], reach: tuple[int, int]) -> bool:
    """Whether one of the words has an office and a place near it."""
    return any(_is_near(offices, word, reach[0]) and _is_near(places, word, reach[1]) for word in words)


def _is_near(places: Sequence[int], place: int, within: int) -> bool:
    """Whether one of the places, which are in order, is near another."""
    at = bisect_left(places, place - within)
    return at < len(places) and places[at] <= place + within


def _flat(text: str) -> bytes:
    """The words of a text with a blank before, between and behind them."""
    return b" " + b" ".join(text.encode("utf-8", "replace").translate(LETTERS).split()) + b" "


def _contacts() -> Iterator[str]:
    """Words of contact in all their forms."""
    entries = (entry for name, kinds in KINDS.items() for entry in load_lexicon(name).entries if entry.kind in kinds)
    usual = NO_CONTACT.union(IN_A_SETTING)
    lemmas = {f"{entry.lemma} {entry.particle}" if entry.particle else entry.lemma for entry in entries if entry.lemma not in usual}
    for lemma in sorted({*lemmas, *MORE}):
        yield from forms_of(lemma.replace("+", " "))


def _common() -> Iterator[str]:
    """Words that tell of a contact only in their setting."""
    yield from USES
    for lemma in IN_A_SETTING:
        yield from forms_of(lemma)


def forms_of(lemma: str) -> Iterator[str]:
    """A verb or noun in the forms that it may have; some of them are no words, which does no harm here."""
    word, _, rest = lemma.partition(" ")
    stem = word[:-1] if word.endswith("e") else word
    forms = {word, f"{word}s", f"{stem}ed", f"{stem}ing", *IRREGULAR.get(word, ())}
    if word.endswith("y") and word[-2] not in "aeo":
        forms |= {f"{word[:-1]}ies", f"{word[:-1]}ied"}
    if word.endswith(("s", "sh", "ch", "x")):
        forms.add(f"{word}es")
    if DOUBLING.search(word[-3:]):
        forms |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    for form in forms:
        yield f"{form} {rest}".rstrip()


def _offices() -> Iterator[str]:
    """The words that titles end with, with a capital where only that makes them one; of titles that end with a common word, the whole."""
    entries = load_titles().entries
    names = {entry.phrase for entry in entries if entry.capital and " " not in entry.phrase}
    for entry in entries:
        head = LINK.split(entry.phrase)[0].split()[-1]
        if head in names:
            yield head.capitalize()
        elif head not in NO_OFFICE:
            yield from (head, f"{head}s")
        if (head in names or head in NO_OFFICE) and " " in entry.phrase and entry.phrase not in NO_TITLES:
            yield entry.phrase
    yield from MORE_OFFICES


def _private_offices() -> Iterator[tuple[str, str]]:
    """Offices with what makes them those of a club or company, and the office: "club president", "the company's president"."""
    for entry in load_titles().entries:
        if " " in entry.phrase:
            continue
        for word in entry.not_after:
            if word.isalpha():
                yield from ((f"{word} {entry.phrase}", entry.phrase), (f"{word} s {entry.phrase}", entry.phrase))
        for words in entry.not_before:
            yield " ".join((entry.phrase, *words)), entry.phrase


def _people() -> Iterator[tuple[str, str]]:
    """Those who hold or held high posts, by their full names; whom one word names, by title and name."""
    offices = Offices.open()
    countries = {row.person: row.country for row in offices.rows if not row.post.startswith("ambassador")}
    aliases = {alias: countries[person] for alias, person in offices.aliases if person in countries}
    for person, country in {**countries, **aliases}.items():
        yield from ((f"{title}{person}", country) for title in ([""] if " " in person else CROWNS))


def _places() -> Iterator[tuple[str, str | None]]:
    """Countries and their people, bodies of states, capitals and larger towns, by all names that are not common words as well."""
    gazetteer = Gazetteer.open()
    yield from INITIALS.items()
    yield from ((body, None) for body in BODIES)
    for key, forms in gazetteer.forms.items():
        if len(key) >= NAME_AT_LEAST or key.isupper():
            yield _in_capitals(key), None if forms[0][0] in NO_COUNTRIES else forms[0][0]
    for line in gazetteer.lines:
        name, country, _, _, _, kind, _, population, _, keys = line.split("\t")
        if kind in ALWAYS or int(population or 0) >= TOWN_AT_LEAST:
            # A key that a tilde marks is also a common word or a person's name.
            known = [key for key in keys.split("|") if not key.startswith("~") and len(key) >= NAME_AT_LEAST]
            yield from ((_in_capitals(key), country) for key in known)
            if known and len(name) >= NAME_AT_LEAST:
                yield name, country


def _in_capitals(key: str) -> str:
    """A name as it is spelt, from the form that its spellings share."""
    return key if key.isupper() else " ".join(word if word in LINKS else word.capitalize() for word in key.split())
