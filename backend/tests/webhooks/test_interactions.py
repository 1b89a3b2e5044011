"""Interactions: what counts, for which campaign, and the one Message 2."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from relance.interactions.retry import retry_unattributed
from relance.messages.hint import DUE_CHANNEL
from tests.webhooks.bodies import inbound, inbound_body, status, status_body, text
from tests.webhooks.scene import Scene

WA_ID = "22901970001"
MEDIA = {"id": "1", "mime_type": "x/y"}
REPLY = {"id": "yes", "title": "Yes"}


async def test_text_brings_message_2_with_the_contacts_name(scene: Scene) -> None:
    campaign, contact = await scene.campaign(), await scene.contact()
    message = await scene.message(campaign, contact)
    await scene.take(inbound_body(text("Bonjour", "wamid.I", scene.now, WA_ID)))
    row = await scene.row(message)
    assert row["interacted_at"] == scene.now
    [second] = await scene.message_2s()
    assert (second["status"], second["campaign_id"], second["contact_id"]) == ("pending", campaign, contact)
    assert second["parameters"] == {"text": "Hello Awa, here is more."}
    assert second["expires_at"] == scene.now + timedelta(hours=24)
    assert await scene.queued() == {"reply": [second["id"]]}
    [kept] = await scene.interactions()
    assert (kept["kind"], kept["text"], kept["in_window"], kept["message_id"]) == (
        "text",
        "Bonjour",
        True,
        message,
    )


@pytest.mark.parametrize(
    ("kind", "content", "stored"),
    [
        ("button", {"text": "Yes", "payload": "YES"}, "button"),
        ("interactive", {"type": "button_reply", "button_reply": REPLY}, "button_reply"),
        ("interactive", {"type": "list_reply", "list_reply": REPLY}, "list_reply"),
        ("image", MEDIA, "image"),
        ("video", MEDIA, "video"),
        ("audio", {**MEDIA, "voice": True}, "voice"),
        ("document", MEDIA, "document"),
        ("sticker", MEDIA, "sticker"),
        ("location", {"latitude": 6.4, "longitude": 2.4}, "location"),
        ("contacts", [{"name": {"formatted_name": "A"}}], "contacts"),
        ("order", {"catalog_id": "1", "product_items": []}, "order"),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}, "form"),
    ],
)
async def test_every_kind_counts(scene: Scene, kind: str, content: Any, stored: str) -> None:
    await scene.message(await scene.campaign(), await scene.contact())
    await scene.take(inbound_body(inbound(kind, "wamid.I", scene.now, WA_ID, content)))
    assert [row["kind"] for row in await scene.interactions()] == [stored]
    assert len(await scene.message_2s()) == 1


async def test_reaction_counts_and_a_removed_one_does_not(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    removed = inbound("reaction", "wamid.R1", scene.now, WA_ID, {"message_id": wamid, "emoji": ""})
    await scene.take(inbound_body(removed))
    assert await scene.interactions() == []
    assert (await scene.row(message))["interacted_at"] is None
    await scene.take(
        inbound_body(inbound("reaction", "wamid.R2", scene.now, WA_ID, {"message_id": wamid, "emoji": "👍"}))
    )
    assert (await scene.row(message))["interacted_at"] is not None
    assert len(await scene.message_2s()) == 1


async def test_ten_replies_in_one_second_bring_one_message_2(scene: Scene) -> None:
    await scene.message(await scene.campaign(), await scene.contact())
    bodies = [inbound_body(text("hi", f"wamid.{n}", scene.now, WA_ID)) for n in range(10)]
    assert all(await asyncio.gather(*map(scene.intake.receive, bodies)))
    assert len(await scene.interactions()) == 10
    assert len(await scene.message_2s()) == 1


async def test_same_reply_three_times_at_once_is_one_interaction(scene: Scene) -> None:
    await scene.message(await scene.campaign(), await scene.contact())
    body = inbound_body(text("hi", "wamid.I", scene.now, WA_ID))
    await asyncio.gather(*(scene.intake.receive(body) for _ in range(3)))
    await scene.take(body)
    assert len(await scene.interactions()) == len(await scene.message_2s()) == 1


async def test_two_campaigns_and_a_free_text_bring_one_message_2_of_the_newest(scene: Scene) -> None:
    contact = await scene.contact()
    older = await scene.message(await scene.campaign(), contact, sent_at=scene.ago(hours=2))
    newer = await scene.message(await scene.campaign(), contact, sent_at=scene.ago(hours=1))
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    assert (await scene.row(older))["interacted_at"] is None
    assert (await scene.row(newer))["interacted_at"] is not None
    assert len(await scene.message_2s()) == 1


async def test_reply_quoting_an_older_campaign_answers_that_one(scene: Scene) -> None:
    contact, old_campaign = await scene.contact(), await scene.campaign()
    older = await scene.message(old_campaign, contact, sent_at=scene.ago(hours=2))
    newer = await scene.message(await scene.campaign(), contact)
    quoted = (await scene.row(older))["wamid"]
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID, quotes=quoted)))
    assert (await scene.row(newer))["interacted_at"] is None
    assert [row["campaign_id"] for row in await scene.message_2s()] == [old_campaign]


async def test_quote_of_message_2_answers_its_campaign(scene: Scene) -> None:
    contact, campaign = await scene.contact(), await scene.campaign()
    first = await scene.message(campaign, contact, sent_at=scene.ago(hours=3))
    await scene.message(campaign, contact, message_type="message_2", wamid="wamid.M2")
    await scene.message(await scene.campaign(), contact)
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID, quotes="wamid.M2")))
    [kept] = await scene.interactions()
    assert (kept["message_id"], kept["in_window"]) == (first, True)


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False), (1, False)])
async def test_window_ends_by_metas_clock_however_late_the_webhook(
    scene: Scene, seconds: int, counts: bool
) -> None:
    sent_at = scene.ago(hours=30)
    message = await scene.message(
        await scene.campaign(), await scene.contact(), "no_interaction", sent_at=sent_at,
        no_interaction_at=scene.now,
    )  # fmt: skip
    at = sent_at + timedelta(days=1, seconds=seconds)
    await scene.take(inbound_body(text("hi", "wamid.I", at, WA_ID)))
    row = await scene.row(message)
    assert (row["status"], row["interacted_at"]) == (("sent", at) if counts else ("no_interaction", None))
    assert [row["status"] for row in await scene.message_2s()] == (["pending"] if counts else [])
    [kept] = await scene.interactions()
    assert kept["in_window"] is counts and kept["retry_until"] is None


async def test_quote_after_the_window_is_stored_with_its_campaign_and_changes_nothing(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), sent_at=scene.ago(hours=30))
    wamid = (await scene.row(message))["wamid"]
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID, quotes=wamid)))
    [kept] = await scene.interactions()
    assert (kept["message_id"], kept["in_window"]) == (message, False)
    assert (await scene.row(message))["interacted_at"] is None


async def test_interaction_before_delivered(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(message))["wamid"]
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    await scene.take(status_body(status("delivered", wamid, scene.now, echo=scene.echo(message))))
    row = await scene.row(message)
    assert row["status"] == "delivered" and row["interacted_at"] is not None


async def test_status_and_reply_in_one_group_when_nothing_was_recorded_yet(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    bodies = [
        inbound_body(text("hi", "wamid.I", scene.now, WA_ID)),
        status_body(status("sent", "wamid.A", scene.ago(seconds=2), echo=scene.echo(message))),
    ]
    await asyncio.gather(*map(scene.intake.receive, bodies))
    async with asyncio.timeout(10):
        while not await scene.message_2s():
            await asyncio.sleep(0.02)
    assert (await scene.row(message))["interacted_at"] is not None


async def test_reply_that_outran_the_record_of_the_send_is_tried_again(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    [kept] = await scene.interactions()
    assert kept["retry_until"] is not None and kept["message_id"] is None
    await scene.take(status_body(status("sent", "wamid.A", scene.ago(seconds=1), echo=scene.echo(message))))
    async with asyncio.timeout(10):
        while not await scene.message_2s():
            await asyncio.sleep(0.02)
    [kept] = await scene.interactions()
    assert (kept["retry_until"], kept["message_id"], kept["in_window"]) == (None, message, True)


async def test_quote_of_a_message_not_recorded_yet_waits_for_it(scene: Scene) -> None:
    contact = await scene.contact()
    older = await scene.message(await scene.campaign(), contact)
    newer = await scene.message(await scene.campaign(), contact, "pending")
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID, quotes="wamid.NEW")))
    assert (await scene.row(older))["interacted_at"] is None
    body = status_body(status("sent", "wamid.NEW", scene.ago(seconds=1), echo=scene.echo(newer)))
    await scene.take(body)
    await retry_unattributed(scene.pool)
    assert (await scene.row(older))["interacted_at"] is None
    assert (await scene.row(newer))["interacted_at"] is not None


async def test_retry_ends_and_leaves_the_interaction_without_campaign(scene: Scene) -> None:
    await scene.message(await scene.campaign(), await scene.contact(), "pending")
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    await scene.pool.execute("UPDATE interactions SET retry_until = now() - interval '1 second'")
    assert await retry_unattributed(scene.pool) == 0
    [kept] = await scene.interactions()
    assert kept["retry_until"] is None and kept["message_id"] is None


async def test_reply_of_a_contact_without_campaign_is_stored_at_once(scene: Scene) -> None:
    await scene.contact()
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    [kept] = await scene.interactions()
    assert kept["retry_until"] is None and kept["campaign_id"] is None


async def test_text_of_a_stranger_is_counted_and_not_stored(scene: Scene) -> None:
    await scene.take(inbound_body(text("secret", "wamid.I", scene.now, "22999999999")))
    assert await scene.interactions() == []
    assert await scene.drops() == {"stranger": 1}


@pytest.mark.parametrize("kind", ["system", "edit", "revoke", "request_welcome"])
async def test_what_is_no_interaction_is_dropped_without_a_trace_on_the_message(
    scene: Scene, kind: str
) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    await scene.take(inbound_body(inbound(kind, "wamid.I", scene.now, WA_ID, {"body": "x"})))
    assert (await scene.row(message))["interacted_at"] is None
    assert sum((await scene.drops()).values()) == 1


@pytest.mark.parametrize("kind", ["unsupported", "unknown", "hologram", "interactive"])
async def test_reply_that_meta_does_not_show_brings_message_2(scene: Scene, kind: str) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact())
    item = inbound(kind, "wamid.I", scene.now, WA_ID, None)
    await scene.take(inbound_body({**item, "errors": [{"code": 131051, "title": "Message type unknown"}]}))
    assert (await scene.row(message))["interacted_at"] == scene.now
    assert [(row["kind"], row["in_window"]) for row in await scene.interactions()] == [("other", True)]
    assert [row["status"] for row in await scene.message_2s()] == ["pending"]


async def test_campaign_without_message_2_only_notes_the_interaction(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(message_2=None), await scene.contact())
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    assert (await scene.row(message))["interacted_at"] is not None
    assert await scene.message_2s() == []


@pytest.mark.parametrize(
    ("status_", "columns", "expected"),
    [
        ("stopped", {}, ("cancelled", "stopped")),
        ("paused", {}, ("pending", None)),
        ("completed", {}, ("pending", None)),
        ("sending", {"first_name": " "}, ("pending", None)),
    ],
)
async def test_message_2_by_the_state_of_its_campaign(
    scene: Scene, status_: str, columns: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    await scene.message(await scene.campaign(status=status_), await scene.contact(**columns))
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    [second] = await scene.message_2s()
    assert (second["status"], second["cancel_reason"]) == expected


async def test_missing_field_without_default_cancels_message_2_with_its_name(scene: Scene) -> None:
    campaign = await scene.campaign(message_2={"type": "text", "text": "Hello {{city}}"})
    await scene.message(campaign, await scene.contact())
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
    [second] = await scene.message_2s()
    assert (second["status"], second["cancel_reason"]) == ("cancelled", "missing_variable:city")
    assert await scene.queued() == {}


async def test_reply_a_day_old_makes_a_cancelled_message_2(scene: Scene) -> None:
    sent_at = scene.ago(hours=50)
    await scene.message(await scene.campaign(), await scene.contact(), sent_at=sent_at)
    await scene.take(inbound_body(text("hi", "wamid.I", scene.ago(hours=30), WA_ID)))
    [second] = await scene.message_2s()
    assert (second["status"], second["cancel_reason"]) == ("cancelled", "window_closed")


async def test_hint_wakes_the_sender(scene: Scene, redis: Any) -> None:
    scene.intake._redis = redis
    await scene.message(await scene.campaign(), await scene.contact())
    async with redis.pubsub() as listening:
        await listening.subscribe(DUE_CHANNEL)
        assert await listening.get_message(timeout=5) is not None
        await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID)))
        hint = await listening.get_message(ignore_subscribe_messages=True, timeout=5)
    assert hint is not None and hint["data"] == b"reply"
