"""What a codebook describes: the files of an export, what a record of each is, and its fields, whatever the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from legation.export.column import Column
from legation.export.columnar import arrow_name
from legation.export.geo import LINE_COLUMNS, POINT_COLUMNS
from legation.export.ical import PROPERTIES
from legation.export.lines import KINDS
from legation.export.tabular import TABLES, Table
from legation.record import load_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record, as the codebook describes it."""

    name: str
    type: str
    """As the form of the files has it, in the form's own words."""
    meaning: str
    origin: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One file, or one sort of record in it."""

    file: str
    row: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    kind: str = ""
    """Which of several sorts of record in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an export was made from: version, register and filters; no clock's time, so that the same register gives the same bytes."""

    version: str
    digest: str
    filters: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""
    """What fits and is not in the files, with its number."""


def of_tables(suffix: str) -> tuple[Described, ...]:
    """The tables of CSV or Parquet."""
    naming: Callable[[str], str] = arrow_name if suffix == "parquet" else str
    return tuple(
        Described(file=f"{t.name}.{suffix}", row=t.row, fields=tuple(_field(c, naming) for c in t.columns), key=t.key) for t in TABLES
    )


def of_lines() -> tuple[Described, ...]:
    """The files of JSON Lines, by the schema of the records."""
    return tuple(
        Described(file=f"{table.name}.jsonl", row=table.row, fields=_of_schema(table), key=table.key) for table in KINDS if table.schema
    )


def of_features(file: str) -> tuple[Described, ...]:
    """The features of a GeoJSON file: properties of points, and of lines."""

    def described(kind: str, row: str, columns: Sequence[Column]) -> Described:
        first = Field(name="kind", type="string", meaning="Which sort of feature it is.", values=(kind,))
        return Described(file=file, row=row, kind=kind, fields=(first, *(_field(c, json_name) for c in columns)))

    return (
        described("stop", "a stop with known coordinates: a Point; its `id` is that of the visit, a slash, and its number", POINT_COLUMNS),
        described(
            "itinerary",
            "a visit with two such stops or more: a LineString through them in order, the short way round, or a MultiLineString cut"
            " at the antimeridian (RFC 7946, 3.1.9); its `id` is that of the visit",
            LINE_COLUMNS,
        ),
    )


def of_events(file: str) -> tuple[Described, ...]:
    """The events of a calendar."""
    fields = tuple(Field(name=name, type="property", meaning=meaning) for name, meaning in PROPERTIES.items())
    return (Described(file=file, row="a visit whose first day is known: an all-day VEVENT (RFC 5545)", fields=fields),)


def json_name(kind: str) -> str:
    """How JSON writes a column of a type."""
    return {"list": "array", "integers": "array", "text": "string", "edtf": "string (edtf)", "date": "string (date)"}.get(kind, kind)


def _field(column: Column, naming: Callable[[str], str]) -> Field:
    """A column as the codebook describes it."""
    return Field(name=column.name, type=naming(column.type), meaning=column.meaning, origin=column.origin, values=column.values)


def _of_schema(table: Table) -> tuple[Field, ...]:
    """The keys of the lines of a table, with the meanings of the columns of that name where the schema says nothing of its own."""
    schema = load_schema(table.schema or "record")
    columns = {column.name: column.meaning for column in table.columns}
    parts = schema["$defs"]
    found = []
    for name, given in parts[table.schema]["properties"].items():
        means = _followed(given, parts)
        meaning = given.get("description") or MEANINGS.get(name) or columns.get(name) or means.get("description", "")
        values = tuple(str(value) for value in means.get("enum", ()) if value is not None)
        found.append(Field(name=name, type=_type_of(given, parts), meaning=meaning, origin="record.schema.json", values=values))
    return tuple(found)


PARTY = "each with name, words of the report, post, country, organisation, Wikidata id, and what these rest on."
MEANINGS = {
    "visitors": f"Who travels; {PARTY}",
    "hosts": f"Who receives, in an official role; {PARTY}",
    "inviters": f"Who invites; {PARTY}",
    "invitees": f"Who is invited; {PARTY}",
    "participants": f"Who takes part; {PARTY}",
    "topics": "The agenda, in the words of the reports, and where these stand.",
    "cue": "The verb or phrase that tells of the saying, and where it stands; null for a quotation that stands alone.",
    "stops": "The stops in order, each with place, country, GeoNames id, coordinates, days, and where the report says it.",
    "links": "Entries that it hangs together with: `same_tour`, `postponed_to`, `part_of`.",
    "evidence": "The words that it rests on: quote, its place in the report's text, and the report.",
    "record": "What the record says of it, where that was asked; else null.",
    "history": "What each report told of its course, by the day on which it appeared.",
    "rivals": "By field the values that did not carry the day, each with its reports.",
    "said_by": "The statement that it stands in.",
    "speaker": "Whose word it is: the report's words, their place, and the party.",
    "content": "The place of what was said in the report's text.",
    "span": "The place of the claim in the report's text.",
    "about": "Ids of the contacts of the same report that it ranks.",
    "verdict": "What the record says of the claim, where that was asked; else null.",
}
"""Of keys that no column shows, or shows otherwise."""


def _followed(part: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part of the schema, what it refers to being looked up and its own description standing before."""
    if "oneOf" in part:
        first = next(one for one in part["oneOf"] if one.get("type") != "null")
        return {**_followed(first, parts), **{k: v for k, v in part.items() if k == "description"}}
    if "$ref" not in part:
        return part
    found: Any = {"$defs": parts}
    for step in str(part["$ref"]).removeprefix("#/").split("/"):
        found = found[step]
    return {**_followed(found, parts), **{k: v for k, v in part.items() if k != "$ref"}}


def _type_of(part: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """The JSON type of a part of the schema."""
    told = _followed(part, parts).get("type", "string")
    return told if isinstance(told, str) else next(name for name in told if name != "null")
