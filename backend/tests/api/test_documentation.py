"""The documentation stands where everybody looks for it, and is open to everybody."""

import re
from typing import Any

import httpx2
import pytest

from tests.api.conftest import api_of


async def test_openapi_and_docs_are_at_their_places(client: httpx2.AsyncClient) -> None:
    del client.headers["Authorization"]
    document = await client.get("/openapi.json")
    assert (document.status_code, document.headers["content-type"]) == (200, "application/json")
    assert document.json()["openapi"].startswith("3.1")
    head = await client.head("/openapi.json", headers={"Accept-Encoding": "identity"})
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(document.content)))
    docs = await client.get("/docs")
    assert (docs.status_code, docs.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "/openapi.json" in docs.text


async def test_the_document_is_written_once(
    client: httpx2.AsyncClient, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is open to everybody: 300 kB written again for each request is 18 ms of the event loop."""
    first = await client.get("/openapi.json")
    monkeypatch.setattr(api_of(app), "openapi", None)
    assert (await client.get("/openapi.json")).content == first.content


def _examples_of(content: dict[str, Any], schemas: dict[str, Any]) -> Any:
    schema = content.get("schema", {})
    schema = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    return content.get("example") or content.get("examples") or schema.get("examples")


async def test_every_body_and_every_answer_in_json_has_an_example(client: httpx2.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()
    schemas, without, errors = document["components"]["schemas"], [], 0
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                for kind, content in body.get("content", {}).items():
                    if kind.startswith("image/"):
                        continue
                    example = _examples_of(content, schemas)
                    if not example:
                        without.append(f"{method} {path} {kind}")
                    elif "error" in example:
                        errors += 1
                        assert set(example["error"]) == {"code", "message", "details", "values", "request_id"}
    assert without == []
    assert errors > 400


async def test_the_page_of_the_docs_asks_no_other_machine(client: httpx2.AsyncClient) -> None:
    page = await client.get("/docs")
    assert not re.search(r"(src|href)=\"?(https?:)?//", page.text)
    assert "default-src 'none'; script-src 'self'" in page.headers["content-security-policy"]


async def test_an_unknown_address_of_the_api_is_404_in_json(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/nothing")
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"code", "message", "details", "values", "request_id"}
