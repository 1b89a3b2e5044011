"""Retry by hand: failed messages that Meta never took and whose error allows it go out once more."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from relance.activity import Act, Subject, record
from relance.cache.versions import move_versions
from relance.campaigns.running import retry_sql as sql
from relance.campaigns.service import get_campaign
from relance.campaigns.sql import LOCK
from relance.campaigns.state import COMPLETED, FAILED, PAUSED, SENDING
from relance.core.db import Connection, Pool, transaction
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.messages.evidence import Effects
from relance.messages.row import MessageRow
from relance.messages.state import FAILED as MESSAGE_FAILED
from relance.messages.state import MESSAGE_2
from relance.messages.store import lock_messages, write_effects, write_messages
from relance.reasons.causes import CAUSES
from relance.whatsapp.errors import NO_CODE, find_rule

log = get_logger(__name__)

CHUNK = 5_000
BUDGET_S = 8.0
"""A request takes no longer; what is left waits for the next click."""

RETRY_FROM = (SENDING, PAUSED, COMPLETED, FAILED)

CHANGED_BY_RETRY = ("campaigns", "campaign_stats", "messages_stats")
"""The namespaces of the cache that it ends."""


@dataclass(slots=True)
class Retry:
    """How many messages go out again, and how many do not, by reason; `more` when time ran out."""

    retried: int = 0
    not_retryable: int = 0
    window_closed: int = 0
    accepted_before: int = 0
    by_code: Counter[int] = field(default_factory=Counter)
    more: bool = False


async def retry_failed(
    pool: Pool,
    *,
    campaign_id: int,
    now: datetime,
    unknown_grace_s: float,
    chunk_size: int = CHUNK,
    budget_s: float = BUDGET_S,
) -> Retry:
    """Queue them, in chunks of one transaction each. Twice or at once sends nothing twice.

    Raises AppError `campaign_not_found`, `campaign_not_retryable` (409).
    """
    deadline_s = time.monotonic() + budget_s
    result, after = Retry(), 0
    async with transaction(pool) as conn:
        await _check(conn, campaign_id)
        result.accepted_before = await conn.fetchval(sql.COUNT_TAKEN, campaign_id)
    while True:
        async with transaction(pool) as conn:
            # Before the messages, as the purge does.
            await conn.fetchval(LOCK, campaign_id)
            ids = [row["id"] for row in await conn.fetch(sql.LIST_FAILED, campaign_id, after, chunk_size)]
            if not ids:
                break
            await _retry_chunk(conn, campaign_id, ids, result, now=now, unknown_grace_s=unknown_grace_s)
        after = ids[-1]
        if time.monotonic() > deadline_s:
            result.more = True
            break
    log.info("campaign_retried", campaign_id=campaign_id, messages=result.retried)
    return result


async def _check(conn: Connection, campaign_id: int) -> None:
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    if campaign.status not in RETRY_FROM:
        raise AppError(
            "campaign_not_retryable",
            why=CAUSES.make("retry_nothing_failed", status=campaign.status),
            details={"status": campaign.status},
        )


async def _retry_chunk(
    conn: Connection,
    campaign_id: int,
    ids: list[int],
    result: Retry,
    *,
    now: datetime,
    unknown_grace_s: float,
) -> None:
    rows = await lock_messages(conn, ids)
    effects = Effects()
    for row in rows.values():
        if row.status == MESSAGE_FAILED and row.wamid is None and row.sent_at is None:
            _consider(row, result, effects, now)
    if not effects.requeue:
        return
    # A campaign that was stopped or deleted meanwhile gets nothing.
    if await conn.fetchval(sql.REOPEN, campaign_id) is None:
        raise AppError("campaign_not_retryable", why=CAUSES.make("retry_ended_meanwhile"))
    await write_messages(conn, rows.values())
    await write_effects(conn, effects, unknown_grace_s=unknown_grace_s)
    subject, n = Subject("campaign", campaign_id), len(effects.requeue)
    await record(conn, Act.CAMPAIGN_RETRIED, subject, details={"messages": n})
    await move_versions(conn, *CHANGED_BY_RETRY)


def _consider(row: MessageRow, result: Retry, effects: Effects, now: datetime) -> None:
    code = NO_CODE if row.error_code is None else row.error_code
    words = " ".join(filter(None, (row.error_title, row.error_details)))
    if not find_rule(code, words).retryable_by_hand:
        result.not_retryable += 1
        return
    if row.message_type == MESSAGE_2 and row.expires_at is not None and row.expires_at <= now:
        result.window_closed += 1
        return
    # An echo of the attempt that failed must be told from the new one's.
    row.begin_next_attempt()
    row.retries = 0
    row.error_code = row.error_title = row.error_details = row.fbtrace_id = None
    effects.requeue.append((row, 0.0))
    result.retried += 1
    result.by_code[code] += 1
