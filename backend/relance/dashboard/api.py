"""Route of the dashboard. Who may call it is decided where the routers are joined."""

import orjson
from fastapi import APIRouter, Request, Response

from relance.cache.service import CacheService
from relance.core.clock import utc_now
from relance.dashboard.schemas import DashboardStats
from relance.dashboard.service import read_dashboard

router = APIRouter(prefix="/api/dashboard", tags=["dashboard"])

NAMESPACE = "dashboard"


@router.get(
    "/stats",
    response_class=Response,
    responses={200: {"model": DashboardStats}},
)
async def show_stats(request: Request) -> Response:
    """Everything the first page needs: counts, rates, days, latest messages, running campaigns."""
    state = request.app.state

    async def load() -> bytes:
        answer = await read_dashboard(state.pool, now=utc_now())
        return orjson.dumps(answer, option=orjson.OPT_UTC_Z)

    cache: CacheService | None = getattr(state, "cache", None)
    body = await load() if cache is None else await cache.get_or_load(NAMESPACE, (), None, load)
    return Response(body, media_type="application/json")
