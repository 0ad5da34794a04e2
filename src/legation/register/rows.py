"""Rows of the register's tables as values, and values as rows: the only place that knows the columns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, TypeVar

from legation.errors import RegisterError
from legation.identity import ID_DIGITS, digest_of
from legation.model import Bearing, Body, Claim, Contact, ContactKind, Finding, Judgement, Report, ReportState, Statement
from legation.record import finding_from_json, finding_to_json
from legation.register.address import address_of
from legation.register.copies import copy_digest
from legation.span import Span
from legation.stored import from_plain, to_plain

T = TypeVar("T")
MATTER = ("id", "text", "url", "title", "outlet", "byline", "dateline", "published", "language", "state")
"""What of a report makes it another version when it changes; where it was read from does not."""
LATER_MATTER = ("modified", "partial")
"""The same, of what the first format did not know: left out where it says nothing, so that versions kept then are known again."""

SIDES = {"left": "left_findings", "right": "right_findings"}
"""The sides of a judgement as rows name them, and the fields of ``Judgement`` that hold what they bear on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One reading that the register keeps: which version of the report, by which rules, when, and whether it counts."""

    number: int
    version: int
    """Of the report, counted from 1 in the order given."""
    report_id: str
    sha256: str
    rules: str
    at: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a report, or one of several reports that print the same text."""

    report: Report
    """As it was given, with what its own record says of its state."""
    at: str
    """When it was kept."""
    counts: bool
    """Whether it stands for its report, or of copies for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A person's word on whether the outlet stands by a report; dated, signed, never erased."""

    report: str
    state: ReportState
    by: str
    at: str
    reason: str


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> int:
    """Adds one row and gives its number."""
    return int(connection.execute(_adding(table, tuple(row)), tuple(row.values())).lastrowid or 0)


@cache
def _adding(table: str, names: tuple[str, ...]) -> str:
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


def row_of_report(report: Report, fingerprint: str) -> dict[str, object]:
    """The columns of a report: its text, all else that is known of it, and what is worth filtering by."""
    metadata = json.dumps(to_plain(report) | {"text": ""}, ensure_ascii=False, separators=(",", ":"))  # type: ignore[operator]
    return {
        "id": report.id,
        "fingerprint": fingerprint,
        "sha256": report.sha256,
        "outlet": report.outlet,
        "published": to_plain(report.published),
        "state": report.state.value,
        "text": report.text,
        "metadata": metadata,
        "proof": digest_of([report.text, metadata]),
    }


def report_from_row(row: sqlite3.Row) -> Report:
    """The report of a row, its text and all else proved to be what was kept.

    Raises   RegisterError where they are not.
    """
    what = f"the report {row['id']!r}"
    if digest_of([row["text"], row["metadata"]]) != row["proof"]:
        raise _damaged(what, "its text or metadata is not what was kept")
    return _read(what, lambda: replace(from_plain(Report, json.loads(row["metadata"])), text=row["text"]))


def fingerprint_of(report: Report) -> str:
    """Digest of all that makes a version of a report."""
    later = {name: to_plain(value) for name in LATER_MATTER if (value := getattr(report, name))}
    return digest_of([*(to_plain(getattr(report, name)) for name in MATTER), *([later] if later else [])])


def row_of_version(report: Report) -> dict[str, object]:
    """The columns by which a version finds the others of its report, and its copies, and by which one of them comes to count."""
    return {
        # An id that is the text's digest names a text, which many addresses may have; any other names a report.
        "name": None if report.id == report.sha256[:ID_DIGITS] else report.id,
        "address": address_of(report),
        "body": copy_digest(report),
        "modified": to_plain(report.modified),
        "partial": int(report.partial),
    }


def row_of_finding(finding: Finding[Body]) -> dict[str, object]:
    """The columns of a finding: the whole of it, and what is worth filtering by."""
    body = finding.body
    contact = body if isinstance(body, Contact) else None
    return {
        "id": finding.id,
        "kind": str(body.kind),
        "status": contact.status.value if contact else None,
        "destination": contact.destination if contact else body.pattern.destination if isinstance(body, Claim) else None,
        "starts": contact.starts.edtf if contact and contact.starts else None,
        "json": finding_to_json(finding),
    }


def finding_from_row(row: sqlite3.Row, report: Report) -> Finding[Contact | Statement | Claim]:
    """The finding of a row, its evidence proved against the report.

    Raises   RegisterError where words and spans have parted, or the row is damaged.
    """
    finding = unproved_finding(row)
    prove(finding, report)
    return finding


