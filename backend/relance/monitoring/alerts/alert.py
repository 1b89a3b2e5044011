"""One thing that a person should see to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relance.monitoring.alerts.words import ALERT_WORDS, Severity


@dataclass(frozen=True, slots=True)
class Alert:
    """`code` with `details` is what the app translates; the sentences are English.

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


def make_alert(code: str, subject: str, since: datetime | None, **details: Any) -> Alert:
    """An alert in the words of its code; `details` (JSON values) fill their places."""
    words = ALERT_WORDS[code]
    shown = {name: _show(value) for name, value in details.items()}
    return Alert(
        code=code,
        severity=words.severity,
        since=since,
        subject=subject,
        message=words.message.format_map(shown),
        what_to_do=words.what_to_do.format_map(shown),
        details=details,
    )


def _show(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "unknown" if value is None else str(value)
