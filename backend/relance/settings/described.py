"""What a setting is, told from its declaration, so that pages build their fields from it."""

from typing import Any, Literal

from relance.core.changeable_settings import Declared

Kind = Literal["integer", "number", "boolean", "text", "choice", "texts", "country"]

_KINDS: dict[str, Kind] = {
    "integer": "integer", "number": "number", "boolean": "boolean", "string": "text", "array": "texts",
}  # fmt: skip


def describe(declared: Declared) -> dict[str, Any]:
    """Name, kind, bounds and default of a setting: the first half of `schemas.Setting`."""
    schema = declared.reader.json_schema()
    # An optional one: without the null.
    schema = next((part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema)
    kind: Kind = "choice" if "enum" in schema else _KINDS[schema["type"]]
    if schema.get("format") == "country":
        kind = "country"
    longest, most = schema.get("maxLength"), schema.get("maxItems")
    if kind == "texts":
        longest, most = schema["items"].get("maxLength"), most or longest
    return {
        "name": declared.name,
        "group": declared.mark.group,
        "kind": kind,
        "unit": declared.mark.unit,
        "minimum": schema.get("minimum"),
        "exclusive_minimum": schema.get("exclusiveMinimum"),
        "maximum": schema.get("maximum"),
        "exclusive_maximum": schema.get("exclusiveMaximum"),
        "max_length": longest,
        "max_items": most,
        "choices": schema.get("enum"),
        "default": declared.default,
        "super_admins_only": declared.mark.super_admins_only,
        "variable": declared.variable,
    }
