"""Bodies that are too large: told with 413 on a connection that the client can still read."""

import asyncio
from typing import Any

import orjson
import pytest

from relance.core import asgi
from relance.core.asgi import HEARD_OUT_BYTES, BodyLimit

MOST = 1_000


async def never(*_: Any) -> None:
    raise AssertionError("this was too large for the application")


class Exchange:
    """One request: its body comes in `parts`, then the client waits."""

    def __init__(self, declared: int, parts: int, *, hangs: bool = False) -> None:
        self.scope = {
            "type": "http",
            "path": "/api/contacts",
            "headers": [(b"content-length", b"%d" % declared)],
        }
        self.parts = parts
        self.hangs = hangs
        self.unread_at_answer: int | None = None
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if not self.parts:
            assert self.hangs
            await asyncio.Event().wait()
        self.parts -= 1
        return {"type": "http.request", "body": b"x" * 10, "more_body": self.parts > 0 or self.hangs}

    async def send(self, message: Any) -> None:
        if self.unread_at_answer is None:
            self.unread_at_answer = self.parts
        self.sent.append(message)

    async def run(self) -> tuple[int, str, bool]:
        """Status, code, and whether the connection is closed."""
        await BodyLimit(never, most_bytes=MOST, uploads={})(self.scope, self.receive, self.send)
        start, body = self.sent
        return (
            start["status"],
            orjson.loads(body["body"])["error"]["code"],
            (b"connection", b"close") in start["headers"],
        )


async def test_the_body_is_heard_out_before_the_answer() -> None:
    exchange = Exchange(MOST + 1, 50)
    assert await exchange.run() == (413, "body_too_large", False)
    assert exchange.unread_at_answer == 0


async def test_a_huge_body_is_not_waited_for() -> None:
    exchange = Exchange(MOST + HEARD_OUT_BYTES + 1, 50)
    assert await exchange.run() == (413, "body_too_large", True)
    assert exchange.unread_at_answer == 50


async def test_a_client_that_stops_sending_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "HEARD_OUT_S", 0.05)
    assert await Exchange(MOST + 1, 3, hangs=True).run() == (413, "body_too_large", True)
