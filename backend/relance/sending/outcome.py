"""From what Meta answered to evidence about the row, and to a stop of the number, template or account."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from relance.core.clock import from_unix
from relance.core.db import Row
from relance.messages.evidence import Accepted, Evidence, Lost, Rejected, RetryLater
from relance.whatsapp.errors import NOT_CONNECTED, MetaError, retry_delay_s
from relance.whatsapp.outcome import Outcome

_NO_WORDS = MetaError(code=0, title="no error given", details="", fbtrace_id=None)


@dataclass(frozen=True, slots=True)
class Stop:
    """Something larger than the row is ill. `until` None: until a person or a webhook mends it."""

    scope: str  # number | template | account
    until: datetime | None
    throttle: bool
    error: MetaError


def read_outcome(message: Row, outcome: Outcome, now: datetime) -> tuple[Evidence, Stop | None]:
    """What one answer says about its message, and whether anything must stop."""
    message_id, attempt = message["id"], message["attempt"]
    error = outcome.error or _NO_WORDS
    stop = _read_stop(outcome, error, now)
    if outcome.action in ("accepted", "held") and outcome.wamid is not None:
        at = from_unix(outcome.at) if outcome.at is not None else now
        return Accepted(message_id, attempt, outcome.wamid, at, outcome.action == "held"), stop
    if outcome.action == "rejected":
        return Rejected(message_id, attempt, error, now), stop
    if outcome.action == "unknown":
        return Lost(message_id, attempt, now), stop
    if outcome.action == "retry_at" and outcome.scope == "row":
        delay_s = retry_delay_s(error.code, message["retries"] + 1) * random.uniform(0.5, 1.5)
        due_at = now + timedelta(seconds=delay_s)
        return RetryLater(message_id, attempt, error, now, due_at, counts=True), stop
    # The number, template or account: the message waits for it and loses no attempt.
    due_at = stop.until if stop is not None and stop.until is not None else now
    return RetryLater(message_id, attempt, error, now, due_at, counts=False), stop


def _read_stop(outcome: Outcome, error: MetaError, now: datetime) -> Stop | None:
    if outcome.scope == "row":
        return None
    if outcome.action in ("stop_sender", "stop_template", "stop_account"):
        until = None if outcome.delay_s is None else now + timedelta(seconds=outcome.delay_s)
    elif outcome.delay_s is not None:
        until = now + timedelta(seconds=outcome.delay_s)
    else:
        return None
    # Not being connected says nothing about the rate.
    throttle = outcome.action == "retry_at" and outcome.scope == "number" and error.code != NOT_CONNECTED
    return Stop(outcome.scope, until, throttle, error)
