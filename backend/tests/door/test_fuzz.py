"""Whatever bytes come, in whatever pieces: an answer or an end, no exception, and the next one is served."""

import asyncio
import re
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.door.scene import Door, door_of, echo

PIECES = [
    b"GET / HTTP/1.1\r\n", b"POST /api/contacts HTTP/1.1\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /",
    b"OPTIONS * HTTP/1.1\r\n", b"CONNECT x:1 HTTP/1.1\r\n", b"GET http://x/ HTTP/1.1\r\n", b" HTTP/1.0\r\n",
    b"host: x\r\n", b"content-length: 3\r\n", b"content-length: 5\r\n", b"content-length: -1\r\n",
    b"content-length: 99999999999999999999\r\n", b"transfer-encoding: chunked\r\n", b"connection: close\r\n",
    b"transfer-encoding: chunked, identity\r\n", b"expect: 100-continue\r\n", b"upgrade: websocket\r\n",
    b"connection: upgrade\r\n", b"upgrade: h2c\r\n", b" folded\r\n", b"\r\n", b"\n", b"\r", b"\0",
    b"3\r\nabc\r\n",
    b"0\r\n", b"0\r\ntrailer: x\r\n", b"ffffffffffffffff\r\n", b"zz\r\n", b"abc", b"\xff" * 40, b"x" * 20_000,
    b"x: " + b"y" * 9_000 + b"\r\n", b"GET /%zz%00%ff?%%% HTTP/1.1\r\n", b"\x16\x03\x01\x02",
]  # fmt: skip

streams = st.lists(
    st.tuples(st.one_of(st.sampled_from(PIECES), st.binary(max_size=60)), st.booleans()), max_size=14
)
ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) ")


async def speak(door: Door, pieces: list[tuple[bytes, bool]]) -> bytes:
    """Say it in these pieces (True: what is before has arrived), stop, and hear all that comes."""
    caller = await door.call()
    with suppress(OSError):
        for piece, arrives in pieces:
            caller.writer.write(piece)
            if arrives:
                await caller.writer.drain()
                await asyncio.sleep(0)
        caller.writer.write_eof()
    heard = b""
    async with asyncio.timeout(10):
        with suppress(OSError):
            while data := await caller.reader.read(65_536):
                heard += data
    caller.writer.transport.abort()
    return heard


def test_whatever_comes_is_answered_or_ended() -> None:
    wrong: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        try:
            await echo(scope, receive, send)
        except Exception as error:
            wrong.append(error)
            raise

    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(lambda _, context: wrong.append(context))
        served = door_of(app)
        door = runner.run(served.__aenter__())

        @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(streams)
        def run(pieces: list[tuple[bytes, bool]]) -> None:
            heard = runner.run(speak(door, pieces))
            assert not wrong
            assert not heard or ANSWER.match(heard)
            assert not any(status.startswith(b"5") for status in ANSWER.findall(heard))

        try:
            run()
            after = runner.run(
                speak(door, [(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", True)])
            )
            assert after.startswith(b"HTTP/1.1 200 ")
            assert len(door.doorway) == 0
        finally:
            runner.run(served.__aexit__(None, None, None))
