"""Stage 5: what one report tells of one contact in headline, lead and recap becomes one finding with all its evidence."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from legation.gather.implied import TOUR, on_tour, visits_for_invitations, visits_for_meetings
from legation.gather.sides import AHEAD, ENDED, people
from legation.identity import stable_id
from legation.model import Certainty, Contact, ContactKind, Evidence, Finding, Party, Report, Status, Stop, Topic
from legation.when import Grain, When, before, overlaps, shift_days, within

RANK = {
    Status.CANCELLED: 8,
    Status.POSTPONED: 7,
    Status.DENIED: 6,
    Status.UNDER_WAY: 5,
    Status.OCCURRED: 4,
    Status.PLANNED: 3,
    Status.PROPOSED: 2,
    Status.INVITED: 1,
}
"""Which status stands where several mentions of one contact differ: the greater one."""
LEAD_CHARACTERS = 700
"""What a report is about stands within its first two paragraphs; the main visits of the open reports all begin there."""
FRESH_DAYS = 14
"""A contact farther back than this is a memory."""
BOTH_AHEAD_DAYS = 5
"""Two plans of one visit may name days this far apart: that of setting out and that of a stop."""
APPROXIMATE = "~"
"""The mark of a day that is that of a deed on a visit, not of its beginning."""
ABOUT_DAYS = 4
"""A day on which somebody was seen abroad may be this far from the first day of his visit."""
YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)[~?%]?")
LEAP_YEAR = 2000
UNKNOWN_WIDTH_DAYS = 400
"""A day not known counts as wider than a whole year."""


def gather(report: Report, findings: Sequence[Finding[Contact]]) -> tuple[Finding[Contact], ...]:
    """One finding a contact, in order of first mention, meetings dated by the visit that they belong to."""
    merged = [_merged(report, g) for g in _grouped(report, findings)]
    merged += visits_for_invitations(merged)
    merged += visits_for_meetings(merged)
    if TOUR.search(report.text):
        merged = on_tour(merged)
    visits = [f for f in merged if f.body.kind is ContactKind.VISIT]
    placed = [_within_visit(f, visits) if f.body.kind is ContactKind.MEETING else f for f in merged]
    meetings = [f for f in placed if f.body.kind is ContactKind.MEETING]
    full = [_with_agenda(f, meetings) if f.body.kind is ContactKind.VISIT else f for f in placed]
    return tuple(_salient(report, f) for f in full)


@dataclass(slots=True)
class _Group:
    """Findings that tell one contact, and one of each sort among them: what is alike in all that counts agrees with the rest alike."""

    findings: list[Finding[Contact]] = field(default_factory=list)
    sorts: dict[Hashable, Finding[Contact]] = field(default_factory=dict)


def _grouped(report: Report, findings: Sequence[Finding[Contact]]) -> list[list[Finding[Contact]]]:
    """Findings that tell one contact together, in order of first mention."""
    groups: list[_Group] = []
    blocks: dict[tuple[str, str | None], list[_Group]] = {}
    for one in findings:
        block = blocks.setdefault((one.body.kind, one.body.destination), [])
        sort = _sort_of(one.body)
        home = next((g for g in block if sort in g.sorts or all(_same(report, one, other) for other in g.sorts.values())), None)
        if home is None:
            home = _Group()
            groups.append(home)
            block.append(home)
        home.findings.append(one)
        home.sorts.setdefault(sort, one)
    return [group.findings for group in groups]


def _sort_of(contact: Contact) -> Hashable:
    """All of a contact that bears on whether two findings tell the same one."""
    return (contact.status, contact.starts, contact.ends, contact.accepted, frozenset((p.role, p.actor.referent) for p in contact.parties))


def _same(report: Report, left: Finding[Contact], right: Finding[Contact]) -> bool:
    """Whether two findings tell one contact: of the same people, in statuses that can follow on each other, and on days that agree."""
    a, b = left.body, right.body
    if a.kind is not b.kind:
        return False
    if a.kind is ContactKind.VISIT:
        if a.destination != b.destination or not people(a, "visitor") & people(b, "visitor"):
            return False
    elif a.kind is ContactKind.INVITATION:
        return all(people(a, role) & people(b, role) for role in ("inviter", "invitee")) and (
            a.accepted is b.accepted or None in (a.accepted, b.accepted)
        )
    elif people(a, "participant") != people(b, "participant") and not _one_within_other(a, b):
        return False
    agree = _statuses_agree(a.status, b.status)
    if agree is False:
        return False
    if agree is None:
        return a.starts is not None and b.starts is not None and overlaps(a.starts, b.starts) is True
    if a.starts is not None and b.starts is not None:
        return _days_agree(a, b)
    return _undated_agree(report, a, b)


def _one_within_other(a: Contact, b: Contact) -> bool:
    left, right = people(a, "participant"), people(b, "participant")
    return (left < right or right < left) and len(left & right) >= 2 and (a.starts is None or b.starts is None)


def _statuses_agree(a: Status, b: Status) -> bool | None:
    """Whether one contact can have both; None for a plan and its end, which the days must tell to be one."""
    if a is b:
        return True
    if a in ENDED or b in ENDED:
        return None if {a, b} & AHEAD and not {a, b} <= ENDED else False
    return {a, b} != {Status.OCCURRED, Status.PROPOSED}


def _days_agree(a: Contact, b: Contact) -> bool:
    if a.starts is None or b.starts is None:
        return False
    if overlaps(a.starts, b.starts) is True or a.starts.edtf == b.starts.edtf:
        return True
    if overlaps(a.starts, b.starts) is None and within(a.starts, b.starts) is not False and Grain.DAY in (a.starts.grain, b.starts.grain):
        return True
    if _falls_into(a, b.starts) or _falls_into(b, a.starts):
        return True
    days = [d for w in (a.starts, b.starts) if (d := _day_of(w)) is not None]
    approximate = APPROXIMATE in (a.starts.edtf[-1], b.starts.edtf[-1])
    apart = ABOUT_DAYS if approximate else BOTH_AHEAD_DAYS if {a.status, b.status} <= AHEAD | {Status.UNDER_WAY} else 0
    return len(days) == 2 and abs((days[0] - days[1]).days) <= apart


def _day_of(when: When) -> date | None:
    """The one day that is meant; days without a year are put into one leap year, to be compared with each other."""
    if when.earliest is not None:
        return when.earliest if when.earliest == when.latest else None
    yearless = YEARLESS.fullmatch(when.edtf)
    return date(LEAP_YEAR, int(yearless[1]), int(yearless[2])) if yearless else None


def _falls_into(contact: Contact, when: When) -> bool:
    """Whether a day lies between the first and the last day of a contact."""
    first = contact.starts.earliest if contact.starts else None
    last = contact.ends.latest if contact.ends else None
    if first is None or last is None or when.earliest is None or when.latest is None:
        return False
    return first <= when.earliest and when.latest <= last


def _undated_agree(report: Report, a: Contact, b: Contact) -> bool:
    """A mention without a day joins the contact whose stage it can be: the plan a plan, the memory a memory."""
    if a.status is b.status or {a.status, b.status} <= AHEAD | {Status.UNDER_WAY}:
        return True
    dated = a if a.starts is not None else b
    other = b if dated is a else a
    if dated.starts is None:
        return {a.status, b.status} <= {Status.UNDER_WAY, Status.OCCURRED}
    return other.status in (Status.UNDER_WAY, Status.OCCURRED) and _recent(dated.starts, report.published) and dated.status not in AHEAD


def _recent(when: When, published: date | None) -> bool:
    return published is None or when.latest is None or abs((published - when.latest).days) <= FRESH_DAYS


def _merged(report: Report, group: Sequence[Finding[Contact]]) -> Finding[Contact]:
    if len(group) == 1:
        return group[0]
    best = _foremost(report, group)
    bodies = [f.body for f in group]
    dated = [b for b in bodies if b.starts is not None]
    lead = min(dated, key=_vagueness, default=bodies[0])
    stops = _join_stops([s for b in bodies for s in b.stops])
    body = replace(
        best.body,
        parties=_join_parties([p for b in bodies for p in b.parties]),
        stops=stops,
        starts=_first_day(lead, stops),
        ends=next((b.ends for b in [lead, *bodies] if b.ends is not None), None),
        level=next((b.level for b in bodies if b.level), None),
        purpose=next((b.purpose for b in bodies if b.purpose), None),
        topics=_join_topics([t for b in bodies for t in b.topics]),
        destination=next((b.destination for b in bodies if b.destination), None),
        accepted=next((b.accepted for b in bodies if b.accepted is not None), None),
    )
    evidence = _join_evidence([e for f in group for e in f.evidence])
    certainty = min((f.certainty for f in group if f.body.status is best.body.status), key=list(Certainty).index)
    key = stable_id("f", *sorted(f.id for f in group))
    return replace(best, id=key, body=_settled(report, body, bodies), evidence=evidence, certainty=certainty)


def _foremost(report: Report, group: Sequence[Finding[Contact]]) -> Finding[Contact]:
    """The mention whose status stands; a plan whose day is still to come is not under way."""
    best = max(group, key=lambda f: (RANK[f.body.status], f.body.starts is not None))
    if best.body.status is Status.UNDER_WAY:
        return next((f for f in group if f.body.status is Status.PLANNED and _lies_ahead(report, f.body.starts)), best)
    return best


def _settled(report: Report, body: Contact, bodies: Sequence[Contact]) -> Contact:
    """A merged contact with its last day by its length, and as a plan where its first day is still to come."""
    length = next((b.lasts_days for b in bodies if b.lasts_days), None)
    if body.ends is None and length and body.starts is not None and body.starts.grain is Grain.DAY:
        body = replace(body, ends=shift_days(body.starts, length - 1), lasts_days=length)
    if body.ends is not None and body.starts is not None and before(body.ends, body.starts):  # a last day taken from another clause
        body = replace(body, ends=None)
    over = body.status in (Status.UNDER_WAY, Status.OCCURRED)
    if over and body.starts and body.starts.earliest and report.published and body.starts.earliest > report.published:
        return replace(body, status=Status.PLANNED)
    return body


def _lies_ahead(report: Report, starts: When | None) -> bool:
    """Whether a stated first day is still to come, or the report tells of no day of its own to compare it with."""
    return starts is not None and (report.published is None or (starts.earliest is not None and starts.earliest > report.published))


def _first_day(lead: Contact, stops: Sequence[Stop]) -> When | None:
    return lead.starts or next((s.arrives for s in stops if s.arrives), None)


def _vagueness(contact: Contact) -> tuple[int, bool, int]:
    """How little a first day says: the wider, the approximate, and of approximate ones the later."""
    when = contact.starts
    approximate = when is not None and when.edtf.endswith(APPROXIMATE)
    return _width(contact), approximate, when.earliest.toordinal() if approximate and when and when.earliest else 0


def _width(contact: Contact) -> int:
    when = contact.starts
    return (when.latest - when.earliest).days if when and when.earliest and when.latest else UNKNOWN_WIDTH_DAYS


def _join_stops(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    found: dict[str, Stop] = {}
    for stop in stops:
        key = str(stop.place.geonames or stop.place.name)
        held = found.get(key)
        if held is None or (held.arrives is None and stop.arrives is not None):
            found[key] = stop if held is None else replace(held, arrives=stop.arrives, leaves=stop.leaves)
    return tuple(found.values())


NAMELESS = frozenset({"he", "him", "his", "she", "her", "hers", "they", "them", "their", "himself", "herself", "two", "both"})
"""Words that stand for a party but do not name it."""


def _join_parties(parties: Sequence[Party]) -> tuple[Party, ...]:
    found: dict[tuple[str, int], Party] = {}
    visitors = {p.actor.referent for p in parties if p.role == "visitor"}
    for party in parties:
        if party.role == "host" and party.actor.referent in visitors:
            continue
        key = (party.role, party.actor.referent)
        if key not in found or (found[key].actor.surface.lower() in NAMELESS and party.actor.surface.lower() not in NAMELESS):
            found[key] = party
    return tuple(found.values())


def _join_topics(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    return tuple({t.text.lower(): t for t in reversed(topics)}.values())[::-1]


def _join_evidence(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    distinct = {(e.span.start, e.span.end): e for e in evidence}.values()
    kept: list[Evidence] = []
    end = -1
    for one in sorted(distinct, key=lambda e: (e.span.start, -e.span.end)):
        if one.span.end > end:
            kept.append(one)
            end = one.span.end
    return tuple(kept)


def _within_visit(meeting: Finding[Contact], visits: Sequence[Finding[Contact]]) -> Finding[Contact]:
    """A meeting told for one stop of a visit takes that stop's day; one told without a place keeps none."""
    met = people(meeting.body, "participant")
    place = meeting.body.stops[0].place if meeting.body.stops else None
    if meeting.body.starts is not None or place is None:
        return meeting
    for visit in visits:
        if not people(visit.body, "visitor") & met or (visit.body.status in AHEAD) != (meeting.body.status in AHEAD):
            continue
        stop = next((s for s in visit.body.stops if s.place.name == place.name and s.arrives), None)
        if stop is not None:
            return replace(meeting, body=replace(meeting.body, starts=stop.arrives))
    return meeting


