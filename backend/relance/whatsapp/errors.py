"""What an error of Meta means for us: a closed table, one rule per code.

Decide on `code` (and the words where one code has two meanings), never on the subcode, the title or the HTTP
status: Meta declares those unstable. The same table serves errors of HTTP answers and of `failed` statuses.

How to read a rule:
* `scope` says what is ill: the `row` (this message to this person), the sending `number`, the `template`,
  or the whole `account`. Only outcomes of scope `row` count as attempts of the message.
* `action` says what to do:
  - `rejected`: this message failed for good.
  - `retry_at`: not now. Scope `row`: try this message again, after each of `waits_s` once. Any other scope:
    nothing goes out there for `delay_s`, and the message waits without losing an attempt.
  - `stop_sender`, `stop_template`, `stop_account`: nothing goes out there until a person, or a webhook that
    says so, mends it; the message waits without losing an attempt.
* `retryable_by_hand`: an operator may send a failed message again once the cause is gone.
"""

from relance.whatsapp.error_table import (
    META_OUTAGES,
    PERMISSION_MISSING,
    RULES,
    UNKNOWN_CODE,
    UNKNOWN_OBJECT,
    UNKNOWN_OUTAGE,
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
    "MARKETING_STOPPED",
    "NOT_CONNECTED",
    "NO_CODE",
    "OF_THE_PERSON",
    "PAIR_LIMIT",
    "RULES",
    "TEMPLATE_PAUSED",
    "THROUGHPUT_REACHED",
    "UNUSABLE_ANSWER",
    "WINDOW_CLOSED",
    "Action",
    "ErrorRule",
    "MetaError",
    "Scope",
    "find_rule",
    "is_known_code",
    "is_meta_outage",
]

PAIR_LIMIT = 131056
WINDOW_CLOSED = 131047
TEMPLATE_PAUSED = 132015
MARKETING_STOPPED = 131050
THROUGHPUT_REACHED = 130429
OF_THE_PERSON = frozenset({131026, 131049, 131050, 130472})
"""No WhatsApp, enough marketing for now, no marketing any more, one of Meta's experiments."""

# The Graph API answers code 100 both for a wrong parameter of one message and for a number that does not
# exist or that the token may not use. The second is no fault of the message: failing every row for it would
# burn a whole campaign on a typing error in the settings.
_UNKNOWN_OBJECT_WORDS = ("unsupported post request", "does not exist, cannot be loaded")


def find_rule(code: int, details: str = "", *, is_passing: bool = False) -> ErrorRule:
    """Return the rule of a code; `details` are all words of the error, title included. Never raises.

    A code not in the table fails its row: trying again what we do not understand only multiplies the
    damage, and the row can be sent again by hand. Unless Meta itself calls it passing (`is_passing`: it said
    `is_transient`, or answered with a 5xx): nothing in the table knows better.
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
    return UNKNOWN_OUTAGE if is_passing else UNKNOWN_CODE


def is_known_code(code: int) -> bool:
    """Tell whether the table has a rule of its own for `code`."""
    return code in RULES or 200 <= code <= 299


def is_meta_outage(code: int, *, is_passing: bool = False) -> bool:
    """Tell whether Meta itself is ill: no fault of the message, the number or the account.

    One message that meets it may still be unlucky; several in a row mean everybody. `is_passing` as in
    `find_rule`.
    """
    return code in META_OUTAGES or (is_passing and not is_known_code(code))
