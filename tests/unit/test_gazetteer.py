"""The gazetteer: which place a name means, and how much of a text names it."""

from __future__ import annotations

import gzip
import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import LexiconError
from legation.tables.gazetteer import MOST_TOKENS, Gazetteer, name_key

GAZETTEER = Gazetteer.open()
DATA = files("legation.tables").joinpath("data")

CAPITALS = """
AFG Kabul;ALB Tirana;DZA Algiers;AND Andorra la Vella;AGO Luanda;ATG St. John's;ARG Buenos Aires;ARM Yerevan;AUS Canberra;AUT Vienna
AZE Baku;BHS Nassau;BHR Manama;BGD Dhaka;BRB Bridgetown;BLR Minsk;BEL Brussels;BLZ Belmopan;BEN Porto-Novo;BTN Thimphu;BOL La Paz
BIH Sarajevo;BWA Gaborone;BRA Brasilia;BRN Bandar Seri Begawan;BGR Sofia;BFA Ouagadougou;BDI Gitega;CPV Praia;KHM Phnom Penh;CMR Yaounde
CAN Ottawa;CAF Bangui;TCD N'Djamena;CHL Santiago;CHN Beijing;COL Bogota;COM Moroni;COG Brazzaville;COD Kinshasa;CRI San Jose
CIV Yamoussoukro;HRV Zagreb;CUB Havana;CYP Nicosia;CZE Prague;DNK Copenhagen;DJI Djibouti;DMA Roseau;DOM Santo Domingo;ECU Quito
EGY Cairo;SLV San Salvador;GNQ Malabo;ERI Asmara;EST Tallinn;SWZ Mbabane;ETH Addis Ababa;FJI Suva;FIN Helsinki;FRA Paris;GAB Libreville
GMB Banjul;GEO Tbilisi;DEU Berlin;GHA Accra;GRC Athens;GRD St George's;GTM Guatemala City;GIN Conakry;GNB Bissau;GUY Georgetown
HTI Port-au-Prince;HND Tegucigalpa;HUN Budapest;ISL Reykjavik;IND New Delhi;IDN Jakarta;IRN Tehran;IRQ Baghdad;IRL Dublin;ISR Jerusalem
ITA Rome;JAM Kingston;JPN Tokyo;JOR Amman;KAZ Astana;KEN Nairobi;KIR Tarawa;KWT Kuwait City;KGZ Bishkek;LAO Vientiane;LVA Riga;LBN Beirut
LSO Maseru;LBR Monrovia;LBY Tripoli;LIE Vaduz;LTU Vilnius;LUX Luxembourg;MDG Antananarivo;MWI Lilongwe;MYS Kuala Lumpur;MDV Malé
MLI Bamako;MLT Valletta;MHL Majuro;MRT Nouakchott;MUS Port Louis;MEX Mexico City;FSM Palikir;MDA Chisinau;MCO Monaco;MNG Ulaanbaatar
MNE Podgorica;MAR Rabat;MOZ Maputo;MMR Naypyidaw;NAM Windhoek;NRU Yaren;NPL Kathmandu;NLD Amsterdam;NZL Wellington;NIC Managua;NER Niamey
NGA Abuja;PRK Pyongyang;MKD Skopje;NOR Oslo;OMN Muscat;PAK Islamabad;PLW Ngerulmud;PAN Panama City;PNG Port Moresby;PRY Asuncion;PER Lima
PHL Manila;POL Warsaw;PRT Lisbon;QAT Doha;KOR Seoul;ROU Bucharest;RUS Moscow;RWA Kigali;KNA Basseterre;LCA Castries;VCT Kingstown;WSM Apia
SMR San Marino;STP Sao Tome;SAU Riyadh;SEN Dakar;SRB Belgrade;SYC Victoria;SLE Freetown;SGP Singapore;SVK Bratislava;SVN Ljubljana
SLB Honiara;SOM Mogadishu;ZAF Pretoria;SSD Juba;ESP Madrid;LKA Colombo;SDN Khartoum;SUR Paramaribo;SWE Stockholm;CHE Bern;SYR Damascus
TJK Dushanbe;TZA Dodoma;THA Bangkok;TLS Dili;TGO Lome;TON Nuku'alofa;TTO Port of Spain;TUN Tunis;TUR Ankara;TKM Ashgabat;TUV Funafuti
UGA Kampala;UKR Kyiv;ARE Abu Dhabi;GBR London;USA Washington;URY Montevideo;UZB Tashkent;VUT Port Vila;VEN Caracas;VNM Hanoi;YEM Sanaa
ZMB Lusaka;ZWE Harare;VAT Vatican City;PSE Ramallah;XKX Pristina;TWN Taipei;GRL Nuuk
""".replace("\n", ";")
PAIRS = [tuple(pair.split(" ", 1)) for pair in CAPITALS.strip(";").split(";")]


