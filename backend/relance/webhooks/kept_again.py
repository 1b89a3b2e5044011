"""The second look at kept replies: whose id is known by now is taken in as if it had just come."""

from collections.abc import Sequence

from relance.core.db import Connection, Pool, Row, is_data_trouble, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import RedisClient
from relance.interactions.keywords.hearing import Hearing, HearingNow
from relance.messages.hint import hint_due
from relance.messages.store import LANE_REPLY
from relance.webhooks.apply import Applied, apply_in_transaction
from relance.webhooks.group import Group
from relance.webhooks.kept import sql
from relance.webhooks.parked.store import count_drops
from relance.webhooks.resolve.context import read_context
from relance.webhooks.resolve.find_contacts import find_people
from relance.webhooks.resolve.whose import person_of, resolve_inbound
from relance.whatsapp.events import InboundMessage

log = get_logger(__name__)

_CHUNK = 200
_END_CHUNK = 5_000


async def look_at_kept(
    pool: Pool,
    *,
    unknown_grace_s: float,
    redis: RedisClient | None = None,
    news: News = NO_NEWS,
    hearing: HearingNow = Hearing,
) -> int:
    """Take in every reply that is due and whose person is known by now; returns how many.

    Safe to run in many processes at once, and to kill: a reply is taken in and forgotten in one transaction.
    """
    answered = queued = 0
    chunk = _CHUNK
    while True:
        try:
            async with transaction(pool) as conn:
                due = await conn.fetch(sql.TAKE_DUE, chunk)
                if not due:
                    break
                applied, found = await _look(conn, due, unknown_grace_s, hearing)
        except Exception as error:
            if not is_data_trouble(error):
                raise
            if chunk == 1:
                await _leave_aside(pool, due[0], error)
            chunk = 1
            continue
        chunk = _CHUNK
        answered += found
        queued += applied.queued_message_2
        if applied.campaign_ids:
            news.messages_changed(applied.campaign_ids)
        if applied.contacts:
            news.contacts_changed()
    if queued and redis is not None:
        await hint_due(redis, LANE_REPLY)
    if answered:
        log.info("kept_replies_answered", replies=answered, message_2=queued)
    return answered


async def end_kept(pool: Pool) -> int:
    """Delete what nobody can claim any more; it was a stranger's after all. Returns how many."""
    ended = 0
    while True:
        async with transaction(pool) as conn:
            deleted = int((await conn.execute(sql.END, _END_CHUNK)).rsplit(" ", 1)[1])
            if deleted:
                await count_drops(conn, {"stranger": deleted})
        ended += deleted
        if deleted < _END_CHUNK:
            return ended


async def _look(
    conn: Connection, due: Sequence[Row], unknown_grace_s: float, hearing: HearingNow
) -> tuple[Applied, int]:
    ids = {row["message"]["wamid"]: row["id"] for row in due}
    messages = [InboundMessage(**row["message"]) for row in due]
    context = await read_context(conn, unknown_grace_s=unknown_grace_s, hearing=hearing)
    await context.numbers.learn(conn, {message.phone_number_id for message in messages})
    people = await find_people(conn, [person_of(message) for message in messages])
    found = await resolve_inbound(
        conn, messages, people, numbers=context.numbers.ids, wishes=hearing().wishes
    )
    known = [heard.message for heard in found.heard]
    await conn.execute(sql.FORGET, [ids[message.wamid] for message in known])
    applied = await apply_in_transaction(conn, Group(inbound=known), context)
    names = {message.wamid for message in known}
    await conn.execute(sql.LOOK_LATER, [id_ for wamid, id_ in ids.items() if wamid not in names])
    return applied, len(known)


async def _leave_aside(pool: Pool, row: Row, error: Exception) -> None:
    """Cannot be applied, now or ever; it stays until its end, so that a person can find out why."""
    log.error("kept_reply_unusable", kept_id=row["id"], error=type(error).__name__)
    async with transaction(pool) as conn:
        await conn.execute(sql.LOOK_NO_MORE, row["id"])
