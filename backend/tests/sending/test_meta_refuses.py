"""Meta takes messages and refuses them afterwards: few are asked, nobody is burnt, all get theirs in the end.

The simulator's ledger is the judge: who has exactly one message that was not reported failed.
"""

from collections.abc import Awaitable, Callable

import pytest

from relance.campaigns.running.brake import brake_failing
from relance.campaigns.running.probe import probe_blocked
from relance.core.db import Pool, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.counts.recount import check_counts
from relance.senders.service import list_sender_states
from relance.whatsapp.client import GraphClient
from tests.sending.hearing import sending_and_listening
from tests.sending.world import make_campaign, queued, states
from tests.support.waiting import eventually
from whatsapp_simulator import Behaviour, Simulator
from whatsapp_simulator.behaviour import QUIET
from whatsapp_simulator.faults import Faults

UNPAID, LOCKED, SPAM, PAUSED = 131042, 131031, 131048, 132015


@pytest.fixture(autouse=True)
def quiet_people(simulator: Simulator) -> None:
    """Nobody answers, everybody is on WhatsApp."""
    simulator.behaviour = Behaviour.from_json({**QUIET, "delivered": 1.0})


def at_rate(settings: Settings, rate_per_s: float) -> Settings:
    return settings.model_copy(update={"sender_rate_per_s": rate_per_s})


async def probe(pool: Pool, settings: Settings, simulator: Simulator) -> None:
    """The next probe, which the test does not wait for."""
    await pool.execute(
        "UPDATE accounts SET blocked_at = now() - interval '1 hour', probed_at = NULL"
        " WHERE blocked_at IS NOT NULL"
    )
    await pool.execute(
        "UPDATE senders SET blocked_at = now() - interval '1 hour', probed_at = NULL"
        " WHERE blocked_at IS NOT NULL AND blocked_until IS NULL"
    )
    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token, max_connections=1) as graph:
        await probe_blocked(pool, graph)


def blocked(pool: Pool, table: str, code: int) -> Callable[[], Awaitable[bool]]:
    async def is_blocked() -> bool:
        return bool(
            await pool.fetchval(f"SELECT blocked_code = $1 AND blocked_at IS NOT NULL FROM {table}", code)
        )

    return is_blocked


def all_stand(simulator: Simulator, people: int) -> Callable[[], Awaitable[bool]]:
    async def stand() -> bool:
        return len(simulator.ledger.count_standing()) == people

    return stand


async def nothing_under_way(pool: Pool, simulator: Simulator) -> bool:
    leased = await pool.fetchval("SELECT count(*) FROM send_batches WHERE lease_until IS NOT NULL")
    return bool(leased == 0 and simulator.pending == 0)


async def let_it_ramp_no_longer(pool: Pool) -> None:
    for table in ("accounts", "senders", "templates"):
        await pool.execute(f"UPDATE {table} SET unblocked_at = unblocked_at - interval '1 minute'")


async def assert_everybody_got_one(pool: Pool, simulator: Simulator, campaign_id: int, people: int) -> None:
    async def settled() -> bool:
        found = await states(pool, campaign_id)
        return sum(found.get(state, 0) for state in ("sent", "delivered", "read")) == people

    await eventually(all_stand(simulator, people))
    await eventually(settled)
    assert set(simulator.ledger.count_standing().values()) == {1}
    assert await queued(pool, campaign_id) == 0
    assert await check_counts(pool) == []


@pytest.mark.parametrize("code", [UNPAID, LOCKED])
@pytest.mark.parametrize("after_sent", [0.0, 1.0])
async def test_forty_people_and_an_account_refused_by_status_fewer_than_ten_are_asked(
    pool: Pool,
    redis: RedisClient,
    settings: Settings,
    simulator: Simulator,
    code: int,
    after_sent: float,
) -> None:
    settings = at_rate(settings, 5)
    simulator.faults = Faults(fail_codes={code: 1.0}, fail_after_sent_share=after_sent)
    campaign_id = await make_campaign(pool, settings, 40)

    async def all_wait() -> bool:
        return await nothing_under_way(pool, simulator) and await states(pool, campaign_id) == {"pending": 40}

    async with sending_and_listening(pool, redis, settings, simulator):
        await eventually(blocked(pool, "accounts", code))
        # The number goes on answering: the probe lets it go, one more is asked, and it stops again.
        for _ in range(2):
            await eventually(all_wait)
            asked = simulator.summary()["accepted"]
            await probe(pool, settings, simulator)

            async def one_more(asked: int = asked) -> bool:
                return bool(simulator.summary()["accepted"] > asked)

            await eventually(one_more)
            await eventually(blocked(pool, "accounts", code))
        await eventually(all_wait)
        assert simulator.summary()["accepted"] < 10
        async with transaction(pool) as conn:
            [sender] = await list_sender_states(conn)
        assert sender["account_blocked"]["code"] == code
        assert await queued(pool, campaign_id) == 40
        assert await pool.fetchval("SELECT count(*) FROM incidents WHERE kind = 'account_stopped'") == 1

        simulator.faults = Faults()
        await pool.execute("UPDATE senders SET rate_per_s = 200")
        await probe(pool, settings, simulator)
        await let_it_ramp_no_longer(pool)
        await assert_everybody_got_one(pool, simulator, campaign_id, 40)
    assert simulator.summary()["accepted"] < 50


