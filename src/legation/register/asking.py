"""What a register is asked for: its entries, statements and claims, those that fit or the one with an id."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from legation.ask.query import Answer, Question, answer, question
from legation.ask.said import Told, claims_told, statements_told
from legation.errors import UsageError
from legation.model import Claim, Contact, ContactKind, Doubted, Entry, Finding, Judgement, Origin, Statement
from legation.register.entries import PREFIXES, merged
from legation.when import When

Moment = str | date | When
B = TypeVar("B", Contact, Statement, Claim)
T = TypeVar("T")
SAID: dict[str, type[Statement] | type[Claim]] = {"s": Statement, "k": Claim}
"""The letters with which the ids of statements and claims begin."""


class Asking(ABC):
    """The questions that a register answers, whatever it is kept in."""

    __slots__ = ()
    path: Path

    @abstractmethod
    def told(self, sort: type[B], kind: ContactKind | None = None) -> tuple[tuple[Finding[B], ...], tuple[Origin, ...]]:
        """The findings of a sort that count, and what of their reports bears on them."""

    @abstractmethod
    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order kept."""

    def findings(self, kind: ContactKind | None = None) -> tuple[Finding[Contact], ...]:
        """The contacts that the readings tell which count."""
        return self.told(Contact, kind)[0]

    def entries(self, kind: ContactKind | None = None) -> tuple[Entry, ...]:
        """The entries that findings and judgements make, those of one kind if told so."""
        return tuple(entry for entry in self._merged()[0] if kind in (None, entry.kind))

    def doubts(self, kind: ContactKind | None = None) -> tuple[Doubted, ...]:
        """The pairs of entries that may be one contact and were left apart, for a person to judge; those of one kind if told so."""
        return tuple(doubt for doubt in self._merged()[1] if kind in (None, doubt.entries[0].kind))

    def _merged(self) -> tuple[tuple[Entry, ...], tuple[Doubted, ...]]:
        """All entries, for those of one kind are linked with those of others, and the doubts between them."""
        findings, origins = self.told(Contact)
        return merged(findings, self.judgements(), origins)

    def entry(self, name: str) -> Entry:
        """The entry with this id, or the only one whose id begins so, with or without the letter of its kind.

        Raises   UsageError where no entry or more than one is meant.
        """
        letter, dash, _ = name.partition("-")
        kinds = {prefix: kind for kind, prefix in PREFIXES.items()}
        held = self.entries(kinds.get(letter) if dash else None)
        return one_meant(
            self.path, name, held, lambda entry: (entry.id, *(n for name in (entry.id, *entry.names) for n in (name, name[2:])))
        )

    def said(self, name: str) -> Told[Statement] | Told[Claim] | None:
        """The statement or claim with this id, or the only one whose id begins so; None for an id of another kind.

        Raises   UsageError where none or more than one is meant.
        """
        sort = SAID.get(name.partition("-")[0])
        if sort is None:
            return None
        if sort is Statement:
            return one_meant(self.path, name, self.ask_statements(question(None))[0], lambda told: (told.finding.id,))
        return one_meant(self.path, name, self.ask_claims(question(None))[0], lambda told: (told.finding.id,))

    def ask(self, asked: Question) -> Answer:
        """The entries that fit a question, and how many were left out because they have no day."""
        return answer(self.entries(asked.kind), asked)

    def ask_statements(self, asked: Question) -> tuple[tuple[Told[Statement], ...], int]:
        """The statements that fit a question, and how many were left out because the day of their report is not known."""
        return statements_told(*self.told(Statement), asked)

    def ask_claims(self, asked: Question) -> tuple[tuple[Told[Claim], ...], int]:
        """The claims that fit a question, and how many were left out because the day of their report is not known."""
        return claims_told(*self.told(Claim), asked)

    def visits(
        self,
        *,
        visitor: str | None = None,
        host: str | None = None,
        to: str | None = None,
        from_: str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        status: str | None = None,
        text: str | None = None,
    ) -> tuple[Entry, ...]:
        """The visits that fit; ``ask`` tells besides how many undated ones ``since`` and ``until`` left out."""
        kind = ContactKind.VISIT
        asked = question(kind, visitor=visitor, host=host, to=to, from_=from_, since=since, until=until, status=status, text=text)
        return self.ask(asked).entries

    def meetings(
        self,
        *,
        participant: str | None = None,
        to: str | None = None,
        from_: str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        status: str | None = None,
        text: str | None = None,
    ) -> tuple[Entry, ...]:
        """The meetings that fit; ``to`` is the country they are held in, ``from_`` that of a participant."""
        kind = ContactKind.MEETING
        asked = question(kind, visitor=participant, to=to, from_=from_, since=since, until=until, status=status, text=text)
        return self.ask(asked).entries

    def statements(
        self,
        *,
        speaker: str | None = None,
        from_: str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        text: str | None = None,
    ) -> tuple[Told[Statement], ...]:
        """The statements that fit; ``from_`` is the country of the speaker, the days are those on which their reports appeared."""
        return self.ask_statements(question(None, visitor=speaker, from_=from_, since=since, until=until, text=text))[0]

    def claims(
        self,
        *,
        visitor: str | None = None,
        to: str | None = None,
        from_: str | None = None,
        since: Moment | None = None,
        until: Moment | None = None,
        text: str | None = None,
    ) -> tuple[Told[Claim], ...]:
        """The claims that fit; ``visitor`` is who is ranked, the days are those on which their reports appeared."""
        return self.ask_claims(question(None, visitor=visitor, to=to, from_=from_, since=since, until=until, text=text))[0]


def _ids_of(entry: Entry) -> tuple[str, ...]:
    """The ids that mean an entry, its own first, each with and without the letter of its kind."""
    return tuple(form for name in (entry.id, *entry.names) for form in (name, name[2:]))


def one_meant(path: Path, name: str, held: Sequence[T], ids: Callable[[T], tuple[str, ...]]) -> T:
    """The one of several things that an id means, written in full or cut short.

    Raises   UsageError where none or more than one is meant.
    """
    meant = [one for one in held if ids(one)[0] == name] or [one for one in held if name and any(i.startswith(name) for i in ids(one))]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise UsageError(f"no entry of {path} begins with {name!r}; legation list prints the ids")
    shown = ", ".join(ids(one)[0] for one in meant[:5])
    raise UsageError(f"{len(meant)} entries begin with {name!r}: {shown}{' ...' if len(meant) > 5 else ''}; write more of the id")
