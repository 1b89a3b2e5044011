"""Killed at any line: what a sender had in hand becomes known again, and is never sent twice."""

import asyncio
import time
from datetime import timedelta

from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending.campaign import read_campaign
from relance.sending.claim import claim
from relance.sending.due import list_due
from relance.sending.pace import Slots
from relance.sending.settle import lapse_leases, settle_due
from relance.sending.slices import SliceSender
from relance.whatsapp.client import GraphClient
from tests.sending.world import make_campaign, queued, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator
from whatsapp_simulator.faults import Faults


async def claim_all(pool: Pool, wanted: int, process: str = "dead") -> object:
    work = (await list_due(pool, default_rate_per_s=1000))[0]
    return await claim(pool, work=work, wanted=wanted, holder=process, now=utc_now(), daily_limit=None)


async def make_intake_healthy(pool: Pool) -> None:
    await pool.execute(
        "INSERT INTO processes (name, host, pid, started_at) "
        "VALUES ('api', 'h', 1, now() - interval '1 day') "
        "ON CONFLICT (name, host, pid) DO UPDATE SET heartbeat_at = now()"
    )


async def end_leases(pool: Pool) -> None:
    """As if the lease time had passed."""
    await pool.execute(
        "UPDATE send_batches SET lease_until = now() - interval '5 seconds' WHERE lease_until IS NOT NULL"
    )


async def test_lapsed_lease_makes_unknown_and_waits_for_proof(pool: Pool, settings: Settings) -> None:
    campaign_id = await make_campaign(pool, settings, 20)
    await claim_all(pool, 20)
    await end_leases(pool)
    assert await lapse_leases(pool, unknown_grace_s=1) == 1
    assert await states(pool, campaign_id) == {"unknown": 20}
    # No witness: the number is quiet and nothing it sent before has echoed.
    await make_intake_healthy(pool)
    await pool.execute("UPDATE send_batches SET due_at = now()")
    assert await settle_due(pool, unknown_grace_s=1) == 0
    assert await states(pool, campaign_id) == {"unknown": 20}
    assert await pool.fetchval("SELECT lane FROM send_batches") == "settle"


async def test_proved_unsent_is_sent_once(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 20)
    await claim_all(pool, 20)
    await end_leases(pool)
    witness = await make_campaign(pool, settings, 1, first_phone=22995000001)
    await pool.execute("DELETE FROM send_batches WHERE campaign_id = $1", witness)
    await pool.execute(
        "UPDATE messages SET status = 'delivered', wamid = 'wamid.w', sent_at = now(), echoed_at = now() "
        "WHERE campaign_id = $1",
        witness,
    )
    await make_intake_healthy(pool)

    async def done() -> bool:
        await pool.execute("UPDATE send_batches SET due_at = now() WHERE lane = 'settle'")
        return await states(pool, campaign_id) == {"sent": 20}

    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0, "unknown_grace_s": 1.0})
    async with running_sender(pool, redis, fast, simulator.url):
        await eventually(done)
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (20, 0)
    assert await pool.fetchval("SELECT min(attempt) FROM messages WHERE campaign_id = $1", campaign_id) == 2


async def test_sick_intake_proves_nothing(pool: Pool, settings: Settings) -> None:
    campaign_id = await make_campaign(pool, settings, 3)
    await claim_all(pool, 3)
    await end_leases(pool)
    await lapse_leases(pool, unknown_grace_s=1)
    await pool.execute(
        "UPDATE messages SET status = 'delivered', wamid = 'w', sent_at = now(), echoed_at = now() "
        "WHERE id = (SELECT max(id) FROM messages)"
    )
    await make_intake_healthy(pool)
    await pool.execute(
        "INSERT INTO intake_gaps (began_at, ended_at, reason) "
        "VALUES (now() - interval '2 seconds', now(), 'x')"
    )
    await pool.execute("UPDATE send_batches SET due_at = now()")
    assert await settle_due(pool, unknown_grace_s=1) == 0
    assert (await states(pool, campaign_id))["unknown"] == 2


async def test_lost_answer_is_not_sent_again(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    """Meta took it and the connection broke: a retry would be the peers' double."""
    simulator.faults = Faults(accept_then_drop_share=1.0)
    campaign_id = await make_campaign(pool, settings, 25)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"unknown": 25}

    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0, "unknown_grace_s": 1.0})
    async with running_sender(pool, redis, fast, simulator.url):
        await eventually(done)
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (25, 0)


async def test_refused_connection_is_a_retry_not_unknown(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 5)
    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0})

    async def refused() -> bool:
        return bool(await pool.fetchval("SELECT max(attempt) > 1 FROM messages"))

    async with running_sender(pool, redis, fast, "http://127.0.0.1:9"):
        await eventually(refused)
    assert await states(pool, campaign_id) == {"pending": 5}
    assert await queued(pool, campaign_id) == 5
    assert await pool.fetchval("SELECT max(retries) FROM messages") == 0


async def test_a_zombie_whose_lease_is_over_sends_nothing(
    pool: Pool, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 5)
    taken = await claim_all(pool, 5, process="zombie")
    taken.start_until_s = time.monotonic() - 1  # type: ignore[attr-defined]
    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token, max_connections=8) as graph:
        sender = SliceSender(
            pool=pool,
            graph=graph,
            process="zombie",
            installation="test",
            unknown_grace_s=1,
            on_stop=lambda *_: asyncio.sleep(0),
            in_flight=asyncio.Semaphore(8),
        )
        slots = Slots(5, time.monotonic(), 0.001, 0, b"")
        started = await sender.send(taken, await read_campaign(pool, campaign_id), slots, lambda: False)  # type: ignore[arg-type]
    assert started == 0
    assert simulator.summary()["accepted"] == 0
    assert await states(pool, campaign_id) == {"pending": 5}
    assert await queued(pool, campaign_id) == 5


async def test_zombie_that_woke_after_its_lease_lapsed_hands_back_what_never_left(
    pool: Pool, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 5)
    taken = await claim_all(pool, 5, process="zombie")
    await end_leases(pool)
    await lapse_leases(pool, unknown_grace_s=300)
    taken.start_until_s = time.monotonic() - 1  # type: ignore[attr-defined]
    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token, max_connections=8) as graph:
        sender = SliceSender(
            pool=pool,
            graph=graph,
            process="zombie",
            installation="test",
            unknown_grace_s=300,
            on_stop=lambda *_: asyncio.sleep(0),
            in_flight=asyncio.Semaphore(8),
        )
        await sender.send(
            taken,  # type: ignore[arg-type]
            await read_campaign(pool, campaign_id),
            Slots(5, time.monotonic(), 0.001, 0, b""),
            lambda: False,
        )
    assert await states(pool, campaign_id) == {"pending": 5}
    assert (
        await pool.fetchval("SELECT sum(cardinality(message_ids)) FROM send_batches WHERE lane = 'bulk'") == 5
    )


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
    campaign_id = await make_campaign(pool, settings, 2)
    await claim_all(pool, 2)
    await end_leases(pool)
    await lapse_leases(pool, unknown_grace_s=1)
    await pool.execute(
        "UPDATE send_batches SET due_at = now(), unknown_since = $1", utc_now() - timedelta(hours=25)
    )
    assert await settle_due(pool, unknown_grace_s=1) == 0
    assert await states(pool, campaign_id) == {"unknown": 2}
    assert await queued(pool, campaign_id) == 0
