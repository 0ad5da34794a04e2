"""Official records and data sets of one's own as readings: what each value is, what is joined or told apart, and that nothing is lost."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from legation import cli
from legation.errors import LexiconError, ReportError, UsageError
from legation.imports.days import edtf_day
from legation.imports.facts import places_in
from legation.imports.known import Known
from legation.imports.line import reading_of
from legation.imports.official import COLUMNS, OUTLET, Record, facts_of, read_folder, read_table, table_text
from legation.imports.own import columns_given, read_own
from legation.imports.remarks import level_of, towns_of
from legation.imports.where import land_of
from legation.imports.who import visitors_in
from legation.model import Actor, Authority, Contact, Reading, Status
from legation.register.rows import prove
from legation.register.store import Register

Captured = pytest.CaptureFixture[str]
AT = "2024-03-15T08:00:00+00:00"


@pytest.fixture(scope="module")
def known() -> Known:
    """The packaged tables, opened once."""
    return Known.open()


@pytest.fixture(scope="module")
def official(shared: Path, known: Known) -> dict[str, Reading]:
    """The records of the given folder by report id."""
    return by_id(read_folder(shared / "official", known.gazetteer), known)


def by_id(records: Sequence[Record], known: Known) -> dict[str, Reading]:
    return {facts.id: reading_of(facts, known, "rules-1") for facts in facts_of(records, known.titles)}


def trip(number: int, starts: str, ends: str, country: str, locale: str, *, role: str = "president", **more: str) -> str:
    """A trip as the Historian's files have it, of the post's holder in 2015 unless told otherwise."""
    name = more.get("name") or {"president": "Barack Obama", "secretary": "John Forbes Kerry"}[role]
    code = more.get("code") or country.lower().replace(" ", "-")
    return (
        f'<trip role="{role}" who="somebody"><id>{number}</id><role>{role}</role><name>{name}</name>'
        f"<start-date>{starts}</start-date><end-date>{ends}</end-date>"
        f'<country id="{code}">{country}</country><locale>{locale}</locale><remarks>{more.get("remarks", "")}</remarks></trip>'
    )


def visit(number: int, starts: str, ends: str, visitor: str, country: str, description: str = "") -> str:
    """A visit to the United States as the Historian's files have it."""
    return (
        f"<visit><id>{number}</id><start-date>{starts}</start-date><end-date>{ends}</end-date><visitor>{visitor}</visitor>"
        f'<from id="{country.lower().replace(" ", "-")}">{country}</from><description>{description}</description></visit>'
    )


def folder_of(place: Path, *elements: str, root: str = "trips") -> Path:
    """A folder with one file of such elements."""
    (place / "records.xml").write_text(f"<{root}>{''.join(elements)}</{root}>", encoding="utf-8")
    return place


def told(place: Path, known: Known, *elements: str, root: str = "trips") -> list[Reading]:
    return list(by_id(read_folder(folder_of(place, *elements, root=root), known.gazetteer), known).values())


def only(reading: Reading) -> Contact:
    (finding,) = reading.contacts
    return finding.body


def visitor(contact: Contact) -> Actor:
    (party,) = contact.parties
    assert party.role == "visitor"
    return party.actor


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


# --- one record


def test_a_trip_becomes_a_report_and_a_visit(tmp_path: Path, known: Known) -> None:
    (reading,) = told(
        tmp_path, known, trip(7, "2015-11-15", "2015-11-17", "Turkey", "Antalya, Ankara", remarks="State visit. Spoke of grain.")
    )
    report, contact = reading.report, only(reading)
    assert (report.id, report.outlet, report.authority, report.published) == ("historian:travel-7", OUTLET, Authority.OFFICIAL, None)
    assert report.text.startswith(
        "President Barack Obama, United States, in Turkey: Antalya, Ankara, state visit, 2015-11-15 to 2015-11-17;"
    )
    assert "grain" not in report.text
    assert (contact.status, contact.level, contact.destination) == (Status.OCCURRED, "state", "TUR")
    assert contact.starts and contact.ends and (contact.starts.edtf, contact.ends.edtf) == ("2015-11-15", "2015-11-17")
    assert [(stop.place.name, stop.place.country, stop.arrives) for stop in contact.stops] == [
        ("Antalya", "TUR", None),
        ("Ankara", "TUR", None),
    ]
    who = visitor(contact)
    assert (who.name, who.post, who.post_class, who.country, who.elect) == ("Barack Obama", "President", "head_of_state", "USA", False)
    assert (who.wikidata, who.basis.value) == ("Q76", "text")


def test_every_value_points_at_its_words(tmp_path: Path, known: Known) -> None:
    (reading,) = told(tmp_path, known, trip(7, "2015-11-15", "2015-11-17", "Canada", "Halifax (Nova Scotia)", role="secretary"))
    text, contact = reading.report.text, only(reading)
    who, place = visitor(contact), contact.stops[0].place
    assert text[who.span.start : who.span.end] == who.surface == "Secretary of State John Forbes Kerry"
    assert who.name == "John Kerry"
    assert text[place.span.start : place.span.end] == place.surface == "Halifax"
    for when, day in ((contact.starts, "2015-11-15"), (contact.ends, "2015-11-17")):
        assert when and when.phrase and text[when.phrase.start : when.phrase.end] == day
    assert contact.stops[0].arrives == contact.starts and contact.stops[0].leaves == contact.ends
    prove(reading.contacts[0], reading.report)


