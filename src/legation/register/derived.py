"""What a register derives and keeps beside what it was given: settled when something has come, and read without waiting for a writer."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from legation.ask.query import Answer, Question
from legation.errors import RegisterError, UsageError
from legation.model import Contact, ContactKind, Doubted, Entry, Finding, Judgement
from legation.register.bearings import AnyTold
from legation.register.decided import key_of
from legation.register.digest import digest_of_register
from legation.register.entries import PREFIXES
from legation.register.entry_tables import derivation_rules, empty
from legation.register.file import WAIT_SECONDS, told_faults
from legation.register.found import find, undated_fitting
from legation.register.holding import (
    addresses_of,
    doubts_held,
    entries_numbered,
    findings_called,
    numbers_called,
    numbers_holding,
    numbers_of_kind,
    said_called,
)
from legation.register.judging import Judging
from legation.register.keeping import much_made
from legation.register.sayings import counting_for, reports_of
from legation.register.settling import link_if_due, settle_step
from legation.register.shares import made_elsewhere, untouched_shares, version_of, write_share
from legation.register.sightings import add, note_words, told_by, words_of

SHOWN = 5


class Derived(Judging):
    """The entries of a register, kept in step with its findings, marks and judgements."""

    __slots__ = ()
    path: Path
    connection: sqlite3.Connection

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """One transaction that is kept as a whole or not at all."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]:
        """One view of the file, whatever another process adds meanwhile."""

    def settle(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Brings the entries up to date with all that is kept, step by step, so that others may read and write meanwhile.

        Takes    progress = told after each step how many findings are settled, and of how many.
        """
        if not self._up_to_date():
            with self._writing():
                derive_anew(self.connection)
        done = 0
        for before, after in self._steps():
            done += before - after
            if progress is not None:
                progress(done, done + after)

    def _steps(self) -> Iterator[tuple[int, int]]:
        """Settles step by step; how many findings waited before each and wait after it."""
        shares, version = untouched_shares(self.connection), version_of(self.connection)
        for made in made_elsewhere(self.path, shares) if shares else ():
            before = self.unsettled()
            with self._writing():
                # What has been written by another since may bear on it: then the rest is settled here.
                if version_of(self.connection) != version:
                    break
                write_share(self.connection, made)
            yield before, self.unsettled()
        while self.unsettled():
            with self._writing():
                step = settle_step(self.connection)
            yield step
        with self._writing():
            link_if_due(self.connection)

    def derive_anew(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes all that is derived anew from what is kept; told of progress as ``settle`` is."""
        with self._writing():
            derive_anew(self.connection)
        self.settle(progress)

    def unsettled(self) -> int:
        """How many findings are kept that the entries do not show yet, since another program is adding them."""
        return int(self.connection.execute("SELECT count(*) FROM pending").fetchone()[0])

    def entries(self, kind: ContactKind | None = None) -> tuple[Entry, ...]:
        """The entries that findings and judgements make, those of one kind if told so."""
        with self._view():
            return tuple(entries_numbered(self.connection, numbers_of_kind(self.connection, kind)))

    def doubts(self, kind: ContactKind | None = None) -> tuple[Doubted, ...]:
        """The pairs of entries that may be one contact and were left apart, for a person to judge; those of one kind if told so."""
        with self._view():
            return tuple(doubts_held(self.connection, kind))

    def entry(self, name: str) -> Entry:
        """The entry with this id, or the only one whose id begins so, with or without the letter of its kind.

        Raises   UsageError where no entry or more than one is meant.
        """
        letter, dash, _ = name.partition("-")
        kinds = {prefix: kind for kind, prefix in PREFIXES.items()}
        with self._view():
            numbers = numbers_called(self.connection, name, kinds.get(letter) if dash else None)
            found = entries_numbered(self.connection, numbers[:SHOWN])
        if len(numbers) == 1:
            return found[0]
        if not numbers:
            raise UsageError(f"no entry of {self.path} begins with {name!r}; legation list prints the ids")
        shown = ", ".join(entry.id for entry in found)
        raise UsageError(
            f"{len(numbers)} entries begin with {name!r}: {shown}{' ...' if len(numbers) > SHOWN else ''}; write more of the id"
        )

    def ask(self, asked: Question, *, limit: int | None = None, offset: int = 0) -> Answer:
        """The entries that fit a question, those from ``offset`` on and no more than ``limit``; how many fit, and how many have no day."""
        with self._view(), much_made():
            found = find(self.connection, asked, ("day", False), (-1 if limit is None else limit, offset))
            undated = undated_fitting(self.connection, asked)
            return Answer(entries=tuple(entries_numbered(self.connection, found.numbers)), undated=undated, total=found.total)

    def entries_holding(self, findings: Iterable[AnyTold]) -> tuple[Entry, ...]:
        """The entries that hold one of some findings of contacts."""
        keys = [[*key_of(finding)] for finding in findings]
        with self._view():
            return tuple(entries_numbered(self.connection, numbers_holding(self.connection, keys)))

    def findings_called(self, name: str) -> tuple[Finding[Contact], ...]:
        """The contacts that count whose id is this, or begins so; one text under two addresses has findings of one id in both."""
        with self._view():
            return tuple(findings_called(self.connection, name))

    def said_called(self, what: str, name: str) -> tuple[AnyTold, ...]:
        """The statements, or claims, that count whose id is this, or begins so."""
        with self._view():
            return tuple(said_called(self.connection, what, name))

    def reports_of(self, judgement: Judgement) -> set[str]:
        """The reports that a judgement bears on."""
        with self._view():
            return reports_of(self.connection, judgement)

    def counting_for(self, reports: Iterable[str]) -> dict[str, str]:
        """Of reports that do not count the one among their copies that does."""
        with self._view():
            return counting_for(self.connection, reports)

    def digest(self) -> str:
        """SHA-256 of all that counts and of all judgements, the same in any order of arrival."""
        with self._view():
            return digest_of_register(self.connection)

    def addresses(self, reports: Iterable[str]) -> dict[str, str]:
        """The links of reports by their ids; of those that have none, nothing."""
        with self._view():
            return addresses_of(self.connection, reports)

    @contextmanager
    def _view(self) -> Iterator[None]:
        """One view of the entries: up to date, unless another program is writing, for which nobody waits."""
        self.settle_unless_busy()
        with self._reading():
            yield

    def settle_unless_busy(self) -> None:
        """Settles what is pending, if nobody else is writing and the file may be written at all."""
        with told_faults(self.path):
            if self._up_to_date() and not self.unsettled() and not self._links_due():
                return
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self.settle()
        except RegisterError as fault:
            if getattr(fault.__cause__, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY):
                raise
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")

    def _links_due(self) -> bool:
        """Whether the links of all entries are still to be made."""
        return self.connection.execute("SELECT 1 FROM unlinked").fetchone() is not None

    def _up_to_date(self) -> bool:
        """Whether what is derived was derived by this version of the rules."""
        row = self.connection.execute("SELECT rules FROM derivation").fetchone()
        return row is not None and row[0] == derivation_rules()


def derive_anew(connection: sqlite3.Connection) -> None:
    """Empties what is derived, and puts down all that counts to be settled."""
    empty(connection)
    counted = {reading: (report, state) for report, state, reading in connection.execute("SELECT report, state, reading FROM counted")}
    connection.executemany("INSERT INTO counting (reading, report, state) VALUES (?, ?, ?)", ((n, *known) for n, known in counted.items()))
    with much_made():
        for (reading,) in connection.execute("SELECT number FROM readings ORDER BY number").fetchall():
            told = list(told_by(connection, reading))
            note_words(connection, [(number, words_of(finding)) for number, finding in told])
            if reading in counted:
                add(connection, reading, counted[reading][1], told)
