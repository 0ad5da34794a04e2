"""Copies: which texts are one, which report counts for them, and where the others are still to be seen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from unit.factories import AT, TEXT, contact, finding, reading, report

from legation import cli
from legation.model import Report, ReportState, Voice
from legation.register.copies import LONG, copy_digest, plain_words
from legation.register.store import Register
from legation.span import Span

MORE = (
    'It is her first journey across the mountains since the bridge at Zenda was mended - "a long-awaited step", her office\'s note says.'
    " Farmers' unions on both sides hope that the toll on barley will fall before the harvest."
)
BODY = f"{TEXT} {MORE}"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a register may be made."""
    return tmp_path / "legation.db"


def printed(id: str, text: str = BODY, *, day: int | None = 12, **known: object) -> Report:
    """A report as one outlet prints it."""
    source = report(id, text=text, published=date(2024, 3, day) if day else None)
    return replace(source, url=f"https://{id}.example/talks", **known)  # type: ignore[arg-type]


def kept(path: Path, *arrivals: Report) -> Register:
    """A register to which these have come in this order, each telling of a visit."""
    path.unlink(missing_ok=True)
    register = Register.open(path, create=True)
    for source in arrivals:
        register.keep(reading(source, [finding(source, id=f"f-{source.id}")]), at=AT)
    return register


# --- which texts are one


@pytest.mark.parametrize(
    "text",
    [
        BODY.upper(),
        BODY.replace(" ", "\n\n  "),
        BODY.replace(" ", "\u00a0"),
        BODY.replace('"', "“").replace("'", "’"),
        BODY.replace('"', "‘"),
        BODY.replace('"', "''").replace("'s ", "\u02bcs "),
        BODY.replace(" - ", "—"),
        BODY.replace(" - ", " -- ").replace("-awaited", "\u2011awaited"),
        BODY.replace("journey", "jour\u00adney").replace("Zenda", "\u200bZenda\ufeff"),
    ],
)
def test_how_a_text_is_set_makes_no_other_text(text: str) -> None:
    assert copy_digest(printed("b", text)) == copy_digest(printed("a"))


@pytest.mark.parametrize("text", [BODY.replace("first", "second"), f"{BODY} More soon.", BODY.replace("hope that", "hope, that")])
def test_other_words_make_another_text(text: str) -> None:
    assert copy_digest(printed("b", text)) != copy_digest(printed("a"))


def test_letters_of_two_parts_are_the_letter_itself() -> None:
    assert plain_words("Cafe\u0301 — “Orange”…") == plain_words("café-'orange'...")


def test_title_byline_and_dateline_are_no_part_of_the_text() -> None:
    head = "Minister to cross the mountains\n\nBy Jane Roe\n\n"
    dateline = "ZENDA (Agency) — "
    lines = ((Voice.HEADLINE, Span(0, 31)), (Voice.BYLINE, Span(33, 44)))
    start = len(head)
    full = printed("b", head + dateline + BODY, head_lines=lines, dateline_span=Span(start, start + len(dateline)))
    assert copy_digest(full) == copy_digest(printed("a"))
    assert copy_digest(replace(full, head_lines=())) != copy_digest(printed("a"))


def test_a_short_text_is_known_again_only_of_the_same_day_and_title() -> None:
    assert len(TEXT) < LONG <= len(BODY)
    short = printed("a", TEXT, title="Prieto to Strelsau")
    assert copy_digest(printed("b", TEXT.upper(), title="PRIETO TO STRELSAU")) == copy_digest(short)
    assert copy_digest(printed("b", TEXT, title="Prieto to Strelsau", day=19)) != copy_digest(short)
    assert copy_digest(printed("b", TEXT, title="Grain talks")) != copy_digest(short)
    undated = printed("a", TEXT, day=None)
    assert copy_digest(replace(undated, url="https://b.example/talks")) != copy_digest(undated)
    assert copy_digest(report("r2")) != copy_digest(report("r1")), "lines of a list without addresses are told apart by their ids"


# --- which of them counts


def test_a_copy_counts_once_and_stays(path: Path) -> None:
    with kept(path, printed("a"), printed("b")) as register:
        (entry,) = register.entries()
        assert [told.report_id for told in entry.findings] == ["a"]
        assert [told.report_id for told in register.findings()] == ["a"]
        assert [source.id for source in register.reports()] == ["a", "b"]
        assert register.find_reading("b") == reading(printed("b"), [finding(printed("b"), id="f-b")])
        counts = register.counts()
        assert (counts["reports"], counts["copies"], counts["findings"]) == (2, 1, 1)
        assert [(copy.report.id, copy.counts) for copy in register.copies("b")] == [("a", True), ("b", False)]
        assert register.copies("a") == register.copies("b")
        assert [held.counts for held in register.readings("b")] == [False]


