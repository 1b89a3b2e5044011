"""A doubt with everything around it that proves that Meta never took it; a test takes one thing away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.messages.row import MessageRow
from relance.messages.store import LANE_SETTLE, QueueEntry, enqueue, lock_messages
from tests.sending.world import make_campaign

GRACE_S = 300.0
LEFT_AGO_S = 320.0
"""When the doubts left."""

AROUND = 30
"""Neighbours on each side."""


@dataclass(slots=True)
class Proof:
    """Doubts of one campaign, and neighbours in another one of the same number and another template."""

    pool: Pool
    campaign_id: int
    neighbours_id: int
    sender_id: int
    left_at: datetime

    async def shape(self, statement: str, *values: Any) -> None:
        """Change what was seen: `$1` is the moment the doubts left."""
        await self.pool.execute(statement.replace("$1", "$1::timestamptz"), self.left_at, *values)

    async def doubt(self) -> dict[str, Any] | None:
        """Why they wait; None when their batch is gone."""
        return await self.pool.fetchval(  # type: ignore[no-any-return]
            "SELECT doubt FROM send_batches WHERE lane = 'settle' AND campaign_id = $1", self.campaign_id
        )

    async def make_due(self) -> None:
        """Look at them at the next round."""
        await self.pool.execute("UPDATE send_batches SET due_at = now() WHERE lane = 'settle'")


async def make_proof(pool: Pool, settings: Settings, *, doubts: int = 3) -> Proof:
    """Everything is there: neighbours that were heard of, spells, clocks, a living API."""
    campaign_id = await make_campaign(pool, settings, doubts)
    neighbours_id = await make_campaign(pool, settings, 2 * AROUND, first_phone=22995000001)
    await pool.execute("DELETE FROM send_batches")
    left_at: datetime = await pool.fetchval(
        "SELECT clock_timestamp() - make_interval(secs => $1)", LEFT_AGO_S
    )
    sender_id = await pool.fetchval("SELECT sender_id FROM campaigns WHERE id = $1", campaign_id)
    proof = Proof(pool, campaign_id, neighbours_id, sender_id, left_at)
    await put_in_doubt(pool, campaign_id, left_at)
    await proof.shape(
        """
        INSERT INTO templates (waba_id, name, language, status, components)
        SELECT waba_id, 'other', 'fr', 'APPROVED', '[]' FROM templates WHERE $1 IS NOT NULL
        """
    )
    await pool.execute(
        "UPDATE campaigns SET template_id = (SELECT max(id) FROM templates) WHERE id = $1", neighbours_id
    )
    # The first half was answered in the second before, the second half left in the second after.
    await proof.shape(
        """
        UPDATE messages m SET status = 'delivered', wamid = 'wamid.' || m.id, left_at = v.left_at,
            answered_at = v.left_at + interval '0.1 s', first_status_at = v.left_at + interval '0.3 s',
            sent_at = date_trunc('second', v.left_at + interval '0.1 s')
        FROM (SELECT id, $1 + make_interval(secs => CASE WHEN n <= $3 THEN -0.15 - 0.8 * n / $3
                                                       ELSE 0.9 * (n - $3) / $3 END) AS left_at
              FROM (SELECT id, row_number() OVER (ORDER BY id) AS n
                    FROM messages WHERE campaign_id = $2) rows) v
        WHERE m.id = v.id
        """,
        neighbours_id,
        AROUND,
    )
    await proof.shape(
        "INSERT INTO prompt_spells SELECT 'h', 1, $2, $1 - interval '9 s', $1 + interval '6 s'", sender_id
    )
    await proof.shape(
        """
        INSERT INTO clock_observations
        SELECT 'h', row_number() OVER (), clock, process, 'box', $1 - interval '60 s', $1 + interval '60 s',
               0.2, 0.1, 0.6
        FROM (VALUES ('own', 'sender'), ('own', 'api'), ('meta', 'sender'), ('webhooks', 'api'))
            v (clock, process)
        """
    )
    await pool.execute("INSERT INTO processes (name, host, pid) VALUES ('api', 'h', 1)")
    return proof


async def put_in_doubt(pool: Pool, campaign_id: int, left_at: datetime, *, only: int | None = None) -> None:
    """All pending messages of the campaign, or one, left at that moment, and nobody answered."""
    async with pool.acquire() as conn, conn.transaction():
        rows = await conn.fetch(
            "UPDATE messages SET status = 'unknown', unknown_at = $2, left_at = $2"
            " WHERE campaign_id = $1 AND status = 'pending' AND ($3::bigint IS NULL OR id = $3) RETURNING id",
            campaign_id,
            left_at,
            only,
        )
        locked: dict[int, MessageRow] = await lock_messages(conn, [row["id"] for row in rows])
        entries = [QueueEntry(row, LANE_SETTLE, 0.0, left_at) for row in locked.values()]
        await enqueue(conn, entries)


def later(at: datetime, seconds: float) -> datetime:
    """So many seconds after it."""
    return at + timedelta(seconds=seconds)
