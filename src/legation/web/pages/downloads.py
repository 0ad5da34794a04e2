"""A selection to take away: as a table, as JSON Lines, as a map, as a calendar; and the planned visits as a calendar to subscribe to."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from itertools import islice

from fastapi import APIRouter
from fastapi.responses import Response

from legation import __version__
from legation.ask.query import Question, moment_given
from legation.doors.said import line_of
from legation.errors import UsageError
from legation.export.column import Setting
from legation.export.comma import cell
from legation.export.geo import END, HEAD, features
from legation.export.ical import events, frame
from legation.export.tabular import TABLES, Held, rows_of, values_of
from legation.export.trips import trips_of
from legation.model import ContactKind, Entry, Status
from legation.register.overview import Batch
from legation.register.store import Register
from legation.web.desk import Desk
from legation.web.here import At
from legation.web.readers import looking
from legation.web.selection import CONTACTS, NOUNS, Asked, Selection, select
from legation.web.streamed import streamed

router = APIRouter(tags=["downloads"])
Part = tuple[list[Held], Setting]
Written = Callable[[str, Iterator[Part]], Iterator[str]]
"""What writes parts of what is held as text, given the name of the list."""
SAID_AT_ONCE = 500
BACK_DAYS = 30
"""How long a visit that is over stays in the calendar of what is planned."""
ANEW_HOURS = 1
BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that a table is UTF-8."""


def _csv(kinds: str, parts: Iterator[Part]) -> Iterator[str]:
    """The table, as the command writes it."""
    table = next(table for table in TABLES if table.name == kinds)
    yield BYTE_ORDER_MARK + _lines([[column.name for column in table.columns]])
    for held, setting in parts:
        yield _lines([[cell(value) for value in values_of(row, table.columns)] for row in rows_of(held, table, setting)])


def _lines(rows: list[list[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _jsonl(kinds: str, parts: Iterator[Part]) -> Iterator[str]:
    """One record a line, as the command prints it."""
    for held, _ in parts:
        yield "".join(f"{json.dumps(line_of(one), ensure_ascii=False, allow_nan=False)}\n" for one in held)


def _geojson(kinds: str, parts: Iterator[Part]) -> Iterator[str]:
    """The stops and itineraries."""
    yield HEAD
    between = "\n"
    for held, setting in parts:
        for told in (features(one, setting)[0] for one in held):
            for feature in told:
                yield between + feature
                between = ",\n"
    yield END


def _ics(kinds: str, parts: Iterator[Part]) -> Iterator[str]:
    """The visits whose first day is known."""
    yield from calendar(parts, *frame(__version__))


def calendar(parts: Iterator[Part], head: bytes, end: bytes) -> Iterator[str]:
    """A calendar of what is held."""
    yield head.decode()
    for held, setting in parts:
        yield b"".join(event for event in events(held, setting) if event).decode()
    yield end.decode()


FORMS: dict[str, tuple[Written, str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "jsonl": (_jsonl, "application/jsonl; charset=utf-8"),
    "ics": (_ics, "text/calendar; charset=utf-8"),
    "geojson": (_geojson, "application/geo+json"),
}
OF_VISITS = frozenset(("ics", "geojson"))


def parts_of(register: Register, kinds: str, asked: Question) -> Iterator[Part]:
    """All that fits, some at a time, with what its tables need."""
    if kinds in CONTACTS:
        for batch in register.each(asked):
            yield list(batch.entries), _setting(batch)
        return
    found: Iterator[Held] = iter((register.ask_statements if kinds == "statements" else register.ask_claims)(asked)[0])
    digest = register.digest()
    while some := list(islice(found, SAID_AT_ONCE)):
        reports = {one.origin.report for one in some if not isinstance(one, Entry)}
        yield some, Setting(addresses=register.addresses(reports), digest=digest, version=__version__)


def _setting(batch: Batch) -> Setting:
    """What the rows of a table share."""
    visits = [entry for entry in batch.toured if entry.kind is ContactKind.VISIT]
    return Setting(trips=trips_of(visits), addresses=batch.addresses, digest=batch.digest, version=__version__)


def read_in(desk: Desk, read: Callable[[Register], Iterator[str]]) -> Callable[[], Iterator[bytes]]:
    """What reads a register of its own and gives what it writes, in bytes, without empty parts."""

    def made() -> Iterator[bytes]:
        with looking(desk.settings.register) as register:
            for text in read(register):
                if text:
                    yield text.encode()

    return made


def file_name(asked: Selection, form: str) -> str:
    """A name that tells the selection: ``visits-to-CAN-since-2022-10.csv``."""
    told = (f"{name}-{value}" for name, value in asked.filters.items())
    words = "-".join(re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-")[:40] for part in (asked.kinds, *told))
    return f"{words[:120].strip('-')}.{form}"


def sound(asked: Selection) -> Selection:
    """A selection that can be answered.

    Raises   UsageError where a value that was given cannot be asked for.
    """
    for name, fault in asked.faults.items():
        raise UsageError(f"{name} {asked.given.value(name)}: {fault.rstrip('.')}")
    return asked


def _download_of(kinds: str, form: str) -> Callable[..., Response]:
    """What sends a list in a form."""
    write, media_type = FORMS[form]

    def sent(at: At, told: Asked) -> Response:
        asked = sound(select(kinds, told))
        try:
            at.register.held()
        finally:
            at.close()
        read = read_in(at.desk, lambda register: write(kinds, parts_of(register, kinds, asked.question)))
        return streamed(read, media_type=media_type, name=file_name(asked, form))

    sent.__name__ = f"{kinds}_{form}"
    sent.__doc__ = f"The {kinds} that fit, all of them."
    return sent


def planned(at: At, told: Asked) -> Response:
    """The visits from a month ago on, those called off among them so that calendars take them out; to be subscribed to."""
    asked = sound(select("visits", told))
    try:
        at.register.held()
    finally:
        at.close()
    back = moment_given(at.today - timedelta(days=BACK_DAYS), "since")
    wanted = asked.question if asked.question.since else replace(asked.question, since=back)
    name = ", ".join(("Planned visits", *(f"{name} {value}" for name, value in asked.filters.items())))

    def read(register: Register) -> Iterator[str]:
        parts = (([one for one in held if not _denied(one)], setting) for held, setting in parts_of(register, "visits", wanted))
        yield from calendar(parts, *frame(__version__, name, anew_hours=ANEW_HOURS))

    return streamed(read_in(at.desk, read), media_type=FORMS["ics"][1], name="planned.ics", shown=True)


def _denied(one: Held) -> bool:
    """Whether a visit was denied, so that it is no plan."""
    return isinstance(one, Entry) and one.fields["status"].value is Status.DENIED


def _responses(media_type: str) -> dict[int | str, dict[str, object]]:
    return {200: {"content": {media_type.partition(";")[0]: {}}}}


for _kinds in NOUNS:
    for _form, (_, _media_type) in FORMS.items():
        if _form in OF_VISITS and _kinds != "visits":
            continue
        router.add_api_route(
            f"/{_kinds}.{_form}",
            _download_of(_kinds, _form),
            summary=f"The {_kinds} that fit as {_form}",
            response_class=Response,
            responses=_responses(_media_type),
        )
router.add_api_route(
    "/feeds/planned.ics",
    planned,
    summary="The planned visits to subscribe to",
    response_class=Response,
    responses=_responses("text/calendar"),
)
