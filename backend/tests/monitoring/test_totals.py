"""Totals and errors: exact after any history, whoever writes and folds meanwhile."""

import asyncio
import random
from collections import Counter
from datetime import timedelta

import pytest

from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.counts import recount_sql
from relance.counts.compact import compact_counts
from relance.counts.totals import read_totals
from relance.messages.evidence import Accepted, Lost, NotSent, Rejected, RetryLater, StatusSeen
from relance.messages.state import STATES
from relance.monitoring.errors import read_errors
from relance.whatsapp.errors import MetaError
from tests.campaigns.scene import Scene

ERROR = MetaError(code=131026, title="Message undeliverable", details="", fbtrace_id=None)
TABLES = ("message_totals", "error_counts")
SUM = "SELECT sum(n) FROM message_totals WHERE kind = 'state'"


async def launched(scene: Scene, contacts: int) -> list[int]:
    category = await scene.add_category()
    await scene.add_contacts(category, contacts)
    campaign = await scene.add_campaign(category)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    return [row["id"] for row in await scene.messages(campaign)]


async def drift(pool: Pool) -> list[dict[str, object]]:
    return [
        dict(row)
        for statement in (recount_sql.TOTALS, recount_sql.ERRORS)
        for row in await pool.fetch(statement)
    ]


async def test_totals_know_states_milestones_and_leases(scene: Scene) -> None:
    ids = await launched(scene, 6)
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in ids[:4]))
    await scene.see("read", ids[0])
    await scene.apply(Rejected(ids[4], 1, ERROR, utc_now()))
    campaign = await scene.pool.fetchval("SELECT id FROM campaigns")
    await scene.lease(campaign)
    async with scene.pool.acquire() as conn:
        totals = await read_totals(conn)
    assert totals.total("message_1") == 6 and totals.total("message_2") == 0
    assert +Counter(totals.shown_states("message_1", STATES)) == {
        "sent": 3, "read": 1, "failed": 1, "sending": 1,
    }  # fmt: skip
    assert totals.milestones["message_1", "sent"] == 4 and totals.milestones["message_1", "delivered"] == 1


async def test_totals_without_any_message_are_zero(pool: Pool) -> None:
    async with pool.acquire() as conn:
        totals = await read_totals(conn)
    assert set(totals.shown_states("message_1", STATES)) == set(STATES)
    assert totals.total("message_1") == 0


async def test_no_drift_after_many_histories_folds_and_deletes_at_once(scene: Scene) -> None:
    ids = await launched(scene, 20)

    async def live(seed: int) -> None:
        draw = random.Random(seed)
        for _ in range(15):
            now, id_ = utc_now() + timedelta(hours=draw.randrange(30)), draw.choice(ids)
            wamid = f"wamid.{id_}"
            await scene.apply(
                draw.choice(
                    (
                        Accepted(id_, 1, wamid, now, held=draw.random() < 0.2),
                        Rejected(id_, 1, ERROR, now),
                        RetryLater(id_, 1, ERROR, now, 0.0, counts=True),
                        Lost(id_, 1, now),
                        NotSent(id_, 1),
                        StatusSeen(id_, 1, wamid, draw.choice(("sent", "delivered", "read", "failed")), now),
                    )
                )
            )
            if draw.random() < 0.3:
                await compact_counts(scene.pool, tables=TABLES, many_rows=draw.randrange(3))

    await asyncio.gather(*(live(seed) for seed in range(6)))
    assert await drift(scene.pool) == []
    await scene.pool.execute("DELETE FROM messages WHERE id % 3 = 0")
    await compact_counts(scene.pool, tables=TABLES, many_rows=0)
    assert await drift(scene.pool) == []
    await scene.pool.execute("DELETE FROM messages")
    await compact_counts(scene.pool, tables=TABLES, many_rows=0)
    assert await scene.pool.fetchval("SELECT count(*) FROM message_totals") == 0


@pytest.mark.parametrize(
    ("damage", "subject"),
    [
        ("INSERT INTO message_totals VALUES ('message_1', 'state', 'read', false, 1)", "all campaigns"),
        ("DELETE FROM message_totals WHERE kind = 'milestone'", "all campaigns"),
        ("DELETE FROM error_counts", "sender"),
    ],
)
async def test_recount_finds_every_kind_of_drift(scene: Scene, damage: str, subject: str) -> None:
    ids = await launched(scene, 3)
    await scene.apply(Accepted(ids[0], 1, "wamid.1", utc_now()), Rejected(ids[1], 1, ERROR, utc_now()))
    assert await drift(scene.pool) == []
    await scene.pool.execute(damage)
    assert [row for row in await drift(scene.pool) if str(row["subject"]).startswith(subject)]


