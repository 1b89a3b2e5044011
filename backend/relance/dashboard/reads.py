"""The first page as the route and the stream answer it: out of the cache, and read once for all who ask."""

from starlette.datastructures import State

from relance.cache.service import CacheService
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.gathering import Gathering
from relance.dashboard.service import read_dashboard
from relance.http.responses import dump

KEPT_AS = ("/api/dashboard/stats", b"")
"""As the answer of the route is kept: its path and query."""


async def read_stats(state: State) -> bytes:
    """`DashboardStats` as JSON, as of now."""
    return await _reads_of(state).get("stats")


async def read_kept_stats(state: State) -> bytes:
    """The same, or as it is kept. Nobody has asked: it counts neither as hit nor as miss."""
    cache: CacheService = state.cache
    return await cache.get_or_load("dashboard", KEPT_AS, None, lambda: read_stats(state), counted=False)


def _reads_of(state: State) -> Gathering[str, bytes]:
    """Reads of the dashboard in this process: whoever asks while one is under way shares the next."""
    if not hasattr(state, "dashboard_reads"):
        pool: Pool = state.pool

        async def read(asked: tuple[str, ...]) -> dict[str, bytes]:
            return dict.fromkeys(asked, dump(await read_dashboard(pool, now=utc_now())))

        state.dashboard_reads = Gathering(read, most=1)
    found: Gathering[str, bytes] = state.dashboard_reads
    return found
