"""Many reports, one register: real visits told by several short reports of our own, and what the register makes of them.

python benchmarks/threads.py [--verbose]
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scoring import digest_of

from legation.model import Contact, ContactKind, Entry, Finding, Reading, Report
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text
from legation.record import entry_record
from legation.register.store import Register

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "threads"
AT = "2026-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That a report tells a contact of its thread, and with which status."""

    report: str
    published: date | None
    contact: str
    status: str


Pair = tuple[Told, Finding[Contact]]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """The reports, what they tell, and the contacts by name."""

    reports: tuple[Report, ...]
    tells: tuple[Told, ...]
    contacts: dict[str, dict[str, Any]]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the register made of the threads."""

    figures: dict[str, float]
    counts: dict[str, int]
    notes: tuple[str, ...]


FIRST = ("east_asia", "europe", "middle_east_africa", "north_america", "south")
"""The files of the first set, by which the floors of old are kept."""


def load(folder: Path = FOLDER, names: Collection[str] | None = None) -> Threads:
    """The threads of all files of a folder, or of those with these names."""
    reports: list[Report] = []
    tells: list[Told] = []
    contacts: dict[str, dict[str, Any]] = {}
    paths = [path for path in sorted(folder.glob("*.toml")) if names is None or path.stem in names]
    for thread in (thread for path in paths for thread in tomllib.loads(path.read_text("utf-8"))["threads"]):
        contacts |= {f"{thread['id']}.{name}": contact for name, contact in thread["contacts"].items()}
        for number, row in enumerate(thread["reports"], start=1):
            name = f"{thread['id']}-{number:02}"
            reports.append(
                read_text(" ".join(row["text"].split()), published=row.get("published"), id=name, outlet=row["outlet"], language="en")
            )
            for contact, status in (told.split() for told in row["tells"]):
                tells.append(Told(report=name, published=row.get("published"), contact=f"{thread['id']}.{contact}", status=status))
    return Threads(
        reports=tuple(reports), tells=tuple(tells), contacts=contacts, digest=digest_of([path.read_text("utf-8") for path in paths])
    )


def score(threads: Threads, readings: Sequence[Reading]) -> Score:
    """What a register makes of the readings of the threads' reports."""
    with TemporaryDirectory() as folder, Register.open(Path(folder) / "threads.db", create=True) as register:
        for reading in readings:
            register.keep(reading, at=AT)
        entries, doubts = register.entries(ContactKind.VISIT), register.doubts(ContactKind.VISIT)
    entry_of = {(f.report_id, f.id): entry for entry in entries for f in entry.findings}
    copies = {r.report.id for r in readings if r.contacts and not any((f.report_id, f.id) in entry_of for f in r.contacts)}
    paired, missed, beyond = pairing(threads, [f for entry in entries for f in entry.findings])
    missed = [told for told in missed if told.report not in copies]
    notes = [f"missed by the reader: {told.report} {told.contact} {told.status}" for told in missed]
    notes += [f"told beyond the threads: {f.report_id} {line_of(f)}" for f in beyond]
    counts = pairs(paired, entry_of, notes)
    figures = {**rates(counts), **shares(threads, paired, entry_of, notes)}
    notes += [f"in doubt: {' / '.join(f'{f.report_id} {line_of(f)}' for f in d.findings)}: {'; '.join(d.reasons)}" for d in doubts]
    totals = {"reports": len(threads.reports), "visits": len(threads.contacts), "told": len(threads.tells), "paired": len(paired)}
    counts = {**totals, "missed": len(missed), "beyond": len(beyond), **counts, "doubts": len(doubts)}
    return Score(figures=figures, counts=counts, notes=tuple(notes))


def pairing(threads: Threads, findings: Iterable[Finding[Contact]]) -> tuple[list[Pair], list[Told], list[Finding[Contact]]]:
    """Each contact told with the finding that the reader made of it, what it missed, and what it told beyond."""
    by_report: dict[str, list[Finding[Contact]]] = defaultdict(list)
    for finding in findings:
        by_report[finding.report_id].append(finding)
    paired: list[Pair] = []
    missed: list[Told] = []
    for report, group in groupby(threads.tells, key=lambda told: told.report):
        tells, told_by = list(group), by_report[report]
        fitting = [(n, m) for n, told in enumerate(tells) for m, f in enumerate(told_by) if fits(threads.contacts[told.contact], f)]
        taken: list[tuple[int, int]] = []
        for n, m in sorted(fitting, key=lambda pair: (_cost(threads, tells[pair[0]], told_by[pair[1]]), pair)):
            if all(n != x and m != y for x, y in taken):
                taken.append((n, m))
        paired += [(tells[n], told_by[m]) for n, m in taken]
        missed += [told for n, told in enumerate(tells) if n not in {x for x, _ in taken}]
    used = {id(f) for _, f in paired}
    return paired, missed, [f for group in by_report.values() for f in group if id(f) not in used]


