"""Imports as jobs: the file waits in the database until all of it is stored (`run.py`)."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self

from relance.activity import Act, Subject, record
from relance.cache.versions import move_versions
from relance.categories.service import get_category, get_or_create_category
from relance.contacts.phones.parse import check_country
from relance.core.db import Connection, Pool, Row
from relance.core.errors import AppError
from relance.core.jobs import JobQueue
from relance.imports import jobs_sql as sql
from relance.imports import undo_sql
from relance.imports.formats.reading import Reading
from relance.imports.preview.doubt import CountryDoubt
from relance.imports.preview.first_look import Understood

RUN = "imports.run"
"""Name of the task; its argument is `job_id`."""

PIECE = 1 << 20
"""Bytes of the file in a row."""

CHANGED_BY_IMPORTS = ("contacts", "contact_counts", "categories")
"""The namespaces of the cache that an import ends, chunk by chunk."""


@dataclass(frozen=True, slots=True)
class NewImport:
    """What is to be done with a file."""

    filename: str
    category_id: int | None = None
    category_name: str | None = None
    default_country: str | None = None
    update_existing: bool = True
    mapping: Mapping[str, str] | None = None
    reading: Reading | None = None
    country_doubt: CountryDoubt | None = None
    created_by: int | None = None
    dry_run: bool = False

    def with_file(self, understood: Understood, *, country: str | None) -> Self:
        """The same with what was found of the file."""
        return replace(
            self,
            default_country=country,
            mapping=understood.mapping,
            reading=understood.reading,
            country_doubt=understood.country_doubt,
        )


async def create_job(conn: Connection, *, new: NewImport, size: int, pieces: AsyncIterator[bytes]) -> int:
    """Keep the file and a job for it, in the caller's transaction. Returns the job's id.

    The category (`category_id`, else by name) is created if missing, existing contacts are added to it.
    Without either they stay in the categories they are in. `default_country` (ISO) is that of numbers written
    without country code; `mapping` as in `map_as_told`. With `update_existing` a contact that exists gets the
    values of the file where the file has any; otherwise it stays as it is. With `dry_run` nothing of all this
    is done, only told.
    The caller enqueues RUN after the commit, or runs the job. Raises AppError `category_not_found`,
    `unknown_country` and those of a category's name.
    """
    country = check_country(new.default_country)
    category_id, category_name = None, None
    if new.category_id is not None:
        category = await get_category(conn, category_id=new.category_id)
        category_id, category_name = category.id, category.name
    elif new.category_name is not None:
        category_name = " ".join(new.category_name.split())
        if not new.dry_run:
            category_id = await get_or_create_category(conn, name=category_name, created_by=new.created_by)
    filename = _printable(new.filename)
    job_id: int = await conn.fetchval(
        sql.CREATE,
        filename,
        size,
        category_id,
        category_name,
        country,
        new.update_existing,
        None if new.mapping is None else dict(new.mapping),
        new.created_by,
        None if new.reading is None else asdict(new.reading),
        None if new.country_doubt is None else new.country_doubt.as_json(),
    )
    place = 0
    async for piece in pieces:
        await conn.execute(sql.ADD_PIECE, job_id, place, piece)
        place += 1
    if new.dry_run:
        await conn.execute(sql.MARK_DRY_RUN, job_id)
        return job_id
    details = {"category_id": category_id, "category_name": category_name}
    await record(conn, Act.IMPORT_STARTED, Subject("import", job_id, filename), details=details)
    if category_name is not None:
        await move_versions(conn, "categories")  # it may be new
    return job_id


async def get_job(conn: Connection, *, job_id: int) -> Row:
    """A job. Raises AppError `import_not_found`."""
    row = await conn.fetchrow(sql.GET, job_id)
    if row is None:
        raise AppError("import_not_found", id=job_id)
    return row


async def list_jobs(conn: Connection, *, before_id: int, limit: int) -> list[Row]:
    """Jobs, the newest first."""
    return await conn.fetch(sql.LIST, before_id, limit)


async def list_lines(
    conn: Connection, *, job_id: int, rejected: bool, after_id: int, limit: int, code: str | None = None
) -> list[Row]:
    """Rejected lines of a job (or, with `rejected` False, those taken with a warning), in their order.

    `code` leaves those of one reason.
    """
    return await conn.fetch(sql.LINES, job_id, rejected, after_id, limit, code)


async def list_kinds(conn: Connection, *, job_id: int, rejected: bool) -> list[Row]:
    """How many of these lines there are of each reason."""
    return await conn.fetch(sql.KINDS, job_id, rejected)


async def read_header(conn: Connection, *, job_id: int) -> list[str] | None:
    """What stood above the lines, None where nobody noted it."""
    header: list[str] | None = await conn.fetchval(sql.HEADER, job_id)
    return header


async def forget_old(pool: Pool) -> None:
    """Files of dry runs nobody went on with, and what can be taken back no more; for the tick."""
    await pool.execute(undo_sql.FORGET)


async def enqueue_waiting(pool: Pool, queue: JobQueue) -> int:
    """Enqueue jobs whose task was lost, or whose runner died. Returns how many; for the tick."""
    rows = await pool.fetch(sql.WAITING)
    for row in rows:
        await queue.enqueue(RUN, job_id=row["id"])
    return len(rows)


def _printable(name: str) -> str:
    return "".join(character for character in name if character.isprintable())[:200] or "file"
