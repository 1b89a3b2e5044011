"""VACUUM whose result does not depend on the moment: plans of index-only scans are judged after it."""

from relance.core.db import Pool


async def vacuum_analyze(pool: Pool, *tables: str) -> None:
    """VACUUM ANALYZE of these tables, of all without any.

    The tests' server commits asynchronously, and VACUUM believes only commits that were flushed: one that is
    waited for flushes those before it.
    """
    async with pool.acquire() as conn:
        await conn.execute("SET synchronous_commit = on")
        await conn.execute("UPDATE installation SET timezone = timezone")
        await conn.execute(f"VACUUM ANALYZE {', '.join(tables)}")
