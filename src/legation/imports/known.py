"""What an import identifies people and places by, loaded once, and the digest of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices
from legation.tables.own_posts import open_offices
from legation.tables.titles import Titles, load_titles

_PACKAGE = Path(__file__).parent.parent
_TELLING = ("imports/*.py", "tables/*.py", "tables/data/*.tsv", "tables/data/places.tsv.gz", "lexicon/titles.toml")


@dataclass(frozen=True, slots=True)
class Known:
    """The tables of places, posts and titles."""

    gazetteer: Gazetteer
    offices: Offices
    titles: Titles
    bodies: frozenset[str]
    """Codes of the organisations that have posts in the table: NATO, ASEAN, IMF ..."""

    @classmethod
    def open(cls) -> Known:
        """The packaged tables, a user's own posts above them."""
        return cls.of(Gazetteer.open(), open_offices(), load_titles())

    @classmethod
    def of(cls, gazetteer: Gazetteer, offices: Offices, titles: Titles) -> Known:
        """Tables that are loaded already."""
        return cls(gazetteer, offices, titles, frozenset(row.country for row in offices.rows) - gazetteer.short_names.keys())


def digest_of_import(rule: str, own: str = "") -> str:
    """Sixteen digits that change when the rule, its code or a table does.

    Takes    own = the digest of a user's own posts.
    """
    digest = sha256(f"{rule}{own}".encode())
    for file in sorted(file for pattern in _TELLING for file in _PACKAGE.glob(pattern)):
        digest.update(f"{file.relative_to(_PACKAGE).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
