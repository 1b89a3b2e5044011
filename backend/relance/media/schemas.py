"""Bodies of the media routes."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

_MEDIA: JsonDict = {
    "id": 4,
    "reference": "media:4",
    "mime": "image/jpeg",
    "filename": "offer.jpg",
    "width": 1200,
    "height": 628,
    "size": 81234,
    "sha256": "ab" * 32,
    "created_at": "2026-11-01T12:00:00Z",
    "uploaded_at": "2026-11-01T12:00:00Z",
}


class MediaBody(BaseModel):
    """An image. Campaigns name it by `reference`, which never changes; `size` in bytes."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_MEDIA]})

    id: int
    reference: str
    mime: Literal["image/jpeg", "image/png"]
    filename: str
    width: int
    height: int
    size: int
    sha256: str
    created_at: datetime
    uploaded_at: datetime | None


class MediaList(BaseModel):
    """A page of images, the newest first."""

    items: list[MediaBody]
    next_cursor: str | None
    total: int
