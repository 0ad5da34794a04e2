"""What the packaged official record says of visits told as facts: borne out, held otherwise, not held, or open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from unit.factories import report

from legation.ask.facts import compare
from legation.ask.stays import homes_of, ids_of
from legation.ask.told import Against
from legation.imports.facts import Spelled
from legation.imports.known import Known
from legation.imports.where import land_of, row_of
from legation.model import (
    Actor,
    Basis,
    Certainty,
    Comparison,
    Contact,
    ContactKind,
    Entry,
    Finding,
    Match,
    Party,
    Place,
    Status,
    Stop,
    cite,
)
from legation.official import OfficialRecord, Sought
from legation.register.entries import entries
from legation.span import Span
from legation.tables.coverage import load_coverage
from legation.when import parse_edtf

AS_OF = date(2022, 10, 25)


@dataclass(frozen=True)
class Record:
    """The packaged record with the tables that it is read by."""

    official: OfficialRecord

    def against(self, sought: Sequence[Sought], as_of: date | None = AS_OF, others: Sequence[Entry] = ()) -> Against:
        found = entries(self.official.contacts(sought)[0], ())
        known = self.official.known
        return Against(
            entries=(*found, *others),
            coverages=load_coverage(),
            offices=known.offices,
            gazetteer=known.gazetteer,
            as_of=as_of,
            lands=self.official.lands(name for entry in found for name in ids_of(entry)),
        )

    def place(self, name: str, country: str) -> Place:
        gazetteer = self.official.known.gazetteer
        row = row_of(Spelled(name=name), land_of(country, None, None, gazetteer), gazetteer)
        assert row is not None, name
        where = Span(0, 1)
        return Place(
            surface=name, span=where, name=row.name, country=row.country, geonames=row.geonames, lat=row.lat, lon=row.lon, kind=row.kind
        )


@pytest.fixture(scope="module")
def record() -> Record:
    return Record(OfficialRecord.open(Known.open()))


def visitor(name: str, country: str, *, wikidata: str | None = None, former: bool = False) -> Actor:
    return Actor(
        referent=1,
        surface=name,
        span=Span(0, 1),
        name=name,
        post=None,
        post_class=None,
        country=country,
        organisation=None,
        wikidata=wikidata,
        elect=False,
        basis=Basis.TEXT,
        post_stated=False,
        candidates=(),
        verified=True,
        former=former,
    )


def told(
    record: Record,
    who: Actor,
    destination: str,
    starts: str | None,
    *towns: str,
    ends: str | None = None,
    status: Status = Status.OCCURRED,
    certainty: Certainty = Certainty.PLAIN,
    level: str | None = None,
) -> Finding[Contact]:
    """A visit as a report tells it."""
    source = report()
    body = Contact(
        kind=ContactKind.VISIT,
        status=status,
        parties=(Party(role="visitor", actor=who),),
        stops=tuple(Stop(place=record.place(town, destination)) for town in towns),
        destination=destination,
        starts=parse_edtf(starts) if starts else None,
        ends=parse_edtf(ends) if ends else None,
        level=level,
    )
    return Finding(id="f-1", report_id=source.id, body=body, certainty=certainty, evidence=(cite(source, Span(0, 7)),), rule="visit/1")


def found(record: Record, finding: Finding[Contact], as_of: date | None = AS_OF) -> Comparison | None:
    """What the record says of a visit."""
    (party,) = finding.body.parties
    home = party.actor.country
    sought = [Sought(home=home), Sought(home=home, destination=finding.body.destination)] if home else []
    return compare(finding, record.against(sought, as_of))


POMPEO, TRUMP, OBAMA, CLINTON = (
    visitor("Mike Pompeo", "USA", wikidata="Q473239"),
    visitor("Donald Trump", "USA", wikidata="Q22686"),
    visitor("Barack Obama", "USA", wikidata="Q76"),
    visitor("Hillary Clinton", "USA", wikidata="Q6294"),
)
PRESIDENT = replace(OBAMA, referent=2, post_class="head_of_state")
BORNE_OUT = [
    ("the month", POMPEO, "CAN", "2019-08", (), None, "travel-3868"),
    ("the day and town", POMPEO, "CAN", "2019-08-22", ("Ottawa",), None, "travel-3868"),
    ("no day at all", TRUMP, "CAN", None, (), None, "travel-3813"),
    ("a colony, under its own name", visitor("Alexander Haig", "USA"), "HKG", "1981-06", (), None, "travel-867"),
    ("a colony, under the country that the record lists it by", visitor("Alexander Haig", "USA"), "GBR", "1981-06", (), None, "travel-867"),
    ("the year", visitor("George W. Bush", "USA"), "MEX", "2001", (), None, "travel-2381"),
    ("the second day of a stay of three", visitor("Richard Nixon", "USA"), "CAN", "1972-04-14", ("Ottawa",), None, "travel-2845"),
    ("first and last day", visitor("Antony Blinken", "USA"), "CAN", "2022-10-27", ("Montreal",), "2022-10-28", "travel-4092"),
]


@pytest.mark.parametrize(("what", "who", "where", "starts", "towns", "ends", "id"), BORNE_OUT, ids=[row[0] for row in BORNE_OUT])
def test_a_visit_is_borne_out(
    record: Record, what: str, who: Actor, where: str, starts: str | None, towns: tuple[str, ...], ends: str | None, id: str
) -> None:
    answer = found(record, told(record, who, where, starts, *towns, ends=ends), date(2022, 12, 1))
    assert answer and (answer.outcome, answer.because) == (Match.BORNE_OUT, (f"historian:{id}",)), answer


DIFFERS = [
    ("another town of the country", POMPEO, "CAN", "2019-08-22", ("Vancouver",), "stops", "travel-3868"),
    ("another month", POMPEO, "CAN", "2019-10", (), "starts", "travel-3868"),
    ("another president's day and town", CLINTON, "CAN", "2009-02-19", ("Ottawa",), "visitors", "travel-2960"),
    ("another country on that day", OBAMA, "MEX", "2009-02-19", (), "destination", "travel-2960"),
]


@pytest.mark.parametrize(("what", "who", "where", "starts", "towns", "field", "id"), DIFFERS, ids=[row[0] for row in DIFFERS])
def test_a_visit_differs_in_one_field(
    record: Record, what: str, who: Actor, where: str, starts: str, towns: tuple[str, ...], field: str, id: str
) -> None:
    answer = found(record, told(record, who, where, starts, *towns))
    assert answer and (answer.outcome, answer.differs, answer.because) == (Match.DIFFERS, (field,), (f"historian:{id}",)), answer


def test_the_last_day_differs_where_it_lies_days_after_the_stay(record: Record) -> None:
    answer = found(record, told(record, POMPEO, "CAN", "2019-08-22", ends="2019-08-26"))
    assert answer and (answer.outcome, answer.differs) == (Match.DIFFERS, ("ends",))


def test_a_state_visit_that_was_a_plainer_one_differs_in_level(record: Record) -> None:
    trudeau = visitor("Justin Trudeau", "CAN")
    state = found(record, told(record, trudeau, "USA", "2016-03-10", "Washington", level="state"))
    official = found(record, told(record, trudeau, "USA", "2016-03-10", "Washington", level="official"))
    assert state and (state.outcome, state.differs) == (Match.DIFFERS, ("level",))
    assert official and official.outcome is Match.BORNE_OUT


def test_a_visit_is_not_held_where_the_record_is_complete(record: Record) -> None:
    answer = found(record, told(record, OBAMA, "FJI", "2010-03"))
    assert answer and (answer.outcome, answer.because) == (Match.NOT_HELD, ())


OPEN = [
    ("a foreign minister of another country", visitor("Mélanie Joly", "CAN"), "USA", "2022-09-30", ("Washington",)),
    ("within a known gap", visitor("Joe Biden", "USA", wikidata="Q6279"), "GBR", "2022-09-18", ("London",)),
    ("out of office", visitor("Donald Trump", "USA", wikidata="Q22686"), "GBR", "2022-05", ()),
    ("a former holder", replace(TRUMP, former=True), "FJI", "2019-05", ()),
    ("a guest whom the President need not have met", visitor("Shinzo Abe", "JPN"), "USA", "2016-03", ("New York",)),
    ("after the day of the report", OBAMA, "CAN", "2023-05-04", ()),
    ("a visitor known by surname alone", visitor("Obama", "USA"), "FJI", "2010-03", ()),
    ("a name that may be another spelling of the visitor's", visitor("Michael R. Pompeo", "USA"), "CAN", "2019-08-22", ()),
    ("a day later, as time zones may have it", POMPEO, "CAN", "2019-08-23", ("Ottawa",)),
    ("in Washington, without a word of the President", visitor("Jose Mujica", "URY"), "USA", "2012-05-02", ("Washington",)),
    (
        "at the White House, where the guest was received in another town",
        visitor("Jean Chrétien", "CAN"),
        "USA",
        "1993-11-19",
        ("White House",),
    ),
    ("London, where the record has a colony", visitor("Alexander Haig", "USA"), "GBR", "1981-06-13", ("London",)),
    ("no day, and no such visit", OBAMA, "FJI", None, ()),
    ("a year that began before the term", OBAMA, "FJI", "2009", ()),
]


@pytest.mark.parametrize(("what", "who", "where", "starts", "towns"), OPEN, ids=[row[0] for row in OPEN])
def test_a_visit_stays_open(record: Record, what: str, who: Actor, where: str, starts: str | None, towns: tuple[str, ...]) -> None:
    answer = found(record, told(record, who, where, starts, *towns))
    assert answer and answer.outcome is Match.OPEN and answer.note, answer


def test_a_guest_of_the_president_is_not_held_where_the_record_has_no_such_guest(record: Record) -> None:
    mujica = visitor("Jose Mujica", "URY")
    at_his_house = found(record, told(record, mujica, "USA", "2012-05-02", "White House"))
    assert at_his_house and at_his_house.outcome is Match.NOT_HELD
    visit = told(record, mujica, "USA", "2012-05-02", "Washington")
    meeting = replace(visit.body, kind=ContactKind.MEETING, parties=tuple(Party(role="participant", actor=a) for a in (mujica, PRESIDENT)))
    against = replace(record.against([Sought(home="URY", destination="USA")]), told=(replace(visit, body=meeting),))
    met = compare(visit, against)
    assert met and met.outcome is Match.NOT_HELD, "the same report tells that he met the President"
    apart = replace(meeting, starts=parse_edtf("2012-03-02"))
    before = compare(visit, replace(against, told=(replace(visit, body=apart),)))
    assert before and before.outcome is Match.OPEN, "they met on another day"


def test_who_held_the_post_at_another_time_is_not_taken_for_its_holder(record: Record) -> None:
    loong = replace(visitor("Lee Hsien Loong", "SGP"), post_class="head_of_government", post_stated=True)
    answer = found(record, told(record, loong, "USA", "1981-06-16", "White House"))
    assert answer and answer.outcome is not Match.BORNE_OUT, "Lee Kuan Yew was there"


def test_news_without_a_day_is_of_a_late_visit(record: Record) -> None:
    visit = told(record, TRUMP, "CAN", None)
    news = replace(visit, body=replace(visit.body, salience="main"))
    later, at_once = (found(record, news, day) for day in (date(2019, 12, 1), date(2018, 6, 20)))
    assert later and later.outcome is Match.OPEN
    assert at_once and at_once.outcome is Match.BORNE_OUT


def test_a_note_calls_a_country_by_its_name(record: Record) -> None:
    answer = found(record, told(record, POMPEO, "CAN", "2019-08"))
    colony = found(record, told(record, visitor("Alexander Haig", "USA"), "GBR", "1981-06"))
    assert answer and answer.note == "the record has Mike Pompeo, Ottawa, Canada, 2019-08-22"
    assert colony and colony.note.endswith("Hong Kong, 1981-06-12 to 1981-06-14, which it lists under United Kingdom")


def test_without_the_day_of_the_report_all_is_open(record: Record) -> None:
    answer = found(record, told(record, POMPEO, "CAN", "2019-08"), None)
    assert answer and answer.outcome is Match.OPEN


@pytest.mark.parametrize(
    ("status", "certainty"),
    [(Status.PLANNED, Certainty.PLAIN), (Status.DENIED, Certainty.PLAIN), (Status.OCCURRED, Certainty.HEDGED)],
    ids=["planned", "denied", "hedged"],
)
def test_what_is_not_told_as_a_fact_is_not_compared(record: Record, status: Status, certainty: Certainty) -> None:
    assert found(record, told(record, POMPEO, "CAN", "2019-08", status=status, certainty=certainty)) is None


def in_post(who: Actor, post_class: str) -> Actor:
    """Somebody to whom the report gives a post."""
    return replace(who, post_stated=True, post_class=post_class)


def test_a_stretch_of_days_told_from_first_to_last_differs_where_the_stay_went_on(record: Record) -> None:
    nixon = visitor("Richard Nixon", "USA")
    whole = found(record, told(record, nixon, "CHN", "1972-02-21", ends="1972-02-28"))
    short = found(record, told(record, nixon, "CHN", "1972-02-21", ends="1972-02-24"))
    part = found(record, told(record, nixon, "CHN", "1972-02-24"))
    assert whole and part and {whole.outcome, part.outcome} == {Match.BORNE_OUT}
    assert short and (short.outcome, short.differs) == (Match.DIFFERS, ("ends",))


def test_the_visit_of_the_holder_is_meant_where_a_post_is_given_to_another(record: Record) -> None:
    kenyatta = visitor("Uhuru Kenyatta", "KEN", wikidata="Q196070")
    named = told(record, in_post(kenyatta, "head_of_state"), "USA", "2024-05-23")
    answer = found(record, named, date(2024, 6, 1))
    assert answer and (answer.outcome, answer.differs, answer.because) == (Match.DIFFERS, ("visitors",), ("historian:visit-3255",))
    unnamed = found(record, told(record, kenyatta, "USA", "2024-05-23"), date(2024, 6, 1))
    assert unnamed and unnamed.outcome is Match.OPEN, "without the post he may have come besides"


def test_but_one_person_holds_a_post_on_a_day_however_his_name_is_spelled(record: Record) -> None:
    battulga = in_post(visitor("Khaltmaagiin Battulga", "MNG"), "head_of_state")
    answer = found(record, told(record, battulga, "USA", "2019-07-30"))
    assert answer and (answer.outcome, answer.because) == (Match.BORNE_OUT, ("historian:visit-2934",))


def test_a_visit_years_before_is_not_the_one_meant(record: Record) -> None:
    answer = found(record, told(record, visitor("George W. Bush", "USA", wikidata="Q207"), "AUS", "2005-06-14", "Canberra"))
    assert answer and answer.outcome is Match.NOT_HELD and "2003-10-22" in answer.note


def test_two_presidents_called_george_bush_are_two(record: Record) -> None:
    elder, younger = visitor("George H.W. Bush", "USA"), visitor("George W. Bush", "USA")
    first = found(record, told(record, elder, "CAN", "1989-02-10", "Ottawa"))
    other = found(record, told(record, younger, "CAN", "1989-02-10", "Ottawa"))
    assert first and first.outcome is Match.BORNE_OUT
    assert other and other.outcome is not Match.BORNE_OUT


def test_a_queen_of_many_realms_is_sought_in_all_of_them(record: Record) -> None:
    elizabeth = replace(visitor("Elizabeth II", "ATG", wikidata="Q9682"), basis=Basis.OCCUPANCY)
    assert {"ATG", "GBR"} <= set(homes_of(elizabeth, record.official.known.offices))