def test_a_leg_of_a_president_elect_is_marked(tmp_path: Path, known: Known) -> None:
    remarks = "Good will trip. [Visit made as President-elect.]"
    before = trip(1, "1928-12-21", "1928-12-23", "Brazil", "Rio de Janeiro", name="Herbert C. Hoover", remarks=remarks)
    after = trip(2, "2015-04-10", "2015-04-11", "Panama", "Panama City", remarks="Met with a President-elect.")
    elect, holder = (visitor(only(reading)) for reading in told(tmp_path, known, before, after))
    assert (elect.elect, elect.post) == (True, "President-elect")
    assert (holder.elect, holder.post) == (False, "President")


def test_a_trip_entered_twice_is_kept_once(tmp_path: Path, known: Known) -> None:
    days = ("2015-06-07", "2015-06-08")
    first, second = (trip(number, *days, "Germany", "Krun") for number in (21, 22))
    (reading,) = told(tmp_path, known, second, first)
    assert reading.report.id == "historian:travel-21"
    assert "also entered as travel 22" in reading.report.text
    assert codes(reading) == ["note.import_twice"]


def test_trips_that_differ_in_the_last_day_are_both_kept(tmp_path: Path, known: Known) -> None:
    readings = told(
        tmp_path, known, *(trip(n, "2015-06-07", day, "Germany", "Krun") for n, day in ((21, "2015-06-08"), (22, "2015-06-09")))
    )
    assert [codes(reading) for reading in readings] == [["note.import_alike"], ["note.import_alike"]]
    assert "travel 22" in readings[0].problems[0].advice


def test_travels_and_visits_of_one_number_stay_apart(tmp_path: Path, known: Known) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "v").mkdir()
    folder_of(tmp_path / "t", trip(5, "2015-07-24", "2015-07-26", "Kenya", "Nairobi"))
    folder_of(tmp_path / "v", visit(5, "2015-02-09", "2015-02-09", "Chancellor Angela Merkel", "Germany", "Working visit."), root="visits")
    assert set(by_id(read_folder(tmp_path, known.gazetteer), known)) == {"historian:travel-5", "historian:visit-5"}


# --- one stay or several


@pytest.mark.parametrize(
    ("records", "stays"),
    [
        # The next town on the same or the next day; a day more is no longer one stay.
        ([("Chile", "2015-05-01", "2015-05-03"), ("Chile", "2015-05-03", "2015-05-04")], [(1, 2)]),
        ([("Chile", "2015-05-01", "2015-05-03"), ("Chile", "2015-05-04", "2015-05-05")], [(1, 2)]),
        ([("Chile", "2015-05-01", "2015-05-03"), ("Chile", "2015-05-05", "2015-05-05")], []),
        # A side trip within the days of a stay, and three parts of one.
        ([("Chile", "2015-05-01", "2015-05-07"), ("Chile", "2015-05-05", "2015-05-06")], [(1, 2)]),
        ([("Chile", "2015-05-01", ""), ("Chile", "2015-05-02", ""), ("Chile", "2015-05-03", "")], [(1, 2, 3)]),
        # Another country lies between: he left and came back.
        ([("Chile", "2015-05-01", "2015-05-03"), ("Peru", "2015-05-03", "2015-05-03"), ("Chile", "2015-05-03", "2015-05-04")], []),
        ([("Chile", "2015-05-01", "2015-05-03"), ("Peru", "2015-05-03", "2015-05-04"), ("Chile", "2015-05-04", "2015-05-05")], []),
        ([("Peru", "2015-05-01", "2015-05-07"), ("Chile", "2015-05-02", "2015-05-03"), ("Chile", "2015-05-04", "2015-05-05")], []),
        # The country before and the one after do not lie between.
        ([("Peru", "2015-05-01", "2015-05-01"), ("Chile", "2015-05-01", "2015-05-01"), ("Chile", "2015-05-02", "2015-05-02")], [(2, 3)]),
        ([("Chile", "2015-05-01", "2015-05-03"), ("Chile", "2015-05-03", "2015-05-03"), ("Peru", "2015-05-03", "2015-05-04")], [(1, 2)]),
        # Without a first day nothing is known.
        ([("Chile", "2015-05-01", "2015-05-03"), ("Chile", "", "2015-05-03")], []),
    ],
)
def test_records_that_tell_parts_of_one_stay(
    tmp_path: Path, known: Known, records: list[tuple[str, str, str]], stays: list[tuple[int, ...]]
) -> None:
    trips = (trip(n, first, last, country, f"Town {n}") for n, (country, first, last) in enumerate(records, start=1))
    read = read_folder(folder_of(tmp_path, *trips), known.gazetteer)
    found = dict.fromkeys(record.whole.keys for record in read if record.whole)
    assert [tuple(int(key.rpartition("-")[2]) for key in keys) for keys in found] == stays
    assert all(bool(record.whole) == any(record.key in keys for keys in found) for record in read)


