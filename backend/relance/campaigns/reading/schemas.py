"""Answers of the routes that look at campaigns. All rates are per cent, 0 to 100; times are UTC."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.campaigns.schemas import Body
from relance.campaigns.state import Status
from relance.contacts.field_types import Country, Phone
from relance.messages.state import MessageType
from relance.whatsapp.interaction_kinds import InteractionKind

_AT = "2026-11-22T10:00:00Z"


def _example(example: JsonDict) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class TemplateName(BaseModel):
    """Which template."""

    name: str
    language: str


class CampaignCounts(BaseModel):
    """Message 1 by state now (`pending` to `no_interaction`), and how far it ever got (from `sent`)."""

    recipients: int
    pending: int
    held: int
    failed: int
    unknown: int
    cancelled: int
    no_interaction: int
    sent: int
    delivered: int
    read: int
    interacted: int
    message_2_sent: int


_COUNTS: JsonDict = {
    "recipients": 1000, "pending": 0, "held": 0, "failed": 12, "unknown": 0, "cancelled": 8,
    "no_interaction": 0, "sent": 980, "delivered": 900, "read": 520, "interacted": 120, "message_2_sent": 118,
}  # fmt: skip
_ITEM: JsonDict = {
    "id": 3, "name": "Offre de novembre", "status": "sending", "status_reason": None,
    "status_reason_code": None, "status_reason_values": None,
    "status_text": "waiting for replies until 2026-11-23 10:00 UTC", "waiting_until": "2026-11-23T10:00:04Z",
    "sender_id": 1, "template": {"name": "welcome", "language": "fr"}, "category_ids": [1],
    "has_message_2": True, "scheduled_at": None, "created_at": _AT, "started_at": _AT, "launched_at": _AT,
    "completed_at": None, "progress": 100.0, "counts": _COUNTS,
}  # fmt: skip


class CampaignItem(BaseModel):
    """A campaign of a list."""

    model_config = _example(_ITEM)

    id: int
    name: str
    status: Status
    status_reason: str | None
    status_reason_code: str | None
    status_reason_values: dict[str, Any] | None
    status_text: str
    waiting_until: datetime | None
    sender_id: int
    template: TemplateName
    category_ids: list[int]
    has_message_2: bool
    scheduled_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    launched_at: datetime | None
    completed_at: datetime | None
    progress: float = Field(description="per cent of its Messages 1 that no longer wait to be sent")
    counts: CampaignCounts


class CampaignList(BaseModel):
    """A page of campaigns, the newest first."""

    model_config = _example({"items": [_ITEM], "next_cursor": None, "total": 1})

    items: list[CampaignItem]
    next_cursor: str | None
    total: int | None


class CampaignInteraction(BaseModel):
    """Something a contact did in answer to the campaign."""

    model_config = _example({
        "id": 9, "kind": "text", "at": _AT, "text": "Oui", "payload": None, "in_window": True,
        "message_id": 4711, "contact_id": 12, "phone": "+2290197000001", "first_name": "Awa",
        "last_name": "Mensah",
    })  # fmt: skip

    id: int
    kind: InteractionKind
    at: datetime
    text: str | None
    payload: str | None
    in_window: bool = Field(description="whether it counts for the campaign")
    message_id: int | None
    contact_id: int
    phone: str | None
    first_name: str | None
    last_name: str | None


class CampaignInteractionList(BaseModel):
    """A page of interactions, the newest first."""

    items: list[CampaignInteraction]
    next_cursor: str | None
    total: int | None


class TimelinePoint(BaseModel):
    """How many reached what within the step that begins at `at`."""

    at: datetime
    sent: int
    delivered: int
    read: int
    interacted: int
    message_2_sent: int


class CampaignTimeline(BaseModel):
    """The course of a campaign; steps in which nothing happened are left out."""

    model_config = _example({
        "campaign_id": 3, "step": "minute",
        "items": [{"at": _AT, "sent": 500, "delivered": 420, "read": 90, "interacted": 8,
                   "message_2_sent": 7}],
    })  # fmt: skip

    campaign_id: int
    step: Literal["minute", "hour"]
    items: list[TimelinePoint]


class CampaignErrorGroup(BaseModel):
    """Failed messages with the same code of Meta; `retryable` of them a retry by hand would take."""

    code: int
    title: str | None
    details: str | None
    count: int
    retryable: int
    last_at: datetime
    message_id: int = Field(description="the newest example")
    meaning: str
    advice: str


class CancelledGroup(BaseModel):
    """Contacts who got no message, by reason."""

    reason: str
    message_type: MessageType
    n: int


class CampaignErrors(BaseModel):
    """What is failed now, and what was never sent."""

    model_config = _example({
        "campaign_id": 3, "total": 12,
        "items": [{
            "code": 131026, "title": "Message undeliverable", "details": None, "count": 12, "retryable": 0,
            "last_at": _AT, "message_id": 4711, "meaning": "The message could not be delivered.",
            "advice": "Check that the number is on WhatsApp.",
        }],
        "cancelled": [{"reason": "opted_out", "message_type": "message_1", "n": 8}],
    })  # fmt: skip

    campaign_id: int
    total: int
    items: list[CampaignErrorGroup]
    cancelled: list[CancelledGroup]


class SendTestRequest(Body):
    """A number of the team. `country` (ISO code) is for a number written locally."""

    model_config = _example({"phone": "+2290197000001"})

    phone: Phone
    country: Country | None = None


class SendTestAnswer(BaseModel):
    """The Message 1 that was queued; `GET /api/messages/{message_id}` tells how it goes on."""

    model_config = _example({
        "message_id": 4712, "contact_id": 12, "phone": "+2290197000001", "parameters": {"1": "Awa"},
    })  # fmt: skip

    message_id: int
    contact_id: int
    phone: str
    parameters: dict[str, str]


class RetryAnswer(BaseModel):
    """How many failed messages go out again, and how many do not."""

    model_config = _example({
        "retried": 10, "not_retryable": 2, "window_closed": 0, "accepted_before": 1,
        "by_code": {"131000": 10}, "more": False,
    })  # fmt: skip

    retried: int
    not_retryable: int = Field(description="their error would only come again")
    window_closed: int = Field(description="Messages 2 whose customer service window is over")
    accepted_before: int = Field(description="Meta took these once; a second time would be a double")
    by_code: dict[str, int]
    more: bool = Field(description="there was no time for all: ask again")
