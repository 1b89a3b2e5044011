"""Faults of the answers: each refuses, drops, holds or fails as its name says."""

from collections import Counter

import pytest
from pyreqwest.exceptions import RequestError

from tests.simulator.caller import NUMBER, Caller
from tests.simulator.webhook import Webhook
from whatsapp_simulator import Faults, Simulator


async def send_many(caller: Caller, count: int) -> Counter[int | None]:
    """Codes of the answers to `count` templates to different people; 0 for a connection that was closed."""
    codes: Counter[int | None] = Counter()
    for number in range(count):
        try:
            codes[(await caller.send_template(to=f"+229019700{number:04d}")).code] += 1
        except RequestError:
            codes[0] += 1
    return codes


@pytest.mark.parametrize(
    ("faults", "status", "code"),
    [
        (Faults(error_429_share=1.0), 429, 130429),
        (Faults(error_5xx_share=1.0), 503, 131016),
        (Faults(refuse_codes={131048: 1.0}), 429, 131048),
        (Faults(refuse_codes={132007: 1.0}), 400, 132007),
        (Faults(expired_token=True), 401, 190),
    ],
)
async def test_refusing_fault_accepts_nothing(
    simulator: Simulator, caller: Caller, faults: Faults, status: int, code: int
) -> None:
    simulator.faults = faults
    reply = await caller.send_template()
    assert (reply.status, reply.code) == (status, code)
    assert simulator.summary()["accepted"] == 0


async def test_bare_5xx_is_no_answer_of_meta(simulator: Simulator, caller: Caller) -> None:
    simulator.faults = Faults(bare_5xx_share=1.0)
    reply = await caller.send_template()
    assert reply.status == 502
    assert "Bad Gateway" in reply.body
    assert simulator.summary()["accepted"] == 0


async def test_share_refuses_about_that_share_the_same_each_run(simulator: Simulator, caller: Caller) -> None:
    simulator.faults = Faults(error_429_share=0.3)
    codes = await send_many(caller, 100)
    assert 15 <= codes[130429] <= 45
    assert simulator.summary()["rejected"] == {"130429": codes[130429]}
    assert simulator.summary()["accepted"] == codes[None]


async def test_accept_then_drop_is_in_the_ledger_and_unanswered(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.faults = Faults(accept_then_drop_share=1.0)
    assert await send_many(caller, 5) == {0: 5}
    await simulator.flush()
    assert simulator.summary()["accepted"] == 5
    assert len(webhook.statuses) == 15


async def test_drop_before_accept_takes_nothing(simulator: Simulator, caller: Caller) -> None:
    simulator.faults = Faults(drop_before_accept_share=1.0)
    assert await send_many(caller, 5) == {0: 5}
    assert simulator.summary()["accepted"] == 0
    simulator.faults = Faults()
    assert (await caller.send_template()).status == 200


async def test_fail_codes_fail_after_acceptance(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.faults = Faults(fail_codes={131049: 0.5, 130472: 0.5})
    assert await send_many(caller, 20) == {None: 20}
    await simulator.flush()
    assert {status["status"] for status in webhook.statuses} == {"failed"}
    assert {status["errors"][0]["code"] for status in webhook.statuses} == {131049, 130472}
    assert {message["failure"] for message in simulator.ledger.list_messages(0, 20)["data"]} == {
        131049,
        130472,
    }


async def test_held_template_is_released(simulator: Simulator, caller: Caller, webhook: Webhook) -> None:
    simulator.faults = Faults(hold_template_share=1.0, held_for_s=(0.05, 0.1))
    reply = await caller.send_template()
    assert reply.body["messages"][0]["message_status"] == "held_for_quality_assessment"
    await simulator.flush()
    assert [status["status"] for status in webhook.statuses] == ["sent", "delivered", "read"]
    assert "held" in simulator.ledger.messages[0].statuses


async def test_held_template_can_be_dropped_with_132015(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.faults = Faults(hold_template_share=1.0, held_for_s=(0.0, 0.0), held_fail_share=1.0)
    await caller.send_template()
    await simulator.flush()
    (status,) = webhook.statuses
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 132015)


async def test_paused_template_is_told_and_refused(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.pause_template("welcome_offer")
    assert (await caller.send_template()).code == 132015
    await simulator.flush()
    changes = [change for body in webhook.bodies for change in body["entry"][0]["changes"]]
    assert {change["field"] for change in changes} == {"message_template_status_update"}
    assert {change["value"]["message_template_language"] for change in changes} == {"fr", "en_US"}
    assert changes[0]["value"]["event"] == "PAUSED"
    simulator.set_template_status("welcome_offer", "APPROVED", "fr")
    assert (await caller.send_template()).status == 200
    with pytest.raises(ValueError, match="no such template"):
        simulator.pause_template("nowhere")


@pytest.mark.parametrize(
    "given",
    [
        {"latency": 1},
        {"error_429_share": 2},
        {"fail_codes": {"131026": 2}},
        {"fail_codes": [131026]},
        {"latency_s": [2, 1]},
        {"duplicate_webhooks_times": 0},
        {"mute_webhooks": "yes"},
        {"codes_for_s": -1},
        {"can_send_message": "MAYBE"},
    ],
)
def test_wrong_fault_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Faults.from_json(given)


async def test_who_was_failed_after_acceptance_does_not_stand(simulator: Simulator, caller: Caller) -> None:
    simulator.faults = Faults(fail_codes={131042: 1.0})
    assert (await caller.send_template()).status == 200
    await simulator.flush()
    assert not simulator.ledger.count_standing()
    simulator.faults = Faults()
    await caller.send_template()
    assert list(simulator.ledger.count_standing().values()) == [1]


async def test_failed_may_come_after_sent(simulator: Simulator, caller: Caller, webhook: Webhook) -> None:
    simulator.faults = Faults(fail_codes={131031: 1.0}, fail_after_sent_share=1.0)
    await caller.send_template()
    await simulator.flush()
    assert [status["status"] for status in webhook.statuses] == ["sent", "failed"]


async def test_error_codes_heal_by_themselves(simulator: Simulator, caller: Caller) -> None:
    simulator.faults = Faults(refuse_codes={2: 1.0}, fail_codes={131048: 1.0}, codes_for_s=3600)
    reply = await caller.send_template()
    assert (reply.status, reply.code) == (503, 2)
    simulator.faults = Faults(refuse_codes={131000: 1.0}, fail_codes={131048: 1.0}, codes_for_s=1e-6)
    assert (await caller.send_template()).status == 200
    await simulator.flush()
    assert simulator.ledger.messages[0].failure == 0


async def test_number_answers_while_sending_fails_and_tells_its_health(
    simulator: Simulator, caller: Caller
) -> None:
    for word in ("AVAILABLE", "BLOCKED"):
        simulator.faults = Faults(refuse_codes={131042: 1.0}, can_send_message=word)
        reply = await caller.get(f"/v26.0/{NUMBER}?fields=id,health_status")
        assert reply.status == 200
        health = reply.body["health_status"]
        assert {entity["entity_type"] for entity in health["entities"]} == {"PHONE_NUMBER", "WABA"}
        assert health["can_send_message"] == health["entities"][0]["can_send_message"] == word
