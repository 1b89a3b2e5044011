"""What a client can make without end inside the rules: rows of requests, trailers, chunks, late bodies."""

import asyncio
import logging
from typing import Any

import pytest

from relance.door import doorway, protocol
from relance.door.doorway import Doorway
from relance.door.refusals import MOST_HEADERS
from tests.door.scene import Caller, answer, door_of, echo
from tests.support.waiting import eventually

GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n"
MB = 1024 * 1024


async def say_for_ever(caller: Caller, data: bytes, every_s: float = 0.0) -> None:
    while True:
        await caller.say(data)
        await asyncio.sleep(every_s)


async def test_requests_in_a_row_wait_unread_until_the_one_before_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(protocol, "LONG_ROW_WAIT_S", 0.0)
    going_on, asked, most = asyncio.Event(), 0, 700

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal asked
        asked += 1
        await going_on.wait()
        await answer(send, 200, b"%d" % asked)

    async with door_of(app) as door:
        caller = await door.call(GET * most)

        async def one_is_asked() -> bool:
            return asked == 1 and door.doorway._backlog > 0

        await eventually(one_is_asked)
        (connection,) = door.doorway._all
        assert isinstance(connection, protocol.DoorProtocol)
        assert len(connection.pipeline) == 0
        going_on.set()
        assert [await caller.hear() for _ in range(most)] == [(200, b"%d" % n) for n in range(1, most + 1)]
        assert door.doorway._backlog == 0
        # And goes on as any other.
        await caller.say(GET)
        assert await caller.hear() == (200, b"%d" % (most + 1))


async def test_what_nobody_read_of_a_body_is_not_kept() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await answer(send, 401, b"no", (b"connection", b"close"))

    async with door_of(app) as door:
        caller = await door.call(
            b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n" + b"x" * 60_000
        )
        assert await caller.hear() == (401, b"no")
        (connection,) = door.doorway._all
        assert isinstance(connection, protocol.DoorProtocol)
        assert len(connection.cycle.body) == 0


async def test_what_waits_in_rows_has_a_bound_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorway, "MOST_BACKLOG", 100_000)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    async with door_of(app) as door:
        kept = await door.call(GET + GET * 2_000)

        async def waits() -> bool:
            return door.doorway._backlog > 50_000

        await eventually(waits)
        assert await (await door.call(GET + GET * 2_000)).is_closed()
        assert 50_000 < door.doorway._backlog <= 100_000
        kept.writer.transport.abort()

        async def forgotten() -> bool:
            return door.doorway._backlog == 0

        await eventually(forgotten)


async def test_requests_behind_a_body_in_one_piece_are_few() -> None:
    post = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc"
    async with door_of(echo) as door:
        caller = await door.call(post + GET * protocol.MOST_QUEUED)
        answers = [await caller.hear() for _ in range(1 + protocol.MOST_QUEUED)]
        assert answers == [(200, b"3 host content-length"), *[(200, b"0 host")] * protocol.MOST_QUEUED]
        assert await (await door.call(post + GET * 300)).is_closed()


@pytest.mark.parametrize(
    "endless",
    [
        b"0\r\nx: " + b"a" * 4 * MB,
        b"0\r\n" + b"a: b\r\n" * 100_000,
        b"3;" + b"a" * 4 * MB,
        b"1;x=" + b"a" * 100 + b"\r\nb\r\n" * 100_000,
    ],
    ids=["one trailer", "many trailers", "one chunk", "many chunks"],
)
async def test_what_is_no_body_has_an_end(endless: bytes) -> None:
    async with door_of(echo) as door:
        caller = await door.call(CHUNKED)
        saying = asyncio.create_task(caller.say(endless))
        assert (await caller.hear())[0] in (400, 431)
        saying.cancel()
        await asyncio.wait([saying])


async def test_a_body_in_chunks_of_a_byte_is_taken() -> None:
    async with door_of(echo) as door:
        caller = await door.call(CHUNKED + b"1\r\nx\r\n" * 100_000 + b"0\r\nchecksum: y\r\n\r\n")
        assert await caller.hear() == (200, b"100000 transfer-encoding")


async def test_headers_are_counted() -> None:
    async with door_of(echo) as door:
        for number, status in ((MOST_HEADERS, 200), (MOST_HEADERS + 1, 431)):
            caller = await door.call(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * number + b"\r\n")
            assert (await caller.hear())[0] == status


async def test_who_sends_on_after_the_answer_is_heard_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await answer(send, 404, b"no")

    async with door_of(app) as door:
        some = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
        caller = await door.call(some % 100_000 + b"x" * 100_000)
        assert await caller.hear() == (404, b"no")
        await caller.say(GET)
        assert await caller.hear() == (404, b"no"), "a small rest is thrown away, and all goes on"

        caller = await door.call(CHUNKED)
        assert await caller.hear() == (404, b"no")
        saying = asyncio.create_task(say_for_ever(caller, b"10000\r\n" + b"x" * 0x10000 + b"\r\n"))

        async def lingers() -> bool:
            return len(door.doorway._spent) == 1

        await eventually(lingers)
        saying.cancel()
        await asyncio.wait([saying])


async def test_rubbish_in_a_body_ends_the_request_and_leaves_no_trace_of_an_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ended = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0)
        await answer(send, 404, b"no")
        ended.set()

    with caplog.at_level(logging.ERROR):
        async with door_of(app) as door:
            caller = await door.call(CHUNKED + b"0x0\r\n\r\n")
            assert (await caller.hear())[0] == 400
            await ended.wait()
            assert await caller.is_closed()
    assert caplog.records == []


async def test_blank_lines_do_not_keep_an_idle_connection_open() -> None:
    async with door_of(echo) as door:
        caller = await door.call(GET)
        await caller.hear()
        (connection,) = door.doorway._all
        assert isinstance(connection, protocol.DoorProtocol)
        idle = connection.timeout_keep_alive_task
        await caller.say(b"\r\n")
        await caller.say(GET)
        await caller.hear()
        await caller.say(b"\r\n\r\n")
        assert idle is not None and idle.cancelled()
        again = connection.timeout_keep_alive_task
        assert again is not None and not again.cancelled()


async def test_who_brings_a_body_byte_by_byte_gives_way_to_a_webhook(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = Doorway.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "most", 3)
    monkeypatch.setattr(protocol, "SLOW_FROM_S", 0.05)
    async with door_of(echo) as door:
        slow = [await door.call(CHUNKED + b"1\r\nx\r\n") for _ in range(3)]
        dripping = [asyncio.create_task(say_for_ever(one, b"1\r\nx\r\n", every_s=0.005)) for one in slow]

        async def known_as_slow() -> bool:
            now_s = asyncio.get_running_loop().time()
            return sum(one.pace(now_s) is not None for one in door.doorway._all) == 3

        await eventually(known_as_slow)
        webhook = await door.call(GET)
        assert await webhook.hear() == (200, b"0 host")
        for task in dripping:
            task.cancel()
        await asyncio.wait(dripping)
