"""The routes of contacts, categories and imports in an app of their own, on a real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from fastapi import FastAPI

from relance.auth.api_keys import create_api_key
from relance.categories.api import bulk_router
from relance.categories.api import router as categories
from relance.contacts.api import router as contacts
from relance.contacts.bulk_api import router as bulk
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.http.asgi import UnexpectedErrors
from relance.http.requests import answer_errors
from relance.http.services import services_of
from relance.imports.api import router as imports
from tests.support.services import equip


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
    """A client with a valid key; the services of `client.app` note its jobs."""
    app = FastAPI()
    equip(app, settings, pool, jobs=NotedJobs())
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


def enqueued_by(client: httpx2.AsyncClient) -> list[tuple[str, dict[str, object]]]:
    """What the routes have enqueued."""
    jobs: Any = services_of(client.app).jobs  # type: ignore[attr-defined]
    noted: list[tuple[str, dict[str, object]]] = jobs.enqueued
    return noted
