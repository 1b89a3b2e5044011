"""The office as a fixture, for the tests of access."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.auth.office import Office, make_hashes_cheap


@pytest.fixture
async def office(
    settings: Settings, pool: Pool, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    make_hashes_cheap(monkeypatch)
    async with Office(settings, pool, redis) as office:
        yield office


@pytest.fixture
async def boss(office: Office) -> httpx2.AsyncClient:
    return await office.person("awa")
