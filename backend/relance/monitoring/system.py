"""How every part of the installation is, asked now."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from relance.core.db import Connection, Row
from relance.core.redis import REDIS_DOWN, RedisClient
from relance.monitoring import health_sql, numbers_sql
from relance.monitoring.intake import is_intake_healthy
from relance.monitoring.processes import Process, list_processes

PATIENCE_S = 1.0
INTAKE_SINCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """Whether a server answered, in how many milliseconds, and with which error if not."""

    ok: bool
    latency_ms: float | None
    error: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class SystemState:
    """The rows behind the status page."""

    database: ServerAnswer
    processes: list[Process]
    senders: list[Row]
    queue: Row
    restored: Row
    parked: Row
    gaps: list[Row]
    drops: list[Row]
    kept_replies: int
    intake_healthy: bool


async def read_system(conn: Connection, *, now: datetime) -> SystemState:
    """Ask PostgreSQL for everything it knows; ten statements."""
    began = time.perf_counter()
    version = await conn.fetchval(health_sql.DATABASE)
    database = ServerAnswer(True, _ms_since(began), version=version)
    queue = await conn.fetchrow(health_sql.QUEUE)
    parked = await conn.fetchrow(health_sql.PARKED)
    restored = await conn.fetchrow(health_sql.RESTORED)
    assert queue is not None and parked is not None and restored is not None
    return SystemState(
        database=database,
        processes=await list_processes(conn),
        senders=await conn.fetch(numbers_sql.SENDERS, now),
        queue=queue,
        restored=restored,
        parked=parked,
        gaps=await conn.fetch(health_sql.GAPS),
        drops=await conn.fetch(health_sql.DROPS),
        kept_replies=await conn.fetchval(health_sql.KEPT_REPLIES),
        intake_healthy=await is_intake_healthy(conn, since=now - INTAKE_SINCE, until=now),
    )


async def ask_redis(redis: RedisClient) -> ServerAnswer:
    """One PING with a second's patience; never raises."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_S):
            await redis.ping()
    except REDIS_DOWN as error:
        return ServerAnswer(False, None, error=type(error).__name__)
    return ServerAnswer(True, _ms_since(began))


def _ms_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)
