"""Posts of a user's own: what rows are taken, how they stand above the package's, and that a report is then read anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from legation import cli
from legation.errors import LexiconError, UsageError
from legation.imports.known import digest_of_import
from legation.imports.posts import Asked, columns_given, read_posts
from legation.model import Problem
from legation.parse import Parser
from legation.register.store import Register
from legation.tables.offices import Occupancy, Offices, held_on
from legation.tables.own_posts import OwnPost, beside, keep_own_posts, load_own_posts, open_offices

Captured = pytest.CaptureFixture[str]
HEADER = "person,aliases,wikidata,country,post,from,to,as_of,source\n"
REPORT = "FUNAFUTI - The foreign minister of Tuvalu will visit Fiji on Thursday for talks on fish."


@pytest.fixture(scope="module")
def asked() -> Asked:
    """The packaged tables, opened once."""
    return Asked.open()


@pytest.fixture
def place(asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the posts of one test are kept; the packaged tables are not opened anew."""
    monkeypatch.setattr(Asked, "open", lambda: asked)
    path = tmp_path / "kept" / "posts.csv"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("legation.tables.own_posts.place_of_own_posts", lambda: path)
    monkeypatch.setattr("legation.doors.posts.place_of_own_posts", lambda: path)
    return path


def rows_of(text: str, asked: Asked, folder: Path, columns: str | None = None) -> tuple[tuple[OwnPost, ...], tuple[Problem, ...]]:
    """What is taken of a table, and what is amiss."""
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return read_posts(path, columns_given(columns), asked)


def held(
    person: str, start: str, end: str | None, *, post: str = "foreign_minister", as_of: str | None = None, own: bool = False
) -> Occupancy:
    """One row of the table of a country that is none."""
    return Occupancy(
        country="RUR",
        post=post,
        title="Minister",
        person=person,
        wikidata=None,
        start=start,
        end=end,
        source="list",
        as_of=as_of,
        verified=True,
        own=own,
    )


def days(rows: object) -> list[tuple[str, str, str | None]]:
    """Who, from when, to when."""
    return [(row.person, row.start, row.end) for row in rows]  # type: ignore[attr-defined]


# What rows are taken


def test_a_row_is_taken_with_the_words_of_a_person(asked: Asked, tmp_path: Path) -> None:
    text = (
        HEADER
        + "Ana Prieto,Anita Prieto; La Prieto,https://www.wikidata.org/wiki/Q17,tuvalu,Foreign Minister,5 Jan 2031,2033-06,,our list\n"
    )
    (row,), problems = rows_of(text, asked, tmp_path)
    assert (row.person, row.aliases, row.wikidata, row.country, row.post) == (
        "Ana Prieto",
        "Anita Prieto|La Prieto",
        "Q17",
        "TUV",
        "foreign_minister",
    )
    assert (row.title, row.start, row.end, row.source, row.file) == ("Foreign Minister", "2031-01-05", "2033-06", "our list", "own.csv")
    assert problems == ()


def test_columns_go_by_usual_names_or_by_those_given(asked: Asked, tmp_path: Path) -> None:
    text = "Wer;Land;Office;Start date;End date\nAna Prieto;Tuvalu;Prime Minister;2031;2032\n"
    (row,), _ = rows_of(text, asked, tmp_path, "person=Wer,country=Land")
    assert (row.post, row.start, row.end) == ("head_of_government", "2031", "2032")
    with pytest.raises(UsageError, match="no column for person"):
        rows_of(text, asked, tmp_path)
    with pytest.raises(UsageError, match="posts have no 'party'"):
        columns_given("party=Wer")


@pytest.mark.parametrize(
    ("post", "meant"),
    [
        ("foreign_minister", "foreign_minister"),
        ("prime minister", "head_of_government"),
        ("Minister of Foreign Affairs", "foreign_minister"),
        ("ambassador to the United States", "ambassador_to:USA"),
        ("ambassador_to:FRA", "ambassador_to:FRA"),
        ("Keeper of the Grand Seal", "keeper_of_the_grand_seal"),
    ],
)
def test_a_post_is_a_class_or_a_title(post: str, meant: str, asked: Asked, tmp_path: Path) -> None:
    (row,), problems = rows_of(HEADER + f"Ana Prieto,,,TUV,{post},2031,2032,,\n", asked, tmp_path)
    assert row.post == meant
    assert [problem.code for problem in problems] == (["note.posts"] if meant.startswith("keeper") else [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",,,TUV,foreign_minister,2031,,,", "no person"),
        ("Ana Prieto,,,Ruritania,foreign_minister,2031,,,", "'Ruritania' is no country"),
        ("Ana Prieto,,,TUV,foreign_minister,03/04/2031,,,", "may be day 3 of month 4"),
        ("Ana Prieto,,,TUV,foreign_minister,2031-01?,,,", "no one day"),
        ("Ana Prieto,,,TUV,foreign_minister,2031,2030,,", "before the start"),
        ("Ana Prieto,,,TUV,foreign_minister,,2030,,", "fill from"),
        ("Ana Prieto,,Prieto17,TUV,foreign_minister,2031,,,", "no Wikidata id"),
        ("Ana Prieto,,,,,,,,", "neither a post nor an alias"),
        ("Ana Prieto,Anita,,,,,,,", "nobody of the table is called 'Ana Prieto'"),
        ("Ana Prieto,TUV", "2 cells for 9 columns"),
    ],
)
def test_a_bad_row_is_kept_out_with_its_line_and_the_others_are_taken(row: str, told: str, asked: Asked, tmp_path: Path) -> None:
    text = HEADER + row + "\nJon Rudolf,,,FJI,foreign_minister,2031,2032,,\n"
    rows, problems = rows_of(text, asked, tmp_path)
    assert [row.person for row in rows] == ["Jon Rudolf"]
    ((code, where, advice),) = [(p.code, p.where, p.advice) for p in problems]
    assert (code, where) == ("posts.kept_out", "own.csv:2")
    assert told in advice


