"""`/healthz`: the process lives. `/readyz`: it can work, PostgreSQL and Redis each named."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

import asyncpg
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Receive, Scope, Send

from relance.core.db import CONNECTION_LOST, Pool, expect_writable
from relance.core.redis import REDIS_DOWN, RedisClient
from relance.core.version import VERSION
from relance.http.services import Services, ServicesDep

router = APIRouter(tags=["health"])

_PATIENCE_S = 2.0


class Alive(BaseModel):
    """Says only that it was asked, and of which version it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok", "version": VERSION}]})

    status: Literal["ok"]
    version: str


class Ready(BaseModel):
    """`ok`, or `down: ` and what happened."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "ok", "database": "ok", "redis": "ok", "sending": "ok"}]}
    )

    status: Literal["ok", "unavailable"]
    database: str
    redis: str
    sending: Literal["ok", "waits", "stuck", "no_sender", "unknown"] = Field(
        description="Whether senders do their work; it is about other processes and never makes a 503. "
        "`waits`: they say why, or the database was restored and waits for an answer "
        "(GET /api/monitoring/system-status). `stuck`: they live and take nothing."
    )


@router.head("/healthz", include_in_schema=False)  # what monitors send
@router.get("/healthz")
async def answer_alive() -> Alive:
    """Tell whether the process lives; it asks nobody. `AliveFirst` answers it: this describes it."""
    return Alive(status="ok", version=VERSION)


class AliveFirst:
    """Answers `/healthz` before all else: who asks again and again takes next to nothing from others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._body = Alive(status="ok", version=VERSION).model_dump_json().encode()
        self._headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(self._body)).encode()),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http" or scope["path"] != "/healthz" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        body = self._body if scope["method"] == "GET" else b""
        await send({"type": "http.response.body", "body": body})


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz",
    responses={200: {"model": Ready}, 503: {"model": Ready, "description": "PostgreSQL or Redis is down."}},
)
async def answer_ready(services: ServicesDep) -> JSONResponse:
    """Tell whether it can work: PostgreSQL takes writes, Redis answers; the Graph API is not asked."""
    body = await services.of(Readiness).ask(services)
    return JSONResponse(body, status_code=200 if body["status"] == "ok" else 503)


class Readiness:
    """Asks once for all who want to know meanwhile."""

    def __init__(self) -> None:
        self._asking: asyncio.Task[dict[str, str]] | None = None

    async def ask(self, services: Services) -> dict[str, str]:
        """The answer of `/readyz`; it began to be looked for two patiences ago at most."""
        if self._asking is None:
            self._asking = asyncio.create_task(_ask_all(services))
            self._asking.add_done_callback(self._answered)
        # Whoever began it may hang up: it is the others' too.
        return await asyncio.shield(self._asking)

    def _answered(self, _: "asyncio.Task[dict[str, str]]") -> None:
        self._asking = None


async def _ask_all(services: Services) -> dict[str, str]:
    database, redis, sending = await asyncio.gather(
        _ask_database(services.kept_pool), _ask_redis(services.redis), _ask_sending(services.ask_sending)
    )
    status = "ok" if database == redis == "ok" else "unavailable"
    return {"status": status, "database": database, "redis": redis, "sending": sending}


async def _ask_database(pool: Pool) -> str:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            async with pool.acquire() as conn:
                await expect_writable(conn)
    except (*CONNECTION_LOST, asyncpg.PostgresError) as error:
        return f"down: {type(error).__name__}"
    return "ok"


async def _ask_sending(ask: Callable[[], Awaitable[str]]) -> str:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            return await ask()
    except TimeoutError:
        return "unknown"


async def _ask_redis(redis: RedisClient) -> str:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await redis.ping()
    except REDIS_DOWN as error:
        return f"down: {type(error).__name__}"
    return "ok"
