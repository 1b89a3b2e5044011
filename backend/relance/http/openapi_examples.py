"""Examples of the OpenAPI document: whole, and for lists too.

FastAPI leaves out every null when it writes the document, and with it fields that an answer always has.
"""

from typing import Any

Schemas = dict[str, dict[str, Any]]

ERRORS: dict[int, tuple[str, str]] = {
    400: (
        "bad_cursor",
        "This cursor is not one of this list with this filter: begin again without a cursor.",
    ),
    401: ("not_authenticated", "Log in, or send an API key: 'Authorization: Bearer <key>'."),
    403: ("foreign_origin", "This came from a page of another site. Use Relance's own pages."),
    404: ("contact_not_found", "There is no contact 17."),
    409: ("contact_exists", "A contact with the number +2290197000001 exists already."),
    413: ("body_too_large", "The body of a request here may have 1048576 bytes."),
    422: ("malformed", "body.limit: must be a number"),
    429: (
        "too_many_at_once",
        "2 exports are under way, as many as one key or user may have at once. Wait until one has ended, or"
        " try again in 10 s.",
    ),
    503: (
        "database_unavailable",
        "The database cannot be reached at the moment. Try again in a few seconds.",
    ),
}
"""An error of each status: its code and what it says."""
_VALUES: dict[int, dict[str, Any]] = {
    404: {"id": 17},
    409: {"phone": "+2290197000001"},
    413: {"most_bytes": 1048576},
    429: {"counted": "exports", "limit": 2, "retry_after_s": 10},
}

_PREFIX = "#/components/schemas/"


def error_content(status: int) -> dict[str, Any]:
    """The body of an error with an example."""
    code, message = ERRORS[status]
    error: dict[str, Any] = {
        "code": code,
        "message": message,
        "details": {},
        "values": _VALUES.get(status, {}),
        "request_id": "8f14e45fceea167a",
    }
    if status == 422:
        error["details"] = {"problems": [{"where": "body.limit", "problem": "must be a number"}]}
    schema = {"$ref": f"{_PREFIX}ErrorBody"}
    return {"application/json": {"schema": schema, "example": {"error": error}}}


def complete_body(operation: dict[str, Any], schemas: Schemas) -> None:
    """A body of one form or nothing shows the example of the form."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        examples = _resolve(content["schema"], schemas).get("examples")
        if "anyOf" in content["schema"] and examples:
            content.setdefault("example", examples[0])


def complete_examples(schemas: Schemas) -> None:
    """Put the nulls back, and give each list the example of its items, each body those of its fields."""
    for schema in schemas.values():
        if "examples" not in schema and (whole := _example_of_fields(schema)) is not None:
            schema["examples"] = [whole]
        if "examples" not in schema and (item := _item_of(schema, schemas)) is not None:
            schema["examples"] = [{"items": [item], "next_cursor": None, "total": 1}]
        for example in schema.get("examples", ()):
            _restore_nulls(example, schema, schemas)


def _example_of_fields(schema: dict[str, Any]) -> dict[str, Any] | None:
    """What the examples of its fields make together; None if a field that is needed has none."""
    fields = {name: field["examples"][0] for name, field in schema.get("properties", {}).items()
              if "examples" in field}  # fmt: skip
    return fields if fields and set(schema.get("required", ())) <= set(fields) else None


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
