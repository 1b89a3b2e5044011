"""Routes of templates. Who may call them is decided where the routers are joined."""

from typing import Annotated

from fastapi import APIRouter, Query

from relance.http.bodies import ReasonBody
from relance.http.graph import open_graph
from relance.http.ids import IdInPath
from relance.http.pagination import DEFAULT_LIMIT, decode_cursor, encode_cursor, scope_of
from relance.http.requests import Transaction
from relance.http.responses import Cursor, Limit, errors
from relance.http.services import ServicesDep
from relance.templates import service
from relance.templates.preview import render_preview
from relance.templates.schemas import (
    Preview,
    PreviewRequest,
    Shape,
    ShapeButton,
    SyncAnswer,
    TemplateBody,
    TemplateList,
)
from relance.templates.service import Template
from relance.templates.sync import sync_templates
from relance.whatsapp.template_shape import TemplateShape

router = APIRouter(prefix="/api/templates", tags=["templates"])

Status = Annotated[str | None, Query(pattern=r"^[A-Za-z_]{1,50}$", examples=["APPROVED"])]
Language = Annotated[str | None, Query(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?$", examples=["fr"])]


@router.get("", responses=errors(400))
async def list_templates(
    services: ServicesDep,
    conn: Transaction,
    status: Status = None,
    language: Language = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> TemplateList:
    """List templates by name and language; those that vanished at Meta have the status DELETED."""
    status = None if status is None else status.upper()
    language = None if language is None else language.replace("-", "_")
    secret = services.settings.secret_key
    scope = scope_of("templates", status=status, language=language)
    key = decode_cursor(cursor, secret=secret, scope=scope, parts=3)
    after = None if key is None else (key[0], key[1], key[2])
    found = await service.list_page(conn, status=status, language=language, after=after, limit=limit + 1)
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = encode_cursor([last.name, last.language, last.id], secret=secret, scope=scope)
    return TemplateList(
        items=[_answer(template) for template in found[:limit]],
        next_cursor=following,
        total=await service.count_templates(conn, status=status, language=language),
    )


@router.post("/sync")
async def sync(services: ServicesDep) -> SyncAnswer:
    """Sync templates from Meta. Approved ones that were blocked are free again."""
    async with open_graph(services) as graph:
        result = await sync_templates(
            services.pool, graph, services.settings.whatsapp_business_account_id, lift_blocks=True
        )
    return SyncAnswer.model_validate(result)


@router.get("/{template_id}", responses=errors(404))
async def show_template(conn: Transaction, template_id: IdInPath) -> TemplateBody:
    """Show a template."""
    return _answer(await service.get_template(conn, template_id=template_id))


@router.post("/{template_id}/preview", responses=errors(404))
async def preview(conn: Transaction, template_id: IdInPath, request: PreviewRequest) -> Preview:
    """Preview the message as a contact would get it."""
    template = await service.get_template(conn, template_id=template_id)
    fields = {}
    if request.contact_id is not None:
        fields = await service.read_contact_fields(conn, contact_id=request.contact_id)
    return render_preview(template, request, fields)


def _answer(template: Template) -> TemplateBody:
    shape = TemplateShape.from_components(
        template.name, template.language, template.parameter_format, template.components
    )
    known = {name: getattr(template, name) for name in TemplateBody.model_fields if name != "shape"}
    why = shape.unsupported
    body = Shape(
        body_parameters=list(shape.body_parameters),
        header_kind=shape.header_kind,
        header_parameter=shape.header_parameter,
        buttons=[ShapeButton.model_validate(button) for button in shape.buttons],
        unsupported=None if why is None else why.text,
        unsupported_reason=None if why is None else ReasonBody.model_validate(why),
    )
    return TemplateBody(shape=body, **known)
