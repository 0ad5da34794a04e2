"""What the pages are made from: the register, the packaged record, and the pipeline that reads; shared by all who ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from legation.checking import Evidence
from legation.errors import UsageError
from legation.official import OfficialRecord
from legation.register.store import Register
from legation.web.hosts import is_loopback
from legation.web.readers import Readers
from legation.web.rights import Keys
from legation.web.shelf import Shelf

if TYPE_CHECKING:
    from legation.pipeline import Kit


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a desk is opened with."""

    register: Path
    host: str = "127.0.0.1"
    port: int = 8420
    keys: Keys = field(default_factory=Keys)
    """Who may read and judge; without any, whoever reaches the desk may do both, which is for the loopback alone."""
    allowed: tuple[str, ...] = ()
    """Names by which it may be called besides, such as that of a proxy before it."""
    pipeline: str | None = None

    def __post_init__(self) -> None:
        """Raises UsageError where others could reach the desk and no key is asked for."""
        if not self.keys.held and not is_loopback(self.host):
            raise UsageError(
                f"--host {self.host}: others would reach the desk; give them keys with --keys FILE, or listen on 127.0.0.1 alone"
            )


@dataclass(kw_only=True)
class Desk:
    """One running desk. The pipeline and the packaged record are loaded when they are first needed, once."""

    settings: Settings
    reading: Lock = field(default_factory=Lock)
    """Held while a report is read: the pipeline takes one text at a time."""
    shelf: Shelf = field(default_factory=Shelf)
    """What was read and not kept."""
    readers: Readers = field(init=False)
    """Registers that are open to be looked at."""
    _loading: Lock = field(default_factory=Lock)
    _opening: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.readers = Readers(self.settings.register)

    @contextmanager
    def open(self) -> Iterator[Register]:
        """The register, for one who looks at it.

        Raises   RegisterError where there is none, or it cannot be read.
        """
        with self.readers.open() as register:
            yield register

    @contextmanager
    def open_to_write(self) -> Iterator[Register]:
        """The register, for one who judges.

        Raises   RegisterError where there is none, or it cannot be written.
        """
        with Register.open(self.settings.register) as register:
            yield register

    @contextmanager
    def open_or_make(self) -> Iterator[Register]:
        """The register, made where there is none yet, for one who keeps a report."""
        with Register.open(self.settings.register, create=True) as register:
            yield register

    @cached_property
    def _kit(self) -> Kit:
        from legation.pipeline import load_kit

        return load_kit(self.settings.pipeline)

    @cached_property
    def _official(self) -> OfficialRecord:
        return OfficialRecord.open()

    def kit(self) -> Kit:
        """The tables, lists and parser."""
        with self._loading:
            return self._kit

    def official(self) -> OfficialRecord:
        """The packaged official record."""
        with self._opening:
            return self._official

    def evidence(self, register: Register | None) -> Evidence:
        """What claims and facts are checked against: the packaged record, with a register beside it."""
        return Evidence.open(register, self.official())
