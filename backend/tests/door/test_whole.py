"""Requests that are taken whole: the same to a client as any other; what is odd goes the ordinary way."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from relance.door.whole import MOST_BYTES, Headers, Whole
from tests.door.scene import Door, door_of, echo
from tests.support.waiting import eventually

ANSWER = b"content-length: 2\r\n\r\n{}"


@dataclass
class Taker:
    """Notes what it is given; `stores` None leaves requests open until `end`."""

    stores: bool | None = True
    wants: bool = True
    bodies: list[bytes] = field(default_factory=list)
    open: "list[asyncio.Future[bool]]" = field(default_factory=list)

    def take(self, headers: Headers, body: bytes) -> "asyncio.Future[bool] | None":
        if not self.wants:
            return None
        self.bodies.append(body)
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if self.stores is None:
            self.open.append(done)
        else:
            done.set_result(self.stores)
        return done


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
async def door(taker: Taker) -> AsyncIterator[Door]:
    async with door_of(echo, Whole(b"/hook", taker.take, ANSWER)) as door:
        yield door


def post(body: bytes, *headers: bytes, url: bytes = b"/hook", version: bytes = b"1.1") -> bytes:
    lines = [b"POST %s HTTP/%s" % (url, version), b"host: x", b"content-length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


async def test_one_after_the_other_on_one_connection(door: Door, taker: Taker) -> None:
    caller = await door.call()
    for body in (b"one", b"", b"three"):
        await caller.say(post(body))
        assert await caller.hear() == (200, b"{}")
    assert taker.bodies == [b"one", b"", b"three"]


async def test_a_row_in_one_piece_is_answered_in_its_order(door: Door, taker: Taker) -> None:
    caller = await door.call(post(b"1") + post(b"22", url=b"/other") + post(b"3"))
    assert await caller.hear() == (200, b"{}")
    # What is read while another is answered waits in uvicorn's own row.
    assert (await caller.hear())[1].startswith(b"2 ")
    assert (await caller.hear())[1].startswith(b"1 ")
    await caller.say(post(b"4"))
    assert await caller.hear() == (200, b"{}")
    assert taker.bodies == [b"1", b"4"]


async def test_a_body_in_pieces_is_taken_when_it_is_whole(door: Door, taker: Taker) -> None:
    request = post(b"0123456789")
    caller = await door.call(request[:-6])
    await caller.say(request[-6:-3])
    assert taker.bodies == []
    await caller.say(request[-3:])
    assert await caller.hear() == (200, b"{}")
    assert taker.bodies == [b"0123456789"]


@pytest.mark.parametrize(
    "request_bytes",
    [
        post(b"x" * (MOST_BYTES + 1)),
        post(b"abc", url=b"/hook?a=1"),
        post(b"abc").replace(b"POST", b"PUT"),
        b"POST /hook HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        post(b"abc", b"expect: 100-continue"),
    ],
    ids=["large", "query", "method", "chunked", "expect"],
)
async def test_others_go_the_ordinary_way(door: Door, taker: Taker, request_bytes: bytes) -> None:
    caller = await door.call(request_bytes)
    if b"expect" in request_bytes:
        assert (await caller.reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 100")
    status, said = await caller.hear()
    assert (status, said.split()[0] in (b"3", b"%d" % (MOST_BYTES + 1))) == (200, True)
    assert taker.bodies == []


@pytest.mark.parametrize(("wants", "stores"), [(False, True), (True, False)])
async def test_what_is_not_wanted_or_not_stored_goes_on_with_its_body(
    door: Door, taker: Taker, wants: bool, stores: bool
) -> None:
    taker.wants, taker.stores = wants, stores
    caller = await door.call(post(b"abc"))
    status, said = await caller.hear()
    assert (status, said.split()[0]) == (200, b"3")
    await caller.say(post(b"abcd"))
    assert (await caller.hear())[1].startswith(b"4 ")


async def test_an_intake_that_fails_is_asked_the_ordinary_way(door: Door, taker: Taker) -> None:
    taker.stores = None
    caller = await door.call(post(b"abc"))
    await eventually_open(taker)
    taker.open[0].set_exception(RuntimeError("no"))
    assert (await caller.hear())[1].startswith(b"3 ")


@pytest.mark.parametrize(
    "request_bytes", [post(b"abc", b"connection: close"), post(b"abc", version=b"1.0")], ids=["close", "1.0"]
)
async def test_the_connection_ends_where_the_client_wants_it_to(door: Door, request_bytes: bytes) -> None:
    caller = await door.call(request_bytes)
    head = await caller.reader.readuntil(b"\r\n\r\n")
    assert b"connection: close" in head
    assert await caller.reader.readexactly(2) == b"{}"
    assert await caller.is_closed()


async def test_who_hangs_up_before_the_answer_leaves_nothing_behind(door: Door, taker: Taker) -> None:
    taker.stores = None
    caller = await door.call(post(b"abc"))
    await eventually_open(taker)
    caller.writer.transport.abort()

    async def gone() -> bool:
        return len(door.doorway) == 0

    await eventually(gone)
    taker.open[0].set_result(True)
    other = await door.call(post(b"x", url=b"/other"))
    assert (await other.hear())[0] == 200


async def test_while_it_is_stored_the_next_waits(door: Door, taker: Taker) -> None:
    taker.stores = None
    caller = await door.call(post(b"1"))
    await eventually_open(taker)
    await caller.say(post(b"2"))
    assert taker.bodies == [b"1"]
    taker.open[0].set_result(True)
    assert await caller.hear() == (200, b"{}")
    await eventually_open(taker, 2)
    taker.open[1].set_result(True)
    assert await caller.hear() == (200, b"{}")


async def eventually_open(taker: Taker, count: int = 1) -> None:
    async def is_open() -> bool:
        return len(taker.open) == count

    await eventually(is_open)
