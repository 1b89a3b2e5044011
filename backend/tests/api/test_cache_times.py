"""How long each cached answer is kept: the numbers of the contract, as Redis has them."""

import httpx2
import pytest

from relance.core.redis import RedisClient
from tests.api.messages_scene import launch
from tests.campaigns.scene import Scene

SECONDS = {
    "/api/messages/stats": ("messages_stats", 60),
    "/api/categories": ("categories", 120),
    "/api/categories/{category}": ("categories", 120),
    "/api/contacts/counts": ("contact_counts", 60),
    "/api/contacts": ("contacts", 30),
    "/api/contacts?q=ann&limit=5": ("contacts", 30),
    "/api/campaigns": ("campaigns", 15),
    "/api/campaigns?status=completed": ("campaigns", 15),
    "/api/campaigns/{over}/stats": ("campaign_stats", 60),
    "/api/dashboard/stats": ("dashboard", 60),
}


@pytest.fixture
async def names(scene: Scene) -> dict[str, int]:
    """A category, a campaign that runs and one that is over."""
    running, _ = await launch(scene, 2)
    over, _ = await launch(scene, 1)
    await scene.pool.execute(
        "UPDATE campaigns SET status = 'completed', completed_at = now() WHERE id = $1", over
    )
    category = await scene.pool.fetchval("SELECT min(id) FROM categories")
    return {"running": running, "over": over, "category": category}


async def kept(redis: RedisClient) -> dict[str, float]:
    """Seconds that each value has left, by key."""
    keys = [str(key, "ascii") for key in await redis.keys("cache:*") if isinstance(key, bytes)]
    values = [key for key in keys if key.split(":")[1] not in ("token", "epoch", "gate", "stats")]
    return {key: await redis.pttl(key) / 1000 for key in values}


@pytest.mark.parametrize("path", SECONDS)
async def test_an_answer_is_kept_as_long_as_the_specification_says(
    client: httpx2.AsyncClient, redis: RedisClient, names: dict[str, int], path: str
) -> None:
    name, seconds = SECONDS[path]
    before = await kept(redis)
    assert (await client.get(path.format(**names))).status_code == 200
    [(key, left_s)] = [item for item in (await kept(redis)).items() if item[0] not in before]
    assert key.startswith(f"cache:{name}:")
    assert seconds - 10 < left_s <= seconds


async def test_stats_of_a_running_campaign_are_not_kept(
    client: httpx2.AsyncClient, redis: RedisClient, names: dict[str, int]
) -> None:
    assert (await client.get(f"/api/campaigns/{names['running']}/stats")).status_code == 200
    assert await kept(redis) == {}
