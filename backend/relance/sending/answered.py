"""From what Meta answered to evidence about the row, and to a stop of the number, template or account."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from relance.core.clock import from_unix
from relance.core.db import Row
from relance.messages.evidence import Accepted, Evidence, Lost, Rejected, RetryLater
from relance.messages.failures import JITTER
from relance.sending.line import Ending
from relance.whatsapp.errors import LOST_ANSWER, MARKETING_STOPPED, NOT_CONNECTED, MetaError, Scope
from relance.whatsapp.outcome import Outcome

_NO_WORDS = MetaError(code=0, title="no error given", details="", fbtrace_id=None)

_THROUGHPUT = frozenset({130429, -429})
"""Meta's code, and HTTP 429 without one."""

_OTHERS_FIRST_S = (2.0, 5.0)
"""So long a message that met a full number or an ill Meta lets others go before it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Something larger than the row is ill, for `for_s` seconds; None: until somebody mends it."""

    scope: Scope  # never `row`
    for_s: float | None
    error: MetaError


@dataclass(slots=True)  # not frozen for the cost of it, as `Outcome`
class Answered:
    """One request that ended: when it began and ended by `core.clock.boottime_s`, and what came of it.

    `held`: Meta's own outage holds the number, so that the message waits for it and loses no retry.
    """

    message: Row
    outcome: Outcome
    began_s: float
    ended_s: float
    held: bool = False


def never_left(outcome: Outcome) -> bool:
    """Whether surely no byte of the request was written: the message goes back as it was."""
    return outcome.error is not None and outcome.error.code == NOT_CONNECTED


def is_throughput(outcome: Outcome) -> bool:
    """Whether Meta refused the message only because too many came in too short a time."""
    return outcome.error is not None and outcome.error.code in _THROUGHPUT


def refuses_marketing(outcome: Outcome) -> bool:
    """Whether the person takes no marketing of ours any more."""
    return outcome.error is not None and outcome.error.code == MARKETING_STOPPED


def read_ending(outcome: Outcome) -> Ending:
    """What an outcome says of the line to Meta."""
    if outcome.action in ("accepted", "held"):
        return Ending.TAKEN
    if outcome.is_outage:
        return Ending.OUTAGE
    if never_left(outcome):
        return Ending.UNREACHED
    if outcome.action == "unknown":
        lost = outcome.error is None or outcome.error.code == LOST_ANSWER
        return Ending.CUT if lost else Ending.UNUSABLE
    return Ending.JUDGED


def read_evidence(answered: Answered, *, now: datetime, now_s: float) -> Evidence:
    """What one answer says about its message. `now` is the database's clock at `now_s` of ours."""
    message, outcome = answered.message, answered.outcome
    message_id, attempt = message["id"], message["attempt"]
    error = outcome.error or _NO_WORDS
    left_at = now - timedelta(seconds=now_s - answered.began_s)
    if outcome.action in ("accepted", "held") and outcome.wamid is not None:
        answered_at = now - timedelta(seconds=now_s - answered.ended_s)
        at = from_unix(outcome.at) if outcome.at is not None else answered_at
        held = outcome.action == "held"
        return Accepted(message_id, attempt, outcome.wamid, at, held, left_at, answered_at)
    if outcome.action == "rejected":
        return Rejected(message_id, attempt, error, now)
    if outcome.action == "unknown":
        return Lost(message_id, attempt, left_at)
    if outcome.action == "retry_at" and outcome.scope == "row" and not answered.held:
        waits_s = outcome.waits_s or (1.0,)
        delay_s = waits_s[min(message["retries"], len(waits_s) - 1)] * random.uniform(*JITTER)
        return RetryLater(message_id, attempt, error, now, delay_s, counts=True, tries=len(waits_s))
    # The number, template or account: the message waits for it and loses no attempt. Where nothing but the
    # pace or the line holds it back, others go first.
    others_first = answered.held or is_throughput(outcome)
    delay_s = random.uniform(*_OTHERS_FIRST_S) if others_first else 0.0
    return RetryLater(message_id, attempt, error, now, delay_s, counts=False)


def read_stop(outcome: Outcome) -> Stop | None:
    """Whether anything larger than the message must stop."""
    if outcome.scope == "row" or never_left(outcome) or is_throughput(outcome):
        return None  # of the last two the line and the control of the rate take care, in this process
    endless = outcome.action in ("stop_sender", "stop_template", "stop_account")
    if outcome.delay_s is None and not endless:
        return None
    return Stop(outcome.scope, outcome.delay_s, outcome.error or _NO_WORDS)
