"""Readings in a folder of Parquet files, without loss: what one machine has read goes to the register of another."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation import __version__
from legation.errors import UsageError
from legation.export.files import made_folder, whole
from legation.model import Problem, Reading, Report
from legation.record.kept import finding_from_json, finding_to_json
from legation.register.rows import fingerprint_of
from legation.stored import from_plain, to_plain

if TYPE_CHECKING:
    import pyarrow

FORM = "1"
"""Version of the columns; a later one that an earlier Legation must not read gets another number."""
COLUMNS = {
    "report": "id of the report",
    "version": "digest of the report with all that makes a version of it",
    "rules": "digest of the rules that read it",
    "read_at": "when it was read, ISO 8601",
    "published": "day of publication, null where unknown",
    "outlet": "outlet, null where unknown",
    "url": "address, null where unknown",
    "language": "language, null where unknown",
    "text": "the text that all spans count in",
    "metadata": "all else that is known of the report, JSON",
    "contacts": "findings of visits, meetings, calls and invitations, one JSON object each",
    "statements": "findings of statements, likewise",
    "claims": "findings of claims, likewise",
    "problems": "what was amiss, one JSON object each",
}
LISTS = ("contacts", "statements", "claims", "problems")
ENDING = ".parquet"
ROWS_AT_ONCE = 200
"""Readings that are in memory together when a file is read."""
DAMAGED = "part.damaged"


def check_parquet(what: str) -> None:
    """Raises UsageError where what reads and writes Parquet is not installed."""
    if find_spec("pyarrow") is None:
        raise UsageError(f"{what} needs pyarrow, which is not installed; install it with: pip install pyarrow")


def _written(plain: object) -> str:
    """A value as JSON."""
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def row_of(reading: Reading, at: str) -> dict[str, object]:
    """The columns of a reading."""
    report = reading.report
    plain: Any = to_plain(report)
    return {
        "report": report.id,
        "version": fingerprint_of(report),
        "rules": reading.rules,
        "read_at": at,
        "published": to_plain(report.published),
        "outlet": report.outlet,
        "url": report.url,
        "language": report.language,
        "text": report.text,
        "metadata": _written(plain | {"text": ""}),
        "contacts": [finding_to_json(finding) for finding in reading.contacts],
        "statements": [finding_to_json(finding) for finding in reading.statements],
        "claims": [finding_to_json(finding) for finding in reading.claims],
        "problems": [_written(to_plain(problem)) for problem in reading.problems],
    }


def reading_from_row(row: dict[str, Any]) -> Reading:
    """The reading of a row.

    Raises   ValueError, KeyError or TypeError for what no reading was written to.
    """
    report = replace(from_plain(Report, json.loads(row["metadata"])), text=row["text"])
    if fingerprint_of(report) != row["version"]:
        raise ValueError(f"the report {row['report']!r} is not the one that was read")
    contacts, statements, claims = (tuple(map(finding_from_json, row[name])) for name in ("contacts", "statements", "claims"))
    problems = tuple(from_plain(Problem, json.loads(text)) for text in row["problems"])
    # Each list holds findings of its own sort, which ``keep`` proves with the quotes.
    return Reading(
        report=report,
        contacts=contacts,  # type: ignore[arg-type]
        statements=statements,  # type: ignore[arg-type]
        claims=claims,  # type: ignore[arg-type]
        problems=problems,
        rules=row["rules"],
    )


def write_part(folder: Path, readings: Sequence[Reading], *, at: str) -> Path:
    """Writes readings to a file of their own, which is there as a whole and on the disk, or not at all.

    Gives    its path, named after what is in it: the same readings are the same file.
    Raises   UsageError where the folder cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    rows = [row_of(reading, at) for reading in readings]
    name = sha256("\n".join(f"{row['version']} {row['rules']}" for row in rows).encode("ascii")).hexdigest()[:16]
    path = folder / f"part-{name}{ENDING}"
    table = pa.Table.from_pylist(rows, schema=_schema())
    with whole(path) as part:
        parquet.write_table(table, part, compression="zstd", row_group_size=ROWS_AT_ONCE)
        with part.open("rb") as written:
            os.fsync(written.fileno())
    return path


def open_folder(folder: Path) -> Path:
    """A folder for parts, made if need be.

    Raises   UsageError where it cannot be made, or pyarrow is missing.
    """
    check_parquet("--parquet")
    return made_folder(folder)


def parts_in(folder: Path) -> list[Path]:
    """The parts in a folder by name.

    Raises   UsageError where there is no such folder.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(ENDING) and not path.name.startswith("."))
    except OSError as fault:
        raise UsageError(f"{folder}: {fault.strerror}; name the folder that legation read --parquet has filled") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A reading, and when it was made."""

    reading: Reading
    at: str


def readings_in(path: Path) -> Iterator[list[Dated] | Problem]:
    """The readings of a part, some at a time, and what of it cannot be read."""
    try:
        for rows in _rows_of(path, tuple(COLUMNS)):
            yield [Dated(reading=reading_from_row(row), at=row["read_at"]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        yield _damaged(path, fault)


def versions_in(path: Path) -> Iterator[tuple[str, str] | Problem]:
    """Version and rules of all readings of a part, and what of it cannot be read."""
    try:
        for rows in _rows_of(path, ("version", "rules")):
            yield from ((row["version"], row["rules"]) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        yield _damaged(path, fault)


def _rows_of(path: Path, columns: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a file, some at a time. Arrow's own faults are kinds of ``ValueError``, ``OSError`` and ``KeyError``."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        form = (file.schema_arrow.metadata or {}).get(b"form", b"").decode("ascii", "replace")
        if form != FORM:
            raise ValueError(f"form {form!r}, where this Legation knows {FORM!r}")
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=list(columns)):
            yield batch.to_pylist()


def _schema() -> pyarrow.Schema:
    """Names, types and meanings of the columns."""
    import pyarrow as pa

    fields = [
        pa.field(name, pa.list_(pa.string()) if name in LISTS else pa.string(), metadata={"description": meaning})
        for name, meaning in COLUMNS.items()
    ]
    return pa.schema(fields, metadata={"form": FORM, "legation": __version__})


def _damaged(path: Path, fault: Exception) -> Problem:
    """What is noted of a file that holds no readings, or not only."""
    advice = f"holds no readings as legation read --parquet writes them ({' '.join(str(fault).split())[:120]}); read its reports again"
    return Problem(code=DAMAGED, where=str(path), advice=advice)
