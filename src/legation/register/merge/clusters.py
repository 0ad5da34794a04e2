"""Findings that tell one contact, brought together: the same groups in whatever order the findings came.

Findings are asked in a fixed order, those with the best known days first. One joins the group of which no member is another contact
and some member is the same; where several such groups are open to it and none of them lies nearest, or it is unsure, it stays apart and
a person is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from legation.model import Contact, ContactKind, Finding, Origin
from legation.register.merge.likeness import Answer, Likeness, Sighting, keys_of, likeness
from legation.register.merge.near import Near
from legation.register.merge.spans import Sharpness, window_of

BY_PERSON = "a person says so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two findings of which a person is asked whether they tell one contact."""

    left: Finding[Contact]
    right: Finding[Contact]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Groups of findings, each in the order asked, and the pairs that were left apart in doubt."""

    groups: tuple[tuple[Finding[Contact], ...], ...]
    doubts: tuple[Doubt, ...]


@dataclass(slots=True)
class _Group:
    """Findings that are taken for one contact."""

    number: int
    members: list[Sighting] = field(default_factory=list)


Judged = Mapping[frozenset[str], Answer]
"""The pairs of findings, by their ids, that people have called different, or of which they were unsure."""


def clusters(findings: Iterable[Finding[Contact]], origins: Mapping[str, Origin], judged: Judged) -> Clusters:
    """The groups of all findings, partition by partition."""
    parts: dict[str, list[Sighting]] = defaultdict(list)
    for finding in findings:
        parts[_partition(finding.body)].append(_sighting(finding, origins.get(finding.report_id)))
    made = [_of_partition(parts[key], judged) for key in sorted(parts)]
    return Clusters(groups=tuple(g for one in made for g in one.groups), doubts=tuple(d for one in made for d in one.doubts))


def _partition(contact: Contact) -> str:
    """What two findings must share to be compared: the kind, and of visits the country."""
    return f"{contact.kind} {contact.destination}" if contact.kind is ContactKind.VISIT else contact.kind.value


def _sighting(finding: Finding[Contact], origin: Origin | None) -> Sighting:
    return Sighting(finding=finding, window=window_of(finding, origin), published=origin.published if origin else None)


def _rank(one: Sighting) -> tuple[int, int, int, date, str, str]:
    """The fixed order: the sharper first, the narrower, the earlier, the earlier told, then by ids."""
    window = one.window
    width = (window.last - window.first).days if window.first and window.last else 10**6
    return window.sharpness, width, window.middle, one.published or date.max, one.finding.report_id, one.finding.id


def _of_partition(sightings: Iterable[Sighting], judged: Judged) -> Clusters:
    """The groups of findings that share a partition."""
    groups: list[_Group] = []
    doubts: list[Doubt] = []
    near: Near[_Group] = Near()
    for one in sorted(sightings, key=_rank):
        keys = frozenset(keys_of(one.finding.body))
        home, unsure = _asked(one, sorted(near.to(keys, one.window), key=lambda group: group.number), judged)
        if home is None:
            home = _Group(number=len(groups))
            groups.append(home)
            doubts += unsure
        home.members.append(one)
        near.add(home, keys, one.window)
    return Clusters(groups=tuple(tuple(m.finding for m in g.members) for g in groups), doubts=tuple(doubts))


def _asked(one: Sighting, groups: Iterable[_Group], judged: Judged) -> tuple[_Group | None, list[Doubt]]:
    """The group that a finding joins, or None and the pairs in doubt of which nobody has been asked yet."""
    open_to: list[_Group] = []
    doubts: list[Doubt] = []
    for group in groups:
        answers = [(member, _likeness(one, member, judged)) for member in group.members]
        if any(found.answer is Answer.DIFFERENT for _, found in answers):
            continue
        same = [pair for pair in answers if pair[1].answer is Answer.SAME]
        if same:
            open_to.append(group)
        member, found = (same or answers)[0]
        if BY_PERSON not in found.reasons:
            doubts.append(Doubt(left=member.finding, right=one.finding, reasons=found.reasons))
    return _nearest(one, open_to), doubts


def _nearest(one: Sighting, open_to: Sequence[_Group]) -> _Group | None:
    """The only group that is open, or of several the nearest to the finding's own day or, where that is not told, to its report's."""
    if len(open_to) <= 1:
        return next(iter(open_to), None)
    day = one.window.middle if one.window.sharpness is Sharpness.DAY else _day_of_news(one)
    if day is None:
        return None
    return min(open_to, key=lambda group: (min(abs(m.window.middle - day) for m in group.members), group.number))


def _day_of_news(one: Sighting) -> int | None:
    """The day of a report on a contact whose own day is not told: the next that is planned, or the last that was made, is meant."""
    return one.published.toordinal() if one.published and one.window.sharpness is Sharpness.GUESSED else None


def _likeness(left: Sighting, right: Sighting, judged: Judged) -> Likeness:
    """What a person says of two findings, else what their contents say."""
    said = judged.get(frozenset((left.finding.id, right.finding.id)))
    return Likeness(answer=said, reasons=(BY_PERSON,)) if said is not None else likeness(left, right)
