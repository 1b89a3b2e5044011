"""Failures: which end a message, and which let it wait to be sent again.

A `failed` status is judged by the same table as an answer. Refused for a reason of the account, the number or
the template, or by an outage of Meta's, the message waits as if it had never been accepted: its next attempt
leaves when the cause is gone.
"""

import random
from datetime import datetime

from relance.messages.evidence_kinds import Effects, RetryLater, StatusSeen, StopSeen
from relance.messages.row import MessageRow
from relance.messages.state import FAILED, HELD, MESSAGE_2, PENDING, SENT, UNKNOWN
from relance.whatsapp.errors import (
    NO_CODE,
    TEMPLATE_PAUSED,
    THROUGHPUT_REACHED,
    ErrorRule,
    MetaError,
    find_rule,
)

JITTER = (0.5, 1.5)
"""What failed together is not tried again together."""

FRONT_S = -86_400.0
"""The delay of what waits again: asked once already, it goes before those who never were."""

_MAY_WAIT_AGAIN = (PENDING, HELD, SENT, UNKNOWN)
_NO_REASON = MetaError(NO_CODE, "", "")


def judge_failure(row: MessageRow, seen: StatusSeen, effects: Effects, *, is_final: bool = False) -> None:
    """Apply a `failed` status of the row's present wamid. `is_final`: it must not be sent again."""
    error = seen.error or _NO_REASON
    rule = find_rule(error.code, f"{error.title} {error.details}")
    is_news = row.delivered_at is None and row.status != FAILED
    # Too many a second is a matter of the pace, not of a stop.
    if is_news and rule.scope != "row" and rule.code != THROUGHPUT_REACHED:
        effects.stops.append(StopSeen(row.id, row.campaign_id, rule, error, seen.at, row.left_at))
    if is_news and not is_final and _may_wait_again(row, seen, rule):
        _wait_again(row, seen, rule, effects)
        return
    if error.code != TEMPLATE_PAUSED:
        # It was accepted and sent, also where the answer was lost and "sent" never came. A message that was
        # held for its template and then dropped was not.
        row.reach_sent(seen.at)
    if is_news:
        fail(row, seen.error, seen.at)


def _may_wait_again(row: MessageRow, seen: StatusSeen, rule: ErrorRule) -> bool:
    if rule.scope == "row" and row.retries >= len(rule.waits_s):
        return False
    if row.message_type == MESSAGE_2 and row.expires_at is not None and row.expires_at <= seen.at:
        return False
    # Another acceptance that is not known to have failed may still arrive: once more could be a double.
    return row.status in _MAY_WAIT_AGAIN and all(row.former.values())


def _wait_again(row: MessageRow, seen: StatusSeen, rule: ErrorRule, effects: Effects) -> None:
    keep_failed(row, seen.wamid, row.attempt, effects)
    was_asked_once = row.attempt == 1
    row.take_back_acceptance()
    note_error(row, seen.error)
    if rule.scope == "row":
        delay_s = rule.waits_s[row.retries] * random.uniform(*JITTER)
        row.retries += 1
    elif rule.code == THROUGHPUT_REACHED:
        delay_s = (rule.delay_s or 0.0) * random.uniform(*JITTER)
    else:
        # To the front, once: somebody for whom it fails for ever must not be asked before all others.
        delay_s = FRONT_S if was_asked_once else 0.0
    row.begin_next_attempt()
    effects.requeue.append((row, delay_s))


def keep_failed(row: MessageRow, wamid: str, attempt: int, effects: Effects) -> None:
    """Note a former wamid of which Meta said that it failed."""
    row.former[wamid] = True
    effects.old_wamids.append((wamid, row.id, attempt, True))


def retry_later(row: MessageRow, retry: RetryLater, effects: Effects) -> None:
    """Let the row wait for its next attempt, or fail it when its tries are used up."""
    if retry.counts:
        row.retries += 1
        if row.retries > retry.tries:
            fail(row, retry.error, retry.at)
            return
    note_error(row, retry.error)
    row.begin_next_attempt()
    effects.requeue.append((row, retry.delay_s))


def fail(row: MessageRow, error: MetaError | None, at: datetime) -> None:
    """End it as failed, in Meta's words."""
    row.move(FAILED)
    row.failed_at = row.failed_at or at
    note_error(row, error)
    row.forget_cancelling()


def note_error(row: MessageRow, error: MetaError | None) -> None:
    """Keep Meta's code and words on the row."""
    row.changed_wide = True
    if error is not None:
        row.error_code = error.code
        row.error_title = error.title
        row.error_details = error.details
        row.fbtrace_id = error.fbtrace_id
