"""A database whose clock can be set: PostgreSQL finds our functions of the time before its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from relance.core.db import Pool, create_pool

_FUNCTIONS = ("clock_timestamp", "statement_timestamp", "transaction_timestamp", "now")


@dataclass(frozen=True, slots=True)
class SettableClock:
    """`pool` is on a database whose statements read this clock; defaults of columns do not."""

    pool: Pool

    async def set(self, seconds: float) -> None:
        """So far ahead of the true time from now on; negative: behind."""
        await self.pool.execute("UPDATE clocks.shift SET by = make_interval(secs => $1)", seconds)


@asynccontextmanager
async def settable_clock(database_url: str) -> AsyncIterator[SettableClock]:
    """The database of a test, opened again with a clock that can be set."""
    pool = await create_pool(database_url, name="before", max_size=1)
    await pool.execute(
        "CREATE SCHEMA clocks; CREATE TABLE clocks.shift AS SELECT interval '0' AS by;"
        + "".join(
            f"CREATE FUNCTION clocks.{name}() RETURNS timestamptz LANGUAGE sql VOLATILE AS"
            f" 'SELECT pg_catalog.{name}() + by FROM clocks.shift';"
            for name in _FUNCTIONS
        )
    )
    name = await pool.fetchval("SELECT current_database()")
    await pool.execute(f'ALTER DATABASE "{name}" SET search_path = clocks, pg_catalog, public')
    await pool.close()
    pool = await create_pool(database_url, name="test", max_size=10)
    try:
        yield SettableClock(pool)
    finally:
        await pool.close()
