"""Word lists as proved data: each entry with a text it must match and texts it must not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from legation.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One way of saying something, with its proof."""

    kind: str
    lemma: str
    """Lemma of the word, in small letters."""
    particle: str | None
    """Word that must hang on it: "down" of "touch down"."""
    by: tuple[str, ...]
    """Prepositions that lead to its complement; ``object`` for a plain one."""
    match: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """The entries of one list."""

    name: str
    entries: tuple[Entry, ...]

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
        found: dict[str, dict[str, tuple[Entry, ...]]] = {}
        for entry in self.entries:
            kind = found.setdefault(entry.kind, {})
            kind[entry.lemma] = (*kind.get(entry.lemma, ()), entry)
        return found

    def lemmas(self, kind: str) -> frozenset[str]:
        """All lemmas of a kind."""
        return frozenset(self._by_kind.get(kind, {}))

    def of(self, kind: str, lemma: str) -> tuple[Entry, ...]:
        """Entries of a kind for a lemma; none where the list has none."""
        return self._by_kind.get(kind, {}).get(lemma, ())


def load_lexicon(name: str) -> Lexicon:
    """A word list of the package by its name.

    Raises   LexiconError where the file is no TOML or an entry lacks its lemma, its kind or a text that it must match.
    """
    path = files("legation") / "lexicon" / f"{name}.toml"
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"lexicon/{name}.toml: {error}; reinstall legation") from error
    return Lexicon(name, tuple(_entry(name, number, row) for number, row in enumerate(rows, 1)))


def _entry(name: str, number: int, row: dict[str, object]) -> Entry:
    def texts(key: str) -> tuple[str, ...]:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise LexiconError(f"lexicon/{name}.toml: entry {number}: {key!r} is no list of texts")
        return tuple(value)

    kind, lemma, particle = row.get("kind"), row.get("lemma"), row.get("particle")
    if not isinstance(kind, str) or not isinstance(lemma, str) or not texts("match"):
        raise LexiconError(f"lexicon/{name}.toml: entry {number} lacks its kind, its lemma or a text that it must match")
    return Entry(
        kind=kind,
        lemma=lemma,
        particle=particle if isinstance(particle, str) else None,
        by=texts("by"),
        match=texts("match"),
        never=texts("never"),
    )
