"""Which namespaces of the cache a block of a test has ended."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from relance.cache.sql import READ
from relance.core.db import Pool


@asynccontextmanager
async def watch_versions(pool: Pool) -> AsyncIterator[set[str]]:
    """Those whose versions moved inside the block; filled at its end."""
    moved: set[str] = set()
    before = await pool.fetchval(READ) or {}
    yield moved
    after = await pool.fetchval(READ) or {}
    moved.update(name for name, version in after.items() if version != before.get(name))
