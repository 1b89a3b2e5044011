"""What we learn of a message, whatever the order in which it arrives: the one place that moves a row.

Positive evidence (an answer with a wamid, any status) wins over pending, unknown and cancelled. Negative
evidence (rejected, retry, not sent) applies only to the attempt it speaks of, while the row has no wamid.
Property tests feed it every order.
"""

from dataclasses import dataclass, field
from datetime import datetime

from relance.messages.row import MessageRow
from relance.messages.state import (
    CANCELLED,
    DELIVERED,
    FAILED,
    HELD,
    MAX_RETRIES,
    NO_INTERACTION,
    PENDING,
    RANK,
    READ,
    SENT,
    UNKNOWN,
)
from relance.whatsapp.errors import TEMPLATE_PAUSED, MetaError


@dataclass(slots=True)
class Accepted:
    """Meta's answer to the request: taken, or held for template pacing."""

    message_id: int
    attempt: int
    wamid: str
    at: datetime
    held: bool = False


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
    """This attempt was refused for now. `counts`: it was the row's own fault, and uses up a retry."""

    message_id: int
    attempt: int
    error: MetaError
    at: datetime
    due_at: datetime
    counts: bool


@dataclass(slots=True)
class Lost:
    """Nobody can tell whether Meta took this attempt: no answer, or the process died on it."""

    message_id: int
    attempt: int
    at: datetime


@dataclass(slots=True)
class NotSent:
    """This unknown attempt never left: its process says so, or settling proved it."""

    message_id: int
    attempt: int
    due_at: datetime


@dataclass(slots=True)
class Withheld:
    """Found at the claim that it must not go out: opted out, deleted, too late, no address."""

    message_id: int
    attempt: int
    reason: str


Evidence = Accepted | StatusSeen | Rejected | RetryLater | Lost | NotSent | Withheld


@dataclass(slots=True)
class Effects:
    """What must follow in the same transaction, besides writing the rows."""

    requeue: list[tuple[MessageRow, datetime]] = field(default_factory=list)
    # (row, since when nobody knows): settled after the grace.
    settle: list[tuple[MessageRow, datetime]] = field(default_factory=list)
    # (row, the wamid it does not carry): two acceptances of one row, neither known to have failed.
    doubles: list[tuple[MessageRow, str]] = field(default_factory=list)
    # (wamid, message id, attempt): wamids a row no longer carries, whose statuses are still its own.
    old_wamids: list[tuple[str, int, int]] = field(default_factory=list)


def apply_evidence(row: MessageRow, evidence: Evidence, effects: Effects) -> None:
    """Move `row` by one piece of evidence; repeating it changes nothing."""
    match evidence:
        case StatusSeen():
            _see_status(row, evidence, effects)
        case Accepted():
            _accept(row, evidence, effects)
        case Rejected():
            if _speaks_of_present_attempt(row, evidence.attempt):
                _fail(row, evidence.error, evidence.at)
        case RetryLater():
            if _speaks_of_present_attempt(row, evidence.attempt):
                _retry(row, evidence, effects)
        case Lost():
            if _speaks_of_present_attempt(row, evidence.attempt) and row.status == PENDING:
                row.move(UNKNOWN)
                row.unknown_at = evidence.at
                row.changed_wide = True
                effects.settle.append((row, evidence.at))
        case NotSent():
            if _speaks_of_present_attempt(row, evidence.attempt) and row.status == UNKNOWN:
                # An echo of the attempt we gave up may still come; the next one must be told from it.
                row.attempt += 1
                row.changed_wide = True
                row.move(PENDING)
                effects.requeue.append((row, evidence.due_at))
        case Withheld():
            if _speaks_of_present_attempt(row, evidence.attempt) and row.status == PENDING:
                row.move(CANCELLED)
                row.cancel_reason = evidence.reason
                row.changed_wide = True


def _speaks_of_present_attempt(row: MessageRow, attempt: int) -> bool:
    return row.wamid is None and row.attempt == attempt and row.status in (PENDING, UNKNOWN)


def _accept(row: MessageRow, accepted: Accepted, effects: Effects) -> None:
    had_wamid = row.wamid is not None
    _take_wamid(row, accepted.wamid, accepted.attempt, effects)
    if accepted.held:
        # Taken, not yet sent: only a status says which way it went.
        if not had_wamid:
            row.move(HELD)
            _forget_cancelling(row)
        return
    row.reach_sent(accepted.at)
    _rise(row, reported_failed=had_wamid)


