"""Images for headers and Messages 2: kept here, lent to Meta, and lent again before Meta forgets them.

Meta's id of an upload lives 30 days, so a campaign never stores it. It stores ours, `media:<n>`, which never
changes; `resolve_media` turns it into Meta's id of the day when the message is written. Whoever keeps what
was resolved must ask again within `TRUST`: an id is renewed after 20 days and works for 30.
Ids that do not look like ours are taken for Meta's own and stay as they are.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from relance.activity import Act, Subject, record
from relance.core.clock import utc_now
from relance.core.db import Connection, Pool, transaction
from relance.core.errors import AppError, ReasonError
from relance.core.log import get_logger
from relance.media import sql
from relance.media.images import read_image
from relance.reasons.causes import CAUSES
from relance.senders.service import Sender
from relance.whatsapp.client import GraphError, GraphUnreachable

log = get_logger(__name__)

RENEW_AFTER = timedelta(days=20)
TRUST = timedelta(days=5)
"""How long a resolved id may be kept: half of the 10 days that an id still works after its renewal."""

_CLAIM = timedelta(minutes=10)
_MOST_PER_RUN = 20
_REFERENCE = re.compile(r"media:([1-9][0-9]{0,17})")
_SHORTEST_OF_META = 9
"""Meta's ids of uploads have 15 digits and more."""

_FILENAME_LENGTH = 100


class MediaStore(Protocol):
    """The part of the Graph client that is needed here."""

    async def upload_media(self, phone_number_id: str, filename: str, mime: str, data: bytes) -> str:
        """Upload a file, return Meta's id."""
        ...


@dataclass(frozen=True, slots=True)
class Media:
    """An image. `reference` is what campaigns name it by; `uploaded_at` when Meta got it last."""

    id: int
    mime: str
    filename: str
    width: int
    height: int
    size: int
    sha256: str
    created_at: datetime
    uploaded_at: datetime | None

    @property
    def reference(self) -> str:
        """The id that never changes."""
        return reference_of(self.id)


@dataclass(frozen=True, slots=True)
class MediaFile:
    """The bytes of an image."""

    mime: str
    filename: str
    sha256: bytes
    bytes: bytes


def reference_of(media_id: int) -> str:
    """How campaigns name an image."""
    return f"media:{media_id}"


async def list_media(conn: Connection, *, before_id: int | None, limit: int) -> list[Media]:
    """Images, the newest first, without their bytes."""
    return [Media(**row) for row in await conn.fetch(sql.LIST, before_id, limit)]


async def count_media(conn: Connection) -> int:
    """How many images there are; people upload them one by one, so counting is cheap."""
    n: int = await conn.fetchval(sql.COUNT)
    return n


async def get_media(conn: Connection, *, media_id: int) -> Media:
    """Read an image's data. Raises AppError `media_not_found`."""
    row = await conn.fetchrow(sql.GET, media_id)
    if row is None:
        raise AppError("media_not_found", id=media_id)
    return Media(**row)


async def read_media_file(conn: Connection, *, media_id: int) -> MediaFile:
    """Read an image's bytes. Raises AppError `media_not_found`."""
    row = await conn.fetchrow(sql.READ_BYTES, media_id)
    if row is None:
        raise AppError("media_not_found", id=media_id)
    return MediaFile(**row)


