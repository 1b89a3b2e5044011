"""Imports as jobs: the file waits in the database, a worker on any host stores it, chunk by chunk.

What is done is written down with each chunk, so a job can be broken off anywhere, by a crash or because its
time is over, and goes on where it was without counting anything twice.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from relance.activity import Subject
from relance.categories.service import get_category, get_or_create_category
from relance.contacts.phones.parse import check_country
from relance.core.db import Connection, Pool, Row, is_passing, transaction
from relance.core.errors import AppError, malformed, not_found
from relance.core.jobs import JobQueue
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.imports import jobs_sql as sql
from relance.imports.chunks import Chunk
from relance.imports.report import MOST_WARNINGS
from relance.imports.service import ChunkCounts, import_contacts, record_import

log = get_logger(__name__)

RUN = "imports.run"
"""Name of the task; its argument is `job_id`."""

LARGEST_FILE = 100 << 20
"""Bytes a file may have: some two million lines."""

BUDGET_S = 60.0
"""A run ends after this and asks for another: tasks are killed after two minutes."""

_LEASE = timedelta(seconds=20)
_KEEP_EVERY_S = 5.0
_MOST_ATTEMPTS = 100
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done with a file."""

    filename: str
    category_id: int | None = None
    category_name: str | None = None
    default_country: str | None = None
    update_existing: bool = True
    mapping: Mapping[str, str] | None = None
    created_by: int | None = None


async def create_job(conn: Connection, *, wish: Wish, size: int, pieces: AsyncIterator[bytes]) -> int:
    """Keep the file and a job for it, in the caller's transaction. Returns the job's id.

    The caller enqueues RUN after the commit. Raises AppError `category_not_found`, `unknown_country` and
    those of a category's name.
    """
    country = check_country(wish.default_country)
    category_id, category_name = None, None
    if wish.category_id is not None:
        category = await get_category(conn, category_id=wish.category_id)
        category_id, category_name = category.id, category.name
    elif wish.category_name is not None:
        category_name = " ".join(wish.category_name.split())
        category_id = await get_or_create_category(conn, name=category_name, created_by=wish.created_by)
    job_id: int = await conn.fetchval(
        sql.CREATE,
        wish.filename,
        size,
        category_id,
        category_name,
        country,
        wish.update_existing,
        None if wish.mapping is None else dict(wish.mapping),
        wish.created_by,
    )
    place = 0
    async for piece in pieces:
        await conn.execute(sql.ADD_PIECE, job_id, place, piece)
        place += 1
    await record_import(
        conn, Subject("import", job_id, wish.filename), category_id=category_id, category_name=category_name
    )
    return job_id


async def get_job(conn: Connection, *, job_id: int) -> Row:
    """A job. Raises AppError `import_not_found`."""
    row = await conn.fetchrow(sql.GET, job_id)
    if row is None:
        raise not_found("import", job_id)
    return row


async def list_jobs(conn: Connection, *, before_id: int, limit: int) -> list[Row]:
    """Jobs, the newest first."""
    return await conn.fetch(sql.LIST, before_id, limit)


async def list_rejected(
    conn: Connection, *, job_id: int, rejected: bool, after_id: int, limit: int
) -> list[Row]:
    """Rejected lines of a job (or, with `rejected` False, those taken with a warning), in their order."""
    return await conn.fetch(sql.LINES, job_id, rejected, after_id, limit)


