"""What a column of a table is, what a row is made of, and the columns that several tables share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from legation.export.support import NO_SOURCES, NOTHING_CITED, Cited, Part, Role, Sources, cited, parts_of
from legation.model import Contact, Entry, Stop
from legation.tables.state_codes import System, code_on
from legation.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the rows of an export share: the register that they are of, and what of it bears on several of them."""

    trips: Mapping[str, str] = field(default_factory=dict)
    """Id of the trip by that of the visit."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Address by the id of the report, of those that have one."""
    digest: str = ""
    """Of all that the register holds, SHA-256."""
    version: str = ""
    """Of Legation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row is made of: a record, of an entry the contact as it stands, and in the table of stops one stop."""

    record: dict[str, Any]
    setting: Setting
    entry: Entry | None = None
    contact: Contact | None = None
    sources: Sources = NO_SOURCES
    stop: dict[str, Any] = field(default_factory=dict)
    at: Stop | None = None
    """The stop as the contact has it."""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table and its line in the codebook."""

    name: str
    type: str
    """``text``, ``list``, ``integers`` (a list of them), ``integer``, ``number``, ``boolean``, ``date`` (one day) or ``edtf``."""
    meaning: str
    origin: str
    """Where the value is from, in a few words."""
    take: Callable[[Row], object]
    values: tuple[str, ...] = ()
    """All values that may stand here; empty where there is no fixed list."""


STOP_DAYS = ("arrives", "leaves")
LISTS = {System.CORRELATES_OF_WAR: "Correlates of War", System.GLEDITSCH_WARD: "Gleditsch-Ward"}
STATES = "state_codes.tsv"


def of_record(name: str, kind: str, meaning: str, values: tuple[str, ...] = ()) -> Column:
    """A column that repeats a key of the record."""
    return Column(name=name, type=kind, meaning=meaning, values=values, origin=f"`{name}`", take=lambda row: row.record[name])


def dates(told: Column) -> tuple[Column, ...]:
    """A date as EDTF, the day where it is exact, and the two days that bound it."""
    name = told.name
    day = Column(
        name=f"{name}_day",
        type="date",
        meaning=f"The same where the day is known and not marked as uncertain or approximate; else empty, and `{name}` tells more.",
        origin=f"`{name}`",
        take=lambda row: _exact(_when(row, name)),
    )
    return (told, day, _bound(name, "earliest"), _bound(name, "latest"))


def _bound(name: str, which: str) -> Column:
    """The first or last day that a date of the contact may be."""

    def take(row: Row) -> object:
        when = _when(row, name)
        return getattr(when, which) if when else None

    end = "First" if which == "earliest" else "Last"
    meaning = f"{end} day that `{name}` may be; empty where that side is open."
    return Column(name=f"{name}_{which}", type="date", meaning=meaning, origin=f"`{name}`", take=take)


def _when(row: Row, name: str) -> When | None:
    """A date of the contact of a row, or of its stop."""
    when = getattr(row.at if name in STOP_DAYS else row.contact, name, None)
    return when if isinstance(when, When) else None


def _exact(when: When | None) -> object:
    """The day that a moment is, None where it is not known to the day."""
    exact = when and when.earliest == when.latest and not (when.lasts or when.uncertain or when.approximate)
    return when.earliest if when and exact else None


def code_of(row: Row, country: str | None, system: System) -> int | None:
    """The code of a country on the days of arrival at a stop, else of the beginning of the contact, else of its end."""
    when = _when(row, "arrives") or _when(row, "starts") or _when(row, "ends")
    return code_on(country, system, when.earliest, when.latest) if when else None


def codes(name: str, take: Callable[[Row], str | None]) -> tuple[Column, ...]:
    """The codes that both lists of states give to one country."""

    def column(system: System) -> Column:
        meaning = f"{LISTS[system]} number of `{name}` on the day; empty where the day is not known or it was no state of that list."
        return Column(
            name=f"{name}_{system.value}", type="integer", meaning=meaning, origin=STATES, take=lambda row: code_of(row, take(row), system)
        )

    return tuple(column(system) for system in System)


def parties(key: str, single: Role, whose: str) -> tuple[Column, ...]:
    """Names, posts, countries with their codes, Wikidata ids and words of one list of parties, side by side in the same order."""

    def of_each(name: str) -> Callable[[Row], object]:
        return lambda row: [party[name] for party in row.record[key]]

    def coded(system: System) -> Callable[[Row], object]:
        return lambda row: [code_of(row, party["country"], system) for party in row.record[key]]

    def column(name: str, meaning: str, take: Callable[[Row], object], origin: str = f"`{key}`") -> Column:
        kind = "integers" if origin == STATES else "list"
        return Column(name=name, type=kind, meaning=f"For each of `{key}` the {meaning}.", origin=origin, take=take)

    named = Column(
        name=key,
        type="list",
        meaning=f"{whose}: names, or the report's words for one not named.",
        origin=f"`{key}`",
        take=lambda row: [party["name"] or party["surface"] for party in row.record[key]],
    )
    countries = column(f"{single}_countries", "country (ISO 3166-1 alpha-3)", of_each("country"))
    numbers = (column(f"{single}_{s.value}", f"{LISTS[s]} number of the country on the day", coded(s), STATES) for s in System)
    posts = column(f"{single}_posts", "post", of_each("post"))
    ids = column(f"{single}_wikidata", "Wikidata id", of_each("wikidata"))
    return (named, posts, countries, *numbers, ids, *grounds_of_each(key, "parties", single))


def words_of_day(name: str) -> Column:
    """The words from which a day of a stop was told."""

    def take(row: Row) -> object:
        when = _when(row, name)
        return cited(row.entry, "stops", row.at, words=when.phrase).quote if row.entry and when else None

    meaning = f"Words of the report at `source` from which `{name}` was told."
    return Column(name=f"{name}_quote", type="text", meaning=meaning, origin="supports of `stops`", take=take)


def grounds(name: str, held: str | None = None) -> tuple[Column, ...]:
    """On which report and which of its words the value of a column rests.

    Takes    held = the field of the contact that the column shows, where it is called otherwise.
    """

    def on(row: Row) -> Cited:
        return cited(row.entry, held or name) if row.entry else NOTHING_CITED

    return (
        Column(
            name=f"{name}_source",
            type="text",
            meaning=f"Address of a report that tells `{name}`, its id where it has none; or the id of the judgement that sets it.",
            origin=f"supports of `{name}`",
            take=lambda row: address(row, on(row)),
        ),
        Column(
            name=f"{name}_quote",
            type="text",
            meaning=f"Words of that report from which `{name}` was told.",
            origin=f"supports of `{name}`",
            take=lambda row: on(row).quote,
        ),
    )


def grounds_of_each(key: str, held: str, part: Part) -> tuple[Column, ...]:
    """The same of each of several values that stand side by side."""

    def on(row: Row) -> list[Cited]:
        return [cited(row.entry, held, value) for value in parts_of(row.contact, part)] if row.entry and row.contact else []

    return (
        Column(
            name=f"{key}_sources",
            type="list",
            meaning=f"For each of `{key}` the address of a report that tells it, or the report's id.",
            origin=f"supports of `{key}`",
            take=lambda row: [address(row, one) for one in on(row)],
        ),
        Column(
            name=f"{key}_quotes",
            type="list",
            meaning=f"For each of `{key}` the words of that report from which it was told.",
            origin=f"supports of `{key}`",
            take=lambda row: [one.quote for one in on(row)],
        ),
    )


def address(row: Row, on: Cited) -> str | None:
    """Where a report is found: its address, else its id; or the judgement that sets the value."""
    return on.judgement or (row.setting.addresses.get(on.report, on.report) if on.report else None)
