"""Times that only limit a day: "before May 1972", "by Friday", "after the 12th", "no later than June 3"."""

from __future__ import annotations

from dataclasses import replace

from legation.model import Status
from legation.parse import Parsed
from legation.tell.scene import TimeAt
from legation.when import Grain, TimeBasis, When, first_of, last_of, month, one_of, shift_days, year

AHEAD = (Status.PLANNED, Status.PROPOSED)
"""What is still to come may come about on any day up to the one after "by"; of what is past "by" tells that it was so then."""
LIMITS = {
    ("before",): "before",
    ("after",): "after",
    ("by",): "until",
    ("later", "than"): "until",
    ("not", "before"): "from",
    ("or", "after"): "from",
    ("earlier", "than"): "from",
    ("sooner", "than"): "from",
}
"""Words right before a time, the last of them, and on which side of it the day lies."""


def limited(parsed: Parsed, time: TimeAt, status: Status) -> TimeAt:
    """A time as the words before it leave it: a span that is open on one side, or no value where its year is not told."""
    before = tuple(w.text.lower() for w in parsed.words if w.end <= time.within.start)
    side = LIMITS.get(before[-2:]) or LIMITS.get(before[-1:])
    if time.when is None or side is None or (before[-1:] == ("by",) and status not in AHEAD):
        return time
    return replace(time, when=_bound(time.when, side))


def _bound(when: When, side: str) -> When | None:
    """The days on one side of a time, its own among them or not."""
    edge = first_of(when) if side in ("before", "from") else last_of(when)
    if edge is None or not edge.year_known or edge.earliest is None or edge.latest is None:
        return None
    if side == "before":
        return one_of(None, _neighbour(edge, -1), basis=TimeBasis.RELATIVE, phrase=when.phrase)
    if side == "after":
        return one_of(_neighbour(edge, 1), None, basis=TimeBasis.RELATIVE, phrase=when.phrase)
    first, last = (edge.earliest, edge.latest) if edge.edtf.startswith("[") else (edge, edge)
    ends = (first, None) if side == "from" else (None, last)
    return one_of(*ends, basis=TimeBasis.RELATIVE, phrase=when.phrase)


def _neighbour(when: When, count: int) -> When | None:
    """The unit before or after a day, month or year; of other spans the day."""
    if when.earliest is None or when.latest is None:
        return None
    if when.grain is Grain.MONTH:
        number = when.earliest.year * 12 + when.earliest.month - 1 + count
        return month(number // 12, number % 12 + 1)
    if when.grain is Grain.YEAR:
        return year(when.earliest.year + count)
    edge = when.earliest if count < 0 else when.latest
    return shift_days(one_of(edge, edge), count)
