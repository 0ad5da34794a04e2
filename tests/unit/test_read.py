"""Bytes to reports: encodings, kinds of file, JSON Lines, and what a report says of itself at its top."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from legation.errors import ReportError
from legation.model import Problem, Report, Voice
from legation.read import Given, count_reports, decode, language_of, read_paths, read_text
from legation.read.dateline import find_dateline

PROSE = "Foreign Minister Ana Prieto, of Côte-Vidal, travelled to Strelsau on Thursday for talks with her hosts."


def read(*paths: Path, published: date | None = None) -> list[Report | Problem]:
    return list(read_paths(list(paths), given=Given(published=published)))


def one_report(path: Path) -> Report:
    (found,) = read(path)
    assert isinstance(found, Report)
    return found


def codes(found: list[Report | Problem]) -> list[str]:
    return [item.code for item in found if isinstance(item, Problem)]


def written(folder: Path, data: bytes, name: str = "report.txt") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", False),
        ("utf-8", b"\xef\xbb\xbf", False),
        ("utf-16-le", b"\xff\xfe", True),
        ("utf-16-be", b"\xfe\xff", True),
        ("utf-32-le", b"\xff\xfe\x00\x00", True),
        ("utf-32-be", b"\x00\x00\xfe\xff", True),
        ("utf-16-le", b"", True),
        ("utf-16-be", b"", True),
        ("cp1252", b"", True),
        ("latin-1", b"", True),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, mark: bytes, told: bool) -> None:
    report = one_report(written(tmp_path, mark + PROSE.encode(encoding)))
    assert report.text == PROSE
    assert [problem.code for problem in report.problems] == (["note.encoding"] if told else [])


def test_quotation_marks_of_cp1252() -> None:
    decoded = decode(b"\x93We agree,\x94 said Prieto \x96 and left.")
    assert decoded is not None and decoded.text == "“We agree,” said Prieto – and left."


def test_cyrillic_in_a_single_byte_set() -> None:
    text = "Министр иностранных дел прибыл в столицу в четверг для переговоров с коллегами. " * 8
    decoded = decode(text.encode("cp1251"))
    assert decoded is not None and decoded.text == text


def test_utf8_cut_within_a_letter_stays_utf8() -> None:
    decoded = decode(("déjà vu à Genève, café " * 4 + "é").encode()[:-1])
    assert decoded is not None and decoded.encoding == "utf-8" and decoded.damaged
    assert decoded.text.startswith("déjà vu") and decoded.text.endswith("\ufffd")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n...", b"PK\x03\x04rest", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", bytes(range(32)) * 20, b"\x00" * 500]
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    assert codes(read(written(tmp_path, data))) == ["read.binary"]


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(tmp_path: Path, data: bytes) -> None:
    assert codes(read(written(tmp_path, data))) == ["read.empty"]


def test_a_file_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"x")
    os.truncate(path, 50_000_001)
    assert codes(read(path)) == ["read.too_large"]


def test_a_missing_path_does_not_end_the_run(tmp_path: Path) -> None:
    found = read(tmp_path / "gone.txt", written(tmp_path, PROSE.encode()))
    assert codes(found) == ["read.missing"] and isinstance(found[1], Report)
    assert codes(list(read_paths(["no\x00path"]))) == ["read.unreadable"]


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "Okoro came.\r\n\r\n  He left.\rRobert'); DROP TABLE visits;-- <b>Vidal</b> &amp; \u200b\n"
    report = one_report(written(tmp_path, text.encode()))
    assert report.text == text
    assert report.id == report.sha256[:16]
    assert report.id == read_text(text).id != read_text(text + " ").id


def test_folders_are_read_in_order_with_all_below(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.txt", "b/c.text", "b/d.jsonl", "b/e.docx", ".hidden.txt"):
        data = b'{"text": "Okoro came."}\n{"text": "He left."}\n' if name.endswith("jsonl") else f"Okoro wrote {name}.".encode()
        written(tmp_path, data, name)
    found = read(tmp_path)
    names = [Path((item.source or "") if isinstance(item, Report) else item.where).name for item in found]
    assert names == ["a.txt", "c.text", "d.jsonl:1", "d.jsonl:2", "e.docx", "z.txt"]
    assert codes(found) == ["note.unknown_kind"]
    assert count_reports([tmp_path]) == 5
    assert count_reports(["-", tmp_path]) is None


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (PROSE.encode(), [PROSE]),
        (b'\n{"text": "Okoro came."}\n{"text": "He left."}\n', ["Okoro came.", "He left."]),
        (b"{not JSON} said Okoro.\nHe left.", ["{not JSON} said Okoro.\nHe left."]),
    ],
)
def test_standard_input_is_text_or_json_lines(monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [item.text for item in read_paths(["-"]) if isinstance(item, Report)] == texts


def test_a_record_gives_what_is_known(tmp_path: Path) -> None:
    record = {"id": "r1", "text": PROSE, "published": "2022-10-25T23:30:00-04:00", "title": "T", "outlet": "O"}
    record |= {"url": "u", "language": "fr", "unknown": "passed over"}
    report = one_report(written(tmp_path, json.dumps(record).encode(), "a.jsonl"))
    assert (report.id, report.title, report.outlet, report.url, report.language) == ("r1", "T", "O", "u", "fr")
    assert report.published == date(2022, 10, 25)
    assert report.source == f"{tmp_path}/a.jsonl:1"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "jsonl.bad_line"),
        ("[1]", "jsonl.bad_line"),
        ('"text"', "jsonl.bad_line"),
        ("{}", "jsonl.bad_line"),
        ('{"text": 3}', "jsonl.bad_line"),
        ('{"text": "\\ud800"}', "jsonl.bad_line"),
        ('{"text": "x", "id": "\\ud800"}', "jsonl.bad_line"),
        ("[" * 100_000, "jsonl.bad_line"),
        ('{"text": " "}', "read.empty"),
    ],
)
def test_a_bad_line_is_told_and_the_next_one_read(tmp_path: Path, line: str, code: str) -> None:
    path = written(tmp_path, f'{line}\n\n{{"text": "Okoro came."}}'.encode(), "a.jsonl")
    bad, good = read(path)
    assert isinstance(bad, Problem) and (bad.code, bad.where) == (code, f"{path}:1")
    assert isinstance(good, Report) and good.source == f"{path}:3"


@pytest.mark.parametrize("published", ["2022-13-45", "soon", "2022", 20221025, "25/10/2022"])
def test_a_bad_date_leaves_the_report_undated(tmp_path: Path, published: object) -> None:
    line = json.dumps({"text": "23 August 2019. Okoro came.", "published": published})
    report = one_report(written(tmp_path, line.encode(), "a.jsonl"))
    assert report.published is None
    assert [(problem.code, problem.where) for problem in report.problems] == [("jsonl.bad_date", f"{tmp_path}/a.jsonl:1")]


def test_the_day_given_for_the_run_is_for_reports_without_their_own(tmp_path: Path) -> None:
    lines = b'{"text": "One.", "published": "2020-01-02"}\n{"text": "Two.", "published": null}\n{"text": "23 August 2019. Three."}'
    found = read(written(tmp_path, lines, "a.jsonl"), published=date(2021, 5, 6))
    assert [item.published for item in found if isinstance(item, Report)] == [date(2020, 1, 2), date(2021, 5, 6), date(2021, 5, 6)]


def test_an_id_that_comes_again_gets_a_number(tmp_path: Path) -> None:
    found = read(written(tmp_path, b'{"id": "a", "text": "One."}\n{"id": "a", "text": "Two."}\n{"id": "a-2", "text": "3."}', "a.jsonl"))
    assert [item.id for item in found if isinstance(item, Report)] == ["a", "a-2", "a-2-2"]
    assert [problem.code for item in found if isinstance(item, Report) for problem in item.problems] == ["note.duplicate_id"] * 2


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ReportError, match="character 3"):
        read_text("abc\ud800")


DATELINES = [
    ("(Ottawa) US envoys came.", "Ottawa", None),
    ("[Nairobi] The envoys came.", "Nairobi", None),
    ("(Geneva, Feb. 19) Envoys came.", "Geneva", None),
    ("OTTAWA - Envoys came.", "OTTAWA", None),
    ("OTTAWA -- Envoys came.", "OTTAWA", None),
    ("OTTAWA, Feb. 19 -- Envoys came.", "OTTAWA", None),
    ("HANOI, Vietnam — Envoys came.", "HANOI, Vietnam", None),
    ("TOKYO: Envoys came.", "TOKYO", None),
    ("WASHINGTON (Reuters) - Envoys came.", "WASHINGTON", "Reuters"),
    ("KYIV, Ukraine (AP) — Envoys came.", "KYIV, Ukraine", "AP"),
    ("LONDON, Oct 25 (Xinhua) -- Envoys came.", "LONDON", "Xinhua"),
    ("ST. JOHN'S, N.L. — Envoys came.", "ST. JOHN'S, N.L.", None),
    ("WASHINGTON _ The envoys came.", "WASHINGTON", None),
    ("Beijing, 3 May (TASS) - Envoys came.", "Beijing", "TASS"),
    ("Beijing — Envoys came.", "Beijing", None),
    ("(Reuters) - Envoys came.", None, "Reuters"),
    ("SÃO PAULO — “We came,” he said.", "SÃO PAULO", None),
]


@pytest.mark.parametrize(("text", "place", "agency"), DATELINES)
def test_datelines(text: str, place: str | None, agency: str | None) -> None:
    found = find_dateline(text)
    assert found is not None and (found.place, found.agency) == (place, agency)
    assert text[found.length :].startswith(("US", "The", "Envoys", "“We"))


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: Envoys came.",
        "U.S. - China talks began.",
        "NATO - The alliance met.",
        "[Ana Prieto] will come.",
        "(Photo) The envoys.",
        "Prieto — Foreign Minister of Strelsau — came.",
        "Prieto: We came.",
        "Prieto - The minister came.",
        "Okoro (AFP) came.",
        "The talks - They failed.",
        "Okoro came to OTTAWA - The capital.",
    ],
)
def test_no_datelines(text: str) -> None:
    assert find_dateline(text) is None


def test_a_head_with_everything() -> None:
    text = (
        "Okoro meets Prieto in Strelsau\n\nBy Jane Roe and John Doe, Reuters\nPublished: Tuesday, Oct. 25, 2022, 10:30 a.m. EDT\n\n"
        "STRELSAU, Oct. 24 (AP) — The two met on Monday.\n\nThey talked."
    )
    report = read_text(text)
    assert (report.title, report.byline, report.outlet) == ("Okoro meets Prieto in Strelsau", "Jane Roe and John Doe", "Reuters")
    assert (report.dateline, report.published) == ("STRELSAU", date(2022, 10, 25))
    assert text[report.body_start :].startswith("The two met")
    assert [voice for voice, _ in report.head_lines] == [Voice.HEADLINE, Voice.BYLINE, Voice.BYLINE]


def test_name_and_outlet_on_lines_of_their_own_below_the_lead() -> None:
    report = read_text("(Strelsau) Okoro will come on Monday.\n\nAnne-Marie Roe\n\nThe Press\n\nIn Strelsau he will meet Prieto.")
    assert (report.byline, report.outlet, report.dateline) == ("Anne-Marie Roe", "The Press", "Strelsau")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23 August 2019. Okoro came.", date(2019, 8, 23)),
        ("Okoro arrives in Strelsau\nOct. 25, 2022\nHe came on Monday.", date(2022, 10, 25)),
        ("Friday, July 21, 2017\n\nOkoro came.", date(2017, 7, 21)),
        ("Published 2022-10-25\n\nOkoro came.", date(2022, 10, 25)),
        ("Updated 26 October 2022 | Published 25 October 2022\n\nOkoro came.", date(2022, 10, 25)),
        ("Okoro came.\n\nHe left.\n\nPublished on October 25, 2022", date(2022, 10, 25)),
        ("Ottawa, October 25, 2022\n\nOkoro came.", date(2022, 10, 25)),
        ("OTTAWA, Feb. 19, 2009 -- Okoro came.", date(2009, 2, 19)),
        ("OTTAWA, Feb. 19 -- Okoro came.", None),
        ("Okoro came on October 25, 2022.\n\nHe left.", None),
        ("31 February 2019. Okoro came.", None),
        ("10/11/2022\n\nOkoro came.", None),
        ("In May 2019. Okoro came.", None),
    ],
)
def test_day_of_publication(text: str, day: date | None) -> None:
    assert read_text(text).published == day


@pytest.mark.parametrize(
    "text",
    [
        "Okoro came on Monday.\n\nHe left.",
        "Okoro in Strelsau",
        "STRELSAU — Okoro came\n\nHe left.",
        "By Jane Roe\n\nHe left.",
        "Jane Roe\n\nHe left.",
    ],
)
def test_no_title_where_the_text_shows_none(text: str) -> None:
    assert read_text(text).title is None


def test_a_rule_of_signs_below_the_title_is_no_part_of_it() -> None:
    report = read_text("Okoro and Prieto hold talks\n=====\n\nSTRELSAU (AP) -- Okoro met Prieto.")
    assert (report.title, report.dateline, report.outlet) == ("Okoro and Prieto hold talks", "STRELSAU", "AP")


def test_a_place_in_a_byline_is_no_outlet() -> None:
    report = read_text("By Jane Roe in Strelsau\n\nOkoro came.")
    assert (report.byline, report.outlet) == ("Jane Roe", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the visit would go on as planned, and that the talks were good.", "en"),
        ("Le ministre a déclaré que la visite aurait lieu comme prévu et que les discussions étaient bonnes.", "fr"),
        ("Der Minister sagte, der Besuch werde wie geplant stattfinden, und die Gespräche seien gut gewesen.", "de"),
        ("Okoro came.", None),
        ("2022 — 25/10 !!!", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_a_very_long_line_is_noted() -> None:
    assert [problem.code for problem in read_text("word " * 5_000).problems] == ["note.long_line"]


def test_zeros_in_every_second_byte_make_no_text_of_a_binary_file(tmp_path: Path) -> None:
    written(tmp_path, bytes([0, 1, 2, 255]) * 400, "a.txt")
    assert codes(read(tmp_path)) == ["read.binary"]


def test_a_file_whose_name_is_no_text_is_read_and_told(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bad\xff.txt"
    with open(name, "wb") as file:
        file.write(PROSE.encode())
    (report,) = read(tmp_path)
    assert isinstance(report, Report) and report.source is not None and report.source.endswith("bad\ufffd.txt")


def test_a_table_on_standard_input_is_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"title;text\nOne;Okoro came.\nTwo;He left.\n")))
    assert [item.text for item in read_paths(["-"]) if isinstance(item, Report)] == ["Okoro came.", "He left."]


def test_other_addresses_are_told_apart_from_files() -> None:
    assert codes(list(read_paths(["ftp://example.org/x", "https://example.org/x"]))) == ["read.address", "read.address"]


def test_members_of_an_archive_are_known_like_files(tmp_path: Path) -> None:
    story = "<h1>One visit told</h1><p>Okoro came to Strelsau on Monday, she said.</p>"
    item = "<item><title>T</title><description>Okoro came.</description></item>"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("page", f"<!DOCTYPE html><html><body>{story}</body></html>")
        archive.writestr("feed.xml", f"<rss version='2.0'><channel>{item}</channel></rss>")
        archive.writestr("../notes.txt", "He left.")
        archive.writestr("picture.png", b"\x89PNG\r\n\x1a\n")
    found = read(tmp_path / "a.zip")
    assert len([item for item in found if isinstance(item, Report)]) == 3 and codes(found) == ["note.unknown_kind"]
