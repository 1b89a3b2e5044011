"""300,000 messages: what the two indexes on `status` were meant for is served without them, and so updates
to delivered and read are HOT. The test of docs/decisions on status indexes.
"""

import random
from collections.abc import Iterator
from typing import Any

from relance.core.db import Pool
from relance.messages import store
from relance.messages.evidence import Effects, StatusSeen, apply_evidence
from tests.messages.large import MESSAGES, database_url, many_messages
from tests.messages.rows import after

__all__ = ["database_url", "many_messages"]

SPECIFIED_INDEXES = {
    "idx_messages_campaign",
    "idx_messages_contact",
    "idx_messages_whatsapp_message_id",
    "idx_messages_sent_at",
    "idx_interactions_message",
    "idx_interactions_campaign",
    "idx_category_contacts_category",
    "idx_category_contacts_contact",
    "idx_contacts_whatsapp_verified",
}

# What the specification wants indexes on status for, and how each is asked here.
QUERIES = {
    "counts by state": "SELECT message_type, word, sum(n) FROM message_counts WHERE campaign_id = 3 "
    "AND kind = 'state' GROUP BY 1, 2",
    "what to send": "SELECT id, message_ids FROM send_batches WHERE campaign_id = 3 AND lane = 'bulk' "
    "AND lease_until IS NULL AND due_at <= now() ORDER BY due_at, id LIMIT 5",
    "pending and unknown": "SELECT m.id FROM send_batches b, unnest(b.message_ids) AS q (id) "
    "JOIN messages m ON m.id = q.id WHERE b.campaign_id = 3 AND m.status = 'pending' LIMIT 50",
    "failed": "SELECT id FROM messages WHERE campaign_id = 3 AND failed_at IS NOT NULL "
    "AND status = 'failed' AND id > 0 ORDER BY id LIMIT 50",
    "no interaction": "SELECT id FROM messages WHERE campaign_id = 3 AND no_interaction_at IS NOT NULL "
    "AND status = 'no_interaction' AND id > 0 ORDER BY id LIMIT 50",
    "interacted": "SELECT id FROM messages WHERE campaign_id = 3 AND interacted_at IS NOT NULL "
    "AND id > 0 ORDER BY id LIMIT 50",
    "common states": "SELECT id FROM messages WHERE campaign_id = 3 AND status = 'delivered' AND id > 0 "
    "ORDER BY id LIMIT 50",
    "expiry": "SELECT id FROM messages WHERE message_type = 'message_1' AND interacted_at IS NULL "
    "AND no_interaction_at IS NULL AND expires_at <= now() - interval '1 year' ORDER BY expires_at LIMIT 50",
    "by wamid": "SELECT id FROM messages WHERE wamid = ANY(ARRAY['wamid.5', 'wamid.6'])",
    "of a contact": "SELECT id FROM messages WHERE contact_id = 77 ORDER BY id DESC LIMIT 20",
    "latest": "SELECT id FROM messages WHERE sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT 20",
}


async def test_every_specified_index_exists_by_its_name(pool: Pool) -> None:
    rows = await pool.fetch("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
    assert {row["indexname"] for row in rows} >= SPECIFIED_INDEXES


async def test_no_index_mentions_status(pool: Pool) -> None:
    rows = await pool.fetch("SELECT indexdef FROM pg_indexes WHERE tablename = 'messages'")
    assert rows
    assert not [row["indexdef"] for row in rows if "status" in row["indexdef"]]


async def test_each_query_uses_an_index_and_updates_are_hot(many_messages: Pool) -> None:
    assert await many_messages.fetchval("SELECT count(*) FROM messages") == MESSAGES
    for name, query in QUERIES.items():
        plan = await many_messages.fetchval(f"EXPLAIN (FORMAT JSON) {query}")
        scans = list(_list_scans(plan[0]["Plan"]))
        assert ("Seq Scan", "messages") not in scans, (name, scans)
        assert scans, name
    await _report_statuses(many_messages)
    row = await many_messages.fetchrow(
        "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'messages'"
    )
    assert row is not None
    assert row["n_tup_upd"] >= 20_000
    assert row["n_tup_hot_upd"] / row["n_tup_upd"] >= 0.95


def _list_scans(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "Relation Name" in node:
        yield node["Node Type"], node["Relation Name"]
    for child in node.get("Plans", []):
        yield from _list_scans(child)


async def _report_statuses(pool: Pool) -> None:
    """delivered, then read, for 10,000 sent messages, by the statements of the webhooks, in their groups.

    Statuses come in roughly the order of sending, shuffled by how long each phone took: here within windows
    of 2,000, two seconds at the highest rate.
    """
    rows = await pool.fetch("SELECT id, wamid FROM messages WHERE status = 'sent' ORDER BY id LIMIT 10000")
    shuffle = random.Random(7)
    async with pool.acquire() as conn:
        for word in ("delivered", "read"):
            for start in range(0, len(rows), 2000):
                rows[start : start + 2000] = shuffle.sample(rows[start : start + 2000], 2000)
            for start in range(0, len(rows), 100):
                group = rows[start : start + 100]
                async with conn.transaction():
                    locked = await store.lock_messages(conn, (row["id"] for row in group))
                    for row in group:
                        seen = StatusSeen(row["id"], None, row["wamid"], word, after(1))
                        apply_evidence(locked[row["id"]], seen, Effects())
                    await store.write_messages(conn, locked.values())
        await conn.execute("SELECT pg_stat_force_next_flush()")
