"""All alerts of this moment: derived from state and incidents each time, no job keeps them."""

from datetime import datetime

from relance.core.db import Connection, Row
from relance.monitoring import clocks_sql
from relance.monitoring import health_sql as sql
from relance.monitoring.alerts.access import WITHIN_S, find_sign_in_alerts
from relance.monitoring.alerts.alert import Alert, make_alert
from relance.monitoring.alerts.clocks import ALARM_FROM_S, find_clock_alerts
from relance.monitoring.alerts.incidents import find_incident_alerts
from relance.monitoring.alerts.processes import (
    find_intake_alerts,
    find_meta_alerts,
    find_process_alerts,
    find_sending_alerts,
)
from relance.monitoring.alerts.senders import find_sender_alerts, find_template_alerts, number_of
from relance.monitoring.alerts.traffic import (
    ECHO_PATIENCE_S,
    SAMPLE,
    find_campaign_alerts,
    find_echo_alerts,
    find_queue_alerts,
    find_restored_alerts,
    find_unknown_alerts,
)
from relance.monitoring.processes import list_processes
from relance.monitoring.quotas import read_today

_ORDER = ("critical", "warning", "info")


async def read_alerts(
    conn: Connection, *, now: datetime, daily_limit: int | None, redis_answers: bool
) -> list[Alert]:
    """The worst first, then the youngest (of unknown age before them); a constant number of statements."""
    today = await read_today(conn, now=now, daily_limit=daily_limit)
    numbers = {quota.sender["id"]: number_of(quota.sender) for quota in today.quotas}
    processes, queue = await list_processes(conn), await _one(conn, sql.QUEUE)
    question = await _one(conn, sql.RESTORED)
    gaps, parked = await conn.fetch(sql.GAPS), await _one(conn, sql.PARKED)
    alerts = [
        *([] if redis_answers else [make_alert("redis_down", "redis", None)]),
        *find_process_alerts(processes),
        # Without Redis nothing is taken, and the alert says so already.
        *(find_sending_alerts(processes, queue, question) if redis_answers else ()),
        *find_meta_alerts(processes),
        *find_intake_alerts(gaps, parked, now=now),
        *find_clock_alerts(await conn.fetch(clocks_sql.WRONG_CLOCKS, ALARM_FROM_S)),
        *find_sender_alerts(today.quotas, began_at=today.days.began_at),
        *find_template_alerts(await conn.fetch(sql.BLOCKED_TEMPLATES, now)),
        *find_echo_alerts(await conn.fetch(sql.UNECHOED, now, ECHO_PATIENCE_S, SAMPLE), numbers),
        *find_queue_alerts(queue),
        *find_restored_alerts(question),
        *find_unknown_alerts(await _one(conn, sql.LONG_UNKNOWN, now)),
        *find_campaign_alerts(await conn.fetch(sql.CAMPAIGNS_TO_SEE_TO, now)),
        *find_sign_in_alerts(await _one(conn, sql.FAILED_SIGN_INS, now, WITHIN_S)),
        *find_incident_alerts(await conn.fetch(sql.INCIDENTS, now), now=now),
    ]
    return sorted(alerts, key=_urgency)


def _urgency(alert: Alert) -> tuple[int, float]:
    age = float("-inf") if alert.since is None else -alert.since.timestamp()
    return _ORDER.index(alert.severity), age


async def _one(conn: Connection, statement: str, *values: object) -> Row:
    """The one row of a statement that always has one."""
    row = await conn.fetchrow(statement, *values)
    assert row is not None
    return row
