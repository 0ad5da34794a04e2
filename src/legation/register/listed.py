"""Entries as rows of a list: what a row shows is kept beside the entry, so that no finding need be read for it but for its words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from legation.model import Certainty, Contact, ContactKind, EntryState, Party, Status

FIRST_ROLES = {ContactKind.VISIT: ("visitor",), ContactKind.INVITATION: ("inviter",)}
"""Roles of those who act; of other kinds it is the first party."""
WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
ROWS = """
    SELECT told.*, reports.id AS report, reports.number AS kept, substr(reports.text, start + 1, "end" - start) AS words FROM (
        SELECT entries.*, shown.line, wanted.key AS rank, findings.reading, json_extract(findings.json, '$.evidence[0].quote') AS quote,
            json_extract(findings.json, '$.evidence[0].span[0]') AS start, json_extract(findings.json, '$.evidence[0].span[1]') AS "end"
        FROM json_each(?) AS wanted JOIN entries ON entries.number = wanted.value
        JOIN shown ON shown.entry = entries.number JOIN findings ON findings.number = lead
    ) AS told JOIN readings ON readings.number = told.reading JOIN reports ON reports.number = readings.report ORDER BY rank
"""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party as a row shows it: by name, else in the words of the report."""

    name: str
    post: str | None
    country: str | None
    wikidata: str | None
    elect: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a row shows it."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words that an entry rests on first, and where they stand."""

    report: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry as a row of a list."""

    number: int
    """Of its row, as long as the register is not changed."""
    id: str
    kind: ContactKind
    state: EntryState
    status: Status
    certainty: Certainty
    who: tuple[Somebody, ...]
    others: tuple[Somebody, ...]
    """To whom it is, or with whom."""
    places: tuple[Spot, ...]
    destination: str | None
    purpose: str | None
    starts: str | None
    """First day as EDTF."""
    ends: str | None
    reports: int
    words: Words


def shown_of(contact: Contact) -> str:
    """What a row shows of a contact, as the register keeps it."""
    first, others = sides_of(contact)
    places = dict.fromkeys((stop.place.name, stop.place.country) for stop in contact.stops)
    starts, ends = (when.edtf if when else None for when in (contact.starts, contact.ends))
    return WRITER.encode([[_somebody(one) for one in first], [_somebody(one) for one in others], [*places], starts, ends, contact.purpose])


def sides_of(contact: Contact) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Those who act, and those whom they meet."""
    roles = FIRST_ROLES.get(contact.kind)
    if roles is None:
        return contact.parties[:1], contact.parties[1:]
    acting = tuple(party for party in contact.parties if party.role in roles)
    return acting, tuple(party for party in contact.parties if party.role not in roles)


def _somebody(party: Party) -> list[str | bool | None]:
    actor = party.actor
    return [actor.name or actor.surface, actor.post, actor.country, actor.wikidata, actor.elect]


def listed_numbered(connection: sqlite3.Connection, numbers: Sequence[int]) -> tuple[Listed, ...]:
    """The entries with these numbers as rows of a list, in that order."""
    return tuple(_listed(connection, row) for row in connection.execute(ROWS, (json.dumps(list(numbers)),)).fetchall())


def _listed(connection: sqlite3.Connection, row: sqlite3.Row) -> Listed:
    who, others, places, starts, ends, purpose = json.loads(row["line"])
    return Listed(
        number=row["number"],
        id=row["id"],
        kind=ContactKind(row["kind"]),
        state=EntryState(row["state"]),
        status=Status(row["status"]),
        certainty=Certainty(row["certainty"]),
        who=tuple(Somebody(*one) for one in who),
        others=tuple(Somebody(*one) for one in others),
        places=tuple(Spot(*one) for one in places),
        destination=row["destination"],
        purpose=purpose,
        starts=starts,
        ends=ends,
        reports=row["reports"],
        words=_words(connection, row),
    )


def _words(connection: sqlite3.Connection, row: sqlite3.Row) -> Words:
    """The first words of the finding that counts most, as the report has them."""
    start, end, words = row["start"], row["end"], row["words"]
    if words != row["quote"]:
        # SQLite stops counting at a NUL, Python does not.
        (text,) = connection.execute("SELECT text FROM reports WHERE number = ?", (row["kept"],)).fetchone()
        words = text[start:end]
    return Words(report=row["report"], start=start, end=end, quote=words)
