"""What is done after an erasure: by the upkeep, as often as wanted, in bounded statements."""

from datetime import timedelta

from relance.contacts.erasure import sql
from relance.core.db import Pool, transaction
from relance.core.log import get_logger

log = get_logger(__name__)

LATE_FOR = timedelta(hours=2)
"""A launch or a webhook that had read somebody before the erasure writes what it read within this time."""

WAMIDS_KEPT_FOR = timedelta(days=30)
"""So long after the erasure a status may still name a message by Meta's id, which holds the number."""

_CHUNK = 500


async def look_after_erased(pool: Pool) -> None:
    """Clear what arrived late; give up Meta's ids of messages once no status can come any more."""
    async with transaction(pool) as conn:
        ids = [row["contact_id"] for row in await conn.fetch(sql.AFTERWARDS, LATE_FOR, _CHUNK)]
        if ids:
            await conn.execute(sql.LOCK_MESSAGES, ids)
            await conn.execute(sql.CLEAR_MESSAGES, ids)
            await conn.execute(sql.CLEAR_INTERACTIONS, ids)
            await conn.execute(sql.CLEAR_ANSWERS, ids)
            await conn.execute(sql.FORGET_USERNAMES, ids)
    async with transaction(pool) as conn:
        retired = await conn.fetch(sql.RETIRE, WAMIDS_KEPT_FOR, _CHUNK)
    if retired:
        log.info("erased_retired", contacts=len(retired))
