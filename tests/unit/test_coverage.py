"""What the record is declared to hold completely: the packaged declarations, the question, and declarations of one's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from legation import cli
from legation.errors import LexiconError
from legation.imports.official import Record, read_table
from legation.imports.where import land_of
from legation.register.store import Register
from legation.tables.coverage import Coverage, Covered, Gap, covered, load_coverage, own_id, place_of_own, toml_of
from legation.tables.gazetteer import Gazetteer

Captured = pytest.CaptureFixture[str]
LAST = {"presidents": date(2024, 12, 2), "secretaries": date(2025, 2, 19), "visits": date(2024, 11, 12)}
SERIES = {"president": "presidents", "secretary": "secretaries", "visit": "visits"}


@pytest.fixture(scope="module")
def packaged() -> tuple[Coverage, ...]:
    """The declarations that come with the package."""
    return load_coverage()


def asked(
    coverages: Sequence[Coverage], whose: tuple[str | None, str | None], to: str | None, first: str | None, last: str | None
) -> Covered:
    """A question in short: country and post, where to, first and last day."""
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return covered(coverages, home=whose[0], post_class=whose[1], destination=to, first=days[0], last=days[1])


PRESIDENT, SECRETARY, GUEST = ("USA", "head_of_state"), ("USA", "foreign_minister"), (None, "head_of_government")


# The packaged declarations.


def test_the_days_are_those_of_the_first_and_the_last_record(packaged: tuple[Coverage, ...]) -> None:
    days: dict[str, list[str]] = {}
    for record in read_table():
        days.setdefault(SERIES[record.series], []).append(record.starts)
    for one in packaged:
        series = one.id.removeprefix("historian:")
        assert (one.first.isoformat(), one.last) == (min(days[series]), LAST[series])
        assert one.last.isoformat() == max(days[series])


def test_no_known_gap_is_in_the_record(packaged: tuple[Coverage, ...]) -> None:
    gazetteer = Gazetteer.open()
    held: dict[str, list[tuple[str | None, Record]]] = {}
    for record in read_table():
        land = land_of(record.country, record.country_id, date.fromisoformat(record.starts), gazetteer)
        held.setdefault(SERIES[record.series], []).append((land.code, record))
    there = [
        f"{gap.id}: {record.key} {record.name} {record.starts}"
        for one in packaged
        for gap in one.known_gaps
        for place, record in held[one.id.removeprefix("historian:")]
        if place == (gap.destination if one.destination is None else gap.home)
        and record.starts <= gap.last.isoformat()
        and gap.first.isoformat() <= (record.ends or record.starts)
        and (gap.post_class == "any" or one.post_classes == (gap.post_class,))
    ]
    assert there == []


def test_every_gap_lies_in_its_coverage_and_says_what_and_whence(packaged: tuple[Coverage, ...]) -> None:
    gaps = [(one, gap) for one in packaged for gap in one.known_gaps]
    assert len(gaps) > 80
    assert len({gap.id for _, gap in gaps}) == len(gaps)
    assert [gap.id for one, gap in gaps if gap.first < one.first or one.last < gap.last or not gap.note or not gap.source] == []


@pytest.mark.parametrize(
    ("destination", "first", "last"),
    [("CAN", "2023-03-23", "2023-03-24"), ("GBR", "2022-09-18", "2022-09-19"), ("PAN", "1910-11-14", "1910-11-17")],
)
def test_journeys_of_presidents_that_the_list_lacks(packaged: tuple[Coverage, ...], destination: str, first: str, last: str) -> None:
    answer = asked(packaged, PRESIDENT, destination, first, last)
    assert not answer.complete
    assert [gap.destination for gap in answer.gaps] == [destination]


# The question.


def test_a_span_without_a_gap_is_complete(packaged: tuple[Coverage, ...]) -> None:
    answer = asked(packaged, SECRETARY, "CAN", "2021-01-26", "2022-10-26")
    assert answer.complete
    assert [one.id for one in answer.coverages] == ["historian:secretaries"]
    assert answer.gaps == ()


def test_a_day_past_the_sources_last_is_not(packaged: tuple[Coverage, ...]) -> None:
    assert asked(packaged, SECRETARY, "CAN", "2025-02-01", "2025-02-19").complete
    assert not asked(packaged, SECRETARY, "CAN", "2025-02-01", "2025-02-20").complete
    assert asked(packaged, PRESIDENT, "CAN", "2024-11-01", "2024-12-02").complete
    assert not asked(packaged, PRESIDENT, "CAN", "2024-11-01", "2024-12-03").complete


def test_a_gap_elsewhere_matters_where_every_country_is_asked_for(packaged: tuple[Coverage, ...]) -> None:
    assert asked(packaged, PRESIDENT, "MEX", "2023-03-01", "2023-03-31").complete
    anywhere = asked(packaged, PRESIDENT, None, "2023-03-01", "2023-03-31")
    assert not anywhere.complete
    assert [gap.id for gap in anywhere.gaps] == ["gap:presidents:CAN:2023-03-23"]


def test_the_list_begins_with_the_first_journey_of_all(packaged: tuple[Coverage, ...]) -> None:
    """No President left the country before 1906, by the source; of guests before 1874 it says nothing."""
    ever = date.min.isoformat()
    assert asked(packaged, PRESIDENT, "FRA", ever, "1950-01-01").complete
    assert not asked(packaged, ("FRA", "head_of_state"), "USA", ever, "1950-01-01").complete
    assert asked(packaged, ("FRA", "head_of_state"), "USA", "1874-12-12", "1950-01-01").complete


@pytest.mark.parametrize(
    "post", ["deputy_head", "foreign_minister", "president_elect", "defence_minister", "royal", "ambassador_to:USA", None]
)
def test_guests_of_other_posts_are_not_covered(packaged: tuple[Coverage, ...], post: str | None) -> None:
    assert not asked(packaged, ("FRA", post), "USA", "1990-01-01", "1990-12-31").complete


def test_the_president_is_head_of_state_and_of_government_and_no_other(packaged: tuple[Coverage, ...]) -> None:
    span = ("2019-08-01", "2020-01-01")
    assert all(asked(packaged, ("USA", post), "JPN", *span).complete for post in ("head_of_state", "head_of_government", "leader"))
    assert not any(asked(packaged, ("USA", post), "JPN", *span).complete for post in ("deputy_head", "president_elect", None))


def test_leaders_are_covered_where_both_posts_are() -> None:
    kings = coverage("kings", posts=("head_of_state",))
    ministers = coverage("ministers", posts=("head_of_government",))
    assert asked([kings, ministers], ("FRA", "leader"), "PER", "2020-01-01", "2020-12-31").complete
    assert not asked([kings], ("FRA", "leader"), "PER", "2020-01-01", "2020-12-31").complete


def test_every_country_is_covered_by_a_list_of_every_country_alone(packaged: tuple[Coverage, ...]) -> None:
    assert asked(packaged, GUEST, "USA", "1992-01-01", "1992-12-31").complete
    assert not asked(packaged, GUEST, "CAN", "1992-01-01", "1992-12-31").complete
    assert not asked(packaged, GUEST, None, "1992-01-01", "1992-12-31").complete
    assert not asked(packaged, ("USA", "head_of_state"), "USA", "1992-01-01", "1992-12-31").coverages[1:]


def test_stays_that_the_source_does_not_set_out_to_hold_matter_for_their_country_alone(packaged: tuple[Coverage, ...]) -> None:
    span = ("2023-12-13", "2024-01-31")
    assert asked(packaged, GUEST, "USA", *span).complete
    assert asked(packaged, ("FRA", "head_of_state"), "USA", *span).complete
    assert not asked(packaged, ("TWN", "head_of_state"), "USA", *span).complete
    assert not asked(packaged, ("CUB", "head_of_government"), "USA", "1960-09-01", "1960-09-30").complete
    assert not asked(packaged, GUEST, "USA", "2010-01-01", "2010-02-01").complete, "Palestinian leaders did meet the President"


def test_unknown_days_and_no_days_are_never_complete(packaged: tuple[Coverage, ...]) -> None:
    assert not asked(packaged, SECRETARY, "CAN", None, "2000-01-01").complete
    assert not asked(packaged, SECRETARY, "CAN", "2000-01-01", None).complete
    assert not asked(packaged, SECRETARY, "CAN", "2000-01-02", "2000-01-01").complete
    assert asked(packaged, PRESIDENT, "CAN", "2023-01-01", None).gaps


def test_a_state_that_is_gone_has_the_gaps_of_those_in_its_place(packaged: tuple[Coverage, ...]) -> None:
    for code in ("RUS", "SUN", "UKR"):
        assert not asked(packaged, SECRETARY, code, "1982-11-01", "1982-11-30").complete
    assert asked(packaged, SECRETARY, "POL", "1982-11-01", "1982-11-30").complete


def test_two_lists_that_touch_are_one_and_those_that_do_not_are_two() -> None:
    early = coverage("early", last=date(2020, 6, 30))
    assert asked([early, coverage("late", first=date(2020, 7, 1))], ("FRA", "head_of_state"), "PER", "2020-01-01", "2020-12-31").complete
    assert not asked(
        [early, coverage("late", first=date(2020, 7, 2))], ("FRA", "head_of_state"), "PER", "2020-01-01", "2020-12-31"
    ).complete


def test_another_list_without_the_gap_closes_it() -> None:
    gap = Gap(id="g", home=None, post_class="any", destination="PER", first=date(2020, 3, 1), last=date(2020, 3, 9), source="s", note="n")
    with_gap = coverage("gappy", known_gaps=(gap,))
    span = ("FRA", "head_of_state"), "PER", "2020-01-01", "2020-12-31"
    assert asked([with_gap], *span).gaps == (gap,)
    half = coverage("half", first=date(2020, 3, 1), last=date(2020, 3, 5))
    assert not asked([with_gap, half], *span).complete
    whole = coverage("whole", first=date(2020, 3, 1), last=date(2020, 3, 9))
    assert asked([with_gap, whole], *span).complete
    assert asked([with_gap, whole], *span).gaps == ()
    elsewhere = coverage("elsewhere", destination="CHL")
    assert not asked([with_gap, elsewhere], *span).complete


def coverage(name: str, **other: object) -> Coverage:
    """A declaration of ours: heads of state to Peru in 2020, unless said otherwise."""
    posts = other.pop("posts", ("head_of_state",))
    usual = {"destination": "PER", "first": date(2020, 1, 1), "last": date(2020, 12, 31), "home": None, "source": "a list"}
    return Coverage(id=name, post_classes=posts, **(usual | other))  # type: ignore[arg-type]


# Files of declarations.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("coverage = 3", "holds [[coverage]] alone"),
        ("[[visits]]\nid = 1", "holds [[coverage]] alone"),
        ('[[coverage]]\nid = "a"\nsource = "s"\nposts = ["x"]\nfirst = 2020-01-01', "coverage 1: last missing"),
        ('[[coverage]]\nid = "a"\nsource = "s"\nposts = []\nfirst = 2020-01-01\nlast = 2020-01-02', "posts missing"),
        (
            '[[coverage]]\nid = "a"\nsource = "s"\nposts = ["x"]\nfirst = "2020-01-01"\nlast = 2020-01-02',
            "first missing or of another kind",
        ),
        ('[[coverage]]\nid = "a"\nsource = "s"\nposts = ["x"]\nfirst = 2020-01-01T00:00:00\nlast = 2020-01-02', "first missing"),
        ('[[coverage]]\nid = "a"\nsource = "s"\nposts = ["x"]\nfirst = 2020-01-03\nlast = 2020-01-02', "before the first"),
        ('[[coverage]]\nid = "a"\nsource = "s"\nposts = ["x"]\nfirst = 2020-01-01\nlast = 2020-01-02\nplace = "PER"', "nobody knows place"),
        ('[[coverage]]\nid = "historian:visits"\nsource = "s"\nposts = ["x"]\nfirst = 2020-01-01\nlast = 2020-01-02', "declared twice"),
        ("[[coverage", "cannot be read"),
    ],
)
def test_a_file_that_is_not_whole_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    place = tmp_path / "register.db.coverage.toml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"coverage\.toml") as fault:
        load_coverage(place)
    assert told in str(fault.value)


def test_a_declaration_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = coverage("", home="CHL", note='of "visits"\\ alone', by="ana", at="2024-03-15T08:00:00+00:00", source="Ministerio, año 2020")
    made = coverage(own_id(made), home="CHL", note=made.note, by="ana", at=made.at, source=made.source)
    place = tmp_path / "own.toml"
    place.write_text(toml_of(made), encoding="utf-8")
    assert load_coverage(place)[-1] == made


# The commands.


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with nothing in it."""
    with Register.open(tmp_path / "own.db", create=True) as held:
        return held.path


