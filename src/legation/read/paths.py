"""Files, folders and standard input to Reports, one after the other in a fixed order."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from legation.model import Problem, Report
from legation.read.fetch import is_address, read_address
from legation.read.given import NOTHING, Given
from legation.read.kinds import LOOK_AT, Kind, kind_by_name, kind_of
from legation.read.sources import READERS, count_source, find_in

T = TypeVar("T")
OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
HALVES = re.compile("[\ud800-\udfff]")
UNKNOWN_KIND = "kind of file not known; name it by itself to have it read as text"


def read_paths(paths: Sequence[str | Path], *, given: Given = NOTHING) -> Iterator[Report | Problem]:
    """Reports of files, folders (with all below them) and ``-`` for standard input, and what could not be read.

    Gives    reports in the order of the paths, folders sorted by name. Where an id comes a second time in one run,
             the later report gets ``<id>-2`` and a ``note.duplicate_id``; both are kept.
    """
    seen: dict[str, int] = {}
    for item in find_in_paths(paths, READERS, given=given):
        yield with_own_id(item, seen) if isinstance(item, Report) else item


def find_in_paths(
    paths: Sequence[str | Path], readers: Mapping[Kind, Callable[..., Iterator[T]]], *, given: Given
) -> Iterator[T | Report | Problem]:
    """What readers make of all that paths hold, in the order of ``read_paths``; a page that was fetched is a report already."""
    for path in paths:
        yield from _find_at(str(path), readers, given)


def count_reports(paths: Sequence[str | Path]) -> int | None:
    """How many reports the paths hold, for a progress bar; None where only reading would tell."""
    total = 0
    for path in paths:
        if str(path) == "-" or is_address(str(path)):
            return None
        for file in _files(Path(path)):
            if isinstance(file, Problem):
                continue
            counted = count_source(file)
            if counted is None:
                return None
            total += counted
    return total


def _find_at(path: str, readers: Mapping[Kind, Callable[..., Iterator[T]]], given: Given) -> Iterator[T | Report | Problem]:
    if path == "-":
        try:
            yield from find_in(sys.stdin.buffer, readers, name="", source="standard input", given=given)
        except OSError as error:
            yield _unreadable("standard input", error)
        return
    if is_address(path):
        advice = "an address on the network; add --fetch to have it fetched"
        yield from read_address(path, given=given) if given.fetch else [Problem(code="read.address", where=path, advice=advice)]
        return
    if OTHER_SCHEME.match(path):
        yield Problem(code="read.address", where=path, advice="only http and https addresses are fetched; save the file and name it")
        return
    for file in _files(Path(path)):
        if isinstance(file, Problem):
            yield file
        else:
            yield from _find_in_file(file, readers, given)


def _files(path: Path) -> Iterator[Path | Problem]:
    """The files that a path stands for, and what below it is not read."""
    try:
        if not path.is_dir():
            yield path
            return
        found = sorted(path.iterdir(), key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        yield _unreadable(_shown(path), error)
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files(entry)
        elif _is_known(entry):
            yield entry
        else:
            yield Problem(code="note.unknown_kind", where=_shown(entry), advice=UNKNOWN_KIND)


def _is_known(path: Path) -> bool:
    """Whether name or first bytes tell what a file is."""
    if kind_by_name(path.name) is not None:
        return True
    try:
        with path.open("rb") as stream:
            return path.is_file() and kind_of(path.name, stream.read(LOOK_AT)) is not None
    except OSError:
        return False


def _find_in_file(path: Path, readers: Mapping[Kind, Callable[..., Iterator[T]]], given: Given) -> Iterator[T | Problem]:
    try:
        with path.open("rb") as stream:
            yield from find_in(stream, readers, name=path.name, source=_shown(path), given=given)
    except (OSError, ValueError) as error:
        yield _unreadable(_shown(path), error)


def _shown(path: Path) -> str:
    """A path as reports and problems name it; bytes in it that are no UTF-8 come as halves of characters, which no register takes."""
    return HALVES.sub("\ufffd", str(path))


def with_own_id(report: Report, seen: dict[str, int]) -> Report:
    """The report under an id that came with none before.

    Takes    seen = ids of this run, each with the last number that was put behind it.
    """
    if report.id not in seen:
        seen[report.id] = 1
        return report
    number = seen[report.id] + 1
    while f"{report.id}-{number}" in seen:
        number += 1
    own = f"{report.id}-{number}"
    seen[report.id], seen[own] = number, 1
    advice = f"id {report.id!r} came before in this run; kept as {own!r}"
    note = Problem(code="note.duplicate_id", where=report.source or report.id, advice=advice)
    return replace(report, id=own, problems=(*report.problems, note))


def _unreadable(path: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem(code="read.missing", where=path, advice="no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return Problem(code="read.forbidden", where=path, advice="not allowed to read it; check its permissions")
    return Problem(code="read.unreadable", where=path, advice=f"{error}; check the path and the disk")