def test_a_part_of_a_stay_tells_the_days_of_the_whole_and_its_stops_their_own(tmp_path: Path, known: Known) -> None:
    bonn = trip(1, "1963-06-23", "1963-06-25", "Germany", "Bonn, Cologne", name="John F. Kennedy", remarks="State visit.")
    berlin = trip(2, "1963-06-26", "1963-06-26", "Germany", "West Berlin", name="John F. Kennedy")
    first, last = told(tmp_path, known, bonn, berlin)
    assert [(w.edtf, last.report.text[w.phrase.start : w.phrase.end]) for w in (only(last).starts, only(last).ends) if w and w.phrase] == [
        ("1963-06-23", "1963-06-23"),
        ("1963-06-26", "1963-06-26"),
    ]
    assert "West Berlin, 1963-06-26, of a stay from 1963-06-23 to 1963-06-26; travel 2, one stay with travel 1," in last.report.text
    assert [codes(first), codes(last)] == [["note.import_stay"]] * 2
    assert [stop.arrives and stop.arrives.edtf for stop in only(first).stops] == ["[1963-06-23..1963-06-25]"] * 2
    assert [stop.arrives and stop.arrives.edtf for stop in only(last).stops] == ["1963-06-26"]
    prove(last.contacts[0], last.report)


def test_guests_of_the_united_states_stay_where_their_days_touch(tmp_path: Path, known: Known) -> None:
    rows = [
        visit(1, "2012-05-18", "2012-05-19", "Chancellor Angela Merkel", "Germany"),
        visit(2, "2012-05-20", "2012-05-21", "Chancellor Angela Merkel", "Germany"),
        visit(3, "2012-05-20", "2012-05-21", "Prime Minister Mario Monti", "Italy"),
        visit(4, "2012-05-24", "2012-05-24", "Chancellor Angela Merkel", "Germany"),
    ]
    readings = told(tmp_path, known, *rows, root="visits")
    assert [codes(reading) for reading in readings] == [["note.import_stay"], ["note.import_stay"], [], []]


def test_a_stay_is_one_entry_and_a_shuttle_is_as_many_as_it_has_legs(tmp_path: Path, known: Known) -> None:
    legs = [("Israel", "2015-04-20", "2015-04-21"), ("Syria", "2015-04-21", "2015-04-22"), ("Israel", "2015-04-22", "2015-04-23")]
    legs += [("Jordan", "2015-04-23", "2015-04-23"), ("Israel", "2015-04-23", "2015-04-24"), ("Israel", "2015-04-24", "2015-04-25")]
    trips = (trip(n, first, last, country, f"Town {n}") for n, (country, first, last) in enumerate(legs, start=1))
    with Register.open(tmp_path / "r.db", create=True) as register:
        register.keep_all(told(tmp_path, known, *trips), at=AT)
        stays = [[f.report_id.rpartition("-")[2] for f in entry.findings] for entry in register.visits(to="ISR")]
    assert [sorted(stay) for stay in stays] == [["1"], ["3"], ["5", "6"]]


# --- days


def test_days_that_are_missing_or_reversed_are_left_open(tmp_path: Path, known: Known) -> None:
    none, reversed_, month = told(
        tmp_path,
        known,
        trip(1, "", "2015-07-26", "Kenya", "Nairobi"),
        trip(2, "2015-07-26", "2015-07-24", "Kenya", "Nairobi"),
        trip(3, "1906-11", "soon", "Panama", "Colon"),
    )
    assert codes(none) == ["import.no_day"] and only(none).starts is None and only(none).ends is not None
    assert codes(reversed_) == ["import.days_reversed"] and only(reversed_).ends is None
    assert codes(month) == ["import.day_unreadable"]
    starts = only(month).starts
    assert starts and starts.edtf == "1906-11"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022-10-27", "2022-10-27"),
        ("2022-10-27 00:00:00", "2022-10-27"),
        ("2022-10-27T09:30:00Z", "2022-10-27"),
        ("20221027", "2022-10-27"),
        ("2022/10/7", "2022-10-07"),
        ("2022-10", "2022-10"),
        ("2022-10~", "2022-10~"),
        ("2022", "2022"),
        ("27 October 2022", "2022-10-27"),
        ("27-Oct-2022", "2022-10-27"),
        ("Oct. 27, 2022", "2022-10-27"),
        ("October 27th 2022", "2022-10-27"),
        ("Oct 2022", "2022-10"),
        ("27/10/2022", "2022-10-27"),
        ("10/27/2022", "2022-10-27"),
        ("5.4.2022", "2022-04-05"),
        ("5/5/2022", "2022-05-05"),
    ],
)
def test_days_of_data_sets(cell: str, day: str) -> None:
    assert edtf_day(cell) == day


