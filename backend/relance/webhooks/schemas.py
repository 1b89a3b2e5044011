"""Bodies of the routes of parked webhooks."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.http.bodies import RequestBody

_NOON = "2026-11-01T12:00:00Z"
_PARKED: JsonDict = {
    "id": 7,
    "reason": "not_json",
    "code": "not_json",
    "values": {},
    "message": "It is no JSON.",
    "n": 2,
    "first_at": _NOON,
    "last_at": _NOON,
    "replayed_at": None,
    "size": 3,
    "excerpt": "{x}",
}


class ParkedBody(BaseModel):
    """A webhook that could not be applied: why, how often it came, and how it begins. `size` in bytes.

    `values` fill the sentence of `code`, which `message` is in English; older ones may have no code.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_PARKED]})

    id: int
    reason: str
    code: str | None
    values: dict[str, Any]
    message: str
    n: int
    first_at: datetime
    last_at: datetime
    replayed_at: datetime | None
    size: int
    excerpt: str


class ParkedDetail(ParkedBody):
    """The whole of it: `json` as Meta sent it, or `text` where that is no JSON."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_PARKED, "json": None, "text": "{x}"}]}, serialize_by_alias=True
    )

    content: Any = Field(alias="json", description="The body, null when it is no JSON.")
    text: str | None = Field(description="The body as text, null when it is JSON.")


class ParkedList(BaseModel):
    """A page of parked webhooks, the newest first."""

    items: list[ParkedBody]
    next_cursor: str | None
    total: int


class ReplayRequest(RequestBody):
    """Where to go on: `continue_after` of the answer before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"after_id": 7}]})

    after_id: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0


class ReplayFailure(BaseModel):
    """One that stays parked, and why."""

    id: int
    reason: str
    code: str
    values: dict[str, Any]
    message: str


class ReplayAnswer(BaseModel):
    """What a replay came to. `continue_after`: time was up, ask again from there; null: all were tried."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"replayed": 3, "failed": 0, "failures": [], "continue_after": None}]}
    )

    replayed: int
    failed: int
    failures: list[ReplayFailure] = Field(description="The first hundred.")
    continue_after: int | None
