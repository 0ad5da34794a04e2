"""Occupancies and aliases of a user's own, kept above the package's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from legation.doors.page import counted, say
from legation.doors.run import PROBLEMS_SHOWN
from legation.imports.posts import Asked, columns_given, read_posts
from legation.model import Problem
from legation.tables.offices import Offices
from legation.tables.own_posts import OwnPost, beside, keep_own_posts, load_own_posts, place_of_own_posts

PEOPLE = ("person", "people")


def import_posts(file: Path, *, columns: str | None, verbose: bool) -> int:
    """Keeps the posts of a file in place of those that a file of its name brought before, and gives the exit code."""
    mapped = columns_given(columns)
    place = place_of_own_posts()
    earlier = load_own_posts(place)
    asked = Asked.open()
    rows, problems = read_posts(file, mapped, asked)
    others = tuple(row for row in earlier if row.file != file.name)
    keep_own_posts((*others, *rows), place)
    faults = _told(problems, verbose)
    say(_summary(rows, asked.offices))
    if gone := len(set(earlier) - set(others) - set(rows)):
        say(f"{counted(gone, 'row')} that {file.name} brought before and has no more: taken out")
    if others:
        say(f"besides these stand {counted(len(others), 'row')} of other files: {', '.join(sorted({row.file for row in others}))}")
    say(f"kept in {place}; what was read before is read anew by them with the same legation read --into REGISTER")
    return 1 if faults else 0


def _told(problems: Sequence[Problem], verbose: bool) -> int:
    """Tells what was amiss; how many rows were kept out."""
    notes = [problem for problem in problems if problem.code.startswith("note.")]
    faults = [problem for problem in problems if not problem.code.startswith("note.")]
    shown = len(faults) if verbose else PROBLEMS_SHOWN
    for problem in faults[:shown]:
        say(f"problem {problem.code}: {problem.where}: {problem.advice}")
    if len(faults) > shown:
        say(f"and {counted(len(faults) - shown, 'more row')} kept out; --verbose names them")
    for note in notes if verbose else notes[:PROBLEMS_SHOWN]:
        say(f"{note.code}: {note.where}: {note.advice}")
    if len(notes) > PROBLEMS_SHOWN and not verbose:
        say(f"and {counted(len(notes) - PROBLEMS_SHOWN, 'more note')}; --verbose names them")
    return len(faults)


def _summary(rows: Sequence[OwnPost], packaged: Offices) -> str:
    """What was taken, and what of the package gives way."""
    posts = [row for row in rows if row.post]
    left = set(beside(packaged.rows, [row.occupancy() for row in posts]))
    aside = sum(row not in left for row in packaged.rows)
    people = len({row.person for row in rows if row.aliases})
    taken = f"{counted(len(posts), 'occupancy', 'occupancies')}{f', aliases of {counted(people, *PEOPLE)}' if people else ''}"
    given = f"{counted(aside, 'occupancy', 'occupancies')} of the package" if aside else "no occupancy of the package"
    return f"{taken}; {given} {'gives' if aside == 1 or not aside else 'give'} way to them"
