"""The routes of contacts, categories and imports in an app of their own, on a real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from fastapi import FastAPI

from relance.auth.api_keys import create_api_key
from relance.categories.api import bulk_router
from relance.categories.api import router as categories
from relance.contacts.api import router as contacts
from relance.contacts.bulk_api import router as bulk
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.http.asgi import UnexpectedErrors
from relance.http.requests import answer_errors
from relance.imports.api import router as imports


class NotedJobs:
    """Stands for the broker: notes what is enqueued."""

    def __init__(self) -> None:
        self.enqueued: list[tuple[str, dict[str, object]]] = []

    async def enqueue(self, name: str, **arguments: object) -> bool:
        """Note it."""
        self.enqueued.append((name, arguments))
        return True


@asynccontextmanager
async def serve(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client with a valid key; `client.app.state` has `jobs`."""
    app = FastAPI()
    app.state.pool, app.state.settings = pool, settings
    app.state.jobs, app.state.current = NotedJobs(), CurrentSettings(settings)
    answer_errors(app)
    for router in (contacts, bulk, categories, bulk_router, imports):
        app.include_router(router)
    async with transaction(pool) as conn:
        key = await create_api_key(conn, name="test", created_by=None)
    transport = httpx2.ASGITransport(app=UnexpectedErrors(app), raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        client.app = app  # type: ignore[attr-defined]
        yield client
