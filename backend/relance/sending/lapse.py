"""Leases that ended without a word of their holder: it was killed, frozen or cut off.

What it had not marked surely never left and goes back at once, its attempt unspent. What it had marked may
have left: unknown since its mark.
"""

from datetime import datetime, timedelta

from relance.core.db import Connection, Pool, Row, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.messages.evidence import Effects, Lost, apply_evidence
from relance.messages.row import MessageRow
from relance.messages.state import PENDING
from relance.messages.store import lock_messages, write_effects, write_messages
from relance.sending import sql
from relance.sending.lease import LAPSES_AFTER_S

log = get_logger(__name__)

UNMARKED_LEASE = timedelta(seconds=20)
"""How long the leases of versions lasted that did not mark."""


async def lapse_leases(pool: Pool, *, unknown_grace_s: float, news: News = NO_NEWS) -> int:
    """Give back and take for unknown what lapsed leases hold; returns how many leases."""
    lapsed = await pool.fetch(sql.LAPSED_LEASES, LAPSES_AFTER_S)
    for batch in lapsed:
        async with transaction(pool) as conn:
            campaign_ids = await _lapse(conn, batch, unknown_grace_s=unknown_grace_s)
        news.messages_changed(campaign_ids)
    return len(lapsed)


async def _lapse(conn: Connection, batch: Row, *, unknown_grace_s: float) -> set[int]:
    held: list[int] = batch["message_ids"]
    marks = _read_marks(batch)
    in_doubt = [id_ for id_ in held if id_ in marks]
    unmarked = [id_ for id_ in held if id_ not in marks]
    # Messages first, then the batch: the lock order of everybody.
    rows = await lock_messages(conn, in_doubt) if in_doubt else {}
    key = (batch["id"], batch["lease_until"], batch["marked_ids"])
    if unmarked:
        moved = await conn.fetchval(sql.GIVE_BACK_LAPSED, *key, unmarked)
    else:
        moved = await conn.fetchval(sql.REMOVE_LAPSED, *key)
    if moved is None:
        return set()  # its process recorded it after all, or another one was quicker
    effects = Effects()
    again = await _queued_again(conn, batch, rows)
    for row in rows.values():
        if row.id in again:
            continue  # this lease speaks of an attempt that Meta has refused since
        apply_evidence(row, Lost(row.id, row.attempt, marks[row.id]), effects)
    await write_messages(conn, rows.values())
    await write_effects(conn, effects, unknown_grace_s=unknown_grace_s)
    log.warning("lease_lapsed", batch_id=batch["id"], given_back=len(unmarked), unknown=len(effects.settle))
    return {row.campaign_id for row in rows.values()}


async def _queued_again(conn: Connection, batch: Row, rows: dict[int, MessageRow]) -> set[int]:
    """Messages that a status put back into the queue before the answer to them was recorded."""
    asked = [row.id for row in rows.values() if row.status == PENDING and row.attempt > 1]
    if not asked:
        return set()
    found = await conn.fetch(sql.QUEUED_AGAIN, batch["campaign_id"], batch["id"], asked)
    return {row["id"] for row in found}


def _read_marks(batch: Row) -> dict[int, datetime]:
    """When each marked message may have left; marked again, the last time counts: it had not left before."""
    if batch["marked_ids"] is None:
        # Leased by a version that did not mark: any may have left, the earliest right after the claim.
        return dict.fromkeys(batch["message_ids"], batch["lease_until"] - UNMARKED_LEASE)
    return dict(zip(batch["marked_ids"], batch["marked_at"], strict=True))
