"""Alerts of clocks that do not agree: evidence of when is worth nothing then."""

from collections.abc import Iterable, Iterator

from relance.core.db import Row
from relance.monitoring.alerts.alert import Alert, make_alert
from relance.monitoring.clocks import DATABASE, OWN

ALARM_FROM_S = 5.0


def find_clock_alerts(clocks: Iterable[Row]) -> Iterator[Alert]:
    """Clocks that surely differ from the database's; Meta's once, whoever saw it."""
    meta_told = False
    for seen in clocks:
        since, seconds = seen["first_seen_at"], round(seen["surely_s"], 1)
        where = f"{seen['process']}@{seen['host']}"
        if seen["clock"] == OWN:
            subject = f"clock:{where}"
            yield make_alert(
                "clock_wrong", subject, since, name=seen["process"], host=seen["host"], seconds=seconds
            )
        elif seen["clock"] == DATABASE:
            yield make_alert("clock_stepped", f"clock:database@{where}", since, seconds=seconds)
        elif not meta_told:
            meta_told = True
            yield make_alert("clock_unlike_meta", "clock:meta", since, seconds=seconds)
