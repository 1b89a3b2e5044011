"""Read everything the first page shows, of one moment."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import Any

from relance.campaigns.progress import Progress, read_progress
from relance.campaigns.state import PAUSED, PREPARING
from relance.core.db import Connection, Pool, Row
from relance.dashboard import sql
from relance.messages.state import MESSAGE_1, MESSAGE_2, PENDING, STATES
from relance.messages.stats import per_cent
from relance.monitoring.days import Days, read_days
from relance.monitoring.totals import Totals, read_totals

LATEST = 10
RUNNING = 20
DAYS = 30

_CONTACT_WORDS = ("total", "on_whatsapp", "not_on_whatsapp", "not_known", "opted_out")
_STATUSES = ("draft", "scheduled", "preparing", "sending", "paused", "completed", "failed", "stopped")

Answer = dict[str, Any]


async def read_dashboard(pool: Pool, *, now: datetime) -> Answer:
    """`DashboardStats`, ready for orjson: six statements on one snapshot, begun after this was called."""
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        return await _read(conn, now)


async def _read(conn: Connection, now: datetime) -> Answer:
    counts = Counter({(row["part"], row["word"]): row["n"] for row in await conn.fetch(sql.COUNTS)})
    totals = await read_totals(conn)
    days = await read_days(conn, now=now, days=DAYS)
    latest = await conn.fetch(sql.LATEST, LATEST)
    running = await conn.fetch(sql.RUNNING, RUNNING)
    progress = await read_progress(conn, campaign_ids=[row["id"] for row in running])
    by_status = {status: counts["campaigns", status] for status in _STATUSES}
    funnel = _funnel(totals.rows(MESSAGE_1), totals.milestones)
    by_day = _describe_days(days)
    return {
        "contacts": {word: counts["contacts", word] for word in _CONTACT_WORDS},
        "categories": counts["categories", "total"],
        "campaigns": {"total": sum(by_status.values()), "by_status": by_status},
        "messages": _describe_totals(totals),
        "funnel": funnel,
        "rates": _rates(funnel),
        "today": days.today,
        "last_7_days": by_day[-7:],
        "last_30_days": by_day,
        "latest_messages": [dict(row) for row in latest],
        "running_campaigns": [_describe_running(row, progress[row["id"]]) for row in running],
    }


def _describe_totals(totals: Totals) -> Answer:
    return {kind: totals.shown_states(kind, STATES) for kind in (MESSAGE_1, MESSAGE_2)}


def _funnel(recipients: int, ever: Counter[tuple[str, str]]) -> dict[str, int]:
    words = ("sent", "delivered", "read", "interacted")
    return {
        "recipients": recipients,
        **{word: ever[MESSAGE_1, word] for word in words},
        "message_2_sent": ever[MESSAGE_2, "sent"],
    }


def _rates(funnel: dict[str, int]) -> dict[str, float]:
    sent = funnel["sent"]
    delivered = per_cent(funnel["delivered"], sent)
    return {
        "success_rate": delivered,
        "delivery_rate": delivered,
        "read_rate": per_cent(funnel["read"], sent),
        "interaction_rate": per_cent(funnel["interacted"], sent),
    }


def _describe_days(days: Days) -> list[Answer]:
    described = []
    for day in days.dates:
        figures = days.of_all([day])
        described.append({"date": day, "sent": figures.sent, **asdict(figures)})
    return described


def _describe_running(campaign: Row, progress: Progress) -> Answer:
    recipients = progress.total(MESSAGE_1)
    waiting = progress.states[MESSAGE_1, PENDING]
    return {
        **campaign,
        "phase": _phase(campaign["status"], progress),
        "progress": per_cent(recipients - waiting, recipients),
        "messages": {kind: progress.shown_states(kind) for kind in (MESSAGE_1, MESSAGE_2)},
        "funnel": _funnel(recipients, progress.milestones),
    }


def _phase(status: str, progress: Progress) -> str:
    if status in (PAUSED, PREPARING):
        return status
    return "sending" if progress.waits_to_be_sent() else "waiting_for_replies"
