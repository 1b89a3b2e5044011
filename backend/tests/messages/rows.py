"""Rows and evidence for the tests of states."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

from relance.messages.row import MessageRow

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WINDOW_S = 86_400


def after(seconds: float) -> datetime:
    """A moment some seconds after START."""
    return START + timedelta(seconds=seconds)


def make_row(**changes: object) -> MessageRow:
    """A pending Message 1 that was never tried; `changes` override."""
    values: dict[str, object] = {field.name: None for field in fields(MessageRow)}
    values |= {
        "id": 7,
        "campaign_id": 1,
        "contact_id": 2,
        "sender_id": 3,
        "message_type": "message_1",
        "status": "pending",
        "attempt": 1,
        "retries": 0,
        "window_s": WINDOW_S,
        "heard": False,
        "changed": False,
        "changed_wide": False,
        "former": {},
    }
    return MessageRow(**(values | changes))  # type: ignore[arg-type]
