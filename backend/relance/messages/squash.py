"""Squash: fold the deltas of a key into one row each, so that sums stay cheap while millions are counted."""

from relance.core.db import Connection, Pool, transaction
from relance.core.log import get_logger
from relance.messages import counts_sql as sql

log = get_logger(__name__)

MANY_ROWS = 100
"""A key with fewer rows is left alone: a campaign has at most 48 words that count."""

MOST_ROWS = 50_000
"""Deltas folded by one statement."""

_LOCKS = {"message_counts": 7_311_911, "daily_counts": 7_311_912, "contact_counts": 7_311_913}


async def squash_counts(pool: Pool, *, many_rows: int = MANY_ROWS, most_rows: int = MOST_ROWS) -> int:
    """Fold every table once, each in its own transaction; returns how many rows were folded.

    Only one process folds a table at a time; the others leave it to that one.
    """
    folded = 0
    for table, statement in sql.FOLDS.items():
        async with transaction(pool) as conn:
            if await conn.fetchval(sql.TRY_LOCK, _LOCKS[table]):
                folded += await conn.fetchval(statement, many_rows, most_rows)
    if folded:
        log.debug("counts_squashed", rows=folded)
    return folded


async def keep_unfolded(conn: Connection, table: str) -> None:
    """Nobody folds `table` until this transaction ends: a DELETE would miss what is folded beside it."""
    await conn.execute(sql.LOCK, _LOCKS[table])