def first(name: str) -> tuple[str | None, str | None]:
    rows = GAZETTEER.named(name)
    return (rows[0].country, rows[0].kind) if rows else (None, None)


def at(text: str, position: int = 0) -> tuple[int, str | None]:
    count, rows = GAZETTEER.at(text.split(), position)
    return count, rows[0].name if rows else None


def test_the_list_of_capitals_has_every_member_of_the_united_nations() -> None:
    assert len({country for country, _ in PAIRS} - {"VAT", "PSE", "XKX", "TWN", "GRL"}) == 193


@pytest.mark.parametrize(("country", "name"), PAIRS)
def test_every_capital_is_found_by_its_name_and_by_its_country(country: str, name: str) -> None:
    row = GAZETTEER.capital_of(country)
    assert row is not None and row.kind == "capital" and row.lat is not None
    assert row.key in {found.key for found in GAZETTEER.named(name)}
    if country != "GRL":
        assert next(found for found in GAZETTEER.named(name) if found.kind == "capital").country == country


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Charlevoix", ("CAN", "venue")),
        ("White House", ("USA", "residence")),
        ("Camp David", ("USA", "residence")),
        ("the Kremlin", ("RUS", "residence")),
        ("Élysée", ("FRA", "residence")),
        ("Rashtrapati Bhavan", ("IND", "residence")),
        ("Arlington National Cemetery", ("USA", "memorial")),
        ("Joint Base Andrews", ("USA", "base")),
        ("U.N. headquarters", ("USA", "seat")),
        ("Panmunjom", ("KOR", "venue")),
        ("Xinjiang", ("CHN", "region")),
        ("North Carolina", ("USA", "region")),
        ("Santiago", ("CHL", "capital")),
        ("Hyderabad", ("IND", "city")),
        ("New York", ("USA", "city")),
        ("Quebec", ("CAN", "region")),
        ("Hong Kong", ("HKG", "country")),
    ],
)
def test_a_name_means_first_what_the_press_means_by_it(name: str, expected: tuple[str, str]) -> None:
    assert first(name) == expected


def test_georgia_is_a_country_and_a_state() -> None:
    assert [(row.country, row.kind) for row in GAZETTEER.named("Georgia")] == [("GEO", "country"), ("USA", "region")]


def test_all_towns_of_one_name_are_offered_by_population() -> None:
    rows = [row for row in GAZETTEER.named("Birmingham") if row.kind == "city"]
    assert [row.country for row in rows[:2]] == ["GBR", "USA"]
    assert [row.population for row in rows] == sorted((row.population for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kiev", "Kyiv"),
        ("Bombay", "Mumbai"),
        ("Peking", "Beijing"),
        ("Saigon", "Ho Chi Minh City"),
        ("Zürich", "Zurich"),
        ("L’Aquila", "L'Aquila"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Sharm El Sheikh", "Sharm el-Sheikh"),
        ("The Netherlands", "Netherlands"),
        ("U.S.", "US"),
        ("Washington, D.C.", "Washington DC"),
    ],
)
def test_spellings_of_one_place_meet(one: str, other: str) -> None:
    assert GAZETTEER.named(one)[0].key == GAZETTEER.named(other)[0].key


def test_us_is_the_country_and_the_pronoun_is_nothing() -> None:
    assert first("US") == ("USA", "country")
    assert GAZETTEER.named("us") == GAZETTEER.named("Us") == ()
    assert at("us") == at("Us") == (0, None)
    assert GAZETTEER.country("us") is None


@pytest.mark.parametrize(
    "name", ["Nice", "Reading", "Most", "Man", "Mobile", "Bath", "Clinton", "Jackson", "Lincoln", "Wellington", "Sydney"]
)
def test_names_that_are_words_or_persons_are_wary(name: str) -> None:
    rows = GAZETTEER.named(name)
    assert rows and all(row.wary for row in rows)


@pytest.mark.parametrize("name", ["Ottawa", "Washington", "White House", "Hiroshima", "Brussels", "Xinjiang", "France"])
def test_names_that_are_nothing_else_are_not_wary(name: str) -> None:
    assert not any(row.wary for row in GAZETTEER.named(name))


def test_wary_is_told_of_the_name_asked_for() -> None:
    assert GAZETTEER.named("Castle")[0].wary and not GAZETTEER.named("Prague Castle")[0].wary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("White House aides", (2, "White House")),
        ("White paint", (0, None)),
        ("Port - au - Prince today", (5, "Port-au-Prince")),
        ("Washington , D.C. , where", (3, "Washington")),
        ("Washington , where", (1, "Washington")),
        ("the Hague tribunal", (2, "The Hague")),
        ("the White House", (0, None)),
        ("Ottawa 's mayor", (1, "Ottawa")),
        ("US - led talks", (1, "United States")),
        ("Democratic People 's Republic of Korea", (6, "North Korea")),
        ("Quai d' Orsay", (3, "Quai d'Orsay")),
        ("al - Tanf garrison", (3, "Al-Tanf")),
        ("10 Downing Street", (3, "10 Downing Street")),
        ("10 ministers", (0, None)),
        ("nice weather", (0, None)),
        (", Ottawa", (0, None)),
    ],
)
def test_the_longest_name_at_a_token_is_taken(text: str, expected: tuple[int, str | None]) -> None:
    assert at(text) == expected


