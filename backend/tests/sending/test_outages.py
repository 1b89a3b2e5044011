"""Outages as they happen: what Meta brings again after the grace was taken, and is not sent twice."""

import asyncio

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.sending.line import whole_line
from tests.sending.world import make_campaign, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator
from whatsapp_simulator.behaviour import QUIET, Behaviour
from whatsapp_simulator.faults import Faults

GRACE_S = 6.0
REDELIVERED_AFTER_S = 16.0


@pytest.mark.timeout(120)
@pytest.mark.parametrize("uplink", [True, False], ids=["the_uplink_is_away", "only_the_way_in_is_away"])
async def test_what_meta_brings_again_after_the_grace_was_not_sent_twice(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, uplink: bool
) -> None:
    """Answers are lost when the line goes; the webhooks of those messages come long after the grace."""
    simulator.behaviour = Behaviour.from_json({**QUIET, "read": 0.0, "delivered_after_s": [0.05, 0.2]})
    again = dict.fromkeys(("retry_first_s", "retry_longest_s"), REDELIVERED_AFTER_S)
    simulator.config.change_retries({**again, "retry_spread": 0.2})
    campaign_id = await make_campaign(pool, settings, 360)
    settings = settings.model_copy(update={"sender_rate_per_s": 80.0, "unknown_grace_s": GRACE_S})

    async def under_way() -> bool:
        return bool(simulator.summary()["accepted"] >= 130)

    async def reasons() -> set[str]:
        """Of those whose grace is over and whose next heartbeat was written."""
        rows = await pool.fetch(
            "SELECT DISTINCT doubt->>'code' AS code FROM send_batches WHERE doubt IS NOT NULL"
        )
        return {row["code"] for row in rows} - {"grace", "intake_silent"}

    async def done() -> bool:
        found = await states(pool, campaign_id)
        return found.get("sent", 0) + found.get("delivered", 0) == 360

    async with whole_line(pool, redis, settings, simulator) as line:
        await eventually(under_way)
        line.cut_way_in()
        simulator.faults = Faults(accept_then_drop_share=1.0)
        await asyncio.sleep(0.3)
        simulator.faults = Faults()
        if uplink:
            await pool.execute("UPDATE campaigns SET status = 'paused'")
        await asyncio.sleep(2.0)
        line.mend_way_in()
        await pool.execute("UPDATE campaigns SET status = 'sending'")
        # Without their webhooks, which wait at Meta, the doubts outlive the grace and say why.
        await eventually(reasons)
        assert await reasons() <= {"neighbours_unheard", "quiet_after", "late_statuses", "low_traffic"}
        await eventually(done, within_s=60)
    summary = simulator.summary()
    assert (summary["accepted"], summary["duplicates"]) == (360, 0)
    assert await pool.fetchval("SELECT max(attempt) FROM messages") == 1
