"""Trying again the interactions that fitted nothing when they came."""

from collections.abc import Sequence

from relance.core.clock import utc_now
from relance.core.db import Connection, Pool, Row, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import RedisClient
from relance.interactions import sql
from relance.interactions.answer import answer_messages
from relance.interactions.arrival import Arrival
from relance.interactions.attribute import find_candidates, find_quoted
from relance.interactions.follow_up import make_message_2
from relance.interactions.keywords.match import WISHES, Wishes
from relance.messages.evidence import Effects
from relance.messages.hint import hint_due
from relance.messages.store import LANE_REPLY, lock_messages, write_effects, write_messages

log = get_logger(__name__)

_CHUNK = 200


async def retry_unattributed(
    pool: Pool, *, redis: RedisClient | None = None, news: News = NO_NEWS, wishes: Wishes = WISHES
) -> int:
    """Try every waiting interaction once, in short transactions; returns how many found their campaign.

    Safe to run in many processes at once. One whose time is over is left without a campaign.
    """
    found = queued = after_id = 0
    while True:
        async with transaction(pool) as conn:
            waiting = await conn.fetch(sql.TAKE_WAITING, after_id, _CHUNK)
            if not waiting:
                break
            after_id = waiting[-1]["id"]
            campaign_ids, queued_now = await _retry(conn, waiting, wishes)
        news.messages_changed(campaign_ids)
        found += len(campaign_ids)
        queued += queued_now
    if queued and redis is not None:
        await hint_due(redis, LANE_REPLY)
    if found:
        log.info("interactions_attributed_late", found=found, message_2=queued)
    return found


async def _retry(conn: Connection, waiting: Sequence[Row], wishes: Wishes) -> tuple[list[int], int]:
    """The campaigns that were found, one for each interaction, and how many messages were queued."""
    now = utc_now()
    arrivals = [_arrival(row, wishes) for row in waiting]
    contexts = [arrival.context_wamid for arrival in arrivals if arrival.context_wamid is not None]
    quoted = await find_quoted(conn, contexts)
    for arrival in arrivals:
        known = quoted.get(arrival.context_wamid or "")
        # The contact was settled when it came; a quote of somebody else's message is none.
        if known is None or known.contact_id != arrival.contact_id or known.sender_id != arrival.sender_id:
            continue
        arrival.quoted_id = known.message_1_id
    await find_candidates(conn, arrivals)
    rows = await lock_messages(conn, (id_ for arrival in arrivals for id_ in arrival.lock_ids()))
    effects = Effects()
    follow_ups = answer_messages(arrivals, rows, effects, now=now)
    await write_messages(conn, rows.values())
    await conn.execute(
        sql.WRITE_ATTRIBUTED,
        [arrival.wamid for arrival in arrivals],
        [arrival.message_id for arrival in arrivals],
        [arrival.campaign_id for arrival in arrivals],
        [arrival.in_window for arrival in arrivals],
        [arrival.retry_until for arrival in arrivals],
    )
    queued = await make_message_2(conn, follow_ups, now=now)
    # Nothing becomes unknown here, so no grace is needed.
    await write_effects(conn, effects, unknown_grace_s=0.0)
    found = [arrival.campaign_id or 0 for arrival in arrivals if arrival.message_id is not None]
    return found, queued + len(effects.requeue)


def _arrival(row: Row, wishes: Wishes) -> Arrival:
    return Arrival(
        row["wamid"],
        row["contact_id"],
        row["sender_id"],
        row["kind"],
        row["at"],
        context_wamid=row["context_wamid"],
        wish=wishes.read(row["kind"], row["text"], row["payload"]),
        retry_until=row["retry_until"],
    )
