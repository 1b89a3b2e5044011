"""Bodies of the sender routes."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.http.bodies import RequestBody

_NOON = "2026-11-01T12:00:00Z"
_SENDER: JsonDict = {
    "id": 1,
    "phone_number_id": "106540352242922",
    "waba_id": "102290129340398",
    "display_phone_number": "+229 01 97 12 34 56",
    "verified_name": "Relance",
    "quality_rating": "GREEN",
    "messaging_limit": "TIER_10K",
    "status": "CONNECTED",
    "rate_per_s": None,
    "throttled_rate_per_s": None,
    "throttled_at": None,
    "blocked": None,
    "account_blocked": None,
    "synced_at": _NOON,
}


class Block(BaseModel):
    """Why nothing leaves. Without `until` it lasts until a person lifts it; `code` is Meta's."""

    since: datetime
    until: datetime | None
    code: int | None
    reason: str | None


class SenderBody(BaseModel):
    """A business number. Rates are messages per second; a null `rate_per_s` means the setting's."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SENDER]})

    id: int
    phone_number_id: str
    waba_id: str
    display_phone_number: str | None
    verified_name: str | None
    quality_rating: str | None
    messaging_limit: str | None
    status: str | None
    rate_per_s: float | None
    throttled_rate_per_s: float | None
    throttled_at: datetime | None
    blocked: Block | None = Field(description="The number's own block, if it stands now.")
    account_blocked: Block | None = Field(description="The block of its account, if it stands now.")
    synced_at: datetime | None


class SenderList(BaseModel):
    """All senders, the oldest first; never paged."""

    items: list[SenderBody]
    next_cursor: None = None
    total: int


class SenderChange(RequestBody):
    """The rate of a sender in messages per second; null: the setting's."""

    rate_per_s: Annotated[float | None, Field(gt=0, le=10_000, examples=[20.0])]
