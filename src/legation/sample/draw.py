"""Entries drawn at random, the same for the same seed and register, and the words of the reports that coders see of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from legation.ask.query import contact_of
from legation.identity import ID_DIGITS, digest_of, stable_id
from legation.model import Contact, ContactKind, Entry, Evidence, Finding, Report
from legation.sample.fields import FIELDS, Value, contact_field

IMPORTED = "import."
"""How the names of rules begin that take over records of others."""
AROUND = 300
"""Characters before and after the cited words that coders see."""
CHARACTERS_AT_MOST = 20_000
"""Characters of one cell: spreadsheets hold 32,767."""
ReportOf = Callable[[str], Report | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry that was drawn."""

    row: str
    """What it is called in the sheets."""
    entry: str
    texts: str
    """The words of the reports, those that the entry rests on between ``[[`` and ``]]``."""
    values: dict[str, Value]
    """What the program holds, by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was drawn, and from what."""

    kind: ContactKind
    seed: int
    register: str
    filters: dict[str, str]
    population: int
    """Entries that fit and rest on press reports alone."""
    left_out: int
    """Entries that fit and rest on imported records, which are not read from the press."""
    digest: str
    """Of the ids of the population: another one shows that the register has changed."""
    rows: tuple[Row, ...]


def draw(entries: Sequence[Entry], number: int, kind: ContactKind, seed: int, report_of: ReportOf, **known: object) -> Sample:
    """So many entries of one kind, each as likely as every other, in an order that tells nothing."""
    read = [entry for entry in entries if not any(finding.rule.startswith(IMPORTED) for finding in entry.findings)]
    drawn = sorted(read, key=lambda entry: digest_of(["draw", seed, entry.id]))[:number]
    return Sample(
        kind=kind,
        seed=seed,
        population=len(read),
        left_out=len(entries) - len(read),
        digest=digest_of(sorted(entry.id for entry in read))[:ID_DIGITS],
        rows=tuple(_row(entry, kind, seed, report_of) for entry in drawn),
        **known,  # type: ignore[arg-type]
    )


def _row(entry: Entry, kind: ContactKind, seed: int, report_of: ReportOf) -> Row:
    contact = contact_of(entry)
    return Row(row=stable_id("r", seed, entry.id), entry=entry.id, texts=texts_of(entry, report_of), values=values_of(contact, kind))


def values_of(contact: Contact, kind: ContactKind) -> dict[str, Value]:
    """What the program holds of a contact, by field."""
    return {field.name: field.held(contact) for field in (contact_field(kind), *FIELDS[kind])}


def texts_of(entry: Entry, report_of: ReportOf) -> str:
    """The words of the reports that an entry rests on, the earliest report first, undated ones last."""
    told = [(report, finding) for finding in entry.findings if (report := report_of(finding.report_id))]
    told.sort(key=lambda one: (one[0].published is None, str(one[0].published), one[0].id))
    shown: list[str] = []
    length = 0
    for number, (report, finding) in enumerate(told, start=1):
        block = f"({number}) {_head(report)}\n{_marked(report, finding)}"
        length += len(block)
        if shown and length > CHARACTERS_AT_MOST:
            shown.append(f"and {len(told) - number + 1} more reports")
            break
        shown.append(block)
    return "\n\n".join(shown)


def _head(report: Report) -> str:
    """What is known of a report besides its words."""
    day = f"published {report.published}" if report.published else "day of publication not known"
    return ", ".join(part for part in (day, report.outlet, report.title, report.url or report.id) if part)


def _marked(report: Report, finding: Finding[Contact]) -> str:
    """The cited words with what stands around them."""
    return " [...] ".join(_window(report.text, group) for group in _near(finding.evidence))


def _near(evidence: Sequence[Evidence]) -> Iterator[list[Evidence]]:
    """The cited words in their order, those together that stand near each other."""
    group: list[Evidence] = []
    for one in sorted(evidence, key=lambda e: (e.span.start, e.span.end)):
        if group and one.span.start > max(e.span.end for e in group) + 2 * AROUND:
            yield group
            group = []
        group.append(one)
    yield group


def _window(text: str, group: Sequence[Evidence]) -> str:
    """A stretch of a report with the cited words marked, overlapping ones as one."""
    low, high = max(group[0].span.start - AROUND, 0), min(max(e.span.end for e in group) + AROUND, len(text))
    low = text.find(" ", low, group[0].span.start) + 1 if low else 0
    shown, at = "", low
    for start, end in _joined(group):
        shown += f"{text[at:start]}[[{text[start:end]}]]"
        at = end
    tail = text[at:high]
    return shown + (tail if high == len(text) else tail[: tail.rfind(" ") + 1].rstrip())


def _joined(group: Sequence[Evidence]) -> list[tuple[int, int]]:
    """Where the marks stand: spans that overlap or touch as one."""
    spans: list[tuple[int, int]] = []
    for one in group:
        if spans and one.span.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.span.end))
        else:
            spans.append((one.span.start, one.span.end))
    return spans