def _take_wamid(row: MessageRow, wamid: str, attempt: int | None, effects: Effects) -> None:
    """Make `wamid` the row's own. A second one is kept beside it, and is a double unless the first failed."""
    if row.wamid == wamid:
        return
    if row.wamid is not None:
        older = attempt is not None and attempt < row.attempt
        kept, kept_attempt = (wamid, attempt or 0) if older else (row.wamid, max(0, (attempt or 1) - 1))
        effects.old_wamids.append((kept, row.id, kept_attempt))
        if row.status != FAILED:
            effects.doubles.append((row, kept))
        if older:
            return
    row.wamid = wamid
    row.changed = True


def _see_status(row: MessageRow, seen: StatusSeen, effects: Effects) -> None:
    if seen.status == FAILED:
        _see_failure(row, seen, effects)
        return
    known_as_old = row.wamid is not None and row.wamid != seen.wamid
    if known_as_old and seen.status == SENT and seen.attempt is None:
        return  # an old wamid's late "sent": recorded when it was replaced
    had_wamid = row.wamid is not None
    _take_wamid(row, seen.wamid, seen.attempt, effects)
    _note_echo(row, seen)
    if seen.status == READ:
        row.reach_read(seen.at)
    elif seen.status == DELIVERED:
        row.reach_delivered(seen.at)
    else:
        row.reach_sent(seen.at)
    _rise(row, reported_failed=had_wamid)


def _see_failure(row: MessageRow, seen: StatusSeen, effects: Effects) -> None:
    if row.wamid is not None and row.wamid != seen.wamid:
        return  # it speaks of an attempt that was replaced
    if row.wamid is None:
        if seen.attempt is not None and seen.attempt != row.attempt:
            effects.old_wamids.append((seen.wamid, row.id, seen.attempt))
            return
        row.wamid = seen.wamid
        row.changed = True
    _note_echo(row, seen)
    if seen.error is None or seen.error.code != TEMPLATE_PAUSED:
        # It was accepted and sent, also where the answer was lost and "sent" never came. A message that was
        # held for its template and then dropped was not.
        row.reach_sent(seen.at)
    if row.delivered_at is None and row.status != FAILED:
        _fail(row, seen.error, seen.at)


def _note_echo(row: MessageRow, seen: StatusSeen) -> None:
    if row.echoed_at is None:
        row.echoed_at = seen.at
        row.changed = True
    if seen.pricing_category is not None and row.pricing_category is None:
        row.pricing_category = seen.pricing_category
        row.pricing_type = seen.pricing_type
        row.billable = seen.billable
        row.changed = True


def _rise(row: MessageRow, *, reported_failed: bool) -> None:
    """Bring the state up to what the milestones say; never down.

    A message that Meta itself reported failed (`reported_failed`: the row had its wamid already) stays
    failed at a late "sent", not at a "delivered".
    """
    if row.status == NO_INTERACTION or (
        row.status == FAILED and reported_failed and row.delivered_at is None
    ):
        return
    target = row.highest()
    if RANK.get(row.status, 0) < RANK[target]:
        row.move(target)
        _forget_cancelling(row)


def _forget_cancelling(row: MessageRow) -> None:
    if row.cancel_reason is not None:
        row.cancel_reason = None
        row.changed_wide = True


def _fail(row: MessageRow, error: MetaError | None, at: datetime) -> None:
    row.move(FAILED)
    row.failed_at = row.failed_at or at
    note_error(row, error)
    _forget_cancelling(row)


def note_error(row: MessageRow, error: MetaError | None) -> None:
    """Keep Meta's code and words on the row."""
    row.changed_wide = True
    if error is not None:
        row.error_code = error.code
        row.error_title = error.title
        row.error_details = error.details
        row.fbtrace_id = error.fbtrace_id


def _retry(row: MessageRow, retry: RetryLater, effects: Effects) -> None:
    if retry.counts:
        row.retries += 1
        if row.retries > MAX_RETRIES:
            _fail(row, retry.error, retry.at)
            return
    note_error(row, retry.error)
    row.attempt += 1
    row.move(PENDING)
    effects.requeue.append((row, retry.due_at))


def interact(row: MessageRow, at: datetime, *, quoted: bool) -> bool:
    """A contact answered this Message 1 inside its window; True when that is new.

    A quote proves that the message arrived, so it also lifts a message we believed failed.
    """
    if quoted and row.status == FAILED:
        row.reach_delivered(at)
        _rise(row, reported_failed=True)
    if row.interacted_at is not None:
        return False
    row.interacted_at = at
    row.changed = True
    if row.status == NO_INTERACTION:
        row.move(row.highest())
    return True
