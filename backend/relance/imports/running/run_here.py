"""An import whose job the same process makes and runs: all it needs is PostgreSQL.

Killed midway, the job is like any whose runner died: a worker goes on with it when its lease is over.
"""

import asyncio
import io
import math
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import BinaryIO

from relance.core.db import Pool, Row, transaction
from relance.core.errors import AppError, CommandError
from relance.core.news import NO_NEWS, News
from relance.imports.formats.reading import Reading
from relance.imports.jobs import PIECE, NewImport, create_job, get_job
from relance.imports.preview.default_country import choose_country, find_contacts_country
from relance.imports.preview.first_look import FileChoices, understand_file
from relance.imports.running.run import fail, run_job
from relance.imports.running.store import OnProgress

_LOOK_AGAIN_S = 1.0


async def make_job(
    pool: Pool,
    *,
    file: Path,
    new: NewImport,
    named: Mapping[str, str] | None = None,
    setting: str | None = None,
) -> int:
    """A job of a file on this machine, of any size. Raises AppError, before anything is stored.

    `named` says by their headers what columns are; `setting` is the installation's country, for a job that
    names none.
    """
    async with pool.acquire() as conn:
        chosen = await choose_country(conn, asked=new.default_country, setting=setting)
        contacts_country = await find_contacts_country(conn)
    choices = FileChoices(new.mapping, new.reading or Reading(), chosen.country, contacts_country, named)
    understood = await asyncio.to_thread(understand_file, choices, file)
    new = new.with_file(understood, country=chosen.country)
    with await asyncio.to_thread(file.open, "rb") as stream:
        size = await asyncio.to_thread(stream.seek, 0, io.SEEK_END)
        stream.seek(0)
        async with transaction(pool) as conn:
            return await create_job(conn, new=new, size=size, pieces=_read_pieces(stream))


async def run_to_end(
    pool: Pool, *, job_id: int, news: News = NO_NEWS, on_progress: OnProgress | None = None
) -> Row:
    """Run a job, or wait for whoever runs it, until it is completed: as it then is.

    Raises CommandError for the reason why it failed. Cancelled, as by Ctrl-C, the job ends too:
    nobody goes on with what a person broke off.
    """
    try:
        while True:
            await run_job(pool, job_id=job_id, budget_s=math.inf, news=news, on_progress=on_progress)
            async with pool.acquire() as conn:
                job = await get_job(conn, job_id=job_id)
            if job["status"] == "failed":
                raise CommandError(job["error_code"], job["error_message"])
            if job["status"] == "completed":
                return job
            await asyncio.sleep(_LOOK_AGAIN_S)  # another has it; should that one die, it is ours
    except asyncio.CancelledError:
        await fail(pool, job_id=job_id, error=AppError("import_interrupted"))
        raise


async def _read_pieces(stream: BinaryIO) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(stream.read, PIECE):
        yield piece
