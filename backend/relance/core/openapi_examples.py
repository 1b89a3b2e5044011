"""Examples of the OpenAPI document: whole, and for lists too.

FastAPI leaves out every null when it writes the document, and with it fields that an answer always has.
"""

from typing import Any

Schemas = dict[str, dict[str, Any]]

_PREFIX = "#/components/schemas/"


def complete_examples(schemas: Schemas) -> None:
    """Put the nulls back, and give each list the example of its items."""
    for schema in schemas.values():
        if "examples" not in schema and (item := _item_of(schema, schemas)) is not None:
            schema["examples"] = [{"items": [item], "next_cursor": None, "total": 1}]
        for example in schema.get("examples", ()):
            _restore_nulls(example, schema, schemas)


def _item_of(schema: dict[str, Any], schemas: Schemas) -> Any:
    """The example of what a list holds, None for what is no list."""
    properties = schema.get("properties", {})
    if not {"items", "next_cursor", "total"} <= set(properties):
        return None
    examples = _resolve(properties["items"].get("items", {}), schemas).get("examples")
    return examples[0] if examples else None


def _restore_nulls(value: Any, schema: dict[str, Any], schemas: Schemas) -> None:
    schema = _choose(value, _resolve(schema, schemas), schemas)
    if isinstance(value, list):
        for item in value:
            _restore_nulls(item, schema.get("items", {}), schemas)
    if not isinstance(value, dict):
        return
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value and _may_be_null(properties[name]):
            value[name] = None
    for name, part in value.items():
        if name in properties:
            _restore_nulls(part, properties[name], schemas)


def _choose(value: Any, schema: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    """Of several forms, the one that the value names."""
    if "discriminator" not in schema:
        return schema
    forms = schema["discriminator"]
    reference: str = forms["mapping"][value[forms["propertyName"]]]
    return schemas[reference.removeprefix(_PREFIX)]


def _may_be_null(schema: dict[str, Any]) -> bool:
    # Without any word on its type it may be anything.
    is_untyped = not {"type", "anyOf", "$ref", "enum"} & set(schema)
    return is_untyped or schema.get("type") == "null" or {"type": "null"} in schema.get("anyOf", ())


def _resolve(schema: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    """What a reference points to; of something or nothing, the something."""
    for option in schema.get("anyOf", ()):
        if option != {"type": "null"}:
            schema = option
            break
    while "$ref" in schema:
        schema = schemas[schema["$ref"].removeprefix(_PREFIX)]
    return schema
