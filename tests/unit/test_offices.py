"""Posts and occupancies: who held what when, by whichever name the press writes; and the lexicon of titles."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.errors import LexiconError
from legation.tables import offices as offices_module
from legation.tables import people
from legation.tables.offices import Occupancy, Offices, first_day, held_on, last_day
from legation.tables.titles import TitleRow, Titles, faults, load_titles

DATA = Path(offices_module.__file__).parent / "data"
HEADER = "country\tpost\ttitle\tperson\twikidata\tstart\tend\tsource\n"

# Heads of state and government and foreign ministers of the G20 since 1990, as the English press writes them.
PRESS_NAMES = """
George H. W. Bush, George W. Bush, Bill Clinton, Barack Obama, Donald Trump, Joe Biden, Joseph R. Biden Jr., James Baker, Warren
Christopher, Madeleine Albright, Colin Powell, Condoleezza Rice, Hillary Clinton, John F. Kerry, Rex W. Tillerson, Mike Pompeo, Antony
J. Blinken, Marco Rubio, Boris Yeltsin, Vladimir Putin, Dmitri Medvedev, Mikhail Mishustin, Sergei Lavrov, Igor Ivanov, Yevgeny
Primakov, Andrei Kozyrev, Helmut Kohl, Gerhard Schroeder, Angela Merkel, Olaf Scholz, Friedrich Merz, Joschka Fischer, Frank-Walter
Steinmeier, Guido Westerwelle, Heiko Maas, Annalena Baerbock, Johann Wadephul, Francois Mitterrand, Jacques Chirac, Nicolas Sarkozy,
Emmanuel Macron, Dominique de Villepin, Edouard Philippe, Bernard Kouchner, Laurent Fabius, Jean-Yves Le Drian, Catherine Colonna,
Stephane Sejourne, Jean-Noel Barrot, John Major, Tony Blair, Gordon Brown, David Cameron, Theresa May, Boris Johnson, Liz Truss, Rishi
Sunak, Keir Starmer, Jack Straw, James Cleverly, David Lammy, Silvio Berlusconi, Romano Prodi, Massimo D'Alema, Matteo Renzi, Giorgia
Meloni, Luigi Di Maio, Antonio Tajani, Giulio Terzi, Junichiro Koizumi, Shinzo Abe, Abe Shinzo, Taro Aso, Yoshihide Suga, Fumio Kishida,
Shigeru Ishiba, Taro Kono, Yoko Kamikawa, Koichiro Gemba, Jiang Zemin, Hu Jintao, Xi Jinping, Li Peng, Zhu Rongji, Wen Jiabao, Li
Keqiang, Li Qiang, Yang Jiechi, Wang Yi, Qin Gang, P.V. Narasimha Rao, Atal Bihari Vajpayee, Manmohan Singh, Narendra Modi, Natwar
Singh, Sushma Swaraj, S. Jaishankar, Subrahmanyam Jaishankar, Fernando Henrique Cardoso, Luiz Inacio Lula da Silva, Lula, Dilma
Rousseff, Jair Bolsonaro, Celso Amorim, Mauro Vieira, Ernesto Araujo, Brian Mulroney, Jean Chretien, Paul Martin, Stephen Harper, Justin
Trudeau, Mark Carney, Chrystia Freeland, Marc Garneau, Melanie Joly, Anita Anand, John Howard, Kevin Rudd, Julia Gillard, Scott
Morrison, Anthony Albanese, Alexander Downer, Julie Bishop, Marise Payne, Penny Wong, Ernesto Zedillo, Vicente Fox, Felipe Calderon,
Enrique Pena Nieto, Andres Manuel Lopez Obrador, Claudia Sheinbaum, Luis Videgaray, Marcelo Ebrard, Carlos Menem, Nestor Kirchner,
Cristina Kirchner, Mauricio Macri, Alberto Fernandez, Javier Milei, Hector Timerman, Susana Malcorra, Suleyman Demirel, Abdullah Gul,
Recep Tayyip Erdogan, Tayyip Erdogan, Ahmet Davutoglu, Mevlut Cavusoglu, Hakan Fidan, Mohammed bin Salman, Saud al-Faisal, Adel
al-Jubeir, Faisal bin Farhan, F.W. de Klerk, Nelson Mandela, Thabo Mbeki, Cyril Ramaphosa, Naledi Pandor, Suharto, B.J. Habibie,
Megawati Sukarnoputri, Susilo Bambang Yudhoyono, Joko Widodo, Prabowo Subianto, Retno Marsudi, Kim Dae-jung, Roh Moo-hyun, Lee
Myung-bak, Park Geun-hye, Moon Jae-in, Yoon Suk Yeol, Lee Jae-myung, Ban Ki-moon, Kang Kyung-wha, Song Min-soon, Jean-Claude Juncker,
Ursula von der Leyen, Herman Van Rompuy, Donald Tusk, Charles Michel, Catherine Ashton, Federica Mogherini, Kaja Kallas
"""


@pytest.fixture(scope="module")
def offices() -> Offices:
    """The packaged table."""
    return Offices.open()


@pytest.fixture(scope="module")
def titles() -> Titles:
    """The packaged lexicon of titles."""
    return load_titles()


def persons(rows: tuple[Occupancy, ...]) -> set[str]:
    """The people of some occupancies."""
    return {o.person for o in rows}


def occupancy(start: str, end: str | None, as_of: str | None = None) -> Occupancy:
    """An invented occupancy of these days."""
    return Occupancy(
        country="RUR", post="foreign_minister", title="Foreign Minister", person="Ana Prieto", wikidata=None,
        start=start, end=end, source="own", as_of=as_of, verified=True,
    )  # fmt: skip


def row(titles: Titles, text: str, position: int) -> tuple[int, TitleRow]:
    """What is found at a token, which must be a title."""
    length, found = titles.at(text.split(), position)
    assert found is not None, text
    return length, found


# Who held what


def test_blinken_is_secretary_of_state_on_the_day(offices: Offices) -> None:
    day = date(2022, 10, 27)
    (holder,) = offices.holders("USA", "foreign_minister", day, day)
    assert (holder.person, holder.start, holder.end) == ("Antony Blinken", "2021-01-26", "2025-01-20")
    assert held_on(holder, day, day) is True and holder.verified


def test_joly_is_foreign_minister_of_canada(offices: Offices) -> None:
    assert persons(offices.holders("CAN", "foreign_minister", date(2022, 10, 27), date(2022, 10, 28))) == {"Mélanie Joly"}


def test_head_of_state_within_a_month(offices: Offices) -> None:
    assert persons(offices.holders("USA", "head_of_state", date(2019, 8, 1), date(2019, 8, 31))) == {"Donald Trump"}


def test_president_elect_is_not_yet_head_of_state(offices: Offices) -> None:
    day = date(2020, 11, 20)
    assert persons(offices.holders("USA", "president_elect", day, day)) == {"Joe Biden"}
    assert persons(offices.holders("USA", "head_of_state", day, day)) == {"Donald Trump"}


def test_sure_holders_come_before_possible_ones(offices: Offices) -> None:
    first, last = date(2003, 1, 1), date(2003, 12, 31)
    for country in ("MLI", "KEN", "CIV", "NGA", "HND"):
        answers = [held_on(o, first, last) for o in offices.holders(country, "foreign_minister", first, last)]
        assert answers == sorted(answers, key=lambda a: a is None) and False not in answers


def test_open_sides_give_all_holders(offices: Offices) -> None:
    everyone = offices.holders("FRA", "head_of_state", None, None)
    assert {"François Mitterrand", "Jacques Chirac", "Emmanuel Macron"} <= persons(everyone)


def test_nothing_is_known_after_the_day_of_the_source(offices: Offices) -> None:
    still_in = next(o for o in offices.rows if o.end is None and o.as_of == "2022-07-28" and o.country == "AFG" and len(o.start) == 10)
    assert held_on(still_in, date(2022, 7, 1), date(2022, 7, 1)) is True
    assert held_on(still_in, date(2023, 7, 1), date(2023, 7, 1)) is None


def test_rows_from_general_knowledge_are_flagged(offices: Offices) -> None:
    for o in offices.rows:
        assert o.verified is (o.source != "general-knowledge")
        assert not (o.end_verified and "general-knowledge" in o.source)
    assert any(o.verified and not o.end_verified for o in offices.rows)


def test_posts_are_listed_by_what_is_given(offices: Offices) -> None:
    day = date(2015, 6, 1)
    assert persons(offices.posts(country="DEU", post="foreign_minister", on=day)) == {"Frank-Walter Steinmeier"}
    assert {o.post for o in offices.posts(person="Mike Pompeo")} == {"foreign_minister"}
    assert all(o.post.startswith("ambassador_to:") for o in offices.posts(country="USA", post="ambassador", on=day))


# Days of varying exactness


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "answer"),
    [
        ("2019", "2021", date(2020, 5, 1), date(2020, 5, 1), True),
        ("2019", "2021", date(2019, 5, 1), date(2019, 5, 1), None),
        ("2019", "2021", date(2021, 5, 1), date(2021, 5, 1), None),
        ("2019", "2021", date(2018, 12, 31), date(2018, 12, 31), False),
        ("2019", "2021", date(2022, 1, 1), date(2022, 1, 1), False),
        ("2019", "2019", date(2019, 1, 1), date(2019, 12, 31), True),
        ("2019", "2019", date(2019, 3, 1), date(2019, 3, 31), None),
        ("2019-02", "2019-08-15", date(2019, 2, 28), date(2019, 2, 28), True),
        ("2019-02", "2019-08-15", date(2019, 2, 27), date(2019, 2, 27), None),
        ("2019-02", "2019-08-15", date(2019, 8, 15), date(2019, 9, 1), True),
        ("2019-02", "2019-08-15", date(2019, 8, 16), date(2019, 9, 1), False),
    ],
)
def test_coarse_days_give_three_answers(start: str, end: str, first: date, last: date, answer: bool | None) -> None:
    assert held_on(occupancy(start, end), first, last) is answer


def test_without_a_day_of_the_source_only_the_start_is_known() -> None:
    assert held_on(occupancy("2020-03-01", None), date(2020, 3, 1), date(2020, 3, 1)) is True
    assert held_on(occupancy("2020-03-01", None), date(2020, 3, 2), date(2020, 3, 2)) is None


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31))


@given(begins=DAYS, ends=DAYS, cut=st.sampled_from((4, 7, 10)), first=DAYS, last=DAYS)
def test_a_sure_answer_is_never_wrong(begins: date, ends: date, cut: int, first: date, last: date) -> None:
    """Whatever the true days, coarser dates of them may leave the answer open and never turn it round."""
    begins, ends = sorted((begins, ends))
    first, last = sorted((first, last))
    truth = begins <= last and first <= ends
    answer = held_on(occupancy(begins.isoformat()[:cut], ends.isoformat()[:cut]), first, last)
    assert answer is None or answer is truth
    assert cut < 10 or answer is truth


@pytest.mark.parametrize("text", ["", "21", "2022-1", "2022-13", "2022-02-30", "20221027", "2022-10-27T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        first_day(text)


def test_bounds_of_coarse_dates() -> None:
    assert (first_day("2024"), last_day("2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))


# Names


@pytest.mark.parametrize("name", [name.strip() for name in " ".join(PRESS_NAMES.split()).split(",")])
def test_press_names_are_found(offices: Offices, name: str) -> None:
    words = name.split()
    length, rows = offices.at(words, 0)
    assert rows and length >= len(words) - (words[-1] == "Jr.")


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Antony J. Blinken", "Antony Blinken"),
        ("JOE BIDEN", "Joe Biden"),
        ("Joseph R. Biden", "Joe Biden"),
        ("Michael R. Pompeo", "Mike Pompeo"),
        ("William Jefferson Clinton", "Bill Clinton"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Abdel Fattah al-Sisi", "Abdel Fattah el-Sisi"),
        ("Abdel-Fattah El Sisi", "Abdel Fattah el-Sisi"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Mélanie Joly", "Mélanie Joly"),
        ("Melanie Joly", "Mélanie Joly"),
        ("Moon Jae In", "Moon Jae-in"),
        ("Moshe Ya’alon", "Moshe Ya'alon"),
        ("Moammar Gadhafi", "Muammar Gaddafi"),
    ],
)
def test_spellings_lead_to_one_person(offices: Offices, written: str, person: str) -> None:
    assert persons(offices.of_person(written)) == {person}


def test_the_two_presidents_bush_stay_apart(offices: Offices) -> None:
    assert persons(offices.of_person("George W. Bush")) == {"George W. Bush"}
    assert persons(offices.of_person("George H. W. Bush")) == {"George H.W. Bush"}
    assert persons(offices.of_person("George Bush")) == {"George W. Bush", "George H.W. Bush"}
    assert offices.of_person("George P. Bush") == ()


@pytest.mark.parametrize(
    ("surname", "person"),
    [
        ("Wang", "Wang Yi"),
        ("Xi", "Xi Jinping"),
        ("Moon", "Moon Jae-in"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("al-Sisi", "Abdel Fattah el-Sisi"),
        ("Sisi", "Abdel Fattah el-Sisi"),
        ("bin Salman", "Mohammad bin Salman"),
        ("Erdogan", "Recep Tayyip Erdoğan"),
        ("Orban", "Viktor Orbán"),
        ("Peña Nieto", "Enrique Peña Nieto"),
        ("Dlamini-Zuma", "Nkosazana Dlamini-Zuma"),
        ("Mahathir", "Mahathir Mohamad"),
        ("Abiy", "Abiy Ahmed"),
        ("Trong", "Nguyễn Phú Trọng"),
        ("Pompeo", "Mike Pompeo"),
    ],
)
def test_surnames(offices: Offices, surname: str, person: str) -> None:
    assert person in persons(offices.of_surname(surname))


def test_given_name_of_a_chinese_name_is_no_surname(offices: Offices) -> None:
    assert offices.of_surname("Jinping") == ()
    assert "Xi" in offices.surnames and "Jinping" in offices.given_names
    assert {"Mélanie", "Melanie", "Antony"} <= offices.given_names


@pytest.mark.parametrize(
    ("text", "position", "length"),
    [
        ("President Moon Jae - in said", 1, 4),
        ("Moon Jae-in said", 0, 2),
        ("with Antony Blinken's aides", 1, 2),
        ("with Antony Blinken 's aides", 1, 2),
        ("Ursula von der Leyen arrived", 0, 4),
        ("King Charles arrived", 1, 1),
        ("Pope John Paul II prayed", 1, 3),
        ("Emir Tamim landed", 1, 1),
        ("Charles Taylor arrived", 0, 0),
        ("Francis Fukuyama wrote", 0, 0),
        ("John Paul Jones sailed", 0, 0),
        ("antony blinken arrived", 0, 0),
        ("Blinken arrived", 0, 0),
        ("Antony , Blinken", 0, 0),
        ("- in said", 0, 0),
    ],
)
def test_names_in_running_text(offices: Offices, text: str, position: int, length: int) -> None:
    assert offices.at(text.split(), position)[0] == length


# The tables themselves


def test_packaged_names_are_what_the_code_makes_of_the_table(offices: Offices) -> None:
    grouped: dict[str, list[Occupancy]] = {}
    for o in offices.rows:
        grouped.setdefault(o.person, []).append(o)
    kept = [tuple(line) for line in people.read_lines(DATA / "names.tsv")]
    assert kept == [people.line_of(offices_module.bearer_of(person, grouped[person])) for person in sorted(grouped)]


def test_every_alias_means_someone(offices: Offices) -> None:
    assert len(offices.aliases) >= 120
    lost = [(alias, person) for alias, person in offices.aliases if not offices.of_person(person) or not offices.of_person(alias)]
    assert lost == []


def test_every_source_is_told(offices: Offices) -> None:
    with (DATA / "sources.tsv").open(encoding="utf-8", newline="") as lines:
        told = {line["key"] for line in csv.DictReader(lines, dialect="excel-tab")}
    assert {key for o in offices.rows for key in o.source.split("+")} <= told


def test_the_table_has_about_the_rows_it_should(offices: Offices) -> None:
    assert 14_000 <= len(offices.rows) <= 16_000
    assert len({o.country for o in offices.rows}) >= 200


@pytest.mark.parametrize("name", ["occupancies.tsv", "names.tsv", "sources.tsv", "aliases.tsv"])
def test_the_source_page_names_the_digest(name: str) -> None:
    digest = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
    assert digest in (DATA.parent / "SOURCE.md").read_text(encoding="utf-8"), f"{name} changed; write its digest into tables/SOURCE.md"


def test_opening_is_quick_and_light() -> None:
    """A quarter of a second and 40 MB on the reference machine; three times the time is allowed for a busy one."""
    code = (
        "import resource, time; from legation.tables.offices import Offices; before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "start = time.process_time(); Offices.open().of_person('Antony Blinken')\n"
        "print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    path = str(Path(offices_module.__file__).parents[2])
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": path})
    seconds, kilobytes = (float(x) for x in out.stdout.split())
    assert seconds < 0.75
    assert kilobytes < 40_000


# Tables that cannot be read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("country\tpost\tperson\nRUR\tmayor\tAna\n", "no column start"),
        (HEADER + "RUR\tmayor\tMayor\tAna Prieto\t\t2020-13\t\town\n", ":2: "),
        (HEADER + "RUR\tmayor\tMayor\tAna Prieto\t\t2020\t2019\town\n", "before the start"),
        (HEADER + "RUR\tmayor\n", "2 values for 8 columns"),
    ],
)
def test_a_bad_table_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=told):
        Offices.open(bad)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        Offices.open(tmp_path / "none.tsv")


# Titles


def test_all_proofs_of_the_lexicon_hold(titles: Titles) -> None:
    assert list(faults(titles)) == []
    assert len(titles.entries) >= 464


def test_a_failing_proof_is_told(titles: Titles) -> None:
    entry = replace(titles.readings("mayor")[0], match=("Nobody came.",), never=("The mayor came.",))
    assert len(list(faults(replace(titles, entries=(entry,))))) == 2


@pytest.mark.parametrize(
    ("text", "position", "length", "post", "flags"),
    [
        ("US Secretary of State Antony Blinken", 1, 3, "foreign_minister", set()),
        ("the former French foreign minister", 3, 2, "foreign_minister", {"former"}),
        ("ex-president Ana Prieto", 0, 1, "head_of_state", {"former"}),
        ("then-Secretary of State Ana Prieto", 0, 3, "foreign_minister", {"then"}),
        ("met Weiss and then President Prieto", 4, 1, "head_of_state", set()),
        ("President-elect Ana Prieto", 0, 1, "head_of_state", {"elect"}),
        ("President - elect Ana Prieto", 0, 3, "head_of_state", {"elect"}),
        ("prime minister-designate Ana Prieto", 0, 2, "head_of_government", {"elect"}),
        ("acting president Ana Prieto", 0, 2, "head_of_state", {"acting"}),
        ("the deputy health minister", 1, 3, "other_minister", {"deputy"}),
        ("under President Prieto", 1, 1, "head_of_state", set()),
        ("Foreign Ministers Prieto and Weiss", 0, 2, "foreign_minister", {"plural"}),
        ("the Secretaries-General", 1, 1, "organisation_head", {"plural"}),
        ("both secretaries of state", 1, 3, "foreign_minister", {"plural"}),
        ("two spokesmen said", 1, 1, "spokesperson", {"plural"}),
        ("the top Ruritanian diplomat", 1, 3, "foreign_minister", set()),
        ("the prime minister 's aide", 1, 2, "head_of_government", set()),
    ],
)
def test_titles_in_running_text(titles: Titles, text: str, position: int, length: int, post: str, flags: set[str]) -> None:
    found_length, found = row(titles, text, position)
    assert (found_length, found.post) == (length, post)
    assert {name for name in ("plural", "former", "then", "acting", "elect", "deputy") if getattr(found, name)} == flags


def test_a_title_means_what_it_means_in_its_country(titles: Titles) -> None:
    _, found = row(titles, "the chancellor", 1)
    assert {c: r.post for c in ("DEU", "GBR") if (r := found.reading(c))} == {"DEU": "head_of_government", "GBR": "finance_minister"}
    assert found.reading("USA") is None
    _, president = row(titles, "President Prieto", 0)
    readings = [president.reading(c) for c in (None, "FRA", "IRN")]
    assert [r.post for r in readings if r] == ["head_of_state", "head_of_state", "head_of_government"]


def test_no_title_where_there_is_none(titles: Titles) -> None:
    assert titles.at(["elected", "in", "May"], 0) == (0, None)
    assert titles.at(["-", "elect"], 0) == (0, None)
    assert titles.at(["former"], 0) == (0, None)
