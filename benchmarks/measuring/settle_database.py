"""What the worker does beside the API all the time: without it, traces of earlier runs would be measured.

Nothing here starts, sends or ends what no person stopped: the loaded data stay as they are.
"""

from relance.campaigns.running.purge import purge_deleted
from relance.campaigns.running.tick import cancel_stopped
from relance.categories.purge import purge_deleted_categories
from relance.contacts.search_index import write_index
from relance.core import db
from relance.core.clock import utc_now
from relance.counts.compact import compact_counts

_LEFT = """
SELECT (SELECT count(*) FROM deleted_categories),
       (SELECT count(*) FROM campaigns WHERE deleted_at IS NOT NULL)
"""
_BUDGET_S = 30.0


async def tidy(database_url: str) -> None:
    """Compact and purge until nothing more comes of it."""
    async with await db.create_pool(database_url, name="bench", max_size=2) as pool:
        left = None
        while left != (left := tuple(await pool.fetchrow(_LEFT) or ())):
            await cancel_stopped(pool)
            await purge_deleted(pool, now=utc_now(), budget_s=_BUDGET_S)
            await purge_deleted_categories(pool, budget_s=_BUDGET_S)
            while await compact_counts(pool) or await write_index(pool):
                pass
        await pool.execute(
            "VACUUM (ANALYZE) contacts, contact_search, category_contacts, categories, campaigns"
        )
