"""A campaign looked at closely: its course in time, what failed and why, what its contacts did."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Literal

from relance.campaigns.reading import list_sql as sql
from relance.core.db import Connection, Row
from relance.core.errors import AppError
from relance.counts.minutes import list_minutes
from relance.whatsapp.errors import NO_CODE, find_rule

Step = Literal["minute", "hour"]

WORDS = ("sent", "delivered", "read", "interacted", "message_2_sent")

MINUTES_FOR = timedelta(hours=6)
"""A campaign younger than this is drawn by the minute."""

LONGEST = {"minute": timedelta(hours=24), "hour": timedelta(days=31)}
"""How far back the course goes: at most 1,441 and 745 points."""


async def find_whether_over(conn: Connection, *, campaign_id: int) -> Row:
    """`over`, `started_at`, `completed_at`. Raises AppError `campaign_not_found`."""
    row = await conn.fetchrow(sql.WHETHER_OVER, campaign_id)
    if row is None:
        raise AppError("campaign_not_found", id=campaign_id)
    return row


async def read_timeline(
    conn: Connection, *, campaign_id: int, step: Step | None, campaign: Row, now: datetime
) -> dict[str, Any]:
    """`Timeline`: how many reached what in each minute or hour; empty steps are left out."""
    end = campaign["completed_at"] or now
    started = campaign["started_at"] or end
    step = step or ("minute" if end - started <= MINUTES_FOR else "hour")
    since = max(started - timedelta(hours=1), end - LONGEST[step])
    points: dict[datetime, Counter[str]] = {}
    for row in await list_minutes(conn, campaign_id=campaign_id, step=step, since=since):
        points.setdefault(row["at"], Counter())[row["word"]] += row["n"]
    items = [{"at": at, **{word: counts[word] for word in WORDS}} for at, counts in points.items()]
    return {"campaign_id": campaign_id, "step": step, "items": items}


async def read_campaign_errors(conn: Connection, *, campaign_id: int) -> dict[str, Any]:
    """`CampaignErrors`: what is failed now by Meta's code, and what was never sent by reason."""
    failed = await conn.fetch(sql.ERRORS, campaign_id)
    cancelled = await conn.fetch(sql.CANCELLED, campaign_id)
    return {
        "campaign_id": campaign_id,
        "items": [_explain(row) for row in failed],
        "cancelled": [dict(row) for row in cancelled],
        "total": sum(row["n"] for row in failed),
    }


def _explain(row: Row) -> dict[str, Any]:
    code = NO_CODE if row["code"] is None else row["code"]
    rule = find_rule(code, " ".join(filter(None, (row["title"], row["details"]))))
    return {
        "code": code,
        "title": row["title"],
        "details": row["details"],
        "count": row["n"],
        "retryable": row["never_accepted"] if rule.retryable_by_hand else 0,
        "last_at": row["last_at"],
        "message_id": row["message_id"],
        "meaning": rule.words_en,
        "advice": rule.advice_en,
    }


async def list_interactions(
    conn: Connection, *, campaign_id: int, before_id: int, limit: int
) -> tuple[list[Row], int | None]:
    """What contacts did in answer, the newest first, and the id to go on before. One statement."""
    rows = await conn.fetch(sql.INTERACTIONS, campaign_id, before_id, limit + 1)
    following = rows[limit - 1]["id"] if len(rows) > limit else None
    return rows[:limit], following
