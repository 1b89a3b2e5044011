"""Ten thousand people at once: lines of imports are found by their index, not compared with each of them."""

from relance.contacts.erasure import sql
from relance.core.db import Pool


async def test_lines_of_imports_are_not_compared_name_by_name(pool: Pool) -> None:
    names = [f"{number:08}" for number in range(10_000)]
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(
            "INSERT INTO import_jobs (filename, size_bytes, update_existing) VALUES ('a.csv', 1, true)"
        )
        await conn.execute(
            "INSERT INTO import_lines (job_id, line, raw, reason, rejected)"
            " SELECT j.id, i, '+22901' || lpad(i::text, 8, '0'), 'x', true"
            " FROM import_jobs j, generate_series(9000, 14999) i"
        )
        await conn.execute("ANALYZE import_lines")
        plan = "\n".join(row[0][:200] for row in await conn.fetch(f"EXPLAIN {sql.CLEAR_IMPORT_LINES}", names))
        assert "Bitmap Index Scan on import_lines_digits" in plan, plan
        assert "Seq Scan on import_lines i" not in plan, plan
        done = await conn.execute(sql.CLEAR_IMPORT_LINES, names)
        left = await conn.fetchval("SELECT min(line) FROM import_lines WHERE raw <> ''")
    assert (done, left) == ("UPDATE 1000", 10_000)
