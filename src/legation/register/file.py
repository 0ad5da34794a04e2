"""Opening a register's file: what is none is told from what is one, with what to do next."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legation.errors import RegisterError
from legation.register.migrations import APPLICATION_ID, MIGRATIONS, migrate

WAIT_SECONDS = 30
"""How long one process waits for another that is writing."""
CACHE_KIB = 128 * 1024
"""Pages of the file kept in memory at most: those that are written to again and again should be written to the disk once a commit."""
LOG_PAGES = 20_000
"""Pages of the log beside the file after which they are brought into it: those that are written to again and again then go there once."""
MAKING = "legation read --into {0} REPORT..., or legation import historian --register {0}"
SQLITE_HEADER = b"SQLite format 3\0"

TOLD = {
    **dict.fromkeys(
        (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED),
        f"another program has been writing for {WAIT_SECONDS} seconds; try again when it is done",
    ),
    sqlite3.SQLITE_FULL: "the disk is full; what was reported done is safe, make room and run the same command again",
    sqlite3.SQLITE_IOERR: "the disk failed ({0}); what was reported done is safe unless the disk is broken: check it, and that it has room",
    sqlite3.SQLITE_READONLY: "the file or its folder may only be read; check who may write there, or copy the register to where you may",
    **dict.fromkeys(
        (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH),
        "it cannot be opened for reading and writing ({0}); check who may write the file and its folder",
    ),
    sqlite3.SQLITE_NOMEM: "there is not enough memory; what was reported done is safe, end other programs and run the same command again",
    sqlite3.SQLITE_CONSTRAINT: "{0}",
}
"""What went wrong and what to do next, by SQLite's code."""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """A connection to a register that is up to date and safe to write.

    Raises   RegisterError where there is no register, or none that this program can use.
    """
    _check_file(path, create=create)
    with told_faults(path):
        mode = "rwc" if create else "rw"
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            _check_kind(connection, path, create=create)
            if _number(connection, "user_version") < len(MIGRATIONS):
                migrate(connection)
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_file(path: Path, *, create: bool) -> None:
    """Raises RegisterError for what need not be opened to be known as no register."""
    if sqlite3.sqlite_version_info < (3, 37):
        raise RegisterError(f"SQLite {sqlite3.sqlite_version} is too old for a register; use a Python with SQLite 3.37 or later")
    if path.is_dir():
        raise RegisterError(f"{path} is a folder; name a file in it, such as {path / 'legation.db'}")
    if not path.exists():
        if not create:
            raise RegisterError(f"there is no register at {path}; make one with: {MAKING.format(path)}")
        if not path.parent.is_dir():
            raise RegisterError(f"the folder {path.parent} does not exist; make it first, or name another place for the register")
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEADER))
    except OSError as fault:
        raise RegisterError(f"{path} cannot be read: {fault.strerror}; check who may read and write it") from fault
    if not head and not create:
        raise _empty(path)
    if head and head != SQLITE_HEADER:
        raise RegisterError(f"{path} is not a register but another kind of file; it is left as it is: name another file")


def _check_kind(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Raises RegisterError for the database of another program, or of a later Legation."""
    kind, version = _number(connection, "application_id"), _number(connection, "user_version")
    if kind == 0 and version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        if not create:
            raise _empty(path)
        return
    if kind != APPLICATION_ID:
        raise RegisterError(f"{path} is the SQLite database of another program, not a register; it is left as it is: name another file")
    if version > len(MIGRATIONS):
        raise RegisterError(
            f"{path} has format {version}, this Legation knows up to {len(MIGRATIONS)}; install the later Legation that made it"
        )


def _empty(path: Path) -> RegisterError:
    """What is said of a file with nothing in it."""
    return RegisterError(f"{path} is empty, not a register; fill it with: {MAKING.format(path)}, or name another file")


def _set_up(connection: sqlite3.Connection) -> None:
    """Settings of one connection: a reader beside a writer, and every commit on the disk before it is reported done."""
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    # Without it REPLACE would erase rows past the triggers that keep the tables append-only.
    connection.execute("PRAGMA recursive_triggers = ON")
    # SQLite does not wait by itself for the change of journal when two processes open a new register at once.
    for attempt in range(WAIT_SECONDS * 10):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY or attempt == WAIT_SECONDS * 10 - 1:
                raise
            time.sleep(0.1)


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    """A number in the header of the file."""
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


@contextmanager
def told_faults(path: Path) -> Iterator[None]:
    """Turns what SQLite says went wrong into what a person can act on."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as fault:
        raise RegisterError(_told(path, fault)) from fault
    except UnicodeEncodeError as fault:
        raise RegisterError(f"{path}: a text holds half of a surrogate pair, which is no character; mend its encoding") from fault


def _told(path: Path, fault: sqlite3.DatabaseError) -> str:
    """What went wrong and what to do next."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in TOLD:
        return f"{path}: {TOLD[code].format(fault)}"
    return f"{path} is damaged ({fault}); legation doctor tells how far; go back to a backup, or read the reports into a new register"
