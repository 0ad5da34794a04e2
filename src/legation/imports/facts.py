"""What one record of a visit says, before people, places and days are looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.model import Authority, Problem, Status

LEVELS = {
    "state": "state visit",
    "official": "official visit",
    "official_working": "official working visit",
    "working": "working visit",
    "private": "private visit",
    "transit": "transit",
}
"""Level of a visit and how the line of facts calls it."""
TOWNS = re.compile(r"\s*[,;/]\s*(?![^()]*\))")
"""What parts the places of a list; not within brackets."""
BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
CAPITAL_DISTRICT = re.compile(r",\s*(D\.\s?[FC]\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A visitor as a record names him."""

    words: str
    """Title and name."""
    title: str | None = None
    name: str | None = None
    post_class: str | None = None
    elect: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A place as a record names it, with the region or country in brackets behind it."""

    name: str
    within: str | None = None

    @property
    def words(self) -> str:
        """The place as the line of facts has it."""
        return f"{self.name} ({self.within})" if self.within else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One visit of one or several people, in the record's own words."""

    id: str
    """Of the report that it becomes."""
    outlet: str
    authority: Authority
    rule: str
    visitors: tuple[Named, ...]
    home: str | None
    home_id: str | None = None
    """How the record's own code calls the country, in words between hyphens."""
    destination: str | None
    destination_id: str | None = None
    places: tuple[Spelled, ...] = ()
    starts: str | None = None
    ends: str | None = None
    stay: tuple[str, str] | None = None
    """First and last day of the stay that the record tells a part of."""
    level: str | None = None
    status: Status = Status.OCCURRED
    reference: str
    """Number of the record and where it stands."""
    modified: str | None = None
    source: str | None = None
    problems: tuple[Problem, ...] = ()


def places_in(text: str) -> tuple[Spelled, ...]:
    """The places of a list such as "Glasgow, Edinburgh" or "Halifax (Nova Scotia)"."""
    kept = CAPITAL_DISTRICT.sub(r" \1", text)
    found = (_spelled(part) for town in TOWNS.split(kept) for part in town.split(" and ") if part.strip(" .-"))
    return tuple(dict.fromkeys(found))


def _spelled(part: str) -> Spelled:
    """One place, what stands in brackets apart."""
    inner = BRACKETS.search(part)
    name = BRACKETS.sub(" ", part).strip()
    return Spelled(name=name or part.strip(), within=inner[1].strip() if inner and name else None)
