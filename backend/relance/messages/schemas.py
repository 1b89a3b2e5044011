"""Answers of the routes of messages. All rates are per cent, 0 to 100; times are UTC."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.messages.state import MessageType, State
from relance.whatsapp.interaction_kinds import InteractionKind

_MESSAGE: JsonDict = {
    "id": 4711, "campaign_id": 3, "campaign_name": "Offre de novembre", "contact_id": 12,
    "phone": "+2290197000001", "first_name": "Awa", "last_name": "Mensah", "sender_id": 1,
    "message_type": "message_1", "state": "read", "attempt": 1, "created_at": "2026-11-22T10:00:00Z",
    "sent_at": "2026-11-22T10:00:04Z", "delivered_at": "2026-11-22T10:00:06Z",
    "read_at": "2026-11-22T10:03:11Z", "interacted_at": None, "no_interaction_at": None, "failed_at": None,
    "expires_at": "2026-11-23T10:00:04Z", "cancel_reason": None, "error_code": None, "error_title": None,
    "counted_as_sent": False,
}  # fmt: skip
STATES_EXAMPLE: JsonDict = {
    "pending": 0, "sending": 0, "held": 0, "sent": 40, "delivered": 300, "read": 500, "failed": 12,
    "unknown": 0, "cancelled": 8, "no_interaction": 140,
}  # fmt: skip


FUNNEL_EXAMPLE: JsonDict = {
    "recipients": 1000, "sent": 980, "delivered": 900, "read": 520, "interacted": 120, "message_2_sent": 118,
}  # fmt: skip
RATES_EXAMPLE: JsonDict = {
    "success_rate": 91.84, "delivery_rate": 91.84, "read_rate": 53.06, "interaction_rate": 12.24,
}  # fmt: skip


def _example(example: JsonDict) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class MessageItem(BaseModel):
    """A message with its contact and campaign. Set-once times stay whatever the state is later."""

    model_config = _example(_MESSAGE)

    id: int
    campaign_id: int
    campaign_name: str
    contact_id: int
    phone: str | None = Field(description="null once the contact is deleted")
    first_name: str | None
    last_name: str | None
    sender_id: int
    message_type: MessageType
    state: State
    attempt: int
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    interacted_at: datetime | None
    no_interaction_at: datetime | None
    failed_at: datetime | None
    expires_at: datetime | None = Field(description="end of the window in which an answer counts")
    cancel_reason: str | None
    error_code: int | None
    error_title: str | None
    counted_as_sent: bool = Field(description="sent on a person's word: Meta has not told of it yet")


class MessageList(BaseModel):
    """A page of messages. It may be short, even empty, and still have a `next_cursor`: go on with it."""

    model_config = _example({"items": [_MESSAGE], "next_cursor": None, "total": 1})

    items: list[MessageItem]
    next_cursor: str | None
    total: int | None


class ErrorStory(BaseModel):
    """Meta's words (`title`, `details`), what they mean and what to do."""

    code: int
    title: str | None
    details: str | None
    meaning: str
    advice: str
    retryable: bool = Field(description="whether a retry by hand would take it")


class InteractionOfMessage(BaseModel):
    """Something the contact did in answer."""

    id: int
    kind: InteractionKind
    at: datetime
    text: str | None
    payload: str | None
    in_window: bool


class StoryEvent(BaseModel):
    """One thing that happened; `text` is what the contact wrote."""

    at: datetime
    event: Literal[
        "created", "sent", "delivered", "read", "failed", "unknown", "sent_again", "no_interaction",
        "interaction", "decided_wait", "decided_count_as_sent", "decided_send_again",
    ]  # fmt: skip
    text: str | None


class MessageDetail(MessageItem):
    """A message with its story. `is_test`: sent to a number of the team, not counted in the campaign."""

    model_config = _example({
        **_MESSAGE, "retries": 0, "wamid": "wamid.HBgL", "old_wamids": [], "parameters": {"1": "Awa"},
        "echoed_at": "2026-11-22T10:00:05Z", "unknown_at": None, "revived_at": None, "fbtrace_id": None,
        "pricing_category": "marketing", "pricing_type": "regular", "billable": True, "is_test": False,
        "error": None, "interactions": [],
        "story": [{"at": "2026-11-22T10:00:00Z", "event": "created", "text": None}],
    })  # fmt: skip

    retries: int
    wamid: str | None
    old_wamids: list[str] = Field(description="Meta's ids of earlier attempts")
    parameters: dict[str, str] = Field(description="what was filled in, as it was then")
    echoed_at: datetime | None
    unknown_at: datetime | None
    revived_at: datetime | None
    fbtrace_id: str | None
    pricing_category: str | None
    pricing_type: str | None
    billable: bool | None
    is_test: bool
    error: ErrorStory | None
    interactions: list[InteractionOfMessage]
    story: list[StoryEvent]


class StateCounts(BaseModel):
    """Rows of one type of message by the state they are in now; they sum to all of them."""

    model_config = _example(STATES_EXAMPLE)

    pending: int
    sending: int
    held: int
    sent: int
    delivered: int
    read: int
    failed: int
    unknown: int
    cancelled: int
    no_interaction: int


class MessageCounts(BaseModel):
    """Present states of both types."""

    message_1: StateCounts
    message_2: StateCounts


class Funnel(BaseModel):
    """How many Messages 1 ever got that far, whatever came after, and the Messages 2 sent."""

    model_config = _example(FUNNEL_EXAMPLE)

    recipients: int
    sent: int
    delivered: int
    read: int
    interacted: int
    message_2_sent: int


class Rates(BaseModel):
    """Per cent of the Messages 1 sent, two decimals; 0 while none is."""

    model_config = _example(RATES_EXAMPLE)

    success_rate: float = Field(description="Message 1 delivered or read / Message 1 sent")
    delivery_rate: float = Field(description="Message 1 ever delivered / Message 1 sent")
    read_rate: float = Field(description="Message 1 ever read / Message 1 sent; readers may hide it")
    interaction_rate: float = Field(description="contacts who interacted / Message 1 sent")


class MessageStats(MessageCounts):
    """All messages of all campaigns, by type and state."""

    model_config = _example({
        "total": 1000, "message_1": STATES_EXAMPLE, "message_2": {**STATES_EXAMPLE, "no_interaction": 0},
        "funnel": FUNNEL_EXAMPLE, "rates": RATES_EXAMPLE,
    })  # fmt: skip

    total: int
    funnel: Funnel
    rates: Rates