def fits(contact: dict[str, Any], finding: Finding[Contact]) -> bool:
    """Whether a finding may be of a contact: one of its visitors goes by that name, and the country is the same."""
    words = set(contact["visitor"].casefold().split())
    names = [set((p.actor.name or p.actor.surface).casefold().split()) for p in finding.body.parties if p.role == "visitor"]
    return finding.body.destination == contact["destination"] and any(words & name for name in names)


def _cost(threads: Threads, told: Told, finding: Finding[Contact]) -> tuple[bool, int]:
    """How ill a finding fits what is told: by status, then by days."""
    starts, gold = finding.body.starts, threads.contacts[told.contact].get("starts")
    apart = abs((starts.earliest - date.fromisoformat(gold)).days) if gold and starts and starts.earliest else 0
    return finding.body.status.value != told.status, apart


def pairs(paired: Sequence[Pair], entry_of: dict[Key, Entry], notes: list[str]) -> dict[str, int]:
    """Pairs of findings that are one contact by the threads, by the register, and by both."""
    counts = Counter({"same": 0, "merged": 0, "right": 0})
    for (one, f), (other, g) in combinations(paired, 2):
        same = one.contact == other.contact
        merged = entry_of[f.report_id, f.id] is entry_of[g.report_id, g.id]
        counts.update({"same": same, "merged": merged, "right": same and merged})
        if same != merged:
            word = "apart" if same else "merged"
            notes.append(f"wrongly {word}: {one.report} {line_of(f)} / {other.report} {line_of(g)}")
    return dict(counts)


def rates(counts: dict[str, int]) -> dict[str, float]:
    """Pairwise precision, recall and F1."""
    precision, recall = counts["right"] / max(counts["merged"], 1), counts["right"] / max(counts["same"], 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}


def shares(threads: Threads, paired: Sequence[Pair], entry_of: dict[Key, Entry], notes: list[str]) -> dict[str, float]:
    """Shares of contacts whose entry has the right history, first day, last day and status."""
    right: dict[str, list[bool]] = defaultdict(list)
    for name, gold in threads.contacts.items():
        found = Counter(entry_of[f.report_id, f.id].id for told, f in paired if told.contact == name)
        if not found:
            continue
        entry = next(e for e in entry_of.values() if e.id == found.most_common(1)[0][0])
        record: dict[str, Any] = entry_record(entry)
        told = sorted((t for t in threads.tells if t.contact == name), key=lambda t: (t.published is None, str(t.published), t.report))
        wanted = {"history": _course(t.status for t in told), **{f: gold[f] for f in ("starts", "ends", "status") if f in gold}}
        held = {"history": _course(step["status"] for step in record["history"]), **{f: record[f] for f in ("starts", "ends", "status")}}
        for field, value in wanted.items():
            right[field].append(held[field] == value)
            if held[field] != value:
                notes.append(f"{field} of {name}: {held[field]}, not {value}")
    return {field: sum(values) / len(values) for field, values in right.items()}


def _course(statuses: Iterable[str]) -> list[str]:
    """Statuses one after the other, without repeats."""
    return [status for status, _ in groupby(statuses)]


def line_of(finding: Finding[Contact]) -> str:
    """A finding in a few words."""
    body = finding.body
    who = ", ".join(p.actor.name or p.actor.surface for p in body.parties if p.role == "visitor")
    days = "/".join(when.edtf if when else "?" for when in (body.starts, body.ends))
    return f"{who} to {body.destination} {days} {body.status.value}"


def measure(kit: Kit) -> tuple[Threads, Score]:
    """The threads, read and scored."""
    threads = load()
    return threads, score(threads, [read_report(report, kit) for report in threads.reports])


def main() -> None:
    """Prints the figures, and with ``--verbose`` what went wrong."""
    threads, told = measure(load_kit())
    if "--verbose" in sys.argv:
        print(*told.notes, sep="\n")
    print(f"digest {threads.digest}  ", "  ".join(f"{name} {count}" for name, count in told.counts.items()))
    print("  ".join(f"{name} {figure:.3f}" for name, figure in told.figures.items()))


if __name__ == "__main__":
    main()
