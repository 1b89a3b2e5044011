"""A database whose commits are slow: messages leave later, and fewer a second, but they leave."""

from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.sending.world import make_campaign, running_sender, states
from tests.support.waiting import eventually

SLOW = """
CREATE FUNCTION wait_a_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('slow.waited', true) IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('slow.waited', txid_current()::text, true), pg_sleep({seconds});
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT OR UPDATE OR DELETE ON send_batches
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_a_moment();
"""


@pytest.mark.parametrize("seconds", [0.2, 0.4])
async def test_everybody_gets_a_message_however_late_the_marks_are(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Any, seconds: float
) -> None:
    """A mark that comes after its slots must not be made again for slots that it would miss as well."""
    campaign_id = await make_campaign(pool, settings, 12)
    await pool.execute(SLOW.format(seconds=seconds))
    async with running_sender(pool, redis, settings, simulator.url):

        async def all_left() -> bool:
            return (await states(pool, campaign_id)).get("sent") == 12

        await eventually(all_left, within_s=40)
    summary = simulator.summary()
    assert (summary["accepted"], summary["duplicates"]) == (12, 0)
