"""Statements and claims from the register's file to lists, pages and tables."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from unit.factories import AT, SAYING, claim, contact, finding, report, span_of, statement

from legation import cli
from legation.errors import UsageError
from legation.gather.said import attribute
from legation.model import Anonymity, Certainty, Contact, Finding, Reading, cite
from legation.record import finding_from_json, finding_to_json, load_schema, record_of
from legation.register.store import Register

Captured = pytest.CaptureFixture[str]


def reading(id: str = "r9", published: date | None = date(2024, 3, 12)) -> Reading:
    """A report with one statement and one claim."""
    source = report(id, text=SAYING, published=published)
    return Reading(report=source, contacts=(), statements=(statement(source),), claims=(claim(source),), problems=(), rules="rules-1")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register that holds such a report."""
    path = tmp_path / "r.db"
    with Register.open(path, create=True) as held:
        held.keep(reading(), at=AT)
    return path


def faults(line: object, name: str) -> list[str]:
    """What the schema has against a line."""
    return [fault.message for fault in Draft202012Validator(load_schema(name)).iter_errors(line)]


def printed(capsys: Captured) -> list[dict[str, Any]]:
    """The JSON lines on standard output."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_both_come_back_from_json_as_they_were() -> None:
    for told in (statement(), statement(speaker=False, anonymity=Anonymity.MEDIA, reason="he feared for his post"), claim()):
        assert finding_from_json(finding_to_json(told)) == told


def test_the_record_fits_the_schema_and_names_the_speaker() -> None:
    record: Any = record_of(reading())
    assert faults(record, "record") == []
    (said,), (ranked,) = record["statements"], record["claims"]
    assert (said["speaker"]["text"], said["speaker"]["party"]["name"], said["cue"]["text"]) == ("Minister Jon Rudolf", "Jon Rudolf", "said")
    assert SAYING[said["content"]["start"] : said["content"]["end"]] == "We are glad that she comes"
    assert (ranked["relation"], ranked["event"], ranked["scope"], ranked["said_by"]) == ("first", "visit to Strelsau", "since 1998", "s-1")


def test_a_statement_without_speaker_has_null() -> None:
    record: Any = record_of(replace(reading(), statements=(statement(speaker=False),)))
    assert faults(record, "record") == []
    assert record["statements"][0]["speaker"] is None


def test_the_register_gives_the_reading_back(register: Path) -> None:
    with Register.open(register) as held:
        assert held.find_reading("r9") == reading()


def test_lists_print_lines_that_fit_the_schema(register: Path, capsys: Captured) -> None:
    for kind in ("statement", "claim"):
        assert cli.run(["list", f"{kind}s", "--format", "jsonl", "--register", str(register)]) == 0
        (line,) = printed(capsys)
        assert faults(line, f"{kind}_entry") == []
        assert (line["reports"], line["published"], line["state"]) == (["r9"], "2024-03-12", "standing")


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (["--visitor", "rudolf"], 1),
        (["--visitor", "Prieto"], 0),
        (["--from", "AUS"], 0),
        (["--text", "glad that she"], 1),
        (["--text", "glad she"], 0),
        (["--since", "2024-03"], 1),
        (["--until", "2023"], 0),
    ],
)
def test_statements_are_filtered(register: Path, capsys: Captured, options: list[str], number: int) -> None:
    assert cli.run(["list", "statements", "--format", "jsonl", "--register", str(register), *options]) == 0
    assert len(printed(capsys)) == number


def test_claims_are_filtered_by_the_country_that_they_are_of(tmp_path: Path) -> None:
    source = report("r1", text=SAYING)
    ranked = claim(source)
    ranked = replace(ranked, body=replace(ranked.body, pattern=replace(ranked.body.pattern, destination="PER")))
    with Register.open(tmp_path / "r.db", create=True) as held:
        held.keep(Reading(report=source, contacts=(), claims=(ranked,), problems=(), rules="rules-1"), at=AT)
        assert [told.finding for told in held.claims(to="PER")] == [ranked]
        assert held.claims(to="RUR") == held.claims(visitor="Rudolf") == ()


@pytest.mark.parametrize("option", [["--to", "PER"], ["--host", "x"], ["--status", "planned"]])
def test_what_statements_cannot_be_asked_for_is_refused(register: Path, option: list[str]) -> None:
    assert cli.run(["list", "statements", "--register", str(register), *option]) == 2


def test_an_undated_report_is_left_out_by_since_and_counted(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "r.db"
    with Register.open(path, create=True) as held:
        held.keep(reading(published=None), at=AT)
    assert cli.run(["list", "statements", "--since", "2020", "--register", str(path)]) == 0
    assert "1 entry without a day left out" in capsys.readouterr().err


def test_pages_show_the_words_of_each(register: Path, capsys: Captured) -> None:
    assert cli.run(["show", "s-1", "--register", str(register)]) == 0
    page = capsys.readouterr().out
    assert "speaker: Jon Rudolf (RUR)" in page and "“We are glad that she comes”" in page and "direct" in page
    assert cli.run(["show", "k", "--register", str(register)]) == 0
    assert "said by statement s-1" in capsys.readouterr().out
    assert cli.run(["show", "s-2", "--register", str(register)]) == 2


def test_an_id_that_two_begin_with_is_refused(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db", create=True) as held:
        held.keep(replace(reading(), statements=(statement(), statement(id="s-12"))), at=AT)
        assert held.said("s-12") is not None and held.said("v-1") is None
        with pytest.raises(UsageError, match="2 entries begin"):
            held.said("s-")


def test_tables_hold_both(register: Path, tmp_path: Path) -> None:
    assert cli.run(["export", "csv", str(tmp_path / "out"), "--register", str(register)]) == 0
    with (tmp_path / "out" / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        (said,) = csv.DictReader(file)
    assert (said["speaker_name"], said["words"], said["anonymous"]) == ("Jon Rudolf", "We are glad that she comes", "false")
    with (tmp_path / "out" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        (ranked,) = csv.DictReader(file)
    assert (ranked["relation"], ranked["said_by"], ranked["nth"]) == ("first", "s-1", "")


def told_in(words: str, *more: str, certainty: Certainty = Certainty.PLAIN) -> Finding[Contact]:
    """A contact told in these words of ``SAYING``."""
    source = report("r9", text=SAYING)
    evidence = tuple(cite(source, span_of(part, SAYING)) for part in (words, *more))
    return replace(finding(source, contact(), quote=words), evidence=evidence, certainty=certainty)


@pytest.mark.parametrize(
    ("words", "said_by", "certainty"),
    [
        (("she comes",), "s-1", Certainty.REPORTED),
        (("her first visit",), None, Certainty.PLAIN),
        (("she comes", "her first visit"), "s-1", Certainty.PLAIN),
    ],
)
def test_a_contact_knows_whose_word_it_is(words: tuple[str, ...], said_by: str | None, certainty: Certainty) -> None:
    (told,), _ = attribute([told_in(*words)], [statement()], [])
    assert (told.said_by, told.certainty) == (said_by, certainty)


def test_a_hint_leaves_a_doubt_and_of_two_statements_the_narrower_tells() -> None:
    wide = replace(statement(id="s-2"), certainty=Certainty.HEDGED)
    narrow = replace(wide, id="s-3", body=replace(wide.body, content=span_of("she comes", SAYING)))
    (told,), _ = attribute([told_in("she comes")], [wide, narrow], [])
    assert (told.said_by, told.certainty) == ("s-3", Certainty.HEDGED)


def test_what_is_told_of_a_text_is_found_by_its_ids(tmp_path: Path, capsys: Captured) -> None:
    text = tmp_path / "told.txt"
    text.write_text("Foreign Minister Ana Roe said on Monday that it was her first visit to Peru since 1998.\n", encoding="utf-8")
    assert cli.run(["read", "--into", str(tmp_path / "r.db"), "--published", "2014-03-12", str(text)]) == 0
    capsys.readouterr()
    for kind, word in (("statements", "speaker:"), ("claims", "what must hold:")):
        assert cli.run(["list", kind, "--format", "jsonl", "--register", str(tmp_path / "r.db")]) == 0
        (line,) = printed(capsys)
        assert cli.run(["show", line["id"], "--register", str(tmp_path / "r.db")]) == 0
        assert word in capsys.readouterr().out
