"""Countries and places as records spell them: by today's names, by those of their time, and by the record's own codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from legation.imports.facts import Spelled
from legation.tables.former_states import members_of, state_on
from legation.tables.gazetteer import Gazetteer, Row

CODES = {
    "antigua-barbuda": "ATG",
    "congo-democratic-republic": "COD",
    "congo-kinshasa": "COD",
    "congo-republic": "COG",
    "korea": "KOR",
    "korea-north": "PRK",
    "korea-south": "KOR",
    "saint-kitts-nevis": "KNA",
    "saint-vincent-grenadines": "VCT",
    "somoa": "WSM",
    "west-bank": "PSE",
}
"""Codes of the Office of the Historian whose words are no name of the country."""
WITHOUT_CODE = {"hawaii": "the kingdom and the republic of Hawaii ended before there were codes of countries"}
"""States that no code was ever given to, and why."""
ISLANDS = frozenset({"ABW", "BES", "CUW", "SXM"})
PARTED = {"netherlands-antilles": ISLANDS, "netherlands antilles": ISLANDS}
"""States that are gone and have several in their place and no code in the gazetteer: the places tell which one."""
TOGETHER = {"SUN": None, "YUG": None, "CSK": None, "DDR": frozenset({"DEU"})}
EMPIRES = frozenset({"CHN", "DNK", "ESP", "FRA", "GBR", "NLD", "PRT", "USA"})
"""States in whose name records speak of colonies and territories that have a code of their own today."""
OVERSEAS = frozenset({"country", "capital", "region"})
"""Kinds of places by whose name alone a colony or territory is known."""
INVERTED = re.compile(r"^(?P<name>[^,]+), (?P<before>.+)$")
BRACKETS = re.compile(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)$")
SAME = {
    "beersheva": "Beersheba",
    "east berlin": "Berlin",
    "jidda": "Jeddah",
    "mexico d.f.": "Mexico City",
    "peking": "Beijing",
    "st. maarten": "Sint Maarten",
    "st. maartin": "Sint Maarten",
    "west berlin": "Berlin",
}
"""Names of towns that the gazetteer has under another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country as a record names it."""

    words: str
    code: str | None
    """Alpha-3 on the day of the record; None where none fits or the places must tell."""
    members: frozenset[str]
    """Countries of today that its places may lie in."""
    note: str | None = None
    """Why there is no code, where that is known."""


def land_of(words: str, own_code: str | None, day: date | None, gazetteer: Gazetteer) -> Land:
    """The country that a record names.

    Takes    own_code = how the record's own list calls it, in words between hyphens, where it has one.
    """
    key = own_code or words.casefold()
    parted = PARTED.get(key)
    if parted is not None:
        return Land(words=words, code=None, members=parted)
    code = state_on(_code_of(words, own_code, gazetteer), day)
    members = members_of(code) or TOGETHER.get(code or "")
    return Land(words=words, code=code, members=members or (frozenset({code}) if code else frozenset()), note=WITHOUT_CODE.get(key))


def _code_of(words: str, own_code: str | None, gazetteer: Gazetteer) -> str | None:
    """The code of a country: by its name, what stands in brackets, the record's code, and its name the right way round."""
    found = gazetteer.country(words) or (
        gazetteer.country(words.upper() if len(words) == 3 else words.title()) if words.islower() else None
    )
    brackets = BRACKETS.match(words)
    if found is None and brackets:
        found = gazetteer.country(brackets["inner"])
    if found is None and own_code:
        found = CODES.get(own_code) or gazetteer.country(own_code.replace("-", " ").title())
    inverted = INVERTED.match(words)
    if found is None and inverted:
        name, before = inverted["name"], inverted["before"]
        forms = (f"{before} {name}", f"{before} the {name}", f"{before.removesuffix(' of')} {name}", name)
        found = next((code for form in forms if (code := gazetteer.country(form))), None)
    if found is None and brackets:
        found = gazetteer.country(brackets["outer"])
    return found


def row_of(place: Spelled, land: Land, gazetteer: Gazetteer) -> Row | None:
    """The place of the gazetteer that is meant: in the country of the record, else in what stands in brackets behind it."""
    name = SAME.get(place.name.casefold(), place.name)
    rows = gazetteer.named(name) or gazetteer.named(name.replace("Air Force Base", "Air Base"))
    members = frozenset({overseas}) if (overseas := overseas_in(place.within, land, gazetteer)) else land.members
    home = [row for row in rows if row.country in members]
    near = [row for row in home if place.within and row.within == place.within]
    if near or home:
        return (near or home)[0]
    return next((row for row in rows[:1] if land.code in EMPIRES and row.kind in OVERSEAS), None)


def overseas_in(within: str | None, land: Land, gazetteer: Gazetteer) -> str | None:
    """The country of today that stands in brackets behind a place, where it is another than that of the record."""
    if within is None or land.code not in EMPIRES:
        return None
    rows = gazetteer.named(within)
    code = gazetteer.country(within) or (rows[0].country if rows and rows[0].kind in OVERSEAS else None)
    return None if code in land.members else code
