"""Marks: a person says whether an outlet stands by a report."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

from legation.doors.ask import register_at
from legation.doors.page import say
from legation.errors import UsageError
from legation.model import ReportState
from legation.register.rows import Mark
from legation.register.store import Register


def mark_report(report: str, state: ReportState, *, reason: str, by: str | None, register: Path | None) -> int:
    """Keeps a mark and tells what counts now."""
    if not reason.strip():
        raise UsageError("--reason: say in a few words why, such as --reason 'the outlet retracted it'")
    mark = Mark(
        report=report, state=state, by=by or login_name(), at=datetime.now(UTC).isoformat(timespec="seconds"), reason=reason.strip()
    )
    with Register.open(register_at(register)) as held:
        held.mark(mark)
        copies, versions = held.copies(report), held.versions(report)
    say(f"{report}: {said_of(mark)}")
    counting = [version.report.id for version in versions if version.counts]
    if report not in counting:
        say(f"a later version counts, and is not marked: {', '.join(counting)}")
    elif copies and copies[0].report.id != report:
        say(f"its copy {copies[0].report.id} counts")
    return 0


def said_of(mark: Mark) -> str:
    """A mark in one line."""
    return f"{mark.state.value}, says {mark.by} on {mark.at}: {mark.reason}"


def now() -> str:
    """The moment of a judgement, so fine that of two in a row the later one is known."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def login_name() -> str:
    """Who is at the machine."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        raise UsageError("--by: the machine does not say who you are; write --by NAME") from None
