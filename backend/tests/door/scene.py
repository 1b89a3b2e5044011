"""A server with the door, in this process, and clients that speak as they like."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

import uvicorn

from relance.door.doorway import Doorway
from relance.door.protocol import doorway_of
from relance.door.whole import STATE, Whole, WholeProtocol
from tests.support.waiting import eventually

App = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass
class Caller:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, data: bytes) -> None:
        """Send, as far as anybody takes it."""
        self.writer.write(data)
        await self.writer.drain()

    async def hear(self) -> tuple[int, bytes]:
        """The next answer: its status and its body, which has a length."""
        async with asyncio.timeout(10):
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            assert length is not None
            return int(head.split()[1]), await self.reader.readexactly(int(length.group(1)))

    async def is_closed(self) -> bool:
        """Whether nothing more comes."""
        async with asyncio.timeout(10):
            try:
                return await self.reader.read() == b""
            except ConnectionResetError:
                return True


class Door:
    """The running server."""

    def __init__(self, server: uvicorn.Server) -> None:
        self._server = server
        self._callers: list[Caller] = []
        self.doorway: Doorway = doorway_of(server.server_state)

    @property
    def port(self) -> int:
        """Where it listens on this machine."""
        return int(self._server.servers[0].sockets[0].getsockname()[1])

    async def call(self, data: bytes = b"") -> Caller:
        """A new connection that begins with this."""
        caller = Caller(*await asyncio.open_connection("127.0.0.1", self.port))
        self._callers.append(caller)
        await caller.say(data)
        return caller

    async def hang_up(self) -> None:
        for caller in self._callers:
            caller.writer.transport.abort()


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the size of the body and the names of the headers."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    names = b" ".join(name for name, _ in scope["headers"])
    await answer(send, 200, b"%d %s" % (size, names))


async def answer(send: Any, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    """Send it whole."""
    head = [(b"content-length", b"%d" % len(body)), *headers]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def door_of(
    app: App, whole: Whole | None = None, *, lifespan: Literal["on", "off"] = "off"
) -> AsyncIterator[Door]:
    """The server, until the end of the test. `whole`: what the application takes without a scope."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="error", lifespan=lifespan, http=WholeProtocol, ws="none",
        server_header=False, date_header=False, timeout_keep_alive=75, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(server._serve())

    async def started() -> bool:
        return server.started

    await eventually(started)
    if whole is not None:
        server.lifespan.state[STATE] = whole
    door = Door(server)
    try:
        yield door
    finally:
        await door.hang_up()
        server.should_exit = True
        await serving
