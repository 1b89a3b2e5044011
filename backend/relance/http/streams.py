"""What routes that stream events share."""

from typing import Annotated, Any

from fastapi import Header
from fastapi.responses import StreamingResponse

from relance.http.feed import Feed, Key

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


def answer_stream(feed: Feed[Key], key: Key, last_event_id: str | None) -> StreamingResponse:
    """A stream of events that nothing between here and the browser holds back."""
    feed.check_room()
    return StreamingResponse(
        feed.stream(key, last_event_id=last_event_id),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
