"""Closing: by itself, when every contact is final, and not one moment before."""

from datetime import timedelta
from typing import Any

import pytest

from relance.campaigns.running.close import close_finished, reopen_late
from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from relance.core.db import transaction
from relance.messages.evidence import Lost, Rejected, StatusSeen
from relance.whatsapp.errors import MetaError
from tests.campaigns.scene import Scene

TEXT = {"type": "text", "text": "Merci"}
REFUSED = MetaError(code=131026, title="Undeliverable", details="", fbtrace_id=None)


async def launched(scene: Scene, contacts: int = 2, **columns: Any) -> int:
    category = await scene.add_category(f"C{await scene.pool.fetchval('SELECT count(*) FROM campaigns')}")
    for _ in range(contacts):
        await scene.add_contact(category)
    campaign = await scene.add_campaign(category, **columns)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    return campaign


async def closed(scene: Scene, campaign: int, *, later: timedelta = timedelta()) -> str:
    await close_finished(scene.pool, now=utc_now() + later)
    status: str = (await scene.campaign(campaign))["status"]
    return status


async def test_without_message_2_it_is_completed_when_all_are_accepted(scene: Scene) -> None:
    campaign = await launched(scene)
    assert await closed(scene, campaign) == "sending"
    await scene.send_all(campaign)
    assert await closed(scene, campaign) == "completed"
    assert (await scene.campaign(campaign))["completed_at"] is not None


async def test_with_message_2_it_waits_for_every_reply_or_silence(scene: Scene) -> None:
    campaign = await launched(scene, message_2=TEXT)
    first, second = await scene.send_all(campaign)
    assert await closed(scene, campaign) == "sending"
    await scene.answer(first, message_2="pending")
    await scene.pool.execute(
        "UPDATE messages SET status = 'no_interaction', no_interaction_at = now() WHERE id = $1", second
    )
    assert await closed(scene, campaign) == "sending"
    await scene.send_all(campaign)
    assert await closed(scene, campaign) == "completed"


async def test_cancelled_message_2_is_final(scene: Scene) -> None:
    campaign = await launched(scene, 1, message_2=TEXT)
    (message,) = await scene.send_all(campaign)
    await scene.answer(message, message_2="cancelled")
    assert await closed(scene, campaign) == "completed"


async def test_failed_when_nothing_at_all_went_out(scene: Scene) -> None:
    campaign = await launched(scene)
    ids = await scene.queued_ids(campaign)
    await scene.pool.execute("DELETE FROM send_batches")
    await scene.apply(*(Rejected(id_, 1, REFUSED, utc_now()) for id_ in ids))
    assert await closed(scene, campaign) == "failed"


async def test_one_sent_message_makes_it_completed(scene: Scene) -> None:
    campaign = await launched(scene)
    first, _ = await scene.queued_ids(campaign)
    await scene.apply(Rejected(first, 1, REFUSED, utc_now()))
    await scene.pool.execute("DELETE FROM send_batches")
    await scene.pool.execute("UPDATE messages SET status = 'cancelled' WHERE status = 'pending'")
    assert await closed(scene, campaign) == "failed"
    other = await launched(scene)
    first, second = await scene.queued_ids(other)
    await scene.apply(Rejected(first, 1, REFUSED, utc_now()))
    await scene.pool.execute("UPDATE send_batches SET message_ids = ARRAY[$1::bigint]", second)
    await scene.send_all(other)
    assert await closed(scene, other) == "completed"


async def test_unknown_keeps_it_open_for_a_day_and_then_alarms(scene: Scene) -> None:
    campaign = await launched(scene)
    first, _ = await scene.send_all(campaign)
    await scene.pool.execute("UPDATE messages SET status = 'pending', wamid = NULL WHERE id = $1", first)
    await scene.apply(Lost(first, 1, utc_now()))
    assert await closed(scene, campaign) == "sending"
    assert await closed(scene, campaign, later=timedelta(hours=23)) == "sending"
    assert await closed(scene, campaign, later=timedelta(hours=25)) == "completed"
    assert await scene.pool.fetchval("SELECT details FROM incidents WHERE kind = 'undecided_messages'") == {
        "messages": 1
    }


async def test_held_keeps_it_open_for_a_day(scene: Scene) -> None:
    campaign = await launched(scene)
    await scene.send_all(campaign)
    await scene.pool.execute("UPDATE messages SET status = 'held', sent_at = NULL")
    assert await closed(scene, campaign) == "sending"
    assert await closed(scene, campaign, later=timedelta(hours=25)) == "completed"


@pytest.mark.parametrize("status", ["preparing", "paused"])
async def test_only_a_launched_and_running_campaign_closes(scene: Scene, status: str) -> None:
    campaign = await launched(scene)
    await scene.send_all(campaign)
    await scene.pool.execute("UPDATE campaigns SET status = $1", status)
    assert await closed(scene, campaign) == status


async def test_stopped_stays_stopped(scene: Scene) -> None:
    campaign = await launched(scene, message_2=TEXT)
    await scene.send_all(campaign)
    await scene.pool.execute("UPDATE campaigns SET status = 'stopped'")
    assert await closed(scene, campaign) == "stopped"
    assert (await scene.campaign(campaign))["completed_at"] is not None


async def test_late_reply_reopens_until_its_message_2_is_out(scene: Scene) -> None:
    campaign = await launched(scene, 1, message_2=TEXT)
    (message,) = await scene.send_all(campaign)
    await scene.pool.execute("UPDATE messages SET status = 'no_interaction', no_interaction_at = now()")
    assert await closed(scene, campaign) == "completed"
    async with transaction(scene.pool) as conn:
        assert await reopen_late(conn, now=utc_now()) == []
    await scene.pool.execute("UPDATE messages SET status = 'sent'")
    await scene.answer(message, message_2="pending")
    async with transaction(scene.pool) as conn:
        assert await reopen_late(conn, now=utc_now()) == [campaign]
    assert await closed(scene, campaign) == "sending"
    await scene.send_all(campaign)
    assert await closed(scene, campaign) == "completed"


async def test_campaign_whose_contacts_are_all_gone_is_failed(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contact(category, deleted_at=utc_now())
    campaign = await scene.add_campaign(category)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    assert await closed(scene, campaign) == "failed"
    assert (await scene.campaign(campaign))["status_reason"] == "no_recipients_left"


async def test_finished_campaign_opens_again_for_who_was_refused_for_the_account(scene: Scene) -> None:
    campaign_id = await launched(scene, 2)
    ids = await scene.send_all(campaign_id)
    await scene.see("delivered", ids[0])
    await scene.pool.execute(
        "UPDATE campaigns SET status = 'completed', completed_at = now() WHERE id = $1", campaign_id
    )
    unpaid = MetaError(131042, "Payment", "")
    await scene.apply(StatusSeen(ids[1], 1, f"wamid.{ids[1]}", "failed", utc_now(), unpaid))
    async with transaction(scene.pool) as conn:
        assert await reopen_late(conn, now=utc_now()) == [campaign_id]
    assert (await scene.campaign(campaign_id))["status"] == "sending"
    assert await scene.queued_ids(campaign_id) == [ids[1]]
