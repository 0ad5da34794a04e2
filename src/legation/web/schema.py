"""The OpenAPI document: each page's twin, what it answers when something goes wrong, and the shape of the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from legation.record import load_schema

ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "what", "next"],
            "additionalProperties": False,
            "properties": {
                "code": {"type": "string", "description": "One word for programs, such as not_there."},
                "what": {"type": "string", "description": "What went wrong."},
                "next": {"type": "string", "description": "What to do next."},
            },
        }
    },
}
FAULTS = {
    "400": "A value is wrong; what names it.",
    "401": "A key is needed, or the one that was sent lets nobody in.",
    "403": "The form does not come from the desk, or the key lets its holder look and not judge.",
    "404": "Nothing goes by this id, or there is no register yet.",
    "413": "More was sent than is taken at once.",
    "421": "The desk does not answer under this name.",
    "429": "Too many keys were tried in vain.",
    "500": "Something that nobody has foreseen; what gives its number.",
    "503": "The register cannot be used now.",
}
DEFS = "#/$defs/"
SECURITY = {"key": {"type": "http", "scheme": "bearer", "description": "A key's secret, where the desk was started with --keys."}}


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """What makes the document of a desk, once."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, description=app.description, routes=app.routes, separate_input_output_schemas=False
            )
            app.openapi_schema = _completed(made)
        return app.openapi_schema

    return describe


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with what the framework does not know: how faults are told, what records look like, and keys."""
    for operations in document["paths"].values():
        for operation in operations.values():
            answers = operation.setdefault("responses", {})
            # The framework's own form of wrong values, which the desk does not use.
            answers.pop("422", None)
            for status, meaning in FAULTS.items():
                told = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
                answers.setdefault(status, {"description": meaning, "content": told})
    parts = document.setdefault("components", {})
    parts["securitySchemes"] = SECURITY
    document["security"] = [{}, {"key": []}]
    known = load_schema()
    shapes = {name: _moved(shape) for name, shape in known["$defs"].items()}
    kept = {name: shape for name, shape in parts.get("schemas", {}).items() if not name.endswith("ValidationError")}
    parts["schemas"] = kept | {"Error": ERROR} | {f"legation_{name}": shape for name, shape in shapes.items()}
    return document


def _moved(shape: Any) -> Any:
    """A part of the schema of records, with its references turned to where its parts stand in the document."""
    if isinstance(shape, dict):
        return {key: _target(value) if key == "$ref" else _moved(value) for key, value in shape.items()}
    return [_moved(one) for one in shape] if isinstance(shape, list) else shape


def _target(reference: Any) -> Any:
    """Where a part stands in the document."""
    if isinstance(reference, str) and reference.startswith(DEFS):
        return f"#/components/schemas/legation_{reference.removeprefix(DEFS)}"
    return reference
