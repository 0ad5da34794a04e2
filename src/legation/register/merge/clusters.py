"""Findings that tell one contact, brought together: the same groups in whatever order the findings came.

Findings are asked in a fixed order, those with the best known days first. One joins the group of which no member is another contact
and some member is the same; where several such groups are open to it and none of them lies nearest, or it is unsure, it stays apart.
Of two groups that nothing tells apart, and something may make one, a person is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from legation.model import Contact, ContactKind, Finding, Origin
from legation.register.merge.likeness import ONE_SIDE, Answer, Likeness, Sighting, keys_of_each, likeness
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
    """Groups of findings, each in the order asked, and pairs of findings whose groups may be one contact; see ``doubts_between``."""

    groups: tuple[tuple[Finding[Contact], ...], ...]
    unsure: tuple[Pair, ...]


Group = Sequence[Finding[Contact]]
Pair = tuple[Finding[Contact], Finding[Contact]]


@dataclass(slots=True)
class _Group:
    """Findings that are taken for one contact."""

    number: int
    members: list[Sighting] = field(default_factory=list)


Judged = Mapping[frozenset[str], Answer]
"""The pairs of findings, by their ids, that people have called different, or of which they were unsure."""


def clusters(findings: Iterable[Finding[Contact]], origins: Mapping[str, Origin], judged: Judged) -> Clusters:
    """The groups of all findings, share by share."""
    shares: dict[str, list[Sighting]] = defaultdict(list)
    for finding in findings:
        shares[share_of(finding.body)].append(sighting_of(finding, origins))
    made = [_of_share(shares[key], judged) for key in sorted(shares)]
    return Clusters(groups=tuple(g for one in made for g in one.groups), unsure=tuple(p for one in made for p in one.unsure))


def doubts_between(left: Group, right: Group, origins: Mapping[str, Origin], judged: Judged) -> Doubt | None:
    """Of two groups that may be one contact the pair of findings that a person is asked of; None where a pair tells them apart.

    Gives    None too where a person has been unsure already.
    """
    asked: list[tuple[bool, int, Doubt]] = []
    others = sorted((sighting_of(finding, origins) for finding in right), key=_rank)
    for one in sorted((sighting_of(finding, origins) for finding in left), key=_rank):
        for other in others:
            found = likeness_judged(one, other, judged)
            if found.answer is Answer.DIFFERENT or BY_PERSON in found.reasons:
                return None
            first, second = sorted((one, other), key=_rank)
            asked.append(
                (found.answer is Answer.UNSURE, len(asked), Doubt(left=first.finding, right=second.finding, reasons=found.reasons))
            )
    return min(asked, key=lambda row: row[:2])[2] if asked else None


def share_of(contact: Contact) -> str:
    """What two findings must share to be compared: the kind, and of visits the country."""
    return f"{contact.kind} {contact.destination}" if contact.kind is ContactKind.VISIT else contact.kind.value


def sighting_of(finding: Finding[Contact], origins: Mapping[str, Origin]) -> Sighting:
    """A finding with the days that its contact can have begun on."""
    origin = origins.get(finding.report_id)
    return Sighting(finding=finding, window=window_of(finding, origin), published=origin.published if origin else None)


def _rank(one: Sighting) -> tuple[int, int, int, date, str, str]:
    """The fixed order: the sharper first, the narrower, the earlier, the earlier told, then by ids."""
    window = one.window
    width = (window.last - window.first).days if window.first and window.last else 10**6
    return window.sharpness, width, window.middle, one.published or date.max, one.finding.report_id, one.finding.id


def _of_share(sightings: Iterable[Sighting], judged: Judged) -> Clusters:
    """The groups of findings that share kind and country."""
    groups: list[_Group] = []
    unsure: dict[tuple[int, int], Pair] = {}
    near: Near[_Group] = Near()
    for one in sorted(sightings, key=_rank):
        contact = one.finding.body
        people = list(keys_of_each(contact))
        found = near.to(people, one.window, needed=1 if contact.kind in ONE_SIDE else 2)
        maybe, open_to = _asked(one, sorted(found, key=lambda group: group.number), judged)
        home = _nearest(one, open_to)
        if home is None:
            home = _Group(number=len(groups))
            groups.append(home)
        home.members.append(one)
        near.add(home, frozenset(chain(*people)), one.window)
        unsure.update(((group.number, home.number), (group.members[0].finding, one.finding)) for group in maybe if group is not home)
    return Clusters(groups=tuple(tuple(m.finding for m in g.members) for g in groups), unsure=tuple(unsure.values()))


def _asked(one: Sighting, groups: Iterable[_Group], judged: Judged) -> tuple[list[_Group], list[_Group]]:
    """The groups that a finding may belong to, no member telling it apart, and those of them that it is the same as."""
    maybe: list[_Group] = []
    open_to: list[_Group] = []
    for group in groups:
        answers = [likeness_judged(one, group.members[0], judged).answer]
        for member in group.members[1:]:
            if answers[-1] is Answer.DIFFERENT:
                break
            answers.append(likeness_judged(one, member, judged).answer)
        if answers[-1] is Answer.DIFFERENT:
            continue
        maybe.append(group)
        if Answer.SAME in answers:
            open_to.append(group)
    return maybe, open_to


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


def likeness_judged(left: Sighting, right: Sighting, judged: Judged) -> Likeness:
    """What a person says of two findings, else what their contents say."""
    said = judged.get(frozenset((left.finding.id, right.finding.id))) if judged else None
    return Likeness(answer=said, reasons=(BY_PERSON,)) if said is not None else likeness(left, right)
