"""Entries as rows to look them up by: days, status, people, countries, how they hang together, and the doubts between them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from legation.ask.query import contact_of, days_of, folded
from legation.model import Contact, ContactKind, Entry, Party, Status, Stop
from legation.register.entries import place_in_list
from legation.register.listed import shown_of, sides_of
from legation.register.merge.clusters import Doubt
from legation.register.merge.links import Tie, links_between, tie_of
from legation.register.merge.values import identity
from legation.register.sightings import BREAK
from legation.stored import to_plain
from legation.tables.gazetteer import country_names

NUMBERS = "(SELECT value FROM json_each(?))"
WIDE_DAYS = 400
"""From the first day to the last, of all entries but those that are looked for by themselves."""
NO_DAY = 2
"""Marks an entry without any day, as 1 marks one of many or with an open end."""
LAST = "~"
"""Sorts after all words."""
AFAR_DAYS = 20
"""More days than lie between two stops of a tour, or a meeting and the end of the visit that it is part of."""
LONG_DAYS = 60
"""From the first day to the last, of all visits but those that are looked for by themselves."""
SPOTS = """
    INSERT INTO spots (key, geonames, name, country, lat, lon, words) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
"""
STOPS = "INSERT INTO stops (spot, entry) SELECT number, ? FROM spots WHERE key = ?"
IN_ONE_REPORT = f"SELECT entry FROM sightings WHERE report IN {NUMBERS} AND entry IS NOT NULL"
NEAR_IN_TIME = f"""
    SELECT entry FROM tied WHERE person IN {NUMBERS} AND long = 0 AND first BETWEEN ? AND ? AND last >= ?
    UNION ALL SELECT entry FROM tied WHERE person IN {NUMBERS} AND long = 1 AND first <= ? AND last >= ?
"""
OF_SOMEBODY = f"SELECT entry FROM parties WHERE identity IN {NUMBERS}"
PUT_OFF = f"""
    SELECT number FROM entries WHERE kind = 'visit' AND status = '{Status.POSTPONED.value}' AND destination IS ?
    AND EXISTS (SELECT 1 FROM parties WHERE entry = entries.number AND identity IN {NUMBERS})
"""
DOUBT = """
    INSERT OR REPLACE INTO doubts ("left", "right", one, other, reasons, kind, place, beside)
    SELECT one.number, other.number, ?3, ?4, ?5, one.kind, one.place, other.place
    FROM entries AS one CROSS JOIN entries AS other WHERE one.number = ?1 AND other.number = ?2
"""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as the rows that it is looked up by."""

    row: dict[str, object]
    parties: list[dict[str, object]]
    countries: list[str]
    members: list[int]
    """Numbers of the sightings that it is made of."""
    shown: tuple[str | None, str]
    """What may tie it to others, of a visit or meeting, and what a list shows of it."""
    tied: list[tuple[str, int, int, int]]
    """Those who may tie it to others: what names them, whether it is long, its first and last day."""
    spots: list[tuple[str, int | None, str, str | None, float | None, float | None, str]]
    """Its places, each once: what tells it from others, GeoNames id, name, country, latitude, longitude, words."""


def as_rows(entry: Entry, members: list[int], *, judged: bool) -> Written:
    """The rows of an entry that is made of the outlines of its findings.

    Takes    members = numbers of the sightings, in the order of the findings; judged = whether people have said something of it.
    """
    contact = contact_of(entry)
    days = days_of(contact)
    tie = tie_of(entry) if entry.kind in (ContactKind.VISIT, ContactKind.MEETING) else None
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
        "wide": NO_DAY if low is None and high is None else int(low is None or high is None or high - low > WIDE_DAYS),
        "place": "\x01".join(place_in_list(entry)),
        "corrected": _corrected_words(entry),
        "judged": int(judged),
        **_shown(entry, contact),
        "lead": members[0],
    }
    countries = {contact.destination, *(stop.place.country for stop in contact.stops)}
    parties = [_row_of_party(party) for party in contact.parties]
    spots = [*dict.fromkeys(map(_spot, contact.stops))]
    shown = _tie_text(tie) if tie else None, shown_of(contact)
    return Written(row, parties, sorted(c for c in countries if c), members, shown, _tied(tie) if tie else [], spots)


