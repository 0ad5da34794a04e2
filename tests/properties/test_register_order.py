"""Entries are the same in any order of arrival, and findings come back from the register without loss."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.factories import AT, TEXT, actor, contact, finding, judgement, prieto, reading, report, rudolf, strelsau

from legation.ask.query import answer, question
from legation.errors import UsageError
from legation.model import (
    Authority,
    Certainty,
    Contact,
    ContactKind,
    Evidence,
    Finding,
    Judgement,
    Origin,
    Party,
    Reading,
    Report,
    ReportState,
    Status,
    Stop,
    Topic,
)
from legation.record import finding_from_json, finding_to_json
from legation.register.entries import entries, merged
from legation.register.rows import Mark
from legation.register.store import Register
from legation.span import Span
from legation.when import TimeBasis, When, parse_edtf

texts = st.text(alphabet=st.characters(codec="utf-8"))
spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda ends: Span(min(ends), max(ends)))
EDTF = ["2024-03-14", "2024-03", "2024", "199X", "2024-22", "2024-03-14?", "XXXX-10", "[2024-01..2024-03-05]", "2024-03-14/.."]


@st.composite
def moments(draw: st.DrawFn) -> When:
    """Dates of every form, with any basis and phrase."""
    phrase = draw(st.none() | spans)
    return parse_edtf(draw(st.sampled_from(EDTF)), basis=draw(st.sampled_from(TimeBasis)), phrase=phrase)


@st.composite
def parties(draw: st.DrawFn) -> Party:
    """Parties with names of any characters."""
    who = actor(draw(st.none() | texts), "Ana Prieto", post=draw(st.none() | texts), verified=draw(st.booleans()))
    named = replace(who, span=draw(spans), elect=draw(st.booleans()), candidates=tuple(draw(st.lists(texts, max_size=3))))
    return Party(role=draw(st.sampled_from(["visitor", "host", "participant"])), actor=named)


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    """Contacts of every kind."""
    numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
    place = replace(strelsau(), name=draw(texts), lat=draw(numbers), lon=draw(numbers), geonames=draw(st.none() | st.integers(0, 10**9)))
    return Contact(
        kind=draw(st.sampled_from(ContactKind)),
        status=draw(st.sampled_from(Status)),
        parties=tuple(draw(st.lists(parties(), max_size=3))),
        stops=tuple(draw(st.lists(st.builds(Stop, place=st.just(place), arrives=st.none() | moments()), max_size=2))),
        destination=draw(st.sampled_from([None, "CAN", "XKX"])),
        starts=draw(st.none() | moments()),
        ends=draw(st.none() | moments()),
        purpose=draw(st.none() | texts),
        topics=tuple(draw(st.lists(st.builds(Topic, text=texts, span=spans), max_size=2))),
    )


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Findings of any contact."""
    evidence = tuple(draw(st.lists(st.builds(Evidence, texts, spans, texts), max_size=3)))
    return Finding(
        id=draw(texts),
        report_id=draw(texts),
        body=draw(contacts()),
        certainty=draw(st.sampled_from(Certainty)),
        evidence=evidence,
        rule="visit.make/1",
        said_by=draw(st.none() | texts),
    )


@given(findings())
def test_a_finding_comes_back_from_json_as_it_was(told: Finding) -> None:
    assert finding_from_json(finding_to_json(told)) == told


def some_findings() -> list[Finding]:
    """Contacts of several reports, some alike in all but their status or their words."""
    bodies = [
        contact(),
        replace(contact(), status=Status.POSTPONED),
        contact(ContactKind.MEETING),
        contact(starts=None),
        contact(starts="XXXX-10"),
        contact(ContactKind.CALL, starts="2024"),
        replace(contact(), parties=(rudolf("visitor"), prieto("host"))),
    ]
    sources = [report("r1"), report("r2", title="Another")]
    return [finding(source, body, id=f"f-{source.id}-{number}") for source in sources for number, body in enumerate(bodies)]


