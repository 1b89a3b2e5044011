"""Answer of `GET /api/monitoring/system-status`: every part of the installation now."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.cache.schemas import CacheStats
from relance.monitoring.processes import State

_AT = "2026-11-22T10:00:00Z"
_KIND: JsonDict = {
    "alive": 1, "last_heartbeat_at": _AT, "items": [{
        "host": "relance-1", "pid": 4242, "state": "alive", "started_at": _AT, "heartbeat_at": _AT,
        "silent_s": 0.8, "work": {"poll": 1.0, "listen": 2.4, "settle": 1.6, "lanes": 0.9, "lines": 0.9},
        "overdue": [],
    }],
}  # fmt: skip
_STATUS: JsonDict = {
    "status": "ok", "database": {"status": "ok", "latency_ms": 0.3, "error": None, "version": "18.0"},
    "redis": {"status": "ok", "latency_ms": 0.2, "error": None, "version": "9.0"},
    "processes": {"api": _KIND, "sender": _KIND, "worker": _KIND, "beat": _KIND},
    "sending": {"status": "ok", "oldest_due_age_s": 0.4, "taken_age_s": 0.9, "hindrances": []},
    "senders": [{
        "sender_id": 1, "number": "+229 01 97 00 00 00", "status": "ok", "blocked_until": None,
        "code": None, "reason": None,
    }],
    "queue": {
        "pending_message_1": 1200, "pending_message_2": 3, "sending": 18, "settling": 0,
        "oldest_due_at": _AT, "oldest_due_age_s": 0.4, "oldest_reply_due_at": None,
        "oldest_reply_age_s": None,
    },
    "parked": {"waiting": 0, "oldest_at": None},
    "intake": {"healthy": True, "gaps": [], "drops": [], "kept_replies": 0},
    "cache": {
        "hits": 940, "misses": 60, "errors": 0, "total": 1000, "hit_rate": 94.0, "latency_ms": 0.21,
        "namespaces": {},
    },
}  # fmt: skip


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
    work: dict[str, float] = Field(
        description="seconds since it did each kind of its work; empty of an older version of Relance"
    )
    overdue: list[str] = Field(description="work that has stood still for too long, although it beats")


class ProcessKind(BaseModel):
    """All processes of one kind."""

    alive: int
    last_heartbeat_at: datetime | None
    items: list[ProcessAnswer]


class Processes(BaseModel):
    """All processes by kind: what every installation runs, at least once each."""

    api: ProcessKind
    sender: ProcessKind
    worker: ProcessKind
    beat: ProcessKind


class HindranceAnswer(BaseModel):
    """Why nothing is sent, on one number of Meta's or (null) on all, as a sender or the database says."""

    code: Literal[
        "pace_elsewhere", "line_lost", "line_held", "sent_log", "restored_unanswered", "restored_settling"
    ]
    reason: str
    number: str | None
    for_s: float | None


class SendingStatus(BaseModel):
    """Whether what may leave does leave.

    `no_sender`: none lives. `stuck`: a sender lives and does not work, or work is due and nobody takes any.
    `waits`: senders say why nothing leaves, or the database was restored and nobody has answered that yet.
    """

    status: Literal["ok", "waits", "stuck", "no_sender"]
    oldest_due_age_s: float | None = Field(description="of the oldest batch that nothing keeps from leaving")
    taken_age_s: float | None = Field(description="since a sender last took work or found none to take yet")
    hindrances: list[HindranceAnswer]


class SenderStatus(BaseModel):
    """Whether a number may send."""

    sender_id: int
    number: str
    status: Literal["ok", "number_blocked", "account_blocked"]
    blocked_until: datetime | None
    code: int | None = Field(description="Meta's, where it gave one")
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
    kept_replies: int = Field(
        description="replies under an id that nobody is known by yet; taken in when it is learnt, deleted "
        "(and counted as `stranger`) at the end of the window that they may belong to"
    )


class SystemStatus(BaseModel):
    """Every part of the installation now. `status` is `degraded` when any part of it is not well."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATUS]})

    status: Literal["ok", "degraded"]
    database: ServerStatus
    redis: ServerStatus
    processes: Processes
    sending: SendingStatus
    senders: list[SenderStatus]
    queue: QueueStatus
    parked: ParkedStatus
    intake: IntakeStatus
    cache: CacheStats | None = Field(description="as GET /api/cache/stats; null when it is switched off")
