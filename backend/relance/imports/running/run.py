"""Running the job of an import, by a worker on any host or by the command that made it.

What is done is written down with each chunk, so a job can be broken off anywhere, by a crash or because its
time is over, and goes on where it was without counting anything twice.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from relance.cache.versions import move_versions
from relance.core.db import Pool, Row, is_passing, transaction
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.imports import jobs_sql as sql
from relance.imports.jobs import CHANGED_BY_IMPORTS
from relance.imports.people import chunks
from relance.imports.running.store import LEASE, LeaseLostError, OnProgress, Storing

log = get_logger(__name__)

BUDGET_S = 60.0
"""A run ends after this and asks for another: tasks are killed after two minutes."""

_KEEP_EVERY_S = 5.0
_MOST_ATTEMPTS = 100
"""Runs that store nothing. The others store a chunk at least, and are not counted."""


async def run_job(
    pool: Pool,
    *,
    job_id: int,
    budget_s: float = BUDGET_S,
    news: News = NO_NEWS,
    on_progress: OnProgress | None = None,
) -> bool:
    """Store the file of a job, for `budget_s` at most. True when there is nothing left to do for this one.

    May run twice or at once: one run holds the lease, the others find nothing to do.
    """
    async with transaction(pool) as conn:
        job = await conn.fetchrow(sql.CLAIM, job_id, LEASE)
    if job is None:
        return True
    storing = Storing(pool, job, time.monotonic() + budget_s, news, on_progress)
    try:
        if job["attempts"] > _MOST_ATTEMPTS + job["lines"] // chunks.CHUNK_LINES:
            raise AppError("import_gives_up")
        async with _kept(pool, job_id, attempt=job["attempts"]):
            all_stored = await _store(storing)
    except LeaseLostError:
        log.warning("import_lease_lost", job_id=job_id)
        return True
    except AppError as error:
        await fail(pool, job_id=job_id, error=error)
        return True
    except Exception as error:
        if is_passing(error):
            raise  # the lease runs out and another run goes on
        log.exception("import_failed", job_id=job_id)
        await fail(pool, job_id=job_id, error=AppError("internal_error"))
        return True
    return await _end_run(pool, job_id, all_stored=all_stored)


async def fail(pool: Pool, *, job_id: int, error: AppError) -> None:
    """The job is over, unless it was already; what it has stored stays."""
    async with transaction(pool) as conn:
        await conn.execute(sql.FAIL, job_id, error.code, error.message, error.values)
        await conn.execute(sql.DROP_PIECES, job_id)
        await conn.execute(sql.DROP_SEEN, job_id)
        await move_versions(conn, *CHANGED_BY_IMPORTS)


async def _end_run(pool: Pool, job_id: int, *, all_stored: bool) -> bool:
    async with transaction(pool) as conn:
        if not all_stored:
            await conn.execute(sql.YIELD, job_id)
            await move_versions(conn, *CHANGED_BY_IMPORTS)
            return False
        done: Row | None = await conn.fetchrow(sql.COMPLETE, job_id)
        if done is not None:
            await conn.execute(sql.DROP_SEEN, job_id)
        if done is None or not done["dry_run"]:
            await conn.execute(sql.DROP_PIECES, job_id)
        await move_versions(conn, *CHANGED_BY_IMPORTS)
    if done is not None:
        log.info("contacts_imported", **done)
    return True


async def _store(storing: Storing) -> bool:
    with tempfile.TemporaryDirectory(prefix="relance-import-") as folder:
        path = Path(folder) / "file"
        await _write_file(storing.pool, storing.job["id"], path)
        return await storing.store_file(path)


async def _write_file(pool: Pool, job_id: int, path: Path) -> None:
    with path.open("wb") as file:
        place = 0
        while (piece := await pool.fetchval(sql.READ_PIECE, job_id, place)) is not None:
            file.write(piece)
            place += 1


@asynccontextmanager
async def _kept(pool: Pool, job_id: int, *, attempt: int) -> AsyncIterator[None]:
    """The lease of this run does not end before the run does."""
    keeping = asyncio.create_task(_keep(pool, job_id, attempt))
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.wait([keeping])


async def _keep(pool: Pool, job_id: int, attempt: int) -> None:
    kept = True
    while kept:
        await asyncio.sleep(_KEEP_EVERY_S)
        try:
            kept = await pool.fetchval(sql.KEEP, job_id, attempt, LEASE) is not None
        except Exception as error:
            # Then it runs out, another run goes on, and this one finds at its next chunk that it has lost it.
            log.warning("import_lease_not_kept", job_id=job_id, reason=type(error).__name__)
