"""What the one stream of everything live tells: dashboard, running campaigns, monitoring, alerts.

Every process reads for all its listeners at once; each part only as often as its numbers move. A part that
cannot be read is left out and named, and the others go on.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from relance.cache.service import CacheService
from relance.campaigns.reading.live import Live, read_live
from relance.core.clock import utc_now
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.log import get_logger
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.dashboard import sql
from relance.dashboard.reads import DashboardReads
from relance.dashboard.service import RUNNING
from relance.http.feed import STREAM_S, Events, Feed
from relance.http.responses import dump
from relance.monitoring.alerts import read_alerts
from relance.monitoring.presenters import describe_alerts, describe_system, describe_today
from relance.monitoring.quotas import read_today
from relance.monitoring.system import ask_redis, read_system

log = get_logger(__name__)

EVERYTHING = "everything"
UNAVAILABLE = "unavailable"

PATIENCE_S = 2.0
_FAILED_AGAIN_S = 5.0


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
        """Read it again; never raises."""
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

    def __init__(
        self,
        *,
        pool: Pool,
        redis: RedisClient,
        current: CurrentSettings[Settings],
        cache: CacheService,
        dashboard: DashboardReads,
    ) -> None:
        self._pool = pool
        self._redis = redis
        self._current = current
        self._cache = cache
        self._dashboard = dashboard
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
        return await self._dashboard.read_kept()

    async def _load_monitoring(self) -> bytes:
        async with self._pool.acquire() as conn:
            today = await read_today(conn, now=utc_now(), daily_limit=self._current.values.daily_limit)
        return dump(describe_today(today))

    async def _load_alerts(self) -> bytes:
        redis = await ask_redis(self._redis)
        async with self._pool.acquire() as conn:
            found = await read_alerts(
                conn,
                now=utc_now(),
                daily_limit=self._current.values.daily_limit,
                redis_answers=redis.ok,
            )
        return dump(describe_alerts(found))

    async def _load_system(self) -> bytes:
        redis = await ask_redis(self._redis)
        async with self._pool.acquire() as conn:
            system = await read_system(conn, now=utc_now())
        stats = await self._cache.stats() if self._cache.enabled else None
        return dump(describe_system(system, redis, stats))


class LiveFeed(Feed[str]):
    """Of one process."""

    def __init__(self, everything: Everything, *, stream_s: float = STREAM_S) -> None:
        super().__init__(everything.read, stream_s=stream_s)