def _with_agenda(visit: Finding[Contact], meetings: Sequence[Finding[Contact]]) -> Finding[Contact]:
    """What a visitor is to discuss with those whom he meets on a visit is that visit's agenda."""
    body = visit.body
    topics, stops = list(body.topics), list(body.stops)
    for meeting in (m.body for m in meetings if _part_of_visit(body, m.body)):
        topics += meeting.topics
        own = [s for s in meeting.stops if s.place.country == body.destination and s.place.kind != "country"]
        stops += [replace(s, arrives=meeting.starts) for s in own]
    return replace(visit, body=replace(body, topics=_join_topics(topics), stops=_join_stops(stops)))


def _part_of_visit(visit: Contact, meeting: Contact) -> bool:
    """Whether a visitor meets those whom he visits, and at a time that can be that of the visit."""
    present = [p.actor for p in meeting.parties]
    if not people(visit, "visitor") & {a.referent for a in present} or all(a.country != visit.destination for a in present):
        return False
    if meeting.status in AHEAD and visit.status not in AHEAD | {Status.UNDER_WAY}:
        return False
    if meeting.starts is not None and visit.starts is not None:
        return overlaps(meeting.starts, visit.starts) is not False or _days_agree(visit, meeting)
    return meeting.starts is not None or meeting.status is visit.status or visit.status is Status.UNDER_WAY


def _salient(report: Report, finding: Finding[Contact]) -> Finding[Contact]:
    """Main is what the report is about: told at its head, and not a memory."""
    at = finding.evidence[0].span.start
    body = finding.body
    fresh = body.status is not Status.OCCURRED or (body.starts is not None and _recent(body.starts, report.published))
    main = at - report.body_start < LEAD_CHARACTERS and fresh
    return replace(finding, body=replace(body, salience="main" if main else "background"))
