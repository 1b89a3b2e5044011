"""How long a campaign that has sent everything waits for replies: noted once, shown everywhere."""

from relance.campaigns.progress import awaiting_reply
from relance.campaigns.running import tick_sql as sql
from relance.core.db import Pool, transaction
from relance.core.news import NO_NEWS, News
from relance.counts.totals import read_campaigns
from relance.messages.state import MESSAGE_1, PENDING


async def note_waiting(pool: Pool, *, news: News = NO_NEWS) -> int:
    """Write down when the last window of each waiting campaign ends; returns how many rows were written.

    The end is found by walking the campaign's messages, so only when the last Message 1 has left.
    """
    written = 0
    async with transaction(pool) as conn:
        noted = {row["id"]: row["waiting_until"] for row in await conn.fetch(sql.LIST_WAITING)}
        counts = await read_campaigns(conn, campaign_ids=list(noted)) if noted else {}
    for campaign_id, totals in counts.items():
        waits = totals.states[MESSAGE_1, PENDING] == 0 and awaiting_reply(totals) > 0
        if waits != (noted[campaign_id] is not None):
            async with transaction(pool) as conn:
                await conn.execute(sql.NOTE_WAITING if waits else sql.FORGET_WAITING, campaign_id)
            news.campaigns_changed()
            written += 1
    return written
