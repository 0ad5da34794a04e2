"""Readings as the rows that they will be: all that can be made of one without the register, in whatever process, and sent from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from legation.model import Origin, Reading, Report
from legation.record import all_told
from legation.register.rows import fingerprint_of, prove, row_of_finding, row_of_report, row_of_version
from legation.register.sightings import Outlined, outlined, words_of
from legation.stored import to_plain

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A reading, proved and written out, but for the numbers that rows get from the register."""

    id: str
    """Of its report."""
    fingerprint: str
    rules: str
    report: dict[str, object]
    version: dict[str, object]
    findings: tuple[Row, ...]
    """Contacts first."""
    words: tuple[str, ...]
    """By which the contacts are found."""
    outlined: Outlined
    """The contacts, as they count while nothing bears on their report but what it says itself."""
    problems: tuple[Row, ...]


def prepare(reading: Reading) -> Prepared:
    """A reading as the register keeps it.

    Raises   RegisterError where a quote is not what the report says.
    """
    report, found = reading.report, all_told(reading)
    for finding in found:
        prove(finding, report)
    fingerprint = fingerprint_of(report)
    return Prepared(
        id=report.id,
        fingerprint=fingerprint,
        rules=reading.rules,
        report=row_of_report(report, fingerprint),
        version=row_of_version(report),
        findings=tuple([tuple(row_of_finding(finding).values()) for finding in found]),
        words=tuple(map(words_of, reading.contacts)),
        outlined=outlined(reading.contacts, _origin_of(report), cast(str | None, to_plain(report.published))),
        problems=tuple([(problem.code, problem.where, problem.advice) for problem in reading.problems]),
    )


def _origin_of(report: Report) -> Origin:
    return Origin(report=report.id, published=report.published, state=report.state, authority=report.authority)
