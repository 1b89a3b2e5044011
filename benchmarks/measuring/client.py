"""Kept-alive connections that ask, wait for the answer, and ask again; 12 µs of CPU a request."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

HEADERS = "Host: relance\r\nAccept-Encoding: gzip, deflate, br\r\nAuthorization: Bearer {key}\r\n"


def request_bytes(method: str, path: str, key: str, body: bytes = b"") -> bytes:
    """One request, as a browser or program with an API key would send it."""
    head = f"{method} {path} HTTP/1.1\r\n" + HEADERS.format(key=key)
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


@dataclass(slots=True)
class Outcome:
    """What the clients saw; `refused` counts answers other than 2xx by status."""

    times_ms: list[float] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0


class Connection(asyncio.Protocol):
    """One client."""

    def __init__(self) -> None:
        self._buffer = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class

    def connection_lost(self, error: Exception | None) -> None:
        """Whoever waits hears of it."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError("the server hung up"))

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        """Status and body, as they came."""
        assert self._transport is not None
        self._buffer = b""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        """A part of the answer."""
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._answer is None:
            return
        place = self._buffer.find(b"content-length: ", 0, end)
        if place > 0:
            length = int(self._buffer[place + 16 : self._buffer.find(b"\r", place)])
            complete = len(self._buffer) >= end + 4 + length
        else:
            complete = self._buffer[9:12] == b"204" or self._buffer.endswith(b"0\r\n\r\n")
        if complete and not self._answer.done():
            self._answer.set_result((int(self._buffer[9:12]), self._buffer[end + 4 :]))

    def close(self) -> None:
        """Hang up."""
        assert self._transport is not None
        self._transport.close()


async def connect(port: int) -> Connection:
    """To the server on this machine."""
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


async def press(port: int, *, clients: int, seconds: float, next_request: Callable[[], bytes]) -> Outcome:
    """Each client asks one thing after the other, without a pause, for so long."""
    outcome = Outcome()
    connections = [await connect(port) for _ in range(clients)]
    began = time.perf_counter()

    async def drive(connection: Connection) -> None:
        while (asked := time.perf_counter()) - began < seconds:
            status, _ = await connection.ask(next_request())
            outcome.times_ms.append((time.perf_counter() - asked) * 1000)
            if not 200 <= status < 300:
                outcome.refused[status] = outcome.refused.get(status, 0) + 1

    await asyncio.gather(*map(drive, connections))
    outcome.seconds = time.perf_counter() - began
    for connection in connections:
        connection.close()
    return outcome
