"""Claims: the days that anchors mean, what a report's contacts have to do with them, and their form in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from legation.claim_form import form_of
from legation.model import Claim, Finding, Reading, Reckoning, Relation
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text
from legation.record import finding_from_json, finding_to_json
from legation.tell.ranked.lengths import LENGTH, length_in


@pytest.fixture(scope="module")
def kit() -> Kit:
    """Parser, tables and lists, loaded once."""
    return load_kit()


def reading_of(text: str, kit: Kit, published: str | None) -> Reading:
    """What a text tells on a day."""
    day = date.fromisoformat(published) if published else None
    return read_report(read_text(text, published=day, language="en", dated=False), kit)


def claim_of(text: str, kit: Kit, published: str | None = "2016-06-15") -> Finding[Claim]:
    """The one claim of a text."""
    (found,) = reading_of(text, kit, published).claims
    return found


@pytest.mark.parametrize(
    ("phrase", "count", "unit"),
    [
        ("in 37 years", 37, "year"),
        ("for almost five years", 5, "year"),
        ("in more than a decade", 10, "year"),
        ("in half a century", 50, "year"),
        ("in a quarter of a century", 25, "year"),
        ("in twenty-three months", 23, "month"),
        ("in decades", None, "year"),
        ("in a generation", None, None),
        ("in several weeks", None, "week"),
        ("in the past two weeks", 2, "week"),
    ],
)
def test_a_length_counts_its_units(phrase: str, count: int | None, unit: str | None) -> None:
    found = LENGTH.search(phrase)
    assert found is not None
    assert length_in(found) == (count, unit)


@pytest.mark.parametrize(
    ("scope", "when"),
    [
        ("in 12 years", "2004~"),
        ("in two decades", "1996~"),
        ("in more than a year", "2015-06~"),
        ("in nine months", "2015-09~"),
        ("since 1981", "1981"),
        ("since May 2012", "2012-05"),
        ("in decades", None),
        ("since the war began", None),
    ],
)
def test_an_anchor_is_counted_back_from_publication(scope: str, when: str | None, kit: Kit) -> None:
    claim = claim_of(f"Peruvian President Ollanta Humala flew to Tirana, his first visit to Albania {scope}.", kit).body
    assert claim.relation is Relation.SINCE
    assert claim.anchor is not None
    assert (claim.anchor.when.edtf if claim.anchor.when else None) == when


def test_without_a_day_of_publication_no_length_is_counted(kit: Kit) -> None:
    claim = claim_of("Peruvian President Ollanta Humala flew to Tirana, his first visit to Albania in 12 years.", kit, None).body
    assert claim.anchor is not None
    assert claim.anchor.when is None
    assert "a day not known (in 12 years)" in form_of(claim)


@pytest.mark.parametrize(
    ("scope", "since", "until"),
    [
        ("since taking office", "2013-02-01", None),
        ("as secretary of state", "2013-02-01", None),
        ("of his tenure", "2013-02-01", None),
        ("this year", "2016", "2016"),
    ],
)
def test_a_term_of_office_is_that_of_the_table(scope: str, since: str, until: str | None, kit: Kit) -> None:
    claim = claim_of(f"US Secretary of State John Kerry will make his first visit to Peru {scope}.", kit).body
    assert claim.relation is Relation.FIRST
    assert claim.pattern.since is not None
    assert claim.pattern.since.edtf == since
    assert (claim.pattern.until.edtf if claim.pattern.until else None) == until


def test_a_second_term_has_no_day_of_its_own_in_the_table(kit: Kit) -> None:
    claim = claim_of("It was the first foreign trip of President Barack Obama's second term.", kit, "2013-03-22").body
    assert claim.pattern.since is None
    assert "day not known" in form_of(claim)


def test_the_office_may_be_that_of_somebody_else(kit: Kit) -> None:
    text = "No Chilean minister has come to Washington since President Barack Obama was sworn in."
    claim = claim_of(text, kit, "2010-05-01").body
    assert claim.relation is Relation.FIRST
    assert claim.absent
    assert claim.anchor is not None
    assert claim.anchor.reckoning is Reckoning.OFFICE
    assert form_of(claim) == "no visit to Washington by any Chilean minister between 2009-01-20 and 2010-05-01"


def test_a_claim_knows_the_contact_that_it_ranks(kit: Kit) -> None:
    text = "Peruvian President Ollanta Humala will travel to Tirana in August. It will be his first visit to Albania."
    reading = reading_of(text, kit, "2015-06-10")
    (visit,) = reading.contacts
    (claim,) = reading.claims
    assert claim.body.about == (visit.id,)


def test_a_claim_is_not_about_the_visits_of_others(kit: Kit) -> None:
    text = (
        "Norwegian Prime Minister Erna Solberg visited Tirana in May 2015. "
        "Peruvian President Ollanta Humala will travel there in August, his first visit to Albania."
    )
    reading = reading_of(text, kit, "2015-06-10")
    about = {c.id for c in reading.contacts for p in c.body.parties if p.actor.name and "Humala" in p.actor.name}
    assert set(reading.claims[0].body.about) <= about


def test_the_day_of_the_last_contact_may_stand_in_the_next_sentence(kit: Kit) -> None:
    text = "Mike Pompeo is the last US Secretary of State to visit Peru. That visit dates back to April 2019."
    claim = claim_of(text, kit, "2022-10-01").body
    assert form_of(claim).endswith("is that of Mike Pompeo, 2019-04")


def test_spans_and_words_are_those_of_the_report(kit: Kit) -> None:
    text = "Oslo, Tuesday.\n\nNo Portuguese prime minister has visited Uruguay since 1984."
    reading = reading_of(text, kit, "2013-06-07")
    (claim,) = reading.claims
    for words in (claim.body.subject, claim.body.event, claim.body.scope):
        assert words is not None
        assert text[words.span.start : words.span.end] == words.text
    assert claim.evidence[0].span == claim.body.span


def test_a_hedged_claim_is_hedged(kit: Kit) -> None:
    claim = claim_of("Peruvian President Ollanta Humala's trip to Tirana is perhaps his first visit to Albania.", kit)
    assert claim.body.relation is Relation.FIRST


def test_a_claim_is_kept_without_loss(kit: Kit) -> None:
    claim = claim_of("It was the second meeting in a month between Peru's President Ollanta Humala and Chile's Michelle Bachelet.", kit)
    assert finding_from_json(finding_to_json(claim)) == claim


def test_a_report_of_other_matters_makes_no_claim(kit: Kit) -> None:
    text = (
        "The first day of the fair drew the biggest crowd since 1992. Its last visitors left at night. It is a tradition to eat "
        "fish, the mayor said. No band has played here for ten years, and the second concert was the only one sold out."
    )
    assert reading_of(text, kit, "2016-06-15").claims == ()