@given(st.integers(0, len(GAZETTEER.lines) - 1))
@settings(max_examples=400, deadline=None)
def test_every_row_is_found_by_its_name_in_a_table_and_in_a_text(number: int) -> None:
    row = GAZETTEER.row(number)
    assert number in {found.key for found in GAZETTEER.named(row.name)}
    words = ["In", *re.findall(r"[^\s,-]+|[,-]", row.name), ".", "Then"]
    count, rows = GAZETTEER.at(words, 1)
    assert number in {found.key for found in rows} and count == len(words) - 3 <= MOST_TOKENS


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=8), st.data())
def test_any_tokens_may_be_asked(words: list[str], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(words) - 1))
    count, rows = GAZETTEER.at(words, position)
    assert 0 <= count <= len(words) - position and bool(count) == bool(rows)


@given(st.text(max_size=30))
def test_a_name_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    ("form", "country", "kind"),
    [
        ("US", "USA", "country"),
        ("U.S.", "USA", "country"),
        ("American", "USA", "demonym"),
        ("the Netherlands", "NLD", "country"),
        ("Dutch", "NLD", "demonym"),
        ("South Korean", "KOR", "demonym"),
        ("British", "GBR", "demonym"),
        ("Türkiye", "TUR", "country"),
        ("Cote d’Ivoire", "CIV", "country"),
        ("the Holy See", "VAT", "country"),
        ("EU", "EUU", "country"),
        ("U.N.", "UNO", "country"),
        ("polish", None, None),
        ("Congolese", None, "demonym"),
        ("CAN", "CAN", None),
        ("Strelsau", None, None),
    ],
)
def test_countries_by_name_and_demonym(form: str, country: str | None, kind: str | None) -> None:
    assert (GAZETTEER.country(form), GAZETTEER.country_kind(form)) == (country, kind)


def test_a_demonym_of_two_countries_offers_both() -> None:
    assert GAZETTEER.countries("Congolese") == ("COD", "COG")


@pytest.mark.parametrize(
    ("form", "stands_for"),
    [("Brussels", "EUU"), ("Foggy Bottom", "USA"), ("Downing Street", "GBR"), ("Tehran", "IRN"), ("Hiroshima", None)],
)
def test_what_stands_for_a_government(form: str, stands_for: str | None) -> None:
    assert GAZETTEER.metonym_of(form) == stands_for


def test_country_names_and_codes_that_are_none() -> None:
    assert GAZETTEER.country_name("CAN") == "Canada" and GAZETTEER.country_name("XKX") == "Kosovo"
    assert GAZETTEER.capital_of("ZZZ") is None
    with pytest.raises(LexiconError, match="'ZZZ' is no country"):
        GAZETTEER.country_name("ZZZ")


def test_the_supplement_is_large_and_well_formed() -> None:
    lines = DATA.joinpath("supplement.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) >= 300
    for line in lines:
        name, kind, country, _, lat, lon, _, aliases = line.split("\t")
        assert kind in {"city", "region", "residence", "venue", "base", "memorial", "seat"}, name
        assert not country or country in GAZETTEER.short_names, name
        assert not lat or (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180), name
        for form in (name, *filter(None, aliases.split("|"))):
            assert GAZETTEER.named(form), form


def test_every_country_code_of_a_row_is_one_of_the_table() -> None:
    assert {line.split("\t", 2)[1] for line in GAZETTEER.lines} - {""} <= set(GAZETTEER.short_names)


def test_the_source_page_names_the_table_that_is_packaged() -> None:
    page = files("legation.tables").joinpath("SOURCE.md").read_text(encoding="utf-8")
    for name in ("places.tsv.gz", "countries.tsv"):
        assert hashlib.sha256(DATA.joinpath(name).read_bytes()).hexdigest() in page, name


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"name\tcountry\n", mtime=0), gzip.compress(b"\xff", mtime=0)])
def test_a_broken_table_is_told_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "places.tsv.gz").write_bytes(content)
    (tmp_path / "countries.tsv").write_text("form\tcountry\tkind\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="build_gazetteer"):
        Gazetteer.open(tmp_path / "places.tsv.gz")
