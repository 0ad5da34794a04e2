"""Tables to reports: delimiters, encodings, quotation marks that are not closed, and files too large to be held."""

from __future__ import annotations

import csv
import io
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date

import pytest

from legation.model import Problem, Report
from legation.read import Given
from legation.read.table import count_table, form_of, read_table

TABLE = sys.modules[read_table.__module__]
TODAY = date(2022, 11, 1)
ONE = "Foreign Minister Ana Prieto arrived in Strelsau on Thursday; her hosts, she said, were glad."
TWO = 'President Jon Rudolf came too.\n\n"We agree," he said, "on all but one point."'


def read(table: str | bytes, **given: object) -> list[Report | Problem]:
    data = table.encode() if isinstance(table, str) else table
    return list(read_table(io.BytesIO(data), source="a.csv", given=Given(**{"today": TODAY, **given})))  # type: ignore[arg-type]


def texts(found: list[Report | Problem]) -> list[str]:
    return [item.text for item in found if isinstance(item, Report)]


def told(found: list[Report | Problem]) -> list[tuple[str, str]]:
    return [(item.code, item.where) for item in found if isinstance(item, Problem)]


def written(*rows: tuple[str, ...], delimiter: str = ",", end: str = "\r\n") -> str:
    table = io.StringIO()
    csv.writer(table, delimiter=delimiter, lineterminator=end).writerows(rows)
    return table.getvalue()


HEADER = ("id", "published", "text", "headline")
ROWS = (HEADER, ("r1", "2022-10-25", ONE, "Prieto; here | there"), ("r2", "25/10/2022", TWO, "Rudolf, too"))


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str, end: str) -> None:
    first, second = read(written(*ROWS, delimiter=delimiter, end=end))
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.id, first.text, first.title, first.published) == ("r1", ONE, "Prieto; here | there", date(2022, 10, 25))
    assert (second.id, second.text, second.title, second.published) == ("r2", TWO, "Rudolf, too", date(2022, 10, 25))
    assert (first.source, second.source) == ("a.csv:2", "a.csv:3")


def test_rows_are_named_after_the_lines_that_they_begin_in() -> None:
    found = read(written(("text",), ("A\nB\nC",), ("D",), ("E\r\n\r\nF",), ("G",)))
    assert [item.source for item in found if isinstance(item, Report)] == ["a.csv:2", "a.csv:5", "a.csv:6", "a.csv:9"]


def test_a_line_that_tells_spreadsheets_the_delimiter() -> None:
    (report,) = read(f"sep=;\ntext;id\n{ONE.replace(';', ',')};r1\n")
    assert isinstance(report, Report) and (report.id, report.source) == ("r1", "a.csv:3")


def test_a_column_alone_is_not_cut_at_commas() -> None:
    assert texts(read("text\nHe came, saw, and left.\nShe stayed.\n")) == ["He came, saw, and left.", "She stayed."]


def test_spaces_behind_delimiters() -> None:
    assert texts(read('id, text\n1, "He came, saw, and left."\n2, "She stayed, too."\n')) == ["He came, saw, and left.", "She stayed, too."]


def test_marks_behind_backslashes() -> None:
    table = 'id,text\n1,"He said \\"no\\", and left."\n2,"She said \\"yes\\", and stayed."\n'
    assert texts(read(table)) == ['He said "no", and left.', 'She said "yes", and stayed.']


@pytest.mark.parametrize(
    ("encoding", "mark", "noted"),
    [
        ("utf-8", b"", False),
        ("utf-8", b"\xef\xbb\xbf", False),
        ("utf-16-le", b"\xff\xfe", True),
        ("utf-16-be", b"", True),
        ("cp1252", b"", True),
    ],
)
def test_encodings(encoding: str, mark: bytes, noted: bool) -> None:
    rows = [("id", "text"), *((str(number), f"Prieto à Genève\net Vidal {number}") for number in range(500))]
    found = read(mark + written(*rows).encode(encoding))
    assert texts(found) == [text for _, text in rows[1:]]
    assert told(found) == ([("note.encoding", "a.csv")] if noted else [])


def test_line_ends_of_old_macs() -> None:
    assert texts(read('id,text\r1,"A\r\rB"\r2,C\r')) == ["A\r\rB", "C"]


def test_letters_in_another_encoding_far_down_are_kept() -> None:
    found = read(b"id,text\n" + b"1," + b"Okoro came. " * 6_000 + b"\n" + "2,Prieto à Genève – “fin”.\n".encode("cp1252"))
    assert texts(found)[-1] == "Prieto à Genève – “fin”."
    assert told(found) == [("note.encoding", "a.csv")]


def test_zeros_are_dropped() -> None:
    assert texts(read(b"id,text\n1,Okoro came.\x00\x00\n" + b"2,He left.\n" * 50))[0] == "Okoro came."


@pytest.mark.parametrize("bad", ["1,x,y\n", "1\n", "1,2,3,4,5\n", '1,"A\nB",2\n'])
def test_rows_with_other_numbers_of_fields_are_told_and_the_next_one_read(bad: str) -> None:
    found = read(f"id,text\n{bad}2,He left.\n")
    assert texts(found) == ["He left."]
    assert told(found) == [("csv.bad_line", "a.csv:2")]


