"""What a poll tells of the queue."""

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.sending.world import make_campaign, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator


async def test_small_batches_of_a_slower_launch_do_not_hold_back_a_higher_rate(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 400, batch_size=5)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": 400}

    settings = settings.model_copy(update={"sender_rate_per_s": 2000.0})
    async with running_sender(pool, redis, settings, simulator.url):
        await eventually(done)
    # Forty batches at a time: what a poll counts of them is no bound.
    assert await pool.fetchval("SELECT sum(claims) FROM last_claims") <= 3
