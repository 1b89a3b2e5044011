"""Answers of the monitoring routes. All rates are per cent, 0 to 100; times are UTC."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.monitoring.alerts.words import Severity
from relance.monitoring.processes import State
from relance.monitoring.quotas import AlertLevel, Blocked


def _example(example: JsonDict) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


_SENT: JsonDict = {"message_1": 700, "message_2": 70, "total": 770}
_FIGURES: JsonDict = {
    "sent": _SENT, "delivered": 740, "read": 510, "failed": 12, "interacted": 84, "no_interaction": 20,
    "interactions": 97, "interaction_rate": 12.0,
}  # fmt: skip


class Sent(BaseModel):
    """Messages that Meta accepted."""

    message_1: int
    message_2: int
    total: int


class DayFigures(BaseModel):
    """What happened on a day; both types of messages together unless named."""

    model_config = _example(_FIGURES)

    sent: Sent
    delivered: int
    read: int
    failed: int
    interacted: int = Field(description="contacts who interacted with their Message 1")
    no_interaction: int
    interactions: int = Field(description="everything contacts did, inside a window or not")
    interaction_rate: float = Field(description="interacted / Message 1 sent; replies to earlier days count")


class SenderToday(DayFigures):
    """One number today. Without a daily limit `limit`, `used` and `remaining_capacity` are null."""

    model_config = _example({
        "sender_id": 1, "phone_number_id": "106540352242922", "display_phone_number": "+229 01 97 00 00 00",
        "verified_name": "Boutique", **_FIGURES, "limit": 1000, "used": 77.0, "remaining_capacity": 205,
        "alert_level": "attention", "blocked_by": None, "quality_rating": "GREEN",
        "messaging_limit": "TIER_10K",
    })  # fmt: skip

    sender_id: int
    phone_number_id: str
    display_phone_number: str | None
    verified_name: str | None
    quality_rating: str | None
    messaging_limit: str | None
    limit: int | None
    used: float | None = Field(description="per cent of the limit")
    remaining_capacity: int | None = Field(
        description="contacts that can still be written to today: (limit - sent) / (1 + interaction rate)"
    )
    alert_level: AlertLevel = Field(description="attention from 75 % of the limit, danger from 90 %")
    blocked_by: Blocked | None


class MonitoringStats(BaseModel):
    """Today, number by number and altogether; `alert_level` is the worst of them."""

    today: date
    began_at: datetime
    alert_level: AlertLevel
    items: list[SenderToday]
    all: DayFigures


class HistoryItem(DayFigures):
    """One day of one number."""

    model_config = _example({"date": "2026-11-22", "sender_id": 1, **_FIGURES})

    date: date
    sender_id: int


class History(BaseModel):
    """Every day and number, the oldest day first, also those without anything."""

    days: int
    items: list[HistoryItem]


class ErrorGroupAnswer(BaseModel):
    """Failures with one code of Meta. Negative codes are Relance's own. `words` and `advice` are ours."""

    model_config = _example({
        "code": 131026, "count": 12, "last_at": "2026-11-22T10:03:11Z",
        "words": "Not deliverable: not on WhatsApp, or the app is too old.",
        "advice": "Check the phone number.", "scope": "row", "retryable_by_hand": True,
        "title": "Message undeliverable", "details": None, "message_id": 4711, "campaign_id": 7,
    })  # fmt: skip

    code: int
    count: int
    last_at: datetime
    words: str
    advice: str
    scope: Literal["row", "number", "template", "account"]
    retryable_by_hand: bool
    title: str | None = Field(description="Meta's words for the newest example")
    details: str | None
    message_id: int
    campaign_id: int | None


class FailedMessage(BaseModel):
    """A message that is failed now."""

    message_id: int
    campaign_id: int
    campaign_name: str
    contact_id: int
    sender_id: int
    message_type: Literal["message_1", "message_2"]
    code: int
    title: str | None
    failed_at: datetime


class ErrorsAnswer(BaseModel):
    """Failures by code, and the latest ones."""

    days: int
    items: list[ErrorGroupAnswer]
    latest: list[FailedMessage]


class ServerStatus(BaseModel):
    """A server we depend on."""

    status: Literal["ok", "down"]
    latency_ms: float | None
    error: str | None = None
    version: str | None = None


class ProcessAnswer(BaseModel):
    """One process, as its heartbeat tells: late after 10 s, silent after 5 min."""

    host: str
    pid: int
    state: State
    started_at: datetime
    heartbeat_at: datetime
    silent_s: float


class ProcessKind(BaseModel):
    """All processes of one kind."""

    alive: int
    last_heartbeat_at: datetime | None
    items: list[ProcessAnswer]


class SenderStatus(BaseModel):
    """Whether a number may send."""

    sender_id: int
    number: str
    status: Literal["ok", "number_blocked", "account_blocked"]
    blocked_until: datetime | None
    reason: str | None


class QueueStatus(BaseModel):
    """The send queue. Ages are those of the oldest batch that may leave now, null without one."""

    pending_message_1: int
    pending_message_2: int
    sending: int
    settling: int = Field(description="messages of which nobody knows yet whether Meta took them")
    oldest_due_at: datetime | None
    oldest_due_age_s: float | None
    oldest_reply_due_at: datetime | None
    oldest_reply_age_s: float | None


class ParkedStatus(BaseModel):
    """Webhook items that could not be applied."""

    waiting: int
    oldest_at: datetime | None


class Gap(BaseModel):
    """A time in which webhooks were refused or not heard; Meta delivers again."""

    began_at: datetime
    ended_at: datetime
    reason: str


class Drop(BaseModel):
    """What came in and was counted, not kept."""

    reason: str
    count: int
    last_at: datetime


class IntakeStatus(BaseModel):
    """Healthy: an API process listens, and nothing was refused in the last five minutes."""

    healthy: bool
    gaps: list[Gap] = Field(description="of the last seven days, the latest first, at most 20")
    drops: list[Drop]


class SystemStatus(BaseModel):
    """Every part of the installation now. `status` is `degraded` when any part of it is not well."""

    status: Literal["ok", "degraded"]
    database: ServerStatus
    redis: ServerStatus
    processes: dict[str, ProcessKind]
    senders: list[SenderStatus]
    queue: QueueStatus
    parked: ParkedStatus
    intake: IntakeStatus
    cache: dict[str, Any] | None = Field(description="as GET /api/cache/stats; null when it is switched off")


class AlertAnswer(BaseModel):
    """One thing to see to. (`code`, `subject`) is its identity; translate by `code` with `details`."""

    model_config = _example({
        "code": "limit_near", "severity": "warning", "since": "2026-11-22T00:00:00Z", "subject": "sender:1",
        "message": "The number +229 01 97 00 00 00 has used 92.0 % of today's limit of 1000 messages.",
        "what_to_do": "About 71 more contacts can be written to today: start large campaigns tomorrow.",
        "details": {"sender_id": 1, "number": "+229 01 97 00 00 00", "limit": 1000, "used": 92.0,
                    "remaining": 71},
    })  # fmt: skip

    code: str
    severity: Severity
    since: datetime | None
    subject: str
    message: str
    what_to_do: str
    details: dict[str, Any]


class AlertList(BaseModel):
    """The worst first."""

    items: list[AlertAnswer]
    total: int
