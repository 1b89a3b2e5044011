"""Changing, copying, deleting, testing and retrying campaigns."""

import asyncio
from datetime import timedelta

import httpx2
import pytest

from relance.campaigns.running.close import close_finished, reopen_late
from relance.campaigns.running.purge import purge_deleted
from relance.campaigns.running.waiting import note_waiting
from relance.core.clock import utc_now
from relance.core.db import transaction
from relance.counts.recount import check_counts
from relance.messages.evidence import Rejected
from relance.whatsapp.errors import MetaError
from tests.api.conftest import Body
from tests.api.messages_scene import launch
from tests.campaigns.scene import Queue, Scene


async def test_a_draft_is_replaced(client: httpx2.AsyncClient, body: Body, scene: Scene) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()
    other = await scene.add_category("Autres")
    request = body | {"name": "Autre", "category_ids": [other], "message_2": None, "skip_unreachable": True}
    request["scheduled_at"] = (utc_now() + timedelta(hours=1)).isoformat()
    changed = await client.put(f"/api/campaigns/{campaign['id']}", json=request)
    assert changed.status_code == 200, changed.text
    answer = changed.json()
    assert (answer["name"], answer["category_ids"], answer["message_2"]) == ("Autre", [other], None)
    assert answer["status"] == "scheduled" and answer["skip_unreachable"] is True
    assert answer["status_text"].startswith("starts at ")
    back = await client.put(f"/api/campaigns/{campaign['id']}", json=body)
    assert {**back.json(), "created_at": None} == {**campaign, "created_at": None}


@pytest.mark.parametrize("status", ["preparing", "sending", "paused", "completed", "failed", "stopped"])
async def test_a_started_campaign_is_not_changed(
    client: httpx2.AsyncClient, body: Body, scene: Scene, status: str
) -> None:
    campaign = await scene.add_campaign(status=status)
    answer = await client.put(f"/api/campaigns/{campaign}", json=body)
    assert answer.status_code == 409 and answer.json()["error"]["code"] == "campaign_not_changeable"


async def test_a_bad_change_changes_nothing(client: httpx2.AsyncClient, body: Body) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()
    bad: list[Body] = [
        {"variables": {}},
        {"category_ids": [999]},
        {"message_2": {"type": "image", "media_id": "media:9"}},
    ]
    for wrong in bad:
        assert (await client.put(f"/api/campaigns/{campaign['id']}", json=body | wrong)).status_code == 422
    assert (await client.get(f"/api/campaigns/{campaign['id']}")).json() == campaign


async def test_change_and_start_at_once_leave_one_of_both(
    client: httpx2.AsyncClient, body: Body, queue: Queue
) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()["id"]
    change, start = await asyncio.gather(
        client.put(f"/api/campaigns/{campaign}", json=body), client.post(f"/api/campaigns/{campaign}/start")
    )
    assert (change.status_code, start.status_code) in ((200, 202), (409, 202))


