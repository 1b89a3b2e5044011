"""Alerts of what happened once and must be seen: kept in `incidents`, shown for a while."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from relance.core.db import Row
from relance.monitoring.alerts.alert import Alert, make_alert

_SHOWN_FOR = {
    "double": timedelta(days=30),
    "identity_conflict": timedelta(days=30),
    "another_app_answers": timedelta(days=1),
    "undecided_messages": timedelta(days=7),
    "pending_without_batch": timedelta(days=2),
}
_ACCOUNT_EVENTS_FOR = timedelta(days=7)
_ACCOUNT_EVENT = "whatsapp_"

# Not here: `account_stopped`, `number_stopped`, `template_stopped`, and account events that stop or resume,
# since the blocks themselves are alerts while they last; `restored` and `campaign_braked`, since the held
# campaigns are.


def find_incident_alerts(incidents: Iterable[Row], *, now: datetime) -> Iterator[Alert]:
    """Those that are young enough to be shown."""
    for incident in incidents:
        kind, age = incident["kind"], now - incident["last_at"]
        if kind in _SHOWN_FOR and age < _SHOWN_FOR[kind]:
            yield _of(_code(incident), incident, **_details(incident))
        elif _is_warning_of_meta(incident) and age < _ACCOUNT_EVENTS_FOR:
            event, _, where = incident["subject"].partition(":")
            yield _of("account_event", incident, event=event, where=where, kind=kind)


def _code(incident: Row) -> str:
    """A double that a person took the risk of is no riddle."""
    is_risk = incident["kind"] == "double" and "sent_again_at" in incident["details"]
    return "double_after_send_again" if is_risk else str(incident["kind"])


def _is_warning_of_meta(incident: Row) -> bool:
    severity = incident["details"].get("severity")
    return str(incident["kind"]).startswith(_ACCOUNT_EVENT) and bool(severity == "warning")


def _of(code: str, incident: Row, **details: Any) -> Alert:
    return make_alert(code, incident["subject"], incident["first_at"], times=incident["n"], **details)


def _details(incident: Row) -> dict[str, Any]:
    """What was noted, with the id in the subject under its own name, and every place of the words."""
    kind, _, number = incident["subject"].partition(":")
    noted = {name: value for name, value in incident["details"].items() if name not in _TAKEN}
    return {
        "message_id": None,
        "messages": None,
        "contact_ids": None,
        f"{kind}_id": int(number) if number.isdigit() else number,
        **noted,
    }


_TAKEN = frozenset({"code", "subject", "since", "times"})
"""Names that `make_alert` gives itself."""
