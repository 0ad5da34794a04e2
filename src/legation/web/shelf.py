"""Readings that lie at the desk until somebody keeps them: the last few, in memory alone, each under a key that cannot be guessed."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from legation.model import Mention, Problem, Reading
from legation.web.faults import NotThere
from legation.web.shown import Found

READINGS_AT_MOST = 50


@dataclass(slots=True, kw_only=True)
class Lying:
    """One reading at the desk, with what has been found out about it since."""

    key: str
    reading: Reading
    mentions: tuple[Mention, ...]
    passed: tuple[Problem, ...] = ()
    """What of the same file was passed over, and why."""
    beside: tuple[str, ...] = ()
    """Keys of the reports of the same file, this one among them."""
    checked: Found | None = None
    """What the record says of it, once that was asked."""
    kept: str | None = None
    """The id under which it was put into the register."""


@dataclass(slots=True)
class Shelf:
    """The last readings, the oldest given up for the newest."""

    at_most: int = READINGS_AT_MOST
    _held: OrderedDict[str, Lying] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def lay(self, read: Sequence[tuple[Reading, tuple[Mention, ...]]], passed: tuple[Problem, ...] = ()) -> tuple[Lying, ...]:
        """Lays down the readings of one file; no more than there is room for."""
        read = read[: self.at_most]
        keys = tuple(secrets.token_urlsafe(16) for _ in read)
        laid = tuple(
            Lying(key=key, reading=reading, mentions=mentions, passed=passed, beside=keys)
            for key, (reading, mentions) in zip(keys, read, strict=True)
        )
        with self._lock:
            self._held.update({one.key: one for one in laid})
            while len(self._held) > self.at_most:
                self._held.popitem(last=False)
        return laid

    def find(self, key: str) -> Lying | None:
        """The reading under a key; None where it was given up, or never was."""
        with self._lock:
            return self._held.get(key)

    def get(self, key: str) -> Lying:
        """The reading under a key.

        Raises   NotThere where it was given up, or never was.
        """
        found = self.find(key)
        if found is None:
            raise NotThere(
                f"this report is no longer here; what is not kept is held for the last {self.at_most} reports alone, until the desk closes:"
                " read it again"
            )
        return found