def test_empty_fields_at_the_end_and_empty_rows_are_no_fault() -> None:
    assert read("id,text\n1,He left.,,\n,\n\n2,She stayed.\n")[1:] and told(read("id,text\n1,He left.,,\n,\n\n2,She stayed.\n")) == []


@pytest.mark.parametrize(
    ("rows", "expected", "lines"),
    [
        ('1,"Okoro came.\n2,He left.\n3,She stayed.\n', ["He left.", "She stayed."], ["a.csv:2"]),
        ('1,"Okoro came.\n2,"He left."\n3,She stayed.\n', ["He left.", "She stayed."], ["a.csv:2"]),
        ('1,Okoro came.\n2,"The text was cut he', ["Okoro came."], ["a.csv:3"]),
        ('1,"He said "no"."\n2,He left.\n', ['"He said "no"."', "He left."], []),
        ('1,"He said "no".\n2,He left.\n', ["He left."], ["a.csv:2"]),
    ],
)
def test_marks_that_nothing_closes_swallow_no_rows(rows: str, expected: list[str], lines: list[str]) -> None:
    found = read(f"id,text\n{rows}")
    assert texts(found) == expected
    assert told(found) == [("csv.bad_line", line) for line in lines]


def test_marks_as_letters_in_a_table_without_quoting() -> None:
    found = read('id\ttext\n1\t"We came," he said.\n2\tHe left.\n')
    assert texts(found) == ['"We came," he said.', "He left."]
    assert [problem.code for item in found if isinstance(item, Report) for problem in item.problems] == ["note.quotes"]


def test_a_field_larger_than_a_report_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TABLE, "REPORT_AT_MOST", 1_000)
    found = read('id,text\n1,"' + "Okoro came.\n" * 200 + "2,He left.\n3,She stayed.\n")
    assert told(found)[0] == ("csv.bad_line", "a.csv:2")
    assert texts(found) == ["He left.", "She stayed."]
    found = read("id,text\n1," + "x" * 5_000 + "\n2,He left.\n")
    assert (told(found), texts(found)) == ([("csv.bad_line", "a.csv:2")], ["He left."])


@pytest.mark.parametrize("table", ["id,headline,when\n1,Okoro,2022\n", "Okoro came to Strelsau.\nHe left.\n", "a;b\n"])
def test_no_column_for_the_text_is_told_once(table: str) -> None:
    (problem,) = read(table)
    assert isinstance(problem, Problem) and (problem.code, problem.where) == ("csv.no_text_column", "a.csv")
    assert "--columns text=NAME" in problem.advice
    assert repr(table.splitlines()[0].replace(";", ",").split(",")[0][:40]) in problem.advice


def test_columns_by_the_users_names() -> None:
    table = "Nr;Inhalt;Wann\n7;Okoro came;2022-10-25\n"
    (report,) = read(table, columns={"text": "inhalt", "id": "Nr", "published": "Wann"})
    assert isinstance(report, Report) and (report.id, report.text, report.published) == ("7", "Okoro came", date(2022, 10, 25))
    found = read(table, columns={"text": "Inhalt", "published": "Datum"})
    assert told(found) == [("csv.no_column", "a.csv"), ("note.columns", "a.csv")] and texts(found) == ["Okoro came"]


def test_a_name_that_comes_twice_is_its_first_column() -> None:
    assert texts(read("text,text\nOkoro came.,x\n")) == ["Okoro came."]


def test_a_bad_day_leaves_the_report_undated() -> None:
    (report,) = read("text,date\nOkoro came.,2099-01-01\n")
    assert isinstance(report, Report) and report.published is None
    assert [problem.code for problem in report.problems] == ["csv.bad_date"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "read.empty"), (b" \r\n\r\n", "read.empty"), (b"\x89PNG\r\n\x1a\n", "read.binary"), (bytes(range(32)) * 9, "read.binary")],
)
def test_what_is_no_table(data: bytes, code: str) -> None:
    assert told(read(data)) == [(code, "a.csv")]


class Endless(io.RawIOBase):
    """A table of many rows that no memory need hold."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.waiting = b"id,text\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self.waiting and self.left > 0:
            self.waiting = b'1,"Okoro came to Strelsau,\nand he left."\n' * 1_000
            self.left -= len(self.waiting)
        piece, self.waiting = self.waiting[: len(buffer)], self.waiting[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def test_a_large_table_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TABLE, "read_record", lambda record, **_: Problem(code="x", where="", advice=str(record["id"])))
    tracemalloc.start()
    found: Iterator[Report | Problem] = read_table(io.BufferedReader(Endless(1_000_000)), source="a.csv", given=Given())
    assert sum(1 for _ in found) == 25_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_rows_are_counted_without_reading_them() -> None:
    assert count_table(io.BytesIO(written(("text",), ("A\nB\nC",), ('D "E"\n',), ("F",)).encode())) == 3
    assert count_table(io.BytesIO(b"id,text\n1,A")) == 1
    assert count_table(io.BytesIO(b"")) == 0


def test_the_usual_form_is_taken_where_several_fit() -> None:
    form = form_of('id,text\n1,"ends in \\"\n', {}, cut=False)
    assert (form.delimiter, form.escaped, form.spaced) == (",", False, False)