async def run_job(pool: Pool, *, job_id: int, budget_s: float = BUDGET_S, news: News = NO_NEWS) -> bool:
    """Store the file of a job, for `budget_s` at most. True when there is nothing left to do for this one.

    May run twice or at once: one run holds the lease, the others find nothing to do.
    """
    async with transaction(pool) as conn:
        job = await conn.fetchrow(sql.CLAIM, job_id, _LEASE)
    if job is None:
        return True
    journal = _JobJournal(job_id, job["lines"], until=time.monotonic() + budget_s, news=news)
    try:
        if job["attempts"] > _MOST_ATTEMPTS:
            raise malformed("import_gives_up", "The import was broken off too often.")
        async with _kept(pool, job_id, attempt=job["attempts"]):
            await _run(pool, job, journal)
    except LeaseLostError:
        log.warning("import_lease_lost", job_id=job_id)
        return True
    except AppError as error:
        await _fail(pool, job_id, error.code, error.message)
        return True
    except Exception as error:
        if is_passing(error):
            raise  # the lease runs out and another run goes on
        log.exception("import_failed", job_id=job_id)
        await _fail(pool, job_id, "internal_error", "Something went wrong on our side; the log tells what.")
        return True
    async with transaction(pool) as conn:
        if journal.stopped:
            await conn.execute(sql.YIELD, job_id)
            return False
        await conn.execute(sql.COMPLETE, job_id)
        await conn.execute(sql.DROP_PIECES, job_id)
    return True


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
            kept = await pool.fetchval(sql.KEEP, job_id, attempt, _LEASE) is not None
        except Exception as error:
            # Then it runs out, another run goes on, and this one finds at its next chunk that it has lost it.
            log.warning("import_lease_not_kept", job_id=job_id, reason=type(error).__name__)


async def enqueue_waiting(pool: Pool, queue: JobQueue) -> int:
    """Enqueue jobs whose task was lost, or whose worker died. Returns how many; for the tick."""
    rows = await pool.fetch(sql.WAITING)
    for row in rows:
        await queue.enqueue(RUN, job_id=row["id"])
    return len(rows)


class LeaseLostError(Exception):
    """Another run has taken this job over."""


class _JobJournal:
    """Writes progress, rejected lines and warnings into the job, in the transactions of the chunks."""

    def __init__(self, job_id: int, lines_done: int, *, until: float, news: News) -> None:
        self.lines_done = lines_done
        self.stopped = False
        self._job_id = job_id
        self._until = until
        self._news = news
        self._has_stored = False

    async def record(self, conn: Connection, chunk: Chunk, counts: ChunkCounts, *, lines_before: int) -> None:
        """Only if nobody else has stored this chunk meanwhile."""
        rejected = [(line.line, line.raw, line.reason) for line in chunk.rejected]
        warnings = [(line, "", text) for line, text in chunk.warnings]
        warned = await conn.fetchval(
            sql.RECORD,
            self._job_id,
            chunk.lines,
            counts.created,
            counts.updated,
            counts.unchanged,
            chunk.duplicates,
            len(rejected),
            len(warnings),
            chunk.fraction,
            _LEASE,
            lines_before,
        )
        if warned is None:
            raise LeaseLostError
        self._has_stored = True
        # All that was left out: somebody has to mend it. Of lines that were taken, the first so many.
        warnings = warnings[: max(0, MOST_WARNINGS - (warned - len(warnings)))]
        for lines, is_rejected in ((rejected, True), (warnings, False)):
            if lines:
                columns = [list(column) for column in zip(*lines, strict=True)]
                await conn.execute(sql.ADD_LINES, self._job_id, is_rejected, *columns)

    def must_stop(self) -> bool:
        """Called after each chunk. Not while only reading again what is stored: each run gets on."""
        if self._has_stored:
            self._news.members_changed()
        self.stopped = self._has_stored and time.monotonic() >= self._until
        return self.stopped


async def _run(pool: Pool, job: Row, journal: _JobJournal) -> None:
    with tempfile.TemporaryDirectory(prefix="relance-import-") as folder:
        path = Path(folder) / "file"
        await _write_file(pool, job["id"], path)
        await import_contacts(
            pool,
            source=path,
            category_name=job["category_name"],
            category_id=job["category_id"],
            default_country=job["default_country"],
            update_existing=job["update_existing"],
            mapping=job["mapping"],
            created_by=job["created_by"],
            journal=journal,
        )


async def _write_file(pool: Pool, job_id: int, path: Path) -> None:
    with path.open("wb") as file:
        place = 0
        while (piece := await pool.fetchval(sql.READ_PIECE, job_id, place)) is not None:
            file.write(piece)
            place += 1


async def _fail(pool: Pool, job_id: int, code: str, message: str) -> None:
    async with transaction(pool) as conn:
        await conn.execute(sql.FAIL, job_id, code, message)
        await conn.execute(sql.DROP_PIECES, job_id)
