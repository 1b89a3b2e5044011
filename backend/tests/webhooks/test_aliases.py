"""The ids of one person: a new one takes the place of the older, all of them find the contact."""

from typing import Any

import pytest

from relance.contacts.service import ContactChange, delete_contact, get_contact, update_contact
from tests.webhooks.bodies import envelope, inbound, inbound_body, status, status_body, text, value
from tests.webhooks.scene import Scene

WA_ID = "22901970001"
OLD, NEW, PARENT = "BJ.1", "BJ.2", "BJ.ENT.9"


async def _aliases(scene: Scene) -> dict[str, int]:
    rows = await scene.pool.fetch("SELECT bsuid, contact_id FROM contact_aliases ORDER BY 1")
    return {row["bsuid"]: row["contact_id"] for row in rows}


async def _say(scene: Scene, words: str, nth: int, wa_id: str | None, bsuid: str | None, **more: Any) -> None:
    who = {} if bsuid is None else {"from_user_id": bsuid}
    at = scene.ago(seconds=90 - nth)
    await scene.take(inbound_body(text(words, f"wamid.I{nth}", at, wa_id, **who, **more)))


async def test_new_id_of_a_known_phone_is_learnt_and_the_older_kept(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "hi", 1, WA_ID, NEW)
    assert (await scene.contact_row(contact))["bsuid"] == NEW
    assert await _aliases(scene) == {OLD: contact}
    # What comes late under the older one finds the person, and changes nothing back.
    await _say(scene, "hi", 2, WA_ID, OLD)
    await _say(scene, "hi", 3, None, OLD)
    await _say(scene, "hi", 4, None, NEW)
    assert (await scene.contact_row(contact))["bsuid"] == NEW
    assert [row["contact_id"] for row in await scene.interactions()] == [contact] * 4
    assert await scene.incidents() == []


async def test_status_teaches_the_new_id_too(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    said: dict[str, Any] = {"recipient_id": WA_ID, "recipient_user_id": NEW}
    await scene.take(status_body(status("delivered", wamid, scene.now, **said)))
    assert (await scene.contact_row(contact))["bsuid"] == NEW
    assert await _aliases(scene) == {OLD: contact}


@pytest.mark.parametrize("bsuid", [OLD, NEW, PARENT])
async def test_stop_under_any_id_opts_the_person_out(scene: Scene, bsuid: str) -> None:
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "hi", 1, WA_ID, NEW, from_parent_user_id=PARENT)
    await _say(scene, "STOP", 2, None, bsuid)
    assert (await scene.contact_row(contact))["opted_out_reason"] == "replied_stop"
    names = await scene.pool.fetch("SELECT identity FROM suppressions WHERE opted_out ORDER BY 1")
    assert {row["identity"] for row in names} >= {f"bsuid:{OLD}", f"bsuid:{NEW}", f"bsuid:{PARENT}"}


async def test_stop_that_came_under_an_unknown_id_holds_once_the_id_is_learnt(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "STOP", 1, None, NEW)
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    await _say(scene, "hi", 2, WA_ID, NEW)
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.ago(seconds=89)


