"""Nothing public goes or changes its meaning: what is there now holds all that a committed baseline names.

Adding is free. What fails here would break somebody's client, script, settings file or spreadsheet.
"""

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

import pytest

from relance.core.db import Pool
from tests.architecture.contract_rules import (
    GIVEN,
    TAKEN,
    Documents,
    compare_apis,
    compare_commands,
    compare_names,
    compare_tables,
)
from tests.architecture.public_contract import FOLDER, OPENAPI, OTHERS, read_api, read_others, read_tables

Json = dict[str, Any]


def baseline(name: str) -> Json:
    found: Json = json.loads((FOLDER / name).read_text())
    return found


def expect_none(problems: Iterable[str]) -> None:
    found = list(problems)
    assert not found, "Public things went or changed (CONTRIBUTING.md, Public things):\n" + "\n".join(found)


def test_the_api_keeps_what_it_had() -> None:
    expect_none(compare_apis(baseline(OPENAPI), read_api()))


async def test_commands_settings_tasks_tables_files_and_codes_keep_what_they_had(pool: Pool) -> None:
    old, new = baseline(OTHERS), read_others(await read_tables(pool))
    settings = old.pop("settings"), new.pop("settings")
    expect_none(Documents(*settings).compare(*settings, "setting", TAKEN))
    expect_none(compare_commands(old.pop("commands"), new.pop("commands")))
    expect_none(compare_tables(old.pop("tables"), new.pop("tables")))
    for name, columns in old.pop("csv").items():
        assert new["csv"][name][: len(columns)] == columns, f"CSV of {name}: columns keep name and place"
    expect_none(compare_names(old, new, "the"))


# --- the rules themselves, on a small API ------------------------------------------------------------------

BODY: Json = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "maxLength": 10, "minLength": 1},
        "kind": {"type": "string", "enum": ["a", "b"], "default": "a"},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    },
}
API: Json = {
    "paths": {
        "/x/{id}": {
            "post": {
                "security": [{"key": []}],
                "parameters": [
                    {
                        "in": "query",
                        "name": "limit",
                        "required": False,
                        "schema": {"type": "integer", "maximum": 9},
                    }
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}
                },
                "responses": {
                    "200": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}
                    },
                    "404": {},
                },
            }
        }
    },
    "components": {"schemas": {"Body": BODY}},
}


def _operation(api: Json) -> Json:
    found: Json = api["paths"]["/x/{id}"]["post"]
    return found


def _fields(api: Json) -> Json:
    found: Json = api["components"]["schemas"]["Body"]["properties"]
    return found


BREAKS: dict[str, Callable[[Json], Any]] = {
    "POST /x/{id}: is gone": lambda api: api["paths"].clear(),
    "POST /x/{id}: query limit is gone": lambda api: _operation(api)["parameters"].clear(),
    "POST /x/{id}: query limit: maximum was 9, is 8": lambda api: _operation(api)["parameters"][0][
        "schema"
    ].update(maximum=8),
    "POST /x/{id}: query limit is required now": lambda api: _operation(api)["parameters"][0].update(
        required=True
    ),
    "POST /x/{id}: query more is required now": lambda api: _operation(api)["parameters"].append(
        {"in": "query", "name": "more", "required": True, "schema": {}}
    ),
    "POST /x/{id}: a body is required now": lambda api: _operation(api)["requestBody"].update(required=True),
    "POST /x/{id}: 404 is gone": lambda api: _operation(api)["responses"].pop("404"),
    "POST /x/{id}: who may call it was [{'key': []}], is []": lambda api: _operation(api).update(security=[]),
    "POST /x/{id} body.name: maxLength was 10, is 5": lambda api: _fields(api)["name"].update(maxLength=5),
    "POST /x/{id} body.kind: default was a, is b": lambda api: _fields(api)["kind"].update(default="b"),
    "POST /x/{id} body.kind: no longer 'b'": lambda api: _fields(api)["kind"].update(enum=["a", "c"]),
    "POST /x/{id} body.name: type was string, is integer": lambda api: _fields(api)["name"].update(
        type="integer"
    ),
    "POST /x/{id} body.note: is no longer null": lambda api: _fields(api).update(note={"type": "string"}),
    "POST /x/{id} body.kind: is required now": lambda api: api["components"]["schemas"]["Body"].update(
        required=["name", "kind"]
    ),
    "POST /x/{id} body: takes no other fields now": lambda api: api["components"]["schemas"]["Body"].update(
        additionalProperties=False
    ),
    "POST /x/{id} 200.name: may be missing now": lambda api: api["components"]["schemas"]["Body"].update(
        required=[]
    ),
    "POST /x/{id} 200.name: may be null now": lambda api: _fields(api).update(
        name={"anyOf": [BODY["properties"]["name"], {"type": "null"}]}
    ),
    "POST /x/{id} 200.note: is gone": lambda api: _fields(api).pop("note"),
    "schema Body: is gone, or has another name": lambda api: _rename(api),
}


def _rename(api: Json) -> None:
    schemas, operation = api["components"]["schemas"], _operation(api)
    schemas["Other"] = schemas.pop("Body")
    for content in (operation["requestBody"], operation["responses"]["200"]):
        content["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Other"}


@pytest.mark.parametrize("problem", BREAKS)
def test_what_would_break_somebody_is_said(problem: str) -> None:
    changed = deepcopy(API)
    BREAKS[problem](changed)
    assert problem in list(compare_apis(API, changed))


ADDS: dict[str, Callable[[Json], Any]] = {
    "a path": lambda api: api["paths"].update({"/y": {"get": {"responses": {"200": {}}}}}),
    "a parameter": lambda api: _operation(api)["parameters"].append(
        {"in": "query", "name": "more", "schema": {}}
    ),
    "an answer": lambda api: _operation(api)["responses"].update({"409": {}}),
    "a field": lambda api: _fields(api).update(more={"type": "string"}),
    "a value": lambda api: _fields(api)["kind"].update(enum=["a", "b", "c"]),
    "room": lambda api: _fields(api)["name"].update(maxLength=20),
}


@pytest.mark.parametrize("what", ADDS)
def test_whatever_is_added_is_welcome(what: str) -> None:
    changed = deepcopy(API)
    ADDS[what](changed)
    assert list(compare_apis(API, changed)) == []


def test_commands_and_tables_are_compared_as_strictly() -> None:
    flag = {"spellings": ["--x"], "required": False, "default": "1", "is_flag": False}
    old = {"up": {"--x": flag}, "down": {}}
    new = {"up": {"--x": flag | {"default": "2"}, "--y": flag | {"required": True}}}
    assert sorted(compare_commands(old, new)) == [
        "relance down: is gone", "relance up --x default: was 1, is 2", "relance up --y: is required now",
    ]  # fmt: skip
    column = {"type": "bigint", "needed": False}
    tables = {"a": {"id": column, "n": column}, "b": {}}
    changed = {"a": {"id": column | {"type": "text"}, "m": column | {"needed": True}}}
    assert sorted(compare_tables(tables, changed)) == [
        "table a: id was bigint, is text", "table a: m must be given now", "table a: n is gone",
        "table b: is gone",
    ]  # fmt: skip


def test_what_we_give_may_get_narrower_and_what_we_take_wider() -> None:
    maybe: Json = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    always: Json = {"type": "string"}
    assert list(Documents({}, {}).compare(maybe, always, "x", GIVEN)) == []
    assert list(Documents({}, {}).compare(always, maybe, "x", TAKEN)) == []