@pytest.mark.parametrize("cell", ["03/04/2021", "31 June 2022", "27/10/22", "Octember 2022", "soon", "2022-13-01", "13/13/2022"])
def test_days_that_may_be_two_or_none(cell: str) -> None:
    with pytest.raises(ValueError, match="write 2022-10-27"):
        edtf_day(cell)


# --- countries and places


@pytest.mark.parametrize(
    ("words", "code", "day", "alpha3"),
    [
        ("Canada", "canada", "2019-08-22", "CAN"),
        ("Korea, Republic of", "korea-south", "2015-05-17", "KOR"),
        ("China, People’s Republic of", "china", "1972-02-21", "CHN"),
        ("Republic of China", "taiwan", "1960-06-18", "TWN"),
        ("U.S.S.R.", "russia", "1972-05-22", "SUN"),
        ("Russia", "russia", "1994-01-12", "RUS"),
        ("Byelorussia", "belarus", "1991-12-18", "SUN"),
        ("Lithuania", "lithuania", "1991-09-14", "LTU"),
        ("Lithuania", "lithuania", "1991-08-14", "SUN"),
        ("Yugoslavia", "yugoslavia", "1975-08-03", "YUG"),
        ("Czechoslovakia", "czechoslovakia", "1990-11-17", "CSK"),
        ("German Democratic Republic", "german-democratic-republic", "1989-12-12", "DDR"),
        ("Germany, Federal Republic of", "germany", "1963-06-23", "DEU"),
        ("Serbia-Montenegro (Kosovo)", "kosovo", "2001-07-24", "XKX"),
        ("Dahomey (Benin)", "benin", "1965-10-26", "BEN"),
        ("Muscat &amp; Oman".replace("&amp;", "&"), "oman", "1938-03-03", "OMN"),
        ("Türkiye", "turkiye", "2023-02-19", "TUR"),
        ("Congo, Democratic Republic of", None, "2009-08-10", "COD"),
        ("Ruritania", "ruritania", "2009-08-10", None),
    ],
)
def test_countries_by_name_and_by_their_time(known: Known, words: str, code: str | None, day: str, alpha3: str | None) -> None:
    assert land_of(words, code, date.fromisoformat(day), known.gazetteer).code == alpha3


@pytest.mark.parametrize(
    ("country", "locale", "destination", "places"),
    [
        ("Brazil", "Brasilia, Rio de Janeiro", "BRA", ["Brasília", "Rio de Janeiro"]),
        ("United Kingdom", "London and Chequers", "GBR", ["London", "Chequers"]),
        ("United Kingdom", "Kingston (Jamaica)", "JAM", ["Kingston"]),
        ("United Kingdom", "Bermuda", "BMU", ["Bermuda"]),
        ("Mexico", "Mexico, D.F., Tlaxcala", "MEX", ["Mexico City", "Tlaxcala"]),
        ("Guatemala", "Antigua", "GTM", ["Antigua"]),
        ("Ireland", "Nowhereville", "IRL", ["Nowhereville"]),
        ("Netherlands Antilles", "Aruba", "ABW", ["Aruba"]),
        ("Vatican City", "", "VAT", []),
    ],
)
def test_places_of_a_record(tmp_path: Path, known: Known, country: str, locale: str, destination: str, places: list[str]) -> None:
    (reading,) = told(tmp_path, known, trip(1, "2015-05-01", "2015-05-02", country, locale))
    contact = only(reading)
    assert contact.destination == destination
    assert [stop.place.name.split(" D")[0] for stop in contact.stops] == places


def test_a_town_of_a_state_that_is_gone_lay_in_it(tmp_path: Path, known: Known) -> None:
    (reading,) = told(
        tmp_path, known, trip(1, "1972-05-22", "1972-05-30", "U.S.S.R.", "Moscow, Kiev", code="russia", name="Richard M. Nixon")
    )
    contact = only(reading)
    assert contact.destination == "SUN"
    assert [(stop.place.name, stop.place.country) for stop in contact.stops] == [("Moscow", "SUN"), ("Kyiv", "SUN")]


def test_a_country_that_is_not_known_is_noted_and_the_record_kept(tmp_path: Path, known: Known) -> None:
    (reading,) = told(tmp_path, known, trip(1, "2015-05-01", "2015-05-02", "Ruritania", "Strelsau"))
    assert reading.contacts == ()
    assert "Ruritania: Strelsau" in reading.report.text
    assert codes(reading) == ["import.country_unknown"]
    assert "alpha-3" in reading.problems[0].advice