async def test_what_meta_calls_blocked_is_not_asked_at_all(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    settings = at_rate(settings, 5)
    simulator.faults = Faults(fail_codes={UNPAID: 1.0}, can_send_message="BLOCKED")
    await make_campaign(pool, settings, 40)
    async with sending_and_listening(pool, redis, settings, simulator):
        await eventually(blocked(pool, "accounts", UNPAID))
        for _ in range(3):
            await probe(pool, settings, simulator)
    # Never let go, so nobody was asked but those whose turn had come when it stopped.
    assert await pool.fetchval("SELECT blocked_at IS NOT NULL AND unblocked_at IS NULL FROM accounts")
    assert simulator.summary()["accepted"] < 8


@pytest.mark.parametrize("by_status", [False, True])
async def test_spam_limit_lets_the_number_rest_and_burns_nobody(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, by_status: bool
) -> None:
    settings = at_rate(settings, 20)
    codes = {SPAM: 1.0}
    simulator.faults = Faults(fail_codes=codes) if by_status else Faults(refuse_codes=codes)
    campaign_id = await make_campaign(pool, settings, 30)

    async def all_wait() -> bool:
        return await nothing_under_way(pool, simulator) and await states(pool, campaign_id) == {"pending": 30}

    async with sending_and_listening(pool, redis, settings, simulator):
        await eventually(blocked(pool, "senders", SPAM))
        await eventually(all_wait)
        rests_h = await pool.fetchval(
            "SELECT extract(epoch FROM blocked_until - now())::float8 / 3600 FROM senders"
        )
        assert 3.9 < rests_h <= 4
        assert await pool.fetchval("SELECT max(retries) FROM messages") == 0
        simulator.faults = Faults()
        # Four hours later: it begins again with one message, as after any stop.
        await pool.execute(
            "UPDATE senders SET blocked_at = now() - interval '4 hours', blocked_until = now()"
        )
        await eventually(all_stand(simulator, 1))
        await pool.execute("UPDATE senders SET blocked_until = now() - interval '1 minute'")
        await assert_everybody_got_one(pool, simulator, campaign_id, 30)


async def test_held_messages_that_are_dropped_wait_for_the_template(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    settings = at_rate(settings, 50)
    simulator.faults = Faults(hold_template_share=1.0, held_for_s=(0.1, 0.2), held_fail_share=1.0)
    campaign_id = await make_campaign(pool, settings, 40)

    async def all_wait() -> bool:
        return await nothing_under_way(pool, simulator) and await states(pool, campaign_id) == {"pending": 40}

    async with sending_and_listening(pool, redis, settings, simulator):
        await eventually(blocked(pool, "templates", PAUSED))
        await eventually(all_wait)
        assert simulator.summary()["accepted"] <= 40  # nobody is asked twice before it is approved again
        simulator.faults = Faults()
        simulator.set_template_status("welcome_offer", "APPROVED", "fr")

        async def free() -> bool:
            return bool(await pool.fetchval("SELECT blocked_at IS NULL FROM templates"))

        await eventually(free)
        await let_it_ramp_no_longer(pool)
        await assert_everybody_got_one(pool, simulator, campaign_id, 40)


async def test_message_2_refused_for_the_account_is_sent_again(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    settings = at_rate(settings, 20)
    simulator.behaviour = Behaviour.from_json(
        {**QUIET, "delivered": 1.0, "reply_text": 1.0, "reply_after_s": [0.1, 0.3]}
    )
    campaign_id = await make_campaign(pool, settings, 3, message_2={"type": "text", "text": "Merci"})

    async def answered() -> bool:
        return bool(simulator.summary()["interacted_recipients"] == 3)

    async with sending_and_listening(pool, redis, settings, simulator):
        await eventually(all_stand(simulator, 3))
        simulator.faults = Faults(fail_codes={UNPAID: 1.0})
        await eventually(answered)
        await eventually(blocked(pool, "accounts", UNPAID))
        await simulator.flush()
        simulator.faults = Faults()
        await probe(pool, settings, simulator)
        await let_it_ramp_no_longer(pool)
        await assert_everybody_got_one_of_each(pool, simulator, campaign_id, 3)


async def assert_everybody_got_one_of_each(
    pool: Pool, simulator: Simulator, campaign_id: int, people: int
) -> None:
    await assert_everybody_got_one(pool, simulator, campaign_id, 2 * people)
    kinds = {is_template for _, is_template in simulator.ledger.count_standing()}
    assert kinds == {True, False}


@pytest.mark.parametrize("by_status", [False, True])
async def test_unknown_code_for_many_brakes_the_campaign(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, by_status: bool
) -> None:
    settings = at_rate(settings, 100)
    codes = {999_111: 1.0}
    simulator.faults = Faults(fail_codes=codes) if by_status else Faults(refuse_codes=codes)
    campaign_id = await make_campaign(pool, settings, 600)

    async def braked() -> bool:
        return await brake_failing(pool) == [campaign_id]

    async with sending_and_listening(pool, redis, settings, simulator):
        await eventually(braked)
    found = await states(pool, campaign_id)
    assert found["pending"] > 300
    reason = await pool.fetchval("SELECT status_reason FROM campaigns WHERE id = $1", campaign_id)
    assert reason.startswith("failing: ")
    assert "999111" in reason
    assert await check_counts(pool) == []
