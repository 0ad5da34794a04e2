"""Where readings of a run go: a register, a folder of Parquet files, or nowhere but on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Protocol, cast

from legation.corpus.parts import open_folder, parts_in, versions_in, write_part
from legation.doors.progress import settling
from legation.identity import ID_DIGITS, digest_of
from legation.model import Problem, Reading, Report
from legation.read.paths import with_own_id
from legation.register.address import address_of
from legation.register.prepared import Prepared
from legation.register.rows import fingerprint_of
from legation.register.store import Register

Kept = Reading | Prepared
KEPT_TOGETHER = 32
"""Readings of one transaction; what is not yet in one is lost when the run is killed, and read again."""
PART_READINGS = 500
"""The same of a part, which is a file."""


class Keep(Protocol):
    """What takes the readings of a run."""

    together: int
    """Readings that are kept in one go."""

    def own(self, report: Report) -> Report:
        """The report under the id by which it is kept."""

    def holds(self, report: Report, rules: str) -> bool:
        """Whether it was kept as read by these rules, now or by an earlier run, or is about to be."""

    def find(self, report: Report, rules: str) -> Reading | None:
        """Its reading by these rules, where it is held and can be shown."""

    def keep(self, readings: Sequence[Kept], *, at: str) -> None:
        """Keeps readings, all of them or none, and on the disk before it returns; only a register is given any that are prepared."""

    def leave(self, report: Report) -> None:
        """Lets a report go that was not kept after all."""

    def counts(self) -> dict[str, int]:
        """What is held in the end, for the summary."""


@dataclass(slots=True)
class Nowhere:
    """For a run that prints and keeps nothing."""

    seen: dict[str, int] = field(default_factory=dict)
    together: int = 1

    def own(self, report: Report) -> Report:
        return with_own_id(report, self.seen)

    def holds(self, report: Report, rules: str) -> bool:
        return False

    def find(self, report: Report, rules: str) -> Reading | None:
        return None

    def keep(self, readings: Sequence[Kept], *, at: str) -> None:
        pass

    def leave(self, report: Report) -> None:
        pass

    def counts(self) -> dict[str, int]:
        return {}


@dataclass(slots=True)
class IntoRegister:
    """A register: ids and order are those of a run in one process, however many read."""

    register: Register
    seen: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of reports that are being read: SHA-256 of the text -> address -> id. The register does not know them yet."""
    versions: set[str] = field(default_factory=set)
    """Fingerprints of the same."""
    together: int = KEPT_TOGETHER

    def own(self, report: Report) -> Report:
        report = with_own_id(report, self.seen)
        name = self.register.own_id(report)
        digest = report.sha256[:ID_DIGITS]
        others = self.waiting.get(report.sha256, {})
        if others and re.fullmatch(rf"{digest}(?:-\d+)?", name):
            known = others.get(address_of(replace(report, id=digest)))
            name = known or (name if name not in others.values() else _next(digest, name, set(others.values())))
        return replace(report, id=name)

    def holds(self, report: Report, rules: str) -> bool:
        version = fingerprint_of(report)
        if version in self.versions or self.register.has_reading(report, rules):
            return True
        self.versions.add(version)
        self.waiting.setdefault(report.sha256, {})[address_of(report)] = report.id
        return False

    def find(self, report: Report, rules: str) -> Reading | None:
        held = self.register.find_reading(report.id)
        return held if held is not None and held.rules == rules and held.report.sha256 == report.sha256 else None

    def keep(self, readings: Sequence[Kept], *, at: str) -> None:
        self.register.keep_all(readings, at=at)
        for one in readings:
            if isinstance(one, Prepared):
                self._leave(one.fingerprint, str(one.report["sha256"]), str(one.version["address"]))
            else:
                self.leave(one.report)

    def leave(self, report: Report) -> None:
        self._leave(fingerprint_of(report), report.sha256, address_of(report))

    def _leave(self, version: str, text: str, address: str) -> None:
        self.versions.discard(version)
        self.waiting[text].pop(address, None)
        if not self.waiting[text]:
            del self.waiting[text]

    def counts(self) -> dict[str, int]:
        return self.register.counts()


def _next(digest: str, name: str, taken: set[str]) -> str:
    """The next further id of a text."""
    first = int(name.removeprefix(digest).removeprefix("-") or 1) + 1
    return next(own for number in count(first) if (own := f"{digest}-{number}") not in taken)


@dataclass(slots=True)
class IntoParts:
    """A folder of Parquet files, with ids that go together with those of any other folder, in any order."""

    folder: Path
    held: set[int] = field(default_factory=set)
    """Of versions and rules that the folder has: a digest of both, as a number, for there may be millions."""
    seen: dict[str, int] = field(default_factory=dict)
    together: int = PART_READINGS

    def own(self, report: Report) -> Report:
        digest = report.sha256[:ID_DIGITS]
        if report.id != digest:
            return with_own_id(report, self.seen)
        # A register counts the addresses of a text in the order in which they come; here nobody knows what other folders hold.
        address = address_of(report)
        return report if address == f"id:{digest}" else replace(report, id=f"{digest}-a{digest_of([address])[:7]}")

    def holds(self, report: Report, rules: str) -> bool:
        key = _key(fingerprint_of(report), rules)
        if key in self.held:
            return True
        self.held.add(key)
        return False

    def find(self, report: Report, rules: str) -> Reading | None:
        return None

    def keep(self, readings: Sequence[Kept], *, at: str) -> None:
        write_part(self.folder, cast(Sequence[Reading], readings), at=at)

    def leave(self, report: Report) -> None:
        # It would be passed over only if the run met it again, and be read by the next run.
        pass

    def counts(self) -> dict[str, int]:
        return {}


def _key(version: str, rules: str) -> int:
    # A hundred bits: with millions of them none falls on another.
    return int(digest_of([version, rules])[:25], 16)


@contextmanager
def into_register(path: Path) -> Iterator[IntoRegister]:
    """A register, made if need be, whose entries are brought up to date in the end."""
    with Register.open(path, create=True) as register:
        yield IntoRegister(register)
        register.settle(settling())


def into_parts(folder: Path) -> tuple[IntoParts, list[Problem]]:
    """A folder of parts, made if need be, with what of it cannot be read."""
    open_folder(folder)
    found = [one for path in parts_in(folder) for one in versions_in(path)]
    problems = [one for one in found if isinstance(one, Problem)]
    return IntoParts(folder, {_key(*one) for one in found if not isinstance(one, Problem)}), problems
