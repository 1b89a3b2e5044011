"""Caches as processes have them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from relance.cache import ahead, breaker, store
from relance.cache.service import CacheService
from relance.core.db import Pool
from relance.core.redis import RedisClient, create_redis
from tests.cache.office import Office
from tests.cache.valkey import OwnValkey

MakeCache = Callable[..., Awaitable[CacheService]]

LIVE_TIMEOUT_S = store.OPERATION_TIMEOUT_S


@pytest.fixture
async def cache(redis: RedisClient, pool: Pool) -> AsyncIterator[CacheService]:
    """The cache of one process."""
    service = CacheService(redis, enabled=True, pool=pool)
    yield service
    await service.close()


@pytest.fixture
async def office(pool: Pool) -> Office:
    """A row to read and change."""
    return await Office.open(pool)


@pytest.fixture
async def make_cache(pool: Pool) -> AsyncIterator[MakeCache]:
    """The cache of one more process that shares the database, on the Redis at the given URL."""
    async with AsyncExitStack() as stack:

        async def make(url: str) -> CacheService:
            client = create_redis(url)
            stack.push_async_callback(client.aclose)
            service = CacheService(client, enabled=True, pool=pool)
            stack.push_async_callback(service.close)
            return service

        yield make


@pytest.fixture
def impatient_cache(patient_cache: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache waits for Redis no longer than it does in life."""
    monkeypatch.setattr(store, "OPERATION_TIMEOUT_S", LIVE_TIMEOUT_S)


@pytest.fixture
async def valkey(tmp_path_factory: pytest.TempPathFactory, impatient_cache: None) -> AsyncIterator[OwnValkey]:
    """A Valkey of this test's own, running, to be killed and frozen."""
    server = OwnValkey(tmp_path_factory.mktemp("valkey"))
    await server.start()
    yield server
    server.kill()


@pytest.fixture
def short_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait of an outage, shortened."""
    monkeypatch.setattr(breaker, "OPEN_S", 0.1)


@pytest.fixture
def hurried_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that is asked for twice is made again all the time."""
    monkeypatch.setattr(ahead, "PERIOD_S", 0.001)
    monkeypatch.setattr(ahead, "AHEAD", 2.0)
    monkeypatch.setattr(ahead, "SHARE", 0.9)
