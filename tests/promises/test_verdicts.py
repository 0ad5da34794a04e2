"""Promise: what the official record says of the seed report's claims, in a folder without a register."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from legation.cli import run
from legation.record import load_schema

Record = dict[str, Any]


@pytest.fixture(scope="module")
def seed(shared: Path) -> Path:
    return shared / "seed" / "report.txt"


def printed(folder: Path, *arguments: str) -> str:
    """What a command prints in a folder, no register being named."""
    out, before, named = io.StringIO(), Path.cwd(), os.environ.pop("LEGATION_REGISTER", None)
    try:
        os.chdir(folder)
        with contextlib.redirect_stdout(out):
            assert run(arguments) == 0
    finally:
        os.chdir(before)
        if named is not None:
            os.environ["LEGATION_REGISTER"] = named
    assert list(folder.iterdir()) == []
    return out.getvalue()


@pytest.fixture(scope="module")
def record(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The seed as ``legation check --format jsonl --published 2022-10-25`` prints it."""
    found: Record = json.loads(
        printed(tmp_path_factory.mktemp("fresh"), "check", "--format", "jsonl", "--published", "2022-10-25", str(seed))
    )
    return found


def verdict(record: Record, relation: str, *words: str) -> Record:
    """The verdict on the one claim of a relation whose form has these words."""
    found = [claim for claim in record["claims"] if claim["relation"] == relation and all(word in claim["form"] for word in words)]
    assert len(found) == 1, [(claim["relation"], claim["form"]) for claim in record["claims"]]
    told: Record = found[0]["verdict"]
    assert told["as_of"] == "2022-10-25"
    return told


def fact(record: Record, surname: str, destination: str) -> Record:
    """What the record says of the one visit of a person to a country."""
    found = [v for v in record["visits"] if v["destination"] == destination and any(surname in p["name"] for p in v["visitors"])]
    assert len(found) == 1
    told: Record = found[0]["record"]
    return told


def test_the_record_keeps_the_contract(record: Record) -> None:
    jsonschema.validate(record, load_schema())


def test_blinkens_first_visit_is_supported_by_coverage(record: Record) -> None:
    told = verdict(record, "first", "Antony Blinken")
    assert (told["outcome"], told["because"], told["coverage"]) == ("supported", [], ["historian:secretaries"])
    assert "gaps" in told["note"]


def test_pompeo_was_the_last_secretary_before(record: Record) -> None:
    told = verdict(record, "last", "Mike Pompeo")
    assert (told["outcome"], told["because"]) == ("supported", ["historian:travel-3868"])
    assert "historian:travel-3797" in [caveat["entry"] for caveat in told["caveats"]]
    assert fact(record, "Pompeo", "CAN")["because"] == ["historian:travel-3868"]


def test_charlevoix_is_trumps_only_visit(record: Record) -> None:
    told = verdict(record, "only", "Donald Trump")
    assert (told["outcome"], told["because"]) == ("supported", ["historian:travel-3813"])
    assert fact(record, "Trump", "CAN")["outcome"] == "borne_out"


def test_bush_went_to_mexico_first(record: Record) -> None:
    told = verdict(record, "first", "George W. Bush")
    assert (told["outcome"], told["because"]) == ("supported", ["historian:travel-2381"])
    assert fact(record, "Bush", "MEX")["because"] == ["historian:travel-2381"]


def test_obama_came_to_ottawa_first(record: Record) -> None:
    told = verdict(record, "tradition", "Barack Obama")
    assert (told["outcome"], told["because"]) == ("supported", ["historian:travel-2960"])
    assert fact(record, "Obama", "CAN")["because"] == ["historian:travel-2960"]


def test_the_tradition_is_answered_with_figures_and_ids(record: Record) -> None:
    told = verdict(record, "tradition", "any new US President")
    assert told["outcome"] == "open"
    assert "Of the ten presidents from Harry S. Truman to Bill Clinton five went to Canada first" in told["note"]
    went = {"Kennedy": "2776", "Johnson": "2792", "Reagan": "2912", "Bush": "2321", "Clinton": "2521"}
    assert all(name in told["note"] for name in went)
    assert {f"historian:travel-{number}" for number in went.values()} <= set(told["because"])


def test_calls_invitations_and_foreign_ministers_stay_open(record: Record) -> None:
    assert verdict(record, "first", "call")["outcome"] == "open"
    assert verdict(record, "nth", "meeting")["outcome"] == "open"
    assert fact(record, "Joly", "USA")["outcome"] == "open"
    assert {call["record"]["outcome"] for call in (*record["calls"], *record["invitations"])} == {"open"}


def test_what_is_planned_or_proposed_is_no_fact(record: Record) -> None:
    assert [v["record"] for v in record["visits"] if v["status"] in ("planned", "proposed")] == [None, None]


def test_the_precedent_is_answered_in_a_fresh_folder(tmp_path: Path) -> None:
    asked = ("list", "visits", "--to", "CAN", "--post", "Secretary of State", "--country", "USA", "--before", "2022-10-27", "--last")
    out = printed(tmp_path, *asked)
    assert "historian:travel-3868" in out and "2019-08-22" in out and "historian:secretaries" in out
