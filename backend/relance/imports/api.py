"""Routes of imports. Who may call them is decided where the routers are joined."""

from typing import Annotated, Any, Literal

from asyncpg import Record
from fastapi import APIRouter, BackgroundTasks, File, Form, Query, Request, UploadFile, status
from fastapi.responses import StreamingResponse

from relance.activity import Act, Subject, record
from relance.auth.edge.access import Caller
from relance.auth.edge.quotas import limited
from relance.cache.versions import move_versions
from relance.contacts.field_types import Country
from relance.core.db import transaction
from relance.core.errors import AppError
from relance.downloads.edge import AskedLook, answer_file
from relance.http.ids import Id, IdInPath
from relance.http.pagination import scope_of
from relance.http.requests import Transaction
from relance.http.responses import CSV_FILE, FIRST_PAGE, Cursor, Limit, errors, read_cursor, write_cursor
from relance.http.services import ServicesDep
from relance.imports import jobs, undo
from relance.imports.default_country import choose_country
from relance.imports.doubt import Example
from relance.imports.dry_run import run_for_real
from relance.imports.edge import upload
from relance.imports.export_original import export_original
from relance.imports.export_rejected import export_rejected
from relance.imports.reading import Reading
from relance.imports.schemas import (
    CountryDoubtBody,
    DefaultCountryAnswer,
    ImportFailure,
    ImportJob,
    ImportLine,
    ImportLineList,
    ImportList,
    ImportPreview,
    ImportUndoable,
    ImportUndone,
    PreviewColumn,
    PreviewNumber,
    ReadingBody,
)
from relance.reasons.reason import values_as_json

router = APIRouter(prefix="/api/contacts/import", tags=["imports"])

Upload = Annotated[
    UploadFile,
    File(description="CSV or XLSX, 100 MB at most", examples=["phone,first_name\r\n+2290197000001,Awa\r\n"]),
]
RejectedForm = Annotated[Literal["list", "original"], Query(description="in which columns")]
Mapping = Annotated[
    str | None,
    Form(
        max_length=20_000,
        description='JSON such as {"0": "phone", "2": "city"}; else by the header',
        examples=['{"0": "phone", "1": "first_name"}'],
    ),
]
DefaultCountry = Annotated[
    Country | Literal["none"] | None,
    Form(
        description="of numbers without country code; `none`: they all have one; missing: the installation's",
        examples=["BJ"],
    ),
]


@router.post("/preview", dependencies=[limited("uploads")])
async def preview(
    request: Request, file: Upload, columns: Mapping = None, default_country: DefaultCountry = None
) -> ImportPreview:
    """Preview a file and how it is understood; nothing is stored."""
    await upload.measure(file)
    wish, chosen = await upload.read_wish(
        request, columns=columns, country=default_country, reading=Reading()
    )
    found = await upload.preview(request, file, wish)
    doubt = found.country_doubt
    return ImportPreview(
        columns=[PreviewColumn.model_validate(column) for column in found.columns],
        rows=found.rows,
        problem=None if found.has_phone else "No column holds phone numbers: say which one does.",
        default_country=chosen.country,
        default_country_origin=chosen.origin,
        numbers=list(map(_show_number, found.numbers)),
        country_doubt=None if doubt is None else CountryDoubtBody(**doubt.as_json()),
        reading=ReadingBody.model_validate(found.reading),
    )


@router.get("/country")
async def show_country(services: ServicesDep, conn: Transaction) -> DefaultCountryAnswer:
    """Show the country by which numbers without country code are read."""
    setting = services.current.values.default_country
    chosen = await choose_country(conn, asked=None, setting=setting)
    return DefaultCountryAnswer.model_validate(chosen, from_attributes=True)


@router.post(
    "", status_code=status.HTTP_202_ACCEPTED, responses=errors(404), dependencies=[limited("uploads")]
)
async def start(
    request: Request,
    services: ServicesDep,
    background: BackgroundTasks,
    caller: Caller,
    file: Upload,
    columns: Mapping = None,
    category_id: Annotated[Id | None, Form()] = None,
    category_name: Annotated[str | None, Form(max_length=200, examples=["clients"])] = None,
    default_country: DefaultCountry = None,
    update_existing: Annotated[bool, Form()] = True,
    dry_run: Annotated[bool, Form(description="tell what would be done, and write nothing")] = False,
) -> ImportJob:
    """Import a file, into a category by id or by name (created if missing), or into none."""
    if category_id is not None and category_name is not None:
        raise AppError("category_twice")
    size = await upload.measure(file)
    wish, chosen = await upload.read_wish(
        request, columns=columns, country=default_country, reading=Reading()
    )
    understood = await upload.understand(request, file, wish)
    new = jobs.NewImport(
        filename=file.filename or "file",
        category_id=category_id,
        category_name=category_name,
        update_existing=update_existing,
        created_by=caller.id if caller.kind == "user" else None,
        dry_run=dry_run,
    ).with_file(understood, country=chosen.country)
    # Begun only now: a large workbook takes its reader longer than anybody should hold a connection.
    async with transaction(services.pool) as conn:
        job_id = await jobs.create_job(conn, new=new, size=size, pieces=upload.read_pieces(file))
        job = await jobs.get_job(conn, job_id=job_id)
    # Runs after the answer; what is lost here, the tick finds.
    background.add_task(services.jobs.enqueue, jobs.RUN, job_id=job_id)
    return _answer(job)


