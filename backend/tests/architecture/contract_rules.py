"""What may change in public, and what may not: things are added, nothing goes or means something else.

A schema is read in a direction. What we take (`TAKEN`) must not get narrower: whoever sent it goes on
sending it. What we give (`GIVEN`) must not get wider in what a client relied on: a field that is always
there, a value that is never null.
"""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

TAKEN, GIVEN = "taken", "given"
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")


class Documents:
    """An old and a new description, to be compared schema by schema; `$ref` is followed in each."""

    def __init__(self, old: Json, new: Json) -> None:
        self._old = old
        self._new = new
        self._compared: set[tuple[str, str, str]] = set()

    def compare(self, old: Json, new: Json, where: str, direction: str) -> Iterator[str]:
        """What got lost or changed, as sentences."""
        names = (old.get("$ref", ""), new.get("$ref", ""), direction)
        if names[0] and names[1]:
            if names in self._compared:
                return
            self._compared.add(names)
        old, new = _resolve(self._old, old), _resolve(self._new, new)
        before, after = _alternatives(self._old, old), _alternatives(self._new, new)
        if len(before) == len(after) == 1:
            yield from self._compare_one(old, new, where, direction)
            return
        for key, alternative in before.items():
            if key in after:
                yield from self.compare(alternative, after[key], where, direction)
            elif key != "null" or direction == TAKEN:
                yield f"{where}: is no longer {key}"
        if direction == GIVEN:
            yield from (f"{where}: may be {key} now" for key in after if key not in before)

    def _compare_one(self, old: Json, new: Json, where: str, direction: str) -> Iterator[str]:
        for key in ("type", "format"):
            if old.get(key) != new.get(key) and not (direction == TAKEN and new.get(key) is None):
                yield f"{where}: {key} was {old.get(key)}, is {new.get(key)}"
        gone = _values(old) - _values(new) if _values(new) else set()
        if gone or (direction == GIVEN and _values(old) and not _values(new)):
            yield f"{where}: no longer {', '.join(sorted(gone)) or 'one of few values'}"
        if direction == TAKEN:
            yield from _compare_bounds(old, new, where)
        yield from self._compare_parts(old, new, where, direction)

    def _compare_parts(self, old: Json, new: Json, where: str, direction: str) -> Iterator[str]:
        fields, now = old.get("properties", {}), new.get("properties", {})
        for name, field in fields.items():
            if name in now:
                yield from self.compare(field, now[name], f"{where}.{name}", direction)
            else:
                yield f"{where}.{name}: is gone"
        must, must_now = set(old.get("required", ())), set(new.get("required", ()))
        if direction == TAKEN:
            yield from (f"{where}.{name}: is required now" for name in sorted(must_now - must))
        else:
            yield from (f"{where}.{name}: may be missing now" for name in sorted(must & set(now) - must_now))
        for key in ("items", "additionalProperties"):
            if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
                yield from self.compare(old[key], new[key], f"{where}[]", direction)


def compare_apis(old: Json, new: Json) -> Iterator[str]:
    """What clients of the old OpenAPI would miss in the new one."""
    documents = Documents(old, new)
    for path, verbs in old["paths"].items():
        for verb, operation in verbs.items():
            where = f"{verb.upper()} {path}"
            present = new["paths"].get(path, {}).get(verb)
            if present is None:
                yield f"{where}: is gone"
            else:
                yield from _compare_operations(documents, operation, present, where)
    for name in old["components"]["schemas"]:
        if name not in new["components"]["schemas"]:
            yield f"schema {name}: is gone, or has another name"


