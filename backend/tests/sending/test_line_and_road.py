"""Outages on the way to Meta and at Meta: nobody lost or doubled, few in doubt, and it goes on by itself."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending.line import LineState
from tests.sending.road import Mode, Road, road_to
from tests.sending.world import make_campaign, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator
from whatsapp_simulator.faults import Faults

RATE = 50.0
ANSWER_S = 0.1
PEOPLE = 200
GOES_ON_WITHIN_S = 10.0

IN_DOUBT = int(2 * RATE * 2 * ANSWER_S + RATE * 0.02) + 4
"""Twice what is under way, and 20 ms of the rate; a busy machine answers more slowly than the simulator."""


@dataclass(slots=True)
class Scene:
    """A campaign under way over a road that can be cut."""

    pool: Pool
    simulator: Simulator
    road: Road
    campaign_id: int

    def accepted(self) -> int:
        return int(self.simulator.summary()["accepted"])

    async def wait_until_accepted(self, number: int, *, within_s: float = 20.0) -> None:
        async def enough() -> bool:
            return self.accepted() >= number

        await eventually(enough, within_s=within_s)

    async def finish(self) -> dict[str, int]:
        """Until nothing waits any more; returns the states."""

        async def nothing_waits() -> bool:
            # What was refused as one message, not as a number, waits up to an hour: not this test.
            await self.pool.execute("UPDATE send_batches SET due_at = now() WHERE lane = 'bulk'")
            return "pending" not in await states(self.pool, self.campaign_id)

        await eventually(nothing_waits, within_s=40)
        return await states(self.pool, self.campaign_id)


@pytest.fixture
async def scene(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> AsyncIterator[Scene]:
    simulator.faults = Faults(latency_s=(ANSWER_S, ANSWER_S))
    campaign_id = await make_campaign(pool, settings, PEOPLE)
    quick = settings.model_copy(update={"sender_rate_per_s": RATE, "unknown_grace_s": 300.0})
    async with road_to(simulator.url) as road, running_sender(pool, redis, quick, road.url):
        scene = Scene(pool, simulator, road, campaign_id)
        await scene.wait_until_accepted(20)
        yield scene


@pytest.mark.parametrize("mode", ["page", "hang", "refuse"])
async def test_an_outage_on_the_way_leaves_few_in_doubt_and_ends_by_itself(scene: Scene, mode: Mode) -> None:
    await scene.road.set_mode(mode)
    await asyncio.sleep(4.0)  # how long the outage lasts is what is tested
    before = scene.accepted()
    await scene.road.set_mode("open")
    await scene.wait_until_accepted(before + 10, within_s=GOES_ON_WITHIN_S)
    counts = await scene.finish()
    assert set(counts) <= {"sent", "unknown"}
    assert counts.get("unknown", 0) <= IN_DOUBT
    # Breaking connections loses the answers to what was under way.
    summary = scene.simulator.summary()
    assert summary["duplicates"] == 0
    assert summary["accepted"] >= counts["sent"]


async def test_an_ill_meta_is_asked_now_and_then_and_nobody_fails(scene: Scene) -> None:
    scene.simulator.faults = Faults(latency_s=(ANSWER_S, ANSWER_S), error_5xx_share=1.0)

    async def held() -> bool:
        rows = await scene.pool.fetchval("SELECT count(*) FROM messages WHERE error_code = 131016")
        return bool(rows >= 3)

    await eventually(held)
    await asyncio.sleep(7.0)  # long enough for a probe
    refused = scene.simulator.summary()["rejected"]["131016"]
    assert refused <= IN_DOUBT + 2
    before = scene.accepted()
    scene.simulator.faults = Faults(latency_s=(ANSWER_S, ANSWER_S))
    await scene.wait_until_accepted(before + 10, within_s=GOES_ON_WITHIN_S)
    counts = await scene.finish()
    assert counts == {"sent": PEOPLE}
    assert scene.simulator.summary()["duplicates"] == 0
    # The first two could not know that it is everybody; the others lost no try.
    assert await scene.pool.fetchval("SELECT count(*) FROM messages WHERE retries > 0") <= 2
    assert await scene.pool.fetchval("SELECT blocked_at FROM senders") is None


async def test_a_share_refused_for_the_throughput_is_sent_in_the_end(scene: Scene) -> None:
    scene.simulator.faults = Faults(latency_s=(ANSWER_S, ANSWER_S), error_429_share=0.05)
    counts = await scene.finish()
    assert counts == {"sent": PEOPLE}
    assert await scene.pool.fetchval("SELECT max(retries) FROM messages") == 0
    assert await scene.pool.fetchval("SELECT blocked_at FROM senders") is None


async def test_a_sender_that_stops_in_an_outage_leaves_everything_in_the_queue(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 50)
    quick = settings.model_copy(update={"sender_rate_per_s": RATE})
    async with road_to(simulator.url) as road:
        await road.set_mode("refuse")
        async with running_sender(pool, redis, quick, road.url) as loop:

            async def lost() -> bool:
                return any(number.line.state is LineState.LOST for number in loop.numbers.list_all())

            await eventually(lost)
    assert await states(pool, campaign_id) == {"pending": 50}
    assert await pool.fetchval("SELECT count(*) FROM send_batches WHERE lease_until IS NOT NULL") == 0
