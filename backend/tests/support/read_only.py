"""A database that takes no writes for a while, as behind a failover."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.support.servers import run_sql

_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@asynccontextmanager
async def read_only(database_url: str) -> AsyncIterator[None]:
    """Whoever connects inside stays with a server that only reads, also afterwards."""
    name = database_url.rpartition("/")[2]
    await run_sql(database_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    await run_sql(database_url, _END_OTHERS)
    try:
        yield
    finally:
        lift = f"ALTER DATABASE {name} RESET default_transaction_read_only"
        await run_sql(database_url, f"BEGIN READ WRITE; {lift}; COMMIT")
