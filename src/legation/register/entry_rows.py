"""Entries as rows to look them up by: days, status, people, countries, how they hang together, and the doubts between them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from legation.ask.query import contact_of, days_of, folded
from legation.model import ContactKind, Entry, Party, Status
from legation.register.entries import place_in_list
from legation.register.merge.clusters import Doubt
from legation.register.merge.links import Tie, links_between, tie_of
from legation.register.merge.values import identity
from legation.register.rows import insert
from legation.register.sightings import BREAK
from legation.stored import to_plain

NUMBERS = "(SELECT value FROM json_each(?))"
WIDE_DAYS = 400
"""From the first day to the last, of all entries but those that are looked for by themselves."""
AFAR_DAYS = 20
"""More days than lie between two stops of a tour, or a meeting and the end of the visit that it is part of."""
NEIGHBOURS = """
    SELECT entries.number FROM entries
    WHERE entries.number IN (SELECT entry FROM parties WHERE identity IN (SELECT value FROM json_each(:people))) AND (
        (kind = 'visit' AND destination IN (SELECT value FROM json_each(:destinations)))
        OR coalesce(high, low) >= :first AND coalesce(low, high) <= :last
    )
    UNION SELECT entry FROM sightings WHERE report IN (SELECT value FROM json_each(:reports)) AND entry IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as the rows that it is looked up by."""

    row: dict[str, object]
    parties: list[dict[str, object]]
    countries: list[str]
    members: list[int]
    """Numbers of the sightings that it is made of."""


def as_rows(entry: Entry, members: list[int], *, judged: bool) -> Written:
    """The rows of an entry that is made of the outlines of its findings.

    Takes    judged = whether people have said something of it.
    """
    contact = contact_of(entry)
    days = days_of(contact)
    tied = entry.kind in (ContactKind.VISIT, ContactKind.MEETING)
    low = days.earliest.toordinal() if days and days.earliest else None
    high = days.latest.toordinal() if days and days.latest else None
    row: dict[str, object] = {
        "id": entry.id,
        "kind": entry.kind.value,
        "state": entry.state.value,
        "status": contact.status.value,
        "destination": contact.destination,
        "low": low,
        "high": high,
        "wide": int(low is None or high is None or high - low > WIDE_DAYS),
        "place": "\x01".join(place_in_list(entry)),
        "tie": _tie_text(tie_of(entry)) if tied else None,
        "corrected": _corrected_words(entry),
        "judged": int(judged),
    }
    countries = {contact.destination, *(stop.place.country for stop in contact.stops)}
    return Written(row, [_row_of_party(party) for party in contact.parties], sorted(c for c in countries if c), members)


def _row_of_party(party: Party) -> dict[str, object]:
    actor = party.actor
    held = not actor.elect and not actor.former
    return {
        "role": party.role,
        "identity": identity(actor),
        "country": actor.country,
        "wikidata": actor.wikidata,
        "post_class": actor.post_class if held else None,
        "post": folded(actor.post or "") if held else None,
        "words": folded(" ".join(form for form in (actor.name, actor.surface, actor.post, actor.organisation) if form)),
    }


def write(connection: sqlite3.Connection, written: Written) -> int:
    """Writes the rows of an entry and gives its number."""
    number = insert(connection, "entries", written.row)
    connection.executemany("UPDATE sightings SET entry = ? WHERE number = ?", [(number, member) for member in written.members])
    for row in written.parties:
        party = insert(connection, "parties", {"entry": number, **row})
        connection.execute("INSERT INTO party_words (rowid, words) VALUES (?, ?)", (party, row["words"]))
    connection.executemany("INSERT INTO countries (country, entry) VALUES (?, ?)", [(country, number) for country in written.countries])
    return number


def _corrected_words(entry: Entry) -> str | None:
    """The places, topics and purpose that people have set, which no quote may hold."""
    contact = contact_of(entry)
    texts = {
        "stops": [form for stop in contact.stops for form in (stop.place.name, stop.place.surface)],
        "topics": [topic.text for topic in contact.topics],
        "purpose": [contact.purpose or ""],
    }
    found = [folded(text) for name, words in texts.items() if entry.fields[name].judgement for text in words]
    return f" {f' {BREAK} '.join(found)} " if found else None


def drop(connection: sqlite3.Connection, number: int) -> None:
    """Takes an entry away; its sightings are in none for now."""
    for row in connection.execute("SELECT number, words FROM parties WHERE entry = ?", (number,)).fetchall():
        connection.execute("INSERT INTO party_words (party_words, rowid, words) VALUES ('delete', ?, ?)", tuple(row))
    connection.execute("UPDATE sightings SET entry = NULL WHERE entry = ?", (number,))
    for table in ("parties", "countries", "links"):
        connection.execute(f"DELETE FROM {table} WHERE entry = ?", (number,))
    connection.execute("DELETE FROM links WHERE other = ?", (number,))
    connection.execute('DELETE FROM doubts WHERE "left" = ? OR "right" = ?', (number, number))
    connection.execute("DELETE FROM entries WHERE number = ?", (number,))


def note_doubt(connection: sqlite3.Connection, entries: tuple[int, int], sightings: tuple[int, int], doubt: Doubt) -> None:
    """Writes a pair of entries of which a person is asked, and the sightings that the doubt rests on."""
    query = 'INSERT OR REPLACE INTO doubts ("left", "right", one, other, reasons) VALUES (?, ?, ?, ?, ?)'
    connection.execute(query, (*entries, *sightings, json.dumps(doubt.reasons, ensure_ascii=False)))


def link_all(connection: sqlite3.Connection) -> None:
    """Makes the links of all entries anew."""
    connection.execute("DELETE FROM links")
    ties = _ties(connection, "SELECT number, tie FROM entries WHERE tie IS NOT NULL")
    _link(connection, ties, set(ties))


def link_around(connection: sqlite3.Connection, touched: Iterable[Tie]) -> None:
    """Makes the links of those entries anew that may be tied to some that are new or gone."""
    around = {number for tie in touched for number in _neighbours(connection, tie)}
    query = f"SELECT number, tie FROM entries WHERE tie IS NOT NULL AND number IN {NUMBERS}"
    ties = _ties(connection, query, json.dumps(sorted(around)))
    further = around.union(*(_neighbours(connection, tie) for tie in ties.values()))
    connection.executemany("DELETE FROM links WHERE entry = ?", [(number,) for number in ties])
    _link(connection, _ties(connection, query, json.dumps(sorted(further))), set(ties))


def tie_held(connection: sqlite3.Connection, number: int) -> Tie | None:
    """What may tie an entry to others; None for a call or an invitation."""
    (text,) = connection.execute("SELECT tie FROM entries WHERE number = ?", (number,)).fetchone()
    return _tie(text) if text else None


def _neighbours(connection: sqlite3.Connection, tie: Tie) -> list[int]:
    """The entries that may be tied to one, or were."""
    first, last = (tie.starts or date.min).toordinal() - AFAR_DAYS, (tie.ends or tie.starts or date.max).toordinal() + AFAR_DAYS
    wanted = {
        "people": json.dumps(tie.visitors),
        "destinations": json.dumps([tie.destination] if tie.kind is ContactKind.VISIT else []),
        "reports": json.dumps(sorted(tie.reports)),
        "first": first if tie.starts else 10**9,
        "last": last,
    }
    return [row[0] for row in connection.execute(NEIGHBOURS, wanted)]


def _ties(connection: sqlite3.Connection, query: str, *values: object) -> dict[int, Tie]:
    """What may tie entries to others, by their numbers."""
    return {row["number"]: _tie(row["tie"]) for row in connection.execute(query, values)}


def _link(connection: sqlite3.Connection, ties: Mapping[int, Tie], wanted: Container[int]) -> None:
    """Writes the links that lead from the entries wanted to any of these."""
    numbers = {tie.id: number for number, tie in ties.items()}
    found = [(numbers[one], kind, numbers[other]) for one, told in links_between(ties.values()).items() for kind, other in told]
    rows = [row for row in found if row[0] in wanted]
    connection.executemany("INSERT INTO links (entry, kind, other) VALUES (?, ?, ?)", rows)


def _tie_text(tie: Tie) -> str:
    values = [getattr(tie, field.name) for field in fields(Tie)]
    plain = [sorted(v, key=str) if isinstance(v, frozenset) else to_plain(v) for v in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _tie(text: str) -> Tie:
    name, kind, status, destination, starts, ends, visitors, homes, places, reports = json.loads(text)
    return Tie(
        id=name,
        kind=ContactKind(kind),
        status=Status(status),
        destination=destination,
        starts=date.fromisoformat(starts) if starts else None,
        ends=date.fromisoformat(ends) if ends else None,
        visitors=tuple(visitors),
        homes=frozenset(homes),
        places=frozenset(places),
        reports=frozenset(reports),
    )
