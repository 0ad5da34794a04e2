"""Which records of one traveller tell one stay: their days touch, and no record of another country lies between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days that one record, or several of one stay, give a traveller in a country."""

    keys: tuple[str, ...]
    """Records in the order of their days."""
    traveller: str
    country: str
    first: date
    last: date
    told: tuple[str, ...]
    """What two records of the very same trip share: if their last days differ they contradict each other and are no parts."""


def stays_among(stretches: Iterable[Stretch]) -> dict[str, Stretch]:
    """The whole stay of each record that tells a part of one, by the record's key.

    Takes    the stretches in the order of the records, which is that of the journey where days are the same.
    """
    journeys: dict[str, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        journeys[stretch.traveller].append(stretch)
    found: dict[str, Stretch] = {}
    for journey in journeys.values():
        for stay in _stays(sorted(journey, key=lambda one: one.first)):
            found.update((key, stay) for key in stay.keys if len(stay.keys) > 1)
    return found


def _stays(journey: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of one traveller, those of one stay taken as one."""
    over: list[Stretch] = []
    latest: dict[str, tuple[Stretch, int]] = {}
    for at, stretch in enumerate(journey):
        stay, before = latest.get(stretch.country, (None, 0))
        if stay is not None and stay.told == stretch.told:
            stretch = stay
        elif stay is not None and _goes_on(stay, stretch, journey, (before, at)):
            stretch = replace(stay, keys=(*stay.keys, *stretch.keys), last=max(stay.last, stretch.last))
        elif stay is not None:
            over.append(stay)
        latest[stretch.country] = stretch, at
    return [*over, *(stay for stay, _ in latest.values())]


def _goes_on(stay: Stretch, following: Stretch, journey: Sequence[Stretch], places: tuple[int, int]) -> bool:
    """Whether a stay goes on with the next record of the same country."""
    if following.first < stay.last:
        return True
    return following.first <= stay.last + NEXT_DAY and not any(
        _lies_between(stay, following, other, places[0] < at < places[1])
        for at, other in enumerate(journey)
        if other.country != stay.country
    )


def _lies_between(stay: Stretch, following: Stretch, other: Stretch, in_order: bool) -> bool:
    """Whether the traveller was in another country after the days of a stay and before the record that may go on with it.

    Takes    in_order = whether the other record stands between the two.
    """
    if other.last < stay.last or other.first > following.first:
        return False
    return in_order or (other.first < stay.last and other.last > following.first)
