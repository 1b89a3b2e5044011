"""A database that wakes up somewhere else: a new id, and nothing goes out before a person looked."""

import pytest

from relance.core.db import Pool, transaction
from relance.installation.identity import settle_installation
from tests.campaigns.scene import Scene


async def settle(pool: Pool, timezone: str = "UTC") -> str:
    async with transaction(pool) as conn:
        return await settle_installation(conn, timezone)


async def test_second_start_keeps_the_id(pool: Pool) -> None:
    first = await settle(pool)
    assert await settle(pool) == first
    assert await pool.fetchval("SELECT count(*) FROM incidents") == 0


async def test_time_zone_of_the_settings_is_noted(pool: Pool) -> None:
    await settle(pool, "Africa/Porto-Novo")
    assert await pool.fetchval("SELECT timezone FROM installation") == "Africa/Porto-Novo"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("preparing", "paused"), ("sending", "paused"), ("scheduled", "draft"),
        ("draft", "draft"), ("completed", "completed"), ("stopped", "stopped"),
    ],
)  # fmt: skip
async def test_restored_campaign_that_was_running_waits_for_a_person(
    pool: Pool, before: str, after: str
) -> None:
    scene = await Scene(pool).furnish()
    old = await settle(pool)
    campaign = await scene.add_campaign(status=before)
    await pool.execute("UPDATE installation SET birthplace = 'elsewhere'")
    assert await settle(pool) != old
    row = await scene.campaign(campaign)
    assert row["status"] == after
    assert (row["status_reason"] == "restored") == (before != after)


async def test_same_place_pauses_nothing(pool: Pool) -> None:
    scene = await Scene(pool).furnish()
    await settle(pool)
    campaign = await scene.add_campaign(status="sending")
    await settle(pool)
    assert (await scene.campaign(campaign))["status"] == "sending"
