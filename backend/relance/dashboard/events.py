"""One stream of everything live: dashboard, running campaigns, monitoring, alerts.

Every process reads for all its listeners at once; each part only as often as its numbers move. A part that
cannot be read is left out and named, and the others go on.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.datastructures import State

from relance.auth.quotas import limited
from relance.campaigns.reading.live import Live, read_live
from relance.campaigns.reading.streams import EVENT_STREAM, LastEventId, answer_stream
from relance.core.clock import utc_now
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.log import get_logger
from relance.core.settings import Settings
from relance.dashboard import sql
from relance.dashboard.reads import read_kept_stats
from relance.dashboard.service import RUNNING
from relance.http.feed import Events, Feed
from relance.http.responses import dump
from relance.monitoring.alerts import read_alerts
from relance.monitoring.presenters import describe_alerts, describe_system, describe_today
from relance.monitoring.quotas import read_today
from relance.monitoring.system import ask_redis, read_system

log = get_logger(__name__)

router = APIRouter(prefix="/api/events", tags=["events"])

EVERYTHING = "everything"
UNAVAILABLE = "unavailable"

PATIENCE_S = 2.0
_FAILED_AGAIN_S = 5.0


@router.get(
    "",
    response_class=StreamingResponse,
    responses={**EVENT_STREAM},
    dependencies=[limited("streams")],
)
async def stream_everything(
    request: Request,
    last_event_id: LastEventId = None,
) -> StreamingResponse:
    """Stream `dashboard`, `campaigns`, `monitoring`, `alerts` and `system`, each when it changed, for 25 s.

    Their data is what `/dashboard/stats`, the stats of all running campaigns (`{"items": […]}`),
    `/monitoring/stats`, `/monitoring/alerts` and `/monitoring/system-status` answer. An event `unavailable`
    names the parts that cannot be read at present (`{"parts": […]}`), and the ids of running campaigns that
    cannot be shown (`campaign_ids`); both are empty when all is well. An event `beat` comes every 5 s,
    whatever else does, with the server's time (`at`).
    """
    state = request.app.state
    if not hasattr(state, "live_feed"):
        state.live_feed = Feed(Everything(state).read)
    feed: Feed[str] = state.live_feed
    return answer_stream(feed, EVERYTHING, last_event_id)


@dataclass(slots=True)
class _Part:
    """A part of the stream: read again after `every_s`. `data` None: it could not be read."""

    name: str
    every_s: float
    load: Callable[[], Awaitable[bytes]]
    read_at_s: float = float("-inf")
    data: bytes | None = None
    fails: bool = False

    def is_due(self) -> bool:
        """A little early rather than a whole round late. What fails is not pressed."""
        every_s = max(self.every_s, _FAILED_AGAIN_S) if self.fails else self.every_s
        return time.monotonic() - self.read_at_s >= every_s - 0.1

    async def read(self, room: asyncio.Semaphore) -> None:
        """Read it anew; never raises."""
        try:
            async with room, asyncio.timeout(PATIENCE_S):
                self.data = await self.load()
        except Exception as error:
            self.data = None
            if not self.fails:
                log.warning(
                    "live_part_unavailable", part=self.name, reason=type(error).__name__, exc_info=True
                )
            self.fails = True
        else:
            if self.fails:
                log.info("live_part_available", part=self.name)
            self.fails = False
        self.read_at_s = time.monotonic()


class Everything:
    """Reads the parts of the stream, the same for everybody."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._pool: Pool = state.pool
        self._settings: Settings = state.settings
        self._current: CurrentSettings[Settings] = state.current
        # Two at a time: one that hangs leaves the other place to the rest.
        self._room = asyncio.Semaphore(2)
        self._unshown: set[int] = set()
        parts = (
            _Part("campaigns", 1.0, self._load_campaigns),
            _Part("dashboard", 1.0, self._load_dashboard),
            _Part("monitoring", 2.0, self._load_monitoring),
            _Part("alerts", 5.0, self._load_alerts),
            _Part("system", 3.0, self._load_system),
        )
        self._parts = {part.name: part for part in parts}

    async def read(self, _: frozenset[str]) -> Mapping[str, Events]:
        """The events of this moment."""
        await asyncio.gather(*(part.read(self._room) for part in self._parts.values() if part.is_due()))
        missing = [name for name, part in self._parts.items() if part.data is None]
        # First: a campaign that is missing from the others then has not ended.
        events = {UNAVAILABLE: dump({"parts": missing, "campaign_ids": sorted(self._unshown)})}
        events |= {name: part.data for name, part in self._parts.items() if part.data is not None}
        return {EVERYTHING: events}

    async def _load_campaigns(self) -> bytes:
        rows = await self._pool.fetch(sql.RUNNING, RUNNING)
        ids = [row["id"] for row in rows]
        live = await read_live(self._pool, ids) if rows else Live()
        live.note_unshown(self._unshown)
        return dump({"items": [live.stats[id_] for id_ in ids if id_ in live.stats]})

    async def _load_dashboard(self) -> bytes:
        return await read_kept_stats(self._state)

    async def _load_monitoring(self) -> bytes:
        async with self._pool.acquire() as conn:
            today = await read_today(conn, now=utc_now(), daily_limit=self._current.values.daily_limit)
        return dump(describe_today(today))

    async def _load_alerts(self) -> bytes:
        redis = await ask_redis(self._state.redis)
        async with self._pool.acquire() as conn:
            found = await read_alerts(
                conn,
                now=utc_now(),
                daily_limit=self._current.values.daily_limit,
                redis_answers=redis.ok,
            )
        return dump(describe_alerts(found))

    async def _load_system(self) -> bytes:
        redis = await ask_redis(self._state.redis)
        async with self._pool.acquire() as conn:
            system = await read_system(conn, now=utc_now())
        stats = None if self._settings.cache == "off" else await self._state.cache.stats()
        return dump(describe_system(system, redis, stats))
