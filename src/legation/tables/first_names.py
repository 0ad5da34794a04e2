"""First names of office-holders and the gender they tell; a name that both bear is not in the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from legation.errors import LexiconError
from legation.tables import names

COLUMNS = ("name", "gender")
GENDERS = frozenset({"m", "f"})
BEFORE_FIRST_NAME = frozenset({"dame", "king", "pope", "prince", "princess", "queen", "sheikh", "sheikha", "sir"})


def load_first_names(path: Path | None = None) -> Mapping[str, str]:
    """First name as written -> 'm' or 'f', from the packaged list or another of its shape.

    Raises   LexiconError with file and line where the list is missing or a row cannot be read.
    """
    source = path or files("legation").joinpath("lexicon", "first_names.tsv")
    try:
        head, *lines = source.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconError(f"{source}: {fault}; name a list of first names in UTF-8 or install the package again") from fault
    if tuple(head.split("\t")) != COLUMNS:
        raise LexiconError(f"{source}:1: columns {head!r}; the header is name, tab, gender")
    genders: dict[str, str] = {}
    for number, line in enumerate(lines, start=2):
        name, _, gender = line.partition("\t")
        if not name or gender not in GENDERS:
            raise LexiconError(f"{source}:{number}: {line!r} is no row; write a name, a tab, and m or f")
        if name in genders:
            raise LexiconError(f"{source}:{number}: {name!r} stands twice; keep one row")
        genders[name] = gender
    return MappingProxyType(genders)


def gender_of(name: str, country: str | None, genders: Mapping[str, str]) -> str | None:
    """The gender that the first name of a full name tells, or None where it tells none.

    Takes    country: ISO 3166-1 alpha-3, which decides whether the surname stands first; None is unknown.
    """
    given = names.given_name(name, country or "")
    if given is None:
        return None
    words = names.bare_name(name).split()
    if names.plain(words[0]) in BEFORE_FIRST_NAME:
        given = words[1]
    return next((genders[form] for form in _forms(given) if form in genders), None)


def _forms(given: str) -> Iterator[str]:
    """The spellings under which a given name may be listed, the whole name before its first word."""
    for form in (given, given.split()[0]):
        yield form
        yield names.ascii_form(form)
