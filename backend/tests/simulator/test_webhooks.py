"""Delivery of webhooks: signed, repeated until taken, in one body or many, and the faults on that way."""

import asyncio
import itertools

import pytest

from tests.simulator.caller import PHONE, Caller
from tests.simulator.conftest import MakeBehaviour
from tests.simulator.webhook import Webhook
from whatsapp_simulator import Faults, Simulator


async def send_many(caller: Caller, count: int) -> None:
    for number in range(count):
        assert (await caller.send_template(to=f"+229019700{number:04d}")).status == 200


async def test_bodies_are_signed_with_the_app_secret(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    await send_many(caller, 5)
    await simulator.flush()
    assert len(webhook.bodies) == 15
    assert webhook.signatures_right


async def test_refused_body_is_repeated_unchanged_until_taken(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    answers = itertools.chain([503, 500, 302, 204], itertools.repeat(200))
    webhook.answer = lambda: next(answers)
    await simulator.send_inbound(PHONE)
    await simulator.flush()
    assert len(webhook.refused) == 4
    assert len(set(webhook.raw)) == 1
    counts = simulator.summary()["webhooks"]
    assert counts == {"delivered": 1, "posts": 5, "failed_attempts": 4, "given_up": 0, "pending": 0}


async def test_unreachable_webhook_gets_everything_once_it_is_back(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.set_webhook("http://127.0.0.1:1/")
    await caller.send_template()
    async with asyncio.timeout(10):
        while simulator.summary()["webhooks"]["failed_attempts"] == 0:
            await asyncio.sleep(0)
    assert simulator.pending > 0
    simulator.set_webhook(webhook.url)
    await simulator.flush()
    assert [status["status"] for status in webhook.statuses].count("read") == 1


@pytest.mark.parametrize("settings", [{"retry_for_s": 0.0}])
async def test_body_is_given_up_after_its_time(simulator: Simulator, webhook: Webhook) -> None:
    webhook.answer = lambda: 500
    await simulator.send_inbound(PHONE)
    await simulator.flush()
    assert simulator.summary()["webhooks"]["given_up"] == 1
    assert webhook.bodies == []


async def test_backoff_doubles_up_to_its_longest(simulator: Simulator, webhook: Webhook) -> None:
    simulator.config.retry_longest_s = 0.05
    answers = itertools.chain([500] * 6, itertools.repeat(200))
    webhook.answer = lambda: next(answers)
    await simulator.send_inbound(PHONE)
    await simulator.flush()
    assert len(webhook.raw) == 7


@pytest.mark.parametrize("settings", [{"retry_spread": 0.9}])
async def test_refused_bodies_come_again_each_on_its_own_in_another_order(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    answers = itertools.chain([503] * 40, itertools.repeat(200))
    webhook.answer = lambda: next(answers)
    for number in range(40):
        await simulator.send_inbound(PHONE, text=str(number))
    await simulator.flush()
    assert sorted(webhook.raw[:40]) == sorted(webhook.raw[40:])
    assert [int(message["text"]["body"]) for message in webhook.messages] != list(range(40))


async def test_redelivered_webhook_carries_the_whole_second_it_happened_in(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.config.clock = lambda: 1_790_000_000.75
    webhook.answer = lambda: 503
    await caller.send_template()
    await webhook.wait_until(lambda: len(webhook.refused) >= 3)
    simulator.config.clock = lambda: 1_790_000_999.0
    webhook.answer = lambda: 200
    await simulator.flush()
    stamps = [status["timestamp"] for status in webhook.statuses if status["status"] == "sent"]
    assert stamps == ["1790000000"]


async def test_journal_tells_when_the_webhook_could_not_be_reached(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    answers = itertools.chain([200, 503, 503, 503], itertools.repeat(200))
    webhook.answer = lambda: next(answers)
    await simulator.send_inbound(PHONE)
    await simulator.flush()
    await simulator.send_inbound(PHONE)
    await simulator.flush()
    assert [entry["what"] for entry in simulator.journal.entries] == ["webhook_away", "webhook_back"]


async def test_connections_are_kept_alive_and_bounded(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    await send_many(caller, 30)
    await simulator.flush()
    assert len(webhook.bodies) == 90
    assert webhook.connections <= 8


@pytest.mark.parametrize("settings", [{"updates_per_body": 1000}])
async def test_body_can_hold_a_thousand_updates(
    simulator: Simulator, webhook: Webhook, settings: dict[str, object]
) -> None:
    for _ in range(2000):
        await simulator.send_inbound(PHONE)
    await simulator.flush()
    sizes = [sum(len(entry["changes"]) for entry in body["entry"]) for body in webhook.bodies]
    assert sum(sizes) == 2000
    assert max(sizes) == 1000
    assert len({message["id"] for message in webhook.messages}) == 2000
    assert webhook.signatures_right


async def test_duplicated_webhooks_come_as_often_as_told(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.faults = Faults(duplicate_webhooks_share=1.0, duplicate_webhooks_times=2)
    await caller.send_template()
    await simulator.flush()
    assert [status["status"] for status in webhook.statuses].count("sent") == 3
    assert len(webhook.statuses) == 9


async def test_reordered_webhooks_all_come_in_another_order(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.faults = Faults(reorder_webhooks_s=0.3)
    await send_many(caller, 30)
    await simulator.flush()
    ranks = {"sent": 0, "delivered": 1, "read": 2}
    orders: dict[str, list[int]] = {}
    for status in webhook.statuses:
        orders.setdefault(status["id"], []).append(ranks[status["status"]])
    assert all(sorted(order) == [0, 1, 2] for order in orders.values())
    assert any(order != [0, 1, 2] for order in orders.values())


async def test_delayed_webhook_carries_the_time_it_happened(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.faults = Faults(delay_webhooks_s=(900.0, 900.0))
    await simulator.send_inbound(PHONE)
    with pytest.raises(TimeoutError):
        await simulator.flush(0.1)
    assert webhook.raw == []
    assert simulator.find_person(PHONE).interaction_kind == "text"


async def test_muted_webhooks_wait_and_then_all_come(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.faults.mute_webhooks = True
    await send_many(caller, 12)
    with pytest.raises(TimeoutError):
        await simulator.flush(0.2)
    assert webhook.raw == []
    assert simulator.ledger.messages[0].statuses == ["sent", "delivered", "read"]
    simulator.faults.mute_webhooks = False
    await simulator.flush()
    assert len(webhook.statuses) == 36


async def test_reset_forgets_what_is_waiting(simulator: Simulator, caller: Caller, webhook: Webhook) -> None:
    simulator.faults.mute_webhooks = True
    await send_many(caller, 12)
    simulator.reset()
    simulator.faults.mute_webhooks = False
    await simulator.flush()
    wamid = (await caller.send_template()).wamid
    await simulator.flush()
    assert {status["id"] for status in webhook.statuses} == {wamid}


async def test_without_a_webhook_updates_are_dropped(
    simulator: Simulator, caller: Caller, webhook: Webhook
) -> None:
    simulator.set_webhook(None)
    await caller.send_template()
    await simulator.flush()
    assert webhook.raw == []
    assert simulator.ledger.messages[0].statuses == ["sent", "delivered", "read"]


async def test_status_can_outrun_the_answer(
    simulator: Simulator, caller: Caller, webhook: Webhook, behave: MakeBehaviour
) -> None:
    simulator.faults = Faults(latency_s=(900.0, 900.0))
    call = asyncio.create_task(caller.send_template())
    await webhook.wait_until(lambda: len(webhook.bodies) == 3)
    assert not call.done()
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)


async def test_whole_body_is_posted_as_it_is(simulator: Simulator, webhook: Webhook) -> None:
    simulator.send_body(b'{"object":"x", "entry":[]}')
    await simulator.flush()
    assert webhook.raw == [b'{"object":"x", "entry":[]}']
    assert webhook.signatures_right
