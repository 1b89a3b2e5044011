"""What is compressed, and that it is the same in the end."""

import gzip
from collections.abc import AsyncIterator

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from relance.http.compression import Compression

LINES = [f"{number},+22901970{number:05d},Awa\r\n".encode() for number in range(5000)]


async def export(_: Request) -> StreamingResponse:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(LINES), 500):
            yield b"".join(LINES[start : start + 500])

    return StreamingResponse(pieces(), media_type="text/csv; charset=utf-8")


async def events(_: Request) -> StreamingResponse:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"data: 1\n\n" * 1000

    return StreamingResponse(pieces(), media_type="text/event-stream")


async def small(_: Request) -> Response:
    return Response(b'{"a":1}', media_type="application/json")


async def ask(path: str, encoding: str) -> tuple[str | None, bytes]:
    """Content-Encoding, and the body as it came over the wire."""
    routes = [Route("/export", export), Route("/events", events), Route("/small", small)]
    transport = httpx2.ASGITransport(app=Compression(Starlette(routes=routes)))
    async with (
        httpx2.AsyncClient(transport=transport, base_url="http://test") as client,
        client.stream("GET", path, headers={"Accept-Encoding": encoding}) as answer,
    ):
        body = b"".join([piece async for piece in answer.aiter_raw()])
        return answer.headers.get("content-encoding"), body


async def test_an_export_shrinks_while_it_streams() -> None:
    encoding, body = await ask("/export", "gzip")
    assert encoding == "gzip" and len(body) < len(b"".join(LINES)) / 3
    assert gzip.decompress(body) == b"".join(LINES)


@pytest.mark.parametrize(
    ("path", "encoding"), [("/export", "identity"), ("/events", "gzip"), ("/small", "gzip")]
)
async def test_what_is_not_asked_for_or_does_not_pay_is_plain(path: str, encoding: str) -> None:
    found, body = await ask(path, encoding)
    assert found is None and body[:1] in b"0d{"
