"""Routes of monitoring. Who may call them is decided where the routers are joined.

Read live, not cached: they are looked at when something is wrong.
"""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Response

from relance.cache.service import CacheService
from relance.core.clock import utc_now
from relance.counts.days import read_days
from relance.http.ids import IdInQuery
from relance.http.requests import Transaction
from relance.http.services import ServicesDep
from relance.monitoring import presenters
from relance.monitoring.alerts import read_alerts
from relance.monitoring.errors import read_errors
from relance.monitoring.quotas import list_sender_ids, read_today
from relance.monitoring.schemas import AlertList, ErrorsAnswer, History, MonitoringStats
from relance.monitoring.system import ask_redis, read_system
from relance.monitoring.system_schemas import SystemStatus

router = APIRouter(prefix="/api/monitoring", tags=["monitoring"])

PastDays = Annotated[int, Query(ge=1, le=90, description="days back, today included")]


def _json(answer: dict[str, Any]) -> Response:
    return Response(orjson.dumps(answer, option=orjson.OPT_UTC_Z), media_type="application/json")


@router.get("/stats", responses={200: {"model": MonitoringStats}}, response_class=Response)
async def show_stats(services: ServicesDep, conn: Transaction) -> Response:
    """Show today's figures by number: sent, errors, limit, remaining capacity, alert level."""
    limit = services.current.values.daily_limit
    return _json(presenters.describe_today(await read_today(conn, now=utc_now(), daily_limit=limit)))


@router.get("/history", responses={200: {"model": History}}, response_class=Response)
async def show_history(conn: Transaction, days: PastDays = 30) -> Response:
    """Show the last days by number, oldest first, without holes."""
    found = await read_days(conn, now=utc_now(), days=days)
    return _json(presenters.describe_history(found, await list_sender_ids(conn)))


@router.get("/errors", responses={200: {"model": ErrorsAnswer}}, response_class=Response)
async def show_errors(conn: Transaction, days: PastDays = 7, sender_id: IdInQuery | None = None) -> Response:
    """List failures by Meta's code with what to do about each, and the latest failed messages."""
    errors = await read_errors(conn, now=utc_now(), days=days, sender_id=sender_id)
    return _json(presenters.describe_errors(errors, days=days))


@router.get("/system-status", responses={200: {"model": SystemStatus}}, response_class=Response)
async def show_system_status(services: ServicesDep, conn: Transaction) -> Response:
    """Show the state of database, Redis, processes, senders, send queue, intake and cache."""
    redis = await ask_redis(services.redis)
    system = await read_system(conn, now=utc_now())
    cache = services.of(CacheService)
    stats = await cache.stats() if cache.enabled else None
    return _json(presenters.describe_system(system, redis, stats))


@router.get("/alerts", responses={200: {"model": AlertList}}, response_class=Response)
async def show_alerts(services: ServicesDep, conn: Transaction) -> Response:
    """List open alerts, worst first, each with what to do."""
    redis = await ask_redis(services.redis)
    found = await read_alerts(
        conn, now=utc_now(), daily_limit=services.current.values.daily_limit, redis_answers=redis.ok
    )
    return _json(presenters.describe_alerts(found))
