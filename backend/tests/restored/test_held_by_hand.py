"""While `relance restored` works the worker leaves it alone; soon after it was killed the worker follows."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from relance.campaigns.running.launch import launch_campaign
from relance.core.db import Pool
from relance.core.jobs import JobQueue
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.installation.identity import CLAIM
from relance.restored import jobs
from relance.restored.jobs import enqueue_work
from tests.campaigns.scene import Scene
from tests.restored.scene import formers, notice, settle
from tests.support.waiting import eventually


class Enqueued(JobQueue):
    """A queue that only remembers."""

    def __init__(self) -> None:
        self.jobs: list[str] = []

    async def enqueue(self, name: str, **arguments: object) -> bool:
        self.jobs.append(name)
        return True


async def went_back(pool: Pool, redis: RedisClient) -> None:
    """A campaign waits; a claim showed that its database went back."""
    await settle(pool)
    scene = await Scene(pool).furnish()
    category = await scene.add_category()
    await scene.add_contacts(category, 3)
    campaign = await scene.add_campaign(category)
    await launch_campaign(pool, redis, campaign_id=campaign, default_rate_per_s=75)
    await notice(pool, CLAIM)


async def held(pool: Pool) -> bool:
    return (await formers(pool))[0]["working_since"] is not None


async def follow(pool: Pool, queue: Enqueued) -> bool:
    """As the tick does."""
    return await enqueue_work(pool, queue, quiet_after_s=0)


@asynccontextmanager
async def command() -> AsyncIterator[asyncio.subprocess.Process]:
    """`relance restored`, that waits until what was under way at the halt has ended."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "relance", "restored", stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


async def test_a_killed_command_is_followed_within_seconds(
    pool: Pool, redis: RedisClient, relance_environment: Settings
) -> None:
    await went_back(pool, redis)
    queue = Enqueued()
    async with command() as child:
        await eventually(lambda: held(pool))
        assert not await follow(pool, queue)
        child.kill()
        await child.wait()
        assert not await follow(pool, queue)
        await eventually(lambda: follow(pool, queue), within_s=jobs.HELD_S + 5)
    assert queue.jobs == [jobs.WORK]


async def test_a_living_command_keeps_what_it_holds(
    pool: Pool, redis: RedisClient, relance_environment: Settings
) -> None:
    await went_back(pool, redis)
    queue, since = Enqueued(), (await formers(pool))[0]["working_since"]
    async with command() as child:
        renewed = 0

        async def renewed_for_long() -> bool:
            nonlocal renewed, since
            assert not renewed or not await follow(pool, queue)
            now = (await formers(pool))[0]["working_since"]
            renewed, since = renewed + (now != since), now
            return bool(renewed > jobs.HELD_S / jobs._HOLD_EVERY_S + 1)

        await eventually(renewed_for_long)
        assert child.returncode is None


async def test_a_job_that_ends_leaves_what_a_command_holds(pool: Pool, redis: RedisClient) -> None:
    await went_back(pool, redis)
    queue = Enqueued()
    assert await follow(pool, queue)
    async with jobs._held(pool):
        await jobs.do_work(pool, [], unknown_grace_s=300)
        assert await held(pool)
    assert not await held(pool)
