"""A claim that is not above what was seen before it halts everything; who has seen nothing cannot tell."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending import sql
from relance.sending.due import list_due
from tests.restored.processes import Process
from tests.restored.scene import formers
from tests.sending.world import make_campaign, states

Start = Callable[[str], Process]


@pytest.fixture
async def start(pool: Pool, redis: RedisClient, settings: Settings, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts a process on a host, in a campaign of forty."""
    await make_campaign(pool, settings, 40, batch_size=2)
    started: list[Process] = []

    def go(host: str) -> Process:
        started.append(Process(pool, redis, tmp_path / host, f"{host}:{len(started)}:aa"))
        return started[-1]

    yield go
    for process in started:
        process.log.close()


async def claim(pool: Pool, process: Process) -> int | None:
    """The id of its lease; None when it got none."""
    due = await list_due(pool, default_rate_per_s=1000)
    taken = await process.claim(due[0], 2) if due else None
    return None if taken is None else taken.lease.batch_id


async def go_back(pool: Pool, claims: int) -> None:
    """As far as claims tell: so many of them never were."""
    await pool.execute(
        "SELECT setval('send_batches_id_seq', last_value - $1) FROM send_batches_id_seq", claims
    )
    await pool.execute("UPDATE last_claims SET batch_id = batch_id - $1, claims = claims - $1", claims)
    await pool.execute("DELETE FROM send_batches WHERE lease_until IS NOT NULL")


async def claim_thrice_and_go_back(pool: Pool, process: Process) -> None:
    for _ in range(3):
        assert await claim(pool, process) is not None
    await go_back(pool, 2)


async def assert_halted(pool: Pool, process: Process) -> None:
    assert await claim(pool, process) is None
    (former,) = await formers(pool)
    assert former["reason"] == "claim"
    assert former["seen_claim"] > former["known_claim"] > 0
    assert await pool.fetchval("SELECT status FROM campaigns") == "paused"
    assert await claim(pool, process) is None  # and nobody claims any more


async def test_the_process_that_made_the_claims_has_seen_them(pool: Pool, start: Start) -> None:
    one = start("one")
    await claim_thrice_and_go_back(pool, one)
    await assert_halted(pool, one)


async def test_redis_tells_a_process_of_another_host(pool: Pool, start: Start) -> None:
    one = start("one")
    await claim_thrice_and_go_back(pool, one)
    await one._water.read()  # as before its next claim
    await assert_halted(pool, start("two"))


async def test_the_sent_log_tells_the_next_process_of_the_host(
    pool: Pool, redis: RedisClient, start: Start
) -> None:
    one = start("one")
    await claim_thrice_and_go_back(pool, one)
    one.log.close()
    await redis.flushdb()
    await assert_halted(pool, start("one"))


async def test_whoever_has_seen_none_of_them_halts_nothing(
    pool: Pool, redis: RedisClient, start: Start
) -> None:
    await claim_thrice_and_go_back(pool, start("one"))
    await redis.flushdb()
    assert await claim(pool, start("two")) is not None
    assert await formers(pool) == []


async def test_a_claim_that_comes_in_after_a_newer_one_does_not_lower_what_is_known(
    pool: Pool, start: Start
) -> None:
    """Its answer was lost while it was under way, and its process went on: that is no sign."""
    one = start("one")
    assert await claim(pool, one) is not None
    lost = await pool.fetchval("SELECT nextval('send_batches_id_seq')")
    newest = await claim(pool, one)
    assert newest is not None and newest > lost
    newest_known = "SELECT max(batch_id) FROM last_claims"
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("SELECT setval('send_batches_id_seq', $1, false)", lost)
        row = await conn.fetchrow(sql.CLAIM, 1, "bulk", 2, "late", 5.0, one.name)
        assert row is not None and row["id"] == lost
        await conn.execute("SELECT setval('send_batches_id_seq', $1)", newest)
    assert await pool.fetchval(newest_known) == newest
    assert await claim(pool, one) is not None
    assert await formers(pool) == []
    campaign_id = await pool.fetchval("SELECT id FROM campaigns")
    assert await states(pool, campaign_id) == {"pending": 40}
