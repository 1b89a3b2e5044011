"""A request holds one connection at a time: who takes a second one meanwhile locks the pool up."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import running
from tests.api.every_route import ROUTES
from tests.api.world import World, make_quiet, open_world


@pytest.fixture
async def world(
    settings: Settings, pool: Pool, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    monkeypatch.setattr("relance.start.MOST_CONNECTIONS", 1)
    monkeypatch.setattr("relance.core.db.ACQUIRE_WITHIN_S", 5.0)
    settings = make_quiet(monkeypatch, settings, simulator, beats=False)
    async with running(create_app(settings)) as app, open_world(app, pool) as world:
        yield world


async def test_every_route_answers_with_a_pool_of_one(world: World) -> None:
    refused = []
    for name, route in ROUTES.items():
        if route.statements is None:
            continue  # a stream: it reads between its events
        answer = await world.send(name, await route.ask(world))
        if answer.status_code != route.status:
            refused.append(f"{name}: {answer.status_code} {answer.text[:200]}")
    assert not refused, "\n".join(refused)
