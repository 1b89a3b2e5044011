"""The whole API in this process, on real servers, with an API key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from relance.auth.api_keys import create_api_key
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.main import create_app
from tests.campaigns.scene import BODY_WITH_NAME, Queue, Scene
from tests.support.services import change

Body = dict[str, Any]


def api_of(app: Any) -> FastAPI:
    """The FastAPI application behind what stands in front of it."""
    while not isinstance(app, FastAPI):
        app = app.api
    return app


def app_behind(client: httpx2.AsyncClient) -> Any:
    """The ASGI application that a client of these tests talks to, in this process."""
    transport = client._transport
    assert isinstance(transport, httpx2.ASGITransport)
    return transport.app


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[Any]:
    """The application between its start-up and its shutdown, as a server runs it."""
    api = api_of(app)
    async with api.router.lifespan_context(api):
        yield app


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Any]:
    """The application, started."""
    async with running(create_app(settings)) as app:
        yield app


@pytest.fixture
async def client(app: Any, pool: Pool) -> AsyncIterator[httpx2.AsyncClient]:
    """A client that carries a valid API key."""
    async with transaction(pool) as conn:
        key = await create_api_key(conn, name="test", created_by=None)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client


@pytest.fixture
async def scene(app: Any, pool: Pool) -> Scene:
    """The sender of the settings (made by the start of the API), an approved template `welcome` (fr)."""
    scene = Scene(pool)
    scene.sender_id = await pool.fetchval("SELECT id FROM senders")
    scene.template_id = await scene.add_template("welcome", BODY_WITH_NAME)
    return scene


@pytest.fixture
async def queue(app: Any) -> Queue:
    """What the routes enqueue."""
    queue = Queue()
    change(api_of(app), jobs=queue)
    return queue


@pytest.fixture
async def body(scene: Scene) -> Body:
    """A request that is right, for a category of three."""
    category = await scene.add_category()
    await scene.add_contacts(category, 3)
    return {
        "name": "Offre",
        "category_ids": [category],
        "template": {"name": "welcome", "language": "fr"},
        "variables": {"1": {"field": "first_name", "default": "cliente"}},
        "message_2": {"type": "text", "text": "Merci {{first_name}} !"},
    }
