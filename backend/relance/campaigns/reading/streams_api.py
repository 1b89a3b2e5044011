"""Routes of live streams of campaigns."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from relance.auth.edge.quotas import limited
from relance.campaigns.reading.analysis import find_whether_over
from relance.campaigns.reading.live import CampaignFeed
from relance.http.ids import IdInPath
from relance.http.responses import errors
from relance.http.services import ServicesDep
from relance.http.streams import EVENT_STREAM, LastEventId, answer_stream

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])


@router.get(
    "/{campaign_id}/events",
    response_class=StreamingResponse,
    responses={**EVENT_STREAM, **errors(404)},
    dependencies=[limited("streams")],
)
async def stream_events(
    services: ServicesDep, campaign_id: IdInPath, last_event_id: LastEventId = None
) -> StreamingResponse:
    """Stream the numbers of the campaign as they change, once a second at most: events `stats` for 25 s.

    An event `beat` comes every 5 s, whatever else does, with the server's time (`at`).
    """
    async with services.pool.acquire() as conn:
        await find_whether_over(conn, campaign_id=campaign_id)
    return answer_stream(services.of(CampaignFeed), campaign_id, last_event_id)
