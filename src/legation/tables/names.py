"""Spellings of personal names: one key for the many ways the press writes the same name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h"})
_CAPITALS = str.maketrans(
    {"Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ß": "ss", "ı": "i", "æ": "ae"}
)
_UMLAUTS = str.maketrans({"ö": "oe", "ü": "ue", "ä": "ae", "ø": "oe", "å": "aa"})
_DASHES = re.compile(r"[-‐‑]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?|[A-Z]\.?")
_ENDING = re.compile(r"(?:iy|yy|ii|yi|ij|y|i)+$")
_SUFFIXES = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv"})
_REGNAL = re.compile(r"[IVX]+")
_REALM = re.compile(r" of (?:the )?[A-Z].*$")
_ASIDE = re.compile(r"\s*\([^)]*\)|\s*[\"“][^\"”]*[\"”]")
_WORDS = {
    "muhammad": "mohammed",
    "mohamed": "mohammed",
    "mohammad": "mohammed",
    "muhammed": "mohammed",
    "mohamad": "mohammed",
    "husain": "hussein",
    "hussain": "hussein",
    "husayn": "hussein",
    "hossein": "hussein",
    "hosein": "hussein",
    "youssef": "yusuf",
    "yousef": "yusuf",
    "yousuf": "yusuf",
    "yusef": "yusuf",
    "yousif": "yusuf",
    "ahmad": "ahmed",
    "khaled": "khalid",
    "nasser": "nasir",
    "faysal": "faisal",
    "umar": "omar",
    "ibn": "bin",
    "el": "al",
    "alexandr": "alexander",
}
_HONORIFICS = frozenset({"sir", "dame", "lord", "sheikh", "prince", "princess", "archduchess", "sayyid", "dr", "crown"})
PARTICLES = frozenset(
    {
        "af",
        "al",
        "av",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "ibn",
        "la",
        "las",
        "le",
        "los",
        "ould",
        "ten",
        "ter",
        "ul",
        "van",
        "vel",
        "von",
        "y",
        "zu",
    }
)
SURNAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "MAC", "PRK", "SGP", "TWN", "VNM"})
# Where the press calls people by the given name, or by the last word of a name whose first is the family's.
BOTH_ENDS = frozenset({"BTN", "ERI", "ETH", "IDN", "ISL", "KHM", "LAO", "MMR", "MNG", "MYS", "THA", "VNM"})
TWO_SURNAMES = frozenset(
    {
        "ARG",
        "BOL",
        "CHL",
        "COL",
        "CRI",
        "CUB",
        "DOM",
        "ECU",
        "ESP",
        "GNQ",
        "GTM",
        "HND",
        "MEX",
        "NIC",
        "PAN",
        "PER",
        "PHL",
        "PRY",
        "SLV",
        "URY",
        "VEN",
    }
)
MIDDLE_NAMES = frozenset({"AUS", "CAN", "GBR", "GHA", "IRL", "JAM", "KEN", "LBR", "NGA", "NZL", "UNO", "USA"})
REVERSIBLE = frozenset({"HUN", "JPN"})
# Western and Chinese order stand side by side there: 'Joseph Wu', 'Tsai Ing-wen'.
MIXED_ORDER = frozenset({"HKG", "SGP", "TWN"})


def plain(text: str) -> str:
    """Lower case without diacritics and apostrophes, letters that have none of these left alone."""
    lowered = text.casefold()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    return "".join(c for c in lowered if c.isalnum())


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The key of one word of a name: spellings that differ by transliteration alone fall together."""
    bare = plain(word)
    if bare in _WORDS:
        return _WORDS[bare]
    if len(bare) < 4:
        return bare
    if bare.startswith("aleks"):
        bare = "alex" + bare[5:]
    elif bare.startswith(("yev", "yek", "yeg")):
        bare = bare[1:]
    if bare[-1] in "yij":
        bare = _ENDING.sub("y", bare)
    return _WORDS.get(bare, bare)


@lru_cache(maxsize=65536)
def pieces(token: str) -> tuple[str, ...]:
    """A token of running text as folded words: hyphens part it, initials stand alone, a possessive falls."""
    bare = re.sub(r"['’]s?$", "", token) if token[-1:] in "s'’" else token
    if _INITIALS.fullmatch(bare):
        return tuple(c for c in plain(bare))
    if "." in bare and not bare.endswith("."):
        return tuple(p for part in bare.split(".") for p in pieces(part))
    folded = (fold_word(part) for part in _DASHES.split(bare))
    return tuple(word for word in folded if word)


