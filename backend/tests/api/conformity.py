"""Holds an answer against the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs
import orjson

Document = dict[str, Any]


def find_problem(
    document: Document, operation: Document, status: int, headers: Mapping[str, str], body: bytes
) -> str | None:
    """What of an answer is not as the document says: status, content type, every field of the body."""
    documented = operation["responses"].get(str(status))
    if documented is None:
        return f"status {status} is not documented"
    content = documented.get("content", {})
    kind = headers.get("content-type", "").partition(";")[0]
    if not content:
        return f"a body of {len(body)} bytes is not documented" if body else None
    if kind not in content:
        return f"content type {kind} is not documented"
    if kind == "application/json":
        schema = {**content[kind]["schema"], "components": document["components"]}
        errors = list(jsonschema_rs.validator_for(_closed(schema)).iter_errors(orjson.loads(body)))
        return str(errors[0])[:500] if errors else None
    return None


def _closed(schema: Any) -> Any:
    """The same, with no field allowed that the document does not name."""
    if isinstance(schema, dict):
        closed = {name: _closed(value) for name, value in schema.items()}
        if "properties" in closed and closed.get("type") == "object" and "allOf" not in closed:
            closed.setdefault("additionalProperties", False)
        return closed
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    return schema
