"""Who else answers a chat: another app on the same number, a person in the phone app."""

from datetime import datetime
from typing import Any

import pytest

from tests.webhooks.bodies import NUMBER, envelope, inbound, text, value
from tests.webhooks.scene import Scene

WA_ID = "22901970001"
BSUID = "BJ.13491208655302741918"
PARENT = "BJ.ENT.11815799212886844830"


def in_standby(*items: dict[str, Any]) -> bytes:
    return envelope(value(messages=list(items), contacts=[]), field="standby")


def typed_on_the_phone(at: datetime, to: str | None = WA_ID, **more: Any) -> bytes:
    echo = {
        "from": "15550783881", "id": "wamid.PHONE", "timestamp": str(int(at.timestamp())), "type": "text",
        "text": {"body": "Bonjour, ici Awa"}, **more,
    }  # fmt: skip
    if to is not None:
        echo["to"] = to
    return envelope(value(message_echoes=[echo]), field="smb_message_echoes")


async def _taken(scene: Scene) -> list[tuple[Any, ...]]:
    rows = await scene.pool.fetch("SELECT contact_id, taken_by, at FROM taken_chats ORDER BY 1")
    return [tuple(row) for row in rows]


async def test_reply_in_standby_counts_and_tells_who_answers(scene: Scene) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact)
    body = in_standby(text("hi", "wamid.I", scene.now, WA_ID))
    await scene.take(body)
    await scene.take(body)
    assert (await scene.row(message))["interacted_at"] == scene.now
    assert await _taken(scene) == [(contact, "another_app", scene.now)]
    assert await scene.incidents() == ["another_app_answers"]
    assert await scene.parked() == []


async def test_stop_in_standby_counts(scene: Scene) -> None:
    contact = await scene.contact()
    await scene.take(in_standby(text("STOP svp", "wamid.I", scene.now, WA_ID)))
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.now


async def test_stop_of_a_stranger_in_standby_is_held(scene: Scene) -> None:
    await scene.take(in_standby(text("STOP", "wamid.I", scene.now, WA_ID)))
    assert await scene.pool.fetchval("SELECT count(*) FROM suppressions WHERE opted_out") == 2
    assert await scene.incidents() == []


async def test_bad_item_in_standby_is_parked_as_such_and_its_neighbours_count(scene: Scene) -> None:
    contact = await scene.contact()
    good = text("STOP", "wamid.I", scene.now, WA_ID)
    await scene.take(in_standby(inbound("text", "wamid.B", scene.now, WA_ID, "no object"), good))
    [parked] = await scene.parked()
    assert (parked["reason"], b'"field":"standby"' in parked["body"]) == ("text_unreadable", True)
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.now


@pytest.mark.parametrize(
    "who",
    [
        {},
        {"to": None, "to_user_id": BSUID},
        {"to": "2290197000111"},
        {"to": None, "to_user_id": "BJ.99", "to_parent_user_id": PARENT},
        {"to": None, "to_parent_user_id": PARENT},
    ],
)
async def test_answer_typed_on_the_phone_is_remembered_for_its_person(
    scene: Scene, who: dict[str, Any]
) -> None:
    phone = "+22997000111" if who.get("to") else f"+{WA_ID}"
    contact = await scene.contact(phone, bsuid=BSUID)
    await scene.pool.execute(
        "INSERT INTO contact_aliases (bsuid, contact_id) VALUES ($1, $2)", PARENT, contact
    )
    await scene.take(typed_on_the_phone(scene.ago(minutes=1), **who))
    await scene.take(typed_on_the_phone(scene.ago(minutes=9), **who))
    assert await _taken(scene) == [(contact, "phone_app", scene.ago(minutes=1))]
    assert await scene.drops() == {}


@pytest.mark.parametrize(
    "more", [{"type": "revoke"}, {"type": "edit"}, {"type": "reaction"}, {"group_id": "g"}]
)
async def test_what_answers_nobody_on_the_phone_takes_no_chat(scene: Scene, more: dict[str, Any]) -> None:
    await scene.contact()
    await scene.take(typed_on_the_phone(scene.now, **more))
    assert await _taken(scene) == []
    assert await scene.drops() == {"sent_from_the_phone_app": 1}


@pytest.mark.parametrize("kind", ["image", "audio", "document", "contacts", "location", "unsupported"])
async def test_whatever_is_sent_from_the_phone_takes_the_chat(scene: Scene, kind: str) -> None:
    contact = await scene.contact()
    await scene.take(typed_on_the_phone(scene.now, type=kind))
    assert await _taken(scene) == [(contact, "phone_app", scene.now)]


async def test_answer_to_a_stranger_or_from_another_number_is_counted(scene: Scene) -> None:
    await scene.take(typed_on_the_phone(scene.now))
    other = typed_on_the_phone(scene.now).replace(NUMBER.encode(), b"999")
    await scene.take(other)
    assert await scene.drops() == {"sent_from_the_phone_app": 2}
