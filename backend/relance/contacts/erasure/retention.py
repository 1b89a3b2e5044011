"""Texts and replies that are older than the setting `texts_kept_days` lose their words; every count stays.

Run as often as wanted, by several at once, killed anywhere: what is cleared and how far that is are one
transaction. A failed message whose values are gone cannot be sent again by hand: it says so.
"""

import time
from datetime import datetime, timedelta

from relance.contacts.erasure import retention_sql as sql
from relance.core.db import Pool, transaction
from relance.core.log import get_logger

log = get_logger(__name__)

CHUNK = 5_000
BUDGET_S = 10.0


async def clear_old_texts(
    pool: Pool, *, kept_days: int, now: datetime, chunk: int = CHUNK, budget_s: float = BUDGET_S
) -> int:
    """Clear replies that came, webhooks set aside, and messages of campaigns that ended, so many days ago.

    0 days: nothing.

    Returns how many rows were gone through.
    """
    if kept_days == 0:
        return 0
    before, until_s, cleared = now - timedelta(days=kept_days), time.monotonic() + budget_s, 0
    for clear in (_clear_replies, _clear_parked, _clear_campaign):
        some: int | None = 0
        while some is not None and time.monotonic() < until_s:
            some = await clear(pool, before, chunk)
            cleared += some or 0
    if cleared:
        log.info("old_texts_cleared", rows=cleared)
    return cleared


async def _clear_replies(pool: Pool, before: datetime, chunk: int) -> int | None:
    """One page; None when there is no more to do."""
    async with transaction(pool) as conn:
        up_to = await conn.fetchval(sql.LOCK_MARK)
        cleared: int = await conn.fetchval(sql.CLEAR_REPLIES, up_to, before, chunk)
    return cleared or None


async def _clear_parked(pool: Pool, before: datetime, chunk: int) -> int | None:
    """Webhooks that were set aside so long ago hold replies, and can be attributed to nothing any more."""
    async with transaction(pool) as conn:
        return len(await conn.fetch(sql.CLEAR_PARKED, before, chunk)) or None


async def _clear_campaign(pool: Pool, before: datetime, chunk: int) -> int | None:
    """One page of a campaign that is over; None when there is none."""
    async with transaction(pool) as conn:
        campaign = await conn.fetchrow(sql.NEXT_CAMPAIGN, before)
        if campaign is None:
            return None
        rows = await conn.fetch(sql.LOCK_MESSAGES, campaign["id"], campaign["texts_cleared_up_to"], chunk)
        ids = [row["id"] for row in rows]
        await conn.execute(sql.CLEAR_MESSAGES, ids)
        up_to = ids[-1] if ids else campaign["texts_cleared_up_to"]
        await conn.execute(sql.MARK_CAMPAIGN, campaign["id"], up_to, len(ids) < chunk)
    return len(ids)
