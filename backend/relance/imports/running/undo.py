"""What an import created and nobody has used since, taken back: for a day, chunk by chunk.

A contact counts as used once there is a message to it or a reply of it, or once it was changed after the
import had ended. Who is taken back is deleted like any contact: an opt-out holds on.
"""

import time
from dataclasses import dataclass
from datetime import datetime

from relance.activity import Act, Subject, record
from relance.cache.versions import move_versions
from relance.contacts.service import delete_contacts
from relance.core.db import Connection, Pool, Row, transaction
from relance.core.errors import AppError
from relance.imports import undo_sql as sql
from relance.imports.jobs import CHANGED_BY_IMPORTS

BUDGET_S = 10.0
"""A request ends after this and says that there is more."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """How many an undo takes back, and how many stay since somebody has used them."""

    unused: int
    used: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Undone:
    """So many were taken back by all requests together; `is_done`: nobody is left to be."""

    undone: int
    is_done: bool


async def count_undoable(conn: Connection, *, job_id: int) -> Undoable:
    """What an undo would do now. Raises AppError `import_not_found`, `import_not_undoable`."""
    job = await _find(conn, job_id)
    row = await conn.fetchrow(sql.COUNT, job_id, job["finished_at"])
    assert row is not None, "it counts"
    return Undoable(row["unused"], row["used"], job["until"])


async def undo(pool: Pool, *, job_id: int, budget_s: float = BUDGET_S) -> Undone:
    """Take back, for `budget_s` at most; whoever calls again goes on. Raises AppError as `count_undoable`."""
    until = time.monotonic() + budget_s
    while True:
        async with transaction(pool) as conn:
            job = await _find(conn, job_id, lock=True)
            ids = await conn.fetchval(sql.TAKE_CHUNK, job_id)
            if ids is None:
                return await _end(conn, job)
            unused = [row["id"] for row in await conn.fetch(sql.UNUSED, ids, job["finished_at"])]
            gone = await delete_contacts(conn, contact_ids=unused)
            undone: int = await conn.fetchval(sql.NOTE, job_id, len(gone))
            await move_versions(conn, *CHANGED_BY_IMPORTS)
        if time.monotonic() >= until:
            return Undone(undone, is_done=False)


async def _end(conn: Connection, job: Row) -> Undone:
    if job["undone_at"] is None:
        await conn.execute(sql.END, job["id"])
        subject = Subject("import", job["id"], job["filename"])
        await record(conn, Act.IMPORT_UNDONE, subject, details={"contacts": job["undone"]})
    return Undone(job["undone"], is_done=True)


async def _find(conn: Connection, job_id: int, *, lock: bool = False) -> Row:
    job = await conn.fetchrow(sql.LOCK if lock else sql.FIND, job_id)
    if job is None:
        raise AppError("import_not_found", id=job_id)
    if not job["undoable"]:
        raise AppError("import_not_undoable", id=job_id)
    return job
