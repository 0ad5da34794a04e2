"""Texts, tables, mails, feeds and archives that broke a reader or took it minutes when broken ones were made by the thousand."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import sys
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from legation.model import Problem, Report
from legation.read import Given, read_paths
from legation.read.archive import FREE_BYTES
from legation.read.feed_items import PIECES_AT_MOST, TAGS_AT_MOST, read_items
from legation.read.mail import HEADERS_AT_MOST, LINES_AT_MOST
from legation.read.references import sound_references, unescaped
from legation.read.sources import count_source, read_source
from legation.read.table import read_table

TABLE, FEED_ITEMS = sys.modules[read_table.__module__], sys.modules[read_items.__module__]
TEXT = "Foreign Minister Ana Prieto arrived in Strelsau on Thursday for two days of talks with her hosts."
HUGE = "1" * 5_000


def read(data: bytes | str, name: str) -> list[Report | Problem]:
    """What a source gives; a reader that breaks and is caught by the net under it is told, and that is too late."""
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode("utf-8"))
    found = list(read_source(stream, name=name, source=name, given=Given(today=date(2022, 11, 1))))
    assert "read.fault" not in codes(found)
    for item in found:
        for words in (
            (item.text, item.title, item.outlet, item.byline, item.source) if isinstance(item, Report) else (item.where, item.advice)
        ):
            (words or "").encode("utf-8")
    return found


def codes(found: list[Report | Problem]) -> list[str]:
    return [item.code for item in found if isinstance(item, Problem)]


def texts(found: list[Report | Problem]) -> list[str]:
    return [item.text for item in found if isinstance(item, Report)]


# Plain texts.


@pytest.mark.parametrize(("length", "noted"), [(19_999, []), (20_000, ["note.long_line"])])
def test_many_lines_that_are_nearly_too_long(length: int, noted: list[str]) -> None:
    (report,) = read(("x" * length + "\n") * 300, "a.txt")
    assert isinstance(report, Report) and [problem.code for problem in report.problems] == noted


@pytest.mark.parametrize("name", ["a.txt", "a.eml", "a.jsonl", "a.csv"])
def test_a_day_that_a_text_gives_from_before_there_was_a_press(name: str) -> None:
    text = f"Published: 12 May 1066\n\n{TEXT}"
    sources = {
        "a.txt": text,
        "a.eml": f"From: Roe <a@x.example>\n\n{text}",
        "a.jsonl": json.dumps({"text": text}),
        "a.csv": f'id,text\n1,"{text}"\n',
    }
    (report,) = read(sources[name], name)
    assert isinstance(report, Report) and report.published is None
    assert "read.bad_date" in [problem.code for problem in report.problems]


def test_a_first_line_of_millions_of_words_is_no_part_of_a_head() -> None:
    (report,) = read("Ana Prieto " * 10_000 + f"\nReuters\n{TEXT}", "a.txt")
    assert isinstance(report, Report) and (report.title, report.outlet, report.byline) == (None, None, None)


def test_references_to_no_character() -> None:
    assert unescaped(f"a &#{HUGE}; &amp; &#8217; &#xD800;") == "a \ufffd & ’ \ufffd"
    assert sound_references(f"&#65; &#x41 &#1; &#xD800; &#{HUGE};", "?") == "&#65; &#x41 ? ? ?"


def test_a_file_with_a_name_that_is_no_text(tmp_path: Path) -> None:
    os.makedirs(os.fsencode(tmp_path) + b"/in-\xe9")
    for name in (b"/in-\xe9/a-\xff.txt", b"/in-\xe9/b-\xff.bin"):
        Path(os.fsdecode(os.fsencode(tmp_path) + name)).write_text(TEXT)
    report, problem = read_paths([tmp_path])
    assert isinstance(report, Report) and str(report.source).endswith("in-\ufffd/a-\ufffd.txt")
    assert isinstance(problem, Problem) and (problem.code, problem.where[-8:]) == ("note.unknown_kind", "/b-\ufffd.bin")


@pytest.mark.parametrize("path", ["\ud800", "a\x00b", "x" * 5_000])
def test_a_path_that_can_be_none(path: str) -> None:
    (problem,) = read_paths([path])
    assert isinstance(problem, Problem) and problem.code == "read.unreadable"
    problem.where.encode("utf-8")


# Tables and records.


def test_the_same_report_over_and_over(tmp_path: Path) -> None:
    """Each was looked for under all numbers from 2 on."""
    file = tmp_path / "a.jsonl"
    file.write_text(f"{json.dumps({'id': 'r', 'text': TEXT})}\n" * 8_000 + json.dumps({"id": "r-3", "text": TEXT}), encoding="utf-8")
    ids = [item.id for item in read_paths([file]) if isinstance(item, Report)]
    assert (ids[:3], ids[7_999:]) == (["r", "r-2", "r-3"], ["r-8000", "r-3-2"])


@pytest.mark.parametrize("value", ["[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900])
@pytest.mark.parametrize("name", ["published", "title", "state", "id"])
def test_values_nested_as_deep_as_python_reads_them(name: str, value: str) -> None:
    (report,) = read(f'{{"text":"{TEXT}","{name}":{value}}}', "a.jsonl")
    assert isinstance(report, Report) and report.problems[0].code in ("jsonl.bad_date", "jsonl.bad_field")


def test_each_line_opens_a_field_and_none_closes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a row that cannot be read all its lines are read again: here the whole rest of the table, for each line anew."""
    monkeypatch.setattr(TABLE, "AGAIN_AT_MOST", 100_000)
    found = read("title,text\n" + 'x","y\n' * 5_000, "a.csv")
    assert len(found) == 5_000
    assert all(isinstance(item, Report) and [problem.code for problem in item.problems] == ["note.quotes"] for item in found)


