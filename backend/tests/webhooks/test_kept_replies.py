"""Replies under an id that nobody is known by yet: kept, and taken in when it is known whose it is."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from relance.core.db import transaction
from relance.core.settings import Settings
from relance.interactions.look_again import look_again
from relance.sending.left_before import settle_left
from relance.webhooks import group_commit, kept_again
from relance.webhooks.group_commit import Intake
from tests.support.waiting import eventually
from tests.webhooks.bodies import inbound, inbound_body, status, status_body, text
from tests.webhooks.kept import BSUID, OTHER, count_answered, kept, look, reply, taught
from tests.webhooks.scene import Scene


@pytest.fixture
def no_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The intake looks only when it has learnt something: what is due is left to the test."""
    monkeypatch.setattr(group_commit, "RETRY_AFTER_S", ())


async def test_reply_before_any_status_is_answered_when_the_status_comes(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), wamid="wamid.M1")
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=1))))
    assert await kept(scene) == ["wamid.I"] and await scene.drops() == {}
    await scene.take(taught(scene, message))
    await eventually(lambda: count_answered(scene))
    row = await scene.row(message)
    assert row["interacted_at"] == scene.ago(minutes=1) and row["status"] == "delivered"
    [second] = await scene.message_2s()
    assert second["status"] == "pending" and (await scene.queued())["reply"] == [second["id"]]
    assert await kept(scene) == []


async def test_reply_is_found_by_what_is_learnt_long_after_the_looks_by_time(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), wamid="wamid.M1")
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=1))))
    await scene.pool.execute("UPDATE kept_replies SET look_at = NULL, looks = 3")
    await scene.take(taught(scene, message))
    await eventually(lambda: count_answered(scene))


async def test_reply_before_the_answer_and_its_status_in_one_group(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "unknown")
    bodies = [inbound_body(reply("wamid.I", scene.ago(minutes=1))), taught(scene, message)]
    assert await asyncio.gather(*map(scene.intake.receive, bodies)) == [True, True]
    await eventually(lambda: count_answered(scene))
    assert len(await scene.message_2s()) == 1


async def test_reply_delivered_three_times_is_taken_in_once(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), wamid="wamid.M1")
    body = inbound_body(reply("wamid.I", scene.ago(minutes=1)))
    await asyncio.gather(*(scene.take(body) for _ in range(3)))
    assert await kept(scene) == ["wamid.I"]
    await scene.take(taught(scene, message))
    await eventually(lambda: count_answered(scene))
    await scene.take(body)
    assert len(await scene.interactions()) == 1 and await kept(scene) == []
    assert len(await scene.message_2s()) == 1 and await scene.drops() == {}


async def test_two_replies_and_a_stop_in_any_order_bring_no_message_2(scene: Scene) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact, wamid="wamid.M1")
    for item in (
        reply("wamid.3", scene.ago(minutes=1), "STOP"),
        reply("wamid.1", scene.ago(minutes=3)),
        reply("wamid.2", scene.ago(minutes=2)),
    ):
        await scene.take(inbound_body(item))
    await scene.take(taught(scene, message))
    await eventually(lambda: count_answered(scene))
    assert (await scene.row(message))["interacted_at"] == scene.ago(minutes=3)
    assert (await scene.contact_row(contact))["opted_out_reason"] == "replied_stop"
    [second] = await scene.message_2s()
    assert (second["status"], second["cancel_reason"]) == ("cancelled", "opted_out")
    assert [row["wamid"] for row in await scene.interactions()] and await kept(scene) == []


async def test_reaction_and_button_are_kept_as_they_are(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), wamid="wamid.M1")
    thumb = inbound(
        "reaction", "wamid.R", scene.ago(minutes=2), None, {"message_id": "wamid.X", "emoji": "👍"}
    )
    button = inbound("button", "wamid.B", scene.ago(minutes=1), None, {"payload": "YES", "text": "Oui"})
    for item in (thumb, button):
        await scene.take(inbound_body(item | {"from_user_id": BSUID}))
    await scene.take(taught(scene, message))
    await eventually(lambda: count_answered(scene))
    rows = {row["wamid"]: row for row in await scene.interactions()}
    assert rows["wamid.R"]["content"]["emoji"] == "👍" and rows["wamid.B"]["payload"] == "YES"