async def test_totals_are_the_sum_of_the_campaigns(scene: Scene) -> None:
    ids = await launched(scene, 5)
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in ids[:3]))
    sums = "SELECT message_type, kind, word, interacted, sum(n) FROM {} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3"
    assert await scene.pool.fetch(sums.format("message_totals")) == await scene.pool.fetch(
        sums.format("message_counts")
    )


async def test_no_reader_sees_a_wrong_sum_while_many_count_and_fold(pool: Pool) -> None:
    async def count_up(times: int) -> None:
        for _ in range(times):
            await pool.execute("INSERT INTO message_totals VALUES ('message_1', 'state', 'sent', false, 1)")

    await count_up(30)
    sums = []
    counting = asyncio.gather(*(count_up(50) for _ in range(3)))
    while not counting.done():
        _, seen, _ = await asyncio.gather(
            compact_counts(pool, tables=TABLES, many_rows=3),
            pool.fetchval(SUM),
            compact_counts(pool, tables=TABLES, many_rows=3),
        )
        sums.append(seen)
    await counting
    assert sums == sorted(sums) and sums[0] >= 30
    await compact_counts(pool, tables=TABLES, many_rows=1)
    assert await pool.fetchval(SUM) == 180
    assert await pool.fetchval("SELECT count(*) FROM message_totals") == 1


async def test_fold_is_bounded_and_leaves_few_rows_alone(pool: Pool) -> None:
    await pool.execute(
        "INSERT INTO message_totals SELECT 'message_1', 'state', 'sent', false, 1 FROM generate_series(1, 30)"
    )
    assert await compact_counts(pool, tables=TABLES, many_rows=30) == 0
    assert await compact_counts(pool, tables=TABLES, many_rows=29, most_rows=10) == 10
    assert await pool.fetchval(SUM) == 30


async def test_fold_keeps_the_newest_example_of_an_error(pool: Pool) -> None:
    await pool.execute(
        "INSERT INTO error_counts SELECT '2026-11-22', 1, 131026, 1, '2026-11-22'::timestamptz"
        " + make_interval(mins => 100 - i), i FROM generate_series(1, 20) i"
    )
    assert await compact_counts(pool, tables=TABLES, many_rows=5) == 20
    row = await pool.fetchrow("SELECT n, message_id, last_at FROM error_counts")
    assert row is not None and (row["n"], row["message_id"], row["last_at"].minute) == (20, 1, 39)


async def test_a_failure_again_after_a_retry_counts_again(scene: Scene) -> None:
    (first, *_) = await launched(scene, 2)
    long_ago = utc_now() - timedelta(days=3)
    await scene.apply(Rejected(first, 1, ERROR, long_ago))
    await scene.pool.execute("UPDATE messages SET status = 'pending', attempt = 2 WHERE id = $1", first)
    await scene.apply(Rejected(first, 2, MetaError(131049, "Healthy", "", None), utc_now()))
    async with scene.pool.acquire() as conn:
        errors = await read_errors(conn, now=utc_now(), days=7, sender_id=None)
        today = await read_errors(conn, now=utc_now(), days=1, sender_id=None)
    assert [(group.row["code"], group.row["n"]) for group in errors.groups] == [(131049, 1), (131026, 1)]
    # The example fails with another code by now: its words are not lent to the first.
    assert [group.row["title"] for group in errors.groups] == ["Healthy", None]
    assert [group.row["code"] for group in today.groups] == [131049]


@pytest.mark.parametrize("function", ["count_updated_messages", "count_updated_contacts"])
async def test_triggers_never_join_by_a_nested_loop(pool: Pool, function: str) -> None:
    """A plan made for one row would be kept for thousands, and be quadratic in them."""
    settings = await pool.fetchval("SELECT proconfig FROM pg_proc WHERE proname = $1", function)
    assert set(settings) == {"plan_cache_mode=force_generic_plan", "enable_nestloop=off"}


async def test_tests_of_campaigns_are_not_in_the_totals(scene: Scene) -> None:
    """They are campaigns with negative ids; what they send uses up the day's limit all the same."""
    ids = await launched(scene, 2)
    await scene.pool.execute(
        "INSERT INTO campaigns (id, test_of, name, status, sender_id, template_id, interaction_window_s,"
        " request_hash) OVERRIDING SYSTEM VALUE"
        " SELECT -1, id, 'test', 'sending', sender_id, template_id, 86400, '' FROM campaigns"
    )
    test_id = await scene.pool.fetchval(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
        " SELECT -1, contact_id, sender_id, 'message_1', 'pending' FROM messages WHERE id = $1 RETURNING id",
        ids[0],
    )
    await scene.apply(Accepted(test_id, 1, "wamid.test", utc_now()))
    async with scene.pool.acquire() as conn:
        totals = await read_totals(conn)
    assert totals.total("message_1") == 2 and totals.milestones["message_1", "sent"] == 0
    assert await scene.pool.fetchval("SELECT sum(n) FROM daily_counts WHERE word = 'sent'") == 1
    assert await drift(scene.pool) == []
