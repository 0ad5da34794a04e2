"""The CSV tables: what is in them, what no spreadsheet may run, and the codebook that describes them."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.factories import contact, finding, report

from legation.errors import UsageError
from legation.export.tabular import FORMULA_STARTS, TABLES, export_csv, guarded, joined, unguarded
from legation.model import Contact, ContactKind, Entry
from legation.register.entries import entries


def made(*bodies: Contact) -> tuple[Entry, ...]:
    """Entries of contacts, each told by a report of its own."""
    return entries([finding(report(f"r{number}"), body, id=f"f-{number}") for number, body in enumerate(bodies)], [])


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, as a program reads them by the codebook."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_visit_its_stops_and_a_meeting_stand_in_their_tables(tmp_path: Path) -> None:
    held = made(contact(starts="2024-03"), contact(ContactKind.MEETING), contact(ContactKind.CALL))
    files = export_csv(held, tmp_path / "out")
    assert [path.name for path in files] == [*(table.file for table in TABLES), "codebook.md"]
    (visit,), (stop,), (meeting,) = (rows(path) for path in files[:3])
    assert (visit["visitors"], visit["visitor_countries"], visit["hosts"]) == ("Ana Prieto", "FRD", "Jon Rudolf")
    assert (visit["starts"], visit["starts_earliest"], visit["starts_latest"]) == ("2024-03", "2024-03-01", "2024-03-31")
    assert (visit["ends"], visit["level"], visit["reports"]) == ("", "", "r0")
    assert (stop["visit"], stop["number"], stop["geonames"], stop["lon"]) == (visit["id"], "1", "17", "-14.5")
    assert (meeting["participants"], meeting["place"]) == ("Ana Prieto | Jon Rudolf", "Strelsau")


def test_no_cell_of_text_begins_as_a_formula(tmp_path: Path) -> None:
    export_csv(made(replace(contact(), purpose='=HYPERLINK("http://x")')), tmp_path)
    (visit,) = rows(tmp_path / "visits.csv")
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


def test_the_file_opens_as_utf_8_in_a_spreadsheet(tmp_path: Path) -> None:
    export_csv(made(replace(contact(), purpose="Gipfel in Zürich")), tmp_path)
    raw = (tmp_path / "visits.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and "Zürich".encode() in raw and raw.endswith(b"\r\n")


def test_an_export_without_entries_has_its_columns(tmp_path: Path) -> None:
    export_csv((), tmp_path)
    assert rows(tmp_path / "visits.csv") == []
    assert (tmp_path / "visits.csv").read_text("utf-8-sig").startswith("id,state,status,")


def test_a_second_export_replaces_the_first_and_leaves_no_pieces(tmp_path: Path) -> None:
    export_csv(made(contact(), contact(starts="2025")), tmp_path)
    export_csv(made(contact()), tmp_path)
    assert len(rows(tmp_path / "visits.csv")) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*(table.file for table in TABLES), "codebook.md"])


def test_every_column_is_described_and_every_described_column_exists(tmp_path: Path) -> None:
    export_csv(made(contact()), tmp_path)
    book = (tmp_path / "codebook.md").read_text("utf-8")
    for table in TABLES:
        section = book.split(f"## {table.file}\n")[1].split("\n## ")[0]
        described = re.findall(r"^\| (\w+) \| \w+ \| \S.*\| .*\|$", section, flags=re.MULTILINE)
        header = (tmp_path / table.file).read_text("utf-8-sig").splitlines()[0].split(",")
        assert [name for name in described if name != "column"] == header


def test_no_column_stands_twice() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))


def test_the_codebook_credits_the_gazetteer_and_names_the_missing_value(tmp_path: Path) -> None:
    export_csv((), tmp_path)
    book = (tmp_path / "codebook.md").read_text("utf-8")
    assert "GeoNames" in book and "Creative Commons Attribution 4.0" in book and "Missing value: the empty cell" in book


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(UsageError, match="name a folder"):
        export_csv((), tmp_path / "out")
