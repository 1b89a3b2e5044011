"""The routes of one or more routers behind the middlewares of the API, and people who use them."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Self

import httpx2
import pytest
from argon2 import PasswordHasher
from fastapi import APIRouter, Depends, FastAPI

from relance.activity.api import router as activity
from relance.activity.edge import KnowWhence
from relance.auth import passwords
from relance.auth.api import router as auth
from relance.auth.api_keys import create_api_key
from relance.auth.api_keys_api import router as api_keys
from relance.auth.edge import access
from relance.auth.users import SUPER_ADMIN, create_user
from relance.auth.users_api import router as users
from relance.core.db import Pool, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.http.asgi import BodyLimit, RequestId, UnexpectedErrors
from relance.http.requests import answer_errors
from tests.support.services import equip

PASSWORD = "correct horse"


def make_hashes_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords of tests protect nobody: a millisecond instead of a tenth of a second each."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords.hash_of_nobody.cache_clear()


class Office(AbstractAsyncContextManager["Office"]):
    """An API with the routes of access and `routers`, which need a session or a key."""

    def __init__(
        self, settings: Settings, pool: Pool, redis: RedisClient, routers: Sequence[APIRouter] = ()
    ) -> None:
        self.pool = pool
        self.app = FastAPI()
        equip(self.app, settings, pool, redis)
        answer_errors(self.app)
        self.app.include_router(auth)
        for router in (users, api_keys, activity):
            self.app.include_router(router, dependencies=[Depends(access.require_super_admin)])
        for router in routers:
            self.app.include_router(router, dependencies=[Depends(access.require_key)])
        self.app.add_middleware(KnowWhence)
        self.app.add_middleware(BodyLimit, most_bytes=8 * 1024 * 1024, limits={})
        self.app.add_middleware(UnexpectedErrors)
        self.app.add_middleware(RequestId)
        self._clients: list[httpx2.AsyncClient] = []

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients:
            await client.aclose()

    async def __aenter__(self) -> Self:
        return self

    def browser(
        self, *, address: str = "192.0.2.7", base_url: str = "http://relance.test"
    ) -> httpx2.AsyncClient:
        """A client that keeps cookies and has not logged in."""
        transport = httpx2.ASGITransport(app=self.app, client=(address, 5000), raise_app_exceptions=False)
        client = httpx2.AsyncClient(transport=transport, base_url=base_url)
        self._clients.append(client)
        return client

    async def add_user(self, username: str, role: str = SUPER_ADMIN) -> int:
        """A user with PASSWORD."""
        return await create_user(self.pool, username=username, password=PASSWORD, role=role)

    async def person(self, username: str, role: str = SUPER_ADMIN) -> httpx2.AsyncClient:
        """A new user, logged in."""
        await self.add_user(username, role)
        return await self.logged_in(username)

    async def logged_in(self, username: str, password: str = PASSWORD) -> httpx2.AsyncClient:
        """A browser in which a user has logged in."""
        browser = self.browser()
        answer = await browser.post("/api/auth/login", json={"username": username, "password": password})
        assert answer.status_code == 200, answer.text
        return browser

    async def program(self, name: str = "crm") -> httpx2.AsyncClient:
        """A client with an API key."""
        async with transaction(self.pool) as conn:
            key = await create_api_key(conn, name=name)
        client = self.browser()
        client.headers["Authorization"] = f"Bearer {key}"
        return client


def code_of(answer: httpx2.Response) -> tuple[int, str]:
    """Status and error code of a refusal."""
    body: dict[str, Any] = answer.json()
    assert set(body["error"]) == {"code", "message", "details", "values", "request_id"}, body
    return answer.status_code, body["error"]["code"]
