"""Requests that never end, or are larger than any: told so, and closed, before anybody works on them."""

import asyncio
from typing import Any

import pytest

from relance.door import doorway, protocol, refusals
from relance.door.doorway import Doorway
from tests.door.scene import Caller, answer, door_of, echo
from tests.support.waiting import eventually

KB = 1024


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorway, "_LOOK_EVERY_S", 0.02)


async def test_requests_are_answered_one_after_the_other_on_one_connection() -> None:
    async with door_of(echo) as door:
        caller = await door.call(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert await caller.hear() == (200, b"0 host")
        await caller.say(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc")
        assert await caller.hear() == (200, b"3 host content-length")
        await caller.say(b"GET / HTTP/1.1\r\na: 1\r\n\r\nGET / HTTP/1.1\r\nb: 1\r\n\r\n")
        assert [await caller.hear(), await caller.hear()] == [(200, b"0 a"), (200, b"0 b")]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /" + b"a" * (16 * KB - 1) + b" HTTP/1.1\r\nhost: x\r\n\r\n", 200),
        (b"GET /" + b"a" * 16 * KB + b" HTTP/1.1\r\nhost: x\r\n\r\n", 414),
        (b"GET /?" + b"a" * 300 * KB + b" HTTP/1.1\r\nhost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nhost: " + b"a" * 63 * KB + b"\r\n\r\n", 200),
        (b"GET / HTTP/1.1\r\nhost: " + b"a" * 64 * KB + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"".join(b"h%d: x\r\n" % n for n in range(8_000)) + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nhost: " + b"a" * 4_000 * KB, 431),
        (b"GET / HTTP/1.1\r\n" + b"a" * 4_000 * KB, 431),
        (b"GET /" + b"a" * 4_000 * KB, 414),
    ],
)
async def test_heads_have_an_end(head: bytes, status: int) -> None:
    async with door_of(echo) as door:
        caller = await door.call()
        saying = asyncio.create_task(caller.say(head))
        assert (await caller.hear())[0] == status
        if status != 200:
            caller.writer.write_eof()
            assert await caller.is_closed()
        saying.cancel()
        await asyncio.wait([saying])


async def test_a_large_body_is_no_large_head() -> None:
    async with door_of(echo) as door:
        caller = await door.call(b"POST / HTTP/1.1\r\ncontent-length: 1000000\r\n\r\n" + b"x" * 1_000_000)
        assert await caller.hear() == (200, b"1000000 content-length")
        await caller.say(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert await caller.hear() == (200, b"0 host")


@pytest.mark.parametrize("begun", [b"", b"G", b"GET / HTTP/1.1\r\nhost: x\r\nx: "])
async def test_a_head_that_does_not_come_to_its_end_is_ended(
    begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorway, "HEAD_S", 0.1)
    async with door_of(echo) as door:
        caller = await door.call(begun)
        if begun:
            status, body = await caller.hear()
            assert status == 408
            assert b'"code":"request_timeout"' in body
            caller.writer.write_eof()
        assert await caller.is_closed()


async def test_a_body_that_rests_is_ended_and_the_application_hears_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doorway, "BODY_REST_S", 0.1)
    heard: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while not heard or heard[-1] != "http.disconnect":
            heard.append((await receive())["type"])

    async with door_of(app) as door:
        caller = await door.call(b"POST / HTTP/1.1\r\ncontent-length: 10\r\n\r\nabc")
        assert (await caller.hear())[0] == 408
        caller.writer.write_eof()
        assert await caller.is_closed()
    assert heard == ["http.request", "http.disconnect"]


async def test_a_connection_that_waits_for_our_answer_is_not_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorway, "HEAD_S", 0.05)
    monkeypatch.setattr(doorway, "BODY_REST_S", 0.05)
    going_on = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await going_on.wait()
        await answer(send, 200, b"well")

    async with door_of(app) as door:
        caller = await door.call(b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc")
        late = await door.call(b"POST /")
        assert (await late.hear())[0] == 408
        going_on.set()
        assert await caller.hear() == (200, b"well")


async def test_who_has_said_nothing_whole_gives_way_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = Doorway.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "most", 3)
    going_on = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await going_on.wait()
        await answer(send, 200, b"well")

    async with door_of(app) as door:
        busy = await door.call(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        first, second = await door.call(b"GET /"), await door.call(b"GET /")

        async def full() -> bool:
            return len(door.doorway) == 3

        await eventually(full)
        webhook = await door.call(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert await first.is_closed()
        other = await door.call(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert await second.is_closed()
        # All three wait for us: there is no place, and it is said.
        status, body = await (await door.call(b"")).hear()
        assert (status, b'"too_many_connections"' in body) == (503, True)
        going_on.set()
        assert [await one.hear() for one in (busy, webhook, other)] == [(200, b"well")] * 3


async def test_of_those_who_keep_requests_waiting_the_slowest_give_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doorway, "MOST_SLOW", 2)
    async with door_of(echo) as door:
        head = b"POST / HTTP/1.1\r\ncontent-length: 50000\r\n\r\n"
        callers = [await door.call(head + b"x" * size) for size in (49_999, 1, 5_000)]
        monkeypatch.setattr(protocol, "SLOW_FROM_S", 0.1)
        assert (await callers[1].hear())[0] == 408
        for caller, missing in ((callers[0], 1), (callers[2], 45_000)):
            await caller.say(b"x" * missing)
            assert await caller.hear() == (200, b"50000 content-length")


async def test_who_takes_no_answer_keeps_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """As slowhttptest's slow read does; hypercorn#262: no server of ours ends that by itself."""
    monkeypatch.setattr(doorway, "MOST_SLOW", 0)
    monkeypatch.setattr(protocol, "SLOW_FROM_S", 0.1)
    under_way = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal under_way
        under_way += 1
        try:
            await answer(send, 200, b"x" * 1000 * KB)
        finally:
            under_way -= 1

    async def nobody_is_left() -> bool:
        return under_way == 0 and len(door.doorway) == 0

    async with door_of(app) as door:
        await door.call(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n" * 40)
        await eventually(nobody_is_left)


async def test_trailers_are_no_headers() -> None:
    async with door_of(echo) as door:
        caller = await door.call(
            b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n"
            b"3\r\nabc\r\n0\r\nauthorization: Bearer x\r\nx-hub-signature-256: y\r\n\r\n"
        )
        assert await caller.hear() == (200, b"3 transfer-encoding")


@pytest.mark.parametrize("upgrade", [b"h2c", b"websocket", b"h2c\r\nUpgrade: TLS/1.0"])
@pytest.mark.parametrize("apart", [True, False])
async def test_who_wishes_for_another_protocol_keeps_his_body(upgrade: bytes, apart: bool) -> None:
    """Kludex/uvicorn#2722: the body was lost, and taken for the next request."""
    head = b"POST /a?b HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: " + upgrade
    whole = b"GET /no HTTP/1.1\r\ntaken-for: a-request\r\n\r\n"
    sized = head + b"\r\nContent-Length: %d\r\n\r\n" % len(whole)
    in_chunks = head + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
    begun = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        begun.set()
        await echo(scope, receive, send)

    async with door_of(app) as door:
        caller = await door.call()
        for beginning, body, name in (
            (sized, whole, b"content-length"),
            (in_chunks, b"%x\r\n%s\r\n0\r\n\r\n" % (len(whole), whole), b"transfer-encoding"),
        ):
            if apart:
                begun.clear()
                await caller.say(beginning)
                await begun.wait()
            await caller.say(body if apart else beginning + body)
            assert await caller.hear() == (200, b"%d host connection %s" % (len(whole), name))
        # One after the other, the next already behind it.
        await caller.say(sized + whole + sized + whole + b"GET / HTTP/1.1\r\nlast: x\r\n\r\n")
        heard = [await caller.hear() for _ in range(3)]
        assert [answer for _, answer in heard] == [b"%d host connection content-length" % len(whole)] * 2 + [
            b"0 last"
        ]


async def test_what_the_door_answers_is_not_kept() -> None:
    async with door_of(echo) as door:
        caller = await door.call(b"GET /" + b"a" * 17 * KB + b" HTTP/1.1\r\n\r\n")
        head = await caller.reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 414 ")
        assert b"cache-control: no-store\r\n" in head and b"x-content-type-options: nosniff\r\n" in head


async def test_this_is_no_proxy() -> None:
    async with door_of(echo) as door:
        for line in (b"CONNECT x:1 HTTP/1.1", b"CONNECT /a HTTP/1.1"):
            caller = await door.call(line + b"\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await caller.hear())[0] == 400
            assert await caller.is_closed()


async def test_who_is_refused_hears_it_though_he_still_sends() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await answer(send, 401, b"who are you", (b"connection", b"close"))

    async with door_of(app) as door:
        caller = await door.call(b"POST / HTTP/1.1\r\ncontent-length: 4000000\r\n\r\n")
        for _ in range(40):
            await caller.say(b"x" * 100_000)
        assert await caller.hear() == (401, b"who are you")
        caller.writer.write_eof()
        assert await caller.is_closed()


async def say_for_ever(caller: Caller) -> None:
    while True:
        await caller.say(b"x" * 100_000)


async def test_who_sends_on_and_on_is_not_listened_to_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relance.door.closing.LINGER_BYTES", 100_000)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await answer(send, 401, b"no", (b"connection", b"close"))

    async with door_of(app) as door:
        caller = await door.call(b"POST / HTTP/1.1\r\ncontent-length: 400000000\r\n\r\n")
        async with asyncio.timeout(10):
            with pytest.raises(ConnectionError):
                await say_for_ever(caller)


async def test_rubbish_is_400() -> None:
    async with door_of(echo) as door:
        caller = await door.call(b"\x16\x03\x01\x02\x00\x01 what\r\n\r\n")
        assert (await caller.hear())[0] == 400
        assert refusals.MOST_HEAD_BYTES == 64 * KB