async def test_reply_without_a_phone_in_a_known_chat_teaches_an_alias(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    await _say(scene, "hi", 1, None, NEW, quotes=wamid)
    assert (await scene.contact_row(contact))["bsuid"] == OLD
    assert await _aliases(scene) == {NEW: contact}
    await _say(scene, "STOP", 2, None, NEW)
    assert (await scene.contact_row(contact))["opted_out_reason"] == "replied_stop"


async def test_two_contacts_that_meet_are_told_once_and_left_as_they_are(scene: Scene) -> None:
    other = await scene.contact("+22901970009", bsuid=NEW)
    contact = await scene.contact(bsuid=OLD)
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    for word in ("sent", "delivered", "read"):
        await scene.take(
            status_body(status(word, wamid, scene.now, recipient_id=WA_ID, recipient_user_id=NEW))
        )
    assert (await scene.contact_row(contact))["bsuid"] == OLD
    assert (await scene.contact_row(other))["bsuid"] == NEW
    [incident] = await scene.pool.fetch("SELECT kind, n, details FROM incidents")
    assert (incident["kind"], incident["n"]) == ("identity_conflict", 1)
    assert incident["details"] == {"contact_ids": sorted([contact, other]), "seen_in": "ids"}


async def test_aliases_go_with_the_person_and_with_the_number(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "hi", 1, WA_ID, NEW)
    async with scene.pool.acquire() as conn, conn.transaction():
        await update_contact(conn, contact_id=contact, change=ContactChange(texts={"first_name": "Awa"}))
        assert await conn.fetchval("SELECT count(*) FROM contact_aliases") == 1
        await update_contact(conn, contact_id=contact, change=ContactChange(phone="+33612345678"))
        assert await conn.fetchval("SELECT count(*) FROM contact_aliases") == 0
    await scene.pool.execute("INSERT INTO contact_aliases VALUES ('BJ.7', $1)", contact)
    async with scene.pool.acquire() as conn, conn.transaction():
        await delete_contact(conn, contact_id=contact)
    assert await _aliases(scene) == {}


def _card(scene: Scene, phone: dict[str, str], **more: Any) -> bytes:
    card = {"name": {"formatted_name": "Awa"}, "phones": [phone], **more}
    return inbound_body(inbound("contacts", "wamid.C", scene.now, None, [card], from_user_id=OLD))


@pytest.mark.parametrize("phone", [{"wa_id": WA_ID}, {"phone": "+229 (01) 97-00 01"}])
async def test_number_that_a_person_gave_when_asked_is_learnt(scene: Scene, phone: dict[str, str]) -> None:
    await scene.take(inbound_body(text("STOP", "wamid.S", scene.ago(days=1), WA_ID)))
    contact = await scene.contact(None, bsuid=OLD)
    await scene.take(_card(scene, phone, origin="contact_request"))
    row = await scene.contact_row(contact)
    assert row["phone"] == f"+{WA_ID}"
    # Their STOP of before they had a name here holds.
    assert row["opted_out_at"] == scene.ago(days=1)


async def test_card_of_somebody_else_teaches_no_number(scene: Scene) -> None:
    contact = await scene.contact(None, bsuid=OLD)
    await scene.take(_card(scene, {"wa_id": WA_ID}, origin="other"))
    assert (await scene.contact_row(contact))["phone"] is None


async def test_number_of_another_contact_is_not_taken_and_told(scene: Scene) -> None:
    await scene.contact("+22997000111")
    contact = await scene.contact(None, bsuid=OLD)
    await scene.take(_card(scene, {"wa_id": "2290197000111"}, origin="contact_request"))
    assert (await scene.contact_row(contact))["phone"] is None
    assert await scene.incidents() == ["identity_conflict"]


async def test_person_is_found_by_the_parent_id_alone_and_the_new_id_is_learnt(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "hi", 1, WA_ID, OLD, from_parent_user_id=PARENT)
    await _say(scene, "STOP", 2, None, NEW, from_parent_user_id=PARENT)
    assert (await scene.contact_row(contact))["opted_out_reason"] == "replied_stop"
    assert await _aliases(scene) == {NEW: contact, PARENT: contact}


async def test_another_parent_id_is_learnt_beside_the_first(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "hi", 1, WA_ID, OLD, from_parent_user_id=PARENT)
    await _say(scene, "hi", 2, WA_ID, OLD, from_parent_user_id="BJ.ENT.10")
    assert (await scene.contact_row(contact))["parent_bsuid"] == PARENT
    assert await _aliases(scene) == {PARENT: contact, "BJ.ENT.10": contact}
    assert await scene.incidents() == []


async def test_parent_id_of_another_contact_is_not_taken_and_told(scene: Scene) -> None:
    other = await scene.contact("+22901970009")
    await _say(scene, "hi", 1, "22901970009", "BJ.9", from_parent_user_id=PARENT)
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "hi", 2, WA_ID, OLD, from_parent_user_id=PARENT)
    assert (await scene.contact_row(contact))["parent_bsuid"] is None
    assert await _aliases(scene) == {PARENT: other}
    assert await scene.incidents() == ["identity_conflict"]


async def test_preference_and_changed_id_find_the_person_by_the_parent(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)
    await _say(scene, "hi", 1, WA_ID, OLD, from_parent_user_id=PARENT)
    wish = {"category": "marketing_messages", "value": "stop", "timestamp": str(int(scene.now.timestamp()))}
    told = value(user_preferences=[{**wish, "user_id": "BJ.77", "parent_user_id": PARENT}])
    await scene.take(envelope(told))
    assert (await scene.contact_row(contact))["opted_out_reason"] == "whatsapp_preference"
    ids = {"previous_user_id": "BJ.88", "previous_parent_user_id": PARENT, "user_id": NEW}
    changed = {"type": "user_changed_user_id", **ids}
    await scene.take(inbound_body(inbound("system", "wamid.S", scene.now, None, changed)))
    assert (await scene.contact_row(contact))["bsuid"] == NEW


async def test_username_is_kept_as_of_the_last_message_and_goes_with_the_person(scene: Scene) -> None:
    contact = await scene.contact(bsuid=OLD)

    async def say(nth: int, username: str | None) -> None:
        profile = {"name": "Awa"} if username is None else {"name": "Awa", "username": username}
        at = scene.ago(seconds=90 - nth)
        one = text("hi", f"wamid.U{nth}", at, WA_ID, from_user_id=OLD)
        await scene.take(inbound_body(one, contacts=[{"profile": profile, "wa_id": WA_ID, "user_id": OLD}]))

    async def shown() -> str | None:
        async with scene.pool.acquire() as conn, conn.transaction():
            return (await get_contact(conn, contact_id=contact)).username

    await say(5, "awa.m")
    await say(1, "older")
    await say(6, None)
    assert await shown() == "awa.m"
    await say(7, "awa.mensah")
    assert await shown() == "awa.mensah"
    async with scene.pool.acquire() as conn, conn.transaction():
        await delete_contact(conn, contact_id=contact)
    assert await scene.pool.fetchval("SELECT count(*) FROM contact_usernames") == 0
