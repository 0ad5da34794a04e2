"""Trips: visits of one tour share an id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from legation.model import Entry, LinkKind
from legation.when import When


def toured_with(visit: Entry) -> frozenset[str]:
    """Ids of the visits that a visit is linked with as stops of one tour."""
    return frozenset(link.to for link in visit.links if link.kind is LinkKind.SAME_TOUR)


def trips_of(visits: Iterable[Entry]) -> dict[str, str]:
    """The id of the trip that each visit is of, by the visit's id.

    Takes    visits with all that their tours lead to, in any order.
    Gives    an id made of that of the first visit of the trip: ``t-503926d4`` for ``v-503926d4``.
    """
    tied = {visit.id: toured_with(visit) for visit in sorted(visits, key=_first_day)}
    trips: dict[str, str] = {}
    for first in tied:
        waiting = [first]
        while waiting:
            here = waiting.pop()
            if here not in trips:
                trips[here] = f"t-{first.partition('-')[2]}"
                waiting += tied[here] & tied.keys()
    return trips


def _first_day(visit: Entry) -> tuple[date, str]:
    """Sorts by first day, those without one last."""
    starts = visit.fields["starts"].value
    return (starts.earliest if isinstance(starts, When) else None) or date.max, visit.id
