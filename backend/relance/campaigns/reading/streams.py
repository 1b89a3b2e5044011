"""Routes of live streams of campaigns."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import StreamingResponse

from relance.auth.quotas import limited
from relance.campaigns.reading.analysis import find_whether_over
from relance.campaigns.reading.live import make_campaign_feed
from relance.http.feed import Feed, Key
from relance.http.ids import IdInPath
from relance.http.responses import errors

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])

EVENT_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events for 25 s; come back with Last-Event-ID",
        "content": {
            "text/event-stream": {
                "schema": {"type": "string"},
                "example": 'id: stats=5f0c\nevent: stats\ndata: {"campaign_id": 3}\n\n',
            }
        },
    }
}
LastEventId = Annotated[str | None, Header(alias="Last-Event-ID", max_length=1000)]


@router.get(
    "/{campaign_id}/events",
    response_class=StreamingResponse,
    responses={**EVENT_STREAM, **errors(404)},
    dependencies=[limited("streams")],
)
async def stream_events(
    request: Request, campaign_id: IdInPath, last_event_id: LastEventId = None
) -> StreamingResponse:
    """Stream the numbers of the campaign as they change, once a second at most: events `stats` for 25 s.

    An event `beat` comes every 5 s, whatever else does, with the server's time (`at`).
    """
    state = request.app.state
    async with state.pool.acquire() as conn:
        await find_whether_over(conn, campaign_id=campaign_id)
    if not hasattr(state, "campaign_feed"):
        state.campaign_feed = make_campaign_feed(state.pool)
    feed: Feed[int] = state.campaign_feed
    return answer_stream(feed, campaign_id, last_event_id)


def answer_stream(feed: Feed[Key], key: Key, last_event_id: str | None) -> StreamingResponse:
    """A stream of events that nothing between here and the browser holds back."""
    feed.check_room()
    return StreamingResponse(
        feed.stream(key, last_event_id=last_event_id),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
