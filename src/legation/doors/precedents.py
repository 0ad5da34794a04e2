"""Precedents on the screen: the last visit before a day, the first of each visitor, counts by year, from the record and a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from legation.ask.precedent import Precedent
from legation.ask.query import contact_of
from legation.ask.stays import bounds_of, ids_of
from legation.checking import Evidence, Precedents
from legation.doors.ask import Filters, asked_for, list_kind
from legation.doors.check import register_beside
from legation.doors.contacts import days, people, places, sides
from legation.doors.listing import print_line
from legation.doors.options import Kinds, TableShape
from legation.doors.page import console, counted, line, quoted, say
from legation.errors import UsageError
from legation.model import ContactKind, Entry
from legation.record import entry_record
from legation.register.store import Register

UNSURE_SHOWN = 5
"""Entries of which it cannot be told that are named one by one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which precedent is asked for; one of the three."""

    last: bool = False
    first_of_each: bool = False
    by_year: bool = False

    def check(self, shape: TableShape, kinds: Kinds) -> None:
        """Raises UsageError where more than one is asked for, of anything but visits, or as a table for a spreadsheet."""
        if kinds is not Kinds.VISITS:
            raise UsageError("--last, --first-of-each and --by-year are asked of visits; write: legation list visits")
        if self.last + self.first_of_each + self.by_year > 1:
            raise UsageError("--last, --first-of-each and --by-year answer three questions; ask one at a time")
        if shape is TableShape.CSV:
            raise UsageError("--format csv: a precedent is no table of its own; take jsonl")


def list_wanted(wanted: Wanted, kinds: Kinds, filters: Filters, *, register: Path | None, shape: TableShape) -> int:
    """Prints the precedents that are asked for, else all entries of the register that fit."""
    if wanted == Wanted():
        return list_kind(kinds, filters, register=register, shape=shape)
    if filters.limit is not None:
        raise UsageError("--limit shortens a list; --last, --first-of-each and --by-year give all that they are asked for")
    return list_precedents(wanted, kinds, filters, register=register, shape=shape)


def list_precedents(wanted: Wanted, kinds: Kinds, filters: Filters, *, register: Path | None, shape: TableShape) -> int:
    """Prints the precedents that are asked for, with what is declared complete under them."""
    wanted.check(shape, kinds)
    asked = asked_for(ContactKind.VISIT, filters)
    before = asked.until.latest + timedelta(days=1) if filters.before and asked.until and asked.until.latest else None
    path = register_beside(register)
    with Register.open(path) if path else nullcontext() as held:
        evidence = Evidence.open(held)
        found = evidence.precedents(asked, before)
    printed: Sequence[Entry]
    if wanted.by_year:
        printed, unsure = _print_years(found, shape)
    else:
        precedent = found.last() if wanted.last else found.first_of_each()
        printed, unsure = precedent.entries, precedent.unsure
        _print_entries(precedent, evidence, shape)
    for text in _lines_of_coverage(found, printed if wanted.last else ()):
        if shape is TableShape.TABLE:
            console().print(line(text), soft_wrap=True)
        else:
            say(text)
    say(f"{counted(len(printed), 'visit')} of {counted(len(found.entries), 'visit')} that fit{_unsure(unsure)}")
    return 0


def _print_entries(precedent: Precedent, evidence: Evidence, shape: TableShape) -> None:
    """The entries one by one."""
    for entry in precedent.entries:
        if shape is TableShape.JSONL:
            print_line(entry_record(entry))
            continue
        for text in _lines_of_entry(entry, evidence):
            console().print(line(text), soft_wrap=True)


def _lines_of_entry(entry: Entry, evidence: Evidence) -> Iterator[str]:
    """Who, where and when, the ids and the words, and the page."""
    contact = contact_of(entry)
    yield f"{days(contact.starts, contact.ends)}  {people(sides(contact)[0])}, {places(contact)}"
    yield f"    {', '.join(ids_of(entry))}  {quoted(entry.findings[0].evidence[0].quote, 120)}"
    for page in dict.fromkeys(page for name in ids_of(entry) if (page := evidence.official.page(name))):
        yield f"    {page}"


def _print_years(found: Precedents, shape: TableShape) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """How many there were in each year; those counted, and those whose year is not certain."""
    years, unsure = found.by_year()
    for year in years:
        ids = [name for entry in year.entries for name in ids_of(entry)]
        if shape is TableShape.JSONL:
            print_line({"year": year.year, "visits": len(year.entries), "ids": list(ids)})
        else:
            who = people([actor for entry in year.entries for actor in sides(contact_of(entry))[0]])
            console().print(line(f"{year.year:>5}  {len(year.entries):>4}  {who}"), soft_wrap=True)
    return [entry for year in years for entry in year.entries], unsure


def _lines_of_coverage(found: Precedents, last: Sequence[Entry]) -> Iterator[str]:
    """What is declared complete for the question, how far it reaches, and its known gaps."""
    if found.asked.post is None or found.asked.from_ is None:
        yield "coverage: not told; with --post and --country it is said what the record holds completely"
        return
    starts = bounds_of(contact_of(last[0]).starts) if last else None
    known = found.covered(starts[0] if starts else None)
    for one in known.coverages:
        yield f"coverage: {one.id}, {one.first} to {one.last}, {one.source}"
    for gap in known.gaps:
        yield f"known gap: {gap.id}, {gap.first} to {gap.last}, {gap.note}"
    since = f" from {starts[0]}" if starts else ""
    before = f" before {found.before}" if found.before else ""
    yield f"the record is {'' if known.complete else 'not '}declared complete for this{since}{before}"


def _unsure(entries: Sequence[Entry]) -> str:
    """What is said of entries whose days are not known well enough."""
    if not entries:
        return ""
    ids = ", ".join(name for entry in entries[:UNSURE_SHOWN] for name in ids_of(entry))
    return f"; of {counted(len(entries), 'more')} the days are not known well enough: {ids}"
