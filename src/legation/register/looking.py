"""What a page on one thing needs of a register, looked up by itself: its reports, judgements, neighbours in time, and pairs in doubt."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest, nsmallest
from typing import cast

from legation.ask.query import Question
from legation.ask.said import Told
from legation.model import Bearing, Claim, Contact, ContactKind, Entry, EntryState, Finding, Judgement, Report, Statement, Status
from legation.register.bearings import AnyTold, Fit, fits
from legation.register.corrected_said import as_corrected
from legation.register.decided import key_of
from legation.register.entries import PREFIXES
from legation.register.entry_rows import NUMBERS
from legation.register.found import where
from legation.register.holding import numbers_called
from legation.register.listed import Listed, listed_numbered
from legation.register.merge.values import identity
from legation.register.rows import proved_finding, report_from_row
from legation.register.sayings import OF_FINDINGS, OF_REPORTS, WITHDRAWING, judgements_called
from legation.register.sightings import origin_of
from legation.register.store import Register

SHOWN = 5
OF_ID = f"""
    SELECT reports.*, counting.state AS stands FROM counting JOIN reports ON reports.number = counting.report WHERE reports.id IN {NUMBERS}
"""
TOLD_UNDER = """
    SELECT findings.*, reports.id AS report, reports.text, reports.published, counting.state AS stands,
        json_extract(reports.metadata, '$.authority') AS authority
    FROM findings JOIN counting ON counting.reading = findings.reading JOIN reports ON reports.number = counting.report
"""
IN_ORDER = 'ORDER BY kind, place, beside, "left", "right"'
MADE = (Status.OCCURRED.value, Status.UNDER_WAY.value)
AHEAD = (*MADE, Status.PLANNED.value)
OF_IDS = "SELECT number FROM entries WHERE id IN (?, ?)"
NEAR = f"""
    SELECT DISTINCT entries.number, entries.low FROM parties AS other CROSS JOIN entries ON entries.number = other.entry
    WHERE other.identity IN {NUMBERS} AND +entries.kind = ? AND entries.number <> (SELECT number FROM entries WHERE id = ?)
        AND coalesce(entries.low, entries.high) BETWEEN ? AND ?
    ORDER BY abs(coalesce(entries.low, entries.high) - ?), entries.place LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The visits of one sort before and after another one."""

    before: tuple[Listed, ...]
    """The latest first."""
    after: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entries of which a person is asked whether they are one contact, and why."""

    left: Listed
    right: Listed
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Which visits are looked for around one: of one person; else from one country to another, of a post where one is given."""

    identity: str | None = None
    post_class: str | None = None
    home: str | None = None
    destination: str | None = None


LINKED = """
    WITH RECURSIVE own (number) AS (SELECT number FROM entries WHERE id = ?1),
        tour (number) AS (
            SELECT number FROM own UNION SELECT other FROM links JOIN tour ON links.entry = tour.number WHERE kind = 'same_tour' LIMIT ?2
        )
    SELECT 'same_tour' AS tie, entries.number, place FROM tour JOIN entries ON entries.number = tour.number WHERE id <> ?1
    UNION SELECT links.kind, other, place FROM own JOIN links ON links.entry = own.number JOIN entries ON entries.number = other
        WHERE links.kind <> 'same_tour'
    UNION SELECT links.kind || '_this', links.entry, place FROM own JOIN links ON links.other = own.number
        JOIN entries ON entries.number = links.entry WHERE links.kind <> 'same_tour'
    ORDER BY tie, place LIMIT ?2
