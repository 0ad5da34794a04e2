"""One entry, or one report, on a page: itinerary, agenda, history, supports and rivals, each value with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from legation.ask.query import contact_of
from legation.ask.said import Told
from legation.ask.stays import OFFICIAL
from legation.doors.ask import register_at
from legation.doors.check import register_beside
from legation.doors.contacts import line_of_finding, name_of, print_contacts
from legation.doors.listing import print_line
from legation.doors.log import said_of as said_by_person
from legation.doors.log import state_of
from legation.doors.marks import said_of
from legation.doors.options import Shape
from legation.doors.page import console, line, quoted
from legation.doors.run import headline
from legation.doors.said import cue_of, line_of, lines_of, print_claims, print_statements, who_says
from legation.model import (
    Actor,
    Claim,
    Contact,
    Entry,
    EntryState,
    Evidence,
    LinkKind,
    Party,
    Reading,
    Report,
    ReportState,
    Statement,
    Stop,
    Topic,
)
from legation.record import JsonObject, entry_record, printed, record_of, words_of_content
from legation.register.additions import sets, words_for
from legation.register.bearings import Fit
from legation.register.rows import Mark, Version
from legation.register.store import Register
from legation.span import Span
from legation.when import When

DAYS_AT_MOST = 31
"""Days of one stay that are told one by one."""
LINKS = {LinkKind.SAME_TOUR: "same tour", LinkKind.POSTPONED_TO: "put off, and made as", LinkKind.PART_OF: "part of the visit"}
PLAIN_FIELDS = ("destination", "level", "purpose", "format", "accepted", "salience", "said_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of an entry is made from."""

    entry: Entry
    contact: Contact
    readings: Mapping[str, Reading]
    copies: Mapping[str, tuple[Version, ...]]
    marks: Mapping[str, tuple[Mark, ...]]
    judgements: tuple[Fit, ...]

    def words(self, field: str, value: object, span: Span | None) -> str:
        """The words that a value, or one of several that a field holds, stands on in the report that tells it."""
        told = ((f.report_id, getattr(f.body, field)) for f in self.entry.findings)
        name = next((report for report, held in told if (value in held if isinstance(held, tuple) else value == held)), None)
        judged = next((fit.judgement.id for fit in self.judgements if fit.withdrawn_by is None and sets(fit.judgement, value)), None)
        if judged:
            return f"(by {judged})"
        reading = self.readings.get(name) if name else None
        return quoted(reading.report.text[span.start : span.end]) if reading and span else ""

    def statement(self, name: str) -> str:
        """A statement by its id, with who makes it and how."""
        said = (s for reading in self.readings.values() for s in reading.statements if s.id == name)
        return next((f"{who_says(s.body)} ({cue_of(s.body)})  {quoted(words_of_content(s.body, s.evidence))}  {name}" for s in said), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What the page of a report is made from."""

    reading: Reading
    versions: tuple[Version, ...]
    copies: tuple[Version, ...]
    marks: tuple[Mark, ...]


def show(name: str, *, register: Path | None, shape: Shape) -> int:
    """Prints the entry, statement, claim or report that an id means."""
    if packaged := _packaged(name, register):
        _print(packaged, (), shape)
        return 0
    with Register.open(register_at(register)) as held:
        reading = held.find_reading(name)
        said = None if reading else held.said(name)
        told = _report_page(held, reading) if reading else said or _entry_page(held, name)
        judged = held.judged_said(said.finding) if said else ()
    _print(told, judged, shape)
    return 0


def _packaged(name: str, register: Path | None) -> ReportPage | None:
    """A record of the Office of the Historian as the package has it, where no register is there to be asked."""
    if not name.startswith(OFFICIAL) or register_beside(register) is not None:
        return None
    # Loaded here, for the tables that it needs are of no use to a register.
    from legation.official import OfficialRecord

    reading = OfficialRecord.open().reading(name)
    return ReportPage(reading=reading, versions=(), copies=(), marks=()) if reading else None


def _print(told: ReportPage | Page | Told[Statement] | Told[Claim], judged: Sequence[Fit], shape: Shape) -> None:
    """What an id means, as a page or as a JSON object."""
    if shape is Shape.JSONL:
        print_line(_record(told))
    elif isinstance(told, ReportPage):
        _print_report(told)
    elif isinstance(told, Page):
        _print_sections(told)
    else:
        for text in (*lines_of(told), *map(judgement_line, judged)):
            console().print(line(text), soft_wrap=True)


def _record(told: ReportPage | Page | Told[Statement] | Told[Claim]) -> JsonObject:
    """The JSON object of what is shown."""
    if isinstance(told, ReportPage):
        return record_of(told.reading)
    return entry_record(told.entry) if isinstance(told, Page) else line_of(told)


def _report_page(held: Register, reading: Reading) -> ReportPage:
    """What the register holds of a report."""
    name = reading.report.id
    return ReportPage(reading=reading, versions=held.versions(name), copies=held.copies(name), marks=held.marks(name))


def _entry_page(held: Register, name: str) -> Page:
    """What the register holds of an entry, and of the reports that support it."""
    entry = held.entry(name)
    sources = sorted({finding.report_id for finding in entry.findings})
    return Page(
        entry=entry,
        contact=contact_of(entry),
        readings={source: found for source in sources if (found := held.find_reading(source))},
        copies={source: held.copies(source) for source in sources},
        marks={source: held.marks(source) for source in sources},
        judgements=held.judged_of(entry),
    )


def _print_report(page: ReportPage) -> None:
    """A report with what it tells, its copies, versions and marks."""
    out, reading = console(), page.reading
    out.print(line(headline(reading.report), "bold"), soft_wrap=True)
    for text in rank_lines(page):
        out.print(line(text), soft_wrap=True)
    if reading.contacts:
        print_contacts(map(line_of_finding, reading.contacts), kept=False)
    print_statements(reading.statements, kept=True)
    print_claims(reading.claims, kept=True)
    for problem in dict.fromkeys((*reading.report.problems, *reading.problems)):
        word = "note" if problem.code.startswith("note.") else "problem"
        out.print(line(f"{word} {problem.code}: {problem.advice}", "yellow"), soft_wrap=True)
    for title, lines in (("Versions", version_lines(page.versions)), ("Marks", map(said_of, page.marks))):
        told = list(lines)
        if told:
            out.print(line(title, "bold cyan"))
            for text in told:
                out.print(line(f"  {text}"), soft_wrap=True)


def rank_lines(page: ReportPage) -> Iterator[str]:
    """Whether the report counts, and for which others."""
    report = page.reading.report
    if report.state is not ReportState.STANDING:
        yield report.state.value
    counting = [version.report for version in page.versions if version.counts]
    if counting and report.id not in {other.id for other in counting}:
        yield f"superseded by {'; '.join(map(named, counting))}"
    yield from copy_lines(report.id, page.copies)


def copy_lines(name: str, copies: Sequence[Version]) -> Iterator[str]:
    """Which report counts for the copies of a text, or which copies a report has."""
    reports = [copy.report for copy in copies]
    if reports and reports[0].id != name:
        yield f"copy of {named(reports[0])}"
    elif reports:
        yield f"{'copy' if len(reports) == 2 else 'copies'}: {'; '.join(map(named, reports[1:]))}"


def named(report: Report) -> str:
    """A report in a list of others."""
    day = report.published.isoformat() if report.published else None
    known = ", ".join(part for part in (report.outlet, day, report.url) if part)
    return f"{report.id} ({known})" if known else report.id


def version_lines(versions: Sequence[Version]) -> Iterator[str]:
    """The versions of a report, where it has several, and which of them counts."""
    for version in versions if len(versions) > 1 else ():
        report = version.report
        published = f"published {report.published}" if report.published else "day of publication not known"
        changed = f"changed {report.modified}" if report.modified else None
        state = None if report.state is ReportState.STANDING else report.state.value
        parts = (f"kept {version.at}", published, changed, "partial" if report.partial else None, state, f"id {report.id}")
        yield ", ".join(part for part in (*parts, "counts" if version.counts else None) if part)


def _print_sections(page: Page) -> None:
    """The sections that have something to say, one under the other."""
    out = console()
    for text in title_lines(page):
        out.print(line(text, "bold"), soft_wrap=True)
    for title, lines in SECTIONS.items():
        told = list(lines(page))
        if told:
            out.print(line(title, "bold cyan"))
            for text in told:
                out.print(line(f"  {text}"), soft_wrap=True)


def title_lines(page: Page) -> Iterator[str]:
    """Id, kind and status."""
    held = page.entry.fields.get("certainty")
    certainty = str(held.value if held else page.entry.findings[0].certainty)
    state = "" if page.entry.state is EntryState.STANDING else f", {page.entry.state.value}"
    yield f"{page.entry.kind.value} {page.entry.id}: {page.contact.status.value.replace('_', ' ')}, {certainty}{state}"


def parties(page: Page) -> Iterator[str]:
    """Who takes part, in which role, and what his identity rests on."""
    for party in page.contact.parties:
        yield f"{party.role}: {described(party.actor)}  {page.words('parties', party, party.actor.span)}"


def described(actor: Actor) -> str:
    """A person or body with post, country, ids and the basis of these."""
    known = [name_of(actor), actor.post, actor.country, actor.organisation, actor.wikidata]
    basis = f"by the {actor.basis.value}" if actor.basis.value == "text" else "by the table of occupancies"
    flags = [basis, *(["elect"] if actor.elect else []), *([] if actor.verified else ["no document confirms that row"])]
    rivals = f"; or {', '.join(actor.candidates)}" if actor.candidates else ""
    return f"{', '.join(dict.fromkeys(part for part in known if part))} ({'; '.join(flags)}{rivals})"


def itinerary(page: Page) -> Iterator[str]:
    """The journey day by day, as far as days are told."""
    for stop in page.contact.stops:
        place = stop.place
        where = ", ".join(part for part in (place.surface, place.country, f"GeoNames {place.geonames}" if place.geonames else None) if part)
        for day in days_of(stop):
            yield f"{day}  {where}  {page.words('stops', stop, place.span)}"
        for label, when in (("arrives", stop.arrives), ("leaves", stop.leaves)):
            if when is not None:
                yield f"    {label} {reckoned(when, page.words('stops', stop, when.phrase))}"


def days_of(stop: Stop) -> list[str]:
    """The days of a stop one by one where both ends are known to the day, else what is known of them."""
    arrives, leaves = stop.arrives, stop.leaves
    if arrives is None:
        return [f"to {leaves.edtf}" if leaves else "day not told"]
    exact = arrives.earliest == arrives.latest and leaves is not None and leaves.earliest == leaves.latest
    if leaves is None or not exact or arrives.earliest is None or leaves.earliest is None:
        return [f"{arrives.edtf} to {leaves.edtf}" if leaves else arrives.edtf]
    count = (leaves.earliest - arrives.earliest).days + 1
    if not 1 <= count <= DAYS_AT_MOST:
        return [f"{arrives.edtf} to {leaves.edtf}"]
    return [(arrives.earliest + timedelta(days=number)).isoformat() for number in range(count)]


def reckoned(when: When, words: str) -> str:
    """A moment with how it was reached."""
    return f"{when.edtf} ({when.basis.value})  {words}".rstrip()


def span_of_days(page: Page) -> Iterator[str]:
    """First and last day with their words."""
    for field, when in (("starts", page.contact.starts), ("ends", page.contact.ends)):
        judged = page.entry.fields[field].judgement
        if when is not None:
            yield f"{field} {when.edtf} (by {judged})" if judged else f"{field} {reckoned(when, page.words(field, when, when.phrase))}"


def agenda(page: Page) -> Iterator[str]:
    """The matters to be spoken of, in the report's words."""
    for topic in page.contact.topics:
        yield f"{topic.text}  {page.words('topics', topic, topic.span)}"


def matter(page: Page) -> Iterator[str]:
    """The fields of one word."""
    for field in PLAIN_FIELDS:
        held = page.entry.fields.get(field)
        if held is not None and held.value is not None:
            value = {True: "yes", False: "no"}.get(held.value, held.value) if isinstance(held.value, bool) else held.value
            judged = f" (by {held.judgement})" if held.judgement else ""
            yield f"{field.replace('_', ' ')}: {page.statement(str(value)) if field == 'said_by' else value}{judged}"


def history(page: Page) -> Iterator[str]:
    """What each report told of the course, by the day it was published."""
    told = entry_record(page.entry)["history"]
    for step in told if isinstance(told, list) else ():
        status, starts = step["status"].replace("_", " "), step["starts"] or "not told"
        yield f"{step['on'] or 'day not known'}  {status}, starts {starts}  report {step['report']}"


def supports(page: Page) -> Iterator[str]:
    """What each report says, with the rule that told it."""
    for finding in page.entry.findings:
        reading = page.readings.get(finding.report_id)
        yield f"{headline(reading.report) if reading else finding.report_id}; rule {finding.rule}, finding {finding.id}"
        for text in (*copy_lines(finding.report_id, page.copies[finding.report_id]), *map(said_of, page.marks[finding.report_id][-1:])):
            yield f"    {text}"
        for evidence in finding.evidence:
            yield f"    {cited(evidence)}"


def cited(evidence: Evidence) -> str:
    """Words of a report and where they stand in it."""
    return f"{evidence.span.start}-{evidence.span.end}  {quoted(evidence.quote, 400)}"


def links(page: Page) -> Iterator[str]:
    """The entries that this one hangs together with."""
    for link in page.entry.links:
        yield f"{LINKS[link.kind]}: {link.to}"


def rivals(page: Page) -> Iterator[str]:
    """The values that did not carry the day, and who holds them."""
    for field, held in sorted(page.entry.fields.items()):
        for rival in held.rivals:
            value = words_for(rival.value) if isinstance(rival.value, Party | Stop | Topic) else printed(rival.value)
            yield f"{field}: {value}  reports {', '.join(sorted({s.report for s in rival.supports}))}"


def judgements(page: Page) -> Iterator[str]:
    """What people have said of the entry, the latest first, with what is withdrawn."""
    yield from map(judgement_line, page.judgements)


def judgement_line(fit: Fit) -> str:
    """What a person has said, and by what it is withdrawn."""
    return f"{fit.judgement.id}  {said_by_person(fit.judgement)}{'' if fit.withdrawn_by is None else f' ({state_of(fit)})'}"


SECTIONS = {
    "Parties": parties,
    "Itinerary": itinerary,
    "Days": span_of_days,
    "Agenda": agenda,
    "Besides": matter,
    "History": history,
    "Supports": supports,
    "Rivals": rivals,
    "Links": links,
    "Judgements": judgements,
}
"""The sections of an entry's page, in order."""
