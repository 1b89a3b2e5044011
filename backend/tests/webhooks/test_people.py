"""Who it is, what we learn about them, and who wants no more."""

from datetime import timedelta
from typing import Any

import pytest

from relance.contacts.suppressions import opt_out
from tests.webhooks.bodies import envelope, inbound, inbound_body, status, status_body, text, value
from tests.webhooks.scene import Scene

WA_ID = "22901970001"
BSUID = "BJ.13491208655302741918"


async def test_payload_without_phone_is_found_by_bsuid(scene: Scene) -> None:
    contact = await scene.contact(bsuid=BSUID)
    await scene.message(await scene.campaign(), contact)
    item = text("hi", "wamid.I", scene.now, None, from_user_id=BSUID)
    await scene.take(inbound_body(item, contacts=[{"profile": {"name": "A"}, "user_id": BSUID}]))
    assert [row["contact_id"] for row in await scene.interactions()] == [contact]


async def test_bsuid_in_the_place_of_the_phone(scene: Scene) -> None:
    contact = await scene.contact(bsuid=BSUID)
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, BSUID)))
    assert [row["contact_id"] for row in await scene.interactions()] == [contact]


@pytest.mark.parametrize(
    ("phone", "wa_id"),
    [("+22901970001", "22901970001"), ("+2290197000111", "22997000111"), ("+5511987654321", "551187654321"),
     ("+525512345678", "5215512345678")],
)  # fmt: skip
async def test_wa_id_of_another_spelling_finds_the_phone_and_is_learnt(
    scene: Scene, phone: str, wa_id: str
) -> None:
    contact = await scene.contact(phone)
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, wa_id)))
    row = await scene.contact_row(contact)
    assert (row["wa_id"], row["whatsapp_verified"], row["verified_at"]) == (wa_id, True, scene.now)


async def test_delivered_teaches_ids_and_that_the_person_is_on_whatsapp(scene: Scene) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    item = status("delivered", wamid, scene.now, recipient_id="22997000199", recipient_user_id=BSUID)
    await scene.take(status_body(item))
    row = await scene.contact_row(contact)
    assert (row["wa_id"], row["bsuid"], row["whatsapp_verified"]) == ("22997000199", BSUID, True)


async def test_identity_of_another_contact_is_not_taken(scene: Scene) -> None:
    await scene.contact("+22901970009", bsuid=BSUID)
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("delivered", wamid, scene.now, recipient_user_id=BSUID)))
    row = await scene.contact_row(contact)
    assert (row["bsuid"], row["whatsapp_verified"]) == (None, True)


async def test_131026_on_two_different_days_says_not_on_whatsapp(scene: Scene) -> None:
    contact = await scene.contact()
    for days, expected in ((2, None), (2, None), (1, False)):
        message = await scene.message(await scene.campaign(), contact)
        wamid = (await scene.row(message))["wamid"]
        await scene.take(status_body(status("failed", wamid, scene.ago(days=days), code=131026)))
        assert (await scene.contact_row(contact))["whatsapp_verified"] is expected
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("delivered", wamid, scene.now + timedelta(seconds=9))))
    row = await scene.contact_row(contact)
    assert (row["whatsapp_verified"], row["undeliverable_on"]) == (True, None)


@pytest.mark.parametrize("word", ["STOP", " stop. ", "Arrêt", "Désabonner!", "unsubscribe", "Stop promo"])
async def test_stop_as_the_first_interaction_opts_out_and_brings_no_message_2(
    scene: Scene, word: str
) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    await scene.take(inbound_body(text(word, "wamid.I", scene.now, WA_ID)))
    assert (await scene.row(message))["interacted_at"] is not None
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.now
    [second] = await scene.message_2s()
    assert (second["status"], second["cancel_reason"]) == ("cancelled", "opted_out")
    assert await scene.queued() == {}


async def test_stop_button_opts_out(scene: Scene) -> None:
    contact = await scene.contact()
    await scene.message(await scene.campaign(), contact)
    item = inbound("button", "wamid.I", scene.now, WA_ID, {"text": "No thanks", "payload": "STOP_PROMO"})
    await scene.take(inbound_body(item))
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.now


async def test_hello_and_stop_in_one_body_bring_no_message_2(scene: Scene) -> None:
    await scene.message(await scene.campaign(), await scene.contact())
    hello = text("hello", "wamid.1", scene.ago(seconds=5), WA_ID)
    await scene.take(inbound_body(hello, text("stop", "wamid.2", scene.now, WA_ID)))
    assert [row["status"] for row in await scene.message_2s()] == ["cancelled"]


async def test_sentence_with_stop_in_it_is_no_opt_out(scene: Scene) -> None:
    contact = await scene.contact()
    await scene.take(inbound_body(text("Do not stop the music", "wamid.I", scene.now, WA_ID)))
    assert (await scene.contact_row(contact))["opted_out_at"] is None


