"""Compaction loses and doubles nothing, whoever counts or reads meanwhile."""

import asyncio

from relance.core.db import Pool
from relance.counts.compact import compact_counts

TABLES = ("message_counts", "daily_counts", "contact_counts")
SUM = "SELECT sum(n) FROM message_counts WHERE campaign_id = 1"
ROWS = "SELECT count(*) FROM message_counts WHERE campaign_id = 1"
COUNT_ONE = "INSERT INTO message_counts VALUES (1, 'message_1', 'state', $1, false, 1)"


async def count_up(pool: Pool, times: int) -> None:
    for number in range(times):
        await pool.execute(COUNT_ONE, ("sent", "read", "failed")[number % 3])


async def test_compaction_keeps_every_sum(pool: Pool) -> None:
    await count_up(pool, 30)
    before = await pool.fetch("SELECT word, sum(n) FROM message_counts GROUP BY 1 ORDER BY 1")
    assert await compact_counts(pool, tables=TABLES, many_rows=5) == 30
    assert await pool.fetch("SELECT word, sum(n) FROM message_counts GROUP BY 1 ORDER BY 1") == before
    assert await pool.fetchval(ROWS) == 3


async def test_key_with_few_rows_is_left_alone(pool: Pool) -> None:
    await count_up(pool, 5)
    assert await compact_counts(pool, tables=TABLES, many_rows=5) == 0
    assert await pool.fetchval(ROWS) == 5


async def test_zero_sums_disappear(pool: Pool) -> None:
    await count_up(pool, 3)
    await pool.execute("INSERT INTO message_counts SELECT 1, 'message_1', 'state', word, false, -n"
                       " FROM message_counts")  # fmt: skip
    await compact_counts(pool, tables=TABLES, many_rows=1)
    assert await pool.fetchval(ROWS) == 0


async def test_compaction_is_bounded(pool: Pool) -> None:
    await count_up(pool, 30)
    assert await compact_counts(pool, tables=TABLES, many_rows=5, most_rows=10) == 10
    assert await pool.fetchval(SUM) == 30


async def test_every_table_is_compacted(pool: Pool) -> None:
    await pool.execute("INSERT INTO daily_counts SELECT now()::date, 1, 'message_1', 'sent', 1"
                       " FROM generate_series(1, 9)")  # fmt: skip
    await pool.execute("INSERT INTO contact_counts SELECT 0, 'total', 1 FROM generate_series(1, 9)")
    assert await compact_counts(pool, tables=TABLES, many_rows=2) == 18
    assert await pool.fetchval("SELECT n FROM daily_counts") == 9
    assert await pool.fetchval("SELECT n FROM contact_counts") == 9


async def test_no_reader_sees_a_wrong_sum_while_many_count_and_compact(pool: Pool) -> None:
    await count_up(pool, 50)
    sums = []
    counting = asyncio.gather(*(count_up(pool, 60) for _ in range(3)))
    while not counting.done():
        _, seen, _ = await asyncio.gather(
            compact_counts(pool, tables=TABLES, many_rows=3),
            pool.fetchval(SUM),
            compact_counts(pool, tables=TABLES, many_rows=3),
        )
        sums.append(seen)
    await counting
    assert sums == sorted(sums)  # never lower than before: nothing is missing for a moment
    assert all(50 <= seen <= 230 for seen in sums)
    await compact_counts(pool, tables=TABLES, many_rows=1)
    assert await pool.fetchval(SUM) == 230
    assert await pool.fetchval(ROWS) == 3


async def test_reader_with_an_old_snapshot_keeps_its_sum(pool: Pool) -> None:
    await count_up(pool, 20)
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        assert await conn.fetchval(SUM) == 20
        await compact_counts(pool, tables=TABLES, many_rows=1)
        await count_up(pool, 1)
        assert await conn.fetchval(SUM) == 20