def _tied(tie: Tie) -> list[tuple[str, int, int, int]]:
    """By whom and by which days an entry is found by those that it may be tied to; without a first day it is not."""
    if tie.starts is None:
        return []
    first, last = _bounds(tie.starts, tie.ends)
    return [(person, int(last - first > LONG_DAYS), first, last) for person in tie.visitors]


def _bounds(starts: date, ends: date | None) -> tuple[int, int]:
    """First and last day by their numbers; an end before the beginning, as people may set it, counts for nothing."""
    return starts.toordinal(), max(starts, ends or starts).toordinal()


def _shown(entry: Entry, contact: Contact) -> dict[str, object]:
    """What a list shows of an entry and sorts it by; what is not told comes last."""
    certainty = entry.fields.get("certainty")
    starts, first = contact.starts, (*sides_of(contact)[0], *contact.parties)[:1]
    bounds = (starts.earliest, starts.latest) if starts else (None, None)
    certain = bounds[0] and bounds[1] and bounds[0].year == bounds[1].year
    name = first[0].actor.name or first[0].actor.surface if first else ""
    land = contact.destination and country_names().get(contact.destination, contact.destination)
    return {
        "certainty": str(certainty.value if certainty else entry.findings[0].certainty),
        "year": bounds[0].year if bounds[0] and certain else None,
        "who": folded(name) or LAST,
        "land": folded(land or "") or LAST,
        "reports": len({finding.report_id for finding in entry.findings}),
    }


def _spot(stop: Stop) -> tuple[str, int | None, str, str | None, float | None, float | None, str]:
    place = stop.place
    known = (place.geonames, place.name, place.country, place.lat, place.lon, f" {folded(place.name)} ")
    return json.dumps(known, ensure_ascii=False), *known


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
    return write_all(connection, [written])[0]


def write_all(connection: sqlite3.Connection, made: Sequence[Written]) -> list[int]:
    """Writes the rows of entries, many at a time, and gives their numbers."""
    if not made:
        return []
    first = 1 + (connection.execute("SELECT max(number) FROM entries").fetchone()[0] or 0)
    numbered = list(enumerate(made, first))
    _insert_all(connection, "entries", [{"number": number, **one.row} for number, one in numbered])
    connection.executemany("INSERT INTO shown (entry, tie, line) VALUES (?, ?, ?)", [(number, *one.shown) for number, one in numbered])
    members = [(number, member) for number, one in numbered for member in one.members]
    connection.executemany("UPDATE sightings SET entry = ? WHERE number = ?", members)
    _write_parties(connection, [{"entry": number, **row} for number, one in numbered for row in one.parties])
    countries = [(country, number) for number, one in numbered for country in one.countries]
    connection.executemany("INSERT INTO countries (country, entry) VALUES (?, ?)", countries)
    tied = [(*row, number) for number, one in numbered for row in one.tied]
    connection.executemany("INSERT INTO tied (person, long, first, last, entry) VALUES (?, ?, ?, ?, ?)", tied)
    connection.executemany(SPOTS, dict.fromkeys(spot for one in made for spot in one.spots))
    connection.executemany(STOPS, [(number, spot[0]) for number, one in numbered for spot in one.spots])
    return [number for number, _ in numbered]


def _write_parties(connection: sqlite3.Connection, parties: Sequence[Mapping[str, object]]) -> None:
    """Writes parties, and the words that they go by."""
    if parties:
        first = 1 + (connection.execute("SELECT max(number) FROM parties").fetchone()[0] or 0)
        rows = [{"number": number, **row} for number, row in enumerate(parties, first)]
        _insert_all(connection, "parties", rows)
        connection.executemany("INSERT INTO party_words (rowid, words) VALUES (:number, :words)", rows)


