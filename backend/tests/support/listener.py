"""A TCP server of a test: every connection that it ever accepted is closed when it ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve, port: int = 0) -> AsyncIterator[int]:
    """The port on loopback (0: a free one) where each connection is given to `serve`, and closed after it.

    A connection whose bytes end early, breaks, or is still open at the end is nobody's error. One that is
    accepted while the server ends is closed as well: left to the garbage collector it would fail a test that
    has nothing to do with it.
    """
    tasks: set[asyncio.Task[None]] = set()
    writers: set[asyncio.StreamWriter] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (EOFError, OSError):
            pass
        finally:
            writer.close()
            writers.discard(writer)

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A plain callback: asyncio would report the cancellation of a coroutine of its own as an error.
        writers.add(writer)
        task = asyncio.get_running_loop().create_task(handle(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        # Two rounds for what was being accepted, one for what is closed now.
        for _ in range(3):
            await asyncio.sleep(0)
            await _end(tasks, writers)


async def _end(tasks: set[asyncio.Task[None]], writers: set[asyncio.StreamWriter]) -> None:
    """A task that is cancelled before its first step never closes its connection: that is done here."""
    for task in list(tasks):
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for writer in writers:
        writer.transport.abort()
    writers.clear()
    for result in results:
        if isinstance(result, Exception):
            raise result
