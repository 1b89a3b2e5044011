"""A webhook for tests: takes what the simulator posts, remembers it, answers as told."""

import asyncio
import hmac
import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any, Self

from tests.support.listener import listening

APP_SECRET = b"simulator-app-secret"


class Webhook:
    """An HTTP server on a free port. Bodies that are answered with 200 are `bodies`, the others `refused`."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.refused: list[bytes] = []
        self.raw: list[bytes] = []
        self.signatures_right = True
        self.connections = 0
        self.answer: Callable[[], int] = lambda: 200
        self._changed = asyncio.Condition()
        self._ends = AsyncExitStack()

    async def __aenter__(self) -> Self:
        port = await self._ends.enter_async_context(listening(self._serve))
        self.url = f"http://127.0.0.1:{port}/webhook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._ends.aclose()

    @property
    def values(self) -> list[dict[str, Any]]:
        """The `value` of every change, in order of arrival."""
        return [
            change["value"] for body in self.bodies for entry in body["entry"] for change in entry["changes"]
        ]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        return [status for value in self.values for status in value.get("statuses", [])]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message for value in self.values for message in value.get("messages", [])]

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        """Returns once the condition holds; it is looked at after each body."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(condition)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
            body = await reader.readexactly(int(headers["content-length"]))
            await self._take(body, headers.get("x-hub-signature-256", ""), writer)

    async def _take(self, body: bytes, signature: str, writer: asyncio.StreamWriter) -> None:
        wanted = "sha256=" + hmac.new(APP_SECRET, body, "sha256").hexdigest()
        self.signatures_right &= signature == wanted
        status = self.answer()
        async with self._changed:
            self.raw.append(body)
            if status == 200:
                self.bodies.append(json.loads(body))
            else:
                self.refused.append(body)
            self._changed.notify_all()
        writer.write(b"HTTP/1.1 %d Answer\r\ncontent-length: 0\r\n\r\n" % status)
        await writer.drain()