@given(st.randoms(use_true_random=False))
def test_entries_are_the_same_in_any_order_of_arrival(chance: random.Random) -> None:
    told = some_findings()
    judged = [
        judgement("reject", "f-r1-0"),
        judgement("accept", "f-r1-0", id="j2"),
        judgement("reject", "f-r2-3", id="j3", at="2024-03-17T00:00:00+00:00"),
        judgement("unsure", "f-r2-3", id="j4", at="2024-03-18T00:00:00+00:00", withdraws="j3"),
    ]
    expected = entries(told, judged)
    assert len(expected) == len({entry.id for entry in expected}) < len(told)
    assert sorted(f.id for entry in expected for f in entry.findings) == sorted(f.id for f in told)
    assert entries(chance.sample(told, len(told)), chance.sample(judged, len(judged))) == expected


FIRST_DAYS = [None, "2024-03", "[2024-03-11..2024-03-17]", "2024", "XXXX-03-14", "2024-03-14~", "2024-03-14?"]
VISITORS = [("Ana Prieto", "FRD"), ("Prieto", "FRD"), (None, "FRD"), ("Jon Rudolf", "RUR"), ("Ana Prieto", None)]


@st.composite
def sightings(draw: st.DrawFn, number: int) -> Finding:
    """A contact that one of a few reports tells, of a few people in a few months, with any status and days known in any way."""
    day = date(2024, 3, 1) + timedelta(days=draw(st.integers(0, 40)))
    lasts = draw(st.integers(-3, 6))
    name, country = draw(st.sampled_from(VISITORS))
    who = replace(actor(name, "Ana Prieto", country=country), post_class=draw(st.sampled_from([None, "foreign_minister"])))
    kind = draw(st.sampled_from([ContactKind.VISIT, ContactKind.VISIT, *ContactKind]))
    told = contact(
        kind,
        starts=draw(st.just(day.isoformat()) | st.sampled_from(FIRST_DAYS)),
        ends=(day + timedelta(days=lasts)).isoformat() if lasts >= 0 else None,
    )
    role = {ContactKind.VISIT: "visitor", ContactKind.INVITATION: "invitee"}.get(kind, "participant")
    told = replace(
        told,
        status=draw(st.sampled_from(Status)),
        salience=draw(st.sampled_from(["main", "background"])),
        parties=(Party(role=role, actor=who), told.parties[1]),
        destination=draw(st.sampled_from(["RUR", "RUR", "CAN", None])),
    )
    return finding(report(f"r{draw(st.integers(0, 7))}"), told, id=f"f-{number}")


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Finding], list[Origin], list[Judgement]]:
    """Findings of several reports on the same and on different visits, with the days of the reports and words of people on pairs."""
    told = [draw(sightings(number)) for number in range(draw(st.integers(2, 24)))]
    days = st.none() | st.dates(date(2024, 2, 20), date(2024, 5, 1))
    origins = [
        Origin(report=f"r{n}", published=draw(days), state=draw(st.sampled_from(ReportState)), authority=draw(st.sampled_from(Authority)))
        for n in range(8)
    ]
    pairs = draw(st.lists(st.tuples(st.sampled_from(told), st.sampled_from(told)), max_size=3))
    answers = [draw(st.sampled_from(["same", "different", "unsure"])) for _ in pairs]
    judged = [
        replace(judgement(answer, one.id, id=f"j{number}"), right=other.id)
        for number, ((one, other), answer) in enumerate(zip(pairs, answers, strict=True))
    ]
    return told, origins, judged


