"""An office whose limits of signing in stand in Redis, or in the process while Redis is away."""

from collections.abc import AsyncIterator

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from tests.auth.office import Office, make_hashes_cheap


@pytest.fixture(params=["redis", "redis away"])
async def store(request: pytest.FixtureRequest, redis: RedisClient) -> AsyncIterator[RedisClient]:
    """All holds the same while Redis is away; each process counts and remembers for itself then."""
    if request.param == "redis":
        yield redis
        return
    away = create_redis("redis://127.0.0.1:9/0")
    yield away
    await away.aclose()


@pytest.fixture
async def office(
    settings: Settings, pool: Pool, store: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    make_hashes_cheap(monkeypatch)
    async with Office(settings, pool, store) as office:
        await office.add_user("awa")
        await office.add_user("binta")
        yield office
