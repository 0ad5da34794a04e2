"""The folder of a sample: a sheet for each coder, the key with what the program holds, and the page that tells coders what to do."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any

from legation.errors import ReportError, UsageError
from legation.identity import digest_of
from legation.model import ContactKind
from legation.sample.draw import Row, Sample
from legation.sample.fields import FIELDS, Field, contact_field
from legation.sample.page import ADJUDICATED, CODERS, KEY, PAGE, REMARKS, page_of
from legation.tables.sheet import write_whole

FORMAT = "legation sample 1"


def write_sample(sample: Sample, folder: Path) -> tuple[Path, ...]:
    """Writes sheets, page and key; the paths.

    Raises   UsageError where the folder holds a sample already, or cannot be written.
    """
    held = [name for name in (KEY, *CODERS.values(), ADJUDICATED) if (folder / name).exists()]
    if held:
        raise UsageError(f"{folder} holds {' and '.join(held)} already; name another folder, or have it scored with --score {folder}")
    sheets = {name: sheet_text(sample.kind, _order(sample, coder)) for coder, name in CODERS.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in sheets.items():
            write_whole(folder / name, text, mark=True)
        write_whole(folder / PAGE, page_of(sample, fields_of(sample.kind)))
        # The key comes last: a folder with a key is whole.
        write_whole(folder / KEY, json.dumps({"format": FORMAT, **asdict(sample)}, ensure_ascii=False, indent=1) + "\n")
    except OSError as fault:
        raise UsageError(f"{folder} cannot be written ({fault.strerror}); name a folder that can") from fault
    return tuple(folder / name for name in (*sheets, PAGE, KEY))


def fields_of(kind: ContactKind) -> tuple[Field, ...]:
    """All that is asked of one kind."""
    return (contact_field(kind), *FIELDS[kind])


def sheet_text(kind: ContactKind, rows: Iterable[tuple[Row, Mapping[str, str]]], extra: Sequence[str] = ()) -> str:
    """A sheet as RFC 4180 has it.

    Takes    rows, each with what is filled in already; extra = columns between the texts and the answers.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = (*extra, *(field.name for field in fields_of(kind)), REMARKS)
    writer.writerow(("row", "texts", *columns))
    for row, filled in rows:
        writer.writerow((row.row, row.texts, *(filled.get(name, "") for name in columns)))
    return out.getvalue()


def read_key(folder: Path) -> Sample:
    """The key of a sample.

    Raises   ReportError where there is none, or it is damaged.
    """
    path = folder / KEY
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(held, dict) or held.pop("format", None) != FORMAT:
            raise ReportError(f"{path} is no key of a sample of this version; draw one with legation sample N FOLDER")
        return Sample(**{**held, "kind": ContactKind(held["kind"]), "rows": tuple(_row(row) for row in held["rows"])})
    except OSError as fault:
        raise ReportError(f"{path}: {fault.strerror}; name the folder that legation sample N FOLDER has made") from fault
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise ReportError(f"{path} is damaged ({fault}); put back the key as it was written") from fault


def _row(held: dict[str, Any]) -> Row:
    values = {name: tuple(tuple(forms) for forms in value) for name, value in held["values"].items()}
    return Row(**{**held, "values": values})


def _order(sample: Sample, coder: str) -> list[tuple[Row, Mapping[str, str]]]:
    """The rows in an order of the coder's own, so that neither tires at the same ones."""
    return [(row, {}) for row in sorted(sample.rows, key=lambda row: digest_of([coder, row.row]))]