def _insert_all(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Adds rows that have the same columns."""
    columns, marks = ", ".join(f'"{name}"' for name in rows[0]), ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


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
    for table in ("shown", "parties", "tied", "countries", "stops", "links"):
        connection.execute(f"DELETE FROM {table} WHERE entry = ?", (number,))
    connection.execute("DELETE FROM links WHERE other = ?", (number,))
    connection.execute('DELETE FROM doubts WHERE "left" = ? OR "right" = ?', (number, number))
    connection.execute("DELETE FROM entries WHERE number = ?", (number,))


def note_doubt(connection: sqlite3.Connection, entries: tuple[int, int], sightings: tuple[int, int], doubt: Doubt) -> None:
    """Writes a pair of entries of which a person is asked, and the sightings that the doubt rests on."""
    connection.execute(DOUBT, (*entries, *sightings, json.dumps(doubt.reasons, ensure_ascii=False)))


def link_all(connection: sqlite3.Connection) -> None:
    """Makes the links of all entries anew."""
    connection.execute("DELETE FROM links")
    ties = _ties(connection, "SELECT entry, tie FROM shown WHERE tie IS NOT NULL")
    _link(connection, ties, set(ties))


def link_around(connection: sqlite3.Connection, touched: Iterable[Tie]) -> None:
    """Makes the links of those entries anew that may be tied to some that are new or gone."""
    around = set[int]().union(*(_neighbours(connection, tie) for tie in touched))
    query = f"SELECT entry, tie FROM shown WHERE entry IN {NUMBERS} AND tie IS NOT NULL"
    ties = _ties(connection, query, json.dumps(sorted(around)))
    further = set[int]().union(*(_neighbours(connection, tie) for tie in ties.values())) - around
    connection.executemany("DELETE FROM links WHERE entry = ?", [(number,) for number in ties])
    _link(connection, ties | _ties(connection, query, json.dumps(sorted(further))), set(ties))


def tie_held(connection: sqlite3.Connection, number: int) -> Tie | None:
    """What may tie an entry to others; None for a call or an invitation."""
    (text,) = connection.execute("SELECT tie FROM shown WHERE entry = ?", (number,)).fetchone()
    return _tie(text) if text else None


def _neighbours(connection: sqlite3.Connection, tie: Tie) -> set[int]:
    """The entries that may be tied to one, or were: told in one report, near in time, or put off and made later."""
    people = json.dumps(tie.visitors)
    found = set(connection.execute(IN_ONE_REPORT, (json.dumps(sorted(tie.reports)),)))
    if tie.starts is not None:
        first, last = _bounds(tie.starts, tie.ends)
        around = first - AFAR_DAYS, last + AFAR_DAYS
        found.update(connection.execute(NEAR_IN_TIME, (people, around[0] - LONG_DAYS, around[1], around[0], people, around[1], around[0])))
    if tie.kind is ContactKind.VISIT:
        found.update(connection.execute(PUT_OFF, (tie.destination, people)))
        if tie.status is Status.POSTPONED:
            found.update(_made_later(connection, tie.destination, people))
    return {number for (number,) in found}


def _made_later(connection: sqlite3.Connection, destination: str | None, people: str) -> Iterable[tuple[int]]:
    """The entries of some people in a country, to one of which a visit may have been put off."""
    if destination is None:
        return connection.execute(OF_SOMEBODY, (people,))
    return connection.execute(f"{OF_SOMEBODY} INTERSECT SELECT entry FROM countries WHERE country = ?", (people, destination))


def _ties(connection: sqlite3.Connection, query: str, *values: object) -> dict[int, Tie]:
    """What may tie entries to others, by their numbers."""
    return {row["entry"]: _tie(row["tie"]) for row in connection.execute(query, values)}


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
