"""Contacts as a table: one row each, as a person likes to read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from legation.ask.query import contact_of
from legation.doors.page import cell, console, shortened
from legation.model import Actor, Contact, ContactKind, Entry, EntryState, Finding
from legation.when import When

WORDS_AT_MOST = 90
WIDE = 130
"""Columns of a screen that has room for a column for each thing."""
FIRST_ROLES = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("inviter",)}
"""Roles of those who stand in the column of who acts; of other kinds it is the first party."""
NOT_TOLD = "not told"
STYLES = {"occurred": "green", "under_way": "green", "denied": "red", "cancelled": "red", "postponed": "yellow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the row of one contact says."""

    id: str
    contact: Contact
    certainty: str
    words: str
    reports: int
    state: EntryState = EntryState.STANDING


def line_of_finding(finding: Finding[Contact]) -> Line:
    """The row of what one report tells."""
    words = finding.evidence[0].quote
    return Line(id=finding.id, contact=finding.body, certainty=finding.certainty.value, words=words, reports=1)


def line_of_entry(entry: Entry) -> Line:
    """The row of what the register holds."""
    first = entry.findings[0]
    held = entry.fields.get("certainty")
    return Line(
        id=entry.id,
        contact=contact_of(entry),
        certainty=str(held.value if held else first.certainty.value),
        words=first.evidence[0].quote,
        reports=len({finding.report_id for finding in entry.findings}),
        state=entry.state,
    )


def print_contacts(lines: Iterable[Line], *, kept: bool) -> None:
    """The rows as a table, in fewer columns where the screen is narrow.

    Takes    kept = whether they are entries of a register, whose ids ``legation show`` takes.
    """
    lines = tuple(lines)
    if not lines:
        return
    from rich import box
    from rich.table import Table

    page = console()
    narrow = page.width < WIDE
    first = "id" if kept else "kind"
    wide = (first, "who", "to, with", "places", "days", "status", "certainty", *(["reports"] if kept else []), "words")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in (first, "who, with", "where, when", "status", "words") if narrow else wide:
        table.add_column(name, overflow="fold", no_wrap=name in ("id", "kind"), min_width=10 if name in ("days", "status") else None)
    for line in lines:
        cells = _cells(line, kept=kept)
        table.add_row(*(_joined(cells) if narrow else cells))
    page.print(table)


def _joined(cells: Sequence[Text]) -> list[Text]:
    """The cells of a row in fewer columns, one under the other."""
    name, who, others, where, when, status, certainty, *_, words = cells
    both = [who, Text("with ") + others] if others.plain else [who]
    return [name, Text("\n").join(both), Text("\n").join([where, when]), Text("\n").join([status, certainty]), words]


def _cells(line: Line, *, kept: bool) -> list[Text]:
    """The cells of one row."""
    contact = line.contact
    first, others = sides(contact)
    status = contact.status.value
    cells = [
        cell(line.id if kept else contact.kind.value),
        cell(people(first), "bold"),
        cell(people(others)),
        cell(places(contact)),
        cell(days(contact.starts, contact.ends)),
        cell(status.replace("_", " ") + ("" if line.state is EntryState.STANDING else f" ({line.state.value})"), STYLES.get(status, "")),
        cell(line.certainty),
    ]
    return [*cells, *([cell(str(line.reports))] if kept else []), cell(shortened(line.words, WORDS_AT_MOST), "dim")]


def sides(contact: Contact) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Those who act and those whom they meet."""
    roles = FIRST_ROLES.get(contact.kind)
    if roles is None:
        actors = tuple(party.actor for party in contact.parties)
        return actors[:1], actors[1:]
    return (
        tuple(party.actor for party in contact.parties if party.role in roles),
        tuple(party.actor for party in contact.parties if party.role not in roles),
    )


def people(actors: Sequence[Actor]) -> str:
    """Names with their countries; who is not named stands in the report's words."""
    named = (f"{name_of(actor)} ({actor.country})" if actor.country else name_of(actor) for actor in actors)
    return "; ".join(dict.fromkeys(named))


def name_of(actor: Actor) -> str:
    """The name of a person or body, else the words for him."""
    return actor.name or actor.surface


def places(contact: Contact) -> str:
    """The stops in order and the country."""
    stops = ", ".join(dict.fromkeys(stop.place.surface for stop in contact.stops))
    if stops and contact.destination:
        return f"{stops} ({contact.destination})"
    return stops or contact.destination or NOT_TOLD


def days(starts: When | None, ends: When | None) -> str:
    """First and last day as EDTF."""
    if starts and ends and starts.edtf != ends.edtf:
        return f"{starts.edtf} to {ends.edtf}"
    if starts:
        return starts.edtf
    return f"to {ends.edtf}" if ends else NOT_TOLD
