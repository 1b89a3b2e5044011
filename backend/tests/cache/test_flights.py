"""One load at a time, and never an answer from before the question."""

import asyncio

import pytest

from relance.cache.flights import Flights
from relance.core.errors import TooManyError


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_cancelled_leader_hands_over() -> None:
    flights, never, calls = Flights(), asyncio.Event(), 0

    async def load() -> bytes:
        nonlocal calls
        calls += 1
        if calls == 1:
            await never.wait()
        await settle()
        return b"second"

    leader = asyncio.create_task(flights.join("key", load))
    await settle()
    followers = [asyncio.create_task(flights.join("key", load)) for _ in range(3)]
    await settle()
    leader.cancel()
    assert await asyncio.gather(*followers) == [b"second"] * 3
    assert calls == 2
    with pytest.raises(asyncio.CancelledError):
        await leader


async def test_leader_that_has_too_much_under_way_is_refused_alone() -> None:
    flights = Flights()

    async def refuse() -> bytes:
        await settle()
        raise TooManyError("too_many_at_once", retry_after_s=1, counted="lists", limit=1)

    async def load() -> bytes:
        return b"value"

    leader = asyncio.create_task(flights.join("key", refuse))
    await settle()
    followers = [asyncio.create_task(flights.join("key", load)) for _ in range(3)]
    with pytest.raises(TooManyError):
        await leader
    assert await asyncio.gather(*followers) == [b"value"] * 3


async def test_join_next_never_takes_the_load_under_way_and_shares_the_following() -> None:
    flights, gates, calls = Flights(), [asyncio.Event() for _ in range(3)], 0

    async def load() -> bytes:
        nonlocal calls
        calls += 1
        number = calls
        await gates[number - 1].wait()
        return b"%d" % number

    first = asyncio.create_task(flights.join_next("key", load))
    await settle()
    crowd = [asyncio.create_task(flights.join_next("key", load)) for _ in range(5)]
    await settle()
    gates[0].set()
    await settle()
    late = asyncio.create_task(flights.join_next("key", load))
    await settle()
    gates[1].set()
    gates[2].set()
    assert await first == b"1"
    assert await asyncio.gather(*crowd) == [b"2"] * 5
    assert await late == b"3"
