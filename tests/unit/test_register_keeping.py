"""Readings kept many at a time come to the same as one by one, and what is settled step by step to the same as all at once."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from unit.factories import AT, SAYING, TEXT, claim, contact, finding, reading, report, statement

from legation.model import Contact, Finding, Reading, Status
from legation.register.entries import entries
from legation.register.store import Register
from legation.stored import JSON, to_json, to_plain

LONG = f"{TEXT} {'The talks on grain are to last until the evening, and the two will eat together before she travels home. ' * 2}"


def told(number: int, *, text: str = "", url: str = "", published: date | None = date(2024, 3, 12)) -> Reading:
    """A report of a number, at an address of its own, telling one visit."""
    source = replace(
        report(f"r{number}", text=text or f"{TEXT} No. {number}.", published=published), url=url or f"https://example.org/{number}"
    )
    return reading(source, [finding(source, id=f"f-{number}")])


def state(register: Register) -> tuple[object, ...]:
    """All that tells one register from another."""
    register.settle()
    tables = ("counting", "versions", "findings", "sightings", "near")
    rows = [sorted(map(tuple, register.connection.execute(f"SELECT * FROM {table}")), key=repr) for table in tables]
    # In which number an entry stands depends on how often it was written.
    return register.entries(), register.doubts(), register.digest(), rows[0], rows[1], rows[2], [row[:13] for row in rows[3]], rows[4]


@pytest.mark.parametrize(
    "given",
    [
        [told(1), told(2), told(3)],
        [told(1), told(2), told(3, url="https://example.org/1")],
        [told(1, text=LONG), told(2), told(3, text=LONG), told(4, text=LONG, published=None)],
        [told(1), replace(told(1), rules="rules-2", contacts=()), told(2)],
        [told(1), told(1), told(2, url="https://example.org/1"), told(1)],
    ],
    ids=["alone", "a later version", "copies", "read anew", "given again"],
)
def test_a_batch_comes_to_the_same_as_one_by_one(given: Sequence[Reading], tmp_path: Path) -> None:
    with Register.open(tmp_path / "a.db", create=True) as batch, Register.open(tmp_path / "b.db", create=True) as single:
        fresh = batch.keep_all(given, at=AT)
        assert fresh == sum([single.keep(one, at=AT) for one in given])
        assert state(batch) == state(single)


def test_a_batch_with_a_false_quote_leaves_nothing(tmp_path: Path) -> None:
    false = told(2)
    false = replace(false, report=replace(false.report, text="Other words."))
    with Register.open(tmp_path / "a.db", create=True) as register:
        with pytest.raises(Exception, match="does not hold"):
            register.keep_all([told(1), false], at=AT)
        assert register.counts()["reports"] == 0
        assert register.keep_all([told(1)], at=AT) == 1
    assert gc.isenabled()


def test_what_hung_on_a_finding_that_counts_no_longer_comes_together(tmp_path: Path) -> None:
    def of(number: int, published: date, body: Contact) -> Reading:
        source = told(number, published=published).report
        return reading(source, [finding(source, body, id=f"f-{number}")])

    made = replace(contact(starts="2024-03-20"), status=Status.OCCURRED)
    off = replace(contact(starts="2024-03-25"), status=Status.CANCELLED)
    some_day = contact(starts="2024-03")
    first = of(1, date(2024, 3, 21), made)
    with Register.open(tmp_path / "a.db", create=True) as register:
        for one in (first, of(2, date(2024, 3, 12), off), of(3, date(2024, 3, 1), some_day)):
            register.keep(one, at=AT)
        # Two are open to the one without a day, so that it stays apart.
        assert len(register.entries()) == 3
        register.keep(replace(first, contacts=(), rules="rules-2"), at=AT)
        assert [sorted(f.id for f in entry.findings) for entry in register.entries()] == [["f-2", "f-3"]]
        found, origins = register.told(Contact)
        assert register.entries() == entries(found, (), origins)


def test_a_visit_put_off_is_linked_where_no_country_is_told(tmp_path: Path) -> None:
    later = replace(contact(starts="2024-06-01"), destination=None, stops=())
    put_off = replace(contact(), destination=None, stops=(), status=Status.POSTPONED)
    with Register.open(tmp_path / "a.db", create=True) as register:
        for number, body in ((1, later), (2, put_off)):
            source = told(number).report
            register.keep(reading(source, [finding(source, body, id=f"f-{number}")]), at=AT)
        found, origins = register.told(Contact)
        assert register.entries() == entries(found, (), origins)
        assert [link.kind for entry in register.entries() for link in entry.links] == ["postponed_to"]


def test_json_is_written_letter_for_letter_as_by_way_of_dicts() -> None:
    source = report("r9", text=SAYING)
    values: list[object] = [
        finding(),
        statement(source),
        claim(source),
        report(title='A "title" \\ ü \n'),
        Status.DENIED,
        None,
        True,
        7,
        0.5,
    ]
    for value in values:
        assert to_json(value) == JSON.encode(to_plain(value))
        json.loads(to_json(value))
    with pytest.raises(TypeError):
        to_json(Finding)
    with pytest.raises(ValueError):
        to_json(float("nan"))
