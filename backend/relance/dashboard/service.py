"""Read everything the first page shows, of one moment."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from relance.campaigns.progress import Progress
from relance.campaigns.state import PAUSED, PREPARING
from relance.core.db import Pool
from relance.dashboard import sql
from relance.messages.state import MESSAGE_1, MESSAGE_2, PENDING, STATES
from relance.messages.stats import per_cent
from relance.monitoring.totals import Totals

LATEST = 10
RUNNING = 20
DAYS = 30

_CONTACT_WORDS = ("total", "on_whatsapp", "not_on_whatsapp", "not_known", "opted_out")
_STATUSES = ("draft", "scheduled", "preparing", "sending", "paused", "completed", "failed", "stopped")

Answer = dict[str, Any]


async def read_dashboard(pool: Pool, *, now: datetime) -> Answer:
    """`DashboardStats`, ready for orjson: one statement, begun after this was called."""
    found = await pool.fetchrow(sql.READ, now, DAYS, LATEST, RUNNING)
    assert found is not None, "every database has its row of installation"
    contacts, by_status = Counter(dict(found["contacts"])), Counter(dict(found["campaigns"]))
    totals = _add_up(found["totals"])
    funnel = _funnel(totals.rows(MESSAGE_1), totals.milestones)
    by_day = _describe_days(found["today"], found["days"])
    return {
        "contacts": {word: contacts[word] for word in _CONTACT_WORDS},
        "categories": found["categories"],
        "campaigns": {"total": by_status.total(), "by_status": {word: by_status[word] for word in _STATUSES}},
        "messages": _describe_totals(totals),
        "funnel": funnel,
        "rates": _rates(funnel),
        "today": found["today"],
        "last_7_days": by_day[-7:],
        "last_30_days": by_day,
        "latest_messages": [dict(zip(sql.LATEST_FIELDS, row, strict=True)) for row in found["latest"]],
        "running_campaigns": _describe_running(found["running"], found["counts"]),
    }


def _add_up(rows: Iterable[tuple[str, str, str, int]]) -> Totals:
    totals = Totals()
    for message_type, kind, word, n in rows:
        if kind == "leased":
            totals.leased[message_type] += n
        else:
            counts = totals.states if kind == "state" else totals.milestones
            counts[message_type, word] += n
    return totals


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


def _describe_days(today: date, rows: Iterable[tuple[Any, ...]]) -> list[Answer]:
    """All days, the oldest first, also those on which nothing happened."""
    found = {row[0]: row for row in rows}
    nothing = (0,) * (len(sql.DAY_FIELDS) - 1)
    dates = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return [dict(zip(sql.DAY_FIELDS, found.get(day, (day, *nothing)), strict=True)) for day in dates]


def _describe_running(
    campaigns: Iterable[tuple[Any, ...]], counts: Iterable[tuple[Any, ...]]
) -> list[Answer]:
    rows = [dict(zip(sql.RUNNING_FIELDS, row, strict=True)) for row in campaigns]
    progress = {row["id"]: Progress() for row in rows}
    for count in counts:
        progress[count[0]].add(dict(zip(sql.COUNT_FIELDS, count, strict=True)))
    return [_describe_one(row, progress[row["id"]]) for row in rows]


def _describe_one(campaign: Answer, progress: Progress) -> Answer:
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
