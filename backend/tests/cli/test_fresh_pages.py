"""Commands that change what pages show: the next read of a running API is fresh, with Redis and without."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from relance.cache.service import CacheService
from relance.cli import app
from relance.core.db import Pool, create_pool, transaction
from relance.core.errors import AppError
from relance.core.redis import create_redis
from relance.core.settings import Settings
from relance.imports.jobs import CHANGED_BY_IMPORTS
from relance.reasons.parked import PARKED
from relance.webhooks.group import Parked
from relance.webhooks.parked.store import park
from relance.webhooks.replay import TOUCHED_BY_REPLAY
from tests.support.moved import watch_versions

ALL = {"categories", "contacts", "contact_counts", "messages_stats", "campaigns", "campaign_stats"}
CHANGED = {"import": {*CHANGED_BY_IMPORTS}, "webhooks": {*TOUCHED_BY_REPLAY}}


@pytest.fixture(params=["import", "webhooks"])
def arguments(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """A command that changes something."""
    if request.param == "webhooks":
        return ["webhooks", "replay", "--all"]
    file = tmp_path / "people.csv"
    file.write_text("phone\n+2290190000001\n")
    return ["import", str(file), "--category", "Friends"]


@asynccontextmanager
async def office(settings: Settings) -> AsyncIterator[tuple[CacheService, Pool]]:
    """The cache of a running API."""
    redis = create_redis(settings.require_redis_url())
    pool = await create_pool(settings.require_database_url(), name="office", max_size=2)
    cache = CacheService(redis, enabled=True, pool=pool)
    try:
        yield cache, pool
    finally:
        await cache.close()
        await redis.aclose()
        await pool.close()


async def park_one(pool: Pool) -> None:
    """Something to replay."""
    async with transaction(pool) as conn:
        body = b'{"object": "whatsapp_business_account", "entry": []}'
        await park(conn, [Parked(PARKED.make("not_json"), body)])


async def read_all(cache: CacheService) -> set[str]:
    """Reads a page of each namespace; those that had to be loaded."""
    loaded = set()

    def loader(name: str) -> Callable[[], Awaitable[bytes]]:
        async def load() -> bytes:
            loaded.add(name)
            return b"{}"

        return load

    for name in sorted(ALL):
        await cache.get_or_load(name, (), None, loader(name))
    return loaded


def test_a_command_ends_just_what_it_changed(relance_environment: Settings, arguments: list[str]) -> None:
    async def read_twice() -> list[set[str]]:
        async with office(relance_environment) as (cache, pool):
            await park_one(pool)
            before = [await read_all(cache), await read_all(cache)]
            result = await asyncio.to_thread(CliRunner().invoke, app, arguments)
            assert result.exit_code == 0, result.output
            return [*before, await read_all(cache)]

    first, kept, after = asyncio.run(read_twice())
    assert (first, kept) == (ALL, set())
    assert after == CHANGED[arguments[0]]


@pytest.mark.parametrize("away", ["", "redis://127.0.0.1:9/0"])
def test_without_redis_a_command_works_and_what_was_kept_is_found_no_more(
    relance_environment: Settings, arguments: list[str], away: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if away:
        monkeypatch.setenv("RELANCE_REDIS_URL", away)
    else:
        monkeypatch.delenv("RELANCE_REDIS_URL")

    async def run() -> set[str]:
        async with office(relance_environment) as (_, pool):
            await park_one(pool)
            async with watch_versions(pool) as ended:
                result = await asyncio.to_thread(CliRunner().invoke, app, arguments)
                assert result.exit_code == 0, result.output
            return ended

    assert asyncio.run(run()) == CHANGED[arguments[0]]


def test_an_import_that_breaks_off_empties_what_it_has_stored(
    relance_environment: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> int:
        raise AppError("import_gives_up")

    monkeypatch.setattr("relance.imports.running.store.add_locked_contacts", refuse)
    file = tmp_path / "people.csv"
    file.write_text("phone\n+2290190000001\n")

    async def read_twice() -> set[str]:
        async with office(relance_environment) as (cache, _):
            await read_all(cache)
            arguments = ["import", str(file), "--category", "Friends"]
            result = await asyncio.to_thread(CliRunner().invoke, app, arguments)
            assert result.exit_code == 1, result.output
            return await read_all(cache)

    assert "categories" in asyncio.run(read_twice())
