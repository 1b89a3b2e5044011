"""The course of a campaign: the minutes of its messages, whoever compacts meanwhile."""

import random
from datetime import UTC, datetime, timedelta

from relance.counts.compact import compact_counts
from relance.counts.minutes import list_minutes
from tests.campaigns.scene import Scene

BEGAN = datetime(2026, 3, 1, 8, 0, 30, tzinfo=UTC)
CAMPAIGN = """
INSERT INTO campaigns (name, sender_id, template_id, interaction_window_s, request_hash)
VALUES ('c', 1, 1, 86400, '') RETURNING id
"""
FROM_ROWS = """
SELECT date_trunc('minute', v.at, 'UTC') AS at, v.word, count(*) AS n
FROM messages m CROSS JOIN LATERAL (VALUES
    (CASE m.message_type WHEN 'message_1' THEN 'sent' ELSE 'message_2_sent' END, m.sent_at),
    (CASE m.message_type WHEN 'message_1' THEN 'delivered' END, m.delivered_at),
    (CASE m.message_type WHEN 'message_1' THEN 'read' END, m.read_at),
    (CASE m.message_type WHEN 'message_1' THEN 'interacted' END, m.interacted_at)) v (word, at)
WHERE m.campaign_id = $1 AND v.word IS NOT NULL AND v.at IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
"""


async def test_the_course_is_what_the_messages_say(scene: Scene) -> None:
    campaign = int(await scene.pool.fetchval(CAMPAIGN))
    chance = random.Random(11)
    pool = scene.pool
    contacts = [
        await pool.fetchval("INSERT INTO contacts (phone) VALUES ($1) RETURNING id", f"+2290197{n:06}")
        for n in range(20)
    ]
    for kind in ("message_1", "message_2"):
        await pool.execute(
            "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
            " SELECT $1, id, 1, $2, 'pending' FROM unnest($3::bigint[]) id", campaign, kind, contacts,
        )  # fmt: skip
    for _ in range(60):
        column = chance.choice(["sent_at", "delivered_at", "read_at", "interacted_at", "no_interaction_at"])
        at = BEGAN + timedelta(seconds=chance.randrange(600))
        await pool.execute(
            f"UPDATE messages SET {column} = coalesce({column}, $1) WHERE id % 7 = $2",
            at,
            chance.randrange(7),
        )
        if chance.random() < 0.2:
            await compact_counts(pool, tables=("campaign_course",), most_rows=chance.randrange(1, 30))
        async with pool.acquire() as conn:
            found = await list_minutes(conn, campaign_id=campaign, step="minute", since=BEGAN)
        assert sorted(map(tuple, found)) == sorted(map(tuple, await pool.fetch(FROM_ROWS, campaign)))
    await pool.execute("DELETE FROM messages")
    assert await pool.fetchval("SELECT count(*) FROM campaign_course") == 0
    assert await pool.fetchval("SELECT count(*) FROM campaign_course_new") == 0


async def test_folding_ends(scene: Scene) -> None:
    await scene.pool.execute(
        "INSERT INTO campaign_course_new SELECT 1, now(), 'sent', 1 FROM generate_series(1, 9)"
    )
    assert await compact_counts(scene.pool, tables=("campaign_course",)) == 9
    assert await compact_counts(scene.pool, tables=("campaign_course",)) == 0
    assert await scene.pool.fetchval("SELECT n FROM campaign_course") == 9
