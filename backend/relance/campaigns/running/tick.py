"""Steps of the tick for campaigns: what is due, and what a lost job or a dead process left.

Each is short transactions of its own, and may run twice or at once.
"""

import time
from datetime import datetime

from relance.campaigns.running import tick_sql as sql
from relance.campaigns.running.close import reopen_late
from relance.campaigns.running.jobs import LAUNCH
from relance.campaigns.service import start_campaign
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.core.jobs import JobQueue
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.reasons.reason import values_as_json
from relance.reasons.waiting import WAITING

log = get_logger(__name__)

OVERDUE_AFTER_S = 3600.0
OVERDUE = WAITING.make("overdue")
STALLED_AFTER_S = 10.0
CANCEL_CHUNK = 5_000
CANCEL_BUDGET_S = 10.0


async def reopen(pool: Pool, *, now: datetime, news: News = NO_NEWS) -> None:
    """Open finished campaigns again that have something to send."""
    async with transaction(pool) as conn:
        reopened = await reopen_late(conn, now=now)
    if reopened:
        news.campaigns_changed()


async def start_due(pool: Pool, queue: JobQueue, *, now: datetime, news: News = NO_NEWS) -> list[int]:
    """Start scheduled campaigns whose time has come; what is over an hour late waits for a person."""
    async with transaction(pool) as conn:
        overdue = await conn.fetch(sql.MARK_OVERDUE, now, OVERDUE_AFTER_S, OVERDUE.text, OVERDUE.code)
        for row in overdue:
            log.warning("campaign_overdue", campaign_id=row["id"])
        due = [row["id"] for row in await conn.fetch(sql.LIST_DUE, now, OVERDUE_AFTER_S)]
    if overdue:
        news.campaigns_changed()
    started = []
    for campaign_id in due:
        try:
            async with transaction(pool) as conn:
                await start_campaign(conn, campaign_id=campaign_id)
        except AppError as error:
            # Another tick was first, or it cannot start yet: then it says why, and is tried again.
            async with transaction(pool) as conn:
                why = WAITING.make("not_started", refusal=error.code, why=error.reason)
                noted = await conn.fetchval(
                    sql.NOTE_REASON, campaign_id, why.text, why.code, values_as_json(why.values)
                )
            if noted is not None:
                news.campaigns_changed()
            continue
        news.campaigns_changed()
        started.append(campaign_id)
        await queue.enqueue(LAUNCH, campaign_id=campaign_id)
    return started


async def relaunch_stalled(
    pool: Pool, queue: JobQueue, *, stalled_after_s: float = STALLED_AFTER_S
) -> list[int]:
    """Enqueue the launch of campaigns that prepare without progress: its job was lost, or its worker died."""
    async with transaction(pool) as conn:
        stalled = [row["id"] for row in await conn.fetch(sql.CLAIM_STALLED, stalled_after_s)]
    for campaign_id in stalled:
        log.info("launch_stalled", campaign_id=campaign_id)
        await queue.enqueue(LAUNCH, campaign_id=campaign_id)
    return stalled


async def cancel_stopped(
    pool: Pool,
    *,
    chunk_size: int = CANCEL_CHUNK,
    budget_s: float = CANCEL_BUDGET_S,
    news: News = NO_NEWS,
) -> int:
    """Cancel what stopped campaigns still have in the queue; leased batches finish or come back to us."""
    deadline_s = time.monotonic() + budget_s
    cancelled = 0
    while time.monotonic() < deadline_s:
        async with transaction(pool) as conn:
            leftovers = await conn.fetch(sql.LIST_LEFTOVER_BATCHES, chunk_size)
            if not leftovers:
                break
            ids = sorted({message_id for batch in leftovers for message_id in batch["message_ids"]})
            await conn.execute(sql.LOCK_MESSAGES, ids)
            removed = await conn.fetch(sql.REMOVE_BATCHES, [batch["id"] for batch in leftovers])
            if not removed:
                break  # senders hold them all at this moment
            freed = [message_id for batch in removed for message_id in batch["message_ids"]]
            cancelled += int((await conn.execute(sql.CANCEL, freed)).rsplit(" ", 1)[1])
        news.messages_changed({batch["campaign_id"] for batch in removed})
    if cancelled:
        log.info("stopped_messages_cancelled", messages=cancelled)
    return cancelled
