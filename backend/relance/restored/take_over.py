"""Taking the sent logs in: for the numbers of the question, and for what follows from its answer."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from relance.core.clock import from_unix
from relance.core.db import Pool, transaction
from relance.core.log import get_logger
from relance.core.redis import RedisClient
from relance.restored import sql
from relance.restored.coverage import is_covered
from relance.restored.log_reader import Claims, Departure, ProcessLog, list_logs
from relance.sending.high_water import read_highest

log = get_logger(__name__)

CHUNK = 5_000


async def read_logs(pool: Pool, folders: Sequence[Path], redis: RedisClient | None) -> int:
    """Fill `left_before` with what the logs know and the database does not; returns how many senders' logs
    there were. Raises what Redis raises; None: it is not asked.

    Nothing is claimed meanwhile. Reading twice, or at once, comes to the same; logs of other folders add up.
    """
    formers = await pool.fetch(sql.LIST_OPEN)
    ids = [former["id"] for former in formers]
    if not ids:
        return 0
    seen = {id_: await read_highest(redis, id_) if redis is not None else 0 for id_ in ids}
    claims = Claims()
    chunks = _chunks(_read_all(folders, frozenset(ids), claims))
    # In a thread: files without a line of these ids are read to their end in one go, while this work is held.
    while chunk := await asyncio.to_thread(next, chunks, None):
        async with transaction(pool) as conn:
            await conn.execute(sql.TAKE_IN, *_columns(chunk))
    async with transaction(pool) as conn:
        left: int = await conn.fetchval(sql.COUNT_LEFT, ids)
        known = await conn.fetch(sql.LAST_CLAIMS)
        since = await conn.fetchval(sql.LOGGED_SINCE)
        for former in formers:
            covered = is_covered(claims, former, known, logged_since=since, seen=seen[former["id"]])
            await conn.execute(sql.NOTE_READ, former["id"], covered, left)
            log.info("sent_logs_read", former=former["id"], left_unknown=left, covered=covered)
    return len(claims.alive_at)


def _read_all(folders: Iterable[Path], ids: frozenset[str], claims: Claims) -> Iterator[Departure]:
    for files in list_logs(folders):
        yield from ProcessLog(files, ids, claims).departures()


def _chunks(departures: Iterator[Departure]) -> Iterator[list[Departure]]:
    while chunk := list(islice(departures, CHUNK)):
        yield chunk


def _columns(chunk: list[Departure]) -> tuple[list[object], ...]:
    return (
        [departure.campaign_id for departure in chunk],
        [departure.contact_id for departure in chunk],
        [departure.message_type for departure in chunk],
        [departure.installation for departure in chunk],
        [departure.message_id for departure in chunk],
        [departure.verdict for departure in chunk],
        [from_unix(departure.at) for departure in chunk],
        [departure.wamid for departure in chunk],
        [departure.attempt for departure in chunk],
    )
