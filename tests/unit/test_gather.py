"""What is one contact and what are two: gathering on findings made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from factories import prieto, report, rudolf, span_of, strelsau, when

from legation.gather import gather
from legation.model import Certainty, Contact, ContactKind, Finding, Party, Status, Stop, Topic, cite
from legation.when import TimeBasis

TEXT = (
    "Prieto to visit Strelsau\n\n"
    "Foreign Minister Ana Prieto will visit Strelsau on Thursday. "
    "In Strelsau she is to discuss grain with Minister Jon Rudolf.\n\n" + "The harbour was busy all morning. " * 25 + "\n\n"
    "She last came in 2019."
)
REPORT = report(text=TEXT, published=date(2024, 3, 12))
HEADLINE, LEAD, TALKS, RECAP = "Prieto to visit Strelsau", "will visit Strelsau on Thursday", "is to discuss grain", "last came in 2019"


def visit(quote: str, *, status: Status = Status.PLANNED, starts: str | None = None, stop: str | None = None) -> Finding:
    """Prieto's visit to Ruritania as these words tell it; ``stop`` is her day in Strelsau."""
    stops = (Stop(place=strelsau(), arrives=when(stop)),) if stop else ()
    body = Contact(
        kind=ContactKind.VISIT, status=status, parties=(as_number(prieto(), 1),), stops=stops, destination="RUR", starts=when(starts)
    )
    return told(body, quote)


def meeting(quote: str = TALKS, *, starts: str | None = None) -> Finding:
    """Her planned talks on grain with Rudolf in Strelsau."""
    body = Contact(
        kind=ContactKind.MEETING,
        status=Status.PLANNED,
        parties=(as_number(prieto("participant"), 1), as_number(rudolf("participant"), 2)),
        stops=(Stop(place=strelsau()),),
        starts=when(starts),
        topics=(Topic(text="grain", span=span_of("grain", TEXT)),),
        format="in_person",
    )
    return told(body, quote)


def told(body: Contact, quote: str, certainty: Certainty = Certainty.PLAIN) -> Finding:
    """A finding whose words stand in TEXT."""
    evidence = (cite(REPORT, span_of(quote, TEXT)),)
    return Finding(id=f"f-{body.kind}-{quote}", report_id=REPORT.id, body=body, certainty=certainty, evidence=evidence, rule="made/1")


def as_number(party: Party, referent: int) -> Party:
    """The party as the report's person of this number."""
    return replace(party, actor=replace(party.actor, referent=referent))


def of_kind(findings: tuple[Finding, ...], kind: ContactKind) -> list[Finding]:
    """Those of the findings that tell a contact of this kind."""
    return [f for f in findings if f.body.kind is kind]


def test_headline_and_lead_are_one_visit_with_the_words_of_both() -> None:
    (one,) = gather(REPORT, [visit(HEADLINE), visit(LEAD, starts="2024-03-14", stop="2024-03-14")])
    assert [e.quote for e in one.evidence] == [HEADLINE, LEAD]
    assert one.body.starts == when("2024-03-14")
    assert [s.place.name for s in one.body.stops] == ["Strelsau"]


def test_a_finding_that_stands_alone_keeps_its_id() -> None:
    alone = visit(LEAD)
    assert [f.id for f in gather(REPORT, [alone])] == [alone.id]


def test_an_id_of_many_does_not_hang_on_their_order() -> None:
    head, lead = visit(HEADLINE), visit(LEAD, starts="2024-03-14")
    assert gather(REPORT, [head, lead])[0].id == gather(REPORT, [lead, head])[0].id


def test_a_memory_stays_apart_from_the_plan() -> None:
    plan, memory = gather(REPORT, [visit(LEAD, starts="2024-03-14"), visit(RECAP, status=Status.OCCURRED, starts="2019")])
    assert (plan.body.status, plan.body.salience) == (Status.PLANNED, "main")
    assert (memory.body.status, memory.body.salience) == (Status.OCCURRED, "background")


def test_visits_of_two_years_stay_two() -> None:
    years = [visit(HEADLINE, status=Status.OCCURRED, starts="2018"), visit(RECAP, status=Status.OCCURRED, starts="2019")]
    assert [f.body.starts for f in gather(REPORT, years)] == [when("2018"), when("2019")]