async def test_a_copy_is_a_draft(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, _ = await launch(scene, 2)
    answer = await client.post(f"/api/campaigns/{campaign}/duplicate")
    assert answer.status_code == 201
    original = (await client.get(f"/api/campaigns/{campaign}")).json()
    copy = answer.json()
    assert copy["status"] == "draft" and copy["name"] == "Offre (copy)"
    for same in ("category_ids", "variables", "message_2", "template", "sender_id"):
        assert copy[same] == original[same]
    assert (await client.post("/api/campaigns/999/duplicate")).status_code == 404


async def test_a_draft_is_deleted_at_once(client: httpx2.AsyncClient, body: Body, scene: Scene) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()["id"]
    assert (await client.delete(f"/api/campaigns/{campaign}")).status_code == 204
    assert await scene.pool.fetchval("SELECT count(*) FROM campaigns") == 0
    assert (await client.delete(f"/api/campaigns/{campaign}")).status_code == 404


@pytest.mark.parametrize("status", ["preparing", "sending", "paused"])
async def test_a_running_campaign_is_not_deleted(
    client: httpx2.AsyncClient, scene: Scene, status: str
) -> None:
    campaign = await scene.add_campaign(status=status)
    answer = await client.delete(f"/api/campaigns/{campaign}")
    assert answer.status_code == 409 and "stop it first" in answer.json()["error"]["message"]


async def test_a_finished_campaign_is_hidden_and_purged(client: httpx2.AsyncClient, scene: Scene) -> None:
    kept, _ = await launch(scene, 2)
    campaign, ids = await launch(scene, 7)
    await scene.send_all(campaign)
    await scene.pool.execute(
        "INSERT INTO interactions (wamid, contact_id, sender_id, campaign_id, message_id, kind, at)"
        " SELECT 'in.' || id, contact_id, sender_id, campaign_id, id, 'text', now()"
        " FROM messages WHERE id = $1",
        ids[0],
    )
    await scene.pool.execute(
        "UPDATE campaigns SET status = 'completed', completed_at = now() WHERE id = $1", campaign
    )
    assert (await client.delete(f"/api/campaigns/{campaign}")).status_code == 204
    assert (await client.get(f"/api/campaigns/{campaign}")).status_code == 404
    assert [item["id"] for item in (await client.get("/api/campaigns")).json()["items"]] == [kept]
    await asyncio.gather(*(purge_deleted(scene.pool, now=utc_now(), chunk_size=2) for _ in range(2)))
    await purge_deleted(scene.pool, now=utc_now(), chunk_size=2)
    assert await scene.pool.fetchval("SELECT count(*) FROM campaigns WHERE id = $1", campaign) == 0
    assert await scene.pool.fetchval("SELECT count(*) FROM messages") == 2
    assert await scene.pool.fetchval("SELECT count(*) FROM interactions WHERE campaign_id IS NULL") == 1
    assert (
        await scene.pool.fetchval("SELECT count(*) FROM message_counts WHERE campaign_id = $1", campaign) == 0
    )
    assert await check_counts(scene.pool) == []


async def test_a_test_goes_the_way_of_all_and_counts_nowhere(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    message_2 = {"type": "text", "text": "Merci !"}
    variables = {"1": {"field": "city"}}
    campaign = await scene.add_campaign(status="draft", message_2=message_2, variables=variables)
    answer = await client.post(f"/api/campaigns/{campaign}/test", json={"phone": "+229 97 00 00 00"})
    assert answer.status_code == 202, answer.text
    sent = answer.json()
    assert sent["phone"] == "+2290197000000" and sent["parameters"] == {"1": "[city]"}
    hidden = await scene.pool.fetchrow("SELECT * FROM campaigns WHERE test_of = $1", campaign)
    assert hidden is not None and hidden["id"] < 0 and hidden["status"] == "sending"
    assert await scene.queued_ids(hidden["id"]) == [sent["message_id"]]
    await scene.send_all(hidden["id"])
    detail = (await client.get(f"/api/campaigns/{campaign}/stats")).json()
    assert detail["total_recipients"] == 0
    assert (await client.get("/api/campaigns")).json()["total"] == 1
    assert (await client.get(f"/api/campaigns/{hidden['id']}")).status_code == 422
    assert await check_counts(scene.pool) == []


async def test_tests_are_limited_and_respect_opt_outs(
    client: httpx2.AsyncClient, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance.campaigns.drafting.test_send.MOST_OF_CAMPAIGN", 2)
    campaign = await scene.add_campaign(status="draft")
    path = f"/api/campaigns/{campaign}/test"
    await scene.add_contact(phone="+2290197111111", opted_out_at=utc_now())
    assert (await client.post(path, json={"phone": "+2290197111111"})).status_code == 409
    assert (await client.post(path, json={"phone": "hello"})).status_code == 422
    codes = [(await client.post(path, json={"phone": "+2290197222222"})).status_code for _ in range(3)]
    assert codes == [202, 202, 429]
    assert (await client.post("/api/campaigns/999/test", json={"phone": "+2290197222222"})).status_code == 404


async def test_retry_sends_only_what_meta_never_took(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, ids = await launch(scene, 4)
    await scene.see("sent", ids[0])
    await scene.pool.execute("DELETE FROM send_batches")
    for id_, code in ((ids[1], 131000), (ids[2], 100), (ids[3], 131000)):
        await scene.apply(Rejected(id_, 1, MetaError(code, "Error", ""), utc_now()))
    await scene.pool.execute("UPDATE messages SET status = 'failed', failed_at = now() WHERE id = $1", ids[0])
    await scene.pool.execute("UPDATE campaigns SET status = 'completed', completed_at = now()")
    answers = await asyncio.gather(*(client.post(f"/api/campaigns/{campaign}/retry") for _ in range(3)))
    assert sorted(answer.json()["retried"] for answer in answers) == [0, 0, 2]
    first = next(answer.json() for answer in answers if answer.json()["retried"])
    assert first["not_retryable"] == 1 and first["accepted_before"] == 1 and first["by_code"] == {"131000": 2}
    assert await scene.queued_ids(campaign) == [ids[1], ids[3]]
    assert (await scene.campaign(campaign))["status"] == "sending"
    attempts = {row["id"]: (row["status"], row["attempt"]) for row in await scene.messages(campaign)}
    assert attempts[ids[1]] == ("pending", 2) and attempts[ids[0]] == ("failed", 1)
    assert await check_counts(scene.pool) == []


@pytest.mark.parametrize("status", ["draft", "scheduled", "preparing", "stopped"])
async def test_retry_of_what_cannot_be_retried_is_409(
    client: httpx2.AsyncClient, scene: Scene, status: str
) -> None:
    campaign = await scene.add_campaign(status=status)
    answer = await client.post(f"/api/campaigns/{campaign}/retry")
    assert answer.status_code == 409 and answer.json()["error"]["code"] == "campaign_not_retryable"


async def test_skip_unreachable_leaves_out_who_is_known_not_to_be_on_whatsapp(scene: Scene) -> None:
    campaign, ids = await launch(scene, 1, skip_unreachable=True)
    category = await scene.pool.fetchval("SELECT category_id FROM campaign_categories")
    await scene.add_contact(category, whatsapp_verified=False)
    await scene.add_contact(category, whatsapp_verified=True)
    again = await scene.add_campaign(category, skip_unreachable=True)
    from relance.campaigns.running.launch import launch_campaign

    await launch_campaign(scene.pool, scene.redis, campaign_id=again, default_rate_per_s=75)
    reasons = [row["cancel_reason"] for row in await scene.messages(again)]
    assert reasons == [None, "not_on_whatsapp", None] and len(ids) == 1 and campaign != again


async def test_a_campaign_that_only_waits_says_until_when(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, ids = await launch(scene, 2, message_2={"type": "text", "text": "Merci"})
    assert await note_waiting(scene.pool) == 0
    await scene.send_all(campaign)
    assert await note_waiting(scene.pool) == 1
    until = await scene.pool.fetchval("SELECT max(expires_at) FROM messages")
    answer = (await client.get(f"/api/campaigns/{campaign}")).json()
    assert answer["status_text"] == f"waiting for replies until {until:%Y-%m-%d %H:%M} UTC"
    assert (await client.get("/api/campaigns")).json()["items"][0]["status_text"] == answer["status_text"]
    await scene.pool.execute("UPDATE messages SET status = 'pending' WHERE id = $1", ids[0])
    assert await note_waiting(scene.pool) == 1
    assert (await client.get(f"/api/campaigns/{campaign}")).json()["status_text"] == "sending"


async def test_a_deleted_campaign_is_not_reopened(scene: Scene) -> None:
    campaign, _ = await launch(scene, 1)
    await scene.pool.execute(
        "UPDATE campaigns SET status = 'completed', completed_at = now(), deleted_at = now()"
    )
    async with transaction(scene.pool) as conn:
        assert await reopen_late(conn, now=utc_now()) == []
    assert await close_finished(scene.pool, now=utc_now()) == []
    assert (await scene.campaign(campaign))["status"] == "completed"