async def store_media(
    pool: Pool,
    graph: MediaStore,
    *,
    sender: Sender,
    filename: str,
    data: bytes,
    created_by: int | None = None,
) -> Media:
    """Upload an image to Meta and keep it; the same bytes again are the same row, and no new upload.

    Takes the pool: no transaction is open while Meta is asked. Raises AppError `image_refused` (422),
    GraphError, GraphUnreachable; then nothing is kept.
    """
    try:
        image = read_image(data)
    except ReasonError as error:
        raise AppError("image_refused", problem=error.reason) from error
    digest, now = hashlib.sha256(data).digest(), utc_now()
    media_id: int | None = await pool.fetchval(sql.FIND_UPLOADED, digest, sender.id, now)
    if media_id is None:
        name = _clean_filename(filename, image.mime)
        meta_id = await graph.upload_media(sender.phone_number_id, name, image.mime, data)
        async with transaction(pool) as conn:
            media_id = await conn.fetchval(
                sql.STORE, digest, image.mime, name, image.width, image.height, data, created_by
            )
            await conn.execute(sql.STORE_UPLOAD, media_id, sender.id, meta_id, now, now + RENEW_AFTER)
            await record(conn, Act.IMAGE_UPLOADED, Subject("image", media_id, name))
    async with transaction(pool) as conn:
        return await get_media(conn, media_id=media_id)


async def check_media(conn: Connection, *, media_id: str) -> None:
    """Raises AppError `media_unknown` (422): a `media:<n>` that is not here, or the bare number of one."""
    if len(media_id) < _SHORTEST_OF_META and media_id.isdecimal():
        raise AppError("media_unknown", why=CAUSES.make("media_not_of_meta", media_id=media_id))
    number = _number_of(media_id)
    if media_id.startswith("media:") and (number is None or not await conn.fetchval(sql.EXISTS, number)):
        raise AppError("media_unknown", why=CAUSES.make("media_missing", media_id=media_id))


async def resolve_media(
    conn: Connection | Pool, part: Mapping[str, Any] | None, *, sender_id: int
) -> dict[str, Any] | None:
    """A campaign's header or Message 2 with Meta's id of the day in the place of `media:<n>`.

    Meant for the sender process, once per campaign and `TRUST`. Raises LookupError when that image was never
    uploaded for the sender's account.
    """
    if part is None:
        return None
    number = _number_of(part.get("media_id"))
    if number is None:
        return dict(part)
    meta_id = await conn.fetchval(sql.RESOLVE, number, sender_id)
    if meta_id is None:
        raise LookupError(f"media:{number} is not uploaded for sender {sender_id}")
    return {**part, "media_id": meta_id}


async def renew_media(pool: Pool, graph: MediaStore, now: datetime) -> int:
    """Upload again what Meta would forget soon; returns how many. Meant for the tick, harmless twice.

    At most a few per run. One that Meta refuses is tried again after ten minutes; when Meta cannot be
    reached the run ends.
    """
    renewed = 0
    for _ in range(_MOST_PER_RUN):
        due = await pool.fetchrow(sql.CLAIM_DUE, now, now + _CLAIM)
        if due is None:
            break
        async with transaction(pool) as conn:
            file = await read_media_file(conn, media_id=due["media_id"])
        try:
            meta_id = await graph.upload_media(due["phone_number_id"], file.filename, file.mime, file.bytes)
        except GraphUnreachable as error:
            log.warning("media_not_renewed", media_id=due["media_id"], reason=str(error)[:200])
            break
        except GraphError as error:
            log.warning("media_not_renewed", media_id=due["media_id"], code=error.code)
            continue
        await pool.execute(
            sql.STORE_UPLOAD, due["media_id"], due["sender_id"], meta_id, now, now + RENEW_AFTER
        )
        renewed += 1
    if renewed:
        log.info("media_renewed", media=renewed)
    return renewed


def _number_of(media_id: object) -> int | None:
    match = _REFERENCE.fullmatch(media_id) if isinstance(media_id, str) else None
    return None if match is None else int(match[1])


def _clean_filename(filename: str, mime: str) -> str:
    """The last part of the name, printable and short; it is shown to people and sent to Meta."""
    name = "".join(char for char in re.split(r"[\\/]", filename)[-1] if char.isprintable() and char != '"')
    name = name.encode("utf-8", "ignore").decode().strip()
    return name[-_FILENAME_LENGTH:] or f"image.{mime.partition('/')[2]}"
