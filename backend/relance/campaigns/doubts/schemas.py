"""Bodies of the routes of doubts. Times are UTC."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.campaigns.doubts.decide import Decision
from relance.campaigns.schemas import Body
from relance.campaigns.state import Status
from relance.http.bodies import UtcTime
from relance.messages.state import MessageType

_AT = "2026-11-22T14:02:10Z"
_LATER = "2026-11-22T14:02:11Z"
_REASON: JsonDict = {
    "code": "intake_gap",
    "text": "Meta could not reach this server from 14:02:10 to 14:02:31 (api_away).",
    "values": {"from": _AT, "to": "2026-11-22T14:02:31Z", "reason": "api_away"}, "messages": 12, "since": _AT,
}  # fmt: skip
_OF_TYPE: JsonDict = {
    "message_type": "message_1", "messages": 12, "ripe": 12, "since": _AT, "newest_at": _LATER,
    "held_open_until": "2026-11-23T14:02:11Z", "window_closed": 0, "twice_if_sent_again": 12,
    "nothing_if_counted": 12, "reasons": [_REASON],
    "moments": [{"from_at": _AT, "until_at": _LATER, "messages": 12}],
}  # fmt: skip
_VERDICT: JsonDict = {
    "id": 1, "message_type": "message_1", "decision": "wait", "left_before": "2026-11-22T14:10:00Z",
    "decided_at": "2026-11-22T14:15:02Z", "decided_by": {"kind": "user", "id": 1, "name": "awa"},
    "messages": 12, "heard_since": 0,
}  # fmt: skip


def _example(example: JsonDict) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class DoubtReason(BaseModel):
    """Why some of them wait: a stable word, its values, and the English sentence made of both."""

    code: str
    text: str
    values: dict[str, Any] = Field(description="of the largest group with this reason")
    messages: int
    since: datetime


class DoubtMoment(BaseModel):
    """What left within a short time and was never heard of: so many requests were on the wire then."""

    from_at: datetime
    until_at: datetime
    messages: int


class DoubtsOfType(BaseModel):
    """Messages of one type of which nobody can tell whether Meta took them."""

    message_type: MessageType
    messages: int
    ripe: int = Field(description="of them, those that left before `ripe_before`")
    since: datetime = Field(description="when the first of them left")
    newest_at: datetime = Field(description="when the last of them left")
    held_open_until: datetime | None = Field(
        description="they keep the campaign open until then; null once it is closed"
    )
    window_closed: int = Field(description="Messages 2 that cannot be sent again: their window is over")
    twice_if_sent_again: int = Field(description="people who may get it twice, at most")
    nothing_if_counted: int = Field(description="people who may get nothing, at most")
    reasons: list[DoubtReason] = Field(description="why they wait, the most frequent first")
    moments: list[DoubtMoment] = Field(description="when they left, the newest first, 20 at most")


class KnownEnds(BaseModel):
    """How doubts of this number ended in the last 90 days, as far as it is known."""

    taken: int = Field(description="heard of after all: Meta had taken them")
    not_taken: int = Field(description="proved: Meta had never taken them")


class DoubtDecider(BaseModel):
    """Who decided. `id` is null for the command line."""

    kind: Literal["user", "api_key", "command"]
    id: int | None
    name: str | None


class DoubtVerdict(BaseModel):
    """What somebody decided."""

    id: int
    message_type: MessageType
    decision: Decision
    left_before: datetime | None
    decided_at: datetime
    decided_by: DoubtDecider
    messages: int
    heard_since: int = Field(description="of them, attempts of which Meta has told since that it took them")


class CampaignDoubts(BaseModel):
    """What is in doubt in a campaign, and what was decided before. `items` is empty when nothing is."""

    model_config = _example({
        "campaign_id": 3, "status": "sending", "completed_at": None, "read_at": "2026-11-22T14:15:00Z",
        "ripe_before": "2026-11-22T14:10:00Z",
        "items": [_OF_TYPE], "known_ends": {"taken": 40, "not_taken": 10}, "verdicts": [_VERDICT],
    })  # fmt: skip

    campaign_id: int
    status: Status
    completed_at: datetime | None
    read_at: datetime | None = Field(
        description="give it, or `ripe_before`, as `left_before`: then a repeated decision meets no later"
        " attempt"
    )
    ripe_before: datetime | None = Field(
        description="what left earlier has had its grace: nothing is to be expected of it by itself soon"
    )
    items: list[DoubtsOfType]
    known_ends: KnownEnds
    verdicts: list[DoubtVerdict] = Field(description="the newest first, 20 at most")


class DoubtsRequest(Body):
    """What to do with the doubts of a type. `left_before`: only with messages that left before that time.

    `wait` changes nothing. `count_as_sent` believes that Meta took them. `send_again` may reach people twice.
    """

    model_config = _example({
        "message_type": "message_1", "decision": "send_again", "left_before": "2026-11-22T14:10:00Z",
    })  # fmt: skip

    message_type: Literal["message_1", "message_2"]
    decision: Decision
    left_before: Annotated[UtcTime | None, Field(description="null: all that are in doubt now")] = None


class DoubtsLeftOut(BaseModel):
    """Why messages were left as they are."""

    settled: int = Field(description="no longer in doubt: an echo came, or somebody was quicker")
    decided_before: int = Field(description="the first decision on an attempt is the only one")
    window_closed: int = Field(description="Messages 2 whose customer service window is over")
    campaign_stopped: int = Field(description="nothing leaves from a campaign that was stopped")


class DoubtsDecided(BaseModel):
    """How many doubts were decided now, and how many were not."""

    model_config = _example({
        "message_type": "message_1", "decision": "send_again", "decided": 11,
        "left_out": {"settled": 1, "decided_before": 0, "window_closed": 0, "campaign_stopped": 0},
        "more": False,
    })  # fmt: skip

    message_type: MessageType
    decision: Decision
    decided: int
    left_out: DoubtsLeftOut
    more: bool = Field(description="there was no time for all: ask again")
