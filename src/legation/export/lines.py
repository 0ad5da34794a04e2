"""Records as JSON Lines, one file a kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from legation.export.column import Setting
from legation.export.files import made_folder, whole
from legation.export.tabular import TABLES, Held, rows_of

KINDS = tuple(table for table in TABLES if table.schema)
"""The tables that have lines; stops stand in the lines of their visits."""


def export_jsonl(held: Sequence[Held], folder: Path, setting: Setting) -> Iterator[Path]:
    """Writes the lines of each kind, as ``legation list --format jsonl`` prints them, into a folder, which is made if need be.

    Gives    the path of each file when it is written; it replaces that of an earlier export as a whole.
    Raises   UsageError where the folder cannot be made or written.
    """
    made_folder(folder)
    for table in KINDS:
        path = folder / f"{table.name}.jsonl"
        with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(json.dumps(row.record, ensure_ascii=False, allow_nan=False) + "\n" for row in rows_of(held, table, setting))
        yield path
