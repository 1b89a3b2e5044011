"""What a campaign is doing, in a person's words (English; the app words it by `status`)."""

from datetime import UTC, datetime

from relance.campaigns.state import (
    COMPLETED,
    DRAFT,
    FAILED,
    PAUSED,
    PREPARING,
    SCHEDULED,
    SENDING,
    STOPPED,
)

_WORDS = {
    DRAFT: "not started",
    PREPARING: "preparing the messages; the first ones leave already",
    SENDING: "sending",
    PAUSED: "paused: nothing leaves until it is resumed",
    COMPLETED: "completed",
    FAILED: "failed: nothing went out",
    STOPPED: "stopped",
}


def describe_status(status: str, scheduled_at: datetime | None, waiting_until: datetime | None) -> str:
    """`waiting_until` is set while everything is sent and only replies are awaited."""
    if status == SCHEDULED and scheduled_at is not None:
        return f"starts at {_say(scheduled_at)}"
    if status == SENDING and waiting_until is not None:
        return f"waiting for replies until {_say(waiting_until)}"
    return _WORDS.get(status, status)


def _say(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
