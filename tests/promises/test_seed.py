"""Promise: what the seed report tells of visits and meetings is in its record, each value with its words."""

from __future__ import annotations

import json
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


@pytest.fixture(scope="module")
def record(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The seed as ``legation read --format jsonl --published 2022-10-25`` prints it."""
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(["read", "--format", "jsonl", "--published", "2022-10-25", str(seed)])
    assert code == 0
    (line,) = out.getvalue().splitlines()
    found: Record = json.loads(line)
    return found


def visit(record: Record, surname: str, destination: str) -> Record:
    """The one visit of a person to a country."""
    found = [v for v in record["visits"] if v["destination"] == destination and any(surname in (p["name"] or "") for p in v["visitors"])]
    assert len(found) == 1, [(v["starts"], v["status"]) for v in found]
    return found[0]


def test_the_record_keeps_the_contract(record: Record, seed: Path) -> None:
    jsonschema.validate(record, load_schema())
    text = seed.read_text(encoding="utf-8")
    for kind in ("visits", "meetings"):
        for told in record[kind]:
            assert told["evidence"]
            for cited in told["evidence"]:
                assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_the_head_of_the_report_is_known(record: Record) -> None:
    report = record["report"]
    assert (report["dateline"], report["byline"], report["outlet"]) == ("Ottawa", "Joel-Denis Bellavance", "The Press")
    assert (report["published"], report["language"]) == ("2022-10-25", "en")


def test_the_planned_visit_with_its_stops_and_host(record: Record) -> None:
    main = visit(record, "Blinken", "CAN")
    assert (main["status"], main["certainty"], main["level"], main["salience"]) == ("planned", "plain", "official", "main")
    assert [(s["place"], s["arrives"], s["country"]) for s in main["stops"]] == [
        ("Ottawa", "2022-10-27", "CAN"),
        ("Montreal", "2022-10-28", "CAN"),
    ]
    assert (main["starts"], main["ends"]) == ("2022-10-27", "2022-10-28")
    (visitor,) = main["visitors"]
    assert (visitor["post"], visitor["country"], visitor["wikidata"]) == ("Secretary of State", "USA", "Q7821917")
    assert [(h["name"], h["country"]) for h in main["hosts"]] == [("Mélanie Joly", "CAN")]
    assert [i["name"] for i in main["inviters"]] == ["Mélanie Joly"]


def test_the_agenda_is_on_the_visit_and_on_its_meeting(record: Record) -> None:
    (meeting,) = [m for m in record["meetings"] if m["status"] == "planned"]
    assert {p["name"] for p in meeting["participants"]} == {"Antony Blinken", "Mélanie Joly"}
    assert (meeting["place"], meeting["starts"], meeting["format"]) == ("Ottawa", "2022-10-27", "in_person")
    topics = " | ".join(t["text"] for t in meeting["topics"])
    for topic in ("the war in Ukraine", "security in the Arctic", "China", "Haiti"):
        assert topic in topics
    assert [t["text"] for t in visit(record, "Blinken", "CAN")["topics"]] == [t["text"] for t in meeting["topics"]]


def test_what_could_have_been_is_no_stop(record: Record) -> None:
    assert "Toronto" not in {s["place"] for v in record["visits"] for s in v["stops"]}


@pytest.mark.parametrize(
    ("surname", "destination", "starts", "places"),
    [
        ("Pompeo", "CAN", "2019-08", []),
        ("Joly", "USA", "2022-09-30", ["Washington"]),
        ("Trump", "CAN", "2018-06", ["Charlevoix region"]),
        ("Bush", "MEX", "2001", []),
        ("Obama", "CAN", "2009-02", ["Ottawa"]),
    ],
)
def test_the_visits_recalled(record: Record, surname: str, destination: str, starts: str, places: list[str]) -> None:
    told = visit(record, surname, destination)
    assert (told["starts"], told["status"], told["salience"]) == (starts, "occurred", "background")
    assert [s["place"] for s in told["stops"]] == places


def test_charlevoix_lies_in_quebec(record: Record) -> None:
    (stop,) = visit(record, "Trump", "CAN")["stops"]
    assert stop["country"] == "CAN" and 47 < stop["lat"] < 48 and -71 < stop["lon"] < -69


def test_the_visit_that_is_only_thought_of(record: Record) -> None:
    told = visit(record, "Biden", "CAN")
    assert (told["status"], told["certainty"], told["starts"]) == ("proposed", "hedged", None)


def test_the_meeting_recalled(record: Record) -> None:
    (meeting,) = [m for m in record["meetings"] if m["status"] == "occurred" and m["starts"] == "2022-09-30"]
    assert {p["name"] for p in meeting["participants"]} == {"Antony Blinken", "Mélanie Joly"}
    assert meeting["place"] == "Washington"


def test_nothing_else_is_told(record: Record) -> None:
    assert len(record["visits"]) == 7
    assert len(record["meetings"]) == 3
    assert [[p["name"] for p in call["participants"]] for call in record["calls"]] == [["Joe Biden", "Justin Trudeau"]]


def test_the_summit_recalled(record: Record) -> None:
    (summit,) = [m for m in record["meetings"] if m["format"] == "summit"]
    assert [p["name"] for p in summit["participants"]] == ["Donald Trump", "G7"]
    assert (summit["starts"], summit["status"]) == ("2018-06", "occurred")


def test_the_invitations_of_one_minister_to_the_other(record: Record) -> None:
    parties = [([p["name"] for p in one["inviters"]], [p["name"] for p in one["invitees"]]) for one in record["invitations"]]
    assert parties == [(["Mélanie Joly"], ["Antony Blinken"])] * 2 + [(["House of Commons"], ["Joe Biden"])]
    assert [one["accepted"] for one in record["invitations"]] == [True, None, None]


def test_the_invitation_by_a_parliament(record: Record) -> None:
    assert [(one["when"], one["destination"]) for one in record["invitations"]][2] == ("2020-11", None)
