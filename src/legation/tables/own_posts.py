"""A user's own occupancies and aliases: where they are kept, and how they stand above the package's."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from legation.errors import LegationError, LexiconError, ReportError
from legation.identity import ID_DIGITS, digest_of
from legation.tables.offices import Occupancy, Offices, check_days, first_day, last_day
from legation.tables.sheet import open_sheet, write_whole

VARIABLE = "LEGATION_POSTS"
SHARED = frozenset({"deputy_head"})
"""Posts that several people hold at a time: a user's own row replaces that of the same person alone."""
BETWEEN = "|"
"""Between the aliases of a person."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class OwnPost:
    """One row of a user's own: a person in a post, or a person's aliases alone; what is not known is empty."""

    person: str
    aliases: str = ""
    """Parted by bars."""
    wikidata: str = ""
    country: str = ""
    post: str = ""
    """Class of the post; empty where the row tells aliases alone."""
    title: str = ""
    start: str = ""
    end: str = ""
    as_of: str = ""
    source: str = ""
    file: str = ""
    """Name of the file that it was imported from."""

    def occupancy(self) -> Occupancy:
        """The row as one of the table of posts."""
        return Occupancy(
            country=self.country,
            post=self.post,
            title=self.title,
            person=self.person,
            wikidata=self.wikidata or None,
            start=self.start,
            end=self.end or None,
            source=self.source or self.file,
            as_of=self.as_of or None,
            verified=True,
            own=True,
        )


COLUMNS = OwnPost.__slots__


def place_of_own_posts() -> Path:
    """The file of a user's own posts: ``$LEGATION_POSTS``, else ``legation/posts.csv`` in the folder for the data of programs."""
    given = os.environ.get(VARIABLE)
    home = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "share"
    return Path(given) if given else Path(home) / "legation" / "posts.csv"


def load_own_posts(place: Path | None = None) -> tuple[OwnPost, ...]:
    """The rows of a user's own, in an order that does not depend on that of their import; none where nothing was imported.

    Raises   LexiconError where the file is not as it was written, or ``$LEGATION_POSTS`` names none.
    """
    path = place or place_of_own_posts()
    if not path.exists():
        if os.environ.get(VARIABLE) and place is None:
            raise LexiconError(f"{path}: no such file, though ${VARIABLE} names it; import your posts, or unset it")
        return ()
    try:
        if not path.read_bytes().strip():
            return ()
        sheet = open_sheet(path, "posts.csv")
        if sheet.header != COLUMNS:
            raise LexiconError(f"{path}: its first line is not {','.join(COLUMNS)}")
        return tuple(sorted(_own_post(cells, f"{path}:{line}") for cells, line in sheet.rows()))
    except (ReportError, OSError) as fault:
        raise LexiconError(
            f"{path}: the posts of your own cannot be read ({fault}); mend the file, or remove it and import again"
        ) from fault
    except LegationError as fault:
        raise LexiconError(f"{fault}; mend the file, or remove it and import again") from fault


def keep_own_posts(rows: Iterable[OwnPost], place: Path | None = None) -> Path:
    """Writes the rows of a user's own, all that there are; the path of the file.

    Raises   LexiconError where it cannot be written.
    """
    path = place or place_of_own_posts()
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(row) for row in sorted(set(rows)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, out.getvalue())
    except OSError as fault:
        raise LexiconError(f"{path} cannot be written ({fault.strerror}); name another file by ${VARIABLE}") from fault
    return path


def open_offices(own: tuple[OwnPost, ...] | None = None) -> Offices:
    """The packaged table of posts with a user's own above it.

    Takes    own = the rows of a user's own, else those that are kept.
    """
    packaged = Offices.open()
    mine = load_own_posts() if own is None else own
    if not mine:
        return packaged
    rows = tuple(row.occupancy() for row in mine if row.post)
    aliases = [(alias, row.person) for row in mine for alias in row.aliases.split(BETWEEN) if alias]
    return Offices(
        rows=(*rows, *beside(packaged.rows, rows)),
        aliases=(*packaged.aliases, *aliases),
        packaged_names=packaged.packaged_names,
        own=digest_of([astuple(replace(row, file="")) for row in sorted(mine)])[:ID_DIGITS],
    )


def beside(packaged: Iterable[Occupancy], own: Iterable[Occupancy]) -> Iterator[Occupancy]:
    """What of the packaged rows stands beside a user's own: for the days of his rows of the same post nothing."""
    by_post: dict[tuple[str, str], list[Occupancy]] = {}
    for row in own:
        by_post.setdefault((row.country, row.post), []).append(row)
    for row in packaged:
        mine = by_post.get((row.country, row.post), ())
        left: tuple[Occupancy, ...] = (row,)
        for one in mine:
            left = tuple(part for whole in left for part in _left_by(one, whole))
        yield from left


def _left_by(own: Occupancy, row: Occupancy) -> Iterator[Occupancy]:
    """The days of a packaged row before and after those of a user's own."""
    begins, ends = first_day(own.start), last_day(own.end) if own.end else None
    known_to = last_day(row.end or row.as_of or row.start)
    before, after = known_to < begins, first_day(row.start) > (ends or last_day(own.as_of or own.start))
    same = own.person == row.person
    if after or (before and (same or row.end is not None)) or (own.post in SHARED and not same):
        yield row
    elif before:
        yield replace(row, ceded=min(own.start, row.ceded or own.start))
    elif not same:
        if first_day(row.start) < begins:
            yield replace(row, end=_day_before(begins))
        if ends is not None and known_to > ends:
            yield replace(row, start=(ends + timedelta(days=1)).isoformat())


def _day_before(day: date) -> str:
    return (day - timedelta(days=1)).isoformat()


def _own_post(cells: list[str] | str, where: str) -> OwnPost:
    """A row of the file as it was written."""
    if isinstance(cells, str) or len(cells) != len(COLUMNS):
        raise LexiconError(f"{where}: {cells if isinstance(cells, str) else f'{len(cells)} cells for {len(COLUMNS)} columns'}")
    row = OwnPost(**dict(zip(COLUMNS, cells, strict=True)))
    try:
        if row.post:
            check_days(row.start, row.end, row.as_of)
    except ValueError as fault:
        raise LexiconError(f"{where}: {fault}") from fault
    return row
