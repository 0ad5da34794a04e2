"""Versions of one report: what makes them so, which of them counts, and what stays to be seen of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from unit.factories import AT, TEXT, reading, report

from legation.model import Report, ReportState
from legation.register.store import Register

URL = "https://www.example.org/world/talks"
SAME_URL = "http://example.org/world/talks/?utm_source=feed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a register may be made."""
    return tmp_path / "legation.db"


def version(words: str = "", *, id: str = "", url: str | None = URL, day: int | None = 12, **known: object) -> Report:
    """A version of the report at an address; its id is its text's digest unless told otherwise."""
    source = report(text=f"{TEXT} {words}".strip(), published=date(2024, 3, day) if day else None)
    return replace(source, id=id or source.sha256[:16], url=url, **known)  # type: ignore[arg-type]


def counting(path: Path, *arrivals: Report) -> list[str]:
    """The last words of the reports that count when versions have come in this order."""
    path.unlink(missing_ok=True)
    with Register.open(path, create=True) as register:
        for arrival in arrivals:
            register.keep(reading(arrival), at=AT)
        told = {finding.report_id for finding in register.findings()}
        held = list(register.reports())
        assert {source.id for source in held} == told
        return [source.text.removeprefix(TEXT).strip() for source in held]


def test_another_text_at_the_same_address_supersedes_the_first(path: Path) -> None:
    assert counting(path, version("First."), version("Second.", url=SAME_URL)) == ["Second."]


def test_other_addresses_are_other_reports(path: Path) -> None:
    assert counting(path, version("First."), version("Second.", url=f"{URL}-2")) == ["First.", "Second."]


def test_a_front_page_makes_no_two_reports_one(path: Path) -> None:
    assert counting(path, version("First.", url="https://example.org/"), version("Second.", url="https://example.org")) == [
        "First.",
        "Second.",
    ]


def test_the_same_page_extracted_anew_is_the_same_report(path: Path) -> None:
    page = {"url": None, "page_sha256": "e3b0"}
    assert counting(path, version("First.", **page), version("Second.", **page)) == ["Second."]  # type: ignore[arg-type]
    assert counting(path, version("First.", **page), version("Second.", url=None, page_sha256="ffff")) == ["First.", "Second."]  # type: ignore[arg-type]


def test_an_id_that_is_given_holds_a_report_together_wherever_it_moves(path: Path) -> None:
    moved = version("Second.", id="r1", url=f"{URL}-moved", day=13)
    assert counting(path, version("First.", id="r1"), moved) == ["Second."]
    assert counting(path, version("First.", id="r1", url=None), moved) == ["Second."]


def test_a_text_that_several_addresses_have_does_not_hold_them_together(path: Path) -> None:
    elsewhere = version("First.", url="https://other.example/talks", day=11)
    assert counting(path, version("First."), elsewhere, version("Second.", day=13)) == ["First.", "Second."]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_version_with_the_id_of_one_and_the_address_of_another_joins_them(path: Path, order: tuple[int, ...]) -> None:
    arrivals = [
        version("One.", id="r1", url=f"{URL}-1", day=11),
        version("Two.", id="r2", url=f"{URL}-2", day=12),
        version("Three.", id="r2", url=f"{URL}-3", day=14),
        version("Four.", id="r1", url=f"{URL}-2", day=13),
    ]
    assert counting(path, *(arrivals[number] for number in order)) == ["Three."]
    with Register.open(path) as register:
        assert len(register.versions("r1")) == len(register.versions("r2")) == 4
        assert register.counts()["superseded"] == 3
        register.keep(reading(version("Five.", id="r5", url=f"{URL}-1", day=15)), at=AT)
        assert [source.id for source in register.reports()] == ["r5"]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("counts", "other"),
    [
        (version("Whole.", day=12), version("Summary.", day=14, partial=True)),
        (version("Whole.", day=None), version("Summary.", day=14, partial=True)),
        (version("Later.", day=14), version("Earlier.", day=12)),
        (version("Changed.", day=12, modified=date(2024, 3, 15)), version("As it was.", day=12)),
        (version("Changed.", day=12, modified=date(2024, 3, 15)), version("Published later.", day=14)),
    ],
)
def test_a_full_text_counts_before_a_partial_one_and_then_the_later_day(path: Path, counts: Report, other: Report, turned: bool) -> None:
    arrivals = (counts, other) if turned else (other, counts)
    assert counting(path, *arrivals) == [counts.text.removeprefix(TEXT).strip()]


