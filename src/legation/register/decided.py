"""What people's judgements come to: the findings they reject or accept, the pairs they call the same or not, the values they correct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from legation.model import Contact, Finding, Judgement
from legation.register.bearings import COUNTS_ITSELF, AnyTold, fits
from legation.register.merge.clusters import Clusters
from legation.register.merge.likeness import Answer

Key = tuple[str, str]
"""Report and id of a finding: one text under two addresses has findings of one id in both."""


Pairs = Mapping[frozenset[str], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The judgements that stand, by what they bear on; of several on one thing the latest."""

    answers: Mapping[Key, str]
    """``accept`` or ``reject``."""
    pairs: Pairs
    """Of two findings by their ids, the latest word first."""
    corrections: Mapping[Key, tuple[Judgement, ...]]
    """The latest first."""


def key_of(finding: AnyTold) -> Key:
    """What tells one finding from all others."""
    return finding.report_id, finding.id


def decided(judgements: Iterable[Judgement], findings: Iterable[AnyTold], counting: Mapping[str, str] = COUNTS_ITSELF) -> Decided:
    """What the judgements say of these findings, in whatever order they came.

    Takes    counting = of reports that a copy counts for, which one does.
    """
    answers: dict[Key, str] = {}
    pairs: dict[frozenset[str], Answer] = {}
    corrections: dict[Key, list[Judgement]] = defaultdict(list)
    for fit in fits(judgements, findings, counting):
        judgement = fit.judgement
        if not fit.fits or fit.withdrawn_by is not None:
            continue
        if judgement.answer in ("accept", "reject"):
            for finding in fit.left:
                answers.setdefault(key_of(finding), judgement.answer)
        elif judgement.answer == "correct":
            for finding in fit.left:
                corrections[key_of(finding)].append(judgement)
        elif judgement.answer in set(Answer):
            for one, other in product(fit.left, fit.right):
                pairs.setdefault(frozenset((one.id, other.id)), Answer(judgement.answer))
    return Decided(answers=answers, pairs=pairs, corrections={key: tuple(made) for key, made in corrections.items()})


def corrections_of(group: Iterable[AnyTold], said: Decided) -> tuple[Judgement, ...]:
    """The corrections of any finding of an entry, the latest first."""
    made = {judgement.id: judgement for finding in group for judgement in said.corrections.get(key_of(finding), ())}
    return tuple(sorted(made.values(), key=lambda j: (j.at, j.id), reverse=True))


def kept_apart(pairs: Pairs) -> dict[frozenset[str], Answer]:
    """The pairs that contents may not bring together."""
    return {pair: answer for pair, answer in pairs.items() if answer is not Answer.SAME}


def united(found: Clusters, pairs: Pairs) -> Clusters:
    """The groups with those brought together of which people call two findings the same, whatever their contents say.

    Contents make the groups first, so that a later report of either side finds its own. Where people call other findings of the two
    groups different, only a finding that nobody has kept apart goes over; judgements that contradict each other bring nothing together.
    """
    same = [sorted(pair) for pair, answer in pairs.items() if answer is Answer.SAME and len(pair) == 2]
    if not same:
        return found
    groups = [list(group) for group in found.groups]
    home = {id(finding): group for group in groups for finding in group}
    called: dict[str, list[Finding[Contact]]] = defaultdict(list)
    for finding in (finding for group in groups for finding in group):
        called[finding.id].append(finding)
    for left, right in same:
        for one, other in product(called[left], called[right]):
            _bring_together(one, other, home, pairs)
    return replace(found, groups=tuple(tuple(group) for group in groups if group))


def _bring_together(one: Finding[Contact], other: Finding[Contact], home: dict[int, list[Finding[Contact]]], pairs: Pairs) -> None:
    """Joins the groups of two findings; where they may not be joined, one of the two goes over to the other's."""
    left, right = home[id(one)], home[id(other)]
    if left is right or one.body.kind is not other.body.kind:
        return
    if not _called_different(left, right, pairs):
        moving, to = list(right), left
    elif not _called_different(left, [other], pairs):
        moving, to = [other], left
    elif not _called_different([one], right, pairs):
        moving, to = [one], right
    else:
        return
    for finding in moving:
        home[id(finding)].remove(finding)
        home[id(finding)] = to
        to.append(finding)


def _called_different(left: Sequence[Finding[Contact]], right: Sequence[Finding[Contact]], pairs: Pairs) -> bool:
    """Whether people call a finding of the one group another contact than one of the other."""
    return any(pairs.get(frozenset((x.id, y.id))) is Answer.DIFFERENT for x in left for y in right)
