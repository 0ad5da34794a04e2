"""What a register is asked for: its entries, statements and claims, those that fit or the one with an id."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from legation.ask.query import Answer, Question, question
from legation.ask.said import Told, claims_told, statements_told
from legation.errors import UsageError
from legation.model import Claim, Contact, ContactKind, Entry, Finding, Judgement, Origin, Statement
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
    def told(
        self, sort: type[B], kind: ContactKind | None = None, *, reports: Collection[str] | None = None
    ) -> tuple[tuple[Finding[B], ...], tuple[Origin, ...]]:
        """The findings of a sort that count, of all reports or of some, and what of their reports bears on them."""

    @abstractmethod
    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order kept."""

    def findings(self, kind: ContactKind | None = None) -> tuple[Finding[Contact], ...]:
        """The contacts that the readings tell which count."""
        return self.told(Contact, kind)[0]

    @abstractmethod
    def entries(self, kind: ContactKind | None = None) -> tuple[Entry, ...]:
        """The entries that findings and judgements make, those of one kind if told so."""

    @abstractmethod
    def entry(self, name: str) -> Entry:
        """The entry with this id, or the only one whose id begins so."""

    @abstractmethod
    def ask(self, asked: Question, *, limit: int | None = None, offset: int = 0) -> Answer:
        """The entries that fit a question."""

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
