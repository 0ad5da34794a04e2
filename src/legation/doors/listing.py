"""Posts as a table or for programs, and what the doors share: countries as people write them, lines of JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from io import StringIO

from legation.api import day_given
from legation.doors.options import TableShape
from legation.doors.page import cell, console, say
from legation.errors import UsageError
from legation.export.comma import cell as csv_cell
from legation.record import JsonObject
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Occupancy
from legation.tables.own_posts import open_offices

ROWS_AT_MOST = 200
"""Rows of posts on a screen; jsonl and csv give all of them."""
POST_COLUMNS = ("country", "post", "title", "person", "start", "end", "source", "verified")
OWN = "own: "
"""What stands before the source of a user's own row."""


def print_line(record: JsonObject) -> None:
    """One JSON object on a line of its own, at once."""
    print(json.dumps(record, ensure_ascii=False, allow_nan=False), flush=True)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


def country_given(words: str | None, option: str) -> str | None:
    """The alpha-3 code of a country as a person writes it.

    Raises   UsageError where no country or more than one goes by these words.
    """
    if words is None:
        return None
    gazetteer = _gazetteer()
    for form in (words, words.upper(), words.title()):
        code = gazetteer.country(form)
        if code is not None:
            return code
        several = gazetteer.countries(form)
        if several:
            raise UsageError(f"{option} {words}: this may be {' or '.join(several)}; write the code that is meant")
    raise UsageError(f"{option} {words}: no country goes by that name; write it in English or as three letters, such as Canada or CAN")


def list_posts(*, country: str | None, post: str | None, person: str | None, on: str | None, shape: TableShape) -> int:
    """Prints the occupancies that fit."""
    day: date | None = day_given(on, "--on")
    offices = open_offices()
    rows = offices.posts(country=country_given(country, "--country"), post=post, person=person, on=day)
    if shape is TableShape.JSONL:
        for row in rows:
            print_line(asdict(row))
    elif shape is TableShape.CSV:
        sys.stdout.write(posts_csv(rows))
    elif rows:
        _print_posts(rows[:ROWS_AT_MOST])
        if len(rows) > ROWS_AT_MOST:
            say(f"the first {ROWS_AT_MOST} of {len(rows):,}; narrow by --country, --post, --person or --on, or take --format csv")
    if not rows:
        kinds = sorted({row.post.partition(":")[0] for row in offices.rows})
        say(f"no occupancy fits; the posts are {', '.join(kinds)}" if post else "no occupancy fits; the holder may not be known here")
    return 0


def posts_csv(rows: Iterable[Occupancy]) -> str:
    """The occupancies as CSV, all columns."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(map(asdict, rows)):
        if number == 0:
            writer.writerow(row)
        writer.writerow([csv_cell(value) for value in row.values()])
    return out.getvalue()


def _print_posts(rows: Sequence[Occupancy]) -> None:
    """The occupancies as a table."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in POST_COLUMNS:
        table.add_column(name, overflow="fold")
    for row in rows:
        end = row.end or f"in office {row.as_of}" if row.as_of or row.end else "not known"
        verified = ("yes" if row.end_verified else "start only") if row.verified else "no"
        words = (row.country, row.post, row.title, row.person, row.start, end, f"{OWN if row.own else ''}{row.source}", verified)
        table.add_row(*(cell(word) for word in words))
    console().print(table)
