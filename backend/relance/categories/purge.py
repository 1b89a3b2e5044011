"""Purge: a deleted category is gone for everybody at once; its memberships are taken away here, by the tick.

Half a million of them are deleted in ten seconds or so. In one transaction nobody could change those contacts
meanwhile: short chunks, a bounded time of each tick, and a killed one goes on where it was.
"""

import time

from relance.categories import purge_sql as sql
from relance.core.db import Connection, Pool, transaction
from relance.core.log import get_logger
from relance.counts.compact import keep_from_compaction

log = get_logger(__name__)

CHUNK = 2_000
BUDGET_S = 1.0
"""The tick has more to do; the rest waits for the next one."""


async def purge_deleted_categories(pool: Pool, *, chunk_size: int = CHUNK, budget_s: float = BUDGET_S) -> int:
    """Take away some of what deleted categories left; returns how many chunks."""
    deadline_s = time.monotonic() + budget_s
    chunks = 0
    for row in await pool.fetch(sql.LIST):
        more = True
        while more and time.monotonic() < deadline_s:
            async with transaction(pool) as conn:
                more = await _purge_chunk(conn, row["id"], chunk_size)
            chunks += more
    return chunks


async def _purge_chunk(conn: Connection, category_id: int, chunk_size: int) -> bool:
    """One chunk; whether there is more to do now."""
    purged_to = await conn.fetchval(sql.LOCK, category_id)
    if purged_to is None:
        return False
    last = await conn.fetchval(sql.DELETE_MEMBERSHIPS, category_id, purged_to, chunk_size)
    if last is not None:
        await conn.execute(sql.NOTE_PURGED, category_id, last)
        return True
    await keep_from_compaction(conn, "contact_counts")
    await conn.execute(sql.DELETE_COUNTS, category_id)
    await conn.execute(sql.FORGET, category_id)
    log.info("category_purged", category_id=category_id)
    return False
