"""`/healthz`: the process lives. `/readyz`: it can work, PostgreSQL and Redis each named."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

import asyncpg
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from relance.core.db import CONNECTION_LOST, Pool, expect_writable
from relance.core.redis import REDIS_DOWN, RedisClient
from relance.http.services import ServicesDep

router = APIRouter(tags=["health"])

_PATIENCE_S = 2.0


class Alive(BaseModel):
    """Says only that it was asked."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok"}]})

    status: Literal["ok"]


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
    """Tell whether the process lives; it asks nobody."""
    return Alive(status="ok")


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz",
    responses={200: {"model": Ready}, 503: {"model": Ready, "description": "PostgreSQL or Redis is down."}},
)
async def answer_ready(services: ServicesDep) -> JSONResponse:
    """Tell whether it can work: PostgreSQL takes writes, Redis answers; the Graph API is not asked."""
    database, redis, sending = await asyncio.gather(
        _ask_database(services.kept_pool), _ask_redis(services.redis), _ask_sending(services.ask_sending)
    )
    ready = database == redis == "ok"
    status = "ok" if ready else "unavailable"
    body = {"status": status, "database": database, "redis": redis, "sending": sending}
    return JSONResponse(body, status_code=200 if ready else 503)


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
