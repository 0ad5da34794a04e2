"""The tables of an export: what is in them, what no spreadsheet may run, and the codebook that describes them."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.factories import contact, finding, judgement, report, span_of, statement, when

from legation.ask.said import Told
from legation.errors import UsageError
from legation.export.book import Made, of_tables
from legation.export.codebook import codebook
from legation.export.column import Setting
from legation.export.comma import FORMULA_STARTS, export_csv, guarded, joined, unguarded
from legation.export.datapackage import datapackage
from legation.export.tabular import TABLES, in_order
from legation.export.trips import trips_of
from legation.model import Contact, ContactKind, Entry, Link, LinkKind, Origin, ReportState, Statement, cite
from legation.register.entries import entries
from legation.when import parse_edtf

DIGEST = "ab" * 32
MADE = Made(version="9.9", digest=DIGEST)


def made(*bodies: Contact) -> tuple[Entry, ...]:
    """Entries of contacts, each told by a report of its own."""
    return entries([finding(report(f"r{number}"), body, id=f"f-{number}") for number, body in enumerate(bodies)], [])


def setting(*held: Entry, addresses: dict[str, str] | None = None) -> Setting:
    """What the rows of an export of these share."""
    return Setting(trips=trips_of(e for e in held if e.kind is ContactKind.VISIT), addresses=addresses or {}, digest=DIGEST, version="9.9")


def exported(folder: Path, *held: Entry, addresses: dict[str, str] | None = None) -> dict[str, list[dict[str, str]]]:
    """The rows of each table, as a program reads them by the codebook."""
    found = {}
    for path in export_csv(held, folder, setting(*held, addresses=addresses)):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def test_a_visit_its_stops_and_a_meeting_stand_in_their_tables(tmp_path: Path) -> None:
    tables = exported(tmp_path / "out", *made(contact(starts="2024-03"), contact(ContactKind.MEETING), contact(ContactKind.CALL)))
    assert list(tables) == [table.name for table in TABLES]
    (visit,), (stop,), (meeting,) = tables["visits"], tables["stops"], tables["meetings"]
    assert (visit["visitors"], visit["visitor_countries"], visit["hosts"]) == ("Ana Prieto", "FRD", "Jon Rudolf")
    assert (visit["starts"], visit["starts_earliest"], visit["starts_latest"]) == ("2024-03", "2024-03-01", "2024-03-31")
    assert (visit["ends"], visit["level"], visit["reports"]) == ("", "", "r0")
    assert (stop["visit"], stop["number"], stop["geonames"], stop["lon"]) == (visit["id"], "1", "17", "-14.5")
    assert (meeting["participants"], meeting["place"]) == ("Ana Prieto | Jon Rudolf", "Strelsau")
    assert (visit["register"], visit["legation"], stop["register"]) == (DIGEST[:16], "9.9", DIGEST[:16])


@pytest.mark.parametrize(
    ("starts", "day"), [("2024-03-14", "2024-03-14"), ("2024-03", ""), ("2024-03-14?", ""), ("2024-03-14~", ""), ("XXXX-03-14", "")]
)
def test_a_day_stands_only_where_it_is_known(starts: str, day: str, tmp_path: Path) -> None:
    (visit,) = exported(tmp_path, *made(contact(starts=starts)))["visits"]
    assert visit["starts_day"] == day


def test_every_value_has_the_address_and_the_words_of_a_report_that_tells_it(tmp_path: Path) -> None:
    held = made(contact())
    tables = exported(tmp_path, *held, addresses={"r0": "https://example.org/a"})
    (visit,), (stop,) = tables["visits"], tables["stops"]
    for name in ("status", "certainty", "destination", "starts"):
        assert (visit[f"{name}_source"], visit[f"{name}_quote"]) == ("https://example.org/a", "will visit Strelsau"), name
    assert (visit["visitors_sources"], visit["hosts_quotes"]) == ("https://example.org/a", "will visit Strelsau")
    assert (visit["level_source"], visit["level_quote"]) == ("", ""), "what is not told rests on nothing"
    assert (stop["source"], stop["quote"]) == ("https://example.org/a", "will visit Strelsau")


def test_a_stop_has_its_days_its_words_and_the_reports_that_tell_it(tmp_path: Path) -> None:
    arrival = replace(parse_edtf("2024-03-14"), phrase=span_of("on Thursday"))
    told = replace(contact(), stops=(replace(contact().stops[0], arrives=arrival),))
    words = (cite(report("r1"), span_of("will visit Strelsau")), cite(report("r1"), span_of("on Thursday")))
    elsewhere = replace(contact(), stops=())
    findings = [replace(finding(report("r1"), told, id="f-1"), evidence=words), finding(report("r2"), elsewhere, id="f-2")]
    tables = exported(tmp_path, *entries(findings, []))
    (visit,), (stop,) = tables["visits"], tables["stops"]
    assert (stop["arrives"], stop["arrives_day"], stop["leaves"], stop["leaves_day"]) == ("2024-03-14", "2024-03-14", "", "")
    assert (stop["source"], stop["quote"], stop["arrives_quote"]) == ("r1", "will visit Strelsau", "on Thursday")
    assert (visit["sources"], stop["sources"]) == ("2", "1"), "only one of the two tells the place"
    assert (stop["visitors"], stop["visitor_countries"], stop["trip"]) == ("Ana Prieto", "FRD", visit["trip"])


def test_the_words_are_of_the_finding_that_holds_the_value(tmp_path: Path) -> None:
    vague = finding(report("r1"), contact(starts="2024-03"), id="f-1", quote="on Thursday")
    exact = finding(report("r2"), contact(starts="2024-03-14"), id="f-2", quote="will visit Strelsau")
    held = entries([vague, exact], [], [Origin(report="r1", published=date(2024, 3, 13)), Origin(report="r2", published=date(2024, 3, 12))])
    (visit,) = exported(tmp_path, *held)["visits"]
    assert (visit["starts"], visit["starts_source"], visit["starts_quote"]) == ("2024-03-14", "r2", "will visit Strelsau")
    assert (visit["sources"], visit["first_source"], visit["last_source"]) == ("2", "2024-03-12", "2024-03-13")


def test_what_a_person_has_set_rests_on_the_judgement(tmp_path: Path) -> None:
    said = replace(judgement("correct", "f-1"), field="level", value="state")
    (visit,) = exported(tmp_path, *entries([finding()], [said]))["visits"]
    assert (visit["level"], visit["level_source"], visit["level_quote"]) == ("state", "j1", "")


def test_a_withdrawn_report_is_no_source_and_stays_visible(tmp_path: Path) -> None:
    (visit,) = exported(tmp_path, *entries([finding()], [], [Origin(report="r1", state=ReportState.WITHDRAWN)]))["visits"]
    assert (visit["state"], visit["sources"], visit["reports"]) == ("withdrawn", "0", "r1")


def test_states_have_the_codes_of_the_day(tmp_path: Path) -> None:
    def visit(country: str, starts: str) -> Contact:
        return replace(contact(starts=starts), destination=country, stops=())

    rows = exported(
        tmp_path, *made(visit("DEU", "1985-05-01"), visit("DEU", "1995-05-01"), visit("DEU", "1990"), visit("PSE", "1995-05-01"))
    )
    codes = {(row["destination"], row["starts"]): (row["destination_cow"], row["destination_gw"]) for row in rows["visits"]}
    assert codes == {
        ("DEU", "1985-05-01"): ("260", "260"),
        ("DEU", "1995-05-01"): ("255", "260"),
        ("DEU", "1990"): ("", "260"),
        ("PSE", "1995-05-01"): ("", ""),
    }


def test_the_visits_of_a_tour_share_a_trip_called_after_the_first() -> None:
    one, two, three, alone = (
        replace(made(contact(starts=f"2024-03-{day}"))[0], id=f"v-{day}", links=tuple(Link(to=f"v-{to}", kind=kind) for to, kind in links))
        for day, links in (
            ("14", [("16", LinkKind.SAME_TOUR)]),
            ("16", [("14", LinkKind.SAME_TOUR), ("18", LinkKind.SAME_TOUR)]),
            ("18", [("16", LinkKind.SAME_TOUR)]),
            ("20", [("18", LinkKind.POSTPONED_TO)]),
        )
    )
    expected = {"v-14": "t-14", "v-16": "t-14", "v-18": "t-14", "v-20": "t-20"}
    assert trips_of([one, two, three, alone]) == trips_of([three, alone, two, one]) == expected


def test_statements_stand_in_the_order_of_their_reports_whatever_came_first() -> None:
    def told(report_id: str, published: date | None, id: str) -> Told[Statement]:
        return Told(finding=replace(statement(id=id), report_id=report_id), origin=Origin(report=report_id, published=published))

    early, late, undated = told("r3", date(2024, 3, 1), "s-3"), told("r1", date(2024, 3, 2), "s-1"), told("r0", None, "s-0")
    (visit,) = made(contact())
    assert in_order([visit, undated, late, early]) == in_order([early, undated, visit, late]) == [visit, early, late, undated]


def test_no_cell_of_text_begins_as_a_formula(tmp_path: Path) -> None:
    (visit,) = exported(tmp_path, *made(replace(contact(), purpose='=HYPERLINK("http://x")')))["visits"]
    assert visit["purpose"] == '\'=HYPERLINK("http://x")'
    assert unguarded(visit["purpose"]) == '=HYPERLINK("http://x")'


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_every_beginning_of_a_formula_is_guarded(start: str) -> None:
    assert guarded(start + "1+1").startswith("'")


@given(st.text())
def test_the_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(st.text(), min_size=1))
def test_a_list_comes_apart_as_the_codebook_says(values: list[str]) -> None:
    assert [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in joined(values).split(" | ")] == values


@pytest.mark.parametrize("purpose", ['He said "no",\r\nand left', "x" * 200_000, "ta\tb\x00c", "שלום 🕊", "a | b \\ c"])
def test_hostile_words_come_back_as_they_were(purpose: str, tmp_path: Path) -> None:
    limit = csv.field_size_limit(1_000_000)
    try:
        (visit,) = exported(tmp_path, *made(replace(contact(), purpose=purpose)))["visits"]
    finally:
        csv.field_size_limit(limit)
    assert visit["purpose"] == purpose


def test_the_file_opens_as_utf_8_in_a_spreadsheet(tmp_path: Path) -> None:
    exported(tmp_path, *made(replace(contact(), purpose="Gipfel in Zürich")))
    raw = (tmp_path / "visits.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and "Zürich".encode() in raw and raw.endswith(b"\r\n")


def test_an_export_without_entries_has_its_columns(tmp_path: Path) -> None:
    assert exported(tmp_path)["visits"] == []
    assert (tmp_path / "visits.csv").read_text("utf-8-sig").startswith("id,trip,state,status,")


def test_a_second_export_replaces_the_first_and_leaves_no_pieces(tmp_path: Path) -> None:
    exported(tmp_path, *made(contact(), contact(starts="2025")))
    assert len(exported(tmp_path, *made(contact()))["visits"]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{table.name}.csv" for table in TABLES)


def test_an_export_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    held = made(contact())
    exported(tmp_path, *held)
    before = (tmp_path / "visits.csv").read_bytes()
    with pytest.raises(KeyError):
        list(export_csv(held, tmp_path, Setting()))
    assert (tmp_path / "visits.csv").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_the_same_register_gives_the_same_bytes(tmp_path: Path) -> None:
    held = made(contact(), contact(starts="2025-01-02"))
    for name in ("a", "b"):
        exported(tmp_path / name, *held)
    assert (tmp_path / "a" / "visits.csv").read_bytes() == (tmp_path / "b" / "visits.csv").read_bytes()


def test_every_column_is_described_and_every_described_column_exists(tmp_path: Path) -> None:
    exported(tmp_path, *made(contact()))
    book = codebook("csv", of_tables("csv"), MADE)
    for table in TABLES:
        section = book.split(f"## {table.name}.csv\n")[1].split("\n## ")[0]
        described = re.findall(r"^\| (\w+) \| \w+ \| \S.*\| .*\| \S.* \|$", section, flags=re.MULTILINE)[1:]
        header = (tmp_path / f"{table.name}.csv").read_text("utf-8-sig").splitlines()[0].split(",")
        assert described == header


def test_no_column_stands_twice_and_no_meaning_would_break_its_table() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert not [column.name for column in table.columns if "|" in column.meaning or "\n" in column.meaning]


def test_the_codebook_says_what_the_files_were_made_from() -> None:
    book = codebook("csv", of_tables("csv"), replace(MADE, filters={"to": "South Korea"}, left_out="3 visits without a known first day"))
    assert f"Legation 9.9, register `{DIGEST}`" in book and "`--to South Korea`" in book and "Not in these files: 3 visits" in book
    for told in ("GeoNames", "Creative Commons Attribution 4.0", "Missing value: the empty cell", "Correlates of War Project", "Gleditsch"):
        assert told in book


def test_the_data_package_describes_every_file_with_its_digest(tmp_path: Path) -> None:
    exported(tmp_path, *made(contact()))
    package = json.loads(datapackage("csv", of_tables("csv"), MADE, tmp_path))
    assert package["legation"] == {"version": "9.9", "register": DIGEST, "filters": {}, "left_out": ""}
    for table, resource in zip(TABLES, package["resources"], strict=True):
        raw = (tmp_path / resource["path"]).read_bytes()
        assert (resource["hash"], resource["bytes"]) == (f"sha256:{sha256(raw).hexdigest()}", len(raw))
        assert [field["name"] for field in resource["schema"]["fields"]] == [column.name for column in table.columns]
        assert resource["schema"]["primaryKey"] == list(table.key)
    stops = package["resources"][1]["schema"]
    assert stops["foreignKeys"] == [{"fields": ["visit"], "reference": {"resource": "visits", "fields": ["id"]}}]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="name a place that can"):
        list(export_csv((), tmp_path / "out", Setting()))


def test_a_date_is_a_date_in_every_row_of_a_visit_without_days(tmp_path: Path) -> None:
    (visit,) = exported(tmp_path, *made(replace(contact(starts=None), ends=when("2024-03-15"))))["visits"]
    assert (visit["starts"], visit["starts_day"], visit["starts_source"]) == ("", "", "")
    assert (visit["ends_day"], visit["destination_cow"]) == ("2024-03-15", "")
