"""The work that follows a halt, as one job of the worker: read the logs, carry the answer out."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

from relance.core.db import Pool, transaction
from relance.core.db_errors import is_passing
from relance.core.jobs import JobQueue, JobTools
from relance.core.news import NO_NEWS, News
from relance.core.redis import RedisClient
from relance.restored import sql
from relance.restored.service import COPY, Answer, Question, answer_question, read_question
from relance.restored.settle import replay_kept, settle_restored
from relance.restored.take_over import read_logs

WORK = "restored.work"

FOLLOWED_AFTER_S = 150.0
"""Longer than a job may run: whoever has not come back by then is followed by another one."""

HELD_S = 5.0
"""So long after a command was killed the worker follows it."""

_HOLD_EVERY_S = 1.0
_LEASES_LAPSE_S = 0.5

QUIET_AFTER_S = 15.0
"""What a sender had under way at the halt has ended by then, and stands in its log."""


async def enqueue_work(pool: Pool, queue: JobQueue, *, quiet_after_s: float = QUIET_AFTER_S) -> bool:
    """For the tick: enqueue the job when there is something to do and nobody does it."""
    async with transaction(pool) as conn:
        if not await conn.fetch(sql.BEGIN_WORK, FOLLOWED_AFTER_S, quiet_after_s):
            return False
    await queue.enqueue(WORK)
    return True


async def work(tools: JobTools) -> None:
    """The job itself."""
    grace_s = tools.settings.unknown_grace_s
    folders = [tools.settings.data_dir]
    await do_work(tools.pool, folders, redis=tools.redis, unknown_grace_s=grace_s, news=tools.news)


async def do_work(
    pool: Pool,
    folders: Sequence[Path],
    *,
    redis: RedisClient | None = None,
    unknown_grace_s: float,
    news: News = NO_NEWS,
) -> bool:
    """Read what is not read yet and settle what is answered; returns whether nothing is left to do."""
    try:
        formers = await pool.fetch(sql.LIST_OPEN)
        if any(former["read_at"] is None for former in formers):
            await read_logs(pool, folders, redis)
        done = await settle_restored(pool, folders, redis=redis, unknown_grace_s=unknown_grace_s, news=news)
        await replay_kept(pool, unknown_grace_s=unknown_grace_s, news=news)
    finally:
        await pool.execute(sql.END_WORK, FOLLOWED_AFTER_S, HELD_S)
    return done


async def answer_by_hand(
    pool: Pool,
    folders: Sequence[Path],
    *,
    answer: Answer | None,
    redis: RedisClient | None = None,
    unknown_grace_s: float,
    quiet_after_s: float = QUIET_AFTER_S,
) -> Question:
    """For a command: read the logs of these folders, take the answer down, carry it out, and tell the end.

    Without an answer only the numbers are told. Raises as `answer_question`.
    """
    senders_read = None
    async with _held(pool):  # the worker knows nothing of these folders
        if answer != COPY:
            await asyncio.sleep(await pool.fetchval(sql.SECONDS_TO_WAIT, quiet_after_s))
            senders_read = await read_logs(pool, folders, redis)
        if answer is not None:
            async with transaction(pool) as conn:
                await answer_question(conn, answer=answer, by="command line")
        while True:
            if await settle_restored(pool, folders, redis=redis, unknown_grace_s=unknown_grace_s):
                break
            await asyncio.sleep(_LEASES_LAPSE_S)
        await replay_kept(pool, unknown_grace_s=unknown_grace_s)
    async with pool.acquire() as conn:
        return replace(await read_question(conn), senders_read=senders_read)


@asynccontextmanager
async def _held(pool: Pool) -> AsyncIterator[None]:
    """Keep the worker from this work while it goes on here, and for a few seconds if this process dies."""
    await _hold(pool)
    holding = asyncio.create_task(_hold_on(pool))
    try:
        yield
    finally:
        holding.cancel()
        with suppress(asyncio.CancelledError):
            await holding
        await pool.execute(sql.END_BY_HAND)


async def _hold(pool: Pool) -> None:
    await pool.execute(sql.HOLD_BY_HAND, FOLLOWED_AFTER_S, HELD_S)


async def _hold_on(pool: Pool) -> None:
    while True:
        await asyncio.sleep(_HOLD_EVERY_S)
        try:
            await _hold(pool)
        except Exception as error:
            if not is_passing(error):
                raise
