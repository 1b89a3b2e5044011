"""The ASGI application: reads requests, routes them to the Graph API or the control API, writes answers."""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol
from urllib.parse import parse_qsl

import orjson

from .answer import Answer, DateHeader, answer_json
from .graph import Call, Graph
from .refusals import Refusal

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

CONTROL_PREFIX = "/_simulator/"
_VERSION = re.compile(r"v\d+\.\d+")
_LOOPBACK = ("127.", "::1", "::ffff:127.")
BODY_LIMIT = 100 * 1024 * 1024


class ControlApi(Protocol):
    async def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer: ...


class Application:
    """One instance per simulator."""

    def __init__(self, graph: Graph, control: ControlApi, clock: Callable[[], float]) -> None:
        self._graph = graph
        self._control = control
        self._clock = clock
        self._date = DateHeader()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"only HTTP is served here, not {scope['type']}")
        body = await _read_body(receive)
        path: str = scope["path"]
        if path.startswith(CONTROL_PREFIX):
            answer = await self._answer_control(scope, path, body)
        else:
            answer = self._answer_graph(scope, path, body)
        if answer.delay_s > 0.0:
            await asyncio.sleep(answer.delay_s)
        if answer.drop:
            await _drop(receive, send)
            return
        await self._write(answer, send)

    def _answer_graph(self, scope: Scope, path: str, body: bytes) -> Answer:
        parts = path.split("/")[1:]
        version = f"/{parts[0]}" if _VERSION.fullmatch(parts[0]) else ""
        headers = _read_headers(scope)
        call = Call(
            scope["method"],
            tuple(parts[1:] if version else parts),
            _read_query(scope),
            body,
            headers.get(b"content-type", b"").decode("latin-1"),
            headers.get(b"authorization", b"").decode("latin-1"),
            f"http://{headers.get(b'host', b'').decode('latin-1')}{version}",
        )
        try:
            return self._graph.answer(call)
        except Refusal as refusal:
            return Answer(refusal.status, refusal.body())

    async def _answer_control(self, scope: Scope, path: str, body: bytes) -> Answer:
        peer = scope.get("client")
        if peer is None or not str(peer[0]).startswith(_LOOPBACK):
            return answer_json({"error": "the control API answers this machine only"}, 403)
        try:
            return await self._control.answer(
                scope["method"], path[len(CONTROL_PREFIX) :], _read_query(scope), body
            )
        except (ValueError, TypeError, orjson.JSONDecodeError) as error:
            return answer_json({"error": str(error)}, 400)

    async def _write(self, answer: Answer, send: Send) -> None:
        date = answer.date or self._date.format(self._clock())
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": [
                    (b"content-type", answer.content_type.encode()),
                    (b"content-length", b"%d" % len(answer.body)),
                    (b"date", date.encode()),
                ],
            }
        )
        await send({"type": "http.response.body", "body": answer.body})


async def _read_body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    chunks = [body]
    while message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
    return b"".join(chunks)


def _read_headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope["headers"])


def _read_query(scope: Scope) -> dict[str, str]:
    raw: bytes = scope["query_string"]
    return dict(parse_qsl(raw.decode("latin-1"))) if raw else {}


async def _drop(receive: Receive, send: Send) -> None:
    """Closes the connection without an answer.

    ASGI has no word for it: the transport is that of uvicorn's cycle, which `send` is a method of.
    """
    transport: asyncio.Transport = send.__self__.transport  # type: ignore[attr-defined]
    transport.abort()
    # Returning before uvicorn has seen the disconnection would make it write a 500.
    while (await receive())["type"] != "http.disconnect":
        pass