def key_of(words: Sequence[str]) -> str:
    """The one key of folded words: spaces and hyphens count for nothing."""
    key = "".join(words)
    return key.replace("abdul", "abdel").replace("abdal", "abdel") if "abd" in key else key


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a whole name."""
    return tuple(word for token in name.replace(",", " ").split() for word in pieces(token))


def without_initials(words: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Folded words without the initials after the first word, and these initials."""
    kept = tuple(w for i, w in enumerate(words) if i == 0 or len(w) > 1)
    return kept, "".join(w for i, w in enumerate(words) if i and len(w) == 1)


def bare_name(name: str) -> str:
    """A name without peerage, realm, nickname, honorific or suffix: 'John Reid, Baron Reid' is John Reid."""
    name = _ASIDE.sub("", name).split(", ")[0]
    name = _REALM.sub("", name)
    words = name.split()
    while len(words) > 2 and plain(words[0]) in _HONORIFICS:
        words = words[1:]
    while len(words) > 2 and plain(words[-1]) in _SUFFIXES:
        words = words[:-1]
    return " ".join(words)


def regnal_name(name: str) -> str:
    """A monarch's or pope's name as used after the title: 'Abdullah' of 'Abdullah II of Jordan', 'Tamim' of 'Tamim bin Hamad Al Thani'."""
    words = _REALM.sub("", name).split(", ")[0].split()
    while len(words) > 1 and plain(words[0]) in _HONORIFICS:
        words = words[1:]
    numbered = [place for place, word in enumerate(words) if place and _REGNAL.fullmatch(word)]
    return " ".join(words[: numbered[0]]) if numbered else words[0]


def spellings(name: str, country: str) -> Iterator[str]:
    """Keys under which a person may be found by full name; the first is the name as it stands."""
    yield key_of(words_of(name))
    bare = bare_name(name)
    words = words_of(bare)
    yield key_of(words)
    short, initials = without_initials(words)
    if initials:
        yield key_of(short)
    if not bare.isascii() and bare.casefold().translate(_UMLAUTS) != bare.casefold():
        yield key_of(words_of(bare.casefold().translate(_UMLAUTS)))
    if len(short) < 3:
        if country in REVERSIBLE and len(words) == 2:
            yield key_of(words[::-1])
        return
    if country in MIDDLE_NAMES and not PARTICLES.intersection(short):
        yield key_of((short[0], *words_of(bare.split()[-1])))
    if country in TWO_SURNAMES and len(bare.split()) > 2 and short[-2] not in PARTICLES:
        yield key_of(words_of(" ".join(bare.split()[:-1])))
    if short[1] == "bin":
        yield key_of(short[:3])


def surname_forms(name: str, country: str) -> Iterator[str]:
    """The surnames, as written, by which the press may speak of a person; particles stand in the longer form."""
    words = bare_name(name).split()
    while len(words) > 1 and _REGNAL.fullmatch(words[-1]):
        words = words[:-1]
    if country in SURNAME_FIRST or country in BOTH_ENDS:
        if not words[0].endswith("."):
            yield words[0]
        if country not in BOTH_ENDS and not _western_order(words, country):
            return
    yield words[-1]
    yield from _longer_surnames(words, country)


def _western_order(words: Sequence[str], country: str) -> bool:
    """Whether a name of a country with both orders has no part that only the Chinese order has."""
    return country in MIXED_ORDER and not any("-" in word for word in words[1:])


def _longer_surnames(words: Sequence[str], country: str) -> Iterator[str]:
    """Surnames of several words, and the last one without its article."""
    start = len(words) - 1
    while start > 1 and plain(words[start - 1]) in PARTICLES:
        start -= 1
    if start < len(words) - 1:
        yield " ".join(words[start:])
    if start > 1:
        yield " ".join(words[start - 1 :])
        if country in TWO_SURNAMES:
            yield words[start - 1]
    for place, word in enumerate(words[1:-1], start=1):
        if plain(word) in ("bin", "ibn", "ould", "ben"):
            yield " ".join(words[place : place + 2])
    article = re.match(r"[AaEe]l-(.+)", words[-1])
    if article:
        yield article[1]


def given_name(name: str, country: str) -> str | None:
    """The first name as written, or None where it is an initial or the name has one word."""
    words = bare_name(name).split()
    if len(words) < 2:
        return None
    surname_first = country in SURNAME_FIRST and not _western_order(words, country)
    given = " ".join(words[1:]) if surname_first else words[0]
    return None if given.endswith(".") or len(given) < 2 or not given[0].isupper() else given


def ascii_form(name: str) -> str:
    """A name as written, its diacritics left off."""
    if name.isascii():
        return name
    marks = unicodedata.normalize("NFKD", name.translate(_CAPITALS))
    return "".join(c for c in marks if not unicodedata.combining(c))
