"""The pieces of evidence about a message, and what follows of them. `evidence` says what each one moves."""

from dataclasses import dataclass, field
from datetime import datetime

from relance.messages.row import MessageRow
from relance.whatsapp.errors import ErrorRule, MetaError


@dataclass(slots=True)
class Accepted:
    """Meta's answer to the request: taken, or held for template pacing.

    `at` is Meta's time; `left_at` and `answered_at` are the database's.
    """

    message_id: int
    attempt: int
    wamid: str
    at: datetime
    held: bool = False
    left_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(slots=True)
class StatusSeen:
    """A status webhook. `attempt` is None when it was found by its wamid alone."""

    message_id: int
    attempt: int | None
    wamid: str
    status: str
    at: datetime
    error: MetaError | None = None
    pricing_category: str | None = None
    pricing_type: str | None = None
    billable: bool | None = None


@dataclass(slots=True)
class Rejected:
    """Meta refused this attempt for good."""

    message_id: int
    attempt: int
    error: MetaError
    at: datetime


@dataclass(slots=True)
class RetryLater:
    """This attempt was refused for now. `counts`: it uses up one of the row's `tries`.

    It is due again `delay_s` after the database takes it.
    """

    message_id: int
    attempt: int
    error: MetaError
    at: datetime
    delay_s: float
    counts: bool
    tries: int = 3


@dataclass(slots=True)
class Lost:
    """Nobody can tell whether Meta took this attempt: no answer, or the process died on it.

    `at` is when it left or may have left, by the database's clock.
    """

    message_id: int
    attempt: int
    at: datetime


@dataclass(slots=True)
class NotSent:
    """Meta never took this unknown attempt: settling proved it, or a person has it sent again."""

    message_id: int
    attempt: int


@dataclass(slots=True)
class Withheld:
    """Found at the claim that it must not go out: opted out, deleted, too late, no address."""

    message_id: int
    attempt: int
    reason: str


Evidence = Accepted | StatusSeen | Rejected | RetryLater | Lost | NotSent | Withheld


@dataclass(slots=True)
class StopSeen:
    """A status whose code stops the number, the template or the account of its message.

    `at` is Meta's time; `left_at`, when the attempt may have left, the database's, None where unrecorded.
    """

    message_id: int
    campaign_id: int
    rule: ErrorRule
    error: MetaError
    at: datetime
    left_at: datetime | None


@dataclass(slots=True)
class Effects:
    """What must follow in the same transaction, besides writing the rows."""

    # (row, in how many seconds it is due).
    requeue: list[tuple[MessageRow, float]] = field(default_factory=list)
    # (row, since when nobody knows, by the database's clock): settled after the grace.
    settle: list[tuple[MessageRow, datetime]] = field(default_factory=list)
    # (row, the wamid it does not carry): two acceptances of one row, neither known to have failed.
    doubles: list[tuple[MessageRow, str]] = field(default_factory=list)
    # (wamid, message id, attempt, failed): wamids a row no longer carries, whose statuses are still its own.
    old_wamids: list[tuple[str, int, int, bool]] = field(default_factory=list)
    stops: list[StopSeen] = field(default_factory=list)
