"""The road between one process and Redis: it can be cut or blocked; and servers that only babble."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from tests.support.listener import listening


class Road:
    """Forwards to a Redis. `cut` refuses everything, `block` lets nothing through, `mend` ends both."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._open = asyncio.Event()
        self._open.set()
        self._is_cut = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._ends = AsyncExitStack()
        self._port = 0

    async def __aenter__(self) -> "Road":
        self._port = await self._ends.enter_async_context(listening(self._pass))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._ends.aclose()

    @property
    def url(self) -> str:
        """Where the process finds its Redis."""
        return f"redis://127.0.0.1:{self._port}/0"

    def cut(self) -> None:
        """Connections break, new ones too."""
        self._is_cut = True
        for writer in self._writers:
            writer.transport.abort()

    def block(self) -> None:
        """Bytes disappear into a silence; they arrive after `mend`."""
        self._open.clear()

    def mend(self) -> None:
        """As if nothing had happened."""
        self._is_cut = False
        self._open.set()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._target_port)
        self._writers |= {writer, back}
        try:
            await asyncio.gather(self._pump(reader, back), self._pump(there, writer))
        finally:
            self._writers -= {writer, back}
            back.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await self._open.wait()
                target.write(data)
        target.transport.abort()


@asynccontextmanager
async def babbling(answer: bytes) -> AsyncIterator[str]:
    """The URL of a server that answers everything with the same bytes."""

    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65536) and answer:
            writer.write(answer)

    async with listening(babble) as port:
        yield f"redis://127.0.0.1:{port}/0"
