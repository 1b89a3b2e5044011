"""Messages a person sends because a test asks for it, in every type."""

import pytest

from tests.simulator.caller import PHONE, Caller
from tests.simulator.webhook import Webhook
from whatsapp_simulator import Simulator


@pytest.mark.parametrize(
    ("kind", "meta_type"),
    [
        ("text", "text"),
        ("stop", "text"),
        ("button", "button"),
        ("button_reply", "interactive"),
        ("list_reply", "interactive"),
        ("form", "interactive"),
        ("reaction", "reaction"),
        ("image", "image"),
        ("video", "video"),
        ("audio", "audio"),
        ("voice", "audio"),
        ("document", "document"),
        ("sticker", "sticker"),
        ("location", "location"),
        ("contacts", "contacts"),
        ("order", "order"),
        ("unsupported", "unsupported"),
    ],
)
async def test_person_can_send_any_type(
    simulator: Simulator, webhook: Webhook, kind: str, meta_type: str
) -> None:
    wamid = await simulator.send_inbound(PHONE, kind, at=1_750_000_000)
    await simulator.flush()
    (message,) = webhook.messages
    assert (message["id"], message["type"], message["timestamp"]) == (wamid, meta_type, "1750000000")
    assert message[meta_type]
    assert simulator.summary()["interactions"] == 1
    assert ("errors" in message) is (kind == "unsupported")


async def test_inbound_quotes_on_request_and_takes_foreign_content(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    wamid = (await caller.send_template()).wamid
    await simulator.send_inbound(PHONE, quote=True)
    await simulator.send_inbound(PHONE, context="wamid.old")
    await simulator.send_inbound("US.777", "ephemeral", content={"x": 1})
    await simulator.flush()
    assert [message.get("context", {}).get("id") for message in webhook.messages] == [
        wamid,
        "wamid.old",
        None,
    ]
    assert webhook.messages[2]["ephemeral"] == {"x": 1}
    assert webhook.messages[2]["from_user_id"] == "US.777"


@pytest.mark.parametrize(("sender", "kind"), [("2290197000001", "text"), ("+x", "text"), (PHONE, "hologram")])
async def test_impossible_inbound_is_refused(simulator: Simulator, sender: str, kind: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        await simulator.send_inbound(sender, kind)


async def test_another_app_answers_the_chat_and_somebody_answers_on_the_phone(
    simulator: Simulator, webhook: Webhook
) -> None:
    await simulator.send_inbound(PHONE, "stop", in_standby=True)
    simulator.answer_from_phone(PHONE, "Bonjour")
    await simulator.flush()
    standby, typed = webhook.values
    assert standby["messages"][0]["text"] == {"body": "STOP"}
    assert typed["message_echoes"][0]["to"] == PHONE.removeprefix("+")
