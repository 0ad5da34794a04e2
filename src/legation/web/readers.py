"""Registers that are open to be looked at: one in each thread, kept open, and none ever waits for who writes or does his work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from legation.register.store import Register

CACHE_KIB = 16 * 1024
"""What each keeps of the file in memory."""


class Looking(Register):
    """A register that is only looked at: what is pending is left to those who keep and judge, and to the one who tends the desk."""

    __slots__ = ()

    def settle_unless_busy(self) -> None:
        """Leaves all as it is."""


@dataclass(slots=True)
class Held:
    """A register that a thread has open, with what tells its file from another that has come into its place."""

    register: Register
    file: tuple[int, int]


@dataclass(slots=True)
class Readers:
    """Registers to be looked at. Opening one costs as much as a small page, so each thread keeps its own."""

    path: Path
    _own: threading.local = field(default_factory=threading.local)

    @contextmanager
    def open(self) -> Iterator[Register]:
        """The register of this thread.

        Raises   RegisterError where there is none, or it cannot be read.
        """
        held: Held | None = getattr(self._own, "held", None)
        if held is None or held.file != _file(self.path):
            self.close()
            held = self._own.held = Held(looking(self.path), _file(self.path))
        try:
            yield held.register
        finally:
            if held.register.connection.in_transaction:
                held.register.connection.rollback()

    def close(self) -> None:
        """Lets go what this thread has open."""
        held: Held | None = getattr(self._own, "held", None)
        if held is not None:
            self._own.held = None
            held.register.close()


def looking(path: Path) -> Register:
    """A register that cannot be changed through what is given.

    Raises   RegisterError where there is none, or it cannot be read.
    """
    register = Looking.open(path)
    register.connection.execute("PRAGMA query_only = ON")
    register.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return register


def _file(path: Path) -> tuple[int, int]:
    """What tells a file from another under its name; nothing where there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino
