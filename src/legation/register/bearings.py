"""What a judgement bears on, and where that is found when other rules have read the reports again."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from legation.model import Bearing, Claim, Contact, ContactKind, Evidence, Finding, Judgement, Party, Statement
from legation.register.corrections import is_value
from legation.when import overlaps, parse_edtf

MATTERS = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("invitee",)}
"""Roles of those who must be the same; of other kinds any of the parties."""

COUNTS_ITSELF: Mapping[str, str] = {}
"""No report has a copy that counts in its place."""
AnyTold = Finding[Contact | Statement | Claim]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A judgement with the findings that it bears on now."""

    judgement: Judgement
    left: tuple[AnyTold, ...] = ()
    right: tuple[AnyTold, ...] = ()
    lost: tuple[str, ...] = ()
    """Ids of the findings that nothing is left of."""
    withdrawn_by: str | None = None
    fits: bool = True
    """Whether there is still something that it bears on, on each of its sides."""


def bearing_of(finding: AnyTold) -> Bearing:
    """A finding as a judgement keeps it."""
    body, evidence = finding.body, finding.evidence[0]
    contact = body if isinstance(body, Contact) else None
    return Bearing(
        finding=finding.id,
        report=finding.report_id,
        kind=body.kind,
        parties=_parties(body),
        destination=contact.destination if contact else None,
        starts=contact.starts.edtf if contact and contact.starts else None,
        span=evidence.span,
        quote=evidence.quote,
    )


def reports_concerned(judgement: Judgement) -> set[str]:
    """The ids of the reports that a judgement bears on, as they were when it was made: a copy of one may count in its place by now."""
    return {bearing.report for bearing in (*judgement.left_findings, *judgement.right_findings)}


def fits(judgements: Iterable[Judgement], findings: Iterable[AnyTold], counting: Mapping[str, str] = COUNTS_ITSELF) -> tuple[Fit, ...]:
    """Each judgement with what it bears on among these findings, the latest first.

    Takes    counting = of reports that a copy counts for, which one does.
    """
    ordered = sorted(judgements, key=lambda j: (j.at, j.id), reverse=True)
    told = _Told.among(findings, ordered, counting)
    withdrawn = withdrawals(ordered)
    known = {judgement.id for judgement in ordered}
    return tuple(_fit(judgement, told, known, withdrawn.get(judgement.id)) for judgement in ordered)


def withdrawals(judgements: Sequence[Judgement]) -> dict[str, str]:
    """Of each judgement that is withdrawn, by which one that stands itself; two that withdraw each other both do.

    Takes    the judgements, the latest first.
    """
    by: dict[str, list[str]] = defaultdict(list)
    for judgement in judgements:
        if judgement.withdraws is not None:
            by[judgement.withdraws].append(judgement.id)
    withdrawn: dict[str, str] = {}
    waiting = [judgement.id for judgement in judgements]
    stands: dict[str, bool] = {}
    while waiting:
        still = [name for name in waiting if any(other not in stands for other in by[name])]
        if len(still) == len(waiting):
            withdrawn.update((name, by[name][0]) for name in waiting)
            break
        for name in set(waiting) - set(still):
            taken_back = [other for other in by[name] if stands[other]]
            stands[name] = not taken_back
            if taken_back:
                withdrawn[name] = taken_back[0]
        waiting = still
    return withdrawn


@dataclass(slots=True)
class _Told:
    """Findings by their ids, and by the reports that judgements bear on."""

    by_id: dict[str, list[AnyTold]] = field(default_factory=lambda: defaultdict(list))
    by_report: dict[str, list[AnyTold]] = field(default_factory=lambda: defaultdict(list))

    counting: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def among(cls, findings: Iterable[AnyTold], judgements: Iterable[Judgement], counting: Mapping[str, str]) -> _Told:
        """What of the findings these judgements can bear on."""
        named: set[str | None] = set()
        reports: set[str] = set()
        for judgement in judgements:
            named |= {judgement.left, judgement.right}
            reports |= reports_concerned(judgement)
        reports |= {counting[report] for report in reports & counting.keys()}
        told = cls(counting=counting)
        for finding in findings if named else ():
            if finding.id in named:
                told.by_id[finding.id].append(finding)
            if finding.report_id in reports:
                told.by_report[finding.report_id].append(finding)
        return told


def _fit(judgement: Judgement, told: _Told, known: set[str], withdrawn_by: str | None) -> Fit:
    """What one judgement bears on."""
    if judgement.withdraws is not None:
        return Fit(judgement=judgement, withdrawn_by=withdrawn_by, fits=judgement.withdraws in known)
    left, lost_left = _side(judgement.left, judgement.left_findings, told)
    right, lost_right = _side(judgement.right, judgement.right_findings, told) if judgement.right is not None else ((), ())
    bears = bool(left) and (judgement.right is None or bool(right))
    sound = judgement.field is None or is_value(judgement.field, judgement.value or "")
    return Fit(judgement=judgement, left=left, right=right, lost=(*lost_left, *lost_right), withdrawn_by=withdrawn_by, fits=bears and sound)


