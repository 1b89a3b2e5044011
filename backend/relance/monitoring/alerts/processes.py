"""Alerts of what runs: processes, Redis, the intake of webhooks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from relance.core.db import Row
from relance.monitoring.alerts.alert import Alert, make_alert
from relance.monitoring.processes import NAMES, Process
from relance.monitoring.sending import (
    DUE_PATIENCE_S,
    find_hindrances,
    find_restored,
    judge_sending,
    oldest_age_s,
)

REFUSED_WITHIN = timedelta(minutes=15)

META_PATIENCE_S = 10.0
"""Lines break and come back: a person is told when it lasts."""

SHORT_RESTART = timedelta(minutes=1)
"""An API that was away for less was restarted: Meta delivers again what came in between."""


def find_process_alerts(processes: Iterable[Process]) -> Iterator[Alert]:
    """Processes that fell silent without a successor, and kinds of which none is left."""
    seen = set()
    for process in processes:
        if process.state == "silent":
            yield make_alert(
                "process_silent",
                f"process:{process.name}@{process.host}:{process.pid}",
                process.heartbeat_at,
                name=process.name,
                host=process.host,
                pid=process.pid,
            )
        for work, age_s in process.overdue.items():
            yield make_alert(
                "process_stuck",
                f"process:{process.name}@{process.host}:{process.pid}:{work}",
                process.heartbeat_at - timedelta(seconds=age_s),
                name=process.name,
                host=process.host,
                pid=process.pid,
                work=work,
                age_s=round(age_s),
            )
        if process.state != "replaced":
            seen.add(process.name)
    for name in NAMES:
        if name not in seen:
            yield make_alert("process_missing", f"process:{name}", None, name=name)


def find_sending_alerts(processes: Sequence[Process], queue: Row, question: Row) -> Iterator[Alert]:
    """Work that may leave and that nobody takes, though senders live and nothing known hinders them."""
    restored = find_restored(question)
    sending = judge_sending(processes, due_age_s=oldest_age_s(queue), restored=restored)
    if sending.word == "stuck" and (sending.due_age_s or 0.0) > DUE_PATIENCE_S:
        since = [at for at in (queue["oldest_bulk"], queue["oldest_reply"]) if at is not None]
        yield make_alert(
            "sending_stuck", "queue:sending", min(since, default=None), age_s=round(sending.due_age_s or 0)
        )


def find_meta_alerts(processes: Sequence[Process]) -> Iterator[Alert]:
    """Meta is out of reach, for senders or for an API that asks for numbers and templates; or it refuses."""
    unreachable: list[datetime] = []
    for process in processes:
        if process.state != "alive":
            continue
        told = (process.work or {}).get("meta")
        if isinstance(told, dict) and told["for_s"] > META_PATIENCE_S:
            since = process.heartbeat_at - timedelta(seconds=told["for_s"])
            if told["code"] is None:
                unreachable.append(since)
            else:
                yield make_alert("meta_refuses", "meta:refuses", since, meta_code=told["code"])
        lost_s = [line.for_s or 0.0 for line in find_hindrances([process]) if line.code == "line_lost"]
        unreachable += [
            process.heartbeat_at - timedelta(seconds=for_s) for for_s in lost_s if for_s > META_PATIENCE_S
        ]
    if unreachable:
        since = min(unreachable)
        newest = max(process.heartbeat_at for process in processes)
        yield make_alert("meta_unreachable", "meta", since, age_s=round((newest - since).total_seconds()))


def find_intake_alerts(gaps: Sequence[Row], parked: Row, *, now: datetime) -> Iterator[Alert]:
    """Webhooks that were not taken in, and those that could not be applied."""
    recent = [gap for gap in gaps if gap["ended_at"] > now - REFUSED_WITHIN and not _is_restart(gap)]
    if recent:
        since = min(gap["began_at"] for gap in recent)
        yield make_alert("webhooks_refused", "intake:webhooks", since, reason=recent[0]["reason"])
    if parked["waiting"]:
        yield make_alert("webhooks_parked", "intake:parked", parked["oldest_at"], waiting=parked["waiting"])


def _is_restart(gap: Row) -> bool:
    return bool(gap["reason"] == "api_away" and gap["ended_at"] - gap["began_at"] < SHORT_RESTART)
