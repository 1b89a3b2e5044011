"""The OpenAPI document is complete: the web app's types and other people's clients are made from it."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from relance.core.settings import Settings
from relance.http.openapi import TAGS
from relance.main import describe_api

ERROR = {"$ref": "#/components/schemas/ErrorBody"}
OPEN_TO_ALL = {
    "GET /healthz", "GET /readyz", "GET /api/auth/setup", "POST /api/auth/setup", "POST /api/auth/login",
    "POST /api/auth/logout",
}  # fmt: skip
READING = ("GET",)

Document = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Document:
    return describe_api(
        Settings(
            secret_key="a-secret-key-for-tests-only",
            whatsapp_token="token",
            whatsapp_app_secret="secret",
            whatsapp_verify_token="token",
            whatsapp_phone_number_id="1",
            whatsapp_business_account_id="2",
        )
    )


@pytest.fixture(scope="module")
def operations(document: Document) -> dict[str, Document]:
    """By `VERB /path`."""
    return {
        f"{verb.upper()} {path}": operation
        for path, verbs in document["paths"].items()
        for verb, operation in verbs.items()
    }


def schemas_of(operation: Document) -> Iterator[tuple[str, Document]]:
    """JSON bodies of a request and of its good answers, with the word that names each."""
    contents = [("request body", operation.get("requestBody", {}).get("content", {}))]
    contents += [
        (f"answer {status}", answer.get("content", {}))
        for status, answer in operation["responses"].items()
        if status < "300"
    ]
    for name, content in contents:
        if "application/json" in content:
            yield name, content["application/json"]


def resolve(document: Document, schema: Document) -> Document:
    """The schema that a reference, or a body that may be left out, points to."""
    for option in schema.get("anyOf", ()):
        if "$ref" in option:
            schema = option
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def test_every_route_says_what_it_does(operations: dict[str, Document]) -> None:
    lacking = [
        f"{route}: {part}"
        for route, operation in operations.items()
        for part in ("summary", "description", "operationId")
        if not operation.get(part)
    ]
    assert lacking == []
    long = {route: what["summary"] for route, what in operations.items() if len(what["summary"]) > 110}
    assert long == {}


def test_every_route_has_one_tag_that_is_explained(
    document: Document, operations: dict[str, Document]
) -> None:
    tags = {route: operation.get("tags", []) for route, operation in operations.items()}
    assert {route: found for route, found in tags.items() if len(found) != 1 or found[0] not in TAGS} == {}
    assert {tag["name"] for tag in document["tags"]} == set(TAGS)


def test_every_route_says_who_may_call_it(operations: dict[str, Document]) -> None:
    for route, operation in operations.items():
        if route in OPEN_TO_ALL:
            assert "security" not in operation, route
        else:
            assert operation["security"] == [{"api_key": []}, {"session": []}], route
            assert {"401", "429"} <= set(operation["responses"]), route
            assert route.startswith(READING) or "403" in operation["responses"], route


def test_every_error_is_documented_with_the_one_body(operations: dict[str, Document]) -> None:
    for route, operation in operations.items():
        responses = operation["responses"]
        errors = {status: answer for status, answer in responses.items() if status >= "400"}
        for status, answer in errors.items():
            if route != "GET /readyz":
                assert answer["content"]["application/json"]["schema"] == ERROR, (route, status)
            assert answer["description"], (route, status)
        if " /api/" in route:
            # What a route does not know is refused everywhere.
            assert {"422", "503"} <= set(errors), route
        if "{" in route:
            assert "404" in errors, route
        if "requestBody" in operation:
            assert {"400", "413", "422"} <= set(errors), route
        if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ())):
            assert "400" in errors, route


def test_the_error_body_has_its_fields(document: Document) -> None:
    detail = document["components"]["schemas"]["ErrorDetail"]
    assert set(detail["properties"]) == set(detail["required"]) == {
        "code", "message", "details", "values", "request_id",
    }  # fmt: skip


def test_every_json_body_and_answer_has_an_example_that_fits(
    document: Document, operations: dict[str, Document]
) -> None:
    wrong = []
    for route, operation in operations.items():
        for name, content in schemas_of(operation):
            schema = resolve(document, content["schema"])
            examples = schema.get("examples") or [
                field["examples"][0] for field in schema.get("properties", {}).values() if "examples" in field
            ]
            if not examples:
                wrong.append(f"{route}: {name} has no example")
            elif schema.get("examples"):
                validator = jsonschema_rs.validator_for({**schema, "components": document["components"]})
                wrong += [
                    f"{route}: {name}: {error.message}"
                    for example in examples
                    for error in validator.iter_errors(example)
                ]
    assert wrong == []


def test_no_schema_is_vague(document: Document) -> None:
    """A state or a kind is one of its words, so that generated types know them."""
    words = {"status", "state", "kind", "level", "severity", "role", "message_type", "why", "event"}
    open_to_meta = {
        "TemplateBody.status",
        "SenderBody.status",
        "PreviewedHeader.kind",
        "PreviewedButton.kind",
    }
    vague = {
        f"{schema}.{name}"
        for schema, what in document["components"]["schemas"].items()
        for name, field in what.get("properties", {}).items()
        if name in words and field.get("type") == "string" and not {"enum", "const"} & set(field)
    }
    assert vague - open_to_meta == set()
    assert [name for name in document["components"]["schemas"] if "__" in name] == []