def _compare_operations(documents: Documents, old: Json, new: Json, where: str) -> Iterator[str]:
    if old.get("security") != new.get("security"):
        yield f"{where}: who may call it was {old.get('security')}, is {new.get('security')}"
    given = {(one["in"], one["name"]): one for one in old.get("parameters", ())}
    known = {(one["in"], one["name"]): one for one in new.get("parameters", ())}
    for (place, name), parameter in known.items():
        before = given.get((place, name))
        if parameter.get("required") and not (before and before.get("required")):
            yield f"{where}: {place} {name} is required now"
        if before is not None:
            what = f"{where}: {place} {name}"
            yield from documents.compare(before["schema"], parameter["schema"], what, TAKEN)
    yield from (f"{where}: {place} {name} is gone" for place, name in given if (place, name) not in known)
    body, body_now = old.get("requestBody", {}), new.get("requestBody", {})
    if body_now.get("required") and not body.get("required"):
        yield f"{where}: a body is required now"
    yield from _compare_contents(documents, body, body_now, f"{where} body", TAKEN)
    for status, answer in old["responses"].items():
        if status not in new["responses"]:
            yield f"{where}: {status} is gone"
        else:
            yield from _compare_contents(
                documents, answer, new["responses"][status], f"{where} {status}", GIVEN
            )


def _compare_contents(
    documents: Documents, old: Json, new: Json, where: str, direction: str
) -> Iterator[str]:
    for kind, content in old.get("content", {}).items():
        present = new.get("content", {}).get(kind)
        if present is None:
            yield f"{where}: {kind} is gone"
        else:
            yield from documents.compare(
                content.get("schema", {}), present.get("schema", {}), where, direction
            )


def _resolve(document: Json, schema: Json) -> Json:
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = {**found, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def _alternatives(document: Json, schema: Json) -> dict[str, Json]:
    """By what tells them apart: the name of an object, else the type."""
    found: dict[str, Json] = {}
    for one in schema.get("anyOf") or schema.get("oneOf") or [schema]:
        resolved = _resolve(document, one)
        key = one.get("$ref", "").rpartition("/")[2] or str(resolved.get("type", "anything"))
        while key in found:
            key += "'"
        found[key] = one
    return found


def _values(schema: Json) -> set[str]:
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    return {repr(value) for value in values}


def _compare_bounds(old: Json, new: Json, where: str) -> Iterator[str]:
    for key in _UPPER:
        if key in new and new[key] < old.get(key, float("inf")):
            yield f"{where}: {key} was {old.get(key)}, is {new[key]}"
    for key in _LOWER:
        if key in new and new[key] > old.get(key, 0 if key.startswith("min") else float("-inf")):
            yield f"{where}: {key} was {old.get(key)}, is {new[key]}"
    if new.get("pattern") not in (None, old.get("pattern")):
        yield f"{where}: pattern was {old.get('pattern')}, is {new['pattern']}"
    if old.get("default") != new.get("default"):
        yield f"{where}: default was {old.get('default')}, is {new.get('default')}"
    if old.get("additionalProperties", True) is not False and new.get("additionalProperties") is False:
        yield f"{where}: takes no other fields now"


def compare_names(old: Any, new: Any, where: str) -> Iterator[str]:
    """Names in dictionaries and lists stay, what they stand for too; others may come."""
    if isinstance(old, dict):
        for name, value in old.items():
            if name in new:
                yield from compare_names(value, new[name], f"{where} {name}")
            else:
                yield f"{where} {name}: is gone"
    elif isinstance(old, list):
        yield from (f"{where}: {value} is gone" for value in old if value not in new)
    elif old != new:
        yield f"{where}: was {old}, is {new}"


def compare_commands(old: Json, new: Json) -> Iterator[str]:
    """What a script that calls the old commands would stumble over."""
    yield from compare_names(old, {name: new[name] for name in new if name in old}, "relance")
    for name in old.keys() & new.keys():
        for option, parameter in new[name].items():
            if parameter["required"] and option not in old[name]:
                yield f"relance {name} {option}: is required now"


def compare_tables(old: Json, new: Json) -> Iterator[str]:
    """What a process of the old version would miss that still runs beside the new one for a moment."""
    for table, columns in old.items():
        present = new.get(table)
        if present is None:
            yield f"table {table}: is gone"
            continue
        for name, column in columns.items():
            if name not in present:
                yield f"table {table}: {name} is gone"
            elif present[name]["type"] != column["type"]:
                yield f"table {table}: {name} was {column['type']}, is {present[name]['type']}"
        for name, column in present.items():
            if column["needed"] and not columns.get(name, {"needed": False})["needed"]:
                yield f"table {table}: {name} must be given now"
