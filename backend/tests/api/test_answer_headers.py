"""What every answer says of itself, from wherever in the process it comes."""

from typing import Any

import httpx2
import pytest
from starlette.types import Receive, Scope, Send

from relance.http.answer_headers import AnswerHeaders
from tests.campaigns.scene import Scene

NOSNIFF = "nosniff"
NO_STORE = "no-store"


def said(answer: httpx2.Response) -> tuple[list[str], list[str]]:
    """All values: a second one beside the first would be a fault too."""
    headers = answer.headers
    return headers.get_list("cache-control"), headers.get_list("x-content-type-options")


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        ("GET", "/api/categories", 200),
        ("GET", "/api/dashboard/stats", 200),
        ("GET", "/api/contacts/export", 200),
        ("GET", "/api/contacts?limit=0", 422),
        ("GET", "/api/contacts/999", 404),
        ("GET", "/api/nothing", 404),
        ("DELETE", "/api/categories", 405),
        ("GET", "/api/categories/", 307),
        ("GET", "/openapi.json", 200),
        ("GET", "/healthz", 200),
        ("HEAD", "/readyz", 200),
        ("GET", "/api/webhooks/whatsapp", 403),
        ("POST", "/api/webhooks/whatsapp", 401),
        ("PUT", "/api/webhooks/whatsapp", 405),
        ("GET", "/no-such-file.js", 404),
    ],
)
async def test_answers_are_neither_kept_nor_guessed_at(
    client: httpx2.AsyncClient, verb: str, path: str, status: int
) -> None:
    answer = await client.request(verb, path)
    assert (answer.status_code, said(answer)) == (status, ([NO_STORE], [NOSNIFF]))


async def test_refusals_in_front_of_the_routes_are_not_kept(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/categories", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, said(answer)) == (401, ([NO_STORE], [NOSNIFF]))
    answer = await client.post("/api/contacts", content=b"x" * (4 << 20))
    assert (answer.status_code, said(answer)) == (413, ([NO_STORE], [NOSNIFF]))


async def test_answers_in_front_of_the_routes_say_the_same(client: httpx2.AsyncClient, scene: Scene) -> None:
    await scene.add_category()
    for _ in range(3):  # the second and third come from the cache
        assert said(await client.get("/api/categories")) == ([NO_STORE], [NOSNIFF])


async def test_what_says_itself_how_long_it_may_be_kept_is_left_alone(client: httpx2.AsyncClient) -> None:
    assert said(await client.get("/docs")) == (["no-cache"], [NOSNIFF])
    assert said(await client.get("/")) == ([NO_STORE], [NOSNIFF])


async def test_message_that_many_answers_share_does_not_grow() -> None:
    """The webhook endpoint sends the same one for all."""
    shared: dict[str, Any] = {"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]}

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send(shared)
        await send({"type": "http.response.body", "body": b"{}"})

    transport = httpx2.ASGITransport(app=AnswerHeaders(answer))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        for _ in range(2):
            assert said(await client.get("/")) == ([NO_STORE], [NOSNIFF])
    assert shared["headers"] == [(b"a", b"b")]
