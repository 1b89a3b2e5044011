"""The database's clock goes ahead or back: nothing is proved by it, and nothing waits for its return."""

import asyncio

from relance.core.db import Pool
from relance.core.news import NO_NEWS
from relance.core.settings import Settings
from relance.messages.store import LANE_BULK, QueueEntry, enqueue, lock_messages
from relance.monitoring.clocks import ClockWatch
from relance.monitoring.heartbeat import beat
from relance.monitoring.work import Work
from relance.sending.due import list_due
from relance.sending.lapse import lapse_leases
from relance.sending.lease import LEASE_S
from relance.sending.put_back import put_back_blocks, put_back_what_lies_ahead
from relance.sending.recovery import Recovery
from relance.sending.settle import settle_due
from tests.sending.leases import claim_and_mark
from tests.sending.proofs import GRACE_S, LEFT_AGO_S, make_proof
from tests.sending.world import make_campaign, states
from tests.support.database_clock import settable_clock
from tests.support.waiting import eventually


async def beat_of_all(pool: Pool, watch: ClockWatch) -> None:
    """What heartbeats do."""
    async with pool.acquire() as conn:
        await watch.write(conn, process="beat", host="box")
    await pool.execute("UPDATE processes SET heartbeat_at = clock_timestamp()")


async def test_a_clock_set_ahead_ends_no_grace(database_url: str, settings: Settings) -> None:
    async with settable_clock(database_url) as clock:
        proof = await make_proof(clock.pool, settings)
        # As if they had left just now: all times a good five minutes later.
        for table, columns in {
            "messages": ("unknown_at", "left_at", "answered_at", "first_status_at", "sent_at"),
            "send_batches": ("unknown_since",),
            "prompt_spells": ("began_at", "ended_at"),
            "clock_observations": ("first_seen_at", "last_seen_at"),
        }.items():
            for column in columns:
                await clock.pool.execute(
                    f"UPDATE {table} SET {column} = {column} + make_interval(secs => $1)", LEFT_AGO_S - 1
                )
        watch = ClockWatch()
        await beat_of_all(clock.pool, watch)
        assert await settle_due(clock.pool, unknown_grace_s=GRACE_S) == 0
        assert (await proof.doubt() or {})["code"] == "grace"
        await clock.set(400)
        await beat_of_all(clock.pool, watch)
        await proof.make_due()
        assert await settle_due(clock.pool, unknown_grace_s=GRACE_S) == 0
        doubt = await proof.doubt() or {}
        assert (doubt["code"], doubt["clock"], doubt["seconds"]) == ("clocks_disagree", "database", 400)
        assert await states(clock.pool, proof.campaign_id) == {"unknown": 3}


async def test_a_clock_set_back_lets_nothing_wait_longer_than_it_was_to_wait(
    database_url: str, settings: Settings
) -> None:
    async with settable_clock(database_url) as clock:
        pool = clock.pool
        campaign_id = await make_campaign(pool, settings, 60)
        await put_one_off(pool, delay_s=3_600)
        assert await put_back_what_lies_ahead(pool) == 0
        await clock.set(-900)
        assert await list_due(pool, default_rate_per_s=100) == []
        assert await put_back_what_lies_ahead(pool) == 3
        [due] = await list_due(pool, default_rate_per_s=100)
        assert (due.campaign_id, due.waiting) == (campaign_id, 60)
        ahead = await pool.fetch(
            "SELECT extract(epoch FROM due_at - clock_timestamp())::float8 AS s FROM send_batches ORDER BY 1"
        )
        assert 3_590 < ahead[-1]["s"] <= 3_600
        assert await put_back_what_lies_ahead(pool) == 0


async def put_one_off(pool: Pool, *, delay_s: float) -> None:
    """One of the campaign's messages waits in a batch of its own."""
    async with pool.acquire() as conn, conn.transaction():
        id_ = await conn.fetchval("SELECT max(id) FROM messages")
        rows = await lock_messages(conn, [id_])
        await enqueue(conn, [QueueEntry(rows[id_], LANE_BULK, delay_s)])


async def test_a_clock_set_back_lets_no_dead_sender_s_lease_live_on(
    database_url: str, settings: Settings
) -> None:
    async with settable_clock(database_url) as clock:
        pool = clock.pool
        campaign_id = await make_campaign(pool, settings, 5)
        await claim_and_mark(pool, 5)
        await clock.set(-400)
        assert await put_back_what_lies_ahead(pool) == 1
        left_s = await pool.fetchval(
            "SELECT extract(epoch FROM lease_until - clock_timestamp())::float8 FROM send_batches"
        )
        assert 0 < left_s <= LEASE_S
        await clock.set(-400 + LEASE_S + 2)
        assert await lapse_leases(pool, unknown_grace_s=GRACE_S) == 1
        assert await states(pool, campaign_id) == {"unknown": 5}


