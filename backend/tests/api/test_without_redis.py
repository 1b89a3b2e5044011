"""With Redis dead, silent or babbling every route of the API answers as it does with a good one."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import running
from tests.api.every_route import ROUTES
from tests.api.world import World, make_quiet, open_world
from tests.cache.network import babbling
from tests.cache.valkey import free_port

NOT_READY = "GET /readyz"
"""The one route that asks whether Redis is there."""


@pytest.fixture(params=["dead", "silent", "babbling"])
async def redis_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A Redis that is none."""
    if request.param == "dead":
        yield f"redis://127.0.0.1:{free_port()}/0"
    elif request.param == "babbling":
        async with babbling(b"-HELLO I am no Redis\r\n") as url:
            yield url
    else:
        server = await asyncio.start_server(_listen, "127.0.0.1", 0)
        async with server:
            yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"


async def _listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


@pytest.fixture
async def world(
    settings: Settings, pool: Pool, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """An installation with something of everything, and with a cache that nobody answers for."""
    settings = make_quiet(monkeypatch, settings, simulator)
    async with running(create_app(settings)) as app, open_world(app, pool) as world:
        yield world


@pytest.mark.timeout(180)
async def test_every_route_answers(world: World) -> None:
    wrong = []
    for route, entry in ROUTES.items():
        # A stream lasts 25 s: its numbers come from the database (tests/api/test_events.py).
        if route.endswith("/events"):
            continue
        answer = await world.send(route, await entry.ask(world))
        expected = 503 if route == NOT_READY else entry.status
        if answer.status_code != expected:
            wrong.append(f"{route}: {answer.status_code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)