async def test_reply_under_an_unusual_wa_id_is_answered_when_that_is_learnt(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), wamid="wamid.M1")
    await scene.take(inbound_body(text("oui", "wamid.I", scene.ago(minutes=1), "22955512345")))
    await scene.pool.execute("UPDATE kept_replies SET look_at = NULL, looks = 3")
    item = status(
        "sent", "wamid.M1", scene.ago(minutes=30), echo=scene.echo(message), recipient_id="22955512345"
    )
    await scene.take(status_body(item))
    await eventually(lambda: count_answered(scene))


async def test_quote_of_a_message_whose_answer_was_not_recorded_yet(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending", left_at=scene.now)
    await scene.take(inbound_body(reply("wamid.I", scene.now, quotes="wamid.M1")))
    assert await kept(scene) == ["wamid.I"]
    await scene.pool.execute(
        "UPDATE messages SET status = 'sent', wamid = 'wamid.M1', sent_at = $2, expires_at = $3"
        " WHERE id = $1",
        message, scene.ago(seconds=1), scene.now + timedelta(days=1),
    )  # fmt: skip
    await eventually(lambda: count_answered(scene))
    [contact] = await scene.pool.fetch("SELECT bsuid FROM contacts")
    assert contact["bsuid"] == BSUID, "what was looked at again teaches as if it had just come"


async def test_identity_change_has_the_replies_under_the_new_id_looked_at(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OTHER, wa_id="22901970001")
    message = await scene.message(await scene.campaign(), contact, wamid="wamid.M1")
    await scene.message(await scene.campaign(), await scene.contact("+22901970002"))
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=1))))
    assert await kept(scene) == ["wamid.I"]
    await scene.pool.execute("UPDATE kept_replies SET look_at = NULL, looks = 3")
    change = {"type": "user_changed_user_id", "body": "", "user_id": BSUID, "previous_user_id": OTHER}
    await scene.take(inbound_body(inbound("system", "wamid.S", scene.now, None, change)))
    await eventually(lambda: count_answered(scene))
    assert (await scene.row(message))["interacted_at"] is not None


async def test_doubt_that_settles_as_sent_brings_back_what_was_given_up(scene: Scene) -> None:
    contact = await scene.contact(bsuid=BSUID)
    message = await scene.message(await scene.campaign(), contact, "unknown", left_at=scene.ago(hours=2))
    await scene.take(inbound_body(reply("wamid.I", scene.ago(hours=1))))
    await scene.pool.execute("UPDATE interactions SET retry_until = NULL")
    await scene.take(status_body(status("sent", "wamid.M1", scene.ago(hours=2), echo=scene.echo(message))))
    await eventually(lambda: count_answered(scene))
    assert len(await scene.message_2s()) == 1


@pytest.mark.usefixtures("no_timers")
async def test_look_again_called_by_whoever_learns_elsewhere(scene: Scene) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=1))))
    async with transaction(scene.pool) as conn:
        await conn.execute("UPDATE contacts SET bsuid = $2 WHERE id = $1", contact, BSUID)
        await look_again(conn, [contact])
    assert await look(scene) == 1
    assert (await scene.row(message))["interacted_at"] is not None
    assert await look(scene) == 0


