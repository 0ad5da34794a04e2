"""The sheet of a check, made to be copied into a mail: plain text of bearable width, each answer with its words, why, and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from legation.ask.query import contact_of
from legation.ask.stays import ids_of
from legation.checking import Checked
from legation.claim_form import form_of
from legation.doors.contacts import NOT_TOLD, days, people, places, sides
from legation.doors.page import counted, safe, shortened
from legation.doors.run import headline
from legation.model import Claim, Comparison, Contact, Entry, Finding, Match, Status, Verdict
from legation.official import OfficialRecord
from legation.tables.coverage import Coverage

COLUMNS = 100
LABEL = 12
"""Columns of the words before a value."""
WORDS_AT_MOST = 300
NO_FACTS = {
    Status.PROPOSED: "proposed",
    Status.INVITED: "invited",
    Status.PLANNED: "planned",
    Status.CANCELLED: "cancelled",
    Status.POSTPONED: "put off",
    Status.DENIED: "denied",
}
"""What a report does not tell as a fact, and so is not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the ids on a sheet lead to."""

    official: OfficialRecord
    coverages: Mapping[str, Coverage]
    register: str | None


def lines_of_check(checked: Checked, sources: Sources) -> Iterator[str]:
    """The sheet of one report."""
    yield from _head(checked, sources)
    named = {name: entry for entry in checked.entries for name in (*ids_of(entry), entry.id)}
    reading = checked.reading
    yield from _section("Claims")
    for number, claim in enumerate(reading.claims, start=1):
        yield from _claim(number, claim, checked.verdicts[claim.id], named, sources)
    if not reading.claims:
        yield from _wrapped("The report makes no claim of history that is read here.")
    facts = [(finding, checked.comparisons[finding.id]) for finding in reading.contacts if finding.id in checked.comparisons]
    compared = [(finding, found) for finding, found in facts if found.outcome is not Match.OPEN]
    yield from _section("Facts")
    for number, (finding, found) in enumerate(compared, start=1):
        yield from _fact(number, finding, found, named, sources)
    if not compared:
        yield from _wrapped("Nothing that the report tells as a fact could be compared.")
    yield from _unchecked([(finding, found) for finding, found in facts if found.outcome is Match.OPEN], checked)


def _head(checked: Checked, sources: Sources) -> Iterator[str]:
    """Which report was checked, as of when, and against what."""
    yield from _value("Report", headline(checked.reading.report), indent=0)
    yield from _value(
        "As of", checked.as_of.isoformat() if checked.as_of else "a day not known: give it with --published or --as-of", indent=0
    )
    beside = f"; and the register {sources.register}" if sources.register else ""
    yield from _value("Against", f"the packaged record of the Office of the Historian, U.S. Department of State{beside}", indent=0)


def _section(title: str) -> Iterator[str]:
    """The title of a part."""
    yield ""
    yield title.upper()
    yield ""


def _claim(number: int, claim: Finding[Claim], verdict: Verdict, named: Mapping[str, Entry], sources: Sources) -> Iterator[str]:
    """One claim with its verdict."""
    yield f"{number}. {verdict.outcome.value.upper()}"
    yield from _value("Words", _quoted(claim))
    yield from _value("Must hold", form_of(claim.body))
    yield from _value("Why", verdict.note)
    yield from _evidence(verdict.because, named, sources)
    yield from _coverage(verdict.coverage, sources)
    for caveat in verdict.caveats:
        yield from _value("But", caveat.text if caveat.entry in caveat.text else f"{caveat.text} ({caveat.entry})")
    yield ""


def _fact(number: int, finding: Finding[Contact], found: Comparison, named: Mapping[str, Entry], sources: Sources) -> Iterator[str]:
    """One contact told as a fact, with what the record says of it."""
    differs = f": {', '.join(found.differs)}" if found.differs else ""
    yield f"{number}. {found.outcome.value.replace('_', ' ').upper()}{differs}"
    yield from _value("Words", _quoted(finding))
    yield from _value("Told", _contact(finding.body))
    yield from _value("Why", found.note)
    yield from _evidence(found.because, named, sources)
    yield ""


def _unchecked(facts: Sequence[tuple[Finding[Contact], Comparison]], checked: Checked) -> Iterator[str]:
    """What the record does not decide, and what the report does not tell as a fact."""
    yield from _section("Could not be checked")
    for finding, found in facts:
        yield from _value("", f"{_quoted(finding)} ({_contact(finding.body)}): {found.note}", mark="- ")
    others = [f.body.status for f in checked.reading.contacts if f.id not in checked.comparisons]
    told = [f"{others.count(status)} {word}" for status, word in NO_FACTS.items() if status in others]
    hedged = sum(status not in NO_FACTS for status in others)
    told += [f"{hedged} told with doubt"] if hedged else []
    if told:
        yield from _value("", f"{counted(len(others), 'contact')} told otherwise than as a fact: {', '.join(told)}", mark="- ")
    if checked.reading.statements:
        yield from _value("", f"{counted(len(checked.reading.statements), 'statement')}: what people said is not checked", mark="- ")
    if not facts and not told and not checked.reading.statements:
        yield from _wrapped("Nothing.")
    yield ""


def _evidence(ids: Sequence[str], named: Mapping[str, Entry], sources: Sources) -> Iterator[str]:
    """What decides, by id, in words, and with its page where it has one."""
    for number, name in enumerate(ids):
        entry = named.get(name)
        yield from _value("" if number else "Evidence", f"{name}  {_contact(contact_of(entry))}" if entry else name)
        page = sources.official.page(name)
        if page:
            yield f"{' ' * (LABEL + 3)}{page}"


def _coverage(ids: Sequence[str], sources: Sources) -> Iterator[str]:
    """What is declared complete, with its source and its last day."""
    for number, name in enumerate(ids):
        declared = sources.coverages.get(name)
        known = f"{name}  {declared.first} to {declared.last}, {declared.source}" if declared else name
        yield from _value("" if number else "Coverage", known)


def _contact(contact: Contact) -> str:
    """A contact in one line: who, where, when."""
    first, others = sides(contact)
    who = " with ".join(words for words in (people(first), people(others)) if words)
    known = (who or contact.kind.value, places(contact), days(contact.starts, contact.ends))
    return ", ".join(part for part in known if part != NOT_TOLD)


def _quoted(finding: Finding[Claim] | Finding[Contact]) -> str:
    """The words that a finding rests on first."""
    return f'"{shortened(finding.evidence[0].quote, WORDS_AT_MOST)}"'


def _value(label: str, text: str, *, indent: int = 3, mark: str = "") -> Iterator[str]:
    """A value behind its label, further lines under it."""
    head = mark or f"{' ' * indent}{f'{label}:' if label else '':<{LABEL}}"
    yield from wrap(
        safe(text), COLUMNS, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False, break_on_hyphens=False
    ) or [head.rstrip()]


def _wrapped(text: str) -> Iterator[str]:
    """A sentence on its own."""
    yield from wrap(text, COLUMNS)
