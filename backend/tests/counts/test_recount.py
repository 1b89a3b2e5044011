"""Recount: finds every kind of drift, and finds none after any history."""

import asyncio
import random
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance.campaigns.running.expiry import check_expired_interactions
from relance.campaigns.running.launch import launch_campaign
from relance.campaigns.running.tick import cancel_stopped
from relance.core.clock import utc_now
from relance.counts.compact import compact_counts
from relance.counts.recount import check_counts, render_drift
from relance.messages.evidence import Accepted, Evidence, Lost, NotSent, Rejected, RetryLater, StatusSeen
from relance.whatsapp.errors import MetaError
from tests.campaigns.scene import Scene

ERROR = MetaError(code=131000, title="Something went wrong", details="", fbtrace_id=None)
CONTACTS = 12


async def launched(scene: Scene) -> int:
    category = await scene.add_category()
    await scene.add_contacts(category, CONTACTS)
    campaign = await scene.add_campaign(category)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    return campaign


async def test_no_drift_without_any_rows(scene: Scene) -> None:
    assert await check_counts(scene.pool) == []
    assert render_drift([]) == "The counts agree with the rows."


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("INSERT INTO message_counts VALUES ({id}, 'message_1', 'state', 'read', false, 1)", "state read"),
        ("DELETE FROM message_counts WHERE kind = 'milestone' AND word = 'sent'", "milestone sent"),
        ("DELETE FROM daily_counts", "days: message_1 sent"),
        ("DELETE FROM campaign_course_new", "course: sent in 20"),
        ("UPDATE campaign_course_new SET at = at - interval '1 hour'", "course: sent in 20"),
        (
            "INSERT INTO campaign_course VALUES ({id}, '2026-01-02 03:04Z', 'read', 2)",
            "in 2026-01-02 03:04: counted 2",
        ),
        ("INSERT INTO contact_counts VALUES (0, 'total', -1)", "all contacts: total"),
        ("DELETE FROM contact_counts WHERE category_id <> 0", "category"),
        ("UPDATE messages SET status = 'pending' WHERE status = 'sent'", "pending without a batch"),
        (
            "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)"
            " SELECT campaign_id, sender_id, 'bulk', array_agg(id) FROM messages WHERE status = 'pending'"
            " GROUP BY 1, 2",
            "pending in several batches",
        ),
        (
            "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)"
            " SELECT campaign_id, sender_id, 'bulk', array_agg(id) FROM messages WHERE status = 'sent'"
            " GROUP BY 1, 2",
            "in the queue and not pending",
        ),
    ],
)
async def test_every_kind_of_drift_is_found(scene: Scene, damage: str, words: str) -> None:
    campaign = await launched(scene)
    (sent, *_) = await scene.queued_ids(campaign)
    await scene.apply(Accepted(sent, 1, "wamid.1", utc_now()))
    await scene.pool.execute("UPDATE send_batches SET message_ids = array_remove(message_ids, $1)", sent)
    assert await check_counts(scene.pool) == []
    await scene.pool.execute(damage.format(id=campaign))
    assert words in render_drift(await check_counts(scene.pool))


def some_evidence(draw: random.Random, ids: list[int], now: datetime) -> Evidence:
    """Anything that may be said of any message, true or not, in any order."""
    id_, attempt = draw.choice(ids), draw.choice((1, 1, 1, 2))
    wamid = f"wamid.{id_}.{attempt}"
    return draw.choice(
        (
            lambda: Accepted(id_, attempt, wamid, now, held=draw.random() < 0.2),
            lambda: Rejected(id_, attempt, ERROR, now),
            lambda: RetryLater(id_, attempt, ERROR, now, 0.0, counts=draw.random() < 0.5),
            lambda: Lost(id_, attempt, now),
            lambda: NotSent(id_, attempt),
            lambda: StatusSeen(
                id_, attempt, wamid, draw.choice(("sent", "delivered", "read", "failed")), now
            ),
        )
    )()


async def live_through(scene: Scene, campaign: int, seed: int) -> None:
    """A random history: evidence, interactions, expiry, deletions, compaction, a stop."""
    draw = random.Random(seed)
    ids = [row["id"] for row in await scene.messages(campaign)]
    for _ in range(12):
        now = utc_now() + timedelta(hours=draw.randrange(30))
        step = draw.randrange(10)
        if step < 5:
            await scene.apply(*(some_evidence(draw, ids, now) for _ in range(draw.randrange(1, 8))))
        elif step == 5:
            await scene.pool.execute(
                "UPDATE messages SET interacted_at = $2 WHERE id = $1 AND interacted_at IS NULL",
                draw.choice(ids), now,
            )  # fmt: skip
        elif step == 6:
            await check_expired_interactions(scene.pool, now=now + timedelta(days=3), interval_s=1)
        elif step == 7:
            await compact_counts(scene.pool, many_rows=draw.randrange(3))
        elif step == 8:
            await scene.pool.execute(
                "UPDATE contacts SET whatsapp_verified = $1, opted_out_at = $2, deleted_at = $3"
                " WHERE id = $4",
                draw.choice((None, True, False)), draw.choice((None, now)), draw.choice((None, now)),
                draw.randrange(1, CONTACTS + 1),
            )  # fmt: skip
        else:
            await scene.pool.execute(
                "DELETE FROM category_contacts WHERE contact_id = $1", draw.randrange(1, CONTACTS + 1)
            )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
async def test_no_drift_after_any_history(scene: Scene, seed: int) -> None:
    await _empty(scene)
    campaign = await launched(scene)
    await live_through(scene, campaign, seed)
    # Batches here are taken by nobody, so only the counts are held against the rows.
    drifts = [drift for drift in await check_counts(scene.pool) if "queue" not in drift.what]
    assert [drift for drift in drifts if not drift.what.startswith("pending in")] == []


async def test_no_drift_after_many_histories_at_once(scene: Scene) -> None:
    campaign = await launched(scene)
    await asyncio.gather(*(live_through(scene, campaign, seed) for seed in range(5)))
    drifts = [drift for drift in await check_counts(scene.pool) if "queue" not in drift.what]
    assert [drift for drift in drifts if not drift.what.startswith("pending in")] == []


async def test_no_drift_after_a_stop_while_sending(scene: Scene) -> None:
    campaign = await launched(scene)
    ids = await scene.queued_ids(campaign)
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in ids[:4]))
    await scene.pool.execute("UPDATE campaigns SET status = 'stopped'")
    await cancel_stopped(scene.pool)
    assert await check_counts(scene.pool) == []


async def test_no_drift_after_a_purge(scene: Scene) -> None:
    campaign = await launched(scene)
    await scene.send_all(campaign)
    await scene.pool.execute("DELETE FROM messages")
    assert await check_counts(scene.pool) == []


async def _empty(scene: Scene) -> None:
    """Hypothesis runs all its examples on the one database of the test."""
    await scene.pool.execute(
        "TRUNCATE messages, send_batches, campaigns, campaign_categories, categories, category_contacts,"
        " contacts, campaign_course, campaign_course_new, message_counts, daily_counts, contact_counts,"
        " message_totals, error_counts RESTART IDENTITY CASCADE"
    )
