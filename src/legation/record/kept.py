"""Findings as the register keeps them, and the JSON Schema of all lines."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from legation.model import Body, Claim, Contact, Finding, Statement
from legation.stored import from_plain, to_json


def finding_to_json(finding: Finding[Body]) -> str:
    """A finding as the register keeps it, without loss."""
    return to_json(finding)


def finding_from_json(text: str) -> Finding[Contact | Statement | Claim]:
    """The finding that ``finding_to_json`` wrote.

    Raises   ValueError for any other text.
    """
    return from_plain(Finding, json.loads(text))


def load_schema(name: str = "record") -> dict[str, Any]:
    """The JSON Schema of one kind of line.

    Takes    ``record``, ``visit_entry``, ``meeting_entry``, ``call_entry``, ``invitation_entry``,
             ``statement_entry``, ``claim_entry``, ``judgement``, ``doubt`` or ``mentions``.
    Raises   KeyError for another name.
    """
    schema: dict[str, Any] = json.loads(files("legation").joinpath("tables/data/record.schema.json").read_text("utf-8"))
    schema["$defs"][name]
    return schema | {"$ref": f"#/$defs/{name}"}
