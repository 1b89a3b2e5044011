"""POST /{phone_number_id}/messages, end to end."""

from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from tests.simulator.caller import NUMBER, PHONE, Caller, make_message, make_template
from whatsapp_simulator import Simulator
from whatsapp_simulator.people import make_bsuid


async def test_template_is_accepted_and_written_down(simulator: Simulator, caller: Caller) -> None:
    reply = await caller.send_template(biz_opaque_callback_data="a.1.1")
    assert reply.status == 200
    assert reply.body["contacts"] == [{"input": PHONE, "wa_id": PHONE[1:]}]
    assert reply.body["messages"][0]["message_status"] == "accepted"
    message = simulator.ledger.find(reply.wamid)
    assert message is not None
    assert (message.kind, message.opaque, message.recipient.address) == ("template", "a.1.1", PHONE[1:])
    assert message.parameters == (("1", "Afi"),)
    assert message.rendered_text.startswith("Bonjour Afi,")


async def test_date_is_the_time_of_acceptance(simulator: Simulator, caller: Caller) -> None:
    reply = await caller.send_template()
    accepted_at = simulator.ledger.messages[0].accepted_at
    assert reply.date is not None
    assert parsedate_to_datetime(reply.date).timestamp() == int(accepted_at)


async def test_any_version_and_none_are_served(caller: Caller) -> None:
    for prefix in ("/v19.0", "/v26.0", ""):
        assert (await caller.post(f"{prefix}/{NUMBER}/messages", make_template())).status == 200


async def test_refusal_has_the_form_of_meta(simulator: Simulator, caller: Caller) -> None:
    payload = make_template()
    payload["template"]["components"] = []
    reply = await caller.send(payload)
    error = reply.body["error"]
    assert reply.status == 400
    assert error["code"] == 132000
    assert error["type"] == "OAuthException"
    assert error["message"].startswith("(#132000) ")
    assert error["error_data"]["messaging_product"] == "whatsapp"
    assert "expected number of params (1)" in error["error_data"]["details"]
    assert error["fbtrace_id"]
    assert simulator.ledger.summary()["rejected"] == {"132000": 1}
    assert simulator.ledger.summary()["accepted"] == 0


@pytest.mark.parametrize("token", [None, "wrong"])
async def test_wrong_token_is_refused_with_190(caller: Caller, token: str | None) -> None:
    reply = await caller.post(f"/v23.0/{NUMBER}/messages", make_template(), token=token)
    assert (reply.status, reply.code) == (401, 190)


async def test_unknown_number_is_refused(caller: Caller) -> None:
    reply = await caller.send(make_template(), number="1")
    assert (reply.status, reply.code, reply.body["error"]["error_subcode"]) == (400, 100, 33)


async def test_number_without_plus_is_misread_and_fails(simulator: Simulator, caller: Caller) -> None:
    reply = await caller.send_template(to=PHONE[1:])
    assert reply.body["contacts"][0] == {"input": PHONE[1:], "wa_id": "1" + PHONE[1:]}
    await simulator.flush()
    assert simulator.ledger.messages[0].recipient.address == "1" + PHONE[1:]
    assert simulator.ledger.messages[0].statuses == ["failed"]


@pytest.mark.parametrize(("code", "to"), [(131009, "+12"), (131009, "nobody"), (131021, "+15550783881")])
async def test_impossible_recipient_is_refused(caller: Caller, code: int, to: str) -> None:
    assert (await caller.send_template(to=to)).code == code


async def test_bsuid_is_an_address(simulator: Simulator, caller: Caller) -> None:
    payload = make_template()
    del payload["to"]
    for bsuid, address in ((make_bsuid(PHONE[1:]), PHONE[1:]), ("US.134912", "US.134912")):
        reply = await caller.send({**payload, "recipient": bsuid})
        assert reply.body["contacts"] == [{"input": bsuid, "user_id": bsuid}]
        assert simulator.ledger.messages[-1].recipient.address == address
    assert (await caller.send({**payload, "recipient": "nobody"})).code == 131009
    assert (await caller.send({**payload, "recipient": "US.1", "to": PHONE})).body["contacts"][0][
        "input"
    ] == PHONE


async def test_free_form_needs_an_open_window(simulator: Simulator, caller: Caller) -> None:
    assert (await caller.send(make_message())).code == 131047
    await simulator.send_inbound(PHONE)
    assert (await caller.send(make_message())).status == 200


@pytest.mark.parametrize("settings", [{"window_s": 20.0}])
async def test_window_closes_after_its_time(simulator: Simulator, caller: Caller) -> None:
    now = simulator.config.clock()
    await simulator.send_inbound(PHONE, at=now - 21)
    assert (await caller.send(make_message())).code == 131047
    await simulator.send_inbound(PHONE, at=now - 15)
    assert (await caller.send(make_message())).status == 200


async def test_reaction_opens_the_window_unless_told(
    simulator: Simulator, caller: Caller, behave: Any
) -> None:
    simulator.behaviour = behave(reaction_opens_window=False)
    await simulator.send_inbound(PHONE, "reaction")
    assert (await caller.send(make_message())).code == 131047
    simulator.behaviour = behave()
    await simulator.send_inbound(PHONE, "reaction")
    assert (await caller.send(make_message())).status == 200


async def test_removed_reaction_opens_nothing(simulator: Simulator, caller: Caller) -> None:
    await simulator.send_inbound(PHONE, "remove_reaction")
    assert (await caller.send(make_message())).code == 131047


@pytest.mark.parametrize("settings", [{"rate_limit_per_s": 5}])
async def test_rate_limit_refuses_with_130429(simulator: Simulator, caller: Caller) -> None:
    replies = [await caller.send_template(to=f"+22901970000{n:02d}") for n in range(8)]
    assert [reply.code for reply in replies] == [None] * 5 + [130429] * 3
    assert replies[-1].status == 429
    assert simulator.ledger.peaks[NUMBER].peak == 5


@pytest.mark.parametrize("settings", [{"pair_interval_s": 6.0, "pair_burst": 2}])
async def test_pair_limit_refuses_with_131056(caller: Caller) -> None:
    assert [(await caller.send_template()).code for _ in range(3)] == [None, None, 131056]
    assert (await caller.send_template(to="+2290197000002")).status == 200


async def test_mark_as_read_is_answered_and_not_counted(simulator: Simulator, caller: Caller) -> None:
    request = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.x"}
    assert (await caller.send(request)).body == {"success": True}
    assert simulator.ledger.summary()["accepted"] == 0
