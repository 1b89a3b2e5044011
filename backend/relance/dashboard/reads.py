"""The first page as the route and the stream answer it: out of the cache, and read once for all who ask."""

from relance.cache.service import CacheService
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.gathering import Gathering
from relance.dashboard.service import read_dashboard
from relance.http.responses import dump

KEPT_AS = ("/api/dashboard/stats", b"")
"""As the answer of the route is kept: its path and query."""


class DashboardReads:
    """Of one process: whoever asks while one read is under way shares the next."""

    def __init__(self, pool: Pool, cache: CacheService) -> None:
        async def read(asked: tuple[str, ...]) -> dict[str, bytes]:
            return dict.fromkeys(asked, dump(await read_dashboard(pool, now=utc_now())))

        self._cache = cache
        self._reads: Gathering[str, bytes] = Gathering(read, most=1)

    async def read(self) -> bytes:
        """`DashboardStats` as JSON, as of now."""
        return await self._reads.get("stats")

    async def read_kept(self) -> bytes:
        """The same, or as it is kept. Nobody has asked: it counts neither as hit nor as miss."""
        return await self._cache.get_or_load("dashboard", KEPT_AS, None, self.read, counted=False)
