"""Two stacks with a Redis each on one database: the pace belongs to one of them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from relance.embedded import EmbeddedServers
from relance.sending.home import TAKEN_OVER_AFTER_S, Home
from relance.sending.pace import REDIS_ID, ElsewhereError, Pace
from tests.sending.paces import reserve
from tests.sending.world import make_campaign, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator


@pytest.fixture(scope="module")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Valkey of its own."""
    with EmbeddedServers(tmp_path_factory.mktemp("other") / "data", durable=False) as addresses:
        yield addresses.redis_url


@pytest.fixture
async def other_redis(other_server: str) -> AsyncIterator[RedisClient]:
    """A client on it, emptied."""
    client = create_redis(other_server, timeout_s=5)
    await client.flushdb()
    yield client
    await client.aclose()


@asynccontextmanager
async def confirmed(home: Home) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(home.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])


async def read_id(redis: RedisClient) -> str:
    found: Any = await redis.get(REDIS_ID)
    return str(found.decode())


async def is_here(home: Home) -> bool:
    return home.current() is not None


async def has_confirmed_since(pool: Pool, confirmed_at: datetime) -> bool:
    later: bool = await pool.fetchval("SELECT confirmed_at <> $1 FROM pace_home", confirmed_at)
    return later


async def test_the_first_redis_is_registered_at_once(pool: Pool, redis: RedisClient) -> None:
    home = Home(pool, redis)
    assert home.current() is None
    async with confirmed(home):
        await eventually(lambda: is_here(home))
    assert await pool.fetchval("SELECT redis_id FROM pace_home") == await read_id(redis)
    assert home.describe() == {"here": True, "reason": None}


async def test_two_senders_of_one_redis_are_both_at_home(pool: Pool, redis: RedisClient) -> None:
    one, two = Home(pool, redis), Home(pool, redis)
    async with confirmed(one), confirmed(two):
        await eventually(lambda: is_here(one))
        await eventually(lambda: is_here(two))


async def test_an_emptied_redis_is_at_home_again_at_once(pool: Pool, redis: RedisClient) -> None:
    home = Home(pool, redis)
    pace = Pace(redis, reply_share=lambda: 0.2, home=home.current)
    async with confirmed(home):
        await eventually(lambda: is_here(home))
        before = await pool.fetchval("SELECT redis_id FROM pace_home")
        await redis.flushdb()
        with pytest.raises(ElsewhereError):
            await reserve(pace)
        home.look_again()

        async def goes_on() -> bool:
            try:
                return (await reserve(pace)).count > 0
            except ElsewhereError:
                return False

        await eventually(goes_on, within_s=3)
        assert await pool.fetchval("SELECT redis_id FROM pace_home") == before


async def test_another_redis_refuses_while_the_first_is_confirmed_and_says_why(
    pool: Pool, redis: RedisClient, other_redis: RedisClient
) -> None:
    one, two = Home(pool, redis), Home(pool, other_redis)
    async with confirmed(one):
        await eventually(lambda: is_here(one))
        async with confirmed(two):

            async def knows() -> bool:
                return "another Redis" in str(two.describe()["reason"])

            await eventually(knows)
            for _ in range(12):  # longer than a takeover would take
                await asyncio.sleep(0.5)
                assert two.current() is None
                assert one.current() is not None
    pace = Pace(other_redis, reply_share=lambda: 0.2, home=two.current)
    with pytest.raises(ElsewhereError):
        await reserve(pace)


async def test_a_redis_that_was_exchanged_under_a_sender_gives_no_slots(
    pool: Pool, redis: RedisClient, other_redis: RedisClient
) -> None:
    """The address leads elsewhere before anybody has noticed: the script itself looks at the id."""
    home = Home(pool, redis)
    async with confirmed(home):
        await eventually(lambda: is_here(home))
        with pytest.raises(ElsewhereError):
            await reserve(Pace(other_redis, reply_share=lambda: 0.2, home=home.current))


async def test_a_home_that_is_long_dead_is_taken_over_before_others(pool: Pool, redis: RedisClient) -> None:
    await pool.execute("INSERT INTO pace_home VALUES (true, 'gone', now() - interval '2 minutes')")
    home = Home(pool, redis)
    async with confirmed(home):
        await eventually(lambda: is_here(home), within_s=TAKEN_OVER_AFTER_S)


async def test_a_living_home_keeps_the_pace_when_the_clock_of_the_database_jumps(
    pool: Pool, redis: RedisClient, other_redis: RedisClient
) -> None:
    """By its clock the home is long dead until it confirms the next time."""
    living, other = Home(pool, redis), Home(pool, other_redis)
    async with confirmed(living):
        await eventually(lambda: is_here(living))
        await pool.execute("UPDATE pace_home SET confirmed_at = confirmed_at - interval '1 hour'")
        await other._confirm()
        assert other.current() is None
        confirmed_at = await pool.fetchval("SELECT confirmed_at FROM pace_home")
        await eventually(lambda: has_confirmed_since(pool, confirmed_at))
        await other._confirm()
        assert other.current() is None and living.current() is not None


async def test_a_home_confirmed_in_the_future_is_taken_over_too(pool: Pool, redis: RedisClient) -> None:
    """The database's clock went back, and nobody is left who confirms."""
    await pool.execute("INSERT INTO pace_home VALUES (true, 'gone', now() + interval '1 hour')")
    home = Home(pool, redis)
    async with confirmed(home):
        await eventually(lambda: is_here(home), within_s=10)


async def test_two_stacks_keep_the_rate_and_the_second_takes_over_when_the_first_dies(
    pool: Pool,
    redis: RedisClient,
    other_redis: RedisClient,
    settings: Settings,
    simulator: Simulator,
) -> None:
    rate = 40
    campaign_id = await make_campaign(pool, settings, 500)
    paced = settings.model_copy(update={"sender_rate_per_s": float(rate)})

    def accepted() -> int:
        return len(simulator.ledger.messages)

    async def at_least(number: int) -> bool:
        return accepted() >= number

    ends, loops = [AsyncExitStack(), AsyncExitStack()], []
    for end, client in zip(ends, (redis, other_redis), strict=True):
        loops.append(await end.enter_async_context(running_sender(pool, client, paced, simulator.url)))
    try:
        await eventually(lambda: at_least(100))
        here = [loop.home.current() is not None for loop in loops]
        assert sum(here) == 1
        # It does not sign off: nobody confirms it any more, as when the whole stack is killed.
        await ends[here.index(True)].aclose()
        wanted = accepted() + 40
        await eventually(lambda: at_least(wanted), within_s=12)
    finally:
        for end in ends:
            await end.aclose()
    peak = max(simulator.summary()["max_per_second"].values())
    assert peak <= rate * 1.02 + 1
    assert (await states(pool, campaign_id))["sent"] == accepted()
