"""The numbers of a campaign, through the whole application."""

import httpx2

from relance.campaigns.running.launch import launch_campaign
from tests.api.conftest import Body
from tests.campaigns.scene import Scene


async def test_stats_of_a_draft_are_all_zero(client: httpx2.AsyncClient, body: Body) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()["id"]
    stats = (await client.get(f"/api/campaigns/{campaign}/stats")).json()
    assert stats["status"] == "draft" and stats["total_recipients"] == 0
    assert set(stats["message_1"].values()) == {0} and "sending" in stats["message_1"]
    assert stats["rates"] == {
        "success_rate": 0, "delivery_rate": 0, "read_rate": 0, "interaction_rate": 0,
    }  # fmt: skip


async def test_stats_tell_every_number(client: httpx2.AsyncClient, scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 8)
    await scene.add_contact(category, first_name=None)
    campaign = await scene.add_campaign(category)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    waiting = (await scene.queued_ids(campaign))[6:]
    await scene.pool.execute("UPDATE send_batches SET message_ids = message_ids[:6]")
    ids = await scene.send_all(campaign)
    await scene.see("delivered", ids[1], ids[2])
    await scene.see("read", ids[3])
    await scene.see("failed", ids[4])
    await scene.answer(ids[3], message_2="sent")
    await scene.pool.execute("UPDATE messages SET sent_at = now() WHERE message_type = 'message_2'")
    await scene.pool.execute(
        "UPDATE messages SET status = 'no_interaction', no_interaction_at = now() WHERE id = $1", ids[2]
    )
    await scene.pool.execute(
        "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, leased_by, lease_until)"
        " VALUES ($1, $2, 'bulk', $3, 'test', now())",
        campaign, scene.sender_id, waiting[:1],
    )  # fmt: skip
    stats = (await client.get(f"/api/campaigns/{campaign}/stats")).json()
    assert stats == {
        "campaign_id": campaign,
        "status": "sending",
        "total_recipients": 9,
        "message_1": {
            "pending": 1, "sending": 1, "held": 0, "sent": 2, "delivered": 1, "read": 1, "failed": 1,
            "unknown": 0, "cancelled": 1, "no_interaction": 1,
        },
        "message_2": {
            "pending": 0, "sending": 0, "held": 0, "sent": 1, "delivered": 0, "read": 0, "failed": 0,
            "unknown": 0, "cancelled": 0, "no_interaction": 0,
        },
        "funnel": {
            "recipients": 9, "sent": 6, "delivered": 3, "read": 1, "interacted": 1, "message_2_sent": 1,
        },
        "interaction_count": 1,
        "sent_count": 7,
        "success_count": 3,
        "failed_count": 2,
        "no_interaction_count": 1,
        "rates": {
            "success_rate": 50.0, "delivery_rate": 50.0, "read_rate": 16.67, "interaction_rate": 16.67,
        },
    }  # fmt: skip


async def test_stats_of_an_unknown_campaign_are_404(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/api/campaigns/5/stats")).status_code == 404
