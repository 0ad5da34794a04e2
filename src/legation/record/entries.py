"""Entries of a register as JSON records: fields as they stand, reports, history and rivals."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from legation.model import Contact, Doubted, Entry, Finding, Held, Status, Support
from legation.record.contacts import finding_record
from legation.record.parts import JsonObject, edtf_of, evidence_record, printed


def entry_record(entry: Entry) -> JsonObject:
    """What the register holds of one contact: its fields as they stand, the reports, the history and the rivals.

    Gives    the keys of the record, ``evidence`` naming its report besides, and ``state``, ``reports``, ``history``, ``rivals``.
    """
    first = entry.findings[0]
    values: dict[str, Any] = {name: held.value for name, held in entry.fields.items()}
    outer: dict[str, Any] = {name: values.pop(name) for name in ("certainty", "said_by") if name in values}
    standing = dataclasses.replace(first, id=entry.id, body=dataclasses.replace(first.body, **values), **outer)
    evidence = [{"report": e.report_id, **evidence_record(e)} for finding in entry.findings for e in finding.evidence]
    return {
        **finding_record(standing),
        "links": [{"to": link.to, "kind": link.kind.value} for link in entry.links],
        "evidence": evidence,
        "state": entry.state.value,
        "reports": sorted({finding.report_id for finding in entry.findings}),
        "history": _history(entry),
        "rivals": {name: _rivals(held) for name, held in sorted(entry.fields.items()) if held.rivals},
    }


def doubt_record(doubt: Doubted) -> JsonObject:
    """Two entries that may be one contact: why they were left apart, and what one report tells of each."""
    sides = zip(doubt.entries, doubt.findings, strict=True)
    return {
        "kind": doubt.entries[0].kind.value,
        "entries": [entry.id for entry in doubt.entries],
        "reasons": list(doubt.reasons),
        "findings": [
            {
                "entry": entry.id,
                "id": finding.id,
                "report": finding.report_id,
                "starts": edtf_of(finding.body.starts),
                "ends": edtf_of(finding.body.ends),
                "status": finding.body.status.value,
                "evidence": [evidence_record(evidence) for evidence in finding.evidence],
            }
            for entry, finding in sides
        ],
    }


def _history(entry: Entry) -> list[JsonObject]:
    """What each report told of the contact's course, by the day it was published; undated reports come last."""
    published = {s.report: s.published for held in entry.fields.values() for s in _supports(held)}
    told = {(published.get(f.report_id), f.report_id, f.body.status.value, edtf_of(f.body.starts)) for f in steps_of(entry.findings)}
    rows = sorted(told, key=lambda row: (row[0] is None, str(row[0]), row[1], row[2], row[3] or ""))
    return [
        {"on": on.isoformat() if on else None, "status": status, "starts": starts, "report": report} for on, report, status, starts in rows
    ]


def steps_of(findings: Sequence[Finding[Contact]]) -> list[Finding[Contact]]:
    """The findings that tell a step of a contact's course: not the deeds that a report tells of a visit which it says goes on."""
    going_on = {f.report_id for f in findings if f.body.status is Status.UNDER_WAY}
    return [f for f in findings if f.body.status is not Status.OCCURRED or f.report_id not in going_on]


def _supports(held: Held) -> tuple[Support, ...]:
    """All that hold the value or one of its rivals."""
    return held.supports + tuple(support for rival in held.rivals for support in rival.supports)


def _rivals(held: Held) -> list[JsonObject]:
    """The values that did not carry the day, each with its reports."""
    return [{"value": printed(rival.value), "reports": sorted({s.report for s in rival.supports})} for rival in held.rivals]
