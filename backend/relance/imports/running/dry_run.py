"""What an import would do, before anything is written; and the import itself, of the file that is there."""

from collections.abc import Mapping

from relance.activity import Act, Subject, record
from relance.categories.service import get_or_create_category
from relance.contacts.own_columns import OWN_TEXTS
from relance.contacts.upsert import ContactRow
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.imports import jobs_sql as sql
from relance.imports.jobs import get_job


async def foresee(
    conn: Connection, *, rows: Mapping[str, ContactRow], update_existing: bool
) -> tuple[set[str], set[str]]:
    """The phones that would be created, and those that would be changed."""
    people = list(rows.values())
    found = await conn.fetch(
        sql.FORESEE,
        [row.phone for row in people],
        [row.attributes for row in people],
        *([getattr(row, name) for row in people] for name in OWN_TEXTS),
    )
    created = {row["phone"] for row in found if row["is_new"]}
    changed = {row["phone"] for row in found if row["changes"] and update_existing}
    return created, changed


async def run_for_real(conn: Connection, *, job_id: int, created_by: int | None) -> None:
    """Make the import of a dry run, in the caller's transaction; the caller enqueues it after the commit.

    Raises AppError `import_not_found`; `import_not_checked` when it was none, goes on, or its file is gone.
    """
    job = await get_job(conn, job_id=job_id)
    category_id = job["category_id"]
    if category_id is None and job["category_name"] is not None:
        category_id = await get_or_create_category(conn, name=job["category_name"], created_by=created_by)
    if await conn.fetchval(sql.RUN_FOR_REAL, job_id, category_id) is None:
        raise AppError("import_not_checked", id=job_id)
    await conn.execute(sql.DROP_LINES, job_id)
    details = {"category_id": category_id, "category_name": job["category_name"]}
    await record(conn, Act.IMPORT_STARTED, Subject("import", job_id, job["filename"]), details=details)
