"""Days between which a claim says that there was no contact, or so many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from legation.ask.stays import Days, bounds_of
from legation.model import Claim, Reckoning
from legation.when import When

A_DAY = timedelta(days=1)
EVER: Days = (date.min, date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From a day to a day; of each the first and the last that it may be."""

    opens: Days
    closes: Days
    """The day before which all of it lies."""

    @property
    def is_empty(self) -> bool:
        """Whether no day can lie in it."""
        return self.closes[1] <= self.opens[0]

    def holds(self, begun: Days | None) -> bool | None:
        """Whether what began on one of some days began within."""
        if begun is None:
            return None
        if begun[1] < self.opens[0] or begun[0] >= self.closes[1]:
            return False
        return True if begun[0] >= self.opens[1] and begun[1] < self.closes[0] else None


def after(day: date) -> Days:
    """From the day after one."""
    return (day + A_DAY, day + A_DAY) if day < date.max else (day, day)


def exactly(day: date) -> Days:
    """A day that is known."""
    return day, day


def first_of(when: When | None) -> Days | None:
    """The days on which something may begin that begins within a moment; of an interval its own beginning."""
    if when is None:
        return None
    if when.lasts and when.earliest:
        return when.earliest, when.earliest
    return bounds_of(when)


def opens_of(claim: Claim) -> Days | None:
    """The days on which the row of a claim may begin; of "this year" and "in 2022" the first day of them."""
    since, anchor = claim.pattern.since, claim.anchor
    if since is not None and since.earliest and anchor is not None and anchor.reckoning is Reckoning.WINDOW and not since.approximate:
        return since.earliest, since.earliest
    return first_of(since)
