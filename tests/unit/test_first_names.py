"""First names and the gender they tell."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from legation.errors import LexiconError
from legation.tables import names
from legation.tables.first_names import gender_of, load_first_names

LIST = files("legation").joinpath("lexicon", "first_names.tsv")
OCCUPANCIES = files("legation.tables").joinpath("data", "occupancies.tsv")

WOMEN = (
    ("Mélanie Joly", "CAN"), ("Annalena Baerbock", "DEU"), ("Catherine Colonna", "FRA"), ("Penny Wong", "AUS"), ("Nanaia Mahuta", "NZL"),
    ("Jacinda Ardern", "NZL"), ("Dilma Rousseff", "BRA"), ("Michelle Bachelet", "CHL"), ("Cristina Fernández de Kirchner", "ARG"),
    ("Park Geun-hye", "KOR"), ("Kang Kyung-wha", "KOR"), ("Tsai Ing-wen", "TWN"), ("Angela Merkel", "DEU"), ("Margaret Thatcher", "GBR"),
    ("Theresa May", "GBR"), ("Liz Truss", "GBR"), ("Erna Solberg", "NOR"), ("Mette Frederiksen", "DNK"), ("Sanna Marin", "FIN"),
    ("Kaja Kallas", "EST"), ("Maia Sandu", "MDA"), ("Salome Zourabichvili", "GEO"), ("Ellen Johnson Sirleaf", "LBR"),
    ("Samia Suluhu Hassan", "TZA"), ("Sheikh Hasina", "BGD"), ("Sushma Swaraj", "IND"), ("Benazir Bhutto", "PAK"),
    ("Corazon Aquino", "PHL"), ("Gloria Macapagal Arroyo", "PHL"), ("Megawati Sukarnoputri", "IDN"), ("Yingluck Shinawatra", "THA"),
    ("Golda Meir", "ISR"), ("Sahle-Work Zewde", "ETH"), ("Retno Marsudi", "IDN"), ("Carrie Lam", "HKG"),
    ("Nguyễn Thị Kim Ngân", "VNM"), ("Choe Son-hui", "PRK"),
)  # fmt: skip
MEN = (
    ("Moon Jae-in", "KOR"), ("Ban Ki-moon", "KOR"), ("Xi Jinping", "CHN"), ("Joseph Wu", "TWN"), ("Nguyễn Phú Trọng", "VNM"),
    ("Shinzō Abe", "JPN"), ("Narendra Modi", "IND"), ("Recep Tayyip Erdoğan", "TUR"), ("Volodymyr Zelenskyy", "UKR"),
    ("Sergey Lavrov", "RUS"), ("Hassan Rouhani", "IRN"), ("Abdel Fattah el-Sisi", "EGY"), ("Jean-Yves Le Drian", "FRA"),
    ("Frank-Walter Steinmeier", "DEU"), ("Nicolás Maduro", "VEN"), ("Cyril Ramaphosa", "ZAF"), ("Abiy Ahmed", "ETH"),
    ("Sitiveni Rabuka", "FJI"), ("Joko Widodo", "IDN"), ("Viktor Orbán", "HUN"), ("Péter Szijjártó", "HUN"),
    ("Sheikh Tamim bin Hamad Al Thani", "QAT"), ("Tamim bin Hamad Al Thani", "QAT"),
)  # fmt: skip
TELLING_NOTHING = (
    ("Jean Dupont", "FRA"), ("Andrea Rossi", None), ("Kim Campbell", "CAN"), ("Robin Cook", "GBR"), ("Leslie Jones", "USA"),
    ("Sasha Petrov", None), ("Wang Yi", "CHN"), ("Li Ming", "CHN"), ("Kim Jong-un", None), ("Li Keqiang", None), ("S. Jaishankar", "IND"),
    ("Hasina", "BGD"), ("", None),
)  # fmt: skip


@pytest.fixture(scope="module")
def genders() -> Mapping[str, str]:
    return load_first_names()


def test_every_name_stands_once_in_order_with_m_or_f() -> None:
    head, *lines = LIST.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    listed = [row[0] for row in rows]
    assert head == "name\tgender"
    assert listed == sorted(set(listed))
    assert {row[1] for row in rows} == {"m", "f"}
    assert all(name == name.strip() and name[0].isupper() for name in listed)


@pytest.mark.parametrize(("name", "country"), WOMEN)
def test_women_in_office(name: str, country: str, genders: Mapping[str, str]) -> None:
    assert gender_of(name, country, genders) == "f"


@pytest.mark.parametrize(("name", "country"), MEN)
def test_men_in_office(name: str, country: str, genders: Mapping[str, str]) -> None:
    assert gender_of(name, country, genders) == "m"


@pytest.mark.parametrize(("name", "country"), TELLING_NOTHING)
def test_a_name_that_does_not_tell_gives_none(name: str, country: str | None, genders: Mapping[str, str]) -> None:
    assert gender_of(name, country, genders) is None


def test_diacritics_left_off_change_no_gender(genders: Mapping[str, str]) -> None:
    assert gender_of("Melanie Joly", "CAN", genders) == "f"
    assert gender_of("Nicolas Maduro", "VEN", genders) == "m"
    assert [n for n in genders if genders.get(names.ascii_form(n), genders[n]) != genders[n]] == ["Ólöf"]


def test_the_list_knows_most_office_holders(genders: Mapping[str, str]) -> None:
    lines = OCCUPANCIES.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    asked = [r for r in rows if r["country"] not in names.SURNAME_FIRST and names.given_name(r["person"], r["country"])]
    told = sum(gender_of(r["person"], r["country"], genders) is not None for r in asked)
    assert told / len(asked) >= 0.85


@pytest.mark.parametrize("content", ["", "name\n", "name\tgender\nAnna\n", "name\tgender\nAnna\tx\n", "name\tgender\nAnna\tf\nAnna\tf\n"])
def test_a_broken_list_is_told_with_its_line(tmp_path: Path, content: str) -> None:
    broken = tmp_path / "names.tsv"
    broken.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"names\.tsv:\d"):
        load_first_names(broken)


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="install the package again"):
        load_first_names(tmp_path / "none.tsv")


def test_the_source_page_names_the_digest() -> None:
    page = files("legation.tables").joinpath("SOURCE.md").read_text(encoding="utf-8")
    assert hashlib.sha256(LIST.read_bytes()).hexdigest() in page, "first_names.tsv changed; write its digest into tables/SOURCE.md"
