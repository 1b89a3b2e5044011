"""/_simulator/…: what tests and the demo steer a running simulator with."""

from typing import Any

import pytest

from tests.simulator.caller import PHONE, Caller, make_message, make_template
from tests.simulator.webhook import Webhook
from whatsapp_simulator import Simulator
from whatsapp_simulator.asgi import Application


async def test_ledger_is_served(simulator: Simulator, caller: Caller) -> None:
    await caller.send_template()
    await caller.control("flush", {})
    assert await caller.control("ledger") == simulator.summary()


async def test_behaviour_is_changed_in_parts(simulator: Simulator, caller: Caller) -> None:
    await caller.control("behaviour", {"read": 0.25})
    await caller.control("behaviour", {"reply_text": 0.5})
    changed = await caller.control("behaviour")
    assert (changed["read"], changed["reply_text"], changed["delivered"]) == (0.25, 0.5, 1.0)
    assert simulator.behaviour.read == 0.25


async def test_faults_are_changed_in_parts_and_reset(simulator: Simulator, caller: Caller) -> None:
    await caller.control("faults", {"fail_codes": {"131026": 0.5}, "latency_s": 0.001})
    await caller.control("faults", {"error_429_share": 1})
    faults = await caller.control("faults")
    assert (faults["fail_codes"], faults["latency_s"]) == ({"131026": 0.5}, [0.001, 0.001])
    assert (await caller.send_template()).code == 130429
    await caller.control("faults", {"reset": True, "pause_template": "welcome_offer"})
    assert (await caller.send_template()).code == 132015
    await caller.control("faults", {"unpause_template": "welcome_offer"})
    assert (await caller.send_template()).status == 200


async def test_redelivery_is_changed_while_running(simulator: Simulator, caller: Caller) -> None:
    await caller.control("delivery", {"retry_first_s": 75, "retry_longest_s": 600})
    delivery = await caller.control("delivery")
    assert (delivery["retry_first_s"], delivery["retry_growth"]) == (75.0, 2.0)
    assert simulator.config.retry_longest_s == 600.0


@pytest.mark.parametrize(
    "wrong", [{"retry_first_s": -1}, {"retry_spread": 2}, {"retry_growth": "x"}, {"a": 1}]
)
async def test_wrong_redelivery_is_refused(caller: Caller, wrong: dict[str, Any]) -> None:
    before = await caller.control("delivery")
    reply = await caller.post("/_simulator/delivery", wrong)
    assert reply.status == 400
    assert await caller.control("delivery") == before


async def test_token_is_replaced_while_running(caller: Caller) -> None:
    await caller.control("token", {"token": "another"})
    assert (await caller.send_template()).code == 190
    assert (
        await caller.post("/v23.0/106540352242922/messages", make_template(), token="another")
    ).status == 200


async def test_journal_tells_what_was_switched_when(simulator: Simulator, caller: Caller) -> None:
    simulator.config.clock = lambda: 1_790_000_000.5
    simulator.journal.clock = simulator.config.clock
    await caller.control("faults", {"expired_token": True})
    entry = (await caller.control("journal"))["data"][-1]
    assert (entry["at"], entry["what"], entry["expired_token"]) == (1_790_000_000.5, "faults", True)


async def test_inbound_is_sent_on_request(simulator: Simulator, caller: Caller, webhook: Webhook) -> None:
    answer = await caller.control("inbound", {"from": PHONE, "type": "text", "text": "Oui", "times": 3})
    await simulator.flush()
    assert sorted(answer["wamids"]) == sorted(message["id"] for message in webhook.messages)
    assert {message["text"]["body"] for message in webhook.messages} == {"Oui"}


async def test_inbound_takes_a_value_and_a_whole_body(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    value = {"event": "DISABLED_UPDATE"}
    body = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": []}]}
    await caller.control("inbound", {"value": value, "field": "account_update"})
    await caller.control("inbound", {"body": body})
    await simulator.flush()
    assert body in webhook.bodies
    assert value in webhook.values


async def test_webhook_target_is_moved(simulator: Simulator, caller: Caller) -> None:
    async with Webhook() as other:
        await caller.control("webhook-target", {"url": other.url, "secret": "another"})
        await caller.send_template()
        await caller.control("flush", {"timeout_s": 5})
        assert len(other.bodies) == 3
        assert not other.signatures_right


async def test_reset_forgets_and_keeps_behaviour(simulator: Simulator, caller: Caller) -> None:
    await caller.control("behaviour", {"read": 0.25})
    await caller.send_template()
    await caller.control("reset", {})
    assert (await caller.control("ledger"))["accepted"] == 0
    assert simulator.behaviour.read == 0.25
    await simulator.send_inbound(PHONE)
    assert (await caller.send(make_message())).status == 200


async def test_flush_that_takes_too_long_says_so(simulator: Simulator, caller: Caller) -> None:
    simulator.faults.mute_webhooks = True
    await simulator.send_inbound(PHONE)
    reply = await caller.post("/_simulator/flush", {"timeout_s": 0.05}, token=None)
    assert (reply.status, reply.body["pending"]) == (504, 1)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("behaviour", {"reed": 1}),
        ("faults", {"fail_codes": {"x": 1}}),
        ("faults", {"pause_template": "nowhere"}),
        ("inbound", {"type": "text"}),
        ("inbound", {"from": PHONE, "colour": "red"}),
        ("inbound", {"from": PHONE, "phone_number_id": "1"}),
        ("webhook-target", {"url": "ftp://x"}),
        ("reset", b"["),
        ("reset", b"[]"),
    ],
)
async def test_wrong_control_call_is_answered_with_400(caller: Caller, path: str, body: Any) -> None:
    reply = await caller.post(f"/_simulator/{path}", body, token=None)
    assert reply.status == 400
    assert reply.body["error"]


async def test_unknown_control_call_is_answered_with_404(caller: Caller) -> None:
    assert (await caller.get("/_simulator/colour")).status == 404
    assert (await caller.post("/_simulator/colour", {})).status == 404


@pytest.mark.parametrize("client", [("192.0.2.1", 5000), None])
async def test_other_machines_are_refused(simulator: Simulator, client: tuple[str, int] | None) -> None:
    sent: list[Any] = []
    application: Application = simulator._server._config.loaded_app

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http", "method": "GET", "path": "/_simulator/ledger", "query_string": b"", "headers": [],
        "client": client,
    }  # fmt: skip
    await application(scope, receive, send)
    assert sent[0]["status"] == 403


async def test_forwarded_address_is_not_believed(simulator: Simulator, caller: Caller) -> None:
    from pyreqwest.client import ClientBuilder

    async with ClientBuilder().no_proxy().build() as client:
        request = client.get(f"{simulator.url}/_simulator/ledger").header("X-Forwarded-For", "192.0.2.1")
        assert (await request.build().send()).status == 200
