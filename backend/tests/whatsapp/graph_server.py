"""A bare HTTP/1.1 server on loopback that counts the requests it read and misbehaves as told."""

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from relance.whatsapp.client import GraphClient
from tests.support.listener import listening

NUMBER = "201000000000001"
ACCEPTED = b'{"messages":[{"id":"wamid.A"}]}'


@dataclass
class Request:
    """One request as it was read from the socket."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Exchange:
    """What a handler works with: the open connection, and the server's book of what it read."""

    server: "GraphServer"
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def read(self) -> Request:
        """Read one whole request and enter it into the book."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        request = Request(head[0], headers, body)
        self.server.requests.append(request)
        self.server.bodies[body] += 1
        return request

    async def answer(self, status: int = 200, body: bytes = ACCEPTED, *headers: str) -> None:
        """Write a whole answer, keep-alive."""
        more = "".join(f"{header}\r\n" for header in headers)
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        await self.write(head.encode() + body)

    async def write(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Close with a RST instead of a FIN."""
        connection: socket.socket = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass
class GraphServer:
    """The running server: where it listens and what it read."""

    url: str = ""
    connections: int = 0
    requests: list[Request] = field(default_factory=list)
    bodies: Counter[bytes] = field(default_factory=Counter)


Handler = Callable[[Exchange], Awaitable[None]]


@asynccontextmanager
async def serve(handler: Handler) -> AsyncIterator[GraphServer]:
    """Run a server whose every connection is handled by `handler` and closed after it."""
    server = GraphServer()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        await handler(Exchange(server, reader, writer))

    async with listening(handle) as port:
        server.url = f"http://127.0.0.1:{port}"
        yield server


async def answer_forever(exchange: Exchange) -> None:
    """The well-behaved handler: answer every request of the connection."""
    while True:
        await exchange.read()
        await exchange.answer()


@asynccontextmanager
async def connect(
    url: str, *, connections: int = 8, total_s: float = 5.0, pool_s: float = 2.0
) -> AsyncIterator[GraphClient]:
    client = GraphClient(
        url, "v23.0", "token", max_connections=connections, total_timeout_s=total_s, pool_timeout_s=pool_s
    )
    async with client:
        yield client
