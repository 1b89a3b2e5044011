"""One stream of everything live: dashboard, running campaigns, monitoring, alerts.

Every process reads for all its listeners at once; each part only as often as its numbers move.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.datastructures import State

from relance.campaigns.feed import Events, Feed
from relance.campaigns.live import read_live
from relance.campaigns.streams import EVENT_STREAM, LastEventId, answer_stream
from relance.core.answers import dump
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.dashboard import sql
from relance.dashboard.reads import read_stats
from relance.dashboard.service import RUNNING
from relance.monitoring.alerts import read_alerts
from relance.monitoring.answers import describe_alerts, describe_system, describe_today
from relance.monitoring.quotas import read_today
from relance.monitoring.system import ask_redis, read_system

router = APIRouter(prefix="/api/events", tags=["events"])

EVERYTHING = "everything"


@router.get("", response_class=StreamingResponse, responses={**EVENT_STREAM})
async def stream_everything(
    request: Request,
    last_event_id: LastEventId = None,
) -> StreamingResponse:
    """Events `dashboard`, `campaigns`, `monitoring`, `alerts` and `system`, each when it changed, for 25 s.

    Their data is what `/dashboard/stats`, the stats of all running campaigns (`{"items": […]}`),
    `/monitoring/stats`, `/monitoring/alerts` and `/monitoring/system-status` answer.
    """
    state = request.app.state
    if not hasattr(state, "live_feed"):
        state.live_feed = Feed(Everything(state).read)
    feed: Feed[str] = state.live_feed
    return answer_stream(feed, EVERYTHING, last_event_id)


@dataclass(slots=True)
class _Part:
    """A part of the stream: read again after `every_s`."""

    every_s: float
    load: Callable[[], Awaitable[bytes]]
    read_at_s: float = float("-inf")
    data: bytes = b""


class Everything:
    """Reads the parts of the stream, the same for everybody."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._pool: Pool = state.pool
        self._settings: Settings = state.settings
        self._parts = {
            "campaigns": _Part(1.0, self._load_campaigns),
            "dashboard": _Part(1.0, self._load_dashboard),
            "monitoring": _Part(2.0, self._load_monitoring),
            "alerts": _Part(5.0, self._load_alerts),
            "system": _Part(3.0, self._load_system),
        }

    async def read(self, _: frozenset[str]) -> Mapping[str, Events]:
        """The events of this moment."""
        for part in self._parts.values():
            # A little early rather than a whole round late.
            if time.monotonic() - part.read_at_s >= part.every_s - 0.1:
                part.data = await part.load()
                part.read_at_s = time.monotonic()
        return {EVERYTHING: {name: part.data for name, part in self._parts.items()}}

    async def _load_campaigns(self) -> bytes:
        rows = await self._pool.fetch(sql.RUNNING, RUNNING)
        live = await read_live(self._pool, [row["id"] for row in rows]) if rows else {}
        return dump({"items": [live[row["id"]] for row in rows if row["id"] in live]})

    async def _load_dashboard(self) -> bytes:
        return await read_stats(self._state, counted=False)

    async def _load_monitoring(self) -> bytes:
        async with self._pool.acquire() as conn:
            today = await read_today(conn, now=utc_now(), daily_limit=self._settings.daily_limit)
        return dump(describe_today(today))

    async def _load_alerts(self) -> bytes:
        redis = await ask_redis(self._state.redis)
        async with self._pool.acquire() as conn:
            found = await read_alerts(
                conn,
                now=utc_now(),
                daily_limit=self._settings.daily_limit,
                redis_answers=redis.ok,
            )
        return dump(describe_alerts(found))

    async def _load_system(self) -> bytes:
        redis = await ask_redis(self._state.redis)
        async with self._pool.acquire() as conn:
            system = await read_system(conn, now=utc_now())
        stats = None if self._settings.cache == "off" else await self._state.cache.stats()
        return dump(describe_system(system, redis, stats))
