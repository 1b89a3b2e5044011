"""The answer of the dashboard. All rates are per cent, 0 to 100, of the Messages 1 sent; times are UTC."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.messages.schemas import (
    FUNNEL_EXAMPLE,
    RATES_EXAMPLE,
    STATES_EXAMPLE,
    Funnel,
    MessageCounts,
    Rates,
)
from relance.messages.state import MessageType, State


class Contacts(BaseModel):
    """Contacts that are not deleted."""

    total: int
    on_whatsapp: int
    not_on_whatsapp: int
    not_known: int
    opted_out: int


class Day(BaseModel):
    """One day of all numbers, in the installation's time zone; both types together unless named."""

    date: date
    message_1_sent: int
    message_2_sent: int
    sent: int
    delivered: int
    read: int
    failed: int
    interacted: int
    no_interaction: int
    interactions: int


class LatestMessage(BaseModel):
    """A message that left lately. Names and phone are null for a deleted contact."""

    id: int
    message_type: MessageType
    status: State
    sent_at: datetime
    contact_id: int
    first_name: str | None
    last_name: str | None
    phone: str | None
    campaign_id: int
    campaign_name: str


class RunningCampaign(BaseModel):
    """A campaign under way. `phase` tells more than the status: everything sent, only replies are awaited."""

    id: int
    name: str
    status: Literal["preparing", "sending", "paused"]
    status_reason: str | None
    status_reason_code: str | None
    status_reason_values: dict[str, Any] | None
    phase: Literal["preparing", "sending", "waiting_for_replies", "paused"]
    scheduled_at: datetime | None
    started_at: datetime | None
    launched_at: datetime | None
    waiting_until: datetime | None = Field(
        description="the end of the last window, when only replies are awaited"
    )
    progress: float = Field(description="per cent of its Messages 1 that no longer wait to be sent")
    messages: MessageCounts
    funnel: Funnel


_DAY: JsonDict = {
    "date": "2026-11-22", "message_1_sent": 980, "message_2_sent": 118, "sent": 1098, "delivered": 1010,
    "read": 600, "failed": 12, "interacted": 120, "no_interaction": 0, "interactions": 131,
}  # fmt: skip
_EXAMPLE: JsonDict = {
    "contacts": {
        "total": 5000, "on_whatsapp": 4100, "not_on_whatsapp": 60, "not_known": 840, "opted_out": 35,
    },
    "categories": 12,
    "campaigns": {"total": 3, "by_status": {
        "draft": 1, "scheduled": 0, "preparing": 0, "sending": 1, "paused": 0, "completed": 1, "failed": 0,
        "stopped": 0,
    }},
    "messages": {"message_1": STATES_EXAMPLE, "message_2": {**STATES_EXAMPLE, "no_interaction": 0}},
    "funnel": FUNNEL_EXAMPLE,
    "rates": RATES_EXAMPLE,
    "today": "2026-11-22",
    "last_7_days": [_DAY],
    "last_30_days": [_DAY],
    "latest_messages": [{
        "id": 4711, "message_type": "message_1", "status": "read", "sent_at": "2026-11-22T10:03:11Z",
        "contact_id": 99, "first_name": "Ann", "last_name": "Kossou", "phone": "+2290197000001",
        "campaign_id": 7, "campaign_name": "Rentrée",
    }],
    "running_campaigns": [{
        "id": 7, "name": "Rentrée", "status": "sending", "status_reason": None,
        "status_reason_code": None, "status_reason_values": None,
        "phase": "waiting_for_replies", "scheduled_at": None, "started_at": "2026-11-22T09:58:00Z",
        "launched_at": "2026-11-22T09:58:02Z", "waiting_until": "2026-11-23T10:03:11Z", "progress": 100.0,
        "messages": {"message_1": STATES_EXAMPLE, "message_2": STATES_EXAMPLE}, "funnel": FUNNEL_EXAMPLE,
    }],
}  # fmt: skip


class StatusCounts(BaseModel):
    """Campaigns by status."""

    draft: int
    scheduled: int
    preparing: int
    sending: int
    paused: int
    completed: int
    failed: int
    stopped: int


class Campaigns(BaseModel):
    """Campaigns that are not deleted."""

    total: int
    by_status: StatusCounts


class DashboardStats(BaseModel):
    """Everything the first page shows."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    contacts: Contacts
    categories: int
    campaigns: Campaigns
    messages: MessageCounts
    funnel: Funnel
    rates: Rates
    today: date
    last_7_days: list[Day] = Field(description="every day, the oldest first")
    last_30_days: list[Day]
    latest_messages: list[LatestMessage]
    running_campaigns: list[RunningCampaign] = Field(description="the newest first, at most 20")
