"""The codebook of an export for programs: a Data Package of the Frictionless standard, with digests of the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import file_digest
from itertools import groupby
from pathlib import Path
from typing import Any

from legation.export.book import Described, Field, Made

TYPES = {"text": "string", "edtf": "string", "list": "string", "integers": "string", "property": "string"}
"""Types of the standard for types of ours that it has not; the others it has."""
ARROW = {"int64": "integer", "double": "number", "bool": "boolean", "date32[day]": "date"}
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/jsonl",
    "ics": "text/calendar",
    "geojson": "application/geo+json",
}
ONE_FILE = ("ics", "geojson")
"""Forms whose file a person names; its name need not be one that the standard allows."""
LICENCES = [
    {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0 (GeoNames)", "path": "https://creativecommons.org/licenses/by/4.0/"}
]
SOURCES = [
    {"title": "GeoNames", "path": "https://www.geonames.org"},
    {"title": "Wikidata", "path": "https://www.wikidata.org"},
    {"title": "Correlates of War Project, State System Membership List, v2016", "path": "https://correlatesofwar.org"},
    {"title": "Gleditsch and Ward, list of independent states, to 2020", "path": "http://ksgleditsch.com/statelist.html"},
]


def datapackage(form: str, files: Iterable[Described], made: Made, folder: Path) -> str:
    """The description of files that stand in a folder, as JSON."""
    resources = [_resource(form, folder / file, list(parts)) for file, parts in groupby(files, key=lambda one: one.file)]
    package = {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": "legation-export",
        "title": "Register of diplomatic contact",
        "licenses": LICENCES,
        "sources": SOURCES,
        "legation": {"version": made.version, "register": made.digest, "filters": dict(made.filters), "left_out": made.left_out},
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(form: str, path: Path, parts: Sequence[Described]) -> dict[str, Any]:
    """One file with its digest and its fields; where it holds several sorts of record, a field of either stands once."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    fields = {field.name: _field(form, field) for one in parts for field in one.fields}
    schema: dict[str, Any] = {"fields": list(fields.values())}
    if len(parts) == 1 and parts[0].key:
        schema["primaryKey"] = list(parts[0].key)
    if path.stem == "stops":
        schema["foreignKeys"] = [{"fields": ["visit"], "reference": {"resource": "visits", "fields": ["id"]}}]
    resource: dict[str, Any] = {
        "name": "visits" if form in ONE_FILE else path.stem,
        "path": path.name,
        "title": "; ".join(one.row for one in parts),
        "format": form,
        "mediatype": MEDIA[form],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }
    if form == "csv":
        resource |= {"profile": "tabular-data-resource", "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True}}
        schema["missingValues"] = [""]
    return resource


def _field(form: str, field: Field) -> dict[str, object]:
    """One field; a type of ours that the standard has not stands beside."""
    described: dict[str, object] = {
        "name": field.name,
        "type": _type(field.type),
        "description": field.meaning,
        "legation:type": field.type,
    }
    if field.type == "boolean" and form == "csv":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.values:
        described["constraints"] = {"enum": list(field.values)}
    if field.origin:
        described["legation:from"] = field.origin
    return described


def _type(kind: str) -> str:
    """The type of the standard for one of a form."""
    known: Mapping[str, str] = TYPES | ARROW
    if kind.startswith("list<"):
        return "array"
    return known.get(kind, kind.split(" ")[0])
