"""Questions to a register: what the options ask, and the answer as a table, lines or files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from legation.ask.query import Answer, question
from legation.doors.contacts import line_of_entry, print_contacts
from legation.doors.listing import country_given, print_line
from legation.doors.options import Kinds, TableShape
from legation.doors.page import counted, say
from legation.errors import UsageError
from legation.export.tabular import TABLES, csv_text, export_csv
from legation.model import ContactKind
from legation.record import entry_record
from legation.register.store import Register

DEFAULT_REGISTER = "legation.db"
CONTACTS = {
    Kinds.VISITS: ContactKind.VISIT,
    Kinds.MEETINGS: ContactKind.MEETING,
    Kinds.CALLS: ContactKind.CALL,
    Kinds.INVITATIONS: ContactKind.INVITATION,
}
TOLD = (Kinds.VISITS, Kinds.MEETINGS, Kinds.CALLS, Kinds.INVITATIONS)
"""What the rules of this release tell."""
CSV_FILES = {Kinds.VISITS: "visits.csv", Kinds.MEETINGS: "meetings.csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the options ask for, in the words of the person who asks."""

    visitor: str | None = None
    host: str | None = None
    to: str | None = None
    from_: str | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    text: str | None = None


def register_at(given: Path | None) -> Path:
    """Where the register is: as given, else as the environment says, else in the current folder."""
    return given or Path(os.environ.get("LEGATION_REGISTER") or DEFAULT_REGISTER)


def answers(register: Register, kinds: tuple[ContactKind, ...], filters: Filters) -> tuple[Answer, ...]:
    """What the register answers for each kind."""
    to, from_ = country_given(filters.to, "--to"), country_given(filters.from_, "--from")
    asked = [
        question(
            kind,
            visitor=filters.visitor,
            host=filters.host,
            to=to,
            from_=from_,
            since=filters.since,
            until=filters.until,
            status=filters.status,
            text=filters.text,
        )
        for kind in kinds
    ]
    return tuple(register.ask(one) for one in asked)


def list_kind(kinds: Kinds, filters: Filters, *, register: Path | None, shape: TableShape) -> int:
    """Prints the entries of one kind that fit."""
    if shape is TableShape.CSV and kinds not in CSV_FILES:
        raise UsageError(f"--format csv: there is no table of {kinds.value}; take jsonl, or list visits or meetings")
    with Register.open(register_at(register)) as held:
        kind = CONTACTS.get(kinds)
        answer = answers(held, (kind,), filters)[0] if kind else Answer(entries=(), undated=0)
        counts = held.counts()
    if shape is TableShape.JSONL:
        for entry in answer.entries:
            print_line(entry_record(entry))
    elif shape is TableShape.CSV:
        table = next(table for table in TABLES if table.file == CSV_FILES[kinds])
        sys.stdout.write(csv_text(answer.entries, table))
    elif answer.entries:
        print_contacts(map(line_of_entry, answer.entries), kept=True)
    say(_told(kinds, answer, counts))
    return 0


def _told(kinds: Kinds, answer: Answer, counts: Mapping[str, int]) -> str:
    """How many entries fit, and why there may be none."""
    if not answer.entries and kinds not in TOLD:
        return f"no {kinds.value}: this release does not tell {kinds.value} yet, only visits, meetings, calls and invitations"
    line = f"{counted(len(answer.entries), kinds.value[:-1])} of {counted(counts['reports'], 'report')}"
    return f"{line}{counted_once(counts)}{_left_out(answer.undated)}"


def counted_once(counts: Mapping[str, int]) -> str:
    """What is said of reports that do not count beside others: copies, and versions that a later one supersedes."""
    known = {"copies": counted(counts["copies"], "copy", "copies"), "superseded": counted(counts["superseded"], "superseded version")}
    told = ", ".join(words for name, words in known.items() if counts[name])
    return f" ({told})" if told else ""


def _left_out(undated: int) -> str:
    """What is said of entries that have no day to compare."""
    return f"; {counted(undated, 'entry', 'entries')} without a day left out by --since and --until" if undated else ""


def export_to(folder: Path, filters: Filters, *, register: Path | None) -> int:
    """Writes the entries that fit as CSV tables with their codebook."""
    with Register.open(register_at(register)) as held:
        told = answers(held, (ContactKind.VISIT, ContactKind.MEETING), filters)
    for path in export_csv([entry for answer in told for entry in answer.entries], folder):
        print(path, flush=True)
    visits, meetings = (len(answer.entries) for answer in told)
    undated = sum(answer.undated for answer in told)
    say(f"{counted(visits, 'visit')}, {counted(meetings, 'meeting')}{_left_out(undated)}")
    return 0
