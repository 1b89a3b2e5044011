"""An API with its people: a super admin, an admin and a program."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.settings.api import router
from tests.auth.office import Office, make_hashes_cheap
from tests.support.services import change


@pytest.fixture
def current(settings: Settings) -> CurrentSettings[Settings]:
    return CurrentSettings(settings)


@pytest.fixture
async def office(
    settings: Settings,
    current: CurrentSettings[Settings],
    pool: Pool,
    redis: RedisClient,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Office]:
    make_hashes_cheap(monkeypatch)
    async with Office(settings, pool, redis, [router]) as office:
        change(office.app, current=current)
        yield office


def find(body: dict[str, Any], name: str) -> dict[str, Any]:
    """One of the settings that the API lists."""
    found: dict[str, Any] = next(item for item in body["items"] if item["name"] == name)
    return found