# --- visitors


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Prime Minister Ana Prieto", [("Prime Minister", "Ana Prieto")]),
        ("President Ana Prieto and Prime Minister Jon Rudolf", [("President", "Ana Prieto"), ("Prime Minister", "Jon Rudolf")]),
        ("President Ana Prieto, Prime Minister Jon Rudolf", [("President", "Ana Prieto"), ("Prime Minister", "Jon Rudolf")]),
        ("President Jon Rudolf, Jr.", [("President", "Jon Rudolf, Jr.")]),
        ("Premier and Prince Rudolf", [("Premier and Prince", "Rudolf")]),
        ("Prime MinisterJon Rudolf", [("Prime Minister", "Jon Rudolf")]),
        ("Prime Minster Jon Rudolf", [("Prime Minister", "Jon Rudolf")]),
        ("Shah Jon Rudolf", [("Shah", "Jon Rudolf")]),
        ("General Jon Rudolf", [("General", "Jon Rudolf")]),
        ("General Secretary Jon Rudolf", [("General Secretary", "Jon Rudolf")]),
        ("Ana Prieto", [(None, "Ana Prieto")]),
        ("Prime Minister", [("Prime Minister", None)]),
    ],
)
def test_title_and_name_of_visitors(known: Known, words: str, named: list[tuple[str | None, str | None]]) -> None:
    assert [(one.title, one.name) for one in visitors_in(words, None, known.titles)] == named


def test_visitors_named_together_each_make_a_visit(tmp_path: Path, known: Known) -> None:
    both = visit(1, "1999-05-25", "1999-05-27", "President Ana Prieto and Prime Minister Jon Rudolf", "Chile", "Official visit.")
    (reading,) = told(tmp_path, known, both, root="visits")
    assert [(visitor(f.body).name, f.body.destination, f.body.level) for f in reading.contacts] == [
        ("Ana Prieto", "USA", "official"),
        ("Jon Rudolf", "USA", "official"),
    ]
    assert len({finding.id for finding in reading.contacts}) == 2


@pytest.mark.parametrize(
    ("who", "country", "day", "name", "wikidata", "elect"),
    [
        ("Prime Minister Justin P. J. Trudeau", "Canada", "2016-03-10", "Justin Trudeau", "Q3099714", False),
        ("President-elect Felipe Calderon", "Mexico", "2006-11-09", "Felipe Calderón", "Q57269", True),
        ("President George Manneh Weah", "Liberia", "2022-12-13", "George Weah", "Q173139", False),
        ("Crown Prince Salman bin Hamad Al Khalifa", "Bahrain", "2019-09-16", "Salman bin Hamad Al Khalifa", None, False),
        ("King Hussein", "Jordan", "1964-04-14", "Hussein", None, False),
        ("President Ana Prieto", "Chile", "2016-03-10", "Ana Prieto", None, False),
        ("Prime Minister Justin Trudeau", "Canada", "1999-03-10", "Justin Trudeau", None, False),
    ],
)
def test_who_is_meant(tmp_path: Path, known: Known, who: str, country: str, day: str, name: str, wikidata: str | None, elect: bool) -> None:
    (reading,) = told(tmp_path, known, visit(1, day, day, who, country), root="visits")
    actor = visitor(only(reading))
    assert (actor.name, actor.wikidata, actor.elect) == (name, wikidata, elect)


@pytest.mark.parametrize(
    ("text", "leading", "level"),
    [
        ("Official Working Visit.", False, "official_working"),
        ("Met with the President during a private visit.", False, "private"),
        ("Offical Visit", False, "official"),
        ("Unofficial visit.", False, None),
        ("Accompanied the President on a state visit.", True, None),
        ("Attended a summit; State visit.", True, "state"),
    ],
)
def test_level_of_a_visit(text: str, leading: bool, level: str | None) -> None:
    assert level_of(text, leading=leading) == level


@pytest.mark.parametrize(
    ("remark", "towns"),
    [
        ("Attended a summit in Denver, Colorado.", ("Denver",)),
        ("Working visit at Camp David, Md. Also visited Chicago.", ("Camp David",)),
        ("Met with the President at the U.N. General Assembly in New York City.", ("New York City",)),
        ("Official visit to Washington, D.C.; in U.S. June 3–9; toured Boston.", ("Washington",)),
        ("Private visit to Detroit afterward.", ()),
        ("Met with the President at Midway Island.", ()),
        ("Met with the President in May, and spoke of trade with Texas.", ()),
        ("Working visit.", ()),
    ],
)
def test_towns_of_a_visit_to_the_united_states(known: Known, remark: str, towns: tuple[str, ...]) -> None:
    assert towns_of(remark, known.gazetteer) == towns


def test_places_in_a_list() -> None:
    assert [place.words for place in places_in("Halifax, Stellarton (Nova Scotia), Sydney")] == [
        "Halifax",
        "Stellarton (Nova Scotia)",
        "Sydney",
    ]


# --- folders and tables that are none


def test_a_folder_without_records_is_refused(tmp_path: Path, known: Known) -> None:
    folder_of(tmp_path, "<item/>", root="code-table")
    with pytest.raises(ReportError, match="no XML of trips or visits"):
        read_folder(tmp_path, known.gazetteer)
    with pytest.raises(ReportError, match="is no folder"):
        read_folder(tmp_path / "records.xml", known.gazetteer)


def test_bad_xml_is_named(tmp_path: Path, known: Known) -> None:
    (tmp_path / "bad.xml").write_text("<trips><trip>", encoding="utf-8")
    with pytest.raises(ReportError, match=r"bad\.xml: no XML"):
        read_folder(tmp_path, known.gazetteer)


