"""A connection whose other end is gone without a word is noticed, and replaced."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from relance.core.db import CONNECTION_LOST, Pool, create_pool
from relance.core.dead_roads import DEAD_AFTER_S
from tests.faults.rig.loop_thread import LoopThread
from tests.faults.rig.proxy import Proxy

LONG_BEFORE_THE_DRIVER_GIVES_UP_S = 45


@pytest.fixture
async def road(database_url: str) -> AsyncIterator[Proxy]:
    """The way to the database."""
    with LoopThread() as loop:
        proxy = Proxy(loop, urlsplit(database_url).port or 0)
        yield proxy
        await asyncio.to_thread(proxy.close)


@pytest.fixture
async def pool(database_url: str, road: Proxy) -> AsyncIterator[Pool]:
    url = database_url.replace(f":{urlsplit(database_url).port}/", f":{road.port}/")
    pool = await create_pool(url, name="test", min_size=3, max_size=3)
    yield pool
    pool.terminate()


async def test_a_statement_does_not_wait_for_what_is_gone(pool: Pool, road: Proxy) -> None:
    await asyncio.to_thread(road.silence_open)
    async with asyncio.timeout(LONG_BEFORE_THE_DRIVER_GIVES_UP_S) as limit:
        answer = None
        while answer is None:
            with suppress(*CONNECTION_LOST):
                answer = await pool.fetchval("SELECT 1")
    assert not limit.expired()  # a cancelled statement may end as a lost connection


async def test_an_answer_that_never_comes_is_not_waited_for_either(pool: Pool, road: Proxy) -> None:
    async with asyncio.timeout(LONG_BEFORE_THE_DRIVER_GIVES_UP_S) as limit:
        waiting = asyncio.create_task(pool.execute("SELECT pg_sleep(3600)"))
        while not await pool.fetchval("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"):
            pass
        await asyncio.to_thread(road.silence_open)
        with pytest.raises(CONNECTION_LOST):
            await waiting
    assert not limit.expired()


async def test_a_server_that_is_slow_is_waited_for(pool: Pool) -> None:
    assert await pool.fetchval(f"SELECT 1 FROM pg_sleep({DEAD_AFTER_S + 1})") == 1


async def test_what_is_gone_keeps_no_locks(pool: Pool, road: Proxy, database_url: str) -> None:
    """The server notices, too: where the road is gone and not the server, its transaction is still there."""
    direct = await create_pool(database_url, name="direct", max_size=1)
    async with asyncio.timeout(LONG_BEFORE_THE_DRIVER_GIVES_UP_S) as limit, direct:
        held = pool.acquire()
        connection = await held.__aenter__()
        await connection.execute("BEGIN; SELECT pg_advisory_xact_lock(7)")
        await asyncio.to_thread(road.silence_open)
        await direct.execute("SELECT pg_advisory_lock(7)")
        connection.terminate()
    assert not limit.expired()
