"""What the scoreboards share: reading a set of reports, and the scorer that comes with the open records."""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text
from legation.record import record_of

ROOT = Path(__file__).resolve().parents[1]
CONTACTS = ROOT.parent / "shared" / "gold" / "contacts"
SAMPLES = ROOT / "samples"
EMPTY: dict[str, dict[str, object]] = {
    "visits": {"visitor": [], "visitor_country": None, "destination_country": None, "places": [], "start": None, "end": None, "hosts": []},
    "meetings": {"participants": [], "place": None, "date": None, "format": "in-person"},
    "calls": {"participants": [], "date": None},
    "invitations": {"inviter": None, "invitee": None, "what": None, "date": None, "accepted": None},
}
WORDS = {"statements": "content", "precedents": "span"}
Rows = list[dict[str, Any]]


def load_scorer() -> ModuleType:
    """The scorer of the open records, which lie beside the repository; SystemExit with a message where they do not."""
    path = CONTACTS / "score_contacts.py"
    if not path.is_file():
        sys.exit(f"{path} is not there; the scoreboards need the folder shared beside the repository")
    spec = importlib.util.spec_from_file_location("score_contacts", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(path: Path) -> Rows:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def contacts() -> tuple[Rows, Rows]:
    """Reports and records of the open set."""
    return rows_of(CONTACTS / "reports.jsonl"), rows_of(CONTACTS / "gold.jsonl")


def placed(record: dict[str, Any], key: str, text: str) -> dict[str, Any]:
    """The record with the place in the text of the words that it holds under the key; ValueError where they do not stand there once."""
    if text.count(record[key]) != 1:
        raise ValueError(f"stands {text.count(record[key])} times in the report, not once: {record[key]!r}")
    start = text.index(record[key])
    return {**record, key: {"start": start, "end": start + len(record[key])}}


def made(name: str) -> Rows:
    """What a file of samples/ holds of each report, as it was made by hand."""
    rows: Rows = tomllib.loads((SAMPLES / name).read_text(encoding="utf-8"))["samples"]
    return rows


def samples() -> tuple[Rows, Rows]:
    """The samples of this repository and their records, keys that a record leaves out filled with null."""
    reports = rows_of(SAMPLES / "samples.jsonl")
    texts = {row["id"]: row["text"] for row in reports}
    said = {row["id"]: row for row in made("expected_said.toml")}
    golds = []
    for row in made("expected.toml"):
        id = row["id"]
        contacted = {kind: [{**empty, **r} for r in row.get(kind, [])] for kind, empty in EMPTY.items()}
        words = {kind: [placed(r, key, texts[id]) for r in said[id].get(kind, [])] for kind, key in WORDS.items()}
        golds.append({"id": id, **contacted, **words})
    return reports, golds


def tell(reports: Iterable[dict[str, Any]], kit: Kit | None = None) -> dict[str, dict[str, Any]]:
    """The record that the product tells of each report, by id."""
    kit = kit or load_kit()
    told = {}
    for row in reports:
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        told[row["id"]] = record_of(read_report(read_text(row["text"], id=row["id"], published=published), kit))
    return told


def score(reports: Rows, golds: Rows, say: Callable[..., object] = lambda *_: None, kit: Kit | None = None) -> dict[str, Any]:
    """The scorer's figures of a set."""
    result: dict[str, Any] = load_scorer().score(golds, tell(reports, kit), say)
    return result


def digest_of(*rows: Rows) -> str:
    """Sixteen digits of the content of a set, so that a score is always that of the same set."""
    return sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def show(result: dict[str, Any]) -> None:
    """Prints the figures of one set."""
    for kind, row in result.items():
        if isinstance(row, dict):
            counts = "  ".join(f"{name} {row[name]:4}" for name in ("gold", "told", "right"))
            shares = "  ".join(f"{name} {row[name]:.3f}" for name in ("P", "R", "F1"))
            print(f"{kind:17} {counts}   {shares}")
        else:
            print(f"{kind:20} {row}")
