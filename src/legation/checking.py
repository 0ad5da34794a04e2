"""What a report is checked against: the packaged official record, a register beside it, and what is declared complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from legation.ask.facts import compare
from legation.ask.precedent import Precedent, Year, by_year, first_of_each, last_before
from legation.ask.query import Question, answer, question
from legation.ask.stays import came_about, homes_of, ids_of
from legation.ask.told import Against
from legation.ask.verdict import Grounds, Map, verdict_of
from legation.model import (
    Actor,
    Authority,
    Claim,
    Comparison,
    Contact,
    ContactKind,
    Entry,
    EntryState,
    Finding,
    Held,
    Origin,
    Outcome,
    Place,
    Problem,
    Reading,
    Relation,
    Report,
    Support,
    Verdict,
    Whose,
)
from legation.official import HOME_CODE, OfficialRecord, Sought
from legation.register.entries import entries
from legation.register.reports_listed import printing
from legation.register.store import Register
from legation.tables.coverage import Coverage, Covered, covered, load_coverage, place_of_own
from legation.tables.former_states import SMALL_PLACES, members_of
from legation.tables.gazetteer import Gazetteer
from legation.tables.names import bare_name, words_of
from legation.tables.offices import Offices

IMPORTED = {"import.historian": Authority.OFFICIAL, "import.csv": Authority.OWN}
"""Rules by which records came into a register, and whose word they are; all other findings are told by the press."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A reading with what the record says of its claims, and of the contacts that it tells as facts."""

    reading: Reading
    verdicts: dict[str, Verdict]
    """By the id of the claim."""
    comparisons: dict[str, Comparison]
    """By the id of the contact; those that are not told as facts are not in it."""
    as_of: date | None
    entries: tuple[Entry, ...]
    """What it was checked against, as far as it may matter."""

    @classmethod
    def none(cls, reading: Reading, problem: Problem, as_of: date | None) -> Checked:
        """A reading that could not be checked, with why."""
        verdict = Verdict(outcome=Outcome.OPEN, note=problem.advice, as_of=as_of)
        noted = replace(reading, problems=(*reading.problems, problem))
        return cls(reading=noted, verdicts={claim.id: verdict for claim in reading.claims}, comparisons={}, as_of=as_of, entries=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedents:
    """The visits that came about and fit a question, from which precedents are taken."""

    asked: Question
    before: date | None
    entries: tuple[Entry, ...]
    coverages: tuple[Coverage, ...]

    def last(self) -> Precedent:
        """The last of them, before the day that is asked for."""
        return last_before(self.entries, self.before)

    def first_of_each(self) -> Precedent:
        """The first of each visitor."""
        return first_of_each(self.entries)

    def by_year(self) -> tuple[tuple[Year, ...], tuple[Entry, ...]]:
        """Those of each year, and those whose year is not certain."""
        return by_year(self.entries)

    def covered(self, first: date | None = None) -> Covered:
        """What is declared complete for the question, from a day on or ever, to the day before the one asked for or the sources' last."""
        ends = [one.last for one in self.coverages]
        last = self.before - timedelta(days=1) if self.before else max(ends, default=None)
        asked = self.asked
        return covered(self.coverages, home=asked.from_, post_class=asked.post, destination=asked.to, first=first or date.min, last=last)


@dataclass(slots=True, kw_only=True)
class Evidence:
    """The packaged record and a register as one, without what a report itself has put into the register."""

    official: OfficialRecord
    register: Register | None = None
    coverages: tuple[Coverage, ...] = field(default_factory=tuple)

    @classmethod
    def open(cls, register: Register | None = None, official: OfficialRecord | None = None) -> Evidence:
        """The packaged record with a register beside it, and what both are declared to hold completely."""
        declared = place_of_own(register.path) if register else None
        extra = declared if declared and declared.exists() else None
        return cls(official=official or OfficialRecord.open(), register=register, coverages=load_coverage(extra))

    def check(self, reading: Reading, as_of: date | None = None) -> Checked:
        """What the record says of a report as of a day; else of the day on which it was published."""
        day, known = as_of or reading.report.published, self.official.known
        found = self.entries_for(sought_by(reading, known.offices), reading.report)
        against = Against(
            entries=found,
            coverages=self.coverages,
            offices=known.offices,
            gazetteer=known.gazetteer,
            as_of=day,
            told=reading.contacts,
            lands=self.official.lands(name for entry in found for name in ids_of(entry)),
        )
        grounds = Grounds(
            entries=found,
            coverages=self.coverages,
            as_of=day,
            told=reading.contacts,
            text=reading.report.text,
            offices=known.offices,
            map=Map(land_of=partial(_land_of, known.gazetteer), name_of=known.gazetteer.country_name),
        )
        compared = ((finding.id, compare(finding, against)) for finding in reading.contacts)
        return Checked(
            reading=reading,
            verdicts={claim.id: verdict_of(claim, grounds) for claim in reading.claims},
            comparisons={name: comparison for name, comparison in compared if comparison is not None},
            as_of=day,
            entries=found,
        )

    def weight(self, reading: Reading) -> int:
        """How many entries of the register a check of a report looks through, some of them more than once: what it costs."""
        if self.register is None:
            return 0
        sought = dict.fromkeys(sought_by(reading, self.official.known.offices))
        return sum(self.register.ask(one, limit=0).total for one in _questions(sought))

    def entries_for(self, sought: Iterable[Sought], report: Report | None = None) -> tuple[Entry, ...]:
        """The entries that may be among those sought, one visit that both hold being one.

        Takes    report = the one that is checked, which cannot bear itself out.
        """
        asked = tuple(dict.fromkeys(sought))
        told, known = self.official.contacts(asked)
        if self.register is None:
            return entries(told, (), known)
        kept = _of_register(self.register, asked, report)
        told = tuple(finding for finding in told if finding.report_id not in kept.reports)
        return entries((*told, *kept.findings), self.register.judgements(), (*known, *kept.origins))

    def precedents(self, asked: Question, before: date | None = None) -> Precedents:
        """The visits of the record and the register that came about and fit a question.

        Takes    before = the day before which a precedent is sought.
        """
        found = answer(self.entries_for([Sought(home=asked.from_, destination=asked.to)]), asked).entries
        made = tuple(entry for entry in found if came_about(entry))
        return Precedents(asked=asked, before=before, entries=made, coverages=self.coverages)


def _land_of(gazetteer: Gazetteer, place: Place) -> str | None:
    """In which country of today a place lies; None where a place of a state that is no more is not in the table."""
    members = members_of(place.country)
    if not members:
        return place.country
    rows = (row for row in gazetteer.named(place.name) if row.country in members)
    return next(
        (row.country for row in rows if (row.geonames, row.lat, row.lon) == (place.geonames, place.lat, place.lon)),
        SMALL_PLACES.get(place.name),
    )


def sought_by(reading: Reading, offices: Offices) -> Iterator[Sought]:
    """Whose visits may matter to what a report tells and claims."""
    for finding in reading.contacts:
        yield from _sought_by_contact(finding.body, offices)
    for claim in reading.claims:
        yield from _sought_by_claim(claim.body, offices)


def _sought_by_contact(contact: Contact, offices: Offices) -> Iterator[Sought]:
    """The visits of those who took part anywhere, and those of others of their countries to the same one."""
    places = {contact.destination, *(stop.place.country for stop in contact.stops)}
    if contact.kind is not ContactKind.VISIT:
        places |= {party.actor.country for party in contact.parties}
    for actor in (party.actor for party in contact.parties if contact.kind is not ContactKind.VISIT or party.role == "visitor"):
        for home in homes_of(actor, offices) or (None,):
            yield from (Sought(home=home, destination=place) for place in places - {None, home})
        yield from (Sought(home=home, surname=_surname(actor, home)) for home in homes_of(actor, offices))


def _sought_by_claim(claim: Claim, offices: Offices) -> Iterator[Sought]:
    """The visits that a claim ranks; where it is not said whose or where to, those of anybody or to anywhere."""
    pattern = claim.pattern
    if claim.relation is Relation.TRADITION and (whose := pattern.whose) is not None:
        holders = whose.actors or (whose,)
        yield from (Sought(home=one.country, post_class=one.post_class) for one in holders)
    places = {pattern.destination, pattern.place.country if pattern.place else None} - {None}
    for whose in (pattern.whose, *((claim.instance,) if claim.instance else ())):
        for home, post_class, surname in _ranked(whose, offices):
            if places:
                yield from (Sought(home=home, destination=place) for place in places)
            else:
                yield Sought(home=home, post_class=None if surname else post_class, surname=surname)


def _ranked(whose: Whose | None, offices: Offices) -> Iterator[tuple[str | None, str | None, str | None]]:
    """Country, post and surname of those whose contacts are ranked."""
    if whose is None or not whose.actors:
        yield (whose.country, whose.post_class, None) if whose else (None, None, None)
        return
    for actor in whose.actors:
        yield from ((home, None, _surname(actor, home)) for home in homes_of(actor, offices) or (None,))


def _surname(actor: Actor, home: str | None) -> str | None:
    """The name by which a traveller of the United States is found."""
    words = words_of(bare_name(actor.name)) if actor.name and home == HOME_CODE else ()
    return words[-1] if words else None


@dataclass(slots=True, kw_only=True)
class Kept:
    """What a register holds of what is sought."""

    findings: list[Finding[Contact]] = field(default_factory=list)
    """Those that count."""
    origins: list[Origin] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    """Ids of all reports that tell it, those among them that count no longer."""


def _of_register(register: Register, sought: Sequence[Sought], report: Report | None) -> Kept:
    """What a register holds of what is sought, the report itself left out."""
    kept, same = Kept(), {report.id, *printing(register, report)} if report else set()
    for entry in {entry.id: entry for one in _questions(sought) for entry in register.ask(one).entries}.values():
        kept.reports.update(finding.report_id for finding in entry.findings)
        published = {s.report: s.published for held in entry.fields.values() for s in _supports(held)}
        for finding in entry.findings if entry.state is EntryState.STANDING else ():
            name = finding.report_id
            authority = _authority(finding)
            if name in published and not (authority is Authority.PRESS and name in same):
                kept.findings.append(finding)
                kept.origins.append(Origin(report=name, published=published[name], authority=authority))
    return kept


def _questions(sought: Iterable[Sought]) -> Iterator[Question]:
    """What a register is asked for, of all kinds of contact."""
    for one in sought:
        for kind in ContactKind:
            yield question(kind, from_=one.home, to=one.destination, post=one.post_class, visitor=one.surname, rejected=True)


def _supports(held: Held) -> tuple[Support, ...]:
    """All that hold the value of a field or one of its rivals: the findings that count."""
    return held.supports + tuple(support for rival in held.rivals for support in rival.supports)


def _authority(finding: Finding[Contact]) -> Authority:
    """Whose word a finding is, by the rule that told it."""
    return IMPORTED.get(finding.rule.partition("/")[0], Authority.PRESS)
