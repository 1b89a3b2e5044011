"""Closing: a campaign ends by itself when every contact has reached a final state.

Lock, then read the counts, then move: counts read before the lock could miss what a launch or a reply of
the meantime added.
"""

from datetime import datetime, timedelta

from relance.campaigns.progress import anything_went_out, awaiting_reply, undecided, waiting_to_be_sent
from relance.campaigns.running import close_sql as sql
from relance.campaigns.state import COMPLETED, FAILED, REOPEN_FROM, SENDING, STOPPED
from relance.core.db import Connection, Pool, Row, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.counts.totals import Totals, read_campaigns
from relance.messages.state import HELD, MESSAGE_1, MESSAGE_2
from relance.messages.store import raise_incident

log = get_logger(__name__)

UNDECIDED_FOR = timedelta(hours=24)
"""Held messages older than this count as final; they stay settleable, and alarm."""

SETTLING_TAKES = timedelta(seconds=60)
"""Within which after its grace a doubt is settled that can be."""

USUAL_GRACE_S = 300.0


def doubt_holds_for(window_s: float, unknown_grace_s: float) -> timedelta:
    """How long after it left a doubt keeps its campaign open: as long as its contact may answer.

    In a rehearsal with a window of seconds, as long as settling needs. After that the campaign closes with
    its doubts counted: an echo still settles them, and only a person sends them again.
    """
    return max(timedelta(seconds=window_s), timedelta(seconds=unknown_grace_s) + SETTLING_TAKES)


async def close_finished(
    pool: Pool, *, now: datetime, unknown_grace_s: float = USUAL_GRACE_S, news: News = NO_NEWS
) -> list[int]:
    """Close every campaign that is finished; returns their ids."""
    async with transaction(pool) as conn:
        open_ids = [row["id"] for row in await conn.fetch(sql.LIST_OPEN)]
        counts = await read_campaigns(conn, campaign_ids=open_ids) if open_ids else {}
    closed = []
    for campaign_id, totals in counts.items():
        if waiting_to_be_sent(totals) == 0:  # the rest is decided under the lock
            async with transaction(pool) as conn:
                is_closed = await close_if_finished(
                    conn, campaign_id=campaign_id, now=now, unknown_grace_s=unknown_grace_s
                )
            if is_closed:
                news.campaigns_changed()
                closed.append(campaign_id)
    return closed


async def close_if_finished(
    conn: Connection, *, campaign_id: int, now: datetime, unknown_grace_s: float = USUAL_GRACE_S
) -> bool:
    """Close one campaign, in the caller's transaction. Returns whether it was closed now."""
    campaign = await conn.fetchrow(sql.LOCK, campaign_id)
    if campaign is None or campaign["completed_at"] is not None:
        return False
    if campaign["status"] not in (SENDING, STOPPED) or (
        campaign["status"] == SENDING and campaign["launched_at"] is None
    ):
        return False
    totals = (await read_campaigns(conn, campaign_ids=[campaign_id]))[campaign_id]
    if not await _is_finished(conn, campaign, totals, now, unknown_grace_s):
        return False
    status, reason = _verdict(campaign, totals)
    await conn.execute(sql.CLOSE, campaign_id, status, reason, now)
    if in_doubt := undecided(totals):
        await raise_incident(conn, "undecided_messages", f"campaign:{campaign_id}", {"messages": in_doubt})
    log.info("campaign_closed", campaign_id=campaign_id, status=status, reason=reason)
    return True


async def _is_finished(
    conn: Connection, campaign: Row, totals: Totals, now: datetime, unknown_grace_s: float
) -> bool:
    if waiting_to_be_sent(totals):
        return False
    stopped = campaign["status"] == STOPPED
    if not stopped and campaign["has_message_2"] and awaiting_reply(totals):
        return False
    in_doubt = undecided(totals)
    if in_doubt:
        held_for = doubt_holds_for(campaign["interaction_window_s"], unknown_grace_s)
        in_doubt -= await conn.fetchval(sql.COUNT_OLD_UNKNOWN, campaign["id"], now - held_for)
        # Only Message 1 is ever held (Meta paces templates), and nobody notes since when: the end of the
        # launch stands for it, at most a window too early for numbers that late evidence still corrects.
        if campaign["launched_at"] is None or campaign["launched_at"] < now - UNDECIDED_FOR:
            in_doubt -= sum(totals.states[kind, HELD] for kind in (MESSAGE_1, MESSAGE_2))
    return in_doubt <= 0


def _verdict(campaign: Row, totals: Totals) -> tuple[str, str | None]:
    if campaign["status"] == STOPPED:
        return STOPPED, None
    if anything_went_out(totals):
        return COMPLETED, None
    return FAILED, "nothing_went_out" if totals.total(MESSAGE_1) else "no_recipients_left"


async def reopen_late(conn: Connection, *, now: datetime) -> list[int]:
    """Open finished campaigns again that have something to send; returns their ids."""
    reopened = [row["id"] for row in await conn.fetch(sql.REOPEN, REOPEN_FROM, now)]
    for campaign_id in reopened:
        log.info("campaign_reopened", campaign_id=campaign_id)
    return reopened
