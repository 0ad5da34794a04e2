"""Words of a sentence by their class in the time lexicon, one character a word, so that rules are short patterns over classes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from legation.errors import LexiconError

OTHER = "."
WORD = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"
    r"|[0-9]+(?:[.,:/][0-9]+)*(?:st|nd|rd|th|s|am|pm)?(?![A-Za-z0-9])"
    r"|[AaPp]\.[Mm]\.?|o['’]clock|['’]s\b"
    r"|[^\W\d_][^\W_]*|\S"
)
# Classes that are told by the form of a number, not listed.
NUMBER_CLASSES = ("day", "number", "year", "ordinal", "decade", "iso", "slashed", "clock", "holiday", "name")


class Word(NamedTuple):
    """One word or mark of a sentence with its class and, where the lexicon gives one, its value.

    A named tuple, since every word of every sentence becomes one: they are made much faster than frozen dataclasses.
    """

    text: str
    start: int
    end: int
    code: str
    value: int | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLexicon:
    """The word list of time as the grammar needs it."""

    codes: dict[str, str]
    """Class name -> its character."""
    words: dict[str, tuple[str, int | str]]
    """Surface -> (character of its class, value)."""
    compounds: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    """First word -> (words, character, name) of feasts and of names that are no dates."""
    openers: frozenset[str]
    """Characters of grammar words, which open a phrase and never are one."""
    holidays: dict[str, dict[str, int]]
    lists: dict[str, frozenset[str]]
    """Plain word lists by the name of their table."""


@cache
def load_time_lexicon() -> TimeLexicon:
    """The packaged word list; raises LexiconError where it is broken."""
    path = files("legation").joinpath("lexicon", "times.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    names = [*raw["class"], *raw["single"], *NUMBER_CLASSES]
    if len(set(names)) != len(names):
        raise LexiconError(f"{path}: a class is named twice; rename one of {sorted(n for n in names if names.count(n) > 1)}")
    codes = {name: chr(0x100 + number) for number, name in enumerate(names)}
    words: dict[str, tuple[str, int | str]] = {}
    for name, table in raw["class"].items():
        for word, value in table["words"].items():
            words.update((form, (codes[name], value)) for form in _forms(word, table["casing"]))
    for name, listed in raw["single"].items():
        words.update((form, (codes[name], 0)) for word in listed for form in _forms(word, "word"))
    lists = {"year.before": raw["year"]["before"], "year.not_before": raw["year"]["not_before"], "year.not_after": raw["year"]["not_after"]}
    lists |= {name: raw[name]["words"] for name in ("moved", "not_modified", "ranked", "loose", "numbered", "nightly")}
    lists |= {f"tense.{name}": listed for name, listed in raw["tense"].items()}
    return TimeLexicon(
        codes=codes,
        words=words,
        compounds=_compounds(raw, codes),
        openers=frozenset(codes[name] for name in raw["single"]),
        holidays=raw["holiday"],
        lists={name: frozenset(listed) for name, listed in lists.items()},
    )


def _forms(word: str, casing: str) -> tuple[str, ...]:
    """The spellings under which a word of the list is known."""
    if casing == "exact":
        return (word,)
    capital = word[:1].upper() + word[1:]
    return (capital, word.upper()) if casing == "name" else (word, capital, word.upper())


def _compounds(raw: dict[str, Any], codes: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Feasts and names of several words by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    listed = [(name, "name") for name in raw["names"]["words"]] + [(name, "holiday") for name in raw["holiday"]]
    for name, class_name in listed:
        words = tuple(WORD.findall(name))
        found.setdefault(words[0], []).append((words, codes[class_name], name))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}


def split_words(text: str, lexicon: TimeLexicon) -> list[Word]:
    """The words and marks of a text, each with its class; feasts and names of several words are one."""
    known, number = lexicon.words, _number_reader(lexicon)
    compounds = lexicon.compounds
    hyphen, dash = lexicon.codes["hyphen"], (lexicon.codes["dash"], 0)
    words: list[Word] = []
    has_compound = False
    for match in WORD.finditer(text):
        surface = match.group()
        entry = known.get(surface)
        if entry is None:
            entry = number(surface) if "0" <= surface[0] <= "9" else (OTHER, 0)
        elif entry[0] == hyphen and text[match.end() : match.end() + 1].isspace():
            entry = dash
        if surface in compounds:
            has_compound = True
        words.append(Word(surface, match.start(), match.end(), entry[0], entry[1]))
    return _merge(words, lexicon) if has_compound else words


def _merge(words: list[Word], lexicon: TimeLexicon) -> list[Word]:
    """The words with feasts and names drawn together."""
    merged: list[Word] = []
    at = 0
    while at < len(words):
        for parts, code, name in lexicon.compounds.get(words[at].text, ()):
            if at + len(parts) <= len(words) and all(words[at + k].text.replace("’", "'") == part for k, part in enumerate(parts)):
                last = words[at + len(parts) - 1]
                merged.append(Word(name, words[at].start, last.end, code, name))
                at += len(parts)
                break
        else:
            merged.append(words[at])
            at += 1
    return merged


def _number_reader(lexicon: TimeLexicon) -> Callable[[str], tuple[str, int | str]]:
    """A function that gives the class and value of a word that begins with a digit."""
    codes = lexicon.codes

    def read(surface: str) -> tuple[str, int | str]:
        if surface.isdecimal():
            value = int(surface)
            if len(surface) == 4 and 1000 <= value <= 2100:
                return codes["year"], value
            return codes["day" if 1 <= value <= 31 and len(surface) <= 2 else "number"], value
        digits = surface.rstrip("stndrhamp")
        tail = surface[len(digits) :]
        if ":" in digits or tail in ("am", "pm"):
            return codes["clock"], 0
        if tail == "s" and digits.isdecimal() and digits.endswith("0") and len(digits) in (2, 4):
            return codes["decade"], int(digits)
        if tail and digits.isdecimal():
            return codes["ordinal"], int(digits)
        if "-" in digits:
            return codes["iso"], surface
        if "/" in digits:
            return codes["slashed"], surface
        return codes["number"], 0

    return read
