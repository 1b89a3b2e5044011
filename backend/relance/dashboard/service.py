"""Read everything the first page shows, of one moment."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from relance.campaigns.progress import waiting_to_be_sent
from relance.campaigns.state import PAUSED, PREPARING
from relance.core.db import Pool
from relance.counts.describe import describe_funnel, describe_rates, per_cent
from relance.counts.totals import Totals
from relance.dashboard import sql
from relance.messages.state import MESSAGE_1, MESSAGE_2, PENDING, STATES

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
    funnel = describe_funnel(totals)
    by_day = _describe_days(found["today"], found["days"])
    return {
        "contacts": {word: contacts[word] for word in _CONTACT_WORDS},
        "categories": found["categories"],
        "campaigns": {"total": by_status.total(), "by_status": {word: by_status[word] for word in _STATUSES}},
        "messages": _describe_states(totals),
        "funnel": funnel,
        "rates": describe_rates(funnel),
        "today": found["today"],
        "last_7_days": by_day[-7:],
        "last_30_days": by_day,
        "latest_messages": [dict(zip(sql.LATEST_FIELDS, row, strict=True)) for row in found["latest"]],
        "running_campaigns": _describe_running(found["running"], found["counts"]),
    }


def _add_up(rows: Iterable[tuple[str, str, str, int]]) -> Totals:
    totals = Totals()
    for row in rows:
        totals.add(dict(zip(("message_type", "kind", "word", "n"), row, strict=True)))
    return totals


def _describe_states(totals: Totals) -> Answer:
    return {kind: totals.shown_states(kind, STATES) for kind in (MESSAGE_1, MESSAGE_2)}


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
    totals = {row["id"]: Totals() for row in rows}
    for count in counts:
        totals[count[0]].add(dict(zip(sql.COUNT_FIELDS, count, strict=True)))
    return [_describe_one(row, totals[row["id"]]) for row in rows]


def _describe_one(campaign: Answer, totals: Totals) -> Answer:
    recipients = totals.total(MESSAGE_1)
    waiting = totals.states[MESSAGE_1, PENDING]
    return {
        **campaign,
        "phase": _phase(campaign["status"], totals),
        "progress": per_cent(recipients - waiting, recipients),
        "messages": _describe_states(totals),
        "funnel": describe_funnel(totals),
    }


def _phase(status: str, totals: Totals) -> str:
    if status in (PAUSED, PREPARING):
        return status
    return "sending" if waiting_to_be_sent(totals) else "waiting_for_replies"
