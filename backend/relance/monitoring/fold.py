"""Fold the deltas of totals and errors, as the squash of `messages` does with the other counts."""

from relance.core.db import Pool, transaction
from relance.monitoring import counts_sql as sql

MANY_ROWS = 100
"""Fewer are left alone: there are at most 60 words of totals, and few codes a day and sender."""

MOST_ROWS = 50_000
"""Deltas folded by one statement."""

_FOLDS = ((7_311_914, sql.FOLD_TOTALS), (7_311_915, sql.FOLD_ERRORS))


async def fold_totals(pool: Pool, *, many_rows: int = MANY_ROWS, most_rows: int = MOST_ROWS) -> int:
    """Fold both tables once, each in its own transaction; returns how many rows were folded.

    Only one process folds a table at a time; the others leave it to that one.
    """
    folded = 0
    for lock, statement in _FOLDS:
        async with transaction(pool) as conn:
            if await conn.fetchval(sql.TRY_LOCK, lock):
                folded += await conn.fetchval(statement, many_rows, most_rows)
    return folded