def test_records_come_back_from_the_table(tmp_path: Path, known: Known) -> None:
    folder = folder_of(tmp_path, trip(1, "2015-05-01", "2015-05-02", "Chile", "Santiago"), trip(2, "", "", "Peru", ""))
    records = read_folder(folder, known.gazetteer)
    path = tmp_path / "t.tsv.gz"
    path.write_bytes(gzip.compress(table_text(records).encode()))
    assert facts(read_table(path)) == facts(records)
    path.write_bytes(b"none")
    with pytest.raises(LexiconError, match=r"build_official\.py"):
        read_table(path)
    path.write_bytes(gzip.compress(b"a\tb\n"))
    with pytest.raises(LexiconError, match="another shape"):
        read_table(path)


def facts(records: Sequence[Record]) -> list[tuple[str, ...]]:
    return [tuple(getattr(record, name) for name in COLUMNS) for record in records]


# --- the given records


def test_counts_by_post(official: dict[str, Reading], shared: Path, known: Known) -> None:
    records = read_folder(shared / "official", known.gazetteer)
    assert Counter(record.series for record in records) == {"president": 832, "secretary": 3439, "visit": 3264}
    posts = Counter((visitor_of(reading).post_class, reading.report.id.partition("-")[0]) for reading in official.values())
    assert posts["head_of_state", "historian:travel"] + posts["foreign_minister", "historian:travel"] == len(records) - 3264 - 4
    assert [code for reading in official.values() for code in codes(reading) if not code.startswith("note.")] == []
    assert all(reading.contacts for reading in official.values())


def visitor_of(reading: Reading) -> Actor:
    return reading.contacts[0].body.parties[0].actor


def test_legs_of_presidents_elect_and_trips_entered_twice(official: dict[str, Reading]) -> None:
    elect = [name for name, reading in official.items() if "travel" in name and visitor_of(reading).elect]
    assert len(elect) == 17
    twice = {name for name, reading in official.items() if "note.import_twice" in codes(reading)}
    assert {name for name in twice if "travel" in name} == {f"historian:travel-{number}" for number in (2121, 3992, 3993, 4118)}
    assert "historian:travel-4019" not in official


def test_stays_of_several_records(official: dict[str, Reading]) -> None:
    parts = {name for name, reading in official.items() if "note.import_stay" in codes(reading)}
    assert len(parts) == 87
    assert {f"historian:visit-{number}" for number in (2044, 2064, 3196, 3201, 3257, 3314)} <= parts
    assert {f"historian:travel-{number}" for number in (2786, 2787, 3020, 3022)} <= parts
    shuttles = (691, 693, 696, 699, 1027, 1029, 1123, 1126, 2287, 2288, 3733, 3736, 4012, 4014)
    assert not {f"historian:travel-{number}" for number in shuttles} & parts


@pytest.mark.parametrize(
    ("number", "who", "destination", "starts", "places"),
    [
        (3868, "Mike Pompeo", "CAN", "2019-08-22", ["Ottawa"]),
        (3797, "Mike Pompeo", "CAN", None, None),
        (3813, "Donald Trump", "CAN", None, None),
        (2381, "George W. Bush", "MEX", "2001-02-16", ["San Cristobal"]),
        (2382, "George W. Bush", "CAN", "2001-04-20", ["Quebec"]),
        (2960, "Barack Obama", "CAN", "2009-02-19", ["Ottawa"]),
    ],
)
def test_trips_that_claims_are_checked_by(
    official: dict[str, Reading], number: int, who: str, destination: str, starts: str | None, places: list[str] | None
) -> None:
    contact = only(official[f"historian:travel-{number}"])
    assert (visitor(contact).name, contact.destination) == (who, destination)
    assert contact.starts and contact.starts.edtf == (starts or contact.starts.edtf)
    assert contact.starts.edtf[:7] == (starts or "2018-06")[:7]
    assert places is None or [stop.place.surface for stop in contact.stops] == places


def test_no_remark_of_the_records_is_taken_over(official: dict[str, Reading], shared: Path, known: Known) -> None:
    remarks = {"Briefed Foreign Minister", "Audience with Pope", "Attended the"}
    assert not [name for name, reading in official.items() if any(words in reading.report.text for words in remarks)]


def test_every_finding_is_proved_and_survives_the_register(official: dict[str, Reading], tmp_path: Path) -> None:
    for reading in official.values():
        for finding in reading.contacts:
            prove(finding, reading.report)
    some = list(official.values())[::20]
    with Register.open(tmp_path / "r.db", create=True) as register:
        assert register.keep_all(some, at=AT) == len(some)
        assert register.keep_all(some, at=AT) == 0
        assert all(register.find_reading(reading.report.id) == reading for reading in some)


def test_the_packaged_table_has_the_facts_of_the_files(shared: Path, known: Known) -> None:
    assert facts(read_table()) == facts(read_folder(shared / "official", known.gazetteer))


# --- the commands