async def test_stop_of_a_stranger_holds_for_a_later_contact(scene: Scene) -> None:
    await scene.take(inbound_body(text("STOP", "wamid.I", scene.now, WA_ID)))
    held = await scene.pool.fetch("SELECT identity FROM suppressions WHERE opted_out ORDER BY 1")
    assert [row["identity"] for row in held] == [f"phone:+{WA_ID}", f"wa:{WA_ID}"]


def preference(word: str, at: Any, **who: str) -> bytes:
    item = {"category": "marketing_messages", "value": word, "timestamp": int(at.timestamp()), **who}
    return envelope(value(user_preferences=[item]), field="user_preferences")


async def test_preferences_are_ordered_by_metas_time(scene: Scene) -> None:
    contact = await scene.contact()
    await scene.take(preference("resume", scene.now, wa_id=WA_ID))
    await scene.take(preference("stop", scene.ago(minutes=1), wa_id=WA_ID))
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    await scene.take(preference("stop", scene.now + timedelta(seconds=1), wa_id=WA_ID))
    assert (await scene.contact_row(contact))["opted_out_at"] is not None


async def test_131050_is_remembered_as_an_opt_out_until_the_person_resumes(scene: Scene) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("failed", wamid, scene.ago(minutes=2), code=131050)))
    row = await scene.contact_row(contact)
    assert (row["opted_out_at"], row["opted_out_reason"]) == (scene.ago(minutes=2), "whatsapp_preference")
    await scene.take(preference("resume", scene.ago(minutes=1), wa_id=WA_ID))
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    await scene.take(status_body(status("failed", wamid, scene.now, code=131050)))
    assert (await scene.contact_row(contact))["opted_out_at"] is None


async def test_newly_learnt_id_brings_its_opt_out_along(scene: Scene) -> None:
    async with scene.pool.acquire() as conn, conn.transaction():
        await opt_out(conn, identities=[f"bsuid:{BSUID}"], reason="earlier", at=scene.ago(days=3))
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("delivered", wamid, scene.now, recipient_user_id=BSUID)))
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.ago(days=3)


async def test_quote_in_the_chat_of_another_record_counts_there_and_is_an_incident(scene: Scene) -> None:
    quoted_contact, named = await scene.contact(), await scene.contact(None, bsuid=BSUID)
    message = await scene.message(await scene.campaign(), quoted_contact)
    wamid = (await scene.row(message))["wamid"]
    item = text("STOP", "wamid.I", scene.now, None, quotes=wamid, from_user_id=BSUID)
    await scene.take(inbound_body(item))
    assert [row["contact_id"] for row in await scene.interactions()] == [quoted_contact]
    assert await scene.incidents() == ["identity_conflict"]
    for contact in (quoted_contact, named):
        assert (await scene.contact_row(contact))["opted_out_at"] is not None


async def test_reply_of_a_deleted_contact_counts_and_is_not_kept(scene: Scene) -> None:
    contact = await scene.contact(None, deleted_at=scene.ago(minutes=1))
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    await scene.take(inbound_body(text("secret", "wamid.I", scene.now, WA_ID, quotes=wamid)))
    [kept] = await scene.interactions()
    assert (kept["text"], kept["content"]) == (None, None)
    [second] = await scene.message_2s()
    assert (second["status"], second["cancel_reason"]) == ("cancelled", "contact_deleted")
    assert (await scene.contact_row(contact))["wa_id"] is None


def number_change(at: Any, **system: str) -> bytes:
    """A system message: no contacts, and `from` may be missing."""
    content = {"type": "user_changed_number", "body": "changed", **system}
    return inbound_body(inbound("system", "wamid.SYS", at, WA_ID, content))


async def test_changed_number_moves_the_contact_and_its_opt_out(scene: Scene) -> None:
    contact = await scene.contact(bsuid=BSUID, opted_out_at=scene.ago(days=1), opted_out_reason="x")
    body = number_change(scene.now, wa_id="22901970077", previous_user_id=BSUID, user_id="BJ.2")
    await scene.take(body)
    await scene.take(body)
    row = await scene.contact_row(contact)
    assert (row["phone"], row["wa_id"], row["bsuid"]) == ("+22901970077", "22901970077", "BJ.2")
    assert await scene.pool.fetchval("SELECT opted_out FROM suppressions WHERE identity = 'bsuid:BJ.2'")


async def test_changed_number_of_another_contact_is_a_conflict(scene: Scene) -> None:
    contact = await scene.contact()
    other = await scene.contact("+22901970077")
    await scene.take(number_change(scene.now, wa_id="22901970077"))
    assert (await scene.contact_row(contact))["phone"] == f"+{WA_ID}"
    assert (await scene.contact_row(other))["phone"] == "+22901970077"
    assert await scene.incidents() == ["identity_conflict"]
