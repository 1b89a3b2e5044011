"""The first page as the route and the stream answer it: out of the cache, and read once for all who ask."""

from starlette.datastructures import State

from relance.cache.service import CacheService
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.gathering import Gathering
from relance.dashboard.service import read_dashboard
from relance.http.responses import dump

NAMESPACE = "dashboard"


async def read_stats(state: State, *, counted: bool = True) -> bytes:
    """`DashboardStats` as JSON. `counted`: whether a hit or miss says something about the visitors."""
    reads = _reads_of(state)

    async def load() -> bytes:
        return await reads.get("stats")

    cache: CacheService | None = getattr(state, "cache", None)
    if cache is None:
        return await load()
    return await cache.get_or_load(NAMESPACE, (), None, load, counted=counted)


def _reads_of(state: State) -> Gathering[str, bytes]:
    """Reads of the dashboard in this process: whoever asks while one is under way shares the next."""
    if not hasattr(state, "dashboard_reads"):
        pool: Pool = state.pool

        async def read(asked: tuple[str, ...]) -> dict[str, bytes]:
            return dict.fromkeys(asked, dump(await read_dashboard(pool, now=utc_now())))

        state.dashboard_reads = Gathering(read, most=1)
    found: Gathering[str, bytes] = state.dashboard_reads
    return found