def test_somebody_known_goes_by_the_name_of_the_table(asked: Asked, tmp_path: Path) -> None:
    text = HEADER + "Melanie Joly,,,Canada,foreign_minister,2021-10-25,2025-05-13,,\nMelanie Joly,,,Fiji,foreign_minister,2031,2032,,\n"
    (joly, namesake), _ = rows_of(text, asked, tmp_path)
    assert (joly.person, joly.aliases, joly.wikidata) == ("Mélanie Joly", "Melanie Joly", "Q15054353")
    assert (namesake.person, namesake.wikidata) == ("Melanie Joly", "")


def test_an_open_end_is_known_up_to_the_day_the_source_speaks_for(asked: Asked, tmp_path: Path) -> None:
    text = HEADER + "Ana Prieto,,,TUV,foreign_minister,2031-01-05,present,2031-06-01,\nJon Rudolf,,,FJI,foreign_minister,2031,,,\n"
    rows, problems = rows_of(text, asked, tmp_path)
    prieto, rudolf = (row.occupancy() for row in rows)
    may = date(2031, 5, 1)
    assert (held_on(prieto, may, may), held_on(rudolf, may, may)) == (True, None)
    assert [problem.where for problem in problems] == ["own.csv:3"]


# How they stand above the package's


def test_the_package_gives_way_on_the_days_of_an_own_row_alone() -> None:
    mine = [held("Ana Prieto", "2022-01-01", "2022-12-31")]
    assert days(beside([held("Jon Rudolf", "2021-03-04", "2024-05-06")], mine)) == [
        ("Jon Rudolf", "2021-03-04", "2021-12-31"),
        ("Jon Rudolf", "2023-01-01", "2024-05-06"),
    ]
    assert days(beside([held("Jon Rudolf", "2022-03", "2022-09")], mine)) == []


def test_the_package_stands_for_other_days_other_posts_and_earlier_terms_of_the_same_person() -> None:
    mine = [held("Ana Prieto", "2022-01-01", "2022-12-31")]
    apart = [
        held("Jon Rudolf", "2020", "2021"),
        held("Jon Rudolf", "2023", "2024"),
        held("Jon Rudolf", "2022", "2022", post="defence_minister"),
        held("Ana Prieto", "2011", "2012"),
    ]
    assert list(beside(apart, mine)) == apart


def test_a_row_of_the_same_person_takes_the_place_of_the_whole_term() -> None:
    assert days(beside([held("Ana Prieto", "2021", "2024")], [held("Ana Prieto", "2022-01-01", "2022-12-31")])) == []


def test_a_deputy_does_not_drive_out_another_deputy() -> None:
    packaged = [held("Jon Rudolf", "2021", "2024", post="deputy_head")]
    assert list(beside(packaged, [held("Ana Prieto", "2022", "2023", post="deputy_head")])) == packaged


def test_a_successor_of_ones_own_ends_an_open_term_without_saying_when_it_ended() -> None:
    (row,) = beside([held("Jon Rudolf", "2021", None, as_of="2022-06-01")], [held("Ana Prieto", "2025-01-01", "2026-01-01")])
    years = [held_on(row, date(year, 2, 2), date(year, 2, 2)) for year in (2022, 2024, 2025, 2027)]
    assert (row.end, years) == (None, [True, None, False, False])


def test_offices_without_own_posts_are_the_packaged_ones() -> None:
    assert (open_offices(()).rows, open_offices(()).own) == (Offices.open().rows, "")


