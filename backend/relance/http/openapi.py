"""What every route of a kind answers, said once: the OpenAPI document of FastAPI, completed.

A route declares what is particular to it (404, 409, 429, 400 of a cursor). That a body may be malformed or
too large, a caller unknown, the database away follows from what the route is. Its summary is the first
sentence of its docstring.
"""

import re
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from relance.http.bodies import ErrorBody
from relance.http.openapi_examples import complete_body, complete_examples, error_content
from relance.http.responses import ERROR_WORDS

Document = dict[str, Any]

TAGS = {
    "auth": "First set-up, login, one's own sessions and password.",
    "users": "Who may log in. For super admins.",
    "api keys": "Keys of programs, sent as bearer tokens. For super admins.",
    "contacts": "People: one by one, by filter, by the thousand.",
    "imports": "CSV and XLSX files as jobs.",
    "categories": "Named, coloured groups of contacts.",
    "campaigns": "Message 1 to the contacts of categories, Message 2 to who answers.",
    "messages": "What was sent to whom, and what became of it.",
    "senders": "The business numbers.",
    "templates": "Messages approved by Meta, kept in step with Meta.",
    "media": "Images for headers and Messages 2.",
    "activity": "Who did what, on what, from where and when. For super admins.",
    "webhooks": "Webhooks that could not be applied, kept to be replayed.",
    "monitoring": "Limits, errors, processes, alerts.",
    "dashboard": "The first page in one answer.",
    "events": "Everything live on one stream.",
    "cache": "How the cache does.",
    "settings": "Settings that are changed while Relance runs.",
    "installation": "A database that was restored or copied: the question, and the answer.",
    "health": "For supervisors and load balancers.",
}

_ERROR = {"$ref": "#/components/schemas/ErrorBody"}
_OTHER_422 = {"$ref": "#/components/schemas/HTTPValidationError"}
_READING = ("get", "head")
_FIRST_SENTENCE = re.compile(r"(.+?)[.:;](?:\s|$)", re.DOTALL)
_GENERATED = ("HTTPValidationError", "ValidationError")


def complete_openapi(app: FastAPI) -> None:
    """Make `app.openapi()` answer the completed document."""
    generate = app.openapi

    def openapi() -> Document:
        if app.openapi_schema is None:
            app.openapi_schema = complete(generate())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def complete(document: Document) -> Document:
    """Complete the document in place, and return it."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    _, errors = models_json_schema(
        [(ErrorBody, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schemas.update(errors["$defs"])
    used = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            used.update(operation.get("tags", ()))
            _say_summary(operation)
            _say_errors(path, method, operation)
    for name in _GENERATED:
        schemas.pop(name, None)
    complete_examples(schemas)
    for operations in document["paths"].values():
        for operation in operations.values():
            complete_body(operation, schemas)
    document["tags"] = [{"name": name, "description": words} for name, words in TAGS.items() if name in used]
    return document


def _say_summary(operation: Document) -> None:
    description = " ".join(operation.get("description", "").split())
    if found := _FIRST_SENTENCE.match(description):
        operation["summary"] = found[1]


def _say_errors(path: str, method: str, operation: Document) -> None:
    responses = operation["responses"]
    for status in _expected(path, method, operation):
        found = responses.setdefault(str(status), {"content": {"application/json": {"schema": _ERROR}}})
        if found.get("content", {}).get("application/json", {}).get("schema") == _OTHER_422:
            responses[str(status)] = {"content": {"application/json": {"schema": _ERROR}}}
    for status, answer in responses.items():
        if answer.get("content", {}).get("application/json", {}).get("schema") == _ERROR:
            answer["content"] = error_content(int(status))
            answer.setdefault("description", ERROR_WORDS[int(status)])
    operation["responses"] = dict(sorted(responses.items()))


def _expected(path: str, method: str, operation: Document) -> set[int]:
    expected: set[int] = set()
    if path.startswith("/api/"):
        # Whatever a route does not know in its query or form is refused (`http.strictness`).
        expected |= {422, 503}
        if method not in _READING:
            expected.add(413)
    if operation.get("security"):
        # Of a key over its rate, and of who has too much under way (`auth.quotas`).
        expected |= {401, 429}
        if method not in _READING:
            expected.add(403)
    if "requestBody" in operation:
        expected.add(400)
    return expected
