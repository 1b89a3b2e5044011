"""Answers of the monitoring routes. All rates are per cent, 0 to 100; times are UTC."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.monitoring.quotas import AlertLevel, Blocked
from relance.reasons.alerts import ALERT_WORDS, Severity


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


_TODAY: JsonDict = {
    "sender_id": 1, "phone_number_id": "106540352242922", "display_phone_number": "+229 01 97 00 00 00",
    "verified_name": "Boutique", **_FIGURES, "limit": 1000, "used": 77.0, "remaining_capacity": 205,
    "alert_level": "attention", "blocked_by": None, "quality_rating": "GREEN",
    "messaging_limit": "TIER_10K",
}  # fmt: skip


class SenderToday(DayFigures):
    """One number today. Without a daily limit `limit`, `used` and `remaining_capacity` are null."""

    model_config = _example(_TODAY)

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

    model_config = _example({
        "today": "2026-11-22", "began_at": "2026-11-22T00:00:00Z", "alert_level": "attention",
        "items": [_TODAY], "all": _FIGURES,
    })  # fmt: skip

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

    model_config = _example({
        "days": 1, "items": [{"date": "2026-11-22", "sender_id": 1, **_FIGURES}], "next_cursor": None,
        "total": 1,
    })  # fmt: skip

    days: int
    items: list[HistoryItem]
    next_cursor: None = None
    total: int


_GROUP: JsonDict = {
    "code": 131026, "count": 12, "last_at": "2026-11-22T10:03:11Z",
    "words": "Not deliverable: not on WhatsApp, or the app is too old.",
    "advice": "Check the phone number.", "scope": "row", "retryable_by_hand": True,
    "title": "Message undeliverable", "details": None, "message_id": 4711, "campaign_id": 7,
}  # fmt: skip
_FAILED: JsonDict = {
    "message_id": 4711, "campaign_id": 7, "campaign_name": "Rentrée", "contact_id": 12, "sender_id": 1,
    "message_type": "message_1", "code": 131026, "title": "Message undeliverable",
    "failed_at": "2026-11-22T10:03:11Z",
}  # fmt: skip


class ErrorGroupAnswer(BaseModel):
    """Failures with one code of Meta. Negative codes are Relance's own. `words` and `advice` are ours."""

    model_config = _example(_GROUP)

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

    model_config = _example({
        "days": 7, "items": [_GROUP], "next_cursor": None, "total": 1, "latest": [_FAILED],
    })  # fmt: skip

    days: int
    items: list[ErrorGroupAnswer]
    next_cursor: None = None
    total: int = Field(description="how many codes, 100 at most")
    latest: list[FailedMessage]


_ALERT: JsonDict = {
    "code": "limit_near", "severity": "warning", "since": "2026-11-22T00:00:00Z", "subject": "sender:1",
    "message": "The number +229 01 97 00 00 00 has used 92.0 % of today's limit of 1000 messages.",
    "what_to_do": "About 71 more contacts can be written to today: start large campaigns tomorrow.",
    "details": {"sender_id": 1, "number": "+229 01 97 00 00 00", "limit": 1000, "used": 92.0,
                "remaining": 71},
    "values": {"number": "+229 01 97 00 00 00", "limit": 1000, "used": 92.0, "remaining": 71},
}  # fmt: skip


class AlertAnswer(BaseModel):
    """One thing to see to. (`code`, `subject`) is its identity; `values` fill the sentences of `code`, which
    `message` and `what_to_do` are in English."""

    model_config = _example(_ALERT)

    code: str = Field(json_schema_extra={"enum": [*sorted(ALERT_WORDS)]})
    severity: Severity
    since: datetime | None
    subject: str
    message: str
    what_to_do: str
    details: dict[str, Any]
    values: dict[str, Any]


class AlertList(BaseModel):
    """The worst first."""

    model_config = _example({"items": [_ALERT], "next_cursor": None, "total": 1})

    items: list[AlertAnswer]
    next_cursor: None = None
    total: int
