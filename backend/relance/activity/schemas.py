"""Bodies of the activity log."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.activity.actor import ActorKind
from relance.activity.acts import Act
from relance.activity.record import SubjectKind

_LINE: JsonDict = {
    "id": 4711,
    "at": "2026-11-01T12:00:00Z",
    "actor": {"kind": "user", "id": 1, "name": "awa"},
    "source": {"address": "192.0.2.7", "user_agent": "Firefox"},
    "what": "user_changed",
    "subject": {"kind": "user", "id": 2, "name": "binta"},
    "before": {"role": "admin"},
    "after": {"role": "super_admin"},
    "details": None,
}


class ActorBody(BaseModel):
    """Who: `nobody` is a request without a caller, `relance` what happens by itself."""

    kind: ActorKind
    id: int | None = Field(description="The user's or the key's.")
    name: str | None = Field(description="As it was then; of a command, its name and who ran it where.")


class SourceBody(BaseModel):
    """From where; null for commands and for what happens by itself."""

    address: str | None
    user_agent: str | None


class SubjectBody(BaseModel):
    """On what. Without `id` on many at once: `details` has how many, and the first ids."""

    kind: SubjectKind
    id: int | None
    name: str | None


class ActivityLine(BaseModel):
    """One act. `before` and `after` hold what changed; what is secret or personal says `changed` only."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LINE]})

    id: int
    at: datetime
    actor: ActorBody
    source: SourceBody
    what: Act
    subject: SubjectBody | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    details: dict[str, Any] | None


class ActivityList(BaseModel):
    """Lines, the newest first. They are not counted: `total` is null."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_LINE], "next_cursor": None, "total": None}]}
    )

    items: list[ActivityLine]
    next_cursor: str | None
    total: None
