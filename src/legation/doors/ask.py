"""Questions to a register: what the options ask, and the answer as a table, lines or files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from legation.ask.precedent import post_class_of
from legation.ask.query import Question, answer, moment_given, question
from legation.doors.contacts import line_of_entry, print_contacts
from legation.doors.doubts import lines_of_doubt, reports_of
from legation.doors.listing import country_given, print_line
from legation.doors.options import Kinds, TableShape
from legation.doors.page import console, counted, line, say
from legation.doors.said import findings_of, line_of, print_claims, print_statements
from legation.doors.tables import setting_of
from legation.errors import UsageError
from legation.export.comma import write_csv
from legation.export.tabular import TABLES, Held
from legation.model import Claim, ContactKind, Entry, Statement
from legation.record import doubt_record
from legation.register.store import Register
from legation.tables.titles import load_titles

DEFAULT_REGISTER = "legation.db"
CONTACTS = {
    Kinds.VISITS: ContactKind.VISIT,
    Kinds.MEETINGS: ContactKind.MEETING,
    Kinds.CALLS: ContactKind.CALL,
    Kinds.INVITATIONS: ContactKind.INVITATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the options ask for, in the words of the person who asks."""

    visitor: str | None = None
    host: str | None = None
    to: str | None = None
    from_: str | None = None
    since: str | None = None
    until: str | None = None
    before: str | None = None
    status: str | None = None
    text: str | None = None
    post: str | None = None
    place: str | None = None
    certainty: str | None = None
    rejected: bool = False
    limit: int | None = None
    """How many of what fits are shown."""


def register_at(given: Path | None) -> Path:
    """Where the register is: as given, else as the environment says, else in the current folder."""
    return given or Path(os.environ.get("LEGATION_REGISTER") or DEFAULT_REGISTER)


def asked_for(kind: ContactKind | None, filters: Filters) -> Question:
    """What the options ask of one kind of contact, or of statements or claims."""
    from_ = country_given(filters.from_, "--from")
    return question(
        kind,
        visitor=filters.visitor,
        host=filters.host,
        to=country_given(filters.to, "--to"),
        from_=from_,
        post=post_class_of(filters.post, from_, load_titles()) if filters.post else None,
        since=filters.since,
        until=until_given(filters.until, filters.before),
        status=filters.status,
        text=filters.text,
        place=filters.place,
        certainty=filters.certainty,
        rejected=filters.rejected,
    )


def until_given(until: str | None, before: str | None) -> str | date | None:
    """The last day that is asked for, either by itself or as the day after it.

    Raises   UsageError where both are given, or ``--before`` has no first day.
    """
    if before is None:
        return until
    if until is not None:
        raise UsageError("--until and --before: both say where to end; give one of them")
    first = moment_given(before, "before").earliest
    return first - timedelta(days=1) if first else None


def list_kind(kinds: Kinds, filters: Filters, *, register: Path | None, shape: TableShape) -> int:
    """Prints what a register holds of one kind and fits."""
    if kinds is Kinds.DOUBTS:
        return list_doubts(filters, register=register, shape=shape)
    with Register.open(register_at(register)) as held:
        asked = asked_for(CONTACTS.get(kinds), filters)
        found = found_of(held, kinds, asked, limit=filters.limit)
        _print(held, kinds, found.shown, shape)
        counts, waiting = held.counts(), held.unsettled()
    first = f"the first {counted(len(found.shown), kinds.value[:-1])} of " if len(found.shown) < found.total else ""
    told = f"{first}{counted(found.total, kinds.value[:-1]) if not first else f'{found.total:,}'} of {counted(counts['reports'], 'report')}"
    say(f"{told}{counted_once(counts)}{left_out(found.undated)}{_still_waiting(waiting)}")
    return 0


def list_doubts(filters: Filters, *, register: Path | None, shape: TableShape) -> int:
    """Prints the pairs that may be one contact, of which one side fits."""
    if shape is TableShape.CSV:
        raise UsageError("list doubts --format csv: a doubt is no row of a table; take jsonl")
    asked = [asked_for(kind, filters) for kind in ContactKind]
    with Register.open(register_at(register)) as held:
        found = [doubt for doubt in held.doubts() if any(answer(doubt.entries, one).entries for one in asked)]
        reports = {name: read.report for name in reports_of(found) if (read := held.find_reading(name))}
    for doubt in found[: filters.limit]:
        if shape is TableShape.JSONL:
            print_line(doubt_record(doubt))
        else:
            for text in lines_of_doubt(doubt, reports):
                console().print(line(text), soft_wrap=True)
    advice = "; legation judge same, different or unsure says what they are" if found else ""
    say(f"{counted(len(found), 'pair')} left apart in doubt{advice}")
    return 0


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, or the first of it; how many there are in all, and how many were left out for want of a day."""

    shown: Sequence[Held]
    total: int
    undated: int


def _print(held: Register, kinds: Kinds, found: Sequence[Held], shape: TableShape) -> None:
    """Prints what was found."""
    if shape is TableShape.JSONL:
        for one in found:
            print_line(line_of(one))
    elif shape is TableShape.CSV:
        write_csv(sys.stdout, found, next(table for table in TABLES if table.name == kinds.value), setting_of(held, found))
    elif found:
        print_contacts([line_of_entry(one) for one in found if isinstance(one, Entry)], kept=True)
        print_statements(findings_of(found, Statement), kept=True)
        print_claims(findings_of(found, Claim), kept=True)


def found_of(held: Register, kinds: Kinds, asked: Question, *, limit: int | None = None) -> Found:
    """What a register holds of one kind and fits."""
    if kinds in (Kinds.STATEMENTS, Kinds.CLAIMS):
        told: Sequence[Held]
        told, undated = held.ask_statements(asked) if kinds is Kinds.STATEMENTS else held.ask_claims(asked)
        return Found(told[:limit], len(told), undated)
    answer = held.ask(asked, limit=limit)
    return Found(answer.entries, answer.total, answer.undated)


def counted_once(counts: Mapping[str, int]) -> str:
    """What is said of reports that do not count beside others: copies, and versions that a later one supersedes."""
    known = {"copies": counted(counts["copies"], "copy", "copies"), "superseded": counted(counts["superseded"], "superseded version")}
    told = ", ".join(words for name, words in known.items() if counts[name])
    return f" ({told})" if told else ""


def _still_waiting(number: int) -> str:
    """What is said of findings that another program is still adding."""
    return f"; {counted(number, 'finding')} that another program is adding left out" if number else ""


def left_out(undated: int) -> str:
    """What is said of entries that have no day to compare."""
    return f"; {counted(undated, 'entry', 'entries')} without a day left out by --since and --until" if undated else ""
