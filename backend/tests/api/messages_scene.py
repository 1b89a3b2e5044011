"""Campaigns with messages, for the tests of lists: made through the launch and the evidence."""

from typing import Any

import httpx2

from relance.campaigns.running.launch import launch_campaign
from tests.campaigns.scene import Scene


async def launch(scene: Scene, people: int, **columns: Any) -> tuple[int, list[int]]:
    """A campaign to that many contacts, launched; its id and those of its messages, in order."""
    number = await scene.pool.fetchval("SELECT count(*) FROM categories")
    category = await scene.add_category(f"Clients {number}")
    for _ in range(people):
        await scene.add_contact(category)
    campaign = await scene.add_campaign(category, **columns)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    return campaign, [row["id"] for row in await scene.messages(campaign)]


async def walk(client: httpx2.AsyncClient, path: str, **query: Any) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    items: list[dict[str, Any]] = []
    while True:
        answer = await client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        query["cursor"] = page["next_cursor"]
