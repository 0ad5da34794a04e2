"""Codes that data sets of international relations give to states: Correlates of War and Gleditsch-Ward, each valid on certain days."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from legation.tables.former_states import state_on

TABLE = Path(__file__).parent / "data" / "state_codes.tsv"


class System(StrEnum):
    """Whose list of states a code is from."""

    CORRELATES_OF_WAR = "cow"
    GLEDITSCH_WARD = "gw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A stretch of days on which a state is in a list."""

    code: int
    first_day: date
    last_day: date | None
    """None where it is in the list to this day."""


@cache
def memberships() -> Mapping[tuple[str, System], Sequence[Membership]]:
    """The states that each country was by each list, by ISO 3166-1 alpha-3 code."""
    found: dict[tuple[str, System], list[Membership]] = defaultdict(list)
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            last = date.fromisoformat(row["last_day"]) if row["last_day"] else None
            member = Membership(code=int(row["code"]), first_day=date.fromisoformat(row["first_day"]), last_day=last)
            found[row["iso3"], System(row["system"])].append(member)
    return dict(found)


def code_on(country: str | None, system: System, first: date | None, last: date | None) -> int | None:
    """The code of the state that a country was on every day of a span, by one list.

    Takes    country = alpha-3; first and last = the days that bound an event, the same where its day is known.
    Gives    None where a bound is not known, and where the country was no state of the list, or several (Vietnam in 1966), on some
             of the days; for a country that was not yet one, the state that it was part of (Ukraine in 1975: the Soviet Union).
    """
    if country is None or first is None or last is None:
        return None
    whole = state_on(country, first)
    for name in dict.fromkeys((country, whole if whole == state_on(country, last) else country)):
        meant = [
            m for m in memberships().get((name or "", system), ()) if m.first_day <= last and (m.last_day is None or first <= m.last_day)
        ]
        if meant:
            return meant[0].code if len(meant) == 1 and _covers(meant[0], first, last) else None
    return None


def _covers(member: Membership, first: date, last: date) -> bool:
    """Whether a state is in the list on all of the days."""
    return member.first_day <= first and (member.last_day is None or last <= member.last_day)
