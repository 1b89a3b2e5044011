"""Route of the dashboard. Who may call it is decided where the routers are joined."""

from fastapi import APIRouter, Response

from relance.dashboard.reads import DashboardReads
from relance.dashboard.schemas import DashboardStats
from relance.http.services import ServicesDep

router = APIRouter(prefix="/api/dashboard", tags=["dashboard"])


@router.get(
    "/stats",
    response_class=Response,
    responses={200: {"model": DashboardStats}},
)
async def show_stats(services: ServicesDep) -> Response:
    """Show everything the first page needs: counts, rates, days, latest messages, running campaigns."""
    return Response(await services.of(DashboardReads).read(), media_type="application/json")
