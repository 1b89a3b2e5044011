"""One thing that a person should see to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relance.reasons import Reason
from relance.reasons.alerts import ALERT_WORDS, Severity
from relance.reasons.reason import values_as_json


@dataclass(frozen=True, slots=True)
class Alert:
    """`code` with `values` is what the app translates; the sentences are English.

    `subject` is `<kind>:<id>`; (code, subject) is the alert's identity from one reading to the next.
    `since` is None where nobody knows.
    """

    code: str
    severity: Severity
    since: datetime | None
    subject: str
    message: str
    what_to_do: str
    details: dict[str, Any]
    """More than fills the sentences; reasons among it are their English."""
    values: dict[str, Any]


def make_alert(code: str, subject: str, since: datetime | None, **details: Any) -> Alert:
    """An alert in the words of its code; `details` (JSON, and reasons) fill their places."""
    words = ALERT_WORDS[code]
    told = {name: details[name] for name, _ in words.message.places | words.what_to_do.places}
    return Alert(
        code=code,
        severity=words.severity,
        since=since,
        subject=subject,
        message=words.message.fill(details),
        what_to_do=words.what_to_do.fill(details),
        details={name: value.text if isinstance(value, Reason) else value for name, value in details.items()},
        values=values_as_json(told),
    )