"""
Place = tuple[str, str, str]
"""Where a pair in doubt stands in the list of all: by its kind and by the places of its entries."""


def called(register: Register, name: str) -> list[tuple[str, ContactKind]]:
    """Ids and kinds of the entries that an id means: the one that is or was called so, else those whose ids begin so."""
    letter, dash, _ = name.partition("-")
    kinds = {prefix: kind for kind, prefix in PREFIXES.items()}
    with register._view():
        numbers = numbers_called(register.connection, name, kinds.get(letter) if dash else None)
        query = f"SELECT id, kind FROM entries WHERE number IN {NUMBERS} ORDER BY place"
        return [(row["id"], ContactKind(row["kind"])) for row in register.connection.execute(query, (json.dumps(numbers[:SHOWN]),))]


def reports_called(register: Register, names: Iterable[str]) -> dict[str, Report]:
    """The reports that count under some ids, each in the state in which it stands."""
    with register._view():
        rows = register.connection.execute(OF_ID, (json.dumps(sorted(names)),)).fetchall()
    return {row["id"]: report_from_row(row) for row in rows}


def said_called(register: Register, sort: type[Statement] | type[Claim], name: str) -> list[Told[Statement] | Told[Claim]]:
    """The statements, or claims, that count whose id is this, else those whose id begins so; as people have corrected them."""
    kind = "statement" if sort is Statement else "claim"
    query = f"{TOLD_UNDER} WHERE findings.kind = ? AND findings.id >= ? AND findings.id < ? ORDER BY findings.id, findings.number LIMIT ?"
    with register._view():
        rows = register.connection.execute(query, (kind, name, f"{name}~", SHOWN)).fetchall()
    exact = [row for row in rows if row["id"] == name][:1]
    return [_told(register, row) for row in exact or rows]


def _told(register: Register, row: sqlite3.Row) -> Told[Statement] | Told[Claim]:
    """A statement or claim with what is corrected of it, and the report that tells it."""
    finding = cast("Finding[Statement]", proved_finding(row))
    standing = (fit.judgement for fit in judged_of(register, [finding]) if fit.fits and fit.withdrawn_by is None)
    right = as_corrected(finding, [judgement for judgement in standing if judgement.answer == "correct"])
    return Told(finding=right, origin=origin_of(row["report"], row["published"], row["stands"], row["authority"] or "press"))


def listed_called(register: Register, names: Sequence[str]) -> tuple[Listed, ...]:
    """The entries with these ids as rows of a list, in the order of the list."""
    query = f"SELECT number FROM entries WHERE id IN {NUMBERS} ORDER BY place"
    with register._view():
        numbers = [row[0] for row in register.connection.execute(query, (json.dumps(list(names)),))]
        return listed_numbered(register.connection, numbers)


def homes_of(register: Register, findings: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, ContactKind]]:
    """Id and kind of the entry that holds each of some findings, which go by report and id."""
    query = """
        SELECT sightings.report, sightings.id, entries.id AS name, entries.kind FROM json_each(?) AS wanted
        JOIN findings ON findings.id = json_extract(wanted.value, '$[1]')
        JOIN sightings ON sightings.number = findings.number AND sightings.report = json_extract(wanted.value, '$[0]')
        JOIN entries ON entries.number = sightings.entry
    """
    with register._view():
        rows = register.connection.execute(query, (json.dumps(sorted(set(findings))),)).fetchall()
    return {(row["report"], row["id"]): (row["name"], ContactKind(row["kind"])) for row in rows}


def rejected(made: Iterable[Fit]) -> bool:
    """Whether the latest word of people that stands is that there was no such thing."""
    answers = (fit.judgement.answer for fit in made if fit.withdrawn_by is None and fit.fits)
    return next((answer == "reject" for answer in answers if answer in ("accept", "reject")), False)


def judged_of(register: Register, findings: Sequence[AnyTold]) -> tuple[Fit, ...]:
    """The judgements that bear on one of some findings, or withdraw one that does, the latest first."""
    reports = json.dumps(sorted({finding.report_id for finding in findings}))
    with register._view():
        names = {row[0] for query in (OF_REPORTS, OF_FINDINGS) for row in register.connection.execute(query, (reports,))}
        ids = json.dumps(sorted({finding.id for finding in findings}))
        query = f'SELECT id FROM judgements WHERE "left" IN {NUMBERS}'
        names |= {row[0] for row in register.connection.execute(query, (ids,))}
    found = judged_now(register, names)
    own = {key_of(finding) for finding in findings}
    bearing = {fit.judgement.id for fit in found if own & {key_of(f) for f in (*fit.left, *fit.right)}}
    return tuple(fit for fit in found if {fit.judgement.id, fit.judgement.withdraws} & bearing)


def judged_page(register: Register, *, limit: int, offset: int) -> tuple[tuple[Fit, ...], int]:
    """Some of all judgements, the latest first, with what they bear on now; and how many there are."""
    with register._view():
        (total,) = register.connection.execute("SELECT count(*) FROM judgements").fetchone()
        query = "SELECT id FROM judgements ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"
        names = [row[0] for row in register.connection.execute(query, (limit, offset))]
    by_name = {fit.judgement.id: fit for fit in judged_now(register, names)}
    return tuple(by_name[name] for name in names if name in by_name), int(total)


def judged_now(register: Register, names: Collection[str]) -> tuple[Fit, ...]:
    """Some judgements with what they bear on now, the latest first, and all that withdraw one of them."""
    if not names:
        return ()
    with register._view():
        wanted = set(names)
        while more := {row[0] for row in register.connection.execute(WITHDRAWING, (json.dumps(sorted(wanted)),))} - wanted:
            wanted |= more
        # One that withdraws fits as long as what it withdraws is there.
        query = f"SELECT withdraws FROM judgements WHERE withdraws IS NOT NULL AND id IN {NUMBERS}"
        withdrawn = {row[0] for row in register.connection.execute(query, (json.dumps(sorted(wanted)),))}
        made = tuple(judgements_called(register.connection, wanted | withdrawn))
        told = {key_of(finding): finding for finding in _told_under(register.connection, _ids(made))}
    bearings = [bearing for judgement in made for bearing in (*judgement.left_findings, *judgement.right_findings)]
    lost = {bearing.report for bearing in bearings if (bearing.report, bearing.finding) not in told}
    counting = register.counting_for(lost) if lost else {}
    if lost:
        told |= {key_of(finding): finding for finding in _all_told(register, bearings, lost | set(counting.values()))}
    return tuple(fit for fit in fits(made, told.values(), counting) if fit.judgement.id in wanted)


def _ids(made: Iterable[Judgement]) -> set[str]:
    """The ids of all findings that judgements name."""
    found: set[str] = set()
    for judgement in made:
        found |= {bearing.finding for bearing in (*judgement.left_findings, *judgement.right_findings)}
        found |= {judgement.left, judgement.right or ""}
    return found


def _told_under(connection: sqlite3.Connection, ids: Iterable[str]) -> list[AnyTold]:
    """The findings that count under some ids."""
    rows = connection.execute(f"{TOLD_UNDER} WHERE findings.id IN {NUMBERS}", (json.dumps(sorted(ids)),))
    return [proved_finding(row) for row in rows]


def _all_told(register: Register, bearings: Iterable[Bearing], reports: set[str]) -> list[AnyTold]:
    """All that reports tell of the kinds that judgements bear on, for what other rules tell otherwise to be known again."""
    kinds = {bearing.kind for bearing in bearings if bearing.report in reports}
    found: list[AnyTold] = []
    if kinds - {"statement", "claim"}:
        found += register.told(Contact, reports=reports)[0]
    if "statement" in kinds:
        found += register.told(Statement, reports=reports)[0]
    if "claim" in kinds:
        found += register.told(Claim, reports=reports)[0]
    return found


def linked_to(register: Register, entry: Entry, *, limit: int) -> list[tuple[str, Listed]]:
    """The entries that hang together with one: all stops of its tour, what it was put off to or is part of, and the other way round.

    Gives    with each ``same_tour``, ``postponed_to`` or ``part_of``; with ``_this`` behind it where the other one is so of this.
    """
    with register._view():
        rows = register.connection.execute(LINKED, (entry.id, limit)).fetchall()
        found = listed_numbered(register.connection, [row["number"] for row in rows])
    return [(row["tie"], one) for row, one in zip(rows, found, strict=True)]


def visits_around(register: Register, sort: Sort, entry: Entry, *, limit: int) -> Around:
    """The visits of a sort that came about before an entry begins, and those after it that did or are planned; at most so many of each."""
    members, values = _members(sort)
    query = f"""
        SELECT entries.number, place, status FROM ({members}) AS member CROSS JOIN entries ON entries.number = member.entry
        WHERE kind = 'visit' AND state = '{EntryState.STANDING.value}' AND low IS NOT NULL AND id <> ?
    """
    with register._view():
        own = register.connection.execute("SELECT place FROM entries WHERE id = ? AND low IS NOT NULL", (entry.id,)).fetchone()
        rows = register.connection.execute(query, (*values, entry.id)).fetchall() if own else []
        before = nlargest(limit, ((place, number) for number, place, status in rows if place < own[0] and status in MADE))
        after = nsmallest(limit, ((place, number) for number, place, status in rows if place > own[0] and status in AHEAD))
        made = listed_numbered(register.connection, [number for _, number in (*before, *after)])
    return Around(before=made[: len(before)], after=made[len(before) :])


def _members(sort: Sort) -> tuple[str, list[object]]:
    """A query for the numbers of all entries of a sort, with its values; a pair of countries is looked up before a post, being rarer."""
    if sort.identity is not None:
        return "SELECT entry FROM parties WHERE identity = ? AND role = 'visitor'", [sort.identity]
    pair = """
        SELECT entry FROM countries WHERE country = ?
        INTERSECT SELECT entry FROM parties WHERE country = ? AND role = 'visitor'
    """
    if sort.post_class is None:
        return pair, [sort.destination, sort.home]
    held = "SELECT 1 FROM parties WHERE parties.entry = both.entry AND role = 'visitor' AND post_class = ? AND country = ?"
    return f"SELECT entry FROM ({pair}) AS both WHERE EXISTS ({held})", [sort.destination, sort.home, sort.post_class, sort.home]


def near(register: Register, entry: Entry, days: tuple[date, date], *, within: int, limit: int) -> tuple[Listed, ...]:
    """Other entries of the same kind and of one of its people that begin within some days of it, the nearest first."""
    parties = entry.fields["parties"].value
    people = [identity(party.actor) for party in (parties if isinstance(parties, tuple) else ()) if party.role != "host"]
    first, last = days[0].toordinal(), days[1].toordinal()
    values = (json.dumps(people), entry.kind, entry.id, first - within, last + within, first, limit)
    with register._view():
        numbers = [row["number"] for row in register.connection.execute(NEAR, values)]
        return tuple(listed_numbered(register.connection, numbers))


def doubts_of(register: Register, asked: Sequence[Question], *, limit: int, offset: int = 0) -> tuple[tuple[Pair, ...], int]:
    """Pairs in doubt of which one side fits a question, some of them in the order of the list; and how many fit."""
    condition, values = _one_side_fits(asked)
    with register._view():
        (total,) = register.connection.execute(f"SELECT count(*) FROM doubts WHERE {condition}", values).fetchone()
        query = f"SELECT * FROM doubts WHERE {condition} {IN_ORDER} LIMIT ? OFFSET ?"
        rows = register.connection.execute(query, (*values, limit, offset)).fetchall()
        return _pairs(register.connection, rows), int(total)


def _pairs(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> tuple[Pair, ...]:
    """The pairs of some rows of doubts."""
    numbers = list({number for row in rows for number in (row["left"], row["right"])})
    held = {one.number: one for one in listed_numbered(connection, numbers)}
    return tuple(Pair(left=held[row["left"]], right=held[row["right"]], reasons=tuple(json.loads(row["reasons"]))) for row in rows)


def doubts_by_kind(register: Register) -> dict[ContactKind, int]:
    """How many pairs of each kind are in doubt."""
    with register._view():
        rows = register.connection.execute("SELECT kind, count(*) FROM doubts GROUP BY kind").fetchall()
    return {ContactKind(kind): number for kind, number in rows}


def doubt_between(register: Register, left: str, right: str) -> tuple[tuple[str, ...], Place] | None:
    """Why two entries are left apart in doubt, and the place of the pair in the list; None where they are not."""
    query = f'SELECT * FROM doubts WHERE "left" IN ({OF_IDS}) AND "right" IN ({OF_IDS})'
    with register._view():
        row = register.connection.execute(query, (left, right, left, right)).fetchone()
    return (tuple(json.loads(row["reasons"])), (row["kind"], row["place"], row["beside"])) if row else None


def doubts_with(register: Register, entry: Entry, *, limit: int) -> tuple[Pair, ...]:
    """The pairs in doubt of which an entry is one side."""
    query = 'SELECT * FROM doubts WHERE "left" = ?1 UNION SELECT * FROM doubts WHERE "right" = ?1 LIMIT ?2'
    with register._view():
        (number,) = register.connection.execute("SELECT number FROM entries WHERE id = ?", (entry.id,)).fetchone()
        return _pairs(register.connection, register.connection.execute(query, (number, limit)).fetchall())


def next_pair(register: Register, after: Place, asked: Sequence[Question] = ()) -> tuple[str, str] | None:
    """Ids of the next pair in doubt behind a place in the list, else of the first; None where no pair is left."""
    condition, values = _one_side_fits(asked)
    with register._view():
        query = f'SELECT "left", "right" FROM doubts WHERE {condition} AND (kind, place, beside) > (?, ?, ?) {IN_ORDER} LIMIT 1'
        row = register.connection.execute(query, (*values, *after)).fetchone()
        if row is None:
            row = register.connection.execute(f'SELECT "left", "right" FROM doubts WHERE {condition} {IN_ORDER} LIMIT 1', values).fetchone()
        names = [register.connection.execute("SELECT id FROM entries WHERE number = ?", (number,)).fetchone()[0] for number in row or ()]
    return (names[0], names[1]) if row else None


def _one_side_fits(asked: Sequence[Question]) -> tuple[str, list[object]]:
    """The condition that one of the two entries fits one of some questions, with its values."""
    told: list[str] = []
    values: list[object] = []
    for question in asked:
        condition, known = where(question)
        told.append(
            f'"left" IN (SELECT number FROM entries WHERE {condition}) OR "right" IN (SELECT number FROM entries WHERE {condition})'
        )
        values += [*known, *known]
    return (f"({' OR '.join(told)})" if told else "TRUE"), values
