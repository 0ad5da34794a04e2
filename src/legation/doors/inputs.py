"""Which reports a command is to read, and what the options say of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from legation.api import day_given
from legation.errors import UsageError
from legation.read.records import COLUMNS

MARK = b"\xef\xbb\xbf"


def paths_of(paths: Sequence[str] | None, files: str | None) -> tuple[str, ...]:
    """The paths that are named, and those that a list names, one a line or with a zero byte behind each, as ``find -print0`` has them.

    Raises   UsageError where neither names any way to reports, or both would read standard input.
    """
    if files is None:
        if not paths:
            raise UsageError("Missing argument 'PATH': name files or folders, - for standard input, or a list of them with --files")
        return tuple(paths)
    held = _list_at(files).removeprefix(MARK)
    lines = held.split(b"\0") if b"\0" in held else held.split(b"\n")
    found = (*(paths or ()), *(os.fsdecode(line.rstrip(b"\r")) for line in lines if line.strip()))
    if files == "-" and "-" in found:
        raise UsageError("--files -: standard input holds the list and can hold no report besides; put one of them into a file")
    return found


def _list_at(files: str) -> bytes:
    if files == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(files).read_bytes()
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else fault
        raise UsageError(f"--files {files}: {reason}; name a file with one path a line, or - for standard input") from None


def columns_of(value: str | None) -> dict[str, str]:
    """Field of a report -> column or key of the user's records, from ``FIELD=NAME,FIELD=NAME``.

    Raises   UsageError for what is no such pair, and for a field that reports do not have.
    """
    found: dict[str, str] = {}
    for pair in (value or "").split(",") if value is not None else ():
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name:
            raise UsageError(f"--columns: {pair!r} is no FIELD=NAME; write such as text=Body,published=Date")
        if field not in COLUMNS:
            raise UsageError(f"--columns: reports have no {field!r}; the fields are {', '.join(COLUMNS)}")
        found[field] = name
    return found


def published_of(value: str | None) -> date | None:
    """The day of publication that is given for the run.

    Raises   UsageError for what is no day, or one that is not yet anywhere on earth.
    """
    day = day_given(value, "--published")
    if day is not None and day > date.today() + timedelta(days=1):
        raise UsageError(f"--published: {day} is after today; nothing can have been published then")
    return day