async def test_learnt_in_several_processes_at_once_is_answered_once(scene: Scene, settings: Settings) -> None:
    others = [Intake(scene.pool, settings) for _ in range(2)]
    for other in others:
        await other.start()
    intakes = [scene.intake, *others]
    campaign = await scene.campaign()
    messages, people = [], range(30)
    for n in people:
        contact = await scene.contact(f"+2290197{n:06}")
        messages.append(await scene.message(campaign, contact, wamid=f"wamid.M{n}"))
    try:
        bodies = [
            body
            for n in people
            for body in (
                inbound_body(reply(f"wamid.I{n}", scene.ago(minutes=1), bsuid=f"BJ.{n}")),
                taught(scene, messages[n], f"wamid.M{n}", bsuid=f"BJ.{n}"),
                taught(scene, messages[n], f"wamid.M{n}", bsuid=f"BJ.{n}"),
            )
        ]
        takes = [intakes[i % 3].receive(body) for i, body in enumerate(bodies)]
        _, *stored = await asyncio.gather(look(scene), *takes)
        assert all(stored)

        async def all_answered() -> bool:
            return await count_answered(scene) == len(people)

        await eventually(all_answered)
    finally:
        for other in others:
            await other.stop()
    assert len(await scene.message_2s()) == len(people) and await kept(scene) == []


@pytest.mark.usefixtures("no_timers")
async def test_killed_while_it_looks_again_leaves_the_reply_for_the_next(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    await scene.take(inbound_body(reply("wamid.I", scene.ago(minutes=1))))
    async with transaction(scene.pool) as conn:
        await conn.execute("UPDATE contacts SET bsuid = $2 WHERE id = $1", contact, BSUID)
        await look_again(conn, [contact])

    async def die(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(kept_again, "apply_in_transaction", die)
        with pytest.raises(KeyboardInterrupt):
            await look(scene)
    assert await kept(scene) == ["wamid.I"] and await scene.interactions() == []
    assert await look(scene) == 1
    assert (await scene.row(message))["interacted_at"] is not None


@pytest.mark.usefixtures("no_timers")
async def test_reply_that_cannot_be_applied_does_not_hold_up_the_others(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = await scene.campaign()
    contacts = [await scene.contact(f"+2290197000{n}") for n in range(3)]
    for contact in contacts:
        await scene.message(campaign, contact)
    for n in range(3):
        await scene.take(inbound_body(reply(f"wamid.I{n}", scene.ago(minutes=1), bsuid=f"BJ.{n}")))
    await scene.pool.execute("UPDATE kept_replies SET message = message - 'kind' WHERE wamid = 'wamid.I1'")
    async with transaction(scene.pool) as conn:
        for n, contact in enumerate(contacts):
            await conn.execute("UPDATE contacts SET bsuid = $2 WHERE id = $1", contact, f"BJ.{n}")
        await look_again(conn, contacts)
    assert await look(scene) == 2
    assert await kept(scene) == ["wamid.I1"]
    assert await look(scene) == 0


async def test_reply_by_an_unknown_id_to_what_only_the_sent_log_knows_is_answered_when_that_is_taken_over(
    scene: Scene, no_timers: None
) -> None:
    """The database went back; the sent log knows the message that the reply quotes."""
    campaign = await scene.campaign()
    message = await scene.message(campaign, await scene.contact(), "pending")
    quoting = reply("wamid.I", scene.ago(minutes=1), quotes="wamid.M1")
    await scene.take(inbound_body(quoting))
    assert await kept(scene) == ["wamid.I"]
    await scene.pool.execute("UPDATE kept_replies SET look_at = NULL")
    await scene.pool.execute(
        "INSERT INTO former_installations (id, reason, highest_message_id, known_claim, known_claims, paused,"
        " unscheduled) VALUES ('before', 'moved', 1, 0, 0, 0, 0)"
    )
    await scene.pool.execute(
        "INSERT INTO left_before (campaign_id, contact_id, message_type, former_id, message_id, verdict, at,"
        " wamid) SELECT campaign_id, contact_id, message_type, 'before', id, 'accepted', $2, 'wamid.M1'"
        " FROM messages WHERE id = $1",
        message,
        scene.ago(minutes=2),
    )
    async with transaction(scene.pool) as conn:
        assert await settle_left(conn, [message], unknown_grace_s=300) == ([message], 0)
    await look(scene)
    assert await kept(scene) == [] and len(await scene.message_2s()) == 1
