"""Strangers without credentials, each attack for some seconds: `python attackers.py NAME PORT SECONDS`.

Prints a line when the attack stands; ends by itself.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

MB = 1_000_000
WEBHOOK = b"POST /api/webhooks/whatsapp HTTP/1.1\r\nhost: x\r\nx-hub-signature-256: sha256=00\r\n"

Attack = Callable[[int, float], Awaitable[None]]


async def bodies(port: int, until: float) -> None:
    """Sixteen clients, each a body of 2.8 MB for a protected route, again and again."""
    body = b"[" + b",".join([b'{"a":1}'] * 350_000) + b"]"
    head = b"POST /api/contacts HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    opening = head + b"content-length: %d\r\n\r\n" % len(body)

    async def ask() -> None:
        while time.monotonic() < until:
            with suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(opening + body)
                with suppress(OSError):
                    await writer.drain()
                await reader.readuntil(b"\r\n\r\n")
                writer.transport.abort()
            await asyncio.sleep(0.05)

    await _at_once([ask() for _ in range(16)])


async def held(port: int, until: float) -> None:
    """Two hundred webhooks of 3 MB less one byte, and then silence."""
    size = 3 * 1024 * 1024
    head = WEBHOOK + b"content-length: %d\r\n\r\n" % size
    await _hold([head + b"x" * (size - 1)] * 200, port, until)


async def half_lines(port: int, until: float) -> None:
    """Eight hundred requests that do not come to the end of their first line."""
    await _hold([b"GET /api/con"] * 800, port, until)


async def header(port: int, until: float) -> None:
    """One header of 48 MB, again and again."""
    while time.monotonic() < until:
        opening = b"GET /healthz HTTP/1.1\r\nx: " + b"a" * (48 * MB)
        await _hold([opening], port, min(until, time.monotonic() + 2))


async def multipart(port: int, until: float) -> None:
    """Four uploads of 60 MB that nobody may make, never ended."""
    head = (
        b"POST /api/contacts/import HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\n"
        b"content-length: 99000000\r\n\r\n"
        b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    )
    await _hold([head + b"a" * (60 * MB)] * 4, port, until)


async def rows(port: int, until: float) -> None:
    """Forty connections that ask without end and never read an answer."""
    row = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n" * 2_000
    await _at_once([_repeat(b"", row, port, until) for _ in range(40)])


async def trailer(port: int, until: float) -> None:
    """One trailer of 48 MB."""
    opening = b"POST /nope HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx: "
    await _hold([opening + b"a" * (48 * MB)], port, until)


async def headers(port: int, until: float) -> None:
    """Sixteen clients with nine thousand headers each, again and again."""
    request = b"GET /healthz HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 9_000 + b"\r\n"
    await _at_once([_repeat(b"", request, port, until) for _ in range(16)])


async def after_the_answer(port: int, until: float) -> None:
    """Sixteen bodies without end, of requests that are answered already."""
    opening = b"POST /nope HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    await _at_once([_repeat(opening, chunk, port, until) for _ in range(16)])


async def drops(port: int, until: float) -> None:
    """A thousand and fifty bodies that come byte by byte."""
    opening = WEBHOOK + b"content-length: 2900000\r\n\r\n"
    await _at_once([_repeat(opening, b" ", port, until, every_s=0.8) for _ in range(1_050)])


ATTACKS: dict[str, Attack] = {
    "bodies": bodies,
    "held": held,
    "half_lines": half_lines,
    "header": header,
    "multipart": multipart,
    "rows": rows,
    "trailer": trailer,
    "headers": headers,
    "after_the_answer": after_the_answer,
    "drops": drops,
}


async def _repeat(opening: bytes, data: bytes, port: int, until: float, every_s: float = 0.0) -> None:
    """Send it again and again; whoever is turned away comes again."""
    while time.monotonic() < until:
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout_at(asyncio.get_running_loop().time() + until - time.monotonic()):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                try:
                    writer.write(opening)
                    while True:
                        writer.write(data)
                        await writer.drain()
                        await asyncio.sleep(every_s)
                finally:
                    writer.transport.abort()
        await asyncio.sleep(0.05)


async def _hold(openings: list[bytes], port: int, until: float) -> None:
    async def hold(opening: bytes) -> None:
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout_at(asyncio.get_running_loop().time() + until - time.monotonic()):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                try:
                    writer.write(opening)
                    await writer.drain()
                    await asyncio.sleep(3600)
                finally:
                    writer.transport.abort()

    await _at_once([hold(opening) for opening in openings])


async def _at_once(clients: list[Awaitable[None]]) -> None:
    await asyncio.gather(*clients)


async def _main(name: str, port: int, seconds: float) -> None:
    attacking = asyncio.ensure_future(ATTACKS[name](port, time.monotonic() + seconds))
    await asyncio.sleep(0.5)
    sys.stdout.write("it stands\n")
    sys.stdout.flush()
    await attacking


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