def _side(name: str, bearings: Sequence[Bearing], told: _Told) -> tuple[tuple[AnyTold, ...], tuple[str, ...]]:
    """The findings that one side of a judgement bears on, and the ids of those that are lost."""
    if not bearings:
        found = tuple(sorted(told.by_id.get(name, ()), key=lambda f: f.report_id))
        return found, () if found else (name,)
    again = [(bearing, _known_in_copies(bearing, told)) for bearing in bearings]
    kept = {(f.report_id, f.id): f for _, f in again if f is not None}
    return tuple(kept.values()), tuple(bearing.finding for bearing, finding in again if finding is None)


def _known_in_copies(bearing: Bearing, told: _Told) -> AnyTold | None:
    """The finding that was meant, in its own report or else in the copy that counts in its place."""
    found = known_again(bearing, told.by_report)
    copy = told.counting.get(bearing.report)
    return known_again(replace(bearing, report=copy), told.by_report) if found is None and copy is not None else found


def known_again(bearing: Bearing, by_report: Mapping[str, Sequence[AnyTold]]) -> AnyTold | None:
    """The finding that was meant: the very same, else of the same report the one that fits best; None where none does."""
    told = by_report.get(bearing.report, ())
    same = [finding for finding in told if finding.id == bearing.finding]
    if same:
        return min(same, key=lambda f: f.rule)
    alike = [finding for finding in told if _is_like(bearing, finding)]
    if len(alike) > 1:
        # One whose day is another may be another visit of the same person that the same words tell of.
        alike = [finding for finding in alike if _can_be_the_day(bearing, finding)]
    return max(alike, key=lambda f: (*_nearness(bearing, f), f.id), default=None)


def _is_like(bearing: Bearing, finding: AnyTold) -> bool:
    """Whether a finding of the report is of the same kind, people and country, and rests on the same words."""
    contact = finding.body
    if contact.kind != bearing.kind or not any(_shared(bearing, evidence) for evidence in finding.evidence):
        return False
    return not isinstance(contact, Contact) or (
        (None in (contact.destination, bearing.destination) or contact.destination == bearing.destination)
        and _same_people(bearing, contact)
    )


def _can_be_the_day(bearing: Bearing, finding: AnyTold) -> bool:
    """Whether the first days do not contradict each other."""
    starts = finding.body.starts if isinstance(finding.body, Contact) else None
    return starts is None or bearing.starts is None or overlaps(starts, parse_edtf(bearing.starts)) is not False


def _nearness(bearing: Bearing, finding: AnyTold) -> tuple[bool, bool, int]:
    """How well a finding fits: in its first day, its parties, and its words."""
    now = bearing_of(finding)
    shared = max(_shared(bearing, evidence) for evidence in finding.evidence)
    return now.starts == bearing.starts, now.parties == bearing.parties, shared


def _same_people(bearing: Bearing, contact: Contact) -> bool:
    """Whether somebody who matters is known by the same name."""
    roles = MATTERS.get(contact.kind)
    before = [_tokens(name) for role, name in bearing.parties if roles is None or role in roles]
    now = [_tokens(_name(party)) for party in contact.parties if roles is None or party.role in roles]
    return any(one and other and (one <= other or other <= one) for one in before for other in now)


def _shared(bearing: Bearing, evidence: Evidence) -> int:
    """How many characters of the words both rest on: at one place of one text, else of a text that has moved."""
    start, end = max(bearing.span.start, evidence.span.start), min(bearing.span.end, evidence.span.end)
    if start < end:
        parts = [
            quote[start - span.start : end - span.start] for span, quote in ((bearing.span, bearing.quote), (evidence.span, evidence.quote))
        ]
        if parts[0] == parts[1]:
            return end - start
    shorter, longer = sorted((bearing.quote, evidence.quote), key=len)
    return len(shorter) if shorter in longer else 0


def _parties(body: Contact | Statement | Claim) -> tuple[tuple[str, str], ...]:
    """Who takes part, speaks or is ranked."""
    if isinstance(body, Contact):
        return tuple((party.role, _name(party)) for party in body.parties)
    if isinstance(body, Claim):
        return (("subject", body.subject.text),)
    return (("speaker", body.speaker.words.text),) if body.speaker else ()


def _name(party: Party) -> str:
    return party.actor.name or party.actor.surface


def _tokens(name: str) -> frozenset[str]:
    """The words of a name without accents and case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return frozenset(plain.casefold().replace("-", " ").split())