def unproved_finding(row: sqlite3.Row) -> Finding[Contact | Statement | Claim]:
    """The finding of a row as it stands there.

    Raises   RegisterError where the row is damaged.
    """
    return _read(f"the finding {row['id']!r}", lambda: finding_from_json(row["json"]))


def proved_finding(row: sqlite3.Row) -> Finding[Contact | Statement | Claim]:
    """The finding of a row that holds the id and the text of its report too.

    Raises   RegisterError where words and spans have parted, or the row is damaged.
    """
    finding = unproved_finding(row)
    _prove(finding, row["report"], row["text"])
    return finding


def prove(finding: Finding[Body], report: Report) -> None:
    """Raises RegisterError unless the report says, where the finding points, the words that it quotes."""
    _prove(finding, report.id, report.text)


def _prove(finding: Finding[Body], report: str, text: str) -> None:
    if finding.report_id != report or not finding.evidence:
        raise _damaged(f"the finding {finding.id!r}", f"it does not rest on words of the report {report!r}")
    for evidence in finding.evidence:
        span = evidence.span
        if evidence.report_id != report or text[span.start : span.end] != evidence.quote:
            where = f"{report!r} at {span.start}-{span.end}"
            raise _damaged(f"the finding {finding.id!r}", f"its quote {evidence.quote!r} is not what {where} says")


def row_of_judgement(judgement: Judgement) -> dict[str, object]:
    """The columns of a judgement; what it bears on stands in rows of its own."""
    return {field.name: getattr(judgement, field.name) for field in fields(Judgement) if field.name not in SIDES.values()}


def judgement_from_row(row: sqlite3.Row, bearings: Iterable[sqlite3.Row]) -> Judgement:
    """The judgement of a row and of the rows of what it bears on."""
    known: dict[str, Any] = {field.name: row[field.name] for field in fields(Judgement) if field.name not in SIDES.values()}
    for bearing in bearings:
        side = SIDES[bearing["side"]]
        known[side] = (*known.get(side, ()), _bearing_from_row(bearing))
    return Judgement(**known)


def row_of_bearing(bearing: Bearing) -> dict[str, object]:
    """The columns of what a judgement bears on."""
    plain = {name: to_plain(getattr(bearing, name)) for name in ("finding", "report", "kind", "destination", "starts", "quote")}
    parties = json.dumps(to_plain(bearing.parties), ensure_ascii=False, separators=(",", ":"))
    return {**plain, "parties": parties, "start": bearing.span.start, "end": bearing.span.end}


def bearings_of(judgement: Judgement) -> list[dict[str, object]]:
    """The rows of all that a judgement bears on."""
    return [
        {"judgement": judgement.id, "side": side, **row_of_bearing(bearing)}
        for side, name in SIDES.items()
        for bearing in getattr(judgement, name)
    ]


def _bearing_from_row(row: sqlite3.Row) -> Bearing:
    """What a judgement bears on."""
    return _read(
        f"the judgement {row['judgement']!r}",
        lambda: Bearing(
            finding=row["finding"],
            report=row["report"],
            kind=row["kind"] if row["kind"] in ("statement", "claim") else ContactKind(row["kind"]),
            parties=tuple((role, name) for role, name in json.loads(row["parties"])),
            destination=row["destination"],
            starts=row["starts"],
            span=Span(row["start"], row["end"]),
            quote=row["quote"],
        ),
    )


def row_of_mark(mark: Mark) -> dict[str, object]:
    """The columns of a mark."""
    return {field.name: to_plain(getattr(mark, field.name)) for field in fields(Mark)}


def mark_from_row(row: sqlite3.Row) -> Mark:
    """The mark of a row."""
    return Mark(report=row["report"], state=ReportState(row["state"]), by=row["by"], at=row["at"], reason=row["reason"])


def _read(what: str, reader: Callable[[], T]) -> T:
    """What a row holds; a row that cannot be read is damaged."""
    try:
        return reader()
    except (ValueError, KeyError, IndexError) as fault:
        raise _damaged(what, str(fault)) from fault


def _damaged(what: str, why: str) -> RegisterError:
    """What is said of a row that is not what it should be."""
    return RegisterError(f"{what} does not hold: {why}; go back to a copy of the register, or read the reports into a new one")
