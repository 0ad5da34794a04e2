"""What can go wrong at the desk, and what is told of it: what it was, and what to do next."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from legation.errors import LegationError, PipelineError, RegisterError, ReportError, UsageError
from legation.record import JsonObject

TRY_OTHER = "change what was given and try again"


class NotThere(LegationError):
    """Nothing goes by the id of an address: what, and behind a semicolon what to do; how to search is said by itself."""


class Refused(LegationError):
    """What the one who asks may not do."""

    def __init__(self, text: str, *, status: int = 403, code: str = "refused", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status, self.code, self.headers = status, code, dict(headers or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is told of a fault."""

    status: int
    code: str
    what: str
    next: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, status: int, code: str, otherwise: str, headers: Mapping[str, str] | None = None) -> Fault:
        """A fault told in one line: what, and behind a semicolon what to do next; ``otherwise`` where it does not say so."""
        what, _, advice = text.partition("; ")
        return cls(status=status, code=code, what=what, next=advice or otherwise, headers=headers or {})

    @property
    def record(self) -> JsonObject:
        """What programs are told: the same of every fault, whatever else an answer holds."""
        return {"error": {"code": self.code, "what": self.what, "next": self.next}}


def fault_of(fault: LegationError) -> Fault:
    """What is told of an error that Legation raises on purpose."""
    text = str(fault)
    if isinstance(fault, Refused):
        return Fault.of(text, fault.status, fault.code, "go back", fault.headers)
    if isinstance(fault, NotThere):
        return Fault.of(text, 404, "not_there", "it may have been renamed when entries were joined: look for it in the lists")
    if isinstance(fault, UsageError):
        return Fault.of(_without_options(text), 400, "wrong_value", TRY_OTHER)
    if isinstance(fault, RegisterError):
        status, code = _of_register(fault)
        return Fault.of(text, status, code, "try again")
    if isinstance(fault, ReportError):
        return Fault.of(text, 400, "unreadable", "give another file or paste the text")
    if isinstance(fault, PipelineError):
        return Fault.of(text, 503, "no_pipeline", "tell the one who keeps this desk")
    return Fault.of(text, 500, "fault", "tell the one who keeps this desk")


def _of_register(fault: RegisterError) -> tuple[int, str]:
    """Status and code of what is wrong with a register."""
    cause = getattr(fault.__cause__, "sqlite_errorcode", None)
    if cause is None:
        return (404, "no_register") if str(fault).startswith("there is no register") else (503, "unusable_register")
    if cause & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return 503, "busy"
    return (503, "not_writable") if cause & 0xFF == sqlite3.SQLITE_READONLY else (503, "damaged_register")


def _without_options(text: str) -> str:
    """A message to those who type commands, for those who fill in forms: ``--since`` is "since"."""
    return text if "legation " in text else re.sub(r"(?<!\S)--([a-z])", r"\1", text)