async def test_doubts_wait_in_the_queue_as_long_as_they_were_to_wait(
    database_url: str, settings: Settings
) -> None:
    async with settable_clock(database_url) as clock:
        pool = clock.pool
        await make_campaign(pool, settings, 5)
        await claim_and_mark(pool, 5)
        await pool.execute("UPDATE send_batches SET lease_until = clock_timestamp() - interval '5 seconds'")
        assert await lapse_leases(pool, unknown_grace_s=GRACE_S) == 1
        waits = "SELECT extract(epoch FROM due_at - clock_timestamp())::float8 FROM send_batches"
        assert GRACE_S - 20 < await pool.fetchval(waits) <= GRACE_S
        await clock.set(-500)
        assert await put_back_what_lies_ahead(pool) == 1
        assert GRACE_S - 20 < await pool.fetchval(waits) <= GRACE_S


async def test_an_hour_ahead_and_back_leaves_no_gap_of_the_intake_that_is_still_to_end(
    database_url: str,
) -> None:
    """Else nobody's silence would count, and no doubt end, until that hour has come."""
    async with settable_clock(database_url) as clock:
        pool = clock.pool
        await pool.execute(
            "INSERT INTO processes (name, host, pid, heartbeat_at) VALUES ('api', 'other', 1, now())"
        )
        ahead = "SELECT count(*) FROM intake_gaps WHERE ended_at > clock_timestamp() + interval '5 seconds'"
        await clock.set(3_600)
        await beat_once_as_the_api(pool)
        assert await pool.fetchval("SELECT count(*) FROM intake_gaps WHERE reason = 'api_silent'") == 1
        await clock.set(0)
        assert await pool.fetchval(ahead) > 0
        await beat_once_as_the_api(pool)
        assert await pool.fetchval(ahead) == 0


async def test_who_died_while_the_clock_was_ahead_is_not_alive_until_then(database_url: str) -> None:
    async with settable_clock(database_url) as clock:
        await clock.pool.execute(
            "INSERT INTO processes (name, host, pid, heartbeat_at)"
            " VALUES ('sender', 'other', 1, clock_timestamp() + interval '1 hour')"
        )
        await beat_once_as_the_api(clock.pool)
        living = "SELECT extract(epoch FROM clock_timestamp() - heartbeat_at)::float8 FROM processes"
        assert await clock.pool.fetchval(f"{living} WHERE name = 'sender'") >= 0


async def test_when_messages_were_sent_is_metas_time_and_stays(database_url: str, settings: Settings) -> None:
    """A database that is behind by itself must not take answers for late ones."""
    async with settable_clock(database_url) as clock:
        pool = clock.pool
        await make_campaign(pool, settings, 1)
        await pool.execute(
            "UPDATE messages SET status = 'sent', sent_at = now(), expires_at = now() + interval '40 seconds'"
        )
        before = await pool.fetchrow("SELECT sent_at, expires_at FROM messages")
        await clock.set(-400)
        await put_back_what_lies_ahead(pool)
        await put_back_blocks(pool)
        assert await pool.fetchrow("SELECT sent_at, expires_at FROM messages") == before


async def test_what_was_stopped_an_hour_ahead_is_let_go_when_its_time_is_over(
    database_url: str, settings: Settings
) -> None:
    async with settable_clock(database_url) as clock:
        pool = clock.pool
        watch = Recovery(pool, grace_s=300, news=NO_NEWS, work=Work())
        await make_campaign(pool, settings, 1)
        await watch.look()
        await clock.set(3_600)
        for table in ("senders", "accounts", "templates"):
            await pool.execute(
                f"UPDATE {table} SET blocked_at = now(), blocked_until = now() + interval '5 min'"
            )
        await pool.execute("UPDATE senders SET probed_at = now(), throttled_at = NULL")
        await watch.look()
        await clock.set(0)
        await watch.look()
        for table in ("senders", "accounts", "templates"):
            row = await pool.fetchrow(
                f"SELECT blocked_at <= now() AS begun, unblocked_at,"
                f" extract(epoch FROM blocked_until - now())::float8 AS rest_s FROM {table}"
            )
            assert row is not None
            assert (row["begun"], row["unblocked_at"]) == (True, None)
            assert 290 < row["rest_s"] <= 300
        [number] = await pool.fetch("SELECT probed_at <= now() AS probed, throttled_at FROM senders")
        assert (number["probed"], number["throttled_at"]) == (True, None)


async def beat_once_as_the_api(pool: Pool) -> None:
    beating = asyncio.create_task(beat(pool, "api"))
    await eventually(lambda: pool.fetchval("SELECT EXISTS (SELECT FROM processes WHERE host <> 'other')"))
    beating.cancel()
    await asyncio.wait([beating])
