"""The tables of an export: what a row of each is, its columns, and the rows that what a register holds makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from legation.ask.query import contact_of
from legation.ask.said import Told
from legation.export.column import Column, Row, Setting
from legation.export.columns import (
    CALL_COLUMNS,
    CLAIM_COLUMNS,
    INVITATION_COLUMNS,
    MEETING_COLUMNS,
    STATEMENT_COLUMNS,
    STOP_COLUMNS,
    VISIT_COLUMNS,
)
from legation.export.support import sources_of, sources_of_stop
from legation.model import Claim, ContactKind, Entry, Statement
from legation.record import claim_line, entry_record, statement_line

Held = Entry | Told[Statement] | Told[Claim]
"""What a register holds and a row is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its name, what a row of it is, its columns, what tells its rows apart, and where they come from."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Held, Setting], Iterable[Row]]
    schema: str | None
    """Name of what describes a line of it in the JSON Schema; None for stops, which stand in the lines of their visits."""


def _entry_row(kind: ContactKind) -> Callable[[Held, Setting], Iterable[Row]]:
    """The row of an entry of one kind."""

    def rows(held: Held, setting: Setting) -> Iterable[Row]:
        if isinstance(held, Entry) and held.kind is kind:
            yield Row(record=entry_record(held), setting=setting, entry=held, contact=contact_of(held), sources=sources_of(held))

    return rows


def _stops(held: Held, setting: Setting) -> Iterable[Row]:
    """A row for each stop of a visit, in the order of the journey."""
    for visit in _entry_row(ContactKind.VISIT)(held, setting):
        stops = visit.contact.stops if visit.contact else ()
        for number, (stop, at) in enumerate(zip(visit.record["stops"], stops, strict=True), start=1):
            sources = sources_of_stop(visit.entry, at) if visit.entry else visit.sources
            yield replace(visit, stop=stop, at=at, number=number, sources=sources)


def _statements(held: Held, setting: Setting) -> Iterable[Row]:
    """The row of a statement."""
    if isinstance(held, Told) and isinstance(held.finding.body, Statement):
        yield Row(record=statement_line(held.finding, held.origin), setting=setting)


def _claims(held: Held, setting: Setting) -> Iterable[Row]:
    """The row of a claim."""
    if isinstance(held, Told) and isinstance(held.finding.body, Claim):
        yield Row(record=claim_line(held.finding, held.origin), setting=setting)


VISITS = Table(name="visits", row="one visit", columns=VISIT_COLUMNS, key=("id",), rows=_entry_row(ContactKind.VISIT), schema="visit_entry")
STOPS = Table(
    name="stops",
    row="one stop of a visit, in the order of the journey",
    columns=STOP_COLUMNS,
    key=("visit", "number"),
    rows=_stops,
    schema=None,
)
TABLES = (
    VISITS,
    STOPS,
    Table(
        name="meetings",
        row="one meeting",
        columns=MEETING_COLUMNS,
        key=("id",),
        rows=_entry_row(ContactKind.MEETING),
        schema="meeting_entry",
    ),
    Table(name="calls", row="one call", columns=CALL_COLUMNS, key=("id",), rows=_entry_row(ContactKind.CALL), schema="call_entry"),
    Table(
        name="invitations",
        row="one invitation",
        columns=INVITATION_COLUMNS,
        key=("id",),
        rows=_entry_row(ContactKind.INVITATION),
        schema="invitation_entry",
    ),
    Table(
        name="statements",
        row="what somebody is reported to have said",
        columns=STATEMENT_COLUMNS,
        key=("id",),
        rows=_statements,
        schema="statement_entry",
    ),
    Table(
        name="claims",
        row="a clause that ranks a contact in history",
        columns=CLAIM_COLUMNS,
        key=("id",),
        rows=_claims,
        schema="claim_entry",
    ),
)


def in_order(held: Iterable[Held]) -> list[Held]:
    """Entries as they come, by first day; then statements and claims by report and place there, in whatever order the reports arrived."""
    return sorted(held, key=lambda one: (False,) if isinstance(one, Entry) else (True, *_place_of(one)))


def _place_of(told: Told[Statement] | Told[Claim]) -> tuple[date, str, int, str]:
    """Sorts by day of publication, reports without one last, then by report and place in it."""
    finding = told.finding
    return told.origin.published or date.max, finding.report_id, finding.evidence[0].span.start, finding.id


def rows_of(held: Iterable[Held], table: Table, setting: Setting) -> Iterable[Row]:
    """The rows of a table, in the order of what they are made from."""
    return (row for one in held for row in table.rows(one, setting))


def values_of(row: Row, columns: Sequence[Column]) -> list[object]:
    """The values of a row, in the order of its columns."""
    return [column.take(row) for column in columns]
