"""A copy of a register, whole and consistent while others write to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from legation.errors import RegisterError, UsageError
from legation.register.file import told_faults

LEFT_BESIDE = ("-wal", "-journal")
"""Files beside a database that hold part of it while it is in use."""


def back_up(connection: sqlite3.Connection, path: Path, to: Path, *, overwrite: bool) -> None:
    """Copies the register at a path to another file, which is there whole and checked, or not at all.

    Raises   UsageError where the file is there and may not be replaced; RegisterError where the copy cannot be made or is not whole.
    """
    _check_place(path, to, overwrite=overwrite)
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        with told_faults(to), closing(sqlite3.connect(part, isolation_level=None)) as copy:
            connection.backup(copy)
            # In one file, with nothing beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            faults = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        if faults:
            raise RegisterError(f"{path} is damaged, and so is its copy, which is not kept ({'; '.join(faults)}); see: legation doctor")
        _on_the_disk(part)
        os.replace(part, to)
        _on_the_disk(to.absolute().parent)
    finally:
        part.unlink(missing_ok=True)


def _check_place(path: Path, to: Path, *, overwrite: bool) -> None:
    """Raises where nothing may be written."""
    if to.is_dir():
        raise UsageError(f"{to} is a folder; name a file in it, such as {to / path.name}")
    if not to.absolute().parent.is_dir():
        raise UsageError(f"the folder {to.parent} does not exist; make it first, or name another place for the copy")
    if not to.exists():
        return
    if to.samefile(path):
        raise UsageError(f"{to} is the register itself; name another file for the copy")
    if not overwrite:
        raise UsageError(f"{to} is there already; name another file, or replace it with --overwrite")
    if any(Path(f"{to}{ending}").exists() for ending in LEFT_BESIDE):
        raise UsageError(f"{to} is a database in use; name another file for the copy")


def _on_the_disk(path: Path) -> None:
    """Waits until a file, or the list of a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
