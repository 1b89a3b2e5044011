"""Settling: what is proved goes back once, what waits is looked at again."""

import asyncio
from datetime import timedelta

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.sending import settle_sql
from relance.sending.settle import settle_due
from tests.sending.proofs import GRACE_S, later, make_proof, put_in_doubt
from tests.sending.world import make_campaign, states
from tests.support.statements import count_statements
from tests.support.vacuum import vacuum_analyze


async def test_what_a_status_settled_meanwhile_only_loses_its_batch(pool: Pool, settings: Settings) -> None:
    proof = await make_proof(pool, settings)
    await pool.execute(
        "UPDATE messages SET status = 'sent', sent_at = now(), wamid = 'w' || id WHERE campaign_id = $1",
        proof.campaign_id,
    )
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 0
    assert await proof.doubt() is None
    assert await states(pool, proof.campaign_id) == {"sent": 3}


async def test_doubts_that_left_at_different_moments_are_judged_each_by_its_own(
    pool: Pool, settings: Settings
) -> None:
    proof = await make_proof(pool, settings)
    lonely = await make_campaign(pool, settings, 2, first_phone=22996000001)
    await pool.execute("DELETE FROM send_batches WHERE lane = 'bulk'")
    await put_in_doubt(pool, lonely, later(proof.left_at, -60))
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 3
    assert await states(pool, lonely) == {"unknown": 2}
    codes = await pool.fetch("SELECT doubt->>'code' AS code FROM send_batches WHERE lane = 'settle'")
    assert [row["code"] for row in codes] == ["low_traffic"]


async def test_a_later_attempt_in_doubt_has_a_grace_of_its_own(pool: Pool, settings: Settings) -> None:
    proof = await make_proof(pool, settings)
    await pool.execute(
        "UPDATE messages SET attempt = 2, unknown_at = now() WHERE id = ("
        "SELECT min(id) FROM messages WHERE campaign_id = $1)",
        proof.campaign_id,
    )
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 2
    assert await states(pool, proof.campaign_id) == {"unknown": 1, "pending": 2}


async def test_a_waiting_doubt_is_looked_at_again_and_goes_when_it_may(
    pool: Pool, settings: Settings
) -> None:
    proof = await make_proof(pool, settings)
    await proof.shape("UPDATE processes SET heartbeat_at = $1")
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 0
    ahead = await pool.fetchval(
        "SELECT due_at - statement_timestamp() FROM send_batches WHERE lane = 'settle'"
    )
    assert timedelta(0) < ahead <= timedelta(seconds=1)
    await pool.execute("UPDATE processes SET heartbeat_at = clock_timestamp()")
    await proof.make_due()
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 3


async def test_two_processes_settle_the_same_doubts_once(pool: Pool, settings: Settings) -> None:
    proof = await make_proof(pool, settings, doubts=40)
    proved = await asyncio.gather(*(settle_due(pool, unknown_grace_s=GRACE_S) for _ in range(4)))
    assert sum(proved) == 40
    assert await states(pool, proof.campaign_id) == {"pending": 40}
    assert (
        await pool.fetchval("SELECT max(attempt) FROM messages WHERE campaign_id = $1", proof.campaign_id)
        == 2
    )


async def test_many_doubts_take_as_many_statements_as_few(pool: Pool, settings: Settings) -> None:
    proof = await make_proof(pool, settings, doubts=1)
    async with count_statements(pool) as few:
        assert await settle_due(pool, unknown_grace_s=GRACE_S) == 1
    await pool.execute("DELETE FROM send_batches")
    lonely = await make_campaign(pool, settings, 150, first_phone=22996000001)
    await pool.execute("DELETE FROM send_batches")
    for number, row in enumerate(await pool.fetch("SELECT id FROM messages WHERE campaign_id = $1", lonely)):
        # Each left at a moment of its own, as lost answers do.
        await put_in_doubt(pool, lonely, later(proof.left_at, number / 1_000), only=row["id"])
    async with count_statements(pool) as many:
        assert await settle_due(pool, unknown_grace_s=GRACE_S) == 150
    assert many.count <= few.count + 1


async def test_neighbours_are_found_by_an_index(pool: Pool, settings: Settings) -> None:
    proof = await make_proof(pool, settings)
    crowd = await make_campaign(pool, settings, 20_000, first_phone=22997000001)
    await pool.execute(
        "UPDATE messages SET status = 'sent', sent_at = now() - id * interval '0.5 s' WHERE campaign_id = $1",
        crowd,
    )
    await vacuum_analyze(pool, "messages")
    values = ([1], [proof.sender_id], [proof.left_at], 10.0, 32.0)
    plan = await pool.fetchval(f"EXPLAIN (FORMAT JSON) {settle_sql.NEIGHBOURS}", *values)
    scans = [text for text in str(plan).split("'Node Type': ") if "'Relation Name': 'messages'" in text]
    assert len(scans) == 1 and not scans[0].startswith("'Seq Scan'")
    assert "'Index Name': 'idx_messages_sent_at'" in str(plan)
