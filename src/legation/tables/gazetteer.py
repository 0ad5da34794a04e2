"""Where a name lies: countries, cities, regions, residences and venues, and the names that stand for governments."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from unicodedata import combining, normalize

from legation.errors import LexiconError

COLUMNS = ("name", "country", "geonames", "lat", "lon", "kind", "within", "population", "metonym_of", "keys")
FORM_COLUMNS = ("form", "country", "kind")
FORM_KINDS = {"name": "country", "country": "country", "demonym": "demonym", "metonym": "metonym"}
# "Provence - Alpes - Côte d'Azur" has six words with its hyphens; the longest official country names have ten.
MOST_TOKENS = 12
ACRONYM_LENGTH = 5
# So few capitals are an acronym even in a headline: "UN" is not the town of Un, but "OSLO" is Oslo.
SURELY_ACRONYM = 3
# Lower-case words that may open a name whose next word has its capital: "the Hague", "al-Tanf", "'s-Hertogenbosch".
OPENERS = frozenset({"the", "al", "el", "ad", "ar", "as", "az", "ash", "'s", "’s", "'t", "’t"})
POSSESSIVES = frozenset({"'s", "’s"})
# Elided articles that a tokenizer has cut from the word they belong to.
ELISIONS = frozenset({"d'", "d’", "D'", "D’", "l'", "l’", "L'", "L’", "N'", "N’"})
NOTHING: tuple[int, tuple[Row, ...]] = (0, ())

_APOSTROPHES = "'’‘ʼʻ`´′ʿʾ"
_HYPHENS = "-‐‑‒–—/"
_SIGNS = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "") | dict.fromkeys(_HYPHENS, " ") | {".": "", ",": " , ", "&": " and ", "\u200b": "", "\u00ad": ""}
)
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "Œ": "Oe", "ı": "i", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H"}
)
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place that a name may mean."""

    key: int
    """Number of the row in the table."""
    name: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    kind: str
    """``country``, ``capital``, ``city``, ``region``, ``residence``, ``venue``, ``base``, ``memorial`` or ``seat``."""
    within: str | None
    """Town or region that it lies in."""
    population: int
    wary: bool
    """Whether the name it was asked for by is also a common word or a person's name, and so wants context."""
    metonym_of: str | None
    """Country or organisation whose government the place stands for."""


def _plain(text: str) -> str:
    """A text without diacritics, apostrophes and stops, hyphens as spaces, capitals kept."""
    if not text.isascii():
        text = "".join(c for c in normalize("NFKD", text.translate(_LETTERS)) if not combining(c))
    return text.translate(_SIGNS)


def name_key(text: str) -> str:
    """The form that all spellings of a name share."""
    if text.isascii() and text.isalpha():
        word = text.lower()
        return _ABBREVIATIONS.get(word, word)
    return " ".join(_ABBREVIATIONS.get(word, word) for word in _plain(text).lower().split())


def acronym_of(text: str) -> str | None:
    """The letters of an acronym, ``US`` for "U.S."; None for any other text."""
    if not text.isupper():
        return None
    letters = _plain(text).strip()
    return letters if letters.isalpha() and 1 < len(letters) <= ACRONYM_LENGTH else None


