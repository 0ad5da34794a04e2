"""Statements and claims of a list: those of the latest reports first, so many as a page shows, without reading all that are held."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice
from typing import cast

from legation.ask.query import Question
from legation.ask.said import Told, claims_told, statements_told
from legation.model import Authority, Claim, Finding, Origin, Statement
from legation.register.bearings import reports_concerned
from legation.register.corrected_said import as_corrected
from legation.register.decided import corrections_of, decided, key_of
from legation.register.entry_rows import NUMBERS
from legation.register.file import told_faults
from legation.register.rows import proved_finding
from legation.register.sightings import origin_of
from legation.register.store import Register

AnySaid = Told[Statement] | Told[Claim]
Telling = Callable[[Iterable[Finding[Statement]], Iterable[Origin], Question], tuple[tuple[AnySaid, ...], int]]
COUNTED_AT_MOST = 10_000
"""Up to which it is counted how many there are in all."""
LOOKED_AT = 4_000
"""So many are read at most where names or words are asked for; one can go on to look further back."""
UNDATED_AT_MOST = 500
"""Reports without a day that are looked through, to tell how many fit."""
AT_ONCE = 60
"""Reports read at a time."""
TELLING = """
    FROM reports JOIN counting ON counting.report = reports.number
    JOIN findings ON findings.reading = counting.reading AND findings.kind = ?
"""
TOLD = f"""
    SELECT findings.id, findings.json, reports.id AS report, reports.text, reports.published, counting.state,
        json_extract(reports.metadata, '$.authority') AS authority
    {TELLING} WHERE reports.number IN {NUMBERS} ORDER BY published DESC, reports.number DESC, findings.number
"""
LATEST = """
    SELECT reports.number, reports.published, (SELECT count(*) FROM findings WHERE reading = counting.reading AND kind = ?) AS told
    FROM reports JOIN counting ON counting.report = reports.number WHERE {0} ORDER BY published DESC, reports.number DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPage:
    """A page of statements or claims."""

    rows: tuple[AnySaid, ...]
    total: int
    """In all, as far as they were counted."""
    more: bool
    """Whether there are more than that, or may be."""
    undated: int
    """Left out because the day of their report is not known."""
    back_to: date | None = None
    """Where not all were looked through: the day back to which they were."""


def said_page(register: Register, sort: type[Statement] | type[Claim], asked: Question, *, limit: int, offset: int) -> SaidPage:
    """The statements or claims of a page.

    Raises   RegisterError where the register cannot be read.
    """
    with told_faults(register.path):
        return _page(register, sort, asked, limit, offset)


def _page(register: Register, sort: type[Statement] | type[Claim], asked: Question, limit: int, offset: int) -> SaidPage:
    kind = "statement" if sort is Statement else "claim"
    within, days = _within(asked)
    connection = register.connection
    latest = connection.execute(LATEST.format(within), (kind, *days))
    if any((asked.visitor, asked.host, asked.to, asked.from_, asked.text)):
        found = _searched(register, sort, asked, latest, (limit, offset))
        undated = connection.execute(LATEST.format("published IS NULL"), (kind,)) if days else ()
        numbers = list(islice((row["number"] for row in undated if row["told"]), UNDATED_AT_MOST))
        return replace(found, undated=len(_fitting(register, sort, asked, numbers)))
    counted = f"SELECT count(*) FROM (SELECT 1 {TELLING} WHERE {within} LIMIT ?)"
    total = connection.execute(counted, (kind, *days, COUNTED_AT_MOST + 1)).fetchone()[0]
    undated_ones = connection.execute(f"SELECT count(*) {TELLING} WHERE published IS NULL", (kind,)).fetchone()[0] if days else 0
    # Where nothing fits, no report need be looked at.
    wanted, before = _reports_of_page(latest, limit, offset) if total else ([], 0)
    latest.close()
    rows = _fitting(register, sort, asked, wanted, every=True)[offset - before :][:limit]
    shown = tuple(one for one in rows if one is not None)
    return SaidPage(rows=shown, total=min(total, COUNTED_AT_MOST), more=total > COUNTED_AT_MOST, undated=undated_ones)


def _within(asked: Question) -> tuple[str, list[str]]:
    """A condition on the day of publication, with its values."""
    first = asked.since.earliest if asked.since else None
    last = asked.until.latest if asked.until else None
    bounds = [(f"published {sign} ?", day.isoformat()) for sign, day in ((">=", first), ("<=", last)) if day]
    return " AND ".join(part for part, _ in bounds) or "TRUE", [value for _, value in bounds]


def _reports_of_page(latest: sqlite3.Cursor, limit: int, offset: int) -> tuple[list[int], int]:
    """The reports that tell what stands on a page, and how many are told by those before them."""
    wanted: list[int] = []
    seen = before = 0
    for number, _, told in latest:
        if not told:
            continue
        if seen + told <= offset:
            before = seen + told
        else:
            wanted.append(number)
        seen += told
        if seen >= offset + limit:
            break
    return wanted, before


def _searched(
    register: Register, sort: type[Statement] | type[Claim], asked: Question, latest: sqlite3.Cursor, page: tuple[int, int]
) -> SaidPage:
    """Those that fit among the latest, until a page is full and somewhat more is known to fit, or enough have been read; whole days."""
    limit, offset = page
    found: list[AnySaid] = []
    looked, back_to, ended = 0, None, True
    for day, reports in groupby((row for row in latest if row["told"]), key=lambda row: row["published"]):
        if looked >= LOOKED_AT and (len(found) <= offset + limit or len(found) > offset + limit + LOOKED_AT):
            ended = False
            break
        for part in _in_parts(reports, AT_ONCE):
            found += [one for one in _fitting(register, sort, asked, [row["number"] for row in part]) if one is not None]
            looked += sum(row["told"] for row in part)
        back_to = day
    latest.close()
    until = date.fromisoformat(back_to) if back_to and not ended else None
    return SaidPage(rows=tuple(found[offset : offset + limit]), total=len(found), more=not ended, undated=0, back_to=until)


def _in_parts(rows: Iterator[sqlite3.Row], size: int) -> Iterator[list[sqlite3.Row]]:
    while part := list(islice(rows, size)):
        yield part


def _fitting(
    register: Register, sort: type[Statement] | type[Claim], asked: Question, reports: Sequence[int], *, every: bool = False
) -> list[AnySaid | None]:
    """Those of some reports that fit, those of the latest first, as people have judged them.

    Takes    reports = numbers of their rows; every = whether None stands for one that does not fit.
    """
    kind = "statement" if sort is Statement else "claim"
    rows = register.connection.execute(TOLD, (kind, json.dumps(list(reports)))).fetchall()
    found = [cast(Finding[Statement], proved_finding(row)) for row in rows]
    origins = {row["report"]: origin_of(row["report"], row["published"], row["state"], row["authority"] or Authority.PRESS) for row in rows}
    made = register.judgements()
    concerned = {report for judgement in made for report in reports_concerned(judgement)}
    said = decided(made, found, register.counting_for(concerned) if concerned else {})
    kept = [as_corrected(one, corrections_of([one], said)) for one in found if asked.rejected or said.answers.get(key_of(one)) != "reject"]
    at_any_time = replace(asked, since=None, until=None)
    telling = cast(Telling, statements_told if sort is Statement else claims_told)
    told = {key_of(one.finding): one for one in telling(kept, origins.values(), at_any_time)[0]}
    return [told.get(key_of(one)) for one in found if every or key_of(one) in told]
