from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable

from .graph_server import Exchange, GraphServer, serve

WABA = "301000000000001"


@asynccontextmanager
async def answering(*answers: tuple[int, Any]) -> AsyncIterator[tuple[GraphClient, GraphServer]]:
    """A client whose server gives these answers, one per request, in this order."""
    left = list(answers)

    async def handler(exchange: Exchange) -> None:
        while True:
            await exchange.read()
            status, answer = left.pop(0)
            await exchange.answer(status, answer if isinstance(answer, bytes) else orjson.dumps(answer))

    async with serve(handler) as server, GraphClient(server.url + "/", "/v23.0", "token") as client:
        yield client, server


def page(names: list[str], after: str | None) -> dict[str, Any]:
    paging: dict[str, Any] = {"cursors": {"before": "b", "after": after or "end"}}
    if after is not None:
        paging["next"] = "http://127.0.0.1:1/a-place-the-token-must-not-go"
    return {"data": [{"name": name} for name in names], "paging": paging}


async def test_templates_of_all_pages_by_cursor() -> None:
    async with answering((200, page(["a", "b"], "c1")), (200, page(["c"], None))) as (client, server):
        assert [item["name"] async for item in client.list_templates(WABA)] == ["a", "b", "c"]
        paths = [urlsplit(request.line.split(" ")[1]) for request in server.requests]
        assert {path.path for path in paths} == {f"/v23.0/{WABA}/message_templates"}
        queries = [parse_qs(path.query) for path in paths]
        assert [query.get("after") for query in queries] == [None, ["c1"]]
        assert "components" in queries[0]["fields"][0].split(",")


@pytest.mark.parametrize(
    "answer",
    [{"data": []}, {}, {"data": None, "paging": 7}, {"data": [7], "paging": {"next": "x", "cursors": None}}],
)
async def test_odd_page_ends_the_list(answer: Any) -> None:
    async with answering((200, answer)) as (client, _):
        assert [item async for item in client.list_templates(WABA)] == []


async def test_cursor_that_stands_still_ends_the_list() -> None:
    async with answering((200, page(["a"], "c1")), (200, page(["b"], "c1"))) as (client, _):
        assert [item["name"] async for item in client.list_templates(WABA)] == ["a", "b"]


async def test_phone_number() -> None:
    number = {"id": "1", "display_phone_number": "+33 7 55 50 00 00", "quality_rating": "GREEN"}
    async with answering((200, number)) as (client, server):
        assert await client.get_phone_number("1") == number
        assert server.requests[0].line.startswith("GET /v23.0/1?fields=")


async def test_media_upload_is_a_form_with_the_file() -> None:
    async with answering((200, {"id": "99"})) as (client, server):
        assert await client.upload_media("1", "été.png", "image/png", b"\x89PNG\x00data") == "99"
        (request,) = server.requests
        assert request.line == "POST /v23.0/1/media HTTP/1.1"
        assert request.headers["content-type"].startswith("multipart/form-data")
        for part in (b'name="messaging_product"', b"whatsapp", b"image/png", b"\x89PNG\x00data"):
            assert part in request.body


async def test_error_of_meta_is_raised_with_its_code() -> None:
    body = {"error": {"code": 190, "message": "Token expired", "error_data": {"details": "on Monday"}}}
    async with answering((401, body)) as (client, _):
        with pytest.raises(GraphError, match="Token expired on Monday") as caught:
            await client.get_phone_number("1")
        assert (caught.value.code, caught.value.status) == (190, 401)


@pytest.mark.parametrize(
    "answer", [(502, b"<html>"), (200, b"<html>"), (200, b"[]"), (302, b""), (200, b"{")]
)
async def test_answer_of_something_else_is_unreachable(answer: tuple[int, bytes]) -> None:
    async with answering(answer) as (client, _):
        with pytest.raises(GraphUnreachable):
            await client.get_phone_number("1")


async def test_upload_without_an_id_is_unreachable() -> None:
    async with answering((200, {})) as (client, _):
        with pytest.raises(GraphUnreachable, match="without a media id"):
            await client.upload_media("1", "a.png", "image/png", b"x")


async def test_network_failure_of_a_management_call_is_unreachable() -> None:
    async with GraphClient("http://127.0.0.1:1", "v23.0", "token") as client:
        with pytest.raises(GraphUnreachable) as caught:
            await client.get_phone_number("1")
        assert "token" not in str(caught.value)
