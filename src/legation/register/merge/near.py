"""Groups by who takes part and by quarter of the year, so that a finding is asked only of those that it may belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

from legation.register.merge.spans import Window

QUARTER_DAYS = 92
SLACK_DAYS = 15
"""More than the days by which two reports may differ on a contact that a person is asked of."""
QUARTERS_AT_MOST = 12
LONGEST_DAYS = QUARTERS_AT_MOST * QUARTER_DAYS
"""Longer windows are kept apart, and asked always."""
ALWAYS = None
EVER = (-1, 10**7)
"""First and last day, as ordinals, of a window that is asked always."""
NEVER = (10**7, -1)
G = TypeVar("G")


class Near(Generic[G]):
    """An index of groups; what it leaves out shares nobody or lies too far off in time."""

    __slots__ = ("_by_key", "_by_quarter", "_groups", "_reach")

    def __init__(self) -> None:
        self._groups: dict[int, G] = {}
        self._reach: dict[int, tuple[int, int]] = {}
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_quarter: dict[tuple[str, int | None], set[int]] = defaultdict(set)

    def add(self, group: G, keys: Iterable[str], window: Window) -> None:
        """Takes a group up under the keys and days of one more of its findings."""
        self._groups[id(group)] = group
        (first, last), (low, high) = reach_of(window), self._reach.get(id(group), NEVER)
        self._reach[id(group)] = min(first, low), max(last, high)
        for key in keys:
            self._by_key[key].add(id(group))
            for quarter in _quarters(window) or (ALWAYS,):
                self._by_quarter[key, quarter].add(id(group))

    def to(self, people: Iterable[Collection[str]], window: Window, *, needed: int) -> list[G]:
        """The groups that may be near enough in time and share somebody with as many as are needed.

        Takes    people = of each who matters the keys.
        """
        quarters = _quarters(window)
        times: dict[int, int] = defaultdict(int)
        for keys in people:
            if not quarters:
                found = {number for key in keys for number in self._by_key.get(key, ())}
            else:
                found = {number for key in keys for q in (*quarters, ALWAYS) for number in self._by_quarter.get((key, q), ())}
            for number in found:
                times[number] += 1
        first, last = reach_of(window)
        shared = (number for number, count in times.items() if count >= needed)
        return [self._groups[number] for number in shared if self._reach[number][0] <= last and first <= self._reach[number][1]]


def reach_of(window: Window) -> tuple[int, int]:
    """First and last day, as ordinals, that a window reaches with the days that reports may differ by."""
    if window.first is None or window.last is None:
        return EVER
    first = window.first.toordinal() - SLACK_DAYS
    last = (window.leaves or window.last).toordinal() + SLACK_DAYS
    return (first, last) if last - first <= LONGEST_DAYS else EVER


def _quarters(window: Window) -> range:
    """The quarters that a window touches; none where a side is open or they are many."""
    first, last = reach_of(window)
    return range(first // QUARTER_DAYS, last // QUARTER_DAYS + 1) if (first, last) != EVER else range(0)
