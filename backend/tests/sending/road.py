"""The road between a sender and Meta, which a test can cut in the ways networks are cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Literal
from urllib.parse import urlsplit

from tests.support.listener import listening

Mode = Literal["open", "hang", "refuse", "page"]

_PAGE = b"<html><body>500 Internal Server Error</body></html>"
_ANSWER = (
    b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: "
    + str(len(_PAGE)).encode()
    + b"\r\n\r\n"
    + _PAGE
)


class Road:
    """`hang`: bytes vanish, on open connections for ever. `refuse`: nobody listens. `page`: a proxy's 500."""

    def __init__(self, target_url: str) -> None:
        target = urlsplit(target_url)
        assert target.hostname is not None
        assert target.port is not None
        self._target = target.hostname, target.port
        self._mode: Mode = "open"
        self._listening: AsyncExitStack | None = None
        self._port = 0
        self.swallowed = 0
        """Requests that were read and got no answer, or a page."""

    @property
    def url(self) -> str:
        """What a client connects to."""
        return f"http://127.0.0.1:{self._port}"

    async def set_mode(self, mode: Mode) -> None:
        """From now on."""
        self._mode = mode
        if mode == "refuse":
            await self.close()
        elif self._listening is None:
            await self.listen()

    async def listen(self) -> None:
        """On the same port as before."""
        self._listening = AsyncExitStack()
        self._port = await self._listening.enter_async_context(listening(self._pass, self._port))

    async def close(self) -> None:
        """Nobody listens, and open connections break."""
        if self._listening is not None:
            await self._listening.aclose()
            self._listening = None

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, out = await asyncio.open_connection(*self._target)
        try:
            await asyncio.gather(self._pass_on(reader, writer, out), self._pass_back(there, writer))
        finally:
            for one in (writer, out):
                one.transport.abort()

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, out: asyncio.StreamWriter
    ) -> None:
        hung = False
        with suppress(OSError):
            while data := await reader.read(65_536):
                hung = hung or self._mode == "hang"
                if hung:
                    self.swallowed += 1
                elif self._mode == "page":
                    self.swallowed += 1
                    writer.write(_ANSWER)
                else:
                    out.write(data)
        out.transport.abort()

    async def _pass_back(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hung = False
        with suppress(OSError):
            while data := await there.read(65_536):
                hung = hung or self._mode == "hang"
                if not hung:
                    writer.write(data)


@asynccontextmanager
async def road_to(target_url: str) -> AsyncIterator[Road]:
    """An open road, gone at the end."""
    road = Road(target_url)
    await road.listen()
    try:
        yield road
    finally:
        await road.close()
