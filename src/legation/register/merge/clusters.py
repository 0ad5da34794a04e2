"""Findings that tell one contact, brought together: the same groups in whatever order the findings came.

Findings are asked in a fixed order, those with the best known days first. One joins the group of which no member is another contact
and some member is the same; where several such groups are open to it, or it is unsure, it stays apart and a person is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from legation.model import Actor, Contact, ContactKind, Finding, Origin
from legation.register.merge.likeness import Answer, Likeness, can_follow, likeness
from legation.register.merge.spans import Sharpness, Window, window_of

TWO_SIDED = {ContactKind.VISIT: "visitor", ContactKind.INVITATION: "invitee"}
"""Kinds whose one side travels or is asked, and the other is a country or an inviter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two findings of which a person is asked whether they tell one contact."""

    left: str
    right: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Groups of findings, each in the order asked, and the pairs that were left apart in doubt."""

    groups: tuple[tuple[Finding[Contact], ...], ...]
    doubts: tuple[Doubt, ...]


@dataclass(slots=True)
class _Group:
    members: list[Finding[Contact]] = field(default_factory=list)


Judged = Mapping[frozenset[str], Answer]
"""What people have said of pairs of findings, by their ids."""


def partition_of(finding: Finding[Contact]) -> str:
    """A key that two findings must share to tell one contact: kind, and the states or bodies on its sides."""
    contact = finding.body
    if contact.kind is ContactKind.VISIT:
        return f"visit {contact.destination} {_sides(contact, 'visitor')}"
    if contact.kind is ContactKind.INVITATION:
        return f"invitation {_sides(contact, 'inviter')} {_sides(contact, 'invitee')}"
    return f"{contact.kind} {_sides(contact, None)}"


def _sides(contact: Contact, role: str | None) -> str:
    """The states or bodies of the parties in a role, in order of letters."""
    return "+".join(sorted({_side(p.actor) for p in contact.parties if role is None or p.role == role}))


def _side(actor: Actor) -> str:
    return actor.country or actor.organisation or actor.name or actor.surface


def clusters(findings: Iterable[Finding[Contact]], origins: Mapping[str, Origin], judged: Judged) -> Clusters:
    """The groups of all findings, partition by partition."""
    parts: dict[str, list[Finding[Contact]]] = defaultdict(list)
    for finding in findings:
        parts[partition_of(finding)].append(finding)
    made = [_of_partition(parts[key], origins, judged) for key in sorted(parts)]
    return Clusters(groups=tuple(g for one in made for g in one.groups), doubts=tuple(d for one in made for d in one.doubts))


def _of_partition(findings: Sequence[Finding[Contact]], origins: Mapping[str, Origin], judged: Judged) -> Clusters:
    """The groups of findings that share a partition."""
    windows = {id(f): window_of(f, origins.get(f.report_id)) for f in findings}
    groups: list[_Group] = []
    doubts: list[Doubt] = []
    for finding in sorted(findings, key=lambda f: _rank(f, windows[id(f)])):
        open_to: list[_Group] = []
        unsure: list[tuple[Finding[Contact], Likeness]] = []
        for group in groups:
            answers = [(m, _likeness(finding, m, windows, judged)) for m in group.members]
            if any(one.answer is Answer.DIFFERENT for _, one in answers):
                continue
            same = [(m, one) for m, one in answers if one.answer is Answer.SAME]
            if same:
                open_to.append(group)
            unsure.append(min(same or answers, key=lambda pair: pair[0].id))
        home = _home(finding, open_to, windows)
        if home is None:
            home = _Group()
            groups.append(home)
            doubts += [Doubt(left=min(finding.id, m.id), right=max(finding.id, m.id), reasons=one.reasons) for m, one in unsure]
        home.members.append(finding)
    return Clusters(groups=tuple(tuple(g.members) for g in groups), doubts=tuple(doubts))


def _home(finding: Finding[Contact], open_to: Sequence[_Group], windows: Mapping[int, Window]) -> _Group | None:
    """The group that a finding joins: the only one, or of several the nearest where its own day is known."""
    if len(open_to) <= 1:
        return next(iter(open_to), None)
    own = windows[id(finding)]
    if own.sharpness is not Sharpness.DAY:
        return None
    return min(open_to, key=lambda g: min(abs(windows[id(m)].middle - own.middle) for m in g.members))


def _rank(finding: Finding[Contact], window: Window) -> tuple[int, int, int, str, str]:
    """The fixed order: the sharper first, the narrower, the earlier, then by ids."""
    width = (window.last - window.first).days if window.first and window.last else 10**6
    return window.sharpness, width, window.middle, finding.report_id, finding.id


def _likeness(left: Finding[Contact], right: Finding[Contact], windows: Mapping[int, Window], judged: Judged) -> Likeness:
    """What a person says of two findings, else what their contents say."""
    said = judged.get(frozenset((left.id, right.id)))
    if said is not None:
        return Likeness(answer=said, reasons=("a person says so",))
    pair = windows[id(left)], windows[id(right)]
    found = likeness(left, right, pair)
    both_days = max(window.sharpness for window in pair) is Sharpness.DAY
    if found.answer is Answer.SAME and not both_days and not can_follow(left.body.status, right.body.status):
        return Likeness(answer=Answer.DIFFERENT, reasons=(*found.reasons, "one of them was called off"))
    return found
