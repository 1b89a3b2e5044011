"""Route of the one stream of everything live. Who may call it is decided where the routers are joined."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from relance.auth.edge.quotas import limited
from relance.dashboard.events import EVERYTHING, LiveFeed
from relance.http.services import ServicesDep
from relance.http.streams import EVENT_STREAM, LastEventId, answer_stream

router = APIRouter(prefix="/api/events", tags=["events"])


@router.get(
    "",
    response_class=StreamingResponse,
    responses={**EVENT_STREAM},
    dependencies=[limited("streams")],
)
async def stream_everything(
    services: ServicesDep,
    last_event_id: LastEventId = None,
) -> StreamingResponse:
    """Stream `dashboard`, `campaigns`, `monitoring`, `alerts` and `system`, each when it changed, for 25 s.

    Their data is what `/dashboard/stats`, the stats of all running campaigns (`{"items": […]}`),
    `/monitoring/stats`, `/monitoring/alerts` and `/monitoring/system-status` answer. An event `unavailable`
    names the parts that cannot be read at present (`{"parts": […]}`), and the ids of running campaigns that
    cannot be shown (`campaign_ids`); both are empty when all is well. An event `beat` comes every 5 s,
    whatever else does, with the server's time (`at`).
    """
    return answer_stream(services.of(LiveFeed), EVERYTHING, last_event_id)
