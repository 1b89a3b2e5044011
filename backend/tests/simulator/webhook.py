"""A webhook for tests: takes what the simulator posts, remembers it, answers as told."""

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any, Self

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
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/webhook"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

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

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A plain callback: asyncio would report the cancellation of a coroutine of its own as an error.
        self.connections += 1
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
                body = await reader.readexactly(int(headers["content-length"]))
                await self._take(body, headers.get("x-hub-signature-256", ""), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

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
