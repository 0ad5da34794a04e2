"""Verdicts on claims of history, over small records made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from legation.ask.verdict import Grounds, Map, verdict_of
from legation.ask.verdict.unsaid import AFTER_ANOTHER, WHO_LAST
from legation.model import (
    Actor,
    Anchor,
    Authority,
    Basis,
    Certainty,
    Claim,
    Contact,
    ContactKind,
    Entry,
    Evidence,
    Finding,
    Origin,
    Outcome,
    Party,
    Pattern,
    Place,
    Reckoning,
    Relation,
    Status,
    Stop,
    Verdict,
    Whose,
    Words,
)
from legation.register.entries import entries
from legation.span import Span
from legation.tables.coverage import Coverage, Gap
from legation.when import parse_edtf, year

HERE = Span(0, 4)
AS_OF = date(2022, 10, 25)
COVERAGE = Coverage(
    id="list:ministers",
    source="The list of ministers' travels",
    home="NZL",
    post_classes=("foreign_minister",),
    destination=None,
    first=date(1950, 1, 1),
    last=date(2022, 12, 31),
    none_before=True,
)
HEADS = replace(COVERAGE, id="list:heads", post_classes=("head_of_government",), source="The list of prime ministers' travels")
GAP = Gap(
    id="gap:1",
    home="NZL",
    post_class="any",
    destination="FJI",
    first=date(2010, 5, 1),
    last=date(2010, 5, 3),
    source="a paper",
    note="the minister in Suva",
)


def words(text: str) -> Words:
    return Words(text=text, span=HERE)


def actor(name: str, post_class: str = "foreign_minister", country: str = "NZL", *, elect: bool = False) -> Actor:
    return Actor(
        referent=1,
        surface=name,
        span=HERE,
        name=name,
        post="Foreign Minister",
        post_class=post_class,
        country=country,
        organisation=None,
        wikidata=None,
        elect=elect,
        basis=Basis.TEXT,
        post_stated=True,
        candidates=(),
        verified=True,
    )


def visit(
    who: Actor, day: str | None, to: str = "FJI", *, town: str | None = None, level: str | None = None, status: Status = Status.OCCURRED
) -> Contact:
    when = parse_edtf(day) if day else None
    place = Place(surface=town or to, span=HERE, name=town or to, country=to, geonames=None, lat=None, lon=None, kind="city")
    return Contact(
        kind=ContactKind.VISIT,
        status=status,
        parties=(Party(role="visitor", actor=who),),
        stops=(Stop(place=place),) if town else (),
        destination=to,
        starts=when,
        ends=when,
        level=level,
    )


def finding(contact: Contact, name: str, certainty: Certainty = Certainty.PLAIN) -> Finding[Contact]:
    cited = Evidence(report_id=name, span=HERE, quote="said")
    return Finding(id=f"f-{name}", report_id=name, body=contact, certainty=certainty, evidence=(cited,), rule="test/1")


def record(*contacts: Contact, certainty: Certainty = Certainty.PLAIN) -> tuple[Entry, ...]:
    found = [finding(contact, f"historian:travel-{number}", certainty) for number, contact in enumerate(contacts, start=1)]
    return entries(found, (), [Origin(report=f.report_id, authority=Authority.OFFICIAL) for f in found])


MINISTERS = Whose(words="New Zealand foreign minister", post="foreign minister", post_class="foreign_minister", country="NZL")
FIJI = Pattern(contact=ContactKind.VISIT, whose=MINISTERS, destination="FJI", destination_name="Fiji")
MAHUTA, PETERS, DOWNER = actor("Nanaia Mahuta"), actor("Winston Peters"), actor("Mike Moore")
HER = Whose(words="Nanaia Mahuta", actors=(MAHUTA,), post="Foreign Minister", post_class="foreign_minister", country="NZL")


VISIT_FIJI = words("visit Fiji")


def claim(relation: Relation, pattern: Pattern = FIJI, *, event: Words = VISIT_FIJI, **fields: object) -> Claim:
    return Claim(relation=relation, span=HERE, subject=words("she"), event=event, pattern=pattern, **fields)  # type: ignore[arg-type]


def judged(
    body: Claim,
    held: Sequence[Entry],
    told: Sequence[Finding[Contact]] = (),
    coverages: Sequence[Coverage] = (COVERAGE,),
    as_of: date | None = AS_OF,
    quote: str = "she is the one",
    text: str = "",
) -> Verdict:
    about = tuple(f.id for f in told) if told and not body.about else body.about
    cited = Evidence(report_id="r", span=HERE, quote=quote)
    found = Finding(id="k-1", report_id="r", body=replace(body, about=about), certainty=Certainty.PLAIN, evidence=(cited,), rule="claim/1")
    grounds = Grounds(entries=tuple(held), coverages=tuple(coverages), as_of=as_of, told=tuple(told), text=text)
    return verdict_of(found, grounds)


OFFICIAL = replace(FIJI, level="official")
FEMALE = replace(FIJI, whose=replace(MINISTERS, words="female New Zealand foreign minister"))
DEFENCE = replace(FIJI, whose=replace(MINISTERS, post_class="defence_minister"))
PLANNED = finding(visit(MAHUTA, "2022-10-27", status=Status.PLANNED), "r")
SINCE_1992 = Anchor(words=words("since 1992"), when=year(1992))
COOK = Anchor(words=words("since Ann Cook in 1992"), when=year(1992))
COUP = Anchor(words=words("since the coup of 1992"), when=year(1992))
SINCE_PETERS = Anchor(words=words("since Winston Peters in 2006"), reckoning=Reckoning.CONTACT, actor=PETERS, when=year(2006))
LAST_2019 = Anchor(words=words("in August 2019"), reckoning=Reckoning.CONTACT, when=parse_edtf("2019-08"))
HIM = Whose(words="Winston Peters", actors=(PETERS,), post="Foreign Minister", post_class="foreign_minister", country="NZL")
OFFICE = Anchor(words=words("since taking office"), reckoning=Reckoning.OFFICE, when=parse_edtf("2020-11-06"))
WHILE = replace(OFFICE, words=words("while in office"))
IN_OFFICE = replace(FIJI, whose=HER, since=parse_edtf("2020-11-06"))
S, C, O = Outcome.SUPPORTED, Outcome.CONTRADICTED, Outcome.OPEN  # noqa: E741


def years(count: int, said: str = "in {} years") -> Anchor:
    return Anchor(words=words(said.format(count)), reckoning=Reckoning.LENGTH, when=parse_edtf(f"{2022 - count}~"), back=count, unit="year")


CASES = [
    ("first ever, none before", claim(Relation.FIRST), [], S),
    ("first ever, one before", claim(Relation.FIRST), [visit(PETERS, "2006-03-01")], C),
    ("first ever, one elsewhere", claim(Relation.FIRST), [visit(PETERS, "2006-03-01", to="TON")], S),
    ("first ever, one of another post", claim(Relation.FIRST), [visit(actor("Helen Clark", "head_of_government"), "2006-03-01")], S),
    ("first ever, one of another country", claim(Relation.FIRST), [visit(actor("Alexander Downer", country="AUS"), "2006-03-01")], S),
    ("first ever, one before taking office", claim(Relation.FIRST), [visit(actor("Winston Peters", elect=True), "2006-03-01")], S),
    ("first ever, one only planned", claim(Relation.FIRST), [visit(PETERS, "2006-03-01", status=Status.PLANNED)], O),
    ("first ever, one called off", claim(Relation.FIRST), [visit(PETERS, "2006-03-01", status=Status.CANCELLED)], S),
    ("first ever, one on no known day", claim(Relation.FIRST), [visit(PETERS, None)], O),
    ("first ever, its own", claim(Relation.FIRST), [visit(MAHUTA, "2022-10-25")], O),
    ("first ever, one after the report", claim(Relation.FIRST), [visit(PETERS, "2022-11-03")], S),
    ("not the first, one before", claim(Relation.FIRST, denied=True), [visit(PETERS, "2006-03-01")], S),
    ("not the first, none before", claim(Relation.FIRST, denied=True), [], C),
    ("first since 1992, one that year", claim(Relation.SINCE, anchor=SINCE_1992), [visit(PETERS, "1992-03-01")], S),
    ("first since 1992, one in between", claim(Relation.SINCE, anchor=SINCE_1992), [visit(PETERS, "1999-03-01")], C),
    ("first since 1992, the last long before", claim(Relation.SINCE, anchor=SINCE_1992), [visit(PETERS, "1970-03-01")], O),
    ("first since somebody not known, one that year", claim(Relation.SINCE, anchor=COOK), [visit(PETERS, "1992-03-01")], S),
    ("first since an event of that year, one in it", claim(Relation.SINCE, anchor=COUP), [visit(PETERS, "1992-03-01")], O),
    ("first since an event, none since", claim(Relation.SINCE, anchor=COUP), [visit(PETERS, "1991-03-01")], S),
    ("first since a visit that is held", claim(Relation.SINCE, anchor=SINCE_PETERS), [visit(PETERS, "2006-03-01")], S),
    (
        "first since a visit, another after it in the same year",
        claim(Relation.SINCE, anchor=SINCE_PETERS),
        [visit(PETERS, "2006-03-01"), visit(DOWNER, "2006-09-01")],
        C,
    ),
    (
        "first since a visit, his own second one in the same year",
        claim(Relation.SINCE, anchor=SINCE_PETERS),
        [visit(PETERS, "2006-03-01"), visit(PETERS, "2006-09-01")],
        S,
    ),
    ("first since a visit that was earlier", claim(Relation.SINCE, anchor=SINCE_PETERS), [visit(PETERS, "2001-03-01")], C),
    ("first since a visit that is not held", claim(Relation.SINCE, anchor=SINCE_PETERS), [], O),
    ("in 16 years, to the month", claim(Relation.SINCE, anchor=years(16)), [visit(PETERS, "2006-09-01")], S),
    ("in 17 years, rounded up", claim(Relation.SINCE, anchor=years(17)), [visit(PETERS, "2006-03-01")], S),
    ("in 25 years, far too many", claim(Relation.SINCE, anchor=years(25)), [visit(PETERS, "2006-03-01")], C),
    ("in 10 years, far too few", claim(Relation.SINCE, anchor=years(10)), [visit(PETERS, "2006-03-01")], O),
    ("in more than 15 years", claim(Relation.SINCE, anchor=years(15, "in more than {} years")), [visit(PETERS, "2006-03-01")], S),
    ("in more than 20 years, less", claim(Relation.SINCE, anchor=years(20, "in more than {} years")), [visit(PETERS, "2006-03-01")], C),
    ("in 20 years, a round number that is short", claim(Relation.SINCE, anchor=years(20)), [visit(PETERS, "2004-03-01")], O),
    ("in nearly 20 years", claim(Relation.SINCE, anchor=years(18, "in nearly {} years")), [visit(PETERS, "2005-03-01")], S),
    ("in years that nobody counts", claim(Relation.SINCE, anchor=replace(years(9), back=None)), [visit(PETERS, "2006-03-01")], O),
    ("in 16 years, none ever", claim(Relation.SINCE, anchor=years(16)), [], O),
    ("last one held", claim(Relation.LAST, anchor=LAST_2019, instance=HIM), [visit(PETERS, "2019-08-22")], S),
    (
        "last one held, another after it",
        claim(Relation.LAST, anchor=LAST_2019, instance=HIM),
        [visit(PETERS, "2019-08-22"), visit(DOWNER, "2021-02-01")],
        C,
    ),
    ("last one in another month", claim(Relation.LAST, anchor=LAST_2019, instance=HIM), [visit(PETERS, "2019-04-13")], C),
    ("last one of another person", claim(Relation.LAST, anchor=LAST_2019, instance=HIM), [visit(DOWNER, "2019-08-22")], C),
    ("last one, nothing held", claim(Relation.LAST, anchor=LAST_2019, instance=HIM), [], O),
    ("third person", claim(Relation.NTH, nth=3, instance=HER), [visit(PETERS, "2006-03-01"), visit(DOWNER, "1990-02-02")], S),
    ("third person, one twice", claim(Relation.NTH, nth=3, instance=HER), [visit(PETERS, "2006-03-01"), visit(PETERS, "2007-03-01")], C),
    ("second person, two before", claim(Relation.NTH, nth=2, instance=HER), [visit(PETERS, "2006-03-01"), visit(DOWNER, "1990-02-02")], C),
    ("second visit in office", claim(Relation.NTH, IN_OFFICE, nth=2, anchor=OFFICE), [visit(MAHUTA, "2021-03-01")], S),
    ("second visit in office, none before", claim(Relation.NTH, IN_OFFICE, nth=2, anchor=OFFICE), [], C),
    (
        "second visit in office, one in two legs",
        claim(Relation.NTH, IN_OFFICE, nth=3, anchor=OFFICE),
        [visit(MAHUTA, "2021-03-01"), visit(MAHUTA, "2021-03-05")],
        O,
    ),
    ("first in office, one before it", claim(Relation.FIRST, IN_OFFICE, anchor=OFFICE), [visit(MAHUTA, "2019-03-01")], S),
    ("first in office, one in it", claim(Relation.FIRST, IN_OFFICE, anchor=OFFICE), [visit(MAHUTA, "2021-03-01")], C),
    ("her first ever: not all her life is held", claim(Relation.FIRST, replace(FIJI, whose=HER)), [], O),
    ("none has come, and none has", claim(Relation.FIRST, absent=True), [], S),
    ("none has come, but one has", claim(Relation.FIRST, absent=True), [visit(PETERS, "2022-10-01")], C),
    ("first official one, an earlier private one", claim(Relation.FIRST, OFFICIAL), [visit(PETERS, "2006-03-01", level="private")], S),
    ("first official one, an earlier one of no told level", claim(Relation.FIRST, OFFICIAL), [visit(PETERS, "2006-03-01")], O),
    ("first official one, an earlier official one", claim(Relation.FIRST, OFFICIAL), [visit(PETERS, "2006-03-01", level="official")], C),
    ("highest-ranking to come", claim(Relation.FIRST, replace(FIJI, graded=True)), [], O),
    ("first female minister", claim(Relation.FIRST, FEMALE), [], O),
    ("first of a post that no list holds", claim(Relation.FIRST, DEFENCE), [], O),
    ("first bilateral visit, none before", claim(Relation.FIRST, event=words("make a bilateral visit to Fiji")), [], O),
    ("first bilateral visit, one before", claim(Relation.FIRST, event=words("pay a bilateral visit")), [visit(PETERS, "2006-03-01")], O),
    ("first historic visit", claim(Relation.FIRST, event=words("make a historic visit to Fiji")), [visit(PETERS, "2006-03-01")], C),
    ("first visit to a region", claim(Relation.FIRST, event=words("trip to the Pacific")), [visit(PETERS, "2006-03-01")], O),
    ("first while in office, of whatever term", claim(Relation.FIRST, anchor=WHILE, instance=HER), [visit(PETERS, "2006-03-01")], C),
    ("first of nobody known", claim(Relation.FIRST, replace(FIJI, whose=None)), [], O),
    ("first of no known kind", claim(Relation.FIRST, replace(FIJI, contact=None)), [], O),
    ("first to no known place", claim(Relation.FIRST, replace(FIJI, destination=None)), [visit(PETERS, "2006-03-01")], O),
    ("first call", claim(Relation.FIRST, Pattern(contact=ContactKind.CALL, whose=HER)), [], O),
    ("first since a day not known", claim(Relation.FIRST, anchor=Anchor(words=words("since the war"))), [visit(PETERS, "2006-03-01")], O),
]  # fmt: skip


@pytest.mark.parametrize(("body", "held", "outcome"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_a_record_makes_of_a_claim(body: Claim, held: list[Contact], outcome: Outcome) -> None:
    told = [PLANNED] if body.relation not in (Relation.LAST,) and not body.absent and body.pattern.contact is ContactKind.VISIT else []
    verdict = judged(body, record(*held), told)
    assert verdict.outcome is outcome, verdict.note
    assert verdict.note.endswith(".")
    assert verdict.as_of == AS_OF


def test_without_a_day_nothing_is_decided() -> None:
    assert judged(claim(Relation.FIRST), record(visit(PETERS, "2006-03-01")), as_of=None).outcome is O


def test_what_decides_is_named() -> None:
    verdict = judged(claim(Relation.FIRST), record(visit(PETERS, "2006-03-01", town="Suva")), [PLANNED])
    assert verdict.because == ("historian:travel-1",)
    assert verdict.note == "The record has Winston Peters in Suva, FJI, 2006-03-01."


def test_a_known_gap_leaves_open_and_is_named() -> None:
    verdict = judged(claim(Relation.FIRST), (), [PLANNED], [replace(COVERAGE, known_gaps=(GAP,))])
    assert verdict.outcome is O
    assert "the minister in Suva (2010-05-01)" in verdict.note


def test_a_gap_elsewhere_does_not_and_the_note_says_that_the_list_has_gaps() -> None:
    verdict = judged(claim(Relation.FIRST), (), [PLANNED], [replace(COVERAGE, known_gaps=(replace(GAP, destination="TON"),))])
    assert verdict.outcome is S
    assert "known gaps" in verdict.note
    assert verdict.coverage == ("list:ministers",)


def test_a_list_that_ends_too_early_supports_nothing_but_still_contradicts() -> None:
    ended = [replace(COVERAGE, last=date(2020, 1, 1))]
    assert judged(claim(Relation.FIRST), (), [PLANNED], ended).outcome is O
    assert judged(claim(Relation.FIRST), record(visit(PETERS, "2006-03-01")), [PLANNED], ended).outcome is C


def test_a_rival_that_is_only_reported_leaves_open() -> None:
    assert judged(claim(Relation.FIRST), record(visit(PETERS, "2006-03-01"), certainty=Certainty.HEDGED), [PLANNED]).outcome is O


def test_the_visit_of_the_report_never_counts_against_itself() -> None:
    told = [finding(visit(MAHUTA, "2022-10-20"), "r")]
    verdict = judged(claim(Relation.FIRST), record(visit(MAHUTA, "2022-10-20")), told)
    assert verdict.outcome is S
    assert verdict.because == ("historian:travel-1",)


def test_another_one_of_hers_days_before_may_be_the_same() -> None:
    told = [finding(visit(MAHUTA, "2022-10-20"), "r")]
    assert judged(claim(Relation.FIRST), record(visit(MAHUTA, "2022-10-16")), told).outcome is O
    assert judged(claim(Relation.FIRST), record(visit(MAHUTA, "2022-09-16")), told).outcome is C


def test_a_visit_that_is_told_as_past_has_to_be_in_the_record() -> None:
    told = [finding(visit(MAHUTA, "2021-03-01"), "r")]
    assert judged(claim(Relation.FIRST), (), told).outcome is O


def test_a_town_is_not_its_country() -> None:
    suva = Place(surface="Suva", span=HERE, name="Suva", country="FJI", geonames=None, lat=-18.14, lon=178.44, kind="city")
    body = claim(Relation.FIRST, replace(FIJI, place=suva))
    assert judged(body, record(visit(PETERS, "2006-03-01", town="Suva")), [PLANNED]).outcome is C
    assert judged(body, record(visit(PETERS, "2006-03-01", town="Nadi")), [PLANNED]).outcome is O
    assert judged(body, record(visit(PETERS, "2006-03-01")), [PLANNED]).outcome is O


def test_what_was_left_out_by_its_level_is_a_caveat() -> None:
    body = claim(Relation.FIRST, replace(FIJI, level="official"))
    verdict = judged(body, record(visit(PETERS, "2006-03-01", level="private")), [PLANNED])
    assert [caveat.entry for caveat in verdict.caveats] == ["historian:travel-1"]


def test_the_only_one_and_what_is_excepted() -> None:
    told = [finding(visit(PETERS, "2018-06"), "r")]
    body = claim(Relation.ONLY, replace(FIJI, whose=HIM, since=parse_edtf("2017-10-26"), until=parse_edtf("2020-11-06")), anchor=OFFICE)
    body = replace(body, excepted=words("apart from a few hours in June 2018"))
    mine, other = visit(PETERS, "2018-06-09"), visit(PETERS, "2019-02-02")
    assert judged(body, record(mine), told).outcome is S
    assert judged(body, record(mine, other), told).outcome is C
    assert judged(body, (), told).outcome is O


def abroad(to: str) -> Claim:
    goal = Place(surface=to, span=HERE, name=to, country=to, geonames=None, lat=None, lon=None, kind="country")
    anywhere = replace(IN_OFFICE, destination=None, destination_name=None, abroad=True)
    return replace(claim(Relation.FIRST, anywhere, anchor=OFFICE), goal=goal)


@pytest.mark.parametrize(("to", "outcome"), [("FJI", S), ("TON", C)])
def test_where_she_went_first(to: str, outcome: Outcome) -> None:
    held = record(visit(MAHUTA, "2021-02-01"), visit(MAHUTA, "2021-05-01", to="TON"))
    told = [finding(visit(MAHUTA, "2021", to=to), "r")]
    assert judged(abroad(to), held, told).outcome is outcome


def test_two_countries_on_one_day_leave_open_which_was_first() -> None:
    held = record(visit(MAHUTA, "2021-02-01"), visit(MAHUTA, "2021-02-01", to="TON"))
    assert judged(abroad("FJI"), held, [finding(visit(MAHUTA, "2021-02"), "r")]).outcome is O


def test_a_country_that_she_never_went_to_was_not_the_first() -> None:
    held = record(visit(MAHUTA, "2021-05-01", to="TON"))
    assert judged(abroad("FJI"), held, [finding(visit(MAHUTA, None), "r")]).outcome is C


def test_stops_of_one_journey_leave_open_which_is_meant() -> None:
    held = record(visit(MAHUTA, "2021-02-01", to="TON"), visit(MAHUTA, "2021-02-03"))
    assert judged(abroad("FJI"), held, [finding(visit(MAHUTA, "2021-02-03"), "r")]).outcome is O


@pytest.mark.parametrize(
    ("days", "outcome"), [((), O), (("2021-03-01",), S), (("2021-03-01", "2022-03-01"), C), (("2021-03-01", "2021-03-03"), O)]
)
def test_only_once(days: tuple[str, ...], outcome: Outcome) -> None:
    body = claim(Relation.ONLY, IN_OFFICE, anchor=OFFICE, event=words("has been only once"))
    assert judged(body, record(*(visit(MAHUTA, day) for day in days)), quote="she has been only once").outcome is outcome


CUSTOM = replace(FIJI, destination=None, destination_name=None, abroad=True)


def custom() -> Claim:
    goal = Place(surface="Fiji", span=HERE, name="Fiji", country="FJI", geonames=None, lat=None, lon=None, kind="country")
    return replace(claim(Relation.TRADITION, CUSTOM), goal=goal, event=words("first journey to Fiji"))


def firsts(*to: str) -> tuple[Entry, ...]:
    names = ("Ann Ash", "Bob Birch", "Cy Cedar", "Di Date")
    return record(*(visit(actor(name), f"{1990 + 5 * n}-03-01", to=place) for n, (name, place) in enumerate(zip(names, to, strict=False))))


@pytest.mark.parametrize(
    ("to", "outcome", "figures"),
    [
        (("FJI", "TON", "FJI", "FJI"), O, "of the four foreign ministers from Ann Ash to Di Date three went to Fiji first"),
        (("FJI", "FJI", "FJI", "FJI"), S, "of the four foreign ministers from Ann Ash to Di Date four went to Fiji first"),
        (("TON", "TON", "TON", "AUS"), C, "of the four foreign ministers from Ann Ash to Di Date none went to Fiji first"),
        (("FJI", "FJI"), O, "too few"),
    ],
)
def test_a_custom_is_answered_with_figures(to: tuple[str, ...], outcome: Outcome, figures: str) -> None:
    verdict = judged(custom(), firsts(*to))
    assert verdict.outcome is outcome
    assert figures in verdict.note[:1].lower() + verdict.note[1:]


def test_the_figures_end_before_a_break_that_the_report_tells_of() -> None:
    told = [finding(visit(actor("Di Date"), "2005", to="TON"), "r")]
    verdict = judged(replace(custom(), about=("none",)), firsts("FJI", "FJI", "AUS", "TON"), told)
    assert "from Ann Ash to Cy Cedar two went to Fiji first before Di Date, who went to TON" in verdict.note
    assert verdict.because == ("historian:travel-1", "historian:travel-2", "historian:travel-3")


TODAY = visit(MAHUTA, "2022-10-24", town="Suva")
SAID = "Nanaia Mahuta flew to Suva. It is her {} visit to Fiji as minister."


def at(text: str, words_of_claim: str) -> Span:
    return Span(text.index(words_of_claim), text.index(words_of_claim) + len(words_of_claim))


def told_in(text: str, relation: Relation, *held: Contact, pattern: Pattern = FIJI, words_of_claim: str = "", **fields: object) -> Verdict:
    body = replace(claim(relation, pattern, **fields), span=at(text, words_of_claim or text.rpartition(". ")[2].rstrip(".")))
    return judged(body, record(*held), text=text)


@pytest.mark.parametrize(
    ("text", "held", "outcome"),
    [
        ("Nanaia Mahuta landed in Suva. No minister had ever been to Fiji.", [TODAY], S),
        ("Nanaia Mahuta landed in Suva. No minister had ever been to Fiji.", [visit(PETERS, "2006-03-01"), TODAY], C),
        ("The minister landed in Suva. No minister had ever been to Fiji.", [TODAY], O),  # nobody is named
        ("Winston Peters spoke in Auckland. No minister had ever been to Fiji.", [TODAY], O),  # somebody else is
        ("Nanaia Mahuta landed in Suva. No minister had ever been to Fiji.", [visit(MAHUTA, "2022-10-01")], O),  # too long ago
    ],
)
def test_the_visit_that_was_made_as_the_report_came_out_is_the_one_it_is_about(text: str, held: list[Contact], outcome: Outcome) -> None:
    verdict = told_in(text, Relation.FIRST, *held)
    assert verdict.outcome is outcome, verdict.note


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (SAID.format("second"), S),
        (SAID.format("third"), C),
        ("Nanaia Mahuta flew to Suva. Her second visit to Fiji as minister was short.", S),
    ],
)
def test_visits_of_somebody_in_office_are_counted_up_to_the_one_under_way(text: str, outcome: Outcome) -> None:
    pattern, number = IN_OFFICE, 3 if "third" in text else 2
    verdict = told_in(text, Relation.NTH, visit(MAHUTA, "2021-03-01"), TODAY, pattern=pattern, nth=number, anchor=OFFICE)
    assert verdict.outcome is outcome, verdict.note


def test_her_own_earlier_visit_may_be_the_one_that_is_ranked() -> None:
    earlier = visit(MAHUTA, "2021-03-01")
    here, there = SAID.format("first"), "Nanaia Mahuta flew to Suva. Her first visit to Fiji had been a cold affair."
    assert told_in(here, Relation.FIRST, earlier, TODAY, pattern=IN_OFFICE, anchor=OFFICE).outcome is C
    assert told_in(there, Relation.FIRST, earlier, TODAY, pattern=IN_OFFICE, anchor=OFFICE).outcome is O


def test_somebody_who_comes_again_is_no_rival_to_himself_as_the_first_of_his_kind() -> None:
    text = "Nanaia Mahuta is back in Suva. She is the first minister to visit Fiji."
    held = (visit(MAHUTA, "2021-03-01"), TODAY)
    assert told_in(text, Relation.FIRST, *held, instance=HER).outcome is O
    assert told_in(text, Relation.FIRST, visit(PETERS, "2006-03-01"), *held, instance=HER).outcome is C


@pytest.mark.parametrize(
    "text",
    [
        "Nanaia Mahuta was in Suva. It was the first visit to a country south of the line.",
        "Nanaia Mahuta was in Suva. She is the first minister to visit Fiji by ship.",
        "Nanaia Mahuta was in Suva. She is the first minister to visit Fiji in her first year in office.",
        "Nanaia Mahuta was in Suva. She is the first minister to visit a united Fiji.",
    ],
)
def test_what_is_wider_or_narrower_than_lists_tell_is_open(text: str) -> None:
    assert told_in(text, Relation.FIRST, TODAY).outcome is O
    assert told_in(text, Relation.FIRST, visit(PETERS, "2006-03-01"), TODAY).outcome is O


def test_a_country_that_only_stands_beside_is_no_wider_goal() -> None:
    text = "Nanaia Mahuta was in Suva. She is the first minister to visit Fiji, a country of many islands."
    assert told_in(text, Relation.FIRST, TODAY).outcome is S


TWICE = "She is the only minister to have visited Fiji twice"


@pytest.mark.parametrize(
    ("held", "outcome"),
    [
        ([visit(MAHUTA, "2021-03-01"), visit(PETERS, "2006-03-01"), TODAY], S),
        ([visit(MAHUTA, "2021-03-01"), visit(PETERS, "2006-03-01"), visit(PETERS, "2007-03-01"), TODAY], C),
        ([visit(MAHUTA, "2021-03-01"), visit(PETERS, "2006-03-01"), visit(PETERS, None), TODAY], O),
        ([TODAY], O),
    ],
)
def test_the_only_one_to_come_so_often(held: list[Contact], outcome: Outcome) -> None:
    body = claim(Relation.ONLY, instance=HER)
    verdict = judged(body, record(*held), quote=TWICE)
    assert verdict.outcome is outcome, verdict.note


THIS_YEAR = replace(FIJI, whose=HER, since=year(2022), until=year(2022))
IN_2022 = Anchor(words=words("this year"), reckoning=Reckoning.WINDOW, when=year(2022))


@pytest.mark.parametrize(("day", "outcome"), [("2022-02-01", S), ("2021-12-30", C)])
def test_this_year_begins_on_its_first_day(day: str, outcome: Outcome) -> None:
    text = "Nanaia Mahuta flew to Suva. It is her second visit to Fiji this year."
    held = (visit(MAHUTA, "2021-03-01", to="TON"), visit(MAHUTA, day), TODAY)
    verdict = told_in(text, Relation.NTH, *held, pattern=THIS_YEAR, nth=2, anchor=IN_2022)
    assert verdict.outcome is outcome, verdict.note


def test_towns_of_a_state_that_is_gone_lie_in_one_country_of_today() -> None:
    estonia = replace(FIJI, destination="EST", destination_name="Estonia")
    moscow = visit(PETERS, "1974-06-27", to="SUN", town="Moscow")
    body, held = claim(Relation.FIRST, estonia), record(moscow)
    grounds = Grounds(entries=held, coverages=(COVERAGE,), as_of=AS_OF, told=(finding(visit(MAHUTA, "2022-10-27", to="EST"), "r"),))
    cited = Finding(id="k", report_id="r", body=body, certainty=Certainty.PLAIN, evidence=(), rule="claim/1")
    lands = {"Moscow": "RUS", "Tallinn": "EST"}
    known = replace(grounds, map=Map(land_of=lambda place: lands.get(place.name)))
    assert verdict_of(cited, replace(known, _held={})).outcome is S
    assert verdict_of(cited, replace(grounds, map=Map(land_of=lambda place: None), _held={})).outcome is O
    tallinn = record(visit(PETERS, "1974-06-27", to="SUN", town="Tallinn"))
    assert verdict_of(cited, replace(known, entries=tallinn, _held={})).outcome is O


def test_a_gap_of_a_working_visit_elsewhere_is_none_in_state_visits() -> None:
    guests = Coverage(
        id="list:guests", source="Guests", home=None, post_classes=("head_of_state",), destination="USA",
        first=date(1874, 1, 1), last=date(2024, 1, 1), none_before=True,
        known_gaps=(replace(GAP, home="FJI", destination="USA", level="working", place="New York"),),
    )  # fmt: skip
    presidents = Whose(words="Fijian president", post="president", post_class="head_of_state", country="FJI")
    plain = Pattern(contact=ContactKind.VISIT, whose=presidents, destination="USA", destination_name="United States", level="working")
    told = [finding(visit(actor("Wiliame Katonivere", "head_of_state", "FJI"), "2022-10-27", to="USA", status=Status.PLANNED), "r")]
    assert judged(claim(Relation.FIRST, replace(plain, level="state")), (), told, [guests]).outcome is S
    assert judged(claim(Relation.FIRST, plain), (), told, [guests]).outcome is O


def test_an_official_visit_of_one_who_is_no_head_of_state_may_be_called_a_state_visit() -> None:
    state = replace(FIJI, level="state")
    assert judged(claim(Relation.FIRST, state), record(visit(PETERS, "2006-03-01", level="official")), [PLANNED]).outcome is O
    assert judged(claim(Relation.FIRST, state), record(visit(PETERS, "2006-03-01", level="working")), [PLANNED]).outcome is S


@pytest.mark.parametrize(
    ("sentence", "apart"),
    [
        ("After George W. Bush, he is only the second US president to come to Kenya.", True),
        ("Unlike John Kerry, she came twice.", True),
        ("After the talks, George W. Bush said he was the first to come.", False),
        ("George W. Bush is the second US president to come to Kenya.", False),
    ],
)
def test_a_pronoun_is_not_whom_the_sentence_tells_apart_from_it(sentence: str, apart: bool) -> None:
    assert (AFTER_ANOTHER.search(sentence) is not None) is apart


@pytest.mark.parametrize(
    ("sentence", "anybody"),
    [("The president who last visited Peru was George W. Bush.", True), ("Bush, who visited Peru last in 2008, is back.", False)],
)
def test_who_last_came_may_be_anybody_of_a_kind(sentence: str, anybody: bool) -> None:
    assert (WHO_LAST.search(sentence) is not None) is anybody
