"""What is kept of strangers' replies, how much, and until when."""

from datetime import timedelta
from typing import Any

import pytest

from relance.contacts.service import delete_contact
from relance.core.db import transaction
from relance.webhooks.kept_again import end_kept
from tests.support.waiting import eventually
from tests.webhooks.bodies import inbound_body
from tests.webhooks.kept import BSUID, OTHER, count_answered, kept, reply, taught
from tests.webhooks.scene import Scene


@pytest.mark.parametrize(
    "ended",
    ["no campaign", "completed", "everybody known", "failed", "deleted"],
)
async def test_strangers_reply_is_dropped_when_it_cannot_be_anybodys(scene: Scene, ended: str) -> None:
    if ended != "no campaign":
        campaign = await scene.campaign(status="completed" if ended == "completed" else "sending")
        contact = await scene.contact(bsuid=OTHER if ended == "everybody known" else None)
        await scene.message(campaign, contact, "failed" if ended == "failed" else "sent")
        if ended == "completed":
            await scene.pool.execute("UPDATE campaigns SET completed_at = $1", scene.ago(minutes=5))
        if ended == "deleted":
            async with transaction(scene.pool) as conn:
                await delete_contact(conn, contact_id=contact)
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=1), "secret")))
    assert await kept(scene) == [] and await scene.drops() == {"stranger": 1}


async def test_reply_from_before_the_campaign_closed_is_kept_after_an_outage(scene: Scene) -> None:
    message = await scene.message(
        await scene.campaign(status="completed"), await scene.contact(), wamid="wamid.M1"
    )
    await scene.pool.execute("UPDATE campaigns SET completed_at = $1", scene.ago(minutes=5))
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=10))))
    await scene.take(taught(scene, message))
    await eventually(lambda: count_answered(scene))


async def test_what_nobody_claims_is_deleted_at_the_end_of_the_window_and_counted(scene: Scene) -> None:
    await scene.message(await scene.campaign(window_s=3600), await scene.contact())
    await scene.take(inbound_body(reply("wamid.I", scene.now)))
    [ends_at] = [row["ends_at"] for row in await scene.pool.fetch("SELECT ends_at FROM kept_replies")]
    assert ends_at == scene.now + timedelta(seconds=3600, minutes=5)
    assert await end_kept(scene.pool) == 0
    await scene.pool.execute("UPDATE kept_replies SET ends_at = now()")
    assert await end_kept(scene.pool) == 1
    assert await kept(scene) == [] and await scene.drops() == {"stranger": 1}


async def test_stop_of_nobody_holds_whether_it_is_kept_or_not(scene: Scene) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact, wamid="wamid.M1")
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=1), "STOP")))
    await scene.pool.execute("DELETE FROM kept_replies")
    await scene.take(taught(scene, message))
    assert (await scene.contact_row(contact))["opted_out_at"] is not None


async def test_only_the_newest_are_kept_and_the_others_are_counted(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.message(await scene.campaign(), await scene.contact())
    monkeypatch.setattr("relance.webhooks.kept.replies.MOST_KEPT", 5)
    for n in range(12):
        await scene.take(inbound_body(reply(f"wamid.{n:02}", scene.now, bsuid=f"BJ.{n}")))
    assert await kept(scene) == [f"wamid.{n:02}" for n in range(7, 12)]
    assert await scene.drops() == {"stranger": 7}


async def test_deletion_of_a_contact_takes_what_was_kept_under_its_ids(scene: Scene) -> None:
    contact = await scene.contact()
    await scene.message(await scene.campaign(), contact)
    await scene.take(inbound_body(reply("wamid.I", scene.now)))
    await scene.pool.execute("UPDATE contacts SET bsuid = $1", BSUID)
    async with transaction(scene.pool) as conn:
        await delete_contact(conn, contact_id=contact)
    assert await kept(scene) == []


async def test_flood_of_strangers_asks_once_a_second(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await scene.message(await scene.campaign(), await scene.contact())
    asked = []

    async def walk(*arguments: Any) -> timedelta:
        asked.append(arguments)
        return timedelta(days=1)

    monkeypatch.setattr("relance.webhooks.resolve.windows.OpenWindows._walk", walk)
    for n in range(20):
        await scene.take(inbound_body(reply(f"wamid.{n:02}", scene.now, bsuid=f"BJ.{n}")))
    assert len(asked) < 20 / 2
