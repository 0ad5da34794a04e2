"""When a contact can have begun, as far as its own days, its status and the day of its report tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from legation.model import Contact, Finding, Origin, Status
from legation.when import QUALIFIERS, Grain, When

ABOUT_DAYS = 4
"""A day marked ``~`` is that of a deed abroad; the visit may have begun this much earlier."""
STAY_DAYS = 10
"""Days that a visit lasts at the most where nothing else is told."""
AHEAD_DAYS = {Status.PLANNED: 120, Status.PROPOSED: 365, Status.INVITED: 365}
"""How far ahead of its report a contact without a day may lie."""
FRESH_DAYS = 10
"""How far back of its report a contact without a day lies that the report is about."""
MONTH_DAYS = 31
ENDED_DAYS = (365, 180)
"""How far back and ahead a contact lies that was called off, put off or denied, where its day is not told."""
RECALLED_DAYS = 15
"""How far back a contact lies that a report recalls without a day, if one of these days is known."""


class Sharpness(IntEnum):
    """How well the first day of a contact is known."""

    DAY = 0
    SPAN = 1
    """A week, month, season or year is told."""
    GUESSED = 2
    """Nothing is told but the day of the report."""
    OPEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The first days that a contact can have, and for one whose first day is known the last day of it."""

    first: date | None
    last: date | None
    leaves: date | None
    sharpness: Sharpness
    of_year: tuple[int, int | None] | None = None
    """Month and day of one whose year is not told."""

    @property
    def middle(self) -> int:
        """A number to sort by; windows that are open on a side are taken by the other."""
        known = [d.toordinal() for d in (self.first, self.last) if d is not None]
        return sum(known) // len(known) if known else 0


def window_of(finding: Finding[Contact], origin: Origin | None) -> Window:
    """The window of a finding, by its report's day where the contact has none of its own."""
    contact = finding.body
    if (told := _told(contact.starts)) is not None:
        first, last, sharpness = told
        if sharpness is not Sharpness.DAY and origin is not None and origin.published is not None:
            first, last = _as_of(contact.status, first, last, origin.published)
        return Window(first=first, last=last, leaves=_leaves(contact, last), sharpness=sharpness)
    if (half := _half_open(contact, origin)) is not None:
        return half
    if (ends := _told(contact.ends)) is not None:
        return Window(first=ends[0] - timedelta(days=STAY_DAYS), last=ends[1], leaves=ends[1], sharpness=Sharpness.SPAN)
    published = origin.published if origin else None
    if published is None or _of_year(contact.starts) is not None:
        return Window(first=None, last=None, leaves=None, sharpness=Sharpness.OPEN, of_year=_of_year(contact.starts))
    return _guessed(contact, published)


def _told(when: When | None) -> tuple[date, date, Sharpness] | None:
    """First and last day that are meant, where both are known."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    if when.edtf.endswith("~"):
        return when.earliest - timedelta(days=ABOUT_DAYS), when.latest, Sharpness.SPAN
    one_day = when.grain is Grain.DAY and when.earliest == when.latest
    return when.earliest, when.latest, Sharpness.DAY if one_day else Sharpness.SPAN


def _half_open(contact: Contact, origin: Origin | None) -> Window | None:
    """The window of a day that is told as before or after another one, as far as the day of the report bounds the other side."""
    when, published = contact.starts, origin.published if origin else None
    if when is None or not when.year_known or when.lasts or (when.earliest is None) is (when.latest is None):
        return None
    first, last = when.earliest, when.latest
    if published is not None and contact.status in AHEAD_DAYS:
        first = first or min(published, last or published)
        last = last or max(published, first) + timedelta(days=AHEAD_DAYS[contact.status])
    elif published is not None and contact.status in (Status.UNDER_WAY, Status.OCCURRED) and last is None:
        last = max(published, first or published)
    sharpness = Sharpness.OPEN if None in (first, last) else Sharpness.SPAN
    return Window(first=first, last=last, leaves=None, sharpness=sharpness)


def _as_of(status: Status, first: date, last: date, published: date) -> tuple[date, date]:
    """The part of a week, month or year that is left by what the report, on its day, says of the contact's course."""
    low, high = first, last
    if status is Status.UNDER_WAY:
        low, high = max(first, published - timedelta(days=STAY_DAYS)), min(last, published)
    elif status is Status.OCCURRED:
        high = min(last, published)
    elif status in AHEAD_DAYS:
        low = max(first, published)
    return (low, high) if low <= high else (first, last)


def _of_year(when: When | None) -> tuple[int, int | None] | None:
    """Month and day of a date without its year."""
    if when is None or when.year_known:
        return None
    numbers = [int(part) for part in when.edtf.strip(QUALIFIERS).split("-")[1:]]
    return numbers[0], numbers[1] if len(numbers) > 1 else None


def on_day_of_year(of_year: tuple[int, int | None], window: Window) -> bool | None:
    """Whether a month or day without its year may be the beginning of a contact; None where the other says too little."""
    if window.first is None or window.last is None or (window.last - window.first).days > MONTH_DAYS:
        return None
    days = range(window.first.toordinal() - 1, window.last.toordinal() + 2)
    month, day = of_year
    return any(d.month == month and (day is None or d.day == day) for d in map(date.fromordinal, days))


def _leaves(contact: Contact, last: date) -> date | None:
    """The last day of a contact where it is told."""
    ends = contact.ends
    return ends.latest if ends is not None and ends.latest is not None and ends.latest >= last else None


def _guessed(contact: Contact, published: date) -> Window:
    """What status and salience make of a contact without days."""
    back, ahead = timedelta(0), timedelta(0)
    if contact.status in AHEAD_DAYS:
        ahead = timedelta(days=AHEAD_DAYS[contact.status])
    elif contact.status in (Status.UNDER_WAY, Status.OCCURRED):
        if contact.status is Status.OCCURRED and contact.salience != "main":
            return Window(first=None, last=published, leaves=None, sharpness=Sharpness.OPEN)
        back = timedelta(days=FRESH_DAYS)
    else:
        back, ahead = (timedelta(days=days) for days in ENDED_DAYS)
    return Window(first=published - back, last=published + ahead, leaves=None, sharpness=Sharpness.GUESSED)


def days_apart(left: Window, right: Window) -> int:
    """Days between two windows; 0 where they share one, or where a side is open."""
    pairs = ((left.first, _reaches(right, left)), (right.first, _reaches(left, right)))
    return max(0, *(a.toordinal() - b.toordinal() if a and b else 0 for a, b in pairs))


def _reaches(one: Window, other: Window) -> date | None:
    """The last day of a window; beside a week or month the whole stay counts, for the report may mean any day of it."""
    return one.leaves or one.last if Sharpness.SPAN in (one.sharpness, other.sharpness) else one.last


def recalled(memory: Window, other: Window) -> bool:
    """Whether a contact that a report recalls without a day was made so lately, as far as days are known, that it is meant."""
    if memory.first is not None or memory.last is None or other.sharpness is not Sharpness.DAY or other.first is None:
        return False
    return 0 <= (memory.last - (other.leaves or other.first)).days <= RECALLED_DAYS or other.first <= memory.last <= (
        other.leaves or other.first
    )


def during(inner: Window, outer: Window) -> bool:
    """Whether a contact that begins on a known day begins while another one, whose last day is known, lasts."""
    if inner.first is None or outer.first is None or outer.leaves is None:
        return False
    return outer.first <= inner.first <= outer.leaves
