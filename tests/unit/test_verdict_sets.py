"""The sets of claims and facts with known answers agree with the official record that the answers were drawn from."""

from __future__ import annotations

import csv
import gzip
import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "verdicts"
CLAIMS: list[dict[str, Any]] = tomllib.loads((FOLDER / "claims.toml").read_text(encoding="utf-8"))["claims"]
FACTS: list[dict[str, Any]] = tomllib.loads((FOLDER / "facts.toml").read_text(encoding="utf-8"))["facts"]
TABLE = gzip.decompress(files("legation.tables").joinpath("data/official.tsv.gz").read_bytes()).decode("utf-8")
ROWS = {
    f"historian:{'visit' if row['series'] == 'visit' else 'travel'}-{row['id']}": row
    for row in csv.DictReader(TABLE.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
}


def test_every_set_is_as_large_and_as_even_as_it_says() -> None:
    answers = Counter(case["expect"] for case in CLAIMS)
    assert set(answers) == {"supported", "contradicted", "open"}
    assert min(answers.values()) >= 35
    assert len({ROWS[id]["country_id"] for case in CLAIMS for id in _named(case)}) >= 15
    assert len(FACTS) >= 66
    assert {case["expect"] for case in FACTS} == {"borne_out", "differs", "not_held", "open"}


@pytest.mark.parametrize("cases", [CLAIMS, FACTS], ids=["claims", "facts"])
def test_cases_have_names_of_their_own_and_records_that_are_held(cases: list[dict[str, Any]]) -> None:
    assert len({case["id"] for case in cases}) == len(cases)
    assert [id for case in cases for id in _named(case) if id not in ROWS] == []


def test_the_words_of_a_claim_stand_once_in_its_report() -> None:
    assert [case["id"] for case in CLAIMS if " ".join(case["text"].split()).count(case["sentence"]) != 1] == []


@pytest.mark.parametrize("case", [case for case in CLAIMS + FACTS if "none" in case], ids=lambda case: case["id"])
def test_where_no_record_is_said_to_be_none_is(case: dict[str, Any]) -> None:
    assert _rows(case["none"]) == set()


@pytest.mark.parametrize("case", [case for case in CLAIMS if "held" in case], ids=lambda case: case["id"])
def test_the_records_that_decide_a_claim_are_where_it_says(case: dict[str, Any]) -> None:
    assert {*case["because"], *case.get("because_any", ())} <= _rows(case["held"])


def test_what_decides_is_written_down_for_each_decided_claim() -> None:
    assert [case["id"] for case in CLAIMS if case["expect"] != "open" and not {"none", "held"} & set(case)] == []
    assert [case["id"] for case in FACTS if case["expect"] == "not_held" and "none" not in case] == []


def _named(case: dict[str, Any]) -> set[str]:
    """The records that a case names."""
    return {*case["because"], *case.get("because_any", ()), *case.get("caveat", ())}


def _rows(wanted: dict[str, str]) -> set[str]:
    """The rows of the table that claims.toml describes so."""
    return {id for id, row in ROWS.items() if _fits(row, wanted)}


def _fits(row: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether a row is one of those described; a bound of a year or a month takes in the whole of it."""
    person = row["who"] or row["name"]
    return (
        row["series"] == wanted["series"]
        and re.fullmatch(wanted.get("country", ".*"), row["country_id"]) is not None
        and wanted.get("since", "") <= row["starts"] <= wanted["until"] + "~"
        and re.search(wanted.get("who", ""), person) is not None
        and not ("not" in wanted and re.search(wanted["not"], person))
        and all(row[key] == wanted[key] for key in ("level", "elect") if key in wanted)
        and wanted.get("locale", "") in row["locale"]
    )
