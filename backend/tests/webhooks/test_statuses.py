"""Statuses: whatever the order, the number and the company in which they come."""

import asyncio
import itertools

import pytest

from tests.webhooks.bodies import envelope, status, status_body, value
from tests.webhooks.scene import Scene


async def test_status_before_the_answer_was_recorded_is_kept(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    await scene.take(
        status_body(status("delivered", "wamid.A", scene.ago(minutes=1), echo=scene.echo(message)))
    )
    row = await scene.row(message)
    assert (row["status"], row["wamid"]) == ("delivered", "wamid.A")
    assert row["sent_at"] == row["delivered_at"] == scene.ago(minutes=1)
    assert row["echoed_at"] is not None


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
async def test_statuses_in_any_order_end_in_read(scene: Scene, order: tuple[str, ...]) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    for word in order:
        await scene.take(status_body(status(word, "wamid.A", scene.ago(minutes=1), echo=scene.echo(message))))
    assert (await scene.row(message))["status"] == "read"


async def test_sent_does_not_overwrite_delivered(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "delivered")
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("sent", wamid, scene.now)))
    assert (await scene.row(message))["status"] == "delivered"


async def test_delivered_after_failed_lifts_and_failed_after_delivered_does_not(scene: Scene) -> None:
    campaign = await scene.campaign()
    first = await scene.message(campaign, await scene.contact("+22901970001"))
    second = await scene.message(campaign, await scene.contact("+22901970002"))
    for message, words in ((first, ("failed", "delivered")), (second, ("delivered", "failed"))):
        wamid = (await scene.row(message))["wamid"]
        for word in words:
            code = 131049 if word == "failed" else None
            item = status(word, wamid, scene.now, echo=scene.echo(message), code=code)
            await scene.take(status_body(item))
    assert (await scene.row(first))["status"] == "delivered"
    assert (await scene.row(second))["status"] == "delivered"


async def test_failed_then_late_sent_stays_failed_with_metas_words(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    echo = scene.echo(message)
    await scene.take(status_body(status("failed", wamid, scene.now, echo=echo, code=131049)))
    await scene.take(status_body(status("sent", wamid, scene.now, echo=echo)))
    row = await scene.row(message)
    assert (row["status"], row["error_code"], row["error_title"]) == ("failed", 131049, "Refused")


async def test_same_webhook_three_times_at_once(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    body = status_body(status("read", wamid, scene.now, echo=scene.echo(message)))
    assert await asyncio.gather(*(scene.intake.receive(body) for _ in range(3))) == [True] * 3
    assert (await scene.row(message))["status"] == "read"


async def test_two_statuses_of_one_message_in_one_body(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(*(status(word, wamid, scene.now) for word in ("delivered", "read"))))
    assert (await scene.row(message))["status"] == "read"


async def test_a_thousand_updates_in_one_body(scene: Scene) -> None:
    campaign = await scene.campaign()
    await scene.pool.execute(
        "WITH people AS (INSERT INTO contacts (phone)"
        " SELECT '+229' || n FROM generate_series(10000000, 10000999) n RETURNING id)"
        " INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, wamid, sent_at)"
        " SELECT $1, id, $2, 'message_1', 'sent', 'wamid.B' || id, now() FROM people",
        campaign,
        scene.sender_id,
    )
    rows = await scene.pool.fetch("SELECT id, wamid FROM messages")
    items = [status("delivered", row["wamid"], scene.now, echo=scene.echo(row["id"])) for row in rows]
    await scene.take(status_body(*items))
    assert await scene.pool.fetchval("SELECT count(*) FROM messages WHERE status = 'delivered'") == 1000


async def test_foreign_echo_is_counted_and_dropped(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("read", wamid, scene.now, echo=f"another.{message}.1")))
    await scene.take(status_body(status("read", wamid, scene.now, echo="order:77")))
    assert (await scene.row(message))["status"] == "sent"
    assert await scene.drops() == {"foreign_echo": 2}


async def test_echo_of_a_message_that_is_gone_is_counted(scene: Scene) -> None:
    gone = await scene.pool.fetchval("SELECT nextval('messages_id_seq')")
    await scene.take(status_body(status("read", "wamid.X", scene.now, echo=scene.echo(gone))))
    assert await scene.drops() == {"unknown_message": 1}


async def test_echo_whose_number_does_not_fit_falls_back_to_the_wamid(scene: Scene) -> None:
    other_id = await scene.pool.fetchval(
        "INSERT INTO senders (phone_number_id, waba_id) SELECT '999', waba_id FROM senders RETURNING id"
    )
    campaign = await scene.campaign()
    theirs = await scene.message(campaign, await scene.contact("+22901970001"), sender_id=other_id)
    ours = await scene.message(campaign, await scene.contact("+22901970002"))
    wamid = (await scene.row(ours))["wamid"]
    await scene.take(status_body(status("read", wamid, scene.now, echo=scene.echo(theirs))))
    assert (await scene.row(theirs))["status"] == "sent"
    assert (await scene.row(ours))["status"] == "read"


async def test_status_of_an_unknown_number_is_dropped(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    body = status_body(status("read", "wamid.X", scene.now, echo=scene.echo(message)), number="4711")
    await scene.take(body)
    assert (await scene.row(message))["status"] == "sent"
    assert await scene.drops() == {"unknown_number": 1}


async def test_unknown_wamid_without_echo_is_looked_up_again_then_counted(scene: Scene) -> None:
    late = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    items = status("delivered", "wamid.L", scene.now), status("sent", "wamid.X", scene.now)
    await scene.take(status_body(*items))
    assert await scene.drops() == {}
    await scene.pool.execute(
        "UPDATE messages SET wamid = 'wamid.L', status = 'sent', sent_at = now() WHERE id = $1", late
    )
    waiting = scene.intake._second_look._later
    kept = [status for _, status in waiting]
    waiting.clear()
    waiting.extend((0.0, status) for status in kept)  # their time has come
    scene.intake._wake.set()
    async with asyncio.timeout(10):
        while await scene.drops() != {"unknown_message": 1}:
            await asyncio.sleep(0.02)
    assert (await scene.row(late))["status"] == "delivered"


async def test_timestamps_in_milliseconds_and_unknown_statuses(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    items = [status(word, wamid, scene.now) for word in ("deleted", "played", "warning")]
    items[1]["timestamp"] = str(int(scene.now.timestamp() * 1000))
    await scene.take(envelope(value(statuses=items)))
    row = await scene.row(message)
    assert (row["status"], row["read_at"]) == ("read", scene.now)
    assert await scene.drops() == {"unknown_status": 2}


async def test_cancelled_message_that_meta_took_after_all(scene: Scene) -> None:
    message = await scene.message(
        await scene.campaign(), await scene.contact(), "cancelled", cancel_reason="stopped"
    )
    await scene.take(status_body(status("delivered", "wamid.A", scene.now, echo=scene.echo(message))))
    row = await scene.row(message)
    assert (row["status"], row["cancel_reason"]) == ("delivered", None)


async def test_second_acceptance_of_one_row_alarms(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), attempt=2)
    await scene.take(status_body(status("delivered", "wamid.OLD", scene.now, echo=scene.echo(message, 1))))
    assert await scene.incidents() == ["double"]


async def test_pricing_is_kept(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    pricing = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "marketing"}
    await scene.take(status_body(status("sent", wamid, scene.now, pricing=pricing)))
    row = await scene.row(message)
    assert (row["pricing_category"], row["pricing_type"], row["billable"]) == ("marketing", "regular", True)
