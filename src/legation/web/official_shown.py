"""What the packaged official record says beside a register, or without one: travels of the United States' leaders, and visits to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from legation.imports.official import POSTS, Record
from legation.official import HOME_CODE, OfficialRecord, Sought
from legation.record import JsonObject
from legation.tables.names import bare_name, words_of
from legation.web.subjects import COUNTRIES, country_href, span_record
from legation.web.words import country, path_part

T = TypeVar("T")
LATEST = 15
"""Records shown one by one."""
Label = Callable[[Record, str], str]
"""What a record is called in a timeline, given the code of its country."""
SOURCE = "Office of the Historian, United States Department of State"


_MADE: WeakKeyDictionary[OfficialRecord, dict[object, Any]] = WeakKeyDictionary()
"""What has been made of a packaged record, which does not change while it is open."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Records of one sort, each trip once, with the country that each names."""

    records: tuple[Record, ...]
    lands: dict[str, str]


def once(official: OfficialRecord, key: object, make: Callable[[], T]) -> T:
    """What is made of a packaged record, kept for whoever asks for it next."""
    held = _MADE.setdefault(official, {})
    if key not in held:
        held[key] = make()
    found: T = held[key]
    return found


def chosen(official: OfficialRecord, sought: Sought, fits: Callable[[Record], bool] | None = None) -> Chosen:
    """The records that a question is about, a trip that was entered twice once, the earliest first."""
    found: dict[tuple[str, ...], Record] = {}
    for record in once(official, sought, lambda: official.about(sought)):
        if fits is None or fits(record):
            found.setdefault(record.stay, record)
    records = tuple(sorted(found.values(), key=lambda record: (record.starts or "9", record.key)))
    return Chosen(records, {record.key: official.land(record) or "" for record in records})


def of_person(official: OfficialRecord, name: str, wikidata: str | None, home: str | None) -> JsonObject | None:
    """What is recorded of a person; None where nothing is."""
    words = words_of(bare_name(name))
    if not words or home is None:
        return None
    if home != HOME_CODE:
        visits = chosen(official, Sought(home=home, destination=HOME_CODE), lambda record: set(words) <= set(words_of(record.name)))
        return official_record("Visits to the United States", visits, _land_name) if visits.records else None
    known: dict[str, bool] = {}

    def is_he(record: Record) -> bool:
        if record.series == "visit":
            return False
        if record.who not in known:
            ids = {one.wikidata for one in official.known.offices.of_person(record.name) if one.country == HOME_CODE}
            known[record.who] = wikidata in ids if wikidata and ids - {None} else set(words) <= set(words_of(record.name))
        return known[record.who]

    travels = chosen(official, Sought(home=HOME_CODE, surname=words[-1]), is_he)
    return official_record("Travels abroad", travels, _land_name) if travels.records else None


def of_country(official: OfficialRecord, code: str) -> list[JsonObject]:
    """What is recorded of a country: visits from it to the United States, and travels there."""
    return once(official, code, lambda: _of_country(official, code))


def _of_country(official: OfficialRecord, code: str) -> list[JsonObject]:
    told: tuple[tuple[str, Sought, Label], ...]
    if code == HOME_CODE:
        told = (
            ("Travels of its Presidents and Secretaries of State", Sought(home=HOME_CODE), _who_where),
            ("Visits of foreign leaders", Sought(destination=HOME_CODE), _name_from),
        )
    else:
        told = (
            ("Travels of Presidents and Secretaries of State of the United States to it", Sought(home=HOME_CODE, destination=code), _who),
            ("Visits of its leaders to the United States", Sought(home=code, destination=HOME_CODE), _who),
        )
    made = [(title, chosen(official, sought), label) for title, sought, label in told]
    return [official_record(title, found, label) for title, found, label in made if found.records]


def of_pair(official: OfficialRecord, one: str, other: str) -> list[JsonObject]:
    """What is recorded of two countries; of others than the United States nothing is."""
    if HOME_CODE not in (one, other):
        return []
    return of_country(official, other if one == HOME_CODE else one)


def of_post(official: OfficialRecord, post: str, home: str | None) -> JsonObject | None:
    """The recorded travels of those who held a post of the United States."""
    if home != HOME_CODE or post not in {held for _, held in POSTS.values()}:
        return None

    def make() -> JsonObject | None:
        travels = chosen(official, Sought(home=HOME_CODE, post_class=post), lambda record: record.series != "visit" and not record.elect)
        return official_record("Travels abroad", travels, _who_where) if travels.records else None

    return once(official, post, make)


def official_record(title: str, found: Chosen, label: Label) -> JsonObject:
    """Records as a part of a page: how many, when, where to, and the last of them."""
    records = found.records
    dated = [record for record in records if record.starts]
    abroad = Counter(found.lands.get(record.key, "") for record in records if record.series != "visit")
    years = Counter(int(record.starts[:4]) for record in dated)
    return {
        "title": title,
        "source": SOURCE,
        "count": len(records),
        "first": _row(dated[0], found, label) if dated else None,
        "last": _row(dated[-1], found, label) if dated else None,
        "years": [{"year": year, "count": n, "href": None} for year, n in sorted(years.items())],
        "countries": _countries(abroad),
        "people": _people(records),
        "timeline": [_row(record, found, label) for record in dated[-LATEST:]],
    }


def _row(record: Record, found: Chosen, label: Label) -> JsonObject:
    """A record as a row of a timeline, with the way to its page."""
    return {
        "id": record.key,
        "label": label(record, found.lands.get(record.key, "")),
        "href": f"/reports/{path_part(record.key)}",
        "status": "occurred",
        "places": record.locale,
        **span_record(record.starts or None, record.ends or None),
    }


def _countries(found: Counter[str]) -> list[JsonObject]:
    """The countries travelled to most."""
    return [
        {"code": code, "name": country(code), "count": n, "href": country_href(code)} for code, n in found.most_common(COUNTRIES) if code
    ]


def _people(records: Sequence[Record]) -> list[JsonObject]:
    """Who travelled most."""
    return [{"name": name, "count": n} for name, n in Counter(_names(records)).most_common(COUNTRIES)]


def _names(records: Iterable[Record]) -> Iterable[str]:
    return (record.name for record in records if record.name)


def _land_name(record: Record, land: str) -> str:
    return country(land) or record.country if record.series != "visit" else record.locale or "Washington"


def _who(record: Record, _: str) -> str:
    return record.name


def _who_where(record: Record, land: str) -> str:
    return f"{record.name} to {country(land) or record.country}"


def _name_from(record: Record, land: str) -> str:
    return f"{record.name} ({country(land) or record.country})"
