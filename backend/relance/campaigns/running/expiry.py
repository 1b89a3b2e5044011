"""Expiry: who stayed silent for the whole window is marked `no_interaction`, in bounded chunks."""

import time
from datetime import UTC, datetime, timedelta

from relance.campaigns.running import expiry_sql as sql
from relance.campaigns.running.close import USUAL_GRACE_S, close_finished
from relance.core.db import Connection, Pool, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.messages.state import MOVES, NO_INTERACTION
from relance.monitoring.intake import is_intake_healthy

log = get_logger(__name__)

CHUNK = 5_000
BUDGET_S = 10.0
QUIET = timedelta(minutes=5)
"""How long the intake must have been well: after a refusal Meta delivers again within minutes."""

WAIT_AT_MOST = timedelta(hours=48)
"""A sick intake delays the end of a campaign by no more: late interactions correct it afterwards."""

REVIVABLE_FOR = timedelta(days=9)
"""Meta delivers a status again for seven days."""

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_SILENT_FROM = tuple(state for state, after in MOVES.items() if NO_INTERACTION in after)


async def check_expired_interactions(
    pool: Pool,
    *,
    now: datetime,
    interval_s: float,
    chunk_size: int = CHUNK,
    budget_s: float = BUDGET_S,
    unknown_grace_s: float = USUAL_GRACE_S,
    news: News = NO_NEWS,
) -> int:
    """Mark what expired by `now` and close what is finished; returns how many were marked.

    `interval_s` is how often this is called: a check every second is not held up five minutes by a hiccup.
    """
    deadline_s = time.monotonic() + budget_s
    quiet = min(QUIET, timedelta(seconds=interval_s))
    async with transaction(pool) as conn:
        healthy = await is_intake_healthy(conn, since=now - quiet, until=now)
        await conn.execute(sql.FORGET, now - REVIVABLE_FOR, _SILENT_FROM, chunk_size)
    if not healthy:
        log.warning("expiry_waits", reason="intake_sick")
    until = now if healthy else now - WAIT_AT_MOST
    marked, since = 0, _LONG_AGO
    while time.monotonic() < deadline_s:
        async with transaction(pool) as conn:
            campaign_ids, since = await _mark_chunk(conn, until, since, chunk_size, now)
        news.messages_changed(campaign_ids)
        marked += len(campaign_ids)
        if len(campaign_ids) < chunk_size:
            break
    await close_finished(pool, now=now, unknown_grace_s=unknown_grace_s, news=news)
    return marked


async def _mark_chunk(
    conn: Connection, until: datetime, since: datetime, chunk_size: int, now: datetime
) -> tuple[list[int], datetime]:
    """Mark one chunk; returns the campaign of each, and where the next one begins."""
    rows = await conn.fetch(sql.MARK, until, _SILENT_FROM, since, chunk_size, now)
    if not rows:
        return [], since
    log.info(
        "no_interaction",
        contacts=len(rows),
        campaign_ids=sorted({row["campaign_id"] for row in rows}),
        contact_ids=sorted(row["contact_id"] for row in rows),
    )
    return [row["campaign_id"] for row in rows], max(row["expires_at"] for row in rows)
