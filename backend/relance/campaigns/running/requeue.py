"""Mending the rule "pending exactly when it stands in one batch", should a bug or a hand ever break it."""

from relance.campaigns.running import tick_sql as sql
from relance.core.db import Connection, Pool, transaction
from relance.core.log import get_logger
from relance.messages.state import PENDING
from relance.messages.store import QueueEntry, enqueue, lane_of, lock_messages, raise_incident

log = get_logger(__name__)

CHUNK = 5_000


async def requeue_pending(pool: Pool, *, chunk_size: int = CHUNK) -> int:
    """Queue pending messages that stand in no batch; returns how many.

    Rows are walked only where the counts know of more pending messages than the queue holds, and then up
    to `chunk_size` found ones a call.
    """
    requeued = 0
    async with transaction(pool) as conn:
        short = [row["id"] for row in await conn.fetch(sql.LIST_SHORT)]
    for campaign_id in short:
        async with transaction(pool) as conn:
            requeued += await _requeue_campaign(conn, campaign_id, chunk_size)
    return requeued


async def _requeue_campaign(conn: Connection, campaign_id: int, chunk_size: int) -> int:
    ids = [row["id"] for row in await conn.fetch(sql.LIST_UNQUEUED, campaign_id, chunk_size)]
    rows = await lock_messages(conn, ids)
    # Who makes a message pending queues it in the same transaction, under the lock that we hold now.
    queued = {row["id"] for row in await conn.fetch(sql.LIST_QUEUED, campaign_id, ids)}
    lost = [row for row in rows.values() if row.status == PENDING and row.id not in queued]
    await enqueue(conn, [QueueEntry(row, lane_of(row)) for row in lost])
    if lost:
        log.error("pending_without_batch", campaign_id=campaign_id, messages=len(lost))
        await raise_incident(
            conn, "pending_without_batch", f"campaign:{campaign_id}", {"messages": len(lost)}
        )
    return len(lost)
