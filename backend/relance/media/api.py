"""Routes of images. Who may call them is decided where the routers are joined."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile, status

from relance.auth.edge.access import USER, Caller
from relance.auth.edge.quotas import limited
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.core.settings import Settings
from relance.http.graph import open_graph
from relance.http.ids import Id, IdInPath
from relance.http.pagination import DEFAULT_LIMIT, decode_cursor, encode_cursor, scope_of
from relance.http.requests import Transaction
from relance.http.responses import Cursor, Limit, errors
from relance.http.services import ServicesDep
from relance.media import service
from relance.media.images import MOST_BYTES
from relance.media.schemas import MediaBody, MediaList
from relance.reasons.causes import CAUSES
from relance.senders.service import Sender, find_sender, get_sender

router = APIRouter(prefix="/api/media", tags=["media"])

Image = Annotated[
    UploadFile, File(description="JPEG or PNG, 5 MB at most", examples=["the bytes of spring.jpg"])
]

_SCOPE = scope_of("media")


@router.get("", responses=errors(400))
async def list_media(
    services: ServicesDep, conn: Transaction, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> MediaList:
    """List images, newest first."""
    secret = services.settings.secret_key
    key = decode_cursor(cursor, secret=secret, scope=_SCOPE, parts=1)
    found = await service.list_media(conn, before_id=None if key is None else key[0], limit=limit + 1)
    following = None
    if len(found) > limit:
        following = encode_cursor([found[limit - 1].id], secret=secret, scope=_SCOPE)
    return MediaList(
        items=[MediaBody.model_validate(item) for item in found[:limit]],
        next_cursor=following,
        total=await service.count_media(conn),
    )


@router.post(
    "", status_code=status.HTTP_201_CREATED, responses=errors(404), dependencies=[limited("uploads")]
)
async def upload(
    services: ServicesDep, caller: Caller, file: Image, sender_id: Annotated[Id | None, Form()] = None
) -> MediaBody:
    """Upload a JPEG or PNG image of up to 5 MB; campaigns name it by the `reference` of the answer.

    The same image again gives the same one. Without `sender_id` it is the sender of the settings.
    """
    data = await file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise AppError("image_too_large", most=MOST_BYTES >> 20)
    pool = services.pool
    sender = await _choose_sender(pool, sender_id, services.settings)
    async with open_graph(services) as graph:
        stored = await service.store_media(
            pool,
            graph,
            sender=sender,
            filename=file.filename or "",
            data=data,
            created_by=caller.id if caller.kind == USER else None,
        )
    return MediaBody.model_validate(stored)


@router.get("/{media_id}", responses=errors(404))
async def show_media(conn: Transaction, media_id: IdInPath) -> MediaBody:
    """Show an image, without its bytes."""
    return MediaBody.model_validate(await service.get_media(conn, media_id=media_id))


@router.get(
    "/{media_id}/content",
    response_class=Response,
    responses={
        200: {"content": {"image/jpeg": {}, "image/png": {}}, "description": "The image."},
        **errors(404),
    },
)
async def show_content(conn: Transaction, media_id: IdInPath) -> Response:
    """Download an image; it never changes."""
    file = await service.read_media_file(conn, media_id=media_id)
    return Response(
        file.bytes,
        media_type=file.mime,
        headers={
            "Cache-Control": "private, max-age=31536000, immutable",
            "ETag": f'"{file.sha256.hex()}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'",
        },
    )


async def _choose_sender(pool: Pool, sender_id: int | None, settings: Settings) -> Sender:
    async with transaction(pool) as conn:
        if sender_id is not None:
            return await get_sender(conn, sender_id=sender_id)
        sender = await find_sender(conn, phone_number_id=settings.whatsapp_phone_number_id)
    if sender is None:
        raise AppError("sender_unknown", why=CAUSES.make("no_sender_yet"))
    return sender
