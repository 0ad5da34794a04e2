"""The API: whatever is asked of it, it answers as its document says, and never fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from legation.web.app import create_app
from legation.web.desk import Settings

EXAMPLES = 8
"""Of each operation."""
PROMISED = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


def test_it_answers_as_its_document_says(register_path: Path) -> None:
    app = create_app(Settings(register=register_path, allowed=("testserver",)))
    operations = [found.ok() for found in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        ask(operation)


def ask(operation: Any) -> None:
    """Asks one operation for what its parameters allow, and checks each answer."""

    @given(case=operation.as_strategy())
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    def asked(case: Any) -> None:
        case.call_and_validate(checks=PROMISED, headers={"Accept": "application/json"})

    asked()


def test_the_document_says_how_faults_are_told_and_what_records_look_like(register_path: Path) -> None:
    document = create_app(Settings(register=register_path)).openapi()
    shapes = document["components"]["schemas"]
    assert shapes["Error"]["properties"]["error"]["required"] == ["code", "what", "next"]
    assert {"legation_visit_entry", "legation_report", "legation_verdict"} <= set(shapes)
    assert not [name for name in shapes if "ValidationError" in name]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert "422" not in operation["responses"] and "404" in operation["responses"], path
            assert operation.get("summary"), path


def test_no_reference_of_the_document_leads_nowhere(register_path: Path) -> None:
    document = create_app(Settings(register=register_path)).openapi()
    named = set(references(document))
    assert named
    assert [name for name in named if not leads_somewhere(document, name)] == []
    shapes = document["components"]["schemas"]
    for shape in shapes.values():
        Draft202012Validator.check_schema(shape)


def references(part: Any) -> list[str]:
    """All that a document points at."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [one for value in part.values() for one in references(value)]
    return [one for value in part for one in references(value)] if isinstance(part, list) else []


def leads_somewhere(document: Any, reference: str) -> bool:
    """Whether a part of the document stands where a reference points."""
    part = document
    for step in reference.removeprefix("#/").split("/"):
        part = part.get(step) if isinstance(part, dict) else None
    return part is not None