def test_a_day_joins_the_month_that_it_lies_in() -> None:
    (one,) = gather(REPORT, [visit(HEADLINE, starts="2024-03"), visit(LEAD, starts="2024-03-14")])
    assert one.body.starts == when("2024-03-14")


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED, Status.DENIED])
def test_a_plan_and_its_end_on_one_day_are_one_contact(status: Status) -> None:
    (one,) = gather(REPORT, [visit(LEAD, starts="2024-03-14"), visit(HEADLINE, status=status, starts="2024-03-14")])
    assert one.body.status is status


def test_a_cancellation_without_a_day_leaves_the_plan_alone() -> None:
    findings = gather(REPORT, [visit(LEAD, starts="2024-03-14"), visit(HEADLINE, status=Status.CANCELLED)])
    assert [f.body.status for f in findings] == [Status.PLANNED, Status.CANCELLED]


def test_visits_of_two_people_stay_two() -> None:
    hers = visit(LEAD)
    his = replace(hers, id="f-his", body=replace(hers.body, parties=(as_number(rudolf("visitor"), 2),)))
    assert len(gather(REPORT, [hers, his])) == 2


def test_what_lies_after_publication_is_planned() -> None:
    (one,) = gather(REPORT, [visit(HEADLINE, status=Status.UNDER_WAY), visit(LEAD, status=Status.UNDER_WAY, starts="2024-03-14")])
    assert one.body.status is Status.PLANNED


def test_a_stated_length_gives_the_last_day() -> None:
    dated, long = visit(LEAD, starts="2024-03-14"), visit(HEADLINE)
    long = replace(long, body=replace(long.body, lasts_days=3))
    ends = gather(REPORT, [dated, long])[0].body.ends
    assert ends is not None
    assert (ends.edtf, ends.basis) == ("2024-03-16", TimeBasis.INFERRED)


def test_a_meeting_takes_the_day_of_its_stop() -> None:
    findings = gather(REPORT, [visit(LEAD, stop="2024-03-14"), meeting()])
    (talks,) = of_kind(findings, ContactKind.MEETING)
    assert talks.body.starts == when("2024-03-14")


def test_a_meeting_with_a_day_of_its_own_keeps_it() -> None:
    findings = gather(REPORT, [visit(LEAD, stop="2024-03-14"), meeting(starts="2024-03-15")])
    (talks,) = of_kind(findings, ContactKind.MEETING)
    assert talks.body.starts == when("2024-03-15")


def test_the_agenda_of_a_meeting_is_that_of_the_visit() -> None:
    (journey,) = of_kind(gather(REPORT, [visit(LEAD, starts="2024-03-14"), meeting()]), ContactKind.VISIT)
    assert [t.text for t in journey.body.topics] == ["grain"]


def test_a_meeting_to_come_is_no_part_of_a_visit_long_past() -> None:
    journeys = of_kind(gather(REPORT, [visit(RECAP, status=Status.OCCURRED, starts="2019"), meeting()]), ContactKind.VISIT)
    assert [t.text for f in journeys for t in f.body.topics] == []


def test_a_meeting_in_the_others_country_shows_a_visit() -> None:
    alone = meeting(starts="2024-03-14")
    parties = tuple(replace(p, actor=replace(p.actor, post_class="foreign_minister")) for p in alone.body.parties)
    (journey,) = of_kind(gather(REPORT, [replace(alone, body=replace(alone.body, parties=parties))]), ContactKind.VISIT)
    assert [(p.role, p.actor.name) for p in journey.body.parties] == [("visitor", "Ana Prieto")]
    assert (journey.rule, journey.body.starts) == ("visit.met/1", when("2024-03-14~"))


def test_evidence_inside_other_evidence_is_dropped() -> None:
    (one,) = gather(REPORT, [visit("visit Strelsau on Thursday"), visit(LEAD)])
    assert [e.quote for e in one.evidence] == [LEAD]


def test_the_surest_words_of_the_status_that_stands_give_the_certainty() -> None:
    hedged = replace(visit(HEADLINE), certainty=Certainty.HEDGED)
    (one,) = gather(REPORT, [hedged, visit(LEAD)])
    assert one.certainty is Certainty.PLAIN
