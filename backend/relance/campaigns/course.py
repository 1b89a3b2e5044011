"""The course of a campaign: how many messages reached what in each minute, counted as it happens."""

from datetime import datetime

from relance.campaigns import course_sql as sql
from relance.core.db import Connection, Pool, Row, transaction

LOCK = 7_311_922

MOST_ROWS = 20_000
"""Deltas folded by one statement."""


async def list_course(conn: Connection, *, campaign_id: int, step: str, since: datetime) -> list[Row]:
    """`at`, `word`, `n` by `step` (`minute` or `hour`, UTC) from the minute of `since`.

    Steps in which nothing happened are left out.
    """
    return await conn.fetch(sql.COURSE, campaign_id, step, since.replace(second=0, microsecond=0))


async def fold_course(pool: Pool, *, most_rows: int = MOST_ROWS) -> int:
    """Add what the triggers appended to what is counted; returns how many rows were folded.

    One process at a time; the others leave it to that one.
    """
    async with transaction(pool) as conn:
        if not await conn.fetchval(sql.TRY_LOCK, LOCK):
            return 0
        return int(await conn.fetchval(sql.FOLD, most_rows))