def test_a_table_whose_budget_is_spent_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TABLE, "AGAIN_AT_MOST", 0)
    found = read(f'title,text\n"x,y\n1,{TEXT}\n2,"{TEXT}"\n3,"on two\nlines"\n', "a.csv")
    assert (texts(found), codes(found)) == ([TEXT, TEXT], ["csv.bad_line"] * 3)


def test_a_field_of_lines_beyond_counting() -> None:
    found = read('text,b\n"' + "a\n" * (TABLE.LINES_AT_MOST + 5), "a.csv")
    first = next(item for item in found if isinstance(item, Problem) and item.code == "csv.bad_line")
    assert "lines" in first.advice


def test_blank_lines_beyond_counting() -> None:
    assert texts(read(f"text,b\n{chr(10) * 200_000}{TEXT},1\n{' ' * 9}\n{TEXT},2\n", "a.csv")) == [TEXT, TEXT]


# Mails.


def test_headers_of_parts_beyond_counting() -> None:
    part = "--b\nContent-Type: text/plain" + "; a=b" * 300 + f"\n\n{TEXT}\n"
    mail = "Content-Type: multipart/mixed; boundary=b\n\n"
    assert codes(read(mail + part * (HEADERS_AT_MOST // 1_400), "a.eml")) == ["mail.nested"]
    assert texts(read(mail + part * 3 + "--b--\n", "a.eml")) == ["\n\n".join([TEXT] * 3)]


def test_lines_beyond_counting_in_a_mail() -> None:
    assert codes(read("Subject: a\n\n" + "a\n" * LINES_AT_MOST, "a.eml")) == ["read.too_large"]


def test_a_sender_in_bytes_that_are_none_of_their_encoding() -> None:
    (report,) = read(f"From: =?utf-8?q?Office_of_Jon=ff?= <a@x.example>\nSubject: =?utf-8?q?Talks=ff?=\n\n{TEXT}", "a.eml")
    assert isinstance(report, Report) and (report.outlet, report.title) == ("Office of Jon?", "Talks\ufffd")


def test_ways_off_the_list_beyond_counting() -> None:
    body = "To unsubscribe, write to us.\n\n" * 20_000
    assert texts(read(f"Subject: Talks\n\n{TEXT}\n\n{body}{TEXT * 6}", "a.eml")) == [f"Talks\n\n{TEXT}\n\n{TEXT * 6}"]
    assert texts(read(f"Subject: Talks\n\n{TEXT}\n\n{body}Legal words.", "a.eml")) == [f"Talks\n\n{TEXT}"]


# Feeds.


def feed(inner: str) -> str:
    return f"<rss><channel><title>Strelsau Times</title>{inner}</channel></rss>"


@pytest.mark.parametrize("place", ["title", "description", "author", "source"])
def test_a_reference_by_a_number_of_thousands_of_digits(place: str) -> None:
    (report,) = read(feed(f"<item><title>Talks</title><{place}>{TEXT} &amp;#{HUGE};</{place}></item>"), "a.rss")
    assert isinstance(report, Report) and HUGE not in report.text


@pytest.mark.parametrize(
    "day", ["Tue, 25 Oct 99999999999 10:00:00 GMT", f"Tue, 25 Oct {HUGE} 10:00", f"{HUGE} Oct 2022", "Tue, 25 Oct 2022 +99999999999"]
)
def test_days_beyond_the_calendar(day: str) -> None:
    (report,) = read(feed(f"<item><title>Talks</title><pubDate>{day}</pubDate></item>"), "a.rss")
    assert isinstance(report, Report) and report.text == "Talks"


@pytest.mark.parametrize(("piece", "most"), [("<a/>", TAGS_AT_MOST), ("\n", PIECES_AT_MOST), ("&amp;", PIECES_AT_MOST)])
def test_a_feed_in_pieces_beyond_counting(piece: str, most: int) -> None:
    assert codes(read(feed(f"<item><title>Talks{piece * (most + 1)}</title></item>"), "a.rss")) == ["read.too_large"]


def test_tags_in_the_text_of_a_feed_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FEED_ITEMS, "TAGS_AT_MOST", 100)
    items = f"<item><title>Talks</title><description><![CDATA[{'<p>Word.</p>' * 200}]]></description></item>" * 5
    assert len(texts(read(feed(items), "a.rss"))) == 5
    assert codes(read(feed(items.replace("<![CDATA[", "").replace("]]>", "")), "a.rss")) == ["read.too_large"]


def test_runs_of_letters_are_parted_where_they_are_too_long_for_any_address() -> None:
    (report,) = read(feed(f"<item><title>{'a' * 1_999} {'b' * 4_500}</title></item>"), "a.rss")
    assert isinstance(report, Report)
    assert [len(word) for word in report.text.split()] == [1_999, 2_000, 2_000, 500]


# Archives.


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(name: str, data: bytes = TEXT.encode(), headers: dict[str, str] | None = None, kind: bytes = tarfile.REGTYPE) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT if headers else tarfile.GNU_FORMAT) as archive:
        info = tarfile.TarInfo(name)
        info.size, info.pax_headers, info.type, info.linkname = len(data), headers or {}, kind, "/etc/passwd"
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize(("data", "name", "told"), [(TEXT.encode(), "a.txt.gz", TEXT), (b"", "a.gz", None), (b"\x00\x01", "a.xz", None)])
def test_a_packed_file_that_is_none(data: bytes, name: str, told: str | None) -> None:
    found = read(data, name)
    assert texts(found) == ([told] if told else [])
    assert codes(found) == ([] if told else ["read.empty" if not data else "read.binary"])


def test_packed_files_in_a_row_and_with_something_behind() -> None:
    packed = gzip.compress(TEXT.encode())
    assert texts(read(packed * 3, "a.txt.gz")) == [TEXT * 3]
    assert codes(read(packed + b"junk", "a.txt.gz")) == ["read.damaged"]
    assert codes(read(packed[:-9], "a.txt.gz")) == ["read.damaged"]
    assert texts(read(bz2.compress(TEXT.encode()) + b"\x00", "a.txt.bz2")) == [TEXT]


@pytest.mark.parametrize("name", ["../../a.txt", "/etc/a.txt", "C:\\a.txt", "x/" * 99 + "a.txt", "é.txt"])
def test_members_lead_nowhere_else(name: str) -> None:
    (report,) = read(zipped((name, TEXT.encode())), "a.zip")
    assert isinstance(report, Report) and (report.text, report.source) == (TEXT, f"a.zip/{name}")
    assert texts(read(tarred(name), "a.tar")) == [TEXT]


def test_a_member_whose_name_is_said_to_be_utf_8_and_is_not(tmp_path: Path) -> None:
    data = zipped(("é.txt", TEXT.encode())).replace("é".encode(), b"\xff\xfe")
    assert codes(read(data, "a.zip")) == ["read.damaged"]
    (tmp_path / "a.zip").write_bytes(data)
    assert count_source(tmp_path / "a.zip") == 0


def test_a_member_of_a_tar_file_with_a_name_that_is_no_text() -> None:
    (report,) = read(tarred("\udcff\udcfe.txt"), "a.tar")
    assert isinstance(report, Report) and report.source == "a.tar/\ufffd\ufffd.txt"


def test_a_directory_that_lies_before_the_file() -> None:
    data = zipped(("a.txt", TEXT.encode()))
    at = data.rindex(b"PK\x05\x06")
    assert codes(read(data[: at + 12] + b"\xff\xff\xff\x7f" * 2 + data[at + 20 :], "a.zip")) == ["read.damaged"]


def test_a_member_that_wants_a_password() -> None:
    data = bytearray(zipped(("a.txt", TEXT.encode()), ("b.txt", TEXT.encode())))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[data.index(b"PK\x03\x04") + 6] |= 1
    found = read(bytes(data), "a.zip")
    assert (codes(found), texts(found)) == (["read.encrypted"], [TEXT])


def test_one_member_named_very_many_times() -> None:
    data = zipped(("a.txt", b"a" * 100_000))
    start, at = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, count = data[start:at], 50_000
    end = data[at : at + 8] + count.to_bytes(2, "little") * 2 + (len(entry) * count).to_bytes(4, "little") + data[at + 16 :]
    assert codes(read(data[:start] + entry * count + end, "a.zip")) == ["read.bomb"]


def test_many_small_bombs_in_one_archive_are_a_large_one() -> None:
    small = zipped(("a.txt", b"a " * 1_500_000))
    found = read(zipped(*((f"{number}.zip", small) for number in range(300))), "a.zip")
    assert codes(found)[-1] == "read.bomb"
    assert sum(map(len, texts(found))) < 5 * FREE_BYTES


@pytest.mark.parametrize(
    ("headers", "data"),
    [
        ({"size": "-1"}, b""),
        ({"size": "x"}, b""),
        ({"size": "9" * 30}, b""),
        ({"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}, b"x\n"),
        ({"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}, b"9999\n"),
        ({"GNU.sparse.map": "1,x"}, b""),
        ({"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9" * 18}, b"1\n0\n0\n"),
    ],
)
def test_members_of_a_tar_file_with_sizes_that_are_none(headers: dict[str, str], data: bytes) -> None:
    assert set(codes(read(tarred("a.txt", data.ljust(512, b"\x00"), headers), "a.tar"))) <= {
        "read.damaged",
        "read.too_large",
        "read.binary",
        "read.empty",
    }


def test_a_negative_size_in_a_tar_file() -> None:
    data = bytearray(tarred("a.txt"))
    # Both the size and the sum of the bytes of the header.
    data[124:136] = b"\xff" * 11 + b"\x00"
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\x00 " % sum(data[:512])
    assert set(codes(read(bytes(data), "a.tar"))) <= {"read.damaged", "read.empty"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_what_is_no_file_in_a_tar_file_is_passed_over(kind: bytes) -> None:
    assert read(tarred("a.txt", b"", kind=kind), "a.tar") == []
