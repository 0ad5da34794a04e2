"""Tables as Parquet, with types, for DuckDB, pandas and the like; pyarrow writes it and comes with the extra ``scale``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from legation.errors import UsageError
from legation.export.column import Column, Setting
from legation.export.files import made_folder, whole
from legation.export.tabular import TABLES, Held, Table, rows_of, values_of

if TYPE_CHECKING:
    import pyarrow

ROWS_AT_ONCE = 10_000
"""Rows of a row group, which are in memory together."""


ARROW_TYPES = {
    "text": "string",
    "edtf": "string",
    "integer": "int64",
    "number": "double",
    "boolean": "bool",
    "date": "date32[day]",
    "list": "list<string>",
    "integers": "list<int64>",
}
"""How Parquet keeps a column of each type, in Arrow's words."""


def arrow_name(kind: str) -> str:
    """What Arrow calls a column of a type."""
    return ARROW_TYPES[kind]


def check_parquet() -> None:
    """Raises UsageError where what writes Parquet is not installed."""
    if find_spec("pyarrow") is None:
        raise UsageError("export parquet needs pyarrow, which is not installed; install it with: pip install pyarrow")


def export_parquet(held: Sequence[Held], folder: Path, setting: Setting) -> Iterator[Path]:
    """Writes a table for each kind into a folder, which is made if need be.

    Gives    the path of each file when it is written; it replaces that of an earlier export as a whole.
    Raises   UsageError where pyarrow is missing, or the folder cannot be made or written.
    """
    check_parquet()
    made_folder(folder)
    for table in TABLES:
        path = folder / f"{table.name}.parquet"
        with whole(path) as part:
            _write(part, table, held, setting)
        yield path


def _write(path: Path, table: Table, held: Iterable[Held], setting: Setting) -> None:
    """Writes one table, a group of rows after the other."""
    from pyarrow import RecordBatch, array, parquet

    schema = _schema(table, setting)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        waiting = iter(rows_of(held, table, setting))
        while rows := list(islice(waiting, ROWS_AT_ONCE)):
            columns = zip(*(values_of(row, table.columns) for row in rows), strict=True)
            arrays = [
                array([_typed(column, value) for value in values], schema_field.type)
                for column, values, schema_field in zip(table.columns, columns, schema, strict=True)
            ]
            writer.write_batch(RecordBatch.from_arrays(arrays, schema=schema))


def _schema(table: Table, setting: Setting) -> pyarrow.Schema:
    """Names, types and meanings of the columns, and the register and version that they are of."""
    import pyarrow as pa

    made = {"legation": setting.version, "register": setting.digest}
    return pa.schema([pa.field(c.name, _type(c.type), metadata={"description": c.meaning}) for c in table.columns], metadata=made)


def _type(kind: str) -> pyarrow.DataType:
    """How Parquet keeps a column of a type."""
    import pyarrow as pa

    lists = {"list": pa.string(), "integers": pa.int64()}
    return pa.list_(lists[kind]) if kind in lists else pa.type_for_alias(ARROW_TYPES[kind])


def _typed(column: Column, value: object) -> object:
    """A value as the type of its column has it."""
    return date.fromisoformat(value) if column.type == "date" and isinstance(value, str) else value
