"""Compaction: many deltas of a key become one row, so that sums stay cheap while millions are counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from relance.core import locks
from relance.core.db import Connection, Pool, transaction
from relance.core.log import get_logger
from relance.counts import compact_sql as sql

log = get_logger(__name__)

MANY_ROWS = 100
"""A key with fewer rows is left alone: a campaign has at most 48 words that count, all together 60."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of deltas: who compacts it holds `lock`. `most_rows` are taken by one statement."""

    name: str
    lock: int
    statement: str
    most_rows: int = 50_000
    # Deltas are added to a table of sums, however few; else summed up in place when there are many.
    has_sums: bool = False


TABLES = {
    table.name: table
    for table in (
        Table("message_counts", locks.COMPACT_CAMPAIGNS, sql.CAMPAIGNS),
        Table("daily_counts", locks.COMPACT_DAYS, sql.DAYS),
        Table("contact_counts", locks.COMPACT_CONTACTS, sql.CONTACTS),
        Table("message_totals", locks.COMPACT_TOTALS, sql.TOTALS),
        Table("error_counts", locks.COMPACT_ERRORS, sql.ERRORS),
        Table("campaign_course", locks.COMPACT_MINUTES, sql.MINUTES, most_rows=20_000, has_sums=True),
    )
}


async def compact_counts(
    pool: Pool,
    *,
    tables: Sequence[str] = tuple(TABLES),
    many_rows: int = MANY_ROWS,
    most_rows: int | None = None,
) -> int:
    """Compact each table once, in a transaction of its own; returns how many deltas were taken away.

    Only one process compacts a table at a time; the others leave it to that one.
    """
    taken = 0
    for table in map(TABLES.__getitem__, tables):
        most = most_rows or table.most_rows
        bounds = (most,) if table.has_sums else (many_rows, most)
        async with transaction(pool) as conn:
            if await locks.try_take(conn, table.lock):
                taken += await conn.fetchval(table.statement, *bounds)
    if taken:
        log.debug("counts_squashed", rows=taken)
    return taken


async def keep_from_compaction(conn: Connection, table: str) -> None:
    """Nobody compacts `table` until this transaction ends: a DELETE would miss a sum made beside it."""
    await locks.take(conn, TABLES[table].lock)
