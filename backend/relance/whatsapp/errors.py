"""What an error of Meta means for us: a closed table, one rule per code.

Decide on `code` (and the words where one code has two meanings), never on the subcode, the title or the HTTP
status: Meta declares those unstable. The same table serves errors of HTTP answers and of `failed` statuses.

How to read a rule:
* `scope` says what is ill: the `row` (this message to this person), the sending `number`, the `template`,
  or the whole `account`. Only outcomes of scope `row` count as attempts of the message.
* `action` says what to do:
  - `rejected`: this message failed for good. With scope `number` (131048) the number rests for `delay_s` too.
  - `retry_at`: not now. Scope `row`: try this message again with back-off (`retry_delay_s`). Any other scope:
    nothing goes out there for `delay_s`, and the message waits without losing an attempt.
  - `stop_sender`, `stop_template`, `stop_account`: nothing goes out there until a person, or a webhook that
    says so, mends it; the message waits without losing an attempt.
* `retryable_by_hand`: an operator may send a failed message again once the cause is gone.
"""

from relance.whatsapp.error_table import (
    PERMISSION_MISSING,
    RULES,
    UNKNOWN_CODE,
    UNKNOWN_OBJECT,
)
from relance.whatsapp.error_types import (
    LOST_ANSWER,
    NO_CODE,
    NOT_CONNECTED,
    UNUSABLE_ANSWER,
    Action,
    ErrorRule,
    MetaError,
    Scope,
)

__all__ = [
    "LOST_ANSWER",
    "NOT_CONNECTED",
    "NO_CODE",
    "PAIR_LIMIT",
    "RULES",
    "TEMPLATE_PAUSED",
    "UNUSABLE_ANSWER",
    "WINDOW_CLOSED",
    "Action",
    "ErrorRule",
    "MetaError",
    "Scope",
    "find_rule",
    "is_known_code",
    "retry_delay_s",
]

PAIR_LIMIT = 131056
WINDOW_CLOSED = 131047
TEMPLATE_PAUSED = 132015

_LONGEST_DELAY_S = 300.0
_BACK_OFF = 4.0

# The Graph API answers code 100 both for a wrong parameter of one message and for a number that does not
# exist or that the token may not use. The second is no fault of the message: failing every row for it would
# burn a whole campaign on a typing error in the settings.
_UNKNOWN_OBJECT_WORDS = ("unsupported post request", "does not exist, cannot be loaded")


def find_rule(code: int, details: str = "") -> ErrorRule:
    """Return the rule of a code; `details` are all words of the error, title included. Never raises.

    A code not in the table fails its row: trying again what we do not understand only multiplies the
    damage, and the row can be sent again by hand.
    """
    if code == 100 and details:
        words = details.lower()
        if any(phrase in words for phrase in _UNKNOWN_OBJECT_WORDS):
            return UNKNOWN_OBJECT
    rule = RULES.get(code)
    if rule is not None:
        return rule
    if 200 <= code <= 299:
        return PERMISSION_MISSING
    return UNKNOWN_CODE


def is_known_code(code: int) -> bool:
    """Tell whether the table has a rule of its own for `code`."""
    return code in RULES or 200 <= code <= 299


def retry_delay_s(code: int, attempt: int) -> float:
    """Return the seconds to wait, before jitter, after failed attempt number `attempt` (the first is 1).

    Meta asks for 4^X seconds after the pair limit, X = 0, 1, 2…; the same curve, 1, 4, 16 s, serves the other
    transient errors.
    """
    base_s = find_rule(code).delay_s or 1.0
    exponent = min(max(attempt, 1) - 1, 8)
    return float(min(base_s * _BACK_OFF**exponent, _LONGEST_DELAY_S))
