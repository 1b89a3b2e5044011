"""Several API processes on one database: some with a cache, one without, which always tells the truth."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import api_of, running
from tests.api.every_route import ROUTES
from tests.api.world import Ask, World, open_world
from tests.auth.office import make_hashes_cheap
from tests.campaigns.scene import Queue
from tests.support.services import change

CACHED: dict[str, tuple[dict[str, Any], ...]] = {
    "GET /api/campaigns": ({}, {"status": "draft"}, {"status": "completed", "limit": 2}),
    "GET /api/campaigns/{campaign_id}/errors": ({},),
    "GET /api/campaigns/{campaign_id}/messages": ({"limit": 5},),
    "GET /api/campaigns/{campaign_id}/stats": ({},),
    "GET /api/campaigns/{campaign_id}/timeline": ({},),
    "GET /api/categories": ({},),
    "GET /api/categories/{category_id}": ({},),
    "GET /api/contacts": (
        {},
        {"q": "Ann", "sort": "name", "limit": 5},
        {"category_id": 1, "whatsapp_verified": "unknown", "opted_out": False},
    ),
    "GET /api/contacts/counts": ({},),
    "GET /api/contacts/matching": ({"q": "Ann"}, {"category_id": 1, "opted_out": False}),
    "GET /api/dashboard/stats": ({},),
    "GET /api/messages": ({"limit": 5}, {"q": "Ann"}),
    "GET /api/messages/stats": ({},),
}
"""Every cached route with what it is asked; `test_endpoints.py` finds out whether one is missing."""

MUTATIONS = [
    route
    for route, entry in ROUTES.items()
    if not route.startswith("GET") and "/api/auth" not in route and entry.status < 300
]
SHOWN = [route for route in MUTATIONS if route.split("/")[2] in ("contacts", "categories", "campaigns")]
"""Those of what cached routes show; the others change users, keys, senders, templates and the like."""


@dataclass
class Branches:
    """`cached` are processes with a cache, `truth` is one without; `world` makes what requests need."""

    cached: list[httpx2.AsyncClient]
    truth: httpx2.AsyncClient
    world: World

    async def compare(self, ask: Ask | None = None) -> list[str]:
        """Every cached route asked everywhere: what is not as the process without a cache says."""
        wrong = []
        for place in self.places(ask):
            expected = await self.truth.get(place)
            for number, client in enumerate(self.cached):
                found = await client.get(place)
                if (found.status_code, found.content) != (expected.status_code, expected.content):
                    wrong.append(f"process {number}: {place}: {found.text[:300]} | {expected.text[:300]}")
        return wrong

    async def fill(self, ask: Ask | None = None) -> None:
        """Let every process have every answer in its cache."""
        for place in self.places(ask):
            for client in self.cached:
                await client.get(place)

    def places(self, ask: Ask | None) -> list[str]:
        """Paths with queries, for what the world has and for what `ask` names."""
        world = self.world
        known = {"campaign_id": world.finished_id, "category_id": world.category_id}
        named = [known, {**known, **ask.path}] if ask is not None else [known]
        found = {
            str(httpx2.URL(route.partition(" ")[2].format(**names), params=query))
            for route, queries in CACHED.items()
            for names in named
            for query in queries
        }
        return sorted(found)


@asynccontextmanager
async def open_branches(
    settings: Settings,
    pool: Pool,
    redis_urls: list[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    ahead: str = "off",
) -> AsyncIterator[Branches]:
    """One process with a cache for each of the addresses of Redis; with `ahead` on they load ahead."""
    make_hashes_cheap(monkeypatch)
    async with AsyncExitStack() as stack:

        async def start(**changes: Any) -> Any:
            app = await stack.enter_async_context(running(create_app(settings.model_copy(update=changes))))
            change(api_of(app), jobs=Queue())
            return app

        truth = await start(cache="off")
        world = await stack.enter_async_context(open_world(truth, pool))
        # Errors name the request: the same one everywhere, for answers to be equal.
        world.client.headers["X-Request-ID"] = "same"
        clients = []
        for url in redis_urls:
            transport = httpx2.ASGITransport(
                app=await start(redis_url=url, cache_ahead=ahead), raise_app_exceptions=False
            )
            client = httpx2.AsyncClient(
                transport=transport, base_url="http://test", headers=world.client.headers
            )
            clients.append(await stack.enter_async_context(client))
        truth_client, world.client = world.client, clients[0]
        yield Branches(clients, truth_client, world)
