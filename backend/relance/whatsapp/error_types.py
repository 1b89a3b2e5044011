"""The types of errors and outcomes, apart from the table so that the table can be made of them."""

from dataclasses import dataclass
from typing import Literal

Scope = Literal["row", "number", "template", "account"]
Action = Literal[
    "accepted", "held", "rejected", "retry_at", "stop_sender", "stop_template", "stop_account", "unknown"
]

# Codes of our own, negative because Meta's never are. From -100 down the number is the HTTP status of an
# answer without Meta's error in it (-502, -404, ...).
NOT_CONNECTED = -1
LOST_ANSWER = -2
UNUSABLE_ANSWER = -3
NO_CODE = -4


@dataclass(frozen=True, slots=True)
class MetaError:
    """An error as Meta words it. `code` is negative for what Meta did not word (see `NOT_CONNECTED`)."""

    code: int
    title: str
    details: str
    fbtrace_id: str | None = None


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """What one code means and what to do about it. `delay_s` is in seconds, None where a person must act.

    `waits_s`: only for `retry_at` of scope `row`: how long to wait before each further try; no more tries
    than it has places.
    """

    code: int
    action: Action
    scope: Scope
    delay_s: float | None
    retryable_by_hand: bool
    words_en: str
    advice_en: str
    waits_s: tuple[float, ...] = ()
