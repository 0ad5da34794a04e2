"""The official record that comes with the package, without any register: of its thousands of visits those that a question is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from legation.imports.facts import places_in
from legation.imports.known import Known, digest_of_import
from legation.imports.line import reading_of
from legation.imports.official import POSTS, RULE, SITE, Record, facts_of, read_table
from legation.imports.where import EMPIRES, Land, land_of, overseas_in, row_of
from legation.mention.find import Tables
from legation.model import Authority, Contact, Finding, Origin, Reading
from legation.tables.former_states import ENDED, FOUNDED
from legation.tables.names import words_of

HOME_CODE = "USA"
TURNS = tuple(sorted({FOUNDED, *(end for end, _, _ in ENDED)}))
"""Days on which a country's name came to mean another state."""
Contacts = tuple[tuple[Finding[Contact], ...], tuple[Origin, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Whose visits are sought, and where to; None leaves a side open."""

    home: str | None = None
    """Country of the visitor, alpha-3."""
    destination: str | None = None
    post_class: str | None = None
    surname: str | None = None
    """Of a traveller from the United States; visitors from abroad are spelled in too many ways for that."""


@dataclass(slots=True, kw_only=True, eq=False, weakref_slot=True)
class OfficialRecord:
    """The travels and visits of the packaged table; each is made into a reading when it is first asked for."""

    known: Known
    records: tuple[Record, ...]
    _countries: list[frozenset[str]] = field(default_factory=list, repr=False)
    _places: dict[str, list[int]] = field(default_factory=dict, repr=False)
    """Of the records of a country, and of those who are called by a word."""
    _lands: dict[tuple[str, str, int], Land] = field(default_factory=dict, repr=False)
    _readings: dict[tuple[str, ...], tuple[Reading, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, known: Known | None = None) -> OfficialRecord:
        """The packaged record.

        Takes    known = the tables to identify people and places by, where they are loaded already.
        """
        return cls(known=known or Known.open(), records=read_table())

    @classmethod
    def of_tables(cls, tables: Tables) -> OfficialRecord:
        """The packaged record, by tables that are loaded for reading."""
        return cls.open(Known.of(tables.gazetteer, tables.offices, tables.titles))

    def contacts(self, sought: Iterable[Sought]) -> Contacts:
        """The visits that may be among those sought, and what of their records bears on them."""
        readings = self._read(self._chosen(sought))
        origins = (Origin(report=reading.report.id, authority=Authority.OFFICIAL) for reading in readings)
        return tuple(finding for reading in readings for finding in reading.contacts), tuple(origins)

    def about(self, sought: Sought) -> tuple[Record, ...]:
        """The records that a question is about, as they stand there; a trip that was entered twice is two of them."""
        return tuple(self._chosen((sought,)))

    def land(self, record: Record) -> str | None:
        """The country that a record names, as ``lands`` gives it."""
        return self._land_of(record).code

    def reading(self, report_id: str) -> Reading | None:
        """The reading of one record by its id, such as ``historian:travel-3868``."""
        found = next((record for record in self.records if record.key == report_id), None)
        if found is None:
            return None
        made = self._read([record for record in self.records if record.stay == found.stay])
        return next((reading for reading in made if reading.report.id == report_id), None)

    def lands(self, report_ids: Iterable[str]) -> dict[str, str]:
        """The countries that records name of themselves: of a stay in Hong Kong in 1981 the United Kingdom."""
        asked = set(report_ids)
        found = ((record, self._land_of(record)) for record in self.records if record.key in asked)
        return {record.key: land.code for record, land in found if land.code}

    def page(self, report_id: str) -> str | None:
        """The page of the Office of the Historian that lists a record."""
        found = next((record for record in self.records if record.key == report_id), None)
        if found is None:
            return None
        part = f"visits/{found.country_id}" if found.series == "visit" else f"travels/{found.series}/{found.who}"
        return f"https://{SITE}/{part}"

    def _chosen(self, sought: Iterable[Sought]) -> list[Record]:
        """The records that any of several questions is about."""
        if not self._countries:
            countries, places = [self._countries_of(record) for record in self.records], dict[str, list[int]]()
            for place, record in enumerate(self.records):
                for key in (*countries[place], *words_of(record.name)):
                    places.setdefault(key, []).append(place)
            # The places first: a thread that finds the countries there finds them whole too.
            self._places, self._countries = places, countries
        found = {place for one in dict.fromkeys(sought) for place in self._looked_at(one) if self._may_be(place, one)}
        return [self.records[place] for place in sorted(found)]

    def _looked_at(self, sought: Sought) -> Sequence[int]:
        """The places of the records of one foreign country, or of one name, where such is sought; else of all."""
        foreign = next((code for code in (sought.destination, sought.home) if code not in (None, HOME_CODE)), None)
        key = foreign or (sought.surname if sought.home == HOME_CODE else None)
        return self._places.get(key, []) if key else range(len(self.records))

    def _may_be(self, place: int, sought: Sought) -> bool:
        """Whether a record may be among those sought."""
        return _may_be(self.records[place], self._countries[place], sought)

    def _countries_of(self, record: Record) -> frozenset[str]:
        """The foreign countries, by the codes of then and of today, that a record may be of."""
        land = self._land_of(record)
        found = {land.code, *land.members}
        if land.code in EMPIRES and record.series != "visit":
            for place in places_in(record.locale):
                row = row_of(place, land, self.known.gazetteer)
                found |= {row.country if row else None, overseas_in(place.within, land, self.known.gazetteer)}
        return frozenset(code for code in found if code)

    def _land_of(self, record: Record) -> Land:
        """The country that a record names."""
        day = _day(record.starts)
        key = (record.country, record.country_id, bisect_right(TURNS, day) if day else -1)
        if key not in self._lands:
            self._lands[key] = land_of(record.country, record.country_id, day, self.known.gazetteer)
        return self._lands[key]

    def _read(self, records: Iterable[Record]) -> tuple[Reading, ...]:
        """The readings of records, one trip that was entered twice read once; all records of a trip are to be among them."""
        stays: dict[tuple[str, ...], list[Record]] = {}
        for record in records:
            stays.setdefault(record.stay, []).append(record)
        rules = digest_of_import(RULE, self.known.offices.own)
        for stay, alike in stays.items():
            if stay not in self._readings:
                self._readings[stay] = tuple(reading_of(facts, self.known, rules) for facts in facts_of(alike, self.known.titles))
        return tuple(reading for stay in stays for reading in self._readings[stay])


def _may_be(record: Record, countries: frozenset[str], sought: Sought) -> bool:
    """Whether a record may be among those sought."""
    if record.series == "visit":
        return sought.destination in (None, HOME_CODE) and (sought.home is None or sought.home in countries)
    return (
        sought.home in (None, HOME_CODE)
        and (sought.destination is None or sought.destination in countries)
        and sought.post_class in (None, POSTS[record.series][1])
        and (sought.surname is None or sought.surname in words_of(record.name))
    )


def _day(text: str) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
