"""Expiry: silence for the whole window, and nothing else, becomes `no_interaction`."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from relance.campaigns.running.expiry import check_expired_interactions
from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from tests.campaigns.scene import Scene

DAY = timedelta(days=1)
TEXT = {"type": "text", "text": "Merci"}


@pytest.fixture
async def listening(scene: Scene) -> Scene:
    """An API process lives, so that nothing Meta says is missed."""
    await scene.pool.execute("INSERT INTO processes (name, host, pid) VALUES ('api', 'h', 1)")
    return scene


async def sent(scene: Scene, at: datetime, contacts: int = 3) -> tuple[int, list[int]]:
    category = await scene.add_category()
    await scene.add_contacts(category, contacts)
    campaign = await scene.add_campaign(category, message_2=TEXT)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    return campaign, await scene.send_all(campaign, at=at)


async def expire(scene: Scene, now: datetime, **options: Any) -> int:
    return await check_expired_interactions(scene.pool, now=now, interval_s=1, **options)


async def test_silence_becomes_no_interaction_at_the_end_of_the_window(listening: Scene) -> None:
    at = utc_now()
    campaign, ids = await sent(listening, at)
    await listening.see("delivered", ids[0])
    await listening.see("read", ids[1])
    assert await expire(listening, at + DAY - timedelta(seconds=1)) == 0
    assert await expire(listening, at + DAY) == 3
    rows = await listening.messages(campaign)
    assert {row["status"] for row in rows} == {"no_interaction"}
    assert {row["no_interaction_at"] for row in rows} == {at + DAY}
    assert (await listening.campaign(campaign))["status"] == "completed"
    assert await expire(listening, at + DAY) == 0


async def test_who_answered_is_left_alone(listening: Scene) -> None:
    at = utc_now()
    campaign, ids = await sent(listening, at)
    await listening.answer(ids[0], message_2="pending")
    assert await expire(listening, at + DAY) == 2
    row = (await listening.messages(campaign))[0]
    assert (row["status"], row["no_interaction_at"]) == ("sent", None)
    assert (await listening.campaign(campaign))["status"] == "sending"


async def test_many_chunks_end(listening: Scene) -> None:
    at = utc_now()
    campaign, _ = await sent(listening, at, contacts=25)
    assert await expire(listening, at + DAY, chunk_size=4) == 25
    assert (await listening.campaign(campaign))["status"] == "completed"


async def test_each_chunk_is_one_log_line_with_the_contacts(listening: Scene) -> None:
    at = utc_now()
    campaign, _ = await sent(listening, at)
    with capture_logs() as logs:
        await expire(listening, at + DAY)
    (line,) = [entry for entry in logs if entry["event"] == "no_interaction"]
    assert line["contact_ids"] == [row["contact_id"] for row in await listening.messages(campaign)]


async def test_failed_messages_do_not_make_the_walk_endless(listening: Scene) -> None:
    at = utc_now()
    campaign, ids = await sent(listening, at, contacts=12)
    await listening.see("failed", *ids[:10])
    assert await expire(listening, at + DAY, chunk_size=3) == 2
    kept = [row["expires_at"] for row in await listening.messages(campaign)]
    assert None not in kept  # a late "delivered" may still revive them
    await expire(listening, at + timedelta(days=20), chunk_size=50)
    assert [row["expires_at"] for row in await listening.messages(campaign)][:10] == [None] * 10


async def test_late_delivered_after_failed_still_expires(listening: Scene) -> None:
    at = utc_now()
    campaign, ids = await sent(listening, at, contacts=1)
    await listening.see("failed", *ids)
    assert await expire(listening, at + 2 * DAY) == 0
    await listening.see("delivered", *ids)
    assert await expire(listening, at + 3 * DAY) == 1
    assert (await listening.messages(campaign))[0]["status"] == "no_interaction"


async def test_interaction_that_looks_for_its_message_is_waited_for(listening: Scene) -> None:
    at = utc_now()
    campaign, _ = await sent(listening, at, contacts=2)
    contact = (await listening.messages(campaign))[0]["contact_id"]
    await listening.pool.execute(
        "INSERT INTO interactions (wamid, contact_id, sender_id, kind, at, retry_until)"
        " VALUES ('wamid.in', $1, $2, 'text', $3, $4)",
        contact, listening.sender_id, at + timedelta(hours=23), at + DAY + timedelta(minutes=10),
    )  # fmt: skip
    assert await expire(listening, at + DAY) == 1
    await listening.pool.execute("UPDATE interactions SET retry_until = NULL")
    assert await expire(listening, at + DAY) == 1


async def test_sick_intake_is_waited_for_but_not_for_ever(scene: Scene) -> None:
    at = utc_now()
    await sent(scene, at)  # no API process lives: nobody can have heard an answer
    assert await expire(scene, at + DAY) == 0
    assert await expire(scene, at + 3 * DAY) == 3


async def test_refused_webhooks_are_waited_for(listening: Scene) -> None:
    at = utc_now() - DAY
    await sent(listening, at)
    await listening.pool.execute(
        "INSERT INTO intake_gaps (began_at, ended_at, reason) VALUES (now() - interval '3 s', now(), 'test')"
    )
    long_interval = 3600
    assert await check_expired_interactions(listening.pool, now=utc_now(), interval_s=long_interval) == 0
    now = utc_now() + timedelta(minutes=6)
    assert await check_expired_interactions(listening.pool, now=now, interval_s=long_interval) == 3


async def test_row_that_a_webhook_holds_is_left_to_it(listening: Scene) -> None:
    at = utc_now()
    campaign, ids = await sent(listening, at)
    async with listening.pool.acquire() as conn, conn.transaction():
        await conn.execute("UPDATE messages SET interacted_at = now() WHERE id = $1", ids[0])
        assert await expire(listening, at + DAY) == 2
    assert await expire(listening, at + DAY) == 0
    assert (await listening.messages(campaign))[0]["status"] == "sent"


async def test_two_checks_at_once_mark_each_message_once(listening: Scene) -> None:
    at = utc_now()
    await sent(listening, at, contacts=200)
    marked = await asyncio.gather(*(expire(listening, at + DAY, chunk_size=20) for _ in range(3)))
    await expire(listening, at + DAY)
    counted = await listening.pool.fetchval(
        "SELECT sum(n) FROM message_counts WHERE kind = 'milestone' AND word = 'no_interaction'"
    )
    assert counted == 200 >= sum(marked)
