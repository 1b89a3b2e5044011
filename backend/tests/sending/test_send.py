"""From the queue to Meta: each message once, its outcome recorded, the queue empty at the end."""

from datetime import timedelta

from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.sending.world import make_campaign, queued, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator
from whatsapp_simulator.faults import Faults


def fast(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update={"sender_rate_per_s": 1000.0, "unknown_grace_s": 1.0, **changes})


async def test_each_message_leaves_once(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 230)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": 230}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    summary = simulator.summary()
    assert (summary["accepted"], summary["duplicates"], summary["recipients"]) == (230, 0, 230)
    assert await queued(pool, campaign_id) == 0
    row = await pool.fetchrow(
        "SELECT *, expires_at - sent_at AS open_for FROM messages WHERE campaign_id = $1 LIMIT 1", campaign_id
    )
    assert row is not None
    assert row["wamid"].startswith("wamid.")
    assert row["open_for"] == timedelta(seconds=86_400)


async def test_two_senders_share_a_campaign_without_doubles(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 400, batch_size=40)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": 400}

    async with (
        running_sender(pool, redis, fast(settings), simulator.url, "one"),
        running_sender(pool, redis, fast(settings), simulator.url, "two"),
    ):
        await eventually(done)
    summary = simulator.summary()
    assert (summary["accepted"], summary["duplicates"]) == (400, 0)


