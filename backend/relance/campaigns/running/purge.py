"""Purge: what was deleted is hidden at once and taken away here, bounded, by the tick.

Messages, their queue, links from interactions and the campaign's own counts go; days stay: they happened.
"""

import time
from datetime import datetime

from relance.campaigns.running import purge_sql as sql
from relance.core.db import Connection, Pool, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.counts.compact import keep_from_compaction

log = get_logger(__name__)

CHUNK = 5_000
BUDGET_S = 1.0
"""The tick has more to do; the rest waits for the next one."""


async def purge_deleted(
    pool: Pool,
    *,
    now: datetime,
    chunk_size: int = CHUNK,
    budget_s: float = BUDGET_S,
    news: News = NO_NEWS,
) -> int:
    """Take away some of what deleted campaigns left; returns how many messages were deleted."""
    deadline_s = time.monotonic() + budget_s
    async with transaction(pool) as conn:
        await conn.execute(sql.HIDE_OLD_TESTS, now)
        hidden = [row["id"] for row in await conn.fetch(sql.LIST_HIDDEN)]
    deleted = 0
    for campaign_id in hidden:
        more = True
        while more and time.monotonic() < deadline_s:
            async with transaction(pool) as conn:
                gone, more = await _purge_chunk(conn, campaign_id, chunk_size)
            if gone:
                news.messages_changed((campaign_id,))
            deleted += gone
    return deleted


async def _purge_chunk(conn: Connection, campaign_id: int, chunk_size: int) -> tuple[int, bool]:
    """One chunk; returns how many messages went, and whether there is more to do now."""
    if await conn.fetchval(sql.LOCK, campaign_id) is None:
        return 0, False
    ids = [row["id"] for row in await conn.fetch(sql.LOCK_MESSAGES, campaign_id, chunk_size)]
    if ids:
        await conn.execute(sql.UNLINK_INTERACTIONS, ids)
        await conn.execute(sql.DELETE_MESSAGES, ids)
        return len(ids), True
    unlinked = await conn.execute(sql.UNLINK_CAMPAIGN, campaign_id, chunk_size)
    if not unlinked.endswith(" 0"):
        return 0, True
    if await conn.fetchval(sql.HAS_TESTS, campaign_id):
        return 0, False
    await keep_from_compaction(conn, "message_counts")
    await conn.execute(sql.DELETE_COUNTS, campaign_id)
    await conn.execute(sql.DELETE_CAMPAIGN, campaign_id)
    log.info("campaign_purged", campaign_id=campaign_id)
    return 0, False