def test_historian_without_a_folder_keeps_the_packaged_table_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    records = [record for record in read_table() if record.country_id == "canada" and record.series != "visit"]
    monkeypatch.setattr("legation.doors.imports.read_table", lambda: records)
    path = tmp_path / "new.db"
    for there in (0, len(records)):
        assert cli.run(["import", "historian", "--register", str(path)]) == 0
        assert f"{len(records)} reports, {there} already there" in capsys.readouterr().err
    with Register.open(path) as register:
        found = register.visits(to="CAN", since="2019", until="2022")
        assert [entry.fields["starts"].value.edtf for entry in found] == ["2019-08-22", "2022-10-27"]  # type: ignore[attr-defined]
        reading = register.find_reading("historian:travel-3868")
        assert reading is not None and reading.report.authority is Authority.OFFICIAL


def test_historian_tells_a_wrong_folder(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["import", "historian", str(tmp_path), "--register", str(tmp_path / "r.db")]) == 3
    assert "holds no XML of trips or visits" in capsys.readouterr().err
    assert not (tmp_path / "r.db").exists()


OWN = """Leader,Home,Country,Start,End,City,Type,Source
Narendra Modi,India,Fiji,2014-11-19,2014-11-19,Suva,State,list A
Ana Prieto,Chile,Peru,03/04/2021,,Lima,,
,France,Chile,2020,,,,
Narendra Modi,India,Fiji,2014-11-19,2014-11-19,Suva,State,list A
Mark Rutte,NATO,Canada,March 2025,,Ottawa,,
Jon Rudolf,Chile,Ruritania,2020-01-01,2020-01-02,,,
Jon Rudolf,Chile
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def own_readings(path: Path, known: Known, columns: str | None = "destination=Country") -> list[Reading]:
    return [reading_of(facts, known, "rules-1") for facts in read_own(path, columns_given(columns), known.titles)]


def test_a_data_set_of_ones_own(own: Path, known: Known) -> None:
    modi, prieto, nobody, again, rutte, nowhere, short = own_readings(own, known)
    contact = only(modi)
    assert modi.report.authority is Authority.OWN
    assert modi.report.text == "Narendra Modi, India, in Fiji: Suva, state visit, 2014-11-19; a line of own.csv, source: list A"
    assert (visitor(contact).wikidata, visitor(contact).country, contact.destination, contact.level) == ("Q1058", "IND", "FJI", "state")
    assert codes(prieto) == ["import.day_unreadable"] and prieto.problems[0].where == "own.csv:3" and only(prieto).starts is None
    assert codes(nobody) == ["import.no_visitor"] and nobody.contacts == ()
    assert again.report.id == modi.report.id and codes(again) == ["note.import_same_row"]
    assert (visitor(only(rutte)).country, visitor(only(rutte)).name) == ("NATO", "Mark Rutte")
    assert codes(nowhere) == ["import.country_unknown"] and nowhere.contacts == ()
    assert codes(short) == ["import.cells", "import.no_day", "import.no_country"]
    assert "2 cells for 8 columns" in short.problems[0].advice


def test_a_second_import_of_a_data_set_adds_nothing(own: Path, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "r.db"
    command = ["import", "csv", str(own), "--columns", "destination=Country", "--register", str(path)]
    for there in (1, 7):
        assert cli.run(command) == 1
        told = capsys.readouterr().err
        assert f"7 reports, {there} already there, 4 visits" in told
    assert "problem import.no_visitor: own.csv:4" in told
    with Register.open(path) as register:
        assert register.counts()["reports"] == register.counts()["readings"] == 6


def test_columns_of_a_known_data_set_need_no_mapping(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "travel.tsv"
    head = "LeaderFullName\tLeaderCountryISO\tCountryVisitedISO\tTripStartDate\tTripEndDate\tCitiesVisited\n"
    path.write_text(head + "Justin Trudeau\tCAN\tJPN\t2016-05-24\t2016-05-27\tIse; Tokyo\n", encoding="cp1252")
    (reading,) = own_readings(path, known, None)
    contact = only(reading)
    assert (visitor(contact).wikidata, contact.destination) == ("Q3099714", "JPN")
    assert [stop.place.name for stop in contact.stops] == ["Ise", "Tokyo"]


def test_lines_that_cannot_be_read_are_named_and_the_run_goes_on(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "own.csv"
    rows = ["visitor,destination,starts", f"{'x' * 200_000},Fiji,2014", "Mark Rutte\0,canada,2015", ",,"]
    path.write_text("\n".join((*rows, "")), encoding="utf-16")
    unread, rutte = own_readings(path, known, None)
    assert codes(unread) == ["import.line_unread"] and unread.problems[0].where == "own.csv:2"
    assert visitor(only(rutte)).surface == "Mark Rutte" and only(rutte).destination == "CAN"


def test_a_record_without_a_visitor_is_kept_without_a_visit(tmp_path: Path, known: Known) -> None:
    nobody, also = told(tmp_path, known, trip(1, "2015-05-01", "", "Chile", "Santiago").replace("Barack Obama", ""), '<trip role="vice"/>')
    assert nobody.contacts == also.contacts == ()
    assert codes(nobody) == codes(also) == ["import.no_visitor"]


def test_entities_of_xml_are_not_followed(tmp_path: Path, known: Known) -> None:
    (tmp_path / "own.txt").write_text("a secret", encoding="utf-8")
    entity = f'<!DOCTYPE trips [<!ENTITY own SYSTEM "{(tmp_path / "own.txt").as_uri()}">]>'
    body = trip(1, "2015-05-01", "", "Chile", "&own;Santiago")
    (tmp_path / "a.xml").write_text(f"{entity}<trips>{body}</trips>", encoding="utf-8")
    (record,) = read_folder(tmp_path, known.gazetteer)
    assert "secret" not in record.locale


def test_a_visitor_without_a_country_is_known_by_the_table(tmp_path: Path, known: Known) -> None:
    path = tmp_path / "own.csv"
    path.write_text("visitor;destination;date;post\nNarendra Modi;Fiji;2014-11-19;Prime Minister\n", encoding="utf-8")
    (reading,) = own_readings(path, known, None)
    actor = visitor(only(reading))
    assert (actor.country, actor.post, actor.post_class, actor.basis.value) == ("IND", "Prime Minister", "head_of_government", "occupancy")


@pytest.mark.parametrize(
    ("cell", "visitors"),
    [
        ("Ana Prieto; Rudolf Elphberg", ["Ana Prieto", "Rudolf Elphberg"]),
        ("Prieto, Ana; Elphberg, Rudolf;", ["Prieto, Ana", "Elphberg, Rudolf"]),
        ("Émile d'Arc (Ruritania); Ursula von der Leyen; 習近平", ["Émile d'Arc (Ruritania)", "Ursula von der Leyen", "習近平"]),
        ("Prime Minister Ana Prieto; Minister of Trade J. O'Neill Jr.", ["Ana Prieto", "J. O'Neill Jr."]),
    ],
)
def test_semicolons_part_names(tmp_path: Path, known: Known, cell: str, visitors: list[str]) -> None:
    reading = of_cells(tmp_path, known, visitor=cell)
    assert codes(reading) == []
    assert [visitor(f.body).name for f in reading.contacts] == visitors


@pytest.mark.parametrize(
    "cell",
    [
        "Robert'); DROP TABLE entries; --",
        "<script>alert('x');</script>",
        "Ana Pri&eacute;to",
        "Ana Prieto; rm -rf /",
        "=cmd|' /C calc'!A0",
        "Ana Prieto; 2022-10-27; see note 4",
    ],
)
def test_a_cell_whose_semicolons_part_no_names_is_one_visitor(tmp_path: Path, known: Known, cell: str) -> None:
    reading = of_cells(tmp_path, known, visitor=cell)
    assert codes(reading) == ["import.no_name"] and reading.problems[0].where == "own.csv:2"
    assert visitor(only(reading)).name == visitor(only(reading)).surface == cell
    prove(reading.contacts[0], reading.report)


def test_a_place_of_markup_is_one_place(tmp_path: Path, known: Known) -> None:
    reading = of_cells(tmp_path, known, places="<b>Suva;</b> Nadi")
    assert codes(reading) == ["import.no_name"]
    assert [stop.place.name for stop in only(reading).stops] == ["<b>Suva;</b> Nadi"]
    assert [stop.place.name for stop in only(of_cells(tmp_path, known, places="Suva; Nadi")).stops] == ["Suva", "Nadi"]


def of_cells(place: Path, known: Known, *, visitor: str = "Ana Prieto", places: str = "Suva") -> Reading:
    """What a table of one row tells."""
    path = place / "own.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("visitor", "destination", "places"), (visitor, "Fiji", places)])
    (row,) = read_own(path, {}, known.titles)
    return reading_of(replace(row, starts="2020-01-01"), known, "rules-1")


@pytest.mark.parametrize(
    ("table", "columns", "fault"),
    [
        ("Leader,Start\nAna Prieto,2020\n", None, "no column for destination"),
        ("Leader,Country\n", "destination=Land", "has no column 'Land'"),
    ],
)
def test_columns_that_are_not_there(tmp_path: Path, known: Known, table: str, columns: str | None, fault: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(UsageError, match=fault):
        own_readings(path, known, columns)


@pytest.mark.parametrize(("columns", "fault"), [("visitor", "no FIELD=NAME"), ("guest=Leader", "visits have no 'guest'")])
def test_columns_that_are_no_fields(columns: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        columns_given(columns)


def test_files_that_are_no_table(tmp_path: Path, known: Known) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    for name in ("empty.csv", "none.csv"):
        with pytest.raises(ReportError, match=name):
            own_readings(tmp_path / name, known)


def test_a_first_line_that_is_no_header_is_told_as_such(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "huge.csv"
    path.write_text("x" * 200_000, encoding="utf-8")
    assert cli.run(["import", "csv", str(path), "--register", str(tmp_path / "r.db")]) in (2, 3)
    told = capsys.readouterr().err
    assert "no header that can be read" in told and "fault of the program" not in told
