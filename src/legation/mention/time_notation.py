"""The notation of the time grammar: patterns over word classes, compiled to regular expressions over class characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from legation.errors import LexiconError
from legation.mention.time_builders import Found
from legation.mention.time_meanings import Meaning

Build = Callable[[Found], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, the kind of phrase it finds and what gives its meaning.

    A pattern is words with spaces between: a class or a set of classes, ``part=class``, ``<set`` for the word before,
    ``!set`` for a word that must not follow, and ``( | )?`` as in regular expressions.
    """

    name: str
    kind: str
    """``date``, ``duration``, ``set``, ``clock``, or ``name`` for what is passed over."""
    pattern: str
    build: Build


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRule:
    """A rule as a regular expression over class characters."""

    name: str
    kind: str
    regex: re.Pattern[str]
    names: dict[str, tuple[int, ...]]
    firsts: frozenset[str]
    """Class characters that a match may begin with."""
    build: Build


@dataclass(frozen=True, slots=True)
class _Piece:
    """A compiled part of a pattern: its text, what it may begin with, and whether it may be empty."""

    regex: str
    firsts: frozenset[str]
    empty: bool


@dataclass(slots=True)
class _Reader:
    """Reads the words of one pattern from left to right."""

    words: list[str]
    characters: Mapping[str, str]
    """Class or set -> its class characters."""
    at: int = 0
    groups: list[str] = field(default_factory=list)

    def alternatives(self) -> _Piece:
        """Sequences with strokes between, up to a closing bracket or the end."""
        found = [self.sequence()]
        while self.at < len(self.words) and self.words[self.at] == "|":
            self.at += 1
            found.append(self.sequence())
        regex = "|".join(piece.regex for piece in found)
        return _Piece(f"(?:{regex})", frozenset().union(*(p.firsts for p in found)), any(p.empty for p in found))

    def sequence(self) -> _Piece:
        """Pieces one after the other."""
        regex, firsts, empty = "", frozenset[str](), True
        while self.at < len(self.words) and self.words[self.at] not in ("|", ")", ")?"):
            piece = self.piece()
            regex += piece.regex
            firsts = firsts | piece.firsts if empty else firsts
            empty = empty and piece.empty
        return _Piece(regex, firsts, empty)

    def piece(self) -> _Piece:
        """One bracket or one class."""
        word = self.words[self.at]
        self.at += 1
        if word == "(":
            inner = self.alternatives()
            closing = self.words[self.at]
            self.at += 1
            return _Piece(inner.regex + "?", inner.firsts, True) if closing == ")?" else inner
        mark, optional = word[0], word.endswith("?")
        name, _, listed = word.strip("<!?").rpartition("=")
        characters = self.characters[listed]
        if mark == "<":
            return _Piece(f"(?<=[{characters}])", frozenset(), True)
        if mark == "!":
            return _Piece(f"(?![{characters}])", frozenset(), True)
        if name:
            self.groups.append(name)
        regex = f"([{characters}])" if name else f"[{characters}]"
        return _Piece(regex + ("?" if optional else ""), frozenset(characters), optional)


def compile_rule(rule: Rule, codes: Mapping[str, str], sets: Mapping[str, tuple[str, ...]]) -> CompiledRule:
    """A rule made ready; raises LexiconError where its pattern names an unknown class or is empty."""
    characters = dict(codes) | {name: "".join(codes[part] for part in parts) for name, parts in sets.items()}
    reader = _Reader(rule.pattern.split(), characters)
    try:
        piece = reader.alternatives()
    except (KeyError, IndexError) as fault:
        raise LexiconError(
            f"time rule {rule.name!r}: {fault} in {rule.pattern!r}; name a class of times.toml or close the bracket"
        ) from fault
    if piece.empty or reader.at < len(reader.words):
        raise LexiconError(f"time rule {rule.name!r} may be empty or has a bracket too many: {rule.pattern!r}")
    names: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(reader.groups, start=1):
        names[name] = (*names.get(name, ()), number)
    return CompiledRule(name=rule.name, kind=rule.kind, regex=re.compile(piece.regex), names=names, firsts=piece.firsts, build=rule.build)
