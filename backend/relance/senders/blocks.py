"""Stopping a number or an account, for a while or until a person has mended the cause; and slowing a number.

Every function is one statement and idempotent, so many senders may report the same trouble at once.
"""

from datetime import datetime

from relance.core.db import Connection
from relance.senders import sql


async def block_sender(
    conn: Connection, *, sender_id: int, until: datetime | None, code: int | None, reason: str
) -> bool:
    """Nothing of this number leaves until `until`; None: until a person lifts it.

    `code` and `reason` are Meta's. Returns whether it was free before, so that one of many reports is told.
    """
    return bool(await conn.fetchval(sql.BLOCK_SENDER, sender_id, until, code, reason))


async def unblock_sender(conn: Connection, *, sender_id: int) -> bool:
    """Let the number send again. Returns whether it was blocked."""
    return await conn.fetchval(sql.UNBLOCK_SENDER, sender_id) is not None


async def block_account(
    conn: Connection, *, waba_id: str, until: datetime | None, code: int | None, reason: str
) -> bool:
    """Nothing of this business account leaves until `until`. As `block_sender`."""
    return bool(await conn.fetchval(sql.BLOCK_ACCOUNT, waba_id, until, code, reason))


async def unblock_account(conn: Connection, *, waba_id: str) -> bool:
    """Let the account send again. Returns whether it was blocked."""
    return await conn.fetchval(sql.UNBLOCK_ACCOUNT, waba_id) is not None


async def throttle_sender(conn: Connection, *, sender_id: int, rate_per_s: float | None) -> None:
    """Slow the number down to `rate_per_s` as of now (database time); None lifts it."""
    if rate_per_s is None:
        await conn.execute(sql.UNTHROTTLE, sender_id)
    else:
        await conn.execute(sql.THROTTLE, sender_id, rate_per_s)
