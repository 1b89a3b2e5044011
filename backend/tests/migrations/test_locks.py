"""A migration that has to wait for a table gives way, so that nobody else waits behind it."""

import asyncio
import time

import pytest

from relance.core.db import create_pool
from relance.embedded import Addresses
from relance.migrations import apply
from tests.migrations.old_database import old_database
from tests.support.waiting import eventually


async def test_who_reads_is_answered_while_a_migration_waits_for_a_long_transaction(
    servers: Addresses, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply, "LOCK_PATIENCE", "100ms")
    async with (
        old_database(servers, f"{database_url.rpartition('/')[2]}_locks", "0029") as url,
        await create_pool(url, name="test", max_size=3) as pool,
    ):
        async with pool.acquire() as long, long.transaction():
            await long.fetchval("SELECT count(*) FROM campaigns")  # 0030 alters it
            migration = asyncio.create_task(apply.migrate(url))

            async def gave_way_twice() -> bool:
                said = await pool.fetchval(
                    "SELECT sum(xact_rollback) FROM pg_stat_database WHERE datname = current_database()"
                )
                return bool(said >= 2)

            await eventually(gave_way_twice)
            began = time.monotonic()
            assert await pool.fetchval("SELECT count(*) FROM campaigns") == 0
            assert time.monotonic() - began < 10, "the reader waited for no more than one try"
            assert not migration.done()
        await migration
        assert await pool.fetchval("SELECT version_num FROM alembic_version") == apply.newest_revision()