@router.get("", responses=errors(400))
async def list_page(
    services: ServicesDep,
    conn: Transaction,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> ImportList:
    """List imports, newest first."""
    scope = scope_of("imports")
    key = read_cursor(services, cursor, scope=scope, parts=1)
    before_id = 2**63 - 1 if key is None else key[0]
    rows = await jobs.list_jobs(conn, before_id=before_id, limit=limit + 1)
    next_cursor = None
    if len(rows) > limit:
        next_cursor = write_cursor(services, (rows[limit - 1]["id"],), scope=scope)
    return ImportList(items=[_answer(row) for row in rows[:limit]], next_cursor=next_cursor, total=None)


@router.get("/{job_id:int}", responses=errors(404))
async def show(conn: Transaction, job_id: IdInPath) -> ImportJob:
    """Show how far an import is, and what became of its lines."""
    return _answer(await jobs.get_job(conn, job_id=job_id))


@router.get("/{job_id:int}/lines", responses=errors(400, 404))
async def list_lines(
    services: ServicesDep,
    conn: Transaction,
    job_id: IdInPath,
    rejected: Annotated[bool, Query(description="else those that were taken with a warning")] = True,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> ImportLineList:
    """List the rejected lines, in the order of the file, with the reasons."""
    await jobs.get_job(conn, job_id=job_id)
    scope = scope_of("import_lines", job_id=job_id, rejected=rejected)
    key = read_cursor(services, cursor, scope=scope, parts=1)
    after_id = 0 if key is None else key[0]
    rows = await jobs.list_lines(conn, job_id=job_id, rejected=rejected, after_id=after_id, limit=limit + 1)
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
        )
        for row in rows[:limit]
    ]
    return ImportLineList(items=items, next_cursor=next_cursor, total=None)


@router.get(
    "/{job_id:int}/rejected.csv",
    response_class=StreamingResponse,
    responses={200: CSV_FILE, **errors(404)},
    dependencies=[limited("exports")],
)
async def download_rejected(
    services: ServicesDep, conn: Transaction, job_id: IdInPath, look: AskedLook, form: RejectedForm = "list"
) -> StreamingResponse:
    """Download the rejected lines with the reasons: as a list, or in their original columns to be mended.

    The import leaves the reasons out.
    """
    await jobs.get_job(conn, job_id=job_id)
    export = export_original if form == "original" else export_rejected
    await record(conn, Act.REJECTED_LINES_EXPORTED, Subject("import", job_id))
    pieces = export(services.pool, job_id=job_id, look=look)
    return answer_file(pieces, look, name=f"import-{job_id}-rejected")


@router.post("/{job_id:int}/run", status_code=status.HTTP_202_ACCEPTED, responses=errors(404, 409))
async def run_checked(
    services: ServicesDep, background: BackgroundTasks, caller: Caller, job_id: IdInPath
) -> ImportJob:
    """Import the file of a completed dry run. It is kept for a day."""
    async with transaction(services.pool) as conn:
        await run_for_real(conn, job_id=job_id, created_by=caller.id if caller.kind == "user" else None)
        await move_versions(conn, "categories")  # it may be new
        job = await jobs.get_job(conn, job_id=job_id)
    background.add_task(services.jobs.enqueue, jobs.RUN, job_id=job_id)
    return _answer(job)


@router.get("/{job_id:int}/undo", responses=errors(404, 409))
async def show_undo(conn: Transaction, job_id: IdInPath) -> ImportUndoable:
    """Count whom an undo takes back, for a day after the import."""
    return ImportUndoable.model_validate(await undo.count_undoable(conn, job_id=job_id))


@router.post("/{job_id:int}/undo", responses=errors(404, 409))
async def take_back(services: ServicesDep, job_id: IdInPath) -> ImportUndone:
    """Delete the contacts that the import created and nobody has used since."""
    return ImportUndone.model_validate(await undo.undo(services.pool, job_id=job_id))


def _show_number(example: Example) -> PreviewNumber:
    refused = example.refused
    return PreviewNumber(
        written=example.written,
        stored=example.stored,
        country=example.country,
        code=refused and refused.code,
        reason=refused and refused.text,
        values=refused and values_as_json(refused.values),
    )


def _answer(job: Record) -> ImportJob:
    fields: dict[str, Any] = dict(job)
    code, message, values = fields.pop("error_code"), fields.pop("error_message"), fields.pop("error_values")
    error = None if code is None else ImportFailure(code=code, message=message, values=values)
    return ImportJob(**fields, progress=round(100 * fields["fraction"], 1), error=error)
