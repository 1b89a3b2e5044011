"""One load at a time, and never an answer from before the question."""

import asyncio

import pytest

from relance.cache.flights import Flights


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_cancelled_leader_hands_over() -> None:
    flights, never, calls = Flights[bytes](), asyncio.Event(), 0

    async def load() -> bytes:
        nonlocal calls
        calls += 1
        if calls == 1:
            await never.wait()
        await settle()
        return b"second"

    leader = asyncio.create_task(flights.share("key", load))
    await settle()
    followers = [asyncio.create_task(flights.share("key", load)) for _ in range(3)]
    await settle()
    leader.cancel()
    assert await asyncio.gather(*followers) == [b"second"] * 3
    assert calls == 2
    with pytest.raises(asyncio.CancelledError):
        await leader


async def test_what_is_of_a_moment_is_shared_by_those_who_asked_before_it_was_begun() -> None:
    flights, gates, calls = Flights[bytes](), [asyncio.Event() for _ in range(3)], 0

    async def load() -> bytes:
        nonlocal calls
        calls += 1
        number = calls
        await gates[number - 1].wait()
        return b"%d" % number

    def share() -> asyncio.Task[bytes]:
        return asyncio.create_task(flights.share("key", load, holds=lambda _: False))

    first = share()
    await settle()
    crowd = [share() for _ in range(5)]
    await settle()
    gates[0].set()
    await settle()
    late = share()
    await settle()
    gates[1].set()
    gates[2].set()
    assert await first == b"1"
    assert await asyncio.gather(*crowd) == [b"2"] * 5
    assert await late == b"3"


async def test_what_holds_is_shared_by_all_who_ask_meanwhile() -> None:
    flights, gate, calls = Flights[bytes](), asyncio.Event(), 0

    async def load() -> bytes:
        nonlocal calls
        calls += 1
        await gate.wait()
        return b"value"

    crowd = [asyncio.create_task(flights.share("key", load)) for _ in range(5)]
    await settle()
    gate.set()
    assert (await asyncio.gather(*crowd), calls) == ([b"value"] * 5, 1)