ADD = [
    "--post",
    "Foreign Minister",
    "--home",
    "Chile",
    "--to",
    "Peru",
    "--first",
    "2020-01-01",
    "--last",
    "2020-12-31",
    "--source",
    "own list",
]


def test_a_declaration_of_ones_own_stands_beside_the_packages(register: Path, capsys: Captured) -> None:
    assert cli.run(["coverage", "add", *ADD, "--by", "ana", "--register", str(register)]) == 0
    mine = load_coverage(place_of_own(register))[-1]
    assert (mine.home, mine.post_classes, mine.destination, mine.by) == ("CHL", ("foreign_minister",), "PER", "ana")
    assert asked([mine], ("CHL", "foreign_minister"), "PER", "2020-01-01", "2020-12-31").complete
    capsys.readouterr()
    assert cli.run(["coverage", "list", "--country", "PER", "--post", "foreign_minister", "--register", str(register)]) == 0
    assert mine.id in capsys.readouterr().out


def test_the_same_declaration_is_kept_once_and_others_are_added(register: Path, capsys: Captured) -> None:
    for source in ("own list", "own list", "another list"):
        assert cli.run(["coverage", "add", *ADD[:-1], source, "--by", "ana", "--register", str(register)]) == 0
    assert "already there" in capsys.readouterr().err
    assert len(load_coverage(place_of_own(register))) == len(load_coverage()) + 2


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--last", "2999-01-01", "days to come"),
        ("--last", "2019-12-31", "is before --first"),
        ("--last", "2020", "is no day"),
        ("--to", "Chile", "another country than the visitor's own"),
        ("--to", "Atlantis", "no country goes by that name"),
        ("--post", "wizard", "no such post"),
        ("--source", " ", "name the list"),
    ],
)
def test_what_cannot_be_declared(register: Path, capsys: Captured, option: str, value: str, told: str) -> None:
    given = list(ADD)
    given[given.index(option) + 1] = value
    assert cli.run(["coverage", "add", *given, "--by", "ana", "--register", str(register)]) == 2
    assert told in capsys.readouterr().err
    assert not place_of_own(register).exists()


def test_a_declaration_needs_a_register_and_one_side(tmp_path: Path, register: Path, capsys: Captured) -> None:
    assert cli.run(["coverage", "add", *ADD, "--by", "ana", "--register", str(tmp_path / "none.db")]) == 3
    assert "there is no register" in capsys.readouterr().err
    assert cli.run(["coverage", "list", "--register", str(tmp_path / "none.db")]) == 3
    sides = [word for word in ADD if word not in ("--home", "Chile", "--to", "Peru")]
    assert cli.run(["coverage", "add", *sides, "--by", "ana", "--register", str(register)]) == 2
    assert "name whose visits, or where to" in capsys.readouterr().err


def test_the_list_for_programs_has_the_gaps_of_the_country_alone(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["coverage", "list", "--post", "Secretary of State", "--country", "Cyprus", "--format", "jsonl"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert (record["id"], record["home"], record["posts"], record["last"]) == (
        "historian:secretaries",
        "USA",
        ["foreign_minister"],
        "2025-02-19",
    )
    assert [gap["id"] for gap in record["known_gaps"]] == ["gap:secretaries:CYP:2023-11-05"]