def test_reports_of_other_texts_have_no_copies_and_support_one_entry(path: Path) -> None:
    with kept(path, printed("a"), printed("b", f"{BODY} More soon.")) as register:
        assert register.copies("a") == register.copies("b") == register.copies("c") == ()
        assert [{f.report_id for f in entry.findings} for entry in register.entries()] == [{"a", "b"}]


ORIGINALS = [
    (printed("z", day=20), printed("a", day=10, state=ReportState.CORRECTED)),
    (printed("z", day=20, state=ReportState.CORRECTED), printed("a", day=10, state=ReportState.WITHDRAWN)),
    (printed("z", day=None), printed("a", day=10, partial=True)),
    (printed("z", day=20), printed("a", day=None)),
    (printed("z", day=10), printed("a", day=11)),
    (printed("a"), printed("b")),
]


@pytest.mark.parametrize(("original", "copy"), ORIGINALS)
def test_the_original_is_the_same_in_any_order_of_arrival(path: Path, original: Report, copy: Report) -> None:
    later = printed("zz", day=28, state=ReportState.WITHDRAWN)
    for arrivals in permutations((original, copy, later)):
        with kept(path, *arrivals) as register:
            assert [told.report_id for told in register.findings()] == [original.id]
            assert register.copies("zz")[0].report.id == original.id


def test_a_version_with_another_text_is_a_copy_no_longer(path: Path) -> None:
    corrected = replace(printed("b", f"{BODY} An earlier report named another bridge.", day=13), url="https://b.example/talks")
    with kept(path, printed("a"), printed("b"), corrected) as register:
        assert sorted(told.report_id for told in register.findings()) == ["a", "b"]
        assert register.copies("a") == ()
        assert register.counts()["copies"] == 0


def test_a_superseded_version_is_the_copy_of_none(path: Path) -> None:
    first, second = printed("a"), replace(printed("a2", f"{BODY} She left early.", day=13), url="https://a.example/talks")
    with kept(path, first, second, printed("b")) as register:
        assert sorted(told.report_id for told in register.findings()) == ["a2", "b"]
        assert register.copies("a") == ()


def test_one_text_at_two_addresses_under_one_id_counts_once(path: Path) -> None:
    source = report("x", text=BODY)
    one = replace(source, id=source.sha256[:16], url="https://one.example/talks", outlet="One")
    other = replace(one, url="https://other.example/talks", outlet="Other", published=date(2024, 3, 11))
    for arrivals in ((one, other), (other, one)):
        with kept(path, *arrivals) as register:
            assert len(register.entries()) == 1
            assert register.counts()["copies"] == 1
            assert [copy.report.outlet for copy in register.copies(one.id)] == ["Other", "One"]
            held = register.find_reading(one.id)
            assert held is not None and held.report.outlet == "Other"


# --- where they are shown


def test_show_tells_of_copies_and_versions(path: Path, capsys: Captured) -> None:
    corrected = replace(printed("b2", f"{BODY} She left early.", day=13), url="https://b.example/talks", modified=date(2024, 3, 14))
    with kept(path, printed("a"), printed("c", outlet="The Courier"), printed("b"), corrected) as register:
        (entry,) = register.entries()
    pages = {}
    for name in ("a", "c", "b", "b2", entry.id):
        assert cli.run(["show", name, "--register", str(path)]) == 0
        pages[name] = capsys.readouterr().out.splitlines()
    assert "copy: c (The Courier, 2024-03-12, https://c.example/talks)" in pages["a"]
    assert "copy of a (2024-03-12, https://a.example/talks)" in pages["c"]
    assert "superseded by b2 (2024-03-13, https://b.example/talks)" in pages["b"]
    shown = pages["b2"][pages["b2"].index("Versions") :]
    assert shown == [
        "Versions",
        f"  kept {AT}, published 2024-03-12, id b",
        f"  kept {AT}, published 2024-03-13, changed 2024-03-14, id b2, counts",
    ]
    assert "Versions" not in pages["a"]
    assert "      copy: c (The Courier, 2024-03-12, https://c.example/talks)" in pages[entry.id]


def test_an_entrys_line_names_the_reports_that_support_it_without_their_copies(path: Path, capsys: Captured) -> None:
    kept(path, printed("a"), printed("b")).close()
    assert cli.run(["list", "visits", "--register", str(path), "--format", "jsonl"]) == 0
    told = capsys.readouterr()
    assert [json.loads(line)["reports"] for line in told.out.splitlines()] == [["a"]]
    assert told.err == "1 visit of 2 reports (1 copy)\n"
    later = replace(printed("c", f"{BODY} She left early.", day=13), url="https://b.example/talks")
    with Register.open(path) as register:
        register.keep(reading(later, [finding(later, contact(starts="2024-09-14"))]), at=AT)
    assert cli.run(["list", "visits", "--register", str(path)]) == 0
    assert capsys.readouterr().err == "2 visits of 2 reports (1 superseded version)\n"