async def test_paused_campaign_sends_nothing(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    paused = await make_campaign(pool, settings, 30, status="paused")
    other = await make_campaign(pool, settings, 30, first_phone=22991000001)

    async def done() -> bool:
        return await states(pool, other) == {"sent": 30}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    assert await states(pool, paused) == {"pending": 30}
    assert await queued(pool, paused) == 30


async def test_opted_out_between_claim_and_send_is_cancelled(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 10)
    await pool.execute(
        "UPDATE contacts SET opted_out_at = now() WHERE id IN "
        "(SELECT contact_id FROM messages WHERE campaign_id = $1 ORDER BY id LIMIT 3)",
        campaign_id,
    )

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": 7, "cancelled": 3}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    reasons = await pool.fetch("SELECT DISTINCT cancel_reason FROM messages WHERE status = 'cancelled'")
    assert [row["cancel_reason"] for row in reasons] == ["opted_out"]
    assert simulator.summary()["accepted"] == 7


async def test_message_2_after_its_window_is_cancelled(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 1, message_2={"type": "text", "text": "Merci"})
    await pool.execute(
        "UPDATE messages SET message_type = 'message_2', expires_at = $2, "
        'parameters = \'{"text": "Merci"}\' WHERE campaign_id = $1',
        campaign_id,
        utc_now() - timedelta(seconds=1),
    )
    await pool.execute("UPDATE send_batches SET lane = 'reply'")

    async def done() -> bool:
        return await states(pool, campaign_id) == {"cancelled": 1}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    assert simulator.summary()["accepted"] == 0


async def test_message_2_does_not_go_where_somebody_else_answers_since_message_1(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 3, message_2={"type": "text", "text": "Merci"})
    await pool.execute(
        "UPDATE messages SET message_type = 'message_2', expires_at = now() + interval '1 hour', "
        'parameters = \'{"text": "Merci"}\' WHERE campaign_id = $1',
        campaign_id,
    )
    await pool.execute("UPDATE send_batches SET lane = 'reply'")
    await pool.execute(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, sent_at, "
        "parameters) "
        "SELECT campaign_id, contact_id, sender_id, 'message_1', 'sent', now() - interval '1 hour', '{}' "
        "FROM messages"
    )
    await pool.execute(
        "INSERT INTO taken_chats (contact_id, sender_id, taken_by, at) "
        "SELECT contact_id, sender_id, by, now() - ago "
        "FROM unnest(ARRAY['phone_app', 'another_app', 'phone_app'], "
        "ARRAY[interval '1 minute', '1 minute', '2 hours']) WITH ORDINALITY AS v (by, ago, place) "
        "JOIN (SELECT contact_id, sender_id, row_number() OVER (ORDER BY id) AS place FROM messages "
        "      WHERE message_type = 'message_2') m USING (place)"
    )

    async def done() -> bool:
        # Asked for in the open: Meta has no window for the third, and says so.
        return await states(pool, campaign_id) == {"sent": 3, "cancelled": 2, "failed": 1}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    rows = await pool.fetch("SELECT cancel_reason FROM messages WHERE message_type = 'message_2' ORDER BY id")
    assert [row["cancel_reason"] for row in rows] == ["answered_by_phone", "another_app_answers", None]


async def test_an_outage_of_meta_is_tried_six_times_more_then_failed(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    """One alone: three different ones would hold the number (test_outages.py)."""
    simulator.faults = Faults(refuse_codes={131000: 1.0})
    campaign_id = await make_campaign(pool, settings, 1)
    first_due = []

    async def done() -> bool:
        batch = await pool.fetchrow(
            "SELECT due_at, now() AS now FROM send_batches WHERE due_at > now() ORDER BY due_at DESC LIMIT 1"
        )
        if batch is not None:
            first_due.append((batch["due_at"] - batch["now"]).total_seconds())
            await pool.execute("UPDATE send_batches SET due_at = now() WHERE lease_until IS NULL")
        return await states(pool, campaign_id) == {"failed": 1}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    assert 2.0 < first_due[0] <= 7.5
    row = await pool.fetchrow(
        "SELECT attempt, retries, error_code, error_title, fbtrace_id FROM messages LIMIT 1"
    )
    assert row is not None
    assert (row["attempt"], row["retries"], row["error_code"]) == (7, 7, 131000)
    assert row["error_title"]
    assert row["fbtrace_id"]


async def test_permanent_error_fails_at_once(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    simulator.faults = Faults(refuse_codes={131049: 1.0})
    campaign_id = await make_campaign(pool, settings, 5)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"failed": 5}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    assert await pool.fetchval("SELECT max(attempt) FROM messages") == 1
    assert await queued(pool, campaign_id) == 0


async def test_person_who_takes_no_marketing_is_opted_out(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    simulator.faults = Faults(refuse_codes={131050: 1.0})
    campaign_id = await make_campaign(pool, settings, 5)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"failed": 5}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    rows = await pool.fetch("SELECT DISTINCT opted_out_reason, opted_out_at <= now() AS past FROM contacts")
    assert [tuple(row) for row in rows] == [("whatsapp_preference", True)]


async def test_throttled_number_waits_slows_down_and_costs_no_attempt(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    simulator.faults = Faults(error_429_share=1.0)
    campaign_id = await make_campaign(pool, settings, 400)

    async def throttled() -> bool:
        return bool(await pool.fetchval("SELECT throttled_rate_per_s < 500 FROM senders"))

    async def done() -> bool:
        await pool.execute("UPDATE send_batches SET due_at = now() WHERE lease_until IS NULL")
        return await states(pool, campaign_id) == {"sent": 400}

    async def lifted() -> bool:
        return bool(await pool.fetchval("SELECT throttled_rate_per_s IS NULL FROM senders"))

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(throttled)
        assert await pool.fetchval("SELECT blocked_at FROM senders") is None
        simulator.faults = Faults()
        await eventually(done)
        await make_campaign(pool, settings, 2000, first_phone=22991000001)
        await eventually(lifted)
    assert await pool.fetchval("SELECT max(retries) FROM messages") == 0
    assert simulator.summary()["duplicates"] == 0


async def test_refused_token_stops_the_account_and_burns_nothing(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    simulator.faults = Faults(expired_token=True)
    campaign_id = await make_campaign(pool, settings, 300)

    async def stopped() -> bool:
        blocked = await pool.fetchval("SELECT blocked_at IS NOT NULL AND blocked_until IS NULL FROM accounts")
        leased = await pool.fetchval("SELECT count(*) FROM send_batches WHERE lease_until IS NOT NULL")
        return bool(blocked) and leased == 0

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(stopped)
        refused = simulator.summary()["rejected"]
        assert sum(refused.values()) < 300
        simulator.faults = Faults()
        await pool.execute("UPDATE accounts SET blocked_at = NULL, blocked_code = NULL")

        async def done() -> bool:
            return await states(pool, campaign_id) == {"sent": 300}

        await eventually(done)
    assert await pool.fetchval("SELECT count(*) FROM incidents WHERE kind = 'account_stopped'") == 1


async def test_held_for_quality_is_not_taken_for_sent(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    simulator.faults = Faults(hold_template_share=1.0)
    campaign_id = await make_campaign(pool, settings, 3)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"held": 3}

    async with running_sender(pool, redis, fast(settings), simulator.url):
        await eventually(done)
    assert await pool.fetchval("SELECT count(sent_at) FROM messages") == 0


async def test_daily_limit_holds_message_1_but_not_message_2(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 50, batch_size=20)
    await make_campaign(
        pool, settings, 2, first_phone=22991000001, message_2={"type": "text", "text": "Merci"}
    )
    await pool.execute(
        "UPDATE messages SET message_type = 'message_2', parameters = '{\"text\": \"Merci\"}' "
        "WHERE campaign_id <> $1",
        campaign_id,
    )
    await pool.execute("UPDATE send_batches SET lane = 'reply' WHERE campaign_id <> $1", campaign_id)

    async def full() -> bool:
        waiting = await pool.fetchval(
            "SELECT count(*) FROM messages WHERE message_type = 'message_2' AND status = 'pending'"
        )
        return waiting == 0 and (await states(pool, campaign_id)).get("sent") == 30

    async with running_sender(pool, redis, fast(settings, daily_limit=30), simulator.url):
        await eventually(full)
    assert simulator.summary()["accepted_templates"] == 30
    assert await states(pool, campaign_id) == {"sent": 30, "pending": 20}
