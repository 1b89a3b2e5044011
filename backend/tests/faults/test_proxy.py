"""The rig's own proxy does what its modes say."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.faults.rig.loop_thread import LoopThread
from tests.faults.rig.proxy import Proxy
from tests.support.listener import listening
from tests.support.waiting import eventually


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    with LoopThread() as loop:
        yield loop


@pytest.fixture
async def echoing() -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that answers each chunk with itself: its port, and what it got."""
    got: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1000):
            got.append(data)
            writer.write(data)

    async with listening(serve) as port:
        yield port, got


@pytest.fixture
async def proxy(loop: LoopThread, echoing: tuple[int, list[bytes]]) -> AsyncIterator[Proxy]:
    proxy = Proxy(loop, echoing[0])
    yield proxy
    for writer in opened:
        writer.transport.abort()
    opened.clear()
    await asyncio.to_thread(proxy.close)


opened: list[asyncio.StreamWriter] = []


async def ask(proxy: Proxy, words: bytes = b"hello") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    opened.append(writer)
    writer.write(words)
    return reader, writer


async def set_mode(proxy: Proxy, mode: str, **given: object) -> None:
    await asyncio.to_thread(lambda: proxy.set_mode(mode, **given))  # type: ignore[arg-type]


async def test_passes_both_ways(proxy: Proxy) -> None:
    reader, _ = await ask(proxy)
    assert await reader.readexactly(5) == b"hello"


async def test_refuses_and_breaks_what_is_open_until_mended(proxy: Proxy) -> None:
    reader, _ = await ask(proxy)
    assert await reader.readexactly(5) == b"hello"
    await set_mode(proxy, "refuse")
    with pytest.raises(ConnectionResetError):
        await reader.read(1)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", proxy.port)
    await asyncio.to_thread(proxy.mend)
    reader, _ = await ask(proxy)
    assert await reader.readexactly(5) == b"hello"


async def test_held_bytes_arrive_when_mended(proxy: Proxy, echoing: tuple[int, list[bytes]]) -> None:
    await set_mode(proxy, "hold")
    reader, _ = await ask(proxy)
    assert echoing[1] == []
    await asyncio.to_thread(proxy.mend)
    assert await reader.readexactly(5) == b"hello"


async def test_bytes_in_a_black_hole_never_arrive(proxy: Proxy, echoing: tuple[int, list[bytes]]) -> None:
    await set_mode(proxy, "blackhole")
    _, lost = await ask(proxy)

    async def seen() -> bool:
        return proxy.in_flight() == 1

    await eventually(seen)
    await asyncio.to_thread(proxy.mend)
    lost.write(b"again")
    reader, _ = await ask(proxy, b"fresh")
    assert await reader.readexactly(5) == b"fresh"
    assert echoing[1] == [b"fresh"]


async def test_cut_answers_arrive_in_part_though_the_server_has_all(
    proxy: Proxy, echoing: tuple[int, list[bytes]]
) -> None:
    await set_mode(proxy, "cut_answers", keep=2)
    reader, _ = await ask(proxy)
    assert await reader.read() == b"he"
    assert echoing[1] == [b"hello"]


async def test_answers_of_its_own_are_not_the_servers(proxy: Proxy, echoing: tuple[int, list[bytes]]) -> None:
    await set_mode(proxy, "answer", words=b"502")
    reader, _ = await ask(proxy)
    assert await reader.readexactly(3) == b"502"
    assert echoing[1] == []


async def test_closed_early_is_an_end_without_an_answer(
    proxy: Proxy, echoing: tuple[int, list[bytes]]
) -> None:
    await set_mode(proxy, "close_early")
    reader, _ = await ask(proxy)
    assert await reader.read() == b""
    assert echoing[1] == []


async def test_counts_the_most_requests_that_waited_at_one_time(proxy: Proxy) -> None:
    await set_mode(proxy, "mute_answers")
    for _ in range(3):
        await ask(proxy)

    async def all_wait() -> bool:
        return proxy.in_flight() == 3

    await eventually(all_wait)
