"""Routes of the lines of an import that were rejected, or taken with a warning. `api` takes them in."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import Field

from relance.activity import Act, Subject, record
from relance.auth.edge.quotas import limited
from relance.downloads.edge import AskedLook, answer_file
from relance.http.ids import IdInPath
from relance.http.pagination import scope_of
from relance.http.requests import Transaction
from relance.http.responses import CSV_FILE, FIRST_PAGE, Cursor, Limit, errors, read_cursor, write_cursor
from relance.http.services import ServicesDep
from relance.imports import jobs
from relance.imports.formats.reading import Reading
from relance.imports.lines.export_original import as_the_file, export_original
from relance.imports.lines.export_rejected import export_rejected
from relance.imports.lines.export_warnings import export_warnings
from relance.imports.schemas import ImportLine, ImportLineKind, ImportLineKinds, ImportLineList

router = APIRouter()

RejectedForm = Annotated[Literal["list", "original"], Query(description="in which columns")]
LineCode = Annotated[str, Field(min_length=1, max_length=60, pattern="^[a-z0-9_]+$")]


@router.get("/{job_id:int}/lines", responses=errors(400, 404))
async def list_lines(
    services: ServicesDep,
    conn: Transaction,
    job_id: IdInPath,
    rejected: Annotated[bool, Query(description="else those that were taken with a warning")] = True,
    code: Annotated[LineCode | None, Query(description="only those of this reason")] = None,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> ImportLineList:
    """List the rejected lines, in the order of the file, with the reasons."""
    await jobs.get_job(conn, job_id=job_id)
    scope = scope_of("import_lines", job_id=job_id, rejected=rejected, code=code)
    key = read_cursor(services, cursor, scope=scope, parts=1)
    after_id = 0 if key is None else key[0]
    rows = await jobs.list_lines(
        conn, job_id=job_id, rejected=rejected, after_id=after_id, limit=limit + 1, code=code
    )
    next_cursor = None
    if len(rows) > limit:
        next_cursor = write_cursor(services, (rows[limit - 1]["id"],), scope=scope)
    items = [
        ImportLine(
            line=row["line"],
            content=row["raw"],
            reason=row["reason"],
            code=row["reason_code"],
            values=row["reason_values"],
            stored=None if rejected else (row["reason_values"] or {}).get("number"),
        )
        for row in rows[:limit]
    ]
    return ImportLineList(items=items, next_cursor=next_cursor, total=None)


@router.get("/{job_id:int}/lines/kinds", responses=errors(404))
async def count_lines(
    conn: Transaction,
    job_id: IdInPath,
    rejected: Annotated[bool, Query(description="else those that were taken with a warning")] = True,
) -> ImportLineKinds:
    """Count the rejected lines by reason."""
    await jobs.get_job(conn, job_id=job_id)
    rows = await jobs.list_kinds(conn, job_id=job_id, rejected=rejected)
    return ImportLineKinds(items=[ImportLineKind.model_validate(dict(row)) for row in rows])


@router.get(
    "/{job_id:int}/rejected.csv",
    response_class=StreamingResponse,
    responses={200: CSV_FILE, **errors(404)},
    dependencies=[limited("exports")],
)
async def download_rejected(
    request: Request,
    services: ServicesDep,
    conn: Transaction,
    job_id: IdInPath,
    look: AskedLook,
    form: RejectedForm = "list",
) -> StreamingResponse:
    """Download the rejected lines with the reasons: as a list, or in their original columns to be mended.

    Those have the separator, unless one is asked for, and the encoding of the file; the import leaves the
    reasons out. The list also names the lines of people who were erased, by their number alone.
    """
    job = await jobs.get_job(conn, job_id=job_id)
    await record(conn, Act.REJECTED_LINES_EXPORTED, Subject("import", job_id))
    name = f"import-{job_id}-rejected"
    if form == "list":
        return answer_file(export_rejected(services.pool, job_id=job_id, look=look), look, name=name)
    reading = Reading(**(job["reading"] or {}))
    look, encoding = as_the_file(look, reading, is_parted="separator" in request.query_params)
    pieces = export_original(services.pool, job_id=job_id, look=look, encoding=encoding)
    return answer_file(pieces, look, name=name, encoding=encoding)


@router.get(
    "/{job_id:int}/warnings.csv",
    response_class=StreamingResponse,
    responses={200: CSV_FILE, **errors(404)},
    dependencies=[limited("exports")],
)
async def download_warnings(
    services: ServicesDep, conn: Transaction, job_id: IdInPath, look: AskedLook
) -> StreamingResponse:
    """Download the lines that were taken with a warning: the number before and after, and why."""
    await jobs.get_job(conn, job_id=job_id)
    await record(conn, Act.REJECTED_LINES_EXPORTED, Subject("import", job_id))
    pieces = export_warnings(services.pool, job_id=job_id, look=look)
    return answer_file(pieces, look, name=f"import-{job_id}-warnings")
