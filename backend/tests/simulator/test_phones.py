"""What becomes of a message: statuses, failures, and every kind of reply."""

from typing import Any

import pytest

from tests.simulator.caller import ACCOUNT, NUMBER, PHONE, Caller, make_message
from tests.simulator.conftest import MakeBehaviour
from tests.simulator.webhook import Webhook
from whatsapp_simulator import Simulator
from whatsapp_simulator.people import make_bsuid


async def test_sent_delivered_read_are_told_each_in_a_body(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    wamid = (await caller.send_template(biz_opaque_callback_data='a"1\n')).wamid
    await simulator.flush()
    assert [body["entry"][0]["id"] for body in webhook.bodies] == [ACCOUNT] * 3
    assert [status["status"] for status in webhook.statuses] == ["sent", "delivered", "read"]
    for value, status in zip(webhook.values, webhook.statuses, strict=True):
        assert value["metadata"] == {"display_phone_number": "15550783881", "phone_number_id": NUMBER}
        assert value["contacts"][0]["wa_id"] == status["recipient_id"] == PHONE[1:]
        assert value["contacts"][0]["user_id"] == status["recipient_user_id"] == make_bsuid(PHONE[1:])
        assert value["contacts"][0]["profile"]["name"]
        assert status["id"] == wamid
        assert status["biz_opaque_callback_data"] == 'a"1\n'
        assert status["timestamp"].isdigit()
    assert [status.get("pricing", {}).get("category") for status in webhook.statuses] == ["marketing"] * 2 + [
        None
    ]
    assert simulator.ledger.messages[0].statuses == ["sent", "delivered", "read"]


async def test_free_form_message_is_priced_as_service(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    await simulator.send_inbound(PHONE)
    await caller.send(make_message())
    await simulator.flush()
    assert webhook.statuses[0]["pricing"]["category"] == "service"
    assert "biz_opaque_callback_data" not in webhook.statuses[0]


async def test_undelivered_message_stops_at_sent(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(delivered=0)
    await caller.send_template()
    await simulator.flush()
    assert [status["status"] for status in webhook.statuses] == ["sent"]


async def test_person_not_on_whatsapp_fails_with_131026(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(not_on_whatsapp=1, reply_text=1)
    assert (await caller.send_template()).status == 200
    await simulator.flush()
    (status,) = webhook.statuses
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131026)
    assert status["recipient_id"] == PHONE[1:]
    assert "recipient_user_id" not in status
    assert "contacts" not in webhook.values[0]


async def play(simulator: Simulator, caller: Caller, webhook: Webhook) -> dict[str, Any]:
    """Sends a template and returns the one message that comes back."""
    await caller.send_template()
    await simulator.flush()
    (message,) = webhook.messages
    return message


@pytest.mark.parametrize(
    ("kind", "meta_type", "interaction"),
    [
        ("reply_text", "text", "text"),
        ("tap_button", "button", "button"),
        ("react", "reaction", "reaction"),
        ("voice", "audio", "voice"),
        ("image", "image", "image"),
        ("stop", "text", "stop"),
    ],
)
async def test_reply_comes_as_its_type_and_is_an_interaction(
    simulator: Simulator,
    caller: Caller,
    webhook: Webhook,
    behave: MakeBehaviour,
    kind: str,
    meta_type: str,
    interaction: str,
) -> None:
    simulator.behaviour = behave(**{kind: 1})
    message = await play(simulator, caller, webhook)
    assert message["type"] == meta_type
    assert message[meta_type]
    assert message["from"] == PHONE[1:]
    assert message["from_user_id"] == make_bsuid(PHONE[1:])
    person = simulator.find_person(PHONE)
    assert person.interaction_kind == interaction
    assert person.interaction_posted_at is not None and person.interaction_acked_at is not None
    assert simulator.summary()["interactions"] == 1


async def test_tap_is_one_of_the_quick_replies(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(tap_button=1)
    message = await play(simulator, caller, webhook)
    assert message["button"]["text"] in ("Oui, dites-m'en plus", "Plus tard")
    assert message["button"]["payload"] == message["button"]["text"]


async def test_tap_carries_the_payload_that_was_sent(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(tap_button=1)
    payload = {"type": "button", "sub_type": "quick_reply"}
    components = [{"type": "body", "parameters": [{"type": "text", "text": "Afi"}]}] + [
        {**payload, "index": n, "parameters": [{"type": "payload", "payload": f"P{n}"}]} for n in (0, 1)
    ]
    template = {"name": "welcome_offer", "language": {"code": "fr"}, "components": components}
    await caller.send(make_message("template", template))
    await simulator.flush()
    assert webhook.messages[0]["button"]["payload"] in ("P0", "P1")


async def test_tap_without_quick_replies_is_a_text(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(tap_button=1)
    await caller.send(make_message("template", {"name": "news", "language": {"code": "fr"}}))
    await simulator.flush()
    assert webhook.messages[0]["type"] == "text"


async def test_reaction_names_the_message(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(react=1, quote_share=1)
    message = await play(simulator, caller, webhook)
    assert message["reaction"]["message_id"] == simulator.ledger.messages[0].wamid
    assert message["reaction"]["emoji"]
    assert "context" not in message


async def test_removed_reaction_is_no_interaction_and_comes_in_both_forms(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(remove_reaction=1)
    for number in range(10):
        await caller.send_template(to=f"+22901970000{number:02d}")
    await simulator.flush()
    assert {message["reaction"].get("emoji", "none") for message in webhook.messages} == {"", "none"}
    assert simulator.summary()["interactions"] == 0
    assert simulator.summary()["interacted_recipients"] == 0


async def test_quote_share_decides_on_the_context(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    for share, quotes in ((1, True), (0, False)):
        simulator.behaviour = behave(reply_text=1, quote_share=share)
        wamid = (await caller.send_template()).wamid
        await simulator.flush()
        context = webhook.messages[-1].get("context")
        assert (context is not None) == quotes
        if quotes:
            assert context == {"from": "15550783881", "id": wamid}


async def test_reply_without_phone_shows_only_the_bsuid(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(reply_text=1, reply_without_phone=1)
    message = await play(simulator, caller, webhook)
    assert "from" not in message
    assert message["from_user_id"] == make_bsuid(PHONE[1:])
    contact = next(value for value in webhook.values if "messages" in value)["contacts"][0]
    assert "wa_id" not in contact
    assert webhook.statuses[0]["recipient_id"] == PHONE[1:]


async def test_status_of_a_message_to_a_bsuid_hides_the_phone(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(reply_without_phone=1)
    payload = make_message("template", {"name": "news", "language": {"code": "fr"}})
    del payload["to"]
    await caller.send({**payload, "recipient": make_bsuid(PHONE[1:])})
    await simulator.flush()
    assert all("recipient_id" not in status for status in webhook.statuses)
    assert webhook.statuses[0]["recipient_user_id"] == make_bsuid(PHONE[1:])


async def test_other_wa_id_stands_in_answer_statuses_and_messages(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(reply_text=1, wa_id_other=1)
    reply = await caller.send_template()
    await simulator.flush()
    assert reply.body["contacts"][0] == {"input": PHONE, "wa_id": "22997000001"}
    assert webhook.statuses[0]["recipient_id"] == "22997000001"
    assert webhook.messages[0]["from"] == "22997000001"
    assert simulator.ledger.messages[0].recipient.address == PHONE[1:]


async def test_free_form_message_gets_statuses_and_no_reply(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(reply_text=1)
    await simulator.send_inbound(PHONE)
    await caller.send(make_message())
    await simulator.flush()
    assert len(webhook.messages) == 1
    assert [status["status"] for status in webhook.statuses] == ["sent", "delivered", "read"]


async def test_second_reply_taps_a_button_of_an_interactive_message(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(second_reply=1)
    await simulator.send_inbound(PHONE)
    buttons = [{"type": "reply", "reply": {"id": "yes", "title": "Oui"}}]
    value = {"type": "button", "body": {"text": "Encore ?"}, "action": {"buttons": buttons}}
    await caller.send(make_message("interactive", value))
    await simulator.flush()
    wanted = {"type": "button_reply", "button_reply": {"id": "yes", "title": "Oui"}}
    assert webhook.messages[-1]["interactive"] == wanted


async def test_reaction_of_the_business_is_only_sent(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    wamid = await simulator.send_inbound(PHONE)
    await caller.send(make_message("reaction", {"message_id": wamid, "emoji": "👍"}))
    await simulator.flush()
    assert [status["status"] for status in webhook.statuses] == ["sent"]


async def test_late_replier_answers_after_the_late_delay(
    simulator: Simulator, caller: Caller, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(reply_text=1, reply_late=1, reply_late_after_s=[900, 900])
    await caller.send_template()
    with pytest.raises(TimeoutError):
        await simulator.flush(timeout_s=0.3)
    assert simulator.pending == 1


async def test_same_seed_plays_the_same_in_any_order_of_arrival(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.behaviour = behave(
        delivered=0.8, read=0.5, reply_text=0.3, react=0.2, stop=0.1, not_on_whatsapp=0.1, wa_id_other=0.2
    )
    numbers = [f"+22901970000{n:02d}" for n in range(40)]
    outcomes = []
    for order in (numbers, numbers[::-1]):
        simulator.reset()
        for number in order:
            await caller.send_template(to=number)
        await simulator.flush()
        outcomes.append(
            {
                message.recipient.address: (message.statuses, message.recipient.interaction_kind)
                for message in simulator.ledger.messages
            }
        )
    assert outcomes[0] == outcomes[1]
    assert len({str(outcome) for outcome in outcomes[0].values()}) > 3
