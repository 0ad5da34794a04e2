"""Judging: a person says of entries or findings that they are the same or not, that one is right or wrong, or what a value should be."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Set
from dataclasses import fields, replace
from typing import Any, TypeVar

from legation.ask.query import Question, question
from legation.ask.said import Told, claims_told, statements_told
from legation.errors import UsageError
from legation.identity import stable_id
from legation.model import Claim, Contact, Entry, Finding, Judgement, Origin, Statement
from legation.register.asking import SAID, Asking, one_meant
from legation.register.bearings import AnyTold, Fit, bearing_of, fits, reports_concerned, withdrawals
from legation.register.corrected_said import as_corrected
from legation.register.corrections import to_keep
from legation.register.decided import corrections_of, decided, key_of

FINDING = "f-"
"""With which the ids of findings of contacts begin."""
Meant = tuple[AnyTold, ...]
S = TypeVar("S", Statement, Claim)
T = TypeVar("T")


class Judging(Asking):
    """The judgements that a register takes; of each the author, his reason and the time are kept, and none is ever erased.

    What is judged goes by the id of an entry, which means all its findings, or of a finding, statement or claim; each may be cut short.
    """

    __slots__ = ()

    @abstractmethod
    def reports_of(self, judgement: Judgement) -> set[str]:
        """The reports that a judgement bears on."""

    @abstractmethod
    def counting_for(self, reports: Iterable[str]) -> dict[str, str]:
        """Of reports that do not count the one among their copies that does."""

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
        standing = self.contact_meant(full)
        field, value = to_keep(meant[0].body if standing is None else standing, field, value)
        return self._kept("correct", full, meant, said=(by, reason, at), field=field, value=value)

    def contact_meant(self, name: str) -> Contact | None:
        """The contact of an entry, or of the one that holds a finding, as it stands; None for the id of a statement or claim."""
        body = self._meant(name)[1][0].body
        if not isinstance(body, Contact):
            return None
        entry = self.entry(name) if not name.startswith(FINDING) else self.entries_holding(self._meant(name)[1])[0]
        values: dict[str, Any] = {field.name: entry.fields[field.name].value for field in fields(Contact) if field.name in entry.fields}
        return replace(body, **values)

    @abstractmethod
    def entries_holding(self, findings: Iterable[AnyTold]) -> tuple[Entry, ...]:
        """The entries that hold one of some findings of contacts."""

    @abstractmethod
    def findings_called(self, name: str) -> tuple[Finding[Contact], ...]:
        """The contacts that count whose id is this, or begins so."""

    @abstractmethod
    def said_called(self, what: str, name: str) -> Meant:
        """The statements, or claims, that count whose id is this, or begins so."""

    def judge_undo(self, name: str, *, by: str, reason: str, at: str) -> Judgement:
        """Withdraws a judgement by a further one; the first stays in the log."""
        made = sorted(self.judgements(), key=lambda j: (j.at, j.id), reverse=True)
        meant = _one_called(name, {judgement.id: judgement for judgement in made}, "judgement", "legation log").id
        withdrawn_by = withdrawals(made).get(meant)
        if withdrawn_by is not None:
            raise UsageError(f"{meant} is withdrawn already, by {withdrawn_by}")
        return self._kept("undo", meant, (), said=(by, reason, at), withdraws=meant)

    def judged(self) -> tuple[Fit, ...]:
        """All judgements with what they bear on now, the latest first; those that fit no longer are among them."""
        made = self.judgements()
        reports = {report for judgement in made for report in self.reports_of(judgement)}
        counting = self.counting_for(reports)
        reports.update(counting.values())
        told: list[AnyTold] = [*self.told(Contact, reports=reports)[0]]
        told += [*self.told(Statement, reports=reports)[0], *self.told(Claim, reports=reports)[0]]
        return fits(made, told, counting)

    def said(self, name: str) -> Told[Statement] | Told[Claim] | None:
        """The statement or claim with this id, or the only one whose id begins so, rejected or not; None for an id of another kind.

        Raises   UsageError where none or more than one is meant.
        """
        sort = SAID.get(name.partition("-")[0])
        if sort is None:
            return None
        every = question(None, rejected=True)
        if sort is Statement:
            return one_meant(self.path, name, self.ask_statements(every)[0], lambda told: (told.finding.id,))
        return one_meant(self.path, name, self.ask_claims(every)[0], lambda told: (told.finding.id,))

    def ask_statements(self, asked: Question) -> tuple[tuple[Told[Statement], ...], int]:
        """The statements that fit a question, as people have judged them; and how many have no day of their report."""
        return statements_told(*self._as_judged(Statement, rejected=asked.rejected), asked)

    def ask_claims(self, asked: Question) -> tuple[tuple[Told[Claim], ...], int]:
        """The claims that fit a question, as people have judged them; and how many have no day of their report."""
        return claims_told(*self._as_judged(Claim, rejected=asked.rejected), asked)

    def judged_said(self, finding: Finding[Statement] | Finding[Claim]) -> tuple[Fit, ...]:
        """The judgements that bear on a statement or claim, or withdraw one that does, the latest first."""
        return self._bearing_on({key_of(finding)})

    def _as_judged(self, sort: type[S], *, rejected: bool) -> tuple[tuple[Finding[S], ...], tuple[Origin, ...]]:
        """The statements or claims with what is corrected of them, without those that people have rejected unless told so."""
        found, origins = self.told(sort)
        made = self.judgements()
        reports = {report for judgement in made for report in reports_concerned(judgement)}
        said = decided(made, found, self.counting_for(reports))
        counting = (one for one in found if rejected or said.answers.get(key_of(one)) != "reject")
        return tuple(as_corrected(one, corrections_of([one], said)) for one in counting), origins

    def judged_of(self, entry: Entry) -> tuple[Fit, ...]:
        """The judgements that bear on an entry, or withdraw one that does, the latest first."""
        return self._bearing_on({key_of(f) for f in entry.findings})

    def _bearing_on(self, own: Set[tuple[str, str]]) -> tuple[Fit, ...]:
        """The judgements that bear on one of some findings, or withdraw one that does, the latest first."""
        all_made = self.judged()
        bearing = {fit.judgement.id for fit in all_made if own & {key_of(f) for f in (*fit.left, *fit.right)}}
        return tuple(fit for fit in all_made if {fit.judgement.id, fit.judgement.withdraws} & bearing)

    def _judge_two(self, answer: str, left: str, right: str, said: tuple[str, str, str]) -> Judgement:
        """Judges whether two are the same; what is part of the other is held against the rest of it."""
        for name in (left, right):
            if name.partition("-")[0] in SAID:
                raise UsageError(
                    f"{answer} {name}: only contacts are the same or not; of a statement or claim say accept, reject or correct"
                )
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

    def _meant(self, name: str) -> tuple[str, Meant]:
        """What an id means: the id in full, and the findings."""
        sort = SAID.get(name.partition("-")[0])
        if sort is not None:
            what = "statement" if sort is Statement else "claim"
            said = _one_called(name, _by_id(self.said_called(what, name)), what, f"legation list {what}s")
            return said[0].id, said
        if name.startswith(FINDING):
            findings = _one_called(name, _by_id(self.findings_called(name)), "finding", "legation show ENTRY")
            return findings[0].id, findings
        entry = self.entry(name)
        return entry.id, entry.findings

    def _kept(
        self,
        answer: str,
        left: str,
        left_findings: Meant,
        *,
        said: tuple[str, str, str],
        right: str | None = None,
        right_findings: Meant = (),
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


def _by_id(findings: Iterable[AnyTold]) -> dict[str, Meant]:
    """Findings by their ids; one text under two addresses has findings of one id in both."""
    found: dict[str, Meant] = {}
    for finding in findings:
        found[finding.id] = (*found.get(finding.id, ()), finding)
    return found


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