@cache
def country_names() -> dict[str, str]:
    """The English short name of each country by its code; read without the places, which take longer."""
    data = files("legation.tables").joinpath("data/countries.tsv")
    return _country_forms(_lines(data.read_text(encoding="utf-8"), FORM_COLUMNS, str(data)))[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The packaged table of places; rows stay lines of text until they are asked for."""

    lines: Sequence[str]
    """One row each, in the order in which the places of one name are offered."""
    index: Mapping[str, tuple[int, ...]]
    """Rows of each name, by the form that all its spellings share; acronyms stand in capitals."""
    wary: frozenset[str]
    limits: Mapping[str, int]
    """For each word that opens a name, the words of the longest."""
    forms: Mapping[str, tuple[tuple[str, str], ...]]
    """Country and kind of each name, demonym and metonym of countries."""
    short_names: Mapping[str, str]
    capitals: Mapping[str, int]

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The packaged table, or the one at ``path`` with ``countries.tsv`` beside it.

        Raises   LexiconError where a table is missing, damaged or of another shape.
        """
        data = path.parent if path is not None else files("legation.tables").joinpath("data")
        places = path if path is not None else data.joinpath("places.tsv.gz")
        try:
            text = gzip.decompress(places.read_bytes()).decode("utf-8")
            forms = data.joinpath("countries.tsv").read_text(encoding="utf-8")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise LexiconError(f"{places}: {error}; install the package again or run scripts/build_gazetteer.py") from error
        return _gazetteer(_lines(text, COLUMNS, str(places)), _lines(forms, FORM_COLUMNS, str(data.joinpath("countries.tsv"))))

    def row(self, key: int) -> Row:
        """The row of this number, by its own name."""
        line = self.lines[key]
        return _row(key, line, name_key(line[: line.index("\t")]) in self.wary)

    def named(self, name: str) -> tuple[Row, ...]:
        """All places of a name: countries first, then capitals, the supplement, and cities by population.

        Takes    name in any spelling of its diacritics, apostrophes, hyphens and "St."; it must have a capital or a digit.
        """
        if name.islower():
            return ()
        key = self._key_of(name, self.index)
        return self._rows(key) if key is not None else ()

    def at(self, words: Sequence[str], position: int) -> tuple[int, tuple[Row, ...]]:
        """How many tokens from a position on name a place, and its rows; ``(0, ())`` where none does.

        Takes    tokens as a tokenizer gives them: hyphens and possessive "'s" on their own or not.
        Gives    the longest name, of at most MOST_TOKENS tokens.
        """
        word = words[position]
        if word.islower() and word not in OPENERS and not word[0].isdigit():
            return NOTHING
        first = name_key(word)
        limit = self.limits.get(first)
        if limit is None:
            first = first.partition(" ")[0]
            limit = self.limits.get(first)
            if limit is None:
                return NOTHING
        count, key = self._longest(words, position, limit)
        return (count, self._rows(key)) if count else NOTHING

    def country(self, name_or_code: str) -> str | None:
        """The country or organisation that a name, demonym or alpha-3 code means; None where it is unknown or means several."""
        if name_or_code in self.short_names:
            return name_or_code
        found = self.countries(name_or_code)
        return found[0] if len(found) == 1 else None

    def countries(self, form: str) -> tuple[str, ...]:
        """All countries that a name or demonym may mean, the usual one first: "Congolese" means two."""
        return tuple(country for country, kind in self._forms(form) if kind != "metonym")

    def country_kind(self, form: str) -> str | None:
        """``country`` for a country's name, ``demonym`` for its people's, None for any other word."""
        kinds = [kind for _, kind in self._forms(form) if kind != "metonym"]
        return kinds[0] if kinds else None

    def metonym_of(self, form: str) -> str | None:
        """The country or organisation that a city, building or movement stands for: "the Kremlin" is RUS, "Brussels" EUU."""
        for country, kind in self._forms(form):
            if kind == "metonym":
                return country
        rows = self.named(form)
        return rows[0].metonym_of if rows else None

    def capital_of(self, alpha3: str) -> Row | None:
        """The capital, or None where there is none to be had."""
        key = self.capitals.get(alpha3)
        return None if key is None else self.row(key)

    def country_name(self, alpha3: str) -> str:
        """The English short name.

        Raises   LexiconError where the code is none of the table's.
        """
        try:
            return self.short_names[alpha3]
        except KeyError:
            raise LexiconError(f"{alpha3!r} is no country of countries.tsv; codes are ISO 3166-1 alpha-3, XKX, EUU and UNO") from None

    def _forms(self, form: str) -> tuple[tuple[str, str], ...]:
        if form.islower():
            return ()
        key = self._key_of(form, self.forms)
        return self.forms[key] if key is not None else ()

    def _key_of(self, name: str, table: Mapping[str, object]) -> str | None:
        acronym = acronym_of(name)
        if acronym is not None and len(acronym) <= SURELY_ACRONYM:
            return acronym if acronym in table else None
        key = name_key(name)
        for candidate in (acronym, key, key.removeprefix("the ")):
            if candidate is not None and candidate in table:
                return candidate
        return None

    def _rows(self, key: str) -> tuple[Row, ...]:
        wary = key in self.wary
        return tuple(_row(number, self.lines[number], wary) for number in self.index[key])

    def _longest(self, words: Sequence[str], position: int, limit: int) -> tuple[int, str]:
        index = self.index
        acronym = acronym_of(words[position])
        best, found = (1, acronym) if acronym is not None and acronym in index else (0, "")
        shortest = 2 if acronym is not None and (best or len(acronym) <= SURELY_ACRONYM) else 1
        key = ""
        elided = capital = False
        for count, word in enumerate(words[position : position + MOST_TOKENS], start=1):
            part = name_key(word)
            if not part:
                elided = False
                continue
            key = key + part if not key or elided or word in POSSESSIVES else f"{key} {part}"
            if key.count(" ") >= limit:
                break
            elided = word in ELISIONS
            capital = capital or not word.islower()
            if capital and count >= shortest and key in index:
                best, found = count, key
        return best, found


def _lines(text: str, columns: tuple[str, ...], where: str) -> list[str]:
    head, *lines = text.removesuffix("\n").split("\n")
    if tuple(head.split("\t")) != columns:
        raise LexiconError(f"{where}:1: columns {head!r}, not {columns}; run scripts/build_gazetteer.py")
    tabs = len(columns) - 1
    for number, line in enumerate(lines, start=2):
        if line.count("\t") != tabs:
            raise LexiconError(f"{where}:{number}: {line.count(chr(9)) + 1} columns, not {tabs + 1}; run scripts/build_gazetteer.py")
    return lines


def _gazetteer(lines: list[str], form_lines: list[str]) -> Gazetteer:
    index: dict[str, tuple[int, ...]] = {}
    limits: dict[str, int] = {}
    wary: set[str] = set()
    capitals: dict[str, int] = {}
    for number, line in enumerate(lines):
        for key in line[line.rindex("\t") + 1 :].split("|"):
            if key[0] == "~":
                key = key[1:]
                wary.add(key)
            if key in index:
                index[key] += (number,)
            else:
                index[key] = (number,)
                first, _, rest = key.partition(" ")
                words = rest.count(" ") + 2 if rest else 1
                if words > limits.get(first, 0):
                    limits[first] = words
        if "\tcapital\t" in line:
            capitals.setdefault(line.split("\t", 2)[1], number)
    for key in [key for key in index if key.isupper()]:
        limits.setdefault(key.lower(), 1)
    forms, short_names = _country_forms(form_lines)
    return Gazetteer(lines=lines, index=index, wary=frozenset(wary), limits=limits, forms=forms, short_names=short_names, capitals=capitals)


def _country_forms(lines: list[str]) -> tuple[dict[str, tuple[tuple[str, str], ...]], dict[str, str]]:
    forms: dict[str, tuple[tuple[str, str], ...]] = {}
    short_names: dict[str, str] = {}
    for line in lines:
        form, country, kind = line.split("\t")
        if kind not in FORM_KINDS:
            raise LexiconError(f"countries.tsv: {form!r} is a {kind!r}, none of {', '.join(FORM_KINDS)}; mend the row")
        if kind == "name":
            short_names[country] = form
        key = acronym_of(form) or name_key(form)
        reading = (country, FORM_KINDS[kind])
        if reading not in forms.get(key, ()):
            forms[key] = (*forms.get(key, ()), reading)
    return forms, short_names


@lru_cache(maxsize=20_000)
def _row(key: int, line: str, wary: bool) -> Row:
    name, country, geonames, lat, lon, kind, within, population, metonym_of, _ = line.split("\t")
    return Row(
        key=key,
        name=name,
        country=country or None,
        geonames=int(geonames) if geonames else None,
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
        kind=kind,
        within=within or None,
        population=int(population or 0),
        wary=wary,
        metonym_of=metonym_of or None,
    )
