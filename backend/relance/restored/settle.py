"""What follows from the answer "restored": what had left is sent or in doubt before more leaves."""

import time
from collections.abc import Sequence
from pathlib import Path

from relance.core.db import Connection, Pool, Row, is_data_trouble, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import RedisClient
from relance.restored import sql
from relance.restored.service import keep_once
from relance.restored.take_over import read_logs
from relance.sending.lapse import lapse_leases
from relance.sending.left_before import settle_left
from relance.webhooks.apply import apply_group
from relance.webhooks.group import Group
from relance.webhooks.kept.statuses import unpack_status
from relance.webhooks.resolve.context import read_context

log = get_logger(__name__)

BATCHES = 20
ROWS = 1_000
BUDGET_S = 60.0


async def settle_restored(
    pool: Pool,
    folders: Sequence[Path],
    *,
    unknown_grace_s: float,
    redis: RedisClient | None = None,
    news: News = NO_NEWS,
    budget_s: float = BUDGET_S,
) -> bool:
    """Carry the answer out; returns whether nothing is left to do. Killed or run twice it begins again."""
    deadline_s = time.monotonic() + budget_s
    formers = await pool.fetch(sql.LIST_OPEN)
    if not formers or any(former["answer"] != "restored" for former in formers):
        return True
    while await lapse_leases(pool, unknown_grace_s=unknown_grace_s, news=news):
        pass
    if await pool.fetchval(sql.HAS_HALTED_LEASES):
        return False  # taken a moment ago: they lapse within a second
    if any(former["read_at"] is None for former in formers):
        await read_logs(pool, folders, redis)
        formers = await pool.fetch(sql.LIST_OPEN)
    halted_at = max(former["halted_at"] for former in formers)
    if not all(former["covered"] for former in formers):
        await pool.execute(sql.UNCOVER_CAMPAIGNS, halted_at)
    settling = _Settling(pool, formers[0]["id"], unknown_grace_s, deadline_s)
    if not (await settling.walk_queue() and await settling.walk_answered()):
        return False
    await pool.execute(sql.NOTE_SETTLED, [former["id"] for former in formers])
    log.info("restored_settled", former=formers[0]["id"], moved=settling.moved, in_doubt=settling.in_doubt)
    news.campaigns_changed()
    return True


class _Settling:
    """One run over everything that waits."""

    def __init__(self, pool: Pool, former_id: str, unknown_grace_s: float, deadline_s: float) -> None:
        self._pool = pool
        self._former_id = former_id
        self._grace_s = unknown_grace_s
        self._deadline_s = deadline_s
        self.moved = 0
        self.in_doubt = 0

    async def walk_queue(self) -> bool:
        """Every message that waits to be sent; False when time ran out."""
        async with transaction(self._pool) as conn:
            await keep_once(conn)
        after = 0
        while batches := await self._pool.fetch(sql.LIST_BATCHES, after, BATCHES):
            async with transaction(self._pool) as conn:
                await self._settle_batches(conn, batches)
            after = batches[-1]["id"]
            if time.monotonic() > self._deadline_s:
                return False
        return True

    async def _settle_batches(self, conn: Connection, batches: list[Row]) -> None:
        # Messages first, then batches: the lock order of everybody.
        ids = [id_ for batch in batches for id_ in batch["message_ids"]]
        moved = await self._apply(conn, ids, pending=True)
        if moved:
            batch_ids = [batch["id"] for batch in batches]
            await conn.fetch(sql.LOCK_BATCHES, batch_ids)
            await conn.execute(sql.TAKE_OUT, batch_ids, moved)
            await conn.execute(sql.DROP_EMPTY, batch_ids)

    async def walk_answered(self) -> bool:
        """What does not wait and was accepted by a log: doubts of before the backup, withdrawn messages."""
        after = 0
        while found := await self._pool.fetch(sql.LIST_ANSWERED, after, ROWS):
            ids = [row["id"] for row in found]
            async with transaction(self._pool) as conn:
                await self._apply(conn, ids, pending=False)
            after = ids[-1]
            if time.monotonic() > self._deadline_s:
                return False
        return True

    async def _apply(self, conn: Connection, ids: list[int], *, pending: bool) -> list[int]:
        """Move the rows by what is known of before; returns the ids of those that moved."""
        moved, in_doubt = await settle_left(conn, ids, unknown_grace_s=self._grace_s, pending=pending)
        if in_doubt:
            await conn.execute(sql.COUNT_IN_DOUBT, self._former_id, in_doubt)
        self.moved += len(moved)
        self.in_doubt += in_doubt
        return moved


async def replay_kept(pool: Pool, *, unknown_grace_s: float, news: News = NO_NEWS) -> int:
    """Take in what Meta said of former messages while nobody had answered; returns how many statuses."""
    replayed = 0
    while True:
        async with pool.acquire() as conn:
            kept = await conn.fetch(sql.LIST_KEPT, ROWS)
            if not kept:
                return replayed
            await _replay(conn, kept, unknown_grace_s=unknown_grace_s, news=news)
        replayed += len(kept)


async def _replay(conn: Connection, kept: Sequence[Row], *, unknown_grace_s: float, news: News) -> None:
    """Apply and delete them; one that cannot be applied is dropped alone."""
    context = await read_context(conn, unknown_grace_s=unknown_grace_s)
    try:
        async with conn.transaction():
            await conn.execute(sql.FORGET_THESE, [row["id"] for row in kept])
            statuses = [unpack_status(row["status"]) for row in kept]
            applied = await apply_group(conn, Group(statuses=statuses), context)
    except Exception as error:
        if not is_data_trouble(error):
            raise
        if len(kept) == 1:
            log.error("kept_status_dropped", kept_id=kept[0]["id"], error=type(error).__name__)
            await conn.execute(sql.FORGET_THESE, [kept[0]["id"]])
            return
        for row in kept:
            await _replay(conn, [row], unknown_grace_s=unknown_grace_s, news=news)
        return
    news.messages_changed(applied.campaign_ids)
