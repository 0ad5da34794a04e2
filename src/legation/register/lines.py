"""Lines of versions: which kept texts are versions of one report, which of them counts, and which reports print one text.

Versions are of one line where they share an address, or an id that is a name; a version that shares the address of one line and
the id of another shows that the two are one. What counts is chosen by the views of the file, see ``migrations``.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from legation.identity import ID_DIGITS
from legation.model import Report
from legation.register.address import address_of
from legation.register.rows import Version, report_from_row

# The last row that has an address or id is always in the line that stands: lines are joined by adding rows.
LINE_BY = {
    "address": "SELECT line FROM versions WHERE address = ? ORDER BY number DESC LIMIT 1",
    "name": "SELECT line FROM versions WHERE name = ? ORDER BY number DESC LIMIT 1",
}
JOIN_LINES = """
    INSERT INTO versions (report, line, name, address, body, modified, partial, again)
    SELECT report, ?, name, address, body, modified, partial, again FROM versions
    WHERE line = ? AND number = (SELECT max(later.number) FROM versions AS later WHERE later.report = versions.report)
    ORDER BY number
"""
SAME_TEXT = "SELECT 1 FROM versions WHERE body = ? LIMIT 1"
KEPT_AT = "(SELECT readings.at FROM readings WHERE readings.report = reports.number ORDER BY readings.number LIMIT 1) AS at"


def place(connection: sqlite3.Connection, number: int, version: Mapping[str, object], *, again: bool) -> bool:
    """Puts a version that has been added into its line.

    Takes    number = of the report's row; version = its own row; again = whether it was told to count once more, whatever days say.
    Gives    whether it stands alone: no other shares its address, its name or its text.
    """
    row = {"report": number, "line": number, **version, "again": int(again)}
    found = {held[0] for column, query in LINE_BY.items() if (held := connection.execute(query, (row[column],)).fetchone())}
    for line in sorted(found):
        if row["line"] == number:
            row["line"] = line
        else:
            connection.execute(JOIN_LINES, (row["line"], line))
    columns, marks = ", ".join(row), ", ".join("?" for _ in row)
    alone = not found and connection.execute(SAME_TEXT, (row["body"],)).fetchone() is None
    connection.execute(f"INSERT INTO versions ({columns}) VALUES ({marks})", tuple(row.values()))
    return alone


def own_id(connection: sqlite3.Connection, report: Report) -> str:
    """The id under which a report is kept: its own, but where that is its text's digest and the text is held under another address, a
    further one; under the same address the one that it has there, however a run has numbered it.
    """
    digest = report.sha256[:ID_DIGITS]
    if report.id != digest and not re.fullmatch(rf"{digest}-\d+", report.id):
        return report.id
    query = "SELECT DISTINCT reports.id, address FROM reports JOIN versions ON versions.report = reports.number WHERE sha256 = ?"
    held = {row["address"]: str(row["id"]) for row in connection.execute(query, (report.sha256,))}
    known = held.get(address_of(replace(report, id=digest)))
    if known is not None or digest not in held.values():
        return known or digest
    return next(name for number in count(2) if (name := f"{digest}-{number}") not in held.values())


def find_version(connection: sqlite3.Connection, report_id: str) -> int | None:
    """The number of the version that a report's id means: of those under the id the one that counts, else the full one of the last day."""
    query = "SELECT report, line FROM placed WHERE id = ? ORDER BY partial DESC, day, report"
    own = connection.execute(query, (report_id,)).fetchall()
    if not own:
        return None
    leading = _leading(connection, {row["line"] for row in own})
    numbers = [row["report"] for row in own]
    counting = [number for number in numbers if number in leading]
    if len(counting) > 1:
        # The same text under several addresses, its id the text's digest: only the view of all copies can tell.
        marks = ", ".join("?" for _ in counting)
        counting += [row["report"] for row in connection.execute(f"SELECT report FROM counted WHERE report IN ({marks})", counting)]
    return int((counting or numbers)[-1])


def versions(connection: sqlite3.Connection, report_id: str) -> tuple[Version, ...]:
    """All versions of a report in the order kept."""
    lines = {row["line"] for row in connection.execute("SELECT line FROM placed WHERE id = ?", (report_id,))}
    leading = _leading(connection, lines)
    query = f"SELECT reports.*, {KEPT_AT} FROM placed JOIN reports ON reports.number = placed.report WHERE line = ? ORDER BY reports.number"
    rows = [row for line in sorted(lines) for row in connection.execute(query, (line,))]
    return tuple(Version(report=report_from_row(row), at=row["at"], counts=row["number"] in leading) for row in rows)


def copies(connection: sqlite3.Connection, report_id: str) -> tuple[Version, ...]:
    """All reports that print the same text as a report, itself among them, the one that counts first; none where it has no copy."""
    number = find_version(connection, report_id)
    held = connection.execute("SELECT line, body FROM placed WHERE report = ?", (number,)).fetchone()
    if held is None or number not in _leading(connection, {held["line"]}):
        return ()
    lines = {row["line"] for row in connection.execute("SELECT line FROM placed WHERE body = ?", (held["body"],))}
    if len(lines) == 1:
        return ()
    query = (
        f"SELECT reports.*, {KEPT_AT}, reports.number = original AS counts FROM standing JOIN reports ON reports.number = standing.report"
        " WHERE body = ? ORDER BY counts DESC, reports.id, standing.address"
    )
    found = connection.execute(query, (held["body"],)).fetchall()
    return tuple(Version(report=report_from_row(row), at=row["at"], counts=bool(row["counts"])) for row in found) if len(found) > 1 else ()


def _leading(connection: sqlite3.Connection, lines: set[int]) -> set[int]:
    """The versions that count in their lines."""
    # Line by line: given one line, the view looks at no other.
    query = "SELECT report FROM leading WHERE line = ?"
    return {row["report"] for line in lines for row in connection.execute(query, (line,))}
