"""The tick: starts what is due, mends what was lost, cancels what was stopped; twice or at once is once."""

import asyncio
from datetime import timedelta

from relance.campaigns.running.jobs import LAUNCH
from relance.campaigns.running.launch import launch_campaign
from relance.campaigns.running.requeue import requeue_pending
from relance.campaigns.running.tick import OVERDUE, cancel_stopped, relaunch_stalled, start_due
from relance.core.clock import utc_now
from relance.core.settings import Settings
from relance.upkeep.steps import Step
from relance.upkeep.tick import run_tick
from tests.campaigns.scene import Scene


async def launched(scene: Scene, contacts: int = 30) -> int:
    category = await scene.add_category()
    await scene.add_contacts(category, contacts)
    campaign = await scene.add_campaign(category)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    return campaign


async def scheduled(scene: Scene, late: timedelta) -> int:
    category = await scene.add_category()
    await scene.add_contacts(category, 3)
    return await scene.add_campaign(category, status="scheduled", scheduled_at=utc_now() - late)


async def test_scheduled_campaign_is_started_when_it_is_due(scene: Scene) -> None:
    campaign = await scheduled(scene, timedelta(seconds=1))
    assert await start_due(scene.pool, scene.queue, now=utc_now() - timedelta(seconds=2)) == []
    assert await start_due(scene.pool, scene.queue, now=utc_now()) == [campaign]
    assert scene.queue.jobs == [(LAUNCH, {"campaign_id": campaign})]
    row = await scene.campaign(campaign)
    assert row["status"] == "preparing" and row["launch_until"] is not None


async def test_two_ticks_start_it_once(scene: Scene) -> None:
    campaign = await scheduled(scene, timedelta(seconds=1))
    started = await asyncio.gather(*(start_due(scene.pool, scene.queue, now=utc_now()) for _ in range(4)))
    assert sorted(started) == [[], [], [], [campaign]]
    assert (await scene.campaign(campaign))["status_reason"] is None


async def test_overdue_schedule_waits_for_a_person(scene: Scene) -> None:
    campaign = await scheduled(scene, timedelta(hours=1, seconds=1))
    assert await start_due(scene.pool, scene.queue, now=utc_now()) == []
    row = await scene.campaign(campaign)
    assert (row["status"], row["status_reason"]) == ("scheduled", OVERDUE.text)


async def test_due_campaign_that_cannot_start_says_why_and_is_tried_again(scene: Scene) -> None:
    campaign = await scheduled(scene, timedelta(seconds=1))
    await scene.pool.execute("UPDATE templates SET status = 'PAUSED'")
    await start_due(scene.pool, scene.queue, now=utc_now())
    assert (await scene.campaign(campaign))["status_reason"].startswith("template_not_approved")
    await scene.pool.execute("UPDATE templates SET status = 'APPROVED'")
    assert await start_due(scene.pool, scene.queue, now=utc_now()) == [campaign]
    assert (await scene.campaign(campaign))["status_reason"] is None


async def test_launch_whose_job_was_lost_is_enqueued_again_once(scene: Scene) -> None:
    campaign = await scene.add_campaign(await scene.add_category())
    assert await relaunch_stalled(scene.pool, scene.queue) == []
    await scene.pool.execute("UPDATE campaigns SET updated_at = now() - interval '11 s'")
    assert await relaunch_stalled(scene.pool, scene.queue) == [campaign]
    assert await relaunch_stalled(scene.pool, scene.queue) == []


async def test_stop_cancels_what_is_queued_in_chunks(scene: Scene) -> None:
    campaign = await launched(scene, 60)
    await scene.pool.execute("UPDATE campaigns SET status = 'stopped'")
    assert await cancel_stopped(scene.pool, chunk_size=7) == 60
    rows = await scene.messages(campaign)
    assert {(row["status"], row["cancel_reason"]) for row in rows} == {("cancelled", "stopped")}
    assert await scene.queued_ids(campaign) == []


async def test_stop_leaves_leased_batches_until_they_come_back(scene: Scene, settings: Settings) -> None:
    campaign = await launched(scene, 30)
    await scene.pool.execute("UPDATE campaigns SET status = 'stopped'")
    await scene.lease(campaign)
    await run_tick(scene.tools(settings), now=utc_now())
    assert {row["status"] for row in await scene.messages(campaign)} == {"pending"}
    assert (await scene.campaign(campaign))["completed_at"] is None
    await scene.pool.execute("UPDATE send_batches SET leased_by = NULL, lease_until = NULL")
    await run_tick(scene.tools(settings), now=utc_now())
    assert {row["status"] for row in await scene.messages(campaign)} == {"cancelled"}
    row = await scene.campaign(campaign)
    assert row["status"] == "stopped" and row["completed_at"] is not None


async def test_stop_cancels_message_2_too(scene: Scene) -> None:
    campaign = await launched(scene, 1)
    (message,) = await scene.send_all(campaign)
    await scene.answer(message, message_2="pending")
    await scene.pool.execute("UPDATE campaigns SET status = 'stopped'")
    assert await cancel_stopped(scene.pool) == 1
    assert [row["status"] for row in await scene.messages(campaign)] == ["sent", "cancelled"]


async def test_stop_touches_no_other_campaign(scene: Scene) -> None:
    campaign = await launched(scene, 5)
    assert await cancel_stopped(scene.pool) == 0
    assert len(await scene.queued_ids(campaign)) == 5


async def test_pending_message_without_a_batch_is_queued_again(scene: Scene) -> None:
    campaign = await launched(scene, 30)
    before = await scene.queued_ids(campaign)
    await scene.pool.execute("DELETE FROM send_batches WHERE id = (SELECT max(id) FROM send_batches)")
    lost = set(before) - set(await scene.queued_ids(campaign))
    assert lost
    assert await requeue_pending(scene.pool) == len(lost)
    assert await scene.queued_ids(campaign) == before
    assert await requeue_pending(scene.pool) == 0
    assert await scene.pool.fetchval("SELECT n FROM incidents WHERE kind = 'pending_without_batch'") == 1


async def test_two_repairs_at_once_queue_each_message_once(scene: Scene) -> None:
    campaign = await launched(scene, 30)
    before = await scene.queued_ids(campaign)
    await scene.pool.execute("DELETE FROM send_batches")
    await asyncio.gather(*(requeue_pending(scene.pool) for _ in range(4)))
    assert await scene.queued_ids(campaign) == before


async def test_step_that_fails_does_not_stop_the_others(scene: Scene, settings: Settings) -> None:
    done = []

    async def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    async def note(*_: object) -> None:
        done.append("after")

    steps = (Step(fail, "nothing"), Step(note, "nothing"))
    await run_tick(scene.tools(settings), now=utc_now(), steps=steps)
    assert done == ["after"]
