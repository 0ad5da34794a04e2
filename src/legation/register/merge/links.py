"""How entries hang together: the stops of one tour, a visit put off and made later, and the meetings that belong to a visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from legation.model import ContactKind, Entry, Link, LinkKind, Status
from legation.register.merge.values import identity
from legation.when import When

TOUR_GAP_DAYS = 3
"""Days between leaving one country of a tour and arriving in the next."""
TOUR_DAYS = 15
"""Days between the beginnings of two stops, where the end of the first is not told."""
MEETING_SLACK_DAYS = 1
Found = Mapping[str, set[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What of an entry may tie it to others."""

    id: str
    kind: ContactKind
    status: Status
    destination: str | None
    starts: date | None
    ends: date | None
    visitors: tuple[str, ...]
    """What names those who travel, the same for one person in all entries; of a meeting those who take part."""
    homes: frozenset[str | None]
    """Countries of the parties."""
    places: frozenset[str | None]
    """Countries of the places."""
    reports: frozenset[str]

    @property
    def comes_about(self) -> bool:
        """Whether it was not called off."""
        return self.status not in (Status.CANCELLED, Status.POSTPONED, Status.DENIED)


def linked(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries with their links, each in order of kind and id."""
    found = links_between([tie_of(entry) for entry in entries])
    return tuple(replace(e, links=links_from(found[e.id])) if e.id in found else e for e in entries)


def links_from(found: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Links in the order of kind and id."""
    return tuple(Link(to=to, kind=LinkKind(kind)) for kind, to in sorted(found))


def tie_of(entry: Entry) -> Tie:
    """What of an entry may tie it to others."""
    values = {name: held.value for name, held in entry.fields.items()}
    parties, destination, status = values["parties"], values["destination"], values["status"]
    assert isinstance(parties, tuple) and isinstance(status, Status) and (destination is None or isinstance(destination, str))
    standing = entry.findings[0].body
    return Tie(
        id=entry.id,
        kind=entry.kind,
        status=status,
        destination=destination,
        starts=_day_of(values["starts"], last=False),
        ends=_day_of(values["ends"], last=True),
        visitors=tuple(dict.fromkeys(identity(p.actor) for p in parties if entry.kind is ContactKind.MEETING or p.role == "visitor")),
        homes=frozenset(party.actor.country for party in standing.parties),
        places=frozenset((destination, *(stop.place.country for stop in standing.stops))),
        reports=frozenset(finding.report_id for finding in entry.findings),
    )


def links_between(ties: Iterable[Tie]) -> dict[str, set[tuple[str, str]]]:
    """The links of entries by their ids: kind and the id of the other."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    by_visitor: dict[str, list[Tie]] = defaultdict(list)
    meetings: list[Tie] = []
    for tie in ties:
        if tie.kind is ContactKind.MEETING:
            meetings.append(tie)
        elif tie.kind is ContactKind.VISIT:
            for key in tie.visitors:
                by_visitor[key].append(tie)
    for visits in by_visitor.values():
        _tours(visits, found)
        _put_off(visits, found)
    for meeting in meetings:
        for visit in (visit for key in meeting.visitors for visit in by_visitor.get(key, ())):
            if _held_during(meeting, visit):
                found[meeting.id].add((LinkKind.PART_OF, visit.id))
    return found


def _day_of(when: object, *, last: bool) -> date | None:
    """The first or last day that a day can be, where it is known within a week."""
    if not isinstance(when, When) or when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 7:
        return None
    return when.latest if last else when.earliest


def _tours(visits: Sequence[Tie], found: Found) -> None:
    """Links each stop of a tour to the one before it."""
    dated = sorted((visit.starts, visit.id, visit) for visit in visits if visit.starts is not None and visit.comes_about)
    for (first, _, one), (second, _, other) in pairwise(dated):
        if one.destination == other.destination:
            continue
        gap = second - (one.ends or first)
        near = gap <= timedelta(days=TOUR_GAP_DAYS if one.ends else TOUR_DAYS)
        if near and (one.ends is not None or one.reports & other.reports):
            found[one.id].add((LinkKind.SAME_TOUR, other.id))
            found[other.id].add((LinkKind.SAME_TOUR, one.id))


def _put_off(visits: Sequence[Tie], found: Found) -> None:
    """Links a visit that was put off to the next one to the same country."""
    for visit in visits:
        if visit.status is not Status.POSTPONED:
            continue
        later = [
            (other.starts, other.id)
            for other in visits
            if other is not visit and other.destination == visit.destination and other.comes_about
            if other.starts is not None and (visit.starts is None or other.starts > visit.starts)
        ]
        if later:
            found[visit.id].add((LinkKind.POSTPONED_TO, min(later)[1]))


def _held_during(meeting: Tie, visit: Tie) -> bool:
    """Whether a meeting lies within the days and the country of a visit, or has no day and stands in the same report as a visit to it."""
    hosts = visit.destination in meeting.homes
    if visit.destination not in meeting.places and not (hosts and meeting.places <= {None}):
        return False
    if meeting.starts is None or visit.starts is None:
        over = {tie.status is Status.OCCURRED for tie in (meeting, visit)}
        same_stage = len(over) == 1 and meeting.comes_about == visit.comes_about
        return meeting.starts is None and same_stage and bool(meeting.reports & visit.reports)
    slack = timedelta(days=MEETING_SLACK_DAYS)
    return visit.starts - slack <= meeting.starts <= (visit.ends or visit.starts + timedelta(days=TOUR_GAP_DAYS)) + slack