@pytest.mark.parametrize("days", [(12, 12), (None, 12), (12, None), (None, None)])
def test_where_days_do_not_decide_the_version_kept_last_counts(path: Path, days: tuple[int | None, int | None]) -> None:
    assert counting(path, version("First.", day=days[0]), version("Second.", day=days[1])) == ["Second."]


def test_the_best_of_those_with_a_day_meets_the_last_of_those_without(path: Path) -> None:
    later, without, earlier = version("Later.", day=14), version("Without."), version("Earlier.", day=12)
    without = replace(without, published=None)
    assert counting(path, later, without, earlier) == ["Without."]
    assert counting(path, without, later, earlier) == ["Later."]


def test_a_version_told_to_count_again_does_so_whatever_days_say_until_a_later_one_is_kept(path: Path) -> None:
    first, second, third = version("First.", day=12), version("Second.", day=14), version("Third.", day=15)
    with Register.open(path, create=True) as register:
        register.keep(reading(first), at=AT)
        register.keep(reading(second), at=AT)
        assert register.keep(reading(first), at=AT, again=True) is True
        assert list(register.reports()) == [first]
        assert register.keep(reading(second), at=AT) is False
        assert list(register.reports()) == [first]
        assert register.counts()["versions"] == 2
        register.keep(reading(third), at=AT)
        assert list(register.reports()) == [third]


def test_a_version_kept_for_the_first_time_is_not_told_to_count_again(path: Path) -> None:
    with Register.open(path, create=True) as register:
        register.keep(reading(version("Later.", day=14)), at=AT)
        register.keep(reading(version("Earlier.", day=12)), at=AT, again=True)
        assert [source.published for source in register.reports()] == [date(2024, 3, 14)]


def test_a_superseded_version_stays_to_be_seen(path: Path) -> None:
    first, second = version("First.", id="r1"), version("Second.", id="r2", day=13)
    with Register.open(path, create=True) as register:
        register.keep(reading(first), at=AT)
        register.keep(reading(second), at="2024-03-16T08:00:00+00:00")
        assert [(held.report, held.at, held.counts) for held in register.versions("r1")] == [
            (first, AT, False),
            (second, "2024-03-16T08:00:00+00:00", True),
        ]
        assert register.versions("r2") == register.versions("r1")
        assert register.versions("r3") == ()
        assert register.find_reading("r1") == reading(first)
        assert register.find_reading("r2") == reading(second)
        assert [kept.counts for kept in (*register.readings("r1"), *register.readings("r2"))] == [False, True]


def test_of_one_id_the_full_version_is_meant(path: Path) -> None:
    whole, part, other = version("Whole.", id="r1"), version("Part.", id="r1", partial=True), version("Other.", id="r2", day=15)
    with Register.open(path, create=True) as register:
        for source in (whole, part, other):
            register.keep(reading(source), at=AT)
        assert register.find_reading("r1") == reading(whole)


def test_a_day_of_change_or_a_whole_text_makes_another_version_and_nothing_else_does(path: Path) -> None:
    source = version("First.", id="r1")
    with Register.open(path, create=True) as register:
        register.keep(reading(source), at=AT)
        assert not register.has_reading(replace(source, partial=True), "rules-1")
        assert not register.has_reading(replace(source, modified=date(2024, 3, 15)), "rules-1")
        assert register.has_reading(replace(source, page_sha256="e3b0", source="elsewhere"), "rules-1")


def test_a_later_version_of_the_same_day_may_withdraw_the_report(path: Path) -> None:
    withdrawn = replace(version("First."), state=ReportState.WITHDRAWN)
    with Register.open(path, create=True) as register:
        register.keep(reading(version("First.")), at=AT)
        register.keep(reading(withdrawn), at=AT)
        assert [entry.state for entry in register.entries()] == ["withdrawn"]


def test_one_text_at_two_addresses_has_two_ids_however_it_comes(tmp_path: Path) -> None:
    digest = report().sha256[:16]
    first, second = (replace(report(digest), url=f"https://{name}.example/talks") for name in ("one", "two"))
    with Register.open(tmp_path / "r.db", create=True) as register:
        for one in (first, second):
            register.keep(reading(replace(one, id=register.own_id(one)), contacts=[]), at=AT)
        assert [register.own_id(one) for one in (first, second)] == [digest, f"{digest}-2"]
        numbered = replace(first, id=f"{digest}-2")
        assert register.own_id(numbered) == digest, "the same text at the same address is the same report, however a run has numbered it"
        assert register.own_id(replace(first, id="named")) == "named"
