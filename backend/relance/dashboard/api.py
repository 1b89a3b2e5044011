"""Route of the dashboard. Who may call it is decided where the routers are joined."""

from fastapi import APIRouter, Request, Response

from relance.dashboard.reads import read_stats
from relance.dashboard.schemas import DashboardStats

router = APIRouter(prefix="/api/dashboard", tags=["dashboard"])


@router.get(
    "/stats",
    response_class=Response,
    responses={200: {"model": DashboardStats}},
)
async def show_stats(request: Request) -> Response:
    """Show everything the first page needs: counts, rates, days, latest messages, running campaigns."""
    return Response(await read_stats(request.app.state), media_type="application/json")
