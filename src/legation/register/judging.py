"""Judging: a person says of entries or findings that they are the same or not, that one is right or wrong, or what a value should be."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TypeVar

from legation.errors import UsageError
from legation.identity import stable_id
from legation.model import Contact, Entry, Finding, Judgement
from legation.register.asking import Asking
from legation.register.bearings import Fit, bearing_of, fits
from legation.register.corrections import check_value
from legation.register.decided import key_of

FINDING = "f-"
"""With which the ids of findings of contacts begin."""
Told = tuple[Finding[Contact], ...]
T = TypeVar("T")


class Judging(Asking):
    """The judgements that a register takes; of each the author, his reason and the time are kept, and none is ever erased.

    What is judged goes by the id of an entry, which means all its findings, or of a finding; either may be cut short.
    """

    __slots__ = ()

    @abstractmethod
    def judge(self, judgement: Judgement) -> bool:
        """Keeps a judgement; False where one with its id is kept already."""

    def judge_same(self, left: str, right: str, *, by: str, reason: str, at: str) -> Judgement:
        """Says that two entries or findings tell one contact.

        Raises   UsageError, as the others do, for an id that nothing or more than one thing goes by, and without a reason.
        """
        return self._judge_two("same", left, right, (by, reason, at))

    def judge_different(self, left: str, right: str, *, by: str, reason: str, at: str) -> Judgement:
        """Says that two tell two contacts; of a finding and its own entry, that it does not belong there."""
        return self._judge_two("different", left, right, (by, reason, at))

    def judge_unsure(self, left: str, right: str, *, by: str, reason: str, at: str) -> Judgement:
        """Says that it cannot be told whether two are the same: they stay apart."""
        return self._judge_two("unsure", left, right, (by, reason, at))

    def judge_accept(self, name: str, *, by: str, reason: str, at: str) -> Judgement:
        """Says that what was told is right, even where its report was withdrawn."""
        return self._kept("accept", *self._meant(name), said=(by, reason, at))

    def judge_reject(self, name: str, *, by: str, reason: str, at: str) -> Judgement:
        """Says that there was no such contact: it stays visible and counts no longer."""
        return self._kept("reject", *self._meant(name), said=(by, reason, at))

    def judge_correct(self, name: str, field: str, value: str, *, by: str, reason: str, at: str) -> Judgement:
        """Sets a value, which stands before all that reports tell; ``none`` says that it is not known after all."""
        full, meant = self._meant(name)
        check_value(meant[0].body.kind, field, value)
        return self._kept("correct", full, meant, said=(by, reason, at), field=field, value=value)

    def judge_undo(self, name: str, *, by: str, reason: str, at: str) -> Judgement:
        """Withdraws a judgement by a further one; the first stays in the log."""
        fit = _one_called(name, {fit.judgement.id: fit for fit in self.judged()}, "judgement", "legation log")
        if fit.withdrawn_by is not None:
            raise UsageError(f"{fit.judgement.id} is withdrawn already, by {fit.withdrawn_by}")
        return self._kept("undo", fit.judgement.id, (), said=(by, reason, at), withdraws=fit.judgement.id)

    def judged(self) -> tuple[Fit, ...]:
        """All judgements with what they bear on now, the latest first; those that fit no longer are among them."""
        return fits(self.judgements(), self.findings())

    def judged_of(self, entry: Entry) -> tuple[Fit, ...]:
        """The judgements that bear on an entry, or withdraw one that does, the latest first."""
        own, all_made = {key_of(f) for f in entry.findings}, self.judged()
        bearing = {fit.judgement.id for fit in all_made if own & {key_of(f) for f in (*fit.left, *fit.right)}}
        return tuple(fit for fit in all_made if {fit.judgement.id, fit.judgement.withdraws} & bearing)

    def _judge_two(self, answer: str, left: str, right: str, said: tuple[str, str, str]) -> Judgement:
        """Judges whether two are the same; what is part of the other is held against the rest of it."""
        (first, one), (second, other) = self._meant(left), self._meant(right)
        both = {key_of(f) for f in one} & {key_of(f) for f in other}
        if len(one) > len(both):
            one = tuple(f for f in one if key_of(f) not in both)
        elif len(other) > len(both):
            other = tuple(f for f in other if key_of(f) not in both)
        else:
            raise UsageError(f"{left} and {right} are the same; name one of its findings, which legation show lists, or another entry")
        if one[0].body.kind is not other[0].body.kind:
            raise UsageError(f"{left} is a {one[0].body.kind}, {right} a {other[0].body.kind}; only two of one kind are judged together")
        return self._kept(answer, first, one, said=said, right=second, right_findings=other)

    def _meant(self, name: str) -> tuple[str, Told]:
        """What an id means: the id in full, and the findings."""
        if name.startswith(FINDING):
            findings = _one_called(name, self._by_id(), "finding", "legation show ENTRY")
            return findings[0].id, findings
        entry = self.entry(name)
        return entry.id, entry.findings

    def _by_id(self) -> dict[str, Told]:
        """The findings that count by their ids; one text under two addresses has findings of one id in both."""
        found: dict[str, Told] = {}
        for finding in self.findings():
            found[finding.id] = (*found.get(finding.id, ()), finding)
        return found

    def _kept(
        self,
        answer: str,
        left: str,
        left_findings: Told,
        *,
        said: tuple[str, str, str],
        right: str | None = None,
        right_findings: Told = (),
        withdraws: str | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> Judgement:
        """Keeps a judgement under an id made of all that it says."""
        by, reason, at = said
        if not by.strip() or not reason.strip():
            raise UsageError("a judgement needs a name and a reason; say in a few words why")
        sides = [sorted(map(list, map(key_of, side))) for side in (left_findings, right_findings)]
        judgement = Judgement(
            id=stable_id("j", answer, left, right, *sides, field, value, withdraws, by, reason, at),
            left=left,
            right=right,
            answer=answer,
            by=by.strip(),
            at=at,
            reason=reason.strip(),
            withdraws=withdraws,
            field=field,
            value=value,
            left_findings=tuple(map(bearing_of, left_findings)),
            right_findings=tuple(map(bearing_of, right_findings)),
        )
        self.judge(judgement)
        return judgement


def _one_called(name: str, held: Mapping[str, T], what: str, where: str) -> T:
    """The one of several things that an id means, written in full or cut short.

    Takes    what = what they are, where = which command prints their ids.
    Raises   UsageError where none or more than one is meant.
    """
    meant = [name] if name in held else [one for one in held if name and one.startswith(name)]
    if len(meant) > 1:
        raise UsageError(f"{len(meant)} {what}s begin with {name!r}: {', '.join(sorted(meant)[:5])}; write more of the id")
    if not meant:
        raise UsageError(f"no {what} begins with {name!r}; {where} prints the ids")
    return held[meant[0]]
