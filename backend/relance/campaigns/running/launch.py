"""Launch: give every contact of the audience its message, chunk by chunk, each chunk one transaction.

Killed anywhere, run twice or by two workers at once, paused and resumed: the cursor moves in the transaction
that made the messages, under the campaign's lock, and a contact has one row by the unique key.
"""

import time
from dataclasses import dataclass

from relance.campaigns.bindings import WHITESPACE, list_bindings
from relance.campaigns.running import launch_sql as sql
from relance.campaigns.state import PREPARING
from relance.core.db import Connection, Pool, Row, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import RedisClient
from relance.messages.hint import hint_due

log = get_logger(__name__)

CHUNK = 10_000
BUDGET_S = 10.0
"""A launch gives its worker back after this long and is enqueued again: the tick shares those workers."""

BATCH_S = 0.25
SMALLEST_BATCH = 10
LARGEST_BATCH = 250


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one chunk did; `over` when the launch has nothing more to do, for whatever reason."""

    over: bool
    contacts: int = 0
    messages: int = 0


async def launch_campaign(
    pool: Pool,
    redis: RedisClient,
    *,
    campaign_id: int,
    default_rate_per_s: float,
    chunk_size: int = CHUNK,
    budget_s: float = BUDGET_S,
    news: News = NO_NEWS,
) -> bool:
    """Launch until all have their message, the campaign is paused or stopped, or `budget_s` is used up.

    Returns True when nothing is left to do, False when it must be called again.
    """
    deadline_s = time.monotonic() + budget_s
    while True:
        async with transaction(pool) as conn:
            chunk = await launch_chunk(
                conn, campaign_id=campaign_id, default_rate_per_s=default_rate_per_s, chunk_size=chunk_size
            )
        if chunk.messages:
            news.messages_changed((campaign_id,))
            await hint_due(redis)
        log.info("launch_chunk", campaign_id=campaign_id, contacts=chunk.contacts, messages=chunk.messages)
        if chunk.over:
            news.campaigns_changed()
            return True
        if time.monotonic() > deadline_s:
            return False


async def launch_chunk(
    conn: Connection, *, campaign_id: int, default_rate_per_s: float, chunk_size: int = CHUNK
) -> Chunk:
    """One chunk, in the caller's transaction."""
    campaign = await conn.fetchrow(sql.LOCK, campaign_id, default_rate_per_s)
    if campaign is None or campaign["status"] != PREPARING:
        return Chunk(over=True)
    made = await conn.fetchrow(
        sql.CHUNK,
        campaign_id,
        campaign["category_ids"],
        campaign["launch_cursor"],
        chunk_size,
        campaign["launch_until"],
        *list_bindings(campaign["variables"], campaign["buttons"]),
        campaign["sender_id"],
        batch_size(campaign),
        WHITESPACE,
        campaign["skip_unreachable"],
        campaign["consent_only"],
    )
    assert made is not None
    over = made["contacts"] < chunk_size or made["last_contact_id"] >= campaign["launch_until"]
    cursor = campaign["launch_until"] if over else made["last_contact_id"]
    await conn.execute(sql.FINISH if over else sql.MOVE_CURSOR, campaign_id, cursor)
    return Chunk(over=over, contacts=made["contacts"], messages=made["messages"])


def batch_size(campaign: Row) -> int:
    """Messages in about 0.25 s of what this campaign may send."""
    rate_per_s = min(campaign["sender_rate_per_s"], campaign["rate_per_s"] or campaign["sender_rate_per_s"])
    return min(LARGEST_BATCH, max(SMALLEST_BATCH, int(rate_per_s * BATCH_S)))
