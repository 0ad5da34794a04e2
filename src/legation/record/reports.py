"""What one report tells, as one JSON record."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from legation.model import Claim, Comparison, Contact, Finding, Problem, Reading, Report, Statement, Verdict
from legation.record.contacts import LISTS, finding_record, notes_of
from legation.record.parts import JsonObject
from legation.record.said import claim_record, statement_record

NONE: Mapping[str, Any] = MappingProxyType({})


def record_of(reading: Reading, verdicts: Mapping[str, Verdict] = NONE, comparisons: Mapping[str, Comparison] = NONE) -> JsonObject:
    """The record of one report: what was told, by kind, and what went amiss.

    Takes    verdicts and comparisons = what a check has said of claims and contacts, by their ids.
    """
    told: dict[str, list[JsonObject]] = {name: [] for name in LISTS.values()}
    notes: list[Problem] = []
    for finding in reading.contacts:
        told[LISTS[finding.body.kind]].append(finding_record(finding, comparisons.get(finding.id)))
        notes.extend(notes_of(finding))
    problems = dict.fromkeys((*reading.report.problems, *reading.problems, *notes))
    return {
        "report": report_record(reading.report),
        **told,
        "statements": [statement_record(finding) for finding in reading.statements],
        "claims": [claim_record(finding, verdicts.get(finding.id)) for finding in reading.claims],
        "events": [],
        "problems": [dataclasses.asdict(problem) for problem in problems],
    }


def all_told(reading: Reading) -> tuple[Finding[Contact | Statement | Claim], ...]:
    """Everything that a report was found to tell: contacts, then statements, then claims."""
    return (*reading.contacts, *reading.statements, *reading.claims)


def report_record(report: Report, *, text: bool = False) -> JsonObject:
    """What is known of a report, with its text if asked for."""
    record: JsonObject = {
        "id": report.id,
        "url": report.url,
        "title": report.title,
        "outlet": report.outlet,
        "byline": report.byline,
        "dateline": report.dateline,
        "published": report.published.isoformat() if report.published else None,
        "language": report.language,
        "sha256": report.sha256,
        "state": report.state.value,
    }
    return record | {"text": report.text} if text else record
