"""Pairs of entries that may be one contact, as a person reads them who is to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from legation.doors.contacts import days, people, places, sides
from legation.doors.page import quoted
from legation.model import Contact, Doubted, Entry, Finding, Report


def reports_of(doubts: Iterable[Doubted]) -> set[str]:
    """The ids of the reports that doubts rest on."""
    return {finding.report_id for doubt in doubts for finding in doubt.findings}


def lines_of_doubt(doubt: Doubted, reports: Mapping[str, Report]) -> Iterator[str]:
    """The two entries, why they were left apart, and the words of a report on each."""
    one, other = doubt.entries
    yield f"{one.kind.value}s {one.id} and {other.id}: {'; '.join(doubt.reasons)}"
    for entry, finding in zip(doubt.entries, doubt.findings, strict=True):
        yield from _side(entry, finding, reports.get(finding.report_id))


def _side(entry: Entry, finding: Finding[Contact], report: Report | None) -> Iterator[str]:
    """One of the two: who, where, when, by which report and in which words."""
    contact = finding.body
    acting, _ = sides(contact)
    told = (people(acting), places(contact), days(contact.starts, contact.ends), contact.status.value.replace("_", " "))
    source = ", ".join(str(part) for part in (report.outlet, report.published) if part) if report else ""
    others = len({f.report_id for f in entry.findings}) - 1
    beside = f", beside {others} more" if others else ""
    yield f"  {entry.id}  {', '.join(told)}; report {finding.report_id}{f' ({source})' if source else ''}{beside}"
    for evidence in finding.evidence:
        yield f"      {quoted(evidence.quote)}"
