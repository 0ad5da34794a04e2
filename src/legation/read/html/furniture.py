"""What stands on press pages beside their stories, as proved data: names of elements, and whole short paragraphs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from legation.errors import LexiconError

LINE_AT_MOST = 400
"""Characters of a paragraph that can be furniture; a longer one is story."""
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
PARTS = re.compile(r"[^A-Za-z0-9]+")
NUMBERED = re.compile(r"([A-Za-z]+)\d+(?:x\d+)?")
"""A word with a number behind it; what has digits elsewhere is a hash and no word."""
BARE = re.compile(r"^(?:has|have|with|without|no|is|not|show|js|open|can|enable|enabled)$")
"""First words of names that say what an element has, not what it is."""
STATE = re.compile(r"(?:open|closed|enabled|disabled|free|visible|loaded|active)$")
"""Last words of names that tell a state of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """One kind of furniture with its proof."""

    name: str
    words: tuple[str, ...]
    pattern: str | None
    match: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureList:
    """The whole list, ready to be asked."""

    entries: tuple[Furniture, ...]
    marks: frozenset[tuple[str, ...]]
    lines: re.Pattern[str]

    def marks_in(self, names: str) -> bool:
        """Whether one of an element's names (its classes, id or role) is that of furniture."""
        return any(_is_mark(name, self.marks) for name in names.split())

    def is_line(self, paragraph: str) -> bool:
        """Whether a whole paragraph is furniture."""
        return len(paragraph) <= LINE_AT_MOST and self.lines.fullmatch(paragraph.strip()) is not None


@lru_cache(maxsize=20_000)
def _is_mark(name: str, marks: frozenset[tuple[str, ...]]) -> bool:
    """Whether a class or id is the name of furniture; a site has few of them, and each on every page."""
    words = words_of(name)
    if not words or BARE.match(words[0]) or (len(words) > 1 and STATE.match(words[-1])):
        return False
    return any(words[low:high] in marks for low in range(len(words)) for high in range(low + 1, min(low + 3, len(words)) + 1))


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words that a class or id is made of, in small letters; what stands behind two dashes is a state, and no word of it."""
    name = name.split("--")[0] or name
    pieces = (numbered[1] if (numbered := NUMBERED.fullmatch(piece)) else piece for piece in PARTS.split(name))
    return tuple(part.lower() for piece in pieces if piece.isalpha() for part in CAMEL.split(piece) if part)


@cache
def load_furniture() -> FurnitureList:
    """The packaged list.

    Raises   LexiconError where it is broken.
    """
    path = files("legation") / "lexicon" / "furniture.toml"
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
        entries = tuple(
            Furniture(
                name=row["name"],
                words=tuple(row.get("words", ())),
                pattern=row.get("pattern"),
                match=tuple(row["match"]),
                never=tuple(row["never"]),
            )
            for row in rows
        )
        patterns = "|".join(f"(?:{entry.pattern})" for entry in entries if entry.pattern)
        lines = re.compile(patterns, re.IGNORECASE)
    except (OSError, KeyError, tomllib.TOMLDecodeError, re.error) as error:
        raise LexiconError(f"lexicon/furniture.toml: {error}; reinstall legation") from error
    return FurnitureList(entries=entries, marks=frozenset(tuple(word.split()) for entry in entries for word in entry.words), lines=lines)
