"""How entries hang together: the stops of one tour, a visit put off and made later, and the meetings that belong to a visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from legation.model import ContactKind, Entry, Link, LinkKind, Status
from legation.when import When

TOUR_GAP_DAYS = 3
"""Days between leaving one country of a tour and arriving in the next."""
TOUR_DAYS = 15
"""Days between the beginnings of two stops, where the end of the first is not told."""
MEETING_SLACK_DAYS = 1


def linked(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries with their links, each in order of kind and id."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    by_visitor: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind is ContactKind.VISIT:
            for key in visitor_keys(entry):
                by_visitor[key].append(entry)
    for visits in by_visitor.values():
        _tours(visits, found)
        _put_off(visits, found)
    _parts(entries, by_visitor, found)
    return tuple(
        replace(e, links=tuple(Link(to=to, kind=LinkKind(kind)) for kind, to in sorted(found[e.id]))) if e.id in found else e
        for e in entries
    )


def visitor_keys(entry: Entry) -> tuple[str, ...]:
    """What names the visitors of an entry, the same for one person in all entries."""
    parties = entry.fields["parties"].value
    assert isinstance(parties, tuple)
    return tuple(dict.fromkeys(p.actor.wikidata or (p.actor.name or p.actor.surface).casefold() for p in parties if p.role == "visitor"))


def day_of(entry: Entry, field: str) -> date | None:
    """The last day that a first or last day can be, where it is known within a week."""
    when = entry.fields[field].value
    if not isinstance(when, When) or when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 7:
        return None
    return when.latest if field == "ends" else when.earliest


def _tours(visits: Sequence[Entry], found: Mapping[str, set[tuple[str, str]]]) -> None:
    """Links each stop of a tour to the one before it."""
    dated = sorted((day, e.id, e) for e in visits if (day := day_of(e, "starts")) is not None and _comes_about(e))
    for (first, _, one), (second, _, other) in pairwise(dated):
        if _value(one, "destination") == _value(other, "destination"):
            continue
        left = day_of(one, "ends")
        gap = second - left if left else second - first
        near = gap <= timedelta(days=TOUR_GAP_DAYS if left else TOUR_DAYS)
        if near and (left is not None or _share_report(one, other)):
            found[one.id].add((LinkKind.SAME_TOUR, other.id))
            found[other.id].add((LinkKind.SAME_TOUR, one.id))


def _put_off(visits: Sequence[Entry], found: Mapping[str, set[tuple[str, str]]]) -> None:
    """Links a visit that was put off to the next one to the same country."""
    for entry in visits:
        if _value(entry, "status") is not Status.POSTPONED:
            continue
        first = day_of(entry, "starts")
        later = [
            (day, other.id)
            for other in visits
            if other is not entry and _value(other, "destination") == _value(entry, "destination") and _comes_about(other)
            if (day := day_of(other, "starts")) is not None and (first is None or day > first)
        ]
        if later:
            found[entry.id].add((LinkKind.POSTPONED_TO, min(later)[1]))


def _parts(entries: Iterable[Entry], by_visitor: Mapping[str, Sequence[Entry]], found: Mapping[str, set[tuple[str, str]]]) -> None:
    """Links a meeting to the visit of one of its parties on which it is held."""
    for meeting in entries:
        if meeting.kind is not ContactKind.MEETING:
            continue
        parties = meeting.fields["parties"].value
        assert isinstance(parties, tuple)
        for party in parties:
            key = party.actor.wikidata or (party.actor.name or party.actor.surface).casefold()
            for visit in by_visitor.get(key, ()):
                if _held_during(meeting, visit):
                    found[meeting.id].add((LinkKind.PART_OF, visit.id))


def _held_during(meeting: Entry, visit: Entry) -> bool:
    """Whether a meeting lies within the days and the country of a visit, or has no day and stands in the same report as a visit to it."""
    contact = meeting.findings[0].body
    places = {s.place.country for s in contact.stops} | {_value(meeting, "destination")}
    country = _value(visit, "destination")
    hosts = any(p.actor.country == country for p in contact.parties)
    if country not in places and not (hosts and places <= {None}):
        return False
    day, first, last = day_of(meeting, "starts"), day_of(visit, "starts"), day_of(visit, "ends")
    if day is None or first is None:
        return _share_report(meeting, visit) and day is None and _same_stage(meeting, visit)
    slack = timedelta(days=MEETING_SLACK_DAYS)
    return first - slack <= day <= (last or first + timedelta(days=TOUR_GAP_DAYS)) + slack


def _same_stage(meeting: Entry, visit: Entry) -> bool:
    over = {_value(entry, "status") is Status.OCCURRED for entry in (meeting, visit)}
    return len(over) == 1 and _comes_about(meeting) == _comes_about(visit)


def _comes_about(entry: Entry) -> bool:
    return _value(entry, "status") not in (Status.CANCELLED, Status.POSTPONED, Status.DENIED)


def _share_report(one: Entry, other: Entry) -> bool:
    return bool({f.report_id for f in one.findings} & {f.report_id for f in other.findings})


def _value(entry: Entry, field: str) -> object:
    return entry.fields[field].value
