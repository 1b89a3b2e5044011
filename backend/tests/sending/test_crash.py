"""Killed at any line: what a sender had in hand becomes known again, and is never sent twice."""

from datetime import timedelta

from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending import sql
from relance.sending.lapse import lapse_leases
from relance.sending.line import LineState
from relance.sending.settle import settle_due
from tests.sending.leases import claim_and_mark, end_leases
from tests.sending.proofs import GRACE_S, make_proof
from tests.sending.world import make_campaign, queued, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator
from whatsapp_simulator.faults import Faults


async def test_lapsed_lease_makes_unknown_and_waits_for_proof(pool: Pool, settings: Settings) -> None:
    campaign_id = await make_campaign(pool, settings, 20)
    await claim_and_mark(pool, 20)
    await end_leases(pool)
    assert await lapse_leases(pool, unknown_grace_s=1) == 1
    assert await states(pool, campaign_id) == {"unknown": 20}
    await pool.execute("UPDATE send_batches SET due_at = now()")
    assert await settle_due(pool, unknown_grace_s=0) == 0
    assert await states(pool, campaign_id) == {"unknown": 20}
    assert await pool.fetchval("SELECT lane FROM send_batches") == "settle"


async def test_proved_unsent_is_sent_once(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    proof = await make_proof(pool, settings, doubts=20)

    async def done() -> bool:
        return await states(pool, proof.campaign_id) == {"sent": 20}

    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0, "unknown_grace_s": GRACE_S})
    async with running_sender(pool, redis, fast, simulator.url):
        await eventually(done)
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (20, 0)
    attempts = "SELECT min(attempt) FROM messages WHERE campaign_id = $1"
    assert await pool.fetchval(attempts, proof.campaign_id) == 2


async def test_lost_answer_is_not_sent_again(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    """Meta took it and the connection broke: a retry would be the peers' double. Three stop the line."""
    simulator.faults = Faults(accept_then_drop_share=1.0)
    campaign_id = await make_campaign(pool, settings, 25)

    async def lost() -> bool:
        return (await states(pool, campaign_id)).get("unknown", 0) >= 3

    async def done() -> bool:
        return "pending" not in await states(pool, campaign_id)

    fast = settings.model_copy(update={"sender_rate_per_s": 100.0, "unknown_grace_s": 300.0})
    async with running_sender(pool, redis, fast, simulator.url):
        await eventually(lost)
        simulator.faults = Faults()
        await eventually(done)
    counts = await states(pool, campaign_id)
    assert counts["unknown"] <= 12
    assert counts["unknown"] + counts["sent"] == 25
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (25, 0)


async def test_refused_connection_leaves_messages_untouched(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 5)
    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0})

    async with running_sender(pool, redis, fast, "http://127.0.0.1:9") as loop:

        async def refused() -> bool:
            return any(number.line.state is LineState.LOST for number in loop.numbers.list_all())

        await eventually(refused)
    assert await pool.fetchval("SELECT blocked_at FROM senders") is None
    assert await states(pool, campaign_id) == {"pending": 5}
    assert await queued(pool, campaign_id) == 5
    row = await pool.fetchrow("SELECT max(retries), max(attempt), max(error_code) FROM messages")
    assert row is not None
    assert tuple(row) == (0, 1, None)


async def test_stop_hands_back_what_was_not_started(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 500, batch_size=250)
    slow = settings.model_copy(update={"sender_rate_per_s": 100.0})

    async def some() -> bool:
        return bool(simulator.summary()["accepted"] >= 10)

    async with running_sender(pool, redis, slow, simulator.url):
        await eventually(some)
    counts = await states(pool, campaign_id)
    assert counts["sent"] == simulator.summary()["accepted"]
    assert counts["sent"] + counts["pending"] == 500
    assert await pool.fetchval("SELECT count(*) FROM send_batches WHERE lease_until IS NOT NULL") == 0
    assert await queued(pool, campaign_id) == counts["pending"]


async def test_database_cut_while_sending_loses_and_doubles_nothing(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, database_url: str
) -> None:
    campaign_id = await make_campaign(pool, settings, 300, batch_size=30)
    fast = settings.model_copy(update={"sender_rate_per_s": 300.0, "unknown_grace_s": 1.0})
    simulator.faults = Faults(latency_s=(0.02, 0.05))
    cuts = 0

    async def done() -> bool:
        nonlocal cuts
        if cuts < 5 and simulator.summary()["accepted"] > cuts * 40:
            cuts += 1
            await pool.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'relance-victim' AND datname = current_database()"
            )
        return await states(pool, campaign_id) == {"sent": 300}

    from relance.core.db import create_pool

    victim = await create_pool(database_url, name="victim", max_size=6)
    try:
        async with running_sender(victim, redis, fast, simulator.url):
            await eventually(done)
    finally:
        await victim.close()
    assert cuts == 5
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (300, 0)


async def test_an_unknown_older_than_a_day_is_left_for_an_echo_or_a_person(
    pool: Pool, settings: Settings
) -> None:
    proof = await make_proof(pool, settings, doubts=2)
    long_ago = utc_now() - timedelta(hours=25)
    await pool.execute("UPDATE send_batches SET unknown_since = $1", long_ago)
    await pool.execute("UPDATE messages SET unknown_at = $1 WHERE status = 'unknown'", long_ago)
    assert await settle_due(pool, unknown_grace_s=1) == 0
    assert await states(pool, proof.campaign_id) == {"unknown": 2}
    # It stays where a person finds it, and counts no more against the day's limit.
    assert await queued(pool, proof.campaign_id) == 2
    assert await pool.fetchval(sql.USED_TODAY, proof.sender_id) == await pool.fetchval(
        "SELECT count(*) FROM messages WHERE sent_at >= date_trunc('day', now()) AND status <> 'unknown'"
    )