@given(registers(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_findings_of_many_reports_merge_the_same_in_any_order_of_arrival(
    register: tuple[list[Finding], list[Origin], list[Judgement]], chance: random.Random
) -> None:
    told, origins, judged = register
    expected = merged(told, judged, origins)
    shuffled = (chance.sample(told, len(told)), chance.sample(judged, len(judged)), chance.sample(origins, len(origins)))
    assert merged(*shuffled) == expected


@given(registers())
@settings(max_examples=100, deadline=None)
def test_merging_loses_no_finding_and_no_doubt_stands_within_an_entry(
    register: tuple[list[Finding], list[Origin], list[Judgement]],
) -> None:
    told, origins, judged = register
    found, doubts = merged(told, judged, origins)
    assert sorted(f.id for entry in found for f in entry.findings) == sorted(f.id for f in told)
    assert len({entry.id for entry in found}) == len(found)
    for entry in found:
        assert len({f.body.kind for f in entry.findings}) == 1 and entry.id in entry.names
        supported = {s.finding for held in entry.fields.values() for s in held.supports}
        assert supported <= {f.id for f in entry.findings}
    assert all(one.entries[0].id != one.entries[1].id and one.reasons for one in doubts)


QUESTIONS = [
    question(kind, **asked)
    for kind in (ContactKind.VISIT, ContactKind.MEETING, ContactKind.INVITATION)
    for asked in (
        {},
        {"visitor": "prieto ana"},
        {"host": "Rudolf", "from_": "FRD"},
        {"to": "RUR", "status": "planned"},
        {"since": "2024-03-10", "until": "2024-03-20"},
        {"until": "2024-02"},
        {"since": "2024-04", "visitor": "Prieto"},
        {"text": "will visit"},
        {"text": "visit will", "rejected": True},
        {"post": "foreign_minister"},
    )
]


def as_reading(number: int, told: Sequence[Finding], origin: Origin) -> Reading:
    """A reading of a report that tells some findings."""
    source = report(f"r{number}", text=f"{TEXT} Report {number}.", published=origin.published)
    source = replace(source, state=origin.state, authority=origin.authority, url=f"https://www.example.org/{number}")
    return reading(source, told)


@given(registers(), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=60, deadline=None)
def test_entries_that_are_kept_are_those_that_all_findings_make_at_once(
    held: tuple[list[Finding], list[Origin], list[Judgement]], chance: random.Random, step_by_step: bool
) -> None:
    told, origins, judged = held
    by_report = {f"r{n}": [one for one in told if one.report_id == f"r{n}"] for n in range(8)}
    acts = [as_reading(n, by_report[f"r{n}"], origin) for n, origin in enumerate(origins)]
    # A second reading of a report tells less; it counts, whichever came first.
    again = replace(acts[0], contacts=acts[0].contacts[1:], rules="rules-2")
    marks = [Mark(report="r1", state=ReportState.WITHDRAWN, by="Editor", at=AT, reason="x")]
    with TemporaryDirectory() as folder, Register.open(Path(folder) / "r.db", create=True) as register:
        for act in [*chance.sample([*acts, *judged], len(acts) + len(judged)), again, *marks]:
            if isinstance(act, Judgement):
                register.judge(act)
            elif isinstance(act, Mark):
                register.mark(act)
            elif step_by_step:
                register.keep(act, at=AT)
            else:
                register.keep_all([act], at=AT)
        found, of_reports = register.told(Contact)
        expected = merged(found, register.judgements(), of_reports)
        assert (register.entries(), register.doubts()) == expected
        for asked in QUESTIONS:
            answered = register.ask(asked)
            assert answered == answer(register.entries(asked.kind), asked)
            page = register.ask(asked, limit=2, offset=1)
            assert (page.entries, page.total, page.undated) == (answered.entries[1:3], answered.total, answered.undated)
        register.derive_anew()
        assert (register.entries(), register.doubts()) == expected


@given(st.permutations(range(5)))
@settings(max_examples=10, deadline=None)
def test_registers_filled_in_any_order_hold_the_same(order: list[int]) -> None:
    with TemporaryDirectory() as folder:
        lines = []
        for name, numbers in (("one", range(5)), ("other", order)):
            with Register.open(Path(folder) / f"{name}.db", create=True) as register:
                for number in numbers:
                    register.keep(reading(report(f"r{number}")), at=AT)
                lines.append(register.entries())
    assert lines[0] == lines[1]


WORDS = "The bridge at Zenda was mended in spring, and bands of both towns are to play there when her train comes in. "
TEXTS = tuple(f"{TEXT} {WORDS * 2} {end}" for end in ("", "She left early.", "She stayed on."))


@st.composite
def arrivals(draw: st.DrawFn) -> list[Reading]:
    """Readings of reports that share addresses, ids and texts in any way; no two are of one day, so that days decide."""
    days = draw(st.lists(st.dates(date(2024, 1, 1), date(2024, 12, 31)), unique=True, max_size=7))
    return [draw(arrival(day, number)) for number, day in enumerate(days)]


@st.composite
def arrival(draw: st.DrawFn, day: date, number: int) -> Reading:
    """One reading of a report of this day; of half of them it is the day of change."""
    text, address = draw(st.sampled_from(TEXTS)), draw(st.sampled_from([None, 1, 2, 3]))
    changed = draw(st.booleans())
    source = report(draw(st.sampled_from(["r1", "r2", "r3", ""])), text=text, published=date(2023, 5, number + 1) if changed else day)
    source = replace(
        source,
        id=source.id or source.sha256[:16],
        url=f"https://www.example.org/{address}" if address else None,
        modified=day if changed else None,
        partial=draw(st.booleans()),
        state=draw(st.sampled_from(ReportState)),
    )
    return reading(source, [finding(source, contact(starts=(date(2024, 1, 1) + timedelta(days=number)).isoformat()), id=f"f-{number}")])


def filled(folder: str, name: str, told: Sequence[Reading], marks: Sequence[Mark]) -> tuple[object, ...]:
    """What a register answers to which these have come in this order; nothing that tells the order."""
    with Register.open(Path(folder) / name, create=True) as register:
        for one in told:
            register.keep(one, at=AT)
        for mark in marks:
            with suppress(UsageError):
                register.mark(mark)
        names = sorted({one.report.id for one in told})
        copies = [[copy.report for copy in register.copies(name)] for name in names]
        versions = [{(version.report, version.counts) for version in register.versions(name)} for name in names]
        readings = [register.find_reading(name) for name in names]
        return register.entries(), register.counts(), copies, versions, readings


@given(arrivals(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_what_counts_of_versions_and_copies_is_the_same_in_any_order_of_arrival(told: list[Reading], chance: random.Random) -> None:
    marks = [Mark(report="r1", state=state, by="Editor", at=f"2024-03-1{n}T08:00:00", reason="x") for n, state in enumerate(ReportState)]
    marks.append(Mark(report="r2", state=ReportState.WITHDRAWN, by="Editor", at=AT, reason="x"))
    with TemporaryDirectory() as folder:
        first = filled(folder, "one.db", told, marks)
        assert filled(folder, "other.db", chance.sample(told, len(told)), chance.sample(marks, len(marks))) == first


@given(arrivals())
@settings(max_examples=60, deadline=None)
def test_every_text_counts_once_and_nothing_is_lost(told: list[Reading]) -> None:
    with TemporaryDirectory() as folder, Register.open(Path(folder) / "r.db", create=True) as register:
        for one in told:
            register.keep(one, at=AT)
        standing = list(register.reports())
        counting = {one.body.starts.edtf: one for one in register.findings() if one.body.starts}
        assert len(counting) == len({source.text for source in standing}) == register.counts()["reports"] - register.counts()["copies"]
        for one in told:
            assert one.report in {version.report for version in register.versions(one.report.id)}


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, Span]:
    """Reports of any characters, NUL and line ends among them, with a span of words in each."""
    text = draw(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
    start = draw(st.integers(0, len(text) - 1))
    return report("r1", text=text, title=draw(st.none() | texts)), Span(start, draw(st.integers(start, len(text))))


@given(reports())
@settings(max_examples=40, deadline=None)
def test_what_is_kept_comes_back_as_it_was(source: tuple[Report, Span]) -> None:
    of, span = source
    told = replace(finding(), evidence=(Evidence("r1", span, of.text[span.start : span.end]),))
    with TemporaryDirectory() as folder, Register.open(Path(folder) / "r.db", create=True) as register:
        register.keep(reading(of, [told]), at=AT)
        assert register.find_reading("r1") == reading(of, [told])
