"""Settling: what becomes of messages of which nobody can tell whether Meta took them.

They go back to pending only on evidence that Meta never did: the grace is over since the end of the lease,
the intake was healthy all that time, and a witness shows that this number's echoes reach us. An echo settles
a row at any moment. Strong evidence, not proof: docs/guarantees.md.
"""

from datetime import datetime, timedelta

from relance.core.clock import utc_now
from relance.core.db import Connection, Pool, Row, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.messages.evidence import Effects, Evidence, Lost, NotSent, apply_evidence
from relance.messages.state import UNKNOWN
from relance.messages.store import apply_all, lock_messages, write_effects, write_messages
from relance.monitoring.intake import is_intake_healthy
from relance.sending import sql

log = get_logger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
"""An unknown older than this counts as final; an echo or an operator can still settle it."""


async def lapse_leases(pool: Pool, *, unknown_grace_s: float, news: News = NO_NEWS) -> int:
    """Turn leases that ended unrecorded into unknown messages to settle; returns how many leases."""
    lapsed = await pool.fetch(sql.LAPSED_LEASES)
    for batch in lapsed:
        async with transaction(pool) as conn:
            # Messages first, then the batch: the lock order of everybody.
            rows = await lock_messages(conn, batch["message_ids"])
            removed = await conn.fetchval(sql.REMOVE_LAPSED, batch["id"], batch["lease_until"])
            if removed is None:
                continue  # its process recorded it after all, or another one was quicker
            effects = Effects()
            for row in rows.values():
                apply_evidence(row, Lost(row.id, row.attempt, batch["lease_until"]), effects)
            await write_messages(conn, rows.values())
            await write_effects(conn, effects, unknown_grace_s=unknown_grace_s)
        news.messages_changed({row.campaign_id for row in rows.values()})
        log.warning("lease_lapsed", batch_id=batch["id"], unknown=len(effects.settle))
    return len(lapsed)


async def settle_due(pool: Pool, *, unknown_grace_s: float, news: News = NO_NEWS) -> int:
    """Try every settle batch that is due; returns how many messages went back to pending."""
    proved = 0
    for batch in await pool.fetch(sql.SETTLE_DUE):
        proved += await _settle(pool, batch, unknown_grace_s=unknown_grace_s, news=news)
    return proved


async def _settle(pool: Pool, batch: Row, *, unknown_grace_s: float, news: News) -> int:
    now = utc_now()
    since: datetime = batch["unknown_since"]
    async with transaction(pool) as conn:
        unknown = await conn.fetchval(sql.COUNT_UNKNOWN, batch["message_ids"])
        if unknown > 0 and not await _proves_unsent(conn, batch["sender_id"], since, now):
            if now - since < GIVE_UP_AFTER:
                await conn.execute(sql.POSTPONE_SETTLING, batch["id"], max(1.0, unknown_grace_s / 10))
                return 0
            await conn.execute(sql.REMOVE_SETTLED, batch["id"])
            log.error("unknown_for_a_day", batch_id=batch["id"], unknown=unknown)
            return 0
    async with transaction(pool) as conn:
        rows = await lock_messages(conn, batch["message_ids"])
        if await conn.fetchval(sql.REMOVE_SETTLED, batch["id"]) is None:
            return 0
        evidence: list[Evidence] = [
            NotSent(row.id, row.attempt, now)
            for row in rows.values()
            # A later attempt of the row may be unknown too: that one has a batch and a grace of its own.
            if row.status == UNKNOWN and row.unknown_at is not None and row.unknown_at <= since
        ]
        await apply_all(conn, evidence, unknown_grace_s=unknown_grace_s)
    if evidence:
        news.messages_changed({row.campaign_id for row in rows.values()})
        log.info("proved_unsent", batch_id=batch["id"], messages=len(evidence))
    return len(evidence)


async def _proves_unsent(conn: Connection, sender_id: int, since: datetime, now: datetime) -> bool:
    if not await is_intake_healthy(conn, since=since, until=now):
        return False
    if await conn.fetchval(sql.LATER_ECHO, sender_id, since):
        return True
    return bool(await conn.fetchval(sql.ALL_BEFORE_ECHOED, sender_id, since))
