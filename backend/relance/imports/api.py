"""Routes of imports. Who may call them is decided where the routers are joined."""

from typing import Annotated, Any, Literal

from asyncpg import Record
from fastapi import APIRouter, BackgroundTasks, Depends, File, Form, Request, UploadFile, status

from relance.auth.edge.access import Caller
from relance.auth.edge.quotas import limited
from relance.cache.versions import move_versions
from relance.contacts.field_types import Country
from relance.core.db import transaction
from relance.core.errors import AppError
from relance.http.ids import Id, IdInPath
from relance.http.pagination import scope_of
from relance.http.requests import Transaction
from relance.http.responses import FIRST_PAGE, Cursor, Limit, errors, read_cursor, write_cursor
from relance.http.services import ServicesDep
from relance.imports import jobs
from relance.imports.edge import upload
from relance.imports.formats.reading import Encoding, Reading, Separator
from relance.imports.lines.api import router as lines
from relance.imports.preview.default_country import choose_country
from relance.imports.preview.doubt import Example
from relance.imports.running import undo
from relance.imports.running.dry_run import run_for_real
from relance.imports.schemas import (
    CountryDoubtBody,
    DefaultCountryAnswer,
    ImportFailure,
    ImportJob,
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


def _how_to_read(
    encoding: Annotated[
        Encoding | None, Form(description="of a text file; missing: as it looks", examples=["cp1252"])
    ] = None,
    separator: Annotated[
        Separator | None, Form(description="between cells; missing: as it looks", examples=[";"])
    ] = None,
    sheet: Annotated[
        str | None,
        Form(
            min_length=1,
            max_length=255,
            pattern="^[^\\x00]+$",
            description="of a workbook; missing: the likeliest",
        ),
    ] = None,
    hidden_rows: Annotated[
        Literal["skip", "read"], Form(description="of a workbook, as a filter hides them")
    ] = "skip",
) -> Reading:
    """How the file is to be read."""
    mark = "\t" if separator == "tab" else separator
    return Reading(encoding, mark, sheet, with_hidden=hidden_rows == "read")


HowToRead = Annotated[Reading, Depends(_how_to_read)]


@router.post("/preview", dependencies=[limited("uploads")])
async def preview(
    request: Request,
    file: Upload,
    reading: HowToRead,
    columns: Mapping = None,
    default_country: DefaultCountry = None,
) -> ImportPreview:
    """Preview a file and how it is understood; nothing is stored."""
    await upload.measure(file)
    choices, country = await upload.read_choices(
        request, columns=columns, country=default_country, reading=reading
    )
    found = await upload.preview(request, file, choices)
    doubt = found.country_doubt
    return ImportPreview(
        columns=[PreviewColumn.model_validate(column) for column in found.columns],
        rows=found.rows,
        problem=None if found.has_phone else "No column holds phone numbers: say which one does.",
        default_country=country.country,
        default_country_origin=country.origin,
        numbers=list(map(_show_number, found.numbers)),
        country_doubt=None if doubt is None else CountryDoubtBody(**doubt.as_json()),
        reading=ReadingBody.model_validate(found.reading),
        sheets=list(found.sheets),
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
    reading: HowToRead,
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
    choices, country = await upload.read_choices(
        request, columns=columns, country=default_country, reading=reading
    )
    understood = await upload.understand(request, file, choices)
    new = jobs.NewImport(
        filename=file.filename or "file",
        category_id=category_id,
        category_name=category_name,
        update_existing=update_existing,
        created_by=caller.id if caller.kind == "user" else None,
        dry_run=dry_run,
    ).with_file(understood, country=country.country)
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


router.include_router(lines)
