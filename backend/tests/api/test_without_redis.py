"""With Redis dead, silent or babbling every route of the API answers as it does with a good one."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.api.every_route import ROUTES
from tests.api.world import World, world
from tests.cache.network import babbling
from tests.cache.valkey import free_port
from tests.support.listener import listening

__all__ = ["world"]

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
        async with listening(_say_nothing) as port:
            yield f"redis://127.0.0.1:{port}/0"


async def _say_nothing(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


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
