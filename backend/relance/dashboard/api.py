"""Route of the dashboard. Who may call it is decided where the routers are joined."""

from fastapi import APIRouter, Request, Response
from starlette.datastructures import State

from relance.cache.service import CacheService
from relance.core.answers import dump
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.gathering import Gathering
from relance.dashboard.schemas import DashboardStats
from relance.dashboard.service import read_dashboard

router = APIRouter(prefix="/api/dashboard", tags=["dashboard"])

NAMESPACE = "dashboard"


def reads_of(state: State) -> Gathering[str, bytes]:
    """Reads of the dashboard in this process: whoever asks while one is under way shares the next."""
    if not hasattr(state, "dashboard_reads"):
        pool: Pool = state.pool

        async def read(asked: tuple[str, ...]) -> dict[str, bytes]:
            return dict.fromkeys(asked, dump(await read_dashboard(pool, now=utc_now())))

        state.dashboard_reads = Gathering(read, most=1)
    found: Gathering[str, bytes] = state.dashboard_reads
    return found


@router.get(
    "/stats",
    response_class=Response,
    responses={200: {"model": DashboardStats}},
)
async def show_stats(request: Request) -> Response:
    """Everything the first page needs: counts, rates, days, latest messages, running campaigns."""
    state = request.app.state
    reads = reads_of(state)

    async def load() -> bytes:
        return await reads.get("stats")

    cache: CacheService | None = getattr(state, "cache", None)
    body = await load() if cache is None else await cache.get_or_load(NAMESPACE, (), None, load)
    return Response(body, media_type="application/json")