def test_the_digest_changes_with_the_rows_and_not_with_their_order_or_file() -> None:
    one = OwnPost(person="Ana Prieto", country="TUV", post="foreign_minister", start="2031", file="a.csv")
    other = OwnPost(person="Boris Johnson", aliases="BoJo", file="b.csv")
    own = open_offices((one, other)).own
    moved = OwnPost(person="Ana Prieto", country="TUV", post="foreign_minister", start="2031", file="c.csv")
    later = OwnPost(person="Ana Prieto", country="TUV", post="foreign_minister", start="2032", file="a.csv")
    assert own == open_offices((other, one)).own == open_offices((moved, other)).own
    assert len({own, open_offices((later, other)).own, open_offices((one,)).own, ""}) == 4
    assert digest_of_import("import.csv/1", own) != digest_of_import("import.csv/1")


def test_an_alias_means_a_person_of_the_package() -> None:
    offices = open_offices((OwnPost(person="Boris Johnson", aliases="BoJo"),))
    assert {row.person for row in offices.of_surname("BoJo")} == {"Boris Johnson"}
    assert Offices.open().of_surname("BoJo") == ()


# Where they are kept


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    rows = (
        OwnPost(person='"Ana", Prieto', aliases="A|B", country="TUV", post="mayor", start="2031", file="x.csv"),
        OwnPost(person="B", aliases="C"),
    )
    path = keep_own_posts(rows, tmp_path / "new" / "posts.csv")
    assert load_own_posts(path) == tuple(sorted(rows))
    assert load_own_posts(tmp_path / "none.csv") == ()


@pytest.mark.parametrize("text", ["person,alias\nAna,B\n", ",".join(OwnPost.__slots__) + "\nAna,,,TUV,mayor,,2031-17,,,,\n", "\0\0"])
def test_a_damaged_file_is_told_with_its_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"posts\.csv.*import again"):
        load_own_posts(path)


def test_a_file_that_the_environment_names_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGATION_POSTS", str(tmp_path / "none.csv"))
    with pytest.raises(LexiconError, match=r"none\.csv: no such file, though \$LEGATION_POSTS"):
        load_own_posts()


# The command


def write(path: Path, *rows: str) -> str:
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def test_importing_again_takes_the_place_of_what_the_file_brought_before(tmp_path: Path, place: Path, capsys: Captured) -> None:
    prieto, rudolf = "Ana Prieto,,,TUV,foreign_minister,2031,2032,,", "Jon Rudolf,,,FJI,foreign_minister,2031,2032,,"
    assert cli.run(["posts", "import", write(tmp_path / "a.csv", prieto, rudolf)]) == cli.DONE
    assert cli.run(["posts", "import", write(tmp_path / "b.csv", "Boris Johnson,BoJo,,,,,,,")]) == cli.DONE
    capsys.readouterr()
    assert cli.run(["posts", "import", write(tmp_path / "a.csv", prieto, "bad,row")]) == cli.PROBLEMS
    told = capsys.readouterr().err
    assert [(row.person, row.file) for row in load_own_posts(place)] == [("Ana Prieto", "a.csv"), ("Boris Johnson", "b.csv")]
    assert "problem posts.kept_out: a.csv:3: 2 cells" in told
    assert "1 row that a.csv brought before and has no more: taken out" in told
    assert "besides these stand 1 row of other files: b.csv" in told


def test_the_list_tells_which_rows_are_ones_own(tmp_path: Path, place: Path, capsys: Captured) -> None:
    cli.run(["posts", "import", write(tmp_path / "a.csv", "Ana Prieto,,,TUV,foreign_minister,2031,2032,,our list")])
    assert cli.run(["posts", "list", "--person", "Ana Prieto"]) == cli.DONE
    assert "own: our list" in capsys.readouterr().out


def test_a_report_is_read_anew_by_ones_own_posts(tmp_path: Path, place: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    parser = Parser.load()
    monkeypatch.setattr(Parser, "load", lambda pipeline: parser)
    report, register = tmp_path / "report.txt", tmp_path / "register.db"
    report.write_text(REPORT, encoding="utf-8")
    command = ["read", str(report), "--published", "2019-03-12", "--into", str(register)]
    assert cli.run(command) == cli.DONE
    with Register.open(register) as opened:
        (before,) = opened.visits()
    cli.run(["posts", "import", write(tmp_path / "a.csv", "Ana Prieto,,,TUV,foreign_minister,2018,2020,,our list")])
    assert cli.run(command) == cli.DONE
    assert cli.run(command) == cli.DONE
    assert "1 already there" in capsys.readouterr().err
    with Register.open(register) as opened:
        (after,) = opened.visits()
        kept = opened.readings(after.findings[0].report_id)
    (was,), (now,) = ([p.actor for p in entry.fields["parties"].value if p.role == "visitor"] for entry in (before, after))
    assert (now.name, now.country) == ("Ana Prieto", "TUV")
    assert was.name != "Ana Prieto"
    assert [one.counts for one in kept] == [False, True]
