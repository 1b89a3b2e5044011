"""Contacts that have interacted: marked by the database when the interaction is stored.

A contact that somebody else had locked at that moment is put aside and marked here.
"""

from relance.contacts import interacted_sql as sql
from relance.core.db import Pool, transaction
from relance.core.news import NO_NEWS, News

MOST = 5_000


async def mark_late_interacted(pool: Pool, *, news: News = NO_NEWS) -> int:
    """Mark those that were put aside; returns how many. For the tick: costs one look at an empty table."""
    if not await pool.fetchval(sql.ANY_LATE):
        return 0
    async with transaction(pool) as conn:
        marked: int = await conn.fetchval(sql.MARK_LATE, MOST)
    if marked:
        news.contacts_changed()
    return marked
