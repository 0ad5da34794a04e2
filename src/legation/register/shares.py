"""Shares that are settled from nothing, each by itself and so by several processes at once: a first build, or one anew."""

from __future__ import annotations

import gc
import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from legation.register.decided import kept_apart
from legation.register.entries import doubts_of, grouped
from legation.register.entry_rows import Written, note_doubt, write_all
from legation.register.merge.clusters import Doubt
from legation.register.settling import LINKS_DUE, Settling, rows_of

MANY = 20_000
"""Pending sightings from which on other processes are worth their start."""
LENGTH_BYTES = 8
PROGRAM = "import pathlib, sys; from legation.register.shares import serve; serve(pathlib.Path(sys.argv[1]))"
"""What another process runs; a program of its own, so that nothing is asked of the one that has opened the register."""
Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """The entries of a share, and pairs of them, by their places, of which a person is asked."""

    share: str
    entries: list[Written]
    doubts: list[tuple[tuple[int, int], tuple[int, int], Doubt]]


def make_share(connection: sqlite3.Connection, share: str) -> Made:
    """Makes the entries of all sightings of a share, and writes nothing."""
    settling = Settling(connection)
    seen = sorted(settling.look_at("SELECT * FROM sightings WHERE share = ?", share), key=lambda one: one.digest)
    findings = [one.sighting.finding for one in seen]
    said = settling.said_of(findings)
    found = grouped(findings, settling.origins, said)
    by_finding = {id(one.sighting.finding): one for one in seen}
    home = {id(finding): place for place, group in enumerate(found.groups) for finding in group}
    entries = [rows_of([by_finding[id(finding)] for finding in group], said, settling.origins) for group in found.groups]
    doubts = []
    for doubt in doubts_of(found, settling.origins, kept_apart(said.pairs)):
        sides = doubt.left, doubt.right
        places, numbers = [home[id(one)] for one in sides], [by_finding[id(one)].number for one in sides]
        doubts.append(((places[0], places[1]), (numbers[0], numbers[1]), doubt))
    return Made(share, entries, doubts)


def write_share(connection: sqlite3.Connection, made: Made) -> None:
    """Writes what was made of a share; its links are still to be made."""
    numbers = write_all(connection, made.entries)
    for (left, right), sightings, doubt in made.doubts:
        note_doubt(connection, (numbers[left], numbers[right]), sightings, doubt)
    connection.execute("DELETE FROM pending WHERE sighting IN (SELECT number FROM sightings WHERE share = ?)", (made.share,))
    connection.execute(LINKS_DUE)


def untouched_shares(connection: sqlite3.Connection) -> list[str]:
    """The shares of which nothing is settled yet, the largest first; none where little is pending in all."""
    (pending,) = connection.execute("SELECT count(*) FROM pending WHERE NOT gone").fetchone()
    if pending < MANY:
        return []
    query = """
        SELECT share FROM sightings LEFT JOIN pending ON sighting = number GROUP BY share
        HAVING count(entry) = 0 AND total(gone) = 0 AND count(sighting) = count(*) ORDER BY count(*) DESC, share
    """
    return [row[0] for row in connection.execute(query)]


def version_of(connection: sqlite3.Connection) -> int:
    """A number that changes when another process has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def made_elsewhere(path: Path, shares: Sequence[str]) -> Iterator[Made]:
    """What other processes make of shares, as each is done: one process a core."""
    with ExitStack() as stack:
        idle: SimpleQueue[Process] = SimpleQueue()
        number = min(os.cpu_count() or 1, len(shares))
        for _ in range(number):
            command = [sys.executable, "-c", PROGRAM, str(path)]
            idle.put(stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)))
        with ThreadPoolExecutor(number) as threads:
            waiting = [threads.submit(_asked, idle, share) for share in shares]
            while waiting:
                done = next(as_completed(waiting))
                waiting.remove(done)
                yield done.result()
        while not idle.empty():
            idle.get().communicate()


def _asked(idle: SimpleQueue[Process], share: str) -> Made:
    """Has a process make a share."""
    process = idle.get()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(f"{share}\n".encode())
    process.stdin.flush()
    length = int.from_bytes(process.stdout.read(LENGTH_BYTES), "big")
    answer = process.stdout.read(length)
    if not length or len(answer) < length:
        raise ChildProcessError(f"a process that settles {share!r} ended before it was done")
    idle.put(process)
    made = pickle.loads(answer)
    assert isinstance(made, Made)
    return made


def serve(path: Path) -> None:
    """Answers names of shares on standard input until it ends."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    # Millions of values without cycles are made: to look for cycles would take longer than all else.
    gc.disable()
    for line in sys.stdin:
        answer = pickle.dumps(make_share(connection, line.rstrip("\n")), pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.write(len(answer).to_bytes(LENGTH_BYTES, "big") + answer)
        sys.stdout.buffer.flush()
