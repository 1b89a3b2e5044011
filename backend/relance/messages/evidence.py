"""What we learn of a message, whatever the order in which it arrives: the one place that moves a row.

Positive evidence (an answer with a wamid, any status) wins over pending, unknown and cancelled. Negative
evidence (rejected, retry, not sent) applies only to the attempt it speaks of, while the row has no wamid.
Property tests feed it every order.
"""

from datetime import datetime

from relance.messages.evidence_kinds import (
    Accepted,
    Effects,
    Evidence,
    Lost,
    NotSent,
    Rejected,
    RetryLater,
    StatusSeen,
    Withheld,
)
from relance.messages.failures import fail, judge_failure, keep_failed, retry_later
from relance.messages.row import MessageRow
from relance.messages.state import (
    CANCELLED,
    DELIVERED,
    FAILED,
    HELD,
    NO_INTERACTION,
    PENDING,
    RANK,
    READ,
    SENT,
    UNKNOWN,
)

__all__ = [
    "Accepted",
    "Effects",
    "Evidence",
    "Lost",
    "NotSent",
    "Rejected",
    "RetryLater",
    "StatusSeen",
    "Withheld",
    "apply_evidence",
    "interact",
]


def apply_evidence(row: MessageRow, evidence: Evidence, effects: Effects) -> None:
    """Move `row` by one piece of evidence; repeating it changes nothing."""
    match evidence:
        case StatusSeen():
            _see_status(row, evidence, effects)
        case Accepted():
            _accept(row, evidence, effects)
        case Rejected():
            if _speaks_of_present_attempt(row, evidence.attempt):
                fail(row, evidence.error, evidence.at)
            elif _refutes_person(row, evidence.attempt):
                _refute(row, evidence)
        case RetryLater():
            if _speaks_of_present_attempt(row, evidence.attempt):
                retry_later(row, evidence, effects)
            elif _refutes_person(row, evidence.attempt):
                # Whoever counted it as sent did not want it sent again: that is theirs to say.
                _refute(row, evidence)
        case Lost():
            if _speaks_of_present_attempt(row, evidence.attempt) and row.status == PENDING:
                row.move(UNKNOWN)
                row.unknown_at = row.left_at = evidence.at
                row.changed_wide = True
                effects.settle.append((row, evidence.at))
        case NotSent():
            if _speaks_of_present_attempt(row, evidence.attempt) and row.status == UNKNOWN:
                # An echo of the attempt we gave up may still come; the next one must be told from it.
                row.begin_next_attempt()
                effects.requeue.append((row, 0.0))
        case Withheld():
            if _speaks_of_present_attempt(row, evidence.attempt) and row.status == PENDING:
                row.move(CANCELLED)
                row.cancel_reason = evidence.reason
                row.changed_wide = True


def _speaks_of_present_attempt(row: MessageRow, attempt: int) -> bool:
    return row.wamid is None and row.attempt == attempt and row.status in (PENDING, UNKNOWN)


def _refutes_person(row: MessageRow, attempt: int) -> bool:
    """Meta's late refusal of an attempt that a person has counted as sent."""
    return row.is_counted and row.attempt == attempt


def _refute(row: MessageRow, refusal: Rejected | RetryLater) -> None:
    if row.status == SENT:
        # It never was: so it may be retried by hand, like all that Meta refused.
        row.take_back_acceptance()
    fail(row, refusal.error, refusal.at)


def _accept(row: MessageRow, accepted: Accepted, effects: Effects) -> None:
    if row.former.get(accepted.wamid):
        return  # it failed since, and the next attempt waits or is under way
    had_wamid = row.wamid is not None
    _take_wamid(row, accepted.wamid, accepted.attempt, effects)
    if accepted.attempt == row.attempt and row.wamid == accepted.wamid and row.answered_at is None:
        row.left_at, row.answered_at = accepted.left_at, accepted.answered_at
        row.changed = True
    if accepted.held:
        # Taken, not yet sent: only a status says which way it went.
        if not had_wamid and row.sent_at is None:
            row.move(HELD)
            row.forget_cancelling()
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
        row.former[kept] = row.status == FAILED and not older  # what failed is the wamid the row had
        effects.old_wamids.append((kept, row.id, kept_attempt, row.former[kept]))
        if row.status != FAILED:
            effects.doubles.append((row, kept))
        if older:
            return
        row.first_status_at, row.heard = None, False
    row.wamid = wamid
    row.changed = True


def _see_status(row: MessageRow, seen: StatusSeen, effects: Effects) -> None:
    if seen.status == FAILED:
        _see_failure(row, seen, effects)
        return
    if seen.status == SENT and row.former.get(seen.wamid):
        return  # it failed since: only "delivered" would prove more
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
    """It speaks of the attempt that had its wamid, and of that one only."""
    if row.wamid is not None and row.wamid != seen.wamid:
        return  # that attempt was replaced
    # Whoever counted it as sent did not want it sent again.
    is_final = row.is_counted
    if row.wamid is None:
        if seen.wamid in row.former:
            return
        if seen.attempt is not None and seen.attempt != row.attempt:
            keep_failed(row, seen.wamid, seen.attempt, effects)
            return
        row.wamid = seen.wamid
        row.changed = True
    _note_echo(row, seen)
    judge_failure(row, seen, effects, is_final=is_final)


def _note_echo(row: MessageRow, seen: StatusSeen) -> None:
    if row.echoed_at is None:
        row.echoed_at = seen.at
        row.changed = True
    if row.first_status_at is None and row.wamid == seen.wamid:
        row.heard = row.changed = True
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
        row.forget_cancelling()


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
